//! `briefing watch`: a release a saved change, until interrupted.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    ledger::changes::ReportExtent,
    pipeline::{Outcome, build, draft, watch::Watch},
    publish::Shelf,
};

use super::{
    sources::SourceArgs,
    terminal::{MessageOptions, answer, say},
};

#[derive(Debug, Args)]
pub struct WatchArgs {
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    messages: MessageOptions,
    /// Write the pages to output/draft/ to be looked at, and make no release
    #[arg(long)]
    draft: bool,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
}

impl WatchArgs {
    /// Builds now and after every saved change; a fault is told and waited for to be mended.
    pub fn run(&self) -> u8 {
        let mut watch = Watch::start(vec![self.sources.inputs.clone(), self.sources.templates.clone()]);
        loop {
            // The day may have changed since the last time.
            let request = self.sources.request(self.output.clone());
            let make = if self.draft { draft } else { build };
            let (outcome, _) = self.messages.run(|report| make(&request, report));
            if let (Ok(Outcome::Made(_)), false) = (outcome, self.draft) {
                self.print_changes();
            }
            say("watching; Ctrl-C ends it");
            watch.wait();
        }
    }

    fn print_changes(&self) {
        let changes = Shelf::open(&self.output).and_then(|shelf| {
            let Some(before) = shelf.before(shelf.latest()) else { return Ok(None) };
            Ok(Some(shelf.read(shelf.latest())?.changes_since(&shelf.read(before)?)))
        });
        match changes {
            Ok(Some(changes)) => answer(&changes.to_table(&ReportExtent::default())),
            Ok(None) => {}
            Err(error) => say(&error.diagnostic().to_string()),
        }
    }
}
