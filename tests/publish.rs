//! A release is whole or not there, and `latest` always leads to a whole one.
#![expect(clippy::disallowed_methods, reason = "the tests look at the output from outside")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use briefing::{
    diag::Diagnostic,
    output::Artifact,
    publish::{Contents, Disk, FaultKind, Manifest, Next, Release, next_release, publish},
};

/// An output folder of its own, and what goes into the next release.
struct Desk {
    folder: tempfile::TempDir,
    ingredients: Vec<(String, String)>,
    options: BTreeMap<String, String>,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            ingredients: vec![("inputs/rd.csv".to_owned(), "aa".to_owned())],
            options: BTreeMap::new(),
        }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    fn next(&self) -> Next {
        next_release(&self.output(), "2025", &self.ingredients, &self.options, &Disk::default()).unwrap()
    }

    /// What `next` says, in a line.
    fn says(&self) -> String {
        match self.next() {
            Next::UpToDate(release) => format!("{release} is up to date"),
            Next::Make { release, because } => format!("make {release}: {}", because.join(", ")),
        }
    }

    fn edition(&self, text: &str) -> Contents {
        let release = match self.next() {
            Next::UpToDate(release) => release.next(),
            Next::Make { release, .. } => release,
        };
        Contents {
            release,
            files: vec![Artifact { name: "briefing.zh.pdf".to_owned(), bytes: text.into() }],
            ingredients: self.ingredients.clone(),
            options: self.options.clone(),
            approvals: vec![],
            signer: None,
            record: None,
        }
    }

    fn publish(&self, text: &str) {
        publish(&self.edition(text), &self.output(), &Disk::default()).unwrap();
    }

    fn latest(&self) -> String {
        fs::read_to_string(self.output().join("latest/briefing.zh.pdf")).unwrap()
    }

    /// The names in the output folder.
    fn listing(&self) -> String {
        listing(&self.output())
    }
}

