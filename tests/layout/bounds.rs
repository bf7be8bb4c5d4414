//! Nothing off the page: what does not fit is a fault at its block.

use briefing::{
    diag::Sink,
    frame::{
        geom::Abs,
        item::{Frame, FrameItem},
    },
    lang::Lang,
    theme::Theme,
};
use proptest::prelude::*;

use super::{reading, written::Written};
use crate::sample;

/// The faults of a document on a sheet of that size in millimetres.
fn faults_on(written: &Written, width: f64, height: f64) -> (Vec<String>, Vec<Frame>) {
    let mut theme = reading::theme().clone();
    (theme.page.width, theme.page.height) = (Abs::mm(width), Abs::mm(height));
    faults_in(written, &theme)
}

fn faults_in(written: &Written, theme: &Theme) -> (Vec<String>, Vec<Frame>) {
    let mut sink = Sink::default();
    let pages = briefing::layout::layout(&written.0, sample::fonts(), theme, &mut sink);
    let told = sink.iter().filter(|it| it.code != "blank-foot");
    let faults = told.map(|it| format!("{}: {} @ {}", it.code, it.message, it.loci[0])).collect();
    (faults, pages.pages)
}

fn codes(faults: &[String]) -> Vec<&str> {
    faults.iter().filter_map(|fault| fault.split(':').next()).collect()
}

#[test]
fn a_table_that_is_wider_than_the_text_is_refused_with_its_columns() {
    let heads: Vec<String> = (2009..2024).map(|year| format!(">{year}")).collect();
    let row: Vec<String> = (0..15).map(|_| "{12345.6}".to_owned()).collect();
    let written = Written::new(Lang::En).paragraph("Before.").table(
        "Levels",
        &format!("Area | {}", heads.join(" | ")),
        &[&format!("Sichuan | {}", row.join(" | "))],
        &[],
    );
    let (faults, _) = faults_on(&written, 210.0, 297.0);
    insta::assert_snapshot!(faults.join("\n"), @"table-too-wide: a table of 16 columns needs 633 pt, the text is 459 pt wide @ templates/test.md:2");
}

#[test]
fn a_word_that_is_longer_than_its_line_is_refused() {
    let word = "Rindfleischetikettierungsüberwachungsaufgaben".repeat(3);
    let (faults, _) = faults_on(&Written::new(Lang::En).paragraph(&word), 210.0, 297.0);
    insta::assert_snapshot!(faults.join("\n"), @"word-too-long: Rindfleischetikettierungsüberwachungsauf… is 741 pt long and may not be parted, a line here has 459 pt @ templates/test.md:1");
}

#[test]
fn a_cover_that_is_higher_than_its_page_is_refused() {
    let lines: Vec<(String, String)> = (0..40).map(|at| (format!("标签{at}"), "说明".repeat(12))).collect();
    let lines: Vec<(&str, &str)> =
        lines.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
    let written = Written::new(Lang::Zh).cover("场合", "成渝地区科技创新中心建设", "副题", &lines);
    let (faults, _) = faults_on(&written, 210.0, 297.0);
    insta::assert_snapshot!(faults.join("\n"), @"too-high: the cover is 1031 pt high, a page has room for 703 pt @ templates/test.md:1");
}

#[test]
fn a_row_that_is_higher_than_a_page_is_refused() {
    let cell = "科技创新中心建设。".repeat(700);
    let written = Written::new(Lang::Zh).table("表题", "甲 | 乙", &[&format!("一 | {cell}")], &[]);
    let (faults, _) = faults_on(&written, 210.0, 297.0);
    assert_eq!(codes(&faults), ["too-high"], "{faults:?}");
}

#[test]
fn a_running_head_that_is_wider_than_the_text_is_refused() {
    let mut written = Written::new(Lang::Zh).paragraph("正文");
    written.0.meta.short_title = "成渝地区科技创新中心建设简报".repeat(6);
    let (faults, _) = faults_on(&written, 210.0, 297.0);
    assert_eq!(codes(&faults), ["running-too-long"], "{faults:?}");
}

/// Whether every run of text stands within the sheet.
fn all_on_sheet(page: &Frame) -> bool {
    let mut is_on = true;
    reading::each(page, &mut |at, item| {
        if let FrameItem::Text(run) = item {
            let right = (at.x + run.width()).to_pt();
            let is_within = at.x.to_pt() >= -0.1
                && right <= page.size.width.to_pt() + 0.1
                && (0.0..=page.size.height.to_pt()).contains(&at.y.to_pt());
            is_on &= is_within;
        }
    });
    is_on
}

fn table(columns: usize, digits: usize) -> Written {
    let heads: Vec<String> = (0..columns).map(|at| format!(">{}", 2000 + at)).collect();
    let number = format!("{{{}.5%}}", "8".repeat(digits));
    let cells = vec![number; columns];
    let rows: Vec<String> =
        ["四川省", "重庆市", "全国"].map(|area| format!("{area} | {}", cells.join(" | "))).into();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Written::new(Lang::Zh).table("表题", &format!("地区 | {}", heads.join(" | ")), &rows, &["注"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_page_is_given_stands_on_it_or_is_refused(
        width in 70.0..230.0, height in 90.0..300.0, columns in 1_usize..14, digits in 1_usize..12,
        word in "[a-z]{1,90}", lines in 0_usize..24, kind in 0_u8..5,
    ) {
        let written = match kind {
            0 => table(columns, digits),
            1 => Written::new(Lang::En).paragraph(&format!("The {word} of it.")).list(true, &[&word]),
            2 => {
                let lines: Vec<(&str, &str)> = vec![("Prepared for", word.as_str()); lines];
                Written::new(Lang::En).cover("Occasion", &word, "Subtitle", &lines)
            }
            3 => Written::new(Lang::En).cards(&vec![[word.as_str(), "label", "note"]; columns]),
            _ => Written::new(Lang::En).heading(1, "a", "1", &word).quote(&word, "Speaker"),
        };
        let (faults, pages) = faults_on(&written, width, height);
        prop_assert!(!faults.is_empty() || pages.iter().all(all_on_sheet));
    }

    #[test]
    fn a_table_that_is_set_has_no_cell_over_another(columns in 1_usize..12, digits in 1_usize..10, width in 100.0..260.0) {
        let (faults, pages) = faults_on(&table(columns, digits), width, 297.0);
        if faults.is_empty() {
            for pair in pages.iter().flat_map(reading::lines).collect::<Vec<_>>().windows(2) {
                let is_same = (pair[0].baseline - pair[1].baseline).abs() < 0.01;
                prop_assert!(!is_same || pair[1].left > pair[0].right, "{pair:?}");
            }
        }
    }
}
