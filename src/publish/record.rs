//! The record of a run: when it ran, what each phase did, what it was made of and how it ended.
//!
//! It is the one place that reads the clock. A release's files never depend on it: `run.json`
//! stands beside them and is not in the manifest.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use crate::{
    PROGRAM,
    diag::{Severity, Sink},
};

/// The record's file name.
pub const RUN: &str = "run.json";

/// What is known of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    pub program: String,
    pub platform: String,
    /// RFC 3339, in UTC.
    pub start: String,
    pub end: Option<String>,
    pub milliseconds: f64,
    /// `made`, `up-to-date`, `checked`, `refused`, `failed` or `locked`; `publishing` in the record
    /// that a release carries, which is written just before it is moved to its place.
    pub result: String,
    pub release: Option<String>,
    /// Why a release was due.
    pub because: Vec<String>,
    pub phases: Vec<Phase>,
    pub rows: RowCounts,
    pub facts: usize,
    /// The digest of the facts.
    pub digest: Option<String>,
    /// Path and digest of everything that was read.
    pub ingredients: BTreeMap<String, String>,
    pub warnings: Vec<String>,
    /// What the day or the plan brought with it: what was left out, and why.
    pub notes: Vec<String>,
    pub errors: Vec<String>,
    /// The day as of which the data count.
    pub as_of: Option<NaiveDate>,
    #[serde(skip)]
    clock: Clock,
}

/// A finished phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phase {
    pub name: String,
    /// What came out of it, in a few words.
    pub result: String,
    pub milliseconds: f64,
}

/// What became of the rows of observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct RowCounts {
    pub read: usize,
    /// Rows that facts were computed from.
    pub used: usize,
    /// Rows with an error.
    pub refused: usize,
}

/// When the run and its current phase began.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Clock {
    run: Instant,
    phase: Instant,
}

impl Record {
    /// Starts the record of a run.
    #[expect(clippy::disallowed_methods, reason = "the record of a run says when it ran")]
    pub fn start() -> Self {
        let now = Instant::now();
        Self {
            program: PROGRAM.to_owned(),
            platform: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
            start: timestamp(),
            end: None,
            milliseconds: 0.0,
            result: "publishing".to_owned(),
            release: None,
            because: vec![],
            phases: vec![],
            rows: RowCounts::default(),
            facts: 0,
            digest: None,
            ingredients: BTreeMap::new(),
            warnings: vec![],
            notes: vec![],
            errors: vec![],
            as_of: None,
            clock: Clock { run: now, phase: now },
        }
    }

    /// Notes that a phase has ended.
    #[expect(clippy::disallowed_methods, reason = "the record of a run says how long its phases took")]
    pub fn phase(&mut self, name: &str, result: &str) -> &Phase {
        let milliseconds = milliseconds_since(self.clock.phase);
        self.clock.phase = Instant::now();
        self.phases.push(Phase { name: name.to_owned(), result: result.to_owned(), milliseconds });
        self.phases.last().expect("a phase was just noted")
    }

    /// Notes a phase of work that went on beside other work, with the time that it took itself.
    #[expect(clippy::disallowed_methods, reason = "the record of a run says how long its phases took")]
    pub fn beside(&mut self, phase: Phase) -> &Phase {
        self.clock.phase = Instant::now();
        self.phases.push(phase);
        self.phases.last().expect("a phase was just noted")
    }

    /// Notes what was reported so far, and the time.
    pub fn stop(&mut self, sink: &Sink) {
        let of = |severity: Severity| -> Vec<String> {
            sink.iter().filter(|it| it.severity == severity).map(ToString::to_string).collect()
        };
        (self.errors, self.warnings, self.notes) =
            (of(Severity::Error), of(Severity::Warning), of(Severity::Note));
        self.rows.refused = refused_rows(sink);
        self.end = Some(timestamp());
        self.milliseconds = milliseconds_since(self.clock.run);
    }

    /// As it stands in the release.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("text and numbers");
        bytes.push(b'\n');
        bytes
    }
}

/// The rows of the inputs that an error points at, each once.
fn refused_rows(sink: &Sink) -> usize {
    let errors = sink.iter().filter(|it| it.severity == Severity::Error);
    let places = errors.flat_map(|it| &it.loci).filter_map(|locus| locus.row());
    places.filter(|(path, _)| path.starts_with("inputs/")).collect::<BTreeSet<_>>().len()
}

fn milliseconds_since(start: Instant) -> f64 {
    // Microseconds are as fine as anybody needs, and keep the record readable.
    (start.elapsed().as_secs_f64() * 1e6).round() / 1e3
}

/// Seconds since 1970, for a monitor.
#[expect(clippy::disallowed_methods, reason = "the record of a run says when it ran")]
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn now() -> DateTime<chrono::Utc> {
    let seconds = i64::try_from(unix_seconds()).unwrap_or(0);
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// The day it is, in UTC. Only whether a sunset has passed, and when somebody approved, depends on it.
pub fn today() -> NaiveDate {
    now().date_naive()
}

/// The time it is, RFC 3339, in UTC.
pub fn timestamp() -> String {
    now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
