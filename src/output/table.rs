//! Tables as CSV, as they are written: for people who open them in a spreadsheet.
//!
//! A cell that a spreadsheet would compute with (it begins with `=`, `+`, `-` or `@`, and is no number)
//! is written with an apostrophe before it, as OWASP's “CSV injection” asks.

/// A table that is being written.
pub struct CsvTable {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvTable {
    /// A table with those columns.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut table = Self { writer: csv::Writer::from_writer(vec![]) };
        table.row(columns);
        table
    }

    /// Adds a row, a cell a column.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let cells = cells.into_iter().map(text);
        self.writer.write_record(cells).expect("every row has the columns of the head");
    }

    /// Its bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect("writing to memory does not fail")
    }
}

/// One line, to be put behind others.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    CsvTable::new(cells).into_bytes()
}

/// A cell as it is written.
pub fn text(cell: &str) -> String {
    if computes(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// What [`text`] has written, as it was.
pub fn original(written: &str) -> &str {
    written.strip_prefix('\'').filter(|cell| computes(cell)).unwrap_or(written)
}

/// Whether a spreadsheet would take the cell for a formula.
fn computes(cell: &str) -> bool {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    begins && !is_number(cell)
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
        && digits.contains(|c: char| c.is_ascii_digit())
}
