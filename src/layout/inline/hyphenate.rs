//! Hyphenation: where an English word may be parted.

/// The offsets in bytes at which `word` may be parted, none for a word that is no ordinary one.
///
/// A name, an abbreviation, a number, or a compound that has its own hyphen is never parted: only
/// words of `from` lower-case letters or more are. The patterns are Liang's for English, which
/// leave two letters before a hyphen and three behind it.
pub(super) fn points(word: &str, from: usize) -> Vec<usize> {
    if word.len() < from || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![];
    }
    let mut offset = 0;
    let mut points: Vec<usize> = hypher::hyphenate(word, hypher::Lang::English)
        .map(|syllable| {
            offset += syllable.len();
            offset
        })
        .collect();
    points.pop();
    points
}
