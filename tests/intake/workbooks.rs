//! What workbooks merge, hide and raise.

use rust_xlsxwriter::{Format, FormatScript, Workbook, Worksheet};

use super::{SAID, published, taken, told};

/// A workbook of one sheet: the values of two areas in 2023, and what a test does to them.
fn book(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "地区").unwrap().write(0, 1, "2023年").unwrap();
    sheet.write(1, 0, "四川省").unwrap().write(1, 1, 1357.8).unwrap();
    sheet.write(2, 0, "重庆市").unwrap().write(2, 1, 746.7).unwrap();
    change(sheet);
    book.save_to_buffer().unwrap()
}

fn said(more: &str) -> String {
    format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"{more}")
}

#[test]
fn a_value_of_two_rows_at_once_is_of_neither() {
    let bytes = book(|sheet| {
        sheet.merge_range(1, 1, 2, 1, "", &Format::new()).unwrap().write(1, 1, 2104.5).unwrap();
    });
    insta::assert_snapshot!(published("t.xlsx", bytes, &said("")).diagnostics(), @r"
    error[left-out]: one value stands in merged cells, over several rows or columns
      --> inputs/t.xlsx!Sheet1!B2   2104.5
      help: part the cells, and write the value where it belongs
    ");
}

#[test]
fn a_hidden_row_is_asked_about() {
    let hidden = || {
        book(|sheet| {
            sheet.set_row_hidden(2).unwrap();
        })
    };
    insta::assert_snapshot!(published("t.xlsx", hidden(), &said("")).diagnostics(), @r#"
    error[hidden-cells]: the sheet hides 1 of its rows and 0 of its columns, and something stands there
      --> inputs/t.xlsx!Sheet1!A3   重庆市
      help: say what becomes of them: "hidden": "leave" or "read" in the entry, or --hidden
    "#);
    let left = told(&published("t.xlsx", hidden(), &said(", \"hidden\": \"leave\"")));
    assert_eq!(left, "CN-SC 2023 1357.8 × 10^8 inputs/t.xlsx!Sheet1!B2\n");
    assert_eq!(told(&published("t.xlsx", hidden(), &said(", \"hidden\": \"read\""))).lines().count(), 2);
}

#[test]
fn a_raised_digit_is_a_mark() {
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let marked = || {
        book(|sheet| {
            let plain = Format::new();
            sheet.write_rich_string(1, 1, &[(&plain, "1357.8"), (&raised, "2")]).unwrap();
        })
    };
    let found = published("t.xlsx", marked(), &said("")).diagnostics();
    assert!(found.contains("B2   1357.8²") && found.contains("say what the mark ² means"), "{found}");
    let read = told(&published("t.xlsx", marked(), &said(", \"marks\": {\"²\": \"P\"}")));
    assert!(read.starts_with("CN-SC 2023 1357.8 × 10^8"), "{read}");
}

#[test]
fn a_heading_reaches_as_far_as_it_is_merged() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "地区").unwrap().merge_range(0, 1, 0, 2, "研发经费投入(亿元)", &Format::new()).unwrap();
    sheet.write(1, 1, "2023年").unwrap().write(1, 2, "2022年").unwrap().write(1, 3, "2021年").unwrap();
    sheet.write(2, 0, "四川省").unwrap().write(2, 1, 1357.8).unwrap().write(2, 2, 1215.0).unwrap();
    sheet.write(2, 3, 99.9).unwrap();
    let found = published("t.xlsx", book.save_to_buffer().unwrap(), SAID).diagnostics();
    assert!(found.contains("error[") && found.contains("!D2"), "{found}");
}

#[test]
fn a_comment_on_a_cell_is_kept_and_its_unit_is_asked_about() {
    let noted = |text: &str| {
        let note = rust_xlsxwriter::Note::new(text).add_author_prefix(false);
        let bytes = book(|sheet| {
            sheet.insert_note(1, 1, &note).unwrap();
        });
        published("t.xlsx", bytes, &said(""))
    };
    let notes = taken(&noted("按当年价格")).notes;
    assert!(
        notes.iter().any(|it| &*it.text == "按当年价格" && it.cell.to_string().ends_with("B2")),
        "{notes:?}"
    );
    let found = noted("单位：万元").diagnostics();
    assert!(
        found.contains("万元 is said beside the table, and its values are read in another unit"),
        "{found}"
    );
}

