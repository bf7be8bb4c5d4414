//! Snapshot: the answers that `briefing pull` has got, as a tidy table in `inputs/`.
//!
//! A row an observation and a vintage. A row that stands in a snapshot stays as it is, byte for byte:
//! what another day's answer says otherwise becomes a row of that day beside it. So what any earlier
//! day saw never changes, and a build on that day says what it said.

mod answer;
mod asked;
mod exact;
mod merge;
mod record;
mod table;

pub use answer::AnswerTable;
pub use asked::{Asked, EngineAsked, Pulled, ServerAsked};
pub use exact::Exact;
pub use merge::{MergeRule, SnapshotChanges, first_of_each, merge};
pub use record::{Counts, PullRecord, Pulls, pulls_path};
pub use table::Snapshot;

/// The value of an observation.
pub const OBS_VALUE: &str = "OBS_VALUE";
/// The number of records that a value was made of.
pub const OBS_COUNT: &str = "OBS_COUNT";
/// The day of the answer in which a value stood first.
pub const VINTAGE: &str = "VINTAGE";

/// What may change from one vintage of a value to the next. Every other column tells values apart.
const STATE: [&str; 5] = [OBS_VALUE, OBS_COUNT, "OBS_STATUS", "QUALIFIER", "SEEN"];

fn is_state(column: &str) -> bool {
    STATE.contains(&column)
}
