//! An answer as a sheet: sorted rows of text, each with the records that it was made of.

use polars::prelude::*;

use crate::{
    diag::{Diagnostic, Locus},
    ingest::{
        open,
        table::{Origin, Sheet},
    },
    query::Query,
    snapshot::{OBS_COUNT, OBS_VALUE},
};

/// Sorts the answer, checks its types, and parts the number of records from it. `read` says of how
/// many records of what.
///
/// # Errors
/// A value that is not exact, a number of records that is no number, more rows than a table may have.
pub fn sheet(query: &Query<'_>, answer: DataFrame, read: &str) -> Result<(Sheet, Origin), Vec<Diagnostic>> {
    let schema = answer.schema().clone();
    let faults = schema.iter().filter_map(|(name, dtype)| misfit(query, name, dtype)).collect::<Vec<_>>();
    if !faults.is_empty() {
        return Err(faults);
    }
    let is_key = |name: &&PlSmallStr| ![OBS_VALUE, OBS_COUNT].contains(&name.as_str());
    let keys = schema.iter_names().filter(is_key).cloned().collect::<Vec<_>>();
    // A stable order, whatever the threads finished first.
    let sorted = if keys.is_empty() { Ok(answer) } else { answer.sort(keys, SortMultipleOptions::default()) };
    let sorted = sorted.expect("texts and whole numbers can be sorted");
    let counted = sorted.drop(OBS_COUNT).expect("the query names the number of records");
    let sheet = open::sheet(query.file, &counted).map_err(|fault| vec![fault])?;
    let counts = sorted.column(OBS_COUNT).expect("the query names the number of records");
    let value = counted.get_column_index(OBS_VALUE).expect("the query names the value");
    let groups = sheet.rows.iter().skip(1).zip(0..).map(|(row, index)| {
        let cells = row.iter().enumerate().filter(|(column, _)| *column != value);
        let key = cells.map(|(_, cell)| &*cell.text).collect::<Vec<_>>().join(", ");
        let count = counts.get(index).unwrap_or(AnyValue::Null);
        format!("{key}: {count} of {read}")
    });
    let origin = Origin::Answer { place: query.value_place(), groups: groups.collect() };
    Ok((sheet, origin))
}

/// The fault of a column whose type is not that of its name.
fn misfit(query: &Query<'_>, name: &str, dtype: &DataType) -> Option<Diagnostic> {
    let is_whole = dtype.is_integer();
    let (is_right, wanted) = match name {
        OBS_VALUE => (is_whole || dtype.is_decimal(), "a whole number or a decimal"),
        OBS_COUNT => (is_whole, "a whole number"),
        _ => (
            is_whole || matches!(dtype, DataType::String | DataType::Date),
            "a text, a whole number or a day",
        ),
    };
    let fault = || {
        let (line, column) = query.value_place();
        let message = format!("{name} of the answer is {dtype}, not {wanted}");
        Diagnostic::error("answer-type", message)
            .at(Locus::cell(&query.file.path, line, column))
            .help("cast it in the query; money is DECIMAL(38, 2)")
    };
    (!is_right).then(fault)
}
