//! The names that the code lists know, to tell what a heading is the name of.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::{
    describe::Names,
    label::{name_and_unit, name_key, without_of_which},
    mark::label_and_mark,
};

/// Names and codes of areas and indicators, as [`name_key`] writes them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub areas: BTreeSet<String>,
    pub indicators: BTreeSet<String>,
    /// All names of an indicator, in small letters, by each of them and by its code.
    pub wordings: BTreeMap<String, String>,
}

impl Vocabulary {
    /// Which kind of name most of the labels are; `None` when none is known, or as many of each.
    pub fn kind<'a>(&self, labels: impl Iterator<Item = &'a str>) -> Option<Names> {
        let (mut areas, mut indicators) = (0_usize, 0_usize);
        for label in labels {
            areas += usize::from(self.is_area(label));
            indicators += usize::from(self.is_indicator(label));
        }
        match areas.cmp(&indicators) {
            std::cmp::Ordering::Greater => Some(Names::Areas),
            std::cmp::Ordering::Less => Some(Names::Indicators),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Whether an area or an indicator is called so.
    pub fn knows(&self, label: &str) -> bool {
        self.is_area(label) || self.is_indicator(label)
    }

    fn is_area(&self, label: &str) -> bool {
        let (label, _) = label_and_mark(label);
        self.areas.contains(&name_key(label)) || self.areas.contains(&name_key(&name_and_unit(label).0))
    }

    fn is_indicator(&self, label: &str) -> bool {
        let (label, _) = label_and_mark(label);
        self.indicators.contains(&name_key(&name_and_unit(&without_of_which(label)).0))
    }
}
