//! Sealing: a document takes along its facts and what its pages say of them.

use crate::{
    doc::lang::Lang,
    publish::{
        Artifact,
        ledger::{FACTS_CSV, Ledger},
        package::{DESCRIPTOR, OBSERVATIONS, Package},
        seal::{FoundPage, SEAL, Seal},
    },
    render::pdf::{
        attach::{Attachment, attach},
        reread::{Reread, reread},
    },
};

/// Attaches the facts, the data package and the seal to a finished document.
///
/// # Errors
/// The document cannot be read back, in a few words.
pub fn seal(
    file: &Artifact,
    release: &str,
    lang: Lang,
    ledger: &Ledger,
    package: &Package,
) -> Result<Artifact, String> {
    let read = reread(&file.bytes)?;
    let seal = Seal::new(release, lang, &ledger.digest(), package, &found(&read), &read.faces);
    let mut attachments = vec![
        Attachment {
            name: FACTS_CSV.to_owned(),
            mime: "text/csv",
            description: "every fact with its bounds, formula and sources".to_owned(),
            bytes: ledger.to_csv(),
        },
        Attachment {
            name: SEAL.to_owned(),
            mime: "application/json",
            description: "the numerals of every page, for `briefing verify`".to_owned(),
            bytes: seal.to_bytes(),
        },
    ];
    attachments.extend(package.0.iter().map(|(name, bytes)| {
        let (mime, description) = match *name {
            OBSERVATIONS => ("text/csv", "the observations behind the facts, each with its cell"),
            DESCRIPTOR => ("application/json", "what the data package holds"),
            _ => ("application/json", "what the edition was made of"),
        };
        let (name, description) = ((*name).to_owned(), description.to_owned());
        Attachment { name, mime, description, bytes: bytes.clone() }
    }));
    let bytes = attach(&file.bytes, &attachments)?;
    Ok(Artifact { name: file.name.clone(), bytes })
}

/// The pages as the seal looks at them.
pub fn found(read: &Reread) -> Vec<FoundPage> {
    let page = |page: &crate::render::pdf::reread::ReadPage| FoundPage {
        reads: page.reads.clone(),
        draws: page.draws.clone(),
        digest: page.digest.clone(),
    };
    read.pages.iter().map(page).collect()
}
