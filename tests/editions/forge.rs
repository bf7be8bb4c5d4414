//! Forgery: whatever a reader could be shown or told otherwise is refused, sealed anew or not.

use std::collections::{BTreeMap, BTreeSet};

use briefing::{
    pipeline::verify::verify,
    render::pdf::reread::{STAMP, reread},
    seal::{
        SEAL, Seal, Sealing,
        ground::Grounds,
        package::{DESCRIPTOR, MADE_OF, OBSERVATIONS, Package},
        quote::{QUOTES, measures},
    },
};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::verify::{Dice, Where, change_page};
use crate::project::Project;

/// A way to forge a file, by what it does.
type Forgery = (&'static str, fn(&mut Document));

fn catalogue(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().unwrap()
}

fn page(document: &mut Document, index: usize) -> &mut Dictionary {
    let id = pages(document)[index];
    document.get_dictionary_mut(id).unwrap()
}

fn pages(document: &Document) -> Vec<ObjectId> {
    document.page_iter().collect()
}

pub(super) fn text(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// The first dictionary that has a key, in the order of object numbers.
fn having<'a>(document: &'a mut Document, key: &[u8]) -> &'a mut Dictionary {
    nth_having(document, key, 0)
}

fn nth_having<'a>(document: &'a mut Document, key: &[u8], nth: usize) -> &'a mut Dictionary {
    let mut found = document.objects.values_mut().filter_map(|object| match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    });
    found.by_ref().filter(|dict| dict.has(key)).nth(nth).unwrap()
}

fn stream_at(document: &mut Document, id: ObjectId) -> &mut Stream {
    document.get_object_mut(id).unwrap().as_stream_mut().unwrap()
}

fn plain(stream: &Stream) -> Vec<u8> {
    stream.get_plain_content().unwrap()
}

/// The stream that draws a page, that of a stamp excepted.
fn content(document: &Document, index: usize) -> ObjectId {
    let parts = document.get_page_contents(pages(document)[index]);
    let is_stamp = |id: &ObjectId| document.get_object(*id).unwrap().as_stream().unwrap().dict.has(STAMP);
    parts.into_iter().find(|id| !is_stamp(id)).unwrap()
}

/// Changes what a stream holds.
fn rewrite(document: &mut Document, id: ObjectId, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let bytes = plain(stream_at(document, id));
    stream_at(document, id).set_plain_content(change(bytes));
}

/// A white field with a line of text in a face of the page.
fn overlay(document: &Document, index: usize) -> Vec<u8> {
    let fonts = document.get_page_fonts(pages(document)[index]).unwrap();
    let name = String::from_utf8(fonts.keys().next().unwrap().clone()).unwrap();
    format!("q 1 g 100 400 300 80 re f 0 g BT /{name} 40 Tf 1 0 0 1 110 420 Tm [<00010002>] TJ ET Q")
        .into_bytes()
}

fn add_content(document: &mut Document, index: usize, mark: bool) {
    let mut stream = Stream::new(Dictionary::new(), overlay(document, index));
    if mark {
        stream.dict.set(STAMP, true);
    }
    let id = document.add_object(stream);
    let old = page(document, index).get(b"Contents").unwrap().clone();
    let mut parts = match old {
        Object::Array(parts) => parts,
        one => vec![one],
    };
    parts.push(id.into());
    page(document, index).set("Contents", parts);
}

fn annotate(document: &mut Document, annotation: Dictionary) {
    let id = document.add_object(annotation);
    let page = page(document, 1);
    let mut list = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
    list.push(id.into());
    page.set("Annots", list);
}

/// The objects that `key` of the fonts' descriptors refers to.
fn programs(document: &Document, key: &[u8]) -> Vec<ObjectId> {
    let dicts = document.objects.values().filter_map(|object| object.as_dict().ok());
    dicts.filter_map(|dict| dict.get(key).and_then(Object::as_reference).ok()).collect()
}

fn descendant(document: &mut Document) -> &mut Dictionary {
    let list = having(document, b"DescendantFonts").get_mut(b"DescendantFonts").unwrap();
    list.as_array_mut().unwrap()[0].as_dict_mut().unwrap()
}

