//! Disguises: words that look like other words, are not to be read as they are written, or of another tongue.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::by_ascii_words;
use crate::lang::is_han;

/// Number words of languages that a text in English may be dressed in; accents are gone from a plain text.
const FOREIGN: &str = "zwei|drei|funf|sechs|sieben|zwolf|zwanzig|dreißig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|prozent|drittel|viertel|deux|trois|quatre|cinq|huit|neuf|dix|vingt|trente|quarante|cinquante|soixante|pourcent|pour cent|per cento|por cento|percento|procent|tiers|moitie|doce|veinte|treinta|ciento|por ciento|mitad|cien";

/// Words that say a number in English, whole.
const NUMBER_WORDS: &[&str] = &[
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
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "percent",
    "half",
    "halved",
    "third",
    "thirds",
    "quarter",
    "doubled",
    "tripled",
    "trebled",
    "double",
    "triple",
    "twice",
    "dozen",
    "zero",
];

/// The disguised words of a plain text, by its bytes.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    static DISGUISED: LazyLock<Regex> = LazyLock::new(|| {
        // A word of two scripts, or of letters that only phoneticians use: fіve with a Cyrillic і, ᴛᴡᴏ. A whole
        // word of a script that is neither language's cannot be read by those who check it.
        let other = r"[\p{L}&&[^\p{Latin}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}]]";
        let phonetic = r"[\u{250}-\u{2AF}\u{1D00}-\u{1DBF}]";
        let eastern = r"[\p{Hiragana}\p{Katakana}\p{Hangul}]";
        let numeral = "[一二三四五六七八九十百千万亿]";
        Regex::new(&format!(
            r"\p{{Latin}}+{other}\w*|{other}+\p{{Latin}}\w*|{other}{{2,}}|\w*{phonetic}\w*|{numeral}?{eastern}{{2,}}|{numeral}{eastern}"
        ))
            .expect("a pattern")
    });
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        // Chinese in Latin letters, small ones: Wu Bai is a name.
        let pinyin = "(?:er|san|si|wu|liu|qi|ba|jiu|shi|liang|bai|qian) (?:cheng|bei|shi|bai|qian|wan|yi|ge|jia|wei|fen zhi)";
        Regex::new(&by_ascii_words(&format!(r"\b(?:(?i:{FOREIGN})|{pinyin})\b"))).expect("words are patterns")
    });
    // Each way of disguise has such a letter; most texts have none.
    let is_foreign = |c: char| !c.is_ascii() && c.is_alphabetic() && !is_han(c);
    let disguised = text.contains(is_foreign).then(|| DISGUISED.find_iter(text));
    let found = disguised.into_iter().flatten().chain(NUMBER.find_iter(text)).map(|found| found.range());
    found.chain(parted(text)).collect()
}

/// Number words whose letters are held apart: "t h r e e", "f-i-v-e", "thir ty", "fif-ty".
fn parted(text: &str) -> Vec<Range<usize>> {
    static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&by_ascii_words(r"\b[A-Za-z](?:[ .·/|-][A-Za-z]\b){2,}")).expect("a pattern")
    });
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&by_ascii_words(r"\b[A-Za-z]+\b")).expect("a pattern"));
    static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| NUMBER_WORDS.iter().copied().collect());
    let letters = |text: &str| {
        let letters = text.chars().filter(char::is_ascii_alphabetic);
        letters.map(|c| c.to_ascii_lowercase()).collect::<String>()
    };
    let says = |text: &str| {
        let joined = letters(text);
        KNOWN.iter().any(|word| word.len() > 2 && joined.contains(word))
    };
    let mut found: Vec<Range<usize>> =
        LETTERS.find_iter(text).map(|it| it.range()).filter(|it| says(&text[it.clone()])).collect();
    let words: Vec<Range<usize>> = WORD.find_iter(text).map(|it| it.range()).collect();
    let longest = KNOWN.iter().map(|word| word.len()).max().unwrap_or_default();
    for pair in words.windows(2) {
        let [one, other] = pair else { continue };
        let is_parted = matches!(&text[one.end..other.start], " " | "-" | "/" | "·");
        // Most pairs are longer than any of the words.
        if is_parted && one.len() + other.len() <= longest {
            let whole = letters(&text[one.start..other.end]);
            found.extend(KNOWN.contains(whole.as_str()).then_some(one.start..other.end));
        }
    }
    found
}
