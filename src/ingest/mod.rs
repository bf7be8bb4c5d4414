//! Ingest: the tables of `inputs/` become checked observations, code lists and registers.
//!
//! `read → open → tidy → parse → check`
//!
//! Tables are taken in as they were published: whatever the format, `open` makes sheets of located
//! text cells of it, and whatever the layout, `tidy` makes a row an observation of these.
//!
//! Every fault is reported where it stands, and all faults of a run at once: a faulty row is left
//! out and the rest goes on, so that later phases can report theirs in the same run. A fault that
//! only follows from another (a code whose own row was faulty) is not reported again.

pub mod begin;
mod calendar;
mod check;
mod describe;
mod future;
pub mod import;
mod label;
mod mark;
mod microdata;
mod open;
mod parse;
pub mod preview;
mod pulled;
mod read;
mod role;
mod source;
mod table;
mod tidy;

use std::sync::Arc;

use crate::{
    data::{
        catalogue::Catalogue,
        observation::{Missing, Observations},
        provenance::CellRef,
        register::Registers,
    },
    diag::{Diagnostic, Locus, Reported, Sink},
    inputs::Files,
};
pub use future::future_vintages;

use parse::CodeLists;
use read::{ListedFile, Listing};
use source::CellSource;
use table::Tables;
use tidy::{DescribedSheet, Vocabulary};

pub use describe::descriptor_schema;
pub use parse::list_schema;
pub use read::{pulled, survey};
pub use role::Role;

/// What the inputs say, as far as it could be read.
#[derive(Debug, Clone)]
pub struct Ingested {
    pub catalogue: Arc<Catalogue>,
    pub registers: Registers,
    pub observations: Observations,
    /// The values that tables say they do not have.
    pub missing: Vec<Missing>,
    /// What stands above and below tables: titles, notes, sources.
    pub notes: Vec<Note>,
}

/// A title, a note or a source that a published table carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub cell: CellRef,
    pub text: String,
}

/// Takes the inputs in: the files that `datapackage.json` lists, each in the role it gives them.
///
/// # Errors
/// Nothing can be built on what was read: there is no readable descriptor, or a code list has not one good
/// row.
pub fn ingest(inputs: &Files, sink: &mut Sink) -> Result<Ingested, Reported> {
    let listing = read::read(inputs, sink)?;
    let mut intake = Intake::default();
    // The code lists come first: they tell what the labels of a published table are names of.
    intake.take(&listing, Role::is_code_list, &Vocabulary::default(), sink);
    let lists = CodeLists::parse(&intake.tables, sink);
    intake.take(&listing, |role| !role.is_code_list(), &lists.vocabulary(), sink);
    let parsed = parse::parse(&intake.tables, lists, sink);
    let rows = check::check(parsed.observations, &parsed.catalogue, sink);
    check::report_other_numbers(&parsed.registers.claims, sink);
    check::report_unequal(&parsed.registers.identities, &rows, &parsed.catalogue, sink);
    let observations = Observations::new(rows).expect("parse has checked that every value fits its column");
    let catalogue = parsed.catalogue;
    if catalogue.indicators.is_empty() || catalogue.areas.is_empty() || catalogue.sources.is_empty() {
        let empty = || {
            Diagnostic::error("empty-list", "a code list has no row")
                .at(Locus::file(read::DESCRIPTOR))
                .help("indicators, areas and sources need a row each at least")
        };
        return Err(sink.because(empty));
    }
    Ok(Ingested {
        catalogue: Arc::new(catalogue),
        registers: parsed.registers,
        observations,
        missing: parsed.missing,
        notes: intake.notes,
    })
}

/// The tables of the inputs, as they are taken in.
#[derive(Default)]
struct Intake {
    tables: Tables,
    notes: Vec<Note>,
}

impl Intake {
    /// Opens and tidies the files in those roles. A file that is no table, and a row that does not
    /// fit its header, is reported and left out.
    fn take(
        &mut self,
        listing: &Listing<'_>,
        is_wanted: impl Fn(Role) -> bool,
        vocabulary: &Vocabulary,
        sink: &mut Sink,
    ) {
        for role in listing.incomplete.iter().filter(|role| is_wanted(**role)) {
            self.tables.batch_mut(*role).is_incomplete = true;
        }
        for listed in listing.files.iter().filter(|listed| is_wanted(listed.role)) {
            let errors = sink.errors();
            self.take_file(listed, vocabulary, sink);
            self.tables.batch_mut(listed.role).is_incomplete |= sink.errors() > errors;
        }
    }

    fn take_file(&mut self, listed: &ListedFile<'_>, vocabulary: &Vocabulary, sink: &mut Sink) {
        let ListedFile { role, file, encoding, declared, entry, source } = listed;
        let taken = match source {
            CellSource::Query(asked) => {
                microdata::answer(file, asked, entry).map(|(sheet, it)| (vec![sheet], Some(it)))
            }
            CellSource::File => {
                open::open(file, encoding.as_deref()).map(|it| (it.sheets, None)).map_err(|it| vec![it])
            }
            CellSource::Snapshot(pulls) => {
                pulled::open(file, pulls).map(|(sheet, it)| (vec![sheet], Some(it))).map_err(|it| vec![it])
            }
        };
        let (sheets, mut origin) = match taken {
            Ok(taken) => taken,
            Err(faults) => return faults.into_iter().for_each(|fault| sink.push(fault)),
        };
        for sheet in tidy::wanted(&sheets, declared, entry, vocabulary, sink) {
            let described = DescribedSheet { sheet, declared, entry };
            let Ok((mut table, account)) = tidy::tidy(described, *role, vocabulary, sink) else { continue };
            table.origin = origin.take();
            let note = |cell| Note { cell: table.cell_ref(cell), text: cell.text.to_string() };
            self.notes.extend(account.notes.iter().map(note));
            self.tables.batch_mut(*role).tables.push(table);
        }
    }
}
