//! The code lists of a briefing: what may be measured, where, and according to whom.

use std::collections::BTreeMap;

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
