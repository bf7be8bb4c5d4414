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

/// English verbs and nouns of what goes up, in every form in which a sentence has them.
const RISES_EN: &str = "\
    accelerated added advanced ballooned boosted climb climbed climbing climbs expanded expansion gain gained gaining \
    gains grew grow growing grown grows growth improved improvement improves increase increased \
    increases increasing jump jumped jumps leapt leaped led outpaced raised rise risen rises rising rocketed rose shot skyrocketed soared spiked swelled \
    steeply surge surged surges up upward upwards widened";

/// English verbs and nouns of what goes down.
const FALLS_EN: &str = "\
    collapsed contracted contraction crashed curtailed cut cuts decline declined declines declining decrease decreased decreases \
    decreasing deteriorated dipped down dwindled eased ebbed downward downwards drop dropped dropping drops fall fallen falling falls fell \
    lagged lose loses losing loss lost lowered narrowed plummeted plunged receded reduced reduction retreated sank shed \
    shrank shrinking shrunk slid slipped slump slumped tumbled weakened";

/// English words that compare, for what stands above.
const ABOVE_EN: &str = "\
    above ahead better faster greater higher larger more quicker quickly rapidly stronger";

/// English words that compare, for what stands below.
const BELOW_EN: &str = "\
    behind below fewer less lower slower slowly smaller weaker worse";

/// Chinese verbs and nouns of what goes up. 高 and 增 alone are parts of what is named after them: 高新技术, 增加值.
const RISES_ZH: &str = "\
    净流入 上升 上涨 上扬 上调 增长 增加 增至 增到 增幅 新增 净增 递增 激增 提高 提升 升至 \
    升高 扩大 飙升 猛增 大增 暴涨 攀升 回升 跃升 跃居 涨幅 升幅 拉大 加快 改善 前移";

/// Chinese verbs and nouns of what goes down.
const FALLS_ZH: &str = "\
    负增长 净流出 净减 下降 下跌 下滑 下调 下挫 减少 减至 减幅 降低 降至 降到 降幅 跌至 跌幅 回落 滑落 \
    缩小 萎缩 收缩 流失 短少 收窄 放缓 后移 恶化 递减 锐减 骤降 暴跌 缩减 缩水 下探 走低 衰减";

/// Chinese words that compare, for what stands above.
const ABOVE_ZH: &str = "\
    高于 高出 快于 多于 大于 强于 优于 领先 超出";

/// Chinese words that compare, for what stands below.
const BELOW_ZH: &str = "\
    低于 慢于 少于 小于 弱于 逊于 落后 滞后";

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
pub struct FoundMovement<'a> {
    pub movement: Movement,
    /// Whether the word compares two things and moves none.
    pub is_comparison: bool,
    pub word: &'a str,
    /// Where the text goes on behind it, in bytes.
    pub end: usize,
}

/// What the words of a language say: their movement, and whether they compare.
type Lists = [(Movement, bool, &'static str); 4];

const ENGLISH: Lists = [
    (Movement::Rise, false, RISES_EN),
    (Movement::Fall, false, FALLS_EN),
    (Movement::Rise, true, ABOVE_EN),
    (Movement::Fall, true, BELOW_EN),
];

const CHINESE: Lists = [
    (Movement::Rise, false, RISES_ZH),
    (Movement::Fall, false, FALLS_ZH),
    (Movement::Rise, true, ABOVE_ZH),
    (Movement::Fall, true, BELOW_ZH),
];

/// The words of direction of a text, in order.
pub fn all(text: &str, lang: Lang) -> Vec<FoundMovement<'_>> {
    match lang {
        Lang::En => all_english(text),
        Lang::Zh => all_chinese(text),
    }
}

/// The verb that governs a number which follows the text directly or in its clause: the last one of it.
pub fn before_number(text: &str, lang: Lang) -> Option<FoundMovement<'_>> {
    let last = all(text, lang).into_iter().rfind(|it| !it.is_comparison);
    let trimmed = text.trim_end_matches(['了', '约', '近', ' ']);
    let single = (lang == Lang::Zh).then(|| last_han(trimmed)).flatten();
    match (single, trimmed.char_indices().next_back()) {
        (Some(movement), Some((at, _))) => {
            Some(FoundMovement { movement, is_comparison: false, word: &trimmed[at..], end: trimmed.len() })
        }
        _ => last,
    }
}

fn last_han(text: &str) -> Option<Movement> {
    let last = text.chars().next_back()?;
    let up = UP_HAN.contains(&last).then_some(Movement::Rise);
    up.or_else(|| DOWN_HAN.contains(&last).then_some(Movement::Fall))
}

fn all_english(text: &str) -> Vec<FoundMovement<'_>> {
    let mut found: Vec<FoundMovement> = vec![];
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let (start, word) = (at, piece.trim_end_matches(|c: char| !c.is_alphabetic()));
        at += piece.len();
        let lower = word.to_lowercase();
        let list = ENGLISH.iter().find(|(.., words)| words.split(' ').any(|it| it == lower));
        let Some((movement, is_comparison, _)) = list else { continue };
        let mut said = FoundMovement {
            movement: *movement,
            is_comparison: *is_comparison,
            word,
            end: start + word.len(),
        };
        // “More slowly” is slow, “less quickly” too.
        let degree = found.last().map(|it| (it.word.to_lowercase(), text[it.end..start].trim().is_empty()));
        if let Some((degree @ ("more" | "less"), true)) =
            degree.as_ref().map(|(word, is_next)| (word.as_str(), *is_next))
            && lower.ends_with("ly")
        {
            if degree == "less" {
                said.movement = movement.opposite();
            }
            found.pop();
        }
        found.push(said);
    }
    found
}

fn all_chinese(text: &str) -> Vec<FoundMovement<'_>> {
    let mut found = vec![];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(name) = NAMES_ZH.iter().find(|name| rest.starts_with(**name)) {
            at += name.len();
            continue;
        }
        let begins = |words: &'static str| words.split(' ').find(|word| rest.starts_with(word));
        let list =
            CHINESE.iter().find_map(|(movement, compares, words)| Some((movement, compares, begins(words)?)));
        let Some((movement, is_comparison, word)) = list else {
            at += c.len_utf8();
            continue;
        };
        at += word.len();
        found.push(FoundMovement {
            movement: *movement,
            is_comparison: *is_comparison,
            word: &rest[..word.len()],
            end: at,
        });
    }
    found
}
