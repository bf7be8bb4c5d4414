//! Parquet and Arrow files: columns of values become rows of text.
//!
//! A published value belongs in a text column, or in a decimal one whose scale it has: a float does
//! not know how many decimals were printed. Rows are counted as a spreadsheet would show them, the
//! names of the columns being row 1.

use std::io::Cursor;

use polars::prelude::{AnyValue, DataFrame, SerReader as _};
use polars_io::{ipc::IpcReader, parquet::read::ParquetReader};

use super::{
    damaged,
    limits::{Allowance, check_cell},
};
use crate::{
    diag::{Diagnostic, Locus},
    ingest::table::{Cell, Sheet},
    inputs::File,
};

/// Reads a Parquet file.
///
/// # Errors
/// It is damaged, or a limit is exceeded; how many rows it has is checked before they are read.
pub fn read_parquet(file: &File) -> Result<Vec<Sheet>, Diagnostic> {
    let mut reader = ParquetReader::new(Cursor::new(Vec::clone(&file.bytes)));
    let rows = reader.num_rows().map_err(|error| damaged(file, error))?;
    let columns = reader.schema().map_err(|error| damaged(file, error))?.len();
    let place = || Locus::file(&file.path);
    let width = u32::try_from(columns).unwrap_or(u32::MAX);
    let mut allowance = Allowance::default();
    for _ in 0..rows {
        allowance.take(0..width, place)?;
    }
    let frame = reader.finish().map_err(|error| damaged(file, error))?;
    sheet(file, &frame).map(|sheet| vec![sheet])
}

/// Reads an Arrow file (IPC).
///
/// # Errors
/// It is damaged, or a limit is exceeded.
pub fn read_arrow(file: &File) -> Result<Vec<Sheet>, Diagnostic> {
    let frame = IpcReader::new(Cursor::new(Vec::clone(&file.bytes))).finish();
    let frame = frame.map_err(|error| damaged(file, error))?;
    sheet(file, &frame).map(|sheet| vec![sheet])
}

/// The rows of a frame as they are in `file`, or as a query in it answers.
///
/// # Errors
/// A limit is exceeded.
pub fn sheet(file: &File, frame: &DataFrame) -> Result<Sheet, Diagnostic> {
    let mut sheet = Sheet { path: file.path.clone(), name: None, rows: Vec::new() };
    let mut allowance = Allowance::default();
    let place = || Locus::file(&file.path);
    let width = u32::try_from(frame.width()).unwrap_or(u32::MAX);
    let names = frame.get_column_names();
    sheet.rows.push((1..).zip(names).map(|(column, name)| Cell::new(name, 1, column)).collect());
    for (index, row) in (0..frame.height()).zip(2..) {
        allowance.take(0..width, place)?;
        let mut cells = Vec::with_capacity(frame.width());
        for (column, series) in (1..).zip(frame.columns()) {
            let text = text(&series.get(index).map_err(|error| damaged(file, error))?);
            check_cell(&text, row, column, |cell| sheet.locus(cell))?;
            allowance.take_text(&text, place)?;
            cells.push(Cell::new(&text, row, column));
        }
        sheet.rows.push(cells);
    }
    Ok(sheet)
}

fn text(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        other => other.to_string(),
    }
}
