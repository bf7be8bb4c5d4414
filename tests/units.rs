//! Units that an editor defines, and ratios per so many.
#![expect(clippy::disallowed_methods, reason = "the tests write a project and look at what is made of it")]

use std::fs;

use briefing::data::unit::{PrintedUnit, singular};
use tempfile::TempDir;

use crate::project::{Project, repository};

/// Beds and people, as published, with a plan of that text in English.
fn project(facts: &str, text: &str) -> Project {
    let project = Project { folder: TempDir::new().unwrap() };
    for table in ["beds.xlsx", "pop.csv"] {
        fs::copy(repository().join("tests/tables").join(table), project.path(table)).unwrap();
    }
    project.exec("new beds beds.xlsx pop.csv --area CN-SC --lang zh,en --as-of 2024-12-31").must_succeed();
    let plan = fs::read_to_string(project.path("templates/beds/briefing.toml")).unwrap();
    let plan =
        plan.split("[figures.chart]").next().unwrap().replace("[facts]\n", &format!("[facts]\n{facts}\n"));
    fs::write(project.path("templates/beds/briefing.toml"), plan).unwrap();
    for lang in ["zh", "en"] {
        let text = format!("# {lang} {{#summary}}\n\n{text}\n");
        fs::write(project.path(&format!("templates/beds/{lang}.md")), text).unwrap();
    }
    project
}

#[test]
fn an_editor_defines_a_unit_and_a_table_prints_its_multiples() {
    let project = Project { folder: TempDir::new().unwrap() };
    let table = "指标：医疗卫生机构床位数(万铺)\n地区,2020年,2023年\n四川省,64.98,70.90\n";
    fs::write(project.path("berths.csv"), table).unwrap();
    project.exec("new berths berths.csv --as-of 2024-12-31").must_succeed();
    project.set("inputs/indicators.csv", "COUNT,铺,", "BED,张,beds");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("there is no unit 万铺")
        .stderr_has("BERTHS is measured in BED: 张, beds");
    project.set("inputs/indicators.csv", "BED,张,beds", "BERTH,铺,berths");
    project.exec("build").must_succeed();
    assert!(project.text("briefing.zh.pdf").contains("70.90万铺"));
    assert!(project.text("briefing.en.pdf").contains("709,000berths"));
    project.set("inputs/indicators.csv", "BERTH,铺,berths", "BERTH,铺,");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("there is no unit of measure BERTH")
        .stderr_has("or define it in indicators.csv, in capitals, with its words");
}

#[test]
fn a_ratio_is_per_thousand_people_where_the_plan_says_so() {
    let facts = r#"rate = { metric = "intensity", indicator = "BEDS", over = "POPULATION", per = 1000, area = "CN-SC" }"#;
    let project = project(facts, "{{ rate }} {{ population }} {{ beds }}");
    project.exec("build").must_succeed();
    assert!(project.text("briefing.zh.pdf").contains("8.5张/千人"));
    assert!(project.text("briefing.en.pdf").contains("8.5bedsper1,000people"));
    assert!(project.latest_text("facts.json").contains("intensity(BEDS, CN-SC over 1000 POPULATION, 2023)"));
    project.exec("verify output/latest/briefing.en.pdf").must_succeed();
    // What a rate is counted by measures nothing, in a text, a title, a table of rates or the plan's words; what no
    // rate is counted by does.
    let written = fs::read_to_string(project.path("templates/beds/briefing.toml")).unwrap();
    let plan = written.replace(
        "[facts]\n",
        "[facts]\nrates = { metric = \"intensity\", indicator = \"BEDS\", over = \"POPULATION\", per = 1000, \
         areas = [\"CN-SC\"], periods = [\"end\"] }\n",
    );
    let table = "[tables.rates]\nkind = \"panel\"\npanels = [\"rates\"]\n";
    project.write("templates/beds/briefing.toml", &format!("{plan}\n{table}"));
    let text = |title: &str| format!("# Beds {{#summary}}\n\n{{{{ rate }}}}\n\n![{title}](table:rates)\n");
    project.write("templates/beds/zh.md", &text("每千人床位数").replace("# Beds", "# 床位"));
    project.write("templates/beds/en.md", &text("Beds per thousand people, per 1,000 people"));
    project.exec("check").must_exit(0);
    project.write("templates/beds/en.md", &text("Beds per 10,000 people"));
    project.exec("check").must_exit(1).stderr_has("the numeral 10,000 is bound to no fact");
    project.write("templates/beds/en.md", &text("Beds per 1,000 people"));
    project.write("templates/beds/briefing.toml", &written);
    project.set("templates/beds/briefing.toml", "per = 1000", "per = 12");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("intensity needs `per` as 100, 1000, 10000, 100000 or 1000000");
    project.set(
        "templates/beds/briefing.toml",
        "over = \"POPULATION\", per = 12",
        "over = \"BEDS\", per = 1000",
    );
    project.exec("check").must_exit(1).stderr_has("BEDS is divided by itself");
}

#[test]
fn a_noun_that_is_counted_once_is_written_as_one() {
    for (many, one) in [
        ("beds", "bed"),
        ("facilities", "facility"),
        ("people", "person"),
        ("churches", "church"),
        ("classes", "class"),
        ("yuan", "yuan"),
        ("km²", "km²"),
        ("health workers", "health worker"),
        ("tonnes of coal equivalent", "tonne of coal equivalent"),
        ("houses", "house"),
        ("enterprises", "enterprise"),
    ] {
        assert_eq!(singular(many), one);
    }
}

#[test]
fn a_multiple_of_a_word_is_read_and_of_no_other() {
    assert_eq!(PrintedUnit::exponent_of("万 张", &["张", "beds"]), Some(4));
    assert_eq!(PrintedUnit::exponent_of("million beds", &["张", "beds"]), Some(6));
    assert_eq!(PrintedUnit::exponent_of("beds", &["张", "beds"]), Some(0));
    assert_eq!(PrintedUnit::exponent_of("万床", &["张", "beds"]), None);
    assert_eq!(PrintedUnit::exponent_of("", &["", "beds"]), None);
}
