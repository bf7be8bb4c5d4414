//! What a plan says once for several entries: the facts of `with`, who decided about claims.

use std::collections::BTreeMap;

use briefing::{
    data::metric::Metric,
    inputs::File,
    plan::{Plan, facts::FactSpec, metric_keys},
    toml::schema_of,
};

use crate::{defaults::PLAN, project::Project};

/// A plan of these facts.
fn plan_of(facts: &str) -> File {
    let head = PLAN.split_once("[facts]").expect("the plan has facts").0;
    File::new("briefing.toml", format!("{head}[facts]\n{facts}").into_bytes())
}

/// The facts of a plan as they are read.
fn read(facts: &str) -> BTreeMap<String, FactSpec> {
    let file = plan_of(facts);
    let plan = Plan::read(&file, None).unwrap_or_else(|faults| panic!("{faults:?}\n{facts}"));
    plan.facts.into_iter().map(|(name, it)| (name.into_inner(), it.into_inner())).collect()
}

/// What is wrong with them, as it is told.
fn faults(facts: &str) -> String {
    let told = Plan::read(&plan_of(facts), None).map(|_| ()).unwrap_err();
    told.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn same(short: &str, long: &str) {
    let [short_facts, long_facts] = [short, long].map(read);
    assert_eq!(format!("{short_facts:#?}"), format!("{long_facts:#?}"), "{short}\nand\n{long}");
}

#[test]
fn facts_written_beside_another_are_what_they_would_be_written_out() {
    same(
        r#"beds = { metric = "level", indicator = "BEDS", area = "SC", decimals = 2, scale = "wan", with = {
            beds_base = { period = "base" }, beds_growth = "percent_change",
            beds_by_area = { areas = ["SC", "CQ"], periods = "span" } } }"#,
        r#"beds = { metric = "level", indicator = "BEDS", area = "SC", decimals = 2, scale = "wan" }
        beds_base = { metric = "level", indicator = "BEDS", area = "SC", period = "base", decimals = 2, scale = "wan" }
        beds_growth = { metric = "percent_change", indicator = "BEDS", area = "SC" }
        beds_by_area = { metric = "level", indicator = "BEDS", areas = ["SC", "CQ"], periods = "span", decimals = 2, scale = "wan" }"#,
    );
    // What only the first metric has a use for stays with it; what both have goes along.
    same(
        r#"share = { metric = "share", indicator = "BEDS", area = "SC", of = "CN", decimals = 2, family = "old", with = {
            beds = "level", share_change = { metric = "point_change", decimals = 1 } } }"#,
        r#"share = { metric = "share", indicator = "BEDS", area = "SC", of = "CN", decimals = 2, family = "old" }
        beds = { metric = "level", indicator = "BEDS", area = "SC", family = "old" }
        share_change = { metric = "point_change", indicator = "BEDS", area = "SC", of = "CN", decimals = 1, family = "old" }"#,
    );
    // One area or period out of a panel.
    same(
        r#"all = { metric = "level", indicator = "BEDS", areas = ["SC", "CQ"], periods = "span", with = { one = { area = "SC", period = "end-1" } } }"#,
        r#"all = { metric = "level", indicator = "BEDS", areas = ["SC", "CQ"], periods = "span" }
        one = { metric = "level", indicator = "BEDS", area = "SC", period = "end-1" }"#,
    );
}

