//! What the program makes of a table that nobody has described yet.
//!
//! `open → tidy → parse`, as an intake does, but told instead of kept; and the descriptor's entry
//! under which the table would be taken in.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    Intake, Role, check,
    describe::{Declared, Layout},
    open::{Format, open},
    parse::{CodeLists, observations},
    preview::picture,
    read::{self, DESCRIPTOR},
    table::{Cell, RawTable, RoleTables, Sheet},
    tidy::{self, DescribedSheet, SheetReport, Vocabulary},
};
use crate::{
    data::observation::{Missing, Observation},
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
    /// All that was understood, for programs: the sheets, the observations, the values that are absent.
    pub report: Value,
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
    let mut report = json!({
        "file": file.path,
        "format": opened.format.to_string(),
        "sheets": tidied.iter().map(|(table, account)| reported(table, account)).collect::<Vec<_>>(),
    });
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
        let told = (rows.len(), missing.len());
        report["observations"] = rows.iter().map(observed).collect();
        report["missing"] = missing.iter().map(absent).collect();
        check_beside(rows, &file.path, inputs, sink);
        account.push(format!("{} observations, {} values that it says it has not", told.0, told.1));
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
    report["entry"] = serde_json::from_str(&entry).unwrap_or_default();
    Ok(Understanding { account, picture, entry, descriptor, report })
}

/// A sheet, for programs.
fn reported(table: &RawTable, account: &SheetReport) -> Value {
    let skipped = account.skipped.iter().map(|it| json!({"at": it.locus.to_string(), "why": it.why}));
    let constants = table.constants.iter().map(|(column, cell)| (*column, &*cell.text));
    json!({
        "name": table.sheet,
        "layout": account.layout.name(),
        "found": account.found,
        "rows": table.rows.len(),
        "every-row": constants.collect::<BTreeMap<_, _>>(),
        "notes": account.notes.iter().map(|note| &*note.text).collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
    })
}

fn observed(row: &Observation) -> Value {
    json!({
        "INDICATOR": row.indicator,
        "REF_AREA": row.area,
        "TIME_PERIOD": row.period,
        "OBS_VALUE": row.printed.to_string(),
        "UNIT_MEASURE": row.measure,
        "UNIT_MULT": row.multiplier,
        "OBS_STATUS": row.status,
        "VINTAGE": row.vintage.to_string(),
        "SOURCE_ID": row.source,
        "at": row.cell.to_string(),
    })
}

fn absent(row: &Missing) -> Value {
    json!({
        "INDICATOR": row.indicator,
        "REF_AREA": row.area,
        "TIME_PERIOD": row.period,
        "OBS_STATUS": row.absence,
        "at": row.cell.to_string(),
    })
}

