//! An axis of values: its range, its ticks in steps of 1, 2 or 5, and their numbers.

use std::ops::Range;

use plotters::coord::{
    ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter},
    types::RangedCoordf64,
};

use crate::doc::lang::Lang;

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
        Self { ticks: ticks(&(lo..hi), most), range: lo..hi, lang }
    }

    /// An axis of ranks, 1 at its start; plotters draws the start of a range at the bottom, so the
    /// range runs backwards.
    pub fn of_ranks(values: impl IntoIterator<Item = f64>, most: u32, lang: Lang) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (best, lowest) =
            finite.fold((1.0, 2.0), |(lo, hi), rank| (f64::min(lo, rank), f64::max(hi, rank)));
        let room = (lowest - best) / 20.0;
        let first = Tick { digits: 1, exponent: 0 };
        // The step of 1, 2, 5 or their tens; ranks are whole, so no step is less than one.
        let later = ticks(&(1.0..lowest + room), most)
            .into_iter()
            .filter(|tick| tick.exponent >= 0 && tick.value() > 1.0);
        let mut all = vec![first];
        let step = later.clone().next().map_or(1.0, Tick::value);
        // A tick right under the first would crowd it: 1, then 5, 10 … but not 1, 2, 4.
        all.extend(later.filter(|tick| step <= 2.0 || tick.value() > step / 2.0));
        Self { range: lowest + room..best - room, ticks: all, lang }
    }

    /// The same range without ticks, for charts that write every value.
    pub fn bare(self) -> Self {
        Self { ticks: vec![], ..self }
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

/// The ticks within `range`, at the smallest step of 1, 2 or 5 × 10ⁿ that needs at most `most` steps.
fn ticks(range: &Range<f64>, most: u32) -> Vec<Tick> {
    let span = range.end - range.start;
    let steps = (-300..300).flat_map(|exponent| [1, 2, 5].map(|digits| Tick { digits, exponent }));
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
