//! The life of editions: runs on a schedule, what changed, copies for the delegates.
#![expect(clippy::disallowed_methods, reason = "the tests look at the output from outside")]

mod approval;
mod batch;
mod changes;
mod delivery;
mod faults;
mod forge;
mod mail;
mod runs;
mod signature;
mod signed_release;
mod trace;
mod verify;
mod watch;

pub use verify::Dice;
