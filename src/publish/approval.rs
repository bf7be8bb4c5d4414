//! Approvals: who has read what is said and lets it go out.
//!
//! An approval is bound to the digests of the facts and of the passages. When one of them changes, nobody
//! has approved what is printed then: nothing has to be revoked. Who has approved too soon takes the word
//! back.

use std::path::Path;

use super::{
    disk::Disk, error::PublishError, record::today, release::Release, replace::replace, shelf::Shelf,
};
use crate::{
    inputs::contents,
    ledger::{Approval, Ledger, short_code},
    signature::SigningKey,
};

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
    pub fn read(output: &Path) -> Result<Self, PublishError> {
        let path = output.join(APPROVALS);
        let bytes = match contents(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            bytes => bytes.map_err(PublishError::reading("read the approvals", &path))?,
        };
        let damaged = |what: String| {
            let help = "restore it from a backup: without it nobody knows who has approved what";
            PublishError::unread(&path, format!("the approvals are damaged: {what}"), help)
        };
        let read: Vec<Approval> =
            serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        match read.iter().find(|it| it.is_forged()) {
            Some(it) => Err(damaged(format!("the signature of {} is none of what is approved", it.by))),
            None => Ok(Self(read)),
        }
    }

    /// The approvals of exactly what a ledger says.
    pub fn of(&self, ledger: &Ledger) -> Vec<Approval> {
        let (facts, said) = (ledger.digest(), ledger.said());
        let stands = |it: &&Approval| it.withdrawn.is_none() && it.facts == facts && it.said == said;
        self.0.iter().filter(stands).cloned().collect()
    }

    fn write(&self, output: &Path, disk: &Disk) -> Result<(), PublishError> {
        let mut bytes = serde_json::to_vec_pretty(&self.0).expect("text and lists of text");
        bytes.push(b'\n');
        replace(output, APPROVALS, &bytes, disk)
    }
}

/// Records that `by`, as `role`, approves what a release says, `latest` or by name.
///
/// The same person's second word for the same is the first, unless it is signed now and was not, or otherwise.
/// The caller holds the lock.
///
/// # Errors
/// There is no such release, its files are not as they were published, or the record cannot be
/// written.
pub fn approve(
    output: &Path,
    release: &str,
    by: &str,
    role: &str,
    signer: Option<&SigningKey>,
    disk: &Disk,
) -> Result<Approval, PublishError> {
    let (release, ledger) = undamaged(output, release)?;
    let mut approvals = Approvals::read(output)?;
    let given = approvals.of(&ledger).into_iter().find(|it| it.by == by && it.role == role);
    let key = signer.map(|key| key.public().to_string());
    if let Some(given) = given {
        if key.is_none() || given.signature.as_ref().map(|it| &it.key) == key.as_ref() {
            return Ok(given);
        }
        // Nobody says the same twice, in one breath signed and unsigned.
        approvals.0.retain(|it| *it != given);
    }
    let facts = ledger.digest();
    let approval = Approval {
        by: by.to_owned(),
        role: role.to_owned(),
        on: today().to_string(),
        release: release.to_string(),
        code: short_code(&facts),
        facts,
        said: ledger.said(),
        withdrawn: None,
        signature: None,
    };
    let approval = signer.map_or_else(|| approval.clone(), |key| approval.clone().signed(key));
    approvals.0.push(approval.clone());
    approvals.write(output, disk)?;
    Ok(approval)
}

/// Takes back the word of `by` for what a release says, in whatever role; how many words that were.
///
/// # Errors
/// There is no such release, `by` has not approved it, or the record cannot be written.
pub fn withdraw(output: &Path, release: &str, by: &str, disk: &Disk) -> Result<usize, PublishError> {
    let shelf = Shelf::open(output)?;
    let ledger = shelf.read(shelf.find(release)?)?.ledger;
    let (facts, said) = (ledger.digest(), ledger.said());
    let mut approvals = Approvals::read(output)?;
    let mut taken_back = 0;
    for it in &mut approvals.0 {
        if it.by == by && it.withdrawn.is_none() && it.facts == facts && it.said == said {
            it.withdrawn = Some(today().to_string());
            taken_back += 1;
        }
    }
    if taken_back == 0 {
        let message = format!("{by} has not approved what {release} says");
        let help = "give the name as it was given with the approval";
        return Err(PublishError::refused(&output.join(APPROVALS), message, help));
    }
    approvals.write(output, disk)?;
    Ok(taken_back)
}

/// A release whose files are as they were published, and its ledger.
fn undamaged(output: &Path, release: &str) -> Result<(Release, Ledger), PublishError> {
    let shelf = Shelf::open(output)?;
    let release = shelf.find(release)?;
    let published = shelf.read(release)?;
    let folder = shelf.folder(release);
    match published.manifest.damages(&folder).into_iter().next() {
        Some(damage) => {
            let help = "make a new release with `briefing build --force`, and read that";
            Err(PublishError::unread(&folder, format!("the release cannot be approved: {damage}"), help))
        }
        None => Ok((release.clone(), published.ledger)),
    }
}
