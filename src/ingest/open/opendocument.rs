//! OpenDocument sheets: the text of each cell as it is shown, which the format keeps beside its value.

use std::collections::BTreeSet;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::xml::{attribute, character, part, raised};
use crate::ingest::table::{self, Hidden, Merge};

/// A sheet as its file has it. Rows and columns are counted from 0.
#[derive(Debug, Default)]
pub struct OdsSheet {
    pub name: String,
    pub cells: Vec<(u32, u32, String)>,
    pub merges: Vec<Merge>,
    pub hidden: BTreeSet<Hidden>,
    /// What is noted at cells.
    pub comments: Vec<table::Cell>,
}

/// Reads the sheets that are shown. `None` where the file holds no document.
pub fn read(bytes: &[u8]) -> Option<Vec<OdsSheet>> {
    let xml = part(bytes, "content.xml")?;
    let mut reader = Reader::from_str(&xml);
    let mut document = OdsReader::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) => document.start(&e, false),
            Event::Empty(e) => document.start(&e, true),
            Event::End(e) => document.end(e.local_name().as_ref()),
            Event::Text(text) => document.text(&text.xml10_content()),
            Event::GeneralRef(reference) => document.text(&character(&reference)),
            Event::Eof => return Some(document.sheets),
            _ => {}
        }
    }
}

/// What is known of the document as far as it was read.
#[derive(Debug, Default)]
struct OdsReader {
    sheets: Vec<OdsSheet>,
    /// The sheet that is being read, and whether it is shown.
    sheet: Option<(OdsSheet, bool)>,
    style: String,
    hidden_styles: BTreeSet<String>,
    raised_styles: BTreeSet<String>,
    row: u32,
    row_repeats: u32,
    first_of_row: usize,
    column: u32,
    column_repeats: u32,
    /// The next column whose style is told.
    told_columns: u32,
    cell: Option<OdsCell>,
    /// How deep within a comment or a drawing: that is no text of the cell.
    aside: usize,
    /// The comment that is being read, and whether its words are: who wrote it and when are none.
    note: Option<String>,
    in_note: bool,
    is_raised: Vec<bool>,
}

#[derive(Debug, Default)]
struct OdsCell {
    value: Option<String>,
    day: Option<String>,
    text: String,
    paragraphs: u32,
    span: (u32, u32),
}

