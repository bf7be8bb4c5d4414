//! What a file says, as located text cells: sheets as they were opened, tables as they were tidied.
//!
//! Whatever a file looked like, `open` makes sheets of it and `tidy` makes tables of these, which
//! is all that `parse` knows of it.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use super::{describe::Exception, role::Role};
use crate::{data::provenance::CellRef, diag::Locus, snapshot::OBS_COUNT};

/// The columns that every tidy table of observations has, and no other table.
pub const OBSERVATION_COLUMNS: [&str; 9] = [
    "INDICATOR",
    "REF_AREA",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "OBS_STATUS",
    "VINTAGE",
    "SOURCE_ID",
];

/// What such a table may say of its rows besides. The names are for who reads it, and have to be those of the codes;
/// the words of the unit and the value before are for who fills it in.
pub const FURTHER_COLUMNS: [&str; 11] = [
    "QUALIFIER",
    "FAMILY",
    "SEEN",
    OBS_COUNT,
    "NAME_ZH",
    "NAME_EN",
    "AREA_ZH",
    "AREA_EN",
    "UNIT_ZH",
    "UNIT_EN",
    "BEFORE",
];

/// A text and where it stands in its file, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Shared: a wide table's year belongs to every value below it.
    pub text: Arc<str>,
    /// The line of a text file, the row of a sheet; 0 for what the descriptor says.
    pub row: u32,
    /// The field of a line, the column of a sheet.
    pub column: u32,
}

impl Cell {
    /// A cell of a file.
    pub fn new(text: &str, row: u32, column: u32) -> Self {
        Self { text: if text.is_empty() { blank() } else { text.into() }, row, column }
    }

    /// What the descriptor says in the place of a cell.
    pub fn declared(text: &str) -> Self {
        Self::new(text, 0, 0)
    }

    /// What stands where a table has no cell at all.
    pub fn none() -> &'static Self {
        static NONE: OnceLock<Cell> = OnceLock::new();
        NONE.get_or_init(|| Self::declared(""))
    }

    /// The same place, read as another text.
    #[must_use]
    pub fn reading(&self, text: &str) -> Self {
        if *text == *self.text { self.clone() } else { Self::new(text, self.row, self.column) }
    }

    /// Whether nothing but space stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
    }
}

/// The text of every blank cell, allocated once.
fn blank() -> Arc<str> {
    static BLANK: OnceLock<Arc<str>> = OnceLock::new();
    BLANK.get_or_init(|| "".into()).clone()
}

/// A file's cells where they stand, or those of one sheet of a workbook.
///
/// Rows without a cell are left out, and rows need not be equally long.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub path: String,
    /// The sheet's name; none in a file that is one table.
    pub name: Option<String>,
    pub rows: Vec<Vec<Cell>>,
    /// Cells that are one.
    pub merges: Vec<Merge>,
    /// Rows and columns that the sheet does not show, and has something in.
    pub hidden: Vec<Hidden>,
    /// What is noted at cells, at the places of these.
    pub comments: Vec<Cell>,
}

/// Cells of a sheet that are merged into one: rows and columns, counted from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

/// A row or a column that a sheet does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    Row(u32),
    Column(u32),
}

impl Merge {
    /// Reads a range such as `B2:C5`.
    pub fn parse(range: &str) -> Option<Self> {
        let (first, last) = range.split_once(':')?;
        let cell = |text: &str| {
            let text = text.replace('$', "");
            let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (letters, row) = text.split_at(letters);
            let column = letters.bytes().try_fold(0_u32, |column, letter| {
                column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
            })?;
            Some((row.parse::<u32>().ok()?, column))
        };
        let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
        Some(Self { rows: (top, bottom), columns: (left, right) })
    }

