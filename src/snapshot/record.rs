//! The record of a snapshot's pulls: whom was asked what, when, and what came of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// A pull that changed a snapshot. It names a connection, and never says how to make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PullRecord {
    /// The vintage of what was new.
    pub vintage: NaiveDate,
    /// When it was asked and when the answer had come, RFC 3339, in UTC.
    pub start: String,
    pub end: String,
    /// The connection's name, or a server's.
    pub from: String,
    /// What answered, as it calls itself: an engine or a server with its version.
    pub answered_by: String,
    /// What the answer came through: a driver with its version; none for a server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    /// SHA-256 of the query's file; none for a server, whose address is in the descriptor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// SHA-256 of what was sent: the query as it was rewritten, or the address.
    pub sent: String,
    /// SHA-256 of the answer.
    pub answer: String,
    #[serde(flatten)]
    pub counts: Counts,
    /// What the server calls this state of its answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// SHA-256 of the snapshot that it left.
    pub snapshot: String,
    pub program: String,
}

/// What an answer held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    pub rows: usize,
    /// The records that all values were made of; none where the answer does not say it.
    pub records: Option<u64>,
    pub added: usize,
    pub revised: usize,
}

/// The pulls that a snapshot comes from, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pulls {
    pulls: Vec<PullRecord>,
}

/// Where the record of a snapshot stands: `turnover.pulls.json` beside `turnover.csv`.
pub fn pulls_path(snapshot: &str) -> String {
    format!("{}.pulls.json", snapshot.strip_suffix(".csv").unwrap_or(snapshot))
}

impl Pulls {
    /// Reads the record of a snapshot. What a killed run has noted last and not done is left out.
    ///
    /// # Errors
    /// It is no record; or the snapshot is not what a pull has left.
    pub fn read(record: &File, snapshot: &File) -> Result<Self, Diagnostic> {
        let mut read: Self = serde_json::from_str(record.text()?).map_err(|error| {
            Diagnostic::error("pull-record", format!("the record of pulls cannot be read: {error}"))
                .at(Locus::file(&record.path))
                .help("restore it together with its snapshot")
        })?;
        let done = read.pulls.iter().rposition(|pull| pull.snapshot == snapshot.digest).ok_or_else(|| {
            Diagnostic::error("edited-snapshot", "the snapshot is not what its last pull has left")
                .at(Locus::file(&snapshot.path))
                .at(Locus::file(&record.path))
                .help("restore both; or, to keep it by hand, take \"pull\" out of its entry and delete the record")
        })?;
        read.pulls.truncate(done + 1);
        Ok(read)
    }

    /// The record beside which there is no snapshot: that of a first pull which was killed before it
    /// wrote one.
    ///
    /// # Errors
    /// It says of more: the snapshot is gone.
    pub fn before_the_first(record: &File) -> Result<Self, Diagnostic> {
        match serde_json::from_str::<Self>(record.text()?) {
            Ok(read) if read.pulls.len() <= 1 => Ok(Self::default()),
            _ => Err(Diagnostic::error("edited-snapshot", "the snapshot of these pulls is gone")
                .at(Locus::file(&record.path))
                .help("restore it; or, to begin anew, delete its record")),
        }
    }

    /// The record with a pull more.
    #[must_use]
    pub fn with(mut self, pull: PullRecord) -> Self {
        self.pulls.push(pull);
        self
    }

    /// What the server called its last answer to what was sent, if it was the same.
    pub fn etag(&self, sent: &str) -> Option<&str> {
        self.pulls.last().filter(|pull| pull.sent == sent)?.etag.as_deref()
    }

    /// The file: JSON.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("text and numbers") + "\n"
    }

    /// Which pull a vintage came with, for a person: `pulled on 2026-11-30 from warehouse`. Two pulls
    /// of one day are told by the first: both asked the same.
    pub fn of_vintage(&self, vintage: NaiveDate) -> Option<String> {
        let pull = self.pulls.iter().find(|pull| pull.vintage == vintage)?;
        Some(format!("pulled on {vintage} from {}, {}", pull.from, pull.answered_by))
    }
}
