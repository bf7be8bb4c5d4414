//! Sections on one page: what is to be taken in at a glance stands on a page of its own, whole.

use super::{Context, SetPart, piece::PieceKind};
use crate::{
    diag::Diagnostic,
    doc::block::{Block, Content, Paging},
};

/// Whether a block begins a page, where the theme's pages are large enough to hold a section, because a section on one page begins with it, or has ended before it.
pub(super) fn turns(blocks: &[Block], position: usize) -> bool {
    begins_page(&blocks[position].content)
        || ends_section(&blocks[position].content) && is_within(blocks, position)
}

/// Reports each section on one page that needs more than one, with how much stands on the next: where the
/// theme's pages are large enough for it.
pub(super) fn check<'a>(blocks: &'a [Block], set: &SetPart, context: &mut Context<'a>) {
    if !context.theme.page.holds_sections {
        return;
    }
    let pages = set.plan.pages_of(&set.pieces);
    for (position, block) in blocks.iter().enumerate().filter(|(_, block)| begins(block)) {
        let behind = blocks[position + 1..].iter().position(|it| ends_section(&it.content));
        let last = behind.map_or(blocks.len(), |behind| position + 1 + behind) - 1;
        let own = set.pieces_of(position).start..set.pieces_of(last).end;
        let own = own.filter(|at| set.pieces[*at].kind != PieceKind::PageBreak);
        let on: Vec<usize> = own.filter_map(|at| pages[at]).collect();
        let over = on.iter().filter(|page| Some(*page) != on.first()).count();
        if over > 0 {
            context.locus = &block.locus;
            let message =
                format!("the section is to stand on one page, and {over} lines of it stand behind that");
            context.fault(
                Diagnostic::error("over-one-page", message)
                    .help("say less in it, or take .one-page off its heading")
                    .help("where the pages are too small for it, give the theme page.holds-sections = false"),
            );
        }
    }
}

fn begins(block: &Block) -> bool {
    matches!(&block.content, Content::Heading(heading) if heading.paging == Paging::OnePage)
}

fn ends_section(content: &Content) -> bool {
    match content {
        Content::Heading(heading) => heading.level == 1,
        other => matches!(other, Content::Contents { .. }),
    }
}

/// Whether the section before a block is one that stands on one page.
fn is_within(blocks: &[Block], position: usize) -> bool {
    let before = blocks[..position].iter().rev().find(|block| ends_section(&block.content));
    before.is_some_and(begins)
}

fn begins_page(content: &Content) -> bool {
    matches!(content, Content::Heading(heading) if heading.paging != Paging::RunOn)
}
