//! Verifying: whether the file in one's hand is what was published.

use std::path::Path;

use crate::{
    inputs::sha256,
    ledger::{Ledger, numerals::numerals, short_code},
    output::{FACTS_CSV, FACTS_JSON},
    publish::{Manifest, read_file},
    render::{
        html::reread::reread,
        pdf::reread::{self as pdf, Reread},
    },
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
    /// How much was looked at: `34 pages and 2301 numbers`.
    pub extent: String,
    /// What was stamped on a copy afterwards, page 1's.
    pub stamp: String,
    /// What is not as it was published, a line each; nothing if all is.
    pub breaches: Vec<String>,
}

/// Verifies the bytes of a file by what is inside it and, where there is one, by the folder of its
/// release. A web page takes nothing along: it is held against the ledger of that folder.
///
/// # Errors
/// It is no file of ours, or a web page without its ledger, in a few words.
pub fn verify(bytes: &[u8], name: &str, release: Option<&Path>) -> Result<Verified, String> {
    if bytes.starts_with(b"<!DOCTYPE html>") {
        webpage(bytes, name, release)
    } else {
        document(bytes, name, release)
    }
}

/// A web page, against the `facts.json` of the folder.
fn webpage(bytes: &[u8], name: &str, folder: Option<&Path>) -> Result<Verified, String> {
    let lacks =
        |what: &str| format!("{what}: put it beside its {FACTS_JSON}, or name the folder of its release");
    let folder = folder.ok_or_else(|| lacks("there is nothing to hold it against"))?;
    let facts = read_file(&folder.join(FACTS_JSON)).map_err(|error| lacks(&error.to_string()))?;
    let ledger =
        Ledger::from_json(&facts).map_err(|fault| format!("its {FACTS_JSON} is damaged: {fault}"))?;
    let page = reread(bytes)?;
    let mut breaches = seal::webpage::breaches(&page, &ledger);
    let code = short_code(&ledger.digest());
    if !page.release.contains(&code) {
        breaches.push(format!("the page does not bear the code {code} of the facts beside it"));
    }
    let manifest = Manifest::read(folder).ok();
    let release = manifest.as_ref().map_or_else(|| code.clone(), |it| it.release.clone());
    if let Some(manifest) = manifest {
        breaches.extend(against_manifest(bytes, name, &manifest, folder));
    }
    let numbers: usize = page.articles.iter().map(|it| it.numbers.len()).sum();
    let extent = format!("{} rows and {numbers} numbers", page.rows.len());
    Ok(Verified { release, code, extent, stamp: String::new(), breaches })
}

/// A document with its seal.
fn document(bytes: &[u8], name: &str, release: Option<&Path>) -> Result<Verified, String> {
    let read = pdf::reread(bytes)?;
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
    let count: usize = read.pages.iter().map(|page| numerals(&page.reads).len()).sum();
    Ok(Verified {
        release: seal.release,
        code: seal.code,
        extent: format!("{} pages and {count} numbers", read.pages.len()),
        stamp: read.pages.first().map(|page| page.stamp.trim().replace('\n', " ")).unwrap_or_default(),
        breaches,
    })
}

/// The pages behind the cover that do not bear the facts' code.
fn codes(read: &Reread, seal: &Seal) -> Vec<String> {
    let lacking = |(page, number): (&pdf::ReadPage, usize)| {
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
    let mut breaches = against_manifest(bytes, name, &manifest, folder);
    let Some(published) = manifest.file(folder, FACTS_CSV) else {
        breaches.push(format!("{}: it has no {FACTS_CSV} to compare with", folder.display()));
        return breaches;
    };
    breaches.extend(rows(&String::from_utf8_lossy(&published), &String::from_utf8_lossy(facts)));
    breaches
}

/// What differs from the manifest: the file's digest, and those of the files beside it.
fn against_manifest(bytes: &[u8], name: &str, manifest: &Manifest, folder: &Path) -> Vec<String> {
    let mut breaches = vec![];
    if manifest.files.get(name).is_some_and(|digest| *digest != sha256(bytes)) {
        breaches.push(format!("it is not the {name} that the manifest of {} names", manifest.release));
    }
    // Held against damaged files, anything would pass or nothing.
    breaches.extend(manifest.damages(folder).into_iter().map(|it| format!("{}: {it}", folder.display())));
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
