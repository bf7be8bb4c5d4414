//! Ingest: the tables of `inputs/` become checked observations, code lists and registers.
//!
//! `read → tidy → parse → check`
//!
//! Every fault is reported where it stands, and all faults of a run at once: a faulty row is left
//! out and the rest goes on, so that later phases can report theirs in the same run. A fault that
//! only follows from another (a code whose own row was faulty) is not reported again.

mod check;
mod parse;
mod read;
mod role;
mod table;
mod tidy;

use crate::{
    data::{catalogue::Catalogue, observation::Observations, register::Registers},
    diag::Sink,
    inputs::Files,
};

pub use role::Role;

/// What the inputs say, as far as it could be read.
#[derive(Debug, Clone)]
pub struct Ingested {
    pub catalogue: Catalogue,
    pub registers: Registers,
    pub observations: Observations,
}

/// Takes the inputs in: the files that `datapackage.json` lists, each in the role it gives them.
///
/// `None` when nothing can be built on what was read: there is no readable descriptor, or a code
/// list has not one good row. The reason is in `sink` then.
pub fn ingest(inputs: &Files, sink: &mut Sink) -> Option<Ingested> {
    let listing = read::read(inputs, sink)?;
    let tables = tidy::tidy(&listing, sink);
    let parsed = parse::parse(&tables, sink);
    let rows = check::check(parsed.observations, sink);
    let observations = Observations::new(rows).expect("parse has checked that every value fits its column");
    let catalogue = parsed.catalogue;
    let usable =
        !(catalogue.indicators.is_empty() || catalogue.areas.is_empty() || catalogue.sources.is_empty());
    usable.then_some(Ingested { catalogue, registers: parsed.registers, observations })
}
