//! SDMX-CSV 2.1: a tidy table with columns of the exchange before those of the data.
//!
//! `STRUCTURE, STRUCTURE_ID, ACTION` come first and say what the rows belong to and what is to be
//! done with them. With `labels=both` names stand beside codes (`CN-SC: Sichuan`). `NaN` is a number
//! that is missing, `#N/A` a value left out on purpose. A publisher may add columns of its own.

use std::collections::BTreeSet;

use super::{
    DescribedSheet, SheetReport,
    left_out::{LeftOut, Unread},
    plain, value,
};
use crate::{
    data::status::Absence,
    diag::Sink,
    ingest::{
        describe::Layout,
        label,
        table::{self, Cell, FURTHER_COLUMNS, OBSERVATION_COLUMNS, RawTable},
    },
};

/// Whether a first row is that of SDMX-CSV. Its first name may state a delimiter: `STRUCTURE[;]`.
pub fn is_sdmx(first: &[Cell]) -> bool {
    let starts_so = |cell: &Cell| {
        let name = label::plain(&cell.text);
        name == "STRUCTURE" || name.starts_with("STRUCTURE[")
    };
    first.first().is_some_and(starts_so) && first.iter().any(|cell| code(&cell.text) == "OBS_VALUE")
}

/// What columns of messages are called, beside those of our own tables, that say no more of which series a row
/// belongs to.
const OF_MESSAGES: [&str; 4] = ["UNIT", "STRUCTURE", "STRUCTURE_ID", "ACTION"];

/// Dimensions that say how values were made of those observed, and their codes for as they are, without adjustment and at
/// current prices (the code lists of SDMX, `CL_TRANSFORMATION`, `CL_SEASONAL_ADJUST` and `CL_PRICES`, and those of the OECD,
/// ECB and Eurostat).
const TRANSFORMING: [(&str, &[&str]); 10] = [
    ("TRANSFORMATION", &["N"]),
    ("UNIT_TRANSFORMATION", &["N"]),
    ("SERIES_TRANSFORMATION", &["N"]),
    ("ADJUSTMENT", &["N", "NSA"]),
    ("SEASONAL_ADJUST", &["N", "NSA"]),
    ("S_ADJ", &["N", "NSA"]),
    ("PRICE_BASE", &["V", "N"]),
    ("PRICES", &["V", "N"]),
    ("REFERENCE_PERIOD", &[]),
    ("BASE_PER", &[]),
];

/// Not applicable, all, not specified (SDMX Guidelines for the Creation of Code Lists).
const UNSPECIFIED: [&str; 4] = ["_Z", "_T", "_X", "_U"];

/// Whether a dimension's only value says that values were transformed.
fn is_transformed(dimension: &str, value: &str) -> bool {
    let known = TRANSFORMING.iter().find(|(name, _)| dimension.eq_ignore_ascii_case(name));
    known.is_some_and(|(_, plain)| !plain.contains(&value) && !UNSPECIFIED.contains(&value))
}

/// Keeps the rows that are wanted, and asks about dimensions that still have several values: their rows are
/// several series, or one that nobody has chosen.
pub fn choose(table: &mut RawTable, account: &mut SheetReport, source: DescribedSheet<'_>, sink: &mut Sink) {
    let header = table.header.clone();
    let further = header.iter().enumerate().filter(|(_, cell)| {
        let name = &*cell.text;
        // What is nearly the name of a column is reported as that where the column is missing.
        let is_it = |known: &&str| {
            *known == name || known.len() > 6 && strsim::levenshtein(known, &name.to_uppercase()) < 3
        };
        let is_nearly = || OBSERVATION_COLUMNS.iter().chain(&FURTHER_COLUMNS).chain(&OF_MESSAGES).any(is_it);
        !name.is_empty() && !name.starts_with("STRUCTURE[") && !is_nearly()
    });
    let mut open = Vec::new();
    for (at, cell) in further {
        match source.declared.only(&cell.text) {
            Some(text) => {
                table.rows.retain(|row| label::name_key(code(&row[at].text)) == label::name_key(text));
            }
            None => open.push((at, cell)),
        }
    }
    let mut left_out = LeftOut::default();
    for (at, cell) in open {
        let values = table.rows.iter().map(|row| row[at].text.trim()).filter(|text| !text.is_empty());
        let values = values.collect::<BTreeSet<_>>();
        if values.len() > 1 {
            let some = values.into_iter().take(6).map(table::excerpt).collect::<Vec<_>>().join(", ");
            left_out.ask(Unread::Dimension(some), cell, source, account);
        } else if let Some(value) = values.first().filter(|it| is_transformed(code(&cell.text), code(it))) {
            let said = format!("{} {}", code(&cell.text), table::excerpt(value));
            left_out.ask(Unread::Transformed(said), cell, source, account);
        }
    }
    left_out.report(source, sink);
}

/// Takes the rows as they are, without those that are to be deleted.
pub fn tidy(source: DescribedSheet<'_>, sink: &mut Sink) -> (RawTable, SheetReport) {
    let (mut table, mut account) = plain::tidy(source, sink);
    account.layout = Layout::SdmxCsv;
    table.allows_more_columns = true;
    for cell in &mut table.header {
        *cell = cell.reading(code(&cell.text));
    }
    let position = |name: &str| table.header.iter().position(|cell| &*cell.text == name);
    let (action, value, status) = (position("ACTION"), position("OBS_VALUE"), position("OBS_STATUS"));
    let period = position("TIME_PERIOD");
    let labelled = ["INDICATOR", "REF_AREA", "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "SOURCE_ID"];
    let labelled = labelled.into_iter().filter_map(position).collect::<Vec<_>>();
    table.constants.retain(|column, _| position(column).is_none());
    table.rows.retain(|row| {
        let deletes = action.is_some_and(|at| &*row[at].text == "D");
        if deletes {
            account.skip(source.sheet.line(row), "a row that is to be deleted (ACTION D)");
        }
        !deletes
    });
    choose(&mut table, &mut account, source, sink);
    for row in &mut table.rows {
        for at in &labelled {
            row[*at] = row[*at].reading(code(&row[*at].text));
        }
        if let Some((at, read)) = period.and_then(|at| Some((at, label::period(&row[at].text)?))) {
            row[at] = row[at].reading(&read.to_string());
        }
        let Some(at) = value else { continue };
        let absence = Absence::O.code();
        let printed = value::printed(&row[at].text, source, value::Separators::default());
        if matches!(printed, value::PrintedValue::Absent(_)) {
            row[at] = row[at].reading("");
            // The row's own reason counts where it gives one.
            if let Some(status) = status.filter(|it| Absence::ALL.iter().all(|a| a.code() != &*row[*it].text))
            {
                row[status] = row[status].reading(absence);
            }
        }
    }
    (table, account)
}

/// The code of `CODE: Name`.
fn code(text: &str) -> &str {
    text.split_once(": ").map_or(text, |(code, _)| code).trim()
}
