//! Names: what people and their groups are called, which may hold a numeral that says no quantity.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::{Captures, Regex};

use super::{BLANK, by_ascii_words, numerals};
use crate::lang::is_han;

/// The most characters of a Chinese name: a double surname with a double given name.
const LONGEST_NAME: usize = 4;

/// Whether a name says a quantity. Chinese given names are made of any character, 钱三强, so that only digits count
/// in them; groups are counted, 第三组, Group 3.
pub fn name_says_quantity(name: &str) -> bool {
    static GROUP: LazyLock<Regex> = LazyLock::new(|| {
        let zh = "第[0-9〇零一二三四五六七八九十]+(?:小组|组|团)";
        let en = r"(?i:\b(?:group|team|panel|delegation)(?: no\.)? ?[0-9]+\b)";
        Regex::new(&format!("{zh}|{en}")).expect("a pattern")
    });
    let name = GROUP.replace_all(name, "");
    let is_short = name.chars().count() <= LONGEST_NAME && name.chars().all(is_han);
    if is_short { name.contains(char::is_numeric) } else { !numerals(&name).is_empty() }
}

/// A text without its counts of areas that are true of a sum of areas: 五省市 and five provinces are no numbers where
/// an area has five parts. They are blanked, so that places stay.
pub fn without_counts_of_parts(text: &str, parts: &BTreeSet<usize>) -> String {
    const WORDS: [(&str, &str, usize); 11] = [
        ("两", "two", 2),
        ("二", "two", 2),
        ("三", "three", 3),
        ("四", "four", 4),
        ("五", "five", 5),
        ("六", "six", 6),
        ("七", "seven", 7),
        ("八", "eight", 8),
        ("九", "nine", 9),
        ("十", "ten", 10),
        ("十一", "eleven", 11),
    ];
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        let en = "provinces|cities|areas|regions|municipalities|places|counties|prefectures";
        Regex::new(&by_ascii_words(&format!(
            r"(十一|[两二三四五六七八九十])(?:省区市|省市|省区|省份|省)|(?i:\b({})\b[ \n]+(?:{en})\b)",
            WORDS.map(|(_, en, _)| en).join("|")
        )))
        .expect("a pattern")
    });
    let blanked = COUNT.replace_all(text, |found: &Captures| {
        let count = found.get(1).or(found.get(2)).map_or("", |it| it.as_str());
        let said = count.to_lowercase();
        let number = WORDS.iter().find(|(zh, en, _)| [*zh, *en].contains(&said.as_str()));
        let is_true = number.is_some_and(|(_, _, number)| parts.contains(number));
        let length = if is_true { found[0].len() } else { 0 };
        format!("{}{}", BLANK.to_string().repeat(length), &found[0][length..])
    });
    blanked.into_owned()
}

/// A text without what a rate is counted by: per 1,000 people, 每万人, and, in a unit, 张/千人.
pub fn without_denominators(text: &str) -> String {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        let count = r"[\p{N},.十百千万亿]*\s*(?:(?:ten|hundred|thousand|million) )*";
        Regex::new(&format!("(每|per ){count}|(/)[百千万亿]+")).expect("a pattern")
    });
    COUNT.replace_all(text, "$1$2").into_owned()
}

/// The counts that a text may say in words or digits, because what they count is listed or declared.
#[derive(Debug, Clone, Default)]
pub struct ListedCounts {
    /// The numbers of parts that sums of areas have: 两省 and three provinces.
    pub parts: BTreeSet<usize>,
    /// Of how many the rates are that facts derive: 1000 for beds per 1,000 people.
    pub rates: BTreeSet<u32>,
}

/// A text without the counts that are listed; places stay.
pub fn without_listed_counts(text: &str, listed: &ListedCounts) -> String {
    without_counts_of_rates(&without_counts_of_parts(text, &listed.parts), &listed.rates)
}

/// A text without the counts that rates are by, where some fact has that count: 每千人 and per 1,000 people say no
/// number where beds per 1,000 people are derived. They are blanked, so that places stay.
fn without_counts_of_rates(text: &str, counts: &BTreeSet<u32>) -> String {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        let en = "[0-9][0-9,]*|(?i:ten thousand|hundred thousand|hundred|thousand|million)";
        Regex::new(&by_ascii_words(&format!(r"每([百千万亿]+)\p{{Han}}|\bper ({en}) [a-z]")))
            .expect("a pattern")
    });
    let number = |said: &str| match said.to_lowercase().as_str() {
        "百" | "hundred" => Some(100),
        "千" | "thousand" => Some(1_000),
        "万" | "ten thousand" => Some(10_000),
        "十万" | "hundred thousand" => Some(100_000),
        "百万" | "million" => Some(1_000_000),
        "亿" => Some(100_000_000),
        digits => digits.replace(',', "").parse().ok(),
    };
    let blanked = COUNT.replace_all(text, |found: &Captures| {
        let count = found.get(1).or(found.get(2)).map_or("", |it| it.as_str());
        let is_one = number(count).is_some_and(|it| counts.contains(&it));
        let blank = BLANK.to_string().repeat(count.len());
        if is_one { found[0].replacen(count, &blank, 1) } else { found[0].to_owned() }
    });
    blanked.into_owned()
}
