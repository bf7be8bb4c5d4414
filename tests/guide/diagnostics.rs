//! The page of diagnostics: every code that the program can tell, with what was found and what to do about it,
//! as its sources say it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use regex::Regex;

use super::kept;
use crate::project::repository;

/// What is said of a code at the places where it is told.
#[derive(Default)]
struct Told {
    severities: BTreeSet<&'static str>,
    causes: Vec<String>,
    cures: Vec<String>,
}

/// As many causes and cures as are shown of a code.
const SHOWN: usize = 3;

/// A literal of a string in the sources.
const LITERAL: &str = r#""((?:[^"\\]|\\.|\\\n)*)""#;

/// A code as it is written.
const CODE: &str = r#""([a-z0-9]+(?:-[a-z0-9]+)*)""#;

/// A code beside its message: in a call, behind the column that it is of, or in a fault that is handed on.
static CALL: LazyLock<Regex> = LazyLock::new(|| {
    let column = r#"(?:"[A-Z_]+",|&format!\([^)]*\),|column,)?"#;
    let call = r"Diagnostic::(?:error|warning|note)|\b(?:fault|refuse|make)|Some\(";
    Regex::new(&format!(r"(?:({call})\(\s*{column}\s*{CODE}|\bcode:\s*{CODE}),")).unwrap()
});

/// A code whose message is put together elsewhere: that of a choice, of a list, of what went wrong on the disk, of a
/// dimension that a table lacks.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let before = r#"\bchoice\(\s*"[A-Z_]+",\s*|\bunknown:\s*|\bFailure::\w+ => |\bHolds::\w+, \w+, |\bError::\w+\([^)]*\).* => \(|\b_ => \("#;
    Regex::new(&format!("(?:{before}){CODE}")).unwrap()
});

static CAUSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^\s*(?:message:\s*)?(?:&?format!\(\s*)?{LITERAL}")).unwrap());
static CURE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"\.help\(\s*(?:&?format!\(\s*)?{LITERAL}")).unwrap());
static MESSAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r#"(?s)(?:let (?:message|what|words|text|said)\b[^;"]*?|format!\(\s*){LITERAL}"#))
        .unwrap()
});
static HELP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r#"(?s)let (?:help|hint|advice)\b[^;"]*?{LITERAL}"#)).unwrap());
/// What to do, as the last argument of a call that begins with the code: behind the message and, of a query, its place.
static ARGUMENT: LazyLock<Regex> = LazyLock::new(|| {
    let message = format!(r"(?:&?\w+(?:\(\))?|&?format!\(\s*{LITERAL}(?:[^()]|\([^()]*\))*\)|{LITERAL})");
    let place = r"(?:[a-z]\w*(?:\.\w+(?:\(\))?)*,\s*)?";
    Regex::new(&format!(r"^\s*{message},\s*{place}(?:&?format!\(\s*)?{LITERAL}")).unwrap()
});
/// What to do, as a field beside the code.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?s)^.{{0,800}}?\bhelp:\s*(?:&?format!\(\s*)?{LITERAL}")).unwrap()
});
/// Messages and helps of what went wrong on the disk, by the kind that the code is of.
static ON_THE_DISK: LazyLock<Regex> = LazyLock::new(|| {
    let kind = "(?:Self|PublishError)::(refused|unwritten|unread|unanswered)";
    Regex::new(&format!(r#"{kind}\([^;"]*?{LITERAL}[^;"]*?{LITERAL}"#)).unwrap()
});
static FORM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"let message =\s*format!\(\s*{LITERAL}")).unwrap());

static VALUE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^{}]*\}").unwrap());

/// As far from its code as a message and its help stand, in bytes.
const NEAR: usize = 1200;

