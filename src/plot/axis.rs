//! An axis of values: its range, its ticks in steps of 1, 2 or 5, and their numbers.

use std::ops::Range;

use plotters::coord::{
    ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter},
    types::RangedCoordf64,
};

use crate::lang::Lang;

/// The exponent of the smallest step: below it a float soon has no power of ten to step by.
const SMALLEST: i32 = -300;

/// A range of values with ticks in it: a coordinate of plotters'.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub range: Range<f64>,
    pub ticks: Vec<Tick>,
    lang: Lang,
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        RangedCoordf64::from(self.range.clone()).map(value, limit)
    }

    /// The ticks are our own, however many plotters asks for.
    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { vec![] } else { self.values() }
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// The number at a tick.
impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        self.label(*value)
    }
}

/// A tick at `digits` × 10^`exponent`, held in whole numbers so that its label is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    digits: i64,
    exponent: i32,
}

/// Whether zero belongs to an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zero {
    /// Bars stand on it.
    Always,
    /// Lines and points show it where it is near to them.
    IfNear,
}

impl Axis {
    /// An axis over `values` with at most `most` + 1 ticks, a twentieth of room beyond the
    /// outermost values. Without values it goes from 0 to 1; equal values get room around them.
    pub fn over(values: impl IntoIterator<Item = f64>, zero: Zero, most: u32, lang: Lang) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (mut lo, mut hi) =
            finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), value| (lo.min(value), hi.max(value)));
        if lo > hi {
            (lo, hi) = (0.0, 1.0);
        }
        // Zero is near when leaving it out would save less than two thirds of the height.
        if zero == Zero::Always || (lo > 0.0 && lo < hi / 3.0) || (hi < 0.0 && hi > lo / 3.0) {
            (lo, hi) = (lo.min(0.0), hi.max(0.0));
        }
        let size = lo.abs().max(hi.abs());
        if hi - lo <= size * 1e-9 {
            let around = if size > 0.0 { size / 10.0 } else { 1.0 };
            (lo, hi) = if zero == Zero::Always { (lo, hi + around) } else { (lo - around, hi + around) };
        }
        let room = (hi - lo) / 20.0;
        let lo = if lo == 0.0 { lo } else { lo - room };
        let hi = if hi == 0.0 { hi } else { hi + room };
        Self { ticks: ticks(&(lo..hi), most, SMALLEST), range: lo..hi, lang }
    }

    /// An axis of ranks, 1 at its start; plotters draws the start of a range at the bottom, so the
    /// range runs backwards.
    pub fn of_ranks(values: impl IntoIterator<Item = f64>, most: u32, lang: Lang) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (best, lowest) =
            finite.fold((1.0, 2.0), |(lo, hi), rank| (f64::min(lo, rank), f64::max(hi, rank)));
        let room = (lowest - best) / 20.0;
        // Ranks are whole, so no step is less than one.
        let whole = ticks(&(0.0..lowest + room), most, 0);
        let step = whole.iter().map(|tick| tick.value()).find(|value| *value > 0.0).unwrap_or(1.0);
        // A tick right under the first would crowd it: 1, 4, 6 …, not 1, 2, 4, 6 …
        let later = whole.into_iter().filter(|tick| tick.value() > 1.0 && tick.value() - 1.0 >= step * 0.75);
        let all = std::iter::once(Tick { digits: 1, exponent: 0 }).chain(later).collect();
        Self { range: lowest + room..best - room, ticks: all, lang }
    }

    /// The same range without ticks, for charts that write every value.
    pub fn bare(self) -> Self {
        Self { ticks: vec![], ..self }
    }

    /// Whether zero lies on the axis, so that heights may be compared.
    pub fn shows_zero(&self) -> bool {
        self.range.start <= 0.0 && self.range.end >= 0.0
    }

    /// The values at which ticks stand.
    pub fn values(&self) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.value()).collect()
    }

    /// The number at `value`, as it is printed: without a unit, every tick with the same decimals.
    pub fn label(&self, value: f64) -> String {
        let tick = self.ticks.iter().find(|tick| same(tick.value(), value));
        tick.map_or_else(String::new, |tick| tick.label(self.lang))
    }
}

/// Ticks are compared with the very numbers that were made from them.
#[expect(clippy::float_cmp, reason = "both sides come from the same tick")]
fn same(a: f64, b: f64) -> bool {
    a == b
}

impl Tick {
    /// Where it stands. Parsing a decimal rounds correctly on every machine, which powers do not.
    fn value(self) -> f64 {
        format!("{}e{}", self.digits, self.exponent).parse().expect("digits and an exponent are a number")
    }

