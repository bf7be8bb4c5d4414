//! Descriptions: what a fact is, in words, for a reader who has only its number.

use std::collections::BTreeMap;

use crate::{data::fact::FactId, lang::Bilingual};

/// What is said of a fact beside its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The place of the fact for links that last: its name in the plan, `rd_growth`, and for one of a
    /// panel the panel's name with area and period, `intensity.CN-SC.2023`.
    pub anchor: String,
    /// Its other names, which lead to the same place.
    pub aliases: Vec<String>,
    /// What it measures, where and when: R&D expenditure, growth, Sichuan–Chongqing, 2020–2023.
    pub what: Bilingual,
    /// The number with its unit, as the plan has it shown: `33.0%`.
    pub reads: Bilingual,
    /// Its bounds, two decimals finer: `32.98 … 33.06`.
    pub bounds: Bilingual,
}

/// The descriptions of an edition's facts.
pub type Descriptions = BTreeMap<FactId, Description>;
