//! What the release before said, for telling what has turned since.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::fact::FactId;

/// The facts and claims of an earlier release, as far as later ones are told against them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// `2025-r1`
    pub release: String,
    /// In whole units of measure.
    pub values: BTreeMap<FactId, Decimal>,
    /// The claims that held.
    pub held: BTreeSet<String>,
    /// What the plan's names meant.
    pub names: BTreeMap<String, Meant>,
    /// The observations that its facts rest on: what was printed, with its multiplier, by what it is a value of.
    pub printed: BTreeMap<Printed, (String, u32)>,
}

/// What a printed value is of: indicator, reference area, time period, vintage family, and the day on which it was
/// published.
pub type Printed = [String; 5];

/// What a name of the plan means: facts, by what they are about and by their periods.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meant {
    /// Metric, indicator, area and all else but period and vintage family, `percent_change(RD_EXP, SC_CQ)`.
    pub subjects: BTreeSet<String>,
    /// `2023`, `2020..2023`.
    pub periods: BTreeSet<String>,
}
