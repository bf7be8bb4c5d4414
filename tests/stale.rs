//! Stale declarations: what the plan still decides or lists, and nothing needs any more.

use crate::project::Project;

#[test]
fn a_decision_without_its_claim_and_a_literal_without_a_use_are_told() {
    let project = Project::short();
    let plan = "templates/two-sessions/briefing.toml";
    let decision = "[dispositions.gone]\ndecision = \"accept\"\nby = { zh = \"编者\", en = \"editors\" }\ntext = { zh = \"不再需要\", en = \"no longer needed\" }\n";
    project.set(
        plan,
        "[facts]",
        "[literals]\nold_report = { text = \"2019\", reason = \"a report’s year\" }\n\n[facts]",
    );
    project.set(plan, "[dispositions.five-years]", &format!("{decision}\n[dispositions.five-years]"));
    project
        .exec("check")
        .must_succeed()
        .stderr_has("warning[stale-disposition]: [dispositions.gone] decides on a claim that there is not")
        .stderr_has("warning[stale-literal]: [literals] lists old_report, which nothing uses");
}

#[test]
fn a_table_that_could_not_be_read_makes_no_decision_stale() {
    let project = Project::short();
    project.set("inputs/rd.csv", "RD_EXP,CN-SC,2023,1357.8,", "RD_EXP,CN-SC,2023,1357,8,");
    let run = project.exec("check").must_exit(1).stderr_has("error[ragged-row]");
    assert!(!run.stderr().contains("stale-disposition"), "{}", run.stderr());
}

#[test]
fn a_statement_says_the_number_that_it_is_judged_by() {
    let project = Project::short();
    project.set("inputs/claims.csv", "投入2104.5亿元", "投入7777.7亿元");
    project.exec("check").must_exit(1).stderr_has(
        "error[claim-statement]: the statement of rd-level says 777770000000 in zh, and is judged by 210.45",
    );
}

#[test]
fn a_statement_says_in_words_no_number_but_the_one_that_it_is_judged_by() {
    let statements = |zh: &str, en: &str| {
        let project = Project::short();
        project.set("inputs/claims.csv", "近五年来建设", zh);
        project.set("inputs/claims.csv", "over the past five years", en);
        project.exec("check")
    };
    statements("近五年来建设", "over the past five years").must_succeed();
    for (zh, en) in [("近六年来建设", "over the past six years"), ("近年来三成建设", "over a fifth of years")]
    {
        let told = statements(zh, "over the past five years").must_exit(1).stderr();
        assert!(told.contains("error[claim-statement]: the statement of five-years says"), "{told}");
        let told = statements("近五年来建设", en).must_exit(1).stderr();
        assert!(told.contains("error[claim-statement]: the statement of five-years says"), "{told}");
    }
}

#[test]
fn a_name_holds_no_number_but_what_a_rate_is_counted_by() {
    let project = Project::short();
    project.set("inputs/areas.csv", "四川省,Sichuan,四川,", "四川省,Sichuan,四川三成,");
    project.exec("check").must_exit(1).stderr_has("error[number-in-text]: SHORT_ZH holds a number");
    let project = Project::short();
    project.set("inputs/indicators.csv", "per ten thousand inhabitants", "per 10 thousand inhabitants");
    project.exec("check").must_succeed();
}
