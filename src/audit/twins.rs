//! Twins: both languages state the same magnitudes at the same precision.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    data::fact::FactId,
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::{Content, Document},
        inline::{Inline, ShownFact, leaves_and_notes},
        numeral::magnitude::{Magnitude, read, without_digits},
    },
    lang::Lang,
};

/// Where a fact is shown with its unit, and how it reads there.
struct Occasion<'a> {
    fact: &'a ShownFact,
    locus: &'a Locus,
    section: &'a str,
    /// Whether an editor wrote it there; a table is filled from the plan, alike in every language.
    is_written: bool,
}

/// Holds each document against the others: a fact that reads as another magnitude, stands in a section of
/// one language alone, or in another place there, is an error, one that reads more exactly a warning.
pub fn twins(documents: &[Document], sink: &mut Sink) {
    let [first, others @ ..] = documents else { return };
    for other in others {
        compare_anchors(first, other, sink);
        let (ours, theirs) = (shown(first), shown(other));
        compare_readings((first.lang, &ours), (other.lang, &theirs), sink);
        compare_sections((first.lang, &ours), (other.lang, &theirs), sink);
        compare_sections((other.lang, &theirs), (first.lang, &ours), sink);
        compare_order((first.lang, &ours), (other.lang, &theirs), sink);
    }
}

/// Both documents have the same sections in the same order.
fn compare_anchors(ours: &Document, theirs: &Document, sink: &mut Sink) {
    let sections = |document: &'_ Document| -> Vec<(String, Locus)> {
        let heading = |block: &crate::doc::block::Block| match &block.content {
            Content::Heading(it) if it.level == 1 => Some((it.id.clone(), block.locus.clone())),
            _ => None,
        };
        document.blocks.iter().filter_map(heading).collect()
    };
    let (ours, theirs) = ((ours.lang, sections(ours)), (theirs.lang, sections(theirs)));
    for ((lang, here), (other, there)) in [(&ours, &theirs), (&theirs, &ours)] {
        for (id, locus) in here.iter().filter(|(id, _)| !there.iter().any(|(known, _)| known == id)) {
            let message = format!("the section {id} stands in {lang} and not in {other}");
            let fault = Diagnostic::error("twin-section", message).at(locus.clone());
            let known: Vec<&str> = there.iter().map(|(id, _)| id.as_str()).collect();
            let help = format!("write it in both, under the same anchor; {other} has {}", known.join(", "));
            sink.push(fault.help(help));
        }
    }
    let same = ours.1.len() == theirs.1.len();
    let apart = ours.1.iter().zip(&theirs.1).find(|((here, _), (there, _))| here != there);
    if let Some(((here, locus), (there, other))) = apart.filter(|_| same && !sink.has_errors()) {
        let message = format!("{} goes on with the section {here}, {} with {there}", ours.0, theirs.0);
        let fault = Diagnostic::error("twin-section", message).at(locus.clone()).at(other.clone());
        sink.push(fault.help("put the sections into the same order, or name their order: sections = […]"));
    }
}

fn shown(document: &Document) -> Vec<Occasion<'_>> {
    let mut section = "";
    let mut shown = vec![];
    for block in &document.blocks {
        if let Content::Heading(heading) = &block.content
            && heading.level == 1
        {
            section = &heading.id;
        }
        let is_written = !matches!(block.content, Content::Table(_));
        for run in block.content.runs() {
            let facts = facts_of(run).map(|fact| Occasion { fact, locus: &block.locus, section, is_written });
            shown.extend(facts);
        }
    }
    shown
}

fn facts_of(run: &[Inline]) -> impl Iterator<Item = &ShownFact> {
    leaves_and_notes(run).into_iter().filter_map(|leaf| leaf.fact()).filter(|fact| fact.has_unit)
}

