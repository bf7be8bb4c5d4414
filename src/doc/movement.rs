//! Movement: the words that say whether something went up or down, or stands above or below.
//!
//! A verb of movement says the sign of the change that it measures; a word of comparison says how two things
//! stand, and nothing of the sign of the number behind it: “below the nation’s 10.1 %”.

use crate::lang::Lang;

/// Which way a word points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    Rise,
    Fall,
}

impl Movement {
    /// The other way.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Rise => Self::Fall,
            Self::Fall => Self::Rise,
        }
    }
}

/// English words that compare.
const COMPARE_EN: &[&str] = &[
    "above", "ahead", "behind", "below", "better", "faster", "fewer", "greater", "higher", "larger", "less",
    "lower", "more", "quicker", "quickly", "rapidly", "slower", "slowly", "smaller", "stronger", "weaker",
    "worse",
];

/// English words that say up, in every form in which a sentence has them.
const UP_EN: &[&str] = &[
    "above",
    "accelerated",
    "added",
    "advanced",
    "ahead",
    "better",
    "climb",
    "climbed",
    "climbing",
    "climbs",
    "expanded",
    "expansion",
    "faster",
    "gain",
    "gained",
    "gaining",
    "gains",
    "greater",
    "grew",
    "grow",
    "growing",
    "grown",
    "grows",
    "growth",
    "higher",
    "improved",
    "improvement",
    "improves",
    "increase",
    "increased",
    "increases",
    "increasing",
    "jump",
    "jumped",
    "jumps",
    "larger",
    "led",
    "more",
    "outpaced",
    "quicker",
    "quickly",
    "raised",
    "rapidly",
    "rise",
    "risen",
    "rises",
    "rising",
    "rose",
    "soared",
    "steeply",
    "stronger",
    "surge",
    "surged",
    "surges",
    "up",
    "upward",
    "upwards",
    "widened",
];

/// English words that say down.
const DOWN_EN: &[&str] = &[
    "behind",
    "below",
    "contracted",
    "contraction",
    "cut",
    "cuts",
    "decline",
    "declined",
    "declines",
    "declining",
    "decrease",
    "decreased",
    "decreases",
    "decreasing",
    "dipped",
    "down",
    "downward",
    "downwards",
    "drop",
    "dropped",
    "dropping",
    "drops",
    "fall",
    "fallen",
    "falling",
    "falls",
    "fell",
    "fewer",
    "lagged",
    "less",
    "lose",
    "loses",
    "losing",
    "loss",
    "lost",
    "lower",
    "lowered",
    "narrowed",
    "plunged",
    "reduced",
    "reduction",
    "retreated",
    "sank",
    "shed",
    "shrank",
    "shrinking",
    "shrunk",
    "slid",
    "slipped",
    "slower",
    "slowly",
    "slump",
    "slumped",
    "smaller",
    "tumbled",
    "weaker",
    "worse",
];

/// Chinese words that say up. 提高 and 增 are no parts of what is named after them: 高新技术, 增加值.
const UP_ZH: &[&str] = &[
    "上升", "上涨", "上扬", "上调", "增长", "增加", "增至", "增到", "增幅", "新增", "净增", "递增", "激增",
    "提高", "提升", "升至", "升高", "扩大", "攀升", "回升", "跃升", "跃居", "涨幅", "升幅", "高于", "高出",
    "快于", "多于", "大于", "强于", "优于", "领先", "超出", "拉大", "加快", "改善", "前移",
];

/// Chinese words that say down.
const DOWN_ZH: &[&str] = &[
    "下降", "下跌", "下滑", "下调", "下挫", "减少", "减至", "减幅", "降低", "降至", "降到", "降幅", "跌至",
    "跌幅", "回落", "滑落", "缩小", "萎缩", "收缩", "流失", "低于", "慢于", "少于", "小于", "弱于", "逊于",
    "落后", "滞后", "短少", "收窄", "放缓", "后移", "恶化", "递减", "锐减",
];

/// Chinese words of one character: they say a direction only directly before a number.
const UP_HAN: &[char] = &['增', '升', '涨', '高', '多', '快'];
const DOWN_HAN: &[char] = &['减', '降', '跌', '低', '少', '慢'];