fn swap(document: &mut Document, a: ObjectId, b: ObjectId) {
    let [one, other] = [a, b].map(|id| document.objects.remove(&id).unwrap());
    document.objects.insert(a, other);
    document.objects.insert(b, one);
}

fn kids(document: &mut Document) -> &mut Vec<Object> {
    let id = catalogue(document).get(b"Pages").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap().get_mut(b"Kids").unwrap().as_array_mut().unwrap()
}

pub(super) fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

fn metadata(document: &Document) -> ObjectId {
    document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap()
}

/// The file specification of that name.
fn attachment<'a>(document: &'a mut Document, name: &str) -> &'a mut Dictionary {
    let mut found = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    found.find(|dict| dict.get(b"UF").and_then(Object::as_str).is_ok_and(|it| it == name.as_bytes())).unwrap()
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    assert!(text.contains(old), "{old}");
    text.replacen(old, new, 1).into_bytes()
}

/// What can be done to any of our files.
const FORGERIES: &[Forgery] = &[
    ("a page cut by its crop box", |it| {
        page(it, 3).set("CropBox", vec![0.into(), 400.into(), 596.into(), 842.into()]);
    }),
    ("a page cut by its media box", |it| {
        page(it, 3).set("MediaBox", vec![0.into(), 400.into(), 596.into(), 842.into()]);
    }),
    ("a page without its trim box", |it| drop(page(it, 2).remove(b"TrimBox"))),
    ("a page turned", |it| page(it, 2).set("Rotate", 180)),
    ("all pages turned by their tree", |it| {
        let id = catalogue(it).get(b"Pages").unwrap().as_reference().unwrap();
        it.get_dictionary_mut(id).unwrap().set("Rotate", 90);
    }),
    ("a page in units of its own", |it| page(it, 2).set("UserUnit", 2)),
    ("an action of a page", |it| page(it, 2).set("AA", dictionary! { "O" => Object::Null, "C" => 1 })),
    ("a thumbnail", |it| {
        let id = it.add_object(Stream::new(Dictionary::new(), vec![0]));
        page(it, 2).set("Thumb", id);
    }),
    ("a stream drawn over a page", |it| add_content(it, 2, false)),
    ("a stream drawn over a page that calls itself a stamp", |it| add_content(it, 2, true)),
    ("a page's own stream that calls itself a stamp", |it| {
        let id = content(it, 3);
        stream_at(it, id).dict.set(STAMP, true);
        add_content(it, 3, false);
    }),
    ("something drawn at the end of a page's stream", |it| {
        let (id, more) = (content(it, 2), overlay(it, 2));
        rewrite(it, id, |bytes| [&bytes, b"\n".as_slice(), &more].concat());
    }),
    ("a colour", |it| {
        let id = content(it, 2);
        rewrite(it, id, |bytes| [b"1 1 1 rg\n".as_slice(), &bytes].concat());
    }),
    ("a page's stream packed by another filter", |it| {
        let id = content(it, 2);
        let hex = briefing::inputs::hexadecimal(&plain(stream_at(it, id)));
        let stream = stream_at(it, id);
        stream.dict.set("Filter", "ASCIIHexDecode");
        stream.set_content(hex.into_bytes());
    }),
    ("a page's stream taken from another page", |it| {
        let other = content(it, 3);
        page(it, 2).set("Contents", other);
    }),
    ("an annotation with an appearance", |it| {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 200.into(), 50.into()],
        };
        let look = it.add_object(Stream::new(form, b"1 g 0 0 200 50 re f".to_vec()));
        annotate(
            it,
            dictionary! {
                "Type" => "Annot", "Subtype" => "Stamp", "F" => 4,
                "Rect" => vec![100.into(), 400.into(), 300.into(), 450.into()],
                "AP" => dictionary! { "N" => look },
            },
        );
    }),
    ("a note in free text", |it| {
        annotate(
            it,
            dictionary! {
                "Type" => "Annot", "Subtype" => "FreeText", "F" => 4, "Contents" => text("99.9%"),
                "DA" => text("/Helv 30 Tf"), "Rect" => vec![100.into(), 400.into(), 300.into(), 450.into()],
            },
        );
    }),
    ("an appearance of a link", |it| {
        let look = it.add_object(Stream::new(dictionary! { "Subtype" => "Form" }, b"".to_vec()));
        having(it, b"StructParent").set("AP", dictionary! { "N" => look });
    }),
    ("a link to another address", |it| {
        let action = dictionary! { "S" => "URI", "URI" => text("https://evil.example/") };
        let link = having(it, b"StructParent");
        link.remove(b"Dest");
        link.set("A", action);
    }),
    ("a link that runs a script", |it| {
        let action = dictionary! { "S" => "JavaScript", "JS" => text("app.alert(1)") };
        having(it, b"StructParent").set("A", action);
    }),
    ("a link to another page", |it| {
        let to = pages(it)[0];
        having(it, b"StructParent").set("Dest", vec![to.into(), "Fit".into()]);
    }),
    ("what is said of a link", |it| having(it, b"StructParent").set("Contents", text("99.9%"))),
    ("a link moved", |it| {
        having(it, b"StructParent").set("Rect", vec![0.into(), 0.into(), 9.into(), 9.into()]);
    }),
    ("a link taken out", |it| {
        let index = (1..9).find(|index| page(it, *index).has(b"Annots")).unwrap();
        page(it, index).get_mut(b"Annots").unwrap().as_array_mut().unwrap().pop();
    }),
    ("a map that exchanges glyphs", |it| {
        let map: Vec<u8> = (0..400_u16).map(|it| it ^ 1).flat_map(u16::to_be_bytes).collect();
        let map = it.add_object(Stream::new(Dictionary::new(), map));
        descendant(it).set("CIDToGIDMap", map);
    }),
    ("the widths of a face taken out", |it| drop(descendant(it).remove(b"W"))),
    ("the default width of a face", |it| descendant(it).set("DW", 300)),
    ("the programs of two faces exchanged", |it| {
        let programs = programs(it, b"FontFile2");
        swap(it, programs[0], programs[1]);
    }),
    ("what glyphs stand for", |it| {
        let tables = programs(it, b"ToUnicode");
        swap(it, tables[0], tables[1]);
    }),
    ("the encoding of a face", |it| having(it, b"DescendantFonts").set("Encoding", "Identity-V")),
    ("the name of a face", |it| having(it, b"DescendantFonts").set("BaseFont", "Helvetica")),
    ("faces of a page exchanged", |it| {
        let id = pages(it)[2];
        let fonts: Vec<(Vec<u8>, Object)> = {
            let (own, shared) = it.get_page_resources(id).unwrap();
            let resources = own.cloned().or_else(|| it.get_dictionary(shared[0]).ok().cloned()).unwrap();
            let fonts = it.get_dict_in_dict(&resources, b"Font").unwrap();
            fonts.iter().map(|(name, font)| (name.clone(), font.clone())).collect()
        };
        let mut list = Dictionary::new();
        fonts.iter().for_each(|(name, font)| list.set(name.clone(), font.clone()));
        list.set(fonts[0].0.clone(), fonts[1].1.clone());
        list.set(fonts[1].0.clone(), fonts[0].1.clone());
        page(it, 2).set("Resources", dictionary! { "Font" => list });
    }),
    ("something more among a page's resources", |it| {
        let state = dictionary! { "GS" => dictionary! { "ca" => Object::Real(0.1) } };
        let id = pages(it)[2];
        let (_, shared) = it.get_page_resources(id).unwrap();
        let mut resources = it.get_dictionary(shared[0]).unwrap().clone();
        resources.set("ExtGState", state);
        page(it, 2).set("Resources", resources);
    }),
    ("an alternative text", |it| having(it, b"Alt").set("Alt", text("R&D grew by 99.9%"))),
    ("the actual text of an element", |it| nth_having(it, b"K", 40).set("ActualText", text("99.9%"))),
    ("an element taken out of the structure", |it| {
        let id = catalogue(it).get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let top = it.get_dictionary(id).unwrap().get(b"K").unwrap().as_reference().unwrap();
        let kids = it.get_dictionary_mut(top).unwrap().get_mut(b"K").unwrap().as_array_mut().unwrap();
        kids.remove(kids.len() / 2);
    }),
    ("the type of an element", |it| nth_having(it, b"Alt", 0).set("S", "P")),
    ("the roles of elements", |it| {
        let id = catalogue(it).get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        it.get_dictionary_mut(id).unwrap().set("RoleMap", dictionary! { "P" => "Artifact" });
    }),
    ("the attachments as viewers list them", |it| {
        let forged = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"FACT,VALUE\nx,99.9\n".to_vec());
        let stream = it.add_object(forged);
        let file = it.add_object(dictionary! {
            "Type" => "Filespec", "F" => text("facts.csv"), "UF" => text("facts.csv"),
            "EF" => dictionary! { "F" => stream },
        });
        let tree = it.add_object(dictionary! { "Names" => vec![text("facts.csv"), file.into()] });
        let names = catalogue(it).get_mut(b"Names").unwrap().as_dict_mut().unwrap();
        names.set("EmbeddedFiles", tree);
    }),
    ("an attachment under its other name", |it| {
        let stream = it.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"x".to_vec()));
        let files = attachment(it, "facts.csv").get_mut(b"EF").unwrap().as_dict_mut().unwrap();
        files.set("UF", stream);
    }),
    ("two attachments exchanged", |it| {
        let stream = |it: &mut Document, name: &str| {
            let files = attachment(it, name).get(b"EF").unwrap().as_dict().unwrap();
            files.get(b"F").unwrap().as_reference().unwrap()
        };
        let [a, b] = ["facts.csv", "observations.csv"].map(|name| stream(it, name));
        swap(it, a, b);
    }),
    ("the name of an attachment", |it| attachment(it, "facts.csv").set("F", text("facts.exe"))),
    ("what is said of an attachment", |it| attachment(it, "facts.csv").set("Desc", text("99.9"))),
    ("an attachment taken out", |it| {
        catalogue(it).get_mut(b"AF").unwrap().as_array_mut().unwrap().remove(0);
    }),
    ("an attachment added", |it| {
        let stream = it.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"x".to_vec()));
        let file = dictionary! {
            "Type" => "Filespec", "F" => text("a"), "UF" => text("a"), "EF" => dictionary! { "F" => stream },
        };
        let file = it.add_object(file);
        catalogue(it).get_mut(b"AF").unwrap().as_array_mut().unwrap().push(file.into());
    }),
    ("the title", |it| info(it).set("Title", text("R&D up 99.9%"))),
    ("the author", |it| info(it).set("Author", text("somebody else"))),
    ("the day", |it| info(it).set("CreationDate", text("D:20300101000000Z"))),
    ("something more in Info", |it| info(it).set("Trapped", "True")),
    ("the XMP packet", |it| {
        let id = metadata(it);
        rewrite(it, id, |bytes| replaced(&bytes, "<dc:title>", "<dc:title><!-- 99.9 -->"));
    }),
    ("the release in the XMP packet", |it| {
        let id = metadata(it);
        rewrite(it, id, |bytes| replaced(&bytes, "<xmpMM:VersionID>", "<xmpMM:VersionID>x"));
    }),
    ("a bookmark", |it| {
        let id = catalogue(it).get(b"Outlines").unwrap().as_reference().unwrap();
        let first = it.get_dictionary(id).unwrap().get(b"First").unwrap().as_reference().unwrap();
        it.get_dictionary_mut(first).unwrap().set("Title", text("R&D up 99.9%"));
    }),
    ("where a bookmark leads", |it| {
        let (id, to) = (catalogue(it).get(b"Outlines").unwrap().as_reference().unwrap(), pages(it)[1]);
        let first = it.get_dictionary(id).unwrap().get(b"First").unwrap().as_reference().unwrap();
        it.get_dictionary_mut(first).unwrap().set("Dest", vec![to.into(), "Fit".into()]);
    }),
    ("a bookmark hidden", |it| {
        let id = catalogue(it).get(b"Outlines").unwrap().as_reference().unwrap();
        it.get_dictionary_mut(id).unwrap().set("Count", 0);
    }),
    ("the bookmarks taken out", |it| drop(catalogue(it).remove(b"Outlines"))),
    ("a named place", |it| {
        let names = catalogue(it).get(b"Names").unwrap().as_dict().unwrap();
        let tree = names.get(b"Dests").unwrap().as_reference().unwrap();
        let list = it.get_dictionary_mut(tree).unwrap().get_mut(b"Names").unwrap().as_array_mut().unwrap();
        let last = list.last().unwrap().clone();
        list[1] = last;
    }),
    ("a script that runs when it is opened", |it| {
        let action = dictionary! { "S" => "JavaScript", "JS" => text("this.getField('x')") };
        catalogue(it).set("OpenAction", action);
    }),
    ("a place that it opens at", |it| {
        let to = pages(it)[2];
        catalogue(it).set("OpenAction", vec![to.into(), "Fit".into()]);
    }),
    ("scripts by name", |it| {
        let script = dictionary! { "S" => "JavaScript", "JS" => text("1") };
        let list = dictionary! { "Names" => vec![text("a"), script.into()] };
        catalogue(it).get_mut(b"Names").unwrap().as_dict_mut().unwrap().set("JavaScript", list);
    }),
    ("actions of the document", |it| catalogue(it).set("AA", dictionary! { "WC" => 1 })),
    ("a form", |it| {
        let look =
            it.add_object(Stream::new(dictionary! { "Subtype" => "Form" }, b"1 g 0 0 9 9 re f".to_vec()));
        annotate(
            it,
            dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "V" => text("99.9%"), "F" => 4,
                "Rect" => vec![100.into(), 400.into(), 300.into(), 450.into()],
                "AP" => dictionary! { "N" => look },
            },
        );
        catalogue(it).set("AcroForm", dictionary! { "Fields" => Vec::<Object>::new() });
    }),
    ("layers", |it| catalogue(it).set("OCProperties", dictionary! { "OCGs" => Vec::<Object>::new() })),
    ("a portfolio in its place", |it| catalogue(it).set("Collection", dictionary! { "View" => "T" })),
    ("another language", |it| catalogue(it).set("Lang", text("fr"))),
    ("the tags denied", |it| catalogue(it).set("MarkInfo", dictionary! { "Marked" => false })),
    ("how it is shown", |it| catalogue(it).set("PageMode", "FullScreen")),
    ("its window's title", |it| {
        catalogue(it).set("ViewerPreferences", dictionary! { "HideMenubar" => true });
    }),
    ("the numbers of pages", |it| {
        let range = dictionary! { "S" => "R" };
        catalogue(it).set("PageLabels", dictionary! { "Nums" => vec![0.into(), range.into()] });
    }),
    ("what colours mean", |it| {
        let intents = catalogue(it).get(b"OutputIntents").unwrap().as_array().unwrap();
        let id = intents[0].as_dict().unwrap().get(b"DestOutputProfile").unwrap().as_reference().unwrap();
        rewrite(it, id, |mut bytes| {
            let last = bytes.len() - 4;
            bytes[last] ^= 1;
            bytes
        });
    }),
    ("two pages in another order", |it| kids(it).swap(2, 3)),
    ("a page twice", |it| {
        let again = kids(it)[3].clone();
        kids(it).push(again);
    }),
    ("a page in the place of another", |it| {
        let other = kids(it)[3].clone();
        kids(it)[2] = other;
    }),
    ("a page taken out", |it| drop(kids(it).pop())),
    ("a page added", |it| {
        let [of, over] = [pages(it)[2], pages(it)[3]];
        let mut added = it.get_dictionary(of).unwrap().clone();
        added.remove(b"Annots");
        let id = it.add_object(added);
        kids(it).push(id.into());
        swap(it, id, over);
        swap(it, id, over);
    }),
];