    fn label(self, lang: Lang) -> String {
        let Self { digits, exponent } = self;
        if digits == 0 {
            return "0".to_owned();
        }
        let places = usize::try_from(-exponent).unwrap_or(0);
        let zeros = usize::try_from(exponent).unwrap_or(0);
        let plain = format!("{:0>width$}{}", digits.unsigned_abs(), "0".repeat(zeros), width = places + 1);
        let (whole, decimals) = plain.split_at(plain.len() - places);
        let sign = if digits < 0 { "−" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{decimals}", grouped(whole, lang))
    }
}

/// English groups thousands by commas, Chinese statistics do not group.
fn grouped(whole: &str, lang: Lang) -> String {
    if lang == Lang::Zh || whole.len() < 4 {
        return whole.to_owned();
    }
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The ticks within `range`, at the smallest step of 1, 2 or 5 × 10ⁿ that needs at most `most` steps,
/// n being `finest` or more.
fn ticks(range: &Range<f64>, most: u32, finest: i32) -> Vec<Tick> {
    let span = range.end - range.start;
    // No smaller step would do: a logarithm, which machines round each in its way, is right to the power below.
    let near = i32::try_from(whole((span / f64::from(most)).log10().floor()) - 1).unwrap_or(finest);
    let steps =
        (near.max(finest)..300).flat_map(|exponent| [1, 2, 5].map(|digits| Tick { digits, exponent }));
    let Some(step) = steps.into_iter().find(|step| step.value() * f64::from(most) >= span) else {
        return vec![];
    };
    let (first, last) =
        (whole((range.start / step.value()).ceil()), whole((range.end / step.value()).floor()));
    (first..=last).map(|times| Tick { digits: times * step.digits, ..step }).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a range is no narrower than a billionth of its ends")]
fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(values: &[f64], zero: Zero, lang: Lang) -> String {
        let axis = Axis::over(values.iter().copied(), zero, 5, lang);
        axis.values().iter().map(|value| axis.label(*value)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!(labels(&[1582.1, 2104.5], Zero::Always, Lang::Zh), "0 500 1000 1500 2000");
        assert_eq!(labels(&[0.9, 8.0], Zero::Always, Lang::Zh), "0 2 4 6 8");
        assert_eq!(labels(&[0.3, 0.95], Zero::Always, Lang::Zh), "0 0.2 0.4 0.6 0.8");
    }

    #[test]
    fn every_tick_has_the_same_decimals() {
        assert_eq!(labels(&[2.1, 2.9], Zero::IfNear, Lang::Zh), "2.2 2.4 2.6 2.8");
        assert_eq!(
            labels(&[0.001, 0.0012], Zero::IfNear, Lang::Zh),
            "0.00100 0.00105 0.00110 0.00115 0.00120"
        );
    }

    #[test]
    fn english_groups_thousands() {
        assert_eq!(labels(&[1e12], Zero::Always, Lang::En), "0 500,000,000,000 1,000,000,000,000");
        assert_eq!(labels(&[-26000.0], Zero::Always, Lang::En), "−20,000 −10,000 0");
    }

    #[test]
    fn nothing_and_equal_values_have_an_axis() {
        assert_eq!(labels(&[], Zero::Always, Lang::Zh), "0 0.5 1.0");
        assert_eq!(labels(&[f64::NAN], Zero::Always, Lang::Zh), "0 0.5 1.0");
        assert_eq!(labels(&[0.0, 0.0], Zero::IfNear, Lang::Zh), "−1.0 −0.5 0 0.5 1.0");
        assert_eq!(labels(&[50.0], Zero::IfNear, Lang::Zh), "45 50 55");
    }

    #[test]
    fn ranks_begin_at_one() {
        let ranks = |ranks: &[f64]| {
            let axis = Axis::of_ranks(ranks.iter().copied(), 6, Lang::Zh);
            axis.values().iter().map(|value| axis.label(*value)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ranks(&[47.0, 23.0, 77.0]), "1 20 40 60 80");
        assert_eq!(ranks(&[1.0, 4.0]), "1 2 3 4");
        assert_eq!(ranks(&[1.0]), "1 2");
        assert_eq!(ranks(&[9.0]), "1 4 6 8");
    }

    proptest! {
        #[test]
        fn an_axis_holds_its_values_and_has_few_ticks(values in prop::collection::vec(-1e12..1e12_f64, 1..9)) {
            for zero in [Zero::Always, Zero::IfNear] {
                let axis = Axis::over(values.iter().copied(), zero, 5, Lang::En);
                for value in &values {
                    prop_assert!(axis.range.contains(value), "{value} in {axis:?}");
                }
                prop_assert!((2..=6).contains(&axis.ticks.len()), "{axis:?}");
                prop_assert!(axis.values().iter().all(|tick| axis.range.start <= *tick && *tick <= axis.range.end));
                prop_assert!(zero == Zero::IfNear || axis.range.start <= 0.0 && axis.range.end >= 0.0);
            }
        }
    }
}