type Side<'a> = (Lang, &'a [Occasion<'a>]);

/// Every reading of a fact in one language must be one that the other language has, too.
fn compare_readings(ours: (Lang, &Vec<Occasion>), theirs: (Lang, &Vec<Occasion>), sink: &mut Sink) {
    let readings = |(lang, shown): Side| {
        let mut readings: BTreeMap<FactId, Vec<Magnitude>> = BTreeMap::new();
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
            sink.push(between(
                Diagnostic::error("twin-magnitude", message).help(
                    "let both texts print the fact, {{ name }}; what one of them says of it in words has to say as much in the other",
                ),
                it,
                there(),
            ));
        } else if !twins.iter().any(|twin| twin.agrees(reading) && twin.is_as_exact_as(reading)) {
            let message = format!("{} is not equally exact in {} and {}", it.fact.id, ours.0, theirs.0);
            sink.push(between(
                Diagnostic::warning("twin-precision", message)
                    .help("print the fact, or say it in words, in both texts: then both have as many digits"),
                it,
                there(),
            ));
        }
    }
}

/// A sentence may say the direction by its verb: the sign is not compared.
fn magnitude(shown: &str, lang: Lang) -> Option<Magnitude> {
    read(shown, lang).map(|it| Magnitude { value: it.value.abs(), ..it })
}

fn between(diagnostic: Diagnostic, one: &Occasion, other: Option<&Occasion>) -> Diagnostic {
    let diagnostic = diagnostic.at(one.locus.clone().showing(one.fact.shown.text()));
    match other {
        Some(other) => diagnostic.at(other.locus.clone().showing(other.fact.shown.text())),
        None => diagnostic,
    }
}

/// A section that states a fact in one language states it in the other.
fn compare_sections(ours: (Lang, &Vec<Occasion>), theirs: (Lang, &Vec<Occasion>), sink: &mut Sink) {
    let there: BTreeSet<(&str, &FactId)> = theirs.1.iter().map(|it| (it.section, &it.fact.id)).collect();
    let mut told = BTreeSet::new();
    for it in ours.1 {
        if !there.contains(&(it.section, &it.fact.id)) && told.insert((it.section, &it.fact.id)) {
            let message = format!(
                "the section {} states {} in {} and not in {}",
                it.section, it.fact.id, ours.0, theirs.0
            );
            sink.push(
                Diagnostic::error("one-language-fact", message)
                    .at(it.locus.clone().showing(it.fact.shown.text()))
                    .help("say it in the other text, too, in the same section, or in neither"),
            );
        }
    }
}

/// Both languages state a section's facts of one unit in one order: what is exchanged in one language is said of the
/// wrong thing there. Of facts in other units, a percentage and a number of beds, either may come first, as the
/// grammar has it: exchanged, they would make no sentence. Tells the first place of a section where the orders part.
fn compare_order(ours: (Lang, &[Occasion]), theirs: (Lang, &[Occasion]), sink: &mut Sink) {
    let units: BTreeMap<&FactId, String> =
        ours.1.iter().map(|it| (&it.fact.id, unit(&it.fact.shown))).collect();
    let places: BTreeSet<(&str, &str)> =
        ours.1.iter().map(|it| (it.section, units[&it.fact.id].as_str())).collect();
    let mut told = BTreeSet::new();
    for (section, unit) in places {
        let is_one = |it: &&Occasion| {
            let has_unit = units.get(&it.fact.id).is_some_and(|its| its == unit);
            it.section == section && it.is_written && has_unit
        };
        let pairs = ours.1.iter().filter(is_one).zip(theirs.1.iter().filter(is_one));
        let is_stated = |it: &Occasion, others: &[Occasion]| {
            others.iter().any(|other| other.section == section && other.fact.id == it.fact.id)
        };
        let Some((one, other)) = pairs.into_iter().find(|(one, other)| one.fact.id != other.fact.id) else {
            continue;
        };
        // A fact that one language lacks is told as that.
        if !is_stated(one, theirs.1) || !is_stated(other, ours.1) || !told.insert(section) {
            continue;
        }
        let message = format!(
            "the section {section} states {} in {} where {} states {}",
            one.fact.id, ours.0, theirs.0, other.fact.id
        );
        let fault = between(Diagnostic::error("twin-order", message), one, Some(other));
        sink.push(fault.help("state the facts of one unit in the same order in both languages of a section"));
    }
}

/// What stands behind a number, without its scale: 元 of 2104.5亿元, nothing of 33.0%.
fn unit(shown: &str) -> String {
    let behind = shown.rfind(|c: char| c.is_ascii_digit()).map_or(shown, |at| &shown[at..]);
    without_digits(behind).trim().to_owned()
}
