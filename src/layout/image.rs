//! Pictures: as large as they are by themselves, and no larger than the text.

use super::{Context, Piece};
use crate::{
    doc::block::Image,
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem},
    },
};

/// The most of a page's height that a picture takes: its words stand on the same one.
const TALLEST: f64 = 0.6;

/// Sets a picture by itself.
pub(super) fn set(image: &Image, context: &mut Context) -> Vec<Piece> {
    let most = Size::new(context.measure(), context.page().text_height() * TALLEST);
    let mut frame = drawn(image, most);
    frame.size.width = context.measure();
    let path = vec![context.scope(Element::Part)];
    let style = &context.theme.figure;
    vec![Piece { above: style.space_above, below: style.gap, ..Piece::new(frame, path) }]
}

/// A picture that fits into an area, tagged with what it shows.
pub(super) fn drawn(image: &Image, most: Size) -> Frame {
    let mut frame = undescribed(image, most);
    let items = std::mem::take(&mut frame.items);
    frame.start(Element::Figure { alt: image.alt.clone() });
    frame.items.extend(items);
    frame.end();
    frame
}

/// The same without what it shows, for a picture that the page repeats.
pub(super) fn undescribed(image: &Image, most: Size) -> Frame {
    let picture = &image.picture;
    let natural = f64::from(picture.natural) / 1000.0;
    let form = f64::from(picture.height) / f64::from(picture.width);
    let width = natural.min(most.width.to_pt()).min(most.height.to_pt() / form);
    let size = Size::new(Abs::pt(width), Abs::pt(width * form));
    let mut frame = Frame::new(size);
    frame.push(Point::ORIGIN, FrameItem::Picture(picture.clone(), size));
    frame
}
