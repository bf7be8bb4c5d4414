//! Paragraphs and notes.

use super::{
    Context, Piece,
    inline::{self, Align, Fit, Look},
};
use crate::{
    doc::{
        inline::{Inline, plain},
        lang::Lang,
    },
    frame::{geom::Abs, item::Element},
    theme::TextStyle,
};

/// Sets a paragraph of the running text.
pub(super) fn set(text: &[Inline], context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.text.body;
    let indent = match context.lang {
        Lang::Zh => style.indent_zh,
        Lang::En => style.indent_en,
    };
    let fit = Fit { indent: style.size * indent, ..body_fit(context, context.measure()) };
    let look = body_look(context);
    let lines = inline::lines(text, &look, fit, context);
    let scope = context.scope(Element::Paragraph);
    let mut pieces = Piece::column(lines, &[scope], style.space_above, style.space_below);
    // What ends with a colon introduces what follows, and does not leave it for the next page.
    if plain(text).ends_with(['：', ':'])
        && let Some(last) = pieces.last_mut()
    {
        last.keeps_next = true;
    }
    pieces
}

/// Sets small print.
pub(super) fn set_note(text: &[Inline], context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.text.note;
    let look = Look::new(style, context.theme.color.muted);
    let lines = inline::lines(text, &look, Fit::ragged(context.measure()), context);
    let scope = context.scope(Element::Note);
    Piece::column(lines, &[scope], style.space_above, style.space_below)
}

/// The look of running text.
pub(super) fn body_look(context: &Context) -> Look {
    Look::new(&context.theme.text.body, context.theme.color.text).hyphenated()
}

/// How running text lies in a measure.
pub(super) fn body_fit(context: &Context, measure: Abs) -> Fit {
    Fit { align: alignment(&context.theme.text.body), ..Fit::ragged(measure) }
}

/// Whether a style is justified.
pub(super) fn alignment(style: &TextStyle) -> Align {
    if style.justify { Align::Justify } else { Align::Start }
}
