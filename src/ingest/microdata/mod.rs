//! Micro-data: a query over millions of records becomes a sheet of observations.
//!
//! `query → rules → records (→ fold) → sheet`
//!
//! The records are never in memory at once: polars streams them through the query and keeps the
//! groups alone, or they are folded before, a row group at a time. What a query may ask is limited to what has one exact answer, in whatever order
//! the records come and on however many threads: see [`rules`].

#[cfg(feature = "microdata")]
mod fold;
#[cfg(feature = "microdata")]
mod query;
#[cfg(feature = "microdata")]
mod records;
#[cfg(feature = "microdata")]
mod rules;
#[cfg(feature = "microdata")]
mod sheet;

use super::{
    describe::Records,
    read::Listed,
    table::{Origin, Sheet},
};
use crate::diag::Diagnostic;

/// What the query in `listed` makes of the records: a row an observation, with where it comes from.
///
/// # Errors
/// What the query asks and may not, columns that there are not or that are not exact, records that
/// cannot be read, an answer that is no table of observations. None when the records themselves
/// could not be surveyed: that was reported.
#[cfg(feature = "microdata")]
pub fn answer(listed: &Listed<'_>, declared: &Records) -> Result<(Sheet, Origin), Vec<Diagnostic>> {
    let Some(survey) = listed.survey else { return Err(vec![]) };
    let query = query::Query::read(listed.file)?;
    let records = records::Records::open(survey, declared, &listed.entry)?;
    query.check_columns(&records)?;
    let read = records.count(&query)?;
    let frame = records.ask(&query).map_err(|fault| vec![fault])?;
    sheet::sheet(&query, frame, &format!("{read} records of {}", survey.name))
}

/// As above, of a program that was built without it: says so.
#[cfg(not(feature = "microdata"))]
pub fn answer(listed: &Listed<'_>, declared: &Records) -> Result<(Sheet, Origin), Vec<Diagnostic>> {
    let absent = Diagnostic::error("no-microdata", "this program was built without queries over records")
        .at(listed.entry.clone().showing(&declared.path))
        .help("build it with them: cargo build --profile microdata --features microdata");
    Err(vec![absent])
}
