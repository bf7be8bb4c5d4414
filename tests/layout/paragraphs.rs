//! The lines of a paragraph, rule by rule (CLREQ, UAX #14, the house).

use briefing::{frame::geom::Abs, lang::Lang};

use super::{reading, written::Written};

/// The lines of a paragraph at a measure of that many ems of the body (10.5 pt).
fn lines(lang: Lang, ems: f64, text: &str) -> Vec<String> {
    let written = Written::new(lang).paragraph(text);
    let pages = reading::pages_at(&written.0, Abs::pt(10.5 * ems));
    reading::body_texts(&pages.pages[0])
}

fn zh(ems: f64, text: &str) -> Vec<String> {
    lines(Lang::Zh, ems, text)
}

fn en(ems: f64, text: &str) -> Vec<String> {
    lines(Lang::En, ems, text)
}

/// The lines of a Chinese paragraph without an indent.
fn flush(ems: f64, text: &str) -> Vec<reading::ReadLine> {
    let written = Written::new(Lang::Zh).paragraph(text);
    reading::body(&reading::pages_flush(&written.0, Abs::pt(10.5 * ems)).pages[0])
}

#[test]
fn a_chinese_paragraph_is_indented_by_two_characters() {
    let text = "川渝两地同根同源共建科技创新中心既有历史渊源";
    assert_eq!(zh(12.0, text), ["川渝两地同根同源共建", "科技创新中心既有历史渊源"]);
}

#[test]
fn a_comma_does_not_begin_a_line() {
    assert_eq!(zh(12.0, "一二三四五六七八九十，甲乙丙丁"), ["一二三四五六七八九", "十，甲乙丙丁"]);
}

#[test]
fn a_mark_at_the_end_of_a_line_is_trimmed_so_that_it_fits() {
    // Ten and a half squares of room: nine characters and the half of the comma.
    assert_eq!(zh(11.5, "一二三四五六七八九，甲乙丙丁"), ["一二三四五六七八九，", "甲乙丙丁"]);
}

#[test]
fn a_mark_hangs_out_of_the_line_where_the_theme_has_it_so() {
    let written = Written::new(Lang::Zh).paragraph("一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸，子丑");
    let squares = |pages: briefing::frame::page::Pages| -> Vec<(String, f64)> {
        let lines = reading::body(&pages.pages[0]).into_iter();
        lines.map(|line| (line.text, ((line.right - line.left) / 10.5 * 10.0).round() / 10.0)).collect()
    };
    let hanging = squares(reading::pages_hanging(&written.0, Abs::pt(105.0)));
    let expected = [("一二三四五六七八九十，", 10.5), ("甲乙丙丁戊己庚辛壬癸，", 10.5), ("子丑", 2.0)];
    assert_eq!(hanging, expected.map(|(text, width)| (text.to_owned(), width)));
    let standing = squares(reading::pages_flush(&written.0, Abs::pt(105.0)));
    assert!(standing.iter().all(|(_, width)| *width <= 10.0), "{standing:?}");
}

#[test]
fn a_quotation_mark_takes_the_face_of_its_runs_language() {
    let faces = |lang| {
        let mut faces = vec![];
        let pages = reading::pages(&Written::new(lang).paragraph("“R&D”’—…").0);
        reading::each(&pages.pages[0], &mut |_, item| {
            if let briefing::frame::item::FrameItem::Text(run) = item
                && run.text.contains(['“', '’', '—', '…'])
            {
                faces.push(crate::sample::fonts().face(run.face).postscript_name().to_owned());
            }
        });
        faces.dedup();
        faces
    };
    assert_eq!(faces(Lang::Zh), ["NotoSerifSC-Regular"]);
    assert_eq!(faces(Lang::En), ["SourceSerif4-Regular"]);
}

