//! What cells were found to say, for those that say the same.

use std::sync::Arc;

use crate::{diag::Reported, ingest::table::Cell};

/// What the last text of each column of a file was found to say.
///
/// A published table says the name of an area once for all the values beside it and a year once for all those
/// below it: whichever way it is laid out, the next cell of a column mostly says what the one before did, and is
/// looked up only once. Faults are not kept: each is told where it stands.
#[derive(Debug)]
pub struct Memory<T> {
    columns: Vec<Option<(Arc<str>, T)>>,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self { columns: Vec::new() }
    }
}

impl<T: Copy> Memory<T> {
    /// What the cell says, if it says what the last one of its column did.
    pub fn recall(&self, cell: &Cell) -> Option<T> {
        let (text, said) = self.columns.get(index(cell))?.as_ref()?;
        (Arc::ptr_eq(text, &cell.text) || *text == cell.text).then_some(*said)
    }

    /// Keeps what the cell was found to say, and hands it on.
    pub fn keep(&mut self, cell: &Cell, said: Result<T, Reported>) -> Result<T, Reported> {
        let index = index(cell);
        if self.columns.len() <= index {
            self.columns.resize_with(index + 1, || None);
        }
        self.columns[index] = said.ok().map(|said| (cell.text.clone(), said));
        said
    }
}

/// What the descriptor says stands in a column of its own.
fn index(cell: &Cell) -> usize {
    // No table is wider: a workbook has 16,384 columns, and those beyond share one.
    const MOST: usize = 16_384;
    usize::try_from(cell.column).map_or(MOST, |column| column.min(MOST))
}
