//! `briefing build --editions`, and `briefing merge`: the editions of a list.

use std::{num::NonZeroUsize, path::PathBuf, thread};

use clap::Args;

use briefing::{
    diag::Sink,
    pipeline::{
        Report, Request,
        batch::{self, Finished},
    },
    publish::{
        Record, Stopped,
        batch::{Batch, Shard},
    },
};

use super::{
    build::outcome_line,
    exit,
    terminal::{MessageOptions, answer, faults, say},
};

/// Which editions of a list are built.
#[derive(Debug, Clone, Args)]
pub struct EditionArgs {
    /// Build an edition for each row of this list (EDITION,REF_AREA,WHOLE,LANGUAGES)
    #[arg(long, value_name = "FILE")]
    editions: Option<PathBuf>,
    /// Of the list, only the editions of these names
    #[arg(
        long,
        value_name = "EDITION",
        value_delimiter = ',',
        requires = "editions",
        conflicts_with = "shard"
    )]
    only: Vec<String>,
    /// Of the list, only a fixed part: 3/16 is every sixteenth row from the third on
    #[arg(long, value_name = "K/N", requires = "editions")]
    shard: Option<Shard>,
    /// How many editions are made at a time [default: one a core]
    #[arg(long, value_name = "N", requires = "editions")]
    jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Args)]
pub struct MergeArgs {
    /// The folder that the shards have written to
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
}

impl EditionArgs {
    /// What is to be built of a list; none where no list was named.
    pub fn order(&self, request: Request) -> Option<batch::BatchOrder> {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Some(batch::BatchOrder {
            request,
            list: self.editions.clone()?,
            only: self.only.clone(),
            shard: self.shard.unwrap_or(Shard::WHOLE),
            jobs: self.jobs.unwrap_or_else(cores),
        })
    }
}

/// Builds the editions, tells of each, and ends with the worst exit code among them.
pub fn run(order: &batch::BatchOrder, messages: MessageOptions) -> u8 {
    let (mut sink, mut record) = (Sink::default(), Record::start());
    let mut listen = |phase: &_| messages.phase(phase);
    let mut report = Report { sink: &mut sink, record: &mut record, listen: &mut listen };
    let mut worst = exit::DONE;
    let outcome = batch::build_all(order, &mut report, &mut |finished| {
        worst = worst.max(exit::of(&finished.outcome));
        print_finished(finished, messages);
    });
    record.stop(&sink);
    messages.diagnostics(&sink);
    let (result, sentence, code) = batch_line(&outcome, &sink, worst);
    result.clone_into(&mut record.result);
    messages.end(&sentence, code != exit::DONE, &record);
    code
}

impl MergeArgs {
    /// Merges the parts that the shards of a batch have left.
    pub fn run(&self) -> u8 {
        let merged = Batch::merge(&self.output);
        match merged.and_then(|batch| Ok((batch.count(), batch.write(&self.output)?))) {
            Ok(((standing, lacking), place)) => {
                answer(&format!("{}: {}", place.display(), counted(standing, lacking)));
                if lacking == 0 { exit::DONE } else { exit::REFUSED }
            }
            Err(error) => {
                say(&error.diagnostic().to_string());
                exit::REFUSED
            }
        }
    }
}

fn print_finished(finished: &Finished, messages: MessageOptions) {
    let Finished { name, outcome, sink, record } = finished;
    let (result, sentence, is_error) = outcome_line(outcome, sink);
    messages.diagnostics(sink);
    let mut record = record.clone();
    result.clone_into(&mut record.result);
    messages.end(&format!("{name}: {sentence}"), is_error, &record);
}

fn batch_line(outcome: &Result<Batch, Stopped>, sink: &Sink, worst: u8) -> (&'static str, String, u8) {
    match outcome {
        Ok(batch) => {
            let (standing, lacking) = batch.count();
            let result = if lacking == 0 { "made" } else { "refused" };
            (result, counted(standing, lacking), worst)
        }
        Err(Stopped::Refused(_)) => {
            ("refused", format!("{}; no edition was made", faults(sink)), exit::REFUSED)
        }
        Err(Stopped::Failed(error)) => ("failed", error.diagnostic().to_string(), exit::of_error(error)),
    }
}

fn counted(standing: usize, lacking: usize) -> String {
    match lacking {
        0 => format!("{standing} editions stand"),
        _ => format!("{standing} editions stand, {lacking} do not"),
    }
}
