//! What an .xls says of its cells beside their values: number formats, raised characters, merged cells,
//! hidden rows and columns. The reader of its values knows nothing of these.
//!
//! The records are those of [MS-XLS] 2.4, of version 8 (Excel 97 to 2003).

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use super::{
    spreadsheet_ml::{Beside, key},
    xml::raised,
};
use crate::ingest::table::Merge;

/// The version of the records that are read, in the record that begins a stream.
const VERSION: u16 = 0x0600;

/// What a workbook says of its cells.
#[derive(Debug, Default)]
pub struct BiffWorkbook {
    pub sheets: BTreeMap<String, SheetSays>,
    /// The texts that have raised characters, by their characters alone, as they are shown.
    pub raised: BTreeMap<String, String>,
}

/// What a sheet says of its cells.
#[derive(Debug, Default)]
pub struct SheetSays {
    pub beside: Beside,
    /// Number formats by row and column, counted from 0.
    pub formats: BTreeMap<(u32, u32), String>,
}

/// Reads what a workbook says; `None` where it is of an older version, or no record leads to another.
pub fn read(bytes: &[u8]) -> Option<BiffWorkbook> {
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = Vec::new();
    compound.open_stream("/Workbook").ok()?.read_to_end(&mut stream).ok()?;
    let records = records(&stream, 0);
    let first = records.first().filter(|record| record.kind == 0x0809)?;
    if u16_at(first.data, 0)? != VERSION {
        return None;
    }
    let mut globals = Globals::default();
    let mut book = BiffWorkbook::default();
    let mut sheets = Vec::new();
    for (at, record) in records.iter().enumerate() {
        match record.kind {
            0x0031 => globals.is_raised.push(u16_at(record.data, 8) == Some(1)),
            0x041e => {
                let id = u16_at(record.data, 0)?;
                globals.formats.insert(id, unicode(record.data.get(2..)?, 2)?);
            }
            0x00e0 => globals.cells.push(u16_at(record.data, 2)?),
            0x0085 => {
                let place = usize::try_from(u32_at(record.data, 0)?).ok()?;
                sheets.push((place, unicode(record.data.get(6..)?, 1)?));
            }
            0x00fc => {
                let more = records[at + 1..].iter().take_while(|record| record.kind == 0x003c);
                let parts = std::iter::once(record.data).chain(more.map(|record| record.data)).collect();
                globals.read_texts(ContinuedRecord { parts, part: 0, at: 0 }, &mut book.raised);
            }
            _ => {}
        }
    }
    for (place, name) in sheets {
        book.sheets.insert(name, globals.read_sheet(&stream, place));
    }
    Some(book)
}

struct BiffRecord<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records from a place in the stream to the end of what begins there; what begins within is left out.
fn records(stream: &[u8], mut place: usize) -> Vec<BiffRecord<'_>> {
    let (mut found, mut depth) = (Vec::new(), 0_usize);
    while let (Some(kind), Some(length)) = (u16_at(stream, place), u16_at(stream, place + 2)) {
        let Some(data) = stream.get(place + 4..place + 4 + usize::from(length)) else { break };
        place += 4 + data.len();
        match kind {
            0x0809 => depth += 1,
            0x000a => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 1 {
            found.push(BiffRecord { kind, data });
        }
        if depth == 0 {
            break;
        }
    }
    found
}

#[derive(Default)]
struct Globals {
    /// Whether the characters of a face are raised.
    is_raised: Vec<bool>,
    formats: BTreeMap<u16, String>,
    /// The number of the format of each style of cells.
    cells: Vec<u16>,
}

