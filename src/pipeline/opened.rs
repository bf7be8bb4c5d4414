//! Opened sources: what every edition of a run is made with, opened once.

use super::{Report, edition::Looks, sources::Sources};
use crate::{
    data::public::Public,
    derive::Series,
    diag::{Reported, Sink},
    ingest::{Ingested, future_vintages, ingest},
};

/// The inputs, understood, and the faces, parsed.
pub(super) struct OpenedSources<'a> {
    pub ingested: Ingested,
    /// What counts of the observations, on the day that all editions of the run have in common.
    pub series: Series,
    pub looks: Looks<'a>,
    /// Whether the inputs were read without an error: only then a fact that misses a value is news.
    pub is_whole: bool,
}

impl<'a> OpenedSources<'a> {
    /// Takes the inputs in and parses the faces.
    ///
    /// # Errors
    /// There is nothing to compose from.
    pub fn open(sources: &'a Sources, report: &mut Report) -> Result<Self, Reported> {
        let ingested = ingest(&sources.inputs, report.sink)?;
        let rows = ingested.observations.rows().len();
        // A plan may count with a day that is to come: what is published by then is known to it.
        let day = sources.today.max(sources.as_of);
        future_vintages(ingested.observations.rows(), day).into_iter().for_each(|it| report.sink.push(it));
        report.phase("ingest", &format!("{rows} observations"));
        let is_whole = !report.sink.has_errors();
        // What a faulty table lacks was reported where it is wrong: not again where it is missed.
        let mut choice = Sink::default();
        let public = Public::on(sources.as_of, &ingested.observations, &ingested.catalogue);
        let series = Series::of(&public, &mut choice);
        if is_whole {
            report.sink.append(choice);
        }
        report.phase("series", &sources.as_of.to_string());
        let looks = Looks::load(&sources.theme, sources.official.as_ref(), &sources.templates, report.sink);
        report.phase("faces", &format!("{} faces", looks.briefing.fonts.faces().count()));
        Ok(Self { ingested, series: series?, looks, is_whole })
    }
}
