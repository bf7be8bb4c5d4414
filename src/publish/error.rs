//! What can go wrong on disk, with what to do about it.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::diag::{Diagnostic, Locus, Reported};

/// Why a run over releases did not come to its end.
#[derive(Debug)]
pub enum Stopped {
    /// A fault of what it was to work with, which is in the sink.
    Refused(Reported),
    /// The output folder could not be used.
    Failed(PublishError),
}

impl From<Reported> for Stopped {
    fn from(reported: Reported) -> Self {
        Self::Refused(reported)
    }
}

impl From<PublishError> for Stopped {
    fn from(error: PublishError) -> Self {
        Self::Failed(error)
    }
}

/// What kept the output folder from being used.
#[derive(Debug)]
pub struct PublishError {
    kind: Failure,
    path: PathBuf,
    message: String,
    help: &'static str,
}

/// The kinds of failure that a scheduler tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// What was asked for cannot be done as it was asked.
    Refused,
    /// Something could not be written.
    Unwritten,
    /// What was published is not there, is damaged or cannot be read.
    Unread,
    /// Another run is at work.
    Locked,
    /// A relay gave no answer: it may another time.
    Unanswered,
}

impl PublishError {
    fn new(kind: Failure, path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self { kind, path: path.to_owned(), message: message.into(), help }
    }

    /// What is asked for cannot be done at that place.
    pub fn refused(path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self::new(Failure::Refused, path, message, help)
    }

    /// What stands at that place keeps the output from being written.
    pub fn unwritten(path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self::new(Failure::Unwritten, path, message, help)
    }

    /// What was published is not there, or is damaged.
    pub fn unread(path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self::new(Failure::Unread, path, message, help)
    }

    /// Nobody answered.
    pub fn unanswered(path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self::new(Failure::Unanswered, path, message, help)
    }

    /// Another run has the folder.
    pub(super) fn locked(path: &Path) -> Self {
        let help = "wait for it to end, or add --wait";
        Self::new(Failure::Locked, path, "another run is at work in the output folder", help)
    }

    /// For `map_err`: says what was tried at `path` when the system refused to write.
    pub fn writing(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| {
            let help = match error.kind() {
                io::ErrorKind::PermissionDenied => {
                    "allow writing there, or name another folder with --output"
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk",
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    "name a folder with --output, not a file"
                }
                _ => "check the output folder, or name another with --output",
            };
            Self::unwritten(path, format!("cannot {verb}: {error}"), help)
        }
    }

    /// For `map_err`: says what was tried at `path` when the system refused to read.
    pub fn reading(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| {
            let help = "check that it exists and may be read, or name another";
            Self::unread(path, format!("cannot {verb}: {error}"), help)
        }
    }

    /// Its kind.
    pub fn kind(&self) -> Failure {
        self.kind
    }

    /// Where it went wrong.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// As it is told to the person at the other end.
    pub fn diagnostic(&self) -> Diagnostic {
        let code = match self.kind {
            Failure::Refused => "not-possible",
            Failure::Unwritten => "not-written",
            Failure::Unread => "not-read",
            Failure::Locked => "locked",
            Failure::Unanswered => "no-answer",
        };
        Diagnostic::error(code, self.message.clone())
            .at(Locus::file(self.path.display().to_string()))
            .help(self.help)
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for PublishError {}

impl From<PublishError> for Diagnostic {
    fn from(error: PublishError) -> Self {
        error.diagnostic()
    }
}
