//! What the program makes of a table that nobody has described yet.
//!
//! `open → tidy → parse`, as an intake does, but told instead of kept; and the descriptor's entry
//! under which the table would be taken in.

mod entry;
mod report;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value};

pub use entry::properties;
use entry::{entry, entry_of, with_entry};
use report::{Report, reported};

use super::{
    Intake, Role, check,
    describe::Declared,
    future_vintages,
    label::{name_key, period},
    open::open,
    parse::{CodeLists, observations},
    preview::picture,
    read::{self, DESCRIPTOR},
    table::{Cell, RawTable, RoleTables, Sheet},
    tidy::{self, DescribedSheet, SheetReport, Vocabulary, may_qualify},
};
use crate::{
    data::observation::Observation,
    diag::{Diagnostic, Locus, Reported, Sink},
    inputs::{File, Files},
};

/// What an editor says of a table because it does not say it itself.
#[derive(Debug, Clone, Default)]
pub struct EditorAnswers {
    pub indicator: Option<String>,
    pub area: Option<String>,
    pub period: Option<String>,
    pub unit: Option<String>,
    pub vintage: Option<String>,
    pub family: Option<String>,
    pub source: Option<String>,
    /// The encoding of a text, where it is not found or found wrong.
    pub encoding: Option<String>,
    /// The sheets of a workbook that are tables.
    pub sheets: Vec<String>,
    /// Headings, labels and lines that may be left out.
    pub ignore: Vec<String>,
    /// The rows that are wanted: the text that they have in a column, by its heading.
    pub only: BTreeMap<String, String>,
    /// Units of single indicators or headings.
    pub units: BTreeMap<String, String>,
    /// What marks on years and values say, as status codes.
    pub marks: BTreeMap<String, String>,
    /// What signs for absent values mean, as status codes.
    pub symbols: BTreeMap<String, String>,
    /// Which column is what: its heading, by area, indicator, period, value, unit, scale, flag.
    pub columns: BTreeMap<String, String>,
    /// Whose names the labels of rows are: areas or indicators.
    pub rows: Option<String>,
    /// What becomes of hidden rows and columns: read or leave.
    pub hidden: Option<String>,
    /// What parts decimals: a point or a comma.
    pub decimal: Option<String>,
    /// Rows before the headings.
    pub skip_rows: Option<u32>,
    /// Rows of headings.
    pub header_rows: Option<usize>,
}

impl EditorAnswers {
    /// What of it speaks of something that the sheets of one file hold: of several tables, an answer is for those
    /// in which its heading, mark or line stands.
    #[must_use]
    pub fn of(&self, sheets: &[Sheet]) -> Self {
        let cells = || sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten().chain(&sheet.comments));
        let has = |is_it: &dyn Fn(&str) -> bool| cells().any(|cell| is_it(&cell.text));
        let is = |text: &str| has(&|cell| name_key(cell) == name_key(text));
        let ignored = |text: &String| {
            let alone = Declared { ignore: vec![text.clone()], ..Declared::default() };
            has(&|cell| alone.ignores(cell))
        };
        let mut own = self.clone();
        own.sheets.retain(|name| sheets.iter().any(|sheet| sheet.name.as_ref() == Some(name)));
        own.ignore.retain(ignored);
        own.only.retain(|heading, _| is(heading));
        own.columns.retain(|what, heading| what == "headings" || is(heading));
        // A year is marked where something in the table says so of it: 2023 stands in most tables.
        let qualifies = has(&may_qualify);
        own.marks.retain(|mark, _| {
            has(&|cell| cell.contains(mark.as_str())) && (period(mark).is_none() || qualifies)
        });
        own.symbols.retain(|sign, _| is(sign));
        own
    }

    /// The headings, marks, lines and sheets that it speaks of.
    pub fn spoken_of(&self) -> BTreeSet<&str> {
        let columns = self.columns.iter().filter(|(what, _)| *what != "headings").map(|(_, heading)| heading);
        let maps = [&self.only, &self.marks, &self.symbols].into_iter().flat_map(BTreeMap::keys);
        let lists = self.sheets.iter().chain(&self.ignore);
        lists.chain(columns).chain(maps).map(String::as_str).collect()
    }

    /// Takes the value of an option in, as it stands behind it on a command line.
    pub fn take(&mut self, option: &str, value: &str) {
        let text = || Some(value.to_owned());
        let pair = |sign: Option<(&str, &str)>| sign.map(|(name, it)| (name.to_owned(), it.to_owned()));
        let (first, last) = (pair(value.split_once('=')), pair(value.rsplit_once('=')));
        match option {
            "indicator" => self.indicator = text(),
            "area" => self.area = text(),
            "period" => self.period = text(),
            "unit" => match last {
                Some((name, unit)) => drop(self.units.insert(name, unit)),
                None => self.unit = text(),
            },
            "vintage" => self.vintage = text(),
            "family" => self.family = text(),
            "source" => self.source = text(),
            "encoding" => self.encoding = text(),
            "sheet" => self.sheets.extend(text()),
            "ignore" => self.ignore.extend(text()),
            "rows" => self.rows = text(),
            "hidden" => self.hidden = text(),
            "decimal" => self.decimal = text(),
            "only" => self.only.extend(last),
            "mark" => self.marks.extend(last),
            "symbol" => self.symbols.extend(last),
            "column" => self.columns.extend(first),
            _ => {}
        }
    }
}

