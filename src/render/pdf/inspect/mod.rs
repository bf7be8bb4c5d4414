//! Inspecting: any finished file is opened and measured, with what a careful proofreader would
//! mark in it.
//!
//! `read lines → faces → tags → margins → bounds → marks at the lines' edges`
//!
//! Nothing here is shared with what sets the pages: the rules are written once more, from CLREQ.

mod bounds;
mod edges;
mod faces;
mod lines;
mod margins;
mod space;
mod tags;

use std::collections::BTreeMap;

use lopdf::{Document, Object};
use serde::Serialize;

use self::lines::SeenLine;
pub use self::{
    faces::FaceUse,
    margins::{Margins, Sides},
};
use super::{graph::weight, reread::faults};

/// What a file is, measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    pub bytes: usize,
    pub pages: usize,
    /// Width and height of the first page, in millimetres.
    pub sheet: [f64; 2],
    pub lang: String,
    /// The standards that its metadata claims: `PDF/A-3a`, `PDF/UA-1`.
    pub claims: Vec<String>,
    pub faces: Vec<FaceUse>,
    /// How many elements of each structure type it has.
    pub tags: BTreeMap<String, usize>,
    pub margins: Margins,
    /// How many lines of text it has, and from baseline to baseline the commonest distance, in points.
    pub lines: usize,
    pub leading: Option<f64>,
    /// What is wrong, a line each.
    pub faults: Vec<String>,
}

/// Inspects a file.
///
/// # Errors
/// What keeps it from being read, in a few words.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, String> {
    weight::check(bytes)?;
    let document = Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err("it is encrypted: open it with its password and save it without".to_owned());
    }
    let pages = lines::pages(&document)?;
    let lines: Vec<&SeenLine> = pages.iter().flat_map(|page| &page.lines).collect();
    let faces = faces::faces(&document);
    let lang = lang(&document);
    let mut found = document.catalog().map_or_else(
        |_| vec!["it has no catalogue".to_owned()],
        |catalog| faults(|key| catalog.has(key.as_bytes())),
    );
    found.extend(faces::faults(&faces));
    found.extend(bounds::faults(&pages));
    found.extend(edges::faults(&pages, &lang));
    Ok(Inspection {
        bytes: bytes.len(),
        pages: pages.len(),
        sheet: pages.first().map_or([0.0; 2], |page| page.size.map(margins::millimetres)),
        claims: claims(&document),
        faces,
        tags: tags::tags(&document),
        margins: margins::margins(&pages),
        lines: lines.len(),
        leading: margins::leading(&pages),
        lang,
        faults: found,
    })
}

fn lang(document: &Document) -> String {
    let lang = document.catalog().and_then(|catalog| catalog.get(b"Lang"));
    lang.ok().and_then(|lang| lopdf::decode_text_string(lang).ok()).unwrap_or_default()
}

/// The standards that the metadata claims.
fn claims(document: &Document) -> Vec<String> {
    let metadata = document.catalog().and_then(|catalog| catalog.get_deref(b"Metadata", document));
    let packet = metadata.and_then(Object::as_stream).and_then(lopdf::Stream::get_plain_content);
    let packet = packet.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    // As an element or as an attribute, as RDF allows.
    let said = |name: &str| {
        let after =
            packet.split_once(&format!("{name}>")).or_else(|| packet.split_once(&format!("{name}=\"")))?.1;
        let value: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
        (!value.is_empty()).then_some(value)
    };
    let archive = said("pdfaid:part")
        .map(|part| format!("PDF/A-{part}{}", said("pdfaid:conformance").unwrap_or_default().to_lowercase()));
    let accessible = said("pdfuaid:part").map(|part| format!("PDF/UA-{part}"));
    archive.into_iter().chain(accessible).collect()
}
