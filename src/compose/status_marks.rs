//! Status marks: a reader meets one where a number first matters, and not again in every line.
//!
//! A heading, a caption and a proposal say the caveat in words or not at all; a table is looked up, and
//! bears the mark in every cell.

use std::collections::BTreeSet;

use crate::{
    data::fact::FactId,
    doc::{
        block::{Block, Content},
        inline::{Inline, for_each_leaf},
    },
};

/// Leaves each mark where its fact is first said in a section, and in the cells of tables; headings and
/// captions lose theirs.
pub fn thin(blocks: &mut [Block]) {
    let mut said = BTreeSet::new();
    for block in blocks {
        match &mut block.content {
            Content::Heading(heading) => {
                if heading.level == 1 {
                    said.clear();
                }
                strip(&mut heading.text);
            }
            Content::Figure(figure) => {
                strip(&mut figure.title);
                strip(&mut figure.subtitle);
            }
            Content::Table(table) => strip(&mut table.caption),
            other => other.runs_mut().into_iter().for_each(|run| keep_first(run, &mut said)),
        }
    }
}

/// Takes every mark away, as an official document has none.
pub fn strip_all(blocks: &mut [Block]) {
    blocks.iter_mut().flat_map(|block| block.content.runs_mut()).for_each(|run| strip(run));
}

fn strip(run: &mut [Inline]) {
    for_each_leaf(run, &mut |leaf| {
        if let Inline::Fact(fact) = leaf {
            fact.mark.clear();
        }
    });
}

fn keep_first(run: &mut [Inline], said: &mut BTreeSet<FactId>) {
    for_each_leaf(run, &mut |leaf| {
        if let Inline::Fact(fact) = leaf
            && !said.insert(fact.id.clone())
        {
            fact.mark.clear();
        }
    });
}
