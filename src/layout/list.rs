//! Lists: each item's label hangs to the left of its text.

use super::{
    Context, Piece,
    inline::{self, Fit, Look},
    paragraph,
    piece::Scope,
};
use crate::{
    doc::{block::List, inline::Inline},
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame},
    },
};

/// Sets a list, its items a little apart.
pub(super) fn set(list: &List, context: &mut Context) -> Vec<Piece> {
    let body = &context.theme.text.body;
    let whole = context.scope(Element::List);
    let mut pieces: Vec<Piece> = vec![];
    for (index, item) in list.items.iter().enumerate() {
        let bullet = &context.theme.list.bullet;
        let label = if list.is_ordered { format!("{}.", index + 1) } else { bullet.clone() };
        let path = [whole.clone(), context.scope(Element::ListItem)];
        pieces.push(set_label(label, &path, context));
        pieces.extend(set_body(item, &path, context));
    }
    let mut pieces = Piece::on_grid(pieces);
    if let Some(first) = pieces.first_mut() {
        first.above = body.space_above;
    }
    if let Some(last) = pieces.last_mut() {
        last.below = body.space_below;
    }
    pieces
}

/// A label, which takes no height: its item's first line stands beside it.
fn set_label(label: String, item: &[Scope], context: &mut Context) -> Piece {
    let style = &context.theme.list;
    let look = Look::new(&context.theme.text.body, context.theme.color.text);
    let label = inline::prepare(&[Inline::Literal(label)], &look, context);
    let width = label.natural_width();
    let mut frame = Frame::new(Size::new(width, Abs::ZERO));
    for line in label.lines(Fit::ragged(width)) {
        frame.push_frame(Point::ORIGIN, line);
    }
    let path = item.iter().cloned().chain([context.scope(Element::Label)]).collect();
    let x = (style.indent - style.label_gap - width).max(Abs::ZERO);
    Piece { x, above: style.item_gap, keeps_next: true, ..Piece::new(frame, path) }
}

fn set_body(text: &[Inline], item: &[Scope], context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.list;
    let fit = paragraph::body_fit(context, context.measure() - style.indent);
    let lines = inline::lines(text, &paragraph::body_look(context), fit, context);
    let path: Vec<Scope> = item.iter().cloned().chain([context.scope(Element::ListBody)]).collect();
    let mut pieces = Piece::column(lines, &path, Abs::ZERO, style.item_gap);
    Piece::shift(&mut pieces, style.indent);
    pieces
}
