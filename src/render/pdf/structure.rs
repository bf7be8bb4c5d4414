//! The structure tree of a tagged PDF (ISO 32000-1, 14.7): what the pages mean and in which order
//! they are read.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{
    number::{integer, point, text_object},
    tags::{Kid, Node, NodeId, PageArea, Tree, structure_type},
};
use crate::frame::item::Element;

/// What the tree refers to.
pub struct Objects<'a> {
    pub pages: &'a [ObjectId],
    pub annotations: &'a [ObjectId],
}

/// Writes the tree, ties pages to it, and returns its root.
pub fn write(document: &mut Document, tree: &Tree, objects: &Objects<'_>) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = tree.iter().map(|_| document.new_object_id()).collect();
    let mut named = vec![];
    for (id, node) in tree.iter() {
        let parent = if id == Tree::ROOT { root } else { ids[node.parent.index()] };
        let mut element = structure_element(tree, node, &ids, objects);
        element.set("P", parent);
        if node.element == Some(Element::Note) {
            // Every note has an identifier (ISO 14289-1, 7.9).
            let name = format!("note-{:05}", id.index());
            element.set("ID", Object::string_literal(name.as_str()));
            named.extend([Object::string_literal(name.as_str()), ids[id.index()].into()]);
        }
        document.set_object(ids[id.index()], element);
    }
    let parents = document.add_object(dictionary! { "Nums" => parents(tree, &ids, objects) });
    let mut tree_root = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => ids[Tree::ROOT.index()],
        "ParentTree" => parents,
        "ParentTreeNextKey" => integer(objects.pages.len() + objects.annotations.len()),
    };
    if !named.is_empty() {
        tree_root.set("IDTree", dictionary! { "Names" => named });
    }
    document.set_object(root, tree_root);
    tie_pages(document, objects.pages);
    root
}

fn structure_element(tree: &Tree, node: &Node, ids: &[ObjectId], objects: &Objects<'_>) -> Dictionary {
    let home = home(node);
    let mut element = dictionary! { "S" => node.element.as_ref().map_or("Document", structure_type) };
    if let Some(page) = home {
        element.set("Pg", objects.pages[page]);
    }
    let kid = |kid: &Kid| match *kid {
        Kid::Node(kid) => ids[kid.index()].into(),
        Kid::Content { page, mcid } if home == Some(page) => integer(mcid),
        Kid::Content { page, mcid } => Object::Dictionary(dictionary! {
            "Type" => "MCR", "Pg" => objects.pages[page], "MCID" => integer(mcid),
        }),
        Kid::Link(link) => Object::Dictionary(dictionary! {
            "Type" => "OBJR", "Obj" => objects.annotations[link],
        }),
    };
    match node.kids.as_slice() {
        [] => {}
        [only] => element.set("K", kid(only)),
        kids => element.set("K", kids.iter().map(kid).collect::<Vec<_>>()),
    }
    if let Some(Element::Figure { alt }) = &node.element {
        element.set("Alt", text_object(alt));
    }
    if let Some(attributes) = attributes(tree, node) {
        element.set("A", attributes);
    }
    element
}

/// The page that an element's marked content is counted from: its first one's.
fn home(node: &Node) -> Option<usize> {
    let content = node.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Node(_) | Kid::Link(_) => None,
    });
    content.or(node.area.map(|(page, _)| page))
}

/// What a reader needs to know of an element beyond its type (ISO 32000-1, 14.8.5).
fn attributes(tree: &Tree, node: &Node) -> Option<Dictionary> {
    match node.element.as_ref()? {
        Element::HeaderCell => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Element::RowHeader { columns } => {
            let mut attributes = dictionary! { "O" => "Table", "Scope" => "Row" };
            if *columns > 1 {
                attributes.set("ColSpan", integer(*columns));
            }
            Some(attributes)
        }
        Element::List => Some(dictionary! { "O" => "List", "ListNumbering" => numbering(tree, node)? }),
        Element::Figure { .. } => {
            let (_, PageArea { left, bottom, right, top }) = node.area?;
            let bounds = [left, bottom, right, top].map(|length| Object::Real(point(length)));
            Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds.to_vec() })
        }
        _ => None,
    }
}

/// How a list is numbered, as its first label shows; none without labels.
fn numbering(tree: &Tree, list: &Node) -> Option<&'static str> {
    let kids = |node: &Node| -> Vec<NodeId> {
        let kid = |kid: &Kid| if let Kid::Node(kid) = kid { Some(*kid) } else { None };
        node.kids.iter().filter_map(kid).collect()
    };
    let mut parts = kids(list).into_iter().flat_map(|item| kids(tree.node(item)));
    let label = parts.find(|part| tree.node(*part).element == Some(Element::Label))?;
    let is_number = tree.text(label).contains(|c: char| c.is_ascii_digit());
    Some(if is_number { "Decimal" } else { "Disc" })
}

/// From the numbers that pages and annotations carry back to their elements.
fn parents(tree: &Tree, ids: &[ObjectId], objects: &Objects<'_>) -> Vec<Object> {
    let mut numbers = vec![];
    for (page, nodes) in tree.contents().iter().enumerate() {
        let nodes: Vec<Object> = nodes.iter().map(|node| ids[node.index()].into()).collect();
        numbers.extend([integer(page), nodes.into()]);
    }
    let mut links: Vec<(usize, NodeId)> = vec![];
    for (id, node) in tree.iter() {
        links.extend(node.kids.iter().filter_map(|kid| match kid {
            Kid::Link(link) => Some((*link, id)),
            Kid::Node(_) | Kid::Content { .. } => None,
        }));
    }
    links.sort_unstable();
    for (link, node) in links {
        numbers.extend([integer(objects.pages.len() + link), ids[node.index()].into()]);
    }
    numbers
}

fn tie_pages(document: &mut Document, pages: &[ObjectId]) {
    for (index, page) in pages.iter().enumerate() {
        let page = document.get_dictionary_mut(*page).expect("the assembler wrote every page");
        page.set("StructParents", integer(index));
        // The tab key follows the structure (ISO 14289-1, 7.18.3).
        page.set("Tabs", "S");
    }
}
