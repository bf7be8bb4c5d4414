//! Layout: documents become pages.
//!
//! `blocks → pieces → places on pages → contents numbered → pages`
//!
//! A block becomes a column of pieces that nothing parts (a line, a row, a figure); the flow gives
//! each piece its page and height by geometry alone; only then are the page numbers of the
//! contents known and set, and the pieces put on their sheets with running heads and tags. Each
//! part of a volume is set in a theme of its own; its pages are counted through.

mod bounds;
mod cards;
mod code;
mod contents;
mod context;
mod cover;
mod drawings;
mod feet;
mod figure;
mod flow;
mod footnote;
mod heading;
mod image;
mod inline;
mod list;
mod mentions;
mod numbers;
mod one_page;
mod pages;
mod paragraph;
mod piece;
mod placement;
mod quote;
mod sheet;
pub mod stamp;
mod table;
mod words;

use std::{
    collections::BTreeMap,
    ops::Range,
    rc::Rc,
    sync::{Arc, LazyLock},
};

pub use drawings::Drawings;

use context::Context;
use numbers::Numbers;
use piece::Piece;

use crate::{
    diag::Sink,
    doc::{
        block::{Block, Content, Document, LineRole},
        figure::Figure,
        marks::Marks,
    },
    font::FontBook,
    frame::{geom::Abs, item::Frame, page::Pages},
    theme::Theme,
};

/// A document of a volume and what it is set with; the books of all parts number their faces alike.
#[derive(Clone, Copy)]
pub struct VolumePart<'a> {
    pub document: &'a Document,
    pub fonts: &'a FontBook,
    pub theme: &'a Theme,
    /// What has a bar in the margin beside it.
    pub marks: &'a Marks,
    /// Where drawings are that others show, too.
    pub drawings: Option<&'a Drawings>,
}

impl<'a> VolumePart<'a> {
    /// A document in which nothing has a bar beside it.
    pub fn unmarked(document: &'a Document, fonts: &'a FontBook, theme: &'a Theme) -> Self {
        static UNMARKED: LazyLock<Marks> = LazyLock::new(Marks::default);
        Self { document, fonts, theme, marks: &UNMARKED, drawings: None }
    }
}

/// Sets `document` on the sheets of `theme`.
///
/// A character that no face has is reported at its block, every one of them, and left out; so is
/// what does not fit: a table too wide, a word too long, a block higher than a page.
pub fn layout(document: &Document, fonts: &FontBook, theme: &Theme, sink: &mut Sink) -> Pages {
    layout_volume(&[VolumePart::unmarked(document, fonts, theme)], sink)
}

/// Sets documents behind one another; the contents of each list the parts behind it, too.
///
/// Faults are those of [`layout`].
pub fn layout_volume(parts: &[VolumePart], sink: &mut Sink) -> Pages {
    let numbers = Rc::new(Numbers::of(parts.iter().map(|part| part.document)));
    let mut set: Vec<SetPart> = vec![];
    let mut scopes = 0;
    for (index, part) in parts.iter().enumerate() {
        let mut context = Context::new(part, Rc::clone(&numbers), sink);
        context.scopes = scopes;
        set.push(SetPart::of(&parts[index..], &mut context));
        scopes = context.scopes;
    }
    let mut anchors = Rc::new(place(&mut set, parts));
    let has_references =
        parts.iter().any(|part| part.document.blocks.iter().any(|it| it.content.says_pages()));
    // A page's number is as wide as it is: what says it may move what it speaks of.
    for _ in 0..if has_references { ROUNDS } else { 0 } {
        for (index, part) in set.iter_mut().enumerate() {
            let mut unheard = Sink::default();
            let mut context = Context::new(&parts[index], Rc::clone(&numbers), &mut unheard);
            (context.scopes, context.pages) = (scopes, Rc::clone(&anchors));
            part.say_pages(&parts[index..], &mut context);
            scopes = context.scopes;
        }
        let now = place(&mut set, parts);
        if now == *anchors {
            break;
        }
        anchors = Rc::new(now);
    }
    let mut volume = Pages::default();
    for (part, mut set) in parts.iter().zip(set) {
        let mut context = Context::new(part, Rc::clone(&numbers), sink);
        one_page::check(&part.document.blocks, &set, &mut context);
        mentions::check(&part.document.blocks, &set, &mut context);
        feet::check(&part.document.blocks, &set, &mut context);
        contents::number(&mut set.pieces, &anchors, &mut context);
        pages::assemble(&mut volume, set.pieces, &set.plan, set.first, &mut context);
    }
    volume
}

/// How often what says page numbers is set anew: once for all but a page of ten that becomes one of nine.
const ROUNDS: usize = 3;

/// Gives the pieces of each part their places; returns the pages of all anchors, from 0.
fn place(set: &mut [SetPart], parts: &[VolumePart]) -> BTreeMap<String, usize> {
    let mut anchors = BTreeMap::new();
    let mut first = 0;
    for (SetPart { pieces, plan, first: own, .. }, part) in set.iter_mut().zip(parts) {
        let page = part.theme.page;
        let heights = [page, page.turned()].map(|page| page.text_height());
        *plan = flow::place(pieces, heights, part.theme.grid_pitch());
        *own = first;
        anchors.extend(plan.anchors(pieces).map(|(anchor, page)| (anchor.to_owned(), first + page)));
        first += plan.pages.len();
    }
    anchors
}

