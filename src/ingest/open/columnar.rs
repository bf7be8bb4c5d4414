//! Parquet and Arrow files: columns of values become rows of text.
//!
//! `columns of the file → arrays → text`. The types are those of the file format itself: what its writer
//! noted of its own types beside them (categories, indices) is for that writer. Rows are counted as a
//! spreadsheet would show them, the names of the columns being row 1.

use std::io::Cursor;

use polars_arrow::{
    array::Array,
    datatypes::Field,
    io::ipc::read::{FileReader, read_file_metadata},
};
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, PageReader, RowGroupMetadata, column_iter_to_arrays,
    read_metadata, schema::parquet_to_arrow_schema,
};

use super::{
    array::text_of,
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
/// It is damaged, has a column of a type that no table has, or a limit is exceeded; how many rows it has is
/// checked before they are read.
pub fn read_parquet(file: &File) -> Result<Vec<Sheet>, Diagnostic> {
    let mut reader = Cursor::new(file.bytes.as_slice());
    let metadata = read_metadata(&mut reader).map_err(|error| damaged(file, error))?;
    let schema = parquet_to_arrow_schema(metadata.schema().fields());
    let fields = schema.iter_values().cloned().collect::<Vec<_>>();
    let mut sheet = Builder::new(file, &fields);
    sheet.allow(metadata.num_rows)?;
    for group in &metadata.row_groups {
        let chunk = |field: &Field| chunk(file, group, field);
        sheet.take(&fields.iter().map(chunk).collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(vec![sheet.sheet])
}

/// The values of a column in a row group.
fn chunk(file: &File, group: &RowGroupMetadata, field: &Field) -> Result<Box<dyn Array>, Diagnostic> {
    let flat = |column: &&ColumnChunkMetadata| {
        let descriptor = column.descriptor();
        descriptor.path_in_schema.len() == 1 && descriptor.descriptor.max_rep_level == 0
    };
    let mut columns = group.columns_under_root_iter(&field.name).into_iter().flatten();
    let column = columns.next().filter(flat).ok_or_else(|| no_column(file, field))?;
    let range = column.byte_range();
    let bytes = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
    let bytes = bytes.and_then(|(start, end)| file.bytes.get(start..end));
    let bytes = bytes.ok_or_else(|| damaged(file, "a column lies outside of it"))?.to_vec();
    let pages = PageReader::new(Cursor::new(bytes.into()), column, Vec::new(), usize::MAX);
    let pages = BasicDecompressor::new(pages, Vec::new());
    let primitive = &column.descriptor().descriptor.primitive_type;
    let (mut arrays, _) = column_iter_to_arrays(vec![pages], vec![primitive], field.clone(), None)
        .map_err(|error| damaged(file, error))?;
    let array = arrays.pop().filter(|array| arrays.is_empty() && array.len() == group.num_rows());
    array.ok_or_else(|| damaged(file, "a column is not as long as its table"))
}

/// Reads an Arrow file (IPC).
///
/// # Errors
/// It is damaged, has a column of a type that no table has, or a limit is exceeded.
pub fn read_arrow(file: &File) -> Result<Vec<Sheet>, Diagnostic> {
    let mut reader = Cursor::new(file.bytes.as_slice());
    let metadata = read_file_metadata(&mut reader).map_err(|error| damaged(file, error))?;
    let fields = metadata.schema.iter_values().cloned().collect::<Vec<_>>();
    let mut sheet = Builder::new(file, &fields);
    for batch in FileReader::new(reader, metadata, None, None) {
        let batch = batch.map_err(|error| damaged(file, error))?;
        sheet.allow(batch.len())?;
        sheet.take(batch.arrays())?;
    }
    Ok(vec![sheet.sheet])
}

/// A sheet, as the columns of a file are put into it.
struct Builder<'a> {
    file: &'a File,
    fields: &'a [Field],
    sheet: Sheet,
    allowance: Allowance,
}

impl<'a> Builder<'a> {
    fn new(file: &'a File, fields: &'a [Field]) -> Self {
        let names = (1..).zip(fields).map(|(column, field)| Cell::new(&field.name, 1, column));
        let mut sheet = Sheet::new(&file.path, None);
        sheet.rows.push(names.collect());
        Self { file, fields, sheet, allowance: Allowance::default() }
    }

    /// Takes so many rows into account.
    fn allow(&mut self, rows: usize) -> Result<(), Diagnostic> {
        let width = u32::try_from(self.fields.len()).unwrap_or(u32::MAX);
        (0..rows).try_for_each(|_| self.allowance.take(0..width, || Locus::file(&self.file.path)))
    }

    /// Puts the rows of these columns behind those that are there.
    fn take(&mut self, columns: &[Box<dyn Array>]) -> Result<(), Diagnostic> {
        let height = columns.iter().map(|column| column.len()).min().unwrap_or_default();
        for index in 0..height {
            let row = u32::try_from(self.sheet.rows.len() + 1).unwrap_or(u32::MAX);
            let mut cells = Vec::with_capacity(columns.len());
            for ((column, array), field) in (1..).zip(columns).zip(self.fields) {
                let text = text_of(&**array, index).ok_or_else(|| no_column(self.file, field))?;
                check_cell(&text, row, column, |cell| self.sheet.locus(cell))?;
                self.allowance.take_text(&text, || Locus::file(&self.file.path))?;
                cells.push(Cell::new(&text, row, column));
            }
            self.sheet.rows.push(cells);
        }
        Ok(())
    }
}

fn no_column(file: &File, field: &Field) -> Diagnostic {
    let message = format!("the column {} holds no numbers, texts or days ({:?})", field.name, field.dtype);
    Diagnostic::error("unread-type", message)
        .at(Locus::file(&file.path))
        .help("write the table without it, or its values as text")
}

/// The rows of a frame as a query in `file` answers.
///
/// # Errors
/// A limit is exceeded.
#[cfg(feature = "microdata")]
pub fn sheet(file: &File, frame: &polars::prelude::DataFrame) -> Result<Sheet, Diagnostic> {
    use polars::prelude::AnyValue;
    let mut sheet = Sheet::new(&file.path, None);
    let mut allowance = Allowance::default();
    let place = || Locus::file(&file.path);
    let width = u32::try_from(frame.width()).unwrap_or(u32::MAX);
    let names = frame.get_column_names();
    sheet.rows.push((1..).zip(names).map(|(column, name)| Cell::new(name, 1, column)).collect());
    for (index, row) in (0..frame.height()).zip(2..) {
        allowance.take(0..width, place)?;
        let mut cells = Vec::with_capacity(frame.width());
        for (column, series) in (1..).zip(frame.columns()) {
            let text = match series.get(index).map_err(|error| damaged(file, error))? {
                AnyValue::Null => String::new(),
                AnyValue::String(text) => text.to_owned(),
                AnyValue::StringOwned(text) => text.to_string(),
                other => other.to_string(),
            };
            check_cell(&text, row, column, |cell| sheet.locus(cell))?;
            allowance.take_text(&text, place)?;
            cells.push(Cell::new(&text, row, column));
        }
        sheet.rows.push(cells);
    }
    Ok(sheet)
}
