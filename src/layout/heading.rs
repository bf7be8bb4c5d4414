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
        geom::Point,
        item::{Element, FrameItem},
    },
};

/// Sets a heading, its number before the first line and the other lines below the text.
pub(super) fn set(heading: &Heading, context: &mut Context) -> Vec<Piece> {
    let level = usize::from(heading.level).clamp(1, context.theme.text.heading.len());
    let style = &context.theme.text.heading[level - 1];
    let color = if level == 1 { context.theme.color.accent } else { context.theme.color.text };
    let look = Look::new(style, color);
    let number = [Inline::Literal(number_before_text(heading))];
    let number = inline::prepare(&number, &look, context);
    let width = number.natural_width();
    let mut lines = inline::lines(&heading.text, &look, Fit::ragged(context.measure() - width), context);
    for line in &mut lines {
        line.items.iter_mut().for_each(|(at, _)| at.x += width);
    }
    if let Some(first) = lines.first_mut() {
        let label = number.lines(Fit::ragged(context.measure()));
        first.items.splice(0..0, label.into_iter().flat_map(|line| line.items));
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

/// A heading's number with the space behind it; nothing if it has none.
pub(super) fn number_before_text(heading: &Heading) -> String {
    let space = if words::is_spaced_number(&heading.number) { "\u{a0}\u{a0}" } else { "" };
    format!("{}{space}", heading.number)
}

fn mark(heading: &Heading) -> HeadingMark {
    let name = plain(&heading.text);
    let space = if words::is_spaced_number(&heading.number) { " " } else { "" };
    let title = format!("{}{space}{name}", heading.number);
    HeadingMark { level: heading.level, title, name, anchor: heading.id.clone() }
}
