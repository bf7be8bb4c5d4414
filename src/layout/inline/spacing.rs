//! Spacing: how far atoms stand apart, and what a line may add or take.
//!
//! The blank half of a full-width mark is a gap, not a part of the mark: so it goes at a line's
//! edge, and where two marks meet only one half of a square is left between them (CLREQ 3.1.6).

use super::{
    collect::Bond,
    prepare::{Atom, Gap, Paragraph},
};
use crate::{
    font::marks::{Class, ends_sentence, fills_square, is_double_mark},
    frame::geom::Abs,
    lang::Lang,
};

/// Gives every atom the gap to the next one.
pub(super) fn space(paragraph: &mut Paragraph) {
    let gaps: Vec<Gap> = paragraph.atoms.windows(2).map(|pair| gap(paragraph, &pair[0], &pair[1])).collect();
    for (atom, gap) in paragraph.atoms.iter_mut().zip(gaps) {
        atom.gap = gap;
    }
    if let Some(last) = paragraph.atoms.last_mut() {
        paragraph.tail = if last.class == Class::Closing { last.gap.width } else { Abs::ZERO };
        last.gap = Gap::default();
    }
}

fn gap(paragraph: &Paragraph, before: &Atom, after: &Atom) -> Gap {
    let style = &paragraph.style;
    let em = paragraph.spans[before.span].size;
    let is_mark = |atom: &Atom| paragraph.spans[atom.span].bond.is_mark();
    // A note's call stands in the blank half of the mark before it.
    if paragraph.spans[after.span].bond == Bond::Call && before.class != Class::Space {
        return Gap::default();
    }
    if before.class == Class::Space {
        return word_space(paragraph, before, after);
    }
    let mut gap = Gap { width: blank_between(paragraph, before, after), ..Gap::default() };
    if gap.width > Abs::ZERO && !ends_sentence(before.last) {
        gap.shrink = (em * style.mark_shrink).min(gap.width);
    }
    let meets_latin =
        matches!((before.class, after.class), (Class::Han, Class::Word) | (Class::Word, Class::Han));
    if meets_latin && !is_mark(before) && !is_mark(after) {
        gap.width = em * style.han_latin;
        gap.stretch = em * (style.han_latin_max - style.han_latin);
        gap.shrink = em * (style.han_latin - style.han_latin_min);
    } else if is_open(before, after) && !is_mark(after) {
        gap.stretch = em * style.han_stretch;
        gap.is_elastic = true;
    }
    gap
}

/// The space behind a space's origin: its advance; NO-BREAK SPACE stretches like any other.
fn word_space(paragraph: &Paragraph, before: &Atom, after: &Atom) -> Gap {
    let width = before.gap.width;
    let style = &paragraph.style;
    let opening = if after.class == Class::Opening { -after.shift } else { Abs::ZERO };
    Gap {
        width: width + opening,
        stretch: width * style.word_stretch,
        shrink: width * style.word_shrink,
        is_elastic: paragraph.lang == Lang::En,
    }
}

/// What is left of the blank halves of two neighbours.
fn blank_between(paragraph: &Paragraph, before: &Atom, after: &Atom) -> Abs {
    let half = |atom: &Atom| paragraph.spans[atom.span].size * 0.5;
    match (before.class, after.class) {
        // ，」 （「: the second stands at the first's ink.
        (Class::Closing, Class::Closing) | (Class::Opening, _) if after.class != Class::Opening => Abs::ZERO,
        (Class::Opening, Class::Opening) => Abs::ZERO,
        (Class::Closing, Class::Opening) => half(before).max(half(after)),
        (Class::Closing, _) => half(before),
        (_, Class::Opening) => half(after),
        _ => Abs::ZERO,
    }
}

/// Whether a stretched line may open between two atoms: next to a Han character or a full-width
/// mark, but not within `——` nor between Latin letters.
fn is_open(before: &Atom, after: &Atom) -> bool {
    let is_square =
        |atom: &Atom| matches!(atom.class, Class::Han | Class::Opening | Class::Closing | Class::Middle);
    let has_han = fills_square(before.last) || fills_square(after.first);
    has_han && (is_square(before) || is_square(after)) && !is_double_mark(before.last, after.first)
}
