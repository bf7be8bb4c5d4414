//! Plain text: what a reader reads, whatever it was written with.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::lang::is_han;

/// Stands for something bound: a fact, a listed literal (U+FFFC, OBJECT REPLACEMENT CHARACTER).
pub const GAP: char = '\u{FFFC}';

/// A text without what is not read: compatibility forms are the plain ones (NFKD, character by character),
/// invisible characters, accents, strokes through letters and quotation marks are gone, traditional numerals are
/// the simplified ones, white space is nothing beside Han characters and one blank elsewhere.
pub struct Plain {
    text: String,
    /// For each byte of `text` the bytes of the original that it stands for.
    places: Vec<Range<usize>>,
}

impl Plain {
    /// The plain text of `text`.
    pub fn of(text: &str) -> Self {
        let mut plain =
            Self { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            let place = at..at + c.len_utf8();
            match c {
                _ if c.is_whitespace() || HOLLOW.contains(&c) => plain.blank(place),
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
        if is_invisible(c) || is_combining_mark(c) || QUOTATION_MARKS.contains(&c) {
            return;
        }
        if c.is_whitespace() {
            return self.blank(place);
        }
        let c = as_usual(c);
        if is_han(c) && self.text.ends_with(' ') {
            self.text.pop();
            self.places.pop();
        }
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    fn blank(&mut self, place: Range<usize>) {
        let is_swallowed = self.text.chars().next_back().is_none_or(|c| c == ' ' || is_han(c));
        if !is_swallowed {
            self.text.push(' ');
            self.places.push(place);
        }
    }
}

/// Characters that look like a blank and are none (the fillers of Hangul, the blank pattern of Braille).
const HOLLOW: &[char] = &['\u{115F}', '\u{1160}', '\u{3164}', '\u{FFA0}', '\u{2800}'];

/// Marks that stress a word and do not part it: “三”成 says 三成.
const QUOTATION_MARKS: &[char] = &['“', '”', '"', '「', '」', '『', '』', '*', '_'];

/// A character as it is usually written: traditional and formal variants of numerals, Latin letters with a stroke,
/// which no decomposition takes away.
fn as_usual(c: char) -> char {
    match c {
        '兩' | '両' => '两',
        '幾' => '几',
        '數' => '数',
        '萬' => '万',
        '億' => '亿',
        '點' => '点',
        '個' => '个',
        '雙' => '双',
        '倆' => '俩',
        '貳' | '弍' | '弐' => '贰',
        '參' | '叄' | '弎' => '叁',
        '陸' => '陆',
        '弌' | '壱' => '壹',
        '亖' => '肆',
        '○' | '◯' => '〇',
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ŧ' => 't',
        'ƒ' => 'f',
        'ɡ' => 'g',
        _ => c,
    }
}

/// Zero-width characters, soft hyphens, directional marks, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}
