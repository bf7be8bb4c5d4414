//! Tables: a caption, columns, rows, and the notes below.

use serde::Serialize;

use super::inline::Inline;
use crate::data::fact::FactId;

/// A table of text and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The anchor that references point to.
    pub id: String,
    /// The number by which it is called, `1`; none for a table without a caption.
    pub number: Option<u32>,
    pub caption: Vec<Inline>,
    pub columns: Vec<Column>,
    pub rows: Vec<TableRow>,
    /// Set small below the table: what marks mean, where the numbers come from.
    pub notes: Vec<Vec<Inline>>,
    pub density: Density,
    /// Whether it stands on a page turned on its side.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_turned: bool,
}

/// How closely a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub enum Density {
    #[default]
    Regular,
    /// For registers of an appendix, which are looked up in rather than read.
    Dense,
}

/// A column: its head and how its cells line up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    pub head: Vec<Inline>,
    pub align: Align,
}

/// How the cells of a column line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Align {
    /// Text: flush left, broken over lines.
    Start,
    /// Numbers: flush right, digits under digits, never broken.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableRow {
    /// As many as the table has columns; a group's row has one, which spans them.
    pub cells: Vec<Vec<Inline>>,
    pub kind: RowKind,
    /// The fact that the row is the register's entry of: its number in the text leads here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_of: Option<FactId>,
}

/// What a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub enum RowKind {
    #[default]
    Plain,
    /// About the briefing's subject: set in bold.
    Subject,
    /// Heads the rows that follow, and does not part from the first of them.
    Group,
}