impl OdsReader {
    fn start(&mut self, e: &BytesStart<'_>, is_empty: bool) {
        let count = |name: &str| attribute(e, name).and_then(|it| it.parse::<u32>().ok()).unwrap_or(1).max(1);
        match e.local_name().as_ref() {
            "annotation" if !is_empty => {
                self.aside += 1;
                self.note = Some(String::new());
            }
            "shapes" | "frame" | "custom-shape" if !is_empty => self.aside += 1,
            _ if self.aside > 0 => self.in_note = e.local_name().as_ref() == "p",
            "style" => self.style = attribute(e, "name").unwrap_or_default(),
            "table-properties" if attribute(e, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "text-properties" if attribute(e, "text-position").is_some_and(|it| is_raised(&it)) => {
                self.raised_styles.insert(self.style.clone());
            }
            "table" => {
                let style = attribute(e, "style-name").unwrap_or_default();
                let sheet =
                    OdsSheet { name: attribute(e, "name").unwrap_or_default(), ..OdsSheet::default() };
                self.sheet = Some((sheet, !self.hidden_styles.contains(&style)));
                (self.row, self.told_columns) = (0, 0);
            }
            "table-column" => {
                let repeats = count("number-columns-repeated");
                if is_hidden(e)
                    && let Some((sheet, _)) = &mut self.sheet
                {
                    let columns = self.told_columns..self.told_columns.saturating_add(repeats.min(4096));
                    sheet.hidden.extend(columns.map(|column| Hidden::Column(column + 1)));
                }
                self.told_columns = self.told_columns.saturating_add(repeats);
            }
            "table-row" => {
                self.row_repeats = count("number-rows-repeated");
                self.column = 0;
                self.first_of_row = self.sheet.as_ref().map_or(0, |(sheet, _)| sheet.cells.len());
                if is_hidden(e)
                    && let Some((sheet, _)) = &mut self.sheet
                {
                    let rows = self.row..self.row.saturating_add(self.row_repeats.min(65_536));
                    sheet.hidden.extend(rows.map(|row| Hidden::Row(row + 1)));
                }
                if is_empty {
                    self.row = self.row.saturating_add(self.row_repeats);
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.column_repeats = count("number-columns-repeated");
                let number = matches!(
                    attribute(e, "value-type").as_deref(),
                    Some("float" | "percentage" | "currency")
                );
                self.cell = Some(OdsCell {
                    value: attribute(e, "value").filter(|_| number),
                    day: attribute(e, "date-value"),
                    span: (count("number-rows-spanned"), count("number-columns-spanned")),
                    ..OdsCell::default()
                });
                if is_empty {
                    self.end_cell();
                }
            }
            "p" => {
                let paragraphs = self.cell.as_mut().map_or(0, |cell| {
                    cell.paragraphs += 1;
                    cell.paragraphs
                });
                if paragraphs > 1 {
                    self.text("\n");
                }
            }
            "s" => self.text(&" ".repeat(count("c").min(256) as usize)),
            "tab" | "line-break" => self.text(" "),
            "span" if !is_empty => {
                let style = attribute(e, "style-name").unwrap_or_default();
                self.is_raised.push(self.raised_styles.contains(&style));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" | "shapes" | "frame" | "custom-shape" => {
                self.aside = self.aside.saturating_sub(1);
                let note = self.note.take().filter(|note| !note.trim().is_empty());
                if let (Some(note), Some((sheet, _))) = (note, &mut self.sheet) {
                    let place = (self.row.saturating_add(1), self.column.saturating_add(1));
                    sheet.comments.push(table::Cell::new(note.trim(), place.0, place.1));
                }
            }
            _ if self.aside > 0 => {}
            "span" => drop(self.is_raised.pop()),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row(),
            "table" => {
                if let Some((sheet, true)) = self.sheet.take() {
                    self.sheets.push(sheet);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.aside > 0 {
            if let Some(note) = self.note.as_mut().filter(|_| self.in_note) {
                note.push_str(text);
            }
            return;
        }
        if let Some(cell) = &mut self.cell {
            let is_raised = self.is_raised.last().copied().unwrap_or_default();
            cell.text.push_str(&if is_raised { raised(text) } else { text.to_owned() });
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = cell.shown();
        let Some((sheet, _)) = &mut self.sheet else { return };
        let (rows, columns) = cell.span;
        if rows > 1 || columns > 1 {
            let (row, column) = (self.row + 1, self.column + 1);
            sheet.merges.push(Merge {
                rows: (row, row.saturating_add(rows - 1)),
                columns: (column, column.saturating_add(columns - 1)),
            });
        }
        if !text.is_empty() {
            let end = self.column.saturating_add(self.column_repeats);
            sheet.cells.extend((self.column..end).map(|column| (self.row, column, text.clone())));
        }
        self.column = self.column.saturating_add(self.column_repeats);
    }

    fn end_row(&mut self) {
        if let Some((sheet, _)) = &mut self.sheet {
            let cells = sheet.cells[self.first_of_row..].to_vec();
            // The reader of sizes has refused what repeats too often.
            for more in 1..self.row_repeats {
                sheet
                    .cells
                    .extend(cells.iter().map(|(row, column, text)| (row + more, *column, text.clone())));
                if cells.is_empty() {
                    break;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
    }
}

impl OdsCell {
    /// The text that is shown; of a number, in plain digits where the text is that number.
    fn shown(&self) -> String {
        let text = self.text.trim();
        if let Some(day) =
            self.day.as_deref().filter(|_| text.chars().filter(char::is_ascii_digit).count() > 6)
        {
            return day.split('T').next().unwrap_or_default().to_owned();
        }
        let Some(value) = &self.value else { return self.text.clone() };
        if text.is_empty() {
            return value.clone();
        }
        let Ok(stored) = value.parse::<f64>() else { return text.to_owned() };
        let (number, sign) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), "%"),
            None => (text, ""),
        };
        let stored = if sign.is_empty() { stored } else { stored * 100.0 };
        let plain = |decimal: char| {
            let kept =
                number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '-' | '−') || *c == decimal);
            let parts = number.chars().all(|c| {
                c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '−' | '.' | ',' | '\'' | '’')
            });
            let text = kept
                .map(|c| {
                    if c == decimal {
                        '.'
                    } else if c == '−' {
                        '-'
                    } else {
                        c
                    }
                })
                .collect::<String>();
            let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let shown = text.parse::<f64>().ok()?;
            let unit = 10_f64.powi(-i32::try_from(places).ok()?);
            // Shown is what is stored, to the digits that are shown.
            (parts && (shown - stored).abs() <= unit * 0.500_001).then_some(text)
        };
        let found = ['.', ','].into_iter().find_map(plain);
        found.map_or_else(|| text.to_owned(), |digits| format!("{digits}{sign}"))
    }
}

fn is_hidden(e: &BytesStart<'_>) -> bool {
    matches!(attribute(e, "visibility").as_deref(), Some("collapse" | "filter"))
}

/// Whether a position such as `super 58%` or `33% 58%` lies above the line.
fn is_raised(position: &str) -> bool {
    let first = position.split(' ').next().unwrap_or_default();
    first == "super"
        || first.strip_suffix('%').and_then(|it| it.parse::<f64>().ok()).is_some_and(|it| it > 0.0)
}

/// The hidden rows and columns in which something stands.
pub fn hidden(sheet: &OdsSheet) -> Vec<Hidden> {
    let rows = sheet.cells.iter().map(|(row, ..)| row + 1).collect::<BTreeSet<_>>();
    let columns = sheet.cells.iter().map(|(_, column, _)| column + 1).collect::<BTreeSet<_>>();
    let is_filled = |hidden: &&Hidden| match hidden {
        Hidden::Row(row) => rows.contains(row),
        Hidden::Column(column) => columns.contains(column),
    };
    sheet.hidden.iter().filter(is_filled).copied().collect()
}
