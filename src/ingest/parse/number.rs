//! Why a cell is no number, told so that it can be put right.
//!
//! No help names a number that the cell does not hold: what a reader would then write is wrong.

use crate::{
    data::quantity::Quantity,
    diag::Diagnostic,
    ingest::{mark::is_certainly_mark, tidy::is_grouped},
};

/// Where a cell stands: what its table may say of marks and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellOrigin {
    /// A tidy table: a column for everything.
    Tidy,
    /// A table as it was published, with an entry that says what its signs mean.
    Published,
}

/// The fault of a text that is no [`Quantity`], with the help that fits it.
pub fn number_fault(column: &str, text: &str, place: CellOrigin) -> Diagnostic {
    let help = help_with_digits(text).unwrap_or_else(|| match place {
        CellOrigin::Published => help_published(text),
        CellOrigin::Tidy => {
            "write digits with at most one point, such as 1214.5, or leave a value that is missing blank"
                .to_owned()
        }
    });
    let fault = Diagnostic::error("not-a-number", format!("{column} is not a number")).help(help);
    match place {
        CellOrigin::Published if help_with_digits(text).is_none() => answers(text, fault),
        _ => fault,
    }
}

/// Offers the option that says what a sign or a mark in a published table means.
fn answers(text: &str, fault: Diagnostic) -> Diagnostic {
    let plain = text.trim();
    match mark(plain) {
        _ if !plain.contains(|c: char| c.is_ascii_digit()) => fault.answer(
            "symbol",
            format!("{plain}="),
            Some("M (none), N (negligible), O (missing) or Q (suppressed)"),
        ),
        Some(mark) => fault.answer(
            "mark",
            format!("{mark}="),
            Some("a status: A (normal), B (break), P (provisional), E (estimated) or U (unreliable)"),
        ),
        None => fault,
    }
}

/// What stands behind the digits of a number.
fn tail(plain: &str) -> &str {
    plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))
}

/// The mark at the end of a number, if the text may be that.
fn mark(plain: &str) -> Option<&str> {
    let mark = tail(plain);
    let is_mark = mark.len() < plain.len()
        && mark.trim().chars().count() <= 3
        && !mark.trim().is_empty()
        && !mark.contains(['-', ','])
        && is_certainly_mark(mark);
    is_mark.then(|| mark.trim())
}

/// The fault of a cell that holds no whole number from 0 to `most`.
pub fn whole_number_fault(column: &str, most: u32) -> Diagnostic {
    Diagnostic::error("not-a-whole-number", format!("{column} is not a whole number"))
        .help(format!("write a number from 0 to {most}"))
}

fn help_with_digits(text: &str) -> Option<String> {
    let is_number = |text: &str| text.parse::<Quantity>().is_ok();
    let plain = text.trim();
    let without_sign = plain.trim_end_matches(['%', '％']).trim_end();
    Some(if is_number(plain) {
        format!("write {plain} without the space beside it")
    } else if is_grouped(plain) {
        format!("write {}, without thousands separators", plain.replace(',', ""))
    } else if without_sign != plain && is_number(without_sign) {
        format!("write {without_sign}, without the percent sign: the unit has its own column")
    } else if text.contains(|c: char| ('０'..='９').contains(&c)) {
        "write the digits 0 to 9 in half width".to_owned()
    } else if text.contains('−') {
        "write the minus sign as a hyphen".to_owned()
    } else if plain.starts_with(|c: char| c.is_ascii_digit())
        && plain.ends_with(|c: char| c.is_alphabetic() && !c.is_ascii())
    {
        "write the digits alone: the unit, 万 or 亿 with it, and words such as 左右 have columns of their own"
            .to_owned()
    } else {
        return None;
    })
}

/// Help for what stands in a published table: a sign for an absent value, a mark, a sign of its own.
fn help_published(text: &str) -> String {
    let plain = text.trim();
    let has_digits = plain.contains(|c: char| c.is_ascii_digit());
    if !has_digits {
        return format!(
            "if it stands for a value that is absent, say why: \"symbols\": {{{plain:?}: \"O\"}} (--symbol {plain}=O); M none, N negligible, O missing, Q suppressed"
        );
    }
    if let Some(mark) = mark(plain) {
        return format!(
            "say what the mark {mark} means: \"marks\": {{{mark:?}: \"P\"}} (--mark {mark}=P); A for a normal value"
        );
    }
    let tail = tail(plain);
    if tail.len() < plain.len()
        && tail.trim_start().starts_with(char::is_alphabetic)
        && !is_certainly_mark(tail)
    {
        return format!(
            "{} makes another number of the digits before it: write the values out in one unit, and say it",
            tail.trim()
        );
    }
    if plain.starts_with(['(', '（', '△', '▲']) {
        return "brackets or a triangle may stand for a minus sign, or for a note: write what the table's notes say".to_owned();
    }
    if plain.starts_with(['约', '近', '超', '逾']) {
        return "write the digits alone, and in a tidy table \"about\" or \"more_than\" as its QUALIFIER"
            .to_owned();
    }
    "write one number in plain digits with at most one point, or say how the table parts them: \"decimal\": \",\" (--decimal)"
        .to_owned()
}
