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
            let texts: Vec<&str> = read.pages.iter().map(|page| page.reads.as_str()).collect();
            faults.extend(missing_numbers(ledger, lang, &texts));
            faults.extend(read.faults);
        }
    }
    for what in faults {
        sink.push(fault(&file.name, &what));
    }
}

/// What a file lacks, as it is told.
pub fn fault(name: &str, what: &str) -> Diagnostic {
    Diagnostic::error("proof", format!("read back, the file is not what was set: {what}"))
        .at(Locus::file(name))
        .help("a fault of the program: report it with the inputs and templates")
}
