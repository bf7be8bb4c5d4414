//! Headings.

use super::{
    Context, Piece,
    inline::{self, Fit, TextLook},
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
    lang::Lang,
};

/// Sets a heading.
pub(super) fn set(heading: &Heading, context: &mut Context) -> Vec<Piece> {
    let style = context.theme.text.heading(heading.level);
    let color = if heading.level == 1 { context.theme.color.accent } else { context.theme.color.text };
    let look = TextLook::new(style, color);
    let mut lines = if style.indent(context.lang) > Abs::ZERO {
        set_indented(heading, &look, context)
    } else {
        set_numbered(heading, &look, context.measure(), context)
    };
    if let Some(first) = lines.first_mut() {
        first.items.insert(0, (Point::ORIGIN, FrameItem::Anchor(heading.id.clone())));
    }
    let scope = context.scope(Element::Heading(heading.level));
    let mut pieces = Piece::on_grid(Piece::column(lines, &[scope], style.space_above, style.space_below));
    Piece::keep(&mut pieces, true);
    if let Some(first) = pieces.first_mut() {
        first.heading = Some(mark(heading, context.lang));
    }
    pieces
}

/// Sets a heading like a paragraph: indented, the number in its run (GB/T 9704—2012, 7.3.3).
fn set_indented(heading: &Heading, look: &TextLook, context: &mut Context) -> Vec<Frame> {
    let mut text = vec![Inline::Literal(heading.number.clone())];
    text.extend_from_slice(&heading.text);
    let fit = Fit { indent: look.text.indent(context.lang), ..Fit::ragged(context.measure()) };
    inline::lines(&text, &look.clone().display(), fit, context)
}

/// Sets a heading's text into balanced lines, its number hanging to the left of them.
pub(super) fn set_numbered(
    heading: &Heading,
    look: &TextLook,
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

fn mark(heading: &Heading, lang: Lang) -> HeadingMark {
    let name = plain(&words::run_on(&heading.text, lang));
    let space = if words::is_spaced_number(&heading.number) { " " } else { "" };
    let title = format!("{}{space}{name}", heading.number);
    HeadingMark { level: heading.level, title, name, anchor: heading.id.clone() }
}