/// A table as the program understands it.
#[derive(Debug)]
pub struct Understanding {
    /// Told to a person: format, layout, first rows, what was skipped.
    pub account: String,
    /// The first rows, each with what it was taken for.
    pub picture: String,
    /// The resource for `datapackage.json`.
    pub entry: String,
    /// The descriptor with the entry in it; `None` when there is no descriptor to put it into, or it
    /// lists the file already.
    pub descriptor: Option<String>,
    report: Report,
}

impl Understanding {
    /// What is said to be published after `today`, which nobody can have read yet.
    pub fn future_vintages(&self, today: NaiveDate) -> Vec<Diagnostic> {
        future_vintages(&self.report.observations, today)
    }

    /// All that was understood, for programs: the sheets, the observations, the values that are absent.
    pub fn report(&self) -> Value {
        self.report.json(&self.entry)
    }
}

/// Rows of a table that are shown.
const SHOWN: usize = 5;

/// Rows of a table that are looked at for its picture: what stands below the table is seen of most.
const PICTURED: usize = 2000;

/// Looks at a file with the code lists of `inputs`. What is open or wrong is reported.
///
/// # Errors
/// The file is no table at all, or what is said of it cannot be said.
pub fn understand(
    file: &File,
    inputs: &Files,
    said: &EditorAnswers,
    sink: &mut Sink,
) -> Result<Understanding, Reported> {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let there = entry_of(name, inputs);
    let encoding = there.get("encoding").and_then(Value::as_str);
    let encoding = said.encoding.as_deref().or(encoding);
    let opened = open(file, encoding).map_err(|fault| sink.error(fault))?;
    let lists = code_lists(inputs, sink);
    let properties = properties(&there, said);
    let declared = declared(&properties, sink)?;
    let entry_place = Locus::file(format!(
        "the entry of {name}: --indicator, --area, --period, --unit, --vintage, --source fill it"
    ));
    let vocabulary = lists.as_ref().map(CodeLists::vocabulary).unwrap_or_default();
    let sheets = tidy::wanted(&opened.sheets, &declared, &entry_place, &vocabulary, sink);
    let sources =
        sheets.iter().map(|sheet| DescribedSheet { sheet, declared: &declared, entry: &entry_place });
    let tidied = sources.filter_map(|source| tidy::tidy(source, Role::Observations, &vocabulary, sink).ok());
    let tidied = tidied.collect::<Vec<_>>();
    let pictures = sheets.iter().map(|sheet| {
        let name = sheet.name.as_ref().map_or(String::new(), |name| format!("sheet {name}\n"));
        // Of a large table only its head is shown.
        let head = (sheet.rows.len() > PICTURED).then(|| Sheet {
            rows: sheet.rows[..PICTURED].to_vec(),
            ..Sheet::new(&sheet.path, sheet.name.as_deref())
        });
        let sheet = head.as_ref().unwrap_or(sheet);
        let source = DescribedSheet { sheet, declared: &declared, entry: &entry_place };
        name + &picture(&tidy::parts(source, &vocabulary))
    });
    let picture = pictures.collect::<String>();
    let mut account = vec![format!("{}: {}", file.path, opened.format)];
    let mut report = Report {
        file: file.path.clone(),
        format: opened.format.to_string(),
        sheets: tidied.iter().map(|(table, account)| reported(table, account)).collect(),
        ..Report::default()
    };
    for (table, said) in &tidied {
        describe(table, said, &mut account);
    }
    let layout = tidied.first().map(|(_, account)| account.layout);
    if let Some(lists) = lists {
        let tables = tidied.into_iter().map(|(table, _)| table).collect();
        let (rows, missing) = observations(&RoleTables { tables, is_incomplete: false }, &lists, sink);
        if rows.is_empty() && !sink.has_errors() {
            let nothing = Diagnostic::error("nothing-read", "not one value could be read");
            sink.push(
                nothing.at(Locus::file(&file.path)).help("look at the places that were skipped, above"),
            );
        }
        check_beside(&rows, lists, &file.path, inputs, sink);
        account.push(format!(
            "{} observations, {} values that it says it has not",
            rows.len(),
            missing.len()
        ));
        (report.observations, report.missing) = (rows, missing);
    } else {
        let fault = Diagnostic::warning("no-code-lists", "there are no code lists to look names up in");
        let lists =
            ["areas.csv", "indicators.csv", "sources.csv"].into_iter().filter(|name| inputs.has(name));
        let there: Vec<&str> = lists.collect();
        let fault = match there.as_slice() {
            [] => fault,
            there => fault.help(format!(
                "{} are there, but {DESCRIPTOR} names no resources with the roles areas, indicators, sources",
                there.join(", ")
            )),
        };
        sink.push(fault.at(Locus::file(DESCRIPTOR)).help("name the folder that has them: --inputs"));
    }
    let entry = entry(name, opened.format, layout, properties);
    let descriptor = inputs.get(DESCRIPTOR).ok().and_then(|it| it.text().ok());
    let descriptor = descriptor.and_then(|text| with_entry(text, name, &entry));
    let account = account.join("\n") + "\n";
    Ok(Understanding { account, picture, entry, descriptor, report })
}

