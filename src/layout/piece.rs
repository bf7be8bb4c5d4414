//! Pieces: what nothing parts, in the order of the text.

use std::rc::Rc;

use crate::frame::{
    geom::Abs,
    item::{Element, Frame},
};

/// A line, a row, a figure: set, and waiting for a place on a page.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of where it stands, and none rules another out"
)]
pub(super) struct Piece {
    pub frame: Frame,
    /// From the left edge of the text.
    pub x: Abs,
    /// The distance to the piece above: the longer of its `below` and this one's `above`, none at
    /// a page's top.
    pub above: Abs,
    pub below: Abs,
    /// The elements of the structure tree that it stands in, from the outside to the inside.
    pub path: Vec<ElementScope>,
    /// Whether no page may end between this piece and the next.
    pub keeps_next: bool,
    pub kind: PieceKind,
    /// The notes that it calls, for the foot of its page; `above` a note is its distance from the
    /// text if it is the first there, `below` it that to the next.
    pub notes: Vec<Piece>,
    /// Whether it begins on a line of the page's grid, where there is one.
    pub is_on_grid: bool,
    pub heading: Option<HeadingMark>,
    /// The name of the figure or table that begins here.
    pub anchor: Option<String>,
    /// The anchor that an entry of the contents leads to, and whose page it waits for.
    pub entry: Option<String>,
    /// For the rows of a table: what is set above the first of them on a later page, and below
    /// the last on an earlier one.
    pub continuation: Option<Rc<Continuation>>,
    /// Whether it stands on a turned page.
    pub is_turned: bool,
    /// Whether a bar stands beside it in the margin.
    pub is_marked: bool,
}

/// How a piece finds its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Below the piece before.
    Flow,
    /// Here if it fits, else at the top of the next page while the text goes on.
    Float,
    /// On a page of its own.
    Page,
    /// Nothing to see: what follows starts on a new page.
    PageBreak,
}

/// An element of the structure tree; pieces with the same id stand in the same element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ElementScope {
    pub id: u32,
    pub element: Element,
}

/// A heading as outline, running heads and contents need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingMark {
    pub level: u8,
    /// With its number.
    pub title: String,
    /// Without it.
    pub name: String,
    pub anchor: String,
}

/// What a table repeats where a page parts it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Continuation {
    pub head: Frame,
    pub foot: Frame,
}

impl Piece {
    /// A piece in the flow.
    pub fn new(frame: Frame, path: Vec<ElementScope>) -> Self {
        Self {
            frame,
            x: Abs::ZERO,
            above: Abs::ZERO,
            below: Abs::ZERO,
            path,
            keeps_next: false,
            kind: PieceKind::Flow,
            notes: vec![],
            is_on_grid: false,
            heading: None,
            anchor: None,
            entry: None,
            continuation: None,
            is_turned: false,
            is_marked: false,
        }
    }

    /// The end of a page.
    pub fn page_break() -> Self {
        Self { kind: PieceKind::PageBreak, ..Self::new(Frame::default(), vec![]) }
    }

    /// The lines of one block, `above` and `below` it that much space, two lines at least together
    /// at a page's foot and at its top.
    pub fn column(lines: Vec<Frame>, path: &[ElementScope], above: Abs, below: Abs) -> Vec<Self> {
        let mut pieces: Vec<Self> = lines.into_iter().map(|line| Self::new(line, path.to_vec())).collect();
        let count = pieces.len();
        for (index, piece) in pieces.iter_mut().enumerate() {
            let is_first = index == 0;
            let is_last_but_one = index + 2 == count;
            piece.keeps_next = count > 1 && (is_first || is_last_but_one);
        }
        if let Some(first) = pieces.first_mut() {
            first.above = above;
        }
        if let Some(last) = pieces.last_mut() {
            last.below = below;
        }
        pieces
    }

    /// Has pieces begin on lines of the grid.
    #[must_use]
    pub fn on_grid(pieces: Vec<Self>) -> Vec<Self> {
        pieces.into_iter().map(|piece| Self { is_on_grid: true, ..piece }).collect()
    }

    /// Marks those of a block's pieces whose item `is_marked` names: the items of a list and the rows
    /// of a table are counted, and a block without either is its own first item.
    pub fn mark(pieces: &mut [Self], is_marked: impl Fn(usize) -> bool) {
        let has_items = pieces.iter().any(|piece| piece.item().is_some());
        let mut items = vec![];
        for piece in pieces {
            let Some(item) = piece.item() else {
                piece.is_marked = !has_items && is_marked(0);
                continue;
            };
            if items.last() != Some(&item) {
                items.push(item);
            }
            piece.is_marked = is_marked(items.len() - 1);
        }
    }

    /// The item of a list or the row of a table's body that it belongs to.
    fn item(&self) -> Option<u32> {
        let is_head = self.path.iter().any(|scope| scope.element == Element::TableHead);
        let is_item = |scope: &&ElementScope| matches!(scope.element, Element::ListItem | Element::TableRow);
        self.path.iter().rfind(is_item).filter(|_| !is_head).map(|scope| scope.id)
    }

    /// Moves pieces to the right.
    pub fn shift(pieces: &mut [Self], x: Abs) {
        for piece in pieces {
            piece.x += x;
        }
    }

    /// Lets no page end before the last of `pieces`, nor, if `with_next`, behind it.
    pub fn keep(pieces: &mut [Self], with_next: bool) {
        let count = pieces.len();
        for (index, piece) in pieces.iter_mut().enumerate() {
            piece.keeps_next = index + 1 < count || with_next;
        }
    }
}
