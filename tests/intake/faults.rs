//! Faults of tables that somebody who means harm would think of, a line each: what is read, or what is asked.

use super::{SAID, published, told};

/// The values of a table of one line of headings, `HEADING VALUE`, or the message that it gives.
fn outcome(table: &str, said: &str) -> String {
    let inputs = published("t.csv", table, &format!("{SAID}, {said}"));
    let found = inputs.diagnostics();
    let fault = |line: &str| line.strip_prefix("error[").or(line.strip_prefix("warning[")).map(str::to_owned);
    match found.lines().find_map(fault) {
        Some(fault) => fault,
        None => told(&inputs)
            .lines()
            .map(|line| line.split(" inputs/").next().unwrap())
            .collect::<Vec<_>>()
            .join("; "),
    }
}

const GDP: &str = "\"indicator\": \"RD_EXP\", \"unit\": \"亿元\"";
const NAMED: &str = "\"indicator\": \"RD_EXP\"";

/// Each table, its rows parted by ⏎, with what it says of itself, and what becomes of it.
const CASES: &[[&str; 3]] = &[
    // Multiples in the words of other languages and scripts.
    [
        "Population ('000),⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    [
        "Population (x1000),⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    ["R&D expenditure (1,000 yuan)⏎地区,2022年⏎四川省,1.1", NAMED, "CN-SC 2022 1.1 × 10^3"],
    [
        "Einwohner in 1 000,⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    [
        "Bevölkerung in Tsd.,⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    [
        "\"Population, en milliers\",⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    [
        "Población (miles),⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    ["（單位：萬元）,⏎地區,2022年⏎四川省,1.1", GDP, "CN-SC 2022 1.1 × 10^4"],
    [
        "(단위: 천명),⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: 천명 is said beside the table, and its values are read in another unit",
    ],
    ["Region,2022⏎Sichuan,1.1M", GDP, "not-a-number]: OBS_VALUE is not a number"],
    // Times in two columns, and those to come.
    ["年份,月份,四川省⏎2022,1,1.1⏎2022,2,1.2", GDP, "CN-SC 2022-01 1.1 × 10^8; CN-SC 2022-02 1.2 × 10^8"],
    ["year,period,Sichuan⏎2022,M13,1.1", GDP, "CN-SC 2022 1.1 × 10^8"],
    [
        "year,period,Sichuan⏎2022,Q01,1.1",
        GDP,
        "left-out]: a quarter is no year and no month, and is not read",
    ],
    [
        "地区,2023年,2026年⏎四川省,1.1,1.2",
        GDP,
        "future-period]: the value was published on 2024-10-02, before the time that it is of",
    ],
    // Long tables of other offices.
    [
        "表章項目コード,表章項目,地域コード,地域,時間軸（年次）,単位,値⏎020,研发经费投入,1,四川省,2020年,万元,11",
        NAMED,
        "CN-SC 2020 11 × 10^4",
    ],
    [
        "LOCATION,INDICATOR,FREQUENCY,TIME,Value,Flag Codes⏎Sichuan,RD_EXP,A,2020,1.1,P",
        GDP,
        "left-out]: a column is not understood: it may tell the rows apart",
    ],
    // Units that stand elsewhere than in the headings.
    [
        "地区,2022年(亿元),2023年(万元)⏎四川省,1.1,12000",
        NAMED,
        "CN-SC 2022 1.1 × 10^8; CN-SC 2023 12000 × 10^4",
    ],
    [
        "年份,四川省⏎2022年(亿元),1.1⏎2023年(万元),12000",
        NAMED,
        "CN-SC 2022 1.1 × 10^8; CN-SC 2023 12000 × 10^4",
    ],
    ["\"地区|单位：万元\",2022年⏎四川省,1.1", GDP, "CN-SC 2022 1.1 × 10^4"],
    ["地区（万元）,2022年⏎四川省,1.1", GDP, "CN-SC 2022 1.1 × 10^4"],
    [",（万元）⏎地区,2022年⏎四川省,1.1", GDP, "CN-SC 2022 1.1 × 10^4"],
    ["In millions of yuan,⏎Region,2022⏎Sichuan,1.1", GDP, "CN-SC 2022 1.1 × 10^6"],
    ["地区,2022年⏎单位,万元⏎四川省,1.1", NAMED, "CN-SC 2022 1.1 × 10^4"],
    [
        "Table 1 (thousands),⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    [
        "地区,2022年⏎四川省,1.1⏎注：单位为万元。,",
        GDP,
        "left-out]: 万元 is said beside the table, and its values are read in another unit",
    ],
    [
        "地区,2022年⏎四川省,1.1⏎（单位：万元）,",
        GDP,
        "left-out]: 万元 is said beside the table, and its values are read in another unit",
    ],
    [
        "地区,2022年⏎四川省,1.1⏎Data in thousands,",
        GDP,
        "left-out]: a multiple of 10^3 is said beside the table, and its values are read in another unit",
    ],
    [
        "研发经费投入（亿元）及增速（%）,⏎地区,2022年⏎四川省,1.1",
        NAMED,
        "no-unit]: the table never says its unit",
    ],
    // Titles that speak of something else.
    [
        "研发经费投入指数（上年=100）,⏎地区,2022年⏎四川省,101.1",
        GDP,
        "left-out]: this speaks of an index, and the entry says an indicator that is none",
    ],
    [
        "人均研发经费投入,⏎地区,2022年⏎四川省,1.1",
        GDP,
        "left-out]: this speaks of a value per head, and the entry says an indicator that is none",
    ],
    [
        "R&D by province (% of total),⏎Region,2022⏎Sichuan,1.1",
        GDP,
        "left-out]: this speaks of a share, and the entry says an indicator that is none",
    ],
    [
        "2023年各地区研发经费投入,⏎地区,2022年⏎四川省,1.1",
        GDP,
        "left-out]: 2022 is said of the table, and its title names another year",
    ],
    ["2010—2023年各地区研发经费投入,⏎地区,2015年⏎四川省,1.1", GDP, "CN-SC 2015 1.1 × 10^8"],
    // Numbers.
    ["Region,2022⏎Sichuan,1'234.5", GDP, "CN-SC 2022 1234.5 × 10^8"],
    ["Region,2022⏎Sichuan,1’234’567", GDP, "CN-SC 2022 1234567 × 10^8"],
    ["Region,2022⏎Sichuan,1'23", GDP, "not-a-number]: OBS_VALUE is not a number"],
    [
        "地区,2022年,2021年⏎四川省,1\u{2009}234\u{2009}567,1\u{202f}111\u{202f}111",
        GDP,
        "CN-SC 2022 1234567 × 10^8; CN-SC 2021 1111111 × 10^8",
    ],
    [
        "地区,2022年⏎四川省,1\u{2009}234",
        GDP,
        "left-out]: a space between digits may part thousands or two numbers",
    ],
    ["地区,2022年⏎四川省,0012.3", GDP, "not-a-number]: OBS_VALUE is not a number"],
    ["地区,2022年⏎四川省,‑1.1", GDP, "negative-level]: an amount of RD_EXP is negative"],
    ["地区,2022年⏎四川省,12.3-", GDP, "not-a-number]: OBS_VALUE is not a number"],
    ["地区,2022年⏎四川省,12–14", GDP, "not-a-number]: OBS_VALUE is not a number"],
    ["地区,2022年⏎四川省,123a", GDP, "not-a-number]: OBS_VALUE is not a number"],
    ["地区,2022年⏎四川省,1.2E3", GDP, "not-a-number]: OBS_VALUE is not a number"],
    [
        "地区,2020/21⏎四川省,1.1",
        GDP,
        "left-out]: a year that begins in one calendar year and ends in the next, or several years is no year and no month, and is not read",
    ],
];

#[test]
fn each_fault_is_read_rightly_or_asked_about() {
    let mut wrong = Vec::new();
    for [table, said, expected] in CASES {
        let rows = format!("{}\n", table.replace(['⏎', '|'], "\n"));
        let found = outcome(&rows, said);
        if found != *expected {
            wrong.push(format!("{table}\n  gives {found}\n  not   {expected}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}
