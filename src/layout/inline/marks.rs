//! Classes of characters, and what CLREQ says of them.

use crate::doc::lang::Lang;

/// What a character is to the spacing of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A full-width mark whose left half is blank: `（《“`.
    Opening,
    /// A full-width mark whose right half is blank: `，。）》”`.
    Closing,
    /// A mark that fills its square or stands in its middle: `—…·`.
    Middle,
    /// A character of the Han square.
    Han,
    /// A Latin letter, a digit, or a sign read with one: `%`.
    Word,
    Space,
    /// Half-width marks and everything else.
    Other,
}

const OPENING: &str = "（「『《〈【〔〖［｛";
const CLOSING: &str = "，。、：；！？）」』》〉】〕〗］｝．";
/// Marks that both scripts write: their width, and so their class, follow the language.
const SHARED_OPENING: &str = "“‘";
const SHARED_CLOSING: &str = "”’";
const SHARED_MIDDLE: &str = "—…·";
/// No half of their square is blank, but they close what stands before them.
const CLOSING_SIGNS: &str = "％‰℃°·～…";
/// They open what stands behind them.
const OPENING_SIGNS: &str = "￥＄￡№";
const HALF_WIDTH_CLOSING: &str = ",.:;!?)]}%";
const HALF_WIDTH_OPENING: &str = "([{$¥£";

/// The class of a character in a text of that language.
pub(super) fn class(c: char, lang: Lang) -> Class {
    let is_shared_here = lang == Lang::Zh;
    match c {
        _ if c.is_whitespace() => Class::Space,
        _ if OPENING.contains(c) || is_shared_here && SHARED_OPENING.contains(c) => Class::Opening,
        _ if CLOSING.contains(c) || is_shared_here && SHARED_CLOSING.contains(c) => Class::Closing,
        _ if is_shared_here && SHARED_MIDDLE.contains(c) => Class::Middle,
        _ if is_han(c) => Class::Han,
        _ if c.is_alphanumeric() || "%‰°℃$¥£€+−".contains(c) => Class::Word,
        _ => Class::Other,
    }
}

/// A character that may not begin a line (CLREQ 3.1.4, line start prohibition).
pub(super) fn is_barred_from_start(c: char, lang: Lang) -> bool {
    class(c, lang) == Class::Closing || CLOSING_SIGNS.contains(c) || HALF_WIDTH_CLOSING.contains(c)
}

/// A character that may not end a line (CLREQ 3.1.4, line end prohibition).
pub(super) fn is_barred_from_end(c: char, lang: Lang) -> bool {
    class(c, lang) == Class::Opening || OPENING_SIGNS.contains(c) || HALF_WIDTH_OPENING.contains(c)
}

/// Whether two neighbours are one mark of two squares: `——`, `……` (CLREQ 3.1.5).
pub(super) fn is_double_mark(first: char, second: char) -> bool {
    first == second && matches!(first, '—' | '…')
}

/// A mark that may hang out of a line at its end: the comma, the point, and 、 (CLREQ 3.1.8).
pub(super) fn may_hang(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '．')
}

/// A mark that ends a sentence; its blank half is not squeezed to make room, for it is the
/// sentence's pause.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// A Han character, or a full-width sign that stands among them.
pub(super) fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x2FFF | 0x3005..=0x3007 | 0x3021..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}
