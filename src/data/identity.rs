//! Identities: what holds between published values whoever publishes them, as accountants hold balances.
//!
//! A share is its part over its whole, a total the sum of its parts, a growth what two levels make. Where both
//! sides were published, either proves the other, before there is any release to compare with.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    area::AreaCode, indicator::IndicatorCode, period::Period, provenance::CellRef, source::SourceCode,
};

/// An equation between indicators, of any one area and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub id: String,
    /// What stands on its left.
    pub indicator: IndicatorCode,
    pub relation: Relation,
    /// What stands on its right: the addends of a sum; the level that a share, a growth or a change is of; dividend
    /// and divisor of a ratio.
    pub terms: Vec<IndicatorCode>,
    /// The area that a share is of.
    pub whole: Option<AreaCode>,
    /// The published values of which it holds only nearly, and how far each may be off, in whole units of the left
    /// side: none goes unchecked.
    pub excepted: BTreeMap<ExceptedValue, Decimal>,
    pub source: SourceCode,
    pub cell: CellRef,
}

/// How the right side of an identity is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The sum of its terms.
    Sum,
    /// The first term as a percentage of the second.
    Ratio,
    /// The term as a percentage of the same in another area.
    Share,
    /// By how many per cent the term differs from the year before.
    Growth,
    /// By how much it does, in its own unit.
    Change,
}

impl Relation {
    /// How the register writes it.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("sum", Self::Sum),
        ("ratio", Self::Ratio),
        ("share", Self::Share),
        ("growth", Self::Growth),
        ("change", Self::Change),
    ];

    /// How many terms it takes: at least, at most.
    pub fn terms(self) -> (usize, usize) {
        match self {
            Self::Sum => (2, usize::MAX),
            Self::Ratio => (2, 2),
            Self::Share | Self::Growth | Self::Change => (1, 1),
        }
    }
}

/// A published value of the left side, by its area, period and vintage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExceptedValue {
    pub area: AreaCode,
    pub period: Period,
    pub vintage: NaiveDate,
}

/// As the register writes it: `CN/2020/2022-08-31`.
impl std::fmt::Display for ExceptedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.area, self.period, self.vintage)
    }
}
