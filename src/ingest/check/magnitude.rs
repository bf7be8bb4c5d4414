//! Values that leap by a factor of about ten thousand: 万 printed for 亿, or the other way round.
//!
//! A bureau once printed 98.9万元 for 98.9亿元. No series of the economy moves so far in a year, and
//! no arithmetic would notice.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    data::observation::Observation,
    diag::{Diagnostic, Sink},
};

/// Half way to ten thousand, in powers of ten: what lies above is taken for the wrong unit.
const LEAP: u32 = 3_000;

/// Warns of every value that leaps against those before and after it, of the same indicator and area.
pub fn warn_of_leaps(rows: &[Observation], sink: &mut Sink) {
    let mut series = BTreeMap::<_, Vec<&Observation>>::new();
    for row in rows {
        series.entry((&row.indicator, &row.area)).or_default().push(row);
    }
    for values in series.values_mut() {
        values.sort_by_key(|row| (row.period, row.vintage));
        for (odd, neighbour) in leaps(values) {
            let message = format!(
                "{} of {} leaps by a factor of about ten thousand in {}",
                odd.indicator, odd.area, odd.period
            );
            let shown = |row: &Observation| {
                let power =
                    if row.multiplier == 0 { String::new() } else { format!(" × 10^{}", row.multiplier) };
                row.cell.locus().showing(format!("{}: {}{power}", row.period, row.printed))
            };
            sink.push(
                Diagnostic::warning("magnitude", message)
                    .at(shown(odd))
                    .at(shown(neighbour))
                    .help("check the unit: 万 and 亿 are ten thousand times apart"),
            );
        }
    }
}

/// The values that leap, each with a neighbour that it leaps against.
fn leaps<'a>(values: &[&'a Observation]) -> Vec<(&'a Observation, &'a Observation)> {
    let is_leap = |a: usize, b: usize| is_leap(values[a].value(), values[b].value());
    let last = values.len().saturating_sub(1);
    let is_odd_within = |at: usize| at > 0 && at < last && is_leap(at, at - 1) && is_leap(at, at + 1);
    let mut odd = Vec::new();
    for at in 0..values.len() {
        // A value at an end has one neighbour; where that leaps against its other one too, it is odd.
        let is_odd_at_end = |neighbour: usize| is_leap(at, neighbour) && !is_odd_within(neighbour);
        if is_odd_within(at) || (at == last && at > 0 && is_odd_at_end(at - 1)) {
            odd.push((values[at], values[at - 1]));
        } else if at == 0 && last > 1 && is_odd_at_end(1) {
            odd.push((values[0], values[1]));
        }
    }
    odd
}

fn is_leap(a: Decimal, b: Decimal) -> bool {
    let (small, large) = if a.abs() < b.abs() { (a.abs(), b.abs()) } else { (b.abs(), a.abs()) };
    small > Decimal::ZERO && large.checked_div(small).is_none_or(|factor| factor >= Decimal::from(LEAP))
}
