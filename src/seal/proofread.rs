//! Proofreading: a finished file is read back before anybody else can read it.

use super::Sealed;
use crate::{
    diag::{Diagnostic, Locus, Sink},
    ledger::Ledger,
    render::pdf::reread::reread,
    seal::proof::missing,
};

/// Reports what a file lacks, and where it is not what those say who wrote it: pages, parts of a
/// tagged document, numbers that it should print.
///
/// It is read as `briefing verify` will read it, by another library than those that wrote it. Returns what it says
/// beside its pages: in alternative texts, bookmarks, its title, of the files in it.
pub fn proofread(name: &str, file: &Sealed, pages: usize, ledger: &Ledger, sink: &mut Sink) -> Vec<String> {
    let (mut faults, mut beside) = (vec![], vec![]);
    let read = reread(&file.bytes).and_then(|read| Ok((super::breaches(&read)?, read)));
    match read {
        Err(fault) => faults.push(fault),
        Ok(((seal, breaches), read)) => {
            if seal != file.seal {
                faults.push("its seal is not the one that it was given".to_owned());
            }
            if read.pages.len() != pages {
                faults.push(format!("it has {} pages instead of {pages}", read.pages.len()));
            }
            faults.extend(breaches);
            let texts: Vec<&str> = read.pages.iter().map(|page| page.reads.as_str()).collect();
            faults.extend(missing(ledger, seal.lang, &texts));
            faults.extend(read.faults);
            beside.extend(read.asides.iter().chain(read.descriptions.values()).cloned());
        }
    }
    for what in faults {
        sink.push(fault(name, &what));
    }
    beside
}

/// What a file lacks, as it is told.
pub fn fault(name: &str, what: &str) -> Diagnostic {
    Diagnostic::error("proof", format!("read back, the file is not what was set: {what}"))
        .at(Locus::file(name))
        .help("a fault of the program: report it with the inputs and templates")
}
