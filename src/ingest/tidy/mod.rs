//! From sheets as they were published to tidy tables: a header, and a row an observation.
//!
//! `anatomy → cross` for a table laid out for readers; `plain` (and `sdmx`) for one that is tidy.

mod above;
mod anatomy;
mod beside;
mod cross;
mod dimensions;
mod headings;
mod left_out;
mod lexicon;
mod named;
mod parts_of_years;
mod plain;
mod qualified;
mod qualities;
mod rows;
mod sdmx;
mod shape;
mod value;
mod vocabulary;

use anatomy::Anatomy;
pub use qualified::may_qualify;
pub use value::is_grouped;
pub use vocabulary::Vocabulary;

use super::{
    calendar,
    describe::{Declared, HiddenCells, Layout},
    role::Role,
    table::{Cell, Hidden, OBSERVATION_COLUMNS, RawTable, Sheet},
};
use crate::diag::{Diagnostic, Locus, Reported, Sink, did_you_mean};

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
pub struct SheetReport {
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

impl SheetReport {
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
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Vec<&'a Sheet> {
    let mut wanted = Vec::new();
    if declared.sheets.is_empty() {
        wanted.extend(sheets);
        let (tables, others): (Vec<_>, Vec<_>) =
            // One sheet alone is meant, whatever it is.
            sheets.iter().partition(|sheet| sheets.len() == 1 || is_table(sheet, declared, entry, vocabulary));
        if !tables.is_empty() && !others.is_empty() {
            let names = tables.iter().filter_map(|sheet| sheet.name.as_deref()).collect::<Vec<_>>();
            let fault = Diagnostic::error("which-sheet", "not every sheet of the workbook is a table");
            let fault = names.iter().fold(fault, |fault, name| fault.answer("sheet", *name, None));
            let fault = others.iter().take(4).fold(fault, |fault, sheet| fault.at(sheet.place()));
            let options = names.iter().map(|name| format!("--sheet {name:?}")).collect::<Vec<_>>().join(" ");
            sink.push(
                fault.help(format!("name those that are: \"sheets\": {names:?} in the entry, or {options}")),
            );
            wanted = tables;
        }
    }
    if declared.sheets.is_empty() {
        check_told_apart(&wanted, declared, sink);
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

/// Reports sheets whose names may tell their values apart, while the entry says one indicator or area of all.
fn check_told_apart(sheets: &[&Sheet], declared: &Declared, sink: &mut Sink) {
    let is_time = |sheet: &&&Sheet| {
        let name = sheet.name.as_deref().unwrap_or_default();
        matches!(calendar::written(name), Some(calendar::TimeText::Period(..)))
    };
    let is_said = declared.indicator.is_some() || declared.area.is_some();
    if sheets.len() < 2 || !is_said || sheets.iter().all(|sheet| is_time(&sheet)) {
        return;
    }
    let names = sheets.iter().filter_map(|sheet| sheet.name.as_deref()).collect::<Vec<_>>();
    let options = names.iter().map(|name| format!("--sheet {name:?}")).collect::<Vec<_>>().join(" ");
    let fault = Diagnostic::error(
        "which-sheet",
        "several sheets are tables, and their names may tell apart what is said of all of them",
    );
    let fault = names.iter().fold(fault, |fault, name| fault.answer("sheet", *name, None));
    let fault = sheets.iter().take(4).fold(fault, |fault, sheet| fault.at(sheet.place()));
    sink.push(
        fault.help(format!("name those that are meant: \"sheets\": {names:?} in the entry, or {options}")),
    );
}

/// Rows of a sheet, and what they were taken for.
#[derive(Debug)]
pub struct SheetPart<'a> {
    pub name: &'static str,
    pub rows: &'a [Vec<Cell>],
}

/// What each row of a sheet is taken for; all of them are rows where no headings are found.
pub fn parts<'a>(source: DescribedSheet<'a>, vocabulary: &Vocabulary) -> Vec<SheetPart<'a>> {
    let rows = source.sheet.rows.as_slice();
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let is_tidy =
        || matches!(layout(source, Role::Observations, first, vocabulary).0, Layout::Tidy | Layout::SdmxCsv);
    match anatomy::find(source, vocabulary) {
        Some(it) if !is_tidy() => {
            let parts = [
                ("title", it.above),
                ("headings", it.header),
                ("values", it.body),
                ("note", it.below),
                ("second table", it.second),
            ];
            let parts = parts.into_iter().map(|(name, rows)| SheetPart { name, rows });
            parts.filter(|part| !part.rows.is_empty()).collect()
        }
        _ if is_tidy() => {
            let (headings, rows) = rows.split_at(rows.len().min(1));
            vec![SheetPart { name: "headings", rows: headings }, SheetPart { name: "values", rows }]
        }
        _ => vec![SheetPart { name: "not understood", rows }],
    }
}

