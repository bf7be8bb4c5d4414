//! Classes of characters, and what CLREQ says of them: the one table of the program.

use crate::lang::Lang;

/// What a character is to the spacing of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
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

/// The class of a character in a text of that language. The quotes, the dash, the dots and the middle
/// dot are written by both scripts: their width, and so their class, follow the language.
pub fn class(c: char, lang: Lang) -> Class {
    match c {
        _ if c.is_whitespace() => Class::Space,
        '（' | '「' | '『' | '《' | '〈' | '【' | '〔' | '〖' | '［' | '｛' => Class::Opening,
        '“' | '‘' if lang == Lang::Zh => Class::Opening,
        '，' | '。' | '、' | '：' | '；' | '！' | '？' | '．' => Class::Closing,
        '）' | '」' | '』' | '》' | '〉' | '】' | '〕' | '〗' | '］' | '｝' => Class::Closing,
        '”' | '’' if lang == Lang::Zh => Class::Closing,
        '—' | '…' | '·' if lang == Lang::Zh => Class::Middle,
        _ if fills_square(c) => Class::Han,
        '%' | '‰' | '°' | '℃' | '$' | '¥' | '£' | '€' | '+' | '−' => Class::Word,
        _ if c.is_alphanumeric() => Class::Word,
        _ => Class::Other,
    }
}

/// Signs that close what stands before them, though no half of their square is blank, and half-width
/// marks that do.
fn is_closing_sign(c: char) -> bool {
    matches!(c, '％' | '‰' | '℃' | '°' | '·' | '～' | '…')
        || matches!(c, ',' | '.' | ':' | ';' | '!' | '?' | ')' | ']' | '}' | '%')
}

/// Signs that open what stands behind them, and half-width marks that do.
fn is_opening_sign(c: char) -> bool {
    matches!(c, '￥' | '＄' | '￡' | '№') || matches!(c, '(' | '[' | '{' | '$' | '¥' | '£')
}

/// A character that may not begin a line (CLREQ 3.1.4, line start prohibition).
pub fn is_barred_from_start(c: char, lang: Lang) -> bool {
    is_closing_sign(c) || class(c, lang) == Class::Closing
}

/// A character that may not end a line (CLREQ 3.1.4, line end prohibition).
pub fn is_barred_from_end(c: char, lang: Lang) -> bool {
    is_opening_sign(c) || class(c, lang) == Class::Opening
}

/// Whether two neighbours are one mark of two squares: `——`, `……` (CLREQ 3.1.5).
pub fn is_double_mark(first: char, second: char) -> bool {
    first == second && matches!(first, '—' | '…')
}

/// A mark that may hang out of a line at its end: the comma, the point, and 、 (CLREQ 3.1.8).
pub fn may_hang(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '．')
}

/// A mark that ends a sentence; its blank half is not squeezed to make room, for it is the
/// sentence's pause.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// Whether it fills a square: a Han character with its radicals and strokes, or a full-width sign that stands
/// among them. What *is* a Han character, to those who read and do not set, says [`crate::lang::is_han`].
pub fn fills_square(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x2FFF | 0x3005..=0x3007 | 0x3021..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

/// Whether a character is drawn by the Han face of a family.
///
/// The quotes, the apostrophe, the dash, the dots and the middle dot belong to both scripts under one
/// code point: their face follows the language, or *China’s* would get a full-width mark.
pub fn has_han_face(c: char, lang: Lang) -> bool {
    match c {
        '‘' | '’' | '“' | '”' | '…' | '—' | '·' => lang == Lang::Zh,
        _ => fills_square(c) || matches!(u32::from(c), 0x3000..=0x303F),
    }
}
