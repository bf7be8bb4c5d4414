//! What stands beside a table and says that its values are something else: asked about in every place, and read as
//! they are once the entry says that it is nothing.

use super::{SAID, published, told};

/// Texts, and what is asked about them.
const SAYS: [(&str, &str); 26] = [
    ("2023年1—9月各地区研发经费", "this speaks of 1—9月"),
    ("2023年前三季度", "this speaks of 前三季度"),
    ("截至2023年9月底", "this speaks of 截至2023年9月"),
    ("Jan-Sep 2023", "this speaks of jan-sep"),
    ("Financial year ended March", "this speaks of financial year"),
    ("the first nine months", "this speaks of first nine months"),
    ("研发经费同比", "this speaks of a growth"),
    ("R&D (% change)", "this speaks of a growth"),
    ("研发经费（上年为100）", "this speaks of an index"),
    ("at 2015 prices", "this speaks of constant prices"),
    ("chained volume measures", "this speaks of constant prices"),
    ("purchasing power parities", "this speaks of purchasing power parities"),
    ("Per 100,000 population", "this speaks of a value per many"),
    ("moving average", "this speaks of a mean of several times"),
    ("R&D (EUR)", "this speaks of 欧元"),
    ("按美元计价", "this speaks of 美元"),
    ("R&D (тыс. человек)", "a multiple of 10^3 is said beside the table"),
    ("R&D (Amount in crore)", "a multiple of 10^7 is said beside the table"),
    ("R&D (x mln)", "a multiple of 10^6 is said beside the table"),
    ("研发经费投入：in € million", "this speaks of 欧元"),
    ("本表数据为城镇口径", "this speaks of another coverage"),
    ("Urban areas only", "this speaks of another coverage"),
    ("values multiplied by ten", "this speaks of values that are written otherwise"),
    ("括号内为负数", "this speaks of values that are written otherwise"),
    ("Figures for 2023 are estimated", "Figures for 2023"),
    ("R&D Millions", "a multiple of 10^6 is said beside the table"),
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn said(more: &str) -> String {
    format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"{more}")
}

#[test]
fn what_makes_other_values_of_them_is_asked_about() {
    for ((text, asked), is_note) in SAYS.iter().flat_map(|it| [(it, false), (it, true)]) {
        let table = "地区,2022年,2023年\n四川省,1357.8,1357.8\n".to_owned();
        let line = format!("\"{text}\",,\n");
        let table = if is_note { table + &line } else { line + &table };
        let found = published("t.csv", table.as_str(), &said("")).diagnostics();
        assert!(found.contains(asked), "{text}, a note: {is_note}: {found}");
        let inputs = published("t.csv", table.as_str(), &said(&format!(", \"ignore\": [{}]", quoted(text))));
        let read = told(&inputs);
        assert_eq!(read.matches(" 1357.8 × 10^8").count(), 2, "{read}");
    }
}

#[test]
fn a_dimension_that_makes_other_values_of_a_message_is_asked_about() {
    let table = |dimension: &str, code: &str| {
        let header = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS";
        format!("{header},{dimension}\ndataflow,X,I,RD_EXP,CN-SC,2023,1357.8,CNY,8,A,{code}\n")
    };
    for (dimension, code, plain) in [
        ("TRANSFORMATION", "GY", "N"),
        ("TRANSFORMATION", "GY: Growth rate over 1 year", "N: Non transformed data"),
        ("PRICE_BASE", "L", "V"),
        ("ADJUSTMENT", "Y", "N"),
        ("SEASONAL_ADJUST", "SCA", "_Z"),
        ("REFERENCE_PERIOD", "2015", "_Z"),
        ("FREQ", "", "A"),
    ] {
        let read = |code: &str, more: &str| {
            told(&published("t.csv", table(dimension, code), &format!("{SAID}{more}")))
        };
        assert!(read(plain, "").contains("1357.8 × 10^8"), "{dimension} {plain}");
        if !code.is_empty() {
            let found = published("t.csv", table(dimension, code), SAID).diagnostics();
            let asked = "says that the values are not as they were observed";
            assert!(found.contains(asked), "{dimension} {code}: {found}");
            let only =
                format!(", \"only\": {{\"{dimension}\": {}}}", quoted(code.split(':').next().unwrap()));
            assert!(read(code, &only).contains("1357.8 × 10^8"), "{dimension} {code}, which was chosen");
        }
    }
}

