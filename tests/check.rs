//! `check` finds what `build` refuses: all of it, with the same codes.

use std::collections::BTreeSet;

use crate::project::Project;

const EN: &str = "templates/two-sessions/en.md";
const PLAN: &str = "templates/two-sessions/briefing.toml";

/// The codes of what a run has told, with how grave each is: `error[lost-text]`.
fn codes(stderr: &str) -> BTreeSet<String> {
    let heads = stderr.lines().filter_map(|line| line.split_once(": ").map(|(head, _)| head));
    let is_code = |head: &&str| ["error[", "warning[", "note["].iter().any(|grave| head.starts_with(grave));
    heads.filter(is_code).map(str::to_owned).collect()
}

/// What both commands tell; they have to tell the same.
fn told(project: &Project, code: i32) -> BTreeSet<String> {
    let [check, build] = ["check", "build"].map(|command| project.exec(command).must_exit(code).stderr());
    let (checked, built) = (codes(&check), codes(&build));
    assert_eq!(checked, built, "check:\n{check}\nbuild:\n{build}");
    checked
}

#[test]
fn check_tells_what_a_build_refuses_of_inputs_and_texts() {
    let project = Project::sample();
    project.set("inputs/rd.csv", "RD_EXP,CN-SC,2023,1357.8,", "RD_EXP,CN-SC,2023,135.78,");
    project.set(
        PLAN,
        "fact = \"population_share\", label = { zh = \"常住人口\", en = \"Population\" }",
        "fact = \"population_share\", label = { zh = \"常住人口\", en = \"Population, a third\" }",
    );
    project.set(
        EN,
        "# Technology market:",
        "Lost `code`, a stray ~~mark~~, five percent, {{ rd.number }} billion and 龘.\n\n# Technology market:",
    );
    let told = told(&project, 1);
    for code in ["error[lost-text]", "error[unbound-numeral]", "error[typed-unit]"] {
        assert!(told.contains(code), "{code}: {told:?}");
    }
}

#[test]
fn check_tells_what_a_build_refuses_of_pages() {
    let project = Project::short();
    let wide = "Wide".repeat(60);
    project.set(EN, "# R&D: spending", &format!("A word, {wide}, and 𰻝.\n\n# R&D: spending"));
    project.set(EN, "subtitle: Foundations, progress", &format!("subtitle: {wide} progress"));
    let told = told(&project, 1);
    assert!(told.contains("error[missing-glyph]") && told.len() > 1, "{told:?}");
}

#[test]
fn check_tells_what_a_build_tells_of_the_release_before() {
    let project = Project::short_released();
    project.exec("approve --by Li --role editor").must_succeed();
    project.set("inputs/rd.csv", "RD_EXP,CN-SC,2022,1215.0,", "RD_EXP,CN-SC,2022,1215.4,");
    project.set(
        PLAN,
        "rd_2021 = { metric = \"percent_change\", indicator = \"RD_EXP\", area = \"SC_CQ\"",
        "rd_2021 = { metric = \"percent_change\", indicator = \"RD_EXP\", area = \"CN-SC\"",
    );
    let told = told(&project, 0);
    for code in ["warning[changed-observation]", "warning[redeclared]", "note[approval-lapsed]"] {
        assert!(told.contains(code), "{code}: {told:?}");
    }
}
