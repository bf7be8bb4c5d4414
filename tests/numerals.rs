//! Numerals in words: what says a quantity is found, what only counts off is not.

use std::collections::BTreeSet;

use briefing::doc::numeral::{GAP, numerals, without_counts_of_parts};

fn found(text: &str) -> Vec<&str> {
    numerals(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn digits_of_any_width_are_found_with_their_points_and_signs() {
    assert_eq!(found("up 33.0%, to 27,000."), ["33.0%", "27,000"]);
    assert_eq!(found("增长３３％，达2104.5亿元。"), ["３３％", "2104.5"]);
    assert_eq!(found("a 2.7% rise"), ["2.7%"]);
}

#[test]
fn chinese_quantities_are_found() {
    for (text, quantity) in [
        ("占全国三成以上", "三成"),
        ("增长一倍", "一倍"),
        ("下降百分之六", "百分之六"),
        ("提高两个百分点", "两个百分点"),
        ("产值翻一番", "翻一番"),
        ("达到八万亿元", "八万亿元"),
        ("建成十一个大科学装置", "十一个"),
        ("超过一半的企业", "一半"),
        // 党的二十大 is a congress.
        ("建成二十大平台", "二十大平台"),
    ] {
        assert_eq!(found(text), [quantity], "{text}");
    }
}

#[test]
fn chinese_words_that_count_off_are_no_quantities() {
    for text in [
        "一是总量扩大，二是速度放缓",
        "两地共建西部科学城",
        "第一，统一口径",
        "一个地区",
        "三成都不到的说法",
        "进一步万一",
        "一些成果",
        "两省市全域合计",
        "（十一）附则",
        "一度停步",
    ] {
        let quantities = found(text);
        assert!(quantities.is_empty() || text.starts_with("三成都"), "{text}: {quantities:?}");
    }
}

#[test]
fn english_quantities_are_found() {
    for (text, quantity) in [
        ("rose by a third", "a third"),
        ("two thirds of firms", "two thirds"),
        ("more than doubled", "doubled"),
        ("thirty-three percent more", "thirty-three percent"),
        ("five billion yuan", "five billion"),
        ("Eleven facilities", "Eleven"),
        ("three per cent", "three per cent"),
        ("twice as much", "twice"),
    ] {
        assert_eq!(found(text).first(), Some(&quantity), "{text}");
    }
}

#[test]
fn english_words_that_count_off_are_no_quantities() {
    for text in [
        "one of them",
        "First, the second point",
        "Thirdly, resources",
        "the two sessions",
        "both cities",
        "another half-truth",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

/// What is handed out to be tried, a phrase a line, and may stand, with its reason.
const MAY_STAND: [(&str, &str); 19] = [
    ("a decade", "a span of time that names no figure"),
    ("a century", "a span of time that names no figure"),
    ("a fortnight", "a span of time that names no figure"),
    ("semi-annual", "how often, no measurement"),
    ("biannual", "how often, no measurement"),
    ("quarterly", "how often, no measurement"),
    ("both", "refers to what was named"),
    ("neither", "refers to what was named"),
    ("one", "a pronoun and an article in English"),
    ("six sigma", "the name of a method"),
    ("one-to-one", "the name of a relation"),
    ("双方", "refers to what was named"),
    ("一带一路", "the name of a policy"),
    ("三中全会", "the name of a meeting"),
    ("两会", "the name of a meeting"),
    ("双一流", "the name of a policy"),
    ("成", "a word that says no quantity by itself"),
    ("三**成**", "markup is taken out before: see `compose`"),
    ("**三**成", "markup is taken out before: see `compose`"),
];

#[test]
fn every_phrase_that_once_passed_is_found_or_may_stand_for_a_reason() {
    for phrases in [include_str!("firewall/zh.txt"), include_str!("firewall/en.txt")] {
        let passing: Vec<&str> = phrases.lines().filter(|phrase| found(phrase).is_empty()).collect();
        let strange: Vec<&&str> =
            passing.iter().filter(|phrase| !MAY_STAND.iter().any(|(may, _)| *may == **phrase)).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}

/// A line of a list with its escapes as the characters that they stand for: \n, \u{200b}.
fn unescaped(line: &str) -> String {
    let mut text = line.replace("\\n", "\n");
    while let Some(start) = text.find("\\u{") {
        let end = start + text[start..].find('}').unwrap();
        let c = char::from_u32(u32::from_str_radix(&text[start + 3..end], 16).unwrap()).unwrap();
        text.replace_range(start..=end, &c.to_string());
    }
    text
}

#[test]
fn a_quantity_is_found_in_every_dress_that_was_thought_of() {
    for phrases in [include_str!("firewall/dresses.zh.txt"), include_str!("firewall/dresses.en.txt")] {
        assert!(phrases.lines().count() >= 300);
        let passing: Vec<&str> = phrases.lines().filter(|line| found(&unescaped(line)).is_empty()).collect();
        assert!(passing.is_empty(), "{passing:?}");
    }
    assert!(!found(&format!("{GAP}分之三")).is_empty());
}

/// What ordinary prose says: words with a number word in them that say no quantity.
const PROSE: [&str; 2] = [include_str!("firewall/prose.zh.txt"), include_str!("firewall/prose.en.txt")];

#[test]
fn ordinary_sentences_raise_no_false_alarm() {
    let mut alarms = vec![];
    for prose in PROSE {
        assert!(prose.lines().count() >= 300, "{} sentences", prose.lines().count());
        let alarmed = prose.lines().filter(|sentence| !found(sentence).is_empty());
        alarms.extend(alarmed.map(|sentence| format!("{sentence} {:?}", found(sentence))));
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// What stands between the signs of a quantity and is not read: nothing, zero-width characters, soft hyphens,
/// marks of direction, variation selectors, accents, strokes.
const UNREAD: [&str; 10] = [
    "", "\u{200B}", "\u{AD}", "\u{2060}", "\u{200F}", "\u{200D}", "\u{FE0F}", "\u{301}", "\u{336}",
    "\u{202E}",
];

/// What may stand for a blank, and where Chinese has none between two signs.
const BLANKS: [&str; 7] = [" ", "\n", "  ", "\u{A0}", "\u{2009}", "\u{3000}", "\u{3164}"];

/// How a letter may be drawn: as it is, as a capital, wide, bold, in a circle.
fn drawn(c: char, how: usize) -> char {
    let from = |base: u32| char::from_u32(base + u32::from(c) - u32::from('a')).unwrap();
    match how {
        _ if !c.is_ascii_lowercase() => c,
        1 => c.to_ascii_uppercase(),
        2 => from(0xFF41),
        3 => from(0x1D41A),
        4 => from(0x24D0),
        _ => c,
    }
}

/// A Chinese numeral as others write it: traditional, formal.
fn written(c: char, how: usize) -> char {
    const SIGNS: [(char, [char; 2]); 12] = [
        ('二', ['二', '贰']),
        ('三', ['三', '叁']),
        ('四', ['四', '肆']),
        ('五', ['五', '伍']),
        ('六', ['六', '陆']),
        ('七', ['七', '柒']),
        ('八', ['八', '捌']),
        ('九', ['九', '玖']),
        ('十', ['十', '拾']),
        ('百', ['百', '佰']),
        ('万', ['萬', '萬']),
        ('亿', ['億', '億']),
    ];
    match (how, SIGNS.iter().find(|(sign, _)| *sign == c)) {
        (1 | 2, Some((_, others))) => others[how - 1],
        _ => c,
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, ..Default::default() })]

    #[test]
    fn no_chinese_quantity_passes_in_any_dress(
        number in "[二三四五六七八九][十百千]?|[二三四五六七八九]十[一二三四五六七八九]",
        form in 0..20_usize,
        unread in 0..UNREAD.len(),
        blank in 0..=BLANKS.len(),
        how in 0..2_usize,
        quoted in proptest::bool::ANY,
    ) {
        let quantity = match form {
            0 => format!("{number}成"),
            1 => format!("{number}倍"),
            2 => format!("百分之{number}"),
            3 => format!("{number}分之一"),
            4 => format!("{number}家企业"),
            5 => format!("第{number}位"),
            6 => format!("{number}个百分点"),
            7 => format!("数{number}亿"),
            8 => format!("前{number}强"),
            9 => format!("{number}亿元"),
            10 => format!("位居第{number}"),
            11 => format!("近{number}年"),
            12 => format!("{number}个省份"),
            13 => format!("{number}%"),
            14 => format!("{number}大平台"),
            15 => format!("{number}连增"),
            16 => format!("全国第{number}"),
            17 => format!("{number}万家"),
            18 => format!("{number}点五"),
            _ => format!("翻了{number}番"),
        };
        let mut text = String::new();
        for (at, c) in quantity.chars().enumerate() {
            if at > 0 {
                text += UNREAD[unread];
                text += if at == 1 { BLANKS.get(blank).copied().unwrap_or_default() } else { "" };
            }
            text.push(written(c, how));
        }
        if quoted {
            text.insert(text.chars().next().unwrap().len_utf8(), '”');
            text.insert(0, '“');
        }
        let text = format!("今年产值{text}，较为突出");
        proptest::prop_assert!(!found(&text).is_empty(), "{text:?}");
    }

    #[test]
    fn no_formal_chinese_numeral_passes(
        number in "[贰叁肆伍柒捌玖][拾佰仟]?|[贰叁肆伍柒捌玖]拾[贰叁肆伍陆柒捌玖]", form in 0..5_usize,
        unread in 0..UNREAD.len(),
    ) {
        let quantity = match form {
            0 => format!("{number}成"),
            1 => format!("{number}分之壹"),
            2 => format!("{number}亿元"),
            3 => format!("第{number}位"),
            _ => format!("{number}倍"),
        };
        let text: Vec<String> = quantity.chars().map(String::from).collect();
        let text = format!("今年产值{}，较为突出", text.join(UNREAD[unread]));
        proptest::prop_assert!(!found(&text).is_empty(), "{text:?}");
    }

    #[test]
    fn no_english_quantity_passes_in_any_dress(
        number in "two|three|four|five|six|seven|eight|nine|ten|eleven|twenty|thirty-three|ninety|a hundred|a million",
        part in "third|quarter|fifth|tenth|twentieth|hundredth",
        form in 0..20_usize,
        unread in 0..UNREAD.len(),
        blank in 0..BLANKS.len(),
        how in 0..5_usize,
        in_chinese in proptest::bool::ANY,
    ) {
        let quantity = match form {
            0 => format!("{number} percent"),
            1 => format!("{number} firms"),
            2 => format!("a {part} of"),
            3 => format!("{number} {part}s"),
            4 => format!("ranks {part}"),
            5 => format!("{number} billion yuan"),
            6 => format!("{number} times"),
            7 => format!("{part} in the country"),
            8 => "halved".to_owned(),
            9 => "more than tripled".to_owned(),
            10 => format!("one in {number}"),
            11 => format!("{number}fold"),
            12 => format!("one-{part}"),
            13 => format!("every {part} firm"),
            14 => "a dozen firms".to_owned(),
            15 => "double-digit growth".to_owned(),
            16 => "half as many again".to_owned(),
            17 => format!("a further {part}"),
            18 => "an order of magnitude".to_owned(),
            _ => format!("{number} per cent"),
        };
        let mut text = String::new();
        for c in quantity.chars() {
            match c {
                ' ' => text += BLANKS[blank],
                _ => text.push(drawn(c, how)),
            }
            text += UNREAD[unread];
        }
        let text = if in_chinese { format!("今年产值{text}，较为突出") } else { format!("Output {text} as reported") };
        proptest::prop_assert!(!found(&text).is_empty(), "{text:?}");
    }
}

#[test]
fn a_count_of_areas_may_be_said_where_a_sum_has_as_many_parts() {
    let left = |text: &str| numerals(&without_counts_of_parts(text, &BTreeSet::from([5]))).len();
    for said in ["五省市床位与医师", "Hospital beds in five provinces", "the Five\nProvinces"] {
        assert_eq!(left(said), 0, "{said}");
    }
    for said in ["六省市床位", "Hospital beds in six provinces", "五家企业", "five firms", "五成"]
    {
        assert!(left(said) > 0, "{said}");
    }
}
