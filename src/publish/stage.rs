//! Staging: a release is written and read back in a hidden folder before anybody can see it.

use std::path::{Path, PathBuf};

use super::{
    contents::Contents,
    disk::{Disk, sync_folder},
    error::PublishError,
    manifest::{MANIFEST, Manifest},
    recovery::{latest, staging_folder},
};
use crate::{
    inputs::{contents, sha256},
    output::Artifact,
};

/// A release that is being made. Dropped before it is kept, it takes its folder with it, wherever
/// that is by then.
pub(super) struct Staging<'a> {
    folder: PathBuf,
    files: Vec<Artifact>,
    is_kept: bool,
    disk: &'a Disk,
}

/// Makes sure that `contents` can go to its place, and returns it.
pub(super) fn check_place(contents: &Contents, output: &Path) -> Result<PathBuf, PublishError> {
    let place = output.join(contents.release.to_string());
    let is_plain = |name: &str| Path::new(name).file_name().is_some_and(|file| file == name);
    if !is_plain(&contents.release.to_string()) {
        let message = "the edition's name makes no folder's name";
        return Err(PublishError::refused(&place, message, "name the edition without slashes in the plan"));
    }
    if place.symlink_metadata().is_ok() {
        let message = "there is such a release already, and a release never changes";
        return Err(PublishError::refused(&place, message, "run again: the next number will be taken"));
    }
    let mut names: Vec<&str> = contents.files.iter().map(|file| file.name.as_str()).collect();
    names.push(MANIFEST);
    names.extend(contents.record.iter().map(|file| file.name.as_str()));
    names.sort_unstable();
    let wrong = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    // `charts/rd-lines.zh.svg`: one folder in the release's own, and none above it.
    let stays = |name: &str| name.split('/').count() <= 2 && name.split('/').all(is_plain);
    if let Some(name) = wrong.or_else(|| names.into_iter().find(|name| !stays(name))) {
        let message = "is no file name, or a name used twice";
        return Err(PublishError::refused(
            &place.join(name),
            message,
            "give every file a plain name of its own",
        ));
    }
    latest(output)?;
    Ok(place)
}

/// Writes the files of `contents` and its manifest into its hidden folder.
pub(super) fn stage<'a>(
    contents: &Contents,
    output: &Path,
    disk: &'a Disk,
) -> Result<Staging<'a>, PublishError> {
    disk.create_folders(output).map_err(PublishError::writing("make the output folder", output))?;
    let manifest = Manifest::of(&contents.release, &contents.ingredients, &contents.options, &contents.files);
    let manifest = Manifest { approvals: contents.approvals.clone(), ..manifest };
    let manifest =
        contents.signer.as_ref().map_or_else(|| manifest.clone(), |key| manifest.clone().signed(key));
    let manifest = Artifact { name: MANIFEST.to_owned(), bytes: manifest.to_bytes() };
    let folder = staging_folder(output, &contents.release);
    disk.create_folder(&folder).map_err(PublishError::writing("make the release's folder", &folder))?;

    let files = contents.files.iter().cloned().chain([manifest]).chain(contents.record.clone()).collect();
    let staging = Staging { folder, files, is_kept: false, disk };
    for file in &staging.files {
        staging.write(file)?;
    }
    sync_folder(&staging.folder, disk)?;
    Ok(staging)
}

impl Staging<'_> {
    /// Writes a file through to the disk.
    fn write(&self, file: &Artifact) -> Result<(), PublishError> {
        let path = self.folder.join(&file.name);
        let folder = path.parent().expect("a file is in the release's folder");
        self.disk.create_folders(folder).map_err(PublishError::writing("make the folder", folder))?;
        self.disk.write(&path, &file.bytes).map_err(PublishError::writing("write the file", &path))?;
        sync_folder(folder, self.disk)
    }

    /// Reads every file back and compares it with what was to be written.
    pub(super) fn verify(&self) -> Result<(), PublishError> {
        for file in &self.files {
            let path = self.folder.join(&file.name);
            let bytes = contents(&path).map_err(PublishError::writing("read the file back", &path))?;
            if sha256(&bytes) != sha256(&file.bytes) {
                let message = "the file is not what was written";
                return Err(PublishError::unwritten(&path, message, "check the disk, then run again"));
            }
        }
        Ok(())
    }

    /// Moves the release to its place, in one step.
    pub(super) fn move_to(&mut self, place: &Path) -> Result<(), PublishError> {
        let moved = self.disk.rename(&self.folder, place);
        moved.map_err(PublishError::writing("move the release to its place", place))?;
        place.clone_into(&mut self.folder);
        sync_folder(place.parent().expect("a release is in the output folder"), self.disk)
    }

    /// Keeps the release: `latest` leads to it.
    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            // Best effort: what stays, the next run removes, or takes as a release if it is whole.
            let _ = self.disk.remove_folder(&self.folder);
        }
    }
}
