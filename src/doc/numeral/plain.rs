//! Plain text: what a reader reads, whatever it was written with.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use crate::lang::{Lang, is_han};

/// Stands for something bound: a fact, a listed literal (U+FFFC, OBJECT REPLACEMENT CHARACTER).
pub const GAP: char = '\u{FFFC}';

/// A text without what is not seen: compatibility forms are the plain ones (NFKC, character by character),
/// invisible characters are gone, white space is a blank in English and nothing beside Han characters.
pub struct Plain {
    text: String,
    /// For each byte of `text` the bytes of the original that it stands for.
    places: Vec<Range<usize>>,
}

impl Plain {
    /// The plain text of `text`.
    pub fn of(text: &str, lang: Lang) -> Self {
        let mut plain =
            Self { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            let place = at..at + c.len_utf8();
            match c {
                _ if is_invisible(c) => {}
                _ if c.is_whitespace() => plain.blank(place, lang),
                // Roman, circled and Suzhou numerals are found as digits; as letters they would join words.
                _ if c.is_numeric() && !c.is_ascii_digit() => plain.push('#', place),
                _ => decompose_compatible(c, |c| plain.push(c, place.clone())),
            }
        }
        plain
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The place in the original of a range of the plain text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).map_or(0, |place| place.start);
        let end = range.end.checked_sub(1).and_then(|last| self.places.get(last));
        start..end.map_or(start, |place| place.end)
    }

    fn push(&mut self, c: char, place: Range<usize>) {
        if is_han(c) && self.text.ends_with(' ') {
            self.text.pop();
            self.places.pop();
        }
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    fn blank(&mut self, place: Range<usize>, lang: Lang) {
        let is_swallowed =
            self.text.chars().next_back().is_none_or(|c| c == ' ' || lang == Lang::Zh && is_han(c));
        if !is_swallowed {
            self.text.push(' ');
            self.places.push(place);
        }
    }
}

/// Zero-width characters, soft hyphens, directional marks, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}
