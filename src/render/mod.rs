//! (being built)

pub mod svg;
