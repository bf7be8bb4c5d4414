//! What a run is asked, where it tells, and how it ends.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use crate::{
    diag::Sink,
    lang::Lang,
    output::Output,
    publish::{Patience, Phase, Record},
    signature::SigningKey,
};

/// What is to be built, from where to where.
#[derive(Debug, Clone)]
pub struct Request {
    pub inputs: PathBuf,
    pub templates: PathBuf,
    /// The folder of releases.
    pub output: PathBuf,
    /// The plan's folder under `templates`; the only one there is without.
    pub plan: Option<String>,
    /// Instead of the plan's languages.
    pub languages: Option<Vec<Lang>>,
    /// Instead of the plan's day.
    pub as_of: Option<NaiveDate>,
    /// Instead of the plan's outputs.
    pub outputs: Option<BTreeSet<Output>>,
    /// Outputs besides those.
    pub also: BTreeSet<Output>,
    /// The day on which the edition is made: whether the plan's sunset has passed depends on it,
    /// and nothing else.
    pub today: NaiveDate,
    /// Make a release even if nothing has changed.
    pub is_forced: bool,
    /// What `roll` listed was read again, whatever its boxes say.
    pub is_reread: bool,
    /// What to do when another run is at work in the output folder.
    pub patience: Patience,
    /// Signs what is made.
    pub signer: Option<SigningKey>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new release, at that folder.
    Made(PathBuf),
    /// Nothing has changed since that release.
    UpToDate(String),
    /// Everything is right; nothing was written.
    Checked,
    /// Inputs or templates have errors, which are in the sink.
    Refused,
}

/// Where a run tells what it finds and what it does.
pub struct Report<'a> {
    pub sink: &'a mut Sink,
    pub record: &'a mut Record,
    /// Hears of every finished phase.
    pub listen: &'a mut dyn FnMut(&Phase),
}

impl Report<'_> {
    pub(super) fn phase(&mut self, name: &str, result: &str) {
        (self.listen)(self.record.phase(name, result));
    }

    /// Takes in what was found and done beside other work.
    pub(super) fn beside(&mut self, sink: Sink, record: Record) {
        self.sink.append(sink);
        for phase in record.phases {
            (self.listen)(self.record.beside(phase));
        }
    }
}

impl Request {
    /// The default folders, relative to where the program is run.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            inputs: Path::new("inputs").to_owned(),
            templates: Path::new("templates").to_owned(),
            output: Path::new("output").to_owned(),
            plan: None,
            languages: None,
            as_of: None,
            outputs: None,
            also: BTreeSet::new(),
            today,
            is_forced: false,
            is_reread: false,
            patience: Patience::GiveUp,
            signer: None,
        }
    }
}
