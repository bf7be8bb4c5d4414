//! The values that a published figure can stand for.

use std::fmt;

use rust_decimal::Decimal;

/// A closed interval; a missing end is unbounded, as "more than 27,000" is above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    lo: Option<Decimal>,
    hi: Option<Decimal>,
}

impl Interval {
    /// The interval from `lo` to `hi`.
    ///
    /// # Panics
    /// If both ends are given and `lo > hi`: a program error, no input leads there.
    pub fn new(lo: Option<Decimal>, hi: Option<Decimal>) -> Self {
        if let (Some(lo), Some(hi)) = (lo, hi) {
            assert!(lo <= hi, "an interval's ends are in order: {lo} … {hi}");
        }
        Self { lo, hi }
    }

    /// The lower end, or `None` when unbounded.
    pub fn lo(self) -> Option<Decimal> {
        self.lo
    }

    /// The upper end, or `None` when unbounded.
    pub fn hi(self) -> Option<Decimal> {
        self.hi
    }

    /// Whether `value` lies in the interval, its ends included.
    pub fn contains(self, value: Decimal) -> bool {
        self.lo.is_none_or(|lo| lo <= value) && self.hi.is_none_or(|hi| value <= hi)
    }

    /// Whether every value of the interval is above zero.
    pub fn is_positive(self) -> bool {
        self.lo.is_some_and(|lo| lo > Decimal::ZERO)
    }

    /// Whether every value of the interval is below zero.
    pub fn is_negative(self) -> bool {
        self.hi.is_some_and(|hi| hi < Decimal::ZERO)
    }
}

/// Writes `2104.4 … 2104.6`, with `−∞` or `∞` for a missing end.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lo {
            Some(lo) => write!(f, "{}", lo.normalize())?,
            None => f.write_str("−∞")?,
        }
        f.write_str(" … ")?;
        match self.hi {
            Some(hi) => write!(f, "{}", hi.normalize()),
            None => f.write_str("∞"),
        }
    }
}
