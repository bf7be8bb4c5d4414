//! What a table is about that nobody has described yet, for who begins a project with it.
//!
//! `open → tidy`, as an import does, but what is found is kept apart instead of told: which indicator, in
//! which unit, from whom.

use std::collections::BTreeSet;

use serde_json::Map;

use super::{
    Intake, Role,
    describe::{Declared, Layout},
    import::{EditorAnswers, declared, properties},
    label::{key_and_value, name_key},
    open::{Format, open},
    parse::CodeLists,
    read,
    table::{Cell, RawTable},
    tidy::{self, DescribedSheet, Vocabulary},
};
use crate::{
    data::indicator::IndicatorCode,
    diag::{Diagnostic, Locus, Reported, Sink},
    inputs::{File, Files},
};

/// A table as it describes itself.
#[derive(Debug)]
pub struct FoundTable {
    /// The file's name.
    pub name: String,
    /// The encoding of a text.
    pub encoding: Option<String>,
    pub layout: &'static str,
    /// What it holds, in the order of the table.
    pub indicators: Vec<FoundIndicator>,
    /// The areas that the lists have by no name, as the table calls them.
    pub unlisted: Vec<String>,
    /// Whether the table itself says which indicator its values are of; else only its title does.
    pub names_indicator: bool,
    /// What its editor says of it because it does not say it itself: properties of its entry.
    pub answers: EditorAnswers,
    /// The years whose values are marked because a note says something of them: `2023=P`.
    pub marked: Vec<String>,
    /// Who published it, as the table says.
    pub publisher: Option<String>,
    /// Lines above and below the table.
    pub notes: Vec<String>,
}

/// An indicator of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundIndicator {
    /// As the table calls it.
    pub label: String,
    /// Its code, where the lists have one of that name.
    pub code: Option<IndicatorCode>,
    /// The unit as the table prints it: 万张.
    pub unit: String,
    /// The decimals of most of its values; of one that the lists know, those of its most precise.
    pub decimals: u32,
}

/// Stands for the indicator of a table that does not name it, until its title was asked.
const UNNAMED: &str = "?";

