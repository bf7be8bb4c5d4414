//! The workshop: what every edition of a run is made with, opened once.

use super::{Report, sources::Sources};
use crate::{
    font::FontBook,
    ingest::{Ingested, ingest},
};

/// The inputs, understood, and the faces, parsed.
pub(super) struct Workshop {
    pub ingested: Ingested,
    pub fonts: FontBook,
    /// Whether the inputs were read without an error: only then a fact that misses a value is news.
    pub is_whole: bool,
}

impl Workshop {
    /// Takes the inputs in and parses the faces. None when there is nothing to compose from, which
    /// was reported.
    pub fn open(sources: &Sources, report: &mut Report) -> Option<Self> {
        let ingested = ingest(&sources.inputs, report.sink)?;
        let rows = ingested.observations.rows().len();
        report.phase("ingest", &format!("{rows} observations"));
        let is_whole = !report.sink.has_errors();
        let fonts = FontBook::load(&sources.theme.faces, &sources.templates, report.sink);
        report.phase("faces", &format!("{} faces", fonts.faces().count()));
        Some(Self { ingested, fonts, is_whole })
    }
}
