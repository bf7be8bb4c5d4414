//! What reads bytes that anybody may have written, each as a function of these bytes. The targets of `cargo fuzz`
//! call them, and a bounded run of the tests does. Nothing of what they return is looked at: they have to return.

use std::sync::Arc;

use briefing::{
    compose,
    data::{catalogue::Catalogue, fact::Facts, register::Registers},
    derive::judge::verdicts,
    diag::Sink,
    ingest::ingest,
    inputs::{File, Files},
    lang::Lang,
    ledger::Ledger,
    pipeline::verify::verify,
    plan::Plan,
    render::pdf::inspect::inspect,
    theme::Theme,
};

/// A parser, with the name of its target.
pub type Parser = (&'static str, fn(&[u8]));

/// Every one.
pub const PARSERS: [Parser; 6] =
    [("plan", plan), ("text", text), ("theme", theme), ("tables", tables), ("pdf", pdf), ("ledger", ledger)];

const PLAN: &str = include_str!("../tests/project/templates/two-sessions/briefing.toml");

/// A plan.
pub fn plan(bytes: &[u8]) {
    let file = File::new("templates/plan/briefing.toml", bytes);
    if let Ok(plan) = Plan::read(&file, None) {
        plan.check(&file, &mut Sink::default());
    }
}

/// A text, with the plan of the sample and no facts: what it names is unknown, and has to be reported.
pub fn text(bytes: &[u8]) {
    let plan = Plan::read(&File::new("templates/plan/briefing.toml", PLAN.as_bytes()), None);
    let (plan, theme) = (plan.expect("the sample's plan"), Theme::standard());
    let (registers, facts) = (Registers::default(), Facts::default());
    let templates = Files::from_memory("templates", []);
    let edition = compose::Edition {
        templates: &templates,
        verdicts: &verdicts(&registers, &facts),
        numbering: &theme.numbering,
        catalogue: Arc::new(Catalogue::default()),
        registers: &registers,
        facts: Arc::new(facts),
        as_of: plan.as_of,
        plan: &plan,
        release: "2025-r1",
        code: "7KQ2-M4XP",
        before: None,
    };
    let file = File::new("templates/plan/en.md", bytes);
    drop(compose::compose(&edition, &file, Lang::En, &mut Sink::default()));
}

/// A theme.
pub fn theme(bytes: &[u8]) {
    drop(Theme::read(&File::new("templates/plan/theme.toml", bytes)));
}

const DESCRIPTOR: &str = r#"{"resources": [
  {"path": "indicators.csv", "briefing:role": "indicators"},
  {"path": "areas.csv", "briefing:role": "areas"},
  {"path": "sources.csv", "briefing:role": "sources"},
  {"path": "t", "briefing:role": "observations", "briefing": {"vintage": "2024-10-02", "source": "NBS"}}
]}"#;

/// A table of observations: text, workbook, Parquet, Arrow.
pub fn tables(bytes: &[u8]) {
    let lists = [
        ("indicators.csv", include_str!("../inputs/indicators.csv")),
        ("areas.csv", include_str!("../inputs/areas.csv")),
        ("sources.csv", include_str!("../inputs/sources.csv")),
        ("datapackage.json", DESCRIPTOR),
    ];
    let lists = lists.map(|(path, text)| File::new(format!("inputs/{path}"), text.as_bytes()));
    let files = lists.into_iter().chain([File::new("inputs/t", bytes)]);
    drop(ingest(&Files::from_memory("inputs", files), &mut Sink::default()));
}

/// A PDF or a workbook that somebody hands in.
pub fn pdf(bytes: &[u8]) {
    drop(verify(bytes, None, None));
    drop(inspect(bytes));
}

/// The facts of a release.
pub fn ledger(bytes: &[u8]) {
    drop(Ledger::from_json(bytes));
    drop(briefing::seal::recompute::contradictions(bytes));
}
