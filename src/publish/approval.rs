//! Approvals: who has read the facts and lets them go out.
//!
//! An approval is bound to the digest of the facts. When a fact changes, the digest does, and
//! nobody has approved what is printed then: nothing has to be revoked.

use std::{fs, path::Path};

use super::{disk::Disk, error::PublishError, record::today, replace::replace, shelf::Shelf};
use crate::ledger::{Approval, short_code};

/// The file of approvals, beside the releases.
pub const APPROVALS: &str = "approvals.json";

/// Every approval that was ever given, in the order of giving.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Approvals(Vec<Approval>);

impl Approvals {
    /// Reads the approvals under `output`; none where nobody has approved anything.
    ///
    /// # Errors
    /// The file cannot be read, or is none of ours.
    #[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
    pub fn read(output: &Path) -> Result<Self, PublishError> {
        let path = output.join(APPROVALS);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            bytes => bytes.map_err(PublishError::io("read the approvals", &path))?,
        };
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let help = "restore it from a backup: without it nobody knows who has approved what";
            PublishError::new(&path, format!("the approvals are damaged: {error}"), help)
        })
    }

    /// The approvals of the facts with that digest.
    pub fn of(&self, digest: &str) -> Vec<Approval> {
        self.0.iter().filter(|approval| approval.facts == digest).cloned().collect()
    }

    fn write(&self, output: &Path, disk: &Disk) -> Result<(), PublishError> {
        let mut bytes = serde_json::to_vec_pretty(&self.0).expect("text and lists of text");
        bytes.push(b'\n');
        replace(output, APPROVALS, &bytes, disk)
    }
}

/// Records that `by`, as `role`, approves the facts of a release, `latest` or by name.
///
/// The same person's second word for the same facts is the first. The caller holds the lock.
///
/// # Errors
/// There is no such release, its files are not as they were published, or the record cannot be
/// written.
pub fn approve(
    output: &Path,
    release: &str,
    by: &str,
    role: &str,
    disk: &Disk,
) -> Result<Approval, PublishError> {
    let shelf = Shelf::open(output)?;
    let release = shelf.find(release)?;
    let compared = shelf.read(release)?;
    let folder = shelf.folder(release);
    if let Some(damage) = compared.manifest.damages(&folder).into_iter().next() {
        let help = "make a new release with `briefing build --force`, and read that";
        return Err(PublishError::new(&folder, format!("the release cannot be approved: {damage}"), help));
    }
    let facts = compared.ledger.digest();
    let mut approvals = Approvals::read(output)?;
    if let Some(given) = approvals.of(&facts).into_iter().find(|it| it.by == by && it.role == role) {
        return Ok(given);
    }
    let approval = Approval {
        by: by.to_owned(),
        role: role.to_owned(),
        on: today().to_string(),
        release: release.to_string(),
        code: short_code(&facts),
        facts,
    };
    approvals.0.push(approval.clone());
    approvals.write(output, disk)?;
    Ok(approval)
}
