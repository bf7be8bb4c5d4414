//! Units of measure, and the scales at which people read them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The code of a unit of measure, SDMX `UNIT_MEASURE`: `CNY`, `PT`.
pub type MeasureCode = String;

/// The unit codes that the program knows how to write in both languages.
pub const MEASURES: [&str; 11] =
    ["CNY", "USD", "CNY_PER_USD", "PT", "PP", "RANK", "PLACES", "COUNT", "ENT", "PAT", "KM2"];

/// Further codes that may be read and computed with, and are written as plain numbers.
pub const PLAIN_MEASURES: [&str; 3] = ["PS", "PAT_PER_10K_PS", "INDEX"];

/// Whether `code` is a unit of measure of this program.
pub fn is_measure(code: &str) -> bool {
    MEASURES.contains(&code) || PLAIN_MEASURES.contains(&code)
}

/// The multiple of a unit at which a value is shown.
///
/// Chinese counts in myriads, English in thousands: one scale is written as the word each
/// language uses, and the last digit shown stands at the same place in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// 1.
    #[default]
    One,
    /// 10⁴: 万; in English written out in full.
    Wan,
    /// 10⁸: 亿; English billion (10⁹), with one decimal more.
    Yi,
    /// 10¹²: 万亿, trillion.
    Wanyi,
}

impl Scale {
    /// The power of ten in Chinese.
    pub fn exponent(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Wan => 4,
            Self::Yi => 8,
            Self::Wanyi => 12,
        }
    }

    /// The power of ten in English.
    pub fn exponent_en(self) -> u32 {
        match self {
            Self::One | Self::Wan => 0,
            Self::Yi => 9,
            Self::Wanyi => 12,
        }
    }

    /// The value of one unit at this scale: 10⁸ for 亿.
    pub fn factor(self) -> Decimal {
        Decimal::from(10_u64.pow(self.exponent()))
    }
}

/// A unit as tables print it: 亿元, 万人, ‰, thousand persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedUnit {
    /// The units of measure that it may stand for: 个 counts enterprises and facilities alike.
    pub measures: &'static [&'static str],
    /// The power of ten that a value in it is to be multiplied by; −1 for ‰ of a percentage.
    pub exponent: i32,
}

/// What the words for a unit, without a multiple, stand for.
const WORDS: [(&[&str], &[&str], i32); 13] = [
    (&["元/美元", "人民币元/美元", "yuanperdollar", "cny_per_usd", "cny/usd"], &["CNY_PER_USD"], 0),
    (&["件/万人", "patentsper10000persons", "pat_per_10k_ps"], &["PAT_PER_10K_PS"], 0),
    (&["元", "人民币元", "yuan", "rmb", "cny"], &["CNY"], 0),
    (&["美元", "usd", "dollars", "usdollars"], &["USD"], 0),
    (&["人", "persons", "people", "inhabitants", "ps"], &["PS"], 0),
    (&["件", "patents", "pat"], &["PAT", "COUNT"], 0),
    (&["家", "户", "enterprises", "ent"], &["ENT", "COUNT"], 0),
    (&["个", "项", "台", "套", "台(套)", "pieces", "sets", "units", "count"], &["COUNT", "ENT", "PAT"], 0),
    (&["平方公里", "平方千米", "km²", "km2", "sqkm", "squarekilometres", "squarekilometers"], &["KM2"], 0),
    (&["公顷", "hectares", "ha"], &["KM2"], -2),
    (&["%", "percent", "pt"], &["PT", "INDEX"], 0),
    (&["‰", "permille", "perthousand"], &["PT"], -1),
    (&["百分点", "个百分点", "percentagepoints", "percentagepoint", "pp"], &["PP"], 0),
];

/// Places in a ranking, and an index.
const MORE_WORDS: [(&[&str], &[&str]); 2] = [
    (&["位", "名", "位次", "rank", "place", "places"], &["RANK", "PLACES"]),
    (&["index", "指数"], &["INDEX"]),
];

/// The words for multiples; of two that begin alike, the longer first.
const MULTIPLES: [(&str, i32); 24] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
    ("百", 2),
    ("hundredmillion", 8),
    ("100million", 8),
    ("hundredthousand", 5),
    ("tenthousand", 4),
    ("trillion", 12),
    ("billion", 9),
    ("million", 6),
    ("thousand", 3),
    ("hundred", 2),
    ("10,000", 4),
    ("10000", 4),
    ("1,000", 3),
    ("1000", 3),
];

impl PrintedUnit {
    /// Reads a unit; spaces, case and the width of its characters do not matter. A multiple may
    /// stand on either side (`billion yuan`, `CNY billion`).
    pub fn parse(text: &str) -> Option<Self> {
        let half = |c: char| match c {
            '（' => '(',
            '）' => ')',
            '％' => '%',
            '／' => '/',
            other => other,
        };
        let text = text.chars().map(half).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        let text = text.collect::<String>();
        let whole = Self::word(&text);
        let before = || MULTIPLES.iter().find_map(|(word, power)| Some((text.strip_prefix(word)?, *power)));
        let after = || MULTIPLES.iter().find_map(|(word, power)| Some((text.strip_suffix(word)?, *power)));
        whole
            .or_else(|| before().and_then(|(rest, power)| Self::multiple(rest, power)))
            .or_else(|| after().and_then(|(rest, power)| Self::multiple(rest, power)))
    }

    fn multiple(rest: &str, power: i32) -> Option<Self> {
        let unit = Self::word(rest)?;
        Some(Self { exponent: unit.exponent + power, ..unit })
    }

    fn word(text: &str) -> Option<Self> {
        let counted = WORDS.iter().find(|(words, ..)| words.contains(&text));
        let counted = counted.map(|(_, measures, exponent)| Self { measures, exponent: *exponent });
        let placed = || {
            let found = MORE_WORDS.iter().find(|(words, _)| words.contains(&text));
            found.map(|(_, measures)| Self { measures, exponent: 0 })
        };
        counted.or_else(placed)
    }
}
