//! Pages that the text speaks of, and sections that are to stand on one.

use briefing::{diag::Sink, doc::block::Content, lang::Lang, layout::layout};

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
