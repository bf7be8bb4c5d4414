//! The workshop: what every edition of a run is made with, opened once.

use super::{Report, sources::Sources, volume::Looks};
use crate::ingest::{Ingested, ingest};

/// The inputs, understood, and the faces, parsed.
pub(super) struct Workshop<'a> {
    pub ingested: Ingested,
    pub looks: Looks<'a>,
    /// Whether the inputs were read without an error: only then a fact that misses a value is news.
    pub is_whole: bool,
}

impl<'a> Workshop<'a> {
    /// Takes the inputs in and parses the faces. None when there is nothing to compose from, which
    /// was reported.
    pub fn open(sources: &'a Sources, report: &mut Report) -> Option<Self> {
        let ingested = ingest(&sources.inputs, report.sink)?;
        let rows = ingested.observations.rows().len();
        report.phase("ingest", &format!("{rows} observations"));
        let is_whole = !report.sink.has_errors();
        let looks = Looks::load(&sources.theme, sources.official.as_ref(), &sources.templates, report.sink);
        report.phase("faces", &format!("{} faces", looks.briefing.fonts.faces().count()));
        Some(Self { ingested, looks, is_whole })
    }
}
