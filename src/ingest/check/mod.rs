//! What the rows say of each other: one value for one key, and no value many times its neighbours' or outside
//! what its kind can be; and what claims say of themselves.

mod magnitude;
mod range;
mod repetition;
mod statement;

use crate::{
    data::{catalogue::Catalogue, observation::Observation},
    diag::Sink,
};

pub use statement::report_other_numbers;

/// Keeps one row a key, and tells which values leap and which cannot be.
pub fn check(rows: Vec<Observation>, catalogue: &Catalogue, sink: &mut Sink) -> Vec<Observation> {
    let rows = repetition::keep_one_a_key(rows, sink);
    magnitude::report_leaps(&rows, catalogue, sink);
    range::report_impossible(&rows, catalogue, sink);
    rows
}
