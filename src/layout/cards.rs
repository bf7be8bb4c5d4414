//! Key-figure cards: in rows, as high as the highest of their row.

use std::sync::Arc;

use super::{
    Context, Piece, figure,
    inline::{self, Fit, TextLook},
    piece::ElementScope,
};
use crate::{
    doc::{
        block::{Card, Trend},
        inline::Inline,
    },
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag},
        shape::{Geometry, Shape},
    },
};

/// Between a card's number and the line of its trend, in ems of the number.
const TREND_GAP: f64 = 0.5;
/// How long that line becomes, in ems of the number: a judgement, from three to five years as far apart as its
/// height.
const LONGEST_TREND: f64 = 3.0;

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
    let room = width - style.pad * 2.0;
    // Beside the numbers of a row, or below the words of all its cards: never here and there.
    let is_beside = cards.iter().filter(|card| card.trend.is_some()).all(|card| {
        let left = room - beside(&card.value, context);
        context.theme.text.card_value.size.fits(left)
    });
    let frames: Vec<Frame> = cards.iter().map(|card| set_card(card, width, is_beside, context)).collect();
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

fn set_card(card: &Card, width: Abs, is_beside: bool, context: &mut Context) -> Frame {
    let theme = context.theme;
    let style = &theme.cards;
    let looks = [
        (&card.value, look_of_value(context)),
        (&card.label, TextLook::new(&theme.text.card_label, theme.color.text).display()),
        (&card.note, TextLook::new(&theme.text.note, theme.color.muted).display()),
    ];
    let mut frame = Frame::default();
    frame.start(Element::ListItem);
    frame.start(Element::ListBody);
    let mut y = style.pad;
    let room = width - style.pad * 2.0;
    let mut value_ends = y;
    for (position, (text, look)) in looks.into_iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        y = set_text(text, &look, &mut frame, y, room, context);
        value_ends = if position == 0 { y } else { value_ends };
        y += style.line_gap;
    }
    if let Some(trend) = &card.trend {
        let longest = theme.text.card_value.size * LONGEST_TREND;
        if is_beside {
            let long = (room - beside(&card.value, context)).min(longest);
            let line = figure::drawing((&trend.id(), &trend.chart()), long, context);
            let above = (value_ends - style.pad - line.size.height) * 0.5;
            draw_trend(
                trend,
                Arc::unwrap_or_clone(line),
                Point::new(style.pad + room - long, style.pad + above),
                &mut frame,
            );
        } else {
            let line = figure::drawing((&trend.id(), &trend.chart()), room.min(longest), context);
            let height = line.size.height;
            draw_trend(trend, Arc::unwrap_or_clone(line), Point::new(style.pad, y), &mut frame);
            y += height + style.line_gap;
        }
    }
    frame.end();
    frame.end();
    frame.size = Size::new(width, y - style.line_gap + style.pad);
    frame
}

fn look_of_value(context: &Context) -> TextLook {
    let theme = context.theme;
    let look = TextLook::new(&theme.text.card_value, theme.color.accent);
    TextLook { unit_size: theme.cards.unit_size, ..look }
}

/// What a number takes of its card, with the gap behind it.
fn beside(value: &[Inline], context: &mut Context) -> Abs {
    let look = look_of_value(context);
    inline::prepare(value, &look, context).natural_width() + look.text.size * TREND_GAP
}

fn draw_trend(trend: &Trend, line: Frame, at: Point, frame: &mut Frame) {
    frame.start(Element::Figure { alt: trend.alt.clone() });
    frame.push_frame(at, line);
    frame.end();
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
