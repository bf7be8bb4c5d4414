//! Values that their kind cannot have: a share beyond its whole, fewer things than none, a place before the
//! first. An amount below nothing can be (a balance, a decrease): it is asked about.

use rust_decimal::Decimal;

use crate::{
    data::{catalogue::Catalogue, indicator::IndicatorKind, observation::Observation},
    diag::{Diagnostic, Sink},
};

/// Refuses every value outside the range of its indicator's kind, at its cell, and warns of amounts below
/// nothing, once an indicator.
pub fn report_impossible(rows: &[&Observation], catalogue: &Catalogue, sink: &mut Sink) {
    let kind = |row: &Observation| catalogue.indicators.get(&row.indicator).map(|it| it.kind);
    for row in rows {
        if let Some((code, why, help)) = kind(row).and_then(|kind| fault(kind, row.value())) {
            let value = row.value().normalize();
            let message = format!("{} of {} in {} is {value}{why}", row.indicator, row.area, row.period);
            let fault = Diagnostic::error(code, message);
            sink.push(fault.at(row.cell.locus().showing(row.printed.to_string())).help(help));
        }
    }
    let is_below =
        |row: &&&Observation| kind(row) == Some(IndicatorKind::Level) && row.value() < Decimal::ZERO;
    for indicator in catalogue.indicators.values().filter(|it| it.kind == IndicatorKind::Level) {
        let mut below = rows.iter().filter(is_below).filter(|row| row.indicator == indicator.code).peekable();
        if below.peek().is_some() {
            let asked =
                Diagnostic::warning("negative-level", format!("an amount of {} is negative", indicator.code));
            let asked =
                below.fold(asked, |asked, row| asked.at(row.cell.locus().showing(row.printed.to_string())));
            sink.push(asked.help("check the sign; of a balance or a decrease it may be right"));
        }
    }
}

/// What is wrong with a value of a kind: the code, how the message ends, what to do.
fn fault(kind: IndicatorKind, value: Decimal) -> Option<(&'static str, &'static str, &'static str)> {
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
