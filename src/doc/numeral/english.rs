//! English: the grammar of quantities in words.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{BLANK, by_ascii_words, without_idioms};
use crate::lang::is_han;

/// Phrases with a number word in them that say no quantity, and why.
const IDIOMS: &[(&str, &[&str])] = &[
    (
        "names of meetings and policies",
        &[
            "two sessions",
            "belt and road",
            "five-year plan",
            "one country, two systems",
            "three gorges",
            "four modernisations",
            "four modernizations",
            "double-first-class",
            "double first-class",
        ],
    ),
    (
        "names of methods and terms",
        &[
            "six sigma",
            "triple helix",
            "double-entry",
            "zero line",
            "old quarter",
            "double-check",
            "set the record straight",
            "sets the record straight",
            "setting the record straight",
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
            "double counting",
            "double-counting",
            "double-counted",
            "double-edged",
            "double espresso",
            "double check",
            "half-finished",
            "half-brother",
            "half-sister",
            "half-term",
            "half-hour",
            "zeroing in",
            "zero in",
            "zeroed in",
            "zeroes in",
            "doubled back",
            "doubling back",
            "the pair of",
            "quarterback",
            "runner-up prize",
            "takes two to",
            "in two minds",
            "at sixes and sevens",
            "a couple from",
            "a couple who",
            "the couple",
            "come to naught",
            "came to naught",
        ],
    ),
    (
        "how a number is printed",
        &[
            "two decimals",
            "one decimal",
            "two decimal places",
            "one decimal place",
            "in percent of",
            "in per cent of",
        ],
    ),
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
const LARGE: &str = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|zillions?|dozens?|umpteen|myriads?|gross of|baker's dozen|nineties|eighties|seventies|sixties|fifties|forties|thirties|twenties|teens|lakhs?|crores?|tens of";

/// Twenty, thirty and on.
const TENS: &str = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";

const MONTHS: &str = "january|february|march|april|may|june|july|august|september|october|november|december";

/// Ordinals that are parts, too.
const PART: &str = "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|thousandth|millionth|billionth|quarter";

/// Ordinals beyond ten: nobody counts off so far, they say a rank or a count.
const FAR: &str = "eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|hundredth|thousandth|millionth|billionth|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)";

/// What an ordinal behind an article picks out of several, and takes no part of: a third option.
const PICKED: &str = "option|way|party|parties|reading|question|possibility|reason|kind|type|group|person|factor|source|point|path|time|country|place of|column|version|draft|round|stage|step|speaker|class|language|opinion|look|thought|category|case|example|school|view|topic|theme|aim|goal|line|layer|wave|phase|generation|attempt|try|chance";

/// What stands at the end of an order.
const EXTREME: &str = "(?:high|low|larg|small|fast|slow|strong|weak|rich|poor|great|bigg|steep|sharp|quick|wid|long|short)est|best|worst";

fn grammar() -> String {
    let ranks = "ranks?|ranked|ranking|placed|places|comes|came|stands|stood|sits|sat|lies|lay|joint|tied|equal|finished|finishes|rated";
    [
        format!(r"\b(?:{SMALL}|{LARGE})\b(?:[- ](?:{SMALL}|{LARGE}|(?:{PART})s?|percent|per cent|times|points?|fold|digit)\b)*"),
        r"\bone[- ](?:hundred|thousand|million|billion|trillion|percent|per cent|in [[:word:]]+|half|times)\b".to_owned(),
        r"\b(?:two|three|four|five|six|seven|eight|nine)score\b".to_owned(),
        // Parts: a third, one-tenth, thirds, half the country, quarter of the total.
        format!(r"\b(?:an?|one|another|per|[[:word:]]+) ?[- ]?(?:{PART})s\b|\b(?:an?|one)[- ](?:{PART})\b(?: of)?|\b(?:{PART}) of\b|\b(?:{PART})s\b"),
        format!(r"\b(?:an?|one|the) (?:further|additional|good|full|mere|whole|extra|upper|lower|top|bottom|last) (?:{PART})\b"),
        format!(r"\b(?:every|each) (?:second|{PART})\b"),
        // A year by its place, a day by its number: the third year running, the first of March.
        format!(r"\b(?:second|{PART}) (?:(?:straight|consecutive|successive|running|full) )*(?:years?|quarters?|months?|weeks?|days?|decades?)\b"),
        format!(r"\b(?:{MONTHS}),? (?:the )?(?:first|second|{PART})\b|\b(?:first|second|{PART}) of (?:{MONTHS})\b"),
        // Words run together: thirtythree, fivehundred, fiftypercent.
        format!(r"\b(?:(?:{TENS})(?:one|{SMALL}|percent|first|second|third)|(?:{SMALL}|{TENS})(?:hundred|thousand|million|billion|trillion|percent))(?:fold|th)?\b"),
        // More than half, and nearly nothing.
        r"\b(?:vast|overwhelming|great|large|clear|absolute|slim|narrow|outright) (?:majority|minority)\b|\blion'?s share\b|\bnext to nothing\b|\bmulti-?(?:thousand|million|billion|trillion)s?\b|\b(?:half|quarter)[- ]points?\b|\bquarter(?:ed|ing)\b|\bdecimat(?:e|es|ed|ing)\b|\bppm\b|\bppb\b|\b[[:word:]]*[a-z]illions?(?:th|fold)?\b|\bgoogols?\b|\b[[:word:]]+-fold\b|\bseveralfold\b|\btvv(?:o|elve|enty)\b".to_owned(),
        // From the end, and by groups.
        format!(r"\b(?:second|{PART})[- ](?:overall|nationwide|globally|from (?:the )?(?:top|bottom|end|last)|to last)\b|\blast but (?:{SMALL}|one)\b|\bpenultimate\b|\bsecond only to\b|\b(?:close|distant|strong|respectable|poor) (?:second|{PART})\b|\b(?:second|{PART}) (?:city|province|region|economy|hub|cluster|market|centre|center|producer|spender)\b|\bin (?:twos|threes|fours|fives|sixes|sevens|eights|nines|tens)\b|\b(?:twos|threes) and (?:threes|fours)\b|\b(?:remaining|top|bottom|upper|lower)[- ](?:{PART})\b|\bnoughties\b|\b(?:{SMALL}|{TENS}|eleven|twelve|[a-z]+teen)ish\b"),
        r"\b(?:nearly |almost |over |about )?hal(?:f|ves)\b(?: (?:of|again|the|a))?".to_owned(),
        r"\bpercents?\b|\bper cents?\b|\bpercentage[- ]points?\b|\bbasis[- ]points?\b|\bper mille?\b|\bper ?mills?\b|\b[[:word:]]+ (?:pp|bps)\b".to_owned(),
        r"\b(?:dec|quint|quart|terc|cent)iles?\b|\bpercentiles?\b|\borders? of magnitude\b".to_owned(),
        // Multiples and changes.
        r"\b(?:re)?doubl(?:e|es|ed|ing|y)\b|\btrebl[[:word:]]+|\btripl(?:e|es|ed|ing|y)\b|\bquadrupl[[:word:]]+|\bquintupl[[:word:]]+|\bsextupl[[:word:]]+|\bseptupl[[:word:]]+|\boctupl[[:word:]]+|\bnonupl[[:word:]]+|\bdecupl[[:word:]]+|\bcentupl[[:word:]]+|\bhalv(?:e|es|ed|ing)\b|\btwice\b|\bthrice\b|\bmanyfold\b".to_owned(),
        format!(r"\b(?:{SMALL}|{LARGE}|multi|hundred|thousand|million)[- ]?folds?\b"),
        // Ranks.
        format!(r"\b(?:{ranks}) (?:[[:word:]]+ )?(?:first|second|{PART}|last|top|bottom)\b|\b(?:first|second|{PART})[- ]?(?:place|placed|position|spot|rank|ranked|in the|nationally|worldwide|among)\b|\b(?:second|{PART})[- ](?:largest|highest|biggest|fastest|lowest|smallest|most|best|worst|richest|poorest|strongest)\b"),
        format!(r"\bnumber[- ]one\b|\bno\. ?one\b|\btop[- ](?:ranked|ranking|placed)\b|\brunners?[- ]up\b|\b(?:tops|topped|heads|headed) the (?:list|table|ranking|rankings|league)\b|\btied for (?:first|second|{PART})\b"),
        // Extremes: the rank of a value among all that there were, or all that there are.
        r"\brecord[- ](?:high|low|number|level|rate|figure|amount|sum|growth|increase|rise|gain|fall|decline)s?\b|\ball-time (?:high|low|record|peak)s?\b|\b(?:hit|hits|hitting|reached|reaches|reaching|set|sets|setting|broke|breaks|breaking|smashed) (?:a |an |the |all |its |another |every )?(?:new |previous )?records?\b|\b(?:is|was|are|were) (?:a |another )?(?:new )?record(?: in [[:word:]]+)?[.,;!]".to_owned(),
        format!(r"\b(?:{EXTREME}) (?:on record|ever\b|in (?:its |recorded )?history|since records began|of (?:all|any)\b|nationwide\b|nationally\b|in (?:the country|the nation|the world|china)\b|among (?:all|the) (?:provinces|regions|cities)\b)|\b(?:leads?|led|leading|outranks?) the (?:country|nation|world)\b"),
        // Vague amounts, and none.
        r"\b(?:a |an |the )?(?:couple|handful|score|gross|pair|brace|trio|duo|quartet|quintet|sextet|septet|octet)s? of\b|\ba (?:handful|couple|score)\b|\bscores of\b|\ba score\b|\bmost of\b|\b(?:single|double|triple|quadruple|low|high|multiple|multi|mid)[- ]digits?\b|\bzero\b|\bnil\b|\bn[ao]ught\b|\bno growth\b|\bumpteenth\b".to_owned(),
        r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]?somethings?\b|\ba (?:full|whole) point\b".to_owned(),
        format!(r"\b(?:{FAR})\b"),
        // A percent sign behind a word counts whatever the word says: lO%, XX%.
        format!("[[:word:]{LETTER}]+%|[‰‱]"),
    ]
    .join("|")
}

