//! The program `briefing`: parses its arguments, runs, and ends with an exit code.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    cli::exit::guarded(|| cli::Cli::parse().run())
}
