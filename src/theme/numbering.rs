//! Numbering: how headings of each level are counted.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::lang::Lang;

/// How headings are numbered, by language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    pub zh: Scheme,
    pub en: Scheme,
}

/// The patterns of headings' numbers, from level 1 down; a level without one, or with an empty one,
/// has no number.
///
/// In a pattern 一 stands for a count in Chinese, 1 for one in digits; the last count is the
/// heading's own, the one before it that of the heading above: `一、`, `（一）`, `1.1`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Scheme(Vec<String>);

impl Numbering {
    /// The scheme of a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &Scheme {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Scheme {
    /// The signs of the patterns, without what stands for a count.
    pub(super) fn signs(&self) -> String {
        self.0.join("\n").replace(['一', '1'], "")
    }

    /// The number of a heading whose place is `counts`: its own count last, those of the headings
    /// above it before, level 1 first.
    #[must_use]
    pub fn number(&self, counts: &[u32]) -> String {
        let pattern = counts.len().checked_sub(1).and_then(|level| self.0.get(level));
        let pattern = pattern.map_or("", String::as_str);
        let is_count = |c: &char| matches!(c, '一' | '1');
        let places = pattern.chars().filter(is_count).count();
        let mut own = counts.iter().skip(counts.len().saturating_sub(places)).copied();
        let written = |c: char| match c {
            '一' => in_chinese(own.next().unwrap_or_default()),
            '1' => own.next().unwrap_or_default().to_string(),
            mark => mark.to_string(),
        };
        pattern.chars().map(written).collect()
    }
}

/// A number from 1 to 99 in Chinese: 九, 十, 十一, 二十一.
fn in_chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: u32| DIGITS[number as usize % 10];
    let (tens, ones) = (number / 10 % 10, digit(number));
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", digit(tens)),
    }
}
