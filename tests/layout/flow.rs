//! The flow of blocks over pages.

use briefing::{frame::page::Pages, lang::Lang};

use super::{reading, written::Written};

const LINE: &str = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";

/// On which page (from 0) a line begins with `text`.
fn page_of(pages: &Pages, text: &str) -> usize {
    let has = |page| reading::body_texts(page).iter().any(|line| line.contains(text));
    pages.pages.iter().position(has).unwrap_or_else(|| panic!("{text} is on no page"))
}

#[test]
fn a_heading_does_not_stand_at_a_pages_foot() {
    for lines in 20..40 {
        let written =
            Written::new(Lang::Zh).paragraphs(lines, LINE).heading(2, "h", "", "标题").paragraph("正文");
        let pages = reading::pages(&written.0);
        assert_eq!(page_of(&pages, "标题"), page_of(&pages, "正文"), "after {lines} lines");
    }
}

#[test]
fn a_line_that_introduces_a_list_stays_with_it() {
    for lines in 20..34 {
        let written =
            Written::new(Lang::Zh).paragraphs(lines, LINE).paragraph("分年度看：").list(true, &["第一项"]);
        let pages = reading::pages(&written.0);
        assert_eq!(page_of(&pages, "分年度看"), page_of(&pages, "第一项"), "after {lines} lines");
    }
}

#[test]
fn a_section_name_too_long_for_the_running_head_is_cut_behind_a_word() {
    let name = "Research and development, ".repeat(5) + "end";
    let written = Written::new(Lang::En).heading(1, "h", "", &name).paragraph("text");
    let head = &reading::lines(&reading::pages(&written.0).pages[0])[0].text;
    assert!(head.starts_with("Sichuan–Chongqing briefing") && head.ends_with('…'), "{head}");
}

#[test]
fn a_section_name_too_long_for_the_running_head_is_what_stands_before_its_colon() {
    let name = format!("研发投入：{}", "总量增长，份额下降，".repeat(6));
    let written = Written::new(Lang::Zh).heading(1, "h", "", &name).paragraph("正文");
    let head = &reading::lines(&reading::pages(&written.0).pages[0])[0].text;
    assert!(head.ends_with("研发投入"), "{head}");
}

#[test]
fn no_line_of_a_paragraph_stands_alone_on_a_page() {
    let long = LINE.repeat(7);
    for lines in 20..34 {
        let written = Written::new(Lang::Zh).paragraphs(lines, LINE).paragraph(&format!("首{long}"));
        let pages = reading::pages(&written.0);
        let first = reading::body_texts(&pages.pages[0]);
        let on_first = first.len() - lines.min(first.len());
        let rest: usize = pages.pages[1..].iter().map(|page| reading::body_texts(page).len()).sum();
        assert!(on_first != 1, "an orphan after {lines} lines");
        assert!(rest != 1, "a widow after {lines} lines");
    }
}

#[test]
fn a_figure_that_does_not_fit_floats_and_the_text_goes_on() {
    let written =
        Written::new(Lang::Zh).paragraphs(26, LINE).figure(1, "图题", &["注"]).paragraph("之后的正文");
    let pages = reading::pages(&written.0);
    assert_eq!(page_of(&pages, "之后的正文"), 0);
    assert_eq!(page_of(&pages, "图题"), 1);
}

#[test]
fn of_two_figures_that_wait_one_stands_at_the_next_pages_top_and_one_at_its_foot() {
    let written = Written::new(Lang::Zh)
        .paragraphs(28, LINE)
        .figure_of(6, 1, "图甲", &[])
        .figure_of(6, 2, "图乙", &["图注"])
        .paragraphs(60, LINE);
    let pages = reading::pages(&written.0);
    let texts = reading::body(&pages.pages[1]);
    assert!(texts[0].text.contains("图甲"), "{texts:?}");
    assert_eq!(texts.last().unwrap().text, "图注");
    let (theme, last) = (reading::theme(), texts.last().unwrap().baseline);
    let bottom = (theme.page.height - theme.page.margin_bottom).to_pt();
    assert!(bottom - last < theme.text.note.leading.to_pt(), "{last} is not the foot");
    let has_text = texts.iter().any(|line| line.text.ends_with("九十"));
    assert!(has_text, "no text between the figures");
}

#[test]
fn what_is_turned_stands_on_a_page_of_its_own_while_the_text_goes_on() {
    let row = "甲|1.0|2.0";
    for lines in 0..44 {
        let written = Written::new(Lang::Zh)
            .heading(1, "one", "", "首章")
            .paragraphs(lines, LINE)
            .table("宽表", "地区|>甲|>乙", &[row; 3], &["表注"])
            .turned()
            .paragraphs(3, "之后的正文")
            .figure(1, "横图", &[])
            .turned()
            .table("后表", "地区|>甲|>乙", &[row; 3], &[])
            .heading(1, "two", "", "次章")
            .paragraph("末尾");
        let pages = reading::pages(&written.0);
        let upright = reading::theme().page.size();
        for (index, page) in pages.pages.iter().enumerate() {
            let is_wide = page.size.width > page.size.height;
            let texts = reading::body_texts(page);
            assert!(!texts.is_empty(), "{lines}: page {index} is blank");
            let is_turned = texts.iter().any(|it| it.contains("宽表") || it.contains("横图"));
            assert_eq!(is_wide, is_turned, "{lines}: {texts:?}");
            let [width, height] = [page.size.width, page.size.height];
            assert_eq!([width, height] == [upright.width, upright.height], !is_wide);
            assert!(reading::lines(page).iter().all(|line| line.right < width.to_pt()), "{lines}");
        }
        let [call, wide, picture, next, chapter] =
            ["首章", "宽表", "横图", "后表", "次章"].map(|it| page_of(&pages, it));
        assert!(call <= wide && wide < next && picture < next && next <= chapter, "{lines}");
        assert!(wide <= page_of(&pages, "之后的正文") + 1, "{lines}");
        assert_eq!(wide, page_of(&pages, "表注"), "{lines}");
    }
}

