//! Lists: each item's label hangs to the left of its text.

use super::{
    Context, Piece,
    inline::{self, Fit, TextLook},
    paragraph,
    piece::ElementScope,
};
use crate::{
    doc::{
        block::{Level, List},
        inline::Inline,
    },
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame},
    },
};

/// Sets a list, its items a little apart; a list within an item lies as much further to the right as the
/// item's own text.
pub(super) fn set(list: &List, context: &mut Context) -> Vec<Piece> {
    let body = &context.theme.text.body;
    let mut pieces: Vec<Piece> = vec![];
    // The list, item and body that are open, from the outside to the inside.
    let mut open: Vec<[ElementScope; 3]> = vec![];
    for (index, (item, number)) in list.items.iter().zip(list.numbers()).enumerate() {
        let Level { depth, is_ordered } = list.level(index);
        let whole = open.get(depth).map(|[whole, ..]| whole.clone());
        // One whose kind differs from the list before it at its depth is another list.
        let whole = whole.unwrap_or_else(|| context.scope(Element::List));
        open.truncate(depth);
        open.push([whole, context.scope(Element::ListItem), context.scope(Element::ListBody)]);
        let outer: Vec<ElementScope> = open[..depth].iter().flatten().cloned().collect();
        let [whole, of_item, of_body] = open[depth].clone();
        let path: Vec<ElementScope> = outer.into_iter().chain([whole, of_item]).collect();
        let label = if is_ordered { format!("{number}.") } else { bullet(depth, context) };
        let mut set = vec![set_label(label, &path, context)];
        set.extend(set_body(item, &path, of_body, depth, context));
        #[expect(clippy::cast_precision_loss, reason = "no list lies deeper than a few levels")]
        let within = depth as f64;
        Piece::shift(&mut set, context.theme.list.indent * within);
        pieces.append(&mut set);
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

/// A list within a list has a dash for a bullet, so that its items are told from those around them.
fn bullet(depth: usize, context: &Context) -> String {
    if depth.is_multiple_of(2) { context.theme.list.bullet.clone() } else { "–".to_owned() }
}

/// A label, which takes no height: its item's first line stands beside it.
fn set_label(label: String, item: &[ElementScope], context: &mut Context) -> Piece {
    let style = &context.theme.list;
    let look = TextLook::new(&context.theme.text.body, context.theme.color.text);
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

fn set_body(
    text: &[Inline],
    item: &[ElementScope],
    body: ElementScope,
    depth: usize,
    context: &mut Context,
) -> Vec<Piece> {
    let style = &context.theme.list;
    #[expect(clippy::cast_precision_loss, reason = "no list lies deeper than a few levels")]
    let within = (depth + 1) as f64;
    let fit = paragraph::body_fit(context, context.measure() - style.indent * within);
    let lines = inline::lines(text, &paragraph::body_look(context), fit, context);
    let path: Vec<ElementScope> = item.iter().cloned().chain([body]).collect();
    let mut pieces = Piece::column(lines, &path, Abs::ZERO, style.item_gap);
    Piece::shift(&mut pieces, style.indent);
    pieces
}
