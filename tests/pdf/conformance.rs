//! The standards that every file claims to keep, PDF/UA-1 and PDF/A-3a, proven by a validator that
//! knows nothing of this program.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use briefing::{
    frame::{
        color::Color,
        geom::{Abs, Size},
        item::{Element, FrameItem, Target},
        shape::{Geometry, Shape},
    },
    inputs::sha256,
    lang::Lang,
};
use lopdf::{Dictionary, Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::{Sheet, bytes, pages};
use crate::project::Project;

/// Every rule of both standards that the file breaks, a line each.
pub fn breaches(bytes: &[u8]) -> Vec<String> {
    [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a]
        .into_iter()
        .flat_map(|profile| breaches_of(profile, bytes))
        .collect()
}

/// Every rule of one standard that the file breaks.
pub fn breaches_of(profile: ValidationProfile, bytes: &[u8]) -> Vec<String> {
    match validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)) {
        Ok(report) => report.failures.iter().map(ToString::to_string).collect(),
        Err(error) => vec![format!("{profile}: {error}")],
    }
}

/// Stops a test that made a file which is not what it claims to be. Many tests make the same file:
/// it is looked at once.
pub fn must_conform(name: &str, bytes: &[u8]) {
    static PROVEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let digest = sha256(bytes);
    let is_known = || PROVEN.lock().unwrap_or_else(PoisonError::into_inner).contains(&digest);
    if is_known() {
        return;
    }
    let breaches = breaches(bytes);
    assert!(breaches.is_empty(), "{name}:\n{}", breaches.join("\n"));
    PROVEN.lock().unwrap_or_else(PoisonError::into_inner).insert(digest);
}

#[test]
fn both_briefings_keep_both_standards() {
    let project = Project::released();
    for file in ["briefing.zh.pdf", "briefing.en.pdf"] {
        must_conform(file, &project.latest(file));
    }
}

/// A file with something of every kind, and without a fault.
fn sound() -> Document {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let sheet = Sheet::new(Lang::Zh)
        .tagged(Element::Heading(1), "一、创新")
        .tagged(Element::Heading(2), "（一）投入")
        .start(Element::Paragraph)
        .start(Element::Link)
        .item(FrameItem::Link(Target::Url("https://example.org/".to_owned()), area))
        .line("这里")
        .end()
        .end()
        .start(Element::Figure { alt: "川渝2104.5".to_owned() })
        .item(FrameItem::Shape(Shape::filled(Geometry::Rect(area), Color::BLACK)))
        .end()
        .start(Element::Table)
        .start(Element::TableBody)
        .start(Element::TableRow)
        .tagged(Element::HeaderCell, "地区")
        .tagged(Element::DataCell, "四川")
        .end()
        .end()
        .end()
        .tagged(Element::Note, "注");
    Document::load_mem(&bytes(&pages([sheet]), Lang::Zh)).unwrap()
}

/// The first element of a structure type.
fn element<'a>(document: &'a mut Document, role: &str) -> &'a mut Dictionary {
    let is_it = |dict: &Dictionary| {
        dict.has(b"P") && dict.get(b"S").and_then(Object::as_name).is_ok_and(|it| it == role.as_bytes())
    };
    let dicts = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    dicts.into_iter().find(|dict| is_it(dict)).unwrap()
}

/// An object that the catalogue leads to.
fn root<'a>(document: &'a mut Document, key: &[u8]) -> &'a mut Object {
    let id = document.catalog().unwrap().get(key).unwrap().as_reference().unwrap();
    document.get_object_mut(id).unwrap()
}

/// Replaces a claim of the metadata.
fn set_claim(document: &mut Document, old: &str, new: &str) {
    let stream = root(document, b"Metadata").as_stream_mut().unwrap();
    let packet = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
    assert!(packet.contains(old));
    stream.set_plain_content(packet.replace(old, new).into_bytes());
}

/// A way to damage a file.
type Damage = (&'static str, fn(&mut Document));

const DAMAGES: [Damage; 13] = [
    ("no language", |it| drop(it.catalog_mut().unwrap().remove(b"Lang"))),
    ("no title", |it| set_claim(it, "<dc:title>", "<dc:titles>")),
    ("no structure", |it| drop(it.catalog_mut().unwrap().remove(b"StructTreeRoot"))),
    ("a heading level left out", |it| element(it, "H2").set("S", "H3")),
    ("a figure without words", |it| drop(element(it, "Figure").remove(b"Alt"))),
    ("a head cell without scope", |it| drop(element(it, "TH").remove(b"A"))),
    ("a cell outside of a row", |it| element(it, "TR").set("S", "P")),
    ("a note without identifier", |it| drop(element(it, "Note").remove(b"ID"))),
    ("a link that says nothing", |it| drop(annotation(it).remove(b"Contents"))),
    ("a link that is not printed", |it| annotation(it).set("F", 0)),
    ("no claim to PDF/UA", |it| set_claim(it, "<pdfuaid:part>1</pdfuaid:part>", "")),
    ("no claim to PDF/A", |it| set_claim(it, "<pdfaid:part>3</pdfaid:part>", "")),
    ("no output intent", |it| drop(it.catalog_mut().unwrap().remove(b"OutputIntents"))),
];

fn annotation(document: &mut Document) -> &mut Dictionary {
    let dicts = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    dicts.into_iter().find(|dict| dict.has_type(b"Annot")).unwrap()
}

/// The file of a document that was opened and perhaps changed.
fn saved(document: &mut Document) -> Vec<u8> {
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn every_damage_is_noticed() {
    assert_eq!(breaches(&saved(&mut sound())), Vec::<String>::new());
    let noticed = DAMAGES.map(|(name, damage)| {
        let mut document = sound();
        damage(&mut document);
        let rules = breaches(&saved(&mut document));
        let rules: Vec<&str> = rules
            .iter()
            .filter_map(|it| it.strip_prefix("[ISO ")?.split_once(']').map(|(rule, _)| rule))
            .collect();
        format!("{name}: {}", rules.join(", "))
    });
    assert_eq!(
        noticed.join("\n"),
        "\
no language: 14289-1:2014:7.2:22, 14289-1:2014:7.2:24, 14289-1:2014:7.2:34
no title: 14289-1:2014:5:1, 14289-1:2014:5:2, 14289-1:2014:7.1:9, 19005-3:2012:6.6.2.1:4, 19005-3:2012:6.6.4:1
no structure: 14289-1:2014:7.18.5:1, 14289-1:2014:7.1:11, 19005-3:2012:6.7.3.3:1
a heading level left out: 14289-1:2014:7.4.2:1
a figure without words: 14289-1:2014:7.3:1
a head cell without scope: 14289-1:2014:7.5:1
a cell outside of a row: 14289-1:2014:7.2:37, 14289-1:2014:7.2:8, 14289-1:2014:7.2:9
a note without identifier: 14289-1:2014:7.9:1
a link that says nothing: 14289-1:2014:7.18.1:2, 14289-1:2014:7.18.5:2
a link that is not printed: 19005-3:2012:6.3.2:2
no claim to PDF/UA: 14289-1:2014:5:1, 14289-1:2014:5:2
no claim to PDF/A: 19005-3:2012:6.6.4:2
no output intent: 19005-3:2012:6.2.4.3:2"
    );
}
