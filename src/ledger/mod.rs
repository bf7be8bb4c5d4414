//! The ledger of a release: its facts with their sources, the passages that show them, and the
//! claims that they judge.
//!
//! It is what later releases are compared with, and what the printed pages are checked against.
//! As `facts.csv` it is for people and their spreadsheets, as `facts.json` for programs. The digest
//! of `facts.csv` stands for the facts: approvals are bound to it, and a short code made from it
//! is printed on the pages.

mod approval;
pub mod changes;
mod fact;
pub mod numerals;
mod passage;
mod sentence;
mod trace;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::{
    approval::Approval,
    fact::{Entry, Operand},
    passage::{Passage, PassageFact, PassageKind, located},
};
use crate::{
    data::{
        before::{Before, Meant, PrintedValue},
        claim::{Claim, Verdict},
        fact::{Facts, Named},
        metric::FactKey,
    },
    doc::block::Document,
    inputs::sha256,
};

/// The facts of a release, where they are shown, and what they say of claims.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// Sorted by id.
    pub facts: Vec<Entry>,
    /// Sorted by id.
    pub claims: Vec<Judged>,
    /// In reading order, language after language.
    pub passages: Vec<Passage>,
    /// What the texts take for granted and have judged, `en: rd_share < rd_share_base`, in reading order;
    /// empty in ledgers that were written before they were kept.
    #[serde(default)]
    pub assertions: Vec<String>,
    /// What the names of the plan mean; empty in ledgers that were written before it was kept.
    #[serde(default)]
    pub names: BTreeMap<String, Meant>,
}

/// A claim and what the data say of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Judged {
    pub id: String,
    /// The name of the fact that it is about.
    pub fact: String,
    pub printed: String,
    pub verdict: String,
}

impl Ledger {
    /// The ledger of an edition before its documents are known.
    pub fn of(facts: &Facts, claims: &[Claim], verdicts: &BTreeMap<String, Verdict>) -> Self {
        let verdict = |claim: &Claim| {
            let verdict = *verdicts.get(&claim.id)?;
            Some(Judged {
                id: claim.id.clone(),
                fact: claim.fact.clone(),
                printed: claim.printed.to_string(),
                verdict: in_words(verdict).to_owned(),
            })
        };
        let mut claims: Vec<Judged> = claims.iter().filter_map(verdict).collect();
        claims.sort();
        let meant = |named: &Named| Meant {
            facts: named.keys.iter().map(FactKey::id).collect(),
            written: named.written.clone(),
        };
        let names = facts.names().map(|(name, named)| (name.to_owned(), meant(named))).collect();
        Self { facts: fact::entries(facts), claims, names, ..Self::default() }
    }

    /// What a later release is told against, this one being `release` as of a day.
    pub fn before(&self, release: String, as_of: Option<NaiveDate>) -> Before {
        let value = |entry: &Entry| Some((entry.id.clone(), entry.value.parse().ok()?));
        let holds = [Verdict::Holds, Verdict::HoldsTruncated, Verdict::NotIndependent].map(in_words);
        let held = self.claims.iter().filter(|it| holds.contains(&it.verdict.as_str()));
        let mut names = self.names.clone();
        if names.is_empty() {
            for entry in &self.facts {
                for name in &entry.names {
                    names.entry(name.clone()).or_default().facts.insert(entry.id.clone());
                }
            }
        }
        let operands = self.facts.iter().flat_map(|entry| &entry.operands);
        let printed = operands.map(|it| {
            let of = [
                it.indicator.to_string(),
                it.area.to_string(),
                it.period.clone(),
                it.family.clone(),
                it.vintage.clone(),
            ];
            let (digits, status) = (it.printed.clone(), it.status.clone());
            (of, PrintedValue { digits, multiplier: it.multiplier, status })
        });
        Before {
            names,
            printed: printed.collect(),
            release,
            as_of,
            values: self.facts.iter().filter_map(value).collect(),
            held: held.map(|it| it.id.clone()).collect(),
        }
    }

    /// Adds where a document shows the facts.
    pub fn add(&mut self, document: &Document) {
        self.passages.extend(passage::passages(document));
    }

    /// The fact of that identity.
    pub fn fact(&self, id: &str) -> Option<&Entry> {
        self.facts.iter().find(|entry| entry.id == id)
    }

    /// The facts as a table, `facts.csv`.
    pub fn to_csv(&self) -> Vec<u8> {
        fact::to_csv(&self.facts)
    }

    /// The digest that stands for the facts: that of `facts.csv`.
    pub fn digest(&self) -> String {
        sha256(&self.to_csv())
    }

    /// The digest of what is said with the facts: every passage in every language, in reading order.
    pub fn said(&self) -> String {
        let said: Vec<(&str, &str, &str)> =
            self.passages.iter().map(|it| (it.lang.code(), it.part.as_str(), it.text.as_str())).collect();
        sha256(&serde_json::to_vec(&said).expect("text and lists of text"))
    }

    /// The whole ledger, `facts.json`.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("text and lists of text");
        json.push(b'\n');
        json
    }

    /// Reads a `facts.json`.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }
}

/// The short code that stands for facts on paper, `7KQ2-M4XP`: the first 40 bits of their digest
/// in Crockford's base 32, which has no letters that are mistaken for digits.
pub fn short_code(digest: &str) -> String {
    const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = u64::from_str_radix(digest.get(..10).unwrap_or_default(), 16).unwrap_or(0);
    let letter = |place: u32| char::from(ALPHABET[usize::try_from((bits >> (5 * place)) & 31).unwrap_or(0)]);
    let letters: String = (0..8).rev().map(letter).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}

fn in_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::HoldsTruncated => "holds truncated",
        Verdict::NotIndependent => "not independent",
        Verdict::Contradicted => "contradicted",
        Verdict::Undecidable => "undecidable",
        Verdict::NotComparable => "not comparable",
        Verdict::NotYet => "not yet decidable",
        Verdict::NoData => "no data",
    }
}
