//! Values that their kind cannot have: a share beyond its whole, fewer things than none, a place before the
//! first. An amount below nothing can be (a balance, a decrease): it is asked about.

use rust_decimal::Decimal;

use crate::{
    data::{catalogue::Catalogue, indicator::IndicatorKind, observation::Observation},
    diag::{Diagnostic, Sink},
};

/// Refuses every value outside the range of its indicator's kind, at its cell, and warns of amounts below nothing.
pub fn report_impossible(rows: &[&Observation], catalogue: &Catalogue, sink: &mut Sink) {
    // Tables hold one indicator after the other: each is looked up once, and not for a million cells.
    for rows in rows.chunk_by(|row, next| row.indicator == next.indicator) {
        let Some(indicator) = catalogue.indicators.get(&rows[0].indicator) else { continue };
        for row in rows {
            if let Some(fault) = out_of_range(indicator.kind, row) {
                sink.push(fault.at(row.cell.locus().showing(row.printed.to_string())));
            }
        }
    }
}

/// What is wrong with a value of a kind, without its place.
fn out_of_range(kind: IndicatorKind, row: &Observation) -> Option<Diagnostic> {
    let value = row.value();
    let fault = |code, why: &str| {
        let Observation { indicator, area, period, .. } = row;
        Diagnostic::error(code, format!("{indicator} of {area} in {period} is {}{why}", value.normalize()))
    };
    match kind {
        IndicatorKind::Share if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED => Some(
            fault("share-range", "%, which is no share of a whole")
                .help("correct the value or its unit; what may exceed its whole is of the kind rate"),
        ),
        IndicatorKind::Count if value < Decimal::ZERO => Some(
            fault("count-range", ", and nothing is counted below zero")
                .help("correct the sign; an amount that may be negative is of the kind level"),
        ),
        IndicatorKind::Rank if value < Decimal::ONE || !value.fract().is_zero() => Some(
            fault("rank-range", ", and places are 1, 2, 3 …")
                .help("correct the value; what is no place in a ranking is of another kind"),
        ),
        IndicatorKind::Level if value < Decimal::ZERO => {
            let asked = format!("an amount of {} is negative", row.indicator);
            let asked = Diagnostic::warning("negative-level", asked);
            Some(asked.help("check the sign; of a balance or a decrease it may be right"))
        }
        _ => None,
    }
}
