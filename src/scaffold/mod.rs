//! Scaffolding: the files of a project that somebody begins, from what their tables say of themselves.
//!
//! `lists` (what the indicators, areas and sources are called) → `plan` (which numbers) → `text` (what is
//! said of them). Nothing that is not needed: an editor reads all of it on the first day.

mod lists;
mod plan;
mod text;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    data::{
        area::Area,
        catalogue::Catalogue,
        indicator::{Indicator, IndicatorKind},
        observation::Observations,
        period::Period,
    },
    lang::Lang,
    plan::names::{OWN, WORDS},
};

pub use lists::{AREAS, KNOWN, ListFile, TableSaid, entries};

/// What a project is begun with.
#[derive(Debug)]
pub struct Project<'a> {
    /// The plan's folder.
    pub name: &'a str,
    pub languages: &'a [Lang],
    pub as_of: NaiveDate,
    pub catalogue: &'a Catalogue,
    pub observations: &'a Observations,
    /// The area that the editor asked for.
    pub area: Option<&'a str>,
    /// The folder of faces, where they are not in `templates/fonts`.
    pub faces: Option<&'a str>,
}

/// A file of the project, below its folder of templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaffoldFile {
    /// `health/briefing.toml`
    pub path: String,
    pub text: String,
}

/// What there is to say: about which area, from when to when, of which indicators.
struct ScaffoldSubject<'a> {
    area: &'a Area,
    base: Period,
    end: Period,
    indicators: Vec<&'a Indicator>,
    /// The areas that all indicators have at both ends, the area itself left out where it holds the others.
    areas: Vec<&'a Area>,
}

