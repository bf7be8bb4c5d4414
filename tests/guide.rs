//! The guide: its reference is what the code says of itself, its examples are run.
#![expect(clippy::disallowed_methods, reason = "the guide is read as it lies")]

use std::{fmt::Write as _, fs, process::Command};

use briefing::{
    data::unit::{COMMON, MEASURES, PLAIN_MEASURES},
    ingest::{Role, list_schema},
    plan::Plan,
    theme::STANDARD,
    toml::schema_of,
};
use serde_json::Value;
use tempfile::TempDir;

use crate::project::{Project, repository};

/// The reference as the code has it now.
fn reference() -> String {
    let schema = schema_of::<Plan>(true);
    let of = |name: &str| &schema["$defs"][name];
    let mut text = String::from(
        "# Reference\n\nMade from the code by `cargo test guide`; `briefing schema plan` has the same for an editor \
         that completes and checks as you type.\n",
    );
    keys(&mut text, "The plan: `briefing.toml`", &schema);
    keys(&mut text, "`[meta]`", of("Meta"));
    keys(&mut text, "A fact, `[facts]`", of("FactSpec"));
    words(&mut text, "Metrics", "metric", of("Metric"));
    text.push_str(
        "\nPeriods are `base`, `end`, counted from one (`end-1`, `base+1`), `latest`, `previous` (the one before the \
         fact's own), or a year or month by itself. A panel has `areas` and `periods`, a list of these, `\"span\"` or \
         `\"steps\"`.\n",
    );
    keys(&mut text, "A figure, `[figures.NAME]`", of("FigureSpec"));
    words(&mut text, "Kinds of figures", "kind", of("FigureKind"));
    keys(&mut text, "A table, `[tables.NAME]`", of("TableSpec"));
    words(&mut text, "Kinds of tables", "kind", of("TableKind"));
    text.push_str("\n## In a text\n\n| written | says |\n| --- | --- |\n");
    for (written, says) in [
        ("`{{ beds }}`", "the value with its unit, bound to the fact"),
        ("`{{ beds.number }}`, `.magnitude`", "without its unit; without its sign, where the verb says it"),
        ("`{{ beds.period }}`, `.base_period`", "the period, the one it is compared with"),
        ("`{{ beds.basis }}`, `.vintage`", "what its accounts are called; the day on which it was published"),
        ("`{{ beds.area }}`, `.area_name`", "what its area is called, short and whole"),
        ("`{{ beds_by_area[\"CN-SC\"].end }}`, `[\"end-1\"]`, `[\"2022\"]`", "a cell of a panel"),
        (
            "`{% for area in beds_by_area %}`, `{% for it in beds_by_area[\"CN-SC\"] %}`",
            "each area; each period of one",
        ),
        ("`{{ growth \\| direction(\"rose\", \"fell\", \"stood still\") }}`", "a word chosen by the bounds"),
        (
            "`{{ growth \\| compared(other, \"faster\", \"more slowly\", \"alike\") }}`",
            "a word by the bounds of both",
        ),
        ("`{{ share \\| in_words }}`", "*about a third*, where the bounds allow it"),
        ("`{{ restated \\| unpublished(\"not yet published\") }}`", "refused from the day on which it was"),
        ("`{% if growth is above(other) %}`, `below(10)`", "by the bounds, of a fact or a number"),
        (
            "`{% if beds is published %}`, `marked`, `resting_on(\"NBS\")`",
            "known on the day; with a mark; read in that source",
        ),
        ("`{% if beds is reported %}`", "whether it is what its own source printed, by a claim"),
        ("`{% assert growth > other %}`", "stops the build when the data turn what the next sentence says"),
        ("`![Title](figure:chart)`, `(table:list)`", "a figure or table, on a line of its own"),
        ("`![What it shows](photo.jpg \"Caption\")`", "a picture beside the plan: PNG, JPEG, SVG"),
        ("`` `code` ``, `x^n^`, `H~two~O`", "as it is typed; raised; lowered"),
        ("`[](#anchor)`, `[](page:anchor)`", "its name or number; the page that it stands on"),
        (
            "`# Title {#anchor .one-page}`",
            "a section that has to stand on a page of its own; `.unnumbered` has no number",
        ),
        ("`{## … ##}`", "a comment"),
    ] {
        writeln!(text, "| {written} | {says} |").unwrap();
    }
    text.push_str("\n## Units\n\nKnown: ");
    let known: Vec<String> = MEASURES.iter().chain(&PLAIN_MEASURES).map(|it| format!("`{it}`")).collect();
    writeln!(
        text,
        "{}. Any other code is defined in `indicators.csv` by its words, `UNIT_ZH` and `UNIT_EN`. `briefing new` \
         proposes these:\n\n| printed | code | in English |\n| --- | --- | --- |",
        known.join(", ")
    )
    .unwrap();
    for (zh, en, code) in COMMON {
        writeln!(text, "| {zh} | `{code}` | {en} |").unwrap();
    }
    lists(&mut text);
    exits(&mut text);
    text.push_str("\n## The theme: every key with its default\n\nA theme names what differs; `briefing schema theme` has the words.\n\n");
    writeln!(text, "```toml\n{STANDARD}```").unwrap();
    text
}

