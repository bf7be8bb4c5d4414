//! Changes: what differs from one release to another.
//!
//! `facts (with the reason) → passages they touched → claims that turned → files`

mod fact;
mod passage;
mod report;

use serde::Serialize;

pub use self::{
    fact::{FactChange, FactState, Reason},
    passage::{PassageChange, Touch},
    report::{CHANGES, ReportExtent},
};
use super::Ledger;

/// A release as far as it can be compared: its name and its ledger.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    pub release: &'a str,
    pub ledger: &'a Ledger,
}

/// Everything that differs between two releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    pub from: String,
    pub to: String,
    pub facts: Vec<FactChange>,
    pub passages: Vec<PassageChange>,
    pub claims: Vec<ClaimChange>,
    /// What was judged before and is no longer: a sentence may stand without its assertion.
    pub dropped_assertions: Vec<String>,
    /// Inputs and templates added, removed or changed, a line each; another program too. Whoever has the
    /// manifests adds them.
    pub made_of: Vec<String>,
}

/// A claim on which the data say something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimChange {
    pub id: String,
    pub fact: String,
    pub printed: String,
    /// None where the claim was not there.
    pub old: Option<String>,
    pub new: Option<String>,
}

impl Changes {
    /// What changed from `before` to `after`, as far as it is said.
    pub fn between(before: Compared, after: Compared) -> Self {
        let facts = fact::changes(before.ledger, after.ledger);
        Self {
            from: before.release.to_owned(),
            to: after.release.to_owned(),
            passages: passage::changes(before.ledger, after.ledger, &facts),
            claims: claims(before.ledger, after.ledger),
            dropped_assertions: dropped(&before.ledger.assertions, &after.ledger.assertions),
            made_of: vec![],
            facts,
        }
    }

    /// Whether a reader of the one would find the other to say the same.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.passages.is_empty() && self.claims.is_empty()
    }

    /// For programs.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("text and lists of text")
    }
}

fn dropped(before: &[String], after: &[String]) -> Vec<String> {
    before.iter().filter(|it| !after.contains(it)).cloned().collect()
}

fn claims(before: &Ledger, after: &Ledger) -> Vec<ClaimChange> {
    let verdict = |ledger: &Ledger, id: &str| {
        ledger.claims.iter().find(|claim| claim.id == id).map(|claim| claim.verdict.clone())
    };
    let gone = before.claims.iter().filter(|claim| verdict(after, &claim.id).is_none());
    let changes = after.claims.iter().chain(gone).map(|claim| ClaimChange {
        id: claim.id.clone(),
        fact: claim.fact.clone(),
        printed: claim.printed.clone(),
        old: verdict(before, &claim.id),
        new: verdict(after, &claim.id),
    });
    changes.filter(|change| change.old != change.new).collect()
}
