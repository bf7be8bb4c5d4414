//! Verification: a changed cell of the workbook is found, wherever it is, and named.

use std::{
    io::{Cursor, Read as _, Write as _},
    sync::LazyLock,
};

use briefing::pipeline::verify::verify;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::sheets::part;
use crate::{outputs, project::Project};

/// The workbook with a part written otherwise; without it where `new` is none.
fn with_part(bytes: &[u8], name: &str, new: Option<&str>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let this = file.name().unwrap().into_owned();
        let mut content = vec![];
        file.read_to_end(&mut content).unwrap();
        if this == name {
            let Some(new) = new else { continue };
            content = new.as_bytes().to_vec();
        }
        writer.start_file(this, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The workbook with one more part.
fn with_more(bytes: &[u8], name: &str, content: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new_append(Cursor::new(bytes.to_vec())).unwrap();
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(content.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// As [`with_part`], with the only place that says `old` saying `new`.
fn changed(bytes: &[u8], name: &str, old: &str, new: &str) -> Vec<u8> {
    let text = part(bytes, name);
    assert_eq!(text.matches(old).count(), 1, "{name} says {old} once");
    with_part(bytes, name, Some(&text.replace(old, new)))
}

/// The workbook of the project with each kind of fact and figure, made once.
fn published() -> &'static [u8] {
    static MADE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let project = outputs::project();
        project.exec("build --outputs xlsx").must_succeed();
        project.latest("facts.xlsx")
    });
    &MADE
}

fn told(bytes: &[u8]) -> Vec<String> {
    verify(bytes, None, None).unwrap().breaches
}

#[test]
fn a_changed_cell_is_named_with_what_it_said() {
    let project = Project::released();
    project.exec("verify output/latest/facts.xlsx").must_succeed().stdout_has("as released in 2025-r1");
    let bytes = project.latest("facts.xlsx");
    assert_eq!(told(&bytes), Vec::<String>::new());
    let observations = part(&bytes, "xl/worksheets/sheet5.xml");
    let cell = observations.split("<v>1357.8</v>").next().unwrap().rsplit("<c r=\"").next().unwrap();
    let place = cell.split('"').next().unwrap();
    let edited = changed(&bytes, "xl/worksheets/sheet5.xml", "<v>1357.8</v>", "<v>1400</v>");
    assert_eq!(told(&edited), [format!("Observations!{place} says 1400, 1357.8 was published")]);
    // A formula that gives the same number today is not the one that was published.
    let facts = part(&bytes, "xl/worksheets/sheet4.xml");
    let formula = facts.split("<f>").nth(1).unwrap().split("</f>").next().unwrap();
    let other = facts.replacen(&format!("<f>{formula}</f>"), &format!("<f>{formula}+0</f>"), 1);
    let told_of = told(&with_part(&bytes, "xl/worksheets/sheet4.xml", Some(&other))).join("\n");
    assert!(told_of.starts_with("Facts!E6 computes ") && told_of.contains("+0, "), "{told_of}");
    // Words count as much as digits.
    let words = part(&bytes, "xl/sharedStrings.xml");
    let other = words.replacen("inputs/rd.csv:31:4<", "inputs/rd.csv:32:4<", 1);
    let told_of = told(&with_part(&bytes, "xl/sharedStrings.xml", Some(&other))).join("\n");
    assert!(told_of.contains(" says inputs/rd.csv:32:4, inputs/rd.csv:31:4 was published"), "{told_of}");
}

#[test]
fn a_seal_that_was_altered_or_taken_out_is_told() {
    let project = Project::released();
    let bytes = project.latest("facts.xlsx");
    let seal = part(&bytes, "customXml/item1.xml");
    let other = seal.replacen("1357.8", "1400.0", 1);
    let told_of = told(&with_part(&bytes, "customXml/item1.xml", Some(&other))).join("\n");
    assert!(told_of.contains("its seal was altered"), "{told_of}");
    // Another program leaves the seal away: the release's own workbook says what was published.
    let bare = with_part(&bytes, "customXml/item1.xml", None);
    let fault = verify(&bare, None, None).unwrap_err();
    assert!(fault.contains("no seal inside: name the folder of its release"), "{fault}");
    let folder = project.path("output/2025-r1");
    assert_eq!(verify(&bare, Some(&folder), None).unwrap().breaches, Vec::<String>::new());
    let edited = changed(&bare, "xl/worksheets/sheet5.xml", "<v>1357.8</v>", "<v>1400</v>");
    let told_of = verify(&edited, Some(&folder), None).unwrap().breaches.join("\n");
    assert!(told_of.contains(" says 1400, 1357.8 was published"), "{told_of}");
}

#[test]
fn what_hides_a_cell_or_shows_its_number_as_another_is_told() {
    let bytes = published();
    let (sheet, styles) = ("xl/worksheets/sheet4.xml", "xl/styles.xml");
    let ways = [
        (sheet, "<row r=\"9\"", "<row r=\"9\" hidden=\"1\"", "Facts: rows are hidden"),
        (sheet, "<row r=\"9\"", "<row r=\"9\" ht=\"0\" customHeight=\"1\"", "Facts: rows are hidden"),
        (sheet, "<sheetFormatPr ", "<sheetFormatPr zeroHeight=\"1\" ", "Facts: rows are hidden"),
        (sheet, "<col ", "<col hidden=\"1\" ", "Facts: columns are hidden"),
        (
            sheet,
            "</sheetData>",
            "</sheetData><mergeCells><mergeCell ref=\"A7:D9\"/></mergeCells>",
            "Facts: cells are merged",
        ),
        (
            sheet,
            "</sheetData>",
            "</sheetData><dataValidations><dataValidation prompt=\"99.9\"/></dataValidations>",
            "Facts: cells have hints",
        ),
        ("xl/workbook.xml", " sheetId=\"4\"", " state=\"hidden\" sheetId=\"4\"", "the sheet Facts is hidden"),
        (styles, "formatCode=\"", "formatCode=\"\\9", "otherwise than ours do: \\9#,##0"),
        (styles, "<xf numFmtId=\"164\"", "<xf numFmtId=\"9\"", "otherwise than ours do: number 9"),
    ];
    for (name, old, new, fault) in ways {
        let whole = part(bytes, name);
        assert!(whole.contains(old), "{name} {old}");
        let told_of = told(&with_part(bytes, name, Some(&whole.replacen(old, new, 1)))).join("\n");
        assert!(told_of.contains(fault), "{fault}: {told_of}");
    }
}

/// Another program has saved it since, and its parts are that program's: what may make a reader see another number is
/// told all the same.
#[test]
fn whoever_has_saved_it_what_a_reader_sees_is_what_its_cells_say() {
    let anew = changed(published(), "docProps/app.xml", "12.0000", "16.0300");
    assert_eq!(told(&anew), Vec::<String>::new());
    let (sheet, styles, book) = ("xl/worksheets/sheet4.xml", "xl/styles.xml", "xl/workbook.xml");
    let (words, theme) = ("xl/sharedStrings.xml", "xl/theme/theme1.xml");
    let ways = [
        (styles, "<color theme=\"1\"/>", "<color rgb=\"FFFFFFFF\"/>", "does not stand out from its ground"),
        (
            styles,
            "<color theme=\"1\"/>",
            "<color theme=\"1\" tint=\"0.95\"/>",
            "does not stand out from its ground",
        ),
        (
            styles,
            "<fgColor rgb=\"FFE8EEF4\"/>",
            "<fgColor rgb=\"FF101010\"/>",
            "does not stand out from its ground",
        ),
        (theme, "lastClr=\"000000\"", "lastClr=\"FFFFFF\"", "does not stand out from its ground"),
        (styles, "<sz val=\"11\"/>", "<sz val=\"1\"/>", "is too small to be read"),
        (styles, "<sz val=\"11\"/>", "<strike/><sz val=\"11\"/>", "is struck out"),
        (
            styles,
            "<sz val=\"11\"/>",
            "<sz val=\"11\"/><vertAlign val=\"superscript\"/>",
            "is raised or lowered",
        ),
        (styles, "horizontal=\"right\"", "horizontal=\"fill\"", "is repeated, or set over other cells"),
        (styles, "horizontal=\"right\"", "textRotation=\"180\" horizontal=\"right\"", "is turned"),
        (styles, "horizontal=\"right\"", "shrinkToFit=\"1\" horizontal=\"right\"", "is shrunk to its cell"),
        (styles, "indent=\"1\"", "indent=\"99\"", "is moved out of its cell"),
        (
            styles,
            "formatCode=\"#,##0.0000000000\"",
            "formatCode=\"#,##0\"",
            "is shown with fewer digits than it has",
        ),
        (styles, "<xf numFmtId=\"165\"", "<xf numFmtId=\"1\"", "is shown with fewer digits than it has"),
        (
            styles,
            "<tableStyles",
            "<tableStyleElement type=\"wholeTable\"/><tableStyles",
            "tables have looks of their own",
        ),
        (
            sheet,
            "</sheetData>",
            "</sheetData><conditionalFormatting sqref=\"E6\"/>",
            "Facts: has conditionalFormatting",
        ),
        (sheet, "</sheetData>", "</sheetData><drawing r:id=\"rId9\"/>", "Facts: has drawing"),
        (sheet, "</sheetData>", "</sheetData><legacyDrawing r:id=\"rId9\"/>", "Facts: has legacyDrawing"),
        (sheet, "</sheetData>", "</sheetData><picture r:id=\"rId9\"/>", "Facts: has picture"),
        (sheet, "<c r=\"E6\"", "<c vm=\"1\" r=\"E6\"", "Facts!E6: shows something in place of its value"),
        (sheet, "workbookViewId", "showZeros=\"0\" workbookViewId", "Facts: noughts are not shown"),
        (sheet, "workbookViewId", "topLeftCell=\"A90\" workbookViewId", "Facts: does not open at its title"),
        (sheet, "&amp;L&amp;A", "&amp;L99.9%", "a head or foot of print says 99.9, which no cell says"),
        (sheet, " location=", " tooltip=\"99.9%\" location=", "Facts: links have hints"),
        (words, "<si><t>", "<si><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t/></r><t>", "does not stand out"),
        (words, "<si><t>", "<si><r><rPr><sz val=\"1\"/></rPr><t/></r><t>", "is too small to be read"),
        (
            words,
            "</t></si>",
            "</t><rPh sb=\"0\" eb=\"1\"><t>9</t></rPh></si>",
            "has readings beside its words",
        ),
        (
            "xl/tables/table4.xml",
            " name=\"现算值 / Live value\"",
            " name=\"Released value\"",
            "calls a column Released value",
        ),
        (
            "docProps/core.xml",
            "</dc:title>",
            " 99.9%</dc:title>",
            "its properties says 99.9, which no cell says",
        ),
        (book, "<sheets>", "<calcPr fullPrecision=\"0\"/><sheets>", "it computes with what is shown"),
        (book, "<workbookView ", "<workbookView visibility=\"hidden\" ", "its window is hidden"),
    ];
    let looked_at = ways.map(|(name, old, new, fault)| {
        let whole = part(&anew, name);
        assert!(whole.contains(old), "{name} {old}");
        let told_of = told(&with_part(&anew, name, Some(&whole.replacen(old, new, 1)))).join("\n");
        (!told_of.contains(fault)).then(|| format!("{fault}: {told_of}"))
    });
    assert_eq!(looked_at.into_iter().flatten().collect::<Vec<_>>(), Vec::<String>::new());
    for name in [
        "xl/drawings/drawing1.xml",
        "xl/charts/chart1.xml",
        "xl/externalLinks/externalLink1.xml",
        "xl/vbaProject.bin",
    ] {
        let told_of = told(&with_more(&anew, name, "<x/>")).join("\n");
        assert!(told_of.contains(&format!("it has the part {name}")), "{told_of}");
    }
}

#[test]
fn what_is_no_workbook_of_ours_is_said_to_be_none() {
    let fault = verify(b"PK\x03\x04 and nothing behind it", None, None).unwrap_err();
    assert!(fault.contains("it is no workbook"), "{fault}");
}

#[test]
fn what_is_no_cell_is_held_as_it_was_written() {
    let bytes = published();
    let altered = "what is no cell of it was altered: its names, links, heads of print, properties or looks";
    for (name, old, new) in [
        ("xl/workbook.xml", "!$5:$5", "!$6:$6"),
        ("xl/tables/table4.xml", " ref=\"A5:", " ref=\"A6:"),
        ("xl/worksheets/sheet4.xml", "release 2024-r1", "release 2024-r2"),
        ("xl/worksheets/sheet4.xml", "location=\"Contents!A1\"", "location=\"Contents!A2\""),
        ("docProps/core.xml", "T00:00:00Z", "T01:00:00Z"),
    ] {
        let text = part(bytes, name);
        assert!(text.contains(old), "{name}: {old}");
        let edited = with_part(bytes, name, Some(&text.replacen(old, new, 1)));
        assert_eq!(told(&edited), [altered], "{name}: {new}");
    }
    // Who saves it anew writes all of that in words of their own: then it is said what was not looked at.
    let anew = changed(bytes, "docProps/app.xml", "12.0000", "16.0300");
    let verified = verify(&anew, None, None).unwrap();
    assert_eq!(verified.breaches, Vec::<String>::new());
    assert!(verified.extent.contains("it was saved by another program since"), "{}", verified.extent);
    assert!(!verify(bytes, None, None).unwrap().extent.contains("another program"));
}
