//! Proofreading: a finished file is read back before anybody else can read it.

use crate::{
    diag::{Diagnostic, Locus, Sink},
    doc::lang::Lang,
    publish::{Artifact, ledger::Ledger, proof::missing_numbers},
    render::pdf::reread::reread,
};

/// Reports what a file lacks: pages, parts of a tagged document, or numbers that it should print.
pub fn proofread(file: &Artifact, lang: Lang, pages: usize, ledger: &Ledger, sink: &mut Sink) {
    let mut faults = vec![];
    match reread(&file.bytes) {
        Err(fault) => faults.push(fault),
        Ok(read) => {
            if read.pages.len() != pages {
                faults.push(format!("it has {} pages instead of {pages}", read.pages.len()));
            }
            faults.extend(missing_numbers(ledger, lang, &read.pages));
            faults.extend(read.faults);
        }
    }
    for fault in faults {
        sink.push(
            Diagnostic::error("proof", format!("read back, the file is not what was set: {fault}"))
                .at(Locus::file(&file.name))
                .help("a fault of the program: report it with the inputs and templates"),
        );
    }
}
