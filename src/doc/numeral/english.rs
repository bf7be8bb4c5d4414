//! English: the grammar of quantities in words.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{BLANK, GAP, without_idioms};

/// Phrases with a number word in them that say no quantity, and why.
const IDIOMS: &[(&str, &[&str])] = &[
    (
        "names of meetings and policies",
        &["two sessions", "belt and road", "five-year plan", "one country, two systems"],
    ),
    (
        "names of methods and terms",
        &[
            "six sigma",
            "triple helix",
            "double-entry",
            "double-first-class",
            "zero line",
            "old quarter",
            "double-check",
            "double-blind",
            "quarter-em",
            "third party",
            "third parties",
            "third-party",
            "second-hand",
            "first-hand",
            "half-life",
            "zero-sum",
            "one-to-one",
            "one-off",
            "one-stop",
        ],
    ),
    ("how a number is printed", &["two decimals", "one decimal", "two decimal places", "one decimal place"]),
    ("what was named before", &["the two", "these two", "those two", "its two", "their two", "both two"]),
    (
        "counting off",
        &[
            "first of all",
            "in the first place",
            "at first",
            "for the first time",
            "second to none",
            "the first half",
            "the second half",
            "first half",
            "second half",
        ],
    ),
    (
        "words for halves that say no share",
        &["half-hearted", "behalf", "half-truth", "half-truths", "half-way", "halfway", "half-yearly"],
    ),
];

/// Two to ten: a count, unless it refers to what was named before.
const SMALL: &str = "two|three|four|five|six|seven|eight|nine|ten";

/// Eleven and more, and the words for large and vague amounts.
const LARGE: &str = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|zillions?|dozens?|umpteen|myriads?|gross of|baker's dozen|nineties|eighties|seventies|sixties|fifties|forties|thirties|twenties|tens of";

/// Ordinals that are parts, too.
const PART: &str = "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|thousandth|millionth|billionth|quarter";

/// Number words of languages that a text in English may be dressed in.
const FOREIGN: &str = "zwei|drei|fünf|sechs|sieben|zwölf|zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|prozent|deux|trois|quatre|cinq|vingt|trente|quarante|cinquante|soixante|pourcent|doce|veinte|treinta|ciento";

fn grammar() -> String {
    let ranks = "ranks?|ranked|ranking|placed|places|comes|came|stands|stood|finished|rated";
    [
        format!(r"\b(?:{SMALL}|{LARGE})\b(?:[- ](?:{SMALL}|{LARGE}|(?:{PART})s?|percent|per cent|times|points?|fold|digit)\b)*"),
        r"\bone[- ](?:hundred|thousand|million|billion|trillion|percent|per cent|in \w+|half|times)\b".to_owned(),
        // Parts: a third, one tenth, thirds, half the country, quarter of the total.
        format!(r"\b(?:an?|one|another|per|\w+) ?[- ]?(?:{PART})s\b|\b(?:an?|one) (?:{PART})\b(?: of)?|\b(?:{PART}) of\b|\b(?:{PART})s\b"),
        r"\b(?:nearly |almost |over |about )?hal(?:f|ves)\b(?: (?:of|again|the|a))?".to_owned(),
        r"\bpercents?\b|\bper cents?\b|\bpercentage[- ]points?\b|\bbasis[- ]points?\b|\bper mille?\b".to_owned(),
        // Multiples and changes.
        r"\b(?:re)?doubl(?:e|es|ed|ing|y)\b|\btrebl\w+|\btripl(?:e|es|ed|ing|y)\b|\bquadrupl\w+|\bquintupl\w+|\bsextupl\w+|\bseptupl\w+|\boctupl\w+|\bhalv(?:e|es|ed|ing)\b|\btwice\b|\bthrice\b|\bmanyfold\b".to_owned(),
        format!(r"\b(?:{SMALL}|{LARGE}|multi|hundred|thousand|million)[- ]?fold\b"),
        // Ranks.
        format!(r"\b(?:{ranks}) (?:\w+ )?(?:first|second|{PART}|last)\b|\b(?:first|second|{PART})[- ]?(?:place|placed|rank|ranked|in the|nationally|worldwide|among)\b|\b(?:second|{PART})[- ](?:largest|highest|biggest|fastest|lowest|smallest|most)\b"),
        // Vague amounts, and none.
        r"\b(?:a |an |the )?(?:couple|handful|score|gross|pair) of\b|\ba (?:handful|couple|score)\b|\bscores of\b|\ba score\b|\bmost of\b|\bsingle[- ]digit\b|\bzero\b|\bnil\b|\bno growth\b".to_owned(),
        format!(r"\b(?:{FOREIGN})\b"),
        r"№".to_owned(),
    ]
    .join("|")
}

/// The quantities of a plain text, by its bytes.
pub(super) fn quantities(text: &str) -> Vec<Range<usize>> {
    static QUANTITY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("(?i:{})", grammar())).expect("the grammar is a pattern"));
    static IDIOM: LazyLock<Regex> = LazyLock::new(|| {
        let idioms: Vec<&str> = IDIOMS.iter().flat_map(|(_, idioms)| idioms.iter().copied()).collect();
        Regex::new(&format!(r"(?i)\b(?:{})\b", idioms.join("|"))).expect("words are patterns")
    });
    // A word of two scripts looks like one that it is not: fіve with a Cyrillic і.
    static DISGUISED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Latin}+[\p{Cyrillic}\p{Greek}]\w*|[\p{Cyrillic}\p{Greek}]+\p{Latin}\w*")
            .expect("a pattern")
    });
    let text = without_idioms(&without_marks(text), &IDIOM, |_| false);
    let mut found: Vec<Range<usize>> = QUANTITY.find_iter(&text).map(|found| found.range()).collect();
    if !text.is_ascii() {
        found.extend(DISGUISED.find_iter(&text).map(|found| found.range()));
    }
    found
}

/// A text with its quotation marks, dashes and gaps blanked, so that places stay: they say no number, and
/// where words end is found several times as fast in ASCII.
fn without_marks(text: &str) -> Cow<'_, str> {
    const MARKS: [char; 10] = [GAP, '“', '”', '‘', '’', '–', '—', '…', '−', '×'];
    if text.is_ascii() {
        return text.into();
    }
    let mut left = String::with_capacity(text.len());
    for c in text.chars() {
        if MARKS.contains(&c) {
            left.extend(std::iter::repeat_n(BLANK, c.len_utf8()));
        } else {
            left.push(c);
        }
    }
    left.into()
}