/// What can be done to a copy besides.
const OF_STAMPS: &[Forgery] = &[
    ("a stamp that says something else", |it| {
        let id = *it.get_page_contents(pages(it)[2]).last().unwrap();
        rewrite(it, id, |bytes| replaced(&bytes, "TJ", "TJ [<0001>] TJ"));
    }),
    ("a stamp in another place", |it| {
        let id = *it.get_page_contents(pages(it)[2]).last().unwrap();
        rewrite(it, id, |bytes| replaced(&bytes, "1 0 0 1 ", "2 0 0 2 "));
    }),
    ("a stamp that draws a field", |it| {
        let id = *it.get_page_contents(pages(it)[2]).last().unwrap();
        rewrite(it, id, |bytes| [b"1 g 0 0 600 600 re f\n".as_slice(), &bytes].concat());
    }),
    ("a stamp taken out of a page", |it| {
        let published = content(it, 2);
        page(it, 2).set("Contents", published);
    }),
    ("a watermark above a page", |it| {
        let parts: Vec<Object> =
            it.get_page_contents(pages(it)[2]).into_iter().rev().map(Into::into).collect();
        page(it, 2).set("Contents", parts);
    }),
    ("the face of a stamp", |it| {
        let stamped = having(it, STAMP).clone();
        assert!(stamped.has(b"DescendantFonts") || stamped.has(STAMP));
        let mut fonts = it.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        fonts.find(|dict| dict.has(STAMP) && dict.has(b"DescendantFonts")).unwrap().set("BaseFont", "Other");
    }),
    ("a page's face that calls itself a stamp's", |it| {
        let mut fonts = it.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        let font = fonts.find(|dict| dict.has(b"DescendantFonts") && !dict.has(STAMP)).unwrap();
        font.set(STAMP, true);
    }),
];

