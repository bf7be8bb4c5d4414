//! Publishing: an edition's files become a release on disk, whole or not at all.
//!
//! `recovery → decide` before the work, `stage → verify → move → swap` after it.
//!
//! ```text
//! output/
//!   2025-r1/  briefing.en.pdf briefing.zh.pdf facts.csv facts.json manifest.json run.json
//!   2025-r2/  …
//!   latest -> 2025-r2
//! ```
//! A release never changes. It is written and read back in a hidden folder beside its place and
//! moved there by one rename; `latest` is swapped the same way. So at every moment `latest` leads
//! to a whole release, and a run that is killed costs nothing but a folder that the next run
//! removes.

mod approval;
pub mod batch;
mod contents;
mod decide;
pub mod delivery;
mod disk;
mod draft;
mod error;
mod key;
mod lock;
mod manifest;
mod metrics;
pub mod postbook;
mod pulled;
mod record;
mod recovery;
mod release;
mod replace;
mod shelf;
mod stage;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{inputs::contents, ledger::Ledger};

pub use self::{
    approval::{APPROVALS, Approvals, approve, withdraw},
    contents::{Contents, Next},
    disk::{Disk, FaultKind},
    draft::{DRAFT, draft},
    error::{Failure, PublishError, Stopped},
    key::make_key,
    lock::{Lock, Patience},
    manifest::{MANIFEST, Manifest, SIGNED_BY, SINCE, strangers},
    metrics::write_metrics,
    pulled::write_snapshot,
    record::{Phase, RUN, Record, RowCounts, timestamp, today, unix_seconds},
    release::Release,
    shelf::{Published, Shelf, count_facts},
};

/// Decides whether `edition` ("2025") needs a release and which one it would be.
///
/// Before that it puts right what a killed run left behind under `output`. An output folder that
/// does not exist yet is fine.
///
/// # Errors
/// The output folder cannot be read or put right.
pub fn next_release(
    output: &Path,
    edition: &str,
    ingredients: &[(String, String)],
    options: &BTreeMap<String, String>,
    disk: &Disk,
) -> Result<Next, PublishError> {
    recovery::sweep(output, disk)?;
    let wanted = Manifest::of(&Release::first(edition), ingredients, options, &[]);
    let next = decide::decide(output, edition, &wanted)?;
    if let Next::UpToDate(release) = &next {
        recovery::catch_up(output, release, disk)?;
    }
    Ok(next)
}

/// What the latest release of `edition` says; none before the first, or where it cannot be read.
///
/// # Errors
/// The output folder cannot be read.
pub fn latest_ledger(output: &Path, edition: &str) -> Result<Option<Ledger>, PublishError> {
    let latest = Release::latest(output, edition)?;
    Ok(latest.and_then(|release| shelf::read_ledger(&output.join(release.to_string())).ok()))
}

/// The bytes of a file that was published, wherever it is now.
///
/// # Errors
/// It cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, PublishError> {
    contents(path).map_err(PublishError::reading("read the file", path))
}

/// Publishes `contents` under `output` and returns the release's folder.
///
/// # Errors
/// Anything that keeps a file from being written, read back intact or moved. The release before
/// stays where it was, and nothing half-made stays behind.
pub fn publish(contents: &Contents, output: &Path, disk: &Disk) -> Result<PathBuf, PublishError> {
    recovery::sweep(output, disk)?;
    let place = stage::check_place(contents, output)?;
    let mut staging = stage::stage(contents, output, disk)?;
    staging.verify()?;
    let pointer = recovery::Pointer::make(output, &contents.release, disk)?;
    staging.move_to(&place)?;
    pointer.swap()?;
    staging.keep();
    disk::sync_folder(output, disk)?;
    Ok(place)
}