fn listing(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else { return "nothing".to_owned() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.join(" ")
}

#[test]
fn the_first_release_of_an_edition_is_r1() {
    let desk = Desk::new();
    assert_eq!(desk.says(), "make 2025-r1: ");
    desk.publish("one");
    assert_eq!(desk.listing(), "2025-r1 latest");
    assert_eq!(listing(&desk.output().join("2025-r1")), "briefing.zh.pdf manifest.json");
    assert_eq!(desk.latest(), "one");
    assert_eq!(fs::read_link(desk.output().join("latest")).unwrap(), Path::new("2025-r1"));
}

#[test]
fn unchanged_ingredients_need_no_release() {
    let desk = Desk::new();
    desk.publish("one");
    assert_eq!(desk.says(), "2025-r1 is up to date");
}

#[test]
fn a_changed_ingredient_or_option_makes_the_next_release() {
    let mut desk = Desk::new();
    desk.publish("one");
    desk.ingredients[0].1 = "bb".to_owned();
    desk.ingredients.push(("templates/page.md".to_owned(), "cc".to_owned()));
    assert_eq!(desk.says(), "make 2025-r2: inputs/rd.csv changed, templates/page.md added");
    desk.publish("two");
    assert_eq!(desk.latest(), "two");
    desk.options.insert("draft".to_owned(), "yes".to_owned());
    desk.ingredients.remove(0);
    assert_eq!(desk.says(), "make 2025-r3: option draft added, inputs/rd.csv removed");
    assert_eq!(desk.listing(), "2025-r1 2025-r2 latest");
    assert_eq!(fs::read_to_string(desk.output().join("2025-r1/briefing.zh.pdf")).unwrap(), "one");
}

#[test]
fn releases_are_counted_not_spelled() {
    let desk = Desk::new();
    for name in ["2025-r9", "2025-r10", "2024-r30", "2025-r011", "2025-rX"] {
        fs::create_dir_all(desk.output().join(name)).unwrap();
    }
    let Next::Make { release, .. } = desk.next() else { panic!("nothing is up to date") };
    assert_eq!(release.to_string(), "2025-r11");
}

#[test]
fn a_damaged_release_is_noticed_and_replaced() {
    let desk = Desk::new();
    desk.publish("one");
    fs::write(desk.output().join("latest/briefing.zh.pdf"), "0ne").unwrap();
    assert_eq!(desk.says(), "make 2025-r2: its briefing.zh.pdf was altered");
    fs::write(desk.output().join("latest/manifest.json"), "{").unwrap();
    assert!(desk.says().starts_with("make 2025-r2: its manifest.json is damaged: "));
    desk.publish("one");
    assert_eq!(desk.latest(), "one");
    assert_eq!(desk.says(), "2025-r2 is up to date");
}

#[test]
fn what_a_killed_run_left_is_removed() {
    let desk = Desk::new();
    desk.publish("one");
    fs::create_dir(desk.output().join(".staging-2025-r2")).unwrap();
    fs::write(desk.output().join(".staging-2025-r2/briefing.zh.pdf"), "tw").unwrap();
    std::os::unix::fs::symlink("2025-r2", desk.output().join(".latest-2025-r2")).unwrap();
    assert_eq!(desk.says(), "2025-r1 is up to date");
    assert_eq!(desk.listing(), "2025-r1 latest");
}

#[test]
fn a_run_killed_before_the_link_was_swapped_is_caught_up_with() {
    let mut desk = Desk::new();
    desk.publish("one");
    desk.ingredients[0].1 = "bb".to_owned();
    desk.publish("two");
    let link = desk.output().join("latest");
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("2025-r1", &link).unwrap();
    assert_eq!(desk.says(), "2025-r2 is up to date");
    assert_eq!(desk.latest(), "two");
    fs::remove_file(&link).unwrap();
    assert_eq!(desk.says(), "2025-r2 is up to date");
    assert_eq!(desk.latest(), "two");
}

#[test]
fn latest_may_lead_to_another_edition() {
    let desk = Desk::new();
    desk.publish("one");
    let next = Contents { release: Release::first("2026"), ..desk.edition("new") };
    publish(&next, &desk.output(), &Disk::default()).unwrap();
    assert_eq!(desk.says(), "2025-r1 is up to date");
    assert_eq!(desk.latest(), "new");
}

#[test]
fn a_failing_stage_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.publish("one");
    let mut edition = desk.edition("two");
    // No file system takes a name of 300 bytes: the second file fails after the first was written.
    edition.files.push(Artifact { name: "x".repeat(300), bytes: vec![] });
    let error = publish(&edition, &desk.output(), &Disk::default()).unwrap_err();
    assert!(error.path().starts_with(desk.output().join(".staging-2025-r2")), "{error}");
    assert_eq!(desk.listing(), "2025-r1 latest");
    assert_eq!(desk.latest(), "one");
}

#[test]
fn names_that_leave_the_folder_or_collide_are_refused() {
    for name in ["../x", "a/b/c", "a/../b", "/a", "a/", "", "..", "manifest.json", "briefing.zh.pdf"] {
        let desk = Desk::new();
        let mut edition = desk.edition("one");
        edition.files.push(Artifact { name: name.to_owned(), bytes: vec![] });
        assert!(publish(&edition, &desk.output(), &Disk::default()).is_err(), "{name:?}");
        assert_eq!(desk.listing(), "nothing", "{name:?}");
    }
}

#[test]
fn an_output_that_is_a_file_is_an_error_with_its_path() {
    let desk = Desk::new();
    let edition = desk.edition("one");
    fs::write(desk.output(), "a file").unwrap();
    let error = publish(&edition, &desk.output(), &Disk::default()).unwrap_err();
    let diagnostic = Diagnostic::from(error).to_string().replace(desk.output().to_str().unwrap(), "output");
    assert_eq!(
        diagnostic,
        "error[not-written]: cannot read the output folder: Not a directory (os error 20)\n\
         \x20 --> output\n  help: name a folder with --output, not a file"
    );
    assert_eq!(fs::read_to_string(desk.output()).unwrap(), "a file");
}

#[test]
fn a_folder_called_latest_is_left_alone() {
    let desk = Desk::new();
    let edition = desk.edition("one");
    fs::create_dir_all(desk.output().join("latest")).unwrap();
    let error = publish(&edition, &desk.output(), &Disk::default()).unwrap_err();
    assert!(error.to_string().ends_with("latest: is not a link to a release"), "{error}");
    assert_eq!(desk.listing(), "latest");
}