pub(super) fn saved(document: &Document) -> Vec<u8> {
    let mut bytes = vec![];
    document.clone().save_to(&mut bytes).unwrap();
    bytes
}

/// What is told of a file; nothing if it passes.
fn told(bytes: &[u8]) -> Vec<String> {
    verify(bytes, None, None).map_or_else(|fault| vec![fault], |verified| verified.breaches)
}

fn passing(original: &[u8], forgeries: &[Forgery]) -> Vec<&'static str> {
    let original = Document::load_mem(original).unwrap();
    assert_eq!(told(&saved(&original)), Vec::<String>::new());
    let passes = |(_, forge): &&Forgery| {
        let mut document = original.clone();
        forge(&mut document);
        told(&saved(&document)).is_empty()
    };
    forgeries.iter().filter(passes).map(|it| it.0).collect()
}

#[test]
fn whatever_a_reader_is_shown_or_told_otherwise_is_refused() {
    let project = Project::short_released();
    assert_eq!(passing(&project.latest("briefing.en.pdf"), FORGERIES), [""; 0]);
    std::fs::write(
        project.path("recipients.csv"),
        "NAME,LANGUAGE,COPY,WATERMARK,SECTIONS\nZhao Wei,en,7,yes,summary rd\n",
    )
    .unwrap();
    project.exec("deliver").must_succeed();
    let copy = std::fs::read(project.path("output/copies/2025-r1/0007.en.pdf")).unwrap();
    assert_eq!(passing(&copy, FORGERIES), [""; 0]);
    assert_eq!(passing(&copy, OF_STAMPS), [""; 0]);
    // What is appended to a file makes another of it for some viewers.
    let appended = [&copy[..], b"\n1 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n0\n%%EOF\n"].concat();
    assert!(!told(&appended).is_empty());
}

