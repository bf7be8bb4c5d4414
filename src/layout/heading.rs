//! Headings.

use super::{
    Context, Piece,
    inline::{self, Fit, Look},
    piece::HeadingMark,
    words,
};
use crate::{
    doc::{
        block::Heading,
        inline::{Inline, plain},
    },
    frame::{
        geom::{Abs, Point},
        item::{Element, Frame, FrameItem},
    },
};

/// Sets a heading.
pub(super) fn set(heading: &Heading, context: &mut Context) -> Vec<Piece> {
    let level = usize::from(heading.level).clamp(1, context.theme.text.heading.len());
    let style = &context.theme.text.heading[level - 1];
    let color = if level == 1 { context.theme.color.accent } else { context.theme.color.text };
    let mut lines = set_numbered(heading, &Look::new(style, color), context.measure(), context);
    if let Some(first) = lines.first_mut() {
        first.items.insert(0, (Point::ORIGIN, FrameItem::Anchor(heading.id.clone())));
    }
    let scope = context.scope(Element::Heading(heading.level));
    let mut pieces = Piece::column(lines, &[scope], style.space_above, style.space_below);
    Piece::keep(&mut pieces, true);
    if let Some(first) = pieces.first_mut() {
        first.heading = Some(mark(heading));
    }
    pieces
}

/// Sets a heading's text into balanced lines, its number hanging to the left of them.
pub(super) fn set_numbered(
    heading: &Heading,
    look: &Look,
    measure: Abs,
    context: &mut Context,
) -> Vec<Frame> {
    let number = inline::prepare(&[Inline::Literal(heading.number.clone())], look, context);
    let is_spaced = words::is_spaced_number(&heading.number);
    let gap = if is_spaced { look.text.size * context.theme.inline.number_gap } else { Abs::ZERO };
    let width = number.label_width() + gap;
    let mut lines = inline::balanced(&heading.text, look, measure - width, context);
    for line in &mut lines {
        line.size.width = measure;
        line.move_items(Point::new(width, Abs::ZERO));
    }
    if let Some(first) = lines.first_mut() {
        let label = number.lines(Fit::ragged(measure));
        first.items.splice(0..0, label.into_iter().flat_map(|line| line.items));
    }
    lines
}

fn mark(heading: &Heading) -> HeadingMark {
    let name = plain(&heading.text);
    let space = if words::is_spaced_number(&heading.number) { " " } else { "" };
    let title = format!("{}{space}{name}", heading.number);
    HeadingMark { level: heading.level, title, name, anchor: heading.id.clone() }
}
