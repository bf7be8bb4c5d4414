//! Where a number was read.

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer};

use crate::diag::Locus;

/// A cell of an input table, counted as a person counts: the header is row 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CellRef {
    /// The file, relative to the folder that holds `inputs/`. Shared, as the sheet's name: a million cells have one.
    #[serde(serialize_with = "text")]
    pub path: Arc<str>,
    #[serde(serialize_with = "optional_text")]
    pub sheet: Option<Arc<str>>,
    pub row: u32,
    pub column: u32,
    /// What is known of the value beyond its place. Where the file is a query and the place that of its
    /// value's expression: the records of which it was made, by their group and number. Where the file
    /// is a snapshot: the pull that it came with.
    pub group: Option<String>,
}

fn text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

#[expect(clippy::ref_option, reason = "serde hands a field on by reference")]
fn optional_text<S: Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}

impl CellRef {
    /// The place for a diagnostic.
    pub fn locus(&self) -> Locus {
        match (&self.sheet, &self.group) {
            (None, None) => Locus::cell(&*self.path, self.row, self.column),
            _ => Locus::file(self.to_string()),
        }
    }
}

/// Writes `inputs/rd.csv:42:6`, or `inputs/gdp.xlsx!Sheet1!D7` for a cell of a workbook; for what a
/// query made, `inputs/turnover.sql:3:5 (CN-SC, 2023: 90210 of 1000000 records of ../contracts)`; for
/// a pulled one, `inputs/turnover.csv:12:4 (pulled on 2026-11-30 from warehouse, PostgreSQL 15.6)`.
impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            None => write!(f, "{}:{}:{}", self.path, self.row, self.column),
            Some(sheet) => write!(f, "{}!{sheet}!{}{}", self.path, column_letters(self.column), self.row),
        }?;
        self.group.as_ref().map_or(Ok(()), |group| write!(f, " ({group})"))
    }
}

/// The letters a spreadsheet heads a column with: 1 is A, 27 is AA.
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).expect("a remainder of 26 fits u8")));
        column /= 26;
    }
    letters.iter().rev().collect()
}
