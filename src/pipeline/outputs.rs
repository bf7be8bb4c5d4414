//! The outputs of an edition, each made by its own module.

use super::{
    Report,
    edition::{Composed, Look, Looks},
    volume::{self, Volume},
    webpage, workbook,
};
use crate::{
    layout::layout_figures,
    output::{Artifact, FACTS_CSV, FACTS_JSON, Output},
    render::picture,
};

/// The files of one output. What is wrong with them is reported.
pub(super) fn make(
    output: Output,
    composed: &Composed,
    looks: &Looks,
    release: &str,
    report: &mut Report,
) -> Vec<Artifact> {
    match output {
        Output::Pdf => volumes(volume::briefings(composed), composed, looks, release, report),
        Output::Brief => volumes(volume::briefs(composed, report), composed, looks, release, report),
        Output::Proposal => volumes(volume::proposal(composed), composed, looks, release, report),
        Output::Webpage => webpage::make(composed, looks, report),
        Output::Charts(format) => {
            let Look { theme, fonts } = &looks.briefing;
            let mut files = vec![];
            for document in &composed.briefings {
                let figures = layout_figures(document, fonts, theme, report.sink);
                files.extend(picture::pictures(figures, document.lang, format, fonts));
            }
            report.phase(output.name(), &format!("{} files", files.len()));
            files
        }
        Output::Workbook => workbook::make(composed, release, report),
        Output::Facts => vec![
            Artifact { name: FACTS_CSV.to_owned(), bytes: composed.ledger.to_csv() },
            Artifact { name: FACTS_JSON.to_owned(), bytes: composed.ledger.to_json() },
        ],
    }
}

/// One after the other: the pages of a document are most of what a run holds in memory.
fn volumes(
    volumes: impl IntoIterator<Item = Volume>,
    composed: &Composed,
    looks: &Looks,
    release: &str,
    report: &mut Report,
) -> Vec<Artifact> {
    volumes.into_iter().filter_map(|volume| volume.make(composed, looks, release, report).ok()).collect()
}
