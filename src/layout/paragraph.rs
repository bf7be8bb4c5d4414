//! Paragraphs, single lines and notes.

use super::{
    Context, Piece,
    inline::{self, Fit, TextLook},
};
use crate::{
    doc::{
        block::{DisplayLine, LineRole},
        inline::{Inline, plain},
    },
    frame::{geom::Abs, item::Element},
};

/// Sets a paragraph of the running text.
pub(super) fn set(text: &[Inline], context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.text.body;
    let fit = Fit { indent: style.indent(context.lang), ..body_fit(context, context.measure()) };
    let look = body_look(context);
    let lines = inline::lines(text, &look, fit, context);
    let scope = context.scope(Element::Paragraph);
    let mut pieces = Piece::on_grid(Piece::column(lines, &[scope], style.space_above, style.space_below));
    // What ends with a colon introduces what follows, and does not leave it for the next page.
    if plain(text).ends_with(['：', ':'])
        && let Some(last) = pieces.last_mut()
    {
        last.keeps_next = true;
    }
    pieces
}

/// Sets a line that stands before or behind the text, in the style of its role.
pub(super) fn set_line(line: &DisplayLine, context: &mut Context) -> Vec<Piece> {
    let styles = &context.theme.text;
    let style = match line.role {
        LineRole::Label => &styles.label,
        LineRole::Opening => &styles.opening,
        LineRole::Enclosure => &styles.enclosure,
        LineRole::Closing => &styles.closing,
    };
    let look = TextLook::new(style, context.theme.color.text);
    let indent = style.indent(context.lang);
    let fit = Fit { indent, align: style.align.into(), ..Fit::ragged(context.measure()) };
    let scope = context.scope(Element::Paragraph);
    // Each line is indented, not the first alone.
    let written = line.text.split(|inline| matches!(inline, Inline::Break));
    let lines = written.flat_map(|line| inline::lines(line, &look, fit, context)).collect();
    let mut pieces = Piece::on_grid(Piece::column(lines, &[scope], style.space_above, style.space_below));
    // What introduces the text goes with it.
    Piece::keep(&mut pieces, matches!(line.role, LineRole::Label | LineRole::Opening));
    pieces
}

/// Sets small print.
pub(super) fn set_note(text: &[Inline], context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.text.note;
    let look = TextLook::new(style, context.theme.color.muted);
    let lines = inline::lines(text, &look, Fit::ragged(context.measure()), context);
    let scope = context.scope(Element::Note);
    Piece::column(lines, &[scope], style.space_above, style.space_below)
}

/// The look of running text.
pub(super) fn body_look(context: &Context) -> TextLook {
    TextLook::new(&context.theme.text.body, context.theme.color.text).hyphenated()
}

/// How running text lies in a measure.
pub(super) fn body_fit(context: &Context, measure: Abs) -> Fit {
    Fit { align: context.theme.text.body.align.into(), ..Fit::ragged(measure) }
}
