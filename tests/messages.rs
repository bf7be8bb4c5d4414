//! What the program says to who writes something wrong: each as it was met by an editor, and what helps.
#![expect(clippy::disallowed_methods, reason = "the tests write a project and look at what is said of it")]

use std::fs;

use tempfile::TempDir;

use crate::project::{Project, repository};

/// Beds and doctors, begun from the published tables, with a text in English alone.
pub fn project() -> Project {
    let project = Project { folder: TempDir::new().unwrap() };
    for table in ["beds.xlsx", "doctors.csv"] {
        fs::copy(repository().join("tests/tables").join(table), project.path(table)).unwrap();
    }
    project.exec("new health beds.xlsx doctors.csv --lang en --as-of 2024-12-31").must_succeed();
    project
}

/// A project whose text says this, too.
fn saying(text: &str) -> Project {
    let project = project();
    project.set("templates/health/en.md", "# By area", &format!("{text}\n\n# By area"));
    project
}

#[test]
fn a_table_that_is_entered_where_nothing_is_begun_is_told_how_to_begin() {
    let project = Project { folder: TempDir::new().unwrap() };
    fs::create_dir(project.path("inputs")).unwrap();
    fs::copy(repository().join("tests/tables/doctors.csv"), project.path("doctors.csv")).unwrap();
    project
        .exec("import doctors.csv --write --vintage 2024-12-31 --source NBS")
        .must_exit(1)
        .stderr_has("there is no descriptor to enter the file in")
        .stderr_has("`briefing new doctors doctors.csv` begins one");
    fs::write(project.path("inputs/areas.csv"), "REF_AREA\n").unwrap();
    fs::write(project.path("inputs/datapackage.json"), "{\"resources\": []}").unwrap();
    project
        .exec("import doctors.csv --vintage 2024-12-31 --source NBS")
        .stderr_has("areas.csv are there, but datapackage.json names no resources");
}

#[test]
fn a_value_that_is_missing_is_told_once_for_all_that_need_it_with_what_there_is_instead() {
    let project = project();
    project.set("templates/health/briefing.toml", "end = \"2023\"", "end = \"2024\"");
    let told = project.exec("check").must_exit(1).stderr();
    assert_eq!(told.matches("no value for BEDS, CN, 2024").count(), 1, "{told}");
    assert!(told.contains("help: there are values of 2020, 2021, 2022, 2023"), "{told}");
}

#[test]
fn a_value_of_another_family_is_pointed_at() {
    let project = Project::short();
    project.exec("check").must_succeed();
    let plan = fs::read_to_string(project.path("templates/two-sessions/briefing.toml")).unwrap();
    let families = plan.matches("family = \"precensus5\"").count();
    assert!(families > 0, "the plan insists on a family");
    let plan = plan.replace("family = \"precensus5\"", "family = \"census6\"");
    fs::write(project.path("templates/two-sessions/briefing.toml"), plan).unwrap();
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("in the family census6")
        .stderr_has("help: there is one in precensus5 (inputs/")
        .stderr_has("write family = \"precensus5\"");
}

#[test]
fn what_has_no_value_in_a_panel_is_named_with_what_the_panel_has() {
    saying("{{ beds_by_area[\"CN-SC\"][\"2031\"] }}")
        .exec("check")
        .must_exit(1)
        .stderr_has("beds_by_area[\"CN-SC\"] has no 2031: did you mean 2023? there is 2020, 2023");
    saying("{{ beds_by_area[\"CN-BJ\"].end }}")
        .exec("check")
        .must_exit(1)
        .stderr_has("beds_by_area has no CN-BJ: did you mean")
        .stderr_has("there is CN-CQ, CN-GZ, CN-HB, CN-HN, CN-SC");
    saying("{{ beds_change.magnitud }}").exec("check").must_exit(1).stderr_has(
        "beds_change has no magnitud: did you mean magnitude? there is area, area_name, base_period, basis, indicator, magnitude",
    );
}

