//! A server's SDMX-CSV becomes an answer: the columns that tell observations apart, by the names that the
//! inputs have.
//!
//! A dimension that a server calls otherwise (`geo`) is given its name by the descriptor. One that the
//! inputs have no name for must have one value throughout: else observations would be mixed up.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diag::{Diagnostic, Locus},
    snapshot::{AnswerTable, OBS_VALUE},
};

/// What is kept, in this order.
const KEPT: [&str; 7] =
    ["INDICATOR", "REF_AREA", "TIME_PERIOD", OBS_VALUE, "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS"];
/// What belongs to the exchange, not to the data; KEY is the ECB's, all dimensions in one.
const EXCHANGE: [&str; 7] = ["STRUCTURE", "STRUCTURE_ID", NAMES, "ACTION", "DATAFLOW", "LAST UPDATE", "KEY"];
/// Is there where names stand beside the codes, each as a column of its own.
const NAMES: &str = "STRUCTURE_NAME";
/// How a value that there is not is written.
const ABSENT: [&str; 4] = ["", "NaN", "#N/A", ":"];

/// Takes the body of a server's answer. `names` says what the inputs call its columns.
///
/// # Errors
/// It is no SDMX-CSV; a dimension that nobody has named has several values; those of [`AnswerTable::new`].
pub fn answer(
    body: &[u8],
    names: &BTreeMap<String, String>,
    place: &Locus,
) -> Result<AnswerTable, Vec<Diagnostic>> {
    let (header, rows) = read(body).map_err(|what| {
        let fault = Diagnostic::error("no-table", format!("the server answers {what}")).at(place.clone());
        vec![fault.help("ask for SDMX-CSV, as the server's own guide says: by the address or \"accept\"")]
    })?;
    let named = |name: &str| names.get(name).map_or(name.to_owned(), String::clone);
    let header = header.iter().map(|name| named(name)).collect::<Vec<_>>();
    let at = |name: &str| header.iter().position(|it| it == name);
    let value = at(OBS_VALUE).expect("the table was read");
    let mut faults = Vec::new();
    // Dimensions come before the value, attributes after it.
    for (column, name) in header.iter().enumerate().take(value) {
        let values = rows.iter().map(|row| row[column].as_str()).collect::<BTreeSet<_>>();
        if KEPT.contains(&name.as_str()) || EXCHANGE.contains(&name.as_str()) || values.len() < 2 {
            continue;
        }
        let some = values.iter().take(4).copied().collect::<Vec<_>>().join(", ");
        let message = format!("the dimension {name} has {} values: {some} …", values.len());
        let fault = Diagnostic::error("open-dimension", message).at(place.clone());
        faults.push(fault.help(if header.iter().any(|it| it == NAMES) {
            "the table has names beside its codes: ask for codes alone (labels=id; of the OECD: format=csvfile)"
                .to_owned()
        } else {
            format!("ask for one of them, or say what the inputs call it: \"columns\": {{\"{name}\": \"REF_AREA\"}}")
        }));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let kept = KEPT.into_iter().filter_map(|name| Some((name, at(name)?))).collect::<Vec<_>>();
    let deleted = |row: &&Vec<String>| at("ACTION").is_some_and(|at| row[at] == "D");
    let cells = |row: &Vec<String>| {
        let cell = |(name, at): &(&str, usize)| match *name {
            OBS_VALUE if ABSENT.contains(&row[*at].as_str()) => String::new(),
            _ => row[*at].clone(),
        };
        kept.iter().map(cell).collect::<Vec<_>>()
    };
    let rows = rows.iter().filter(|row| !deleted(row)).map(cells).collect();
    AnswerTable::new(kept.iter().map(|(name, _)| (*name).to_owned()).collect(), rows, place)
}

/// How a packed body begins (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

type Read = (Vec<String>, Vec<Vec<String>>);

/// The table in a body; else what the body is.
fn read(body: &[u8]) -> Result<Read, String> {
    if body.starts_with(&GZIP) {
        return Err("what is packed (gzip), and does not say so".to_owned());
    }
    let text = std::str::from_utf8(body).map_err(|_| "what is no text in UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        None => return Err("nothing".to_owned()),
        Some('<') => return Err("a page or a message (HTML, XML) instead of a table".to_owned()),
        Some('{' | '[') => return Err("JSON instead of a table".to_owned()),
        // Of a long answer, Eurostat gives the number (a UUID) under which it can be fetched later.
        Some(_)
            if text.trim().len() == 36
                && text.trim().bytes().all(|it| it == b'-' || it.is_ascii_hexdigit()) =>
        {
            return Err(
                "that it will answer later: the question is too long to be answered at once".to_owned()
            );
        }
        Some(_) => {}
    }
    if !text.ends_with('\n') {
        return Err("a table that breaks off within its last line".to_owned());
    }
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let code = |cell: &str| cell.split_once(": ").map_or(cell, |(code, _)| code).trim().to_owned();
    let mut lines = reader.into_records().map(|line| match line {
        Ok(line) => Ok(line.iter().map(code).collect::<Vec<_>>()),
        Err(error) => Err(format!("a damaged table: {error}")),
    });
    let mut header = lines.next().ok_or("nothing")??;
    if let Some(first) = header.first_mut().filter(|it| it.starts_with("STRUCTURE[")) {
        "STRUCTURE".clone_into(first);
    }
    if ![OBS_VALUE, "TIME_PERIOD"].iter().all(|name| header.iter().any(|it| it == name)) {
        return Err("a table without TIME_PERIOD and OBS_VALUE".to_owned());
    }
    Ok((header, lines.collect::<Result<_, _>>()?))
}
