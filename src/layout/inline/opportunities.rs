//! Opportunities: where a line may end.
//!
//! UAX #14 first, then what CLREQ and the house add to it or take from it.

use std::collections::BTreeSet;

use icu_segmenter::{
    LineSegmenter, WordSegmenter,
    options::{LineBreakOptions, WordBreakInvariantOptions},
};

use super::{
    Breaking,
    collect::Bond,
    hyphenate,
    prepare::{Atom, Paragraph, Turn},
};
use crate::{
    data::period::MONTHS_EN,
    font::marks::{Class, fills_square, is_barred_from_end, is_barred_from_start, is_double_mark},
    lang::Lang,
};

/// The words that a source puts before a number, as `compose::show` writes them.
const QUALIFIERS_ZH: [&str; 2] = ["超过", "约"];

/// Words that stay with the number before them.
const UNITS_EN: [&str; 17] = [
    "thousand",
    "million",
    "billion",
    "trillion",
    "percent",
    "per",
    "percentage",
    "yuan",
    "km",
    "pt",
    "US",
    "times",
    "years",
    "places",
    "°C",
    "kWh",
    "GW",
];
/// Characters that begin a unit or a counter and stay with the number before them.
const UNITS_ZH: &str = "亿万千百元年月日时个家位名项台套座所次倍成点条件只人户种类平公吨米级号第期届章节";
/// Characters that introduce a number and stay with it.
const BEFORE_NUMBER_ZH: &str = "第图表约近超达";

/// Decides behind which atoms a line may end.
pub(super) fn find(paragraph: &mut Paragraph, breaking: Breaking) {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut allowed: BTreeSet<usize> = segmenter.segment_str(&paragraph.text).collect();
    if breaking == Breaking::Words && paragraph.lang == Lang::Zh {
        allowed = words(paragraph).intersection(&allowed).copied().collect();
    }
    let hyphens = if breaking == Breaking::Hyphens { hyphens(paragraph) } else { BTreeSet::new() };
    let turns: Vec<Turn> = paragraph
        .atoms
        .windows(2)
        .map(|pair| match (&pair[0], &pair[1]) {
            (before, _) if before.turn == Turn::Must => Turn::Must,
            (before, after) if is_allowed(paragraph, &allowed, before, after) => Turn::May,
            (before, _) if hyphens.contains(&before.range.end) => Turn::Hyphen,
            _ => Turn::Never,
        })
        .collect();
    for (atom, turn) in paragraph.atoms.iter_mut().zip(turns) {
        atom.turn = turn;
    }
    if let Some(last) = paragraph.atoms.last_mut() {
        last.turn = Turn::Must;
    }
}

/// Whether CLREQ forbids a line's end between two atoms, whatever else would allow it.
pub(super) fn is_barred(before: &Atom, after: &Atom, lang: Lang) -> bool {
    is_barred_from_start(after.first, lang)
        || is_barred_from_end(before.last, lang)
        || is_double_mark(before.last, after.first)
        || after.class == Class::Space
}

fn is_allowed(paragraph: &Paragraph, allowed: &BTreeSet<usize>, before: &Atom, after: &Atom) -> bool {
    let at = after.range.start;
    let opens = allowed.contains(&at) || opens_by_square(before, after);
    opens
        && !is_barred(before, after, paragraph.lang)
        && !is_bonded(paragraph, before, after)
        && !parts_number(&paragraph.text[..at], &paragraph.text[at..])
}

// UAX #14 counts “ and ” as marks that may be either and breaks beside neither; in Chinese they are
// full-width marks like （ and ）.
fn opens_by_square(before: &Atom, after: &Atom) -> bool {
    let is_square =
        |atom: &Atom| matches!(atom.class, Class::Han | Class::Opening | Class::Closing | Class::Middle);
    let (opens, closes) = (after.class == Class::Opening, before.class == Class::Closing);
    (opens || closes) && is_square(before) && is_square(after)
}

