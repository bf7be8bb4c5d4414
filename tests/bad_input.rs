//! Bad input: every fault has a message, a place and a way out.

use crate::ingest::{Inputs, OBSERVATION_HEADER};

/// The first observation of the minimal inputs.
const SICHUAN: &str = "RD_EXP,CN-SC,2020,1055.3,CNY,8,A,,2021-09-22,,NBS,yes";

/// The diagnostics when the first observation reads `row` instead.
fn with_row(row: &str) -> String {
    Inputs::minimal().set("rd.csv", SICHUAN, row).diagnostics()
}

#[test]
fn a_missing_descriptor() {
    let found = Inputs::minimal().without("datapackage.json").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[missing-file]: there is no file inputs/datapackage.json
      --> datapackage.json
      help: it lists the files of the briefing, each with its role
    ");
}

#[test]
fn a_descriptor_that_is_no_json() {
    let found =
        Inputs::minimal().set("datapackage.json", "{\"name\": \"minimal\", ", "{name, ").diagnostics();
    insta::assert_snapshot!(found, @r#"
    error[descriptor]: the descriptor cannot be read: key must be a string
      --> inputs/datapackage.json:1:2
      help: it needs a list "resources", each of them with a "path" and a "briefing:role"
    "#);
}

#[test]
fn a_resource_without_a_role() {
    let found = Inputs::minimal().set("datapackage.json", ", \"briefing:role\": \"areas\"", "").diagnostics();
    insta::assert_snapshot!(found, @r#"
    error[descriptor]: the descriptor cannot be read: missing field `briefing:role`
      --> inputs/datapackage.json:3:23
      help: it needs a list "resources", each of them with a "path" and a "briefing:role"
    "#);
}

#[test]
fn an_unknown_role() {
    let found = Inputs::minimal()
        .set("datapackage.json", "\"briefing:role\": \"areas\"", "\"briefing:role\": \"area\"")
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-role]: areas.csv has no role that is known
      --> inputs/datapackage.json:3   area
      help: did you mean areas?
    ");
}

#[test]
fn a_role_that_no_file_has() {
    let found = Inputs::minimal()
        .set("datapackage.json", "  {\"path\": \"areas.csv\", \"briefing:role\": \"areas\"},\n", "")
        .diagnostics();
    insta::assert_snapshot!(found, @r#"
    error[missing-role]: no file has the role areas
      --> inputs/datapackage.json
      help: list the file that holds them, with that "briefing:role"
    warning[unlisted-file]: the descriptor does not list the file, it is not read
      --> inputs/areas.csv
      help: list it in inputs/datapackage.json, or move it elsewhere
    "#);
}

#[test]
fn a_missing_file() {
    let found = Inputs::minimal().without("rd.csv").with("rdd.csv", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[missing-file]: there is no file inputs/rd.csv
      --> rd.csv
      --> inputs/datapackage.json:5
      help: did you mean rdd.csv?
      help: put the file there, or delete its entry in the descriptor
    warning[unlisted-file]: the descriptor does not list the file, it is not read
      --> inputs/rdd.csv
      help: list it in inputs/datapackage.json, or move it elsewhere
    ");
}

#[test]
fn a_missing_code_list_is_one_fault_not_one_a_row() {
    let found = Inputs::minimal().without("areas.csv").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[missing-file]: there is no file inputs/areas.csv
      --> areas.csv
      --> inputs/datapackage.json:3
      help: put the file there, or delete its entry in the descriptor
    ");
}

#[test]
fn a_file_listed_twice() {
    let found = Inputs::minimal().set("datapackage.json", "\"claims.csv\"", "\"areas.csv\"").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[repeated-file]: areas.csv is listed twice
      --> inputs/datapackage.json:3
      help: delete one of the two entries
    warning[unlisted-file]: the descriptor does not list the file, it is not read
      --> inputs/claims.csv
      help: list it in inputs/datapackage.json, or move it elsewhere
    ");
}

#[test]
fn a_file_that_the_descriptor_does_not_list() {
    let found = Inputs::minimal().with("notes.csv", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    warning[unlisted-file]: the descriptor does not list the file, it is not read
      --> inputs/notes.csv
      help: list it in inputs/datapackage.json, or move it elsewhere
    ");
}

#[test]
fn a_file_in_no_known_encoding() {
    let found =
        Inputs::minimal().with("rd.csv", b"INDICATOR\nRD_EXP\n\xcb\xc4\xff\xff\n".to_vec()).diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-encoding]: the text is neither UTF-8 nor GB18030 nor UTF-16
      --> inputs/rd.csv:3   byte 0xcb
      help: fetch it again, or save it as UTF-8
    ");
}

#[test]
fn an_empty_file() {
    let found = Inputs::minimal().with("rd.csv", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[empty-file]: the file holds no table
      --> inputs/rd.csv
      help: its first line names the columns
    ");
}

#[test]
fn a_missing_column() {
    let found = Inputs::minimal().set("sources.csv", "PUBLISHER_ZH", "NOTE").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[missing-column]: there is no column PUBLISHER_ZH
      --> inputs/sources.csv:1
      help: the columns of such a table are SOURCE_ID, PUBLISHER_ZH, PUBLISHER_EN
    warning[unknown-column]: the column NOTE is not read
      --> inputs/sources.csv:1:2   NOTE
      help: delete it, or give it the name of a column that is read
    ");
}

#[test]
fn a_misspelt_column() {
    let found = Inputs::minimal().set("rd.csv", "OBS_VALUE", "obs_valu").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[missing-column]: there is no column OBS_VALUE
      --> inputs/rd.csv:1:4   obs_valu
      help: did you mean OBS_VALUE?
    ");
}

#[test]
fn an_unknown_column() {
    let found = Inputs::minimal()
        .set("milestones.csv", "TEXT_EN,SOURCE_ID", "TEXT_EN,SOURCE_ID,NOTE")
        .set("milestones.csv", "issued,NBS", "issued,NBS,seen twice")
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    warning[unknown-column]: the column NOTE is not read
      --> inputs/milestones.csv:1:6   NOTE
      help: delete it, or give it the name of a column that is read
    ");
}

#[test]
fn a_column_named_twice() {
    let found = Inputs::minimal().set("rd.csv", "FAMILY", "VINTAGE").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[repeated-column]: two columns are named VINTAGE
      --> inputs/rd.csv:1:9   VINTAGE
      --> inputs/rd.csv:1:10   VINTAGE
      help: rename or delete one of them
    ");
}

#[test]
fn a_row_with_a_field_too_few() {
    let found = with_row("RD_EXP,CN-SC,2020,1055.3,CNY,8,A,,2021-09-22,NBS,yes");
    insta::assert_snapshot!(found, @r"
    error[ragged-row]: the row has 11 fields, the header has 12
      --> inputs/rd.csv:2
      help: add the missing fields, blank ones too
    ");
}

#[test]
fn a_row_with_a_comma_in_a_number() {
    let found = with_row("RD_EXP,CN-SC,2020,1,055.3,CNY,8,A,,2021-09-22,,NBS,yes");
    insta::assert_snapshot!(found, @r"
    error[ragged-row]: the row has 13 fields, the header has 12
      --> inputs/rd.csv:2
      help: put a field that holds a comma in quotation marks
    ");
}

#[test]
fn a_quotation_mark_that_is_not_closed() {
    let found = with_row("RD_EXP,CN-SC,2020,\"1055.3,CNY,8,A,,2021-09-22,,NBS,yes");
    insta::assert_snapshot!(found, @r"
    error[unclosed-quote]: a quotation mark is never closed: all that follows it is one field
      --> inputs/rd.csv:2:4   1055.3,CNY,8,A,,2021-09-22,,NBS,yes
      help: close it, or delete it
    ");
}

#[test]
fn text_in_a_numeric_cell() {
    let found = with_row(&SICHUAN.replace("1055.3", "n/a?"));
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4   n/a?
      help: write digits with at most one point, such as 1214.5, or leave a value that is missing blank
    ");
}

#[test]
fn a_thousands_separator() {
    let found = with_row(&SICHUAN.replace("1055.3", "\"1,055.3\""));
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4   1,055.3
      help: write 1055.3, without thousands separators
    ");
}

#[test]
fn a_percent_sign() {
    let found = with_row(&SICHUAN.replace("1055.3", "33%"));
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4   33%
      help: write 33, without the percent sign: the unit has its own column
    ");
}

#[test]
fn a_unit_beside_a_number() {
    let found = with_row(&SICHUAN.replace("1055.3", "1055.3亿元"));
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4   1055.3亿元
      help: write the digits alone: the unit, 万 or 亿 with it, and words such as 左右 have columns of their own
    ");
}

#[test]
fn a_number_in_full_width_digits() {
    let found = with_row(&SICHUAN.replace("1055.3", "１０５５.３"));
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4   １０５５.３
      help: write the digits 0 to 9 in half width
    ");
}

#[test]
fn a_space_beside_a_number() {
    let found = with_row(&SICHUAN.replace("1055.3", " 1055.3"));
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4    1055.3
      help: write 1055.3 without the space beside it
    ");
}

#[test]
fn a_blank_value_is_missing_and_never_zero() {
    let found = with_row(&SICHUAN.replace("1055.3", ""));
    insta::assert_snapshot!(found, @r"
    warning[missing-value]: OBS_VALUE is blank, the row is left out
      --> inputs/rd.csv:2:4
      help: fill it in when it is known; a zero is written 0
    ");
}

#[test]
fn a_value_beyond_all_measure() {
    let found = with_row(&SICHUAN.replace("1055.3", "105530000"));
    insta::assert_snapshot!(found, @r"
    error[too-large]: the value in whole units is ten quadrillion or more
      --> inputs/rd.csv:2:4   105530000
      help: check its digits and UNIT_MULT
    ");
}

#[test]
fn a_multiplier_that_is_no_power_of_ten_in_use() {
    let found = with_row(&SICHUAN.replace(",8,", ",亿,"));
    insta::assert_snapshot!(found, @r"
    error[not-a-whole-number]: UNIT_MULT is not a whole number
      --> inputs/rd.csv:2:6   亿
      help: write a number from 0 to 12
    ");
}

#[test]
fn an_unknown_indicator() {
    let found = with_row(&SICHUAN.replace("RD_EXP", "RD_EXPP"));
    insta::assert_snapshot!(found, @r"
    error[unknown-indicator]: there is no indicator RD_EXPP
      --> inputs/rd.csv:2:1   RD_EXPP
      help: did you mean RD_EXP?
    ");
}

#[test]
fn an_unknown_area() {
    let found = with_row(&SICHUAN.replace("CN-SC", "四用省"));
    insta::assert_snapshot!(found, @r"
    error[unknown-area]: there is no area 四用省
      --> inputs/rd.csv:2:2   四用省
      help: did you mean 四川省?
    ");
}

#[test]
fn an_unknown_unit() {
    let found = with_row(&SICHUAN.replace("CNY", "CNYY"));
    insta::assert_snapshot!(found, @r"
    error[unknown-unit]: there is no unit of measure CNYY
      --> inputs/rd.csv:2:5   CNYY
      help: did you mean CNY?
      help: or define it in indicators.csv, in capitals, with its words: KWH, UNIT_ZH 千瓦时, UNIT_EN kWh
    ");
}

#[test]
fn a_unit_that_is_not_the_indicators() {
    let found = with_row(&SICHUAN.replace("CNY", "USD"));
    insta::assert_snapshot!(found, @r"
    error[unit-mismatch]: RD_EXP is measured in CNY, the row is in USD
      --> inputs/rd.csv:2:5   USD
      help: correct the unit, or give what is measured in it an indicator of its own
    ");
}

#[test]
fn an_unknown_status() {
    let found = with_row(&SICHUAN.replace(",A,", ",X,"));
    insta::assert_snapshot!(found, @r"
    error[unknown-status]: OBS_STATUS cannot be X
      --> inputs/rd.csv:2:7   X
      help: it is one of A, B, P, E, U
    ");
}

#[test]
fn an_unknown_qualifier() {
    let found = with_row(&SICHUAN.replace(",A,,", ",A,more-than,"));
    insta::assert_snapshot!(found, @r"
    error[unknown-qualifier]: QUALIFIER cannot be more-than
      --> inputs/rd.csv:2:8   more-than
      help: did you mean more_than?
    ");
}

#[test]
fn an_unknown_source() {
    let found = with_row(&SICHUAN.replace("NBS", "NSB"));
    insta::assert_snapshot!(found, @r"
    error[unknown-source]: there is no source NSB
      --> inputs/rd.csv:2:11   NSB
      help: add it to the list of source codes, or correct it: there is NBS
    ");
}

#[test]
fn a_day_of_access_that_cannot_be() {
    let read = |row: &str| {
        let head = "SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN,TITLE_ZH,TITLE_EN,URL,PUBLISHED,ACCESSED";
        let row = format!("NBS,国家统计局,National Bureau of Statistics,公报,Bulletin,{row}");
        Inputs::minimal().with("sources.csv", format!("{head}\n{row}\n").as_bytes()).diagnostics()
    };
    insta::assert_snapshot!(read(",,2025-03-01"), @r"
    error[access-day]: ACCESSED is the day on which the address was read, and there is no URL
      --> inputs/sources.csv:2:8   2025-03-01
      help: write the day on which the document was read at its URL, or leave it blank
    ");
    insta::assert_snapshot!(read("https://www.stats.gov.cn/a.html,2025-02-28,2025-02-27"), @r"
    error[access-day]: ACCESSED lies before PUBLISHED, and nobody reads what has not come out
      --> inputs/sources.csv:2:8   2025-02-27
      help: write the day on which the document was read at its URL, or leave it blank
    ");
    assert_eq!(read("https://www.stats.gov.cn/a.html,2025-02-28,2025-03-01"), "");
}

#[test]
fn a_blank_code() {
    let found = with_row(&SICHUAN.replace("NBS", ""));
    insta::assert_snapshot!(found, @r"
    error[blank-cell]: SOURCE_ID is blank
      --> inputs/rd.csv:2:11
      help: fill it in, or delete the row
    ");
}

#[test]
fn a_period_that_is_none() {
    let found = with_row(&SICHUAN.replace(",2020,", ",2020年,"));
    insta::assert_snapshot!(found, @r"
    error[not-a-period]: TIME_PERIOD is not a time period
      --> inputs/rd.csv:2:3   2020年
      help: write a year (2023) or a month (2025-01)
    ");
}

#[test]
fn a_day_that_is_none() {
    let found = with_row(&SICHUAN.replace("2021-09-22", "2021-9-31"));
    insta::assert_snapshot!(found, @r"
    error[not-a-date]: VINTAGE is not a day
      --> inputs/rd.csv:2:9   2021-9-31
      help: write year, month and day (2024-10-02)
    ");
}

#[test]
fn an_unknown_word_for_seen() {
    let found = with_row(&SICHUAN.replace(",yes", ",ja"));
    insta::assert_snapshot!(found, @r"
    error[unknown-seen]: SEEN cannot be ja
      --> inputs/rd.csv:2:12   ja
      help: it is one of yes, no
    ");
}

#[test]
fn every_fault_of_a_row_and_of_a_run_is_reported_at_once() {
    let found = Inputs::minimal()
        .set("rd.csv", SICHUAN, "RD_EXP,CN-XX,2020,n/a,CNY,8,Q,,2021-09-22,,NBS,yes")
        .set("claims.csv", "billion CNY", "billion")
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-area]: there is no area CN-XX
      --> inputs/rd.csv:2:2   CN-XX
      help: did you mean CN-CQ? there is CN-CQ, CN-SC
    error[not-a-number]: OBS_VALUE is not a number
      --> inputs/rd.csv:2:4   n/a
      help: write digits with at most one point, such as 1214.5, or leave a value that is missing blank
    error[unknown-status]: OBS_STATUS cannot be Q
      --> inputs/rd.csv:2:7   Q
      help: it is one of A, B, P, E, U
    error[unknown-claim-unit]: UNIT cannot be billion
      --> inputs/claims.csv:2:6   billion
      help: did you mean billion CNY?
    ");
}

#[test]
fn two_different_values_for_one_key() {
    let found = Inputs::minimal()
        .with("rd.csv", format!("{OBSERVATION_HEADER}{SICHUAN}\n{}\n", SICHUAN.replace("1055.3", "1055.9")))
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[duplicate-observation]: two different values for RD_EXP, CN-SC, 2020
      --> inputs/rd.csv:2:4   1055.3
      --> inputs/rd.csv:3:4   1055.9
      help: give the later value its own VINTAGE, or delete the wrong row
    ");
}

#[test]
fn other_digits_are_another_value() {
    let found = Inputs::minimal()
        .with("rd.csv", format!("{OBSERVATION_HEADER}{SICHUAN}\n{}\n", SICHUAN.replace("1055.3", "1055.30")))
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[duplicate-observation]: two different values for RD_EXP, CN-SC, 2020
      --> inputs/rd.csv:2:4   1055.3
      --> inputs/rd.csv:3:4   1055.30
      help: give the later value its own VINTAGE, or delete the wrong row
    ");
}

#[test]
fn one_value_in_two_states() {
    let found = Inputs::minimal()
        .with("rd.csv", format!("{OBSERVATION_HEADER}{SICHUAN}\n{}\n", SICHUAN.replace(",A,", ",P,")))
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[duplicate-observation]: one value in two states for RD_EXP, CN-SC, 2020
      --> inputs/rd.csv:2:4   1055.3
      --> inputs/rd.csv:3:4   1055.3
      help: delete the row whose OBS_STATUS or QUALIFIER is wrong
    ");
}

#[test]
fn the_same_row_twice() {
    let found =
        Inputs::minimal().with("rd.csv", format!("{OBSERVATION_HEADER}{SICHUAN}\n{SICHUAN}\n")).diagnostics();
    insta::assert_snapshot!(found, @r"
    warning[repeated-row]: the same value again for RD_EXP, CN-SC, 2020
      --> inputs/rd.csv:2:4   1055.3
      --> inputs/rd.csv:3:4   1055.3
      help: delete all of the rows but one
    ");
}

#[test]
fn a_code_that_a_list_has_twice() {
    let found = Inputs::minimal()
        .set(
            "areas.csv",
            "SC_CQ,川渝,Sichuan and Chongqing,川渝,Both,CN-SC+CN-CQ",
            "CN-SC,川,Sichuan,川,Sichuan,",
        )
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[duplicate-code]: two rows for the area CN-SC
      --> inputs/areas.csv:2:1   CN-SC
      --> inputs/areas.csv:4:1   CN-SC
      help: give one of them another code, or delete it
    ");
}

#[test]
fn a_fault_in_a_list_does_not_come_back_in_the_tables() {
    let found = Inputs::minimal().set("indicators.csv", "level,higher", "leveled,higher").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-kind]: KIND cannot be leveled
      --> inputs/indicators.csv:2:5   leveled
      help: did you mean level?
    ");
}

#[test]
fn an_indicator_in_an_unknown_unit() {
    let found = Inputs::minimal().set("indicators.csv", "CNY", "EUR").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-unit]: there is no unit of measure EUR
      --> inputs/indicators.csv:2:4   EUR
      help: the units are CNY, USD, CNY_PER_USD, PT, PP, RANK, PLACES, COUNT, ENT, PAT, KM2, PS, PAT_PER_10K_PS, INDEX
      help: or define it in indicators.csv, in capitals, with its words: KWH, UNIT_ZH 千瓦时, UNIT_EN kWh
    ");
}

#[test]
fn an_unknown_direction_scale_and_number_of_decimals() {
    let found = Inputs::minimal().set("indicators.csv", "higher,yi,1", "up,亿,1.5").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-direction]: DIRECTION cannot be up
      --> inputs/indicators.csv:2:6   up
      help: it is one of higher, lower, neither
    error[unknown-scale]: SCALE cannot be 亿
      --> inputs/indicators.csv:2:7   亿
      help: it is one of one, wan, yi, wanyi
    error[not-a-whole-number]: DECIMALS is not a whole number
      --> inputs/indicators.csv:2:8   1.5
      help: write a number from 0 to 11
    ");
}

#[test]
fn a_part_that_is_no_area() {
    let found = Inputs::minimal().set("areas.csv", "CN-SC+CN-CQ", "CN-SC+CN-CX").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-area]: there is no area CN-CX
      --> inputs/areas.csv:4:1   SC_CQ
      help: did you mean CN-CQ? there is CN-CQ, CN-SC
    ");
}

#[test]
fn a_part_that_has_parts() {
    let found = Inputs::minimal().set("areas.csv", "CN-SC+CN-CQ", "CN-SC+SC_CQ").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[nested-parts]: SC_CQ, a part of SC_CQ, has parts itself
      --> inputs/areas.csv:4:1   SC_CQ
      help: list the simple areas that the whole consists of
    ");
}

#[test]
fn a_name_in_one_language_only() {
    let found = Inputs::minimal().set("facilities.csv", "Science City", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[blank-cell]: NAME_EN is blank
      --> inputs/facilities.csv:2:3
      help: fill it in, or delete the row
    ");
}

#[test]
fn a_facility_in_no_known_city() {
    let found = Inputs::minimal().set("facilities.csv", "CN-CQ", "CN-CD").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-area]: there is no area CN-CD
      --> inputs/facilities.csv:2:4   CN-CD
      help: did you mean CN-CQ? there is CN-CQ, CN-SC
    ");
}

#[test]
fn a_milestone_without_a_date() {
    let found = Inputs::minimal().set("milestones.csv", "2021", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[blank-cell]: DATE is blank
      --> inputs/milestones.csv:2:2
      help: fill it in, or delete the row
    ");
}

#[test]
fn a_challenge_from_an_unknown_source() {
    let found = Inputs::minimal().set("challenges.csv", "NBS", "CCTV").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-source]: there is no source CCTV
      --> inputs/challenges.csv:2:8   CCTV
      help: add it to the list of source codes, or correct it: there is NBS
    ");
}

#[test]
fn a_proposal_that_answers_an_unknown_challenge() {
    let found = Inputs::minimal().set("proposals.csv", "integration", "integrations").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-challenge]: there is no challenge integrations
      --> inputs/proposals.csv:2:6   integrations
      help: did you mean integration?
    ");
}

#[test]
fn a_proposal_without_evidence() {
    let found = Inputs::minimal().set("proposals.csv", "rd+rd_growth", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[proposal-evidence]: the proposal support rests on no evidence
      --> inputs/proposals.csv:2:7
      help: name facts of the plan, parted by +, such as rd+rd_growth
    ");
}

#[test]
fn a_proposal_without_a_concrete_measure() {
    let found = Inputs::minimal().set("proposals.csv", "明确牵头单位", "").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[proposal-measure]: the proposal support asks for no concrete measure
      --> inputs/proposals.csv:2:4
      help: write in MEASURE_ZH and MEASURE_EN what is to be done, not the ask once more
    ");
}

#[test]
fn a_proposal_whose_measure_is_the_ask_once_more() {
    let found = Inputs::minimal().set("proposals.csv", "明确牵头单位", "加大支持").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[proposal-measure]: the proposal support asks for no concrete measure
      --> inputs/proposals.csv:2:4   加大支持
      help: write in MEASURE_ZH and MEASURE_EN what is to be done, not the ask once more
    ");
}

#[test]
fn a_proposal_with_two_lead_bodies() {
    let found = Inputs::minimal()
        .set("proposals.csv", "发展改革委,NDRC", "发展改革委、科技部,NDRC+MOST")
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[two-lead-bodies]: the proposal support has two lead bodies
      --> inputs/proposals.csv:2:10   发展改革委、科技部
      help: let one body lead (主办), and move the others to CO_ZH and CO_EN (会办)
    ");
}

#[test]
fn a_proposal_whose_bodies_differ_between_the_languages() {
    let found = Inputs::minimal().set("proposals.csv", "发展改革委,NDRC", "发展改革委,").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[proposal-bodies]: LEAD_ZH names 1 bodies and LEAD_EN 0
      --> inputs/proposals.csv:2:10   发展改革委
      help: name the same bodies in both languages, parted by +
    ");
}

#[test]
fn a_claim_that_is_no_number() {
    let found = Inputs::minimal().set("claims.csv", "rd,210.45", "rd,210bn").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[not-a-number]: CLAIMED_VALUE is not a number
      --> inputs/claims.csv:2:5   210bn
      help: write digits with at most one point, such as 1214.5, or leave a value that is missing blank
    ");
}

#[test]
fn a_claim_in_an_unknown_unit() {
    let found = Inputs::minimal().set("claims.csv", "billion CNY", "CNY").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[unknown-claim-unit]: UNIT cannot be CNY
      --> inputs/claims.csv:2:6   CNY
      help: it is one of billion CNY, trillion CNY, billion USD, %, rank, count, year, years, ordinal
    ");
}

#[test]
fn a_number_in_the_text_of_a_register() {
    let found = Inputs::minimal()
        .set("proposals.csv", "加大支持,Support", "新增5G基站800个,Build 5G stations")
        .diagnostics();
    insta::assert_snapshot!(found, @r"
    error[number-in-text]: ASK_ZH holds a number, which no observation vouches for
      --> inputs/proposals.csv:2:2   新增5G基站800个
      help: leave it to a template to show it as a fact; in a name, write it in words
    ");
}

#[test]
fn a_long_text_is_shown_by_its_beginning() {
    let found = with_row(&SICHUAN.replace("1055.3", &"\u{1b}[31m零".repeat(40)));
    insta::assert_snapshot!(found, @r"
    error[strange-character]: U+001B is no character that a reader could see
      --> inputs/rd.csv:2:4    [31m零 [31m零 [31m零 [31m零 [31m零 [31m零 [31m零 [31m零 [31m零 [31m零…
      help: take it out; from an export in GB18030 it stands for a character that only its maker knows
    ");
}

#[test]
fn a_missing_register_is_not_reported_again_by_what_refers_to_it() {
    let found = Inputs::minimal().without("challenges.csv").diagnostics();
    insta::assert_snapshot!(found, @r"
    error[missing-file]: there is no file inputs/challenges.csv
      --> challenges.csv
      --> inputs/datapackage.json:8
      help: put the file there, or delete its entry in the descriptor
    ");
}
