//! Runs: what a scheduler, a log and a monitor learn of them.

use std::fs;

use briefing::publish::{Lock, Patience};

use crate::project::Project;

/// Adds a sunset to the plan.
fn with_sunset(day: &str) -> Project {
    let project = Project::short();
    let as_of = "as-of = \"2025-02-28\"\n";
    project.set("templates/two-sessions/briefing.toml", as_of, &format!("{as_of}sunset = \"{day}\"\n"));
    project
}

#[test]
fn a_release_lists_every_fact_with_the_cells_it_came_from() {
    let project = Project::released();
    let table = project.latest_text("facts.csv");
    let share = table.lines().find(|row| row.starts_with("\"share(RD_EXP, SC_CQ/CN, 2023)")).unwrap();
    for expected in [
        "\"share(RD_EXP, SC_CQ/CN, 2023)\",rd_share; rd_share_by_area; rd_share_by_year; rd_weight,6.30",
        ",PT,E,exact,",
        "(1357.8 + 746.7) ÷ 33357.1 × 100",
        "inputs/rd.csv:31:4; inputs/rd.csv:19:4; inputs/rd.csv:7:4",
        "2024-10-02; 2024-10-02; 2024-10-02",
    ] {
        assert!(share.contains(expected), "{share}\nlacks {expected}");
    }
    let ledger: serde_json::Value = serde_json::from_str(&project.latest_text("facts.json")).unwrap();
    assert_eq!(ledger["facts"].as_array().unwrap().len() + 1, table.lines().count());
}

#[test]
fn unchanged_inputs_write_nothing_and_exit_as_asked() {
    let project = Project::short();
    project.exec("build").must_exit(0);
    let before = (project.listing("output"), project.path("output").metadata().unwrap().modified().unwrap());
    project.exec("build").must_exit(0).stderr_has("2025-r1 is up to date");
    project.exec("build --exit-code").must_exit(10);
    let after = (project.listing("output"), project.path("output").metadata().unwrap().modified().unwrap());
    assert_eq!(before, after);
}

#[test]
fn force_makes_a_release_of_the_same_facts() {
    let project = Project::short_released();
    let facts = project.latest("facts.csv");
    project.exec("build --force --exit-code").must_exit(0).stderr_has("made output/2025-r2");
    assert!(project.latest("facts.csv") == facts);
    assert!(project.latest_text("run.json").contains("\"forced\""));
}

#[test]
fn a_second_run_in_the_same_folder_is_exit_four_and_with_wait_its_turn_comes() {
    let project = Project::short();
    let lock = Lock::take(&project.path("output"), Patience::GiveUp).unwrap();
    project
        .exec("build")
        .must_exit(4)
        .stderr_has("error[locked]: another run is at work")
        .stderr_has("--wait");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| project.exec("build --wait").must_exit(0));
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(project.listing("output"), Vec::<String>::new());
        drop(lock);
        waiting.join().unwrap().stderr_has("made output/2025-r1");
    });
}

#[test]
fn the_record_says_what_was_read_and_done_and_is_no_part_of_the_manifest() {
    let project = Project::released();
    let record: serde_json::Value = serde_json::from_str(&project.latest_text("run.json")).unwrap();
    let names: Vec<&str> =
        record["phases"].as_array().unwrap().iter().map(|phase| phase["name"].as_str().unwrap()).collect();
    let (once, each) = names.split_at(6);
    assert_eq!(once, ["read", "ingest", "series", "faces", "derive", "compose"]);
    // The two briefings and the proposal; then the web page and the workbook.
    assert_eq!(each, [["layout", "render", "proof"].repeat(3), vec!["page", "workbook"]].concat());
    assert_eq!(record["release"], "2025-r1");
    assert_eq!(record["rows"]["refused"], 0);
    let (read, used) = (record["rows"]["read"].as_u64().unwrap(), record["rows"]["used"].as_u64().unwrap());
    assert!(0 < used && used < read, "{used} of {read}");
    assert_eq!(record["ingredients"]["inputs/rd.csv"].as_str().unwrap().len(), 64);
    let manifest = project.latest_text("manifest.json");
    assert!(manifest.contains("facts.csv") && !manifest.contains("run.json"), "{manifest}");
}

#[test]
fn a_log_in_json_is_a_message_a_line_and_ends_with_the_record() {
    let project = Project::short();
    project.set("inputs/rd.csv", "CN-SC,2021,1214.5,", "CN-SC,2021,n/a?,");
    let run = project.exec("build --log-format json").must_exit(1);
    let lines: Vec<serde_json::Value> =
        run.stderr().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["event"] == "error"
        && line["content"]["at"][0].as_str().unwrap().starts_with("inputs/rd.csv:")));
    let last = lines.last().unwrap();
    assert_eq!((&last["event"], &last["content"]["result"]), (&"run".into(), &"refused".into()));
    assert_eq!(last["content"]["rows"]["refused"], 1);
}

#[test]
fn metrics_keep_the_last_success_over_a_failed_run() {
    let project = Project::short();
    let value = |name: &str| -> String {
        let text = fs::read_to_string(project.path("run.prom")).unwrap();
        let line = text.lines().find(|line| line.starts_with(&format!("{name} "))).unwrap();
        line.split_once(' ').unwrap().1.to_owned()
    };
    project.exec("build --metrics run.prom").must_succeed();
    assert_eq!(value("briefing_last_run_success"), "1");
    let (facts, success) = (value("briefing_facts"), value("briefing_last_success_timestamp_seconds"));
    project.exec("build --metrics run.prom").must_succeed();
    assert_eq!(value("briefing_facts"), facts, "up to date, the facts are still the release's");
    project.set("inputs/rd.csv", "CN-SC,2021,1214.5,", "CN-SC,2021,n/a?,");
    project.exec("build --metrics run.prom").must_exit(1);
    assert_eq!(
        (value("briefing_last_run_success"), value("briefing_errors")),
        ("0".to_owned(), "1".to_owned())
    );
    assert!(value("briefing_last_success_timestamp_seconds") >= success);
}

#[test]
fn past_its_sunset_an_edition_warns_and_says_so_on_the_cover() {
    let project = with_sunset("2025-09-30");
    project.exec("build --today 2025-09-30").must_succeed();
    assert!(!project.text("briefing.zh.pdf").contains("数据已过期"));
    project
        .exec("build --today 2025-10-01")
        .must_succeed()
        .stderr_has("warning[out-of-date]: the plan's sunset, 2025-09-30, has passed")
        .stderr_has("made output/2025-r2");
    assert!(project.text("briefing.zh.pdf").contains("数据已过期有效期截至2025年9月30日"));
    assert!(project.text("briefing.en.pdf").contains("Dataoutofdatevaliduntil30September2025"));
    project.exec("build --today 2025-12-01").must_succeed().stderr_has("2025-r2 is up to date");
}