#[test]
fn an_unknown_filter_test_or_name_is_told_with_those_that_there_are() {
    saying("{{ beds_change | directions(\"up\", \"down\", \"same\") }}")
        .exec("check")
        .must_exit(1)
        .stderr_has("did you mean direction? there is compared, direction, in_words, unpublished");
    saying("{% if beds_change is over(beds) %}x{% endif %}")
        .exec("check")
        .must_exit(1)
        .stderr_has("there is above, below, marked, published, reported, resting_on");
    saying("{{ bed_change }}")
        .exec("check")
        .must_exit(1)
        .stderr_has("did you mean beds_change?")
        .stderr_has("there is as_of, base, beds");
    let project = saying("![x](figure:chrat)");
    project.exec("check").must_exit(1).stderr_has("did you mean chart?");
    let project = project_with("panels = [", "subject = \"CN\"\npanels = [");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("expected a sequence")
        .stderr_has("write a list, in brackets");
    let project = project_with("area = \"CN\"", "area = \"CNN\"");
    project.exec("check").must_exit(1).stderr_has("there is no area CNN").stderr_has("there is CN, CN-AH");
}

/// The project with its plan's first such words replaced.
fn project_with(old: &str, new: &str) -> Project {
    let project = project();
    let plan = fs::read_to_string(project.path("templates/health/briefing.toml")).unwrap();
    fs::write(project.path("templates/health/briefing.toml"), plan.replacen(old, new, 1)).unwrap();
    project
}

#[test]
fn a_fact_is_held_against_a_number_by_its_bounds_and_never_by_a_sign() {
    let project = saying("{% if beds_change is above(10) %}Fast.{% endif %}");
    project.exec("build").must_succeed();
    assert!(project.text("briefing.en.pdf").contains("Fast."));
    let project = saying("{% if beds_change is below(10) %}Slow.{% endif %}");
    project.exec("build").must_succeed();
    assert!(!project.text("briefing.en.pdf").contains("Slow."));
    saying("{% if beds_change > 10 %}Fast.{% endif %}")
        .exec("check")
        .must_exit(1)
        .stderr_has("the fact beds_change is compared by a sign, which knows nothing of its bounds")
        .stderr_has("write {% if beds_change is above(other) %}");
}

#[test]
fn a_list_of_recipients_that_is_not_there_is_told_with_its_columns() {
    let project = project();
    project.exec("build").must_succeed();
    project
        .exec("deliver")
        .must_exit(1)
        .stderr_has("write it with the columns NAME,DELEGATION,LANGUAGE,COPY");
}

#[test]
fn a_zero_that_was_lost_is_asked_for_where_it_was_lost() {
    let project = Project { folder: TempDir::new().unwrap() };
    let table = "指标：城镇化率(%)\n地区,2020年,2023年\n四川省,2.4,2.56\n";
    fs::write(project.path("rate.csv"), table).unwrap();
    project.exec("new rate rate.csv --lang en --as-of 2024-12-31").must_succeed();
    project.exec("check").stderr_has(
        "inputs/rate.csv:3:2 is 2.4 there, beside values with more digits: has a zero been lost?",
    );
}

#[test]
fn a_value_that_is_shown_as_nought_and_is_none_is_refused() {
    let project = project_with(
        "[facts]\n",
        "[facts]\nratio = { metric = \"intensity\", indicator = \"BEDS\", over = \"DOCTORS\", area = \"CN-SC\", scale = \"wan\" }\n",
    );
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("ratio shows intensity(BEDS, CN-SC over DOCTORS, 2023) as 0, which is 2.5")
        .stderr_has("write decimals = 4")
        .stderr_has("or a smaller `scale`");
}