/// What may be sealed: a file that was made so would be consistent with itself.
const CONSISTENT: &[&str] = &[
    "something drawn at the end of a page's stream",
    "a colour",
    "a link to another address",
    "a link to another page",
    "a link moved",
    "a link taken out",
    "the type of an element",
    "where a bookmark leads",
    "a named place",
    "a page taken out",
];

/// The file sealed anew, as whoever forged it would: as that which it says now.
fn resealed(document: &Document) -> Vec<u8> {
    resealed_with(document, |_, seal| seal)
}

/// As [`resealed`], with what `sign` makes of the old seal and the new one.
pub(super) fn resealed_with(document: &Document, sign: impl Fn(&Seal, Seal) -> Seal) -> Vec<u8> {
    let mut document = document.clone();
    let read = reread(&saved(&document)).unwrap();
    let attached = |name: &str| read.attachment(name).unwrap_or_default().to_vec();
    let old: Seal = serde_json::from_slice(&attached(SEAL)).unwrap();
    let names = [DESCRIPTOR, MADE_OF, OBSERVATIONS, QUOTES];
    let package = Package(names.map(|name| (name, attached(name))).into());
    let seal = Seal::new(Sealing {
        release: &old.release,
        lang: old.lang,
        facts: &attached("facts.csv"),
        package: &package,
        shown: old.shown.clone(),
        pages: &read.pages,
        asides: &read.asides,
        digests: &read.digests,
        stamps: old.stamps.clone(),
        signer: None,
    });
    let seal = sign(&old, seal);
    let files = attachment(&mut document, SEAL).get(b"EF").unwrap().as_dict().unwrap();
    let stream = files.get(b"F").unwrap().as_reference().unwrap();
    stream_at(&mut document, stream).set_plain_content(seal.to_bytes());
    saved(&document)
}

