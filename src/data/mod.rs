//! The nouns of the numbers: from an indicator's name to a fact with its sources.

pub mod area;
pub mod before;
pub mod catalogue;
pub mod claim;
mod code;
pub mod fact;
pub mod formula;
pub mod identity;
pub mod indicator;
pub mod interval;
pub mod metric;
pub mod observation;
pub mod operand;
pub mod period;
pub mod provenance;
pub mod public;
pub mod quantity;
pub mod register;
pub mod source;
pub mod status;
pub mod unit;
