//! Pulled: a snapshot and its record are written beside each other in the inputs.

use std::path::Path;

use super::{disk::Disk, error::PublishError, replace::replace};

/// A file of the inputs: its path relative to them, and its text.
pub type Written<'a> = (&'a str, &'a str);

/// Writes a snapshot and the record of its pulls. The record first: what it says of a snapshot that was
/// not written then, its reader leaves out.
///
/// # Errors
/// One cannot be written; the snapshot is as it was then.
pub fn write_snapshot(
    inputs: &Path,
    snapshot: Written<'_>,
    record: Written<'_>,
    disk: &Disk,
) -> Result<(), PublishError> {
    for (name, text) in [record, snapshot] {
        let path = inputs.join(name);
        let folder = path.parent().unwrap_or(inputs);
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or(name);
        disk.create_folders(folder).map_err(PublishError::writing("make the folder", folder))?;
        replace(folder, file, text.as_bytes(), disk)?;
    }
    Ok(())
}
