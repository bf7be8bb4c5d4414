//! Text with a character between its fields (RFC 4180 and its relatives).

use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::{
    encoding::decode,
    limits::{Allowance, check_cell},
};
use crate::{
    diag::{Diagnostic, Locus},
    ingest::table::{Cell, Sheet},
    inputs::File,
};

/// Reads a text: its encoding, the character between its fields, its cells.
///
/// # Errors
/// The encoding is unknown, or a limit is exceeded.
pub fn read(file: &File, encoding: Option<&str>) -> Result<(&'static str, char, Sheet), Diagnostic> {
    let (text, encoding) = decode(file, encoding)?;
    let delimiter = delimiter(&text);
    let mut records = DelimitedRecords::new(&text, delimiter);
    let mut sheet = Sheet::new(&file.path, None);
    let mut allowance = Allowance::default();
    while let Some(row) = records.next(&sheet)? {
        let line = row.first().map_or(1, |cell| cell.row);
        allowance.take(0..count(row.len()), || Locus::line(&file.path, line))?;
        // Fields that are all blank are no row: an export may end in thousands of such lines.
        if row.len() == 1 || row.iter().any(|cell| !cell.is_blank()) {
            sheet.rows.push(row);
        }
    }
    check_quotes(&text, &sheet)?;
    split_dimensions(&mut sheet);
    Ok((encoding, delimiter, sheet))
}

/// Refuses a text whose last quotation mark is never closed: all that follows it would be one field.
fn check_quotes(text: &str, sheet: &Sheet) -> Result<(), Diagnostic> {
    let Some(cell) = sheet.rows.last().and_then(|row| row.last()).filter(|cell| cell.text.contains('\n'))
    else {
        return Ok(());
    };
    let is_closed = text.trim_end().ends_with('"') && text.matches('"').count().is_multiple_of(2);
    if is_closed {
        return Ok(());
    }
    let open = cell.text.lines().next().unwrap_or_default().to_owned();
    Err(Diagnostic::error(
        "unclosed-quote",
        "a quotation mark is never closed: all that follows it is one field",
    )
    .at(sheet.locus(&cell.reading(&open)))
    .help("close it, or delete it"))
}

/// Parts a first column that holds several, as the bulk files of Eurostat have it: a heading such as
/// `freq,unit,geo\\TIME_PERIOD`, labels such as `A,PC_GDP,AT`.
fn split_dimensions(sheet: &mut Sheet) {
    let Some(heading) = sheet.rows.first().and_then(|row| row.first()) else { return };
    let Some((names, _)) = heading.text.split_once('\\') else { return };
    let width = names.split(',').count();
    if width < 2
        || !sheet.rows[1..]
            .iter()
            .all(|row| row.first().is_some_and(|it| it.text.split(',').count() == width))
    {
        return;
    }
    for row in &mut sheet.rows {
        let first = row.remove(0);
        let text = first.text.split('\\').next().unwrap_or_default();
        let parts = text.split(',').map(|part| first.reading(part.trim())).collect::<Vec<_>>();
        row.splice(0..0, parts);
    }
}

/// The character that parts the fields: the one that the beginning of the text has most of.
///
/// A tab before a comma or a line's end is glued to its cell by an export, and parts nothing.
fn delimiter(text: &str) -> char {
    let start = text.chars().take(16_384).collect::<Vec<_>>();
    let mut counts = [(',', 0_usize), ('\t', 0), (';', 0), ('|', 0)];
    let mut is_quoted = false;
    for (index, c) in start.iter().enumerate() {
        is_quoted ^= *c == '"';
        let next = start.get(index + 1).copied().unwrap_or('\n');
        let is_glued = *c == '\t' && matches!(next, ',' | '\r' | '\n');
        for (delimiter, count) in &mut counts {
            *count += usize::from(*c == *delimiter && !is_quoted && !is_glued);
        }
    }
    // The first of equals: without a single delimiter, a comma.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(delimiter, _)| delimiter)
}

/// The records of a text, as located cells.
struct DelimitedRecords<'a> {
    text: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    record: ByteRecord,
    lines: LineCounter<'a>,
    /// The texts of the record before: what stands again below itself is kept once.
    above: Vec<Arc<str>>,
}

impl<'a> DelimitedRecords<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        let text = text.as_bytes();
        let delimiter = u8::try_from(delimiter).expect("every delimiter is in ASCII");
        let reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
        Self {
            text,
            reader,
            record: ByteRecord::new(),
            lines: LineCounter { text, offset: 0, line: 1 },
            above: Vec::new(),
        }
    }

    fn next(&mut self, sheet: &Sheet) -> Result<Option<Vec<Cell>>, Diagnostic> {
        let read = self.reader.read_byte_record(&mut self.record);
        if !read.expect("a flexible reader of bytes in memory has nothing to fail on") {
            return Ok(None);
        }
        // The reader's position lies before the ends of the lines it skipped on its way to the record.
        let offset = self.record.position().map_or(0, csv::Position::byte);
        let offset = usize::try_from(offset).expect("an offset into memory");
        let skipped = self.text[offset..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let mut row = self.lines.line_at(offset + skipped);
        let mut cells = Vec::with_capacity(self.record.len());
        for (column, field) in (1..).zip(&self.record) {
            let text = String::from_utf8_lossy(field);
            check_cell(&text, row, column, |cell| sheet.locus(cell))?;
            let lines_within = count(text.bytes().filter(|byte| *byte == b'\n').count());
            let above = self.above.get(cells.len()).filter(|above| ***above == *text);
            cells.push(match above {
                Some(above) => Cell { text: above.clone(), row, column },
                None => Cell::new(&text, row, column),
            });
            row += lines_within;
        }
        self.above.clear();
        self.above.extend(cells.iter().map(|cell| cell.text.clone()));
        Ok(Some(cells))
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
