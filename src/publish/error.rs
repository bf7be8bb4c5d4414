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
}

impl PublishError {
    /// A place that is not as it must be.
    pub(super) fn new(path: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self { path: path.to_owned(), message: message.into(), help }
    }

    /// For `map_err`: says what was tried at `path` when the system refused.
    pub(super) fn io(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| {
            let help = match error.kind() {
                io::ErrorKind::PermissionDenied => {
                    "allow writing there, or name another folder with --output"
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk",
                io::ErrorKind::NotADirectory => "name a folder with --output, not a file",
                _ => "check the output folder, or name another with --output",
            };
            Self::new(path, format!("cannot {verb}: {error}"), help)
        }
    }

    /// Where it went wrong.
    pub fn path(&self) -> &Path {
        &self.path
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
        Self::error("not-published", error.message)
            .at(Locus::file(error.path.display().to_string()))
            .help(error.help)
    }
}
