//! Asides: what a file says beside its pages.

use std::collections::BTreeSet;

use super::{Graph, Id, Value};
use crate::render::pdf::reread::text;

/// The entries whose strings a viewer or a screen reader says: alternative, expanded and actual texts,
/// titles, notes on annotations; and those of the Info.
const SAID: [&[u8]; 10] =
    [b"Alt", b"E", b"T", b"ActualText", b"Title", b"Contents", b"Author", b"Subject", b"Keywords", b"P"];

/// What a file says beside its pages, in no order that means anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asides {
    pub bookmarks: Vec<String>,
    pub others: Vec<String>,
}

impl Asides {
    /// Every text.
    pub fn iter(&self) -> impl Iterator<Item = &String> {
        self.bookmarks.iter().chain(&self.others)
    }
}

/// Collects what a file says beside its pages.
pub fn asides(graph: &impl Graph) -> Asides {
    let mut said = Asides::default();
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut waiting: Vec<Value> = vec![Value::Ref(graph.root())];
    waiting.extend(graph.info().map(Value::Ref));
    while let Some(value) = waiting.pop() {
        match value {
            Value::Ref(id) if seen.insert(id) => waiting.push(graph.head(id)),
            Value::Array(parts) => waiting.extend(parts),
            Value::Dict(dict) | Value::Stream(dict, _) => {
                let is_bookmark =
                    dict.contains_key(b"Title".as_slice()) && dict.contains_key(b"Parent".as_slice());
                let list = if is_bookmark { &mut said.bookmarks } else { &mut said.others };
                for (key, value) in dict {
                    match value {
                        Value::Text(string) if SAID.contains(&key.as_slice()) => list.extend(text(&string)),
                        value => waiting.push(value),
                    }
                }
            }
            _ => {}
        }
    }
    said.bookmarks.sort();
    said.others.sort();
    said
}
