//! Feet: a page that ends early says so, with what did not fit on it.

use super::{
    Context, SetPart,
    piece::{Piece, PieceKind},
    placement::{PieceRole, Placed},
};
use crate::{diag::Diagnostic, doc::block::Block, frame::geom::Abs};

/// How much of a page may be blank, of its text's height: what an editor of printed reports takes for a foot that was
/// left, and not forgotten.
const MOST_BLANK: f64 = 0.15;

/// Warns of each page that is blank for more than that, but at a part's end, before a page that is begun on purpose, and
/// where the theme's pages are too small to fill.
pub(super) fn check<'a>(blocks: &'a [Block], set: &SetPart, context: &mut Context<'a>) {
    if !context.theme.page.holds_sections {
        return;
    }
    let height = context.theme.page.text_height();
    for (index, pair) in set.plan.pages.windows(2).enumerate() {
        let (Some(last), Some(next)) = (latest(&pair[0]), first(&pair[1])) else { continue };
        let is_turned = |at: usize| set.pieces[at].is_turned;
        // A turned page is of its own, and what could not stand before it stands behind.
        let is_meant = is_turned(last)
            || is_turned(next)
            || (last..=next).any(|at| matches!(set.pieces[at].kind, PieceKind::PageBreak | PieceKind::Page));
        let blank = blank(&pair[0], &set.pieces, height);
        if is_meant || blank.to_pt() <= height.to_pt() * MOST_BLANK {
            continue;
        }
        context.locus = &blocks[set.ends.partition_point(|end| *end <= next)].locus;
        let share = blank.to_pt() / height.to_pt() * 100.0;
        let page = set.first + index + 1;
        let message = format!("page {page} is blank for {share:.0} % of its height: this did not fit on it");
        context.fault(Diagnostic::warning("blank-foot", message).help(
            "say a little less before it, or move a figure or table to where it fits; a table may be parted, a figure may not",
        ));
    }
}

/// The first piece that stands on a page.
fn first(page: &[Placed]) -> Option<usize> {
    own(page).min()
}

fn latest(page: &[Placed]) -> Option<usize> {
    own(page).max()
}

fn own(page: &[Placed]) -> impl Iterator<Item = usize> {
    page.iter().filter(|placed| placed.role == PieceRole::Itself).map(|placed| placed.piece)
}

/// The highest blank stretch of a page: at its foot, or above the notes and figures that stand there.
fn blank(page: &[Placed], pieces: &[Piece], height: Abs) -> Abs {
    let height_of = |placed: &Placed| {
        let piece = &pieces[placed.piece];
        match (placed.role, &piece.continuation) {
            (PieceRole::Itself, _) => piece.frame.size.height,
            (PieceRole::RepeatedHead, Some(table)) => table.head.size.height,
            (PieceRole::Note(note), _) => piece.notes[note].frame.size.height,
            _ => Abs::ZERO,
        }
    };
    let mut taken: Vec<(Abs, Abs)> =
        page.iter().map(|placed| (placed.y, placed.y + height_of(placed))).collect();
    taken.push((height, height));
    taken.sort_by(|one, other| one.0.to_pt().total_cmp(&other.0.to_pt()));
    let (mut end, mut highest) = (Abs::ZERO, Abs::ZERO);
    for (top, bottom) in taken {
        highest = highest.max(top - end);
        end = end.max(bottom);
    }
    highest
}
