//! The lock: one run at a time works in an output folder.

use std::{
    fs::{self, File, TryLockError},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use super::error::PublishError;

/// What to do when another run is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patience {
    #[default]
    GiveUp,
    Wait,
}

/// An output folder that this run alone may write to, until it is dropped or the process ends.
///
/// The folder itself is locked (`flock`), so that no lock file is left behind, least of all by a
/// killed run.
#[derive(Debug)]
pub struct Lock {
    folder: PathBuf,
    _handle: File,
}

impl Lock {
    /// Locks `output`; makes the folder if it is not there yet.
    ///
    /// # Errors
    /// The folder cannot be made or opened, or another run is at work and there is no patience.
    #[expect(clippy::disallowed_methods, reason = "the folder itself is what is locked")]
    pub fn take(output: &Path, patience: Patience) -> Result<Self, PublishError> {
        loop {
            fs::create_dir_all(output).map_err(PublishError::writing("make the output folder", output))?;
            let handle =
                File::open(output).map_err(PublishError::writing("open the output folder", output))?;
            lock(&handle, output, patience)?;
            if is_at(&handle, output) {
                return Ok(Self { folder: output.to_owned(), _handle: handle });
            }
            // The run before removed the folder, which was empty: what is locked is gone.
        }
    }
}

fn lock(handle: &File, output: &Path, patience: Patience) -> Result<(), PublishError> {
    match (handle.try_lock(), patience) {
        (Ok(()), _) => Ok(()),
        (Err(TryLockError::WouldBlock), Patience::GiveUp) => Err(PublishError::locked(output)),
        (Err(TryLockError::WouldBlock), Patience::Wait) => {
            handle.lock().map_err(PublishError::writing("lock the output folder", output))
        }
        (Err(TryLockError::Error(error)), _) => {
            Err(PublishError::writing("lock the output folder", output)(error))
        }
    }
}

/// Whether an open folder is still the one of that path.
fn is_at(handle: &File, path: &Path) -> bool {
    let identity = |it: fs::Metadata| (it.dev(), it.ino());
    match (handle.metadata(), path.metadata()) {
        (Ok(held), Ok(found)) => identity(held) == identity(found),
        _ => false,
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only an empty folder goes: a run that made nothing leaves nothing behind.
        let _ = fs::remove_dir(&self.folder);
    }
}
