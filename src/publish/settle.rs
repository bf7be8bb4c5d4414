//! Settling: what a killed run left behind is put right, and `latest` leads where it should.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use super::{
    error::PublishError,
    release::{Release, names},
    stage::sync_folder,
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
pub(super) fn sweep(output: &Path) -> Result<(), PublishError> {
    for name in names(output)? {
        let path = output.join(&name);
        if name.starts_with(STAGING) {
            fs::remove_dir_all(&path).map_err(PublishError::io("remove what a killed run left", &path))?;
        } else if name.starts_with(POINTING) || name.starts_with(WRITING) {
            fs::remove_file(&path).map_err(PublishError::io("remove what a killed run left", &path))?;
        }
    }
    Ok(())
}

/// Makes `latest` lead to a release that was moved to its place just before the run was killed.
///
/// It stays where it is as long as it leads to another edition's release.
pub(super) fn catch_up(output: &Path, release: &Release) -> Result<(), PublishError> {
    let target = latest(output)?.filter(|target| output.join(target).is_dir());
    let points_to = target.as_deref().and_then(Release::parse);
    if points_to.is_some_and(|it| it == *release || it.edition() != release.edition()) {
        return Ok(());
    }
    point_latest(output, release)
}

/// Makes `latest` lead to `release`, in one step: it is never missing in between.
#[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
pub(super) fn point_latest(output: &Path, release: &Release) -> Result<(), PublishError> {
    let link = output.join(LATEST);
    let pointing = output.join(format!("{POINTING}{release}"));
    symlink(release.to_string(), &pointing).map_err(PublishError::io("make a link", &pointing))?;
    fs::rename(&pointing, &link).map_err(|error| {
        // Best effort: the error to tell is the one that came first.
        let _ = fs::remove_file(&pointing);
        PublishError::io("swap the link", &link)(error)
    })?;
    sync_folder(output)
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
            Err(PublishError::new(&link, message, "move it away: the program keeps a link of that name"))
        }
    }
}
