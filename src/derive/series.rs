//! Series: the values that facts are computed from, chosen and added up once for all editions of a run.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::{aggregate, columns::failed, select, totals};
use crate::{
    data::{observation::col, public::Public},
    diag::{Reported, Sink},
};

/// Of every indicator, area and period the one value that counts, sums of parts among them: a row a
/// value, sorted by area.
pub struct Series {
    frame: DataFrame,
    /// Where the rows of an area begin, and how many there are.
    areas: BTreeMap<String, (i64, usize)>,
}

impl Series {
    /// Chooses among what was public, adds parts up, and reports every published total that its parts
    /// cannot make.
    ///
    /// # Errors
    /// The tables cannot be computed with.
    pub fn of(public: &Public, sink: &mut Sink) -> Result<Self, Reported> {
        Self::collected(public, sink).map_err(|error| sink.error(failed(&error)))
    }

    fn collected(public: &Public, sink: &mut Sink) -> PolarsResult<Self> {
        let latest = select::latest_vintage(public.observations.lazy(), public)?.collect()?;
        let sums = aggregate::sums(latest.clone().lazy(), public.catalogue)?.collect()?;
        totals::report(&latest, &sums, public.observations, sink)?;
        let frame = aggregate::with_sums(latest.lazy(), sums.lazy())?.collect()?;
        let frame = frame.sort([col::REF_AREA], SortMultipleOptions::default().with_maintain_order(true))?;
        let areas = runs(frame.column(col::REF_AREA)?.str()?);
        Ok(Self { frame, areas })
    }

    /// The rows of some areas; only these are looked at, however many others there are.
    ///
    /// # Errors
    /// What polars reports.
    pub(super) fn of_areas<'a>(&self, areas: impl Iterator<Item = &'a str>) -> PolarsResult<DataFrame> {
        let known = areas.filter_map(|area| self.areas.get(area));
        known.map(|(start, length)| self.frame.slice(*start, *length)).try_fold(
            self.frame.clear(),
            |mut found, rows| {
                found.vstack_mut(&rows)?;
                Ok(found)
            },
        )
    }
}

/// Where each value of a sorted column begins, and how many times it stands there.
fn runs(sorted: &StringChunked) -> BTreeMap<String, (i64, usize)> {
    let mut runs: BTreeMap<String, (i64, usize)> = BTreeMap::new();
    for (value, position) in sorted.iter().flatten().zip(0..) {
        match runs.get_mut(value) {
            Some((_, length)) => *length += 1,
            None => drop(runs.insert(value.to_owned(), (position, 1))),
        }
    }
    runs
}