impl Globals {
    fn read_sheet(&self, stream: &[u8], place: usize) -> SheetSays {
        let mut says = SheetSays::default();
        for record in records(stream, place) {
            let word = |at: usize| u16_at(record.data, at);
            let number = |at: usize| word(at).map(u32::from);
            match record.kind {
                // A number, a short one, a formula: row, column, style.
                0x0203 | 0x027e | 0x0006 => {
                    if let (Some(row), Some(column), Some(style)) = (number(0), number(2), word(4)) {
                        says.formats.insert((row, column), self.format(style));
                    }
                }
                // Many short numbers of a row: a style and four bytes each.
                0x00bd => {
                    let (Some(row), Some(first)) = (number(0), number(2)) else { continue };
                    let count = record.data.len().saturating_sub(6) / 6;
                    for (index, column) in (0..count).zip(first..) {
                        if let Some(style) = word(4 + index * 6) {
                            says.formats.insert((row, column), self.format(style));
                        }
                    }
                }
                0x0208 if word(12).is_some_and(|flags| flags & 0x20 != 0) => {
                    says.beside.hidden_rows.extend(number(0).map(|row| row + 1));
                }
                0x007d if word(8).is_some_and(|flags| flags & 1 != 0) => {
                    if let (Some(first), Some(last)) = (number(0), number(2)) {
                        says.beside.hidden_columns.extend((first..=last).map(|column| column + 1));
                    }
                }
                0x00e5 => {
                    let ranges = record.data.get(2..).unwrap_or_default().chunks_exact(8);
                    says.beside.merges.extend(ranges.filter_map(|range| {
                        let at = |at: usize| u16_at(range, at).map(|it| u32::from(it) + 1);
                        Some(Merge { rows: (at(0)?, at(2)?), columns: (at(4)?, at(6)?) })
                    }));
                }
                _ => {}
            }
        }
        says
    }

    fn format(&self, style: u16) -> String {
        let id = self.cells.get(usize::from(style)).copied().unwrap_or_default();
        self.formats.get(&id).cloned().unwrap_or_else(|| builtin(id).to_owned())
    }

    /// The texts of the workbook that have raised characters.
    fn read_texts(&self, mut parts: ContinuedRecord<'_>, raised_texts: &mut BTreeMap<String, String>) {
        parts.skip(8);
        while let Some((text, runs)) = parts.text() {
            if runs.is_empty() {
                continue;
            }
            let starts = runs.iter().map(|(start, _)| *start).chain([text.len()]).collect::<Vec<_>>();
            let mut shown = String::from_utf16_lossy(&text[..starts[0].min(text.len())]);
            for ((start, face), end) in runs.iter().zip(&starts[1..]) {
                let run = text.get(*start..*end).map(String::from_utf16_lossy).unwrap_or_default();
                // The number 4 is not given to a face.
                let face = if *face > 4 { face - 1 } else { *face };
                let is_raised = self.is_raised.get(face).copied().unwrap_or_default();
                shown.push_str(&if is_raised { raised(&run) } else { run });
            }
            let plain = String::from_utf16_lossy(&text);
            if plain != shown {
                raised_texts.insert(key(&plain), shown);
            }
        }
    }
}

/// A text in UTF-16, and where in it which face begins.
type Text = (Vec<u16>, Vec<(usize, usize)>);

/// Data that goes on in further records.
struct ContinuedRecord<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl ContinuedRecord<'_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        self.at += 1;
        self.parts[self.part].get(self.at - 1).copied()
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.byte();
        }
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn text(&mut self) -> Option<Text> {
        let length = usize::from(self.word()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.word()?) };
        let extension =
            if flags & 4 == 0 { 0 } else { usize::from(self.word()?) + (usize::from(self.word()?) << 16) };
        let mut is_wide = flags & 1 != 0;
        let mut text = Vec::new();
        for _ in 0..length {
            // Where a text goes on in the next record, its width is said anew.
            if self.parts.get(self.part).is_some_and(|part| self.at >= part.len()) {
                is_wide = self.byte()? & 1 != 0;
            }
            text.push(if is_wide { self.word()? } else { u16::from(self.byte()?) });
        }
        let mut found = Vec::new();
        for _ in 0..runs {
            found.push((usize::from(self.word()?), usize::from(self.word()?)));
        }
        self.skip(extension);
        Some((text, found))
    }
}

/// A text whose length is in one byte or two.
fn unicode(data: &[u8], width: usize) -> Option<String> {
    let length = if width == 1 { usize::from(*data.first()?) } else { usize::from(u16_at(data, 0)?) };
    let is_wide = data.get(width)? & 1 != 0;
    let chars = data.get(width + 1..)?;
    let units = if is_wide {
        chars
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .take(length)
            .collect::<Vec<_>>()
    } else {
        chars.iter().map(|byte| u16::from(*byte)).take(length).collect()
    };
    Some(String::from_utf16_lossy(&units))
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// The formats that every workbook knows by their numbers (ECMA-376, 18.8.30).
fn builtin(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "$#,##0;-$#,##0",
        7 | 8 => "$#,##0.00;-$#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 | 13 => "# ?/?",
        14..=22 | 27..=36 | 45..=47 | 50..=58 => "yyyy-mm-dd",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}