#[test]
fn the_gap_between_han_and_latin_stays_between_an_eighth_and_a_half_of_a_square() {
    for ems in 8..30 {
        let text = "川渝GDP达到R&D经费WIPO口径GII位次ABC合计DEF增长XYZ份额";
        let pages =
            reading::pages_at(&Written::new(Lang::Zh).paragraph(text).0, Abs::pt(10.5 * f64::from(ems)));
        let mut runs: Vec<(f64, f64, String, f64)> = vec![];
        reading::each(&pages.pages[0], &mut |at, item| {
            if let briefing::frame::item::FrameItem::Text(run) = item
                && let Some(last) = run.glyphs.last()
            {
                // What the last glyph's advance has beyond its own width is the gap.
                let own = crate::sample::fonts()
                    .width(
                        &run.text[last.range.clone()],
                        Lang::Zh,
                        briefing::font::Style::default(),
                        run.size,
                    )
                    .unwrap();
                runs.push((
                    at.y.to_pt(),
                    at.x.to_pt(),
                    run.text.clone(),
                    (last.advance - own).to_pt() / 10.5,
                ));
            }
        });
        for pair in
            runs.windows(2).filter(|pair| (pair[0].0 - pair[1].0).abs() < 0.01 && pair[0].1 < pair[1].1)
        {
            let is_latin = |text: &str, c: Option<char>| c.is_some_and(|c| c.is_ascii()) && text.len() > 1;
            let (one, other) = (&pair[0].2, &pair[1].2);
            if is_latin(one, one.chars().last()) != is_latin(other, other.chars().next()) {
                assert!((0.124..=0.501).contains(&pair[0].3), "{ems}: {one} | {other}: {}", pair[0].3);
            }
        }
    }
}

#[test]
fn an_opening_mark_does_not_end_a_line() {
    assert_eq!(zh(12.0, "一二三四五六七八九《甲乙丙丁》"), ["一二三四五六七八九", "《甲乙丙丁》"]);
}

#[test]
fn an_opening_mark_at_the_beginning_of_a_line_is_trimmed() {
    let lines = flush(10.0, "一二三四五六七八九十（甲乙）丙丁");
    assert_eq!(lines[1].text, "（甲乙）丙丁");
    // Two half squares for the brackets, four whole ones, and the blank behind the closing bracket.
    assert!((lines[1].right - lines[1].left - 5.5 * 10.5).abs() < 0.01, "{lines:?}");
}

#[test]
fn neighbouring_marks_are_squeezed_to_a_square_and_a_half() {
    let width = |text: &str| {
        let lines = flush(30.0, text);
        (lines[0].right - lines[0].left) / 10.5
    };
    // The bracket's square and the comma's, less one half between them, less the trimmed edge.
    assert!((width("（甲），乙") - 4.0).abs() < 0.001, "{}", width("（甲），乙"));
    assert!((width("甲”“乙") - 3.5).abs() < 0.001, "{}", width("甲”“乙"));
    assert!((width("甲：“乙") - 3.5).abs() < 0.001, "{}", width("甲：“乙"));
    assert!((width("《甲》、《乙》") - 5.0).abs() < 0.001, "{}", width("《甲》、《乙》"));
}

#[test]
fn a_dash_and_an_ellipsis_of_two_squares_are_not_parted() {
    assert_eq!(zh(12.0, "一二三四五六七八九——甲乙丙"), ["一二三四五六七八九", "——甲乙丙"]);
    assert_eq!(zh(12.0, "一二三四五六七八九……甲乙丙"), ["一二三四五六七八", "九……甲乙丙"]);
}

#[test]
fn a_quarter_of_a_square_parts_han_from_latin_but_not_from_a_mark() {
    let width = |text: &str| {
        let lines = flush(30.0, text);
        (lines[0].right - lines[0].left) / 10.5
    };
    let latin = width("GDP");
    assert!((width("川GDP渝") - latin - 2.5).abs() < 0.001);
    assert!((width("川，GDP") - latin - 2.0).abs() < 0.001);
}

#[test]
fn a_number_is_not_parted_from_its_unit() {
    let lines = zh(14.0, "川渝研发经费投入合计{2104.5亿元}，增长较快");
    assert_eq!(lines, ["川渝研发经费投入合计", "2104.5亿元，增长较快"]);
    assert_eq!(zh(12.0, "一二三四五六七八九在2023年成立"), ["一二三四五六七八九在", "2023年成立"]);
    assert_eq!(zh(12.0, "一二三四五六七八九第23位以上"), ["一二三四五六七八九", "第23位以上"]);
}

#[test]
fn an_english_number_keeps_its_scale() {
    let lines = en(22.0, "In 2023, both regions together reached {210.45 billion yuan} of spending");
    assert_eq!(lines, ["In 2023, both regions together reached ", "210.45 billion yuan of spending"]);
}

#[test]
fn the_mark_of_a_fact_stays_with_it() {
    for ems in 7..20 {
        for line in
            zh(f64::from(ems), "川渝技术市场成交额{2280.3亿元[e]}，增长{62.0%[e]}左右，全国同期{117.7%[p]}")
        {
            assert!(!line.starts_with('['), "{line}");
            assert!(!line.contains('[') || line.contains(['元', '%']), "{line}");
        }
    }
}

