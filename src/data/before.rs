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
}
