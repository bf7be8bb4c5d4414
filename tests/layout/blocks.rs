//! Blocks: headings, lists, tables, cards, figures, the cover and the contents.

use briefing::{
    diag::Sink,
    doc::{
        block::{Block, Content},
        inline::{Inline, ShownFact},
        reading::Reading,
    },
    frame::{
        geom::Abs,
        item::{Element, FrameItem, Tag, Target},
    },
    lang::Lang,
    layout::{VolumePart, layout_volume},
};

use super::{
    reading,
    written::{Written, text},
};
use crate::sample;

#[test]
fn every_missing_glyph_is_reported_at_its_block_at_once() {
    let written = Written::new(Lang::Zh).paragraph("川龑渝").paragraph("川").list(false, &["㐂龑"]);
    let mut sink = Sink::default();
    briefing::layout::layout(&written.0, sample::fonts(), reading::theme(), &mut sink);
    let found: Vec<String> =
        sink.iter().map(|it| format!("{} {} {}", it.code, it.message, it.loci[0])).collect();
    let tried = "tried NotoSerifSC-Regular, SourceSerif4-Regular";
    let expected = [
        format!("missing-glyph no face has 龑 (U+9F91); {tried} templates/test.md:1"),
        format!("missing-glyph no face has 㐂 (U+3402); {tried} templates/test.md:3"),
        format!("missing-glyph no face has 龑 (U+9F91); {tried} templates/test.md:3"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_list_item_hangs_beside_its_label() {
    let written = Written::new(Lang::Zh).list(true, &["川渝两地同根同源", "共建科技创新中心"]);
    let lines = reading::body(&reading::pages_at(&written.0, Abs::pt(21.0 + 63.0)).pages[0]);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["1.川渝两地同根", "同源", "2.共建科技创新", "中心"]);
}

#[test]
fn a_column_of_numbers_lines_up_its_digits_and_lets_marks_hang() {
    let rows = ["甲 | {12.3}", "乙 | {4.5[e]}", "丙 | {678.9}"];
    let written = Written::new(Lang::Zh).table("表题", "地区 | >数值", &rows, &[]);
    let page = &reading::pages(&written.0).pages[0];
    let mut ends = vec![];
    reading::each(page, &mut |at, item| {
        if let FrameItem::Text(run) = item
            && run.text.contains('.')
        {
            ends.push(((at.x + run.width()).to_pt() * 100.0).round() / 100.0);
        }
    });
    assert_eq!(ends.len(), 3);
    assert!(ends.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.02), "{ends:?}");
}

#[test]
fn numbers_of_different_decimals_stand_at_their_point() {
    let rows = ["甲 | {12.34}", "乙 | {4.5[e]}", "丙 | {10200}", "丁 | {−0.8%}", "戊 | —"];
    let written = Written::new(Lang::Zh).table("表题", "地区 | >数值", &rows, &[]);
    let page = &reading::pages(&written.0).pages[0];
    let (fonts, size) = (sample::fonts(), reading::theme().text.table.size);
    let style = briefing::font::Style { family: briefing::theme::Family::Sans, ..Default::default() };
    let mut points = vec![];
    reading::each(page, &mut |at, item| {
        if let FrameItem::Text(run) = item
            && run.text.contains(|c: char| c.is_ascii_digit())
            && run.size == size
        {
            let whole = run.text.split(['.', '%']).next().unwrap();
            let width = fonts.width(whole, Lang::Zh, style, size).unwrap();
            points.push(((at.x + width).to_pt() * 10.0).round() / 10.0);
        }
    });
    assert_eq!(points.len(), 4, "{points:?}");
    assert!(points.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.15), "{points:?}");
}

#[test]
fn a_number_in_a_table_is_never_broken() {
    let rows = ["很长很长的说明文字要占去表格的大部分宽度很长很长的说明文字 | {1234567.8亿元}"];
    let written = Written::new(Lang::Zh).table("表题", "说明 | >数值", &rows, &[]);
    let texts = reading::body_texts(&reading::pages_at(&written.0, Abs::pt(200.0)).pages[0]);
    assert!(texts.iter().any(|line| line.ends_with("1234567.8亿元")), "{texts:?}");
}

#[test]
fn a_short_column_of_text_keeps_its_width_beside_a_long_one() {
    let long = "两省市全域合计，非双城经济圈范围，按当年价格计算。".repeat(6);
    let row = format!("四川省成都市 | {long} | {{2104.5亿元}}");
    let written = Written::new(Lang::Zh).table("表题", "地区 | 说明 | >数值", &[&row], &[]);
    let texts = reading::body_texts(&reading::pages(&written.0).pages[0]);
    assert!(texts.iter().any(|line| line.starts_with("四川省成都市")), "{texts:?}");
}

