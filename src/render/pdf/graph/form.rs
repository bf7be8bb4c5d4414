//! The form of a file: what a file of this program is made of, and nothing else.
//!
//! Whoever makes a file may seal it anew. These rules hold for every file, whatever its seal says:
//! nothing runs when it is opened, nothing is shown above a page or in the place of it, no page is cut
//! or turned, and no link leads anywhere but to a page or the web.

use std::collections::BTreeSet;

use super::{Dict, Graph, Value, contents, fonts, is_stamp, pages};

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

/// What a node of the page tree may hold: nothing that its pages would inherit.
const NODE: [&[u8]; 4] = [b"Type", b"Parent", b"Kids", b"Count"];

/// What a link may hold (tables 164 and 173): no appearance.
const LINK: [&[u8]; 11] =
    [b"Type", b"Subtype", b"Rect", b"Border", b"F", b"A", b"Dest", b"Contents", b"StructParent", b"NM", b"P"];

/// What is not of that form, a line each.
pub fn misshapen(graph: &impl Graph) -> Vec<String> {
    let catalogue = graph.entries(graph.root());
    let mut found = strange("its catalogue", &catalogue, &CATALOGUE);
    found.extend(strange("its Names", &graph.dict(&catalogue, b"Names"), &[b"Dests", b"EmbeddedFiles"]));
    found.extend(of_attachments(graph, &catalogue));
    let (leaves, nodes) = pages(graph);
    if leaves.iter().collect::<BTreeSet<_>>().len() != leaves.len() {
        found.push("a page stands in it twice".to_owned());
    }
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
    found.extend(strange("in its resources", &graph.dict(page, b"Resources"), &[b"Font"]));
    for (name, font) in fonts(graph, page) {
        if !is_plain_font(graph, &graph.dict_of(&font)) {
            found.push(format!("has a face {} of another kind than ours", String::from_utf8_lossy(&name)));
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
