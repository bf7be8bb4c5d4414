//! Replacing: a file beside the releases gets new contents in one step.

use std::{fs, io::Write as _, path::Path};

use super::{error::PublishError, settle::WRITING, stage::sync_folder};

/// Writes the file `name` of `folder` anew: whoever reads it finds the old contents or the new.
///
/// # Errors
/// The file cannot be written; the old contents are still there.
#[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
pub(super) fn replace(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
    let path = folder.join(name);
    let fresh = folder.join(format!("{WRITING}{name}"));
    let written = fs::File::create(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| {
        // Best effort: the error to tell is the one that came first.
        let _ = fs::remove_file(&fresh);
        PublishError::io("write the file", &path)(error)
    })?;
    fs::rename(&fresh, &path).map_err(PublishError::io("write the file", &path))?;
    sync_folder(folder)
}