#[test]
fn a_table_that_goes_on_says_so_repeats_its_head_and_parts_no_row() {
    let rows: Vec<String> = (1..=90).map(|row| format!("第{row}行 | {{{row}}}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for (lang, continued) in [(Lang::Zh, "表题（续）"), (Lang::En, "表题 (continued)")] {
        let written = Written::new(lang).table("表题", "地区 | >数值", &rows, &["注"]);
        let pages = reading::pages(&written.0).pages;
        assert_eq!(pages.len(), 3);
        for page in &pages[1..] {
            let texts = reading::body_texts(page);
            assert!(texts[0].ends_with(continued), "{texts:?}");
            assert!(texts[1].starts_with("地区"), "{texts:?}");
        }
        let rows_found: Vec<String> =
            pages.iter().flat_map(reading::body_texts).filter(|line| line.starts_with('第')).collect();
        assert_eq!(rows_found.len(), 90, "{rows_found:?}");
    }
}

#[test]
fn a_repeated_head_is_an_artifact() {
    let rows: Vec<String> = (1..=60).map(|row| format!("行{row} | {{{row}}}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let written = Written::new(Lang::Zh).table("表题", "地区 | >数值", &rows, &[]);
    let pages = reading::pages(&written.0).pages;
    let heads = |page| reading::elements(page).iter().filter(|it| **it == Element::TableHead).count();
    assert_eq!(pages.iter().map(heads).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn cards_stand_in_rows_of_three_or_evenly() {
    let rows = |count: usize| {
        let cards = vec![["{1}", "标签", "说明"]; count];
        let written = Written::new(Lang::Zh).cards(&cards);
        let lines = reading::body(&reading::pages(&written.0).pages[0]);
        let mut rows: Vec<f64> =
            lines.iter().filter(|line| line.text == "1").map(|line| line.baseline).collect();
        rows.dedup();
        rows.len()
    };
    assert_eq!([1, 3, 4, 6, 7].map(rows), [1, 1, 2, 2, 3]);
}

#[test]
fn the_contents_give_each_section_its_page() {
    let written = Written::new(Lang::Zh)
        .contents("目录")
        .heading(1, "a", "一、", "甲")
        .page_break()
        .heading(2, "b", "（一）", "乙")
        .heading(1, "c", "", "丙")
        .page_break()
        .heading(1, "d", "二、", "丁");
    let pages = reading::pages(&written.0);
    let texts = reading::body_texts(&pages.pages[0]);
    assert_eq!(texts, ["目录", "一、甲1", "丙2", "二、丁3", "一、甲"]);
    let outline: Vec<String> = pages
        .outline
        .iter()
        .map(|entry| format!("{} {} {} {}", entry.level, entry.title, entry.anchor, entry.page))
        .collect();
    assert_eq!(outline, ["1 一、甲 a 0", "2 （一）乙 b 1", "1 丙 c 1", "1 二、丁 d 2"]);
}

#[test]
fn figures_and_tables_are_listed_with_their_pages_where_the_theme_has_it_so() {
    let written = |lang, contents: &str| {
        let sections = Written::new(lang).contents(contents).heading(1, "a", "", "A").page_break();
        sections.figure(1, "Growth", &[]).page_break().table("Shares", "A | >B", &["a | {1}"], &[])
    };
    let texts = |pages: briefing::frame::page::Pages| {
        reading::body_texts(&pages.pages[0])
            .into_iter()
            .map(|it| it.replace('\u{a0}', " "))
            .collect::<Vec<_>>()
    };
    let en = written(Lang::En, "Contents").0;
    let expected = ["Contents", "A1", "Figures", "Figure 1  Growth2", "Tables", "Table 1  Shares3", "A"];
    assert_eq!(texts(reading::pages_listing(&en)), expected);
    let zh = written(Lang::Zh, "目录").0;
    let expected = ["目录", "A1", "图目录", "图1  Growth2", "表目录", "表1  Shares3", "A"];
    assert_eq!(texts(reading::pages_listing(&zh)), expected);
    assert_eq!(texts(reading::pages(&zh)), ["目录", "A1", "A"]);
}

#[test]
fn every_reference_is_a_link_over_its_words() {
    let written = Written::new(Lang::Zh).paragraph("见<fig-1|图1>。").figure(1, "标题", &[]);
    let page = &reading::pages(&written.0).pages[0];
    let mut links = vec![];
    let mut anchors = vec![];
    reading::each(page, &mut |_, item| match item {
        FrameItem::Link(Target::Anchor(anchor), size) => {
            links.push((anchor.clone(), size.width.to_pt() > 10.0));
        }
        FrameItem::Anchor(anchor) => anchors.push(anchor.clone()),
        _ => {}
    });
    assert_eq!(links, [("fig-1".to_owned(), true)]);
    assert_eq!(anchors, ["fig-1"]);
}

#[test]
fn a_caption_is_labelled_in_its_language() {
    let first = |lang| {
        let written = Written::new(lang).figure(1, "R&D", &[]);
        reading::body_texts(&reading::pages(&written.0).pages[0])[0].replace('\u{a0}', " ")
    };
    assert_eq!(first(Lang::Zh), "图1  R&D");
    assert_eq!(first(Lang::En), "Figure 1  R&D");
}

#[test]
fn the_parts_of_a_volume_share_no_element() {
    let documents = ["甲", "乙"].map(|text| Written::new(Lang::Zh).paragraph(text).0);
    let parts = [0, 1].map(|at| VolumePart::unmarked(&documents[at], sample::fonts(), reading::theme()));
    let mut numbers = vec![];
    for page in &layout_volume(&parts, &mut Sink::default()).pages {
        reading::each(page, &mut |_, item| {
            if let FrameItem::Tag(Tag::Part(number, _)) = item {
                numbers.push(*number);
            }
        });
    }
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn a_number_leads_to_its_row_and_the_row_back() {
    let number = || {
        Inline::Fact(ShownFact {
            id: "level(RD_EXP, CN, 2023)".into(),
            shown: Reading::new("", "33357.1", "亿元"),
            has_unit: true,
            exponent: 8,
            mark: String::new(),
        })
    };
    let mut written = Written::new(Lang::Zh).table("登记", "事项|>数", &["全国|1"], &[]);
    let Content::Table(table) = &mut written.0.blocks[0].content else { unreachable!() };
    table.rows[0].cells[1] = vec![number()];
    table.rows[0].entry_of = Some("level(RD_EXP, CN, 2023)".into());
    let text = written.0.blocks[0].clone();
    written.0.blocks.insert(0, Block { content: Content::Paragraph(vec![number()]), ..text });
    let mut found = vec![];
    for page in &reading::pages(&written.0).pages {
        reading::each(page, &mut |_, item| match item {
            FrameItem::Link(Target::Anchor(target), _) => found.push(format!("to {target}")),
            FrameItem::Anchor(anchor) => found.push(format!("at {anchor}")),
            _ => {}
        });
    }
    assert_eq!(
        found,
        [
            "to row:level(RD_EXP, CN, 2023)",
            "at text:level(RD_EXP, CN, 2023)",
            "at tab-1",
            "to text:level(RD_EXP, CN, 2023)",
            "at row:level(RD_EXP, CN, 2023)",
        ]
    );
}

#[test]
fn tags_are_balanced_on_every_page() {
    let pages = reading::pages(&super::preview::chinese().0).pages;
    for page in &pages {
        let mut depth = 0_i32;
        reading::each(page, &mut |_, item| match item {
            FrameItem::Tag(Tag::End) => depth -= 1,
            FrameItem::Tag(_) => depth += 1,
            _ => {}
        });
        assert_eq!(depth, 0);
    }
}

#[test]
fn the_cover_has_no_running_head_and_the_other_pages_have_one() {
    let pages = reading::pages(&super::preview::chinese().0).pages;
    let first_line = |index: usize| reading::lines(&pages[index])[0].text.clone();
    assert_eq!(first_line(0), "全国两会 · 政策简报");
    assert_eq!(first_line(1), "成渝科创简报摘要：投入持续扩大，份额仍待巩固");
    assert!(pages[1..].iter().enumerate().all(|(index, page)| {
        reading::lines(page).last().is_some_and(|line| line.text == (index + 2).to_string())
    }));
}

#[test]
fn the_text_of_a_fact_is_split_only_to_set_its_unit_smaller() {
    let written = Written::new(Lang::Zh).cards(&[["{第23位}", "标签", ""]]);
    let mut sizes = vec![];
    reading::each(&reading::pages(&written.0).pages[0], &mut |_, item| {
        if let FrameItem::Text(run) = item {
            sizes.push((run.text.clone(), run.size.to_pt()));
        }
    });
    let size = |part: &str| sizes.iter().find(|(text, _)| text == part).map(|(_, size)| *size);
    assert!(size("第") < size("23"), "{sizes:?}");
    assert_eq!(size("第"), size("位"));
    assert_eq!(text("{第23位}").len(), 1);
}
