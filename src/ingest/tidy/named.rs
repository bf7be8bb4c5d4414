//! Units and multiples that a text beside a table names: 单位为万元, (1,000 persons), en milliers, in Mio. EUR.
//!
//! Whoever reads the table in another unit is a thousand times wrong, and nothing in the values shows it: so the
//! words of other languages count, too, though their tables are seldom read.

use crate::{data::unit::PrintedUnit, ingest::label::plain};

/// A unit, or a multiple without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitOrMultiple {
    /// As it is printed: 万元, million yuan.
    Unit(String),
    /// The power of ten of 万, thousands.
    Multiple(i32),
    /// What a line says to be the unit, and no list has: 单位：천명.
    Word(String),
}

impl UnitOrMultiple {
    /// For a message.
    pub fn text(&self) -> String {
        match self {
            Self::Unit(unit) | Self::Word(unit) => unit.clone(),
            Self::Multiple(power) => format!("a multiple of 10^{power}"),
        }
    }
}

/// The word for a unit before one, in simplified, traditional and Japanese characters, and in Korean.
const UNIT_WORDS: [&str; 4] = ["单位", "單位", "単位", "단위"];

/// Multiples as they are written without a unit, or before one, beyond those of [`PrintedUnit`]: abbreviations and
/// the languages of other offices (German, French, Spanish, Italian, Portuguese, Korean). Without a full stop and
/// the s of a plural.
const ABROAD: [(&[&str], i32); 5] = [
    (
        &[
            "000",
            "1000",
            "x1000",
            "×1000",
            "tsd",
            "tausend",
            "millier",
            "mile",
            "miles",
            "migliaia",
            "milhare",
            "천",
            "тыс",
            "тысяч",
            "tys",
            "tisíc",
            "nghìn",
            "ngàn",
            "ribu",
            "bin",
            "tusen",
            "duizend",
            "ezer",
        ],
        3,
    ),
    (&["10000"], 4),
    (
        &[
            "1000000",
            "mio",
            "mill",
            "mn",
            "mln",
            "millionen",
            "millone",
            "millones",
            "milioni",
            "milhõe",
            "milhões",
            "백만",
            "млн",
            "triệu",
            "juta",
            "milyon",
            "miljoner",
            "miljoen",
        ],
        6,
    ),
    (
        &[
            "bn",
            "mrd",
            "mld",
            "milliarden",
            "milliard",
            "miliardi",
            "십억",
            "млрд",
            "tỷ",
            "miliar",
            "milyar",
            "miljard",
            "miljarder",
        ],
        9,
    ),
    (&["tn", "trn", "billionen", "трлн", "triliun", "trilyon"], 12),
];

/// The units and multiples that a text names where they can be nothing else: 单位为万元, (亿元，当年价), in millions
/// of yuan.
pub fn units_named(text: &str) -> Vec<UnitOrMultiple> {
    let text = joined(&plain(text));
    let mut found = Vec::new();
    for inner in text.split('(').skip(1).filter_map(|rest| rest.split(')').next()) {
        found.extend(inner.split([',', ';', '、', '，', '；']).filter_map(|piece| named(piece.trim())));
    }
    let rests = UNIT_WORDS.iter().flat_map(|word| text.split(word).skip(1));
    for rest in rests {
        let is_said = rest.trim_start().starts_with(':');
        let rest = rest.trim_start_matches(['为', '為', '是', '均', '都', '系', ':', ' ']);
        let end = |c: char| matches!(c, '。' | ',' | '，' | ';' | '；' | ')' | '.' | ' ' | '、');
        let piece = rest.split(end).next().unwrap_or_default();
        let word = || (is_said && !piece.is_empty()).then(|| UnitOrMultiple::Word(piece.to_owned()));
        found.extend(named(piece).or_else(word));
    }
    found.extend(in_multiples(&text.to_lowercase()));
    if found.is_empty() {
        found.extend(last_piece(&text));
    }
    found.dedup();
    found
}

/// A text without what parts the thousands of its numbers: 1,000 and 1 000 are one number each.
fn joined(text: &str) -> String {
    let characters = text.chars().collect::<Vec<_>>();
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let parts_thousands = |at: usize| {
        matches!(characters[at], ',' | ' ' | '\'')
            && at > 0
            && is_digit(at - 1)
            && (at + 1..at + 4).all(is_digit)
            && !is_digit(at + 4)
    };
    let kept = (0..characters.len()).filter(|at| !parts_thousands(*at));
    kept.map(|at| characters[at]).collect()
}

