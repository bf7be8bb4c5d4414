//! The seal: what a document's pages say, attached to the document itself.
//!
//! It lets anybody who holds the file check it, offline and without the release: every numeral as
//! it reads and as it is drawn, page by page, the digests of the attached facts and of everything else
//! that the file shows and says.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    ground::{Grounds, Shown},
    package::{OBSERVATIONS, Package},
    quote::{QUOTES, is_heading, measures, quoted},
};
use crate::{
    frame::stamp::StampPlaces,
    inputs::sha256,
    lang::Lang,
    ledger::{numerals::numerals, short_code},
    render::pdf::{
        graph::{Asides, Digests, Facet, SEAL_FILE},
        reread::{ReadPage, Reread},
    },
    signature::{Purpose, Signature, SigningKey},
};

/// The seal's file name among the attachments.
pub const SEAL: &str = SEAL_FILE;

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
    /// The digests of what else it shows and says, by the facet's name.
    pub facets: BTreeMap<String, String>,
    /// What the facts are shown as.
    pub shown: Shown,
    /// The literals beside the pages: in alternative texts, bookmarks, the title.
    pub asides: BTreeSet<String>,
    /// Where alone a copy of it may be stamped.
    pub stamps: StampPlaces,
    /// The digest of the seal without this line, and without the signature of it.
    pub seal: String,
    /// Who stands behind it, if somebody does: a signature of the digest above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// What a page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSeal {
    /// Its numerals, as a reader who copies or listens gets them.
    pub reads: Vec<String>,
    /// Its numerals, as the glyphs show them.
    pub draws: Vec<String>,
    /// Those of them that no fact stands behind: dates, counts, numbers of headings, quotes.
    pub literals: BTreeSet<String>,
    /// The digest of everything that draws it.
    pub digest: String,
}

impl PageSeal {
    /// The seal of a page with that digest.
    pub fn of(page: &ReadPage, digest: &str, grounds: &Grounds) -> Self {
        let (reads, draws) = (numerals(&page.reads), numerals(&page.draws));
        let all = reads.iter().chain(&draws);
        let literals = all.filter(|numeral| !grounds.bear(numeral)).cloned().collect();
        Self { reads, draws, literals, digest: digest.to_owned() }
    }

    /// What differs on `found`, a page of that number, a line each.
    fn differences(&self, found: &Self, number: usize) -> Vec<String> {
        let mut differences = changed(&self.draws, &found.draws, number, "is printed");
        let of_text = changed(&self.reads, &found.reads, number, "is read out");
        differences.extend(of_text.into_iter().filter(|it| !differences.contains(it)).collect::<Vec<_>>());
        let groundless = found.literals.difference(&self.literals);
        differences.extend(
            groundless
                .map(|it| format!("page {number}: {it} is none of its facts, and no literal of the seal")),
        );
        if differences.is_empty() && self.digest != found.digest {
            differences.push(format!("page {number}: it is not drawn, bounded or linked as it was sealed"));
        }
        differences
    }
}

/// Seals of the pages of a file with those digests.
fn seals(pages: &[ReadPage], digests: &Digests, grounds: &Grounds) -> Vec<PageSeal> {
    let of = |index| digests.get(&Facet::Page(index)).map_or("", String::as_str);
    pages.iter().enumerate().map(|(index, page)| PageSeal::of(page, of(index), grounds)).collect()
}

/// The digests of all facets that are no pages, by name.
fn facets(digests: &Digests) -> BTreeMap<String, String> {
    let others = digests.iter().filter(|(facet, _)| !matches!(facet, Facet::Page(_)));
    others.map(|(facet, digest)| (facet.name(), digest.clone())).collect()
}

/// The numerals of some texts that no fact stands behind.
fn literals(texts: &Asides, grounds: &Grounds) -> BTreeSet<String> {
    texts.iter().flat_map(|text| numerals(text)).filter(|numeral| !grounds.bear(numeral)).collect()
}

/// What a document is sealed with.
pub struct Sealing<'a> {
    pub release: &'a str,
    pub lang: Lang,
    /// `facts.csv`.
    pub facts: &'a [u8],
    pub package: &'a Package,
    pub shown: Shown,
    pub pages: &'a [ReadPage],
    /// What it says beside its pages.
    pub asides: &'a Asides,
    pub digests: &'a Digests,
    pub stamps: StampPlaces,
    pub signer: Option<&'a SigningKey>,
}

impl Seal {
    /// Seals a document with its facts and what else is attached to it.
    pub fn new(sealing: Sealing<'_>) -> Self {
        let Sealing { release, lang, facts, package, shown, pages, asides, digests, stamps, signer } =
            sealing;
        let observations = package.0.get(OBSERVATIONS).map_or(&[][..], Vec::as_slice);
        let grounds = Grounds::of(facts, observations, &shown);
        let facts = sha256(facts);
        let attached = package.0.iter().map(|(name, bytes)| ((*name).to_owned(), sha256(bytes)));
        let seal = Self {
            release: release.to_owned(),
            lang,
            code: short_code(&facts),
            facts,
            attached: attached.collect(),
            pages: seals(pages, digests, &grounds),
            asides: literals(asides, &grounds),
            shown,
            facets: facets(digests),
            stamps,
            seal: String::new(),
            signature: None,
        };
        let digest = seal.own_digest();
        let signature = signer.map(|key| key.sign(Purpose::Seal, &digest));
        Self { seal: digest, signature, ..seal }
    }