#[test]
fn any_metric_beside_any_other_takes_along_what_it_has_a_use_for_and_nothing_else() {
    let given = [
        ("of", r#""CN""#),
        ("over", r#""POP""#),
        ("per", "1000"),
        ("among", r#"["SC", "CQ"]"#),
        ("rate", r#""FX""#),
        ("share-of", r#""GDP""#),
        ("base", r#""previous""#),
    ];
    let schema = schema_of::<Plan>(true);
    let metrics: Vec<Metric> = schema["$defs"]["Metric"]["oneOf"]
        .as_array()
        .expect("an enumeration")
        .iter()
        .flat_map(|it| it["enum"].as_array().cloned().unwrap_or_else(|| vec![it["const"].clone()]))
        .map(|word| serde_json::from_value(word).expect("a metric"))
        .collect();
    let keys =
        |metric: Metric| -> Vec<&str> { metric_keys(metric).into_iter().map(|(key, _)| key).collect() };
    let written = |metric: Metric, of: &[&str]| {
        let keys = given.iter().filter(|(key, _)| of.contains(key));
        let keys: String = keys.map(|(key, value)| format!(", {key} = {value}")).collect::<Vec<_>>().concat();
        format!("metric = \"{}\", indicator = \"X\", area = \"SC\"{keys}", metric.name())
    };
    for one in &metrics {
        for other in &metrics {
            let shared: Vec<&str> = keys(*one).into_iter().filter(|key| keys(*other).contains(key)).collect();
            let entry = written(*one, &keys(*one));
            let short = format!("a = {{ {entry}, with = {{ b = \"{}\" }} }}", other.name());
            same(&short, &format!("a = {{ {entry} }}\nb = {{ {} }}", written(*other, &shared)));
        }
    }
}

#[test]
fn what_is_wrong_beside_a_fact_is_told_at_its_own_place() {
    let facts = r#"beds = { metric = "level", indicator = "BEDS", area = "SC", with = { rate = "anual_rate", base = { perod = "base" } } }"#;
    insta::assert_snapshot!(faults(facts), @r"
    error[bad-plan]: facts.beds.with.rate is anual_rate, which is none of its words
      --> briefing.toml:9:77
      help: did you mean annual_rate? there is absolute_change, annual_rate, contribution, conversion, gap, growth_gap, index, intensity, level, multiple, percent_change, point_change, rank, rank_change, share
    error[bad-plan]: facts.beds.with.base has no key `perod`
      --> briefing.toml:9:100
      help: did you mean period? there is among, area, areas, base, decimals, family, indicator, metric, mixes-families, of, over, per, period, periods, rate, scale, share-of
    ");
    let facts = r#"beds = { metric = "level", indicator = "BEDS", area = "SC", with = { more = 3, twice = "index" } }
twice = { metric = "level", indicator = "BEDS", area = "SC", with = ["index"] }"#;
    insta::assert_snapshot!(faults(facts), @r#"
    error[bad-plan]: more is neither a metric nor the keys of a fact
      --> briefing.toml:9:77
      help: write what differs: { period = "base" }, or a metric alone: "percent_change"
    error[bad-plan]: facts.twice.with names no facts
      --> briefing.toml:10:69
      help: write with = { NAME = { period = "base" } }, or the name of a metric
    error[bad-plan]: the fact twice is declared twice
      --> briefing.toml:10:1
      --> briefing.toml:9:80
      help: give one another name
    "#);
}

#[test]
fn a_fact_written_beside_another_is_checked_shown_and_found_like_any() {
    let project = Project::smallest();
    let growth = "people_change = { metric = \"percent_change\", indicator = \"POP\", area = \"SC\" }\n";
    project.set("templates/small/briefing.toml", growth, "");
    project.set(
        "templates/small/briefing.toml",
        "area = \"SC\" }",
        "area = \"SC\", with = { people_change = \"percent_change\" } }",
    );
    let told = project.exec("facts people_change");
    told.must_succeed()
        .stdout_has("percent_change(POP, SC, 2020..2023)")
        .stdout_has("templates/small/en.md:3");
    project.set(
        "templates/small/briefing.toml",
        "\"percent_change\" }",
        "{ metric = \"percent_change\", area = \"XX\" } }",
    );
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[unknown-area]: there is no area XX\n  --> templates/small/briefing.toml:9:71");
}

#[test]
fn who_decided_is_said_once_or_with_each_decision() {
    let decisions = "a = { decision = \"accept\", text = \"so it is\" }\nb = { decision = \"accept\", by = \"the office\", text = \"so it is\" }\n";
    let plan = |head: &str| {
        File::new("briefing.toml", format!("{head}{PLAN}[dispositions]\n{decisions}").into_bytes())
    };
    let read = Plan::read(&plan("decided-by = \"the editors\"\n"), None).expect("who decided is said");
    assert_eq!(read.dispositions["a"].by.en, "the editors");
    assert_eq!(read.dispositions["b"].by.en, "the office");
    let told = Plan::read(&plan(""), None).map(|_| ()).unwrap_err();
    insta::assert_snapshot!(told[0], @r"
    error[bad-plan]: [dispositions] does not say who decided: there is no `by`
      --> briefing.toml:12:1
      help: write by = … there, or once for all of them, above [meta]: decided-by = …
    ");
}
