//! Units: a number has the one that its fact gives it, and no other is typed beside it.

use super::{BoundNumber, NumberFault, RunPart, sign};
use crate::lang::Lang;

/// Words that make another quantity of the number they follow. A longer one stands before its beginnings.
const UNITS_EN: &[&str] = &[
    "%",
    "％",
    "‰",
    "℅",
    "per cent",
    "percent",
    "percentage point",
    "pp",
    "pct",
    "basis point",
    "bps",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "bn",
    "mn",
    "tn",
    "fold",
    "-fold",
    "times",
    "×",
    "yuan",
    "dollar",
    "renminbi",
    "rmb",
    "usd",
    "cny",
    "euro",
    "$",
    "€",
    "¥",
    "k",
    "m",
    // What divides the number among others: it is an amount no longer.
    "per capita",
    "per head",
    "per person",
    "per inhabitant",
    "a head",
    "apiece",
    "odd",
    "-odd",
    "score",
    "lakh",
    "crore",
    "myriad",
    "tonne",
    "per mille",
    "‱",
];

const UNITS_ZH: &[&str] = &[
    "%",
    "％",
    "‰",
    "百分",
    "个百分点",
    "个点",
    "成",
    "折",
    "倍",
    "番",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "兆",
    "元",
    "块",
    "美元",
    "港元",
    "欧元",
    "人民币",
    "人均",
    "每人",
    "吨",
    "张",
    "公里",
    "有余",
    "余",
    "多",
    "来",
];

/// Chinese words that begin like a unit and are none: 成为, 万众.
const NO_UNITS_ZH: &[&str] = &[
    "成为", "成都", "成渝", "成果", "成效", "成立", "成长", "成员", "成功", "成就", "成本", "成绩", "成熟",
    "多于", "多年", "多数", "多层", "多元", "来自", "来源", "来看", "来说", "万州", "元素", "百姓", "千方",
];

/// What makes a part or a multiple of the number that follows it.
const PARTS_EN: &[&str] = &[
    "half of",
    "half",
    "twice",
    "thrice",
    "double",
    "treble",
    "quadruple",
    "per capita",
    "triple",
    "a third of",
    "a quarter of",
    "quarter of",
    "third of",
];

const PARTS_ZH: &[&str] = &["分之", "半", "双倍", "两倍于", "数", "几", "人均", "平均每人", "户均"];

/// Signs and currencies, which a fact brings along where it has one.
const SIGNS: &[char] =
    &['−', '-', '+', '＋', '－', '±', '$', '€', '¥', '￥', '＄', '~', '<', '>', '≥', '≤', '<'];

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    typed_behind(place)
        .or_else(|| said_twice(place))
        .or_else(|| typed_before(place))
        .or_else(|| run_together(place))
}

fn typed_behind(place: BoundNumber) -> Option<NumberFault> {
    let behind = place.behind().trim_start_matches([' ', '\u{a0}']);
    let is_numeral = place.bound()?.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    if let Some(fact) = place.shown_fact() {
        let unit = unit_at_start(behind, place.run.lang)?;
        let message = format!(
            "{unit} is typed behind {}, a number that {}",
            fact.shown,
            if fact.has_unit { "has its unit" } else { "is shown without its own" }
        );
        let help = "let the number say its unit, {{ name }}, and type none";
        return Some(NumberFault { code: "typed-unit", message, help });
    }
    let unit = unit_at_start(behind, place.run.lang).filter(|_| is_numeral)?;
    let message = format!("{unit} is typed behind {}, which is no measurement", place.bound()?);
    Some(NumberFault {
        code: "typed-unit",
        message,
        help: "declare a fact for what is measured, and name it",
    })
}

