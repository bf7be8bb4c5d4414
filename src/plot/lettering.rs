//! Lettering: the three voices of a chart's text, their measures, and lines broken to a width.

use std::collections::{BTreeMap, btree_map::Entry};

use plotters::style::{FontDesc, FontFamily, FontStyle, TextStyle as Pen};
use plotters_backend::{
    BackendColor,
    text_anchor::{HPos, Pos, VPos},
};

use super::{
    backend::Surface,
    canvas::Canvas,
    grid::{Spot, pt, units},
};
use crate::{
    font::{
        MissingGlyph, Style,
        marks::{fills_square, is_barred_from_end, is_barred_from_start},
    },
    frame::{color::Color, geom::Abs, text::GlyphRun},
    lang::Lang,
    theme::{TextStyle, Weight},
};

/// How loudly a text speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterStyle {
    /// Numbers at axes, units, the context.
    Tick,
    /// Parts, categories.
    Label,
    /// The subject.
    Strong,
}

impl LetterStyle {
    const ALL: [Self; 3] = [Self::Tick, Self::Label, Self::Strong];

    /// The family name under which a voice passes through plotters.
    fn name(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::Label => "label",
            Self::Strong => "strong",
        }
    }

    /// The voice of a family name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|voice| voice.name() == name).expect("every text is set by `Canvas::pen`")
    }
}

/// How wide the lines of one text are from a byte to another: it is tried at many widths, and a line is the same at all.
type LineWidths = BTreeMap<(usize, usize), i32>;

