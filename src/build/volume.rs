//! Volumes: the documents that are bound in one file, set, rendered, sealed and proofread.

use super::{
    making::Composed,
    proofread,
    sealing::{self, Sealed},
};
use crate::{
    compose::as_annex,
    diag::Sink,
    doc::{block::Document, lang::Lang, marks::Marks},
    font::FontBook,
    frame::page::Pages,
    inputs::Files,
    layout::{Part, layout_volume},
    publish::ledger::Ledger,
    render::pdf,
    theme::Theme,
};

/// A theme with its faces.
pub struct Look<'a> {
    pub theme: &'a Theme,
    pub fonts: FontBook,
}

/// The looks of an edition: the briefing's, and the proposal's if there is one.
pub struct Looks<'a> {
    pub briefing: Look<'a>,
    official: Option<Look<'a>>,
}

/// A file in the making.
pub struct Volume {
    pub name: String,
    /// The documents in it; only the last may be the proposal.
    documents: Vec<Document>,
    /// What has changed in the first.
    marks: Marks,
    has_proposal: bool,
}

impl<'a> Looks<'a> {
    /// Loads the faces of both themes.
    pub fn load(theme: &'a Theme, official: Option<&'a Theme>, files: &Files, sink: &mut Sink) -> Self {
        let themes = std::iter::once(theme).chain(official);
        let books = FontBook::load_all(themes.map(|theme| &theme.faces), files, sink);
        let mut books = books.into_iter();
        let briefing = Look { theme, fonts: books.next().unwrap_or_default() };
        let official = official.zip(books.next()).map(|(theme, fonts)| Look { theme, fonts });
        Self { briefing, official }
    }
}

/// The briefings, the Chinese one with the proposal as its annex, and the proposal by itself.
pub fn volumes(composed: &Composed) -> Vec<Volume> {
    let proposal = composed.proposal.as_ref();
    let mut volumes = vec![];
    for briefing in &composed.briefings {
        let annex = proposal.filter(|it| it.lang == briefing.lang).map(as_annex);
        let has_proposal = annex.is_some();
        let documents = std::iter::once(briefing.clone()).chain(annex).collect();
        let (name, marks) = (format!("briefing.{}.pdf", briefing.lang), composed.marks(briefing));
        volumes.push(Volume { name, documents, marks, has_proposal });
    }
    if let Some(proposal) = proposal {
        let name = format!("proposal.{}.pdf", proposal.lang);
        let documents = vec![proposal.clone()];
        volumes.push(Volume { name, documents, marks: Marks::default(), has_proposal: true });
    }
    volumes
}

impl Volume {
    /// Sets the documents.
    pub fn set(&self, looks: &Looks, sink: &mut Sink) -> Pages {
        let last = self.documents.len() - 1;
        let parts = self.documents.iter().enumerate().map(|(index, document)| {
            let official = looks.official.as_ref().filter(|_| self.has_proposal && index == last);
            let Look { theme, fonts } = official.unwrap_or(&looks.briefing);
            let part = Part::unmarked(document, fonts, theme);
            if index == 0 { Part { marks: &self.marks, ..part } } else { part }
        });
        layout_volume(&parts.collect::<Vec<_>>(), sink)
    }

    /// Renders its pages, attaches the facts, their data and the seal, and writes the file. None when
    /// it was reported why not.
    pub fn render(
        &self,
        pages: Pages,
        looks: &Looks,
        release: &str,
        composed: &Composed,
        sink: &mut Sink,
    ) -> Option<Sealed> {
        let (meta, lang) = (&self.documents[0].meta, self.lang());
        let rendered = pdf::render(&pages, meta, lang, &looks.briefing.fonts);
        drop(pages);
        let rendered = rendered.map_err(|fault| sink.push(fault)).ok()?;
        let sealed = sealing::seal(rendered, release, lang, &composed.ledger, &composed.package);
        sealed.map_err(|fault| sink.push(proofread::fault(&self.name, &fault))).ok()
    }

    /// Reads the finished file back, which should have so many pages.
    pub fn proofread(&self, file: &Sealed, pages: usize, sink: &mut Sink) {
        let mut own = Ledger::default();
        self.documents.iter().for_each(|document| own.add(document));
        proofread::proofread(&self.name, file, pages, &own, sink);
    }

    fn lang(&self) -> Lang {
        self.documents[0].lang
    }
}
