//! Intake of tables as they are published: a layout, a sign or a defect a case.

mod beside;
mod faults;
mod generated;
mod notes;
mod preview;
mod rules;
mod tables;
mod workbooks;

use std::collections::BTreeMap;

use briefing::{
    data::observation::Observation,
    diag::Sink,
    ingest::{Ingested, import},
    inputs::{File, Files},
};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::ingest::Inputs;

/// The minimal inputs with this file as their only table of observations.
fn published(path: &str, bytes: impl Into<Vec<u8>>, briefing: &str) -> Inputs {
    let entry = "{\"path\": \"rd.csv\", \"briefing:role\": \"observations\"}";
    let new = format!(
        "{{\"path\": \"{path}\", \"briefing:role\": \"observations\", \"briefing\": {{{briefing}}}}}"
    );
    Inputs::minimal().set("datapackage.json", entry, &new).without("rd.csv").with(path, bytes)
}

/// What a table does not say itself.
const SAID: &str = "\"vintage\": \"2024-10-02\", \"source\": \"NBS\"";

fn taken(inputs: &Inputs) -> Ingested {
    let (ingested, sink) = inputs.ingest();
    assert_eq!(sink.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    ingested.unwrap()
}

/// Area, period, printed value, power of ten and cell of every observation.
fn told(inputs: &Inputs) -> String {
    let row = |it: &Observation| {
        format!("{} {} {} × 10^{} {}\n", it.area, it.period, it.printed, it.multiplier, it.cell)
    };
    taken(inputs).observations.rows().iter().map(row).collect()
}

/// As [`told`], for one value.
fn value(cell: &str, unit: &str) -> String {
    let table = format!("地区,2023年,2022年\n四川省,{cell},{cell}\n");
    let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"{unit}\"");
    told(&published("t.csv", table, &said)).lines().next().unwrap_or_default().to_owned()
}

const EXPORT: &str = "数据库：分省年度数据\n指标：研发经费投入(亿元)\n时间：最近3年\n\
                      地区,2023年,2022年,2020年\n四川省,1357.8,1215.0,1055.3\n重庆市,746.7,686.6,526.8\n\
                      注：按当年价格计算。\n数据来源：国家统计局\n";

