//! The program as its user runs it, in a folder of its own.
#![expect(clippy::disallowed_methods, reason = "the tests look at the output from outside")]

use tempfile::TempDir;

use super::project::Project;

#[test]
fn the_project_that_ships_builds_without_a_fault() {
    let project = Project::live();
    project.exec("build").must_succeed().stderr_has("made output/");
}

#[test]
fn one_command_makes_both_briefings_with_the_right_numbers() {
    let project = Project::released();
    assert_eq!(project.listing("output"), ["2025-r1", "latest"]);
    let zh = project.text("briefing.zh.pdf");
    for expected in [
        "2104.5亿元",
        "33.0%",
        "10.0%",
        "第47位",
        "第23位",
        "第77位",
        "第39位",
        "6.49%",
        "6.31%",
        "2660.6亿元",
        "95.3%",
        "8.20万亿元",
    ] {
        assert!(zh.contains(expected), "zh lacks {expected}");
    }
    let en = project.text("briefing.en.pdf");
    for expected in [
        "210.45billionyuan",
        "33.0%",
        "10.0%",
        "47th",
        "23rd",
        "77th",
        "39th",
        "6.49%",
        "6.31%",
        "266.06billionyuan",
        "95.3%",
        "8.20trillionyuan",
    ] {
        assert!(en.contains(expected), "en lacks {expected}");
    }
}

#[test]
/// That they give the same bytes is held where they are set with other numbers of threads.
fn nothing_new_is_made_of_the_same_inputs() {
    let project = Project::released();
    project.exec("build").must_succeed().stderr_has("2025-r1 is up to date");
    assert!(!project.path("output/2025-r2").exists());
}

#[test]
fn a_changed_cell_changes_what_rests_on_it_in_both_languages() {
    let project = Project::short_released();
    project.set("inputs/nbs-technology-market.csv", "1942.15", "2042.15");
    project.exec("build").must_succeed().stderr_has("made output/2025-r2");
    for (file, sum, growth) in
        [("briefing.zh.pdf", "2760.6亿元", "102.6%"), ("briefing.en.pdf", "276.06billionyuan", "102.6%")]
    {
        let text = project.summary(file);
        assert!(text.contains(sum) && text.contains(growth), "{file}: {text}");
        for old in ["2660.6亿元", "266.06billion", "95.3%"] {
            assert!(!text.contains(old), "{file} still says {old}");
        }
    }
}

#[test]
fn bad_input_makes_no_edition_and_leaves_the_last_one_alone() {
    let project = Project::short_released();
    let before = project.latest("briefing.zh.pdf");
    project.set("inputs/rd.csv", "CN-SC,2021,1214.5,", "CN-SC,2021,n/a?,");
    project.set("templates/two-sessions/en.md", "# R&D", "Some 12 things.\n\n# R&D");
    project
        .exec("build")
        .must_exit(1)
        .stderr_has("inputs/rd.csv:")
        .stderr_has("OBS_VALUE is not a number")
        .stderr_has("the numeral 12 is bound to no fact")
        .stderr_has("2 errors; nothing was written");
    assert!(project.latest("briefing.zh.pdf") == before);
    assert!(!project.path("output/2025-r2").exists());
}

#[test]
fn a_glyph_that_no_face_has_stops_the_build() {
    let project = Project::short();
    project.set("templates/two-sessions/zh.md", "# 研发投入：", "# 龑研发投入：");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("no face has 龑 (U+9F91)")
        .stderr_has("templates/two-sessions/zh.md:");
}

#[test]
fn check_writes_nothing() {
    let project = Project::short();
    project.exec("check").must_succeed().stderr_has("no fault found");
    assert!(!project.path("output").exists());
}

#[test]
fn one_language_alone_can_be_made() {
    let project = Project::short();
    project.exec("build --lang en").must_succeed();
    assert!(project.path("output/latest/briefing.en.pdf").exists());
    assert!(!project.path("output/latest/briefing.zh.pdf").exists());
}

#[test]
fn an_output_that_cannot_be_written_is_exit_three() {
    let project = Project::short();
    std::fs::write(project.path("output"), "a file").unwrap();
    project.exec("build").must_exit(3).stderr_has("name a folder with --output");
}

#[test]
fn wrong_usage_is_exit_two_and_help_is_understood() {
    let project = Project::sample();
    project.exec("build --language zh").must_exit(2);
    project.exec("build --as-of yesterday").must_exit(2);
    let help = project.exec("--help").must_succeed();
    let text = String::from_utf8_lossy(&help.output.stdout).into_owned();
    assert!(
        text.contains("Makes the Chinese and the English briefing") && text.contains("Exit codes"),
        "{text}"
    );
}

#[test]
fn a_folder_without_inputs_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    let project = Project { folder };
    project
        .exec("build")
        .must_exit(1)
        .stderr_has("cannot be read")
        .stderr_has("name another on the command line");
}
