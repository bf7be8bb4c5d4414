//! Changes told to people: as a table on the terminal, and as `changes.md` in the release.

use std::fmt::Write as _;

use super::{Changes, FactChange, PassageChange, fact::FactState};
use crate::lang::Lang;

/// The file's name.
pub const CHANGES: &str = "changes.md";

impl Changes {
    /// As plain text, a column each for fact, old, new and reason.
    pub fn to_table(&self) -> String {
        let mut out = format!("{} → {}\n", self.from, self.to);
        if self.is_empty() {
            out.push_str("no fact, passage or claim changed\n");
        }
        if self.facts.is_empty() && !self.is_empty() {
            out.push_str("no fact changed\n");
        }
        if !self.facts.is_empty() {
            let rows: Vec<[String; 4]> = self.facts.iter().map(fact_cells).collect();
            line(&mut out, &format!("\nFacts: {}", self.facts.len()));
            out.push_str(&columns(&rows));
        }
        for lang in Lang::ALL {
            let passages: Vec<_> = self.passages.iter().filter(|it| it.lang == lang).collect();
            if !passages.is_empty() {
                line(&mut out, &format!("\nPassages in {lang}: {}", passages.len()));
                passages.iter().for_each(|it| line(&mut out, &format!("  {}", passage_line(it))));
            }
        }
        self.write_rest(&mut out, "  ", |out, head, count| line(out, &format!("\n{head}: {count}")));
        out
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("# Changes from {} to {}\n", self.from, self.to);
        if self.is_empty() {
            out.push_str("\nNo fact, passage or claim changed.\n");
        }
        if self.facts.is_empty() && !self.is_empty() {
            out.push_str("\nNo fact changed.\n");
        }
        if !self.facts.is_empty() {
            line(&mut out, &format!("\n## Facts ({})\n", self.facts.len()));
            out.push_str("| fact | old | new | reason |\n| --- | --- | --- | --- |\n");
            for change in &self.facts {
                let cells = fact_cells(change).map(|cell| cell.replace('|', "\\|"));
                line(&mut out, &format!("| {} |", cells.join(" | ")));
            }
            let because: Vec<&String> = self.facts.iter().flat_map(|it| &it.because).collect();
            let mut told = std::collections::BTreeSet::new();
            out.push_str(if because.is_empty() { "" } else { "\nBecause of:\n\n" });
            for reason in because.into_iter().filter(|it| told.insert(it.as_str())) {
                line(&mut out, &format!("- {reason}"));
            }
        }
        for (lang, head) in [(Lang::Zh, "中文"), (Lang::En, "English")] {
            let passages: Vec<_> = self.passages.iter().filter(|it| it.lang == lang).collect();
            if !passages.is_empty() {
                line(&mut out, &format!("\n## Passages, {head} ({})\n", passages.len()));
                passages.iter().for_each(|it| line(&mut out, &format!("- {}", passage_line(it))));
            }
        }
        self.write_rest(&mut out, "- ", |out, head, count| line(out, &format!("\n## {head} ({count})\n")));
        out
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

fn fact_cells(change: &FactChange) -> [String; 4] {
    let id = change.new.as_ref().or(change.old.as_ref()).map_or("", |state| &state.id);
    let name = if change.names.is_empty() { id.to_owned() } else { change.names.join(", ") };
    let [old, new] =
        [&change.old, &change.new].map(|state| state.as_ref().map_or_else(|| "—".to_owned(), value));
    [name, old, new, change.reason.to_string()]
}

/// As it is shown and, in brackets, as it is.
fn value(state: &FactState) -> String {
    let status =
        if state.status == "A" { String::new() } else { format!(" [{}]", state.status.to_lowercase()) };
    match &state.shown {
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
