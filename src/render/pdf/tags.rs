//! Tags: the structure tree that grows while the pages are drawn.

use crate::frame::item::Element;

/// An element of the tree, by its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(usize);

/// The structure tree of a document; the root is the document itself.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    /// For every page, the node of each marked-content identifier.
    contents: Vec<Vec<NodeId>>,
}

/// An element with what it encloses.
#[derive(Debug)]
pub struct Node {
    /// None for the document.
    pub element: Option<Element>,
    pub parent: NodeId,
    pub kids: Vec<Kid>,
    /// What its own text says, kids excepted.
    pub text: String,
    /// The page and the area on it that the element covers.
    pub area: Option<(usize, PageArea)>,
}

/// What an element encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    Node(NodeId),
    /// A sequence of marked content.
    Content {
        page: usize,
        mcid: usize,
    },
    /// An annotation, by its position among the document's.
    Link(usize),
}

/// A rectangle on a page as PDF counts: in points, upwards from the bottom left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageArea {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl PageArea {
    /// The smallest rectangle around both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }
}

impl Tree {
    pub const ROOT: NodeId = NodeId(0);

    /// A document without anything in it.
    pub fn new() -> Self {
        let root = Node { element: None, parent: Self::ROOT, kids: vec![], text: String::new(), area: None };
        Self { nodes: vec![root], contents: vec![] }
    }

    /// Starts the next page.
    pub fn start_page(&mut self) {
        self.contents.push(vec![]);
    }

    /// Adds an element at the end of `parent`.
    pub fn add(&mut self, parent: NodeId, element: Element) -> NodeId {
        let id = NodeId(self.nodes.len());
        let node = Node { element: Some(element), parent, kids: vec![], text: String::new(), area: None };
        self.nodes.push(node);
        self.nodes[parent.0].kids.push(Kid::Node(id));
        id
    }

    /// Adds a sequence of marked content of the latest page at the end of `node`, and returns its
    /// identifier.
    pub fn add_content(&mut self, node: NodeId) -> usize {
        let page = self.contents.len() - 1;
        let mcid = self.contents[page].len();
        self.contents[page].push(node);
        self.nodes[node.0].kids.push(Kid::Content { page, mcid });
        mcid
    }

    /// Adds an annotation at the end of `node`.
    pub fn add_link(&mut self, node: NodeId, link: usize) {
        self.nodes[node.0].kids.push(Kid::Link(link));
    }

    /// Widens what `node` covers on the latest page.
    pub fn cover(&mut self, node: NodeId, area: PageArea) {
        let page = self.contents.len() - 1;
        let covered = &mut self.nodes[node.0].area;
        *covered = Some((page, covered.map_or(area, |(_, before)| before.around(area))));
    }

    /// Notes that `node` says `text`.
    pub fn say(&mut self, node: NodeId, text: &str) {
        append(&mut self.nodes[node.0].text, text);
    }

    /// What `node` says, with all that it encloses, in order of its elements.
    pub fn text(&self, node: NodeId) -> String {
        let mut text = self.node(node).text.clone();
        for kid in &self.node(node).kids {
            if let Kid::Node(kid) = kid {
                append(&mut text, &self.text(*kid));
            }
        }
        text
    }

    /// The element of that position.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// Every element, the document first, each after its parent.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        (0..).map(NodeId).zip(&self.nodes)
    }

    /// For every page, the node of each marked-content identifier.
    pub fn contents(&self) -> &[Vec<NodeId>] {
        &self.contents
    }
}

/// Adds what a run says. Runs stand apart on the page: a year and the page that it is told on are two numbers to who
/// hears them, too.
fn append(text: &mut String, more: &str) {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if is_digit(text.chars().next_back()) && is_digit(more.chars().next()) {
        text.push(' ');
    }
    text.push_str(more);
}

impl NodeId {
    /// The position in the tree.
    pub fn index(self) -> usize {
        self.0
    }
}

/// The standard structure type of an element (ISO 32000-1, 14.8.4).
pub fn structure_type(element: &Element) -> &'static str {
    match element {
        Element::Part => "Part",
        Element::Heading(1) => "H1",
        Element::Heading(2) => "H2",
        Element::Heading(3) => "H3",
        Element::Heading(4) => "H4",
        Element::Heading(5) => "H5",
        Element::Heading(_) => "H6",
        Element::Paragraph => "P",
        Element::List => "L",
        Element::ListItem => "LI",
        Element::Label => "Lbl",
        Element::ListBody => "LBody",
        Element::Table => "Table",
        Element::TableHead => "THead",
        Element::TableBody => "TBody",
        Element::TableRow => "TR",
        Element::HeaderCell | Element::RowHeader { .. } => "TH",
        Element::DataCell => "TD",
        Element::Figure { .. } => "Figure",
        Element::Caption => "Caption",
        Element::Reference => "Reference",
        Element::Note => "Note",
        Element::BlockQuote => "BlockQuote",
        Element::Contents => "TOC",
        Element::ContentsItem => "TOCI",
        Element::Link => "Link",
        Element::Span => "Span",
    }
}
