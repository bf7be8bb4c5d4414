//! Links: clickable areas and the places that they lead to.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{
    number::{integer, point, text_object},
    tags::{NodeId, PageArea, Tree},
};
use crate::{diag::Diagnostic, frame::item::Target};

/// What the anchors of numbers have in their names, and no editor's anchor has.
const INNER: char = ':';

/// A clickable area on a page.
pub struct PlacedLink {
    /// The index of its page.
    pub page: usize,
    pub area: PageArea,
    pub target: Target,
    /// The link element that it belongs to.
    pub node: NodeId,
}

/// Where the anchors are.
#[derive(Default)]
pub struct Places {
    /// The page, and how high up on it, in points.
    by_anchor: BTreeMap<String, (usize, f64)>,
}

impl Places {
    /// Notes that `anchor` is at a height of a page; where it is set twice the first place counts.
    pub fn add(&mut self, anchor: &str, page: usize, top: f64) {
        self.by_anchor.entry(anchor.to_owned()).or_insert((page, top));
    }

    /// Writes the tree of named destinations: every heading, figure and table can be led to from
    /// outside, by its anchor. The many places of numbers are led to from inside alone.
    pub fn write(&self, document: &mut Document, pages: &[ObjectId]) -> ObjectId {
        let named = self.by_anchor.keys().filter(|anchor| !anchor.contains(INNER));
        let entries = named.filter_map(|name| Some([text_object(name), self.destination(name, pages)?]));
        let names: Vec<Object> = entries.flatten().collect();
        document.add_object(dictionary! { "Names" => names })
    }

    /// The destination that shows an anchor at the top of the window, which is not moved sideways
    /// (ISO 32000-1, 12.3.2.2).
    pub fn destination(&self, anchor: &str, pages: &[ObjectId]) -> Option<Object> {
        let (page, top) = self.by_anchor.get(anchor)?;
        let page = Object::Reference(*pages.get(*page)?);
        Some(Object::Array(vec![page, "XYZ".into(), Object::Null, Object::Real(point(*top)), Object::Null]))
    }
}

/// Puts every link on its page as an annotation, and returns their objects in order.
///
/// An annotation finds its way back to the structure tree by the number in its `StructParent`:
/// those after the pages' own.
///
/// # Errors
/// A link to an anchor that no page has.
pub fn annotate(
    document: &mut Document,
    pages: &[ObjectId],
    links: &[PlacedLink],
    places: &Places,
    tree: &Tree,
) -> Result<Vec<ObjectId>, Diagnostic> {
    let mut annotations = vec![];
    let mut on_page: Vec<Vec<Object>> = vec![vec![]; pages.len()];
    for (index, link) in links.iter().enumerate() {
        let mut annotation = annotation(link, &tree.text(link.node), places, pages)?;
        annotation.set("StructParent", integer(pages.len() + index));
        let id = document.add_object(annotation);
        on_page[link.page].push(id.into());
        annotations.push(id);
    }
    for (page, annotations) in pages.iter().zip(on_page) {
        let page = document.get_dictionary_mut(*page).expect("the assembler wrote every page");
        page.remove(b"Annots");
        if !annotations.is_empty() {
            page.set("Annots", annotations);
        }
    }
    Ok(annotations)
}

fn annotation(
    link: &PlacedLink,
    text: &str,
    places: &Places,
    pages: &[ObjectId],
) -> Result<Dictionary, Diagnostic> {
    let PageArea { left, bottom, right, top } = link.area;
    let corners = [left, bottom, right, top].map(|length| Object::Real(point(length)));
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => corners.to_vec(),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed with the page, as PDF/A wants of every annotation (ISO 19005-3, 6.3.2).
        "F" => 4,
    };
    let leads_to = match &link.target {
        Target::Url(url) => {
            let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(url.as_str()) };
            annotation.set("A", action);
            url
        }
        Target::Anchor(anchor) => {
            let destination = places.destination(anchor, pages).ok_or_else(|| dangling(anchor, link.page))?;
            annotation.set("Dest", destination);
            anchor
        }
    };
    // What a reader is told who does not see the link (ISO 14289-1, 7.18.5).
    let text = text.trim();
    annotation.set("Contents", text_object(if text.is_empty() { leads_to } else { text }));
    Ok(annotation)
}

fn dangling(anchor: &str, page: usize) -> Diagnostic {
    let message = format!("a link on page {} leads to {anchor}, which is on no page", page + 1);
    Diagnostic::error("dangling-link", message)
        .help("give the heading, figure or table that anchor, or correct the reference")
}
