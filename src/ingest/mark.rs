//! Marks beside values: signs that say something of a number, and are no part of it.

/// Words and letters behind digits that say how many of them there are.
const SCALES: [&str; 17] = [
    "万", "亿", "千", "百", "兆", "k", "m", "g", "bn", "tn", "mn", "mio", "mrd", "thousand", "million",
    "billion", "trillion",
];

/// Whether a text behind digits may be a mark. What makes another number of them is none: further digits,
/// separators, a power of ten (`E3`, `×10³`), a scale (万, k), a fraction, a sign of per cent. Whoever declares
/// such a text as a mark would have 1.2E3 read as 1.2.
pub fn may_be_mark(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let power = text.strip_prefix('e').map(|rest| rest.trim_start_matches(['+', '-', ' ']));
    let is_power = power.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_operator = |c: char| {
        matches!(c, '.' | ',' | '\'' | '’' | '/' | '-' | '~' | '～' | '×' | '^' | '%' | '‰' | '<' | '>')
    };
    let is_fraction = |c: char| matches!(c, '¼'..='¾' | '⅐'..='⅞');
    let begins = |is: fn(char) -> bool| text.starts_with(is);
    !text.is_empty()
        && !is_power
        && !SCALES.iter().any(|scale| text == *scale || !scale.is_ascii() && text.starts_with(scale))
        && (is_note_number(&text) || !begins(|c| c.is_numeric() && !is_circled_or_raised(c)))
        && !text.starts_with(is_operator)
        && !text.starts_with(is_fraction)
}

/// `1)`: what stands at the foot of many tables.
fn is_note_number(text: &str) -> bool {
    let digits = text.strip_suffix([')', '）', ']']);
    digits.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// ①, ⑴, ² and their like: numbers of notes.
fn is_circled_or_raised(c: char) -> bool {
    matches!(c, '①'..='⓿' | '❶'..='➓' | '²' | '³' | '¹' | '⁰'..='⁹' | '㈠'..='㈩' | '㊀'..='㊉')
}
