//! Watching: when something under the inputs or templates was saved.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, SystemTime},
};

/// How often the folders are looked at, which takes a fifth of a millisecond. With the pause for a file that
/// is still being written, a run starts within a twentieth of a second of a saved change.
const POLL: Duration = Duration::from_millis(20);

/// The length and the time of the last change of every file, by path. Whether the content changed,
/// too, is decided by its digest, in the run.
type Look = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Folders that are being watched.
pub struct Watch {
    folders: Vec<PathBuf>,
    seen: Look,
}

impl Watch {
    /// Starts to watch: what is there now is no change.
    pub fn start(folders: Vec<PathBuf>) -> Self {
        let seen = look(&folders);
        Self { folders, seen }
    }

    /// Waits until something was saved, and nothing is being written any more.
    pub fn wait(&mut self) {
        loop {
            sleep(POLL);
            let now = look(&self.folders);
            if now != self.seen && {
                sleep(POLL);
                look(&self.folders) == now
            } {
                self.seen = now;
                return;
            }
        }
    }
}

fn look(folders: &[PathBuf]) -> Look {
    let mut found = Look::new();
    folders.iter().for_each(|folder| look_into(folder, &mut found));
    found
}

/// What cannot be looked at is left out; the run will say why.
#[expect(clippy::disallowed_methods, reason = "nothing is read here, only looked at")]
fn look_into(folder: &Path, found: &mut Look) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
        match entry.metadata() {
            Ok(it) if it.is_dir() && !is_hidden => look_into(&entry.path(), found),
            Ok(it) if !is_hidden => drop(found.insert(entry.path(), (it.len(), it.modified().ok()))),
            _ => {}
        }
    }
}