/// The power of ten of a multiple that stands alone.
fn multiple(word: &str) -> Option<i32> {
    let word = word.trim().trim_start_matches(['\'', '’', '‘']).trim_end_matches('.').to_lowercase();
    let word = word.replace(' ', "");
    let stem = word.strip_suffix('s').unwrap_or(&word);
    let abroad = ABROAD.iter().find(|(words, _)| words.contains(&stem)).map(|(_, power)| *power);
    abroad.or_else(|| PrintedUnit::multiple_alone(&word))
}

fn named(piece: &str) -> Option<UnitOrMultiple> {
    if let Some(power) = multiple(piece) {
        return Some(UnitOrMultiple::Multiple(power));
    }
    // 1000 persons is a unit, 2000万元及以上 a size.
    if piece.starts_with(|c: char| c.is_ascii_digit()) && !piece.starts_with("1000") {
        return None;
    }
    if PrintedUnit::parse(piece).is_some() || PrintedUnit::is_multiple(piece) {
        return Some(UnitOrMultiple::Unit(piece.to_owned()));
    }
    // What is counted may be a word of another language: тыс. человек, Mil Reais, Amount in Crore, x mln.
    let words = piece.split_whitespace().collect::<Vec<_>>();
    let ends = [words.first(), words.last()].into_iter().flatten().filter(|_| (2..=4).contains(&words.len()));
    let mut ends = ends.filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    ends.find_map(|word| multiple(word)).map(UnitOrMultiple::Multiple)
}

/// The unit that a title ends in without brackets, behind a sign that parts it: GDP, RMB million; GDP [万元]; 生产总值/万元.
/// A multiple proves that it is one.
fn last_piece(text: &str) -> Option<UnitOrMultiple> {
    let pieces = text.split(['/', '[', ']', '【', '】', ',', '，', ':', '、', '|']);
    let pieces =
        pieces.flat_map(|it| it.split(" - ")).flat_map(|it| it.split(" – ")).flat_map(|it| it.split("  "));
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect::<Vec<_>>();
    let (last, before) = pieces.split_last()?;
    let is_unit = |piece: &str| PrintedUnit::power_of(piece) != 0 && PrintedUnit::parse(piece).is_some();
    let has_multiple = |piece: &str| is_unit(piece) || multiple(piece).is_some();
    let of_piece = || {
        let one = named(last).filter(|_| has_multiple(last)).or_else(|| in_multiples(&last.to_lowercase()));
        one.filter(|_| !before.is_empty())
    };
    // GDP millions: no other word of English ends a title so.
    let word = last.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_plural = word.is_ascii() && word.ends_with('s') && word.len() > 5;
    of_piece().or_else(|| multiple(&word).filter(|_| is_plural).map(UnitOrMultiple::Multiple))
}

/// What a sentence says of a unit: in thousands, in millions of yuan, en milliers; or a line that begins with it:
/// Millions of yuan.
fn in_multiples(text: &str) -> Option<UnitOrMultiple> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':'));
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let begins = words.first().is_some_and(|word| multiple(word).is_some())
        && words.get(1).is_none_or(|word| matches!(*word, "of" | "de" | "di"));
    let within = words
        .windows(2)
        .position(|pair| matches!(pair[0], "in" | "en" | "em") && multiple(pair[1]).is_some())
        .map(|at| at + 1);
    let at = begins.then_some(0).or(within)?;
    let power = multiple(words[at])?;
    let word = words[at].trim_end_matches('.').trim_end_matches('s');
    let behind = words[at + 1..].iter().skip_while(|word| matches!(**word, "of" | "de" | "di"));
    let behind = behind.copied().collect::<Vec<_>>();
    let units = (1..=behind.len().min(3))
        .rev()
        .map(|count| format!("{word} {}", behind[..count].join(" ").trim_end_matches('.')));
    let unit = units.into_iter().find(|unit| PrintedUnit::parse(unit).is_some());
    Some(unit.map_or(UnitOrMultiple::Multiple(power), UnitOrMultiple::Unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_prose_is_found_where_it_is_one() {
        let units = |text: &str| {
            let names = units_named(text).into_iter().map(|it| it.text()).collect::<Vec<_>>();
            names.join(" | ")
        };
        assert_eq!(units("注：单位为万元。"), "万元");
        assert_eq!(units("各地区生产总值（亿元，当年价）"), "亿元");
        assert_eq!(units("地区生产总值（亿元）及增速（%）"), "亿元 | %");
        assert_eq!(units("Figures are in millions of yuan."), "million yuan");
        assert_eq!(units("Table 1. Population (thousands)"), "a multiple of 10^3");
        assert_eq!(units("Data in thousands"), "a multiple of 10^3");
        assert_eq!(units("规模以上工业单位数（主营业务收入2000万元及以上）按当年价格计算（1）"), "");
        assert_eq!(units("Spending per million people in 2023 (1)"), "");
    }
}
