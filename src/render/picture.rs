//! Charts as files: each figure with its words as a picture, for slides and messengers.

use super::{png, svg};
use crate::{
    doc::{figure::Figure, inline::plain},
    font::FontBook,
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Frame, FrameItem},
        shape::{Geometry, Shape},
    },
    lang::Lang,
    output::{self, Artifact, PictureFormat},
};

/// Around a picture: five millimetres, so that no line of it touches the edge of a slide.
const MARGIN: Abs = Abs::pt(14.0);

/// A document's figures as they are set, `charts/rd-lines.zh.svg`, in a format.
///
/// A picture holds all that the page has: number, title, subtitle, drawing and notes, in the same
/// faces. Its text is outlines, so that it looks the same wherever it goes; an SVG keeps the title
/// and the alternative text for those who cannot see it.
pub fn pictures<'a>(
    figures: impl IntoIterator<Item = (&'a Figure, Frame)>,
    lang: Lang,
    format: PictureFormat,
    fonts: &FontBook,
) -> Vec<Artifact> {
    let picture = |(figure, frame): (&Figure, Frame)| {
        let picture = svg::picture(&on_white(frame), fonts, &plain(&figure.title), &figure.alt);
        let bytes = match format {
            PictureFormat::Svg => picture.into_bytes(),
            PictureFormat::Png => png::render(&picture),
        };
        Artifact { name: output::chart(&figure.id, lang, format), bytes }
    };
    figures.into_iter().map(picture).collect()
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
