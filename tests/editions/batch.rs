//! Batches: the editions of a list, from one reading of the inputs.

use std::{collections::BTreeMap, fs, time::SystemTime};

use tempfile::TempDir;

use crate::project::{Project, Run, copy, frozen, repository};

#[path = "../../benches/counties/generate.rs"]
mod generate;

const BUILD: &str = "build --plan counties --editions editions.csv";

/// A country of three counties in two provinces; their briefings in English alone, to be quick.
fn country() -> Project {
    let project = Project { folder: TempDir::new().unwrap() };
    for (path, text) in (generate::Country { provinces: 2, counties: 3, seed: 7 }).files() {
        let path = project.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace(",zh;en", ",en")).unwrap();
    }
    copy(&repository().join("templates/fonts"), &project.path("templates/fonts"));
    let theme = frozen().join("templates/two-sessions/theme.toml");
    fs::copy(theme, project.path("templates/counties/theme.toml")).unwrap();
    project
}

/// Every file under a folder, but for the records of the runs.
fn files(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in project.listing(folder) {
        let path = format!("{folder}/{name}");
        if project.path(&path).is_dir() {
            found.extend(
                files(project, &path).into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)),
            );
        } else if name != "run.json" {
            found.insert(name, fs::read(project.path(&path)).unwrap());
        }
    }
    found
}

/// When the release of an edition was made.
fn made(project: &Project, edition: &str) -> SystemTime {
    project.path(&format!("output/{edition}/2025-r1/manifest.json")).metadata().unwrap().modified().unwrap()
}

/// What a run says of each edition, without its warnings.
fn told(run: &Run) -> Vec<String> {
    let is_news = |line: &&str| line.starts_with('X') || line.contains("editions");
    run.stderr().lines().filter(is_news).map(str::to_owned).collect()
}

#[test]
fn a_batch_has_the_same_bytes_for_any_number_of_threads_and_shards_and_for_single_builds() {
    let project = country();
    let run = project.exec(&format!("{BUILD} --jobs 1")).must_succeed();
    let expected = [
        "X0001: made output/X0001/2025-r1",
        "X0002: made output/X0002/2025-r1",
        "X0003: made output/X0003/2025-r1",
        "3 editions stand",
    ];
    assert_eq!(told(&run), expected);
    let one = files(&project, "output");
    assert!(one.keys().any(|name| name == "X0002/2025-r1/briefing.en.pdf"), "{:?}", one.keys());

    for jobs in ["2", "8"] {
        project.exec(&format!("{BUILD} --output {jobs} --jobs {jobs}")).must_succeed();
        assert!(files(&project, jobs) == one, "{jobs} threads made other bytes");
    }

    for shard in ["2/2", "1/2"] {
        project.exec(&format!("{BUILD} --output shards --shard {shard}")).must_succeed();
    }
    project.exec("merge --output shards").must_succeed().stdout_has("shards/batch.json: 3 editions stand");
    let mut shards = files(&project, "shards");
    shards.retain(|name, _| !name.starts_with("batch.") || name == "batch.json");
    assert!(shards == one, "two shards made other bytes");

    project.exec(&format!("{BUILD} --output alone --only X0002")).must_succeed();
    let alone = files(&project, "alone");
    let named: BTreeMap<_, _> = one.into_iter().filter(|(name, _)| name.starts_with("X0002/")).collect();
    assert!(alone == named, "a single build made other bytes");
}

#[test]
fn an_edition_with_errors_is_reported_and_does_not_stop_the_others() {
    let project = country();
    let table = fs::read_to_string(project.path("inputs/counties.csv")).unwrap();
    let cell = table.lines().find(|line| line.starts_with("RD_EXP,X0002,2020,")).unwrap();
    let value = cell.split(',').nth(3).unwrap();
    project.set("inputs/counties.csv", cell, &cell.replace(&format!(",{value},"), ",0,"));
    let run =
        project.exec(BUILD).must_exit(1).stderr_has("error[undefined-fact]").stderr_has("(RD_EXP, X0002");
    assert_eq!(told(&run).last().unwrap(), "2 editions stand, 1 do not");
    assert_eq!(project.listing("output"), ["X0001", "X0003", "batch.json"]);
    let batch: serde_json::Value =
        serde_json::from_slice(&fs::read(project.path("output/batch.json")).unwrap()).unwrap();
    let releases = ["1", "2", "3"].map(|row| batch["editions"][row]["release"].as_str());
    assert_eq!(releases, [Some("2025-r1"), None, Some("2025-r1")]);
}

#[test]
fn a_total_that_its_parts_cannot_make_is_told_once_and_stops_the_batch() {
    let project = country();
    let table = fs::read_to_string(project.path("inputs/counties.csv")).unwrap();
    let total = "RD_EXP,P01,2023,1,CNY,4,A,,2024-10-31,,SYNTHETIC,yes\n";
    fs::write(project.path("inputs/counties.csv"), format!("{table}{total}")).unwrap();
    let run = project.exec(BUILD).must_exit(1);
    assert_eq!(run.stderr().matches("error[parts-total]").count(), 1, "{}", run.stderr());
    assert_eq!(project.listing("output"), [""; 0]);
}