#[test]
fn a_row_of_no_height_is_hidden() {
    let bytes = book(|sheet| {
        sheet.set_row_height(1, 0).unwrap();
    });
    let found = published("t.xlsx", bytes, &said("")).diagnostics();
    assert!(found.contains("error[hidden-cells]: the sheet hides 1 of its rows"), "{found}");
}

#[test]
fn what_is_struck_out_is_no_number() {
    let struck = Format::new().set_font_strikethrough();
    let bytes = book(|sheet| {
        sheet.write_with_format(1, 1, 1215.5, &struck).unwrap();
    });
    let found = published("t.xlsx", bytes, &said("")).diagnostics();
    assert!(found.contains("not-a-number") && found.contains("1215.5 (struck out)"), "{found}");
}

#[test]
fn sheets_that_are_told_apart_by_their_names_are_chosen() {
    let mut book = Workbook::new();
    for name in ["总量", "增速"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let area = if name == "总量" { "四川省" } else { "重庆市" };
        sheet.write(0, 0, "地区").unwrap().write(0, 1, "2023年").unwrap();
        sheet.write(1, 0, area).unwrap().write(1, 1, 1.5).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let found = published("t.xlsx", bytes.clone(), &said("")).diagnostics();
    assert!(found.contains("error[which-sheet]: several sheets are tables"), "{found}");
    assert!(found.contains("this speaks of a growth"), "{found}");
    let chosen = said(", \"sheets\": [\"总量\"]");
    assert_eq!(told(&published("t.xlsx", bytes, &chosen)), "CN-SC 2023 1.5 × 10^8 inputs/t.xlsx!总量!B2\n");
}

#[test]
fn a_raised_digit_of_a_text_within_the_sheet_is_a_mark_too() {
    use std::io::{Cursor, Read as _, Write as _};
    let mut archive = zip::ZipArchive::new(Cursor::new(book(|_| {}))).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        let inline = "<c r=\"B2\" t=\"inlineStr\"><is><r><t>1357</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr>\
                      <t>2</t></r></is></c>";
        let text = text.replace("<c r=\"B2\"><v>1357.8</v></c>", inline);
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(text.as_bytes()).unwrap();
    }
    let bytes = changed.finish().unwrap().into_inner();
    let found = published("t.xlsx", bytes, &said("")).diagnostics();
    assert!(found.contains("B2   1357²"), "{found}");
}

#[test]
fn digits_that_are_lowered_or_struck_out_are_no_digits_of_the_number() {
    let lowered = Format::new().set_font_script(FormatScript::Subscript);
    let struck = Format::new().set_font_strikethrough();
    for (format, shown) in [(lowered, "1357.8²"), (struck, "1357.82 (struck out)")] {
        let bytes = book(|sheet| {
            sheet.write_rich_string(1, 1, &[(&Format::new(), "1357.8"), (&format, "2")]).unwrap();
        });
        let found = published("t.xlsx", bytes, &said("")).diagnostics();
        assert!(found.contains(&format!("B2   {shown}")), "{found}");
    }
}

#[test]
fn a_length_of_time_is_no_number() {
    let bytes = book(|sheet| {
        sheet.write_with_format(1, 1, 1.5, &Format::new().set_num_format("[h]:mm")).unwrap();
    });
    let found = published("t.xlsx", bytes, &said("")).diagnostics();
    assert!(found.contains("not-a-number") && found.contains("a length of time"), "{found}");
}

#[test]
fn a_comment_says_that_a_value_is_an_estimate() {
    let bytes = book(|sheet| {
        sheet.insert_note(1, 1, &rust_xlsxwriter::Note::new("估计数")).unwrap();
    });
    let found = published("t.xlsx", bytes, &said("")).diagnostics();
    assert!(found.contains("a note says 估计"), "{found}");
}
