//! What the rows say of each other: one value for one key, and no value ten thousand times its
//! neighbours'.

mod magnitude;
mod repetition;

use crate::{data::observation::Observation, diag::Sink};

/// Keeps one row a key and warns of values that leap.
pub fn check(rows: Vec<Observation>, sink: &mut Sink) -> Vec<Observation> {
    let rows = repetition::keep_one_a_key(rows, sink);
    magnitude::warn_of_leaps(&rows, sink);
    rows
}
