//! Roman numerals, in letters.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// Abbreviations of two letters that are numerals by their letters alone.
const NOT_ROMAN: [&str; 8] = ["CD", "DC", "MD", "CV", "MI", "DI", "CI", "LI"];

/// The Roman numerals of two letters and more of a plain text; a single letter is a pronoun, a vitamin, a unit.
pub(super) fn numerals(text: &str) -> Vec<Range<usize>> {
    let mut end = 0;
    let words = text.as_bytes().chunk_by(|one, other| [one, other].iter().all(|it| it.is_ascii_alphabetic()));
    let places = words.map(|word| {
        let start = end;
        end += word.len();
        start..end
    });
    places.filter(|word| word.len() > 1 && is_numeral(&text[word.clone()])).collect()
}

/// Whether the letters are a numeral as Romans wrote it.
fn is_numeral(letters: &str) -> bool {
    static ROMAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$").expect("a pattern")
    });
    ROMAN.is_match(letters) && !NOT_ROMAN.contains(&letters)
}
