//! Claims: what somebody printed, on what a fact is about.

use rust_decimal::Decimal;

use super::{
    interval::Interval, period::Period, provenance::CellRef, quantity::Quantity, source::SourceCode,
    status::Qualifier, unit::MeasureCode,
};
use crate::lang::Bilingual;

/// A statement with a number that somebody printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub id: String,
    pub statement: Bilingual,
    /// What the claim is about: the name of a fact, as the plan declares it, or of a milestone, as
    /// `milestones.master_plan`; empty where the data have nothing to hold it against.
    pub fact: String,
    /// The period that it was printed of: it is judged by the fact of that one, whatever the plan is about by
    /// then. None where the plan's own counts.
    pub period: Option<Period>,
    /// The period that what was printed compares it with, where it compares.
    pub base_period: Option<Period>,
    pub printed: Quantity,
    pub measure: MeasureCode,
    /// The power of ten that `printed` is to be multiplied by.
    pub multiplier: u32,
    pub qualifier: Qualifier,
    pub source: SourceCode,
    pub cell: CellRef,
}

/// The units that claims are printed in: how a reader writes them, the measure, the power of ten.
pub const UNITS: [(&str, &str, u32); 9] = [
    ("billion CNY", "CNY", 9),
    ("trillion CNY", "CNY", 12),
    ("billion USD", "USD", 9),
    ("%", "PT", 0),
    ("rank", "RANK", 0),
    ("count", "COUNT", 0),
    ("year", "YEAR", 0),
    ("years", "YEARS", 0),
    ("ordinal", "ORDINAL", 0),
];

/// What stands before the name of a milestone that a claim is about.
const MILESTONES: &str = "milestones.";

impl Claim {
    /// The milestone that the claim is about, if it is about one.
    pub fn milestone(&self) -> Option<&str> {
        self.fact.strip_prefix(MILESTONES)
    }

    /// The number in whole units of measure.
    pub fn value(&self) -> Decimal {
        self.printed.value() * self.factor()
    }

    /// The place of the last digit printed, in whole units of measure: 10⁷ for 210.45 billion.
    pub fn last_place(&self) -> Decimal {
        Decimal::new(1, self.printed.decimals()) * self.factor()
    }

    /// The values that the printed number can stand for.
    pub fn interval(&self) -> Interval {
        let half = self.last_place() / Decimal::TWO;
        Interval::new(Some(self.value() - half), Some(self.value() + half))
    }

    fn factor(&self) -> Decimal {
        Decimal::from(10_u64.pow(self.multiplier))
    }
}

/// What the data say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The fact rounds to what was printed.
    Holds,
    /// It does, but the fact rests on the very publication that prints the claim.
    NotIndependent,
    /// Only cutting digits off gives what was printed.
    HoldsTruncated,
    /// No value that the fact can have is one that the print can stand for.
    Contradicted,
    /// The published precision cannot tell.
    Undecidable,
    /// Claim and fact are in different units.
    NotComparable,
    /// The fact was not known yet on the day that counts.
    NotYet,
    /// The data have nothing to hold the claim against.
    NoData,
}
