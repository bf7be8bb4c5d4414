//! What the values of a series say of each other: that one has slipped into another year.

use std::collections::{BTreeMap, BTreeSet};

use super::series::Series;
use crate::{
    data::{indicator::IndicatorCode, observation::Observation, period::Period},
    diag::{Diagnostic, Locus, Sink},
};

/// Warns of a year that a series does not have and others of its indicator do, beside a year that was published
/// twice: one of the two has slipped, and reads as a revision of the other.
pub fn report_slipped(series: &[Series<'_>], sink: &mut Sink) {
    let has_year_twice =
        |values: &&Series<'_>| values.windows(2).any(|pair| pair[0].period == pair[1].period);
    let revised: Vec<&Series<'_>> = series.iter().filter(has_year_twice).collect();
    if revised.is_empty() {
        return;
    }
    let years = years(series);
    for values in revised {
        let mut by_family = BTreeMap::<&str, BTreeMap<Period, Vec<&Observation>>>::new();
        for row in values {
            by_family.entry(&row.family).or_default().entry(row.period).or_default().push(row);
        }
        for (family, values_of) in by_family {
            let of_others = &years[&(&values[0].indicator, family)];
            for missing in of_others.iter().filter(|year| !values_of.contains_key(year)) {
                let [before, after] = [-1, 1].map(|by| values_of.get(&missing.later(by)));
                let (Some(before), Some(after)) = (before, after) else { continue };
                let twice = [before, after].into_iter().filter(|it| it.len() > 1);
                twice.for_each(|twice| sink.push(slipped(*missing, twice)));
            }
        }
    }
}

/// The years that each indicator has in each family of vintages.
fn years<'a>(series: &[Series<'a>]) -> BTreeMap<(&'a IndicatorCode, &'a str), BTreeSet<Period>> {
    let mut years = BTreeMap::<_, BTreeSet<Period>>::new();
    for row in series.iter().flatten() {
        years.entry((&row.indicator, row.family.as_str())).or_default().insert(row.period);
    }
    years
}

/// The warning of a year that is missing beside one that is there twice.
fn slipped(missing: Period, twice: &[&Observation]) -> Diagnostic {
    let Observation { indicator, area, period, .. } = twice[0];
    let message = format!("{indicator} of {area} has no {missing}, and {period} twice");
    let warning = Diagnostic::warning("slipped-year", message);
    let warning = twice.iter().fold(warning, |warning, row| warning.at(shown(row)));
    warning.help("look at the year of both rows: was one printed of the year that is missing?")
}

fn shown(row: &Observation) -> Locus {
    row.cell.locus().showing(format!("{}: {}", row.period, row.printed))
}
