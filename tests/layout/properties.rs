//! What holds for any text at any measure.

use briefing::{frame::geom::Abs, lang::Lang};
use proptest::prelude::*;

use super::{reading, written::Written};

const BARRED_FROM_START: &str = "、，。：；！？）」』”’》〉】·…";
const BARRED_FROM_END: &str = "（「『“‘《〈【";

/// Chinese text as it comes: runs of Han, Latin words and numbers, with marks behind and around.
fn chinese() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        5 => "[川渝成都重庆科技创新中心研发经费投入合计增长]{1,9}",
        1 => "[A-Z]{2,4}",
        1 => "[1-9][0-9]{0,3}\\.[0-9](亿元|%|个百分点|万亿元)",
        1 => "（[成都重庆]{1,4}）",
        1 => "“[科技创新]{1,6}”",
        1 => "《[规划纲要]{2,8}》",
    ];
    let mark = prop_oneof![
        4 => Just(""), 3 => Just("，"), 2 => Just("、"), 2 => Just("。"), 1 => Just("；"), 1 => Just("："),
        1 => Just("——"), 1 => Just("……"), 1 => Just("！"), 1 => Just("？"),
    ];
    prop::collection::vec((word, mark), 1..40)
        .prop_map(|parts| parts.into_iter().map(|(word, mark)| word + mark).collect())
}

fn english() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-z]{1,12}",
        1 => "[A-Z][a-z]{2,9}",
        1 => "[1-9][0-9]{0,2}\\.[0-9]{1,2} (billion|million) yuan",
        1 => "“[a-z]{2,8}”",
        1 => "\\([a-z]{2,8}\\)",
        1 => "[a-z]{2,6}-[a-z]{2,6}",
    ];
    let mark = prop_oneof![6 => Just(""), 2 => Just(","), 1 => Just("."), 1 => Just(";"), 1 => Just("?")];
    prop::collection::vec((word, mark), 1..60).prop_map(|parts| {
        let words: Vec<String> = parts.into_iter().map(|(word, mark)| word + mark).collect();
        words.join(" ")
    })
}

fn set(lang: Lang, text: &str, measure: f64) -> Vec<reading::ReadLine> {
    let written = Written::new(lang).paragraph(text);
    reading::pages_at(&written.0, Abs::pt(measure)).pages.iter().flat_map(reading::body).collect()
}

fn left_edge() -> f64 {
    reading::theme().page.margin_inner.to_pt()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_forbidden_mark_stands_at_the_edge_of_a_chinese_line(text in chinese(), measure in 120.0..460.0) {
        for pair in set(Lang::Zh, &text, measure).windows(2) {
            let last = pair[0].text.chars().next_back().unwrap();
            let first = pair[1].text.chars().next().unwrap();
            // …… may follow a line's end only as a whole, and then begins no line either.
            prop_assert!(!BARRED_FROM_START.contains(first), "{} / {}", pair[0].text, pair[1].text);
            prop_assert!(!BARRED_FROM_END.contains(last), "{} / {}", pair[0].text, pair[1].text);
            prop_assert!(!(last == first && "—…".contains(last)), "{} / {}", pair[0].text, pair[1].text);
            prop_assert!(!(last.is_ascii_digit() && "亿万个%".contains(first)), "{} / {}", pair[0].text, pair[1].text);
        }
    }

    #[test]
    fn no_line_is_longer_than_the_measure_and_a_justified_one_fills_it(
        zh in chinese(), en in english(), measure in 120.0..460.0,
    ) {
        for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
            let lines = set(lang, &text, measure);
            let right = left_edge() + measure;
            for line in &lines {
                prop_assert!(line.right <= right + 0.02, "{line:?} ends behind {right}");
            }
        }
    }

    #[test]
    fn every_character_is_set_once_and_in_order(zh in chinese(), en in english(), measure in 120.0..460.0) {
        for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
            let read: String = set(lang, &text, measure).into_iter().map(|line| line.text).collect();
            let read = read.replace('\u{ad}', "");
            prop_assert_eq!(read.trim_end(), text.as_str());
        }
    }

    #[test]
    fn no_english_line_begins_with_a_mark_or_parts_a_number_from_its_scale(text in english(), measure in 150.0..460.0) {
        for pair in set(Lang::En, &text, measure).windows(2) {
            let first = pair[1].text.split(' ').next().unwrap();
            let last = pair[0].text.trim_end().rsplit(' ').next().unwrap();
            prop_assert!(!first.starts_with([',', '.', ';', '?', ')', '”', ' ']), "{}", pair[1].text);
            prop_assert!(!last.ends_with(['(', '“']), "{}", pair[0].text);
            let is_number = last.ends_with(|c: char| c.is_ascii_digit());
            prop_assert!(!(is_number && matches!(first, "billion" | "million")), "{last} / {first}");
        }
    }

    #[test]
    fn every_block_stands_on_the_pages_once(
        order in prop::collection::vec(0_u8..8, 1..40),
    ) {
        let mut written = Written::new(Lang::Zh);
        let mut number = 0;
        for (index, kind) in order.iter().enumerate() {
            let name = format!("【{index}】");
            written = match kind {
                0 => written.heading(1 + u8::try_from(index % 3).unwrap(), &format!("h{index}"), "", &name),
                1 => written.paragraph(&format!("{name}{}", "科技创新中心建设".repeat(index % 30))),
                2 => written.list(false, &[&name, "第二项"]),
                3 => { number += 1; written.figure(number, &name, &["注"]) }
                4 => written.table(&name, "甲 | >乙", &["一 | 1", "二 | 2", "三 | 3"], &[]),
                5 => written.quote(&name, "某人"),
                6 => written.paragraph(&format!("正文~{index}|{name}{}~", "注文".repeat(index * 3))),
                _ => written.cards(&[[&name, "标签", "说明"]]),
            };
        }
        let pages = reading::pages(&written.0);
        let all: String = pages.pages.iter().flat_map(reading::body_texts).collect();
        for index in 0..order.len() {
            // The caption of a table that goes on is said again.
            let name = format!("【{index}】");
            let found = all.matches(&name).count() - all.matches(&format!("{name}（续）")).count();
            prop_assert_eq!(found, 1, "{} in {}", name, all);
        }
        let theme = reading::theme();
        let bottom = (theme.page.height - theme.page.margin_bottom).to_pt();
        for line in pages.pages.iter().flat_map(reading::lines) {
            let is_page_number = line.baseline > bottom + 20.0;
            prop_assert!(is_page_number || line.baseline <= bottom, "{line:?}");
        }
    }
}

#[test]
fn the_same_document_gives_the_same_pages() {
    for written in [super::preview::chinese(), super::preview::english()] {
        assert_eq!(reading::pages(&written.0), reading::pages(&written.0));
    }
}
