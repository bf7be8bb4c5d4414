//! Characters that mean nothing to a reader get in by no door.
#![expect(clippy::disallowed_methods, reason = "the tests break what stands on the disk")]

use std::fs;

use briefing::{
    data::register::Registers,
    inputs::{File, strange_character},
    lang::Lang,
};

use crate::{
    desk::{self, Desk},
    project::Project,
};

#[test]
fn a_character_of_private_use_is_refused_in_a_text() {
    let project = Project::short();
    project.set("templates/two-sessions/en.md", "# R&D: spending", "# R&D: spen\u{E000}ding");
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
        let project = Project::short();
        let path = project.path(&format!("templates/two-sessions/{file}"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen(old, strange, 1)).unwrap();
        project.exec("check").must_exit(1).stderr_has("error[strange-character]").stderr_has(file);
    }
}

#[test]
fn a_user_defined_character_of_an_export_is_refused_at_its_cell() {
    let project = Project::short();
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

#[test]
fn every_character_of_private_use_every_noncharacter_and_every_control_is_strange() {
    for c in (0..=0x0010_FFFF).filter_map(char::from_u32) {
        let code = u32::from(c);
        let is_private = matches!(code, 0xE000..=0xF8FF | 0xF0000..=0x10_FFFF);
        let is_none = matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE;
        let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        let found = strange_character(&format!("a{c}b"));
        assert_eq!(found, (is_private || is_none || is_control).then_some(c), "U+{code:04X}");
    }
}

/// Characters of each kind, those first that the program's own marks are made of.
const STRANGE: [u32; 14] = [
    0xE000, 0xE001, 0xE002, 0xE010, 0xE015, 0xE019, 0xF8FF, 0xF0000, 0x10_FFFD, 0xFFFE, 0xFDD0, 0x1FFFF, 0x7,
    0x85,
];

#[test]
fn an_escape_or_an_entity_forges_no_marker_in_a_text() {
    let desk = Desk::new("RD A 2023 2104.5 e8\nRD B 2023 24393.1 e8");
    let declared = "a = { metric = 'level', indicator = 'RD', area = 'A' }\nb = { metric = 'level', indicator = 'RD', area = 'B' }";
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}"));
    let told = |text: &str| {
        let (facts, mut sink) = desk.facts(declared);
        let file = File::new("templates/t.md".to_owned(), format!("# RD {{#rd}}\n\n{text}\n").into_bytes());
        desk::composed(&plan, facts, &Registers::default(), &file, Lang::En, &mut sink);
        sink.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    assert_eq!(told("Spending was {{ a }}, and {{ a ~ b }}."), [""; 0]);
    for code in STRANGE {
        let entity = format!("A word &#x{code:x}; and &#{code}; here.");
        assert!(told(&entity).contains(&"strange-character"), "{entity}");
        let in_link = format!("A [word](https://example.org/&#x{code:x};x) here.");
        assert!(told(&in_link).contains(&"strange-character"), "{in_link}");
        if code <= 0xFFFF {
            let escape = format!("A word {{{{ \"\\u{code:04x}\" }}}} here.");
            assert!(told(&escape).contains(&"strange-character"), "{escape}");
        }
    }
    // A whole marker of the first two facts, with and without digits that could be its check.
    for digits in ["", "\\ue010\\ue010\\ue010\\ue010\\ue010\\ue010\\ue010\\ue010"] {
        for first in ["\\ue010", "\\ue011", "\\ue015"] {
            let forged = format!("A word {{{{ \"\\ue000{first}{digits}\\ue002\" }}}} here.");
            assert!(told(&forged).contains(&"strange-character"), "{forged}");
            let parted = format!("{{% set a = \"\\ue000{first}\" %}}{{{{ a ~ \"{digits}\\ue002\" }}}} here.");
            assert!(told(&parted).contains(&"strange-character"), "{parted}");
        }
    }
}

#[test]
fn an_escape_lets_no_strange_character_into_the_plan_the_theme_or_the_descriptor() {
    let folder = "templates/two-sessions";
    for (file, old, new) in [
        (
            format!("{folder}/briefing.toml"),
            "川渝科技创新中心政策简报",
            r"\uE000\uE015\uE002川渝科技创新中心政策简报",
        ),
        (format!("{folder}/theme.toml"), "bullet = \"", r#"bullet = "\uE000"#),
        ("inputs/datapackage.json".to_owned(), "\"title\": \"", "\"title\": \"\\ue000"),
    ] {
        let project = Project::short();
        let text = fs::read_to_string(project.path(&file)).unwrap();
        assert!(text.contains(old), "{file}");
        fs::write(project.path(&file), text.replacen(old, new, 1)).unwrap();
        project.exec("check").must_exit(1).stderr_has("error[strange-character]: U+E000").stderr_has(&file);
    }
}
