//! Twins: both languages state the same magnitudes at the same precision.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::{Reading, read};
use crate::{
    data::fact::FactId,
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::{Content, Document},
        inline::{Inline, ShownFact},
    },
    lang::Lang,
};

/// Where a fact is shown with its unit, and how it reads there.
struct Shown<'a> {
    fact: &'a ShownFact,
    locus: &'a Locus,
    section: &'a str,
}

/// Holds each document against the others: a fact that reads as another magnitude is an error, one
/// that reads more exactly or stands in a section of one language alone a warning.
pub fn twins(documents: &[Document], sink: &mut Sink) {
    let [first, others @ ..] = documents else { return };
    for other in others {
        let (ours, theirs) = (shown(first), shown(other));
        compare_readings((first.lang, &ours), (other.lang, &theirs), sink);
        compare_sections((first.lang, &ours), (other.lang, &theirs), sink);
        compare_sections((other.lang, &theirs), (first.lang, &ours), sink);
    }
}

fn shown(document: &Document) -> Vec<Shown<'_>> {
    let mut section = "";
    let mut shown = vec![];
    for block in &document.blocks {
        if let Content::Heading(heading) = &block.content
            && heading.level == 1
        {
            section = &heading.id;
        }
        for run in block.content.runs() {
            facts_of(run, &mut |fact| shown.push(Shown { fact, locus: &block.locus, section }));
        }
    }
    shown
}

fn facts_of<'a>(run: &'a [Inline], take: &mut impl FnMut(&'a ShownFact)) {
    for inline in run {
        match inline {
            Inline::Fact(fact) if fact.has_unit => take(fact),
            Inline::Strong(inner) | Inline::Emphasis(inner) => facts_of(inner, take),
            Inline::Footnote(note) => facts_of(&note.text, take),
            _ => {}
        }
    }
}

type Side<'a> = (Lang, &'a [Shown<'a>]);

/// Every reading of a fact in one language must be one that the other language has, too.
fn compare_readings(ours: (Lang, &Vec<Shown>), theirs: (Lang, &Vec<Shown>), sink: &mut Sink) {
    let readings = |(lang, shown): Side| {
        let mut readings: BTreeMap<FactId, Vec<Reading>> = BTreeMap::new();
        for it in shown {
            if let Some(reading) = magnitude(&it.fact.shown, lang) {
                readings.entry(it.fact.id.clone()).or_default().push(reading);
            }
        }
        readings
    };
    let other = readings((theirs.0, theirs.1));
    for it in ours.1 {
        let (Some(reading), Some(twins)) = (magnitude(&it.fact.shown, ours.0), other.get(&it.fact.id)) else {
            continue;
        };
        let there = || theirs.1.iter().find(|twin| twin.fact.id == it.fact.id);
        if !twins.iter().any(|twin| twin.agrees(reading)) {
            let message = format!("{} is not the same magnitude in {} and {}", it.fact.id, ours.0, theirs.0);
            sink.push(between(Diagnostic::error("twin-magnitude", message), it, there()));
        } else if !twins.iter().any(|twin| twin.agrees(reading) && twin.is_as_exact_as(reading)) {
            let message = format!("{} is not equally exact in {} and {}", it.fact.id, ours.0, theirs.0);
            sink.push(between(Diagnostic::warning("twin-precision", message), it, there()));
        }
    }
}

/// A sentence may say the direction by its verb: the sign is not compared.
fn magnitude(shown: &str, lang: Lang) -> Option<Reading> {
    read(shown, lang).map(|it| Reading { value: it.value.abs(), ..it })
}

fn between(diagnostic: Diagnostic, one: &Shown, other: Option<&Shown>) -> Diagnostic {
    let diagnostic = diagnostic.at(one.locus.clone().showing(&one.fact.shown));
    match other {
        Some(other) => diagnostic.at(other.locus.clone().showing(&other.fact.shown)),
        None => diagnostic,
    }
}

/// A section that states a fact in one language states it in the other.
fn compare_sections(ours: (Lang, &Vec<Shown>), theirs: (Lang, &Vec<Shown>), sink: &mut Sink) {
    let there: BTreeSet<(&str, &FactId)> = theirs.1.iter().map(|it| (it.section, &it.fact.id)).collect();
    let mut told = BTreeSet::new();
    for it in ours.1 {
        if !there.contains(&(it.section, &it.fact.id)) && told.insert((it.section, &it.fact.id)) {
            let message = format!(
                "the section {} states {} in {} and not in {}",
                it.section, it.fact.id, ours.0, theirs.0
            );
            sink.push(
                Diagnostic::warning("one-language-fact", message)
                    .at(it.locus.clone().showing(&it.fact.shown)),
            );
        }
    }
}
