//! Units of measure, and the scales at which people read them.

use std::{collections::BTreeSet, sync::LazyLock};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::code;
use crate::lang::is_han;

code! {
    /// The code of a unit of measure, SDMX `UNIT_MEASURE`: `CNY`, `PT`.
    MeasureCode
}

/// The unit codes that the program knows how to write in both languages.
pub const MEASURES: [&str; 11] =
    ["CNY", "USD", "CNY_PER_USD", "PT", "PP", "RANK", "PLACES", "COUNT", "ENT", "PAT", "KM2"];

/// Further codes that may be read and computed with, and are written as plain numbers.
pub const PLAIN_MEASURES: [&str; 3] = ["PS", "PAT_PER_10K_PS", "INDEX"];

/// Whether `code` is a unit of measure of this program. Any other is defined by the list of indicators,
/// which says its word in both languages.
pub fn is_measure(code: &str) -> bool {
    MEASURES.contains(&code) || PLAIN_MEASURES.contains(&code)
}

/// Codes of Eurostat, the OECD, the World Bank and the United Nations for units that the program knows, as their
/// code lists write them (`UNIT`, `UNIT_MEASURE`; 2026): percentages of something, heads, numbers.
const PUBLISHED: [(&[&str], &[&str]); 4] = [
    (
        &["PT"],
        &[
            "PC", "PC_GDP", "PC_POP", "PC_TOT", "PC_ACT", "PC_EMP", "PT_B1GQ", "PT_GDP", "PT_POP", "PT_TOT",
            "PERCENT",
        ],
    ),
    (&["PS"], &["PER", "PERS", "HAB"]),
    (&["COUNT", "ENT", "PAT"], &["NR", "NBR", "NUMBER"]),
    (&["CNY"], &["XDC_CNY"]),
];

/// The unit of measure that a publisher's code of a unit stands for, where it can stand for one alone. What such a
/// percentage is of is a matter of the indicator; a percentage change is no percentage.
pub fn measure_of_code(code: &str) -> Option<&'static str> {
    measures_of_code(code).and_then(|measures| measures.first().copied())
}

fn measures_of_code(code: &str) -> Option<&'static [&'static str]> {
    PUBLISHED.iter().find(|(_, codes)| codes.contains(&code)).map(|(measures, _)| *measures)
}

/// Whether a code of a unit that the program does not know is written as SDMX writes codes: `KWH`.
pub fn is_code(code: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    code.starts_with(|c: char| c.is_ascii_uppercase()) && code.chars().all(is_part)
}

/// Units that published tables are full of: the Chinese word, the English one, and the code under which a
/// list of indicators would define it.
///
/// A table says them in brackets behind a name, where another word would be a part of the name.
pub const COMMON: [(&str, &str, &str); 37] = [
    ("张", "beds", "BED"),
    ("床", "beds", "BED"),
    ("吨", "tonnes", "T"),
    ("吨标准煤", "tonnes of coal equivalent", "TCE"),
    ("吨公里", "tonne-kilometres", "TKM"),
    ("人公里", "passenger-kilometres", "PKM"),
    ("千瓦时", "kWh", "KWH"),
    ("度", "kWh", "KWH"),
    ("千瓦", "kW", "KW"),
    ("立方米", "cubic metres", "M3"),
    ("平方米", "square metres", "M2"),
    ("公里", "km", "KM"),
    ("亩", "mu", "MU"),
    ("辆", "vehicles", "VEHICLE"),
    ("艘", "ships", "SHIP"),
    ("架", "aircraft", "AIRCRAFT"),
    ("所", "schools", "SCHOOL"),
    ("座", "sites", "SITE"),
    ("处", "sites", "SITE"),
    ("册", "volumes", "VOLUME"),
    ("人次", "visits", "VISIT"),
    ("人日", "person-days", "PERSON_DAY"),
    ("人年", "person-years", "PERSON_YEAR"),
    ("篇", "papers", "PAPER"),
    ("头", "head of livestock", "LIVESTOCK"),
    ("笔", "transactions", "TRANSACTION"),
    ("标准箱", "containers (TEU)", "TEU"),
    ("公斤", "kg", "KG"),
    ("千克", "kg", "KG"),
    ("小时", "hours", "HOUR"),
    ("公斤/公顷", "kg per hectare", "KG_PER_HA"),
    ("千克/公顷", "kg per hectare", "KG_PER_HA"),
    ("公斤/亩", "kg per mu", "KG_PER_MU"),
    ("吨/公顷", "tonnes per hectare", "T_PER_HA"),
    ("元/平方米", "yuan per square metre", "CNY_PER_M2"),
    ("元/吨", "yuan per tonne", "CNY_PER_T"),
    ("元/公斤", "yuan per kg", "CNY_PER_KG"),
];

