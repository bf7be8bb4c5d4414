//! Volumes: the documents that are bound in one file, set, rendered, sealed and proofread.

use super::{
    Report,
    edition::{Composed, Look, Looks},
};
use crate::{
    diag::{Diagnostic, Reported, Sink},
    doc::{block::Document, marks::Marks},
    frame::page::Pages,
    lang::Lang,
    layout::{Drawings, VolumePart, layout_volume, stamp},
    ledger::Ledger,
    output::{self, Artifact},
    render::pdf,
    seal::{self, Sealed, proofread},
};

/// A file in the making.
pub(super) struct Volume {
    name: String,
    /// The documents in it; only the last may be the proposal.
    documents: Vec<Document>,
    /// What has changed in the first.
    marks: Marks,
    has_proposal: bool,
}

/// The briefings, the Chinese one with the proposal as its annex.
pub(super) fn briefings(composed: &Composed) -> Vec<Volume> {
    let volume = |briefing: &Document| {
        let annex = composed.annex(briefing);
        let has_proposal = annex.is_some();
        let documents = std::iter::once(briefing.clone()).chain(annex).collect();
        let (name, marks) = (output::briefing(briefing.lang), composed.marks(briefing));
        Volume { name, documents, marks, has_proposal }
    };
    composed.briefings.iter().map(volume).collect()
}

/// The briefs, the Chinese one with the proposal behind it. A text that marks no section for it is reported.
pub(super) fn briefs(composed: &Composed, report: &mut Report) -> Vec<Volume> {
    let mut volumes = vec![];
    for briefing in &composed.briefings {
        let lang = briefing.lang;
        let Some(brief) = briefing.brief() else {
            let message = format!("the text in {lang} has no section for the brief");
            let fault = Diagnostic::error("no-brief", message);
            report.sink.push(fault.help("write .brief into its heading: # Title {#name .brief}"));
            continue;
        };
        let annex = composed.annex(briefing);
        let has_proposal = annex.is_some();
        let documents = std::iter::once(brief).chain(annex).collect();
        volumes.push(Volume { name: output::brief(lang), documents, marks: Marks::default(), has_proposal });
    }
    volumes
}

/// The proposal by itself, if there is one.
pub(super) fn proposal(composed: &Composed) -> Option<Volume> {
    let proposal = composed.proposal.as_ref()?;
    let (name, documents) = (output::proposal(proposal.lang), vec![proposal.clone()]);
    Some(Volume { name, documents, marks: Marks::default(), has_proposal: true })
}

impl Volume {
    /// Sets the documents, renders and seals the file, and reads it back.
    ///
    /// # Errors
    /// There is a fault, in this file or in what it is made from.
    pub fn make(
        self,
        composed: &Composed,
        looks: &Looks,
        release: &str,
        report: &mut Report,
    ) -> Result<Artifact, Reported> {
        let pages = self.set(looks, &composed.drawings, report.sink);
        let count = pages.pages.len();
        report.phase("layout", &format!("{}, {count} pages", self.name));
        // Of the other files only the faults are of interest then.
        report.sink.clean()?;
        let file = self.render(pages, looks, release, composed, report.sink)?;
        report.phase("render", &format!("{}, {} KB", self.name, file.bytes.len() / 1000));
        self.proofread(&file, count, composed, report.sink);
        report.phase("proof", &self.name);
        Ok(Artifact { name: self.name, bytes: file.bytes })
    }

    /// Sets the documents.
    fn set(&self, looks: &Looks, drawings: &Drawings, sink: &mut Sink) -> Pages {
        let last = self.documents.len() - 1;
        let parts = self.documents.iter().enumerate().map(|(index, document)| {
            let official = looks.official.as_ref().filter(|_| self.has_proposal && index == last);
            let Look { theme, fonts } = official.unwrap_or(&looks.briefing);
            let drawings = official.is_none().then_some(drawings);
            let part = VolumePart { drawings, ..VolumePart::unmarked(document, fonts, theme) };
            if index == 0 { VolumePart { marks: &self.marks, ..part } } else { part }
        });
        layout_volume(&parts.collect::<Vec<_>>(), sink)
    }

    /// Renders its pages, attaches the facts, their data and the seal, and writes the file.
    fn render(
        &self,
        pages: Pages,
        looks: &Looks,
        release: &str,
        composed: &Composed,
        sink: &mut Sink,
    ) -> Result<Sealed, Reported> {
        let (meta, lang) = (&self.documents[0].meta, self.lang());
        let rendered = pdf::render(&pages, meta, lang, &looks.briefing.fonts);
        let stamps = stamp::places(looks.briefing.theme, &pages);
        drop(pages);
        let rendered = rendered.map_err(|fault| sink.error(fault))?;
        let (ledger, package, signer) = (&composed.ledger, &composed.package, composed.signer.as_ref());
        let sealed = seal::seal(rendered, release, lang, ledger, package, stamps, signer);
        sealed.map_err(|fault| sink.error(proofread::fault(&self.name, &fault)))
    }

    /// Reads the finished file back, which should have so many pages.
    fn proofread(&self, file: &Sealed, pages: usize, composed: &Composed, sink: &mut Sink) {
        let mut own = Ledger::default();
        self.documents.iter().for_each(|document| own.add(document));
        let beside = proofread::proofread(&self.name, file, pages, &own, sink);
        composed.report_groundless(&self.name, beside.iter().map(String::as_str), sink);
    }

    fn lang(&self) -> Lang {
        self.documents[0].lang
    }
}