impl Project<'_> {
    /// The plan, a text a language and, where faces lie elsewhere, a theme. None where no area has a value in
    /// two periods: there is nothing to compare.
    pub fn templates(&self) -> Option<Vec<ScaffoldFile>> {
        let matter = self.matter()?;
        let file = |name: &str, text: String| ScaffoldFile { path: format!("{}/{name}", self.name), text };
        let mut written = vec![file("briefing.toml", plan::plan(self, &matter))];
        for lang in self.languages {
            written.push(file(&format!("{lang}.md"), text::text(&matter, *lang)));
        }
        if let Some(folder) = self.faces {
            written.push(file("theme.toml", format!("[faces]\nfolder = {}\n", quoted(folder))));
        }
        Some(written)
    }

    /// The area with most indicators in two periods; of several the country, then the first in the tables.
    fn matter(&self) -> Option<ScaffoldSubject<'_>> {
        let rows = self.observations.rows();
        let asked = |code: &str| self.area.is_none_or(|asked| asked == code);
        let mut order: Vec<&str> = vec![];
        for row in rows {
            if !order.contains(&row.area.as_str()) && asked(&row.area) {
                order.push(&row.area);
            }
        }
        let choices = order.iter().filter_map(|area| {
            let indicators = self.indicators(area);
            let (base, end) = self.span(area, &indicators)?;
            Some((*area, indicators, base, end))
        });
        // The first of the greatest: `max_by_key` takes the last.
        let (area, indicators, base, end) =
            choices.rev().max_by_key(|(area, indicators, ..)| (indicators.len(), *area == "CN"))?;
        let has_all = |code: &&str| {
            let has = |it: &&Indicator| [base, end].iter().all(|at| self.has(&it.code, code, *at));
            indicators.iter().all(has)
        };
        let all = rows.iter().map(|row| row.area.as_str()).collect::<BTreeSet<_>>();
        let codes: Vec<&str> = all.into_iter().filter(has_all).collect();
        let whole = self.catalogue.areas.get(area)?;
        let is_whole = codes.iter().any(|code| code.starts_with(&format!("{area}-")));
        let areas = codes.iter().filter(|code| !(is_whole && **code == area));
        Some(ScaffoldSubject {
            area: whole,
            base,
            end,
            areas: areas.filter_map(|code| self.catalogue.areas.get(*code)).collect(),
            indicators,
        })
    }

    /// The indicators with values of an area in two periods, in the order of the tables.
    fn indicators(&self, area: &str) -> Vec<&Indicator> {
        let mut found: Vec<&Indicator> = vec![];
        for row in self.observations.rows() {
            let is_new = !found.iter().any(|it| it.code == row.indicator);
            if is_new && self.periods(&row.indicator, area).len() > 1 {
                found.extend(self.catalogue.indicators.get(&row.indicator));
            }
        }
        found
    }

    /// From the first to the last period in which all of them have a value.
    fn span(&self, area: &str, indicators: &[&Indicator]) -> Option<(Period, Period)> {
        let mut common: Option<BTreeSet<Period>> = None;
        for it in indicators {
            let own = self.periods(&it.code, area);
            common = Some(common.map_or(own.clone(), |before| &before & &own));
        }
        let common = common?;
        let (base, end) = (*common.first()?, *common.last()?);
        (base < end).then_some((base, end))
    }

    fn periods(&self, indicator: &str, area: &str) -> BTreeSet<Period> {
        let rows = self.observations.rows().iter();
        rows.filter(|row| row.indicator == indicator && row.area == area).map(|row| row.period).collect()
    }

    /// As many decimals as a change needs so as not to be shown as nought, and as few as its bounds carry; none where
    /// one is right.
    fn decimals(&self, indicator: &Indicator, matter: &ScaffoldSubject) -> Option<usize> {
        if self.metric(indicator, matter) == "absolute_change" {
            return None;
        }
        let value = |period: Period| self.value(indicator, matter.area, period);
        let ((base, base_out), (end, end_out)) = (value(matter.base)?, value(matter.end)?);
        let (change, width) = match indicator.kind {
            IndicatorKind::Share | IndicatorKind::Rank => (end - base, 2.0 * (base_out + end_out)),
            IndicatorKind::Level | IndicatorKind::Count | IndicatorKind::Rate => {
                let (least, most) =
                    ((end - end_out) / (base + base_out), (end + end_out) / (base - base_out));
                ((end / base - 1.0) * 100.0, (most - least) * 100.0)
            }
        };
        let is_nought =
            |decimals: usize| format!("{:.decimals$}", change.abs()).trim_matches(['0', '.']).is_empty();
        if change != 0.0 && is_nought(1) {
            return (2..=MOST_DECIMALS).find(|it| !is_nought(*it));
        }
        // Ten units of the only decimal: it says nothing (`audit/precision` has the rule).
        (width >= 1.0 && !is_nought(0)).then_some(0)
    }

    /// How an indicator changes: what begins at nothing or below it has no growth.
    fn metric(&self, indicator: &Indicator, matter: &ScaffoldSubject) -> &'static str {
        let base = self.value(indicator, matter.area, matter.base);
        let may_be_nothing = base.is_some_and(|(base, out)| base - out <= 0.0);
        match indicator.kind {
            IndicatorKind::Share => "point_change",
            IndicatorKind::Rank => "rank_change",
            _ if may_be_nothing => "absolute_change",
            IndicatorKind::Level | IndicatorKind::Count | IndicatorKind::Rate => "percent_change",
        }
    }

    /// A value in whole units of measure, and by how much it may be out.
    fn value(&self, indicator: &Indicator, area: &Area, period: Period) -> Option<(f64, f64)> {
        let rows = self.observations.rows().iter();
        let mut rows = rows.filter(|row| row.indicator == indicator.code && row.area == area.code);
        let row = rows.rfind(|row| row.period == period)?;
        let factor = 10_f64.powi(i32::try_from(row.multiplier).ok()?);
        let number = |it: String| it.parse::<f64>().ok();
        Some((number(row.printed.to_string())? * factor, number(row.slack().to_string())? * factor))
    }

    fn has(&self, indicator: &str, area: &str, period: Period) -> bool {
        self.periods(indicator, area).contains(&period)
    }
}

/// As many decimals as a change is shown with at most: a plan may not ask for more than readers take in.
const MOST_DECIMALS: usize = 4;

/// The name of an indicator's level in the plan: BEDS is `beds`. One that a text could not call so is `end_level`.
fn level(indicator: &Indicator) -> String {
    let name = stem(indicator);
    let is_taken = OWN.iter().chain(&WORDS).any(|it| *it == name);
    if is_taken { format!("{name}_level") } else { name }
}

/// The name of its change.
fn change(indicator: &Indicator) -> String {
    format!("{}_change", stem(indicator))
}

/// The name of its values by area.
fn by_area(indicator: &Indicator) -> String {
    format!("{}_by_area", stem(indicator))
}

fn stem(indicator: &Indicator) -> String {
    indicator.code.to_lowercase()
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    // The escapes of JSON are among those of TOML.
    serde_json::to_string(text).expect("a string is plain JSON")
}
