//! From sheets as they were published to tidy tables: a header, and a row an observation.
//!
//! `anatomy → cross` for a table laid out for readers; `plain` (and `sdmx`) for one that is tidy.

mod above;
mod anatomy;
mod cross;
mod dimensions;
mod left_out;
mod plain;
mod sdmx;
mod shape;
mod value;
mod vocabulary;

pub use vocabulary::Vocabulary;

use super::{
    describe::{Declared, Layout},
    role::Role,
    table::{Cell, OBSERVATION_COLUMNS, Sheet, Table},
};
use crate::diag::{Diagnostic, Locus, Sink, did_you_mean};

/// A sheet with what the descriptor says of it.
#[derive(Debug, Clone, Copy)]
pub struct DescribedSheet<'a> {
    pub sheet: &'a Sheet,
    pub declared: &'a Declared,
    /// Where the descriptor does so.
    pub entry: &'a Locus,
}

/// What was made of a sheet: which layout it has, and what did not become observations.
#[derive(Debug, Clone)]
pub struct Account {
    pub layout: Layout,
    /// What it was taken from: "areas in column 1", "years in row 4".
    pub found: Vec<String>,
    pub skipped: Vec<Skipped>,
    /// Notes and sources below the table, titles above it.
    pub notes: Vec<Cell>,
}

/// A cell or row that is no part of the table.
#[derive(Debug, Clone)]
pub struct Skipped {
    pub locus: Locus,
    pub why: &'static str,
}

impl Account {
    fn new(layout: Layout) -> Self {
        Self { layout, found: Vec::new(), skipped: Vec::new(), notes: Vec::new() }
    }

    fn skip(&mut self, locus: Locus, why: &'static str) {
        self.skipped.push(Skipped { locus, why });
    }
}

/// The sheets that the descriptor asks for: all of them, unless it names some.
pub fn wanted<'a>(
    sheets: &'a [Sheet],
    declared: &'a Declared,
    entry: &Locus,
    sink: &mut Sink,
) -> Vec<&'a Sheet> {
    let mut wanted = Vec::new();
    if declared.sheets.is_empty() {
        wanted.extend(sheets);
    }
    let names = || sheets.iter().filter_map(|sheet| sheet.name.as_deref());
    for name in &declared.sheets {
        match sheets.iter().find(|sheet| sheet.name.as_deref() == Some(name)) {
            Some(sheet) => wanted.push(sheet),
            None => {
                let missing = Diagnostic::error("missing-sheet", format!("there is no sheet {name}"));
                let hint = did_you_mean(name, names());
                let hint = hint
                    .unwrap_or_else(|| format!("the sheets are {}", names().collect::<Vec<_>>().join(", ")));
                sink.push(missing.at(entry.clone()).help(hint));
            }
        }
    }
    if sheets.is_empty() {
        let empty = Diagnostic::error("empty-file", "the file holds no table").at(entry.clone());
        sink.push(empty.help("every sheet of the workbook is empty or hidden"));
    }
    wanted
}

/// Tidies a sheet. What is wrong with it is reported; `None` when no table can be made of it.
///
/// `vocabulary` tells names of areas from names of indicators where headings leave it open.
pub fn tidy(
    source: DescribedSheet<'_>,
    role: Role,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Option<(Table, Account)> {
    let Some(first) = source.sheet.rows.first() else {
        let empty = Diagnostic::error("empty-file", "the file holds no table").at(source.sheet.place());
        sink.push(empty.help("its first line names the columns"));
        return None;
    };
    match layout(source, role, first, vocabulary) {
        Layout::Tidy => plain::tidy(source, sink),
        Layout::SdmxCsv => sdmx::tidy(source, sink),
        layout => cross::tidy(source, layout, vocabulary, sink),
    }
}

/// The layout that the descriptor says, or else the one that the sheet shows.
fn layout(source: DescribedSheet<'_>, role: Role, first: &[Cell], vocabulary: &Vocabulary) -> Layout {
    if let Some(layout) = source.declared.layout {
        return layout;
    }
    if sdmx::is_sdmx(first) {
        return Layout::SdmxCsv;
    }
    let has_tidy_column = first.iter().any(|cell| OBSERVATION_COLUMNS.contains(&&*cell.text));
    if role != Role::Observations || has_tidy_column {
        return Layout::Tidy;
    }
    // Without a header that a reader would recognise, the faults of a tidy table say most.
    anatomy::find(source, vocabulary).map_or(Layout::Tidy, |it| it.layout(source, vocabulary))
}

/// A table as the descriptor knows it, still without rows.
fn empty_table(source: DescribedSheet<'_>) -> Table {
    let DescribedSheet { sheet, declared, entry } = source;
    Table {
        path: sheet.path.clone(),
        sheet: sheet.name.clone(),
        header: Vec::new(),
        rows: Vec::new(),
        constants: declared
            .constants()
            .into_iter()
            .map(|(column, it)| (column, Cell::declared(&it)))
            .collect(),
        exceptions: declared.exceptions.clone(),
        allows_more_columns: false,
        entry: entry.clone(),
        origin: None,
    }
}
