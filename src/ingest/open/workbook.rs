//! Workbooks: each sheet becomes located cells, with the digits that the sheet shows.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, DataRef, Reader, Sheet as Listed, SheetType, SheetVisible, Style, Xls, Xlsx};

use super::{
    Format, biff, damaged,
    limits::{Allowance, check_cell},
    opendocument,
    shown::{shown, text_of},
    spreadsheet_ml::{Beside, beside, key, raised_texts},
};
use crate::{
    diag::{Diagnostic, Locus},
    ingest::table::{Cell, Hidden, Sheet},
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
        Format::Ods => read_open_document(file, &mut allowance)?,
        Format::Xls => {
            if is_encrypted_package(&file.bytes) {
                return Err(encrypted(file));
            }
            let mut book: Xls<Bytes<'_>> = Xls::new(bytes).map_err(|error| refused(file, &error))?;
            read_binary(file, &mut book, &mut allowance)?
        }
        _ => {
            let mut book: Xlsx<Bytes<'_>> = Xlsx::new(bytes).map_err(|error| refused(file, &error))?;
            let listed = visible(book.sheets_metadata());
            let raised = raised_texts(&file.bytes);
            let read = |name: &String| read_streaming(file, &mut book, name, &raised, &mut allowance);
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
    raised: &BTreeMap<String, String>,
    allowance: &mut Allowance,
) -> Result<Sheet, Diagnostic> {
    let says = beside(&file.bytes, name);
    let mut own = says.raised.clone();
    own.extend(raised.iter().map(|(plain, shown)| (plain.clone(), shown.clone())));
    let mut rows = SheetRows::new(file, name, allowance);
    let mut has_empty = false;
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damaged(file, error))?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| damaged(file, error))? {
        let style = cells.styles().get(style);
        let format = style.and_then(number_format).unwrap_or_default();
        has_empty |= matches!(cell.get_value(), DataRef::Empty);
        let text = with_raised(shown(cell.get_value(), format), &own);
        let is_struck = style.and_then(|it| it.font.as_ref()).is_some_and(|font| font.strikethrough);
        rows.put(cell.get_position(), &if is_struck && !text.is_empty() { struck(&text) } else { text })?;
    }
    drop(cells);
    if has_empty {
        check_formulas(file, book, name)?;
    }
    Ok(rows.finish(says))
}

/// A text with its raised characters, if it has some.
fn with_raised(text: String, raised: &BTreeMap<String, String>) -> String {
    if raised.is_empty() {
        return text;
    }
    raised.get(&key(&text)).cloned().unwrap_or(text)
}

/// A text that is struck out: whether it still holds is not for a program to say, so it is no number.
fn struck(text: &str) -> String {
    format!("{text} (struck out)")
}

fn number_format(style: &Style) -> Option<&str> {
    style.number_format.as_ref().map(|format| format.format_code.as_str())
}

/// Refuses formulas without a value: the program that wrote the file has computed nothing.
fn check_formulas(file: &File, book: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<(), Diagnostic> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damaged(file, error))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| damaged(file, error))? {
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            let sheet = Sheet::new(&file.path, Some(name));
            let cell = Cell::new("", cell.pos.0 + 1, cell.pos.1 + 1);
            return Err(Diagnostic::error("formula-without-value", "a formula has no value")
                .at(sheet.locus(&cell))
                .help("open the workbook in a spreadsheet program, let it compute, and save it"));
        }
    }
    Ok(())
}

/// Reads the sheets of an `.xls`, whose reader unpacks it as a whole, with what the file says of each cell.
fn read_binary(
    file: &File,
    book: &mut Xls<Bytes<'_>>,
    allowance: &mut Allowance,
) -> Result<Vec<Sheet>, Diagnostic> {
    let says = biff::read(&file.bytes).ok_or_else(|| {
        Diagnostic::error("no-table", "the workbook is of a version before Excel 97, which is not read")
            .at(Locus::file(&file.path))
            .help("open it in a spreadsheet program and save it as .xlsx")
    })?;
    let mut sheets = Vec::new();
    let nothing = BTreeMap::new();
    for name in visible(book.sheets_metadata()) {
        let range = book.worksheet_range(&name).map_err(|error| damaged(file, error))?;
        let formats = says.sheets.get(&name).map_or(&nothing, |sheet| &sheet.formats);
        let mut rows = SheetRows::new(file, &name, allowance);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells().filter(|(.., value)| !matches!(value, Data::Empty)) {
            let [row, column] = [row, column].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
            let place = (top.saturating_add(row), left.saturating_add(column));
            let format = formats.get(&place).map_or("", String::as_str);
            rows.put(place, &with_raised(text_of(value, format), &says.raised))?;
        }
        let beside = says.sheets.get(&name).map(|sheet| Beside {
            merges: sheet.beside.merges.clone(),
            hidden_rows: sheet.beside.hidden_rows.clone(),
            hidden_columns: sheet.beside.hidden_columns.clone(),
            ..Beside::default()
        });
        sheets.push(rows.finish(beside.unwrap_or_default()));
    }
    Ok(sheets)
}

/// Reads the sheets of an `.ods`.
fn read_open_document(file: &File, allowance: &mut Allowance) -> Result<Vec<Sheet>, Diagnostic> {
    let sheets =
        opendocument::read(&file.bytes).ok_or_else(|| damaged(file, "its content is no document"))?;
    let mut read = Vec::new();
    for sheet in sheets {
        let hidden = opendocument::hidden(&sheet);
        let mut rows = SheetRows::new(file, &sheet.name, allowance);
        for (row, column, text) in &sheet.cells {
            rows.put((*row, *column), text)?;
        }
        let mut finished =
            rows.finish(Beside { merges: sheet.merges, comments: sheet.comments, ..Beside::default() });
        finished.hidden = hidden;
        read.push(finished);
    }
    Ok(read)
}

/// The cells of a sheet, gathered in whatever order the file has them.
struct SheetRows<'a> {
    sheet: Sheet,
    cells: BTreeMap<u32, Vec<Cell>>,
    allowance: &'a mut Allowance,
}

impl<'a> SheetRows<'a> {
    fn new(file: &File, name: &str, allowance: &'a mut Allowance) -> Self {
        let sheet = Sheet::new(&file.path, Some(name));
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
    fn finish(mut self, says: Beside) -> Sheet {
        let is_filled = |column: &u32| self.cells.values().flatten().any(|cell| cell.column == *column);
        let rows =
            says.hidden_rows.iter().filter(|row| self.cells.contains_key(row)).copied().map(Hidden::Row);
        let columns = says.hidden_columns.iter().copied().filter(is_filled).map(Hidden::Column);
        self.sheet.hidden = rows.chain(columns).collect();
        self.sheet.merges = says.merges;
        self.sheet.comments = says.comments;
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
