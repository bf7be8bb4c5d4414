//! Replacing: a file beside the releases gets new contents in one step.

use std::path::Path;

use super::{
    disk::{Disk, sync_folder},
    error::PublishError,
    recovery::WRITING,
};

/// Writes the file `name` of `folder` anew: whoever reads it finds the old contents or the new.
///
/// # Errors
/// The file cannot be written; the old contents are still there.
pub(super) fn replace(folder: &Path, name: &str, bytes: &[u8], disk: &Disk) -> Result<(), PublishError> {
    let path = folder.join(name);
    let fresh = folder.join(format!("{WRITING}{name}"));
    disk.replace(&path, &fresh, bytes).map_err(PublishError::writing("write the file", &path))?;
    sync_folder(folder, disk)
}
