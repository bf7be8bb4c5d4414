//! The outline: the headings as a reader's side bar shows them.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::{
    links::Places,
    number::{integer, text_object},
};
use crate::frame::page::OutlineEntry;

/// An entry with its place in the nesting, by position in the list.
struct Item {
    parent: Option<usize>,
    kids: Vec<usize>,
}

/// Writes the outline, all of it unfolded, and returns its root; none for no entries.
pub fn write(
    document: &mut Document,
    entries: &[OutlineEntry],
    places: &Places,
    pages: &[ObjectId],
) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let items = nest(entries);
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    for (index, (entry, item)) in entries.iter().zip(&items).enumerate() {
        let siblings = item.parent.map_or_else(|| top(&items), |parent| items[parent].kids.clone());
        let nth = siblings.iter().position(|&it| it == index).expect("an item is among its siblings");
        let mut dict = dictionary! {
            "Title" => text_object(&entry.title),
            "Parent" => item.parent.map_or(root, |parent| ids[parent]),
        };
        if let Some(destination) = destination(entry, places, pages) {
            dict.set("Dest", destination);
        }
        if nth > 0 {
            dict.set("Prev", ids[siblings[nth - 1]]);
        }
        if let Some(&next) = siblings.get(nth + 1) {
            dict.set("Next", ids[next]);
        }
        if let [first, .., last] | [first @ last] = item.kids[..] {
            dict.set("First", ids[first]);
            dict.set("Last", ids[last]);
            dict.set("Count", integer(descendants(&items, index)));
        }
        document.set_object(ids[index], dict);
    }
    let top = top(&items);
    let (first, last) = (top[0], top[top.len() - 1]);
    let outlines = dictionary! {
        "Type" => "Outlines",
        "First" => ids[first],
        "Last" => ids[last],
        "Count" => integer(entries.len()),
    };
    document.set_object(root, outlines);
    Some(root)
}

/// Nests a flat list: an entry belongs to the last one before it of a higher rank.
fn nest(entries: &[OutlineEntry]) -> Vec<Item> {
    let mut items: Vec<Item> = vec![];
    for (index, entry) in entries.iter().enumerate() {
        let parent = (0..index).rev().find(|&before| entries[before].level < entry.level);
        if let Some(parent) = parent {
            items[parent].kids.push(index);
        }
        items.push(Item { parent, kids: vec![] });
    }
    items
}

fn top(items: &[Item]) -> Vec<usize> {
    (0..items.len()).filter(|&index| items[index].parent.is_none()).collect()
}

fn descendants(items: &[Item], index: usize) -> usize {
    items[index].kids.iter().map(|&kid| 1 + descendants(items, kid)).sum()
}

/// The heading's anchor, or the top of its page.
fn destination(entry: &OutlineEntry, places: &Places, pages: &[ObjectId]) -> Option<Object> {
    places.destination(&entry.anchor, pages).or_else(|| {
        let page = Object::Reference(*pages.get(entry.page)?);
        Some(Object::Array(vec![page, "Fit".into()]))
    })
}
