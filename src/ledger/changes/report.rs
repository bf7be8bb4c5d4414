//! Changes told to people: as a table on the terminal, and as `changes.md` in the release.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{Changes, FactChange, PassageChange, fact::FactState};
use crate::lang::Lang;

/// The file's name.
pub const CHANGES: &str = "changes.md";

/// What of the changes is told.
#[derive(Debug, Clone)]
pub struct ReportExtent {
    pub languages: Vec<Lang>,
    /// The facts alone.
    pub is_facts_alone: bool,
    /// As many entries of each list; the rest is counted.
    pub limit: usize,
}

impl Default for ReportExtent {
    fn default() -> Self {
        Self { languages: Lang::ALL.to_vec(), is_facts_alone: false, limit: usize::MAX }
    }
}

/// As many entries of each list as a person reads through; `briefing diff` has the others.
const READ: usize = 200;

impl Changes {
    /// As plain text, a column each for fact, old, new and reason, a language after the other.
    pub fn to_table(&self, extent: &ReportExtent) -> String {
        let mut out = format!("{} → {}\n", self.from, self.to);
        self.write_none(&mut out, "");
        for lang in &extent.languages {
            let rows: Vec<[String; 4]> =
                self.facts.iter().take(extent.limit).map(|it| fact_cells(it, *lang)).collect();
            if !rows.is_empty() {
                line(&mut out, &format!("\nFacts in {lang}: {}", self.facts.len()));
                out.push_str(&columns(&rows));
                more(&mut out, "  ", self.facts.len(), extent.limit);
            }
            let passages: Vec<_> = self.passages.iter().filter(|it| it.lang == *lang).collect();
            if !passages.is_empty() && !extent.is_facts_alone {
                line(&mut out, &format!("\nPassages in {lang}: {}", passages.len()));
                let told = passages.iter().take(extent.limit);
                told.for_each(|it| line(&mut out, &format!("  {}", passage_line(it))));
                more(&mut out, "  ", passages.len(), extent.limit);
            }
        }
        if !extent.is_facts_alone {
            self.write_rest(&mut out, "  ", |out, head, count| line(out, &format!("\n{head}: {count}")));
        }
        out
    }

