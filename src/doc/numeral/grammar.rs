//! A grammar: a pattern, and the letters that it knows.

use std::{borrow::Cow, ops::Range};

use regex::{Captures, Regex};

/// The block of the common Han characters, of three bytes each (Unicode, CJK Unified Ideographs).
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// A pattern that reads texts in which all Han characters that it does not name are one: to it, they are alike. An
/// engine that learns a text's characters as it reads them then has a few hundred to learn, not some thousand.
pub(super) struct Grammar {
    pattern: Regex,
    /// Which characters it names, from the first of the block on.
    knows: Vec<bool>,
    /// Stands for all others of the block.
    other: char,
}

impl Grammar {
    /// The grammar of a pattern whose classes name single Han characters, or all of them.
    ///
    /// # Panics
    /// It is no pattern, or names every character.
    pub(super) fn of(pattern: &str) -> Self {
        let mut knows = vec![false; LAST as usize - FIRST as usize + 1];
        for c in pattern.chars() {
            if let Some(known) = place(c).and_then(|place| knows.get_mut(place)) {
                *known = true;
            }
        }
        let other = (FIRST..=LAST).zip(&knows).find(|(_, is_known)| !**is_known).expect("a character").0;
        Self { pattern: Regex::new(pattern).expect("a pattern"), knows, other }
    }

    /// Where it holds in a text, by its bytes.
    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.pattern.find_iter(&self.narrowed(text)).map(|found| found.range()).collect()
    }

    /// The same of the first group that each match has.
    pub(super) fn groups(&self, text: &str) -> Vec<Range<usize>> {
        let group = |found: Captures| found.iter().skip(1).flatten().next().map(|it| it.range());
        self.pattern.captures_iter(&self.narrowed(text)).filter_map(group).collect()
    }

    /// A text as the grammar reads it; places stay.
    fn narrowed<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.is_ascii() {
            return text.into();
        }
        let is_other = |c: char| place(c).is_some_and(|place| !self.knows[place]);
        text.chars().map(|c| if is_other(c) { self.other } else { c }).collect::<String>().into()
    }
}

/// The place of a character in the block, from its first on.
fn place(c: char) -> Option<usize> {
    (FIRST..=LAST).contains(&c).then(|| c as usize - FIRST as usize)
}

#[cfg(test)]
mod tests {
    use super::Grammar;

    #[test]
    fn a_grammar_finds_what_its_pattern_does() {
        let pattern = r"[三四]+成|[\p{Han}--[的]](第[一二])(?:。|$)|\p{Han}{2}率";
        let (grammar, plain) = (Grammar::of(pattern), regex::Regex::new(pattern).expect("a pattern"));
        let letters: Vec<char> = "三四成第一二的率。增长𠀀a口鿿".chars().collect();
        // Every text of four of them, by counting in their number.
        for nth in 0..letters.len().pow(4) {
            let text: String =
                (0..4).map(|at| letters[nth / letters.len().pow(at) % letters.len()]).collect();
            let found: Vec<_> = plain.find_iter(&text).map(|it| it.range()).collect();
            assert_eq!(grammar.ranges(&text), found, "{text}");
        }
    }
}