/// Of how many units a ratio may be, with the Chinese word: per 1,000 people, 每千人.
pub const MANY: [(u32, &str); 6] =
    [(1, ""), (100, "百"), (1_000, "千"), (10_000, "万"), (100_000, "十万"), (1_000_000, "百万")];

/// The one of an English noun that is written as many: bed of beds, facility of facilities. What has no
/// plural stays: yuan, km², kWh.
pub fn singular(plural: &str) -> String {
    if plural.starts_with(' ') {
        return format!(" {}", singular(plural.trim_start()));
    }
    let (last, before) = match plural.rsplit_once(' ') {
        // Of a phrase the first noun is counted: tonnes of coal.
        _ if plural.contains(" of ") => {
            let (noun, rest) = plural.split_once(" of ").unwrap_or((plural, ""));
            return format!("{} of {rest}", singular(noun));
        }
        Some((before, last)) => (last, format!("{before} ")),
        None => (plural, String::new()),
    };
    let ending = |many: &str, one: &str| last.strip_suffix(many).map(|stem| format!("{before}{stem}{one}"));
    match last {
        "people" => format!("{before}person"),
        _ if last.ends_with("ss") || last.len() < 3 => plural.to_owned(),
        _ => ["ches", "shes", "sses", "xes"]
            .iter()
            .find_map(|many| ending(many, &many[..many.len() - 2]))
            .or_else(|| ending("ies", "y"))
            .or_else(|| ending("s", ""))
            .unwrap_or_else(|| plural.to_owned()),
    }
}

/// The multiple of a unit at which a value is shown.
///
/// Chinese counts in myriads, English in thousands: one scale is written as the word each
/// language uses, and the last digit shown stands at the same place in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default, JsonSchema)]
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
    /// The units of measure of this program that it may stand for: 个 counts enterprises and facilities
    /// alike. None for a [common](COMMON) one.
    pub measures: &'static [&'static str],
    /// The power of ten that a value in it is to be multiplied by; −1 for ‰ of a percentage.
    pub exponent: i32,
}

