//! Charts as files: each figure with its words as a picture, for slides and messengers.

use std::collections::BTreeSet;

use crate::{
    diag::Sink,
    doc::{block::Document, inline::plain},
    font::FontBook,
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Frame, FrameItem},
        shape::{Geometry, Shape},
    },
    layout::layout_figures,
    publish::Artifact,
    render::{png, svg},
    theme::Theme,
};

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Svg,
    Png,
}

impl Format {
    /// How the name of a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// Around a picture.
const MARGIN: Abs = Abs::pt(14.0);

/// The figures of `document`, `charts/rd-lines.zh.svg`, in each of the formats.
///
/// A picture holds all that the page has: number, title, subtitle, drawing and notes, in the same
/// faces. Its text is outlines, so that it looks the same wherever it goes; an SVG keeps the title
/// and the alternative text for those who cannot see it.
pub(super) fn charts(
    document: &Document,
    formats: &BTreeSet<Format>,
    fonts: &FontBook,
    theme: &Theme,
    sink: &mut Sink,
) -> Vec<Artifact> {
    let mut files = vec![];
    for (figure, frame) in layout_figures(document, fonts, theme, sink) {
        let picture = svg::picture(&on_white(frame), fonts, &plain(&figure.title), &figure.alt);
        for format in formats {
            let name = format!("charts/{}.{}.{}", figure.id, document.lang, format.ending());
            let bytes = match format {
                Format::Svg => picture.clone().into_bytes(),
                Format::Png => png::render(&picture),
            };
            files.push(Artifact { name, bytes });
        }
    }
    files
}

/// The frame on a white ground with a margin.
fn on_white(frame: Frame) -> Frame {
    let size = Size::new(frame.size.width + MARGIN * 2.0, frame.size.height + MARGIN * 2.0);
    let mut picture = Frame::new(size);
    let ground = Shape::filled(Geometry::Rect(size), Color::WHITE);
    picture.push(Point::ORIGIN, FrameItem::Shape(ground));
    picture.push_frame(Point::new(MARGIN, MARGIN), frame);
    picture
}
