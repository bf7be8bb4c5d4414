//! The one integration binary: a module a feature, a case a rule.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod around;
mod audit;
mod bad_input;
mod begin;
mod bounds;
mod characters;
mod compose;
mod days;
mod defaults;
mod derive;
mod desk;
mod editions;
mod end_to_end;
mod font;
mod guide;
mod ingest;
mod intake;
mod layout;
mod messages;
mod microdata;
mod mutations;
mod numerals;
mod official;
mod pdf;
mod plot;
mod project;
mod proof;
mod proposal;
mod publish;
mod pull;
mod rooms;
mod sample;
mod stale;
mod units;
mod webpage;
