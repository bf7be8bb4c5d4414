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
    // Held against damaged files, anything would pass or nothing.
    breaches.extend(manifest.damages(folder).into_iter().map(|it| format!("{}: {it}", folder.display())));
    let Some(published) = manifest.file(folder, FACTS_CSV) else {
        breaches.push(format!("{}: it has no {FACTS_CSV} to compare with", folder.display()));
        return breaches;
    };
    breaches.extend(rows(&String::from_utf8_lossy(&published), &String::from_utf8_lossy(facts)));
    breaches
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
