//! `briefing approve`: somebody's word for the facts.

use std::path::PathBuf;

use clap::{Args, builder::NonEmptyStringValueParser};

use briefing::{
    ledger::Approval,
    publish::{Disk, Lock, Patience, PublishError, approve},
};

use super::{
    exit,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct ApproveArgs {
    /// Who approves, as the cover is to say it
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    by: String,
    /// In which role
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    role: String,
    /// The release whose facts were read
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    release: String,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
}

impl ApproveArgs {
    /// Records the approval; the next build prints it.
    pub fn run(&self) -> u8 {
        match self.approve() {
            Ok(Approval { by, role, release, code, .. }) => {
                answer(&format!("{by} ({role}) has approved the facts {code} of {release}"));
                answer("the next `briefing build` makes the edition that says so");
                exit::DONE
            }
            Err(error) => {
                say(&error.diagnostic().to_string());
                if error.is_locked() { exit::LOCKED } else { exit::NOT_WRITTEN }
            }
        }
    }

    fn approve(&self) -> Result<Approval, PublishError> {
        if !self.output.is_dir() {
            return Err(PublishError::new(
                &self.output,
                "no release stands there",
                "make one with `briefing build`",
            ));
        }
        let _lock = Lock::take(&self.output, Patience::GiveUp)?;
        approve(&self.output, &self.release, self.by.trim(), self.role.trim(), &Disk::default())
    }
}