#[test]
fn a_batch_that_did_not_end_is_run_again_and_makes_only_what_is_missing() {
    let project = country();
    // What a run leaves that was killed behind its second edition, in the midst of its third.
    project.exec(&format!("{BUILD} --only X0001,X0002")).must_succeed();
    fs::create_dir_all(project.path("output/X0003/.staging-2025-r1")).unwrap();
    fs::write(project.path("output/X0003/.staging-2025-r1/facts.csv"), "half a fi").unwrap();
    let before = [made(&project, "X0001"), made(&project, "X0002")];
    let run = project.exec(BUILD).must_succeed();
    let expected = [
        "X0001: 2025-r1 is up to date",
        "X0002: 2025-r1 is up to date",
        "X0003: made output/X0003/2025-r1",
        "3 editions stand",
    ];
    assert_eq!(told(&run), expected);
    assert_eq!([made(&project, "X0001"), made(&project, "X0002")], before);
    assert_eq!(project.listing("output/X0003"), ["2025-r1", "latest"]);
    // Another row of the list is no concern of theirs.
    project.set("editions.csv", "X0003,X0003,P02,en\n", "X0003,X0003,P02,en\nX0004,X0001,P01,en\n");
    let run = project.exec(BUILD).must_succeed();
    assert_eq!(
        told(&run)[2..],
        ["X0003: 2025-r1 is up to date", "X0004: made output/X0004/2025-r1", "4 editions stand"]
    );
}

#[test]
fn an_area_that_is_not_there_stops_its_own_edition_alone() {
    let project = country();
    project.set("editions.csv", "X0002,X0002,", "X0002,X0009,");
    let run = project.exec(BUILD).must_exit(1).stderr_has("error[unknown-area]: there is no area X0009");
    assert_eq!(
        told(&run),
        [
            "X0001: made output/X0001/2025-r1",
            "  --> editions.csv:3   X0002",
            "X0002: 1 error; nothing was written",
            "X0003: made output/X0003/2025-r1",
            "2 editions stand, 1 do not"
        ]
    );
}

#[test]
fn faults_of_the_list_are_all_told_and_nothing_is_made() {
    let project = country();
    let list = "EDITION,REF_AREA,WHOLE,LANGUAGES\n\
                X0001,X0001,P01,en\n\
                ../X,X0002,P01,en\n\
                X0003,X0009,P01,en\n\
                X0001,X0003,P02,en\n\
                X0005,X0003,P02,fr\n";
    fs::write(project.path("editions.csv"), list).unwrap();
    let run = project.exec(BUILD).must_exit(1);
    let stderr = run.stderr();
    let expected = "\
error[edition-name]: the edition begins with a sign that hides it
  --> editions.csv:3   ../X
  help: write letters, digits, - and _
error[edition-language]: there is no such language
  --> editions.csv:6   fr
  help: write zh, en, or zh;en
error[edition-twice]: two editions are named X0001
  --> editions.csv:5
  --> editions.csv:2
  help: give every edition a name of its own
3 errors; no edition was made
";
    assert_eq!(stderr, expected);
    assert_eq!(project.listing("output"), [""; 0]);
}

#[test]
fn a_name_that_the_list_does_not_have_is_an_error() {
    let project = country();
    project
        .exec(&format!("{BUILD} --only X0001,X0020"))
        .must_exit(1)
        .stderr_has("error[unknown-edition]: the list has no edition X0020")
        .stderr_has("did you mean X0002?");
    assert_eq!(project.listing("output"), [""; 0]);
}

#[test]
fn a_merge_names_the_shard_that_is_missing() {
    let project = country();
    project.exec(&format!("{BUILD} --shard 2/3")).must_succeed();
    project.exec("merge").must_exit(1).stderr_has("the batch lacks 1/3, 3/3");
    project.exec(&format!("{BUILD} --shard 4/3")).must_exit(2).stderr_has("such as 3/16");
}

#[test]
fn a_plan_without_a_subject_says_that_it_needs_one() {
    let project = country();
    let help = "help: say which: subject = { area = …, whole = … } in the plan, or --editions";
    project
        .exec("check --plan counties")
        .must_exit(1)
        .stderr_has("there is no area subject")
        .stderr_has(help);
    let edition = "edition = \"2025\"\n";
    let subject = "subject = { area = \"X0002\", whole = \"P01\" }\n";
    project.set("templates/counties/briefing.toml", edition, &format!("{edition}{subject}"));
    project.exec("build --plan counties --lang en").must_succeed();
    assert!(project.text("briefing.en.pdf").contains("Innovationbriefing:QingxiCounty,JiaziProvince"));
}
