//! Marks beside values: signs that say something of a number, and are no part of it.

use crate::data::unit::PrintedUnit;

/// Multiples as they stand behind digits, beyond those that units are printed with.
const SHORT: [&str; 10] = ["k", "m", "g", "bn", "mn", "tn", "mln", "mio", "mrd", "兆"];

/// Whether a text behind digits may be a mark. What makes another number of them is none: further digits,
/// separators, a power of ten (`E3`, `×10³`), a multiple (万, k), a fraction, a sign of per cent. Whoever declares
/// such a text as a mark would have 1.2E3 read as 1.2.
pub fn may_be_mark(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let power = text.strip_prefix('e').map(|rest| rest.trim_start_matches(['+', '-', ' ']));
    let is_power = power.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_multiple = SHORT.contains(&text.as_str()) || PrintedUnit::power_of(&text) != 0;
    let is_operator = |c: char| {
        matches!(c, '.' | ',' | '\'' | '’' | '/' | '-' | '~' | '～' | '×' | '^' | '%' | '‰' | '<' | '>')
    };
    // Fractions are numeric, too.
    let is_digit = |c: char| c.is_numeric() && !is_circled_or_raised(c);
    !text.is_empty()
        && !is_power
        && !is_multiple
        && !text.starts_with(is_operator)
        && (is_note_number(&text) || !text.starts_with(is_digit))
}

/// Whether it may be offered as a mark: `B` and `T` are flags in some tables, and billions and trillions in others.
pub fn is_certainly_mark(text: &str) -> bool {
    may_be_mark(text) && !matches!(text.trim(), "B" | "T")
}

/// A label, and the sign of a note behind it: 四川①, 重庆 1), Beijing*. Brackets that are opened are part of a name.
pub fn label_and_mark(text: &str) -> (&str, Option<&str>) {
    let text = text.trim_end();
    let is_sign = |c: char| is_circled_or_raised(c) || matches!(c, '*' | '†' | '‡');
    let numbered = text.strip_suffix([')', '）']).map(|it| it.trim_end_matches(|c: char| c.is_ascii_digit()));
    let is_numbered =
        |name: &&str| is_note_number(&text[name.len()..]) && !name.ends_with(['(', '（', '.', ',']);
    let name = numbered.filter(is_numbered).unwrap_or_else(|| text.trim_end_matches(is_sign));
    let mark = &text[name.len()..];
    let name = name.trim_end();
    if name.is_empty() || mark.is_empty() { (text, None) } else { (name, Some(mark)) }
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
