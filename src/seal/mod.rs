//! The seal: pages and ledger → a sealed file, and back.
//!
//! Sealing: a document takes along its facts and what its pages say of them.

pub mod ground;
pub mod package;
pub mod proof;
pub mod proofread;
pub mod quote;
pub mod recompute;
mod statement;
pub mod webpage;
pub mod workbook;

pub use self::statement::{PageSeal, SEAL, Seal, Sealing};
use crate::{
    frame::stamp::StampPlaces,
    lang::Lang,
    ledger::Ledger,
    output::FACTS_CSV,
    render::pdf::{Rendered, attach::Attachment, reread::Reread},
    seal::{
        package::{DESCRIPTOR, OBSERVATIONS, Package},
        quote::QUOTES,
    },
    signature::SigningKey,
};

/// A finished document with its seal.
pub struct Sealed {
    pub bytes: Vec<u8>,
    pub seal: Seal,
}

/// Attaches the facts, the data package and the seal to a rendered document, and writes it. The seal
/// is what those say who wrote the pages; `stamps` is where alone copies of it may be stamped, `signer` who
/// stands behind it.
///
/// # Errors
/// The document takes no attachments, in a few words.
pub fn seal(
    mut rendered: Rendered,
    release: &str,
    lang: Lang,
    ledger: &Ledger,
    package: &Package,
    stamps: StampPlaces,
    signer: Option<&SigningKey>,
) -> Result<Sealed, String> {
    let mut files = vec![(FACTS_CSV, ledger.to_csv()), (SEAL, vec![])];
    files.extend(package.0.iter().map(|(name, bytes)| (*name, bytes.clone())));
    let attachments: Vec<Attachment> = files.into_iter().map(attachment).collect();
    rendered.attach(&attachments)?;
    let sealing = Sealing {
        release,
        lang,
        facts: &ledger.to_csv(),
        package,
        shown: ground::shown(ledger, lang),
        pages: &rendered.pages,
        asides: &rendered.asides(),
        digests: &rendered.digests(),
        stamps,
        signer,
    };
    let seal = Seal::new(sealing);
    rendered.seal(seal.to_bytes());
    Ok(Sealed { bytes: rendered.save(), seal })
}

/// What is said of a file inside, and of which kind it is.
fn description(name: &str) -> (&'static str, &'static str) {
    match name {
        FACTS_CSV => ("text/csv", "every fact with its bounds, formula and sources"),
        SEAL => ("application/json", "the numerals of every page, for `briefing verify`"),
        QUOTES => ("text/csv", "what reads like a measurement and is none of the facts"),
        OBSERVATIONS => ("text/csv", "the observations behind the facts, each with its cell"),
        DESCRIPTOR => ("application/json", "what the data package holds"),
        _ => ("application/json", "what the edition was made of"),
    }
}

fn attachment((name, bytes): (&str, Vec<u8>)) -> Attachment {
    let (mime, description) = description(name);
    Attachment { name: name.to_owned(), mime, description: description.to_owned(), bytes }
}

/// What differs between a file and its seal, a line each; the facts that it takes along are not held
/// against anything here.
///
/// # Errors
/// It has no seal or no facts, in a few words.
pub fn breaches(read: &Reread) -> Result<(Seal, Vec<String>), String> {
    let attachment = |name: &str| read.attachment(name).ok_or_else(|| format!("it has no {name} inside"));
    let (facts, sealed) = (attachment(FACTS_CSV)?, attachment(SEAL)?);
    let seal: Seal = serde_json::from_slice(sealed).map_err(|error| {
        format!("its {SEAL} was altered, or is of another version of the program: {error}")
    })?;
    let mut breaches = seal.breaches(sealed, facts, read);
    breaches.extend(seal.altered(|name| read.attachment(name)));
    let otherwise = read.descriptions.iter().filter(|(name, said)| *said != description(name).1);
    breaches.extend(
        otherwise.map(|(name, said)| format!("of the attached {name} it says “{said}”, as none of ours")),
    );
    Ok((seal, breaches))
}
