//! Passages that a change touched: where the reader of the old paper has to look again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fact::FactChange;
use crate::{
    lang::Lang,
    ledger::{Ledger, Passage, PassageKind},
};

/// A sentence, card, row or figure that does not say what it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageChange {
    pub lang: Lang,
    pub kind: PassageKind,
    pub touch: Touch,
    pub part: String,
    pub place: String,
    /// What it says now; what it said, if it is gone.
    pub text: String,
    /// The changed facts in it, by the plan's names.
    pub facts: Vec<String>,
}

/// How a passage was touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Touch {
    /// It shows a fact that changed.
    Fact,
    /// It shows none, but its words are new: a verb that follows the data, or the editor's hand.
    Words,
    /// It is gone, and nothing stands in its stead.
    Gone,
}

/// The passages that changed, in reading order; those that are gone at the end.
pub(super) fn changes(before: &Ledger, after: &Ledger, facts: &[FactChange]) -> Vec<PassageChange> {
    let names: BTreeMap<&str, String> = facts
        .iter()
        .flat_map(|change| {
            let ids = change.new.iter().chain(&change.old).map(|state| state.id.as_str());
            ids.map(|id| (id, name(change)))
        })
        .collect();
    let said = texts(before);
    let says = texts(after);
    let mut changes = vec![];
    for passage in &after.passages {
        let touched = touched(passage, &names);
        let is_new = !said.contains(&says_of(passage));
        if !touched.is_empty() {
            changes.push(change(passage, Touch::Fact, touched));
        } else if is_new {
            changes.push(change(passage, Touch::Words, touched));
        }
    }
    // As many as say something new have taken the place of others of their part.
    let mut replaced: BTreeMap<(Lang, PassageKind, &str), usize> = BTreeMap::new();
    for passage in after.passages.iter().filter(|it| !said.contains(&says_of(it))) {
        *replaced.entry((passage.lang, passage.kind, &passage.part)).or_default() += 1;
    }
    for passage in before.passages.iter().filter(|it| !says.contains(&says_of(it))) {
        match replaced.get_mut(&(passage.lang, passage.kind, passage.part.as_str())) {
            Some(times @ 1..) => *times -= 1,
            _ => changes.push(change(passage, Touch::Gone, touched(passage, &names))),
        }
    }
    changes
}

/// The first name that the plan gives a fact; its id where it has none.
fn name(change: &FactChange) -> String {
    let id = || change.new.as_ref().or(change.old.as_ref()).map(|state| state.id.to_string());
    change.names.first().cloned().or_else(id).unwrap_or_default()
}

fn texts(ledger: &Ledger) -> BTreeSet<(Lang, PassageKind, String)> {
    ledger.passages.iter().map(says_of).collect()
}

/// What a passage says. That a value has moved to another line of its table, as a register gives it,
/// is no news.
fn says_of(passage: &Passage) -> (Lang, PassageKind, String) {
    let text = match passage.kind {
        PassageKind::Row => {
            passage.text.split(' ').filter(|word| !is_place(word)).collect::<Vec<_>>().join(" ")
        }
        _ => passage.text.clone(),
    };
    (passage.lang, passage.kind, text)
}

/// Whether a word is the line and column of a cell, `31:4`.
fn is_place(word: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    word.trim_end_matches(',')
        .split_once(':')
        .is_some_and(|(line, column)| is_number(line) && is_number(column))
}

fn touched(passage: &Passage, names: &BTreeMap<&str, String>) -> Vec<String> {
    let mut found: Vec<String> =
        passage.facts.iter().filter_map(|shown| names.get(shown.id.as_str()).cloned()).collect();
    found.sort();
    found.dedup();
    found
}

fn change(passage: &Passage, touch: Touch, facts: Vec<String>) -> PassageChange {
    let Passage { lang, kind, part, place, text, .. } = passage.clone();
    PassageChange { lang, kind, touch, part, place, text, facts }
}
