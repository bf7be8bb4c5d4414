//! Recovery: what a killed run left behind is put right, and `latest` leads where it should.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, sync_folder},
    error::PublishError,
    release::{Release, names},
};

/// The link to the latest release.
const LATEST: &str = "latest";

/// What the folder of a release that is being made is called, before its name.
pub(super) const STAGING: &str = ".staging-";

/// What a link that is about to become `latest` is called, before its release.
const POINTING: &str = ".latest-";

/// What a file that is about to replace another is called, before its name.
pub(super) const WRITING: &str = ".new-";

/// The hidden folder in which `release` is made.
pub(super) fn staging_folder(output: &Path, release: &Release) -> PathBuf {
    output.join(format!("{STAGING}{release}"))
}

/// Removes the hidden folders and links of runs that did not end.
pub(super) fn sweep(output: &Path, disk: &Disk) -> Result<(), PublishError> {
    for name in names(output)? {
        let path = output.join(&name);
        let removed = if name.starts_with(STAGING) {
            disk.remove_folder(&path)
        } else if name.starts_with(POINTING) || name.starts_with(WRITING) {
            disk.remove_file(&path)
        } else {
            Ok(())
        };
        removed.map_err(PublishError::writing("remove what a killed run left", &path))?;
    }
    Ok(())
}

/// Makes `latest` lead to a release that was moved to its place just before the run was killed.
///
/// It stays where it is as long as it leads to another edition's release.
pub(super) fn catch_up(output: &Path, release: &Release, disk: &Disk) -> Result<(), PublishError> {
    let target = latest(output)?.filter(|target| output.join(target).is_dir());
    let points_to = target.as_deref().and_then(Release::parse);
    if points_to.is_some_and(|it| it == *release || it.edition() != release.edition()) {
        return Ok(());
    }
    Pointer::make(output, release, disk)?.swap()?;
    sync_folder(output, disk)
}

/// A link to a release that is about to become `latest`. Dropped before, it is removed.
///
/// It is made before the release is moved to its place: what is left to do then needs no room.
pub(super) struct Pointer<'a> {
    link: PathBuf,
    latest: PathBuf,
    is_latest: bool,
    disk: &'a Disk,
}

impl<'a> Pointer<'a> {
    pub(super) fn make(output: &Path, release: &Release, disk: &'a Disk) -> Result<Self, PublishError> {
        let link = output.join(format!("{POINTING}{release}"));
        disk.link(&release.to_string(), &link).map_err(PublishError::writing("make a link", &link))?;
        Ok(Self { link, latest: output.join(LATEST), is_latest: false, disk })
    }

    /// Makes `latest` lead to the release, in one step: it is never missing in between.
    pub(super) fn swap(mut self) -> Result<(), PublishError> {
        let swapped = self.disk.rename(&self.link, &self.latest);
        swapped.map_err(PublishError::writing("swap the link", &self.latest))?;
        self.is_latest = true;
        Ok(())
    }
}

impl Drop for Pointer<'_> {
    fn drop(&mut self) {
        if !self.is_latest {
            // Best effort: the error to tell is the one that came first.
            let _ = self.disk.remove_file(&self.link);
        }
    }
}

/// Where `latest` leads, as it is written in the link; none where there is no link.
///
/// # Errors
/// Something else than a link has that name.
pub(super) fn latest(output: &Path) -> Result<Option<String>, PublishError> {
    let link = output.join(LATEST);
    match fs::read_link(&link) {
        Ok(target) => Ok(target.to_str().map(str::to_owned)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(_) => {
            let message = "is not a link to a release";
            Err(PublishError::unwritten(
                &link,
                message,
                "move it away: the program keeps a link of that name",
            ))
        }
    }
}