/// Looks at a table with the names of `lists`. What neither it nor its editor says is reported. Of the answers,
/// those count that speak of something in it; a unit and an area fill gaps only.
///
/// # Errors
/// No project can be begun with it.
pub fn look(
    file: &File,
    lists: &Files,
    answers: &EditorAnswers,
    sink: &mut Sink,
) -> Result<FoundTable, Reported> {
    let opened = open(file, answers.encoding.as_deref()).map_err(|fault| sink.error(fault))?;
    let name = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
    let lists = code_lists(lists).map_err(|fault| sink.error(fault))?;
    let vocabulary = lists.vocabulary();
    let place = Locus::file(&file.path);
    let tidied = |declared: &Declared, sink: &mut Sink| -> Vec<_> {
        let sheets = tidy::wanted(&opened.sheets, declared, &place, &vocabulary, sink);
        let sources = sheets.into_iter().map(|sheet| DescribedSheet { sheet, declared, entry: &place });
        sources.filter_map(|source| tidy::tidy(source, Role::Observations, &vocabulary, sink).ok()).collect()
    };
    let mut fills = EditorAnswers { unit: None, area: None, ..answers.of(&opened.sheets) };
    let read = |fills: &EditorAnswers, is_unnamed: bool, sink: &mut Sink| {
        let indicator = is_unnamed.then(|| UNNAMED.to_owned());
        let said = properties(&Map::new(), &EditorAnswers { indicator, ..fills.clone() });
        declared(&said, sink).map(|declared| tidied(&declared, sink))
    };
    // First what it says itself, then with its gaps filled, then with what its notes say: each asks what comes next.
    let mut told = Sink::default();
    let mut tables = read(&fills, false, &mut told);
    let lacks = |told: &Sink, code: &str| told.iter().any(|fault| fault.code == code);
    let is_unnamed = lacks(&told, "no-indicator");
    let says_no_unit = || {
        let is_coded = |table: &RawTable| table.header.iter().any(|cell| &*cell.text == "UNIT_MEASURE");
        let tables = tables.iter().flatten().map(|(table, _)| table).filter(|table| !is_coded(table));
        tables.flat_map(|table| indicators_of(table, &[], &lists)).any(|it| it.unit.trim().is_empty())
    };
    fills.unit = answers.unit.clone().filter(|_| lacks(&told, "no-unit") || says_no_unit());
    fills.area = answers.area.clone().filter(|_| lacks(&told, "no-area"));
    if is_unnamed || fills.unit.is_some() || fills.area.is_some() {
        told = Sink::default();
        tables = read(&fills, is_unnamed, &mut told);
    }
    let marked = marks_of_notes(&told);
    if !marked.is_empty() {
        marked.iter().for_each(|mark| fills.take("mark", mark));
        told = Sink::default();
        tables = read(&fills, is_unnamed, &mut told);
    }
    sink.append(told);
    let tables = tables?;
    sink.clean()?;
    if tables.is_empty() {
        let empty = Diagnostic::error("empty-file", "the file holds no table").at(place);
        return Err(sink.error(empty.help("begin with a table of values")));
    }
    let notes: Vec<String> = tables
        .iter()
        .flat_map(|(_, account)| &account.notes)
        .map(|cell| cell.text.trim().to_owned())
        .collect();
    let mut indicators: Vec<FoundIndicator> = vec![];
    for (table, _) in &tables {
        for found in indicators_of(table, &notes, &lists) {
            if !indicators.iter().any(|it| it.label == found.label) {
                indicators.push(found);
            }
        }
    }
    let mut unlisted: Vec<String> = vec![];
    for label in tables.iter().flat_map(|(table, _)| areas_of(table)) {
        // What is nearly the name of one that comes along is a slip, and told as that.
        let is_slip = |fault: &Diagnostic| fault.hints.iter().any(|it| it.starts_with("did you mean"));
        let is_new =
            lists.areas.find(&label).is_err_and(|fault| fault.code == "unknown-area" && !is_slip(&fault));
        if is_new && !unlisted.contains(&label) {
            unlisted.push(label);
        }
    }
    let encoding = match opened.format {
        Format::Delimited(_, encoding) => Some(encoding.to_lowercase()),
        _ => None,
    };
    let layout = tables.first().map_or(Layout::Tidy, |(_, account)| account.layout).name();
    let publisher = notes.iter().find_map(|note| publisher(note));
    Ok(FoundTable {
        name,
        encoding,
        layout,
        indicators,
        unlisted,
        names_indicator: !is_unnamed,
        answers: fills,
        marked,
        publisher,
        notes,
    })
}

/// The marks that notes speak for, which are set until an editor has read these: `2023=P`.
fn marks_of_notes(told: &Sink) -> Vec<String> {
    let asked = told.iter().filter(|fault| fault.code == "left-out");
    let answers = asked.filter_map(|fault| fault.answers.first());
    let complete = answers.filter(|answer| answer.option == "mark" && answer.wanted.is_none());
    complete.map(|answer| answer.given.clone()).collect()
}

/// The code lists of some files. Their faults are not what was asked about.
///
/// # Errors
/// There are none.
fn code_lists(files: &Files) -> Result<CodeLists, Diagnostic> {
    let mut sink = Sink::default();
    let listing = read::read(files, &mut sink)
        .map_err(|_| Diagnostic::error("no-code-lists", "there are no code lists to look names up in"))?;
    let mut intake = Intake::default();
    intake.take(&listing, Role::is_code_list, &Vocabulary::default(), &mut sink);
    Ok(CodeLists::parse(&intake.tables, &mut sink))
}

/// What a table calls its areas.
fn areas_of(table: &RawTable) -> Vec<String> {
    let column = table.header.iter().position(|cell| &*cell.text == "REF_AREA");
    let in_rows = table.rows.iter().filter_map(|row| Some(row[column?].text.trim().to_owned()));
    let of_all = table.constants.get("REF_AREA").map(|cell| cell.text.trim().to_owned());
    in_rows.chain(of_all).filter(|label| !label.is_empty()).collect()
}

