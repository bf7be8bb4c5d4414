//! Audit: documents that do not fit their facts, or each other.

use std::{collections::BTreeMap, sync::LazyLock};

use briefing::{
    audit::{precision, twins},
    compose::Writer,
    data::{
        fact::{Fact, Show},
        quantity::Rounding,
        register::Registers,
        unit::Scale,
    },
    diag::{Locus, Sink},
    doc::{
        block::{Block, Content, Document, DocumentMeta, Heading, Paging},
        inline::{Inline, ShownFact},
        numeral::magnitude::read,
        reading::Reading,
    },
    inputs::File,
    lang::Lang,
    plan::facts::DeclaredFact,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{
    bounds::{FACTS, OBSERVED},
    desk::{self, Desk, catalogue},
};

fn reads(shown: &str, lang: Lang) -> String {
    read(shown, lang)
        .map_or("nothing".to_owned(), |it| format!("{} ± {}", it.value.normalize(), it.place.normalize()))
}

#[test]
fn a_shown_number_is_read_back_with_its_last_place() {
    for (shown, lang, expected) in [
        ("2104.5亿元", Lang::Zh, "210450000000 ± 10000000"),
        ("210.45 billion yuan", Lang::En, "210450000000 ± 10000000"),
        ("8.20万亿元", Lang::Zh, "8200000000000 ± 10000000000"),
        ("超过2.7万家", Lang::Zh, "27000 ± 1000"),
        ("more than 27,000", Lang::En, "27000 ± 1"),
        ("$29.87 billion", Lang::En, "29870000000 ± 10000000"),
        ("−0.18个百分点", Lang::Zh, "-0.18 ± 0.01"),
        ("第23位", Lang::Zh, "23 ± 1"),
        ("23rd", Lang::En, "23 ± 1"),
        ("33.0%", Lang::En, "33 ± 0.1"),
        ("not a number", Lang::En, "nothing"),
    ] {
        assert_eq!(reads(shown, lang), expected, "{shown}");
    }
}

/// Two documents of one section and one fact each.
fn told(zh: &str, en: &str) -> String {
    let document = |lang: Lang, shown: &str| {
        let block = |content| Block { content, locus: Locus::line(format!("{lang}.md"), 3) };
        let heading = Heading {
            level: 1,
            id: "rd".to_owned(),
            number: String::new(),
            text: vec![],
            paging: Paging::RunOn,
            is_brief: false,
        };
        let fact = ShownFact {
            id: "level(RD, CN, 2023)".into(),
            shown: Reading::plain(shown),
            has_unit: true,
            exponent: 0,
            mark: String::new(),
        };
        let text = if shown.is_empty() { vec![] } else { vec![Inline::Fact(fact)] };
        let meta = DocumentMeta {
            title: String::new(),
            short_title: String::new(),
            author: String::new(),
            subject: String::new(),
            keywords: vec![],
            release: String::new(),
            as_of: chrono::NaiveDate::default(),
            code: String::new(),
            verify: None,
            foot: String::default(),
        };
        Document {
            lang,
            meta,
            blocks: vec![block(Content::Heading(heading)), block(Content::Paragraph(text))],
        }
    };
    let mut sink = Sink::default();
    twins(&[document(Lang::Zh, zh), document(Lang::En, en)], &mut sink);
    sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_billion_that_should_be_a_trillion_is_found() {
    insta::assert_snapshot!(told("33357.1亿元", "3.34 billion yuan"), @r"
    error[twin-magnitude]: level(RD, CN, 2023) is not the same magnitude in zh and en
      --> zh.md:3   33357.1亿元
      --> en.md:3   3.34 billion yuan
      help: let both texts print the fact, {{ name }}; what one of them says of it in words has to say as much in the other
    ");
}

#[test]
fn the_same_magnitude_less_exactly_said_is_a_warning() {
    insta::assert_snapshot!(told("33357.1亿元", "3.34 trillion yuan"), @r"
    warning[twin-precision]: level(RD, CN, 2023) is not equally exact in zh and en
      --> zh.md:3   33357.1亿元
      --> en.md:3   3.34 trillion yuan
      help: print the fact, or say it in words, in both texts: then both have as many digits
    ");
    assert_eq!(told("3.34万亿元", "3.34 trillion yuan"), "");
    assert_eq!(told("超过2.7万家", "more than 27,000"), "");
}

#[test]
fn a_fact_of_one_language_alone_is_an_error() {
    insta::assert_snapshot!(told("33357.1亿元", ""), @r"
    error[one-language-fact]: the section rd states level(RD, CN, 2023) in zh and not in en
      --> zh.md:3   33357.1亿元
      help: say it in the other text, too, in the same section, or in neither
    ");
}

#[test]
fn more_digits_than_the_bounds_carry_are_a_warning() {
    let desk = Desk::new("RD A 2020 1582.1 e8\nRD A 2023 2104.5 e8");
    let told = |decimals: u32| {
        let declaration = format!(
            "growth = {{ metric = 'percent_change', indicator = 'RD', area = 'A', decimals = {decimals} }}"
        );
        let (facts, mut sink) = desk.facts(&declaration);
        let locus = Locus::cell("briefing.toml", 16, 1);
        let declared = facts.names().map(|(name, named)| {
            (name.to_owned(), DeclaredFact { named: named.clone(), locus: locus.clone() })
        });
        precision(&facts, &declared.collect::<BTreeMap<_, _>>(), &mut sink);
        sink.iter().map(ToString::to_string).collect::<String>()
    };
    assert_eq!(told(1), "");
    assert_eq!(told(2), "");
    insta::assert_snapshot!(told(4), @r"
    warning[too-precise]: growth shows 4 decimals of percent_change(RD, A, 2020..2023), which is only known to 2
      --> briefing.toml:16:1   33.0120405776 … 33.0267690656
      help: write decimals = 2
    ");
}

/// A level, derived once: those below differ from it in their value alone.
static LEVEL: LazyLock<Fact> =
    LazyLock::new(|| Desk::new("RD A 2023 1 e8").fact("metric = 'level', indicator = 'RD', area = 'A'"));

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Reading what was shown gives the rounded value back, at every scale, in both languages.
    #[test]
    fn parse_of_show_is_the_identity(
        digits in 1_i64..10_000_000, printed_decimals in 0_u32..=2,
        scale in prop::sample::select(vec![Scale::One, Scale::Wan, Scale::Yi, Scale::Wanyi]), decimals in 0_u32..=3,
    ) {
        let printed = Decimal::new(digits, printed_decimals);
        let fact = Fact { value: printed * Decimal::from(100_000_000), ..LEVEL.clone() };
        let show = Show { scale, decimals };
        let place = Decimal::from(10_u64.pow(scale.exponent())) * Decimal::new(1, decimals);
        let expected = Rounding::HalfAway.round(fact.value / place, 0) * place;
        for lang in Lang::ALL {
            let writer = Writer { lang, rounding: Rounding::HalfAway, catalogue: catalogue().into() };
            let shown = writer.fact(&fact, show);
            let reading = read(&shown, lang).unwrap();
            prop_assert_eq!(reading.value, expected, "{} in {}", shown, lang);
        }
    }
}

proptest! {
    // Each case derives every metric and shows it in four ways: some three thousand numbers in all.
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// So it does for every metric: percent, percentage points, ranks, places, times, dollars, with
    /// and without sign.
    #[test]
    fn parse_of_show_is_the_identity_for_every_metric(
        digits in prop::collection::vec(1_i64..99_999, OBSERVED.len()), place in 1_u32..100,
    ) {
        let rows = OBSERVED.iter().zip(&digits).map(|(what, digits)| {
            let multiplier = if what.starts_with("PLACE") { "" } else { " e8" };
            format!("{what} {digits}{multiplier}")
        });
        let rows: Vec<String> = rows.chain([format!("PLACE A 2023 {place}"), "FIRMS A 2023 2.7 e4 more_than".to_owned()]).collect();
        let declarations = format!("{FACTS}\nfirms = {{ metric = 'level', indicator = 'FIRMS', area = 'A' }}");
        let (facts, _) = Desk::new(&rows.join("\n")).facts(&declarations);
        for (name, named) in facts.names() {
            let fact = facts.get(&named.keys[0].to_string()).unwrap();
            let place = Decimal::from(10_u64.pow(named.show.scale.exponent())) * Decimal::new(1, named.show.decimals);
            let expected = Rounding::HalfAway.round(fact.value / place, 0) * place;
            for lang in Lang::ALL {
                let writer = Writer { lang, rounding: Rounding::HalfAway, catalogue: catalogue().into() };
                let shown = writer.fact(fact, named.show);
                prop_assert_eq!(read(&shown, lang).unwrap().value, expected, "{} {} in {}", name, shown, lang);
                let magnitude = writer.magnitude(fact, named.show);
                prop_assert_eq!(read(&magnitude, lang).unwrap().value, expected.abs(), "{} in {}", magnitude, lang);
            }
        }
    }
}

#[test]
fn facts_exchanged_in_one_language_are_an_error() {
    let observed =
        Desk::new("RD A 2020 1582.1 e8\nRD A 2023 2104.5 e8\nRD B 2020 24393.1 e8\nRD B 2023 33357.1 e8");
    let declared = "a = { metric = 'percent_change', indicator = 'RD', area = 'A' }\nb = { metric = 'percent_change', indicator = 'RD', area = 'B' }";
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}"));
    let told = |zh: &str, en: &str| {
        let mut sink = Sink::default();
        let documents = [(Lang::Zh, zh), (Lang::En, en)].map(|(lang, text)| {
            let (facts, _) = observed.facts(declared);
            let text = format!("# RD {{#rd}}\n\n{text}\n").into_bytes();
            let file = File::new(format!("templates/{lang}.md"), text);
            desk::composed(&plan, facts, &Registers::default(), &file, lang, &mut sink).unwrap()
        });
        twins(&documents, &mut sink);
        sink.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    assert_eq!(told("甲增长{{ a }}，乙增长{{ b }}。", "A grew by {{ a }}, B by {{ b }}."), [""; 0]);
    assert_eq!(told("甲增长{{ a }}，乙增长{{ b }}。", "A grew by {{ b }}, B by {{ a }}."), ["twin-order"]);
}

#[test]
fn facts_in_other_units_may_stand_in_the_order_of_each_grammar() {
    let observed = Desk::new("RD A 2020 1582.1 e8\nRD A 2023 2104.5 e8");
    let declared = "rd = { metric = 'level', indicator = 'RD', area = 'A' }\nrd_base = { metric = 'level', indicator = 'RD', area = 'A', period = 'base' }\ngrowth = { metric = 'percent_change', indicator = 'RD', area = 'A' }";
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}"));
    let mut sink = Sink::default();
    let zh = "有{{ rd }}，比{{ base }}年的{{ rd_base }}增长{{ growth }}。";
    let en = "There were {{ rd }}, {{ growth }} more than the {{ rd_base }} of {{ base }}.";
    let documents = [(Lang::Zh, zh), (Lang::En, en)].map(|(lang, text)| {
        let (facts, _) = observed.facts(declared);
        let file =
            File::new(format!("templates/{lang}.md"), format!("# RD {{#rd}}\n\n{text}\n").into_bytes());
        desk::composed(&plan, facts, &Registers::default(), &file, lang, &mut sink).unwrap()
    });
    twins(&documents, &mut sink);
    assert_eq!(sink.iter().map(|it| it.code).collect::<Vec<_>>(), [""; 0]);
}
