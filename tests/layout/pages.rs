//! Pages that the text speaks of, and sections that are to stand on one.

use briefing::{
    diag::Sink,
    doc::block::{Content, Paging},
    lang::Lang,
    layout::layout,
    theme::Theme,
};

use super::{reading, written::Written};
use crate::sample;

const LINE: &str = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";

fn texts(pages: &briefing::frame::page::Pages, page: usize) -> String {
    reading::body_texts(&pages.pages[page]).join("")
}

#[test]
fn a_sentence_names_the_page_of_what_stands_behind_it() {
    for (lang, said) in [(Lang::Zh, "份额下降（第3页）。"), (Lang::En, "份额下降\u{a0}(p.\u{a0}3)。")]
    {
        let written = Written::new(lang)
            .paragraph("份额下降<@rd>。")
            .paragraphs(60, LINE)
            .heading(1, "rd", "", "研发投入")
            .paragraph("正文");
        let pages = reading::pages(&written.0);
        assert!(texts(&pages, 2).contains("研发投入"), "{}", texts(&pages, 2));
        let first = texts(&pages, 0).replace(' ', "\u{a0}");
        assert!(first.starts_with(said), "{first}");
    }
}

#[test]
fn pages_that_are_named_are_those_that_they_are_named_on() {
    // Nine pages of text and a reference a line: the numbers' own width decides where their lines end.
    for lines in 250..256 {
        let start = Written::new(Lang::Zh).paragraph(&"甲<@rd>".repeat(60));
        let written = start.paragraphs(lines, LINE).heading(1, "rd", "", "研发投入").paragraph("正文");
        let pages = reading::pages(&written.0);
        let page = (0..pages.pages.len()).find(|page| texts(&pages, *page).contains("研发投入")).unwrap();
        assert!(texts(&pages, 0).contains(&format!("甲（第{}页）", page + 1)), "after {lines} lines");
    }
}

#[test]
fn a_section_on_one_page_holds_nothing_else() {
    let contents = Content::Contents { title: "目录".to_owned() };
    let written = Written::new(Lang::Zh)
        .paragraph("前言")
        .one_page("summary", "一页要点")
        .paragraphs(4, LINE)
        .block(contents)
        .heading(1, "rd", "", "研发投入")
        .paragraph("正文");
    let pages = reading::pages(&written.0);
    assert_eq!(texts(&pages, 0), "前言");
    assert_eq!(texts(&pages, 1), format!("一页要点{}", LINE.repeat(4)));
    assert!(texts(&pages, 2).starts_with("目录"), "{}", texts(&pages, 2));
}

#[test]
fn a_section_begins_a_page_where_it_says_so_and_the_pages_hold_one() {
    let written = Written::new(Lang::Zh).paragraph("前言").section("appendix", "附录", Paging::NewPage);
    let written = written.paragraph("正文").heading(1, "rd", "", "研发投入").paragraph("正文");
    assert_eq!(texts(&reading::pages(&written.0), 0), "前言");
    assert!(texts(&reading::pages(&written.0), 1).ends_with("研发投入正文"), "what follows runs on");
    let mut theme = reading::theme().clone();
    theme.page.holds_sections = false;
    let pages = layout(&written.0, sample::fonts(), &theme, &mut Sink::default());
    assert_eq!(pages.pages.len(), 1, "a small page is not left blank for it");
}

#[test]
fn a_section_that_needs_more_than_its_page_is_an_error_and_says_by_how_much() {
    let written = Written::new(Lang::Zh).one_page("summary", "一页要点").paragraphs(34, LINE);
    let faults = |holds_sections: bool| {
        let mut theme = reading::theme().clone();
        theme.page.holds_sections = holds_sections;
        let mut sink = Sink::default();
        layout(&written.0, sample::fonts(), &theme, &mut sink);
        sink.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let [fault] = &faults(true)[..] else { panic!("{:?}", faults(true)) };
    let said =
        "error[over-one-page]: the section is to stand on one page, and 4 lines of it stand behind that";
    assert!(fault.starts_with(said) && fault.contains("templates/test.md:1"), "{fault}");
    assert_eq!(faults(false), [""; 0]);
}

#[test]
fn a_figure_further_than_a_page_from_its_mention_is_an_error() {
    let faults = |lines: usize| {
        let written = Written::new(Lang::Zh)
            .heading(1, "rd", "", "研发投入")
            .paragraph("见<fig-1|图1>。")
            .paragraphs(lines, LINE)
            .figure(1, "图题", &[]);
        let mut sink = Sink::default();
        layout(&written.0, sample::fonts(), reading::theme(), &mut sink);
        sink.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(faults(40), [""; 0], "on the next page");
    let [fault] = &faults(75)[..] else { panic!("{:?}", faults(75)) };
    let said = "error[far-float]: the figure fig-1 stands 2 pages from where the text mentions it";
    assert!(fault.starts_with(said), "{fault}");
}

#[test]
fn the_shipped_themes_for_telephones_and_a5_set_every_kind_of_block() {
    for (lang, value) in [(Lang::Zh, "{2104.5亿元[e]}"), (Lang::En, "{210.45 billion yuan[e]}")] {
        let card = [value, "研发经费", "比2020年累计增长"];
        let written = Written::new(lang)
            .cover(
                "全国两会",
                "川渝共建具有全国影响力的科技创新中心",
                "基础与进展",
                &[("数据截至", "2025年2月28日"); 8],
            )
            .one_page("summary", "一页要点")
            .cards(&[card; 3])
            .list(false, &[LINE; 20])
            .contents("目录")
            .heading(1, "rd", "一、", "研发投入")
            .figure_of(6, 1, "图题", &["注"])
            .table(
                "表题（亿元）",
                "地区|>2020|>2021|>2022|>2023|>累计增长",
                &["四川|1055.3|1214.5|1215.0|1357.8|28.7"],
                &[],
            )
            .paragraph(&LINE.repeat(4));
        for name in ["phone", "a5"] {
            let file = sample::faces();
            let theme = Theme::read(file.get(&format!("two-sessions/{name}.toml")).unwrap()).unwrap();
            let mut sink = Sink::default();
            layout(&written.0, sample::fonts(), &theme, &mut sink);
            let faults: Vec<String> = sink.iter().map(ToString::to_string).collect();
            assert!(faults.is_empty(), "{name}, {lang}: {faults:?}");
        }
    }
}
