//! What was public on a day, and since when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    catalogue::Catalogue, metric::FactKey, observation::Observations, operand::Need, period::Period,
};

/// Indicator, area and period of a value.
type Key<'a> = (&'a str, &'a str, Period);

/// The days on which values were published, seen from the day that counts.
#[derive(Debug)]
pub struct Public<'a> {
    pub day: NaiveDate,
    catalogue: &'a Catalogue,
    /// Family of every value and since when it is public, by indicator, area and period.
    days: BTreeMap<Key<'a>, Vec<(&'a str, NaiveDate)>>,
}

impl<'a> Public<'a> {
    /// What of the observations was public on `day`.
    pub fn on(day: NaiveDate, observations: &'a Observations, catalogue: &'a Catalogue) -> Self {
        let mut days: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for it in observations.rows() {
            let key = (it.indicator.as_str(), it.area.as_str(), it.period);
            // A value is public when it is printed: not before the paper that it was read in.
            let printed = catalogue.sources.get(&it.source).and_then(|source| source.published);
            let since = printed.map_or(it.vintage, |printed| printed.max(it.vintage));
            days.entry(key).or_default().push((it.family.as_str(), since));
        }
        Self { day, catalogue, days }
    }

    /// The sources that came out after the day.
    pub fn sources_to_come(&self) -> impl Iterator<Item = &'a str> {
        let day = self.day;
        let is_to_come = move |published: Option<NaiveDate>| published.is_some_and(|it| it > day);
        let sources = self.catalogue.sources.values();
        sources.filter(move |it| is_to_come(it.published)).map(|it| it.code.as_str())
    }

    /// Whether all that a fact is computed from was public.
    pub fn has(&self, key: &FactKey) -> bool {
        key.needs().iter().all(|need| self.since(need).is_some_and(|since| since <= self.day))
    }

    /// The day since which an observation is known: its own, or that of the last of the parts whose
    /// sum it is. None where no value is known of at all.
    pub fn since(&self, need: &Need) -> Option<NaiveDate> {
        let is_wanted = |family: &str| need.family.is_none_or(|wanted| family.is_empty() || family == wanted);
        let values = self.days.get(&(need.indicator, need.area, need.period)).into_iter().flatten();
        let own = values.filter(|(family, _)| is_wanted(family)).map(|(_, since)| *since).min();
        own.or_else(|| self.since_parts(need))
    }

    fn since_parts(&self, need: &Need) -> Option<NaiveDate> {
        let adds_up = self.catalogue.indicators.get(need.indicator)?.kind.is_additive();
        let parts = &self.catalogue.areas.get(need.area).filter(|_| adds_up)?.parts;
        let days = parts.iter().map(|part| self.since(&Need { area: part, ..*need }));
        days.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// The latest period for which the fact that `key` gives was public.
    pub fn latest(&self, indicator: &str, key: impl Fn(Period) -> FactKey) -> Option<Period> {
        let observed = self.days.keys().filter(|(other, ..)| *other == indicator);
        let mut periods: Vec<Period> = observed.map(|(.., period)| *period).collect();
        periods.sort_unstable();
        periods.dedup();
        periods.into_iter().rev().find(|period| self.has(&key(*period)))
    }
}
