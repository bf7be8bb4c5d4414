//! SDMX-CSV 2.1: a tidy table with columns of the exchange before those of the data.
//!
//! `STRUCTURE, STRUCTURE_ID, ACTION` come first and say what the rows belong to and what is to be
//! done with them. With `labels=both` names stand beside codes (`CN-SC: Sichuan`). `NaN` is a number
//! that is missing, `#N/A` a value left out on purpose. A publisher may add columns of its own.

use super::{Account, DescribedSheet, plain, value};
use crate::{
    data::status::Absence,
    diag::Sink,
    ingest::{
        describe::Layout,
        label,
        table::{Cell, Table},
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

/// Takes the rows as they are, without those that are to be deleted.
pub fn tidy(source: DescribedSheet<'_>, sink: &mut Sink) -> Option<(Table, Account)> {
    let (mut table, mut account) = plain::tidy(source, sink)?;
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
    for row in &mut table.rows {
        for at in &labelled {
            row[*at] = row[*at].reading(code(&row[*at].text));
        }
        if let Some((at, read)) = period.and_then(|at| Some((at, label::period(&row[at].text)?))) {
            row[at] = row[at].reading(&read.to_string());
        }
        let Some(at) = value else { continue };
        let absence = Absence::O.code();
        if matches!(value::printed(&row[at].text, &source.declared.symbols), value::Printed::Absent(_)) {
            row[at] = row[at].reading("");
            // The row's own reason counts where it gives one.
            if let Some(status) = status.filter(|it| Absence::ALL.iter().all(|a| a.code() != &*row[*it].text))
            {
                row[status] = row[status].reading(absence);
            }
        }
    }
    Some((table, account))
}

/// The code of `CODE: Name`.
fn code(text: &str) -> &str {
    text.split_once(": ").map_or(text, |(code, _)| code).trim()
}
