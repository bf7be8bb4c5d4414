//! Any bytes as a table: `cargo fuzz run intake`.
#![no_main]

use briefing::{diag::Sink, ingest::ingest, inputs::{File, Files}};
use libfuzzer_sys::fuzz_target;

const DESCRIPTOR: &str = r#"{"resources": [
  {"path": "indicators.csv", "briefing:role": "indicators"},
  {"path": "areas.csv", "briefing:role": "areas"},
  {"path": "sources.csv", "briefing:role": "sources"},
  {"path": "t", "briefing:role": "observations", "briefing": {"vintage": "2024-10-02", "source": "NBS"}}
]}"#;

fuzz_target!(|bytes: &[u8]| {
    let lists = [
        ("indicators.csv", include_str!("../../inputs/indicators.csv")),
        ("areas.csv", include_str!("../../inputs/areas.csv")),
        ("sources.csv", include_str!("../../inputs/sources.csv")),
        ("datapackage.json", DESCRIPTOR),
    ];
    let lists = lists.map(|(path, text)| File::new(format!("inputs/{path}"), text.as_bytes().to_vec()));
    let files = lists.into_iter().chain([File::new("inputs/t", bytes.to_vec())]);
    ingest(&Files::from_memory("inputs", files), &mut Sink::default());
});
