//! From tables of text to code lists, observations and registers.
//!
//! The code lists come first: everything else is written in their codes.

mod area_codes;
mod catalogue;
mod columns;
mod exception;
mod identity;
mod list;
mod memory;
mod number;
mod observation;
mod proposal;
mod register;
mod row;
mod unit;
mod words;

use serde_json::Value;

use super::{role::Role, table::Tables};
use crate::{
    data::{
        catalogue::Catalogue,
        observation::{Missing, Observation},
        register::Registers,
    },
    diag::Sink,
};
pub use catalogue::CodeLists;
pub use observation::observations;

/// The Table Schema of the files of a role: which columns they have.
pub fn list_schema(role: Role) -> Value {
    let columns = match role {
        Role::Observations => &observation::COLUMNS,
        Role::Indicators => &catalogue::INDICATOR_COLUMNS,
        Role::Areas => &catalogue::AREA_COLUMNS,
        Role::Sources => &catalogue::SOURCE_COLUMNS,
        Role::Facilities => &register::FACILITY_COLUMNS,
        Role::Milestones => &register::MILESTONE_COLUMNS,
        Role::Challenges => &register::CHALLENGE_COLUMNS,
        Role::Proposals => &proposal::PROPOSAL_COLUMNS,
        Role::Claims => &register::CLAIM_COLUMNS,
        Role::Identities => &identity::IDENTITY_COLUMNS,
    };
    columns.schema()
}

/// The good rows of every table.
pub struct Parsed {
    pub catalogue: Catalogue,
    pub registers: Registers,
    /// In the order of the files. Each is good in itself; two may still contradict each other.
    pub observations: Vec<Observation>,
    pub missing: Vec<Missing>,
}

/// Parses every table; a row with a fault is reported and left out.
pub fn parse(tables: &Tables, lists: CodeLists, sink: &mut Sink) -> Parsed {
    let (observations, missing) = observations(tables.batch(Role::Observations), &lists, sink);
    let registers = register::registers(tables, &lists, sink);
    Parsed { catalogue: lists.into_catalogue(), registers, observations, missing }
}
