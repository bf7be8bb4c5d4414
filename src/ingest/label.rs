//! How labels of published tables are read: full-width characters, spaces that only fill a column,
//! years with 年, units in brackets.

use crate::data::{period::Period, unit::PrintedUnit};

/// The text in half width, without the space, tabs and invisible characters around it.
pub fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("full-width forms lie 0xfee0 above ASCII")
        }
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\t' | '\r' | '\n' => ' ',
        '−' | '‑' | '﹣' => '-',
        other => other,
    };
    let visible =
        |c: &char| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}') && (!c.is_control() || *c == ' ');
    let text = text.chars().map(half).filter(visible).collect::<String>();
    text.trim().to_owned()
}

/// What two writings of one name have in common: no spaces (`北　京`), half width, small letters.
pub fn name_key(text: &str) -> String {
    plain(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A year or a month as tables write it: 2023, 2023年, 2023年末, 2023年1月, 2023-01, 2023-M01.
pub fn period(text: &str) -> Option<Period> {
    let text = plain(text).replace(' ', "");
    let year = text.get(..4)?;
    // Any other number of four digits is a value.
    if !(1900..=2100).contains(&year.parse::<u16>().ok()?) {
        return None;
    }
    let rest = text[4..].trim_end_matches(['度', '末', '底', '份']);
    if matches!(rest, "" | "年" | "-A1") {
        return year.parse().ok();
    }
    let month = rest.strip_prefix('年').and_then(|it| it.strip_suffix('月'));
    let month = month.or_else(|| rest.strip_prefix("-M")).or_else(|| rest.strip_prefix('-'))?;
    format!("{year}-{month:0>2}").parse().ok()
}

/// A name without the unit in brackets at its end, and that unit. Other brackets are part of the
/// name: 技术合同成交额（地方公布）.
pub fn name_and_unit(text: &str) -> (String, Option<String>) {
    let text = plain(text);
    let parts = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    // A bracket of its own may stand in the unit: 台(套).
    let nested = text.strip_suffix("))").and_then(|rest| {
        let (name, unit) = rest.rsplit_once('(').and_then(|(start, inner)| {
            start.rsplit_once('(').map(|(name, outer)| (name, format!("{outer}({inner})")))
        })?;
        Some((name.to_owned(), unit))
    });
    let found = parts.map(|(name, unit)| (name.to_owned(), unit.to_owned())).into_iter().chain(nested);
    for (name, unit) in found {
        if is_unit(&unit) && !name.trim().is_empty() {
            return (name.trim().to_owned(), Some(unit));
        }
    }
    (text, None)
}

/// A unit that stands alone, with or without brackets: (亿元).
pub fn lone_unit(text: &str) -> Option<String> {
    let text = plain(text);
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(&text);
    is_unit(inner).then(|| inner.to_owned())
}

fn is_unit(text: &str) -> bool {
    PrintedUnit::parse(text).is_some() || PrintedUnit::is_multiple(text)
}

/// A label without the sign that it is a part of the one above: `#工业`, 其中：工业.
pub fn without_of_which(text: &str) -> String {
    let text = plain(text);
    let rest = text.strip_prefix('#').or_else(|| text.strip_prefix("其中:")).unwrap_or(&text);
    rest.trim().to_owned()
}

/// The two sides of a line such as 单位：亿元.
pub fn key_and_value(text: &str) -> Option<(String, String)> {
    let text = plain(text);
    let (key, value) = text.split_once(':')?;
    let key = key.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    Some((key, value.trim().to_owned()))
}
