//! The form of a file: what a file of this program is made of, and nothing else.
//!
//! Whoever makes a file may seal it anew. These rules hold for every file, whatever its seal says:
//! nothing runs when it is opened, nothing is shown above a page or in the place of it, no page is cut
//! or turned, and no link leads anywhere but to a page or the web.

use std::collections::BTreeSet;

use super::{Dict, Graph, Id, Value, contents, fonts, is_stamp, pages};
use crate::{lang::Lang, render::pdf::stamped::Widths};

/// What the catalogue may hold (ISO 32000-1, table 28): nothing that acts, asks or shows by itself.
const CATALOGUE: [&[u8]; 14] = [
    b"Type",
    b"Version",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"ViewerPreferences",
    b"PageMode",
    b"Outlines",
    b"Metadata",
    b"StructTreeRoot",
    b"MarkInfo",
    b"Lang",
    b"OutputIntents",
    b"AF",
];

/// What a page may hold (table 30): no turn, no unit of its own, no actions, no thumbnail.
const PAGE: [&[u8]; 10] = [
    b"Type",
    b"Parent",
    b"MediaBox",
    b"CropBox",
    b"TrimBox",
    b"Contents",
    b"Resources",
    b"Annots",
    b"StructParents",
    b"Tabs",
];

/// What a picture may hold (table 89): dots alone, no other picture instead of them, no mask.
const IMAGE: [&[u8]; 9] = [
    b"Type",
    b"Subtype",
    b"Width",
    b"Height",
    b"ColorSpace",
    b"BitsPerComponent",
    b"Filter",
    b"Length",
    b"DecodeParms",
];

/// What a node of the page tree may hold: nothing that its pages would inherit.
const NODE: [&[u8]; 4] = [b"Type", b"Parent", b"Kids", b"Count"];

/// What a link may hold (tables 164 and 173): no appearance.
const LINK: [&[u8]; 11] =
    [b"Type", b"Subtype", b"Rect", b"Border", b"F", b"A", b"Dest", b"Contents", b"StructParent", b"NM", b"P"];

/// What the Info may hold (table 317): no entry of anybody else's.
const INFO: [&[u8]; 8] =
    [b"Title", b"Subject", b"Keywords", b"Author", b"Creator", b"Producer", b"CreationDate", b"ModDate"];

/// What the root of the structure may hold (table 322): no roles, types mean what the standard says.
const STRUCTURE: [&[u8]; 5] = [b"Type", b"K", b"IDTree", b"ParentTree", b"ParentTreeNextKey"];

/// What is not of that form, a line each.
pub fn misshapen(graph: &impl Graph) -> Vec<String> {
    let catalogue = graph.entries(graph.root());
    let mut found = strange("its catalogue", &catalogue, &CATALOGUE);
    found.extend(strange("its Names", &graph.dict(&catalogue, b"Names"), &[b"Dests", b"EmbeddedFiles"]));
    found.extend(of_attachments(graph, &catalogue));
    found.extend(of_looks(graph, &catalogue));
    let info = graph.info().map(|info| graph.entries(info)).unwrap_or_default();
    found.extend(strange("its Info", &info, &INFO));
    found.extend(strange("its structure", &graph.dict(&catalogue, b"StructTreeRoot"), &STRUCTURE));
    let (leaves, nodes) = pages(graph);
    if leaves.iter().collect::<BTreeSet<_>>().len() != leaves.len() {
        found.push("a page stands in it twice".to_owned());
    }
    found.extend(of_fonts(graph, &leaves));
    for node in nodes {
        found.extend(strange("its page tree", &graph.entries(node), &NODE));
    }
    for (page, number) in leaves.iter().zip(1..) {
        let whose = format!("page {number}");
        found.extend(of_page(graph, &graph.entries(*page)).into_iter().map(|it| format!("{whose} {it}")));
    }
    found
}

