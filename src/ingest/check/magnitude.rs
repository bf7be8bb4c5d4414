//! Values that leap against their neighbours: a digit lost or added, 万 printed for 亿.
//!
//! A bureau once printed 98.9万元 for 98.9亿元, and no arithmetic would notice. Neighbours are the
//! values of one indicator and area that follow each other in time; a month's are the same month of
//! other years, since what is counted from January on starts anew every year.

use rust_decimal::Decimal;

use super::series::Series;
use crate::{
    data::{catalogue::Catalogue, indicator::IndicatorKind, observation::Observation, status::Status},
    diag::{Diagnostic, Locus, Sink},
};

/// From this factor on a leap of an amount or a count is told. The largest true one between
/// neighbours of the published series that the thresholds were chosen on is 4.1, over two years.
const UNLIKELY: u32 = 5;

/// From this factor on it is refused: no economy moves so far, and both a digit too many in a series
/// that trebles and a wrong unit do.
const ABSURD: u32 = 30;

/// Half way to ten thousand, in powers of ten: what lies above is taken for the wrong unit. The only
/// leap that is told of a rate or a share, which may well grow from 0.1 to 5.
const WRONG_UNIT: u32 = 3_000;

/// Counts below this leap by themselves: from one facility to six.
const FEW: u32 = 10;

/// Tells every value that leaps against those before and after it, once, at its cell.
///
/// A value whose status says that the series breaks with it may leap against those before.
pub fn report_leaps(series: &[Series<'_>], catalogue: &Catalogue, sink: &mut Sink) {
    for values in series {
        let indicator = values.first().and_then(|first| catalogue.indicators.get(&first.indicator));
        let Some(kind) = indicator.map(|it| it.kind) else { continue };
        leaps(values, kind).iter().for_each(|leap| sink.push(leap.diagnostic(kind)));
    }
}

/// A value, and the one that it leaps against.
struct Leap<'a> {
    odd: &'a Observation,
    neighbour: &'a Observation,
    step: Jump,
}

/// How far it is from a value to the next.
#[derive(Debug, Clone, Copy)]
struct Jump {
    factor: Decimal,
    is_up: bool,
}

/// The values that leap. One that lies apart from both its neighbours is odd itself; of two that
/// lie apart, the one at an end of the series, and else the later.
fn leaps<'a>(values: &[&'a Observation], kind: IndicatorKind) -> Vec<Leap<'a>> {
    let steps: Vec<Option<Jump>> = values.windows(2).map(|pair| step(pair[0], pair[1], kind)).collect();
    let mut leaps = vec![];
    let mut at = 0;
    while at < steps.len() {
        if let Some(step) = steps[at] {
            let back = steps.get(at + 1).copied().flatten().filter(|back| back.is_up != step.is_up);
            let (odd, neighbour) = if at == 0 && back.is_none() && steps.len() > 1 {
                (values[0], values[1])
            } else {
                (values[at + 1], values[at])
            };
            let farther = back.filter(|back| back.factor > step.factor).unwrap_or(step);
            leaps.push(Leap { odd, neighbour, step: Jump { is_up: step.is_up, ..farther } });
            at += usize::from(back.is_some());
        }
        at += 1;
    }
    leaps
}

/// The step between two neighbours, if it is a leap for that kind of indicator.
fn step(from: &Observation, to: &Observation, kind: IndicatorKind) -> Option<Jump> {
    let (a, b) = (from.value().abs(), to.value().abs());
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    let is_few = kind == IndicatorKind::Count && large < Decimal::from(FEW);
    if small.is_zero() || is_few || to.status == Status::B {
        return None;
    }
    let least = if kind.is_additive() { UNLIKELY } else { WRONG_UNIT };
    // A product is quicker than the quotient that nearly every pair has no need of.
    if small.checked_mul(Decimal::from(least)).is_some_and(|limit| large < limit) {
        return None;
    }
    let factor = large.checked_div(small).unwrap_or(Decimal::MAX);
    (factor >= Decimal::from(least)).then_some(Jump { factor, is_up: a < b })
}

impl Leap<'_> {
    fn diagnostic(&self, kind: IndicatorKind) -> Diagnostic {
        let Self { odd, neighbour, step } = self;
        let than = if (odd.period < neighbour.period) == step.is_up { "smaller" } else { "greater" };
        let times = step.factor.round_dp(u32::from(step.factor < Decimal::TEN)).normalize();
        let message = format!(
            "{} of {} in {} is {times} times {than} than in {}",
            odd.indicator, odd.area, odd.period, neighbour.period
        );
        let is_refused = kind.is_additive() && step.factor >= Decimal::from(ABSURD);
        let make = if is_refused { Diagnostic::error } else { Diagnostic::warning };
        let help = if step.factor >= Decimal::from(WRONG_UNIT) {
            "check the unit: 万 and 亿 are ten thousand times apart"
        } else {
            "check the digits and the unit; where the series breaks, give the value the status B"
        };
        make("magnitude", message).at(shown(odd)).at(shown(neighbour)).help(help)
    }
}

fn shown(row: &Observation) -> Locus {
    let power = if row.multiplier == 0 { String::new() } else { format!(" × 10^{}", row.multiplier) };
    row.cell.locus().showing(format!("{}: {}{power}", row.period, row.printed))
}
