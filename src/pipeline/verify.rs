//! Verifying: whether the file in one's hand is what it was sealed as, and what is known of that seal.

use std::path::Path;

use crate::{
    inputs::sha256,
    ledger::{Ledger, numerals::numerals, short_code},
    output::{FACTS_CSV, FACTS_JSON, WORKBOOK},
    publish::{MANIFEST, Manifest, read_file},
    render::{
        html::reread::reread,
        pdf::reread::{self as pdf, Reread},
    },
    seal::{
        self, Seal,
        package::{self, OBSERVATIONS},
        recompute::contradictions,
    },
    signature::{Judgement, PublicKey, Purpose, Signature, TrustedKeys},
};

/// What verifying a file has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub release: String,
    pub code: String,
    /// How much was looked at: `34 pages, 2301 numbers, 353 of them dates, counts and quotes`.
    pub extent: String,
    /// What was stamped on a copy afterwards, page 1's.
    pub stamp: String,
    pub standing: FileOrigin,
    /// Who has signed its seal.
    pub signer: Signer,
    /// Who has signed what is stamped on a copy.
    pub stamper: Signer,
    /// What is not as it was sealed or released, a line each; nothing if all is.
    pub breaches: Vec<String>,
}

/// What is known of a file. One that agrees with its seal may still have been sealed by anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOrigin {
    /// It agrees with itself.
    Consistent,
    /// It agrees with the ledger beside it, having none inside.
    Beside,
    /// It has the seal of a PDF of that release, or is its web page.
    Released(String),
}

/// Who stands behind a file or a stamp. What does not hold is a breach, and nobody's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signer {
    Nobody,
    /// Somebody whose signature counts, by name.
    Known(String),
    /// The holder of a key; none was named whose signatures count.
    Stranger(PublicKey),
}

/// Verifies the bytes of a file by what is inside it and, where there is one, by the folder of a
/// release. A web page takes nothing along: it is held against the ledger of that folder. Where keys are
/// `trusted`, a document or a workbook has to be signed with one of them.
///
/// # Errors
/// It is no file of ours, or a web page without its ledger, in a few words.
pub fn verify(
    bytes: &[u8],
    release: Option<&Path>,
    trusted: Option<&TrustedKeys>,
) -> Result<Verified, String> {
    if bytes.starts_with(b"<!DOCTYPE html>") {
        webpage(bytes, release)
    // A workbook is an archive (PKWARE APPNOTE, 4.3.7).
    } else if bytes.starts_with(b"PK\x03\x04") {
        workbook(bytes, release, trusted)
    } else {
        document(bytes, release, trusted)
    }
}

/// Every cell of a workbook against its seal; against that of the release's own workbook where another
/// program has written it anew, and left the seal away.
fn workbook(bytes: &[u8], folder: Option<&Path>, trusted: Option<&TrustedKeys>) -> Result<Verified, String> {
    let manifest = folder.map(manifest);
    let published = manifest.as_ref().and_then(|it| it.as_ref().ok()).and_then(|manifest| {
        let bytes = manifest.file(folder?, WORKBOOK)?;
        seal::workbook::read(&bytes).ok()?
    });
    let missing = "it has no seal inside: name the folder of its release with --release";
    let own = seal::workbook::read(bytes)?;
    let seal = own.or_else(|| published.clone()).ok_or(missing)?;
    let mut breaches = seal::workbook::breaches(bytes, &seal)?;
    let mut standing = FileOrigin::Consistent;
    match manifest {
        None => {}
        Some(Err(damages)) => breaches.extend(damages),
        Some(Ok(manifest)) if published.as_ref() == Some(&seal) => {
            standing = FileOrigin::Released(manifest.release);
        }
        Some(Ok(manifest)) => {
            breaches.push(format!("it has not the seal of the workbook of {}", manifest.release));
        }
    }
    let signer = sealed_by(seal.signature.as_ref(), Purpose::Workbook, &seal.seal, trusted, &mut breaches);
    let (sheets, numbers) = (seal.cells.0.len(), seal.cells.numbers());
    Ok(Verified {
        extent: format!("{sheets} sheets, {numbers} numbers"),
        release: seal.release,
        code: seal.code,
        stamp: String::new(),
        standing,
        signer,
        stamper: Signer::Nobody,
        breaches,
    })
}

/// A web page, against the `facts.json` of the folder.
fn webpage(bytes: &[u8], folder: Option<&Path>) -> Result<Verified, String> {
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
    let (mut release, mut standing) = (code.clone(), FileOrigin::Beside);
    // A page may lie beside its ledger alone; a manifest that cannot be read is no such folder.
    if folder.join(MANIFEST).exists() {
        match manifest(folder) {
            Ok(manifest) => {
                release.clone_from(&manifest.release);
                if !manifest.files.values().any(|digest| *digest == sha256(bytes)) {
                    breaches.push(format!("it is no file of {}", manifest.release));
                }
                standing = FileOrigin::Released(manifest.release);
            }
            Err(damages) => breaches.extend(damages),
        }
    }
    let numbers: usize = page.articles.iter().map(|it| it.numbers.len()).sum();
    let extent = format!("{} rows, {numbers} numbers", page.rows.len());
    let (signer, stamper) = (Signer::Nobody, Signer::Nobody);
    Ok(Verified { release, code, extent, stamp: String::new(), standing, signer, stamper, breaches })
}

