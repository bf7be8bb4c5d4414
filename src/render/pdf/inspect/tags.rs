//! Tags: the elements of the structure tree, counted by type.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object};

/// How many elements of each type a file has; none for a file that is not tagged.
pub(super) fn tags(document: &Document) -> BTreeMap<String, usize> {
    let mut counter = Counter { document, seen: BTreeSet::new(), tags: BTreeMap::new() };
    let root = document.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", document));
    if let Ok(kids) = root.and_then(Object::as_dict).and_then(|root| root.get(b"K")) {
        counter.visit(kids);
    }
    counter.tags
}

struct Counter<'a> {
    document: &'a Document,
    /// A damaged tree may lead in circles.
    seen: BTreeSet<lopdf::ObjectId>,
    tags: BTreeMap<String, usize>,
}

impl Counter<'_> {
    fn visit(&mut self, object: &Object) {
        if let Object::Reference(id) = object
            && !self.seen.insert(*id)
        {
            return;
        }
        match self.document.dereference(object).map(|(_, object)| object) {
            Ok(Object::Array(kids)) => kids.iter().for_each(|kid| self.visit(kid)),
            Ok(Object::Dictionary(element)) => self.count(element),
            _ => {}
        }
    }

    fn count(&mut self, element: &Dictionary) {
        let Ok(name) = element.get(b"S").and_then(Object::as_name) else { return };
        *self.tags.entry(String::from_utf8_lossy(name).into_owned()).or_default() += 1;
        if let Ok(kids) = element.get(b"K") {
            self.visit(kids);
        }
    }
}