/// Tells what `check` would say of the rows beside those that are there, where it is said of them.
fn check_beside(rows: Vec<Observation>, path: &str, inputs: &Files, sink: &mut Sink) {
    let Ok(there) = super::ingest(inputs, &mut Sink::default()) else { return };
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_other = |row: &&Observation| row.cell.path.rsplit('/').next() != Some(name);
    let others = there.observations.rows().iter().filter(is_other).cloned();
    let mut found = Sink::default();
    check::check(others.chain(rows).collect(), &there.catalogue, &mut found);
    let is_of_it = |it: &&Diagnostic| it.loci.iter().any(|locus| locus.is_in(path));
    found.iter().filter(is_of_it).for_each(|it| sink.push(it.clone()));
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
fn declared(properties: &Map<String, Value>, sink: &mut Sink) -> Result<Declared, Reported> {
    serde_json::from_value(Value::Object(properties.clone())).map_err(|error| {
        let fault = Diagnostic::error("descriptor", format!("the entry cannot say this: {error}"));
        let help = "marks and symbols are given by status codes: A, B, P, E, U; M, N, O, Q";
        sink.error(fault.at(Locus::file("the entry")).help(help))
    })
}

/// The entry that the descriptor has of the file already; an empty one where it has none.
fn entry_of(name: &str, inputs: &Files) -> Map<String, Value> {
    let text = inputs.get(DESCRIPTOR).ok().and_then(|file| file.text().ok());
    let package =
        text.and_then(|text| serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).ok());
    let resources = package.as_ref().and_then(|package| package.get("resources")?.as_array());
    let entry = resources.into_iter().flatten().find(|resource| resource["path"] == name);
    entry.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// The `briefing` property of the entry: what is there already, and what is said now in its place.
fn properties(there: &Map<String, Value>, said: &EditorAnswers) -> Map<String, Value> {
    let mut briefing = there.get("briefing").and_then(Value::as_object).cloned().unwrap_or_default();
    let single = [
        ("indicator", &said.indicator),
        ("area", &said.area),
        ("period", &said.period),
        ("unit", &said.unit),
        ("vintage", &said.vintage),
        ("family", &said.family),
        ("source", &said.source),
        ("rows", &said.rows),
        ("hidden", &said.hidden),
        ("decimal", &said.decimal),
    ];
    for (property, value) in single {
        if let Some(value) = value {
            briefing.insert(property.to_owned(), json!(value));
        }
    }
    let whole =
        [("skip-rows", said.skip_rows.map(u64::from)), ("header-rows", said.header_rows.map(|it| it as u64))];
    for (property, rows) in whole {
        if let Some(rows) = rows {
            briefing.insert(property.to_owned(), json!(rows));
        }
    }
    for (property, values) in [("sheets", &said.sheets), ("ignore", &said.ignore)] {
        if !values.is_empty() {
            briefing.insert(property.to_owned(), json!(values));
        }
    }
    // One word says whose names all the headings are.
    if let Some(names) = said.columns.get("headings") {
        briefing.insert("columns".to_owned(), json!(names));
    } else if !said.columns.is_empty() {
        briefing.insert("columns".to_owned(), json!(said.columns));
    }
    let maps =
        [("only", &said.only), ("units", &said.units), ("marks", &said.marks), ("symbols", &said.symbols)];
    for (property, values) in maps {
        if !values.is_empty() {
            briefing.insert(property.to_owned(), json!(values));
        }
    }
    briefing
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

/// The resource under which the table would be taken in, as the descriptor writes it.
fn entry(name: &str, format: Format, layout: Option<Layout>, mut properties: Map<String, Value>) -> String {
    if let Some(layout) = layout {
        properties.insert("layout".to_owned(), json!(layout.name()));
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase().replace([' ', '_'], "-");
    let mut lines = vec![format!("\"name\": {}", json!(stem)), format!("\"path\": {}", json!(name))];
    if let Format::Delimited(_, encoding) = format {
        lines.push(format!("\"encoding\": {}", json!(encoding.to_lowercase())));
    }
    lines.push("\"briefing:role\": \"observations\"".to_owned());
    lines.push(format!("\"briefing\": {}", Value::Object(properties)));
    format!("    {{\n      {}\n    }}", lines.join(",\n      "))
}

/// The descriptor with an entry more, its text else unchanged. `None` when it lists the file already
/// or has no list of resources.
fn with_entry(descriptor: &str, name: &str, entry: &str) -> Option<String> {
    let package: Value = serde_json::from_str(descriptor.trim_start_matches('\u{feff}')).ok()?;
    let resources = package.get("resources")?.as_array()?;
    if resources.iter().any(|resource| resource["path"] == name) {
        return None;
    }
    let end = end_of_resources(descriptor)?;
    let before = descriptor[..end].trim_end();
    let comma = if resources.is_empty() { "" } else { "," };
    Some(format!("{before}{comma}\n{entry}\n  {}", &descriptor[end..]))
}

/// Where the list of resources ends: the place of its bracket.
fn end_of_resources(descriptor: &str) -> Option<usize> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0, false, false);
    let mut start = None;
    let mut last_string = (0, 0);
    for (at, c) in descriptor.char_indices() {
        if is_quoted {
            is_quoted = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
            last_string.1 = at;
            continue;
        }
        match c {
            '"' => {
                is_quoted = true;
                last_string = (at + 1, at + 1);
            }
            '{' | '[' => {
                depth += 1;
                let is_resources = &descriptor[last_string.0..last_string.1] == "resources";
                if c == '[' && depth == 2 && is_resources {
                    start = Some(at);
                }
            }
            '}' | ']' => {
                if c == ']' && depth == 2 && start.is_some() {
                    return Some(at);
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    None
}
