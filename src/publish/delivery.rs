//! A delivery: the folder of copies, whole or not there.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use super::{error::PublishError, settle::STAGING, stage::sync_folder, zip::Archive};

/// The record of who got which file.
pub const DELIVERY: &str = "delivery.csv";

/// The archive of all copies.
pub const ARCHIVE: &str = "copies.zip";

/// A folder of copies that is being filled. Dropped before it was finished, it is removed.
pub struct Delivery {
    place: PathBuf,
    staging: PathBuf,
    is_done: bool,
}

impl Delivery {
    /// Starts to fill what is to become `place`.
    ///
    /// # Errors
    /// There is such a folder already, or it cannot be made.
    pub fn start(place: &Path) -> Result<Self, PublishError> {
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or("copies");
        if place.symlink_metadata().is_ok() {
            let help = "move it away, or name another with --to";
            return Err(PublishError::new(place, "the copies have been made already", help));
        }
        let parent = place.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let staging = parent.join(format!("{STAGING}{name}"));
        if staging.exists() {
            // What a killed run left.
            fs::remove_dir_all(&staging)
                .map_err(PublishError::io("remove what a killed run left", &staging))?;
        }
        fs::create_dir_all(&staging).map_err(PublishError::io("make the folder of copies", &staging))?;
        Ok(Self { place: place.to_owned(), staging, is_done: false })
    }

    /// Writes a file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.staging.join(name);
        let written = File::create_new(&path).and_then(|mut file| file.write_all(bytes));
        written.map_err(PublishError::io("write the copy", &path))
    }

    /// Puts the files of those names into one archive, in that order, and removes them.
    ///
    /// # Errors
    /// One cannot be read, or the archive cannot be written.
    #[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
    pub fn archive(&self, names: &[String]) -> Result<(), PublishError> {
        let path = self.staging.join(ARCHIVE);
        let work = || {
            let mut archive = Archive::new(BufWriter::new(File::create_new(&path)?));
            for name in names {
                let file = self.staging.join(name);
                archive.add(name, &fs::read(&file)?)?;
                fs::remove_file(&file)?;
            }
            archive.finish()?.flush()
        };
        work().map_err(PublishError::io("write the archive", &path))
    }

    /// Moves the folder to its place, in one step.
    ///
    /// # Errors
    /// It cannot be moved.
    #[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
    pub fn finish(mut self) -> Result<PathBuf, PublishError> {
        sync_folder(&self.staging, &super::disk::Disk::default())?;
        fs::rename(&self.staging, &self.place)
            .map_err(PublishError::io("move the copies to their place", &self.place))?;
        self.is_done = true;
        Ok(self.place.clone())
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if !self.is_done {
            // Best effort: what stays, the next run removes.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

/// 32 bytes from the system's source of randomness.
///
/// # Errors
/// The system has none.
pub fn secret() -> Result<[u8; 32], PublishError> {
    let path = Path::new("/dev/urandom");
    let mut secret = [0; 32];
    File::open(path)
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut secret))
        .map_err(PublishError::io("draw a random key", path))?;
    Ok(secret)
}
