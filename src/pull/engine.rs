//! An engine that is asked in a process of its own, whose end is certain: a driver is other people's
//! code in this address space, and several of them wait for a silent server for ever.
//!
//! The process is this program again. It is told the question on its standard input and writes the
//! answer to its standard output, behind a mark and with a digest: a driver may write there, too.

use std::{
    io::{Read as _, Write as _},
    process::{Child, Command, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::inputs::sha256;

/// What is asked of an engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The file of the connection.
    pub profile: String,
    pub query: String,
    /// An answer with more rows is none.
    pub most_rows: usize,
}

/// An answer as it came through the driver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub columns: Vec<AnswerColumn>,
    /// Digits and texts as they were sent; none for NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// What answered, as it calls itself.
    pub engine: String,
    pub driver: String,
}

/// A column of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerColumn {
    pub name: String,
    pub kind: ColumnKind,
}

/// What an engine sends that has one exact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnKind {
    Text,
    /// Whole numbers of so many bits.
    Whole(u32),
    /// Decimals of so many digits.
    Decimal(u32),
    /// Decimals that come as text.
    Numeric,
    Day,
    /// Nothing at all.
    Null,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    pub why: Why,
    /// The engine's or the driver's own words, in one line.
    pub words: String,
}

/// The ways of not answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    DriverMissing,
    DriverDied,
    Unreachable,
    /// The engine does not let this user in, or not so far.
    Refused,
    /// It had begun to answer.
    Cut,
    Late,
    /// The engine cannot make sense of the query.
    Query,
    /// A value that has no one exact text.
    Inexact,
    /// More rows than asked for.
    TooLong,
}

impl Silence {
    pub fn new(why: Why, words: impl Into<String>) -> Self {
        Self { why, words: words.into() }
    }
}

/// What stands before an answer: the record separator of RFC 7464.
const MARK: char = '\u{1e}';

/// How the process writes what came of its question.
pub fn written(outcome: &Result<Reply, Silence>) -> String {
    let json = serde_json::to_string(outcome).expect("text and numbers");
    format!("{MARK}{} {json}\n", sha256(json.as_bytes()))
}

/// Reads what a process has written; `None` where it broke off.
pub fn read(output: &[u8]) -> Option<Result<Reply, Silence>> {
    let text = String::from_utf8_lossy(output);
    let (_, last) = text.rsplit_once(MARK)?;
    let (digest, json) = last.strip_suffix('\n')?.split_once(' ')?;
    (sha256(json.as_bytes()) == digest).then_some(())?;
    serde_json::from_str(json).ok()
}

/// Puts a question to an engine by way of `command`, within `deadline`. `wait` is called each second.
///
/// # Errors
/// Why there is no answer.
pub fn ask(
    command: &mut Command,
    question: &Question,
    deadline: Duration,
    wait: &mut dyn FnMut(u64),
) -> Result<Reply, Silence> {
    let died = |words: String| Silence::new(Why::DriverDied, words);
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| died(format!("the program cannot be started again: {error}")))?;
    let json = serde_json::to_vec(question).expect("text and numbers");
    let mut input = process.stdin.take().expect("it is piped");
    let mut output = process.stdout.take().expect("it is piped");
    let mut words = process.stderr.take().expect("it is piped");
    let (done, finished) = channel();
    // Each pipe has a thread of its own: a full one would stop the process.
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.read_to_end(&mut bytes).map(|_| bytes);
        // Nobody waits any more after the deadline.
        let _ = done.send(());
        read
    });
    let listener = thread::spawn(move || {
        let mut bytes = Vec::new();
        // What a driver says before it dies is its last word, not its first.
        let _ = words.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    // A process that is dead already says why on its way out.
    let _ = input.write_all(&json);
    drop(input);
    let mut seconds = 0;
    let is_late = loop {
        match finished.recv_timeout(Duration::from_secs(1)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break false,
            Err(RecvTimeoutError::Timeout) => {
                seconds += 1;
                if seconds >= deadline.as_secs() {
                    break true;
                }
                wait(seconds);
            }
        }
    };
    if is_late {
        end(&mut process);
        return Err(Silence::new(Why::Late, format!("there was no answer after {seconds} seconds")));
    }
    // It has closed its output; a driver that cannot be unloaded must not keep it alive.
    let bytes = reader.join().ok().and_then(Result::ok).unwrap_or_default();
    let outcome = read(&bytes);
    if outcome.is_some() {
        end(&mut process);
    }
    let status = process.wait();
    let said = listener.join().unwrap_or_default();
    outcome.unwrap_or_else(|| {
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
        let how = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        Err(died(format!("{how}: {last}")))
    })
}

fn end(process: &mut Child) {
    // It may have ended by itself meanwhile.
    let _ = process.kill();
    let _ = process.wait();
}
