//! Verifying: whether the file in one's hand is what was published.

use std::path::Path;

use crate::{
    inputs::sha256,
    ledger::numerals::numerals,
    output::FACTS_CSV,
    publish::Manifest,
    render::pdf::reread::{Reread, reread},
    seal::{
        self, Seal,
        package::{self, OBSERVATIONS},
        recompute::contradictions,
    },
};

/// What verifying a file has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub release: String,
    pub code: String,
    pub pages: usize,
    pub numerals: usize,
    /// What was stamped on a copy afterwards, page 1's.
    pub stamp: String,
    /// What is not as it was published, a line each; nothing if all is.
    pub breaches: Vec<String>,
}

/// Verifies the bytes of a document by what is inside it and, where there is one, by the folder of
/// its release.
///
/// # Errors
/// It is no document of ours, in a few words.
pub fn verify(bytes: &[u8], name: &str, release: Option<&Path>) -> Result<Verified, String> {
    let read = reread(bytes)?;
    let (seal, mut breaches) = seal::breaches(&read)?;
    let attachment = |name: &str| read.attachment(name).unwrap_or_default();
    let facts = attachment(FACTS_CSV);
    if breaches.is_empty() {
        breaches.extend(contradictions(facts));
        breaches.extend(package::contradictions(attachment(OBSERVATIONS), facts));
    }
    breaches.extend(codes(&read, &seal));
    if let Some(folder) = release {
        breaches.extend(against_release(bytes, name, facts, folder));
    }
    let count = read.pages.iter().map(|page| numerals(&page.reads).len()).sum();
    Ok(Verified {
        release: seal.release,
        code: seal.code,
        pages: read.pages.len(),
        numerals: count,
        stamp: read.pages.first().map(|page| page.stamp.trim().replace('\n', " ")).unwrap_or_default(),
        breaches,
    })
}

/// The pages behind the cover that do not bear the facts' code.
fn codes(read: &Reread, seal: &Seal) -> Vec<String> {
    let lacking = |(page, number): (&crate::render::pdf::reread::ReadPage, usize)| {
        let bears = page.reads.contains(&seal.code);
        (!bears).then(|| format!("page {number} does not bear the code {} of its facts", seal.code))
    };
    read.pages.iter().zip(1..).skip(1).filter_map(lacking).collect()
}

/// What differs from the release's own files: the document's digest, the rows of the facts.
fn against_release(bytes: &[u8], name: &str, facts: &[u8], folder: &Path) -> Vec<String> {
    let manifest = match Manifest::read(folder) {
        Ok(manifest) => manifest,
        Err(damage) => return vec![format!("{}: {damage}", folder.display())],
    };
    let mut breaches = vec![];
    if manifest.files.get(name).is_some_and(|digest| *digest != sha256(bytes)) {
        breaches.push(format!("it is not the {name} that the manifest of {} names", manifest.release));
    }
    let published = manifest.file(folder, FACTS_CSV).unwrap_or_default();
    let (published, facts) = (String::from_utf8_lossy(&published), String::from_utf8_lossy(facts));
    for ((old, new), row) in published.lines().zip(facts.lines()).zip(1..) {
        if old != new {
            breaches.push(format!("{FACTS_CSV}:{row} says {new}, {old} was published"));
        }
    }
    breaches
}
