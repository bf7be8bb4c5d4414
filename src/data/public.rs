//! What was public on a day, and since when.

use chrono::NaiveDate;

use super::{
    catalogue::Catalogue,
    metric::FactKey,
    observation::{Observation, Observations},
    operand::Need,
    period::Period,
};

/// What the observations tell on the day that counts.
#[derive(Debug, Clone, Copy)]
pub struct Public<'a> {
    pub day: NaiveDate,
    pub observations: &'a Observations,
    pub catalogue: &'a Catalogue,
}

impl<'a> Public<'a> {
    /// What of the observations was public on `day`.
    pub fn on(day: NaiveDate, observations: &'a Observations, catalogue: &'a Catalogue) -> Self {
        Self { day, observations, catalogue }
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
        key.needs(self.catalogue)
            .iter()
            .all(|need| self.known_since(need).is_some_and(|since| since <= self.day))
    }

    /// The day since which an observation is known: its own, or that of the last of the parts whose
    /// sum it is. None where no value is known of at all.
    pub fn known_since(&self, need: &Need) -> Option<NaiveDate> {
        let is_wanted =
            |it: &&Observation| need.family.is_none_or(|wanted| it.family.is_empty() || it.family == wanted);
        let vintages = self.observations.vintages(need.indicator, need.area, need.period);
        let own = vintages.filter(is_wanted).map(|it| self.printed(it)).min();
        own.or_else(|| self.since_parts(need))
    }

    /// The day on which a value was printed: not before the paper that it was read in.
    fn printed(&self, it: &Observation) -> NaiveDate {
        let paper = self.catalogue.sources.get(&it.source).and_then(|source| source.published);
        paper.map_or(it.vintage, |paper| paper.max(it.vintage))
    }

    fn since_parts(&self, need: &Need) -> Option<NaiveDate> {
        let adds_up = self.catalogue.indicators.get(need.indicator)?.kind.is_additive();
        let parts = &self.catalogue.areas.get(need.area).filter(|_| adds_up)?.parts;
        let days = parts.iter().map(|part| self.known_since(&Need { area: part, ..*need }));
        days.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// The latest period for which the fact that `key` gives was public; where none was yet, the first of those
    /// that are known by now, which is awaited then.
    pub fn latest(&self, indicator: &str, key: impl Fn(Period) -> FactKey) -> Option<Period> {
        let periods: Vec<Period> = self.observations.periods(indicator).into_iter().collect();
        let public = periods.iter().rev().find(|period| self.has(&key(**period)));
        let is_to_come = |period: &&Period| {
            key(**period).needs(self.catalogue).iter().all(|need| self.known_since(need).is_some())
        };
        public.or_else(|| periods.iter().find(is_to_come)).copied()
    }
}
