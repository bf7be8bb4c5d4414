//! `cargo fuzz run ledger`: see `parsers.rs`.
#![no_main]

#[path = "../parsers.rs"]
#[allow(dead_code, reason = "each target calls one")]
mod parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parsers::ledger(bytes));
