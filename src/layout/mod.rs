//! Layout: a document becomes pages.
//!
//! `blocks → pieces → places on pages → contents numbered → pages`
//!
//! A block becomes a column of pieces that nothing parts (a line, a row, a figure); the flow gives
//! each piece its page and height by geometry alone; only then are the page numbers of the
//! contents known and set, and the pieces put on their sheets with running heads and tags.

mod cards;
mod contents;
mod context;
mod cover;
mod figure;
mod flow;
mod footnote;
mod heading;
mod inline;
mod list;
mod pages;
mod paragraph;
mod piece;
mod quote;
mod sheet;
mod table;
mod words;

use context::Context;
use piece::Piece;

use crate::{
    diag::Sink,
    doc::{
        block::{Block, Content, Document},
        figure::Figure,
    },
    font::FontBook,
    frame::{item::Frame, page::Pages},
    theme::Theme,
};

/// Sets `document` on the sheets of `theme`.
///
/// A character that no face has is reported at its block, every one of them, and left out.
pub fn layout(document: &Document, fonts: &FontBook, theme: &Theme, sink: &mut Sink) -> Pages {
    let mut context = Context::new(document, fonts, theme, sink);
    let mut pieces: Vec<Piece> =
        document.blocks.iter().flat_map(|block| set_block(block, document, &mut context)).collect();
    let plan = flow::place(&pieces, theme.page.text_height());
    contents::number(&mut pieces, &plan, &mut context);
    pages::assemble(pieces, &plan, document, &mut context)
}

/// Sets the figures of `document` by themselves, each with its words and as wide as the text, for
/// pictures beside the pages.
///
/// Faults are those of [`layout`], reported at the same places.
pub fn layout_figures<'a>(
    document: &'a Document,
    fonts: &'a FontBook,
    theme: &'a Theme,
    sink: &'a mut Sink,
) -> Vec<(&'a Figure, Frame)> {
    let mut context = Context::new(document, fonts, theme, sink);
    let mut figures = vec![];
    for block in &document.blocks {
        if let Content::Figure(figure) = &block.content {
            context.locus = &block.locus;
            let pieces = figure::set(figure, &mut context).into_iter();
            figures.extend(pieces.map(|piece| (&**figure, piece.frame)));
        }
    }
    figures
}

/// Sets a block as pieces of the text's width.
fn set_block<'a>(block: &'a Block, document: &'a Document, context: &mut Context<'a>) -> Vec<Piece> {
    context.locus = &block.locus;
    let mut pieces = match &block.content {
        Content::Cover(cover) => cover::set(cover, context),
        Content::Heading(heading) => heading::set(heading, context),
        Content::Paragraph(text) => paragraph::set(text, context),
        Content::Note(text) => paragraph::set_note(text, context),
        Content::List(list) => list::set(list, context),
        Content::Quote(quote) => quote::set(quote, context),
        Content::Cards(cards) => cards::set(cards, context),
        Content::Figure(figure) => figure::set(figure, context),
        Content::Table(table) => table::set(table, context),
        Content::Contents { title } => contents::set(title, document, context),
        Content::PageBreak => vec![Piece::page_break()],
    };
    footnote::attach(&mut pieces, &block.content, context);
    pieces
}
