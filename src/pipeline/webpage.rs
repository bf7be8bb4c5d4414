//! The web page of an edition: made in all languages, and read back.

use super::{
    Report,
    edition::{Composed, Look, Looks},
};
use crate::{
    layout::layout_drawings,
    output::{Artifact, WEBPAGE},
    render::html::{self, Webpage, reread::reread},
    seal::{self, proofread},
};

/// The file; none when there is a fault, which is reported.
pub(super) fn make(composed: &Composed, looks: &Looks, report: &mut Report) -> Vec<Artifact> {
    let Look { theme, fonts } = &looks.briefing;
    let mut edition = |document| {
        let shared = &composed.drawings;
        let mut drawings = |width| layout_drawings(document, (fonts, theme), shared, width, report.sink);
        let [wide, mut narrow] = [theme.page.text_width(), html::PHONE].map(&mut drawings);
        let both = wide.into_iter().filter_map(|(id, wide)| {
            let narrow = narrow.remove(&id)?;
            Some((id, html::FigureDrawing { wide, narrow }))
        });
        let (marks, annex) = (composed.marks(document), composed.annex(document));
        html::HtmlBriefing { document, marks, annex, drawings: both.collect() }
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
        return vec![];
    }
    let made = html::render(&page).map_err(|faults| report.sink.all(faults));
    let Ok(bare) = made else { return vec![] };
    let ledger = &composed.ledger;
    let mut bytes = vec![];
    let faults = reread(&bare).map(|read| {
        composed.report_groundless(WEBPAGE, read.asides.iter().map(String::as_str), report.sink);
        // What is put in is data before the text, and the text was read.
        bytes = html::sealed(&bare, &seal::webpage::seal(&read, ledger));
        seal::webpage::misprints(&read, ledger)
    });
    for what in faults.unwrap_or_else(|fault| vec![fault]) {
        report.sink.push(proofread::fault(WEBPAGE, &what));
    }
    report.phase("page", &format!("{WEBPAGE}, {} KB", bytes.len() / 1000));
    vec![Artifact { name: WEBPAGE.to_owned(), bytes }]
}
