//! Data-driven briefings that can be trusted.
//!
//! An edition is a pure function of bytes. All reading happens at the front, all writing at the
//! end; between them six phases, each from one finished value to the next:
//!
//! | phase | from → to |
//! | --- | --- |
//! | [`ingest`] | tables → [`Observations`](data::observation::Observations) |
//! | [`derive`] | observations → [`Facts`](data::fact::Facts) |
//! | [`compose`] | facts and a text → [`Document`](doc::block::Document), once a language |
//! | [`audit`] | facts and both documents → what does not fit together |
//! | [`layout`] (and [`plot`]) | document → [`Pages`](frame::page::Pages) |
//! | [`render`] | pages → PDF |
//!
//! [`publish`] then makes a release of them. The phases meet in [`pipeline`] and nowhere else.

pub mod audit;
pub mod compose;
pub mod data;
pub mod derive;
pub mod diag;
pub mod doc;
pub mod font;
pub mod frame;
pub mod ingest;
pub mod inputs;
pub mod lang;
pub mod layout;
pub mod ledger;
pub mod output;
pub mod picture;
pub mod pipeline;
pub mod plan;
pub mod plot;
pub mod post;
pub mod publish;
pub mod pull;
#[cfg(any(feature = "microdata", feature = "pull"))]
pub mod query;
pub mod render;
pub mod scaffold;
pub mod seal;
pub mod signature;
pub mod snapshot;
pub mod theme;
pub mod toml;

/// The program as manifests name it. Another version may set the same facts differently.
pub const PROGRAM: &str = concat!("briefing ", env!("CARGO_PKG_VERSION"));
