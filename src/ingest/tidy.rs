//! From the bytes of a file to a table of located text cells.

use csv::{ByteRecord, ReaderBuilder};

use super::{
    read::{Listed, Listing},
    table::{Cell, Table, Tables},
};
use crate::{
    diag::{Diagnostic, Locus, Sink},
    inputs::File,
};

/// Tidies every file. A file that is no table, and a row that does not fit its header, is reported
/// and left out.
pub fn tidy(listing: &Listing<'_>, sink: &mut Sink) -> Tables {
    let mut tables = Tables::default();
    for role in &listing.incomplete {
        tables.batch_mut(*role).is_incomplete = true;
    }
    for Listed { role, file } in &listing.files {
        let errors = sink.errors();
        let table = tidy_csv(file, sink);
        let batch = tables.batch_mut(*role);
        batch.tables.extend(table);
        batch.is_incomplete |= sink.errors() > errors;
    }
    tables
}

/// Reads comma-separated UTF-8 with quoted fields (RFC 4180), with or without a byte order mark.
fn tidy_csv(file: &File, sink: &mut Sink) -> Option<Table> {
    let text = file.text().map_err(|fault| sink.push(fault)).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut records = Records::new(text);
    let Some(header) = records.next() else {
        let empty = Diagnostic::error("empty-file", "the file holds no table").at(Locus::file(&file.path));
        sink.push(empty.help("its first line names the columns"));
        return None;
    };
    let mut rows = Vec::new();
    for row in records {
        if row.len() == header.len() {
            rows.push(row);
        } else {
            sink.push(ragged_row(file, &row, header.len()));
        }
    }
    Some(Table { path: file.path.clone(), sheet: None, header, rows })
}

fn ragged_row(file: &File, row: &[Cell], expected: usize) -> Diagnostic {
    let line = row.first().map_or(1, |cell| cell.row);
    let fields = if row.len() == 1 { "1 field".to_owned() } else { format!("{} fields", row.len()) };
    let ragged = Diagnostic::error("ragged-row", format!("the row has {fields}, the header has {expected}"))
        .at(Locus::line(&file.path, line));
    if row.iter().any(|cell| cell.text.contains('\n')) {
        ragged.help("close the quotation mark: what follows it was read as one field")
    } else if row.len() > expected {
        ragged.help("put a field that holds a comma in quotation marks")
    } else {
        ragged.help("add the missing fields, blank ones too")
    }
}

/// The records of a CSV text, as located cells.
struct Records<'a> {
    text: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    record: ByteRecord,
    lines: LineCounter<'a>,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        Self { text, reader, record: ByteRecord::new(), lines: LineCounter { text, offset: 0, line: 1 } }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        let read = self.reader.read_byte_record(&mut self.record);
        if !read.expect("a flexible reader of bytes in memory has nothing to fail on") {
            return None;
        }
        // The reader's position lies before the ends of the lines it skipped on its way to the record.
        let offset = self.record.position().map_or(0, csv::Position::byte);
        let offset = usize::try_from(offset).expect("an offset into memory");
        let skipped = self.text[offset..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let mut row = self.lines.line_at(offset + skipped);
        let mut cells = Vec::with_capacity(self.record.len());
        for (column, field) in (1..).zip(&self.record) {
            let text = String::from_utf8_lossy(field).into_owned();
            let lines_within = count(text.bytes().filter(|byte| *byte == b'\n').count());
            cells.push(Cell { text, row, column });
            row += lines_within;
        }
        Some(cells)
    }
}

/// Counts the lines of a text once, while offsets grow. A line ends with LF, CR LF or CR.
struct LineCounter<'a> {
    text: &'a [u8],
    offset: usize,
    line: u32,
}

impl LineCounter<'_> {
    fn line_at(&mut self, offset: usize) -> u32 {
        let ends_line = |at: &usize| match self.text[*at] {
            b'\n' => true,
            b'\r' => self.text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += count((self.offset..offset).filter(ends_line).count());
        self.offset = offset;
        self.line
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
