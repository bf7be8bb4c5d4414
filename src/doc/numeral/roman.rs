//! Roman numerals, in letters.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// Abbreviations of two letters that are numerals by their letters alone.
const NOT_ROMAN: [&str; 8] = ["CD", "DC", "MD", "CV", "MI", "DI", "CI", "LI"];

/// Words of small letters that are numerals by their letters alone.
const NOT_ROMAN_SMALL: [&str; 4] = ["mix", "civ", "div", "cli"];

/// The Roman numerals of a plain text: of two capitals and more, of three small letters and more; a single letter is
/// a pronoun, a vitamin, a unit, and (ii) counts off.
pub(super) fn numerals(text: &str) -> Vec<Range<usize>> {
    let mut end = 0;
    let words = text.as_bytes().chunk_by(|one, other| [one, other].iter().all(|it| it.is_ascii_alphabetic()));
    let places = words.map(|word| {
        let start = end;
        end += word.len();
        start..end
    });
    let is_word = |place: &Range<usize>| text.as_bytes()[place.start].is_ascii_alphabetic();
    places.filter(|place| is_word(place) && counts(text, place)).collect()
}

/// Whether the word at that place is a numeral.
fn counts(text: &str, place: &Range<usize>) -> bool {
    let word = &text[place.clone()];
    let is_small = word.starts_with(|c: char| c.is_ascii_lowercase());
    let counts_off = text[..place.start].ends_with('(') && text[place.end..].starts_with(')');
    match word.len() {
        2.. if !is_small => is_numeral(word),
        3.. => !counts_off && !NOT_ROMAN_SMALL.contains(&word) && is_small_numeral(word),
        _ => false,
    }
}

/// Whether small letters alone are a numeral.
fn is_small_numeral(word: &str) -> bool {
    word.bytes().all(|it| it.is_ascii_lowercase()) && is_numeral(&word.to_uppercase())
}

/// Whether the letters are a numeral as Romans wrote it.
fn is_numeral(letters: &str) -> bool {
    static ROMAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$").expect("a pattern")
    });
    ROMAN.is_match(letters) && !NOT_ROMAN.contains(&letters)
}
