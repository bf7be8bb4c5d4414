//! Metadata: what the file says of itself, in its catalogue, its Info and its XMP.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{
    icc,
    number::text_object,
    xmp::{self, PRODUCER, keywords},
};
use crate::{doc::block::DocumentMeta, lang::Lang};

/// The parts of the document that the catalogue leads to.
pub struct Roots {
    pub structure: ObjectId,
    pub outline: Option<ObjectId>,
    /// The tree of the places that can be named from outside.
    pub destinations: ObjectId,
    pub labels: Option<Dictionary>,
}

/// Writes everything that is not on a page.
pub fn write(document: &mut Document, meta: &DocumentMeta, lang: Lang, roots: Roots) {
    let packet = xmp::packet(meta, lang, PRODUCER).into_bytes();
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Plain, so that tools which know nothing of PDF find it (ISO 16684-1).
    let metadata = document.add_object(Stream::new(dict, packet).with_compression(false));
    let intent = output_intent(document);
    let catalog = document.catalog_mut().expect("the assembler wrote the catalogue");
    catalog.remove(b"PageLayout");
    catalog.set("Lang", Object::string_literal(lang.bcp47()));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", roots.structure);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent]);
    catalog.set("Names", dictionary! { "Dests" => roots.destinations });
    if let Some(labels) = roots.labels {
        catalog.set("PageLabels", labels);
    }
    if let Some(outline) = roots.outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    write_info(document, meta);
}

/// The colours of the pages are sRGB: what `DeviceRGB` means is said once for all.
fn output_intent(document: &mut Document) -> Object {
    let profile = Stream::new(dictionary! { "N" => 3 }, icc::srgb());
    let profile = document.add_object(profile);
    let identifier = Object::string_literal("sRGB IEC61966-2.1");
    Object::Dictionary(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => identifier.clone(),
        "Info" => identifier,
        "DestOutputProfile" => profile,
    })
}

/// Replaces the assembler's Info, which carries entries of PDF/X. Every entry has its twin in the
/// XMP packet (ISO 19005-3, 6.6.3).
fn write_info(document: &mut Document, meta: &DocumentMeta) {
    let mut info = dictionary! {
        "Title" => text_object(&meta.title),
        "Subject" => text_object(&meta.subject),
        "Keywords" => text_object(&keywords(meta)),
        "Creator" => text_object(PRODUCER),
        "Producer" => text_object(PRODUCER),
    };
    if !meta.author.is_empty() {
        info.set("Author", text_object(&meta.author));
    }
    let date = Object::string_literal(in_info(meta.as_of));
    info.set("CreationDate", date.clone());
    info.set("ModDate", date);
    let id = document.trailer.get(b"Info").and_then(Object::as_reference);
    document.set_object(id.expect("the assembler wrote the Info"), info);
}

/// The day as of which the data count, as ISO 32000-1, 7.9.4 writes dates. It stands for the day of making: the
/// clock is never read.
fn in_info(day: NaiveDate) -> String {
    format!("D:{}000000Z", day.format("%Y%m%d"))
}
