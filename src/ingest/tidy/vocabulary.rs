//! The names that the code lists know, to tell what a heading is the name of.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::{
    describe::Names,
    label::{name_and_unit, name_key, plain, without_of_which},
    mark::label_and_mark,
};

/// Names and codes of areas and indicators, as [`name_key`] writes them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub areas: BTreeSet<String>,
    pub indicators: BTreeSet<String>,
    /// All names of an indicator, in small letters, by each of them and by its code.
    pub wordings: BTreeMap<String, String>,
    /// The code of an area, by each of its names and by its codes.
    pub area_codes: BTreeMap<String, String>,
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

    /// The codes of the areas that a text names. Names of a character, or of three letters, are not looked for.
    pub fn areas_named(&self, text: &str) -> BTreeSet<&str> {
        let key = name_key(text);
        let small = plain(text).to_lowercase();
        let words = small.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>();
        // Names of areas have up to five words.
        let phrases = (1..=5).flat_map(|count| words.windows(count).map(<[&str]>::concat));
        let phrases = phrases.collect::<BTreeSet<_>>();
        let is_named = |name: &str| {
            if name.is_ascii() {
                name.len() >= 4 && phrases.contains(name)
            } else {
                name.chars().count() >= 2 && key.contains(name)
            }
        };
        let found = self.area_codes.iter().filter(|(name, _)| is_named(name));
        found.map(|(_, code)| code.as_str()).collect()
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
