//! The seal: pages and ledger → a sealed file, and back.
//!
//! Sealing: a document takes along its facts and what its pages say of them.

pub mod package;
pub mod proof;
pub mod proofread;
pub mod recompute;
mod statement;
pub mod webpage;

pub use self::statement::{FoundPage, SEAL, Seal};
use crate::{
    lang::Lang,
    ledger::Ledger,
    output::FACTS_CSV,
    render::pdf::{
        Rendered,
        attach::Attachment,
        reread::{ReadPage, Reread},
    },
    seal::package::{DESCRIPTOR, OBSERVATIONS, Package},
};

/// A finished document with its seal.
pub struct Sealed {
    pub bytes: Vec<u8>,
    pub seal: Seal,
}

/// Attaches the facts, the data package and the seal to a rendered document, and writes it. The seal
/// is what those say who wrote the pages.
///
/// # Errors
/// The document takes no attachments, in a few words.
pub fn seal(
    mut rendered: Rendered,
    release: &str,
    lang: Lang,
    ledger: &Ledger,
    package: &Package,
) -> Result<Sealed, String> {
    let pages = found(&rendered.pages);
    let seal = Seal::new(release, lang, &ledger.digest(), package, &pages, &rendered.faces);
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
    rendered.attach(&attachments)?;
    Ok(Sealed { bytes: rendered.save(), seal })
}

/// What differs between a file and its seal, a line each; the facts that it takes along are not held
/// against anything here.
///
/// # Errors
/// It has no seal or no facts, in a few words.
pub fn breaches(read: &Reread) -> Result<(Seal, Vec<String>), String> {
    let attachment = |name: &str| read.attachment(name).ok_or_else(|| format!("it has no {name} inside"));
    let (facts, sealed) = (attachment(FACTS_CSV)?, attachment(SEAL)?);
    let seal: Seal =
        serde_json::from_slice(sealed).map_err(|error| format!("its {SEAL} was altered: {error}"))?;
    let mut breaches = seal.breaches(sealed, facts, &found(&read.pages), &read.faces);
    breaches.extend(seal.altered(|name| read.attachment(name)));
    Ok((seal, breaches))
}

/// The pages as the seal looks at them.
pub fn found(pages: &[ReadPage]) -> Vec<FoundPage> {
    let page = |page: &ReadPage| FoundPage {
        reads: page.reads.clone(),
        draws: page.draws.clone(),
        digest: page.digest.clone(),
    };
    pages.iter().map(page).collect()
}
