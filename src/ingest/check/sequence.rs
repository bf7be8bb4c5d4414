//! What the values of a series say of each other: that one has slipped into another year.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    data::{indicator::IndicatorCode, observation::Observation, period::Period},
    diag::{Diagnostic, Locus, Sink},
};

/// Warns of a year that a series does not have and others of its indicator do, beside a year that was published
/// twice: one of the two has slipped, and reads as a revision of the other.
pub fn report_slipped(rows: &[&Observation], sink: &mut Sink) {
    let mut series = BTreeMap::<_, BTreeMap<Period, Vec<&Observation>>>::new();
    let mut years = BTreeMap::<(&IndicatorCode, &str), BTreeSet<Period>>::new();
    for &row in rows {
        let key = (&row.indicator, row.family.as_str(), &row.area, row.period.month());
        series.entry(key).or_default().entry(row.period).or_default().push(row);
        years.entry((&row.indicator, &row.family)).or_default().insert(row.period);
    }
    for ((indicator, family, area, _), values) in &series {
        let inner = years[&(*indicator, *family)].iter().filter(|year| !values.contains_key(year));
        for missing in inner {
            let [before, after] = [-1, 1].map(|by| values.get(&missing.later(by)));
            let (Some(before), Some(after)) = (before, after) else { continue };
            for twice in [before, after].into_iter().filter(|it| it.len() > 1) {
                let message =
                    format!("{indicator} of {area} has no {missing}, and {} twice", twice[0].period);
                let fault = twice
                    .iter()
                    .fold(Diagnostic::warning("slipped-year", message), |fault, row| fault.at(shown(row)));
                sink.push(
                    fault.help("look at the year of both rows: was one printed of the year that is missing?"),
                );
            }
        }
    }
}

fn shown(row: &Observation) -> Locus {
    row.cell.locus().showing(format!("{}: {}", row.period, row.printed))
}