/// Tells what `check` would say of the rows beside those that are there, where it is said of them.
fn check_beside(rows: &[Observation], lists: CodeLists, path: &str, inputs: &Files, sink: &mut Sink) {
    let others = observations_there(&lists, inputs);
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_other = |row: &&Observation| row.cell.path.rsplit('/').next() != Some(name);
    let mut found = Sink::default();
    let all = others.iter().filter(is_other).chain(rows).collect::<Vec<_>>();
    check::report(&all, &lists.into_catalogue(), &mut found);
    let is_of_it = |it: &&Diagnostic| it.loci.iter().any(|locus| locus.is_in(path));
    found.iter().filter(is_of_it).for_each(|it| sink.push(it.clone()));
}

/// The observations of the inputs. What is wrong with them was not asked about: `check` tells it.
fn observations_there(lists: &CodeLists, inputs: &Files) -> Vec<Observation> {
    let mut sink = Sink::default();
    let Ok(listing) = read::read(inputs, &mut sink) else { return Vec::new() };
    let mut intake = Intake::default();
    intake.take(&listing, |role| role == Role::Observations, &lists.vocabulary(), &mut sink);
    observations(intake.tables.batch(Role::Observations), lists, &mut sink).0
}

/// The code lists of the inputs, whose faults are told: a name that a faulty row has is nobody's here.
/// Without a descriptor there are none.
fn code_lists(inputs: &Files, sink: &mut Sink) -> Option<CodeLists> {
    inputs.get(DESCRIPTOR).ok()?;
    let listing = read::read_code_lists(inputs, sink).ok()?;
    let mut intake = Intake::default();
    intake.take(&listing, Role::is_code_list, &Vocabulary::default(), sink);
    let lists = CodeLists::parse(&intake.tables, sink);
    // Lists without a name say nothing of any.
    (!(lists.areas.keys().is_empty() && lists.indicators.keys().is_empty())).then_some(lists)
}

/// What is said, as the descriptor would.
///
/// # Errors
/// The descriptor could not say it.
pub(super) fn declared(properties: &Map<String, Value>, sink: &mut Sink) -> Result<Declared, Reported> {
    serde_json::from_value(Value::Object(properties.clone())).map_err(|error| {
        let fault = Diagnostic::error("descriptor", format!("the entry cannot say this: {error}"));
        let help = "marks and symbols are given by status codes: A, B, P, E, U; M, N, O, Q";
        sink.error(fault.at(Locus::file("the entry")).help(help))
    })
}

/// Tells of a table: where it was found, its first rows, what is no part of it.
fn describe(table: &RawTable, account: &SheetReport, lines: &mut Vec<String>) {
    let sheet = table.sheet.as_ref().map_or(String::new(), |sheet| format!("sheet {sheet}: "));
    let found =
        if account.found.is_empty() { String::new() } else { format!(" ({})", account.found.join(", ")) };
    lines.push(format!("{sheet}layout {}{found}, {} rows", account.layout.name(), table.rows.len()));
    for row in table.rows.iter().take(SHOWN) {
        lines.push(format!("  {}", told_row(table, row)));
    }
    for (column, cell) in &table.constants {
        lines.push(format!("  in every row: {column} {}", cell.text));
    }
    for skipped in &account.skipped {
        lines.push(format!("skipped: {} — {}", skipped.locus, skipped.why));
    }
    for note in &account.notes {
        lines.push(format!("kept as a note: {}", note.text));
    }
}

fn told_row(table: &RawTable, row: &[Cell]) -> String {
    let cells = table.header.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty());
    let cells = cells.map(|(column, cell)| format!("{} {}", column.text, cell.text)).collect::<Vec<_>>();
    let value = table.header.iter().position(|column| &*column.text == "OBS_VALUE");
    let place = value.map_or(String::new(), |at| format!("   {}", table.cell_ref(&row[at])));
    format!("{}{place}", cells.join(", "))
}
