//! Awaited facts: what was not known yet on the day that counts is said on no page.

use crate::{
    data::fact::{Awaited, Facts},
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::Block,
        inline::{Inline, leaves_and_notes},
    },
};

/// Reports every fact that a document states although it was not known yet.
pub fn report(blocks: &mut [Block], facts: &Facts, sink: &mut Sink) {
    for block in blocks {
        let locus = block.locus.clone();
        for run in block.content.runs_mut() {
            report_in(run, facts, &locus, sink);
        }
    }
}

fn report_in(run: &[Inline], facts: &Facts, locus: &Locus, sink: &mut Sink) {
    for fact in leaves_and_notes(run).into_iter().filter_map(|leaf| leaf.fact()) {
        if let Some(awaited) = facts.awaits(&fact.id) {
            sink.push(stated_too_early(&fact.id, awaited, locus));
        }
    }
}

fn stated_too_early(id: &str, awaited: &[Awaited], locus: &Locus) -> Diagnostic {
    let message = format!("{id} was not known yet on the day that counts");
    let fault = Diagnostic::error("stated-too-early", message).at(locus.clone());
    let waits = awaited
        .iter()
        .map(|it| format!("{}, {}, {} came out on {}", it.indicator, it.area, it.period, it.since));
    let fault = waits.fold(fault, Diagnostic::help);
    fault.help("say it between {% if … is published %} and {% endif %}")
}
