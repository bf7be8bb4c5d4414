//! How large a file, a sheet and a cell may be: bounded memory and time, whatever the file says.
//!
//! The limits are far above every table that was ever published for people to read, and low enough
//! that a file at all of them stays below half a gigabyte.

use std::ops::Range;

use crate::{
    diag::{Diagnostic, Locus},
    ingest::table::Cell,
    inputs::File,
};

/// Bytes of a file.
const FILE: usize = 128 << 20;
/// Bytes that one part of a workbook's archive may declare.
pub const PART: u64 = 256 << 20;
/// Bytes of a cell; a spreadsheet's holds 32,767 characters.
const CELL: usize = 128 << 10;
/// Columns of a sheet.
const COLUMNS: u32 = 4096;
/// Cells of a file, blank ones between others included.
pub const CELLS: usize = 5_000_000;

/// Refuses a file that is too large to be read at all.
///
/// # Errors
/// More than 128 MB.
pub fn check_file(file: &File) -> Result<(), Diagnostic> {
    let megabytes = file.bytes.len() >> 20;
    if file.bytes.len() > FILE {
        return Err(too_large(
            format!("the file has {megabytes} MB, at most {} are read", FILE >> 20),
            Locus::file(&file.path),
        ));
    }
    Ok(())
}

/// Bytes of text in all cells: a workbook may write one long text into every cell at no cost.
const TEXT: usize = 256 << 20;

/// Counts the cells of a file as they are read.
#[derive(Debug, Default)]
pub struct Allowance {
    cells: usize,
    bytes: usize,
}

impl Allowance {
    /// Takes the cells of a row in.
    ///
    /// # Errors
    /// The row reaches beyond column 4,096, or the file has more than five million cells.
    pub fn take(&mut self, columns: Range<u32>, place: impl Fn() -> Locus) -> Result<(), Diagnostic> {
        if columns.end > COLUMNS {
            let message = format!("the table has {} columns, at most {COLUMNS} are read", columns.end);
            return Err(too_large(message, place()));
        }
        self.cells += columns.len();
        if self.cells > CELLS {
            return Err(too_large(format!("the file has more than {CELLS} cells"), place()));
        }
        Ok(())
    }

    /// Takes the text of a cell in.
    ///
    /// # Errors
    /// The cells of the file have more than 256 MB of text.
    pub fn take_text(&mut self, text: &str, place: impl Fn() -> Locus) -> Result<(), Diagnostic> {
        self.bytes += text.len();
        if self.bytes > TEXT {
            return Err(too_large(format!("the file's cells hold more than {} MB", TEXT >> 20), place()));
        }
        Ok(())
    }
}

/// Refuses a cell that holds a document rather than a number or a name.
///
/// # Errors
/// More than 128 KB.
pub fn check_cell(
    text: &str,
    row: u32,
    column: u32,
    place: impl Fn(&Cell) -> Locus,
) -> Result<(), Diagnostic> {
    if text.len() <= CELL {
        return Ok(());
    }
    let message = format!("a cell has {} KB, at most {} are read", text.len() >> 10, CELL >> 10);
    let start = text.chars().take(80).collect::<String>();
    Err(too_large(message, place(&Cell::new(&start, row, column))))
}

/// The fault of whatever exceeds a limit.
pub fn too_large(message: String, place: Locus) -> Diagnostic {
    Diagnostic::error("too-large-to-read", message)
        .at(place)
        .help("take the part that the briefing needs, and save that as a table of its own")
}
