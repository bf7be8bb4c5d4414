//! Watching, and the schedules that others keep.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::project::Project;

/// Waits for a release, at most two minutes: a busy machine is no fault.
fn appears(project: &Project, release: &str) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_mins(2) {
        if project.path("output/latest").read_link().is_ok_and(|it| it == Path::new(release)) {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}

#[test]
fn a_saved_change_makes_a_release_and_a_fault_waits_to_be_mended() {
    let project = Project::short();
    let mut watching = Command::new(env!("CARGO_BIN_EXE_briefing"))
        .arg("watch")
        .current_dir(project.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert!(appears(&project, "2025-r1"));
    project.set("inputs/rd.csv", "CN-SC,2022,1215.0,", "CN-SC,2022,1215.x,");
    sleep(Duration::from_secs(1));
    project.set("inputs/rd.csv", "CN-SC,2022,1215.x,", "CN-SC,2022,1215.1,");
    assert!(appears(&project, "2025-r2"));
    sleep(Duration::from_secs(1));
    watching.kill().unwrap();
    let told = String::from_utf8(watching.wait_with_output().unwrap().stdout).unwrap();
    assert!(told.starts_with("2025-r1 → 2025-r2\n") && told.contains("correction"), "{told}");
    assert!(!project.path("output/2025-r3").exists());
}

#[test]
fn the_commands_of_contrib_are_understood() {
    let contrib = Path::new(env!("CARGO_MANIFEST_DIR")).join("contrib");
    let read = |name: &str| fs::read_to_string(contrib.join(name)).unwrap();
    let plain = [read("briefing.service"), read("crontab")].concat();
    let after = plain
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once("/bin/briefing "));
    let mut commands: Vec<Vec<String>> =
        after.map(|(_, arguments)| arguments.split_whitespace().map(str::to_owned).collect()).collect();
    for list in [read("Containerfile"), read("cronjob.yaml")] {
        let lists =
            list.lines().filter_map(|line| line.split_once('[')).filter(|it| it.1.contains("\"build\""));
        commands.extend(lists.map(|(_, list)| {
            list.trim_end_matches(']').split(", ").map(|word| word.trim_matches('"').to_owned()).collect()
        }));
    }
    assert_eq!(commands.len(), 4);
    for command in commands {
        let run = Command::new(env!("CARGO_BIN_EXE_briefing")).args(&command).arg("--help").output().unwrap();
        assert!(run.status.success(), "{command:?}: {}", String::from_utf8_lossy(&run.stderr));
    }
}