fn strange(what: &str, dict: &Dict, known: &[&[u8]]) -> Vec<String> {
    let strange = dict.keys().filter(|key| !known.contains(&key.as_slice()));
    strange
        .map(|key| format!("{what} has {}, which no file of ours has", String::from_utf8_lossy(key)))
        .collect()
}

/// The files inside are the same by every way to them: the list of associated files, the names, both
/// names of a file and both of its streams.
fn of_attachments(graph: &impl Graph, catalogue: &Dict) -> Vec<String> {
    let named = graph.array(&graph.dict(&graph.dict(catalogue, b"Names"), b"EmbeddedFiles"), b"Names");
    let associated = graph.array(catalogue, b"AF");
    let files: Vec<&Value> = named.iter().skip(1).step_by(2).collect();
    let mut is_one = files.iter().copied().eq(&associated);
    for (name, file) in named.iter().step_by(2).zip(files) {
        let file = graph.dict_of(file);
        let streams = graph.dict(&file, b"EF");
        let names = [b"F".as_slice(), b"UF"].map(|key| file.get(key));
        is_one &= names == [Some(name); 2] && streams.values().all(|it| Some(it) == streams.values().next());
    }
    if is_one { vec![] } else { vec!["its attachments differ by the way that leads to them".to_owned()] }
}

/// It is shown with its bookmarks and its title, is tagged, and in one of the languages.
fn of_looks(graph: &impl Graph, catalogue: &Dict) -> Vec<String> {
    let only = |key: &[u8], what: &[u8]| {
        graph.dict(catalogue, key) == Dict::from([(what.to_vec(), Value::Bool(true))])
    };
    let mode = catalogue.get(b"PageMode".as_slice()).map(Value::as_name);
    let lang = catalogue.get(b"Lang".as_slice()).and_then(Value::as_text);
    let is_known = Lang::ALL.iter().any(|it| Some(it.bcp47().as_bytes()) == lang);
    let faults = [
        (!only(b"MarkInfo", b"Marked"), "it says that it is not tagged"),
        (!only(b"ViewerPreferences", b"DisplayDocTitle"), "its window is told to show something else"),
        (mode.is_some_and(|mode| mode != Some(b"UseOutlines")), "it is to be shown otherwise than ours are"),
        (!is_known, "it is in no language of ours"),
    ];
    faults.into_iter().filter(|it| it.0).map(|it| it.1.to_owned()).collect()
}

/// The faces of all pages, each looked at once.
fn of_fonts(graph: &impl Graph, leaves: &[Id]) -> Vec<String> {
    let (mut found, mut lists, mut seen) = (vec![], vec![], vec![]);
    for page in leaves {
        let list = fonts(graph, &graph.entries(*page));
        // Pages share their lists: one is looked through once.
        if lists.contains(&list) {
            continue;
        }
        for (name, font) in &list {
            if seen.contains(font) {
                continue;
            }
            seen.push(font.clone());
            let (name, font) = (String::from_utf8_lossy(name), graph.dict_of(font));
            if !is_plain_font(graph, &font) {
                found.push(format!("its face {name} is of another kind than ours"));
            } else if !is_spaced(graph, &font) {
                found.push(format!("its face {name} is named or spaced otherwise than its program"));
            }
        }
        lists.push(list);
    }
    found
}

/// Whether a face is called alike wherever it is named, and its widths are those of its program: else it is not
/// the program that its text was set in.
fn is_spaced(graph: &impl Graph, font: &Dict) -> bool {
    let descendants = graph.array(font, b"DescendantFonts");
    let descendant = descendants.first().map(|it| graph.dict_of(it)).unwrap_or_default();
    let descriptor = graph.dict(&descendant, b"FontDescriptor");
    let names = [(font, b"BaseFont".as_slice()), (&descendant, b"BaseFont"), (&descriptor, b"FontName")];
    let names = names.map(|(dict, key)| dict.get(key).and_then(Value::as_name));
    let default = descendant.get(b"DW".as_slice()).and_then(Value::as_number);
    let widths = Widths::of(graph, &Value::Dict(font.clone()));
    let program = descriptor.get(b"FontFile2".as_slice()).and_then(Value::as_ref);
    // Of a program in the form of PostScript (FontFile3) the widths stand elsewhere.
    let is_fit = program.is_none_or(|id| graph.data(id).is_some_and(|program| widths.fit(&program)));
    names[0].is_some() && names.iter().all(|it| *it == names[0]) && default == Some(1000.0) && is_fit
}

