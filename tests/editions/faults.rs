//! Faults: whatever happens to a run, `latest` leads to a whole release or to none.

use std::{
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use briefing::publish::Manifest;

use crate::project::Project;

/// A run that is not waited for.
fn start(project: &Project, arguments: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_briefing"))
        .args(arguments)
        .current_dir(project.folder.path())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What is wrong with the release that `latest` leads to.
fn damages(project: &Project) -> Vec<String> {
    let latest = project.path("output/latest");
    if latest.symlink_metadata().is_err() {
        return vec![];
    }
    match Manifest::read(&latest) {
        Ok(manifest) => manifest.damages(&latest),
        Err(damage) => vec![damage],
    }
}

/// Makes the next run have something to do.
fn change(project: &Project, moment: u32) {
    let text = std::fs::read_to_string(project.path("inputs/rd.csv")).unwrap();
    let row = text.lines().find(|line| line.contains("RD_EXP,CN-SC,2022,")).unwrap();
    let mut cells: Vec<&str> = row.split(',').collect();
    let shown = format!("{:.1}", 1215.0 + f64::from(moment) / 10.0);
    cells[3] = &shown;
    std::fs::write(project.path("inputs/rd.csv"), text.replace(row, &cells.join(","))).unwrap();
}

/// `.ci/faults` does the same 200 times, and at every call that writes.
#[test]
fn a_run_killed_at_any_moment_leaves_latest_whole_and_the_next_run_succeeds() {
    let project = Project::short();
    let begin = Instant::now();
    project.exec("build --lang en").must_succeed();
    let length = begin.elapsed();
    for moment in 1..=12 {
        change(&project, moment);
        let mut run = start(&project, &["build", "--lang", "en", "--quiet"]);
        // Spread evenly over the length of a run, the golden ratio apart.
        thread::sleep(length.mul_f64((f64::from(moment) * 0.618_034).fract()));
        run.kill().unwrap();
        run.wait().unwrap();
        assert_eq!(damages(&project), Vec::<String>::new(), "killed at moment {moment}");
    }
    project.exec("build --lang en").must_exit(0);
    assert_eq!(damages(&project), Vec::<String>::new());
    let hidden = project.listing("output").into_iter().filter(|name| name.starts_with('.'));
    assert_eq!(hidden.count(), 0);
}

#[test]
fn two_runs_at_once_make_one_release() {
    let project = Project::short();
    let mut runs = [(); 2].map(|()| start(&project, &["build", "--lang", "en", "--quiet", "--wait"]));
    for run in &mut runs {
        assert_eq!(run.wait().unwrap().code(), Some(0));
    }
    assert_eq!(project.listing("output"), ["2025-r1", "latest"]);
}

#[test]
fn a_disk_that_takes_no_more_is_exit_three_and_leaves_nothing_behind() {
    let project = Project::short();
    // No file may grow beyond 100 blocks of 512 bytes; the signal ignored, writing fails as on a
    // full disk.
    let limited = |arguments: &str| {
        let program = env!("CARGO_BIN_EXE_briefing");
        Command::new("sh")
            .args(["-c", &format!("trap '' XFSZ; ulimit -f 100; exec {program} {arguments}")])
            .current_dir(project.folder.path())
            .output()
            .unwrap()
    };
    let run = limited("build");
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{stderr}");
    assert!(stderr.contains("cannot write the file") && stderr.contains("briefing.zh.pdf"), "{stderr}");
    assert!(!project.path("output").exists());

    project.exec("build").must_succeed();
    project.set("inputs/rd.csv", "CN-SC,2022,1215.0,", "CN-SC,2022,1218.0,");
    assert_eq!(limited("build").status.code(), Some(3));
    assert_eq!(project.listing("output"), ["2025-r1", "latest"]);
    assert_eq!(damages(&project), Vec::<String>::new());
}

#[test]
fn a_refused_run_leaves_no_output_folder_behind() {
    let project = Project::short();
    project.set("inputs/rd.csv", "CN-SC,2021,1214.5,", "CN-SC,2021,n/a?,");
    project.exec("build").must_exit(1);
    assert!(!Path::new(&project.path("output")).exists());
}
