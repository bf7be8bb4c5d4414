//! Quotations: somebody's words beside a bar, the speaker below.

use super::{
    Context, Piece,
    inline::{self, Fit, LineAlign, TextLook},
    words,
};
use crate::{
    doc::block::Quote,
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag},
        shape::{Geometry, Shape},
    },
};

/// Sets a quotation; a long one may go over a page, its bar with it.
pub(super) fn set(quote: &Quote, context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.text.quote;
    let indent = context.theme.quote.indent;
    let look = TextLook::new(style, context.theme.color.text).hyphenated();
    let measure = context.measure() - indent * 2.0;
    let fit = Fit { align: style.align.into(), ..Fit::ragged(measure) };
    let whole = context.scope(Element::BlockQuote);

    let words = inline::lines(&quote.text, &look, fit, context);
    let scope = context.scope(Element::Paragraph);
    let mut pieces = Piece::column(words, &[whole.clone(), scope], style.space_above, style.space_below);
    if !quote.speaker.is_empty() {
        let speaker = words::with_label(words::speaker_dash(context.lang).to_owned(), &quote.speaker);
        let look = TextLook::new(&context.theme.text.card_label, context.theme.color.muted);
        let fit = Fit { align: LineAlign::End, ..Fit::ragged(measure) };
        let mut lines = inline::lines(&speaker, &look, fit, context);
        if let Some(first) = lines.first_mut() {
            lower(first, context.theme.quote.speaker_gap);
        }
        let scope = context.scope(Element::Paragraph);
        if let Some(last) = pieces.last_mut() {
            last.keeps_next = true;
            last.below = Abs::ZERO;
        }
        let mut lines = Piece::column(lines, &[whole, scope], Abs::ZERO, style.space_below);
        Piece::keep(&mut lines, false);
        pieces.append(&mut lines);
    }
    Piece::shift(&mut pieces, indent);
    for piece in &mut pieces {
        draw_bar(piece, context);
    }
    pieces
}

/// Adds space above a line as a part of it, so that the bar goes on beside it.
fn lower(line: &mut Frame, gap: Abs) {
    line.size.height += gap;
    line.move_items(Point::new(Abs::ZERO, gap));
}

/// The stretch of the bar beside a line.
fn draw_bar(piece: &mut Piece, context: &Context) {
    let style = &context.theme.quote;
    let bar = Geometry::Rect(Size::new(style.bar_width, piece.frame.size.height));
    let mut frame = Frame::new(piece.frame.size);
    frame.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
    let shape = Shape::filled(bar, context.theme.color.accent);
    frame.push(Point::new(-style.indent, Abs::ZERO), FrameItem::Shape(shape));
    frame.end();
    frame.items.append(&mut piece.frame.items);
    piece.frame = frame;
}
