//! The walk: facet by facet through everything that the trailer leads to.
//!
//! Objects are named by the facet that first leads to them and their place in it: numbers are nothing
//! that a reader sees. What was stamped on a copy is passed over here and looked at by `stamped`.

use std::collections::{BTreeMap, VecDeque};

use sha2::{Digest as _, Sha256};

use super::{Dict, Digests, Facet, Graph, Id, Value, value::counted};
use crate::{
    inputs::hexadecimal,
    render::pdf::{reread::STAMP, stamped::SIGNATURE, xmp},
};

/// The name of the file inside that the digests stand in: the one thing that they cannot be of.
pub const SEAL_FILE: &str = "seal.json";

/// The digest of each facet of a file.
pub fn facets(graph: &impl Graph) -> Digests {
    let mut walk = Walk::through(graph);
    let catalogue = graph.entries(graph.root());
    let mut digests = Digests::new();
    let faces = walk.faces();
    digests.insert(Facet::Faces, walk.facet(Facet::Faces, faces));
    for (index, page) in walk.pages.clone().into_iter().enumerate() {
        let root = Value::Dict(page_without_stamps(graph, page));
        digests.insert(Facet::Page(index), walk.facet(Facet::Page(index), vec![root]));
    }
    let nodes = walk.nodes.iter().map(|node| graph.get(*node)).collect();
    digests.insert(Facet::PageTree, walk.facet(Facet::PageTree, nodes));
    let names = graph.dict(&catalogue, b"Names");
    let root = |from: &Dict, key: &[u8]| from.get(key).cloned().unwrap_or(Value::Null);
    for (facet, roots) in [
        (Facet::Outline, vec![root(&catalogue, b"Outlines")]),
        (Facet::Structure, vec![root(&catalogue, b"StructTreeRoot")]),
        (Facet::Destinations, vec![root(&names, b"Dests")]),
        (Facet::Attachments, vec![root(&names, b"EmbeddedFiles"), root(&catalogue, b"AF")]),
        (Facet::Metadata, vec![root(&catalogue, b"Metadata")]),
        (Facet::Info, vec![graph.info().map_or(Value::Null, Value::Ref)]),
        (Facet::Catalogue, vec![rest(catalogue.clone(), names.clone())]),
    ] {
        digests.insert(facet, walk.facet(facet, roots));
    }
    digests
}

/// The digest of what some values are and lead to, by themselves.
pub fn digest_of(graph: &impl Graph, roots: Vec<Value>) -> String {
    let walk =
        Walk { graph, names: BTreeMap::new(), pages: vec![], nodes: vec![], seal: None, metadata: None };
    { walk }.facet(Facet::Catalogue, roots)
}

/// The pages of a file in their order, and the nodes of the tree that holds them.
pub fn pages(graph: &impl Graph) -> (Vec<Id>, Vec<Id>) {
    let catalogue = graph.entries(graph.root());
    let (mut pages, mut nodes) = (vec![], vec![]);
    let mut waiting: Vec<Id> =
        catalogue.get(b"Pages".as_slice()).and_then(Value::as_ref).into_iter().collect();
    while let Some(id) = waiting.pop() {
        if nodes.contains(&id) || pages.len() >= MOST_PAGES {
            continue;
        }
        let node = graph.entries(id);
        if node.contains_key(b"Kids".as_slice()) {
            nodes.push(id);
            waiting.extend(graph.array(&node, b"Kids").iter().rev().filter_map(Value::as_ref));
        } else {
            pages.push(id);
        }
    }
    (pages, nodes)
}

/// No briefing has a thousandth of these; a tree that leads into itself has more.
const MOST_PAGES: usize = 20_000;

/// The streams that draw a page, those of stamps included.
pub fn contents(graph: &impl Graph, page: &Dict) -> Vec<Value> {
    match page.get(b"Contents".as_slice()) {
        None => vec![],
        Some(value) => match graph.resolve(value) {
            Value::Array(parts) => parts,
            _ => vec![value.clone()],
        },
    }
}

/// Whether a value is, or leads to, something that was stamped on a copy.
pub fn is_stamp(graph: &impl Graph, value: &Value) -> bool {
    graph.dict_of(value).contains_key(STAMP)
}

/// The fonts that a page may use, by their names, those of stamps included.
pub fn fonts(graph: &impl Graph, page: &Dict) -> Dict {
    graph.dict(&graph.dict(page, b"Resources"), b"Font")
}

