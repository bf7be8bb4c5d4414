//! A delivery: the folder of copies, whole or not there.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{
    disk::Disk,
    error::PublishError,
    settle::{STAGING, WRITING},
};

/// The record of who got which file.
pub const DELIVERY: &str = "delivery.csv";

/// The archive of all copies.
pub const ARCHIVE: &str = "copies.zip";

/// What the folder of copies is being filled for, while it is.
const ORDER: &str = ".order";

/// A folder of copies that is being filled. Dropped before it was finished, it is removed; a run that
/// was killed left it, and the next run for the same order goes on from there.
pub struct Delivery {
    place: PathBuf,
    staging: PathBuf,
    is_done: bool,
    disk: Disk,
}

impl Delivery {
    /// Starts to fill what is to become `place`, or goes on where a run for the same order stopped.
    /// `order` is a digest of everything that the copies are made from.
    ///
    /// # Errors
    /// There is such a folder already, or it cannot be made.
    pub fn start(place: &Path, order: &str) -> Result<Self, PublishError> {
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or("copies");
        if place.symlink_metadata().is_ok() {
            let help = "move it away, or name another with --to";
            return Err(PublishError::new(place, "the copies have been made already", help));
        }
        let parent = place.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let staging = parent.join(format!("{STAGING}{name}"));
        let delivery = Self { place: place.to_owned(), staging, is_done: false, disk: Disk::default() };
        if delivery.finished(ORDER).is_none_or(|found| found != order.as_bytes()) {
            delivery.start_anew(order).map_err(PublishError::io("make the folder of copies", place))?;
        }
        Ok(delivery)
    }

    fn start_anew(&self, order: &str) -> io::Result<()> {
        if self.staging.exists() {
            self.disk.remove_folder(&self.staging)?;
        }
        self.disk.create_folders(&self.staging)?;
        self.disk.write(&self.staging.join(ORDER), order.as_bytes())
    }

    /// A file that a run before has finished: none is there by halves.
    #[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
    pub fn finished(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.staging.join(name)).ok()
    }

    /// Writes a file, in one step.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.staging.join(name);
        let fresh = self.staging.join(format!("{WRITING}{name}"));
        self.disk.replace(&path, &fresh, bytes).map_err(PublishError::io("write the copy", &path))
    }

    /// Puts the files of those names into one archive, in that order, and removes them.
    ///
    /// # Errors
    /// One cannot be read, or the archive cannot be written.
    #[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
    pub fn archive(&self, names: &[String]) -> Result<(), PublishError> {
        let path = self.staging.join(ARCHIVE);
        let work = || {
            // Copies are compressed already. The date is the first that the format knows: the same copies
            // make the same archive.
            let stored = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(DateTime::DEFAULT);
            let mut archive = ZipWriter::new(BufWriter::new(File::create(&path)?));
            for name in names {
                archive.start_file(name, stored)?;
                archive.write_all(&fs::read(self.staging.join(name))?)?;
            }
            archive.finish()?.flush()?;
            names.iter().try_for_each(|name| self.disk.remove_file(&self.staging.join(name)))
        };
        work().map_err(PublishError::io("write the archive", &path))
    }

    /// Moves the folder to its place, in one step.
    ///
    /// # Errors
    /// It cannot be moved.
    pub fn finish(mut self) -> Result<PathBuf, PublishError> {
        let work = || {
            self.disk.remove_file(&self.staging.join(ORDER))?;
            self.disk.sync(&self.staging)?;
            self.disk.rename(&self.staging, &self.place)
        };
        work().map_err(PublishError::io("move the copies to their place", &self.place))?;
        self.is_done = true;
        Ok(self.place.clone())
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if !self.is_done {
            // Best effort: what stays, the next run goes on from or removes.
            let _ = self.disk.remove_folder(&self.staging);
        }
    }
}

/// 32 bytes from the system's source of randomness.
///
/// # Errors
/// The system has none.
pub fn secret() -> Result<[u8; 32], PublishError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| {
        let message = format!("the system gives no random key: {error}");
        PublishError::new(Path::new("."), message, "copies cannot be locked on this machine")
    })?;
    Ok(secret)
}
