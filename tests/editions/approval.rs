//! Approval: what nobody has read is a draft, and says so on every page.

use std::fs;

use briefing::render::pdf::reread::reread;

use crate::project::Project;

fn pages(project: &Project, file: &str) -> Vec<String> {
    let pages = reread(&project.latest(file)).unwrap().pages;
    pages.into_iter().map(|page| page.reads.replace('\n', " ")).collect()
}

#[test]
fn without_approval_every_page_is_a_draft_and_with_it_the_cover_says_whose() {
    let project = Project::short_released();
    for (file, word) in [("briefing.zh.pdf", "送审稿"), ("briefing.en.pdf", "draft")] {
        let pages = pages(&project, file);
        assert!(pages.iter().all(|page| page.contains(word)), "{file}");
    }
    project
        .exec("approve --by 张敏 --role 核稿人")
        .must_succeed()
        .stdout_has("张敏 (核稿人) has approved the facts")
        .stdout_has("of 2025-r1");
    project.exec("build").must_succeed().stderr_has("made output/2025-r2");
    for (file, word, cover) in [
        ("briefing.zh.pdf", "送审稿", "张敏（核稿人），数据编码"),
        ("briefing.en.pdf", "draft", "张敏 (核稿人), data code"),
    ] {
        let pages = pages(&project, file);
        assert!(!pages.iter().any(|page| page.contains(word)), "{file}");
        let said = pages[0].replace(' ', "");
        assert!(said.contains(&cover.replace(' ', "")), "{said}");
    }
    project.exec("build").must_succeed().stderr_has("2025-r2 is up to date");
}

#[test]
fn a_changed_fact_voids_the_approval_and_the_fact_restored_has_it_again() {
    let project = Project::short_released();
    project.exec("approve --by Zhang --role checker").must_succeed();
    project.set("inputs/rd.csv", "CN-SC,2022,1215.0,", "CN-SC,2022,1215.1,");
    project.exec("build").must_succeed();
    assert!(pages(&project, "briefing.en.pdf")[3].contains("draft"));
    project.set("inputs/rd.csv", "CN-SC,2022,1215.1,", "CN-SC,2022,1215.0,");
    project.exec("build").must_succeed();
    assert!(!pages(&project, "briefing.en.pdf")[3].contains("draft"));
}

#[test]
fn a_changed_word_voids_the_approval_and_the_run_says_what_was_changed() {
    let project = Project::short_released();
    project.exec("approve --by Zhang --role checker").must_succeed();
    project.exec("build").must_succeed();
    project.set("templates/two-sessions/en.md", "# R&D: spending", "# R&D: the spending");
    project
        .exec("build")
        .must_succeed()
        .stderr_has("note[approval-lapsed]: Zhang approved 2025-r2, and 0 facts and ")
        .stderr_has("R&D: the spending");
    assert!(pages(&project, "briefing.en.pdf")[3].contains("draft"));
}

#[test]
fn an_approval_is_withdrawn_by_whoever_gave_it() {
    let project = Project::short_released();
    project.exec("approve --by Zhang --withdraw").must_exit(1).stderr_has("Zhang has not approved");
    project.exec("approve --by Zhang --role checker").must_succeed();
    project.exec("build").must_succeed();
    assert!(!pages(&project, "briefing.en.pdf")[3].contains("draft"));
    project
        .exec("approve --by Zhang --withdraw")
        .must_succeed()
        .stdout_has("Zhang has taken back the approval");
    project.exec("build").must_succeed().stderr_has("made output/2025-r3");
    assert!(pages(&project, "briefing.en.pdf")[3].contains("draft"));
}

#[test]
fn a_name_that_is_blank_or_cannot_be_drawn_is_refused_before_it_is_recorded() {
    let project = Project::short_released();
    project
        .exec("approve --by \u{1} --role checker")
        .must_exit(2)
        .stderr_has("characters that nobody can see");
    project
        .exec("approve --by 龔 --role 代表")
        .must_exit(1)
        .stderr_has("error[rare-character]: no face has 龔");
    assert!(!project.path("output/approvals.json").exists());
    project.exec("build").must_succeed().stderr_has("is up to date");
}

#[test]
fn one_word_counts_once_and_a_second_person_counts_too() {
    let project = Project::short_released();
    for _ in 0..2 {
        project.exec("approve --by Zhang --role checker").must_succeed();
    }
    project.exec("approve --by Li --role editor").must_succeed();
    project.exec("build").must_succeed();
    let manifest = project.latest_text("manifest.json");
    assert!(manifest.contains("\"approved-by\": \"Zhang (checker); Li (editor)\""), "{manifest}");
}

#[test]
fn what_is_not_there_or_was_altered_cannot_be_approved() {
    let project = Project::short();
    project.exec("approve --by Zhang --role checker").must_exit(6).stderr_has("no release stands there");
    assert!(!project.path("output").exists());
    project.exec("build").must_succeed();
    project.exec("approve --by Zhang").must_exit(2);
    fs::write(project.path("output/latest/briefing.zh.pdf"), "another").unwrap();
    project
        .exec("approve --by Zhang --role checker")
        .must_exit(6)
        .stderr_has("cannot be approved: its briefing.zh.pdf was altered");
    assert_eq!(project.listing("output"), ["2025-r1", "latest"]);
}

#[test]
fn damaged_approvals_stop_the_build() {
    let project = Project::short_released();
    fs::write(project.path("output/approvals.json"), "[{").unwrap();
    project.exec("build").must_exit(6).stderr_has("the approvals are damaged");
}
