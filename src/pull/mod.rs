//! Pull: databases and servers are asked, and their answers become snapshots in `inputs/`.
//!
//! `profile → engine (→ client) → proven`, or `server → sdmx`. The step before `build`, which fetches nothing. Nothing is
//! believed because it came: an engine is asked in a process with a deadline ([`engine`]), a sum is
//! proven ([`proof`]), a value keeps the digits that were sent.

#[cfg(feature = "pull")]
pub mod client;
pub mod engine;
pub mod profile;
pub mod proof;
#[cfg(feature = "pull")]
pub mod proven;
pub mod sdmx;
#[cfg(feature = "pull")]
pub mod server;
