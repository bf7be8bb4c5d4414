//! The batch: the editions of a list, each from the same inputs and faces, on all cores.
//!
//! Inputs are understood and faces parsed once. Every edition has a folder of releases of its own,
//! and is what a run for it alone would make, byte for byte; one with errors does not stop the
//! others. A batch that was killed is run again: what stands is up to date.

use std::{collections::BTreeMap, num::NonZeroUsize, path::PathBuf, sync::mpsc};

use super::{Outcome, Report, Request, opened::OpenedSources, release, sources::Sources};
use crate::{
    diag::{Diagnostic, Locus, Reported, Sink, there_is},
    inputs::File,
    plan::editions::{self, ListedEdition},
    publish::{
        Lock, PublishError, Record, Stopped,
        batch::{Batch, EditionState, Shard},
    },
};

/// What is to be built of a list.
#[derive(Debug, Clone)]
pub struct BatchOrder {
    /// What all editions share; its output folder is the one that theirs are in.
    pub request: Request,
    /// The list of editions.
    pub list: PathBuf,
    /// Only the editions of these names; all if there are none.
    pub only: Vec<String>,
    pub shard: Shard,
    /// How many editions are made at a time.
    pub jobs: NonZeroUsize,
}

/// An edition of the list that has come to its end.
pub struct Finished {
    pub name: String,
    pub outcome: Result<Outcome, PublishError>,
    pub sink: Sink,
    pub record: Record,
}

/// Builds the editions of a list, and tells of each in the order of the list.
///
/// None when list, inputs or plan have errors that concern all editions, which are in the sink.
///
/// # Errors
/// The inputs, the plan or the list have a fault, or the manifest of the batch cannot be written.
pub fn build_all(
    order: &BatchOrder,
    report: &mut Report,
    tell: &mut dyn FnMut(&Finished),
) -> Result<Batch, Stopped> {
    let sources = Sources::read(&order.request, report)?;
    sources.hold_back(&order.request, report);
    report.sink.clean()?;
    let OpenedBatch { list, listed, opened } = open(order, &sources, report)?;
    let is_wanted = |(index, it): &(usize, &ListedEdition)| {
        order.shard.has(*index) && (order.only.is_empty() || order.only.contains(&it.name))
    };
    let work: Vec<(usize, &ListedEdition)> = listed.iter().enumerate().filter(is_wanted).collect();
    let mut batch = Batch::start(&sources.ingredients(), &list, order.shard, listed.len());
    let make = |listed: &ListedEdition| Press { order, sources: &sources, opened: &opened }.make(listed);
    in_order(
        &work,
        order.jobs,
        |(_, listed)| make(listed),
        |(index, _), finished| {
            batch.enter(*index, finished.standing());
            tell(&finished);
        },
    );
    // A few editions by name are no batch.
    if order.only.is_empty() {
        let place = batch.write(&order.request.output)?;
        report.phase("batch", &place.display().to_string());
    }
    Ok(batch)
}

/// What the editions of a batch share.
struct OpenedBatch<'a> {
    list: File,
    listed: Vec<ListedEdition>,
    opened: OpenedSources<'a>,
}

/// Reads the list, and opens all that its editions share.
fn open<'a>(
    order: &BatchOrder,
    sources: &'a Sources,
    report: &mut Report,
) -> Result<OpenedBatch<'a>, Reported> {
    let list = File::read(&order.list).map_err(|fault| report.sink.error(fault))?;
    let listed = editions::read(&list, report.sink);
    let opened = OpenedSources::open(sources, report)?;
    report_unlisted(order, &listed, report.sink);
    report.sink.clean()?;
    Ok(OpenedBatch { list, listed, opened })
}

/// An edition that was asked for by a name that the list does not have.
fn report_unlisted(order: &BatchOrder, listed: &[ListedEdition], sink: &mut Sink) {
    let names = || listed.iter().map(|it| it.name.as_str());
    for wanted in order.only.iter().filter(|wanted| !names().any(|name| name == *wanted)) {
        let fault = Diagnostic::error("unknown-edition", format!("the list has no edition {wanted}"));
        let fault = fault.at(Locus::file(order.list.display().to_string()));
        sink.push(fault.help(there_is(wanted, names())));
    }
}

/// What makes the editions of a batch.
struct Press<'a> {
    order: &'a BatchOrder,
    sources: &'a Sources,
    opened: &'a OpenedSources<'a>,
}

impl Press<'_> {
    fn make(&self, listed: &ListedEdition) -> Finished {
        let (mut sink, mut record) = (Sink::default(), Record::start());
        let mut report = Report { sink: &mut sink, record: &mut record, listen: &mut |_| {} };
        let output = self.order.request.output.join(&listed.name);
        listed.check(&self.opened.ingested.catalogue, report.sink);
        if report.sink.has_errors() {
            record.stop(&sink);
            return Finished { name: listed.name.clone(), outcome: Ok(Outcome::Refused), sink, record };
        }
        let sources = self.sources.of_edition(listed);
        let outcome = Lock::take(&output, self.order.request.patience).and_then(|_lock| {
            release(&sources, &output, self.order.request.is_forced, Some(self.opened), &mut report)
        });
        record.stop(&sink);
        Finished { name: listed.name.clone(), outcome, sink, record }
    }
}

impl Finished {
    fn standing(&self) -> EditionState {
        let stands = matches!(self.outcome, Ok(Outcome::Made(_) | Outcome::UpToDate(_)));
        EditionState {
            edition: self.name.clone(),
            release: self.record.release.clone().filter(|_| stands),
            facts: self.record.digest.clone().filter(|_| stands),
        }
    }
}

/// Does the work on `jobs` threads, and hands every result on in the order of the work, as soon as all
/// before it are done.
fn in_order<T: Sync, R: Send>(
    work: &[T],
    jobs: NonZeroUsize,
    make: impl Fn(&T) -> R + Sync,
    mut hand_on: impl FnMut(&T, R),
) {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build();
    let threads = threads.expect("a machine that runs this has threads");
    let (done, results) = mpsc::sync_channel(jobs.get());
    let make = &make;
    threads.in_place_scope_fifo(|scope| {
        for (at, item) in work.iter().enumerate() {
            let done = done.clone();
            // Nobody listens any more only when the other side has panicked.
            scope.spawn_fifo(move |_| drop(done.send((at, make(item)))));
        }
        drop(done);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (at, result) in results {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                hand_on(&work[due], result);
                due += 1;
            }
        }
    });
}
