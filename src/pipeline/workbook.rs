//! The workbook of an edition: made, sealed, and read back.

use super::{Report, edition::Composed};
use crate::{
    diag::{Reported, Sink},
    doc::block::Document,
    ledger::Ledger,
    output::{Artifact, WORKBOOK},
    render::xlsx::{self, Material},
    seal::{proofread, recompute::contradictions, workbook},
};

/// The file; none when there is a fault, which is reported.
pub(super) fn make(composed: &Composed, release: &str, report: &mut Report) -> Vec<Artifact> {
    // What a faulty input lacks was reported where it is wrong: not again where it is missed.
    if report.sink.has_errors() {
        return vec![];
    }
    let documents = composed.briefings.iter().chain(&composed.proposal).collect();
    let bytes = of(documents, &composed.ledger, composed, release, report.sink);
    let Ok(bytes) = bytes else { return vec![] };
    report.phase("workbook", &format!("{WORKBOOK}, {} KB", bytes.len() / 1000));
    vec![Artifact { name: WORKBOOK.to_owned(), bytes }]
}

/// The workbook with the sheets of those documents, sealed and read back.
///
/// # Errors
/// There is a fault in it.
pub(super) fn of(
    documents: Vec<&Document>,
    ledger: &Ledger,
    composed: &Composed,
    release: &str,
    sink: &mut Sink,
) -> Result<Vec<u8>, Reported> {
    let material = Material {
        ledger,
        facts: &composed.facts,
        catalogue: &composed.catalogue,
        claims: &composed.claims,
        words: &composed.descriptions,
        documents,
    };
    let book = xlsx::book(&material, sink);
    composed.report_groundless(WORKBOOK, book.words(), sink);
    sink.clean()?;
    let written = xlsx::write(&book)
        .and_then(|bytes| workbook::seal(&bytes, &book, release, ledger, composed.signer.as_ref()));
    let (bytes, seal) = written.map_err(|fault| sink.error(proofread::fault(WORKBOOK, &fault)))?;
    let facts = contradictions(seal.facts.as_bytes());
    let faults = workbook::misprints(&bytes, &seal).map(|mut found| {
        found.extend(facts);
        found
    });
    for what in faults.unwrap_or_else(|fault| vec![fault]) {
        sink.push(proofread::fault(WORKBOOK, &what));
    }
    sink.clean()?;
    Ok(bytes)
}
