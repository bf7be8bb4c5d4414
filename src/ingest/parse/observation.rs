//! The rows of the indicator tables.

use rust_decimal::Decimal;

use super::{
    catalogue::{CodeLists, measure},
    columns::Columns,
    row::{Row, for_each_row},
};
use crate::{
    data::{
        indicator::Indicator,
        observation::Observation,
        quantity::Quantity,
        status::{Qualifier, Status},
    },
    diag::{Diagnostic, Sink},
    ingest::table::Batch,
};

const COLUMNS: Columns = Columns {
    required: &[
        "INDICATOR",
        "REF_AREA",
        "TIME_PERIOD",
        "OBS_VALUE",
        "UNIT_MEASURE",
        "UNIT_MULT",
        "OBS_STATUS",
        "VINTAGE",
        "SOURCE_ID",
    ],
    optional: &["QUALIFIER", "FAMILY", "SEEN"],
};

/// The words of a `QUALIFIER` column.
pub const QUALIFIERS: [(&str, Qualifier); 3] =
    [("", Qualifier::Exact), ("more_than", Qualifier::MoreThan), ("about", Qualifier::About)];

/// 万亿, the largest multiplier that statistics are printed in.
const MOST_MULTIPLIER: u32 = 12;

/// Reads the indicator tables, in the order of the files.
pub fn observations(batch: &Batch, lists: &CodeLists, sink: &mut Sink) -> Vec<Observation> {
    let mut rows = Vec::new();
    for_each_row(batch, &COLUMNS, sink, |row| rows.extend(observation(row, lists)));
    rows
}

fn observation(row: &mut Row<'_>, lists: &CodeLists) -> Option<Observation> {
    let indicator = row.code("INDICATOR", &lists.indicators);
    let area = row.code("REF_AREA", &lists.areas);
    let period = row.period("TIME_PERIOD");
    let measure = measure("UNIT_MEASURE", row);
    if let (Some(measure), Some(indicator)) = (&measure, indicator) {
        check_unit(measure, indicator, row);
    }
    let multiplier = row.whole_number("UNIT_MULT", MOST_MULTIPLIER);
    let printed = value(row, multiplier);
    let statuses = Status::ALL.map(|status| (status.code(), status));
    let status = row.choice("OBS_STATUS", "unknown-status", &statuses);
    let qualifier = row.choice("QUALIFIER", "unknown-qualifier", &QUALIFIERS);
    let vintage = row.date("VINTAGE");
    let source = row.code("SOURCE_ID", &lists.sources);
    // Kept for the editor; a value that nobody saw in a document carries status U or E as well.
    row.choice("SEEN", "unknown-seen", &[("", ()), ("yes", ()), ("no", ())]);
    let indicator = indicator?;
    Some(Observation {
        indicator: indicator.code.clone(),
        area: area?.code.clone(),
        period: period?,
        vintage: vintage?,
        family: row.optional_text("FAMILY"),
        printed: printed?,
        measure: measure.filter(|it| *it == indicator.measure)?,
        multiplier: multiplier?,
        status: status?,
        qualifier: qualifier?,
        source: source?.code.clone(),
        cell: row.cell_ref("OBS_VALUE"),
    })
}

fn check_unit(measure: &str, indicator: &Indicator, row: &mut Row<'_>) {
    if measure != indicator.measure {
        let message =
            format!("{} is measured in {}, the row is in {measure}", indicator.code, indicator.measure);
        let mismatch = Diagnostic::error("unit-mismatch", message).at(row.locus("UNIT_MEASURE"));
        row.report(mismatch.help("correct the unit, or give what is measured in it an indicator of its own"));
    }
}

/// The printed value. A blank one is missing, which is no fault and never 0.
fn value(row: &mut Row<'_>, multiplier: Option<u32>) -> Option<Quantity> {
    if row.cell("OBS_VALUE").text.is_empty() {
        let missing = Diagnostic::warning("missing-value", "OBS_VALUE is blank, the row is left out");
        row.report(
            missing.at(row.locus("OBS_VALUE")).help("fill it in when it is known; a zero is written 0"),
        );
        return None;
    }
    let printed = row.quantity("OBS_VALUE")?;
    if !fits(printed, multiplier.unwrap_or(0)) {
        let large = Diagnostic::error("too-large", "the value in whole units is ten quadrillion or more");
        row.report(large.at(row.locus("OBS_VALUE")).help("check its digits and UNIT_MULT"));
        return None;
    }
    Some(printed)
}

/// Whether the value in whole units stays below 10¹⁶: with its twelve decimals it is exact in the
/// 28 digits of a decimal then. The world's product in yuan is a tenth of that.
fn fits(printed: Quantity, multiplier: u32) -> bool {
    let limit = Decimal::from(10_u64.pow(16 - multiplier));
    printed.value().abs() < limit
}
