//! Exit codes: what a scheduler learns of a run.

use std::{panic, process::ExitCode};

use super::terminal::{is_answer_lost, say};
use briefing::{
    pipeline::Outcome,
    publish::{Failure, PublishError},
};

/// Done, or nothing to do.
pub const DONE: u8 = 0;
/// The inputs or templates have errors, or what was checked or asked for is not right.
pub const REFUSED: u8 = 1;
/// The output could not be written.
pub const NOT_WRITTEN: u8 = 3;
/// Another run is at work in the output folder.
pub const LOCKED: u8 = 4;
/// A database or a mail relay gave no answer: try again.
pub const NO_ANSWER: u8 = 5;
/// What was published is not there, is damaged or cannot be read.
pub const NOT_READ: u8 = 6;
/// Nothing has changed, and `--exit-code` asked to be told.
pub const UP_TO_DATE: u8 = 10;
/// A fault of the program itself (`EX_SOFTWARE` of sysexits.h).
pub const BROKEN: u8 = 70;

/// What the help says of them.
pub const HELP: &str = "Exit codes:
  0  done, or nothing to do
  1  the inputs or templates have errors, or what was checked or asked for is not right
  2  wrong usage
  3  the output could not be written
  4  another run is at work in the output folder
  5  a database or a mail relay gave no answer: try again
  6  what was published is not there, is damaged or cannot be read
 10  up to date, with build --exit-code
 70  a fault of the program itself";

/// The exit code of a build that ended so.
pub fn of(outcome: &Result<Outcome, PublishError>) -> u8 {
    match outcome {
        Ok(Outcome::Refused) => REFUSED,
        Ok(_) => DONE,
        Err(error) => of_error(error),
    }
}

/// The exit code of a failure.
pub fn of_error(error: &PublishError) -> u8 {
    match error.kind() {
        Failure::Refused => REFUSED,
        Failure::Unwritten => NOT_WRITTEN,
        Failure::Unread => NOT_READ,
        Failure::Locked => LOCKED,
        Failure::Unanswered => NO_ANSWER,
    }
}

/// From now on, a fault of the program names its place and ends the run at once: what was being written is
/// removed by the next run.
pub fn on_fault_of_the_program() {
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        let what = fault.payload_as_str().unwrap_or("it does not say what");
        say(&format!(
            "error[fault]: a fault of the program: {what}\n  --> {place}\n  help: report it with the inputs and templates; nothing was published"
        ));
        std::process::exit(BROKEN.into());
    }));
}

/// How the process ends. An answer that nobody got is no success.
pub fn code(code: u8) -> ExitCode {
    ExitCode::from(if code == DONE && is_answer_lost() { NOT_WRITTEN } else { code })
}