#[test]
fn no_character_stands_alone_on_the_last_line() {
    let text = "川渝两地同根同源共建科技创新中心既有历史";
    assert_eq!(zh(11.0, text), ["川渝两地同根同源共", "建科技创新中心既有历史"]);
    let text = "川渝两地同根同源共建科技创新中心既有历史渊。";
    assert_eq!(zh(11.0, text).last().map(String::as_str), Some("史渊。"));
}

#[test]
fn an_english_word_is_hyphenated_but_a_name_is_not() {
    let lines = en(
        14.0,
        "Technological capabilities of supercomputing infrastructure in Chongqing and Sichuanesque municipalities",
    );
    let hyphenated: Vec<&String> = lines.iter().filter(|line| line.ends_with('\u{ad}')).collect();
    assert!(!hyphenated.is_empty(), "{lines:?}");
    for line in hyphenated {
        let stem = line.rsplit(' ').next().unwrap();
        assert!(stem.chars().all(|c| c.is_lowercase() || c == '\u{ad}'), "{line}");
    }
}

#[test]
fn the_end_of_a_word_is_not_alone_on_the_last_line() {
    let text = "The region is also home to large scientific research devices, including a transient \
                experimental facility, and has attracted many high-tech companies.";
    for ems in 36..48 {
        let lines = en(f64::from(ems), text);
        let before_last = &lines[lines.len().saturating_sub(2)];
        let is_rest = before_last.ends_with('\u{ad}') && !lines[lines.len() - 1].contains(' ');
        assert!(!is_rest, "{ems}: {lines:?}");
    }
}

#[test]
fn a_heading_is_balanced_and_not_parted_within_a_chinese_word() {
    let written = Written::new(Lang::Zh).heading(1, "h", "", "川渝共建具有全国影响力的科技创新中心");
    let pages = reading::pages_at(&written.0, Abs::pt(17.0 * 16.0));
    assert_eq!(reading::body_texts(&pages.pages[0]), ["川渝共建具有全国", "影响力的科技创新中心"]);
}

#[test]
fn a_heading_breaks_behind_a_stop_unless_that_leaves_a_word_alone() {
    let heading = |lang, text: &str, ems: f64| {
        let written = Written::new(lang).heading(1, "h", "", text);
        reading::body_texts(&reading::pages_at(&written.0, Abs::pt(17.0 * ems)).pages[0])
    };
    assert_eq!(
        heading(Lang::Zh, "技术市场：累计增长过半，仍慢于全国", 13.0),
        ["技术市场：累计增长过半，", "仍慢于全国"]
    );
    assert_eq!(
        heading(Lang::En, "Technology trading: up by half, yet behind the nation", 17.0),
        ["Technology trading: up by half, ", "yet behind the nation"]
    );
    let scrap = heading(Lang::En, "Platforms and enterprises of the region, counted", 20.0);
    assert!(scrap.len() == 2 && scrap[1].contains(' '), "{scrap:?}");
}

#[test]
fn a_forced_break_ends_a_line() {
    use briefing::doc::{block::Content, inline::Inline};
    let text = vec![Inline::text("甲乙"), Inline::Break, Inline::text("丙丁")];
    let written = Written::new(Lang::Zh).block(Content::Paragraph(text));
    assert_eq!(reading::body_texts(&reading::pages(&written.0).pages[0]), ["甲乙", "丙丁"]);
}

#[test]
fn the_end_of_a_source_line_is_no_space_between_han_characters() {
    assert_eq!(zh(30.0, "川渝两地\n同根同源，\nGDP增长"), ["川渝两地同根同源，GDP增长"]);
    assert_eq!(en(30.0, "one\n  two"), ["one two"]);
}

#[test]
fn an_emphasised_word_is_bold_in_chinese() {
    use briefing::{
        doc::{block::Content, inline::Inline},
        frame::item::FrameItem,
    };
    let text = vec![Inline::text("甲"), Inline::Emphasis(vec![Inline::text("乙")])];
    let written = Written::new(Lang::Zh).block(Content::Paragraph(text));
    let pages = reading::pages(&written.0);
    let mut faces = vec![];
    reading::each(&pages.pages[0], &mut |_, item| {
        if let FrameItem::Text(run) = item {
            faces.push(crate::sample::fonts().face(run.face).postscript_name().to_owned());
        }
    });
    assert!(faces.contains(&"NotoSerifSC-Bold".to_owned()), "{faces:?}");
}

#[test]
fn latin_and_han_of_a_line_stand_on_one_baseline() {
    let written = Written::new(Lang::Zh).paragraph("川渝GDP达{8.19万亿元}");
    let lines = reading::body(&reading::pages(&written.0).pages[0]);
    assert_eq!(lines.len(), 1, "{lines:?}");
}
