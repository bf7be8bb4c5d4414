//! Pull: databases and servers are asked, and their answers become snapshots in `inputs/`.
//!
//! The step before `build`, which fetches nothing. Nothing is believed because it came: a sum is
//! proven ([`proof`]), a value keeps the digits that were sent, and a snapshot is written whole or
//! not at all.

pub mod proof;
