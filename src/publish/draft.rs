//! Drafting: the files of a release that nobody makes yet, to be looked at.

use std::path::{Path, PathBuf};

use super::{
    disk::{Disk, sync_folder},
    error::PublishError,
};
use crate::output::Artifact;

/// The folder of drafts, beside the releases.
pub const DRAFT: &str = "draft";

/// Writes the files of a draft in the place of the draft before, and returns its folder. No release is
/// made of it, and none is touched.
///
/// # Errors
/// A file cannot be written.
pub fn draft(files: &[Artifact], output: &Path, disk: &Disk) -> Result<PathBuf, PublishError> {
    let place = output.join(DRAFT);
    if place.exists() {
        disk.remove_folder(&place).map_err(PublishError::writing("remove the draft before", &place))?;
    }
    for file in files {
        let path = place.join(&file.name);
        let folder = path.parent().unwrap_or(&place);
        disk.create_folders(folder).map_err(PublishError::writing("make the folder", folder))?;
        disk.write(&path, &file.bytes).map_err(PublishError::writing("write the file", &path))?;
    }
    sync_folder(&place, disk)?;
    Ok(place)
}
