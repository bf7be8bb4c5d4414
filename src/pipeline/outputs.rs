//! The outputs of an edition, each made by its own module.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{
    Report,
    edition::{Composed, Look, Looks},
    volume::{self, Volume},
    webpage, workbook,
};
use crate::{
    layout::layout_figures,
    output::{Artifact, FACTS_CSV, FACTS_JSON, Output, PictureFormat},
    publish::Record,
    render::picture,
};

/// What is made by itself, beside other work.
enum Work {
    Volume(Volume),
    Webpage,
    Charts(PictureFormat),
    Workbook,
    Facts,
}

/// The files of the outputs, in their order. What is wrong with them is reported.
///
/// They are made side by side. In a batch the cores are busy with other editions: there one after the other,
/// for the pages of a document are most of what a run holds in memory.
pub(super) fn make(
    outputs: &BTreeSet<Output>,
    composed: &Composed,
    looks: &Looks,
    release: &str,
    report: &mut Report,
) -> Vec<Artifact> {
    let works: Vec<Work> = outputs.iter().flat_map(|output| works(*output, composed, report)).collect();
    let found = &*report.sink;
    let made = |work: Work| {
        let (mut sink, mut record) = (found.beside(), Record::start());
        let mut beside = Report { sink: &mut sink, record: &mut record, listen: &mut |_| {} };
        let files = work.make(composed, looks, release, &mut beside);
        (files, sink, record)
    };
    let made: Vec<_> = if rayon::current_thread_index().is_some() {
        works.into_iter().map(made).collect()
    } else {
        works.into_par_iter().with_max_len(1).map(made).collect()
    };
    let mut all = vec![];
    for (files, sink, record) in made {
        report.beside(sink, record);
        all.extend(files);
    }
    all
}

/// What an output consists of.
fn works(output: Output, composed: &Composed, report: &mut Report) -> Vec<Work> {
    match output {
        Output::Pdf => volume::briefings(composed).into_iter().map(Work::Volume).collect(),
        Output::Brief => volume::briefs(composed, report).into_iter().map(Work::Volume).collect(),
        Output::Proposal => volume::proposal(composed).into_iter().map(Work::Volume).collect(),
        Output::Webpage => vec![Work::Webpage],
        Output::Charts(format) => vec![Work::Charts(format)],
        Output::Workbook => vec![Work::Workbook],
        Output::Facts => vec![Work::Facts],
    }
}

impl Work {
    fn make(self, composed: &Composed, looks: &Looks, release: &str, report: &mut Report) -> Vec<Artifact> {
        match self {
            Self::Volume(volume) => volume.make(composed, looks, release, report).into_iter().collect(),
            Self::Webpage => webpage::make(composed, looks, report),
            Self::Charts(format) => charts(format, composed, looks, report),
            Self::Workbook => workbook::make(composed, release, report),
            Self::Facts => vec![
                Artifact { name: FACTS_CSV.to_owned(), bytes: composed.ledger.to_csv() },
                Artifact { name: FACTS_JSON.to_owned(), bytes: composed.ledger.to_json() },
            ],
        }
    }
}

fn charts(format: PictureFormat, composed: &Composed, looks: &Looks, report: &mut Report) -> Vec<Artifact> {
    let Look { theme, fonts } = &looks.briefing;
    let mut files = vec![];
    for document in &composed.briefings {
        let figures = layout_figures(document, fonts, theme, report.sink);
        files.extend(picture::pictures(figures, document.lang, format, fonts));
    }
    report.phase(Output::Charts(format).name(), &format!("{} files", files.len()));
    files
}