    /// Whether the cell at that row and column is part of it.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

impl Sheet {
    /// A sheet without a row so far; a file that is one table has no name.
    pub fn new(path: &str, name: Option<&str>) -> Self {
        let name = name.map(str::to_owned);
        Self {
            path: path.to_owned(),
            name,
            rows: Vec::new(),
            merges: Vec::new(),
            hidden: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// The sheet without the rows and columns that it does not show.
    #[must_use]
    pub fn without_hidden(&self) -> Self {
        let is_hidden = |hidden: Hidden| self.hidden.contains(&hidden);
        let shown = |cell: &Cell| {
            if is_hidden(Hidden::Column(cell.column)) { cell.reading("") } else { cell.clone() }
        };
        let is_shown = |row: &&Vec<Cell>| !row.first().is_some_and(|cell| is_hidden(Hidden::Row(cell.row)));
        let rows = self.rows.iter().filter(is_shown).map(|row| row.iter().map(shown).collect()).collect();
        Self { rows, ..self.clone() }
    }

    /// The cell's place and text, for a diagnostic.
    pub fn locus(&self, cell: &Cell) -> Locus {
        let (path, sheet) = (self.path.as_str().into(), self.name.as_deref().map(Into::into));
        CellRef { path, sheet, row: cell.row, column: cell.column, group: None }
            .locus()
            .showing(excerpt(&cell.text))
    }

    /// The row's place, for a diagnostic.
    pub fn line(&self, row: &[Cell]) -> Locus {
        let line = row.first().map_or(1, |cell| cell.row);
        match &self.name {
            None => Locus::line(&self.path, line),
            Some(sheet) => Locus::file(format!("{}!{sheet}!{line}:{line}", self.path)),
        }
    }

    /// The whole sheet, for a diagnostic.
    pub fn place(&self) -> Locus {
        match &self.name {
            None => Locus::file(&self.path),
            Some(sheet) => Locus::file(format!("{}!{sheet}", self.path)),
        }
    }
}

/// A header and rows that are all as long as it.
///
/// Cells carry their own places because a table need not be rectangular in its file: the year of a
/// wide table's value stands in another row.
#[derive(Debug, Clone)]
pub struct RawTable {
    pub path: Arc<str>,
    pub sheet: Option<Arc<str>>,
    pub header: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
    /// What holds of every row, by column: said above the table, or by the descriptor.
    pub constants: BTreeMap<&'static str, Cell>,
    /// Rows of which the descriptor says something else.
    pub exceptions: Vec<Exception>,
    /// Whether the format allows columns of the publisher's own.
    pub allows_more_columns: bool,
    /// Where the descriptor speaks of the table.
    pub entry: Locus,
    /// Where the rows come from, if nobody has written them.
    pub origin: Option<Origin>,
}

/// Where rows come from that nobody has written.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The answer of the query that the file is: its lines are not theirs.
    #[cfg_attr(not(feature = "microdata"), expect(dead_code, reason = "the program has no queries then"))]
    Answer {
        /// Line and column of the expression that makes the values.
        place: (u32, u32),
        /// The records behind each row, the first of which is row 2, below the names of the columns.
        groups: Vec<String>,
    },
    /// The pull that each row of a snapshot came with, counted likewise.
    Pulls(Vec<String>),
}

impl Origin {
    /// What is known of a row beyond its place.
    fn group(&self, row: u32) -> Option<String> {
        let (Self::Answer { groups, .. } | Self::Pulls(groups)) = self;
        groups.get(usize::try_from(row).ok()?.checked_sub(2)?).cloned()
    }
}

impl RawTable {
    /// The cell's address, for provenance.
    pub fn cell_ref(&self, cell: &Cell) -> CellRef {
        let (path, sheet) = (self.path.clone(), self.sheet.clone());
        let (row, column) = match &self.origin {
            Some(Origin::Answer { place, .. }) => *place,
            Some(Origin::Pulls(_)) | None => (cell.row, cell.column),
        };
        let group = self.origin.as_ref().and_then(|origin| origin.group(cell.row));
        CellRef { path, sheet, row, column, group }
    }

    /// The cell's place and text, for a diagnostic.
    pub fn locus(&self, cell: &Cell) -> Locus {
        let place = if cell.row == 0 { self.entry.clone() } else { self.cell_ref(cell).locus() };
        place.showing(excerpt(&cell.text))
    }
}

/// The beginning of a text, fit for one line of a message whatever the text is.
pub fn excerpt(text: &str) -> String {
    // What is left of a line of 80 characters behind the arrow and a place.
    const LENGTH: usize = 60;
    let mut characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut excerpt = characters.by_ref().take(LENGTH).collect::<String>();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// The tables of one role.
#[derive(Debug, Default)]
pub struct RoleTables {
    pub tables: Vec<RawTable>,
    /// Whether a file or a row is missing because of a fault that was reported.
    pub is_incomplete: bool,
}

/// The tables of the inputs, by role, each role's in the order of the descriptor.
#[derive(Debug, Default)]
pub struct Tables {
    batches: BTreeMap<Role, RoleTables>,
}

impl Tables {
    /// The tables of that role, to be added to.
    pub fn batch_mut(&mut self, role: Role) -> &mut RoleTables {
        self.batches.entry(role).or_default()
    }

    /// The tables of that role; none when the descriptor lists none.
    pub fn batch(&self, role: Role) -> &RoleTables {
        static NONE: RoleTables = RoleTables { tables: Vec::new(), is_incomplete: false };
        self.batches.get(&role).unwrap_or(&NONE)
    }
}
