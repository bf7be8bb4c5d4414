//! What a new editor was told on the first day, and what is told now: the seventeen messages of a trial that misled.
//!
//! | the message of then | where what is told now is held |
//! | --- | --- |
//! | 1 the descriptor lists the file already, or is none | `messages::a_table_that_is_entered_where_nothing_is_begun_…` |
//! | 2 no code lists | the same |
//! | 3 there is no unit 万张 | here |
//! | 4 no value in the family | `messages::a_value_of_another_family_is_pointed_at` |
//! | 5 no value for a sum of parts | here |
//! | 6 a name has no value here | `messages::what_has_no_value_in_a_panel_…` |
//! | 7 filter directions is unknown | `messages::an_unknown_filter_test_or_name_…` |
//! | 8 the data contradict the claim | `editor::a_claim_of_a_period_is_judged_by_that_period_for_ever` |
//! | 9 only a fact can be judged | `messages::a_fact_is_held_against_a_number_…` |
//! | 10 any variant of an untagged enum | here |
//! | 11 there is no file ../house/theme.toml | here; `defaults::one_theme_serves_many_plans_by_its_path` |
//! | 12 recipients.csv, check the output folder | `messages::a_list_of_recipients_that_is_not_there_…` |
//! | 13 no section summary;rd | here |
//! | 14 missing field zh | `defaults::what_is_said_in_a_language_…` |
//! | 15 write decimals = 1 | `messages::a_zero_that_was_lost_…` |
//! | 16 areas or indicators (of a quarter) | here |
//! | 17 did you mean CN? (for CN-XX) | here |
#![expect(clippy::disallowed_methods, reason = "the tests write a project and look at what is said of it")]

use std::fs;

use crate::messages::project;

/// The plan of the project.
const PLAN: &str = "templates/health/briefing.toml";

/// Invented: the tables of a first day that are not read, and what is said of each.
const TABLES: [(&str, &str, &[&str]); 3] = [
    (
        "a unit that nobody has defined",
        "指标：箩筐(万箩)\n地区,2020年,2023年\n四川省,2.4,2.5\n",
        &[
            "there is no unit 万箩",
            "defined in indicators.csv: UNIT_MEASURE KWH, UNIT_ZH 千瓦时, UNIT_EN kWh",
        ],
    ),
    (
        "quarters for years",
        "指标：医院床位数(万张)\n地区,2022年一季度,2023年一季度\n四川省,2.4,2.5\n",
        &["a quarter is no year and no month, and is not read", "2022年一季度"],
    ),
    (
        "an area that there is not",
        "REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,SOURCE_ID,VINTAGE\n\
         CN-XX,BEDS,2023,5,BED,0,A,NBS,2024-01-01\n",
        &["there is no area CN-XX", "did you mean CN-XJ? there is CN-AH, CN-BJ, CN-CQ"],
    ),
];

#[test]
fn a_table_that_is_not_read_says_what_would_do() {
    let project = project();
    for (what, table, told) in TABLES {
        project.write("odd.csv", table);
        let said = project.exec("import odd.csv --vintage 2024-01-01 --source NBS");
        let said = said.stdout() + &said.stderr();
        for words in told {
            assert!(said.contains(words), "{what}: {words}\n{said}");
        }
    }
}

/// What an editor gets wrong in the plan, and what is said of each.
const PLANS: [(&str, &str, &str, &[&str]); 4] = [
    (
        "a word for periods",
        "periods = [\"base\", \"end\"]",
        "periods = \"spam\"",
        &["periods is spam, which is none of its words", "there is span, steps, or write a list in brackets"],
    ),
    (
        "a period that is none",
        "periods = [\"base\", \"end\"]",
        "periods = [\"ende\"]",
        &[
            "\"ende\" is not a time period",
            "or write base, end, latest, previous, or counted from one, end-1",
        ],
    ),
    (
        "a theme that is not there",
        "languages = [\"en\"]",
        "languages = [\"en\"]\ntheme = \"../house/theme.toml\"",
        &["there is no file templates/house/theme.toml", "there is health/briefing.toml"],
    ),
    (
        "a sum of which a part lacks",
        "[facts]\n",
        "[facts]\nboth = { metric = \"level\", indicator = \"DOCTORS\", area = \"SC_BJ\" }\n",
        &["no value for DOCTORS, SC_BJ, 2023", "of its parts CN-BJ lacks 2023 (CN-SC has it)"],
    ),
];

#[test]
fn a_plan_that_is_not_read_says_what_would_do() {
    let project = project();
    let areas = project.path("inputs/areas.csv");
    let listed = fs::read_to_string(&areas).unwrap();
    fs::write(&areas, listed + "SC_BJ,川京,Sichuan and Beijing,川京,Sichuan and Beijing,CN-SC+CN-BJ,\n")
        .unwrap();
    let plan = fs::read_to_string(project.path(PLAN)).unwrap();
    for (what, right, wrong, told) in PLANS {
        assert!(plan.contains(right), "{what}");
        project.write(PLAN, &plan.replacen(right, wrong, 1));
        let said = project.exec("check").must_exit(1).stderr();
        for words in told {
            assert!(said.contains(words), "{what}: {words}\n{said}");
        }
    }
}

#[test]
fn sections_of_a_copy_are_parted_by_any_sign_and_each_is_looked_for_by_itself() {
    let project = project();
    project.exec("build").must_succeed();
    let head = "NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD,SECTIONS,WATERMARK\n";
    project.write(
        "recipients.csv",
        &format!("{head}王,四川,en,1,,,summary;areas,\n李,四川,en,2,,,summary+area,\n"),
    );
    project
        .exec("deliver")
        .must_exit(1)
        .stderr_has("the briefing has no section area\n  --> recipients.csv:3\n  help: did you mean areas?");
    project.write("recipients.csv", &format!("{head}王,四川,en,1,,,summary;areas,\n"));
    project.exec("deliver").must_succeed();
}
