//! Columns that live only within the phase, and how its tables are joined.

use polars::prelude::*;

use crate::{data::observation::col, diag::Diagnostic};

/// Columns that live only within the phase.
pub mod name {
    /// The vintage family that a request insists on; empty where any will do.
    pub const PIN: &str = "PIN";
    /// The observations behind a value, as positions; a list.
    pub const ROWS: &str = "ROWS";
    /// The position of a fact among the requested keys.
    pub const FACT: &str = "FACT";
    /// The number of an operand in the formula of its fact.
    pub const OPERAND: &str = "OPERAND";
    /// Which formula computes the fact, by its number.
    pub const FORMULA: &str = "FORMULA";
}

/// The columns that identify a value once its vintage is chosen.
pub const KEY: [&str; 4] = [col::INDICATOR, col::REF_AREA, col::TIME_PERIOD, name::PIN];

/// A join whose rows come in the order of both sides: without it polars gives them in the order in
/// which its threads finish, and a sum's operands would change places from run to run.
pub fn in_order(how: JoinType) -> JoinArgs {
    JoinArgs { maintain_order: MaintainOrderJoin::LeftRight, ..JoinArgs::new(how) }
}

/// That polars could not compute.
pub fn failed(error: &PolarsError) -> Diagnostic {
    Diagnostic::error("derivation", format!("the tables cannot be computed with: {error}"))
        .help("a value of more than 26 digits, or a fault of the program: report it")
}