#[test]
fn months_added_up_are_none_of_them() {
    let inputs = |heading: &str| {
        published("t.csv", format!("地区,{heading}\n四川省,1357.8\n"), &said("")).diagnostics()
    };
    for heading in
        ["Jan-Sep 2023", "Jan–Sep 2023", "January to Sep 2023", "Jan.-Sept. 2023", "Januaries 2023"]
    {
        assert!(!inputs(heading).is_empty(), "{heading}");
    }
    for heading in ["Jan 2023", "January 2023", "Sept. 2023", "Dec-2023"] {
        assert_eq!(inputs(heading), "", "{heading}");
    }
}

#[test]
fn what_changes_nothing_is_kept() {
    for text in [
        "表2-1　各地区研发经费投入",
        "2023年1-12月各地区研发经费投入",
        "截至2023年12月底",
        "本表绝对数按现价计算，增长速度按不变价计算",
        "表号：K1",
        "更新时间：2024-03-02",
        "研发经费投入（续）",
        "（一）研发经费投入（当年价格）",
        "2023年全国四川及重庆",
    ] {
        for table in [
            format!("\"{text}\",,\n地区,2022年,2023年\n四川省,1.1,1.2\n"),
            format!("地区,2022年,2023年\n四川省,1.1,1.2\n\"{text}\",,\n"),
        ] {
            let found = published("t.csv", table.as_str(), &said("")).diagnostics();
            assert!(
                !found.contains("this speaks of") && !found.contains("not understood"),
                "{table}: {found}"
            );
        }
    }
}

#[test]
fn a_line_says_the_same_of_the_table_as_its_entry_or_is_asked_about() {
    let found = |line: &str, more: &str| {
        let table = format!("{line},,\n指标,2022年,2023年\n研发经费投入,1.1,1.2\n");
        let said = format!("{SAID}, \"area\": \"四川省\", \"unit\": \"亿元\"{more}");
        published("t.csv", table.as_str(), &said).diagnostics()
    };
    for line in ["地区：重庆", "Region: Chongqing", "重庆市主要指标", "R&D of Chongqing"] {
        assert!(
            found(line, "").contains("四川省 is said of the table, and this names another area"),
            "{line}"
        );
        assert_eq!(found(line, &format!(", \"ignore\": [{line:?}]")), "", "{line}");
    }
    for line in ["地区：四川", "Region: Sichuan", "四川省主要指标", "《重庆统计年鉴》"] {
        assert_eq!(found(line, ""), "", "{line}");
    }
    for line in ["Magnitude: Thousands", "Frequency: quarterly", "Scale: Billions"] {
        assert!(found(line, "").contains("error[left-out]"), "{line}");
    }
}

#[test]
fn a_unit_behind_a_title_is_that_of_the_table() {
    for (title, power) in [
        ("研发经费投入　　万元", 4),
        ("研发经费投入[万元]", 4),
        ("研发经费投入/万元", 4),
        ("\"R&D, RMB million\"", 6),
        ("R&D: millions of yuan", 6),
        ("单位：亿元 (100 million yuan)", 8),
    ] {
        let table = format!("{title},,\n地区,2022年,2023年\n四川省,1.1,1.2\n");
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\"");
        let read = told(&published("t.csv", table.as_str(), &said));
        assert!(read.starts_with(&format!("CN-SC 2022 1.1 × 10^{power} ")), "{title}: {read}");
    }
}

#[test]
fn the_looks_of_cells_are_not_read() {
    for note in ["Figures in italics are estimates", "注：斜体为估计数", "shaded cells: imputed"] {
        let table = format!("地区,2022年,2023年\n四川省,1.1,1.2\n{note},,\n");
        let found = published("t.csv", table.as_str(), &said("")).diagnostics();
        assert!(found.contains("the looks of cells are not read"), "{note}: {found}");
    }
}