/// What looks like a word of direction and names something else.
const NAMES_ZH: &[&str] = &["增加值", "增长极", "增长点", "提升工程", "提升计划"];

/// The direction that a word or a short phrase says; none when it says neither, or both.
pub fn of_phrase(phrase: &str, lang: Lang) -> Option<Movement> {
    let found: Vec<Movement> = all(phrase, lang).into_iter().map(|it| it.movement).collect();
    match (found.as_slice(), lang) {
        ([], Lang::Zh) => last_han(phrase),
        ([], Lang::En) => None,
        ([first, rest @ ..], _) => rest.iter().all(|it| it == first).then_some(*first),
    }
}

/// Whether a phrase compares sizes, not heights: of two falls the smaller one ends higher.
pub fn is_of_size(phrase: &str) -> bool {
    ["larger", "smaller", "greater", "大于", "小于"].iter().any(|word| phrase.to_lowercase().contains(word))
}

/// A word of direction in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    pub movement: Movement,
    pub word: &'a str,
    /// Where the text goes on behind it, in bytes.
    pub end: usize,
}

impl Found<'_> {
    /// Whether the word compares two things and moves none.
    pub fn is_comparison(self) -> bool {
        self.word.ends_with('于')
            || matches!(self.word, "领先" | "落后" | "滞后" | "高出" | "超出")
            || COMPARE_EN.contains(&self.word.to_lowercase().as_str())
    }
}

/// The words of direction of a text, in order.
pub fn all(text: &str, lang: Lang) -> Vec<Found<'_>> {
    match lang {
        Lang::En => all_english(text),
        Lang::Zh => all_chinese(text),
    }
}

/// The verb that governs a number which follows the text directly or in its clause: the last one of it.
pub fn before_number(text: &str, lang: Lang) -> Option<Found<'_>> {
    let last = all(text, lang).into_iter().rfind(|it| !it.is_comparison());
    let trimmed = text.trim_end_matches(['了', '约', '近', ' ']);
    let single = (lang == Lang::Zh).then(|| last_han(trimmed)).flatten();
    match (single, trimmed.char_indices().next_back()) {
        (Some(movement), Some((at, _))) => Some(Found { movement, word: &trimmed[at..], end: trimmed.len() }),
        _ => last,
    }
}

fn last_han(text: &str) -> Option<Movement> {
    let last = text.chars().next_back()?;
    let up = UP_HAN.contains(&last).then_some(Movement::Rise);
    up.or_else(|| DOWN_HAN.contains(&last).then_some(Movement::Fall))
}

fn all_english(text: &str) -> Vec<Found<'_>> {
    let mut found = vec![];
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                let lower = word.to_lowercase();
                let is_in = |list: &[&str]| list.contains(&lower.as_str());
                let movement = is_in(UP_EN).then_some(Movement::Rise);
                let movement = movement.or_else(|| is_in(DOWN_EN).then_some(Movement::Fall));
                // “More slowly” is slow, “less quickly” too.
                let before: Option<&Found> = found.last();
                let is_degree =
                    before.filter(|it| text[it.end..from].trim().is_empty() && word.ends_with("ly"));
                let movement = match (movement, is_degree.map(|it| it.word.to_lowercase())) {
                    (Some(movement), Some(degree)) if degree == "less" => Some(movement.opposite()),
                    _ => movement,
                };
                if movement.is_some() && is_degree.is_some_and(|it| matches!(it.word, "more" | "less")) {
                    found.pop();
                }
                found.extend(movement.map(|movement| Found { movement, word, end: at }));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn all_chinese(text: &str) -> Vec<Found<'_>> {
    let mut found = vec![];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let starts = |list: &[&'static str]| list.iter().find(|word| rest.starts_with(**word)).copied();
        if let Some(name) = starts(NAMES_ZH) {
            at += name.len();
            continue;
        }
        let up = starts(UP_ZH).map(|word| (Movement::Rise, word));
        let word = up.or_else(|| starts(DOWN_ZH).map(|word| (Movement::Fall, word)));
        match word {
            Some((movement, word)) => {
                at += word.len();
                found.push(Found { movement, word: &rest[..word.len()], end: at });
            }
            None => at += c.len_utf8(),
        }
    }
    found
}