#[test]
fn a_release_is_never_written_over() {
    let desk = Desk::new();
    let edition = desk.edition("one");
    publish(&edition, &desk.output(), &Disk::default()).unwrap();
    assert!(publish(&edition, &desk.output(), &Disk::default()).is_err());
    assert_eq!(desk.listing(), "2025-r1 latest");
}

#[test]
fn the_manifest_names_every_ingredient_and_file() {
    let mut desk = Desk::new();
    desk.options.insert("langs".to_owned(), "zh,en".to_owned());
    desk.publish("one");
    let folder = desk.output().join("2025-r1");
    let program = concat!("briefing ", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        fs::read_to_string(folder.join("manifest.json")).unwrap().replace(program, "PROGRAM"),
        r#"{
  "edition": "2025",
  "release": "2025-r1",
  "program": "PROGRAM",
  "options": {
    "langs": "zh,en"
  },
  "ingredients": {
    "inputs/rd.csv": "aa"
  },
  "files": {
    "briefing.zh.pdf": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
  }
}
"#
    );
    assert_eq!(Manifest::read(&folder).unwrap().damages(&folder), Vec::<String>::new());
}

/// What is wrong with the release that `latest` leads to; nothing where there is none.
fn damages(output: &Path) -> Vec<String> {
    let latest = output.join("latest");
    if latest.symlink_metadata().is_err() {
        return vec![];
    }
    Manifest::read(&latest).map_or_else(|damage| vec![damage], |manifest| manifest.damages(&latest))
}

/// Stops a publication at each of its operations, one after the other, on a desk that already has
/// so many releases, and lets the next run go on from there. Returns how many operations there are.
fn stopped_everywhere(kind: FaultKind, releases: u32) -> usize {
    for at in 0.. {
        let mut desk = Desk::new();
        for number in 0..releases {
            desk.ingredients[0].1 = number.to_string();
            desk.publish("before");
        }
        let before = desk.listing();
        "new".clone_into(&mut desk.ingredients[0].1);
        let edition = Contents {
            record: Some(Artifact { name: "run.json".to_owned(), bytes: b"{}".to_vec() }),
            ..desk.edition("new")
        };
        let disk = Disk::failing(kind, at);
        let published = publish(&edition, &desk.output(), &disk);
        if !disk.has_failed() {
            published.unwrap();
            return at;
        }
        assert!(published.is_err(), "{kind:?} at {at}");
        assert_eq!(damages(&desk.output()), Vec::<String>::new(), "{kind:?} at {at}");
        let is_swapped = fs::read_link(desk.output().join("latest"))
            .is_ok_and(|it| it == Path::new(&edition.release.to_string()));
        if kind == FaultKind::Full && !is_swapped {
            assert_eq!(desk.listing().replace("nothing", ""), before.replace("nothing", ""), "full at {at}");
        }
        // The next run: another one that dies at its first operation, then one that does not.
        let dying = Disk::failing(FaultKind::Killed, 0);
        let _ = next_release(&desk.output(), "2025", &desk.ingredients, &desk.options, &dying);
        if let Next::Make { .. } = desk.next() {
            desk.publish("new");
        }
        let names: Vec<String> = (1..=releases + 1).map(|number| format!("2025-r{number}")).collect();
        assert_eq!(desk.listing(), format!("{} latest", names.join(" ")), "{kind:?} at {at}");
        assert_eq!(desk.latest(), "new", "{kind:?} at {at}");
    }
    unreachable!("a publication has an end")
}

#[test]
fn a_run_killed_at_any_operation_leaves_latest_whole_and_the_next_run_succeeds() {
    assert!(stopped_everywhere(FaultKind::Killed, 0) > 15);
    assert!(stopped_everywhere(FaultKind::Killed, 2) > 15);
}

#[test]
fn a_disk_full_at_any_operation_leaves_nothing_behind() {
    assert!(stopped_everywhere(FaultKind::Full, 0) > 15);
    assert!(stopped_everywhere(FaultKind::Full, 2) > 15);
}
