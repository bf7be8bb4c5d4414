//! Numbers and their rows: where a number of the text leads to in the register of facts, and where
//! its row leads back to.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    data::fact::FactId,
    doc::{
        block::{Content, Document},
        inline::{Inline, leaves_and_notes},
        table::Table,
    },
    frame::item::Target,
};

/// What numbers lead to.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The facts that have a row in a register.
    entered: BTreeSet<FactId>,
    /// The anchor of the place that shows a fact first: its number, or the figure that draws it.
    shown: BTreeMap<FactId, String>,
}

/// Where the numbers of a text lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// To their row in the register.
    Row,
    /// Back, to where the text shows them first.
    Text,
    Nowhere,
}

impl Numbers {
    /// Finds the rows and the places of a volume's documents.
    pub fn of<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let mut numbers = Self::default();
        for block in documents.into_iter().flat_map(|document| &document.blocks) {
            match &block.content {
                Content::Figure(figure) => {
                    numbers.find(block.content.runs());
                    for datum in figure.chart.data() {
                        numbers.show(&datum.fact, || figure.id.clone());
                    }
                }
                Content::Table(table) => {
                    numbers.entered.extend(table.rows.iter().filter_map(|row| row.entry_of.clone()));
                    numbers.find(words(table));
                }
                other => numbers.find(other.runs()),
            }
        }
        numbers
    }

    /// Where the number of a fact leads.
    pub fn target(&self, fact: &str, lead: Lead) -> Option<Target> {
        match lead {
            Lead::Row => self.entered.contains(fact).then(|| Target::Anchor(row_anchor(fact))),
            Lead::Text => self.shown.get(fact).cloned().map(Target::Anchor),
            Lead::Nowhere => None,
        }
    }

    fn find<'a>(&mut self, runs: impl IntoIterator<Item = &'a Vec<Inline>>) {
        let leaves = runs.into_iter().flat_map(|run| leaves_and_notes(run));
        for fact in leaves.filter_map(|leaf| leaf.fact()) {
            self.show(&fact.id, || text_anchor(&fact.id));
        }
    }

    fn show(&mut self, fact: &str, anchor: impl FnOnce() -> String) {
        self.shown.entry(fact.into()).or_insert_with(anchor);
    }
}

/// The anchor of a fact's row.
pub(super) fn row_anchor(fact: &str) -> String {
    format!("row:{fact}")
}

/// The anchor of a fact's numbers in the text; the first of them counts.
pub(super) fn text_anchor(fact: &str) -> String {
    format!("text:{fact}")
}

/// What a table says outside of a register's rows.
fn words(table: &Table) -> impl Iterator<Item = &Vec<Inline>> {
    let rows = table.rows.iter().filter(|row| row.entry_of.is_none());
    std::iter::once(&table.caption).chain(rows.flat_map(|row| &row.cells)).chain(&table.notes)
}
