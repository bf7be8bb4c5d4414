//! The pipeline: where the phases meet.
//!
//! `read → decide → open → compose → make → publish`. It calls the phases in their order and says
//! nothing itself.

pub mod approve;
pub mod batch;
pub mod begin;
pub mod deliver;
mod edition;
mod making;
pub mod meanings;
mod opened;
mod outputs;
#[cfg(feature = "pull")]
pub mod pull;
mod reading;
mod request;
pub mod roll;
mod sources;
pub mod verify;
mod volume;
pub mod watch;
mod webpage;
mod workbook;

use std::path::Path;

pub use self::request::{Outcome, Report, Request};
pub use self::sources::beside_the_program;
use self::{edition::Made, opened::OpenedSources, sources::Sources};
use crate::{
    ledger::changes::CHANGES,
    output::{Artifact, FACTS_CSV, FACTS_JSON},
    publish::{
        self, Approvals, Contents, DRAFT, Disk, Lock, Manifest, Next, PublishError, Published, Release,
        SINCE, Shelf, count_facts,
    },
};

/// Builds the edition and publishes it, unless nothing has changed.
///
/// # Errors
/// The output folder cannot be read or written, or another run is at work in it; what stood there
/// before still does.
pub fn build(request: &Request, report: &mut Report) -> Result<Outcome, PublishError> {
    let _lock = Lock::take(&request.output, request.patience)?;
    let Ok(sources) = Sources::read(request, report) else { return Ok(Outcome::Refused) };
    sources.hold_back(request, report);
    release(&sources.of_own_subject(), &request.output, request.is_forced, None, report)
}

/// Makes the files of a release into the folder of drafts: to be looked at, while no release is made.
///
/// # Errors
/// The output folder cannot be written, or another run is at work in it.
pub fn draft(request: &Request, report: &mut Report) -> Result<Outcome, PublishError> {
    let _lock = Lock::take(&request.output, request.patience)?;
    let Ok(sources) = Sources::read(request, report) else { return Ok(Outcome::Refused) };
    let sources = sources.of_own_subject();
    let opened = OpenedSources::open(&sources, report);
    let made = opened.and_then(|it| sources.make(&it, DRAFT, None, &Approvals::default(), report));
    let Ok(mut made) = made else { return Ok(Outcome::Refused) };
    made.files.extend(reading::reading(&sources, &made, &request.output));
    let place = publish::draft(&made.files, &request.output, &Disk::default())?;
    report.phase("draft", &place.display().to_string());
    Ok(Outcome::Made(place))
}

/// Does all that [`build`] does but writing: the release that would be next is made, with what the one before it
/// said and who has approved that, so that nothing is refused later which was not found here.
///
/// # Errors
/// The output folder cannot be read.
pub fn check(request: &Request, report: &mut Report) -> Result<Outcome, PublishError> {
    let Ok(sources) = Sources::read(request, report) else { return Ok(Outcome::Refused) };
    sources.hold_back(request, report);
    let sources = sources.of_own_subject();
    let approvals = Approvals::read(&request.output)?;
    let edition = sources.plan.edition.as_str();
    let latest = Release::latest(&request.output, edition)?;
    let release = latest.map_or_else(|| Release::first(edition), |latest| latest.next());
    let before = before(&request.output, &release);
    let opened = OpenedSources::open(&sources, report);
    let name = release.to_string();
    let made = opened.and_then(|it| sources.make(&it, &name, before.as_ref(), &approvals, report));
    Ok(made.map_or(Outcome::Refused, |_| Outcome::Checked))
}

/// Makes the next release of an edition, if one is due. Sources that a run does not share are opened
/// only then.
fn release(
    sources: &Sources,
    output: &Path,
    is_forced: bool,
    shared: Option<&OpenedSources>,
    report: &mut Report,
) -> Result<Outcome, PublishError> {
    let disk = Disk::default();
    let approvals = Approvals::read(output)?;
    let release = match due(sources, output, &approvals, &disk)? {
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
    let own = if shared.is_none() { OpenedSources::open(sources, report).ok() } else { None };
    let Some(opened) = shared.or(own.as_ref()) else { return Ok(Outcome::Refused) };
    let before = before(output, &release);
    let name = release.to_string();
    let Ok(made) = sources.make(opened, &name, before.as_ref(), &approvals, report) else {
        return Ok(Outcome::Refused);
    };
    report.record.release = Some(name);
    report.record.stop(report.sink);
    let contents = contents(sources, release, made, before.as_ref(), &approvals, report);
    let place = publish::publish(&contents, output, &disk)?;
    report.phase("publish", &place.display().to_string());
    Ok(Outcome::Made(place))
}

/// Whether a release is due, and which.
fn due(sources: &Sources, output: &Path, approvals: &Approvals, disk: &Disk) -> Result<Next, PublishError> {
    let edition = sources.plan.edition.as_str();
    // Unchanged ingredients say the same: who has approved what the latest release says is all that can
    // have changed.
    let said = publish::latest_ledger(output, edition)?.unwrap_or_default();
    let options = sources.options(&approvals.of(&said));
    publish::next_release(output, edition, &sources.ingredients(), &options, disk)
}

/// The release that `release` is held against, an input like any other; none before the first, nor
/// one that cannot be read.
fn before(output: &Path, release: &Release) -> Option<Published> {
    let shelf = Shelf::open(output).ok()?;
    shelf.read(shelf.before(release)?).ok()
}

/// What was made, with what it was made of, how, and what it changes.
fn contents(
    sources: &Sources,
    release: Release,
    made: Made,
    before: Option<&Published>,
    approvals: &Approvals,
    report: &Report,
) -> Contents {
    let (ingredients, Made { mut files, ledger }) = (sources.ingredients(), made);
    let approvals = approvals.of(&ledger);
    let mut options = sources.options(&approvals);
    if let Some(before) = before {
        let digest = before.manifest.files.get(FACTS_JSON).cloned().unwrap_or_default();
        options.insert(SINCE.to_owned(), format!("{} {digest}", before.manifest.release));
        let manifest = Manifest::of(&release, &ingredients, &options, &[]);
        let changes = Published { manifest, ledger }.changes_since(before);
        files.push(Artifact { name: CHANGES.to_owned(), bytes: changes.to_markdown().into_bytes() });
    }
    let record = Artifact { name: publish::RUN.to_owned(), bytes: report.record.to_bytes() };
    let signer = sources.signer.clone();
    Contents { release, files, ingredients, options, approvals, signer, record: Some(record) }
}

/// Notes what stands already.
fn up_to_date(release: &Release, output: &Path, report: &mut Report) -> Outcome {
    report.record.release = Some(release.to_string());
    if let Ok(manifest) = Manifest::read(&output.join(release.to_string())) {
        report.record.digest = manifest.files.get(FACTS_CSV).cloned();
    }
    report.record.facts = count_facts(&output.join(release.to_string()));
    Outcome::UpToDate(release.to_string())
}
