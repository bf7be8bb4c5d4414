//! Exit codes: what a scheduler learns of a run.

use std::{
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

use super::terminal::{is_answer_lost, say};
use briefing::{
    pipeline::Outcome,
    publish::{Failure, PublishError},
};

/// Done, or nothing to do.
pub const DONE: u8 = 0;
/// The inputs or templates have errors, or what was checked or asked for is not right.
pub const REFUSED: u8 = 1;
/// Wrong usage, as the command line's reader has it.
#[cfg_attr(not(feature = "pull"), expect(dead_code, reason = "only a pull finds more wrong than clap does"))]
pub const USAGE: u8 = 2;
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

/// Where the program broke last, and how: some of its readers break on damaged files and are caught.
static FAULT: Mutex<String> = Mutex::new(String::new());

/// Runs the program and ends with its exit code. A fault of the program itself names its place; an answer
/// that nobody got is no success.
pub fn guarded(run: impl FnOnce() -> u8) -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        let what = fault.payload_as_str().unwrap_or("it does not say what");
        let told = format!("error[fault]: a fault of the program: {what}\n  --> {place}");
        *FAULT.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }));
    let code = panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let told = FAULT.lock().unwrap_or_else(PoisonError::into_inner);
        say(&format!("{told}\n  help: report it with the inputs and templates; nothing was published"));
        BROKEN
    });
    if is_answer_lost() {
        say("error[not-written]: the answer did not get out: the standard output is full or closed");
    }
    ExitCode::from(if code == DONE && is_answer_lost() { NOT_WRITTEN } else { code })
}
