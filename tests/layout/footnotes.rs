//! Notes at the foot of the page.

use briefing::{
    frame::{
        geom::Abs,
        item::{Element, FrameItem, Target},
        page::Pages,
    },
    lang::Lang,
};

use super::{reading, written::Written};

const LINE: &str = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";

/// On which page (from 0) a line has `text`.
fn page_of(pages: &Pages, text: &str) -> usize {
    let has = |page| reading::body_texts(page).iter().any(|line| line.contains(text));
    pages.pages.iter().position(has).unwrap_or_else(|| panic!("{text} is on no page"))
}

#[test]
fn a_note_stands_at_the_foot_of_the_page_that_calls_it() {
    for lines in 20..34 {
        let written = Written::new(Lang::Zh)
            .paragraphs(lines, LINE)
            .paragraph("呼叫处~1|注文在此。~，其后还有正文。")
            .paragraphs(40, LINE);
        let pages = reading::pages(&written.0);
        let page = page_of(&pages, "呼叫处");
        assert_eq!(page_of(&pages, "注文在此"), page, "after {lines} lines");
        let last = reading::body(&pages.pages[page]).pop().unwrap();
        assert_eq!(last.text, "1注文在此。", "after {lines} lines");
        let theme = reading::theme();
        let bottom = (theme.page.height - theme.page.margin_bottom).to_pt();
        assert!(bottom - last.baseline < theme.text.note.leading.to_pt(), "{last:?} is not at the foot");
    }
}

#[test]
fn the_text_keeps_clear_of_the_notes() {
    let note = "注".repeat(400);
    for lines in 20..34 {
        let calls = format!("甲~1|{note}~。乙~2|后一条~。");
        let written = Written::new(Lang::Zh).paragraphs(lines, LINE).paragraph(&calls).paragraphs(30, LINE);
        for page in &reading::pages(&written.0).pages {
            let body = reading::body(page);
            let first_note = body.iter().position(|line| line.text.starts_with("1注"));
            let Some(first_note) = first_note else { continue };
            let text = body[..first_note].iter().map(|line| line.baseline).fold(0.0, f64::max);
            let gap = body[first_note].baseline - text;
            assert!(gap > reading::theme().footnote.space_above.to_pt(), "after {lines} lines: {gap}");
            assert!(body.windows(2).all(|pair| pair[0].baseline <= pair[1].baseline + 0.01), "{body:?}");
        }
    }
}

#[test]
fn the_notes_of_a_page_stand_in_the_order_of_their_calls() {
    let written = Written::new(Lang::En)
        .paragraph("One~1|the first~ and two~2|the second~.")
        .list(false, &["three~3|the third~"])
        .quote("four~4|the fourth~", "somebody");
    let texts = reading::body_texts(&reading::pages(&written.0).pages[0]);
    assert_eq!(texts[texts.len() - 4..], ["1the first", "2the second", "3the third", "4the fourth"]);
}

#[test]
fn a_call_stays_with_what_it_is_called_by() {
    for ems in 5..24 {
        let text = "川渝研发经费~1|甲~投入，~2|乙~增长{33.0%}~3|丙~，快于全国~4|丁~。";
        let pages =
            reading::pages_at(&Written::new(Lang::Zh).paragraph(text).0, Abs::pt(10.5 * f64::from(ems)));
        let body = reading::body_texts(&pages.pages[0]);
        let lines = body.split(|line| line == "1甲").next().unwrap();
        assert!(lines.iter().all(|line| !line.starts_with(['1', '2', '4'])), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("33.0%3")), "{lines:?}");
    }
}

#[test]
fn a_call_stands_in_the_blank_half_of_a_mark() {
    let width = |text: &str| {
        let pages = reading::pages_flush(&Written::new(Lang::Zh).paragraph(text).0, Abs::pt(300.0));
        let line = &reading::body(&pages.pages[0])[0];
        (line.right - line.left) / 10.5
    };
    let call = width("川渝~1|注~") - 2.0;
    assert!((width("川，~1|注~渝") - 2.5 - call).abs() < 0.001);
}

#[test]
fn a_call_is_a_reference_with_a_link_to_its_note() {
    let page = &reading::pages(&Written::new(Lang::Zh).paragraph("甲~1|注~乙").0).pages[0];
    let tags = [Element::Paragraph, Element::Reference, Element::Link, Element::Note, Element::Label];
    assert_eq!(reading::elements(page), tags);
    let (mut links, mut anchors) = (vec![], vec![]);
    reading::each(page, &mut |_, item| match item {
        FrameItem::Link(Target::Anchor(anchor), _) => links.push(anchor.clone()),
        FrameItem::Anchor(anchor) => anchors.push(anchor.clone()),
        _ => {}
    });
    assert_eq!((links, anchors), (vec!["footnote-1".to_owned()], vec!["footnote-1".to_owned()]));
}
