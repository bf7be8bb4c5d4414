//! A table that is tidy already: its first row names the columns.

use super::{DescribedSheet, SheetReport, empty_table};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        describe::Layout,
        table::{Cell, RawTable, Sheet},
    },
};

/// Takes the rows as they are; one that does not fit the header is reported and left out.
pub fn tidy(source: DescribedSheet<'_>, sink: &mut Sink) -> (RawTable, SheetReport) {
    let sheet = source.sheet;
    let mut account = SheetReport::new(Layout::Tidy);
    let mut table = empty_table(source);
    let (header, rows) =
        sheet.rows.split_first().map_or((&[][..], &[][..]), |(header, rows)| (&header[..], rows));
    let width = width(header, rows);
    if let Some(phantom) = header.get(width) {
        account.skip(sheet.locus(phantom), "a column without a name or a value");
    }
    table.header = header[..width].to_vec();
    for row in rows {
        match fitted(row, width, sheet.name.is_some()) {
            Some(row) => table.rows.push(row),
            None => sink.push(ragged_row(sheet, row, width)),
        }
    }
    // What the table says itself counts, not what the descriptor says of all its rows.
    table.constants.retain(|column, _| table.header.iter().all(|cell| &*cell.text != *column));
    (table, account)
}

/// Columns up to the last that has a name or a value: an export that ends each line with a comma
/// makes one that has neither.
fn width(header: &[Cell], rows: &[Vec<Cell>]) -> usize {
    let mut width = header.len();
    while width > 1
        && header[width - 1].is_blank()
        && rows.iter().all(|row| row.get(width - 1).is_none_or(Cell::is_blank))
    {
        width -= 1;
    }
    width
}

/// The row at the header's length. Blank cells beyond it say nothing; a sheet has none at its end.
fn fitted(row: &[Cell], width: usize, is_sheet: bool) -> Option<Vec<Cell>> {
    if row.iter().skip(width).any(|cell| !cell.is_blank()) || (row.len() < width && !is_sheet) {
        return None;
    }
    let mut fitted = row.iter().take(width).cloned().collect::<Vec<_>>();
    let line = row.first().map_or(0, |cell| cell.row);
    let next = u32::try_from(fitted.len()).ok()? + 1;
    fitted.extend((next..).take(width - fitted.len()).map(|column| Cell::new("", line, column)));
    Some(fitted)
}

fn ragged_row(sheet: &Sheet, row: &[Cell], expected: usize) -> Diagnostic {
    let fields = if row.len() == 1 { "1 field".to_owned() } else { format!("{} fields", row.len()) };
    let ragged = Diagnostic::error("ragged-row", format!("the row has {fields}, the header has {expected}"))
        .at(sheet.line(row));
    if row.iter().any(|cell| cell.text.contains('\n')) {
        ragged.help("close the quotation mark: what follows it was read as one field")
    } else if row.len() > expected {
        ragged.help("put a field that holds a comma in quotation marks")
    } else {
        ragged.help("add the missing fields, blank ones too")
    }
}