/// Tidies a sheet. What is wrong with it is reported.
///
/// `vocabulary` tells names of areas from names of indicators where headings leave it open.
///
/// # Errors
/// No table can be made of it.
pub fn tidy(
    source: DescribedSheet<'_>,
    role: Role,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Result<(RawTable, SheetReport), Reported> {
    let shown = source.sheet.hidden.first().map(|_| source.sheet.without_hidden());
    let source = match (&shown, source.declared.hidden) {
        (Some(shown), Some(HiddenCells::Leave)) => DescribedSheet { sheet: shown, ..source },
        (Some(_), None) => {
            report_hidden(source, sink);
            source
        }
        _ => source,
    };
    let Some(first) = source.sheet.rows.first() else {
        let empty = Diagnostic::error("empty-file", "the file holds no table").at(source.sheet.place());
        return Err(sink.error(empty.help("its first line names the columns")));
    };
    let joined = parts_of_years::joined(source.sheet).filter(|_| role == Role::Observations);
    let source = joined.as_ref().map_or(source, |sheet| DescribedSheet { sheet, ..source });
    let first = source.sheet.rows.first().map_or(first.as_slice(), Vec::as_slice);
    let tidied = tidied(source, layout(source, role, first, vocabulary), role, vocabulary, sink);
    tidied.map(|(table, mut account)| {
        let is_told = |cell: &Cell| account.notes.contains(cell);
        let more = source.sheet.comments.iter().filter(|cell| !is_told(cell)).cloned().collect::<Vec<_>>();
        account.notes.extend(more);
        (table, account)
    })
}

fn tidied(
    source: DescribedSheet<'_>,
    (layout, found): (Layout, Option<Anatomy<'_>>),
    role: Role,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Result<(RawTable, SheetReport), Reported> {
    match layout {
        Layout::Tidy => {
            let (mut table, mut account) = plain::tidy(source, sink);
            if role == Role::Observations {
                sdmx::choose(&mut table, &mut account, source, sink);
            }
            Ok((table, account))
        }
        Layout::SdmxCsv => Ok(sdmx::tidy(source, sink)),
        layout => cross::tidy(source, layout, found, vocabulary, sink),
    }
}

/// Reports rows and columns that the sheet does not show: nobody who saw it has seen their values.
fn report_hidden(source: DescribedSheet<'_>, sink: &mut Sink) {
    let DescribedSheet { sheet, .. } = source;
    let cell = |hidden: &Hidden| {
        let cells = || sheet.rows.iter().flatten().filter(|cell| !cell.is_blank());
        match *hidden {
            Hidden::Row(row) => cells().find(|cell| cell.row == row),
            Hidden::Column(column) => cells().find(|cell| cell.column == column),
        }
    };
    let count = sheet.hidden.len();
    let rows = sheet.hidden.iter().filter(|hidden| matches!(hidden, Hidden::Row(_))).count();
    let message = format!(
        "the sheet hides {rows} of its rows and {} of its columns, and something stands there",
        count - rows
    );
    let fault = Diagnostic::error("hidden-cells", message);
    let fault = fault.answer("hidden", "leave", None).answer("hidden", "read", None);
    let fault = sheet.hidden.iter().take(4).filter_map(cell).fold(fault, |it, cell| it.at(sheet.locus(cell)));
    sink.push(
        fault.help("say what becomes of them: \"hidden\": \"leave\" or \"read\" in the entry, or --hidden"),
    );
}

/// The layout that the descriptor says, or else the one that the sheet shows, and the parts that show it.
fn layout<'a>(
    source: DescribedSheet<'a>,
    role: Role,
    first: &[Cell],
    vocabulary: &Vocabulary,
) -> (Layout, Option<Anatomy<'a>>) {
    if let Some(layout) = source.declared.layout {
        return (layout, None);
    }
    if sdmx::is_sdmx(first) {
        return (Layout::SdmxCsv, None);
    }
    let is_tidy = || {
        // OBS_VALUE and TIME_PERIOD stand in tables of other makers, too.
        let own =
            OBSERVATION_COLUMNS.iter().filter(|name| !name.starts_with("OBS_") && **name != "TIME_PERIOD");
        let is_column = |cell: &&Cell| own.clone().any(|name| *name == &*cell.text);
        // So does INDICATOR: a table that has no other, and its values under a name of its own, is not ours.
        let count = first.iter().filter(is_column).count();
        let has_values = || first.iter().any(|cell| *cell.text == *"OBS_VALUE");
        source.declared.mapped().is_none() && (count > 1 || count == 1 && has_values())
    };
    if role != Role::Observations || is_tidy() {
        return (Layout::Tidy, None);
    }
    let found = anatomy::find(source, vocabulary);
    // Where a heading is nearly that of a tidy table, the faults of one say most.
    let is_nearly = |cell: &Cell| did_you_mean(&cell.text, OBSERVATION_COLUMNS).is_some();
    let layout = match &found {
        Some(anatomy) => anatomy.layout(source, vocabulary),
        None if first.iter().any(is_nearly) => Layout::Tidy,
        None => Layout::WideYears,
    };
    (layout, found)
}

/// Whether a sheet can be a table at all.
fn is_table(sheet: &Sheet, declared: &Declared, entry: &Locus, vocabulary: &Vocabulary) -> bool {
    let source = DescribedSheet { sheet, declared, entry };
    let has_column = |row: &Vec<Cell>| row.iter().any(|cell| OBSERVATION_COLUMNS.contains(&&*cell.text));
    sheet.rows.first().is_some_and(has_column)
        || anatomy::find(source, vocabulary).is_some_and(|it| !it.body.is_empty())
}

/// A table as the descriptor knows it, still without rows.
fn empty_table(source: DescribedSheet<'_>) -> RawTable {
    let DescribedSheet { sheet, declared, entry } = source;
    RawTable {
        path: sheet.path.as_str().into(),
        sheet: sheet.name.as_deref().map(Into::into),
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
