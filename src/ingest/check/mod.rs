//! What the rows say of each other: one value for one key, no value many times its neighbours' or outside what its
//! kind can be, none in another's year, and what identities say of them; and what claims say of
//! themselves.

mod identity;
mod magnitude;
mod range;
mod repetition;
mod sequence;
mod series;
mod statement;

use std::collections::BTreeSet;

use crate::{
    data::{catalogue::Catalogue, observation::Observation, provenance::CellRef},
    diag::Sink,
};

pub use identity::report_unequal;
pub use statement::report_other_numbers;

/// Keeps one row a key, and tells which values leap and which cannot be.
pub fn check(rows: Vec<Observation>, catalogue: &Catalogue, sink: &mut Sink) -> Vec<Observation> {
    let surplus = report(&rows.iter().collect::<Vec<_>>(), catalogue, sink);
    if surplus.is_empty() {
        return rows;
    }
    rows.into_iter().filter(|row| !surplus.contains(&row.cell)).collect()
}

/// Tells which rows repeat a key, which values leap and which cannot be. Returns the cells of all rows of a
/// key but the first.
pub fn report(rows: &[&Observation], catalogue: &Catalogue, sink: &mut Sink) -> BTreeSet<CellRef> {
    let mut series = series::series(rows);
    let surplus = repetition::report_repetitions(&mut series, sink);
    magnitude::report_leaps(&series, catalogue, sink);
    let kept = rows.iter().copied().filter(|row| surplus.is_empty() || !surplus.contains(&row.cell));
    range::report_impossible(&kept.collect::<Vec<_>>(), catalogue, sink);
    sequence::report_slipped(&series, sink);
    surplus
}
