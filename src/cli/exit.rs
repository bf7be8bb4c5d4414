//! Exit codes: what a scheduler learns of a run.

use briefing::{pipeline::Outcome, publish::PublishError};

/// Done, or nothing to do.
pub const DONE: u8 = 0;
/// The inputs or templates have errors, or what was checked is not right.
pub const REFUSED: u8 = 1;
/// The output could not be written.
pub const NOT_WRITTEN: u8 = 3;
/// Another run is at work in the output folder.
pub const LOCKED: u8 = 4;
/// Nothing has changed, and `--exit-code` asked to be told.
pub const UP_TO_DATE: u8 = 10;

/// What the help says of them.
pub const HELP: &str = "Exit codes:
  0  done, or nothing to do
  1  the inputs or templates have errors, or what was checked is not right
  2  wrong usage
  3  the output could not be written
  4  another run is at work in the output folder
 10  up to date, with build --exit-code";

/// The exit code of a build that ended so.
pub fn of(outcome: &Result<Outcome, PublishError>) -> u8 {
    match outcome {
        Ok(Outcome::Refused) => REFUSED,
        Ok(_) => DONE,
        Err(error) if error.is_locked() => LOCKED,
        Err(_) => NOT_WRITTEN,
    }
}
