//! The guide: its reference is what the code says of itself, its examples are run.
#![expect(clippy::disallowed_methods, reason = "the guide is read as it lies")]

use std::{fmt::Write as _, fs, process::Command};

use briefing::{
    data::{
        metric::Metric,
        unit::{COMMON, MEASURES, PLAIN_MEASURES},
    },
    ingest::{Role, list_schema},
    plan::{Plan, metric_keys},
    theme::STANDARD,
    toml::schema_of,
};
use serde_json::Value;

mod diagnostics;
mod examples;
mod pictures;
mod translated;

use crate::project::repository;

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
    metrics(&mut text, of("Metric"));
    text.push_str(
        "\nPeriods are `base`, `end`, counted from one (`end-1`, `base+1`), `latest`, `previous` (the one before the \
         fact's own), or a year or month by itself. A panel has `areas` and `periods`, a list of these, `\"span\"` or \
         `\"steps\"`.\n",
    );
    keys(&mut text, "A figure, `[figures.NAME]`", of("FigureSpec"));
    pictured(&mut text, "Kinds of figures", "", of("FigureKind"));
    keys(&mut text, "A table, `[tables.NAME]`", of("TableSpec"));
    pictured(&mut text, "Kinds of tables", "table-", of("TableKind"));
    text.push_str("\n## In a text\n\n| written | says |\n| --- | --- |\n");
    for (written, says) in [
        ("`{{ beds }}`", "the value with its unit, bound to the fact"),
        ("`{{ beds.number }}`, `.magnitude`", "without its unit; without its sign, where the verb says it"),
        ("`{{ beds.period }}`, `.base_period`", "the period, the one it is compared with"),
        ("`{{ beds.basis }}`, `.vintage`", "what its accounts are called; the day on which it was published"),
        ("`{{ beds.area }}`, `.area_name`", "what its area is called, short and whole"),
        ("`{{ beds.indicator }}`", "what is measured, as its list calls it"),
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
            "a section that has to stand on a page of its own; `.new-page` begins one, `.unnumbered` has no number",
        ),
        ("`{{ base }}`, `{{ end }}`, `{{ as_of }}`, `{{ edition }}`", "the plan's periods, day and occasion"),
        ("`\\| Area \\| Beds \\|`, `\\|---\\|---:\\|`", "a table; a column flush right lines its numbers up"),
        ("`{.turned}`", "on a line before a table: it stands on a page turned on its side, which comes next"),
        ("`[^name]`, `[^name]: …`", "a note at the foot of the page; what it says"),
        ("`> words`, `> — who said them`", "a quotation with its speaker"),
        ("` ```opening `, ` ```closing `", "a salutation; a signature and a day at the right"),
        (
            "` ```note `, ` ```cards `, ` ```cover `",
            "a remark in small type; `number \\| what it is \\| what more` a line; `title: …`, `subtitle: …`, `kicker: …`, \
             `logo: logo.svg \\| whose it is`, `label: text`",
        ),
        ("`---`", "a new page"),
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

/// The metrics with their formulas and the keys that each takes.
fn metrics(text: &mut String, schema: &Value) {
    text.push_str(
        "\n## Metrics\n\nEvery metric takes `indicator`, `area` or `areas`, `period` or `periods`, and may be given \
         `family`, `scale` and `decimals`. What it needs besides is in **bold**.\n\n| `metric` | formula | takes |\n\
         | --- | --- | --- |\n",
    );
    for it in schema["oneOf"].as_array().unwrap() {
        let plain = it["enum"].as_array().into_iter().flatten();
        for word in plain.chain(it.get("const")) {
            let metric: Metric = serde_json::from_value(word.clone()).unwrap();
            let takes = metric_keys(metric).into_iter().map(|(part, is_needed)| {
                if is_needed { format!("**`{part}`**") } else { format!("`{part}`") }
            });
            let takes = takes.collect::<Vec<_>>().join(", ");
            writeln!(text, "| `{}` | {} | {takes} |", metric.name(), told(it)).unwrap();
        }
    }
}

/// The words of an enumeration, each with its picture.
fn pictured(text: &mut String, title: &str, stem: &str, schema: &Value) {
    writeln!(text, "\n## {title}").unwrap();
    for it in schema["oneOf"].as_array().unwrap() {
        let plain = it["enum"].as_array().into_iter().flatten();
        for word in plain.chain(it.get("const")).filter_map(Value::as_str) {
            let picture = format!("![{word}](pictures/{stem}{word}.svg)");
            writeln!(text, "\n### `{word}`\n\n{}\n\n{picture}", told(it)).unwrap();
        }
    }
}

/// The description, on one line of a table.
fn told(schema: &Value) -> String {
    let told = schema["description"].as_str().unwrap_or_default();
    told.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// Holds a file of the guide against what the code says, or writes it where `UPDATE_GUIDE` is set.
fn kept(name: &str, now: &str) {
    let path = repository().join("docs/guide").join(name);
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, now).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == now, "docs/guide/{name} is not what the code says: UPDATE_GUIDE=1 cargo test guide");
}

#[test]
fn the_reference_of_the_guide_is_what_the_code_says() {
    kept("reference.md", &reference());
    kept("reference.zh.md", &translated::translated(&reference()));
}

#[test]
fn every_kind_of_figure_and_table_is_pictured() {
    let text = reference();
    for (kind, _) in pictures::FIGURES {
        assert!(text.contains(&format!("pictures/{kind}.svg")), "{kind}");
    }
    for kind in pictures::TABLES {
        assert!(text.contains(&format!("pictures/table-{kind}.svg")), "{kind}");
    }
    let shown = text.matches("](pictures/").count();
    assert_eq!(shown, pictures::FIGURES.len() + pictures::TABLES.len(), "a kind is without a picture");
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
