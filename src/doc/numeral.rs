//! Numerals in running text: digits of any width, and quantities written in words.

use std::ops::Range;

use crate::lang::Lang;

/// Finds every numeral of a text, in order, by its bytes.
///
/// Digits count always. Words count where they say a quantity: 三成, 一倍, 百分之六, 翻一番, 两万亿,
/// 十一个; a third, two thirds, doubled, thirty percent, five billion. They do not where they only
/// count off or belong to a phrase: 一是, 两地, 第一, 统一; one of, first.
pub fn numerals(text: &str, lang: Lang) -> Vec<Range<usize>> {
    let mut found = digits(text);
    found.extend(match lang {
        Lang::Zh => chinese(text),
        Lang::En => english(text),
    });
    found.sort_by_key(|range| (range.start, range.end));
    // 百分之33 is one numeral, not two.
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Runs of digits with the points and commas between them and a percent sign.
fn digits(text: &str) -> Vec<Range<usize>> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut found: Vec<Range<usize>> = vec![];
    let mut end_of_separator = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let touches = found.last().is_some_and(|range| range.end == at || end_of_separator == at && at > 0);
        match c {
            _ if is_digit(c) && touches => found.last_mut().expect("there is one to touch").end = end,
            _ if is_digit(c) => found.push(at..end),
            '.' | ',' | '．' | '，' if touches => end_of_separator = end,
            '%' | '％' if touches => found.last_mut().expect("there is one to touch").end = end,
            _ => {}
        }
    }
    found
}

const HAN_DIGITS: &str = "〇零一二三四五六七八九十百千万亿两几半数";

/// What makes a quantity of Chinese digits before it.
const AFTER_ONE: [&str; 5] = ["个百分点", "倍", "成", "番", "折"];

/// What makes a quantity of two Chinese digits or more before it.
const AFTER_SEVERAL: [&str; 16] =
    ["个", "家", "件", "台", "项", "人", "元", "亿", "万", "年", "位", "座", "所", "平方", "名", "次"];

/// Words that begin like a quantity in 成 and are none.
const NOT_TENTHS: [&str; 12] =
    ["成都", "成渝", "成为", "成果", "成效", "成立", "成员", "成熟", "成长", "成交", "成本", "成绩"];

fn chinese(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    for phrase in ["百分之", "过半", "半数", "一半", "翻番", "成倍"] {
        found.extend(text.match_indices(phrase).map(|(at, it)| at..at + it.len()));
    }
    let mut rest = 0;
    while let Some(at) = text[rest..].find(|c| HAN_DIGITS.contains(c)) {
        let start = rest + at;
        let run: usize =
            text[start..].chars().take_while(|c| HAN_DIGITS.contains(*c)).map(char::len_utf8).sum();
        let (end, count) = (start + run, text[start..start + run].chars().count());
        let after = &text[end..];
        let is_tenths = !NOT_TENTHS.iter().any(|word| after.starts_with(word));
        let unit_in = |units: &[&'static str]| units.iter().copied().find(|unit| after.starts_with(unit));
        let of_one = unit_in(&AFTER_ONE).filter(|_| is_tenths);
        let is_several = count > 1 && !is_ordinal(text, start);
        let of_several = unit_in(&AFTER_SEVERAL).filter(|_| is_several);
        if let Some(unit) = of_one.or(of_several) {
            found.push(start..end + unit.len());
        } else if is_several
            && text[start..end].contains(['十', '百', '千', '万', '亿'])
            && !is_phrase(&text[start..end])
        {
            found.push(start..end);
        }
        rest = end;
    }
    found
}

/// 第十一 counts off.
fn is_ordinal(text: &str, start: usize) -> bool {
    text[..start].ends_with('第') || text[..start].ends_with('（')
}

/// Phrases of numerals that say no quantity.
fn is_phrase(run: &str) -> bool {
    ["千万", "万千", "百千万", "万一", "百万", "一百", "十分"].contains(&run) || run.starts_with('数')
}

const UNITS_EN: [&str; 10] = [
    "percent",
    "per",
    "percentage",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "times",
    "fold",
];

const NUMBERS_EN: [&str; 28] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "several",
];

/// The numbers that are a quantity whatever follows them: eleven … ninety.
const LARGE_EN: Range<usize> = 10..27;

const FRACTIONS_EN: [&str; 16] = [
    "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "sixths", "seventh",
    "eighth", "eighths", "ninth", "tenth", "tenths", "dozen",
];

const MULTIPLES_EN: [&str; 18] = [
    "doubled",
    "doubling",
    "doubles",
    "double",
    "trebled",
    "tripled",
    "triple",
    "tripling",
    "quadrupled",
    "halved",
    "halving",
    "twofold",
    "threefold",
    "fourfold",
    "tenfold",
    "twice",
    "thrice",
    "dozens",
];

fn english(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let lower: Vec<String> = words.iter().map(|range| text[range.clone()].to_lowercase()).collect();
    let is_in = |list: &[&str], at: usize| lower.get(at).is_some_and(|word| list.contains(&word.as_str()));
    let mut found = vec![];
    for (at, range) in words.iter().enumerate() {
        if is_in(&MULTIPLES_EN, at) {
            found.push(range.clone());
        }
        let before = at.checked_sub(1);
        let is_counted = before.is_some_and(|at| is_in(&["a", "an"], at) || is_in(&NUMBERS_EN, at));
        if is_in(&FRACTIONS_EN, at) && is_counted {
            found.push(words[at - 1].start..range.end);
        }
        let number = NUMBERS_EN.iter().position(|word| *word == lower[at]);
        match number {
            Some(_) if is_in(&UNITS_EN, at + 1) => found.push(range.start..words[at + 1].end),
            Some(number) if LARGE_EN.contains(&number) => found.push(range.clone()),
            _ => {}
        }
    }
    found
}

/// The words of a text: letters, and hyphens within them apart.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = vec![];
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}
