//! What the rows say of each other: one value for one key, and no value many times its neighbours'
//! or more than its whole; and what claims say of themselves.

mod magnitude;
mod repetition;
mod share;
mod statement;

use crate::{
    data::{catalogue::Catalogue, observation::Observation},
    diag::Sink,
};

pub use statement::report_other_numbers;

/// Keeps one row a key, and tells which values leap and which are no shares.
pub fn check(rows: Vec<Observation>, catalogue: &Catalogue, sink: &mut Sink) -> Vec<Observation> {
    let rows = repetition::keep_one_a_key(rows, sink);
    magnitude::report_leaps(&rows, catalogue, sink);
    share::report_impossible_shares(&rows, catalogue, sink);
    rows
}
