//! Why a cell is no number, told so that it can be put right.

use crate::{data::quantity::Quantity, diag::Diagnostic};

/// The fault of a text that is no [`Quantity`], with the help that fits it.
pub fn number_fault(column: &str, text: &str) -> Diagnostic {
    Diagnostic::error("not-a-number", format!("{column} is not a number")).help(help(text))
}

/// The fault of a cell that holds no whole number from 0 to `most`.
pub fn whole_number_fault(column: &str, most: u32) -> Diagnostic {
    Diagnostic::error("not-a-whole-number", format!("{column} is not a whole number"))
        .help(format!("write a number from 0 to {most}"))
}

fn help(text: &str) -> String {
    let is_number = |text: &str| text.parse::<Quantity>().is_ok();
    let without_separators = text.replace([',', '，', '\'', ' ', '\u{a0}'], "");
    let without_sign = text.trim_end_matches(['%', '％']).trim_end();
    let leading = text.trim_start().split_inclusive(|c: char| c.is_ascii_digit() || c == '.');
    let leading = leading.take_while(|part| part.len() == 1).collect::<String>();
    if is_number(text.trim()) {
        format!("write {} without the space beside it", text.trim())
    } else if is_number(&without_separators) {
        format!("write {without_separators}, without thousands separators")
    } else if without_sign != text && is_number(without_sign) {
        format!("write {without_sign}, without the percent sign: the unit has its own column")
    } else if text.contains(|c: char| ('０'..='９').contains(&c)) {
        "write the digits 0 to 9 in half width".to_owned()
    } else if text.contains('−') {
        "write the minus sign as a hyphen: -0.4".to_owned()
    } else if is_number(&leading) {
        format!("write {leading} alone: its unit has its own column")
    } else {
        "write digits with at most one point, such as 1214.5, or leave a value that is missing blank"
            .to_owned()
    }
}
