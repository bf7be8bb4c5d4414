//! Hyphenation: where an English word may be parted.

/// The fewest letters before and behind a hyphen: a stub of two is read as a word of its own (re-vised).
const FEWEST: usize = 3;
/// The patterns are made for words up to that long; what is longer is a name of a substance or no word.
const LONGEST: usize = 45;

/// The offsets in bytes at which `word` may be parted, none for a word that is no ordinary one.
///
/// A name, an abbreviation, a number, or a compound that has its own hyphen is never parted: only
/// words of `from` lower-case letters or more are. The patterns are Liang's for English.
pub(super) fn points(word: &str, from: usize) -> Vec<usize> {
    let is_ordinary = (from.max(2 * FEWEST)..=LONGEST).contains(&word.len());
    if !is_ordinary || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![];
    }
    let mut offset = 0;
    let points = hypher::hyphenate(word, hypher::Lang::English).map(|syllable| {
        offset += syllable.len();
        offset
    });
    points.filter(|point| (FEWEST..=word.len() - FEWEST).contains(point)).collect()
}