    /// As it is attached.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("text and lists of text")
    }

    fn own_digest(&self) -> String {
        sha256(&Self { seal: String::new(), signature: None, ..self.clone() }.to_bytes())
    }

    /// What is not as it was sealed, a line each.
    ///
    /// `bytes` are those that the seal was read from: nothing may stand in them besides it.
    pub fn breaches(&self, bytes: &[u8], facts: &[u8], read: &Reread) -> Vec<String> {
        let mut found = vec![];
        if self.own_digest() != self.seal || bytes != self.to_bytes() {
            found.push(format!("the attached {SEAL} was altered"));
        }
        if sha256(facts) != self.facts {
            found.push("the attached facts.csv was altered".to_owned());
            found.extend(super::recompute::contradictions(facts));
        }
        if self.code != short_code(&self.facts) {
            found.push(format!("{} is not the code of its facts", self.code));
        }
        let observations = read.attachment(OBSERVATIONS).unwrap_or_default();
        let grounds = Grounds::of(facts, observations, &self.shown);
        found.extend(grounds.faults.iter().cloned());
        let pages = seals(&read.pages, &read.digests, &grounds);
        if pages.len() != self.pages.len() {
            found.push(format!("it has {} pages, {} were sealed", pages.len(), self.pages.len()));
        }
        for ((sealed, page), number) in self.pages.iter().zip(&pages).zip(1..) {
            found.extend(sealed.differences(page, number));
        }
        let asides = literals(&read.asides, &grounds);
        let groundless = asides.difference(&self.asides);
        found
            .extend(groundless.map(|it| {
                format!("beside the pages: {it} is none of its facts, and no literal of the seal")
            }));
        found.extend(loose(read, &grounds));
        if let Some(named) = read.release.as_ref().filter(|named| **named != self.release) {
            found.push(format!("its metadata (XMP) call it {named}, its seal {}", self.release));
        }
        let facets = facets(&read.digests);
        let names: BTreeSet<&String> = facets.keys().chain(self.facets.keys()).collect();
        let differing = names.into_iter().filter(|name| facets.get(*name) != self.facets.get(*name));
        found.extend(differing.map(|name| otherwise(name)));
        found.extend(read.stamped.faults.iter().cloned());
        found.extend(read.stamped.misplaced(&self.stamps));
        found
    }
}

/// What reads like a measurement and is none of the facts, nor the number of a heading, nor a quote, a
/// line each.
fn loose(read: &Reread, grounds: &Grounds) -> Vec<String> {
    let quoted = quoted(read.attachment(QUOTES).unwrap_or_default());
    let is_loose =
        |it: &String| !grounds.bear(it) && !quoted.contains(it) && !is_heading(it, &read.asides.bookmarks);
    let of_page = |(page, number): (&ReadPage, usize)| {
        let all = measures(&page.reads).into_iter().chain(measures(&page.draws));
        let loose: BTreeSet<String> = all.filter(is_loose).collect();
        loose.into_iter().map(move |it| (format!("page {number}"), it))
    };
    let pages = read.pages.iter().zip(1..).flat_map(of_page);
    let beside = read.asides.iter().flat_map(|text| measures(text)).filter(is_loose);
    let beside: BTreeSet<String> = beside.collect();
    pages
        .chain(beside.into_iter().map(|it| ("beside the pages".to_owned(), it)))
        .map(|(place, it)| format!("{place}: {it} reads like a measurement, and is no fact and no quote"))
        .collect()
}

/// What is told of a facet that is not as it was sealed.
fn otherwise(facet: &str) -> String {
    let what = match facet {
        "faces" => "the faces were altered: a glyph may not look as what it says",
        "page tree" => "pages were added, taken out or put in another order",
        "outline" => "the bookmarks were altered",
        "structure" => "what a screen reader is told was altered",
        "destinations" => "the places that links lead to were altered",
        "attachments" => "the files inside were altered, or are shown under other names",
        "metadata" => "the metadata (XMP) were altered",
        "info" => "the title, author or dates (Info) were altered",
        "catalogue" => "what the file does when it is opened, or how it is shown, was altered",
        other => return format!("{other} was altered"),
    };
    what.to_owned()
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
        return pairs.map(|(old, new)| format!("page {page}: {new} {verb} where {old} was sealed")).collect();
    }
    let head = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let shorter = before.len().min(after.len()) - head;
    let tail =
        before.iter().rev().zip(after.iter().rev()).take(shorter).take_while(|(old, new)| old == new).count();
    let middle = |all: &[String]| match &all[head..all.len() - tail] {
        [] => "nothing".to_owned(),
        some => some.join(" "),
    };
    vec![format!("page {page}: {} {verb} where {} was sealed", middle(after), middle(before))]
}
