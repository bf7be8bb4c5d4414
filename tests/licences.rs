//! Licences: the program says of everything that others wrote who did, and under which terms.
#![expect(clippy::disallowed_methods, reason = "the list of crates is read as it lies")]

use std::{collections::BTreeSet, fs};

use crate::project::{Project, repository};

/// Every crate of `Cargo.lock` that is from elsewhere, with its version.
fn locked() -> BTreeSet<String> {
    let lock = fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    let of = |package: &str, key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
        line.map(|line| line.trim_end_matches('"').to_owned())
    };
    let packages = lock.split("[[package]]").filter(|package| of(package, "source").is_some());
    packages
        .map(|package| format!("{} {}", of(package, "name").unwrap(), of(package, "version").unwrap()))
        .collect()
}

#[test]
fn the_notices_are_those_of_the_crates_that_are_locked() {
    let told = Project::sample().exec("licences").must_succeed().stdout();
    let parts: Vec<&str> = told.split(&format!("\n\n{}\n\n", "~".repeat(80))).collect();
    let rows: Vec<Vec<&str>> = parts[1].lines().map(|line| line.split("  ").collect()).collect();
    let listed: BTreeSet<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    let locked = locked();
    let differing: Vec<&String> = listed.symmetric_difference(&locked).collect();
    assert!(differing.is_empty(), "{differing:?}: run contrib/third-party");
    // Each names a licence and notices that are there.
    for row in rows {
        let [_, licence, numbers] = row[..] else { panic!("{row:?}") };
        assert!(!licence.is_empty());
        for number in numbers.trim_matches(['[', ']']).split(", ") {
            let number: usize = number.parse().unwrap();
            assert!(parts[1 + number].starts_with(&format!("[{number}]\n")), "{number}");
        }
    }
}
