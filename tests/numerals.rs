//! Numerals in words: what says a quantity is found, what only counts off is not.

use briefing::{doc::numeral::numerals, lang::Lang};

fn found(text: &str, lang: Lang) -> Vec<&str> {
    numerals(text, lang).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn digits_of_any_width_are_found_with_their_points_and_signs() {
    assert_eq!(found("up 33.0%, to 27,000.", Lang::En), ["33.0%", "27,000"]);
    assert_eq!(found("增长３３％，达2104.5亿元。", Lang::Zh), ["３３％", "2104.5"]);
    assert_eq!(found("a 2.7% rise", Lang::En), ["2.7%"]);
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
    ] {
        assert_eq!(found(text, Lang::Zh), [quantity], "{text}");
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
        let quantities = found(text, Lang::Zh);
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
        assert_eq!(found(text, Lang::En).first(), Some(&quantity), "{text}");
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
        assert!(found(text, Lang::En).is_empty(), "{text}: {:?}", found(text, Lang::En));
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
    for (lang, phrases) in
        [(Lang::Zh, include_str!("firewall/zh.txt")), (Lang::En, include_str!("firewall/en.txt"))]
    {
        let passed = |phrase: &&str| found(phrase, lang).is_empty();
        let passing: Vec<&str> = phrases.lines().filter(passed).collect();
        let strange: Vec<&&str> =
            passing.iter().filter(|phrase| !MAY_STAND.iter().any(|(may, _)| *may == **phrase)).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}

/// What ordinary prose says: words with a number word in them that say no quantity.
const PROSE_ZH: &str = include_str!("firewall/prose.zh.txt");
const PROSE_EN: &str = include_str!("firewall/prose.en.txt");

#[test]
fn ordinary_sentences_raise_no_false_alarm() {
    let mut alarms = vec![];
    for (lang, prose) in [(Lang::Zh, PROSE_ZH), (Lang::En, PROSE_EN)] {
        assert!(prose.lines().count() >= 200, "{lang}: {} sentences", prose.lines().count());
        let alarmed = prose.lines().filter(|sentence| !found(sentence, lang).is_empty());
        alarms.extend(alarmed.map(|sentence| format!("{sentence} {:?}", found(sentence, lang))));
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// How a quantity may be dressed: its signs held apart by what is not seen or does not count.
fn dressed(quantity: &str, dress: usize, lang: Lang) -> String {
    let between = match (dress, lang) {
        (1, _) => "\u{200B}",
        (2, _) => "\u{AD}",
        (3, Lang::Zh) => "\n",
        (4, Lang::Zh) => " ",
        (5, Lang::Zh) => "\u{3000}",
        (6, _) => "\u{2060}",
        _ => "",
    };
    let text: Vec<String> = quantity.chars().map(String::from).collect();
    match (dress, lang) {
        (3, Lang::En) => quantity.replace(' ', "\n"),
        (4, Lang::En) => quantity.to_uppercase(),
        (5, Lang::En) => quantity.replace(' ', "  "),
        _ => text.join(between),
    }
}

proptest::proptest! {
    #[test]
    fn no_chinese_quantity_passes_in_any_dress(
        number in "[二三四五六七八九][十百千]?|[二三四五六七八九]十[一二三四五六七八九]",
        form in 0..14_usize,
        dress in 0..7_usize,
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
            _ => format!("翻了{number}番"),
        };
        let text = format!("今年产值{}，较为突出", dressed(&quantity, dress, Lang::Zh));
        proptest::prop_assert!(!found(&text, Lang::Zh).is_empty(), "{text:?}");
    }

    #[test]
    fn no_english_quantity_passes_in_any_dress(
        number in "two|three|four|five|six|seven|eight|nine|ten|eleven|twenty|thirty-three|ninety|a hundred|a million",
        part in "third|quarter|fifth|tenth|twentieth|hundredth",
        form in 0..12_usize,
        dress in 0..7_usize,
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
            _ => format!("{number} per cent"),
        };
        let text = format!("Output this year {} as reported", dressed(&quantity, dress, Lang::En));
        proptest::prop_assert!(!found(&text, Lang::En).is_empty(), "{text:?}");
    }
}
