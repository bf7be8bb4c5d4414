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
            let at = |fault: Diagnostic| fault.at(row.cell.locus().showing(row.printed.to_string()));
            if let Some((code, why, help)) = fault(indicator.kind, row) {
                let value = row.value().normalize();
                let message = format!("{} of {} in {} is {value}{why}", row.indicator, row.area, row.period);
                sink.push(at(Diagnostic::error(code, message)).help(help));
            } else if indicator.kind == IndicatorKind::Level && row.printed.value() < Decimal::ZERO {
                let message = format!("an amount of {} is negative", row.indicator);
                let help = "check the sign; of a balance or a decrease it may be right";
                sink.push(at(Diagnostic::warning("negative-level", message)).help(help));
            }
        }
    }
}

/// What is wrong with a value of a kind: the code, how the message ends, what to do.
fn fault(kind: IndicatorKind, row: &Observation) -> Option<(&'static str, &'static str, &'static str)> {
    let value = match kind {
        IndicatorKind::Level | IndicatorKind::Rate => return None,
        _ => row.value(),
    };
    match kind {
        IndicatorKind::Share if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED => Some((
            "share-range",
            "%, which is no share of a whole",
            "correct the value or its unit; what may exceed its whole is of the kind rate",
        )),
        IndicatorKind::Count if value < Decimal::ZERO => Some((
            "count-range",
            ", and nothing is counted below zero",
            "correct the sign; an amount that may be negative is of the kind level",
        )),
        IndicatorKind::Rank if value < Decimal::ONE || !value.fract().is_zero() => Some((
            "rank-range",
            ", and places are 1, 2, 3 …",
            "correct the value; what is no place in a ranking is of another kind",
        )),
        _ => None,
    }
}