/// Who has made a signature of a digest, if there is one.
///
/// # Errors
/// It does not hold, or does not count any more, in a few words.
fn signer(
    signature: Option<&Signature>,
    purpose: Purpose,
    digest: &str,
    trusted: Option<&TrustedKeys>,
) -> Result<Signer, String> {
    let Some(signature) = signature else { return Ok(Signer::Nobody) };
    let nobody = TrustedKeys { from: String::new(), keys: vec![] };
    let what = if purpose == Purpose::Copy { "what is stamped on it" } else { "its seal" };
    match trusted.unwrap_or(&nobody).judge(signature, purpose, digest) {
        Judgement::Signed(name) => Ok(Signer::Known(name)),
        Judgement::Unknown(key) if trusted.is_none() => Ok(Signer::Stranger(key)),
        Judgement::Unknown(key) => {
            Err(format!("{what} bears a signature of {key}, whose key is not trusted"))
        }
        Judgement::Revoked(name, why) => {
            Err(format!("{what} bears a signature with a key of {name} that was revoked: {why}"))
        }
        Judgement::Void => Err(format!("the signature that it bears is none of {what}")),
    }
}

/// Who has signed a seal. It is a breach where nobody has whose signature counts, and somebody should have.
fn sealed_by(
    signature: Option<&Signature>,
    purpose: Purpose,
    digest: &str,
    trusted: Option<&TrustedKeys>,
    breaches: &mut Vec<String>,
) -> Signer {
    match (signer(signature, purpose, digest, trusted), trusted) {
        (Ok(Signer::Nobody), Some(TrustedKeys { from, .. })) => {
            breaches.push(format!("nobody has signed it, and {from} says whose signature it should bear"));
            Signer::Nobody
        }
        (Ok(signer), _) => signer,
        (Err(breach), _) => {
            breaches.push(breach);
            Signer::Nobody
        }
    }
}

/// A document with its seal.
fn document(bytes: &[u8], release: Option<&Path>, trusted: Option<&TrustedKeys>) -> Result<Verified, String> {
    let read = pdf::reread(bytes)?;
    let (seal, mut breaches) = seal::breaches(&read)?;
    let attachment = |name: &str| read.attachment(name).unwrap_or_default();
    let facts = attachment(FACTS_CSV);
    if breaches.is_empty() {
        breaches.extend(contradictions(facts));
        breaches.extend(package::contradictions(attachment(OBSERVATIONS), facts));
    }
    breaches.extend(codes(&read, &seal));
    breaches.extend(read.faults.iter().cloned());
    if pdf::second_opinion(bytes)? != read.digests {
        breaches.push("two readers do not find the same in it: viewers may not show the same".to_owned());
    }
    let mut standing = FileOrigin::Consistent;
    if let Some(folder) = release {
        match against_release(&seal, facts, folder) {
            Ok(release) => standing = FileOrigin::Released(release),
            Err(differences) => breaches.extend(differences),
        }
    }
    let sealed_by = sealed_by(seal.signature.as_ref(), Purpose::Seal, &seal.seal, trusted, &mut breaches);
    let mut stamper = Signer::Nobody;
    if let Some(digest) = &read.stamped.digest {
        match signer(read.stamped.signature.as_ref(), Purpose::Copy, digest, trusted) {
            Ok(signer) => stamper = signer,
            Err(breach) => breaches.push(breach),
        }
    }
    Ok(Verified {
        signer: sealed_by,
        stamper,
        extent: extent(&read, &seal),
        release: seal.release,
        code: seal.code,
        stamp: read.pages.first().map(|page| page.stamp.trim().replace('\n', " ")).unwrap_or_default(),
        standing,
        breaches,
    })
}

/// How many pages and numerals there are, and how many of these no fact bears.
fn extent(read: &Reread, seal: &Seal) -> String {
    let (mut all, mut literals) = (0, 0);
    for (page, sealed) in read.pages.iter().zip(&seal.pages) {
        let numerals = numerals(&page.reads);
        all += numerals.len();
        literals += numerals.iter().filter(|it| sealed.literals.contains(*it)).count();
    }
    format!("{} pages, {all} numbers, {literals} of them dates, counts and quotes", read.pages.len())
}

/// The pages behind the cover that do not bear the facts' code.
fn codes(read: &Reread, seal: &Seal) -> Vec<String> {
    let lacking = |(page, number): (&pdf::ReadPage, usize)| {
        let bears = page.reads.contains(&seal.code);
        (!bears).then(|| format!("page {number} does not bear the code {} of its facts", seal.code))
    };
    read.pages.iter().zip(1..).skip(1).filter_map(lacking).collect()
}

/// The release that a seal is of, by the PDFs in its folder, whatever they are called; or what is in
/// the way of saying so, a line each.
fn against_release(seal: &Seal, facts: &[u8], folder: &Path) -> Result<String, Vec<String>> {
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
    if breaches.is_empty() { Ok(manifest.release) } else { Err(breaches) }
}

/// The manifest of a release that is whole: held against damaged files, anything would pass or nothing.
fn manifest(folder: &Path) -> Result<Manifest, Vec<String>> {
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