    /// As Markdown, each language apart.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("# Changes from {} to {}\n", self.from, self.to);
        self.write_none(&mut out, "\n");
        for lang in Lang::ALL {
            let passages: Vec<_> = self.passages.iter().filter(|it| it.lang == lang).collect();
            let is_shown = |it: &&FactChange| {
                [&it.old, &it.new].into_iter().flatten().any(|state| state.shown.contains_key(&lang))
            };
            // Where nothing is made in a language, nothing has changed in it.
            let facts: Vec<_> = self.facts.iter().filter(is_shown).collect();
            if !facts.is_empty() {
                line(&mut out, &format!("\n## {} ({})\n", lang.pick("数据", "Facts"), facts.len()));
                let head = lang.pick(["数据", "原为", "现为", "原因"], ["fact", "old", "new", "reason"]);
                line(&mut out, &format!("| {} |\n| --- | --- | --- | --- |", head.join(" | ")));
                for change in facts.iter().take(READ) {
                    let cells = fact_cells(change, lang).map(|cell| cell.replace('|', "\\|"));
                    line(&mut out, &format!("| {} |", cells.join(" | ")));
                }
                more(&mut out, "\n", facts.len(), READ);
            }
            if !passages.is_empty() {
                let head = lang.pick("文句，中文", "Passages, English");
                line(&mut out, &format!("\n## {head} ({})\n", passages.len()));
                let told = passages.iter().take(READ);
                told.for_each(|it| line(&mut out, &format!("- {}", passage_line(it))));
                more(&mut out, "- ", passages.len(), READ);
            }
        }
        let unseen = self
            .facts
            .iter()
            .filter(|it| [&it.old, &it.new].into_iter().flatten().all(|state| state.shown.is_empty()));
        let unseen: Vec<_> = unseen.collect();
        if !unseen.is_empty() {
            line(&mut out, &format!("\n## Facts that no page shows ({})\n", unseen.len()));
            for change in unseen.iter().take(READ) {
                let [name, old, new, reason] = fact_cells(change, Lang::En);
                line(&mut out, &format!("- {name}: {old} → {new}, {reason}"));
            }
            more(&mut out, "- ", unseen.len(), READ);
        }
        let because: Vec<&String> = self.facts.iter().flat_map(|it| &it.because).collect();
        let mut told = BTreeSet::new();
        out.push_str(if because.is_empty() { "" } else { "\n## Because of\n\n" });
        for reason in because.into_iter().filter(|it| told.insert(it.as_str())) {
            line(&mut out, &format!("- {reason}"));
        }
        self.write_rest(&mut out, "- ", |out, head, count| line(out, &format!("\n## {head} ({count})\n")));
        out
    }

    fn write_none(&self, out: &mut String, before: &str) {
        if self.is_empty() {
            line(out, &format!("{before}no fact, passage or claim changed"));
        } else if self.facts.is_empty() {
            line(out, &format!("{before}no fact changed"));
        }
    }

    fn write_rest(&self, out: &mut String, bullet: &str, head: fn(&mut String, &str, usize)) {
        if !self.claims.is_empty() {
            head(out, "Claims that turned", self.claims.len());
            for it in &self.claims {
                let [old, new] = [&it.old, &it.new].map(|verdict| verdict.as_deref().unwrap_or("—"));
                line(out, &format!("{bullet}{} ({}, {}): {old} → {new}", it.id, it.fact, it.printed));
            }
        }
        if !self.dropped_assertions.is_empty() {
            head(out, "No longer asserted", self.dropped_assertions.len());
            self.dropped_assertions.iter().for_each(|it| line(out, &format!("{bullet}{it}")));
        }
        if !self.made_of.is_empty() {
            head(out, "Made of", self.made_of.len());
            self.made_of.iter().for_each(|it| line(out, &format!("{bullet}{it}")));
        }
    }
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("writing to memory does not fail");
}

/// How many more there are than are told.
fn more(out: &mut String, before: &str, all: usize, told: usize) {
    if all > told {
        line(out, &format!("{before}… and {} more: `briefing diff` has them", all - told));
    }
}

fn fact_cells(change: &FactChange, lang: Lang) -> [String; 4] {
    let id = change.new.as_ref().or(change.old.as_ref()).map_or("", |state| &state.id);
    let name = if change.names.is_empty() { id.to_owned() } else { change.names.join(", ") };
    let [old, new] = [&change.old, &change.new]
        .map(|state| state.as_ref().map_or_else(|| "—".to_owned(), |state| value(state, lang)));
    [name, old, new, change.reason.to_string()]
}

/// As it is shown and, in brackets, as it is.
fn value(state: &FactState, lang: Lang) -> String {
    let status =
        if state.status == "A" { String::new() } else { format!(" [{}]", state.status.to_lowercase()) };
    match state.shown.get(&lang) {
        Some(shown) => format!("{shown} ({} {}){status}", state.value, state.unit),
        None => format!("{} {}{status}", state.value, state.unit),
    }
}

fn passage_line(change: &PassageChange) -> String {
    let facts = match change.facts.as_slice() {
        [] => String::new(),
        facts => format!(" [{}]", facts.join(", ")),
    };
    let touch = match change.touch {
        super::Touch::Fact => "",
        super::Touch::Words => ", words",
        super::Touch::Gone => ", gone",
    };
    format!(
        "{} ({}{touch}, {}){facts}: {}",
        change.place,
        change.kind.name(),
        change.part,
        change.text.replace('\n', "; ")
    )
}

/// Rows of cells under one another; a Han character takes the room of two letters.
fn columns(rows: &[[String; 4]]) -> String {
    let width = |text: &str| text.chars().map(|c| if u32::from(c) >= 0x2E80 { 2 } else { 1 }).sum::<usize>();
    let mut out = String::new();
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2), 0];
    for row in rows {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, widest)| format!("{cell}{}", " ".repeat(widest.saturating_sub(width(cell)))));
        line(&mut out, format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
    }
    out
}
