//! The code lists of a briefing: what may be measured, where, and according to whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    area::{Area, AreaCode},
    indicator::{Indicator, IndicatorCode},
    source::{Source, SourceCode},
};

/// Indicators, reference areas and sources by their codes.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    pub indicators: BTreeMap<IndicatorCode, Indicator>,
    pub areas: BTreeMap<AreaCode, Area>,
    pub sources: BTreeMap<SourceCode, Source>,
}

impl Catalogue {
    /// How many parts the sums of areas have: a text that counts them counts what is listed.
    pub fn numbers_of_parts(&self) -> BTreeSet<usize> {
        self.areas.values().map(|area| area.parts.len()).filter(|parts| *parts > 1).collect()
    }
}