/// The number's own unit, typed once more behind it: 2.7万家家, 33.0% %, 27,000 enterprises enterprises.
fn said_twice(place: BoundNumber) -> Option<NumberFault> {
    let fact = place.shown_fact().filter(|it| it.has_unit)?;
    let own = fact.shown.after().trim_matches([' ', '\u{a0}']);
    let unit = match place.run.lang {
        Lang::Zh => own.trim_start_matches(['万', '亿']),
        Lang::En => own.rsplit([' ', '\u{a0}']).next().unwrap_or(own),
    };
    let behind = place.behind().trim_start_matches([' ', '\u{a0}']);
    (!unit.is_empty() && begins_with(&behind.to_lowercase(), &unit.to_lowercase())).then(|| NumberFault {
        code: "typed-unit",
        message: format!("{unit} is typed behind {}, a number that has its unit", fact.shown),
        help: "let the number say its unit, {{ name }}, and type none",
    })
}

fn unit_at_start(text: &str, lang: Lang) -> Option<&'static str> {
    let lower = text.chars().take(24).collect::<String>().to_lowercase();
    match lang {
        Lang::Zh if NO_UNITS_ZH.iter().any(|word| lower.starts_with(word)) => None,
        Lang::Zh => UNITS_ZH.iter().chain(UNITS_EN).find(|unit| begins_with(&lower, unit)).copied(),
        // A unit of the other language is no less a unit.
        Lang::En => UNITS_EN.iter().chain(UNITS_ZH).find(|unit| begins_with(&lower, unit)).copied(),
    }
}

/// Whether a text begins with a word; letters are not to go on behind it but for a plural.
fn begins_with(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    let is_letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
    let rest = if is_letters && word.len() > 2 { rest.strip_prefix('s').unwrap_or(rest) } else { rest };
    !(is_letters && rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn typed_before(place: BoundNumber) -> Option<NumberFault> {
    let bound = place.bound()?;
    let typed = place.before();
    let before = typed.trim_end_matches([' ', '\u{a0}']);
    let is_number = bound.chars().any(|c| c.is_ascii_digit());
    if !is_number {
        return None;
    }
    let help = "take it out: the number says itself what it is";
    let sign = before.chars().next_back().filter(|c| SIGNS.contains(c));
    // A hyphen or a tilde between two bound numbers is a range.
    let is_range = place.previous().is_some()
        && before.chars().count() == 1
        && sign.is_some_and(|c| matches!(c, '-' | '~' | '−'));
    if let Some(sign) = sign.filter(|_| !is_range) {
        let is_bullet = before.chars().count() == 1 && typed.ends_with(' ');
        let is_true = matches!(sign, '+' | '＋') && rises(place);
        if !is_bullet && !is_true {
            return Some(NumberFault {
                code: "typed-sign",
                message: format!("{sign} is typed before {bound}"),
                help,
            });
        }
    }
    let (words, lower) = match place.run.lang {
        Lang::En => (PARTS_EN, before.to_lowercase()),
        Lang::Zh => (PARTS_ZH, before.to_owned()),
    };
    let is_word = |word: &&&str| {
        let Some(rest) = lower.strip_suffix(**word) else { return false };
        place.run.lang == Lang::Zh || !rest.ends_with(|c: char| c.is_alphabetic())
    };
    let part = words.iter().find(is_word)?;
    place.shown_fact()?;
    Some(NumberFault { code: "typed-unit", message: format!("{part} is typed before {bound}"), help })
}

/// Whether the number is the change of something that rose: a plus before it says so.
fn rises(place: BoundNumber) -> bool {
    let fact = place.shown_fact().and_then(|shown| place.run.fact(shown));
    fact.is_some_and(|fact| sign::is_signed(fact.key.metric()) && fact.bounds.is_positive())
}

/// Two numbers with nothing between them read as one.
fn run_together(place: BoundNumber) -> Option<NumberFault> {
    let next = match place.run.parts.get(place.at + 1)? {
        RunPart::Typed(_) => return None,
        RunPart::Fact(fact) => fact.shown.text(),
        RunPart::Literal(text) => text,
    };
    let bound = place.bound()?;
    let touch =
        bound.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit());
    touch.then(|| NumberFault {
        code: "joined-numbers",
        message: format!("{bound} and {next} are printed as one number"),
        help: "write a word or a mark between them",
    })
}
