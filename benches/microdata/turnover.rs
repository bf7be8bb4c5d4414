//! Takes the generator's inputs in and prints their observations, for comparison with what other
//! engines make of the records: `turnover FOLDER`. With `--survey`, hashes the records and stops.
#![allow(clippy::unwrap_used, reason = "a measurement may stop where it stands")]
#![expect(clippy::print_stdout, reason = "it is compared with what others print")]

use std::path::PathBuf;

use briefing::{
    diag::Sink,
    ingest::{ingest, survey},
    inputs::Files,
};
use clap::Parser;

#[derive(Parser)]
struct Wanted {
    /// Where the generator wrote
    folder: PathBuf,
    /// Hash the records, and no more
    #[arg(long)]
    survey: bool,
}

fn main() {
    let Wanted { folder, survey: is_survey } = Wanted::parse();
    let mut sink = Sink::default();
    let mut files = Files::read(&folder.join("inputs"), "inputs", &mut sink);
    survey(&mut files, &mut sink);
    if is_survey {
        return files.surveys().for_each(|it| println!("{} {}", it.digest, it.place.name()));
    }
    let ingested = ingest(&files, &mut sink);
    assert!(!sink.has_errors(), "{}", sink.iter().next().unwrap());
    let mut lines = ingested
        .unwrap()
        .observations
        .rows()
        .iter()
        .map(|it| {
            let count =
                it.cell.group.as_deref().and_then(|group| group.split(' ').rev().nth(5)).unwrap_or_default();
            format!("{},{},{},{},{count}", it.indicator, it.area, it.period, it.printed)
        })
        .collect::<Vec<_>>();
    lines.sort();
    lines.iter().for_each(|line| println!("{line}"));
}