fn indicators_of(table: &RawTable, notes: &[String], lists: &CodeLists) -> Vec<FoundIndicator> {
    let column = |name: &str| table.header.iter().position(|cell| &*cell.text == name);
    let (indicator, unit, value) = (column("INDICATOR"), column("UNIT"), column("OBS_VALUE"));
    let text = |row: &[Cell], at: Option<usize>, constant: &'static str| {
        let said = at.map(|at| row[at].text.to_string()).filter(|text| !text.trim().is_empty());
        said.or_else(|| Some(table.constants.get(constant)?.text.to_string())).unwrap_or_default()
    };
    let mut found: Vec<(FoundIndicator, Vec<u32>)> = vec![];
    for row in &table.rows {
        let label = text(row, indicator, "INDICATOR");
        let label = if label == UNNAMED { title(notes) } else { label };
        let unit = text(row, unit, "UNIT");
        let decimals = value.and_then(|at| decimals(&row[at].text));
        let known = found.iter_mut().find(|(it, _)| it.label == label);
        match known {
            Some((it, all)) => {
                all.extend(decimals);
                if it.unit.is_empty() {
                    it.unit = unit;
                }
            }
            None => {
                let code = code_of(&label, lists);
                found.push((
                    FoundIndicator { label, code, unit, decimals: 0 },
                    decimals.into_iter().collect(),
                ));
            }
        }
    }
    // Of two that are as frequent, the coarser.
    let usual = |all: &[u32]| {
        let kinds: BTreeSet<u32> = all.iter().copied().collect();
        let count = |kind: u32| all.iter().filter(|it| **it == kind).count();
        kinds.into_iter().max_by(|a, b| count(*a).cmp(&count(*b)).then(b.cmp(a))).unwrap_or_default()
    };
    let most = |all: &[u32]| all.iter().copied().max().unwrap_or_default();
    let shown = |it: &FoundIndicator, all: &[u32]| if it.code.is_some() { most(all) } else { usual(all) };
    found.into_iter().map(|(it, all)| FoundIndicator { decimals: shown(&it, &all), ..it }).collect()
}

/// The code of what a list calls so.
fn code_of(label: &str, lists: &CodeLists) -> Option<IndicatorCode> {
    Some(lists.indicators.find(label).ok()?.ok()?.code.clone())
}

fn decimals(value: &str) -> Option<u32> {
    let value = value.trim();
    value
        .starts_with(|c: char| c.is_ascii_digit() || c == '-')
        .then(|| value.split_once('.').map_or(0, |(_, rest)| u32::try_from(rest.len()).unwrap_or_default()))
}

/// What a table is of, by its title: 2-3 各地区医疗卫生机构床位数（2020—2023年） is of 医疗卫生机构床位数.
fn title(notes: &[String]) -> String {
    // What stands in brackets behind it may be a line of its own: （单位：万张）.
    let unbracketed = |note: &String| note[..note.find(['(', '（']).unwrap_or(note.len())].to_owned();
    let mut titles = notes.iter().map(unbracketed).filter(|title| !title.trim().is_empty());
    let title = titles.find(|title| key_and_value(title).is_none()).unwrap_or_default();
    let numbered =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '.' | '、' | ' ' | '\u{3000}');
    let mut title = title.trim_start_matches("续表").trim_start_matches('表').trim_start_matches(numbered);
    // 2021—2023年各市地区生产总值: a span of years names no quantity.
    for unit in ["年度", "年"] {
        title = title.strip_prefix(unit).unwrap_or(title);
    }
    for start in ["各地区", "分地区", "各省市", "各省", "各市", "分省", "全国各省", "主要"]
    {
        title = title.strip_prefix(start).unwrap_or(title);
    }
    title.trim().to_owned()
}

/// Who published a table, from a line such as 资料来源：国家统计局《中国统计年鉴》.
fn publisher(note: &str) -> Option<String> {
    let (key, value) = key_and_value(note)?;
    let is_source = ["数据来源", "资料来源", "来源", "source", "sources"].contains(&name_key(&key).as_str());
    let end = value.find(['《', ';', '；', ',', '，', '。']).unwrap_or(value.len());
    Some(value[..end].trim().to_owned()).filter(|name| is_source && !name.is_empty())
}
