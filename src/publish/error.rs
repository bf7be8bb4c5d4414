//! What can go wrong on disk, with what to do about it.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::diag::{Diagnostic, Locus};

/// A release that could not be published.
#[derive(Debug)]
pub struct PublishError {
    path: PathBuf,
    message: String,
    help: &'static str,
    is_locked: bool,
}

impl PublishError {
    /// A place that is not as it must be.
    pub fn new(path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self { path: path.to_owned(), message: message.into(), help, is_locked: false }
    }

    /// Another run has the folder.
    pub(super) fn locked(path: &Path) -> Self {
        let help = "wait for it to end, or add --wait";
        Self { is_locked: true, ..Self::new(path, "another run is at work in the output folder", help) }
    }

    /// For `map_err`: says what was tried at `path` when the system refused.
    pub fn io(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
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
            Self::new(path, format!("cannot {verb}: {error}"), help)
        }
    }

    /// Where it went wrong.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// As it is told to the person at the other end.
    pub fn diagnostic(&self) -> Diagnostic {
        let code = if self.is_locked { "locked" } else { "not-published" };
        Diagnostic::error(code, self.message.clone())
            .at(Locus::file(self.path.display().to_string()))
            .help(self.help)
    }

    /// Whether nothing is wrong but that another run is at work.
    pub fn is_locked(&self) -> bool {
        self.is_locked
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