fn of_page(graph: &impl Graph, page: &Dict) -> Vec<String> {
    let mut found = strange("itself", page, &PAGE);
    let boxes = [b"MediaBox".as_slice(), b"CropBox", b"TrimBox"].map(|key| graph.array(page, key));
    let is_whole = matches!(&boxes[0][..], [x, y, ..] if [x, y].map(Value::as_number) == [Some(0.0); 2]);
    if !is_whole || boxes.iter().any(|it| *it != boxes[0]) {
        found.push("is not shown whole: its boxes differ".to_owned());
    }
    let published = contents(graph, page).iter().filter(|part| !is_stamp(graph, part)).count();
    if published != 1 {
        found.push(format!("is drawn by {published} streams, not by one"));
    }
    found.extend(strange("in its resources", &graph.dict(page, b"Resources"), &[b"Font", b"XObject"]));
    for (name, object) in graph.dict(&graph.dict(page, b"Resources"), b"XObject") {
        let object = graph.dict_of(&object);
        let is_image = object.get(b"Subtype".as_slice()).and_then(Value::as_name) == Some(b"Image");
        if !is_image || !strange("a picture", &object, &IMAGE).is_empty() {
            found.push(format!("draws {}, which is more than a picture", String::from_utf8_lossy(&name)));
        }
    }
    for annotation in graph.array(page, b"Annots") {
        let annotation = graph.dict_of(&annotation);
        found.extend(strange("in a link", &annotation, &LINK));
        let is_link = annotation.get(b"Subtype".as_slice()).and_then(Value::as_name) == Some(b"Link");
        if !is_link || !is_plain_action(graph, &annotation) {
            found.push("has an annotation that is more than a link to a page or to the web".to_owned());
        }
    }
    found
}

/// Codes of two bytes are the glyphs' own numbers, and what is embedded is what is shown.
fn is_plain_font(graph: &impl Graph, font: &Dict) -> bool {
    let name = |dict: &Dict, key: &[u8]| dict.get(key).and_then(Value::as_name).map(<[u8]>::to_vec);
    let descendants = graph.array(font, b"DescendantFonts");
    let [descendant] = &descendants[..] else { return false };
    let descendant = graph.dict_of(descendant);
    let descriptor = graph.dict(&descendant, b"FontDescriptor");
    let is_embedded = [b"FontFile2".as_slice(), b"FontFile3"].iter().any(|key| descriptor.contains_key(*key));
    let map = descendant.get(b"CIDToGIDMap".as_slice());
    name(font, b"Subtype").as_deref() == Some(b"Type0")
        && name(font, b"Encoding").as_deref() == Some(b"Identity-H")
        && map.is_none_or(|it| it.as_name() == Some(b"Identity"))
        && is_embedded
}

fn is_plain_action(graph: &impl Graph, annotation: &Dict) -> bool {
    if !annotation.contains_key(b"A".as_slice()) {
        return annotation.contains_key(b"Dest".as_slice());
    }
    let action = graph.dict(annotation, b"A");
    let address = action.get(b"URI".as_slice()).and_then(Value::as_text).unwrap_or_default();
    action.get(b"S".as_slice()).and_then(Value::as_name) == Some(b"URI")
        && action.keys().all(|key| [b"S".as_slice(), b"URI", b"Type"].contains(&key.as_slice()))
        && ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme.as_bytes()))
}
