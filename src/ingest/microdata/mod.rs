//! Micro-data: a query over millions of records becomes a sheet of observations.
//!
//! `records (→ fold) → sheet`
//!
//! The records are never in memory at once: polars streams them through the query and keeps the
//! groups alone, or they are folded before, a row group at a time. What a query may ask is limited to what has one exact answer, in whatever order
//! the records come and on however many threads: see `query`.

#[cfg(feature = "microdata")]
mod fold;
#[cfg(feature = "microdata")]
mod records;
#[cfg(feature = "microdata")]
mod sheet;

use super::{
    source::AskedRecords,
    table::{Origin, Sheet},
};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// What the query in `file` makes of the records: a row an observation, with where it comes from.
///
/// # Errors
/// What the query asks and may not, columns that there are not or that are not exact, records that
/// cannot be read, an answer that is no table of observations. None when the records themselves
/// could not be surveyed: that was reported.
#[cfg(feature = "microdata")]
pub fn answer(
    file: &File,
    asked: &AskedRecords<'_>,
    entry: &Locus,
) -> Result<(Sheet, Origin), Vec<Diagnostic>> {
    let Some(survey) = asked.survey else { return Err(vec![]) };
    let query = crate::query::Query::read(file)?;
    let records = records::OpenedRecords::open(survey, &asked.declared, entry)?;
    records.check_named(&query)?;
    let read = records.count(&query)?;
    let frame = records.ask(&query).map_err(|fault| vec![fault])?;
    sheet::sheet(&query, frame, &format!("{read} records of {}", survey.place.name()))
}

/// As above, of a program that was built without it: says so.
#[cfg(not(feature = "microdata"))]
pub fn answer(_: &File, asked: &AskedRecords<'_>, entry: &Locus) -> Result<(Sheet, Origin), Vec<Diagnostic>> {
    let absent = Diagnostic::error("no-microdata", "this program was built without queries over records")
        .at(entry.clone().showing(asked.declared.place.name()))
        .help("build it with them: cargo build --profile microdata --features microdata");
    Err(vec![absent])
}
