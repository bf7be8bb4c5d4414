//! The command line: what may be asked, and how the answer is told. A file a subcommand.

mod answers;
mod approve;
mod build;
mod deliver;
mod diff;
mod editions;
pub mod exit;
mod facts;
mod import;
mod inspect;
mod key;
mod licences;
mod new;
mod pull;
mod roll;
mod schema;
mod signing;
mod sources;
mod terminal;
mod trace;
mod verify;
mod watch;

use clap::{Parser, Subcommand};

/// Makes the Chinese and the English briefing from indicator tables.
///
/// `briefing build` reads the tables in inputs/ and the plan and texts in templates/, and writes a
/// release under output/. Nothing is written if anything is wrong.
#[derive(Debug, Parser)]
#[command(version, after_help = exit::HELP)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a project: from tables as they were published to a plan and texts that build
    New(new::NewArgs),
    /// Renew a plan for its next periods: the values that it needs, the sentences to be read again
    Roll(roll::RollArgs),
    /// Make a release: both PDFs, their facts and their manifest
    Build(build::BuildArgs),
    /// Find every fault of inputs and templates, and write nothing
    Check(build::CheckArgs),
    /// Show what is understood of a published table, and the entry it needs
    Import(import::ImportArgs),
    /// Ask databases and servers, and write what is new into inputs/
    Pull(pull::PullArgs),
    /// Put a question to an engine, in a process of its own
    #[cfg(feature = "pull")]
    #[command(hide = true)]
    Ask,
    /// Print the schema of a plan, a theme, the descriptor or a list, for editors that complete and check
    Schema(schema::SchemaArgs),
    /// Approve the facts of a release: without, its pages are marked as a draft
    Approve(approve::ApproveArgs),
    /// Tell every name of the plan with its value, before anything is released
    Facts(facts::FactsArgs),
    /// Tell what changed between two releases: facts, passages, claims
    Diff(diff::DiffArgs),
    /// Tell what stands behind a number: formula, bounds, cells
    Trace(trace::TraceArgs),
    /// Tell whether a paper copy is current, from the code in its foot
    Status(diff::StatusArgs),
    /// Make every recipient's copy of a release
    Deliver(deliver::DeliverArgs),
    /// Make a key to sign releases and copies with
    Key(key::KeyArgs),
    /// Check a PDF, offline: every number on its pages, its facts, its seal
    Verify(verify::VerifyArgs),
    /// Print the licence, and the notices of everything in the program that others wrote
    Licences(licences::LicencesArgs),
    /// Measure any PDF: pages, faces, tags, margins, the edges of its lines
    Inspect(inspect::InspectArgs),
    /// Merge what the shards of a batch have left into the manifest of the batch
    Merge(editions::MergeArgs),
    /// Make a release whenever inputs or templates were saved, until interrupted
    Watch(watch::WatchArgs),
}

impl Cli {
    /// Does what was asked and returns the exit code.
    pub fn run(self) -> u8 {
        match self.command {
            Command::New(args) => args.run(),
            Command::Roll(args) => args.run(),
            Command::Build(args) => args.run(),
            Command::Check(args) => args.run(),
            Command::Import(args) => args.run(),
            Command::Pull(args) => args.run(),
            #[cfg(feature = "pull")]
            Command::Ask => pull::answer(),
            Command::Schema(args) => args.run(),
            Command::Approve(args) => args.run(),
            Command::Facts(args) => args.run(),
            Command::Diff(args) => args.run(),
            Command::Trace(args) => args.run(),
            Command::Status(args) => args.run(),
            Command::Deliver(args) => args.run(),
            Command::Key(args) => args.run(),
            Command::Verify(args) => args.run(),
            Command::Licences(args) => args.run(),
            Command::Inspect(args) => args.run(),
            Command::Merge(args) => args.run(),
            Command::Watch(args) => args.run(),
        }
    }
}