/// A page as it was published.
fn page_without_stamps(graph: &impl Graph, page: Id) -> Dict {
    let mut dict = graph.entries(page);
    let published = |part: &Value| !is_stamp(graph, part);
    let parts: Vec<Value> = contents(graph, &dict).into_iter().filter(published).collect();
    let mut resources = graph.dict(&dict, b"Resources");
    let fonts: Dict = fonts(graph, &dict).into_iter().filter(|(_, font)| published(font)).collect();
    resources.insert(b"Font".to_vec(), Value::Dict(fonts));
    dict.insert(b"Resources".to_vec(), Value::Dict(resources));
    dict.insert(b"Contents".to_vec(), Value::Array(parts));
    dict
}

/// The catalogue without what the other facets are of.
fn rest(mut catalogue: Dict, mut names: Dict) -> Value {
    for key in [b"Pages".as_slice(), b"Outlines", b"StructTreeRoot", b"AF", b"Metadata"] {
        catalogue.remove(key);
    }
    for key in [b"Dests".as_slice(), b"EmbeddedFiles"] {
        names.remove(key);
    }
    catalogue.insert(b"Names".to_vec(), Value::Dict(names));
    Value::Dict(catalogue)
}

struct Walk<'a, G> {
    graph: &'a G,
    names: BTreeMap<Id, String>,
    pages: Vec<Id>,
    nodes: Vec<Id>,
    /// The stream that holds the seal, and that of the XMP packet.
    seal: Option<Id>,
    metadata: Option<Id>,
}

impl<'a, G: Graph> Walk<'a, G> {
    fn through(graph: &'a G) -> Self {
        let catalogue = graph.entries(graph.root());
        let (pages, nodes) = pages(graph);
        let mut names = BTreeMap::from([(graph.root(), "root".to_owned())]);
        names.extend(pages.iter().enumerate().map(|(nth, id)| (*id, Facet::Page(nth).name())));
        names.extend(
            nodes.iter().enumerate().map(|(nth, id)| (*id, format!("{} {nth}", Facet::PageTree.name()))),
        );
        let metadata = catalogue.get(b"Metadata".as_slice()).and_then(Value::as_ref);
        Self { graph, names, pages, nodes, seal: seal(graph, &catalogue), metadata }
    }

    /// The fonts of all pages but those of stamps, each once.
    fn faces(&self) -> Vec<Value> {
        let mut faces: Vec<Value> = vec![];
        let mut dicts: Vec<Dict> = vec![];
        for page in &self.pages {
            let fonts = fonts(self.graph, &self.graph.entries(*page));
            // Pages share their lists: one is looked through once.
            if dicts.contains(&fonts) {
                continue;
            }
            for font in fonts.values() {
                if !faces.contains(font) && !is_stamp(self.graph, font) {
                    faces.push(font.clone());
                }
            }
            dicts.push(fonts);
        }
        faces
    }

    /// The digest of what `roots` are and lead to, as far as no facet before did.
    fn facet(&mut self, facet: Facet, roots: Vec<Value>) -> String {
        let mut digest = Sha256::new();
        let mut waiting = VecDeque::new();
        let mut count = 0;
        let mut roots = roots.into_iter();
        let mut bytes = vec![];
        loop {
            let value = match roots.next() {
                Some(root) => root,
                None => match waiting.pop_front() {
                    Some(id) => self.object(id),
                    None => break,
                },
            };
            bytes.clear();
            value.canonical(&mut bytes, &mut |id, out| {
                let name = self.names.entry(id).or_insert_with(|| {
                    waiting.push_back(id);
                    count += 1;
                    format!("{} {count}", facet.name())
                });
                counted(b'@', name.as_bytes(), out);
            });
            digest.update(&bytes);
        }
        hexadecimal(&digest.finalize())
    }

    /// An object without what the digests stand in, and without what a locked copy may not claim.
    fn object(&self, id: Id) -> Value {
        match self.graph.get(id) {
            Value::Stream(dict, Some(_)) if self.seal == Some(id) => Value::Stream(dict, Some(vec![])),
            Value::Stream(dict, Some(packet)) if self.metadata == Some(id) => {
                let packet = String::from_utf8_lossy(&packet).into_owned();
                Value::Stream(dict, Some(xmp::without_archive(&packet).into_bytes()))
            }
            // What is stamped bears the digest of itself, and the signature of that.
            Value::Stream(mut dict, data) if dict.contains_key(STAMP) => {
                dict.remove(STAMP);
                dict.remove(SIGNATURE);
                Value::Stream(dict, data)
            }
            value => value,
        }
    }
}

/// The stream of the file inside that has the seal's name.
fn seal(graph: &impl Graph, catalogue: &Dict) -> Option<Id> {
    let files = graph.array(catalogue, b"AF");
    files.iter().find_map(|file| {
        let file = graph.resolve(file).into_dict()?;
        (file.get(b"UF".as_slice())?.as_text()? == SEAL_FILE.as_bytes()).then_some(())?;
        graph.dict(&file, b"EF").get(b"F".as_slice())?.as_ref()
    })
}
