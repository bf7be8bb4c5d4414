//! What an engine or a server answered: rows of text, each value with the digits that were sent.

use std::collections::BTreeMap;

use super::{Exact, OBS_COUNT, OBS_VALUE, VINTAGE, is_state};
use crate::diag::{Diagnostic, Locus};

/// Rows under names of columns, a row a key, sorted by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTable {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Rows that had no value, and were left out.
    blank: usize,
}

impl AnswerTable {
    /// Rows that an answer may have: what a table of the inputs may have, and a sheet can show.
    pub const ROWS: usize = 1_000_000;

    /// Takes an answer. A row without a value says nothing, and is left out; `place` is what asked.
    ///
    /// # Errors
    /// All of these at once: a column is missing, twice there, or would be the day of the pull; a value
    /// or a count is no number in digits; two rows of one key; no rows, or too many.
    pub fn new(columns: Vec<String>, rows: Vec<Vec<String>>, place: &Locus) -> Result<Self, Vec<Diagnostic>> {
        check_columns(&columns, place).map_err(|fault| vec![fault])?;
        let at = |name: &str| columns.iter().position(|column| column == name);
        let value = at(OBS_VALUE).expect("the columns were checked");
        let total = rows.len();
        let mut rows: Vec<_> = rows.into_iter().filter(|row| !row[value].is_empty()).collect();
        let blank = total - rows.len();
        rows.sort_by(|a, b| key(&columns, a).cmp(&key(&columns, b)));
        let mut faults = Vec::new();
        if rows.is_empty() {
            let empty = Diagnostic::error("empty-answer", "the answer has not one row with a value");
            faults.push(empty.help("put the query to the engine by hand; what it leaves out is not here"));
        }
        if rows.len() > Self::ROWS {
            let many = format!("the answer has {} rows, of {} at most", rows.len(), Self::ROWS);
            faults.push(Diagnostic::error("long-answer", many).help("group the records, or ask for less"));
        }
        let mut seen: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for row in &rows {
            *seen.entry(key(&columns, row)).or_default() += 1;
            if Exact::read(&row[value]).is_none() {
                let message = format!("the value of {} is no number in digits", named(&columns, row));
                let fault = Diagnostic::error("answer-value", message);
                let fault = fault.at(place.clone().showing(&row[value]));
                faults.push(fault.help("cast it to a decimal in the query; a float or NaN has no digits"));
            }
            let count = at(OBS_COUNT).map(|at| &row[at]).filter(|count| count.parse::<u64>().is_err());
            if let Some(count) = count {
                let message = format!("{OBS_COUNT} of {} is no number of records", named(&columns, row));
                let fault = Diagnostic::error("answer-value", message).at(place.clone().showing(count));
                faults.push(fault.help("write COUNT(*) AS OBS_COUNT"));
            }
        }
        for (key, times) in seen.into_iter().filter(|(_, times)| *times > 1) {
            let message = format!("the answer has {times} rows of {}", key.join(", "));
            let fault = Diagnostic::error("repeated-key", message).at(place.clone());
            faults.push(fault.help("group by every column but OBS_VALUE and OBS_COUNT"));
        }
        let faults = super::merge::first_of_each(faults);
        if faults.is_empty() { Ok(Self { columns, rows, blank }) } else { Err(faults) }
    }

    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Sorted by key.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Rows that had no value, and were left out.
    pub fn blank(&self) -> usize {
        self.blank
    }

    /// How many records the values were made of together; none where the answer does not say it.
    pub fn records(&self) -> Option<u64> {
        let at = self.columns.iter().position(|column| column == OBS_COUNT)?;
        self.rows.iter().map(|row| row[at].parse::<u64>().ok()).sum()
    }

    /// The answer as text, for its digest: a line a row, cells between tabs.
    pub fn text(&self) -> String {
        let lines = std::iter::once(&self.columns).chain(&self.rows);
        lines.map(|cells| cells.join("\t") + "\n").collect()
    }
}

/// The cells that tell a row from others, in the order of the columns.
pub(super) fn key<'a>(columns: &[String], row: &'a [String]) -> Vec<&'a str> {
    let cells = columns.iter().zip(row).filter(|(column, _)| !is_state(column) && *column != VINTAGE);
    cells.map(|(_, cell)| cell.as_str()).collect()
}

/// A row, for a message.
pub(super) fn named(columns: &[String], row: &[String]) -> String {
    key(columns, row).join(", ")
}

fn check_columns(columns: &[String], place: &Locus) -> Result<(), Diagnostic> {
    let fault = |code, message: String| Err(Diagnostic::error(code, message).at(place.clone()));
    let twice = columns.iter().enumerate().find(|(at, column)| columns[..*at].contains(column));
    if let Some((_, column)) = twice {
        return fault("repeated-column", format!("the answer has two columns {column}"));
    }
    if !columns.iter().any(|column| column == OBS_VALUE) {
        return fault("no-such-result", format!("the answer has no column {OBS_VALUE}"));
    }
    if columns.iter().any(|column| column == VINTAGE) {
        let message = format!("the answer has a column {VINTAGE}, which is the day of the pull");
        return fault("answer-columns", message)
            .map_err(|it: Diagnostic| it.help("leave it out of the query"));
    }
    Ok(())
}