/// Text as a reader of the program's messages would see it; `…` stands for what differs.
fn said(literal: &str) -> String {
    let text = literal.replace("\\\n", " ").replace("\\\"", "\"").replace("\\\\", "\\");
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let text = VALUE.replace_all(&text, "…").replace('\u{1}', "{").replace('\u{2}', "}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn diagnostics() -> BTreeMap<String, Told> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for path in sources(&repository().join("src")) {
        let text = fs::read_to_string(path).unwrap();
        let calls: Vec<_> = CALL.captures_iter(&text).collect();
        for (nth, call) in calls.iter().enumerate() {
            let (start, end) = (call.get(0).unwrap().start(), call.get(0).unwrap().end());
            let before = nth.checked_sub(1).map_or(0, |it| calls[it].get(0).unwrap().end());
            let after = calls.get(nth + 1).map_or(text.len(), |it| it.get(0).unwrap().start());
            let behind = &text[end..floor(&text, after.min(end + NEAR))];
            let ahead = &text[floor(&text, before.max(start.saturating_sub(NEAR)))..start];
            let first = |regex: &Regex, text: &str| regex.captures(text).map(|it| said(&it[1]));
            let last = |regex: &Regex, text: &str| regex.captures_iter(text).last().map(|it| said(&it[1]));
            let cause = first(&CAUSE, behind).or_else(|| last(&MESSAGE, ahead));
            // Of several literals the last is the help: before it stands the message.
            let argument = ARGUMENT
                .captures(behind)
                .and_then(|it| it.iter().flatten().last().map(|it| said(it.as_str())));
            let lists = "there_is(";
            let listed = || {
                behind
                    .contains(lists)
                    .then(|| "write one of those that there are, as it lists them".to_owned())
            };
            let field = call.get(3).and_then(|_| first(&FIELD, behind));
            let cure = field
                .or(argument)
                .or_else(|| first(&CURE, behind))
                .or_else(|| last(&HELP, ahead))
                .or_else(|| first(&HELP, behind))
                .or_else(listed);
            let code = call.get(2).or(call.get(3)).unwrap().as_str();
            let entry = told.entry(code.to_owned()).or_default();
            match call.get(1).map_or("", |it| it.as_str()) {
                "Diagnostic::warning" => drop(entry.severities.insert("warning")),
                "Diagnostic::note" => drop(entry.severities.insert("note")),
                "make" => entry.severities.extend(["error", "warning"]),
                _ => drop(entry.severities.insert("error")),
            }
            for (all, one) in [(&mut entry.causes, cause), (&mut entry.cures, cure)] {
                let is_words = |it: &String| it.chars().any(char::is_alphabetic);
                all.extend(one.filter(is_words).filter(|it| !all.contains(it)));
            }
        }
        for named in NAMED.captures_iter(&text) {
            let entry = told.entry(named[1].to_owned()).or_default();
            entry.severities.insert("error");
            let put_together = TOGETHER.iter().find(|(how, ..)| named[0].contains(how));
            if let Some((_, cause, cure)) = put_together {
                entry.causes.push((*cause).to_owned());
                entry.cures.push((*cure).to_owned());
            }
        }
        for fault in ON_THE_DISK.captures_iter(&text) {
            let code = DISK.iter().find(|(kind, _)| *kind == &fault[1]).expect("every kind has a code").1;
            let entry = told.entry(code.to_owned()).or_default();
            for (all, at) in [(&mut entry.causes, 2), (&mut entry.cures, 3)] {
                let one = said(&fault[at]);
                all.extend((!all.contains(&one)).then_some(one));
            }
        }
    }
    let form = fs::read_to_string(repository().join("src/toml/form.rs")).unwrap();
    for code in ["bad-plan", "bad-theme"] {
        let entry = told.entry(code.to_owned()).or_default();
        let own = std::mem::take(&mut entry.causes);
        entry.causes = FORM.captures_iter(&form).map(|it| said(&it[1])).chain(own).collect();
        entry.cures.insert(0, "write what is missing, or one of the keys and words that it lists".to_owned());
    }
    for (code, cure) in VARIED {
        let entry = told.get_mut(code).unwrap_or_else(|| panic!("{code} is told nowhere"));
        if entry.cures.is_empty() {
            entry.cures.push(cure.to_owned());
        }
    }
    told
}

/// Codes whose message is the same wherever they are told: how that is written, what was found, what to do.
const TOGETHER: [(&str, &str, &str); 2] = [
    ("choice", "… cannot be …", "write one of the words that it lists"),
    ("unknown:", "there is no … …", "correct it, or add it to the list of codes"),
];

