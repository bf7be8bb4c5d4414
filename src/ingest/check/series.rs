//! The values of one indicator and area, in the order of time.

use std::collections::BTreeMap;

use crate::data::{area::AreaCode, indicator::IndicatorCode, observation::Observation};

/// Values of one indicator and area that follow each other in time, by period and vintage; those of a month are
/// a series of their own, since what is counted from January on starts anew every year.
pub type Series<'a> = Vec<&'a Observation>;

/// Parts rows into series, in the order of indicators, areas and months. Rows of one period and vintage stay in
/// the order in which they were read.
pub fn series<'a>(rows: &[&'a Observation]) -> Vec<Series<'a>> {
    let mut by_key = BTreeMap::<Key<'a>, Series<'a>>::new();
    // Most rows stand beside others of their series: one look-up does for all of them.
    for run in rows.chunk_by(|a, b| key(a) == key(b)) {
        by_key.entry(key(run[0])).or_default().extend(run);
    }
    let mut series = by_key.into_values().collect::<Vec<_>>();
    series.iter_mut().for_each(|values| values.sort_by_key(|row| (row.period, row.vintage)));
    series
}

type Key<'a> = (&'a IndicatorCode, &'a AreaCode, Option<u8>);

fn key(row: &Observation) -> Key<'_> {
    (&row.indicator, &row.area, row.period.month())
}
