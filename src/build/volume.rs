//! Volumes: the documents that are bound in one file, set, rendered, sealed and proofread.

use super::{proofread, sealing};
use crate::{
    compose::as_annex,
    diag::Sink,
    doc::{block::Document, lang::Lang},
    font::FontBook,
    frame::page::Pages,
    inputs::Files,
    layout::{Part, layout_volume},
    publish::{Artifact, ledger::Ledger},
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
    has_proposal: bool,
    pages: Pages,
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
pub fn volumes(briefings: &[Document], proposal: Option<&Document>) -> Vec<Volume> {
    let mut volumes = vec![];
    for briefing in briefings {
        let annex = proposal.filter(|it| it.lang == briefing.lang).map(as_annex);
        let has_proposal = annex.is_some();
        let documents = std::iter::once(briefing.clone()).chain(annex).collect();
        volumes.push(Volume::new(format!("briefing.{}.pdf", briefing.lang), documents, has_proposal));
    }
    if let Some(proposal) = proposal {
        volumes.push(Volume::new(format!("proposal.{}.pdf", proposal.lang), vec![proposal.clone()], true));
    }
    volumes
}

impl Volume {
    fn new(name: String, documents: Vec<Document>, has_proposal: bool) -> Self {
        Self { name, documents, has_proposal, pages: Pages::default() }
    }

    /// Sets the documents; returns how many pages they have.
    pub fn set(&mut self, looks: &Looks, sink: &mut Sink) -> usize {
        let last = self.documents.len() - 1;
        let parts = self.documents.iter().enumerate().map(|(index, document)| {
            let official = looks.official.as_ref().filter(|_| self.has_proposal && index == last);
            let Look { theme, fonts } = official.unwrap_or(&looks.briefing);
            Part { document, fonts, theme }
        });
        self.pages = layout_volume(&parts.collect::<Vec<_>>(), sink);
        self.pages.pages.len()
    }

    /// Renders the pages. None when it was reported why not.
    pub fn render(&self, looks: &Looks, sink: &mut Sink) -> Option<Artifact> {
        let bytes = pdf::render(&self.pages, &self.documents[0].meta, self.lang(), &looks.briefing.fonts);
        let bytes = bytes.map_err(|fault| sink.push(fault)).ok()?;
        Some(Artifact { name: self.name.clone(), bytes })
    }

    /// Attaches the facts and the seal to the rendered file, and reads it back.
    pub fn seal(&self, file: &mut Artifact, release: &str, ledger: &Ledger, sink: &mut Sink) {
        match sealing::seal(file, release, self.lang(), ledger) {
            Ok(sealed) => *file = sealed,
            Err(fault) => sink.push(proofread::fault(&file.name, &fault)),
        }
        let mut own = Ledger::default();
        self.documents.iter().for_each(|document| own.add(document));
        proofread::proofread(file, self.lang(), self.pages.pages.len(), &own, sink);
    }

    fn lang(&self) -> Lang {
        self.documents[0].lang
    }
}