#[test]
fn what_no_file_of_ours_has_is_refused_even_when_it_is_sealed_anew() {
    let project = Project::short_released();
    let original = Document::load_mem(&project.latest("briefing.en.pdf")).unwrap();
    assert_eq!(told(&resealed(&original)), Vec::<String>::new());
    let passes = |(_, forge): &&Forgery| {
        let mut document = original.clone();
        forge(&mut document);
        told(&resealed(&document)).is_empty()
    };
    // A file that was made and sealed otherwise is consistent with itself: only a signature or the
    // release itself tell it from ours.
    let passing: Vec<&str> = FORGERIES.iter().filter(passes).map(|it| it.0).collect();
    assert_eq!(passing, CONSISTENT);
}

#[test]
fn a_file_that_is_sealed_anew_shows_no_measure_that_nothing_bears() {
    let project = Project::short_released();
    let original = Document::load_mem(&project.latest("briefing.en.pdf")).unwrap();
    let shown = |bytes: &[u8]| -> BTreeSet<String> {
        reread(bytes).unwrap().pages.iter().flat_map(|page| measures(&page.draws)).collect()
    };
    let before = shown(&saved(&original));
    let mut dice = Dice(5);
    let mut outcomes: BTreeMap<bool, usize> = BTreeMap::new();
    for _ in 0..40 {
        let mut document = original.clone();
        if change_page(&mut document, &mut dice, Where::Anywhere).is_none() {
            continue;
        }
        let bytes = resealed(&document);
        let passes = told(&bytes).is_empty();
        *outcomes.entry(passes).or_default() += 1;
        let read = reread(&bytes).unwrap();
        let attached = |name: &str| read.attachment(name).unwrap_or_default();
        let seal: Seal = serde_json::from_slice(attached(SEAL)).unwrap();
        let grounds = Grounds::of(attached("facts.csv"), attached(OBSERVATIONS), &seal.shown);
        let new: Vec<String> =
            shown(&bytes).difference(&before).filter(|it| !grounds.bear(it)).cloned().collect();
        assert!(!passes || new.is_empty(), "{new:?}");
    }
    // As many as show that the dice hit measures at all.
    assert!(outcomes[&false] >= 8, "{outcomes:?}");
}

