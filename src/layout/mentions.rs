//! Mentions: a figure or table stands within a page of where the text speaks of it.

use std::ops::RangeInclusive;

use super::{Context, SetPart};
use crate::{
    diag::Diagnostic,
    doc::{
        block::{Block, Content},
        inline::{Inline, leaves},
    },
};

/// Reports each float that is further than a page from the nearest text of its section that mentions it by
/// number.
///
/// What is mentioned from elsewhere alone (a table of the appendix) is looked up, and may stand anywhere; so may
/// all floats where the theme's pages are too small to hold one and its text.
pub(super) fn check<'a>(blocks: &'a [Block], set: &SetPart, context: &mut Context<'a>) {
    if !context.theme.page.holds_sections {
        return;
    }
    let pages = set.plan.pages_of(&set.pieces);
    let pages_of = |position: usize| -> Option<RangeInclusive<usize>> {
        let on: Vec<usize> = set.pieces_of(position).filter_map(|at| pages[at]).collect();
        Some(*on.iter().min()?..=*on.iter().max()?)
    };
    for (position, block) in blocks.iter().enumerate() {
        let Some((anchor, what)) = float(&block.content) else { continue };
        let Some(own) = pages_of(position) else { continue };
        let section = section_of(blocks, position);
        let mentions = section.filter(|at| *at != position && mentions(&blocks[*at].content, anchor));
        let distance = |at: usize| {
            let text = pages_of(at)?;
            Some(own.start().saturating_sub(*text.end()).max(text.start().saturating_sub(*own.end())))
        };
        if let Some(pages @ 2..) = mentions.filter_map(distance).min() {
            context.locus = &block.locus;
            let message = format!("the {what} {anchor} stands {pages} pages from where the text mentions it");
            context.fault(
                Diagnostic::error("far-float", message)
                    .help("move it, or its mention, or make one of the figures between them smaller"),
            );
        }
    }
}

fn float(content: &Content) -> Option<(&str, &'static str)> {
    match content {
        Content::Figure(it) => Some((&it.id, "figure")),
        Content::Table(it) => it.number.map(|_| (it.id.as_str(), "table")),
        _ => None,
    }
}

fn mentions(content: &Content, anchor: &str) -> bool {
    let mut leaves = content.runs().into_iter().flat_map(|run| leaves(run));
    leaves.any(|leaf| matches!(leaf, Inline::Reference { anchor: it, .. } if it == anchor))
}

/// The positions of the blocks of the section that a block stands in.
fn section_of(blocks: &[Block], position: usize) -> std::ops::Range<usize> {
    let begins = |at: &usize| matches!(&blocks[*at].content, Content::Heading(it) if it.level == 1);
    let start = (0..=position).rev().find(begins).unwrap_or(0);
    start..(position + 1..blocks.len()).find(begins).unwrap_or(blocks.len())
}