impl Canvas<'_> {
    fn text(&self, voice: LetterStyle) -> &TextStyle {
        match voice {
            LetterStyle::Tick => &self.theme.chart.tick,
            LetterStyle::Label | LetterStyle::Strong => &self.theme.chart.label,
        }
    }

    /// Shapes a line of text.
    pub fn shape(&self, text: &str, voice: LetterStyle, color: Color) -> Result<Vec<GlyphRun>, MissingGlyph> {
        let set = self.text(voice);
        let weight = if voice == LetterStyle::Strong { Weight::Bold } else { set.weight };
        let style = Style { family: set.family, weight, italic: false };
        self.fonts.set_line(text, self.lang, (style, set.size, color), self.theme.inline.han_latin)
    }

    /// The width of a line of text in units, rounded up.
    pub fn width_of(&self, text: &str, voice: LetterStyle) -> Result<i32, MissingGlyph> {
        let width: Abs = self.shape(text, voice, Color::BLACK)?.iter().map(GlyphRun::width).sum();
        Ok(units(width) + 1)
    }

    /// The width of the widest line.
    pub fn widest<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t str>,
        voice: LetterStyle,
    ) -> Result<i32, MissingGlyph> {
        texts.into_iter().try_fold(0, |widest, text| Ok(widest.max(self.width_of(text, voice)?)))
    }

    /// The width of the widest piece that a line cannot break.
    pub fn widest_word<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t str>,
        voice: LetterStyle,
    ) -> Result<i32, MissingGlyph> {
        self.widest(texts.into_iter().flat_map(pieces).map(str::trim_end), voice)
    }

    /// From baseline to baseline, in units.
    pub fn leading(&self, voice: LetterStyle) -> i32 {
        units(self.text(voice).leading)
    }

    /// How far a line reaches above its baseline, accents included.
    pub fn ascent(&self, voice: LetterStyle) -> i32 {
        units(self.text(voice).size * 0.86)
    }

    /// How far a line reaches below its baseline.
    pub fn descent(&self, voice: LetterStyle) -> i32 {
        units(self.text(voice).size * 0.24)
    }

    /// From the middle of digits, capitals and Han characters down to the baseline.
    pub fn middle(&self, voice: LetterStyle) -> i32 {
        units(self.text(voice).size * 0.345)
    }

    /// plotters' style for a text whose anchor is at its side `h` and height `v`.
    pub fn pen(&self, voice: LetterStyle, color: Color, h: HPos, v: VPos) -> Pen<'static> {
        let size = self.text(voice).size.to_pt() * 10.0;
        let font = FontDesc::new(FontFamily::Name(voice.name()), size, FontStyle::Normal);
        let color = BackendColor { alpha: 1.0, rgb: (color.r, color.g, color.b) };
        Pen { font, color, pos: Pos::new(h, v) }
    }

    /// Writes lines below one another; `at` is the first one's anchor.
    pub fn write(
        &self,
        area: &Surface,
        lines: &[String],
        at: Spot,
        (voice, color): (LetterStyle, Color),
        (h, v): (HPos, VPos),
    ) -> Result<(), MissingGlyph> {
        let mut y = at.1;
        for line in lines {
            area.draw_text(line, &self.pen(voice, color, h, v), (at.0, y))?;
            y += self.leading(voice);
        }
        Ok(())
    }

    /// Breaks `text` into at most `most` lines no wider than `width`, as few as will do and of
    /// about the same length; what does not fit ends in `…`.
    pub fn wrap(
        &self,
        text: &str,
        voice: LetterStyle,
        width: i32,
        most: usize,
    ) -> Result<Vec<String>, MissingGlyph> {
        let mut widths = LineWidths::default();
        let mut best = self.fill(text, voice, (width, &mut widths), most)?;
        if best.len() < 2 || best.last().is_some_and(|line| line.ends_with('…')) {
            return Ok(best);
        }
        // The narrowest width that needs no more lines leaves none of them nearly empty.
        let (mut narrow, mut wide) = (width / 2, width);
        while wide - narrow > pt(4) {
            let middle = narrow.midpoint(wide);
            let lines = self.fill(text, voice, (middle, &mut widths), most + 1)?;
            if lines.len() == best.len() && has_whole_words(text, &lines) {
                (best, wide) = (lines, middle);
            } else {
                narrow = middle;
            }
        }
        Ok(best)
    }

    /// Fills line after line up to `width`.
    fn fill(
        &self,
        text: &str,
        voice: LetterStyle,
        (width, widths): (i32, &mut LineWidths),
        most: usize,
    ) -> Result<Vec<String>, MissingGlyph> {
        let mut lines: Vec<String> = vec![];
        let (ends, mut start) = (ends_of_pieces(text), 0);
        while !text[start..].trim_end().is_empty() {
            let rest = &ends[ends.partition_point(|end| *end <= start)..];
            let fitting = self.fitting(text, (start, rest), voice, (width, widths))?;
            if fitting == rest.len() {
                lines.push(text[start..].trim_end().to_owned());
                break;
            }
            if lines.len() + 1 == most {
                lines.push(self.cut(text[start..].trim_end(), voice, width)?);
                break;
            }
            let end = match fitting {
                // A word wider than the line: as many of its characters as fit, but one at least.
                0 => start + self.split(&text[start..rest[0]], voice, width)?,
                some => rest[some - 1],
            };
            let line = &text[start..end];
            lines.push(if fitting == 0 { line } else { line.trim_end() }.to_owned());
            start = end;
        }
        Ok(lines)
    }

    /// How many of the pieces that end there fit in a line from `start` on. A line of them is the wider the more
    /// there are: it is looked for in steps that double, and then between the last two.
    fn fitting(
        &self,
        text: &str,
        (start, ends): (usize, &[usize]),
        voice: LetterStyle,
        (width, widths): (i32, &mut LineWidths),
    ) -> Result<usize, MissingGlyph> {
        let mut fits = |count: usize| {
            let end = ends[count - 1];
            let line = match widths.entry((start, end)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => *new.insert(self.width_of(text[start..end].trim_end(), voice)?),
            };
            Ok::<_, MissingGlyph>(line <= width)
        };
        let (mut few, mut many) = (0, 1);
        while many <= ends.len() && fits(many)? {
            (few, many) = (many, many * 2);
        }
        many = many.min(ends.len() + 1);
        while many - few > 1 {
            let middle = few.midpoint(many);
            if fits(middle)? { few = middle } else { many = middle }
        }
        Ok(few)
    }

    /// One line: the text, or as much of it as fits before an ellipsis.
    pub fn cut(&self, text: &str, voice: LetterStyle, width: i32) -> Result<String, MissingGlyph> {
        if self.width_of(text, voice)? <= width {
            return Ok(text.to_owned());
        }
        let mut kept = text;
        while let Some((end, _)) = kept.char_indices().next_back() {
            kept = kept[..end].trim_end();
            let cut = format!("{kept}…");
            if self.width_of(&cut, voice)? <= width {
                return Ok(cut);
            }
        }
        Ok(String::new())
    }

    /// The byte behind the last character of `word` that still fits.
    fn split(&self, word: &str, voice: LetterStyle, width: i32) -> Result<usize, MissingGlyph> {
        let mut split = word.chars().next().map_or(0, char::len_utf8);
        for (start, c) in word.char_indices().skip(1) {
            let end = start + c.len_utf8();
            if self.width_of(&word[..end], voice)? > width {
                break;
            }
            split = end;
        }
        Ok(split)
    }
}

/// Whether lines end only where they may, so that no word was cut to fit a narrow one.
fn has_whole_words(text: &str, lines: &[String]) -> bool {
    let pieces = pieces(text);
    let ends_piece = |line: &String| pieces.iter().any(|piece| line.ends_with(piece.trim_end()));
    lines.iter().all(ends_piece)
}

/// Cuts a label where a line may end: behind a space or hyphen, and beside a Han character, but
/// not before a closing or behind an opening mark (CLREQ 3.1.4).
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = vec![];
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (here, c) in text.char_indices() {
        if previous.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..here]);
            start = here;
        }
        previous = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// The bytes behind the pieces of a text.
fn ends_of_pieces(text: &str) -> Vec<usize> {
    pieces(text)
        .iter()
        .scan(0, |end, piece| {
            *end += piece.len();
            Some(*end)
        })
        .collect()
}

fn may_break(before: char, after: char) -> bool {
    // The language decides only of marks that both scripts share: beside them no label is broken.
    let is_barred = is_barred_from_start(after, Lang::Zh) || is_barred_from_end(before, Lang::Zh);
    if is_barred || matches!(after, '—' | '·') {
        return false;
    }
    if before == ' ' || before == '-' {
        return after != ' ';
    }
    // Between two names, not within a span of years.
    if before == '–' {
        return after.is_alphabetic();
    }
    fills_square(before) || fills_square(after)
}