#[test]
fn a_release_is_told_by_its_seal_whatever_the_file_is_called() {
    let project = Project::short_released();
    std::fs::write(project.path("held.pdf"), project.latest("briefing.zh.pdf")).unwrap();
    let against = "verify held.pdf --release output/2025-r1";
    project.exec("verify held.pdf").must_succeed().stdout_has("held.pdf is consistent with itself: 2025-r1");
    project.exec(against).must_succeed().stdout_has("held.pdf is as released in 2025-r1: ");
    // Sealed anew it is consistent with itself, and no PDF of the release.
    let mut document = Document::load_mem(&project.latest("briefing.zh.pdf")).unwrap();
    let (_, recolour) = FORGERIES.iter().find(|it| it.0 == "a colour").unwrap();
    recolour(&mut document);
    std::fs::write(project.path("held.pdf"), resealed(&document)).unwrap();
    project.exec("verify held.pdf").must_succeed().stdout_has("consistent with itself");
    project.exec(against).must_exit(1).stdout_has("it has the seal of none of the PDFs of 2025-r1");
    // A release that is damaged tells nothing.
    std::fs::write(project.path("held.pdf"), project.latest("briefing.zh.pdf")).unwrap();
    let facts = project.path("output/2025-r1/facts.csv");
    let rows = std::fs::read_to_string(&facts).unwrap();
    std::fs::write(&facts, format!("{rows}more\n")).unwrap();
    project.exec(against).must_exit(1).stdout_has("its facts.csv was altered");
    std::fs::write(&facts, rows).unwrap();
    std::fs::write(project.path("output/2025-r1/manifest.json"), "{").unwrap();
    project.exec(against).must_exit(1).stdout_has("its manifest.json is damaged");
    std::fs::remove_file(project.path("output/2025-r1/manifest.json")).unwrap();
    project.exec(against).must_exit(1).stdout_has("its manifest.json cannot be read");
}