#[test]
fn every_name_is_told_with_its_value_its_bounds_and_where_it_is_used() {
    let project = project();
    let told = project.exec("facts beds_ch*").must_succeed().stdout();
    insta::assert_snapshot!(told, @r"
    beds_change
      en 11.8%   bounds 11.789 … 11.792   [b]
      percent_change(BEDS, CN, 2020..2023)
      templates/health/en.md:3
    ");
    let told = project.exec("facts *by_area*CN-SC*2023").must_succeed().stdout();
    assert!(
        told.contains("beds_by_area[\"CN-SC\"][\"2023\"]") && told.contains("figure chart, table table"),
        "{told}"
    );
    project.exec("facts 11.8%").must_succeed().stdout_has("beds_change");
    project
        .exec("facts bedz")
        .must_exit(1)
        .stderr_has("no fact of the plan is like bedz")
        .stderr_has("did you mean beds? there is beds, beds_by_area, beds_change, doctors");
    assert!(!project.path("output").exists());
}

#[test]
fn a_draft_is_looked_at_and_no_release_is_made_of_it() {
    let project = project();
    project.exec("build --draft").must_succeed().stderr_has("made output/draft");
    assert!(project.path("output/draft/briefing.en.pdf").exists());
    assert_eq!(project.listing("output"), ["draft"]);
    project.set("templates/health/en.md", "# Summary", "# In short");
    project.exec("build --draft").must_succeed();
    project.exec("build").must_succeed().stderr_has("made output/2024-r1");
    assert!(!project.latest_text("facts.json").contains("draft"));
    project.exec("build --draft --force").must_exit(2);
}

#[test]
fn the_schema_of_a_plan_and_of_a_theme_is_json_that_an_editor_reads() {
    let project = project();
    let plan: serde_json::Value =
        serde_json::from_str(&project.exec("schema plan").must_succeed().stdout()).unwrap();
    assert_eq!(plan["required"], serde_json::json!(["edition", "as-of", "base", "end", "meta"]));
    assert!(plan["properties"]["figures"].is_object());
    let theme: serde_json::Value =
        serde_json::from_str(&project.exec("schema theme").must_succeed().stdout()).unwrap();
    assert!(theme["required"].is_null() && theme["properties"]["page"].is_object());
}

#[test]
fn a_table_that_an_editor_draws_holds_bound_numbers_and_no_typed_ones() {
    let table = "| Area | Beds | Growth |\n|:---|---:|---:|\n| China | {{ beds }} | {{ beds_change }} |\n\
                 | Sichuan | {{ beds_by_area[\"CN-SC\"].end }} | not **asked** |";
    let project = saying(table);
    project.exec("build").must_succeed();
    let text = project.text("briefing.en.pdf");
    for cell in ["AreaBedsGrowth", "China10,174,000beds11.8%", "Sichuan709,000bedsnotasked"] {
        assert!(text.contains(cell), "{cell}: {text}");
    }
    project.exec("verify output/latest/briefing.en.pdf").must_succeed();
    saying("| Area | Beds |\n|---|---:|\n| China | 12 |\n| Sichuan | {{ beds }} |")
        .exec("check")
        .must_exit(1)
        .stderr_has("the numeral 12 is bound to no fact")
        .stderr_has("templates/health/en.md:7:");
    let project = saying("Area | Beds\n---|---:\nChina | {{ beds }}");
    project.exec("build").must_succeed();
    assert!(project.text("briefing.en.pdf").contains("China10,174,000beds"));
}

#[test]
fn a_number_in_what_the_briefing_says_of_itself_is_refused_and_a_year_is_the_plans() {
    let title = "title = \"China: Hospital beds and Physicians\"";
    project_with(title, "title = \"Beds 2333\"")
        .exec("check")
        .must_exit(1)
        .stderr_has("the numeral 2333 in meta.title is bound to no fact")
        .stderr_has("write {end}, {base} or {edition} for a year of the plan");
    let project = project_with(title, "title = \"Beds in {end}\"");
    project.exec("build").must_succeed();
    assert!(project.text("briefing.en.pdf").contains("Bedsin2023"));
}

#[test]
fn a_table_of_several_indicators_says_each_unit_where_its_numbers_are() {
    let project = project();
    project.exec("build").must_succeed();
    let text = project.text("briefing.en.pdf");
    assert!(text.contains("Table1ValuesbyareaArea") || !text.contains("Valuesbyarea(beds)"), "{text}");
}
