//! Finished: whether anything of a document is still to be filled in.

use crate::doc::{
    block::{Block, Content},
    inline::{Inline, leaves_and_notes},
};

/// What stands for the number of a heading until the order of the sections is known.
pub const NUMBER_TO_COME: &str = "·";

/// Whether every heading has its number, every note its place and its text, and every reference its label. What
/// leaves `compose` without a fault is finished: no later phase looks for what is missing.
pub fn is_finished(blocks: &[Block]) -> bool {
    let is_numbered = |block: &Block| match &block.content {
        Content::Heading(heading) => heading.number != NUMBER_TO_COME,
        _ => true,
    };
    let is_filled = |leaf: &Inline| match leaf {
        Inline::Footnote(note) => note.number > 0,
        Inline::Reference { shown, .. } => !shown.is_empty(),
        _ => true,
    };
    let runs = || blocks.iter().flat_map(|block| block.content.runs());
    blocks.iter().all(is_numbered) && runs().all(|run| leaves_and_notes(run).into_iter().all(is_filled))
}
