//! What the release before said, for telling what has turned since.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fact::FactId;

/// The facts and claims of an earlier release of the same edition, as far as later ones are told against them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// `2025-r1`
    pub release: String,
    /// The day of which it was.
    pub as_of: Option<NaiveDate>,
    /// In whole units of measure.
    pub values: BTreeMap<FactId, Decimal>,
    /// The claims that held.
    pub held: BTreeSet<String>,
    /// What the plan's names meant.
    pub names: BTreeMap<String, Meant>,
    /// The observations that its facts rest on, by what each is a value of.
    pub printed: BTreeMap<Printed, PrintedValue>,
}

/// What a printed value is of: indicator, reference area, time period, vintage family, and the day on which it was
/// published.
pub type Printed = [String; 5];

/// What was printed: the digits, the power of ten that they are to be multiplied by, and the status, SDMX
/// `CL_OBS_STATUS`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedValue {
    pub digits: String,
    pub multiplier: u32,
    pub status: String,
}

/// What a name of the plan means.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Meant {
    /// Its facts, also those that had no value on that day.
    pub facts: BTreeSet<FactId>,
    /// How the plan wrote them, `level, GDP, CN, end-1`; empty where that was not kept.
    pub written: String,
}
