//! Workbooks: each sheet becomes located cells, with the digits that the sheet shows.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, DataRef, Ods, Reader, Sheet as Listed, SheetType, SheetVisible, Style, Xls, Xlsx};

use super::{
    Format, damaged,
    limits::{Allowance, check_cell},
    shown::{shown, text_of},
};
use crate::{
    diag::{Diagnostic, Locus},
    ingest::table::{Cell, Sheet},
    inputs::File,
};

type Bytes<'a> = Cursor<&'a [u8]>;

/// Reads every visible sheet that has a cell, in the order of the workbook.
///
/// # Errors
/// The workbook is damaged or encrypted, a limit is exceeded, or formulas have no values.
pub fn read(file: &File, format: Format) -> Result<Vec<Sheet>, Diagnostic> {
    let bytes = Cursor::new(file.bytes.as_slice());
    let mut allowance = Allowance::default();
    let sheets = match format {
        Format::Ods => {
            let mut book: Ods<Bytes<'_>> = Ods::new(bytes).map_err(|error| refused(file, &error))?;
            read_whole(file, &mut book, &mut allowance)?
        }
        Format::Xls => {
            if is_encrypted_package(&file.bytes) {
                return Err(encrypted(file));
            }
            let mut book: Xls<Bytes<'_>> = Xls::new(bytes).map_err(|error| refused(file, &error))?;
            read_whole(file, &mut book, &mut allowance)?
        }
        _ => {
            let mut book: Xlsx<Bytes<'_>> = Xlsx::new(bytes).map_err(|error| refused(file, &error))?;
            let listed = visible(book.sheets_metadata());
            let read = |name: &String| read_streaming(file, &mut book, name, &mut allowance);
            listed.iter().map(read).collect::<Result<Vec<_>, _>>()?
        }
    };
    Ok(sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect())
}

fn visible(sheets: &[Listed]) -> Vec<String> {
    let is_read = |it: &&Listed| it.visible == SheetVisible::Visible && it.typ == SheetType::WorkSheet;
    sheets.iter().filter(is_read).map(|it| it.name.clone()).collect()
}

/// Reads a sheet cell by cell: its size is known only as it is read, and a corner far away would
/// make a whole range of it.
fn read_streaming(
    file: &File,
    book: &mut Xlsx<Bytes<'_>>,
    name: &str,
    allowance: &mut Allowance,
) -> Result<Sheet, Diagnostic> {
    let mut rows = Rows::new(file, name, allowance);
    let mut has_empty = false;
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damaged(file, error))?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| damaged(file, error))? {
        let format = cells.styles().get(style).and_then(number_format).unwrap_or_default();
        has_empty |= matches!(cell.get_value(), DataRef::Empty);
        rows.put(cell.get_position(), &shown(cell.get_value(), format))?;
    }
    drop(cells);
    if has_empty {
        check_formulas(file, book, name)?;
    }
    Ok(rows.finish())
}

fn number_format(style: &Style) -> Option<&str> {
    style.number_format.as_ref().map(|format| format.format_code.as_str())
}

/// Refuses formulas without a value: the program that wrote the file has computed nothing.
fn check_formulas(file: &File, book: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<(), Diagnostic> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damaged(file, error))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| damaged(file, error))? {
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            let sheet = Sheet { path: file.path.clone(), name: Some(name.to_owned()), rows: vec![] };
            let cell = Cell::new("", cell.pos.0 + 1, cell.pos.1 + 1);
            return Err(Diagnostic::error("formula-without-value", "a formula has no value")
                .at(sheet.locus(&cell))
                .help("open the workbook in a spreadsheet program, let it compute, and save it"));
        }
    }
    Ok(())
}

/// Reads the sheets of a format that its reader unpacks as a whole. It knows nothing of how a
/// number is shown there: a value has the digits that are stored.
fn read_whole<'a, R: Reader<Bytes<'a>>>(
    file: &File,
    book: &mut R,
    allowance: &mut Allowance,
) -> Result<Vec<Sheet>, Diagnostic>
where
    R::Error: std::fmt::Display,
{
    let mut sheets = Vec::new();
    for name in visible(book.sheets_metadata()) {
        let range = book.worksheet_range(&name).map_err(|error| damaged(file, error))?;
        let mut rows = Rows::new(file, &name, allowance);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let [row, column] = [row, column].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
            let text = if matches!(value, Data::Empty) { String::new() } else { text_of(value) };
            rows.put((top.saturating_add(row), left.saturating_add(column)), &text)?;
        }
        sheets.push(rows.finish());
    }
    Ok(sheets)
}

/// The cells of a sheet, gathered in whatever order the file has them.
struct Rows<'a> {
    sheet: Sheet,
    cells: BTreeMap<u32, Vec<Cell>>,
    allowance: &'a mut Allowance,
}

impl<'a> Rows<'a> {
    fn new(file: &File, name: &str, allowance: &'a mut Allowance) -> Self {
        let sheet = Sheet { path: file.path.clone(), name: Some(name.to_owned()), rows: Vec::new() };
        Self { sheet, cells: BTreeMap::new(), allowance }
    }

    /// Takes a cell in; its place is counted from 0. A blank one, styled or not, says nothing.
    fn put(&mut self, (row, column): (u32, u32), text: &str) -> Result<(), Diagnostic> {
        if text.is_empty() {
            return Ok(());
        }
        let (row, column) = (row.saturating_add(1), column.saturating_add(1));
        check_cell(text, row, column, |cell| self.sheet.locus(cell))?;
        self.allowance.take_text(text, || self.sheet.place())?;
        let cells = self.cells.entry(row).or_default();
        let width = cells.last().map_or(0, |cell| cell.column);
        let place = || self.sheet.locus(&Cell::new(text, row, column));
        // A file may have the cells of a row in any order, or one of them many times.
        self.allowance.take(width.min(column - 1)..column, place)?;
        cells.push(Cell::new(text, row, column));
        Ok(())
    }

    /// The rows, each with a cell for every column up to its last.
    fn finish(mut self) -> Sheet {
        for (row, mut cells) in self.cells {
            cells.sort_by_key(|cell| cell.column);
            cells.dedup_by_key(|cell| cell.column);
            let mut whole: Vec<Cell> = Vec::with_capacity(cells.len());
            for cell in cells {
                let next = whole.last().map_or(1, |last| last.column + 1);
                whole.extend((next..cell.column).map(|column| Cell::new("", row, column)));
                whole.push(cell);
            }
            self.sheet.rows.push(whole);
        }
        self.sheet
    }
}

/// An encrypted `.xlsx` is an archive of the older kind with this stream in its directory.
fn is_encrypted_package(bytes: &[u8]) -> bool {
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    bytes.windows(name.len()).any(|window| window == name)
}

/// The fault of a workbook with a password.
pub fn encrypted(file: &File) -> Diagnostic {
    Diagnostic::error("encrypted-workbook", "the workbook is encrypted")
        .at(Locus::file(&file.path))
        .help("open it with its password, and save it without one")
}

fn refused(file: &File, error: &impl std::fmt::Display) -> Diagnostic {
    let error = error.to_string();
    if error.contains("password") { encrypted(file) } else { damaged(file, error) }
}