/// The codes of what went wrong on the disk.
const DISK: [(&str, &str); 4] = [
    ("refused", "not-possible"),
    ("unwritten", "not-written"),
    ("unread", "not-read"),
    ("unanswered", "no-answer"),
];

/// What to do where it is put together from what was found.
const VARIED: [(&str, &str); 23] = [
    ("approval-lapsed", "read changes.md, then `briefing approve`"),
    ("bad-picture", "save it as PNG, JPEG or SVG, no larger than it says"),
    ("bad-recipient", "write the columns and values that it lists"),
    (
        "changed-observation",
        "give a later value its own VINTAGE; of an entry that was corrected, nothing is to be done",
    ),
    ("fact-without-row", "a fault of the program: report it"),
    ("locked", "wait for the other run to end, or add --wait"),
    ("metric-kind", "use the metric that it names"),
    ("no-answer", "run again: whoever was sent the release is not sent it again"),
    ("no-area", "say it in the descriptor, or with --area"),
    ("no-indicator", "say it in the descriptor, or with --indicator"),
    ("not-portable", "write it as it says, or keep the query for one engine"),
    ("not-possible", "what is in the way is said with what was tried: settle it, and run again"),
    ("open-dimension", "ask for one value of it, or say which column it is"),
    ("partial-answer", "take LIMIT and OFFSET away; what is shown, the plan says"),
    ("unknown-section", "write one of the anchors of the text's sections, which it lists"),
    ("protection", "change the recipient's password"),
    ("records", "write the records as Parquet, or as CSV in UTF-8 with a header, and check the name"),
    ("running-too-long", "shorten `short-title` in the plan, or make text.running smaller in the theme"),
    ("server-cut", "pull again; nothing was written"),
    ("server-late", "pull again, or give it longer with --deadline"),
    ("server-unreachable", "check the address, and whether the network leads there"),
    ("too-high", "show or say less in it, as it says"),
    (
        "unread-mark",
        "write it as it says: lists, tables, links, pictures, `code`, ^raised^ and ~lowered~ are read",
    ),
];

/// The codes that the tests have seen a run tell.
fn seen() -> BTreeSet<String> {
    let code = Regex::new(r"(?:error|warning|note)\[([a-z0-9-]+)\]").unwrap();
    let texts =
        sources(&repository().join("tests")).into_iter().map(|path| fs::read_to_string(path).unwrap());
    texts.flat_map(|text| code.captures_iter(&text).map(|it| it[1].to_owned()).collect::<Vec<_>>()).collect()
}

/// The next place at or below `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

/// The sources of the program, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_code_is_listed_with_what_was_found_and_what_to_do() {
    let told = diagnostics();
    let mut text = String::from(
        "# Diagnostics\n\nWhat a run can tell, by its code: `error[left-out]`. An error stops a release; a warning and a \
         note do not. `…` stands for what was found. After the dash: what to do.\n\nMade from the code by \
         `cargo test guide`.\n",
    );
    for (code, Told { severities, causes, cures }) in &told {
        let severities: Vec<&str> = severities.iter().copied().collect();
        write!(text, "\n**`{code}`** ({})  \n", severities.join(", ")).unwrap();
        let few = |all: &[String]| all.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" · ");
        let (causes, cures) = (few(causes), few(cures));
        let said = if causes.is_empty() { "what was found is in the message".to_owned() } else { causes };
        // What Markdown would take for its own.
        let typed = |it: &str| it.replace('*', "\\*").replace('[', "\\[").replace('<', "&lt;");
        let done = if cures.is_empty() { String::new() } else { format!(" — *{}*", typed(&cures)) };
        writeln!(text, "{}{done}", typed(&said)).unwrap();
    }
    let silent: Vec<&str> =
        told.iter().filter(|(_, it)| it.cures.is_empty()).map(|(code, _)| code.as_str()).collect();
    assert!(silent.is_empty(), "nothing says what to do about {}", silent.join(", "));
    let unlisted: Vec<String> = seen().into_iter().filter(|code| !told.contains_key(code)).collect();
    assert!(unlisted.is_empty(), "told by a run, and not found in the sources: {}", unlisted.join(", "));
    assert!(told.len() > 200, "{} codes were found", told.len());
    kept("diagnostics.md", &text);
}
