//! Tracing: from a number on paper back to the cells that it was computed from.

use super::{Entry, Ledger, Operand};
use crate::lang::Lang;

impl Ledger {
    /// The facts that `what` means: a name of the plan (with hyphens or underscores), an identity, or
    /// a number as a page prints it, with or without its unit.
    pub fn meant_by(&self, what: &str) -> Vec<&Entry> {
        let name = what.replace('-', "_");
        let named = |entry: &&Entry| entry.id == what || entry.names.contains(&name);
        let found: Vec<&Entry> = self.facts.iter().filter(named).collect();
        if !found.is_empty() {
            return found;
        }
        let is_shown = |shown: &str| shown == what || digits(shown) == what;
        let shown = self.passages.iter().flat_map(|it| &it.facts).filter(|it| is_shown(&it.shown));
        let ids: Vec<&str> = shown.map(|it| it.id.as_str()).collect();
        self.facts.iter().filter(|entry| ids.contains(&entry.id.as_str())).collect()
    }

    /// The facts of every passage that begins or ends on a page of that text.
    pub fn on_page(&self, lang: Lang, page: &str) -> Vec<&Entry> {
        let page = bare(page);
        let is_there = |text: &str| {
            let text: Vec<char> = bare(text).chars().collect();
            let (head, tail) = (&text[..text.len().min(EDGE)], &text[text.len().saturating_sub(EDGE)..]);
            let holds = |edge: &[char]| !edge.is_empty() && page.contains(&edge.iter().collect::<String>());
            holds(head) || holds(tail)
        };
        let passages = self.passages.iter().filter(|it| it.lang == lang && is_there(&it.text));
        let ids: Vec<&str> = passages.flat_map(|it| &it.facts).map(|it| it.id.as_str()).collect();
        self.facts.iter().filter(|entry| ids.contains(&entry.id.as_str())).collect()
    }
}

/// How many characters of a passage's edge tell it from others.
const EDGE: usize = 24;

impl Entry {
    /// The fact as a tree: what it is, its value and bounds, its formula, a branch an operand.
    pub fn to_tree(&self) -> String {
        let names =
            if self.names.is_empty() { String::new() } else { format!("{}: ", self.names.join(", ")) };
        let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "∞".to_owned());
        let mut tree = format!(
            "{names}{}\n  {} {} in {} … {}, status {}, {}\n  = {}",
            self.id,
            self.value,
            self.unit,
            end(&self.lo),
            end(&self.hi),
            self.status,
            self.qualifier,
            self.formula,
        );
        for (index, operand) in self.operands.iter().enumerate() {
            let branch = if index + 1 == self.operands.len() { "└─" } else { "├─" };
            tree.extend(["\n  ", branch, " ", &operand.in_words()]);
        }
        tree
    }
}

impl Operand {
    fn in_words(&self) -> String {
        let power = if self.multiplier > 0 { format!(" × 10^{}", self.multiplier) } else { String::new() };
        let family = if self.family.is_empty() { String::new() } else { format!(" ({})", self.family) };
        format!(
            "{}{power}  {} {} {}, status {}, published {}{family}, {}, {}",
            self.printed,
            self.indicator,
            self.area,
            self.period,
            self.status,
            self.vintage,
            self.source,
            self.cell,
        )
    }
}

/// The number of a reading, with its sign and percent sign: 2104.5 of 2104.5亿元.
fn digits(shown: &str) -> String {
    let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '−');
    let start = shown.find(|c: char| is_part(&c)).unwrap_or(shown.len());
    shown[start..].chars().take_while(is_part).collect()
}

/// A text without white space and marks, which line breaks and raised marks would part.
fn bare(text: &str) -> String {
    let mut bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect();
    for mark in ["[e]", "[p]", "[u]", "[b]"] {
        bare = bare.replace(mark, "");
    }
    bare
}
