//! Key-figure cards: in rows, as high as the highest of their row.

use super::{
    Context, Piece,
    inline::{self, Fit, TextLook},
    piece::ElementScope,
};
use crate::{
    doc::{block::Card, inline::Inline},
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag},
        shape::{Geometry, Shape},
    },
};

/// Sets cards in rows as even as can be: four make two rows of two rather than three and one.
pub(super) fn set(cards: &[Card], context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.cards;
    let rows = cards.len().div_ceil(style.columns.max(1));
    let columns = cards.len().div_ceil(rows.max(1));
    let list = context.scope(Element::List);
    let mut pieces: Vec<Piece> =
        cards.chunks(columns.max(1)).map(|row| set_row(row, columns, &list, context)).collect();
    if let Some(first) = pieces.first_mut() {
        first.above = style.space_above;
    }
    if let Some(last) = pieces.last_mut() {
        last.below = style.space_below;
    }
    pieces
}

fn set_row(cards: &[Card], columns: usize, list: &ElementScope, context: &mut Context) -> Piece {
    let style = &context.theme.cards;
    let columns = f64::from(u32::try_from(columns).expect("a row has few cards"));
    let width = (context.measure() - style.gap * (columns - 1.0)) / columns;
    let frames: Vec<Frame> = cards.iter().map(|card| set_card(card, width, context)).collect();
    let height = frames.iter().map(|frame| frame.size.height).fold(Abs::ZERO, Abs::max);
    let mut row = Frame::new(Size::new(context.measure(), height));
    let mut x = Abs::ZERO;
    for frame in frames {
        draw_ground(&mut row, Point::new(x, Abs::ZERO), Size::new(width, height), context);
        row.push_frame(Point::new(x, Abs::ZERO), frame);
        x += width + style.gap;
    }
    Piece { above: style.gap, below: style.gap, ..Piece::new(row, vec![list.clone()]) }
}

fn set_card(card: &Card, width: Abs, context: &mut Context) -> Frame {
    let theme = context.theme;
    let style = &theme.cards;
    let looks = [
        (
            &card.value,
            TextLook {
                unit_size: style.unit_size,
                ..TextLook::new(&theme.text.card_value, theme.color.accent)
            },
        ),
        (&card.label, TextLook::new(&theme.text.card_label, theme.color.text).display()),
        (&card.note, TextLook::new(&theme.text.note, theme.color.muted).display()),
    ];
    let mut frame = Frame::default();
    frame.start(Element::ListItem);
    frame.start(Element::ListBody);
    let mut y = style.pad;
    for (text, look) in looks {
        if text.is_empty() {
            continue;
        }
        y = set_text(text, &look, &mut frame, y, width - style.pad * 2.0, context) + style.line_gap;
    }
    frame.end();
    frame.end();
    frame.size = Size::new(width, y - style.line_gap + style.pad);
    frame
}

/// Sets a text below `y`; returns where it ends.
fn set_text(
    text: &[Inline],
    look: &TextLook,
    frame: &mut Frame,
    y: Abs,
    measure: Abs,
    context: &mut Context,
) -> Abs {
    let text = inline::stack(inline::lines(text, look, Fit::ragged(measure), context));
    let height = text.size.height;
    frame.start(Element::Paragraph);
    frame.push_frame(Point::new(context.theme.cards.pad, y), text);
    frame.end();
    y + height
}

fn draw_ground(row: &mut Frame, at: Point, size: Size, context: &Context) {
    let rule = Size::new(size.width, context.theme.cards.rule_width);
    let colors = &context.theme.color;
    row.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
    row.push(at, FrameItem::Shape(Shape::filled(Geometry::Rect(size), colors.ground)));
    row.push(at, FrameItem::Shape(Shape::filled(Geometry::Rect(rule), colors.accent)));
    row.end();
}
