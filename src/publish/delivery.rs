//! A delivery: the folder of copies, whole or not there.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{
    disk::Disk,
    error::PublishError,
    recovery::{STAGING, WRITING},
};
use crate::inputs::{contents, sha256};

/// The record of who got which file.
pub const DELIVERY: &str = "delivery.csv";

/// The archive of all copies.
pub const ARCHIVE: &str = "copies.zip";

/// What stands in a folder that is being filled: a line a copy, its file and the order it was made for.
const FINISHED: &str = ".finished";

/// A folder of copies that is being filled. One that is not there yet is filled beside its place and moved
/// there; a run that was killed left it, and the next run goes on from there. In one that stands, what was
/// ordered otherwise is made anew.
pub struct Delivery {
    place: PathBuf,
    /// Where the copies are written.
    folder: PathBuf,
    /// The files that stand, by name: the order that each was made for and, where it is recorded, its
    /// digest.
    standing: BTreeMap<String, (String, Option<String>)>,
    is_done: bool,
    disk: Disk,
}

impl Delivery {
    /// Starts to fill `place`, or goes on where a run stopped. `recorded` gives what a record of copies
    /// says of each file: its order and its digest.
    ///
    /// # Errors
    /// It cannot be made, or holds an archive: what is in that cannot be told.
    pub fn start(
        place: &Path,
        recorded: impl FnOnce(&[u8]) -> BTreeMap<String, (String, String)>,
    ) -> Result<Self, PublishError> {
        let (place, disk) = (place.to_owned(), Disk::private());
        if place.symlink_metadata().is_ok() {
            if place.join(ARCHIVE).exists() {
                let help = "move it away, or name another with --to";
                return Err(PublishError::refused(&place, "the copies have been made already", help));
            }
            let path = place.join(DELIVERY);
            let record =
                contents(&path).map_err(PublishError::reading("read the record of copies", &path))?;
            let standing = recorded(&record).into_iter();
            let standing = standing.map(|(file, (order, digest))| (file, (order, Some(digest)))).collect();
            return Ok(Self { folder: place.clone(), place, standing, is_done: true, disk });
        }
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or("copies");
        let parent = place.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = parent.join(format!("{STAGING}{name}"));
        let standing =
            finished(&String::from_utf8_lossy(&contents(&folder.join(FINISHED)).unwrap_or_default()));
        let delivery = Self { place, folder, standing, is_done: false, disk };
        let made = delivery.disk.create_folders(&delivery.folder);
        made.map_err(PublishError::writing("make the folder of copies", &delivery.folder))?;
        Ok(delivery)
    }

    /// A copy that stands as it was ordered: none is there by halves.
    pub fn finished(&self, name: &str, order: &str) -> Option<Vec<u8>> {
        let (made_for, digest) = self.standing.get(name)?;
        let bytes = contents(&self.folder.join(name)).ok()?;
        let is_whole = digest.as_ref().is_none_or(|digest| *digest == sha256(&bytes));
        (made_for == order && is_whole).then_some(bytes)
    }

    /// Writes a copy, in one step, and then what it was made for.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, name: &str, order: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.write_whole(name, bytes)?;
        if self.is_done {
            return Ok(());
        }
        let path = self.folder.join(FINISHED);
        let line = format!("{name} {order}\n");
        self.disk.append(&path, line.as_bytes()).map_err(PublishError::writing("write the copy", &path))
    }

    /// Writes the record of the copies, and takes away those that nobody ordered any more.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn record(&self, record: &[u8], names: &[String]) -> Result<(), PublishError> {
        self.write_whole(DELIVERY, record)?;
        for name in self.standing.keys().filter(|name| !names.contains(name)) {
            let path = self.folder.join(name);
            if path.exists() {
                let removed = self.disk.remove_file(&path);
                removed.map_err(PublishError::writing("take away the copy", &path))?;
            }
        }
        Ok(())
    }

    fn write_whole(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.folder.join(name);
        let fresh = self.folder.join(format!("{WRITING}{name}"));
        self.disk.replace(&path, &fresh, bytes).map_err(PublishError::writing("write the copy", &path))
    }

    /// Puts the files of those names into one archive, in that order, and removes them.
    ///
    /// # Errors
    /// One cannot be read, or the archive cannot be written.
    #[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
    pub fn archive(&self, names: &[String]) -> Result<(), PublishError> {
        let path = self.folder.join(ARCHIVE);
        let work = || {
            // Copies are compressed already. The date is the first that the format knows: the same copies
            // make the same archive.
            let stored = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(DateTime::DEFAULT);
            let mut archive = ZipWriter::new(BufWriter::new(File::create(&path)?));
            for name in names {
                archive.start_file(name, stored)?;
                archive.write_all(&contents(&self.folder.join(name))?)?;
            }
            archive.finish()?.flush()?;
            names.iter().try_for_each(|name| self.disk.remove_file(&self.folder.join(name)))
        };
        work().map_err(PublishError::writing("write the archive", &path))
    }

    /// Moves the folder to its place, in one step.
    ///
    /// # Errors
    /// It cannot be moved.
    pub fn finish(mut self) -> Result<PathBuf, PublishError> {
        if !self.is_done {
            let work = || {
                self.disk.remove_file(&self.folder.join(FINISHED))?;
                self.disk.sync(&self.folder)?;
                self.disk.rename(&self.folder, &self.place)
            };
            work().map_err(PublishError::writing("move the copies to their place", &self.place))?;
        }
        self.is_done = true;
        Ok(self.place.clone())
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if !self.is_done {
            // Best effort: what stays, the next run goes on from or removes.
            let _ = self.disk.remove_folder(&self.folder);
        }
    }
}

/// What a run that was killed had finished; a line that was cut off says nothing.
fn finished(text: &str) -> BTreeMap<String, (String, Option<String>)> {
    let lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    let copies = lines.filter_map(|line| line.split_once(' '));
    copies.map(|(name, order)| (name.to_owned(), (order.to_owned(), None))).collect()
}

/// 32 bytes from the system's source of randomness.
///
/// # Errors
/// The system has none.
pub fn secret() -> Result<[u8; 32], PublishError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| {
        let message = format!("the system gives no random key: {error}");
        PublishError::unwritten(Path::new("."), message, "copies cannot be locked on this machine")
    })?;
    Ok(secret)
}
