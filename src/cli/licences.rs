//! `briefing licences`: under which terms the program may be handed on, and whatever others wrote of it.

use clap::Args;

use briefing::PROGRAM;

use super::{exit, terminal::answer};

/// Made by `contrib/third-party`; a test holds it against `Cargo.lock`.
const THIRD_PARTY: &str = include_str!("../../THIRD-PARTY.txt");

#[derive(Debug, Args)]
pub struct LicencesArgs {}

impl LicencesArgs {
    /// Prints the notices.
    #[expect(clippy::unused_self, reason = "a subcommand like any other")]
    pub fn run(&self) -> u8 {
        answer(&format!("{PROGRAM} is under {}, as you choose.\n", env!("CARGO_PKG_LICENSE")));
        answer(THIRD_PARTY.trim_end());
        exit::DONE
    }
}
