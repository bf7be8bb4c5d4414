//! Sheets: what a workbook holds before it is written, cell by cell.
//!
//! After the checklist of the UK Government Analysis Function for spreadsheets that everybody can read:
//! a title in A1, what the sheet holds below it, one table, no cell without a word.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::lang::Bilingual;

/// The row of a table's head, counted from 0: title, contents of the sheet, provenance and the way back
/// stand above it.
pub const HEAD: u32 = 4;

/// A workbook: its sheets in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactsWorkbook {
    pub sheets: Vec<WorkbookSheet>,
    /// What every sheet says of its origin: release, day and code.
    pub provenance: String,
    /// The title in the file's properties.
    pub title: String,
    /// The day as of which the data count: the file says that it was made then. None of a book without a
    /// document.
    pub as_of: Option<NaiveDate>,
}

/// A sheet with one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkbookSheet {
    /// Its tab: letters, digits and `_`, not beginning with a digit, so that a formula needs no quotes.
    pub name: String,
    pub title: String,
    /// What it holds, in a sentence.
    pub about: String,
    pub columns: Vec<SheetColumn>,
    /// As many cells a row as there are columns.
    pub rows: Vec<Vec<SheetCell>>,
}

/// A column: its head, and how wide it may be, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    pub head: String,
    pub width: u16,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetCell {
    Text(String),
    /// A link to the title of another sheet.
    Link(String),
    /// A number that was read or released, shown with all its digits.
    Number(Decimal),
    /// A formula with the result that was released, for viewers that do not compute.
    Live(String, Decimal),
    /// As [`Self::Live`], with words for a result.
    Judged(String, String),
}

impl FactsWorkbook {
    /// All its words: of tabs, titles, heads and cells.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let heads = self.sheets.iter().flat_map(|it| it.columns.iter().map(|column| column.head.as_str()));
        let cells = self.sheets.iter().flat_map(|it| it.rows.iter().flatten().map(SheetCell::words));
        let above = self.sheets.iter().flat_map(|it| [it.name.as_str(), &it.title, &it.about]);
        [self.provenance.as_str(), &self.title].into_iter().chain(above).chain(heads).chain(cells)
    }
}

impl WorkbookSheet {
    /// The row that a spreadsheet counts the `nth` row of the table as.
    pub fn row(nth: usize) -> usize {
        nth + HEAD as usize + 2
    }
}

impl SheetColumn {
    /// A column with its head in both languages.
    pub fn new(zh: &str, en: &str, width: u16) -> Self {
        Self { head: both(zh, en), width }
    }
}

impl SheetCell {
    /// Words, which are never none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::Text(if text.trim().is_empty() { NONE.to_owned() } else { text })
    }

    /// Its words, as far as it has any: numbers take no more than a line.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Link(text) | Self::Judged(_, text) => text,
            Self::Number(_) | Self::Live(..) => "",
        }
    }

    /// The same in both languages.
    pub fn both(words: &Bilingual) -> Self {
        Self::text(both(&words.zh, &words.en))
    }
}

/// As spreadsheets keep numbers: the nearest that there is in floating point.
pub fn number(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// What stands above the table of contents, and of any other sheet, where it leads back to it.
pub const BACK: [&str; 2] = ["下列工作表 / the sheets below", "返回目录 / back to the contents"];

/// What stands where there is nothing.
pub const NONE: &str = "无 / none";

/// What stands for an end of an interval that has none.
pub const UNBOUNDED: &str = "无界 / unbounded";

/// Words in both languages; once where they are the same.
pub fn both(zh: &str, en: &str) -> String {
    match (zh.trim(), en.trim()) {
        (zh, en) if zh == en || en.is_empty() => zh.to_owned(),
        ("", en) => en.to_owned(),
        (zh, en) => format!("{zh} / {en}"),
    }
}
