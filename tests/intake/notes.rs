//! Notes that qualify some of the values: what a note says of a year is on its values, or it is asked about.

use super::{SAID, published, taken};

const TABLE: &str =
    "表2　研发经费投入（单位：亿元）\n地区,2021年,2022年,2023年\n四川省,1214.5,1215.0,1357.8\n";

/// What is found in the table with this line below it, by its first line.
fn found(note: &str, more: &str) -> String {
    let said = format!("{SAID}, \"indicator\": \"RD_EXP\"{more}");
    let found = published("t.csv", format!("{TABLE}{note}\n"), &said).diagnostics();
    found.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_a_note_says_of_some_values_is_asked_about() {
    let of_year = |year: &str| {
        format!(
            "error[left-out]: a note says something of {year}, and the values of that year are read as normal ones"
        )
    };
    let of_status = |word: &str| format!("error[left-out]: a note says {word}, and no value is marked so");
    let cases = [
        ("注：2023年为初步数。", of_year("2023")),
        ("注：四川自2022年起包括民办机构。", of_year("2022")),
        ("Note: 2021 excludes private institutes", of_year("2021")),
        ("2023年数据口径与往年不同", of_year("2023")),
        ("注：最近一年为快报数。", of_status("快报")),
        ("注：2018年以前的数据与以后不可比。", of_status("不可比")),
        ("Note: the latest year is provisional.", of_status("provisional")),
        ("Anmerkung: letztes Jahr vorläufig", of_status("vorläufig")),
    ];
    for (note, expected) in cases {
        assert_eq!(found(note, ""), expected, "{note}");
    }
}

#[test]
fn what_a_note_says_of_all_values_or_of_none_is_kept() {
    for note in [
        "注：按当年价格计算。",
        "注：2021—2023年数据按当年价格计算。",
        "注：2020年数据见上年年鉴。",
        "数据来源：《中国科技统计年鉴2023》",
        "注：摘自《四川统计年鉴2023》。",
        "资料来源 中国统计年鉴2023",
        "注：p = provisional",
        "(p) provisional; (e) estimated",
        "注：“p”为初步数。",
        "Population estimates are as of mid-year.",
        "更新时间：2023-10-02",
    ] {
        assert_eq!(found(note, ""), "", "{note}");
    }
}

#[test]
fn a_year_is_marked_as_its_note_says() {
    for (heading, code) in [("2023年", "P"), ("2023", "B")] {
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"marks\": {{\"{heading}\": \"{code}\"}}");
        let inputs = published("t.csv", format!("{TABLE}注：2023年为初步数。\n"), &said);
        let status =
            |it: &briefing::data::observation::Observation| format!("{} {}", it.period, it.status.code());
        let statuses = taken(&inputs).observations.rows().iter().map(status).collect::<Vec<_>>();
        assert_eq!(statuses, ["2021 A", "2022 A", &format!("2023 {code}")]);
    }
}

#[test]
fn an_exception_says_it_as_well() {
    let exception = ", \"exceptions\": [{\"period\": \"2023\", \"status\": \"P\"}]";
    for note in ["注：2023年为初步数。", "注：最后一年为初步核算数。"] {
        assert_eq!(found(note, exception), "", "{note}");
    }
}

#[test]
fn a_long_note_is_left_out_by_its_beginning() {
    let note = format!("注：2023年{}。", "各市县上报的数据经过审核".repeat(8));
    let quoted =
        published("t.csv", format!("{TABLE}{note}\n"), &format!("{SAID}, \"indicator\": \"RD_EXP\""));
    let quoted = quoted.diagnostics();
    let (_, ignore) = quoted.split_once("leave it out: \"ignore\": ").expect("the cure");
    let (ignore, _) = ignore.split_once(" in the entry").expect("the cure");
    assert!(ignore.contains('…'), "{ignore}");
    assert_eq!(found(&note, &format!(", \"ignore\": {ignore}")), "");
    assert!(found(&note, ", \"ignore\": [\"另一条…\"]").contains("2023"));
}

#[test]
fn the_sign_of_a_note_behind_a_label_is_a_mark_on_its_values() {
    for (label, mark) in [("四川省①", "①"), ("四川省 1)", "1)"), ("四川省*", "*"), ("四川省²", "²")]
    {
        let table =
            format!("地区,2021年,2022年,2023年\n{label},1214.5,1215.0,1357.8\n重庆市,603.8,686.6,746.7\n");
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"");
        let asked = published("t.csv", table.as_str(), &said).diagnostics();
        assert!(asked.contains(&format!("nothing says what the mark {mark} means")), "{asked}");
        let inputs = published("t.csv", table.as_str(), &format!("{said}, \"marks\": {{\"{mark}\": \"B\"}}"));
        let status = |it: &briefing::data::observation::Observation| {
            format!("{} {} {}", it.area, it.period, it.status.code())
        };
        let statuses = taken(&inputs).observations.rows().iter().map(status).collect::<Vec<_>>();
        let expected = ["SC 2021 B", "SC 2022 B", "SC 2023 B", "CQ 2021 A", "CQ 2022 A", "CQ 2023 A"];
        assert_eq!(statuses, expected.map(|it| format!("CN-{it}")), "{label}");
    }
}
