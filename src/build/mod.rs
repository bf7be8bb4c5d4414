//! The pipeline: where the phases meet.

pub mod batch;
mod charts;
pub mod deliver;
mod making;
mod proofread;
mod sealing;
mod since;
mod sources;
mod standing;
pub mod verify;
mod volume;
pub mod watch;
mod workshop;

use std::{
    borrow::Borrow,
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use self::{sources::Sources, workshop::Workshop};
use crate::{
    diag::Sink,
    doc::lang::Lang,
    publish::{
        self, Approvals, Artifact, CHANGES, Changes, Compared, Disk, Lock, Manifest, Next, Patience, Phase,
        PublishError, Record, Release, SINCE, Shelf,
        ledger::{FACTS_CSV, FACTS_JSON, Ledger},
    },
};

pub use charts::Format;

/// What is to be built, from where to where.
#[derive(Debug, Clone)]
pub struct Request {
    pub inputs: PathBuf,
    pub templates: PathBuf,
    /// The folder of releases.
    pub output: PathBuf,
    /// The plan's folder under `templates`.
    pub plan: String,
    /// Instead of the plan's languages.
    pub languages: Option<Vec<Lang>>,
    /// Instead of the plan's day.
    pub as_of: Option<NaiveDate>,
    /// The formats in which each chart is also written as a file of its own.
    pub charts: BTreeSet<Format>,
    /// The day on which the edition is made: whether the plan's sunset has passed depends on it,
    /// and nothing else.
    pub today: NaiveDate,
    /// Make a release even if nothing has changed.
    pub is_forced: bool,
    /// What to do when another run is at work in the output folder.
    pub patience: Patience,
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
    fn phase(&mut self, name: &str, result: &str) {
        (self.listen)(self.record.phase(name, result));
    }
}

/// Builds the edition and publishes it, unless nothing has changed.
///
/// # Errors
/// The output folder cannot be read or written, or another run is at work in it; what stood there
/// before still does.
pub fn build(request: &Request, report: &mut Report) -> Result<Outcome, PublishError> {
    let _lock = Lock::take(&request.output, request.patience)?;
    let Some(sources) = Sources::read(request, report) else { return Ok(Outcome::Refused) };
    let sources = sources.settled();
    let workshop = |report: &mut Report| Workshop::open(&sources, report);
    release(&sources, &request.output, request.is_forced, workshop, report)
}

/// Makes the next release of an edition, if one is due. The workshop is opened only then.
fn release<'a, W: Borrow<Workshop<'a>>>(
    sources: &Sources,
    output: &Path,
    is_forced: bool,
    workshop: impl FnOnce(&mut Report) -> Option<W>,
    report: &mut Report,
) -> Result<Outcome, PublishError> {
    let (ingredients, disk) = (sources.ingredients(), Disk::default());
    let edition = sources.plan.edition.as_str();
    let approvals = Approvals::read(output)?;
    // Unchanged ingredients have unchanged facts: who has approved those of the latest release is
    // all that can have changed.
    let approved = publish::latest_digest(output, edition)?;
    let options = sources.options(&approvals.of(approved.as_deref().unwrap_or_default()));
    let release = match publish::next_release(output, edition, &ingredients, &options, &disk)? {
        Next::UpToDate(release) if !is_forced => return Ok(up_to_date(&release, output, report)),
        Next::UpToDate(release) => {
            report.record.because = vec!["forced".to_owned()];
            release.next()
        }
        Next::Make { release, because } => {
            report.record.because = because;
            release
        }
    };
    let Some(workshop) = workshop(report) else { return Ok(Outcome::Refused) };
    let before = before(output, &release);
    let name = release.to_string();
    let Some(made) = sources.make(workshop.borrow(), &name, before.as_ref(), &approvals, report) else {
        return Ok(Outcome::Refused);
    };
    let mut options = sources.options(&approvals.of(&made.ledger.digest()));
    if let Some(before) = &before {
        let digest = before.manifest.files.get(FACTS_JSON).cloned().unwrap_or_default();
        options.insert(SINCE.to_owned(), format!("{} {digest}", before.release));
    }
    report.record.release = Some(release.to_string());
    report.record.stop(report.sink);
    let record = Artifact { name: publish::RUN.to_owned(), bytes: report.record.to_bytes() };
    let mut files = [made.files, made.ledger.artifacts()].concat();
    if let Some(before) = &before {
        let manifest = Manifest::of(&release, &ingredients, &options, &[]);
        let after = Compared { release: release.to_string(), manifest, ledger: made.ledger };
        let bytes = Changes::between(before, &after).to_markdown().into_bytes();
        files.push(Artifact { name: CHANGES.to_owned(), bytes });
    }
    let edition = publish::Edition { release, files, ingredients, options, record: Some(record) };
    let place = publish::publish(&edition, output, &disk)?;
    report.phase("publish", &place.display().to_string());
    Ok(Outcome::Made(place))
}

/// The release that `release` is held against, an input like any other; none before the first, nor
/// one that cannot be read.
fn before(output: &Path, release: &Release) -> Option<Compared> {
    let shelf = Shelf::open(output).ok()?;
    shelf.read(shelf.before(release)?).ok()
}

/// Notes what stands already.
fn up_to_date(release: &Release, output: &Path, report: &mut Report) -> Outcome {
    report.record.release = Some(release.to_string());
    if let Ok(manifest) = Manifest::read(&output.join(release.to_string())) {
        report.record.digest = manifest.files.get(FACTS_CSV).cloned();
    }
    report.record.facts = Ledger::count(&output.join(release.to_string()));
    Outcome::UpToDate(release.to_string())
}

/// Does all that [`build`] does but writing.
pub fn check(request: &Request, report: &mut Report) -> Outcome {
    let Some(sources) = Sources::read(request, report) else { return Outcome::Refused };
    let sources = sources.settled();
    let workshop = Workshop::open(&sources, report);
    match workshop.and_then(|it| sources.make(&it, "check", None, &Approvals::default(), report)) {
        Some(_) => Outcome::Checked,
        None => Outcome::Refused,
    }
}

impl Request {
    /// The default folders, relative to where the program is run.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            inputs: Path::new("inputs").to_owned(),
            templates: Path::new("templates").to_owned(),
            output: Path::new("output").to_owned(),
            plan: "two-sessions".to_owned(),
            languages: None,
            as_of: None,
            charts: BTreeSet::new(),
            today,
            is_forced: false,
            patience: Patience::GiveUp,
        }
    }
}