/// Whether two atoms belong to one number, reference or mark.
fn is_bonded(paragraph: &Paragraph, before: &Atom, after: &Atom) -> bool {
    if paragraph.spans[after.span].bond.is_mark() {
        return true;
    }
    let [one, other] = [before, after].map(|atom| paragraph.spans[atom.span].bond);
    let is_same_fact = matches!(one, Bond::Number(_)) && one == other;
    if before.span != after.span && !is_same_fact {
        return false;
    }
    match one {
        Bond::Free | Bond::Break => false,
        Bond::Whole | Bond::Status | Bond::Call => true,
        Bond::Number(_) if ends_in_qualifier(&paragraph.text[..after.range.start]) => false,
        Bond::Number(_) => before.class != Class::Space || touches_number(paragraph, after),
    }
}

/// Whether a fact's qualifier ends here: 超过 may stand on the line before 1.4万台（套）.
fn ends_in_qualifier(head: &str) -> bool {
    QUALIFIERS_ZH.iter().any(|qualifier| head.ends_with(qualifier))
}

/// Whether the word before or behind a space has a digit: `27,000 | high-tech` stay together,
/// `high-tech | enterprises` need not.
fn touches_number(paragraph: &Paragraph, after: &Atom) -> bool {
    let (head, tail) = paragraph.text.split_at(after.range.start);
    let has_digit = |word: Option<&str>| word.is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    has_digit(head.split_whitespace().next_back()) || has_digit(tail.split_whitespace().next())
}

/// Whether the place between `head` and `tail` lies between a number and its unit, or within a
/// range of numbers.
fn parts_number(head: &str, tail: &str) -> bool {
    let stem = head.trim_end_matches([' ', '\u{a0}']);
    let (Some(last), Some(next)) = (stem.chars().next_back(), tail.chars().next()) else { return false };
    let is_spaced = stem.len() < head.len();
    if last.is_ascii_digit() || matches!(last, '%' | '％') {
        let word: &str = tail.split(|c: char| c.is_whitespace() || ".,;:)".contains(c)).next().unwrap_or("");
        let is_unit = if is_spaced {
            UNITS_EN.contains(&word) || MONTHS_EN.contains(&word)
        } else {
            last != '%' && (UNITS_ZH.contains(next) || matches!(next, '—' | '–' | '～' | '-'))
        };
        return is_unit;
    }
    if next.is_ascii_digit() {
        let is_range = matches!(last, '—' | '–' | '～');
        return !is_spaced && (is_range || BEFORE_NUMBER_ZH.contains(last) && fills_square(last));
    }
    false
}

/// The ends of the Chinese words of a title, by the segmenter's dictionary.
///
/// A word of one character stays with the word before: most are suffixes (影响|力) or particles
/// (的), and a line that begins with one reads as a slip.
fn words(paragraph: &Paragraph) -> BTreeSet<usize> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(&paragraph.text).collect();
    let is_long = |pair: &&[usize]| {
        let word = &paragraph.text[pair[0]..pair[1]];
        word.chars().count() > 1 || !word.contains(fills_square)
    };
    ends.windows(2).filter(is_long).map(|pair| pair[0]).collect()
}

/// The places in the text where an English word may be parted.
fn hyphens(paragraph: &Paragraph) -> BTreeSet<usize> {
    let mut points = BTreeSet::new();
    if paragraph.lang != Lang::En {
        return points;
    }
    let mut start = 0;
    for word in paragraph.text.split_inclusive(char::is_whitespace) {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let offset = start + (word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        let found = hyphenate::points(letters, paragraph.style.hyphenate_from);
        points.extend(found.into_iter().map(|point| offset + point));
        start += word.len();
    }
    let is_free = |atom: &&Atom| paragraph.spans[atom.span].bond == Bond::Free;
    let ends: BTreeSet<usize> = paragraph.atoms.iter().filter(is_free).map(|atom| atom.range.end).collect();
    points.intersection(&ends).copied().collect()
}
