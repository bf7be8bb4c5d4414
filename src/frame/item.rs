//! Frames: finished areas with things at points.

use super::{
    geom::{Point, Size},
    shape::Shape,
    text::GlyphRun,
};
use crate::picture::Picture;

/// A finished area.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    pub size: Size,
    /// From the back to the front; tags enclose what stands between their start and end.
    pub items: Vec<(Point, FrameItem)>,
}

/// A thing in a frame.
#[derive(Debug, Clone, PartialEq)]
pub enum FrameItem {
    /// A frame in a frame.
    Group(Frame),
    /// Text; the point is where its baseline starts.
    Text(GlyphRun),
    Shape(Shape),
    /// A picture, that large; the point is its top left corner.
    Picture(Picture, Size),
    /// A clickable area of that size; the point is its top left corner.
    Link(Target, Size),
    /// A named place that links lead to; the point is its top left corner.
    Anchor(String),
    Tag(Tag),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An anchor of the document.
    Anchor(String),
    Url(String),
}

/// The meaning of what stands between a start and its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// Opens an element of the structure tree.
    Start(Element),
    /// Opens a part of an element that may have others, on later pages: parts of one number are one
    /// element, which stands where its first part does.
    Part(u32, Element),
    /// What follows, up to the end, is no content: a running head, a rule.
    Artifact,
    /// Closes the latest open start or artifact.
    End,
}

/// An element of the structure tree, a standard structure type of ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    Part,
    /// H1 … H3.
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    Label,
    ListBody,
    Table,
    TableHead,
    TableBody,
    TableRow,
    /// TH with scope Column.
    HeaderCell,
    /// TH with scope Row, as wide as so many columns.
    RowHeader {
        columns: usize,
    },
    DataCell,
    Figure {
        alt: String,
    },
    Caption,
    /// The call of a note, around a link to it.
    Reference,
    Note,
    BlockQuote,
    Contents,
    ContentsItem,
    Link,
    Span,
}

impl Frame {
    /// An empty area.
    pub fn new(size: Size) -> Self {
        Self { size, items: vec![] }
    }

    /// Puts a thing at a place, in front of what is there.
    pub fn push(&mut self, at: Point, item: FrameItem) {
        self.items.push((at, item));
    }

    /// Puts a frame at a place, in front of what is there.
    pub fn push_frame(&mut self, at: Point, frame: Self) {
        self.push(at, FrameItem::Group(frame));
    }

    /// Moves everything in the frame.
    pub fn move_items(&mut self, by: Point) {
        for (at, _) in &mut self.items {
            *at = *at + by;
        }
    }

    /// Opens a tag.
    pub fn start(&mut self, element: Element) {
        self.push(Point::ORIGIN, FrameItem::Tag(Tag::Start(element)));
    }

    /// Closes the latest open tag.
    pub fn end(&mut self) {
        self.push(Point::ORIGIN, FrameItem::Tag(Tag::End));
    }
}
