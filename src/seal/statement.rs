//! The seal: what a document's pages say, attached to the document itself.
//!
//! It lets anybody who holds the file check it, offline and without the release: every numeral as
//! it reads and as it is drawn, page by page, and the digest of the attached facts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::package::Package;
use crate::{
    inputs::sha256,
    lang::Lang,
    ledger::{numerals::numerals, short_code},
};

/// The seal's file name among the attachments.
pub const SEAL: &str = "seal.json";

/// What a document says, page by page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    pub release: String,
    pub lang: Lang,
    /// The digest of the attached `facts.csv`.
    pub facts: String,
    /// The digests of what else is attached, by name.
    pub attached: BTreeMap<String, String>,
    /// The short code that the pages bear.
    pub code: String,
    pub pages: Vec<PageSeal>,
    /// The digest of the faces.
    pub faces: String,
    /// The digest of the seal without this line.
    pub seal: String,
}

/// What a page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSeal {
    /// Its numerals, as a reader who copies or listens gets them.
    pub reads: Vec<String>,
    /// Its numerals, as the glyphs show them.
    pub draws: Vec<String>,
    /// The digest of everything that draws it.
    pub digest: String,
}

/// A page as it was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPage {
    pub reads: String,
    pub draws: String,
    pub digest: String,
}

impl PageSeal {
    /// The seal of a page.
    pub fn of(page: &FoundPage) -> Self {
        Self { reads: numerals(&page.reads), draws: numerals(&page.draws), digest: page.digest.clone() }
    }

    /// What differs on `found`, a page of that number, a line each.
    fn differences(&self, found: &Self, number: usize) -> Vec<String> {
        let mut differences = changed(&self.draws, &found.draws, number, "is printed");
        let of_text = changed(&self.reads, &found.reads, number, "is read out");
        differences.extend(of_text.into_iter().filter(|it| !differences.contains(it)).collect::<Vec<_>>());
        if differences.is_empty() && self.digest != found.digest {
            differences.push(format!("page {number}: it is drawn otherwise than it was published"));
        }
        differences
    }
}

impl Seal {
    /// Seals a document with its facts and what else is attached to it.
    pub fn new(
        release: &str,
        lang: Lang,
        facts: &str,
        package: &Package,
        pages: &[FoundPage],
        faces: &str,
    ) -> Self {
        let attached = package.0.iter().map(|(name, bytes)| ((*name).to_owned(), sha256(bytes)));
        let seal = Self {
            release: release.to_owned(),
            lang,
            facts: facts.to_owned(),
            attached: attached.collect(),
            code: short_code(facts),
            pages: pages.iter().map(PageSeal::of).collect(),
            faces: faces.to_owned(),
            seal: String::new(),
        };
        Self { seal: seal.own_digest(), ..seal }
    }

    /// As it is attached.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("text and lists of text")
    }

    fn own_digest(&self) -> String {
        sha256(&Self { seal: String::new(), ..self.clone() }.to_bytes())
    }

    /// What is not as it was sealed, a line each.
    ///
    /// `bytes` are those that the seal was read from: nothing may stand in them besides it.
    pub fn breaches(&self, bytes: &[u8], facts: &[u8], pages: &[FoundPage], faces: &str) -> Vec<String> {
        let mut found = vec![];
        if self.own_digest() != self.seal || bytes != self.to_bytes() {
            found.push(format!("the attached {SEAL} was altered"));
        }
        if sha256(facts) != self.facts {
            found.push("the attached facts.csv was altered".to_owned());
            found.extend(super::recompute::contradictions(facts));
        }
        if pages.len() != self.pages.len() {
            found.push(format!("it has {} pages, {} were published", pages.len(), self.pages.len()));
        }
        for ((sealed, page), number) in self.pages.iter().zip(pages).zip(1..) {
            found.extend(sealed.differences(&PageSeal::of(page), number));
        }
        if faces != self.faces {
            found.push("the faces were altered: a glyph may not look as what it says".to_owned());
        }
        found
    }
}

impl Seal {
    /// What else is attached and not as it was sealed, or missing, a line each.
    pub fn altered<'a>(&self, attachment: impl Fn(&str) -> Option<&'a [u8]>) -> Vec<String> {
        let attached = self.attached.iter();
        let wrong = attached.filter(|(name, digest)| attachment(name).map(sha256).as_ref() != Some(*digest));
        wrong.map(|(name, _)| format!("the attached {name} was altered or taken out")).collect()
    }
}

/// The numerals that are not what they were, between what both sequences have in common.
fn changed(before: &[String], after: &[String], page: usize, verb: &str) -> Vec<String> {
    if before.len() == after.len() {
        let pairs = before.iter().zip(after).filter(|(old, new)| old != new);
        return pairs
            .map(|(old, new)| format!("page {page}: {new} {verb} where {old} was published"))
            .collect();
    }
    let head = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let shorter = before.len().min(after.len()) - head;
    let tail =
        before.iter().rev().zip(after.iter().rev()).take(shorter).take_while(|(old, new)| old == new).count();
    let middle = |all: &[String]| match &all[head..all.len() - tail] {
        [] => "nothing".to_owned(),
        some => some.join(" "),
    };
    vec![format!("page {page}: {} {verb} where {} was published", middle(after), middle(before))]
}
