//! Layout of a paragraph: runs of text become lines, lines become frames.
//!
//! `collect → prepare (shape, space, find opportunities) → linebreak → justify → commit`

mod collect;
mod commit;
mod hyphenate;
mod justify;
mod linebreak;
mod marks;
mod opportunities;
mod prepare;
mod spacing;

pub(super) use prepare::Paragraph;

use super::context::Context;
use crate::{
    doc::inline::Inline,
    font::Style,
    frame::{
        color::Color,
        geom::{Abs, Point},
        item::Frame,
    },
    theme::TextStyle,
};

/// A style of text with its colour.
#[derive(Debug, Clone)]
pub(super) struct Look {
    pub text: TextStyle,
    pub color: Color,
    /// Whether long English words may be hyphenated; never in headings, captions and cells.
    pub hyphenates: bool,
}

/// How the lines of a paragraph lie in their measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    pub measure: Abs,
    /// The indent of the first line.
    pub indent: Abs,
    pub align: Align,
}

/// Where the lines of a paragraph end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// At both edges, the last line where it ends.
    Justify,
    /// Flush left, ragged right.
    Start,
    /// Flush right.
    End,
}

impl Look {
    /// Text in a style and a colour.
    pub fn new(text: &TextStyle, color: Color) -> Self {
        Self { text: text.clone(), color, hyphenates: false }
    }

    /// The same with hyphens allowed.
    #[must_use]
    pub fn hyphenated(self) -> Self {
        Self { hyphenates: true, ..self }
    }

    /// The face without emphasis.
    fn font(&self) -> Style {
        Style { family: self.text.family, weight: self.text.weight, italic: false }
    }
}

impl Fit {
    /// Ragged lines without an indent.
    pub fn ragged(measure: Abs) -> Self {
        Self { measure, indent: Abs::ZERO, align: Align::Start }
    }
}

/// Shapes `text` and finds where its lines may end.
pub(super) fn prepare(text: &[Inline], look: &Look, context: &mut Context) -> Paragraph {
    let collected = collect::collect(text, look, context);
    prepare::prepare(collected, look, context)
}

/// Sets `text` into lines: frames as wide as the measure, as high as the leading.
pub(super) fn lines(text: &[Inline], look: &Look, fit: Fit, context: &mut Context) -> Vec<Frame> {
    prepare(text, look, context).lines(fit)
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
