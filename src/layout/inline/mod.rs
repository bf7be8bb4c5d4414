//! Layout of a paragraph: runs of text become lines, lines become frames.
//!
//! `collect → prepare (shape, space, find opportunities) → linebreak → justify → commit`

mod collect;
mod commit;
mod hyphenate;
mod justify;
mod linebreak;
mod opportunities;
mod prepare;
mod spacing;

pub(super) use collect::note_anchor;
pub(super) use prepare::Paragraph;

use super::{bounds, context::Context, numbers::Lead};
use crate::{
    doc::inline::Inline,
    font::Style,
    frame::{
        color::Color,
        geom::{Abs, Point},
        item::Frame,
    },
    theme::{Alignment, TextStyle},
};

/// A style of text with its colour.
#[derive(Debug, Clone)]
pub(super) struct TextLook {
    pub text: TextStyle,
    pub color: Color,
    pub breaking: Breaking,
    /// The size of a fact's unit, of the size of its number.
    pub unit_size: f64,
    pub lead: Lead,
}

/// Where words may be parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaking {
    /// Text: Han characters anywhere, English words at spaces and hyphens.
    Plain,
    /// Long English words at hyphens that the line brings with it, too.
    Hyphens,
    /// Headings and titles: not within a Chinese word.
    Words,
}

/// How the lines of a paragraph lie in their measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    pub measure: Abs,
    /// The indent of the first line.
    pub indent: Abs,
    pub align: LineAlign,
}

/// Where the lines of a paragraph end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineAlign {
    /// At both edges, the last line where it ends.
    Justify,
    /// Flush left, ragged right.
    Start,
    /// As far from one edge as from the other.
    Center,
    /// Flush right.
    End,
}

impl From<Alignment> for LineAlign {
    fn from(alignment: Alignment) -> Self {
        match alignment {
            Alignment::Start => Self::Start,
            Alignment::Justify => Self::Justify,
            Alignment::Center => Self::Center,
            Alignment::End => Self::End,
        }
    }
}

impl TextLook {
    /// Text in a style and a colour.
    pub fn new(text: &TextStyle, color: Color) -> Self {
        Self { text: text.clone(), color, breaking: Breaking::Plain, unit_size: 1.0, lead: Lead::Row }
    }

    /// The same with hyphens allowed.
    #[must_use]
    pub fn hyphenated(self) -> Self {
        Self { breaking: Breaking::Hyphens, ..self }
    }

    /// The same for display, where a word is never parted.
    #[must_use]
    pub fn display(self) -> Self {
        Self { breaking: Breaking::Words, ..self }
    }

    /// The same whose numbers lead elsewhere.
    #[must_use]
    pub fn leading(self, lead: Lead) -> Self {
        Self { lead, ..self }
    }

    /// The face without emphasis.
    fn font(&self) -> Style {
        Style { family: self.text.family, weight: self.text.weight, italic: false }
    }
}

impl Fit {
    /// Ragged lines without an indent.
    pub fn ragged(measure: Abs) -> Self {
        Self { measure, indent: Abs::ZERO, align: LineAlign::Start }
    }
}

/// Shapes `text` and finds where its lines may end.
pub(super) fn prepare(text: &[Inline], look: &TextLook, context: &mut Context) -> Paragraph {
    let collected = collect::collect(text, look, context);
    prepare::prepare(collected, look, context)
}

/// Sets `text` into lines: frames as wide as the measure, as high as the leading.
pub(super) fn lines(text: &[Inline], look: &TextLook, fit: Fit, context: &mut Context) -> Vec<Frame> {
    let paragraph = prepare(text, look, context);
    bounds::check_words(&paragraph, fit, context);
    paragraph.lines(fit)
}

/// Sets `text` into lines of about the same length, as few as the measure allows: a title whose
/// last line is one word looks like an accident. They begin where the look's style has them begin.
pub(super) fn balanced(text: &[Inline], look: &TextLook, measure: Abs, context: &mut Context) -> Vec<Frame> {
    let paragraph = prepare(text, &look.clone().display(), context);
    bounds::check_words(&paragraph, Fit::ragged(measure), context);
    let count = |measure| linebreak::linebreak(&paragraph, Fit::ragged(measure)).len();
    let fewest = count(measure);
    let (mut narrow, mut wide) = (paragraph.minimum_width().min(measure), measure);
    // Eight halvings bring the measure to within a few points of the narrowest.
    for _ in 0..8 {
        let middle = (narrow + wide) / 2.0;
        if count(middle) > fewest { narrow = middle } else { wide = middle }
    }
    let set = if fewest > 1 { by_sense(&paragraph, wide, measure) } else { measure };
    let (align, before) = match look.text.align {
        Alignment::Start | Alignment::Justify => (LineAlign::Start, Abs::ZERO),
        Alignment::Center => (LineAlign::Center, (measure - set) / 2.0),
        Alignment::End => (LineAlign::End, measure - set),
    };
    let mut lines = paragraph.lines(Fit { align, ..Fit::ragged(set) });
    for line in &mut lines {
        line.size.width = measure;
        line.move_items(Point::new(before, Abs::ZERO));
    }
    lines
}

/// How many widths are tried for lines that end by sense: a judgement, half a Han character of a heading apart on
/// a page of A4.
const TRIED: u32 = 16;

/// A last line of less than one part in so many of the longest is a scrap: a judgement, a word alone below a phrase.
const SCRAP: usize = 3;

/// The width from `narrow` to `measure` at which the most lines end behind a stop, the narrowest of those: as many
/// lines all the same, and a title is read line by line. A phrase cut in its middle says something else for a moment.
fn by_sense(paragraph: &Paragraph, narrow: Abs, measure: Abs) -> Abs {
    let ends = |width: Abs| {
        let lines = paragraph.texts(Fit::ragged(width));
        let Some((last, inner)) = lines.split_last() else { return 0 };
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        if last.chars().count() * SCRAP < longest {
            return 0;
        }
        inner.iter().filter(|line| line.trim_end().ends_with([':', ',', ';', '：', '，', '；'])).count()
    };
    let widths = (0..=TRIED).map(|nth| narrow + (measure - narrow) * (f64::from(nth) / f64::from(TRIED)));
    let mut best = (ends(narrow), narrow);
    for width in widths.skip(1) {
        let count = ends(width);
        if count > best.0 {
            best = (count, width);
        }
    }
    best.1
}

/// Sets frames below one another into one.
pub(super) fn stack(lines: Vec<Frame>) -> Frame {
    let mut whole = Frame::default();
    for line in lines {
        let size = line.size;
        whole.push_frame(Point::new(Abs::ZERO, whole.size.height), line);
        whole.size.height += size.height;
        whole.size.width = whole.size.width.max(size.width);
    }
    whole
}

impl Paragraph {
    /// What each line says.
    pub fn texts(&self, fit: Fit) -> Vec<String> {
        let text = |line: &linebreak::BrokenLine| {
            self.atoms[line.atoms.clone()].iter().map(|atom| &self.text[atom.range.clone()]).collect()
        };
        linebreak::linebreak(self, fit).iter().map(text).collect()
    }

    /// Sets the paragraph into lines no wider than the measure.
    pub fn lines(&self, fit: Fit) -> Vec<Frame> {
        linebreak::linebreak(self, fit)
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let indent = if index == 0 { fit.indent } else { Abs::ZERO };
                let gaps = justify::justify(self, line, fit.measure - indent, fit.align);
                commit::commit(self, line, &gaps, Fit { indent, ..fit })
            })
            .collect()
    }
}
