//! The tidy table: a header and rows of located text cells.
//!
//! Whatever a file looked like, this is what `tidy` makes of it and all that `parse` knows of it.

use std::collections::BTreeMap;

use super::role::Role;
use crate::{data::provenance::CellRef, diag::Locus};

/// A text and where it stands in its file, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    /// The line of a text file, the row of a sheet.
    pub row: u32,
    /// The field of a line, the column of a sheet.
    pub column: u32,
}

/// A header and rows that are all as long as it.
///
/// Cells carry their own places because a table need not be rectangular in its file: the year of a
/// wide table's value stands in another row.
#[derive(Debug, Clone)]
pub struct Table {
    pub path: String,
    pub sheet: Option<String>,
    pub header: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The cell's address, for provenance.
    pub fn cell_ref(&self, cell: &Cell) -> CellRef {
        CellRef { path: self.path.clone(), sheet: self.sheet.clone(), row: cell.row, column: cell.column }
    }

    /// The cell's place and text, for a diagnostic.
    pub fn locus(&self, cell: &Cell) -> Locus {
        self.cell_ref(cell).locus().showing(excerpt(&cell.text))
    }
}

/// The beginning of a text, fit for one line of a message whatever the text is.
pub fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut excerpt = characters.by_ref().take(LENGTH).collect::<String>();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// The tables of one role.
#[derive(Debug, Default)]
pub struct Batch {
    pub tables: Vec<Table>,
    /// Whether a file or a row is missing because of a fault that was reported.
    pub is_incomplete: bool,
}

/// The tables of the inputs, by role, each role's in the order of the descriptor.
#[derive(Debug, Default)]
pub struct Tables {
    batches: BTreeMap<Role, Batch>,
}

impl Tables {
    /// The tables of that role, to be added to.
    pub fn batch_mut(&mut self, role: Role) -> &mut Batch {
        self.batches.entry(role).or_default()
    }

    /// The tables of that role; none when the descriptor lists none.
    pub fn batch(&self, role: Role) -> &Batch {
        static NONE: Batch = Batch { tables: Vec::new(), is_incomplete: false };
        self.batches.get(&role).unwrap_or(&NONE)
    }
}
