//! Characters that mean nothing to a reader get in by no door.
#![expect(clippy::disallowed_methods, reason = "the tests break what stands on the disk")]

use std::fs;

use crate::project::Project;

#[test]
fn a_character_of_private_use_is_refused_in_a_text() {
    let project = Project::sample();
    project.set("templates/two-sessions/en.md", "# Background:", "# Back\u{E000}ground:");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[strange-character]: U+E000 is no character that a reader could see")
        .stderr_has("templates/two-sessions/en.md:");
}

#[test]
fn a_noncharacter_or_a_control_is_refused_in_the_plan_and_the_theme() {
    for (file, old, strange) in [
        ("briefing.toml", "川渝科技创新中心政策简报", "川渝\u{FFFE}科技创新中心政策简报"),
        ("theme.toml", "bullet = \"", "bullet = \"\u{7F}"),
    ] {
        let project = Project::sample();
        let path = project.path(&format!("templates/two-sessions/{file}"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen(old, strange, 1)).unwrap();
        project.exec("check").must_exit(1).stderr_has("error[strange-character]").stderr_has(file);
    }
}

#[test]
fn a_user_defined_character_of_an_export_is_refused_at_its_cell() {
    let project = Project::sample();
    let descriptor = fs::read_to_string(project.path("inputs/datapackage.json")).unwrap();
    let (before, entry) = descriptor.split_once("challenges.csv").unwrap();
    let entry = entry.replacen("\"utf-8\"", "\"gb18030\"", 1);
    fs::write(project.path("inputs/datapackage.json"), format!("{before}challenges.csv{entry}")).unwrap();
    // AA A1 in GB18030 is U+E000, which the program's own marks were made of.
    let text = fs::read_to_string(project.path("inputs/challenges.csv")).unwrap();
    let (encoded, _, _) = encoding_rs::GB18030.encode(&text);
    let mut bytes = encoded.into_owned();
    let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap();
    bytes.splice(end..end, [0xAA, 0xA1]);
    fs::write(project.path("inputs/challenges.csv"), bytes).unwrap();
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[strange-character]: U+E000 is no character that a reader could see")
        .stderr_has("inputs/challenges.csv:");
}
