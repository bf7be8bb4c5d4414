//! Releases: whether a folder is as its manifest says, and which of its files one holds.

use std::path::Path;

use super::{
    Approved, FileOrigin, Signer, Verified,
    signers::{approved, sealed_by},
};
use crate::{
    inputs::sha256,
    ledger::{Ledger, short_code},
    output::{FACTS_CSV, FACTS_JSON},
    publish::{Manifest, strangers},
    render::pdf::reread as pdf,
    seal::{self, Seal},
    signature::{Purpose, TrustedKeys},
};

/// Verifies a release as it lies in its folder: every file that its manifest names, that there are no others,
/// who has approved what it says, and who has signed all of it.
///
/// # Errors
/// It is no release, in a few words.
pub fn verify_release(folder: &Path, trusted: Option<&TrustedKeys>) -> Result<Verified, String> {
    let manifest = Manifest::read(folder)?;
    let mut breaches = manifest.damages(folder);
    breaches.extend(strangers(folder, &manifest).map_err(|error| error.to_string())?);
    Ok(of_release(manifest, folder, FileOrigin::Whole, trusted, breaches))
}

/// A file that has no seal of its own, if it is one of that release.
pub(super) fn member(bytes: &[u8], folder: &Path, trusted: Option<&TrustedKeys>) -> Option<Verified> {
    let manifest = Manifest::read(folder).ok()?;
    let digest = sha256(bytes);
    let is_member = manifest.files.values().any(|it| *it == digest);
    let standing = FileOrigin::Released(manifest.release.clone());
    is_member.then(|| {
        let breaches = manifest.damages(folder);
        let verified = of_release(manifest, folder, standing, trusted, breaches);
        Verified { extent: format!("one of {}", verified.extent), ..verified }
    })
}

/// What is known of a release, or of a file by being one of it.
fn of_release(
    manifest: Manifest,
    folder: &Path,
    standing: FileOrigin,
    trusted: Option<&TrustedKeys>,
    mut breaches: Vec<String>,
) -> Verified {
    let approvals = approvals(&manifest, folder, trusted, &mut breaches);
    let signed = (Purpose::Release, &*manifest.digest());
    let signer = sealed_by(manifest.signature.as_ref(), signed, trusted, &mut breaches);
    Verified {
        code: manifest.files.get(FACTS_CSV).map(|digest| short_code(digest)).unwrap_or_default(),
        extent: format!("{} files", manifest.files.len()),
        release: manifest.release,
        stamp: String::new(),
        standing,
        signer,
        stamper: Signer::Nobody,
        approvals,
        breaches,
    }
}

/// Who has approved what a release says. An approval of something else is a breach.
pub(super) fn approvals(
    manifest: &Manifest,
    folder: &Path,
    trusted: Option<&TrustedKeys>,
    breaches: &mut Vec<String>,
) -> Vec<Approved> {
    if manifest.approvals.is_empty() {
        return vec![];
    }
    let facts = manifest.files.get(FACTS_CSV);
    let ledger = manifest.file(folder, FACTS_JSON).and_then(|bytes| Ledger::from_json(&bytes).ok());
    let said = ledger.map(|ledger| ledger.said());
    let (of_this, of_others): (Vec<_>, Vec<_>) = manifest.approvals.iter().cloned().partition(|it| {
        it.withdrawn.is_none() && Some(&it.facts) == facts && Some(&it.said) == said.as_ref()
    });
    breaches.extend(
        of_others.iter().map(|it| format!("the approval of {} ({}) is none of what it says", it.by, it.role)),
    );
    approved(&of_this, trusted, breaches)
}

/// The release that a seal is of, by the PDFs in its folder, whatever they are called; or what is in
/// the way of saying so, a line each.
pub(super) fn against_release(seal: &Seal, facts: &[u8], folder: &Path) -> Result<Manifest, Vec<String>> {
    let manifest = manifest(folder)?;
    let mut breaches = vec![];
    let pdfs = manifest.files.keys().filter(|name| Path::new(name).extension().is_some_and(|it| it == "pdf"));
    let sealed = |name: &String| {
        let bytes = manifest.file(folder, name)?;
        seal::breaches(&pdf::reread(&bytes).ok()?).ok().map(|(seal, _)| seal)
    };
    if !pdfs.filter_map(sealed).any(|released| released == *seal) {
        breaches.push(format!("it has the seal of none of the PDFs of {}", manifest.release));
    }
    match manifest.file(folder, FACTS_CSV) {
        None => breaches.push(format!("{}: it has no {FACTS_CSV} to compare with", folder.display())),
        Some(published) => {
            breaches.extend(rows(&String::from_utf8_lossy(&published), &String::from_utf8_lossy(facts)));
        }
    }
    if breaches.is_empty() { Ok(manifest) } else { Err(breaches) }
}

/// The manifest of a release that is whole: held against damaged files, anything would pass or nothing.
pub(super) fn manifest(folder: &Path) -> Result<Manifest, Vec<String>> {
    let of_folder = |what: String| format!("{}: {what}", folder.display());
    let manifest = Manifest::read(folder).map_err(|damage| vec![of_folder(damage)])?;
    let damages: Vec<String> = manifest.damages(folder).into_iter().map(of_folder).collect();
    if damages.is_empty() { Ok(manifest) } else { Err(damages) }
}

/// The rows that differ from the published ones, those that only one of the two has included.
fn rows(published: &str, facts: &str) -> Vec<String> {
    let (mut published, mut facts) = (published.lines(), facts.lines());
    let pairs = std::iter::from_fn(|| match (published.next(), facts.next()) {
        (None, None) => None,
        pair => Some(pair),
    });
    let differing = pairs.zip(1..).filter(|((old, new), _)| old != new);
    let told = differing.map(|((old, new), row)| {
        let (old, new) = (old.unwrap_or("nothing"), new.unwrap_or("nothing"));
        format!("{FACTS_CSV}:{row} says {new}, {old} was published")
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_added_or_taken_out_at_the_end_are_found() {
        assert_eq!(rows("a\nb\n", "a\nb\n"), Vec::<String>::new());
        assert_eq!(rows("a\nb\n", "a\nb\nc\n"), ["facts.csv:3 says c, nothing was published"]);
        assert_eq!(rows("a\nb\n", "a\n"), ["facts.csv:2 says nothing, b was published"]);
    }
}
