//! Sweeping: what nothing leads to goes, and the rest is numbered without gaps.
//!
//! lopdf's own pruning and renumbering look every reference up in a list of all: with the
//! structure tree of three hundred pages they take longer than everything else together.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The new number of every object that is kept.
type Numbers = BTreeMap<ObjectId, ObjectId>;

/// Removes every object that the trailer does not lead to, and numbers the others from 1 in their
/// order.
pub fn sweep(document: &mut Document) {
    let reached = reached(document);
    let numbers: Numbers = reached.into_iter().zip((1..).map(|number| (number, 0))).collect();
    let objects = std::mem::take(&mut document.objects);
    for (id, mut object) in objects {
        if let Some(number) = numbers.get(&id) {
            renumber(&mut object, &numbers);
            document.objects.insert(*number, object);
        }
    }
    renumber_values(&mut document.trailer, &numbers);
    document.max_id = u32::try_from(numbers.len()).expect("object numbers have 32 bits");
}

/// The objects that the trailer leads to.
fn reached(document: &Document) -> BTreeSet<ObjectId> {
    let mut waiting = vec![];
    document.trailer.iter().for_each(|(_, value)| collect_references(value, &mut waiting));
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if let Some(object) = document.objects.get(&id)
            && reached.insert(id)
        {
            collect_references(object, &mut waiting);
        }
    }
    reached
}

/// A reference to an object that does not exist is a reference to null (ISO 32000-1, 7.3.10).
fn renumber(object: &mut Object, numbers: &Numbers) {
    match object {
        Object::Reference(id) => {
            *object = numbers.get(id).map_or(Object::Null, |number| Object::Reference(*number));
        }
        Object::Array(parts) => parts.iter_mut().for_each(|part| renumber(part, numbers)),
        Object::Dictionary(dict) => renumber_values(dict, numbers),
        Object::Stream(stream) => renumber_values(&mut stream.dict, numbers),
        _ => {}
    }
}

fn renumber_values(dict: &mut Dictionary, numbers: &Numbers) {
    dict.iter_mut().for_each(|(_, value)| renumber(value, numbers));
}

/// Adds the objects that `object` refers to.
pub(super) fn collect_references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(parts) => parts.iter().for_each(|part| collect_references(part, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect_references(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| collect_references(value, found)),
        _ => {}
    }
}