/// The columns of tidy tables, code lists and registers.
fn lists(text: &mut String) {
    text.push_str("\n## Columns\n\n`briefing schema claims` and the like have these as Table Schemas.\n\n| | needed | may be there |\n| --- | --- | --- |\n");
    for role in Role::ALL {
        let schema = list_schema(role);
        let fields = schema["fields"].as_array().unwrap();
        let of = |is_required: bool| {
            let of = fields.iter().filter(|it| it["constraints"]["required"] == is_required);
            of.map(|it| format!("`{}`", it["name"].as_str().unwrap())).collect::<Vec<_>>().join(", ")
        };
        writeln!(text, "| {} | {} | {} |", role.name(), of(true), of(false)).unwrap();
    }
}

/// What `briefing --help` says of the ends of a run.
fn exits(text: &mut String) {
    let help = Command::new(env!("CARGO_BIN_EXE_briefing")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let ends = help.split_once("Exit codes:").expect("the help ends with the exit codes").1;
    writeln!(text, "\n## Exit codes\n\n```text{}\n```", ends.trim_end()).unwrap();
}

/// The keys of an object, with what they are for.
fn keys(text: &mut String, title: &str, schema: &Value) {
    writeln!(text, "\n## {title}\n\n| key | | |\n| --- | --- | --- |").unwrap();
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, of) in schema["properties"].as_object().unwrap() {
        let need = if required.contains(&key.as_str()) { "needed" } else { "" };
        writeln!(text, "| `{key}` | {need} | {} |", told(of)).unwrap();
    }
}

/// The words of an enumeration, with what they mean.
fn words(text: &mut String, title: &str, key: &str, schema: &Value) {
    writeln!(text, "\n## {title}\n\n| `{key}` | |\n| --- | --- |").unwrap();
    let described = schema["oneOf"].as_array().into_iter().flatten();
    for it in described {
        let plain = it["enum"].as_array().into_iter().flatten();
        for word in plain.chain(it.get("const")).filter_map(Value::as_str) {
            writeln!(text, "| `{word}` | {} |", told(it)).unwrap();
        }
    }
    for word in schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        writeln!(text, "| `{word}` | |").unwrap();
    }
}

/// The description, on one line of a table.
fn told(schema: &Value) -> String {
    let told = schema["description"].as_str().unwrap_or_default();
    told.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[test]
fn the_reference_of_the_guide_is_what_the_code_says() {
    let path = repository().join("docs/guide/reference.md");
    let now = reference();
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == now,
        "docs/guide/reference.md is not what the code says: UPDATE_GUIDE=1 cargo test guide"
    );
}

#[test]
fn every_metric_and_every_kind_says_what_it_is() {
    let schema = schema_of::<Plan>(true);
    for name in ["Metric", "FigureKind", "TableKind"] {
        let mut text = String::new();
        words(&mut text, name, "word", &schema["$defs"][name]);
        let silent: Vec<&str> =
            text.lines().filter(|line| line.ends_with("| |") || line.ends_with("|  |")).skip(1).collect();
        assert!(silent.is_empty(), "{name} is silent of {silent:?}");
    }
}

/// The fenced blocks of a page of the guide that are in that language, each with the file that the line
/// before names: `` `inputs/areas.csv` ``.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut lines = page.lines().peekable();
    let mut name = String::new();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix('`').and_then(|it| it.strip_suffix("`:")) {
            rest.clone_into(&mut name);
        } else if line.starts_with("```") && !name.is_empty() {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            found.push((std::mem::take(&mut name), body.join("\n") + "\n"));
        }
    }
    found
}

#[test]
fn the_smallest_project_of_the_guide_builds_as_it_stands() {
    for page in ["README.md", "README.zh.md"] {
        let text = fs::read_to_string(repository().join("docs/guide").join(page)).unwrap();
        let project = Project { folder: TempDir::new().unwrap() };
        let files = blocks(&text);
        assert!(files.len() >= 7, "{page} shows {} files", files.len());
        for (path, body) in &files {
            let path = project.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, body).unwrap();
        }
        let plan = files.iter().find(|(path, _)| path.ends_with("briefing.toml")).unwrap();
        assert!(plan.1.lines().count() <= 15, "the plan of {page} is longer than fifteen lines");
        let faces = format!("[faces]\nfolder = \"{}\"\n", repository().join("templates/fonts").display());
        fs::write(project.path("templates/beds/theme.toml"), faces).unwrap();
        project.exec("build").must_succeed().stderr_has("made output/2024-r1");
    }
}