#[test]
fn an_export_of_the_national_database() {
    let inputs = published("t.csv", EXPORT, SAID);
    insta::assert_snapshot!(told(&inputs), @r"
    CN-SC 2023 1357.8 × 10^8 inputs/t.csv:5:2
    CN-SC 2022 1215.0 × 10^8 inputs/t.csv:5:3
    CN-SC 2020 1055.3 × 10^8 inputs/t.csv:5:4
    CN-CQ 2023 746.7 × 10^8 inputs/t.csv:6:2
    CN-CQ 2022 686.6 × 10^8 inputs/t.csv:6:3
    CN-CQ 2020 526.8 × 10^8 inputs/t.csv:6:4
    ");
    let notes = taken(&inputs).notes;
    let notes =
        notes.iter().map(|note| format!("{} {}", note.cell, note.text)).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(notes, @r"
    inputs/t.csv:7:1 注：按当年价格计算。
    inputs/t.csv:8:1 数据来源：国家统计局
    ");
}

#[test]
fn an_export_that_never_names_its_indicator() {
    let table = EXPORT.replace("指标：研发经费投入(亿元)\n", "单位：亿元\n");
    insta::assert_snapshot!(published("t.csv", table, SAID).diagnostics(), @r#"
    error[no-indicator]: the table never names its indicator
      --> inputs/t.csv
      --> inputs/datapackage.json:5
      help: say it: --indicator, or "briefing": {"indicator": …} in its entry
    "#);
}

#[test]
fn a_table_without_a_unit() {
    let table = "指标：研发经费投入\n地区,2023年\n四川省,1357.8\n";
    insta::assert_snapshot!(published("t.csv", table, SAID).diagnostics(), @r#"
    error[no-unit]: the table never says its unit
      --> inputs/t.csv
      --> inputs/datapackage.json:5
      help: say it as a table would print it: --unit 亿元, or "briefing": {"unit": "亿元"} in its entry
    "#);
}

#[test]
fn indicators_in_rows_with_their_units_in_the_names() {
    let table = "地区：四川省\n指标,2023年,2022年\n研发经费投入（亿元）,1357.8,1215.0\n";
    insta::assert_snapshot!(told(&published("t.csv", table, SAID)), @r"
    CN-SC 2023 1357.8 × 10^8 inputs/t.csv:3:2
    CN-SC 2022 1215.0 × 10^8 inputs/t.csv:3:3
    ");
}

#[test]
fn two_lines_of_headings_with_blanks_for_merged_cells() {
    let table = "地区,研发经费投入(亿元),,研发经费投入(万元),\n,2023年,2022年,2021年,2020年\n四川,1357.8,1215.0,12145000,10553000\n";
    insta::assert_snapshot!(told(&published("t.csv", table, SAID)), @r"
    CN-SC 2023 1357.8 × 10^8 inputs/t.csv:3:2
    CN-SC 2022 1215.0 × 10^8 inputs/t.csv:3:3
    CN-SC 2021 12145000 × 10^4 inputs/t.csv:3:4
    CN-SC 2020 10553000 × 10^4 inputs/t.csv:3:5
    ");
}

#[test]
fn years_in_rows() {
    let table = "单位：亿元\n年份,四川省,重庆市\n2023,1357.8,746.7\n2022,1215.0,686.6\n";
    let inputs = published("t.csv", table, &format!("{SAID}, \"indicator\": \"研发经费投入\""));
    insta::assert_snapshot!(told(&inputs), @r"
    CN-SC 2023 1357.8 × 10^8 inputs/t.csv:3:2
    CN-CQ 2023 746.7 × 10^8 inputs/t.csv:3:3
    CN-SC 2022 1215.0 × 10^8 inputs/t.csv:4:2
    CN-CQ 2022 686.6 × 10^8 inputs/t.csv:4:3
    ");
}

#[test]
fn a_label_over_several_rows() {
    let table = "地区,指标,2023年\n四川省,研发经费投入(亿元),1357.8\n,#研发经费投入(千元),135780000\n";
    let found = published("t.csv", table, SAID).diagnostics();
    insta::assert_snapshot!(found, @r"
    error[duplicate-observation]: two different values for RD_EXP, CN-SC, 2023
      --> inputs/t.csv:2:3   1357.8
      --> inputs/t.csv:3:3   135780000
      help: give the later value its own VINTAGE, or delete the wrong row
    ");
}

/// A workbook of sheets named after their years, as bytes.
fn sheets(years: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let shown = Format::new().set_num_format("#,##0.0");
    for year in years {
        let sheet = book.add_worksheet().set_name(*year).unwrap();
        sheet.merge_range(0, 0, 0, 1, "研发经费投入", &Format::new()).unwrap();
        sheet.write(1, 1, "单位：亿元").unwrap();
        sheet.write(2, 0, "地　区").unwrap().write(2, 1, "研发经费投入").unwrap();
        sheet.write(3, 0, "四　川").unwrap().write_with_format(3, 1, 1215, &shown).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_a_year_with_the_decimals_that_it_shows() {
    insta::assert_snapshot!(told(&published("t.xlsx", sheets(&["2023年", "2022年"]), SAID)), @r"
    CN-SC 2023 1215.0 × 10^8 inputs/t.xlsx!2023年!B4
    CN-SC 2022 1215.0 × 10^8 inputs/t.xlsx!2022年!B4
    ");
}

/// An OpenDocument sheet of these rows.
fn open_document(rows: &str) -> Vec<u8> {
    use std::io::Write as _;
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"表1\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest \
                    xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ];
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn open_document_text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn an_open_document_sheet() {
    let number = "<table:table-cell office:value-type=\"float\" office:value=\"1357.8\"><text:p>1,357.8</text:p></table:table-cell>";
    let rows = format!(
        "<table:table-row>{}{}</table:table-row><table:table-row>{}{number}</table:table-row>",
        open_document_text("地区"),
        open_document_text("2023年"),
        open_document_text("四川"),
    );
    let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"");
    let inputs = published("t.ods", open_document(&rows), &said);
    assert_eq!(told(&inputs), "CN-SC 2023 1357.8 × 10^8 inputs/t.ods!表1!B2\n");
}

#[test]
fn a_cell_that_repeats_into_thousands_of_millions() {
    let cell = open_document_text("四川")
        .replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=\"16384\"");
    let rows = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    insta::assert_snapshot!(refused("t.ods", open_document(&rows)), @r"
    error[too-large-to-read]: the file has more than 5000000 cells
      --> inputs/t.ods
      help: take the part that the briefing needs, and save that as a table of its own
    ");
}

#[test]
fn an_arrow_file() {
    use polars::prelude::{Column, DataFrame, SerWriter as _};
    let column = |name: &str, text: &str| Column::new(name.into(), [text]);
    let columns = vec![
        column("INDICATOR", "RD_EXP"),
        column("REF_AREA", "四川"),
        column("TIME_PERIOD", "2023"),
        column("OBS_VALUE", "1357.80"),
        column("UNIT_MEASURE", "CNY"),
        Column::new("UNIT_MULT".into(), [8]),
        column("OBS_STATUS", "A"),
    ];
    let mut bytes = Vec::new();
    polars_io::ipc::IpcWriter::new(&mut bytes).finish(&mut DataFrame::new(1, columns).unwrap()).unwrap();
    assert_eq!(told(&published("t.arrow", bytes, SAID)), "CN-SC 2023 1357.80 × 10^8 inputs/t.arrow:2:4\n");
}

#[test]
fn a_sheet_that_is_not_there() {
    let said = format!("{SAID}, \"sheets\": [\"2023\"]");
    insta::assert_snapshot!(published("t.xlsx", sheets(&["2023年"]), &said).diagnostics(), @r"
    error[missing-sheet]: there is no sheet 2023
      --> inputs/datapackage.json:5
      help: did you mean 2023年?
    ");
}

#[test]
fn a_comma_at_the_end_of_each_line_and_tabs_glued_to_cells() {
    let table = "指标：研发经费投入(亿元)\n地区\t,2023年\t,2022年\t,\n四川省\t,1357.8\t,1215.0\t,\n";
    insta::assert_snapshot!(told(&published("t.csv", table, SAID)), @r"
    CN-SC 2023 1357.8 × 10^8 inputs/t.csv:3:2
    CN-SC 2022 1215.0 × 10^8 inputs/t.csv:3:3
    ");
}

#[test]
fn tabs_between_fields() {
    let table = EXPORT.replace(',', "\t");
    assert_eq!(told(&published("t.tsv", table, SAID)), told(&published("t.tsv", EXPORT, SAID)));
}

#[test]
fn digits_in_full_width_and_thousands_separators() {
    assert_eq!(value("１３５７．８", "亿元"), "CN-SC 2023 1357.8 × 10^8 inputs/t.csv:2:2");
    assert_eq!(value("\"1,357.80\"", "亿元"), "CN-SC 2023 1357.80 × 10^8 inputs/t.csv:2:2");
}

#[test]
fn a_comma_that_parts_no_thousands() {
    let table = "指标：研发经费投入(亿元)\n地区,2023年\n四川省,\"13,57.8\"\n";
    insta::assert_snapshot!(published("t.csv", table, SAID).diagnostics(), @r#"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/t.csv:3:2   13,57.8
      help: write one number in plain digits with at most one point, or say how the table parts them: "decimal": "," (--decimal)
    "#);
}

#[test]
fn every_unit_of_money_is_exact() {
    let power = |unit: &str| value("1.50", unit).split(' ').nth(4).unwrap_or_default().to_owned();
    let units = ["元", "千元", "万元", "百万元", "亿元", "十亿元", "万亿元", "thousand yuan", "million yuan"];
    assert_eq!(units.map(power), ["10^0", "10^3", "10^4", "10^6", "10^8", "10^9", "10^12", "10^3", "10^6"]);
    assert_eq!(["billion yuan", "CNY trillion", "100 million yuan"].map(power), ["10^9", "10^12", "10^8"]);
}

#[test]
fn a_permille_is_a_tenth_of_a_percent_with_a_decimal_more() {
    let table = "指标：研发经费投入(‰)\n地区,2023年,2022年\n四川省,22.60,2.15%\n";
    let inputs = published("t.csv", table, SAID);
    let inputs = inputs.set("indicators.csv", "CNY,level,higher,yi,1", "PT,share,higher,one,2");
    insta::assert_snapshot!(told(&inputs), @r"
    CN-SC 2023 2.260 × 10^0 inputs/t.csv:3:2
    CN-SC 2022 2.15 × 10^0 inputs/t.csv:3:3
    ");
}

#[test]
fn a_unit_that_the_indicator_is_not_measured_in() {
    let table = "指标：研发经费投入(万人)\n地区,2023年\n四川省,1357.8\n";
    insta::assert_snapshot!(published("t.csv", table, SAID).diagnostics(), @r"
    error[unit-mismatch]: RD_EXP is measured in CNY, the row is in 万人
      --> inputs/t.csv:1:1   万人
      help: correct the unit, or give what is measured in it an indicator of its own
    ");
}

#[test]
fn signs_for_absent_values_are_never_zero() {
    let table = "指标：研发经费投入(亿元)\n地区,2023年,2022年,2021年,2020年,2019年\n四川省,…,—,--,,0\n";
    let ingested = taken(&published("t.csv", table, SAID));
    let missing = ingested.missing.iter().map(|it| format!("{} {:?}", it.period, it.absence));
    assert_eq!(missing.collect::<Vec<_>>(), ["2023 N", "2022 M", "2021 M", "2020 O"]);
    assert_eq!(ingested.observations.rows().len(), 1);
}

#[test]
fn a_sign_of_the_tables_own() {
    let table = "指标：研发经费投入(亿元)\n地区,2023年\n四川省,x\n";
    let ingested = taken(&published("t.csv", table, &format!("{SAID}, \"symbols\": {{\"x\": \"Q\"}}")));
    assert_eq!(format!("{:?}", ingested.missing[0].absence), "Q");
}

/// The diagnostics of a series of amounts, the first of 2023 and each a year before the last.
fn leaps(values: [&str; 4]) -> String {
    let table =
        format!("指标：研发经费投入(亿元)\n地区,2023年,2022年,2021年,2020年\n四川省,{}\n", values.join(","));
    published("t.csv", table, SAID).diagnostics()
}

#[test]
fn a_value_in_the_wrong_unit_is_refused() {
    insta::assert_snapshot!(leaps(["1357.8", "0.1215", "1214.5", "1055.3"]), @r"
    error[magnitude]: RD_EXP of CN-SC in 2022 is 11175 times smaller than in 2021
      --> inputs/t.csv:3:3   2022: 0.1215 × 10^8
      --> inputs/t.csv:3:4   2021: 1214.5 × 10^8
      help: check the unit: 万 and 亿 are ten thousand times apart
    ");
}

#[test]
fn a_lost_digit_is_told_once_at_its_cell() {
    insta::assert_snapshot!(leaps(["1357.8", "121.5", "1214.5", "1055.3"]), @r"
    warning[magnitude]: RD_EXP of CN-SC in 2022 is 11 times smaller than in 2021
      --> inputs/t.csv:3:3   2022: 121.5 × 10^8
      --> inputs/t.csv:3:4   2021: 1214.5 × 10^8
      help: check the digits and the unit; where the series breaks, give the value the status B
    ");
    insta::assert_snapshot!(leaps(["135.8", "1215.0", "1214.5", "1055.3"]), @r"
    warning[magnitude]: RD_EXP of CN-SC in 2023 is 8.9 times smaller than in 2022
      --> inputs/t.csv:3:2   2023: 135.8 × 10^8
      --> inputs/t.csv:3:3   2022: 1215.0 × 10^8
      help: check the digits and the unit; where the series breaks, give the value the status B
    ");
    insta::assert_snapshot!(leaps(["1357.8", "1215.0", "1214.5", "105.5"]), @r"
    warning[magnitude]: RD_EXP of CN-SC in 2020 is 12 times smaller than in 2021
      --> inputs/t.csv:3:5   2020: 105.5 × 10^8
      --> inputs/t.csv:3:4   2021: 1214.5 × 10^8
      help: check the digits and the unit; where the series breaks, give the value the status B
    ");
}

#[test]
fn a_series_that_quadruples_is_not_told() {
    assert_eq!(leaps(["1357.8", "340.0", "85.0", "0"]), "");
}

#[test]
fn a_series_that_breaks_may_leap() {
    let table = "指标：研发经费投入(亿元)\n地区,2023年,2022年\n四川省,1357.8,12.15\n";
    let said = format!("{SAID}, \"exceptions\": [{{\"period\": \"2023\", \"status\": \"B\"}}]");
    assert_eq!(published("t.csv", table, &said).diagnostics(), "");
}

#[test]
fn an_exception_for_one_year_and_one_for_none() {
    let said = format!(
        "{SAID}, \"exceptions\": [{{\"period\": \"2022\", \"vintage\": \"2023-09-18\", \"status\": \"P\"}}, {{\"area\": \"四川\", \"period\": \"1999\", \"status\": \"U\"}}]"
    );
    let (ingested, sink) = published("t.csv", EXPORT, &said).ingest();
    let said = ingested.unwrap().observations.rows()[..2]
        .iter()
        .map(|it| format!("{} {} {:?}", it.period, it.vintage, it.status))
        .collect::<Vec<_>>();
    assert_eq!(said, ["2023 2024-10-02 A", "2022 2023-09-18 P"]);
    insta::assert_snapshot!(sink.iter().map(ToString::to_string).collect::<String>(), @r"
    warning[unused-exception]: no row is of 四川, 1999
      --> inputs/datapackage.json:5
      help: correct the exception, or delete it
    ");
}

#[test]
fn headings_that_may_be_areas_or_indicators() {
    let table = "单位：亿元\n年份,甲,乙\n2023,1357.8,746.7\n";
    insta::assert_snapshot!(published("t.csv", table, SAID).diagnostics(), @r#"
    error[ambiguous-labels]: the table does not say whether its headings are areas or indicators
      --> inputs/t.csv:2:2   甲
      help: say it in the descriptor: "briefing": {"columns": "areas"} or "indicators"
    "#);
}

#[test]
fn sdmx_with_labels_missing_numbers_and_columns_of_its_own() {
    let table = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR: Indicator,REF_AREA: Area,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,COMMENT\n\
                 dataflow,NBS:RD(1.0),I,RD_EXP: R&D,CN-SC: Sichuan,2023,1357.8,CNY,8,A: Normal,seen\n\
                 dataflow,NBS:RD(1.0),I,RD_EXP: R&D,CN-SC: Sichuan,2022,NaN,CNY,8,A,\n\
                 dataflow,NBS:RD(1.0),I,RD_EXP: R&D,CN-SC: Sichuan,2021,#N/A,CNY,8,M,\n\
                 dataflow,NBS:RD(1.0),D,RD_EXP: R&D,CN-SC: Sichuan,2020,1055.3,CNY,8,A,\n";
    let ingested = taken(&published("t.csv", table, SAID));
    assert_eq!(ingested.observations.rows().len(), 1);
    let missing = ingested.missing.iter().map(|it| format!("{} {:?}", it.period, it.absence));
    assert_eq!(missing.collect::<Vec<_>>(), ["2022 O", "2021 M"]);
}

#[test]
fn a_fault_of_a_code_list_is_told_with_its_place() {
    let row = "CN-SC,四川省,Sichuan,四川,Sichuan,\n";
    let inputs = Inputs::minimal().set("areas.csv", row, &format!("{row}{row}")).files();
    let mut sink = Sink::default();
    let file = File::new("rd.csv", EXPORT);
    let said = import::EditorAnswers {
        vintage: Some("2024-10-02".into()),
        source: Some("NBS".into()),
        ..Default::default()
    };
    import::understand(&file, &inputs, &said, &mut sink).unwrap();
    let told = sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(told, @r"
    error[duplicate-code]: two rows for the area CN-SC
      --> inputs/areas.csv:2:1   CN-SC
      --> inputs/areas.csv:3:1   CN-SC
      help: give one of them another code, or delete it
    ");
}

#[test]
fn a_table_is_shown_and_entered_without_its_documentation() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "各地区研发经费", &Format::new()).unwrap();
    sheet.write(1, 2, "单位：亿元").unwrap();
    sheet.merge_range(2, 0, 3, 0, "地区", &Format::new()).unwrap();
    sheet.merge_range(2, 1, 2, 2, "研发经费投入", &Format::new()).unwrap();
    sheet.write(3, 1, "2023年").unwrap().write(3, 2, "2022年").unwrap();
    sheet.write(4, 0, "四川").unwrap().write(4, 1, 1357.8).unwrap().write(4, 2, 1215.3).unwrap();
    sheet.write(5, 0, "注：含高等学校。").unwrap();
    let file = File::new("mailed/rd 2023.xlsx", book.save_to_buffer().unwrap());
    let inputs = Inputs::minimal().files();
    let mut sink = Sink::default();
    let said = import::EditorAnswers {
        vintage: Some("2024-10-02".into()),
        source: Some("NBS".into()),
        ..Default::default()
    };
    let it = import::understand(&file, &inputs, &said, &mut sink).unwrap();
    assert!(!sink.has_errors());
    insta::assert_snapshot!(it.account, @r"
    mailed/rd 2023.xlsx: a workbook (xlsx)
    sheet Sheet1: layout two-level-header (areas in column 1, indicators in row 3, years in row 4), 2 rows
      INDICATOR 研发经费投入, REF_AREA 四川, TIME_PERIOD 2023, OBS_VALUE 1357.8, OBS_STATUS A, UNIT 亿元   mailed/rd 2023.xlsx!Sheet1!B5
      INDICATOR 研发经费投入, REF_AREA 四川, TIME_PERIOD 2022, OBS_VALUE 1215.3, OBS_STATUS A, UNIT 亿元   mailed/rd 2023.xlsx!Sheet1!C5
      in every row: SOURCE_ID NBS
      in every row: VINTAGE 2024-10-02
    skipped: mailed/rd 2023.xlsx!Sheet1!A1   各地区研发经费 — a title
    skipped: mailed/rd 2023.xlsx!Sheet1!A6   注：含高等学校。 — a note below the table
    kept as a note: 各地区研发经费
    kept as a note: 注：含高等学校。
    2 observations, 0 values that it says it has not
    ");
    assert_eq!(
        it.entry.lines().map(str::trim).collect::<Vec<_>>(),
        [
            "{",
            "\"name\": \"rd-2023\",",
            "\"path\": \"rd 2023.xlsx\",",
            "\"briefing:role\": \"observations\",",
            "\"briefing\": {\"layout\":\"two-level-header\",\"source\":\"NBS\",\"vintage\":\"2024-10-02\"}",
            "}",
        ]
    );
    let descriptor = File::new("inputs/datapackage.json", it.descriptor.unwrap().into_bytes());
    let table = File::new("inputs/rd 2023.xlsx", Vec::clone(&file.bytes));
    let files =
        inputs.iter().filter(|it| it.path != descriptor.path).cloned().chain([descriptor.clone(), table]);
    let ingested = briefing::ingest::ingest(&Files::from_memory("inputs", files), &mut sink).unwrap();
    assert_eq!(sink.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(ingested.observations.rows().len(), 4);
}

/// The diagnostics of a file that can not be taken in.
fn refused(path: &str, bytes: impl Into<Vec<u8>>) -> String {
    published(path, bytes, SAID).diagnostics()
}

#[test]
fn a_damaged_workbook() {
    let mut bytes = sheets(&["2023年"]);
    bytes.truncate(bytes.len() / 2);
    assert!(refused("t.xlsx", bytes).starts_with("error[damaged-file]: the file is damaged: "));
}

#[test]
fn a_web_page_under_the_name_of_a_workbook() {
    insta::assert_snapshot!(refused("t.xls", "<html><table><tr><td>2023年</td></tr></table></html>"), @r"
    error[no-table]: the file is a web page, whatever its name
      --> inputs/t.xls
      help: open it in a spreadsheet program and save it as .xlsx
    ");
}

#[test]
fn a_web_page_that_begins_with_a_mark_or_another_tag() {
    let page = "<html><table><tr><td>2023年</td></tr></table></html>";
    for page in [format!("\u{feff}{page}"), format!("<meta charset=\"utf-8\">\n<div>{page}</div>")] {
        assert!(refused("t.xls", page).starts_with("error[no-table]: the file is a web page, "));
    }
}

#[test]
fn a_compressed_text_under_the_name_of_a_text() {
    insta::assert_snapshot!(refused("t.csv", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), @r"
    error[no-table]: the file is compressed (gzip), whatever its name
      --> inputs/t.csv
      help: unpack it, and put the table itself there
    ");
}

#[test]
fn an_encrypted_workbook() {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(4096, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    insta::assert_snapshot!(refused("t.xlsx", bytes), @r"
    error[encrypted-workbook]: the workbook is encrypted
      --> inputs/t.xlsx
      help: open it with its password, and save it without one
    ");
}

#[test]
fn a_formula_without_a_value() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "地区").unwrap().write(0, 1, "2023年").unwrap();
    sheet.write(1, 0, "四川").unwrap().write(1, 1, Formula::new("=1+1")).unwrap();
    let bytes = without(&book.save_to_buffer().unwrap(), "<v>0</v>");
    insta::assert_snapshot!(refused("t.xlsx", bytes), @r"
    error[formula-without-value]: a formula has no value
      --> inputs/t.xlsx!Sheet1!B2
      help: open the workbook in a spreadsheet program, let it compute, and save it
    ");
}

/// A workbook whose sheets lack a piece of their text.
fn without(workbook: &[u8], piece: &str) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let changed = if part.name().unwrap().contains("sheet") { text.replace(piece, "") } else { text };
        to.write_all(changed.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_cell_in_the_farthest_corner() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "地区").unwrap().write(0, 1, "2023年").unwrap();
    sheet.write(1_048_575, 16_383, 1).unwrap();
    insta::assert_snapshot!(refused("t.xlsx", book.save_to_buffer().unwrap()), @r"
    error[too-large-to-read]: the table has 16384 columns, at most 4096 are read
      --> inputs/t.xlsx!Sheet1!XFD1048576   1
      help: take the part that the briefing needs, and save that as a table of its own
    ");
}

#[test]
fn an_archive_that_unpacks_to_gigabytes() {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..257 {
        archive.write_all(&zeros).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    insta::assert_snapshot!(refused("t.xlsx", bytes), @r"
    error[too-large-to-read]: the workbook unpacks to more than 256 MB
      --> inputs/t.xlsx
      help: take the part that the briefing needs, and save that as a table of its own
    ");
}

#[test]
fn ten_thousand_columns() {
    insta::assert_snapshot!(refused("t.csv", ",".repeat(9_999)), @r"
    error[too-large-to-read]: the table has 10000 columns, at most 4096 are read
      --> inputs/t.csv:1
      help: take the part that the briefing needs, and save that as a table of its own
    ");
}

#[test]
fn a_cell_of_ten_megabytes() {
    let found = refused("t.csv", format!("地区,2023年\n四川省,{}\n", "9".repeat(10 << 20)));
    insta::assert_snapshot!(found, @r"
    error[too-large-to-read]: a cell has 10240 KB, at most 128 are read
      --> inputs/t.csv:2:2   999999999999999999999999999999999999999999999999999999999999…
      help: take the part that the briefing needs, and save that as a table of its own
    ");
}

#[test]
fn a_million_blank_rows_say_nothing() {
    let table = format!("{EXPORT}{}", ",,,\n".repeat(1_000_000));
    assert_eq!(told(&published("t.csv", table, SAID)), told(&published("t.csv", EXPORT, SAID)));
}

/// A text in every encoding that is read.
fn encoded(text: &str) -> BTreeMap<&'static str, Vec<u8>> {
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    BTreeMap::from([
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", with_mark(b"\xef\xbb\xbf", text.as_bytes().to_vec())),
        ("GB18030", encoding_rs::GB18030.encode(text).0.into_owned()),
        ("UTF-16LE with a mark", with_mark(b"\xff\xfe", utf16(u16::to_le_bytes))),
        ("UTF-16BE with a mark", with_mark(b"\xfe\xff", utf16(u16::to_be_bytes))),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
    ])
}

/// What is told, without the places and in an order of its own.
fn statements(table: impl Into<Vec<u8>>) -> Vec<String> {
    let told = told(&published("t.csv", table, SAID));
    let mut rows = told.lines().map(|row| row.rsplit_once(' ').unwrap().0.to_owned()).collect::<Vec<_>>();
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_order_of_years_and_any_encoding_give_the_same_observations(
        values in prop::collection::btree_map(1990_u16..2024, 20_000_u32..90_000, 1..12),
        seed in prop::collection::vec(any::<u16>(), 12),
        swap in any::<bool>(),
    ) {
        let table = |years: &[(&u16, &u32)], swap: bool| {
            let header = years.iter().map(|(year, _)| format!(",{year}年")).collect::<Vec<_>>().concat();
            let row = |name: &str, more: u32| {
                let cells = years.iter().map(|(_, value)| format!(",{}.{}", *value + more, *value % 10)).collect::<Vec<_>>().concat();
                format!("{name}{cells}\n")
            };
            let mut rows = [row("四川省", 0), row("重庆市", 7)];
            if swap {
                rows.reverse();
            }
            format!("指标：研发经费投入(亿元)\n地区{header}\n{}", rows.concat())
        };
        let years = values.iter().collect::<Vec<_>>();
        let mut shuffled = years.iter().copied().zip(&seed).collect::<Vec<_>>();
        shuffled.sort_by_key(|(_, place)| **place);
        let shuffled = shuffled.into_iter().map(|(year, _)| year).collect::<Vec<_>>();
        let expected = statements(table(&years, false));
        prop_assert_eq!(expected.len(), values.len() * 2);
        for (encoding, bytes) in encoded(&table(&shuffled, swap)) {
            prop_assert_eq!(&statements(bytes), &expected, "{}", encoding);
        }
    }
}

/// A generator of bytes that begins anew from its seed (`xorshift64*`).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

/// What the fuzz target does for as long as it is let, on files of every format.
#[test]
fn no_bytes_make_the_intake_panic() {
    let seeds = [
        EXPORT.as_bytes().to_vec(),
        encoding_rs::GB18030.encode(EXPORT).0.into_owned(),
        sheets(&["2023年"]),
        include_bytes!("../inputs/exchange-rates.parquet").to_vec(),
        include_bytes!("../inputs/clusters.csv").to_vec(),
    ];
    // The readers of others panic on some of these; the intake reports a damaged file.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut noise = Noise(20_231_002);
    let run = std::panic::catch_unwind(move || {
        for round in 0..400 {
            let mut bytes = seeds[round % seeds.len()].clone();
            for _ in 0..=noise.next() % 8 {
                let at = usize::try_from(noise.next()).unwrap() % bytes.len();
                match noise.next() % 3 {
                    0 => bytes[at] = noise.next().to_le_bytes()[0],
                    1 => bytes.truncate(at.max(8)),
                    _ => bytes.insert(at, noise.next().to_le_bytes()[0]),
                }
            }
            published("t", bytes, SAID).ingest();
        }
    });
    std::panic::set_hook(hook);
    assert!(run.is_ok());
}
