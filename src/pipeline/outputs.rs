//! The outputs of an edition, each made by its own module.

use super::{
    Report,
    edition::{Composed, Look, Looks},
    volume::{self, Volume},
    workbook,
};
use crate::{
    layout::{layout_drawings, layout_figures},
    output::{Artifact, FACTS_CSV, FACTS_JSON, Output, WEBPAGE},
    render::{
        html::{self, Webpage, reread::reread},
        picture,
    },
    seal::{self, proofread},
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
        Output::Proposal => volumes(volume::proposal(composed), composed, looks, release, report),
        Output::Webpage => webpage(composed, looks, report).into_iter().collect(),
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

/// The page in all languages. None when there is a fault, which is reported.
fn webpage(composed: &Composed, looks: &Looks, report: &mut Report) -> Option<Artifact> {
    let Look { theme, fonts } = &looks.briefing;
    let mut edition = |document| {
        let mut drawings = |width| layout_drawings(document, (fonts, theme), width, report.sink);
        let [wide, mut narrow] = [theme.page.text_width(), html::PHONE].map(&mut drawings);
        let both = wide.into_iter().filter_map(|(id, wide)| {
            let narrow = narrow.remove(&id)?;
            Some((id, html::Drawing { wide, narrow }))
        });
        let (marks, annex) = (composed.marks(document), composed.annex(document));
        html::Edition { document, marks, annex, drawings: both.collect() }
    };
    let page = Webpage {
        editions: composed.briefings.iter().map(&mut edition).collect(),
        ledger: &composed.ledger,
        descriptions: &composed.descriptions,
        catalogue: &composed.catalogue,
        theme,
        fonts,
    };
    // Of a page with holes only the faults are of interest.
    if report.sink.has_errors() || page.editions.is_empty() {
        return None;
    }
    let made = html::render(&page).map_err(|faults| faults.into_iter().for_each(|it| report.sink.push(it)));
    let bytes = made.ok()?;
    let faults = reread(&bytes).map(|read| seal::webpage::breaches(&read, &composed.ledger));
    faults
        .unwrap_or_else(|it| vec![it])
        .iter()
        .for_each(|it| report.sink.push(proofread::fault(WEBPAGE, it)));
    report.phase("page", &format!("{WEBPAGE}, {} KB", bytes.len() / 1000));
    Some(Artifact { name: WEBPAGE.to_owned(), bytes })
}

/// One after the other: the pages of a document are most of what a run holds in memory.
fn volumes(
    volumes: impl IntoIterator<Item = Volume>,
    composed: &Composed,
    looks: &Looks,
    release: &str,
    report: &mut Report,
) -> Vec<Artifact> {
    volumes.into_iter().filter_map(|volume| volume.make(composed, looks, release, report)).collect()
}