/// A part whose pieces have their places.
struct SetPart {
    pieces: Vec<Piece>,
    /// Where the pieces of each block end.
    ends: Vec<usize>,
    plan: placement::Placement,
    /// The index of its first page in the volume.
    first: usize,
}

impl SetPart {
    /// Sets the blocks of the first of `parts`.
    fn of<'a>(parts: &[VolumePart<'a>], context: &mut Context<'a>) -> Self {
        let blocks = &parts[0].document.blocks;
        let (mut pieces, mut ends) = (vec![], vec![]);
        for (position, block) in blocks.iter().enumerate() {
            let is_closing = matches!(&block.content, Content::Line(line) if line.role == LineRole::Closing);
            // Who signs does not stand on a page without a word of what is signed.
            if is_closing && let Some(last) = pieces.last_mut() {
                Piece::keep(std::slice::from_mut(last), true);
            }
            pieces.extend(set_at(position, parts, context));
            ends.push(pieces.len());
        }
        Self { pieces, ends, plan: placement::Placement::default(), first: 0 }
    }

    /// Which pieces are those of a block.
    fn pieces_of(&self, position: usize) -> Range<usize> {
        position.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[position]
    }

    /// Sets the blocks anew that say pages.
    fn say_pages<'a>(&mut self, parts: &[VolumePart<'a>], context: &mut Context<'a>) {
        for (position, block) in parts[0].document.blocks.iter().enumerate() {
            if !block.content.says_pages() {
                continue;
            }
            let Range { start, end } = self.pieces_of(position);
            let keeps_next = self.pieces[end - 1].keeps_next;
            let mut anew = set_at(position, parts, context);
            anew.last_mut().expect("the block had pieces before").keeps_next = keeps_next;
            let count = anew.len();
            self.pieces.splice(start..end, anew);
            for it in &mut self.ends[position..] {
                *it = *it + start + count - end;
            }
        }
    }
}

/// Sets a block of the first of `parts`, with the bar beside it and the page that it begins.
fn set_at<'a>(position: usize, parts: &[VolumePart<'a>], context: &mut Context<'a>) -> Vec<Piece> {
    let blocks = &parts[0].document.blocks;
    let mut set = set_block(&blocks[position], parts, context);
    Piece::mark(&mut set, |item| parts[0].marks.has(position, item));
    if context.theme.page.holds_sections && one_page::turns(blocks, position) {
        set.insert(0, Piece::page_break());
    }
    set
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
    let numbers = Rc::new(Numbers::of([document]));
    let mut context = Context::new(&VolumePart::unmarked(document, fonts, theme), numbers, sink);
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

/// How long the line of a card's trend is on a screen.
const TREND_OF_SCREEN: Abs = Abs::pt(56.0);

/// The drawings of `document`'s figures without their words, `width` wide, by the figures' anchors, and those of its
/// cards' trends.
///
/// A character that no face has is reported as by [`layout`].
pub fn layout_drawings(
    document: &Document,
    (fonts, theme): (&FontBook, &Theme),
    shared: &Drawings,
    width: Abs,
    sink: &mut Sink,
) -> BTreeMap<String, Arc<Frame>> {
    let part = VolumePart { drawings: Some(shared), ..VolumePart::unmarked(document, fonts, theme) };
    let mut context = Context::new(&part, Rc::default(), sink);
    let mut drawings = BTreeMap::new();
    for block in &document.blocks {
        if let Content::Cards(cards) = &block.content {
            context.locus = &block.locus;
            for trend in cards.iter().filter_map(|card| card.trend.as_ref()) {
                let id = trend.id();
                let drawing = figure::drawing((&id, &trend.chart()), TREND_OF_SCREEN, &mut context);
                drawings.insert(id, drawing);
            }
        }
        if let Content::Figure(figure) = &block.content {
            context.locus = &block.locus;
            let drawing = figure::drawing((&figure.id, &figure.chart), width, &mut context);
            drawings.insert(figure.id.clone(), drawing);
        }
    }
    drawings
}

/// Sets a block of the first of `parts` as pieces of the text's width.
fn set_block<'a>(block: &'a Block, parts: &[VolumePart<'a>], context: &mut Context<'a>) -> Vec<Piece> {
    context.locus = &block.locus;
    context.is_turned = block.content.is_turned();
    let faults = context.faults();
    let mut pieces = match &block.content {
        Content::Cover(cover) => cover::set(cover, context),
        Content::Heading(heading) => heading::set(heading, context),
        Content::Paragraph(text) => paragraph::set(text, context),
        Content::Line(line) => paragraph::set_line(line, context),
        Content::Note(text) => paragraph::set_note(text, context),
        Content::List(list) => list::set(list, context),
        Content::Quote(quote) => quote::set(quote, context),
        Content::Cards(cards) => cards::set(cards, context),
        Content::Figure(figure) => figure::set(figure, context),
        Content::Image(picture) => image::set(picture, context),
        Content::Table(table) => table::set(table, context),
        Content::Contents { title } => contents::set(title, parts, context),
        Content::PageBreak => vec![Piece::page_break()],
    };
    footnote::attach(&mut pieces, &block.content, context);
    // What is too long for its line stands out of it, and breaks into too many: said once.
    if context.faults() == faults {
        bounds::check_heights(&pieces, &block.content, context);
        bounds::check_widths(&pieces, context);
    }
    for piece in &mut pieces {
        piece.is_turned = context.is_turned;
    }
    context.is_turned = false;
    pieces
}
