//! Placement: which piece stands where, as the flow has found it.

use super::piece::Piece;
use crate::frame::geom::Abs;

/// Which piece stands where on which page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Placement {
    pub pages: Vec<Vec<Placed>>,
}

/// A piece's place: its distance from the top of the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub piece: usize,
    pub y: Abs,
    pub role: PieceRole,
}

/// What is drawn of a piece at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceRole {
    Itself,
    /// The head of its table once more.
    RepeatedHead,
    /// The rule that closes its table on this page.
    InterimFoot,
    /// The note of that position among those that it calls.
    Note(usize),
}

impl Placement {
    /// The index of each piece's page.
    pub fn pages_of(&self, pieces: &[Piece]) -> Vec<Option<usize>> {
        let mut pages = vec![None; pieces.len()];
        for (index, page) in self.pages.iter().enumerate() {
            for placed in page.iter().filter(|placed| placed.role == PieceRole::Itself) {
                pages[placed.piece] = Some(index);
            }
        }
        pages
    }

    /// The anchors of headings, figures and tables with the indices of their pages.
    pub fn anchors<'p>(&self, pieces: &'p [Piece]) -> impl Iterator<Item = (&'p str, usize)> {
        pieces.iter().zip(self.pages_of(pieces)).filter_map(|(piece, page)| {
            let heading = piece.heading.as_ref().map(|heading| &heading.anchor);
            Some((heading.or(piece.anchor.as_ref())?.as_str(), page?))
        })
    }
}