#[test]
fn a_turned_table_of_several_pages_goes_on_on_turned_pages_with_its_head() {
    let rows: Vec<String> = (0..90).map(|row| format!("甲{}|1.0", "子".repeat(row % 5))).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let written = Written::new(Lang::Zh).paragraph("首").table("长表", "地区|>数", &rows, &[]).turned();
    let pages = reading::pages(&written.0);
    let turned: Vec<_> = pages.pages.iter().filter(|page| page.size.width > page.size.height).collect();
    assert!(turned.len() > 2, "{} turned pages", turned.len());
    for page in turned {
        assert!(reading::body_texts(page).iter().any(|line| line.contains("地区")));
    }
}

#[test]
fn a_figure_never_stands_before_the_page_that_calls_it() {
    for lines in 0..40 {
        let mut written = Written::new(Lang::Zh);
        for number in 1..=6 {
            let call = format!("此处呼叫第{number}图。");
            written = written.paragraphs(lines % (number as usize + 3), LINE).paragraph(&call);
            written = written.figure(number, &format!("题名{number}"), &[]).paragraphs(lines / 4, LINE);
        }
        let pages = reading::pages(&written.0);
        let places: Vec<[usize; 2]> = (1..=6)
            .map(|number| {
                [format!("呼叫第{number}图"), format!("题名{number}")].map(|it| page_of(&pages, &it))
            })
            .collect();
        assert!(places.iter().all(|[call, figure]| call <= figure), "{lines}: {places:?}");
        assert!(places.windows(2).all(|pair| pair[0][1] <= pair[1][1]), "{lines}: {places:?}");
    }
}

#[test]
fn figures_stay_in_order() {
    let written = Written::new(Lang::Zh)
        .paragraphs(24, LINE)
        .figure(1, "图甲", &[])
        .figure(2, "图乙", &[])
        .paragraph("正文")
        .figure(3, "图丙", &[]);
    let pages = reading::pages(&written.0);
    let all: Vec<String> = pages.pages.iter().flat_map(reading::body_texts).collect();
    let place = |name: &str| all.iter().position(|line| line.contains(name)).unwrap();
    assert!(place("图甲") < place("图乙") && place("图乙") < place("图丙"), "{all:?}");
}

#[test]
fn a_heading_before_a_figure_that_floats_stays_with_text() {
    for lines in 20..34 {
        let written = Written::new(Lang::Zh)
            .paragraphs(lines, LINE)
            .heading(2, "h", "", "标题")
            .figure(1, "图题", &[])
            .paragraph("之后的正文");
        let pages = reading::pages(&written.0);
        let heading = page_of(&pages, "标题");
        let beside = [page_of(&pages, "图题"), page_of(&pages, "之后的正文")];
        assert!(beside.contains(&heading), "after {lines} lines: {heading} {beside:?}");
        assert!(beside[0] >= heading, "the figure stands before its heading");
    }
}

#[test]
fn the_contents_stand_on_one_page() {
    for lines in 20..30 {
        let mut written = Written::new(Lang::Zh).paragraphs(lines, LINE).contents("目录");
        for section in 0..8 {
            written = written.page_break().heading(1, &format!("h{section}"), "", &format!("第{section}节"));
        }
        let pages = reading::pages(&written.0);
        assert_eq!(page_of(&pages, "目录"), page_of(&pages, "第7节"), "after {lines} lines");
    }
}

#[test]
fn space_above_is_dropped_at_the_top_of_a_page() {
    let top = |written: Written| reading::body(&reading::pages(&written.0).pages[0])[0].baseline;
    let style = reading::theme();
    let heading = &style.text.heading[0];
    let baseline = (heading.leading - heading.size) / 2.0 + heading.size * 0.88;
    let expected = (style.page.margin_top + baseline).to_pt();
    assert!((top(Written::new(Lang::Zh).heading(1, "h", "", "标题")) - expected).abs() < 0.01);
}

#[test]
fn a_page_break_makes_no_empty_page() {
    let written = Written::new(Lang::Zh)
        .page_break()
        .paragraph("甲")
        .page_break()
        .page_break()
        .paragraph("乙")
        .page_break();
    let pages = reading::pages(&written.0).pages;
    assert_eq!(pages.iter().map(reading::body_texts).collect::<Vec<_>>(), [["甲"], ["乙"]]);
}

#[test]
fn a_long_document_takes_time_in_proportion() {
    let written = Written::new(Lang::Zh).paragraphs(2000, LINE);
    assert!(reading::pages(&written.0).pages.len() > 50);
}
