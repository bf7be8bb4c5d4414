//! The rooms of the house: who may import whom, as `ARCHITECTURE.md` draws it.
#![expect(clippy::disallowed_methods, reason = "the sources are read as they lie")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::project::repository;

/// What is handed on: each may import those before it.
const NOUNS: [&str; 16] = [
    "lang",
    "diag",
    "inputs",
    "picture",
    "snapshot",
    "query",
    "output",
    "toml",
    "signature",
    "data",
    "doc",
    "frame",
    "theme",
    "font",
    "plan",
    "ledger",
];

/// The steps of a number's way: each imports nouns, and no other step.
const PHASES: [&str; 12] = [
    "ingest", "derive", "compose", "audit", "plot", "layout", "render", "seal", "post", "publish", "pull",
    "scaffold",
];

/// But for these: a figure's size is the page's business, and a seal is attached to what was rendered.
const EXCEPTIONS: [(&str, &str); 2] = [("layout", "plot"), ("seal", "render")];

/// Whether a room may import another.
fn may_import(from: &str, to: &str) -> bool {
    let noun = |room: &str| NOUNS.iter().position(|it| *it == room);
    match (noun(from), noun(to)) {
        (Some(from), Some(to)) => to < from,
        (Some(_), None) => false,
        (None, Some(_)) => true,
        (None, None) if PHASES.contains(&from) => EXCEPTIONS.contains(&(from, to)),
        (None, None) if from == "pipeline" => PHASES.contains(&to),
        (None, None) => from == "cli",
    }
}

/// The rooms that each room names, and a file that does.
fn imports() -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    visit(&repository().join("src"), &mut |path, text| {
        let path = path.strip_prefix(repository().join("src")).unwrap();
        let room = path.components().next().unwrap().as_os_str().to_str().unwrap();
        let room = room.trim_end_matches(".rs").to_owned();
        for named in named(text) {
            if named != room && room != "lib" && room != "main" {
                found.insert((room.clone(), named), path.display().to_string());
            }
        }
    });
    found
}

fn visit(folder: &Path, read: &mut dyn FnMut(&Path, &str)) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            visit(&path, read);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            read(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

/// The rooms behind each `crate::` or `briefing::` of a source, alone or in braces.
fn named(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let starts = ["crate::", "briefing::"].iter().flat_map(|root| code.match_indices(root));
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = BTreeSet::new();
    for (at, root) in starts {
        let rest = &code[at + root.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            rooms.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut is_first = true;
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => is_first = true,
                _ if is_first && depth == 0 && c.is_alphanumeric() => {
                    rooms.insert(word(&list[at..]));
                    is_first = false;
                }
                _ => {}
            }
        }
    }
    // Constants of the whole crate, such as its name, belong to no room.
    rooms.retain(|room| room.chars().next().is_some_and(char::is_lowercase));
    rooms
}

#[test]
fn no_room_imports_one_that_stands_above_or_beside_it() {
    let wrong: Vec<String> = imports()
        .into_iter()
        .filter(|((from, to), _)| !may_import(from, to))
        .map(|((from, to), file)| format!("src/{file}: {from} may not import {to}"))
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_room_has_its_floor() {
    let rooms: BTreeSet<String> = imports().into_keys().flat_map(|(from, to)| [from, to]).collect();
    let known = |room: &String| {
        NOUNS.contains(&room.as_str())
            || PHASES.contains(&room.as_str())
            || ["pipeline", "cli"].contains(&room.as_str())
    };
    let strange: Vec<String> = rooms.into_iter().filter(|room| !known(room)).collect();
    assert_eq!(strange, [""; 0]);
}

#[test]
fn the_reader_of_imports_sees_lists_and_single_paths() {
    let text = "use crate::{\n    data::{fact::Fact, unit},\n    lang::Lang,\n};\n// crate::cli\nlet x = crate::toml::locus();";
    assert_eq!(Vec::from_iter(named(text)), ["data", "lang", "toml"]);
    assert!(may_import("seal", "render") && !may_import("render", "seal") && !may_import("doc", "ledger"));
}
