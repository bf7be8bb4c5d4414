//! A value as a published table prints it: separators, signs for what is absent, percent signs.

use std::collections::BTreeMap;

use crate::{data::status::Absence, ingest::label::plain};

/// What stands in a value's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// A number in plain digits, and the unit that stands with it.
    Number {
        digits: String,
        unit: Option<&'static str>,
    },
    Absent(Absence),
    /// Anything else, to be reported as it stands.
    Text,
}

/// Reads a cell. `symbols` are what the descriptor says of the table's own signs.
///
/// By the conventions of the China Statistical Yearbook: … is a value below the smallest unit of the
/// table, a blank is one that is not known; — is none, in the tables of bureaus. A blank never is 0.
pub fn printed(text: &str, symbols: &BTreeMap<String, Absence>) -> Printed {
    let text = plain(text);
    if let Some(absence) = symbols.get(&text) {
        return Printed::Absent(*absence);
    }
    if let Some(absence) = absent(&text) {
        return Printed::Absent(absence);
    }
    let (number, unit) = match text.strip_suffix('%') {
        Some(number) => (number, Some("%")),
        None => text.strip_suffix('‰').map_or((text.as_str(), None), |number| (number, Some("‰"))),
    };
    match without_separators(number.trim_end()) {
        Some(digits) => Printed::Number { digits, unit },
        None => Printed::Text,
    }
}

fn absent(text: &str) -> Option<Absence> {
    let is_all = |signs: &[char]| !text.is_empty() && text.chars().all(|c| signs.contains(&c));
    if text.is_empty() || matches!(text, "NaN" | "#N/A" | "n/a" | "N/A" | "NA" | "..") {
        Some(Absence::O)
    } else if is_all(&['…']) || text == "..." {
        Some(Absence::N)
    } else if is_all(&['-', '—', '–', '―', '─']) {
        Some(Absence::M)
    } else {
        None
    }
}

/// Plain digits: without the commas or spaces that part thousands, where they part thousands.
fn without_separators(number: &str) -> Option<String> {
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split([',', ' ']);
    let first = groups.next().unwrap_or_default();
    let rest = groups.collect::<Vec<_>>();
    let is_grouped = rest.iter().all(|group| group.len() == 3 && is_number(group));
    let is_whole = is_number(first) && is_grouped && (rest.is_empty() || first.len() <= 3);
    (is_whole && is_number(fraction)).then(|| number.replace([',', ' '], ""))
}
