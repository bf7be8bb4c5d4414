//! Data-driven briefings that can be trusted.

pub mod compose;
pub mod data;
pub mod derive;
pub mod diag;
pub mod doc;
pub mod font;
pub mod frame;
pub mod ingest;
pub mod inputs;
pub mod layout;
pub mod plan;
pub mod plot;
pub mod publish;
pub mod render;
pub mod theme;