/// What the words for a unit, without a multiple, stand for.
const WORDS: [(&[&str], &[&str], i32); 13] = [
    (&["元/美元", "人民币元/美元", "yuanperdollar", "cny_per_usd", "cny/usd"], &["CNY_PER_USD"], 0),
    (&["件/万人", "patentsper10000persons", "pat_per_10k_ps"], &["PAT_PER_10K_PS"], 0),
    (&["元", "人民币元", "yuan", "rmb", "cny"], &["CNY"], 0),
    (&["美元", "usd", "dollars", "usdollars", "u.s.dollars", "us$"], &["USD"], 0),
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
const MULTIPLES: [(&str, i32); 30] = [
    // As Eurostat writes them before a unit: MIO_EUR, THS_PER.
    ("mio_", 6),
    ("mrd_", 9),
    ("ths_", 3),
    ("bn_", 9),
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
    // Of South Asia.
    ("lakh", 5),
    ("crore", 7),
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
            // As they are written in traditional and Japanese characters.
            '萬' => '万',
            '億' => '亿',
            '個' => '个',
            '噸' => '吨',
            '戶' | '戸' => '户',
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
            .or_else(|| Self::twice(&text))
    }

    /// A unit that is said in two languages: 亿元 (100 million yuan). Both have to say the same.
    fn twice(text: &str) -> Option<Self> {
        let (one, other) = text.strip_suffix(')')?.split_once('(')?;
        let (one, other) = (Self::parse(one)?, Self::parse(other)?);
        let is_same = one.exponent == other.exponent
            && (one.measures.iter().any(|it| other.measures.contains(it))
                || one.measures.is_empty() && other.measures.is_empty());
        is_same.then_some(one)
    }

    /// The power of ten of a multiple that stands without a unit: 万, thousands. Digits may be a number.
    pub fn multiple_alone(text: &str) -> Option<i32> {
        let text = text.trim().to_lowercase().replace(' ', "");
        let word = text.strip_suffix('s').unwrap_or(&text);
        let found = MULTIPLES.iter().find(|(multiple, _)| *multiple == word)?;
        (!word.starts_with(|c: char| c.is_ascii_digit()) && !word.ends_with('_')).then_some(found.1)
    }

    /// The power of ten of a multiple on either side of a unit that no list has: 4 of 万株.
    pub fn power_of(text: &str) -> i32 {
        let text = text.trim().to_lowercase().replace(' ', "");
        let is_on_side = |(word, _): &&(&str, i32)| text.starts_with(word) || text.ends_with(word);
        MULTIPLES.iter().find(is_on_side).map_or(0, |(_, power)| *power)
    }

    /// Whether a text in brackets can only be a unit, though no list has its word: 万株, 亿枚.
    pub fn is_multiple(text: &str) -> bool {
        let text = text.trim();
        let rest = MULTIPLES.iter().find_map(|(word, _)| text.strip_prefix(word));
        rest.is_some_and(|rest| (1..=3).contains(&rest.chars().count()) && rest.chars().all(is_han))
    }

    /// The power of ten of a unit that an indicator defines by its own words: 4 of 万张 for 张. None where
    /// the text is no multiple of one of the words.
    pub fn exponent_of(text: &str, words: &[&str]) -> Option<i32> {
        let plain = |text: &str| {
            let letters = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
            letters.collect::<String>()
        };
        let (text, words) =
            (plain(text), words.iter().map(|word| plain(word)).filter(|word| !word.is_empty()));
        let words: Vec<String> = words.collect();
        let is_word = |rest: &str| words.iter().any(|word| word == rest);
        let multiples = MULTIPLES.iter().filter_map(|(word, power)| {
            let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word))?;
            is_word(rest).then_some(*power)
        });
        if is_word(&text) { Some(0) } else { multiples.into_iter().next() }
    }

    fn multiple(rest: &str, power: i32) -> Option<Self> {
        let unit = Self::word(rest)?;
        Some(Self { exponent: unit.exponent + power, ..unit })
    }

    fn word(text: &str) -> Option<Self> {
        // A unit stands in each of a million cells: its words are put together once.
        static JOINED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
            let joined = |word: &str| word.to_lowercase().replace(' ', "");
            COMMON.iter().flat_map(|(zh, en, _)| [joined(zh), joined(en)]).collect()
        });
        let counted = WORDS.iter().find(|(words, ..)| words.contains(&text));
        let counted = counted.map(|(_, measures, exponent)| Self { measures, exponent: *exponent });
        let common = || JOINED.contains(text).then_some(Self { measures: &[], exponent: 0 });
        let placed = || {
            let found = MORE_WORDS.iter().find(|(words, _)| words.contains(&text));
            found.map(|(_, measures)| Self { measures, exponent: 0 })
        };
        let published = || {
            let measures = measures_of_code(&text.to_uppercase())?;
            Some(Self { measures, exponent: 0 })
        };
        counted.or_else(placed).or_else(common).or_else(published)
    }
}
