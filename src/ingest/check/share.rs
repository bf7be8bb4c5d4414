//! Shares that are none: a percentage of a whole lies between nothing and all of it.

use rust_decimal::Decimal;

use crate::{
    data::{catalogue::Catalogue, indicator::IndicatorKind, observation::Observation},
    diag::{Diagnostic, Sink},
};

/// Refuses every value of a share that lies outside 0–100, at its cell.
pub fn report_impossible_shares(rows: &[Observation], catalogue: &Catalogue, sink: &mut Sink) {
    let is_share = |row: &&Observation| {
        catalogue.indicators.get(&row.indicator).is_some_and(|it| it.kind == IndicatorKind::Share)
    };
    let lies_within = |value: Decimal| value >= Decimal::ZERO && value <= Decimal::ONE_HUNDRED;
    for row in rows.iter().filter(is_share).filter(|row| !lies_within(row.value())) {
        let message = format!(
            "{} of {} in {} is {}%, which is no share of a whole",
            row.indicator,
            row.area,
            row.period,
            row.value().normalize()
        );
        sink.push(
            Diagnostic::error("share-range", message)
                .at(row.cell.locus().showing(row.printed.to_string()))
                .help("correct the value or its unit; what may exceed its whole is of the kind rate"),
        );
    }
}
