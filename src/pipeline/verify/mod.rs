//! Verifying: whether the file in one's hand is what it was sealed as, and what is known of that seal.

mod release;
mod signers;

use std::path::Path;

pub use self::{
    release::verify_release,
    signers::{Approved, Signer},
};
use self::{
    release::{against_release, approvals, manifest, member},
    signers::{sealed_by, signer},
};
use crate::{
    inputs::sha256,
    ledger::{Ledger, numerals::numerals, short_code},
    output::{FACTS_CSV, FACTS_JSON, WORKBOOK},
    publish::{MANIFEST, read_file},
    render::{
        html::reread::reread,
        pdf::reread::{self as pdf, Reread},
    },
    seal::{
        self, Seal,
        package::{self, OBSERVATIONS},
        recompute::contradictions,
    },
    signature::{Purpose, TrustedKeys},
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
    /// Who has approved what it says, where it is of a release that is known.
    pub approvals: Vec<Approved>,
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
    /// It has the seal of a PDF of that release, or is one of its files.
    Released(String),
    /// It is a release whose files are those that its manifest names.
    Whole,
}

/// Verifies the bytes of a file by what is inside it and, where there is one, by the folder of a
/// release. A web page takes nothing along: it is held against the ledger of that folder, and is signed by
/// who has signed the release, as is any other file of a release. Where keys are `trusted`, one of them has to
/// have signed it.
///
/// # Errors
/// It is no file of ours, or a web page without its ledger, in a few words.
pub fn verify(
    bytes: &[u8],
    release: Option<&Path>,
    trusted: Option<&TrustedKeys>,
) -> Result<Verified, String> {
    if bytes.starts_with(b"<!DOCTYPE html>") {
        webpage(bytes, release, trusted)
    // A workbook is an archive (PKWARE APPNOTE, 4.3.7).
    } else if bytes.starts_with(b"PK\x03\x04") {
        workbook(bytes, release, trusted)
    } else if let Some(folder) = release.filter(|_| !bytes.starts_with(b"%PDF-"))
        && let Some(verified) = member(bytes, folder, trusted)
    {
        Ok(verified)
    } else {
        document(bytes, release, trusted)
    }
}

/// Every cell of a workbook against its seal; against that of the release's own workbook where another
/// program has written it anew, and left the seal away.
fn workbook(bytes: &[u8], folder: Option<&Path>, trusted: Option<&TrustedKeys>) -> Result<Verified, String> {
    let release = folder.map(|folder| (folder, manifest(folder)));
    let published = release.as_ref().and_then(|(folder, manifest)| {
        let bytes = manifest.as_ref().ok()?.file(folder, WORKBOOK)?;
        seal::workbook::read(&bytes).ok()?
    });
    let missing = "it has no seal inside: name the folder of its release with --release";
    let own = seal::workbook::read(bytes)?;
    let seal = own.or_else(|| published.clone()).ok_or(missing)?;
    let mut breaches = seal::workbook::breaches(bytes, &seal)?;
    let (mut standing, mut approved) = (FileOrigin::Consistent, vec![]);
    match release {
        None => {}
        Some((_, Err(damages))) => breaches.extend(damages),
        Some((folder, Ok(manifest))) if published.as_ref() == Some(&seal) => {
            approved = approvals(&manifest, folder, trusted, &mut breaches);
            standing = FileOrigin::Released(manifest.release);
        }
        Some((_, Ok(manifest))) => {
            breaches.push(format!("it has not the seal of the workbook of {}", manifest.release));
        }
    }
    let signer = sealed_by(seal.signature.as_ref(), (Purpose::Workbook, &seal.seal), trusted, &mut breaches);
    let (sheets, numbers) = (seal.cells.0.len(), seal.cells.numbers());
    let since = if breaches.is_empty() && !seal::workbook::has_its_parts(bytes, &seal)? {
        " in cells; it was saved by another program since, whose names, links and heads of print are its own"
    } else {
        ""
    };
    Ok(Verified {
        extent: format!("{sheets} sheets, {numbers} numbers{since}"),
        release: seal.release,
        code: seal.code,
        stamp: String::new(),
        standing,
        signer,
        stamper: Signer::Nobody,
        approvals: approved,
        breaches,
    })
}

/// A web page, against the `facts.json` of the folder.
fn webpage(bytes: &[u8], folder: Option<&Path>, trusted: Option<&TrustedKeys>) -> Result<Verified, String> {
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
    let (mut signature, mut approved, mut digest) = (None, vec![], String::new());
    // A page may lie beside its ledger alone; a manifest that cannot be read is no such folder.
    if folder.join(MANIFEST).exists() {
        match manifest(folder) {
            Ok(manifest) => {
                release.clone_from(&manifest.release);
                if !manifest.files.values().any(|digest| *digest == sha256(bytes)) {
                    breaches.push(format!("it is no file of {}", manifest.release));
                }
                approved = approvals(&manifest, folder, trusted, &mut breaches);
                (signature, digest) = (manifest.signature.clone(), manifest.digest());
                standing = FileOrigin::Released(manifest.release);
            }
            Err(damages) => breaches.extend(damages),
        }
    }
    let numbers: usize = page.articles.iter().map(|it| it.numbers.len()).sum();
    let extent = format!("{} rows, {numbers} numbers", page.rows.len());
    let signer = sealed_by(signature.as_ref(), (Purpose::Release, &digest), trusted, &mut breaches);
    Ok(Verified {
        release,
        code,
        extent,
        stamp: String::new(),
        standing,
        signer,
        stamper: Signer::Nobody,
        approvals: approved,
        breaches,
    })
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
    let (mut standing, mut approved) = (FileOrigin::Consistent, vec![]);
    if let Some(folder) = release {
        match against_release(&seal, facts, folder) {
            Ok(manifest) => {
                approved = approvals(&manifest, folder, trusted, &mut breaches);
                standing = FileOrigin::Released(manifest.release);
            }
            Err(differences) => breaches.extend(differences),
        }
    }
    let sealed_by = sealed_by(seal.signature.as_ref(), (Purpose::Seal, &seal.seal), trusted, &mut breaches);
    let mut stamper = Signer::Nobody;
    if let Some(digest) = &read.stamped.digest {
        match signer(
            read.stamped.signature.as_ref(),
            (Purpose::Copy, digest),
            "what is stamped on it",
            trusted,
        ) {
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
        approvals: approved,
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