/// The quantities of a plain text, by its bytes.
pub(super) fn quantities(text: &str) -> Vec<Range<usize>> {
    static QUANTITY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&by_ascii_words(&grammar())).expect("the grammar is a pattern"));
    // Letters that are drawn like digits: lOO.
    static DRAWN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&by_ascii_words(r"\b[lI]O{2,}\b")).expect("a pattern"));
    static IDIOM: LazyLock<Regex> = LazyLock::new(|| {
        let mut idioms: Vec<&str> = IDIOMS.iter().flat_map(|(_, idioms)| idioms.iter().copied()).collect();
        // The longest first: the first half of, before the first.
        idioms.sort_by_key(|idiom| std::cmp::Reverse(idiom.len()));
        let words = idioms.join("|");
        Regex::new(&by_ascii_words(&format!(r"\b(?:{words}|an? (?:second|{PART}) (?:{PICKED})|(?:[[:word:]]+th|(?:[[:word:]]+-)?(?:first|second|third))[- ]centur(?:y|ies)|eleventh hour)\b")))
            .expect("words are patterns")
    });
    let ranges = |pattern: &Regex, text: &str| pattern.find_iter(text).map(|it| it.range()).collect();
    let drawn: Vec<Range<usize>> = ranges(&DRAWN, text);
    let text = small(text);
    let text = without_idioms(&text, ranges(&IDIOM, &text), |_| false);
    [ranges(&QUANTITY, &text), drawn].concat()
}

/// A text as the grammar reads it, in small letters of ASCII; places stay. All else says no number in English, but for
/// the signs of a part: 增长percent has a word of its own in it, and a letter of another script is one.
fn small(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut left = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => left.push(c.to_ascii_lowercase()),
            '‰' | '‱' => left.push(c),
            _ if c.is_alphabetic() && !is_han(c) => left.extend(std::iter::repeat_n(LETTER, c.len_utf8())),
            _ => left.extend(std::iter::repeat_n(BLANK, c.len_utf8())),
        }
    }
    left
}

/// Stands for a letter of another script, one byte long: beside it a word begins.
const LETTER: char = '\u{1A}';
