//! Marks: which parts of a document say something else than they did in the release before.

use std::collections::{BTreeMap, BTreeSet};

/// The marked blocks of a document, by their positions, and within each its marked items: those of
/// a list, the rows of a table; a block that has neither is its own only item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(BTreeMap<usize, BTreeSet<usize>>);

impl Marks {
    /// Marks an item of a block.
    pub fn add(&mut self, block: usize, item: usize) {
        self.0.entry(block).or_default().insert(item);
    }

    /// Whether an item of a block is marked.
    pub fn has(&self, block: usize, item: usize) -> bool {
        self.0.get(&block).is_some_and(|items| items.contains(&item))
    }

    /// How many items are marked.
    pub fn count(&self) -> usize {
        self.0.values().map(BTreeSet::len).sum()
    }
}
