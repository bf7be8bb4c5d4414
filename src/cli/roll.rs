//! `briefing roll`: the plan for its next periods, the values that it needs, the sentences to be read again.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::{
    exit,
    terminal::{MessageOptions, faults, say},
};
use briefing::{
    data::period::Period,
    diag::{Diagnostic, Locus, Sink},
    pipeline::{
        Report, Request,
        roll::{Rolling, roll},
    },
    publish::{Record, today},
};

/// To which periods the plan is rolled.
#[derive(Debug, Args)]
pub struct RollArgs {
    /// The period that the next edition compares with, YYYY
    #[arg(long, value_name = "PERIOD")]
    base: Period,
    /// The period that the next edition is about, YYYY
    #[arg(long, value_name = "PERIOD")]
    end: Period,
    /// The last day whose publications count, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    as_of: NaiveDate,
    /// The occasion, as its releases will be called: 2026
    #[arg(long, value_name = "NAME")]
    edition: String,
    /// The plan: the name of its folder in the templates [default: the only one there is]
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
    /// Where the table of needed values is written
    #[arg(long, value_name = "FILE", default_value = "needed.csv")]
    needed: PathBuf,
    /// The folder of indicator tables and registers
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    inputs: PathBuf,
    /// The folder of plans, texts and faces
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    templates: PathBuf,
    #[command(flatten)]
    messages: MessageOptions,
}

impl RollArgs {
    /// Rolls the plan, and says what is left to be done.
    pub fn run(&self) -> u8 {
        let (mut sink, mut record) = (Sink::default(), Record::start());
        let mut listen = |phase: &_| self.messages.phase(phase);
        let request = Request {
            inputs: self.inputs.clone(),
            templates: self.templates.clone(),
            plan: self.plan.clone(),
            ..Request::on(today())
        };
        let to = Rolling { base: self.base, end: self.end, as_of: self.as_of, edition: self.edition.clone() };
        let mut report = Report { sink: &mut sink, record: &mut record, listen: &mut listen };
        let rolled = roll(&request, &to, &mut report);
        self.messages.diagnostics(&sink);
        let Some(rolled) = rolled.filter(|_| !sink.has_errors()) else {
            say(&format!("{}; nothing was written", faults(&sink)));
            return exit::REFUSED;
        };
        let table = [(self.needed.clone(), rolled.needed)];
        for (path, text) in rolled.files.iter().chain(&table) {
            if let Err(fault) = write(path, text) {
                say(&fault.to_string());
                return exit::NOT_WRITTEN;
            }
            say(&format!("wrote {}", path.display()));
        }
        say(&format!(
            "values needed: {} known, {} to be found and entered into inputs/ ({})",
            rolled.known,
            rolled.lacking,
            self.needed.display()
        ));
        say(&format!(
            "sentences to be read again: {} on what has moved, {} without a fact; `build` waits until each is \
             ticked or rewritten",
            rolled.moved, rolled.bare
        ));
        exit::DONE
    }
}

#[expect(clippy::disallowed_methods, reason = "a plan is rolled where it lies, when told to")]
fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    std::fs::write(path, text).map_err(|error| {
        Diagnostic::error("unwritable", format!("cannot be written: {error}"))
            .at(Locus::file(path.display().to_string()))
            .help("check that the folder may be written to")
    })
}
