//! An edition in the making: what is composed for it, how it looks, and the files that come of it.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    audit::Accounted,
    compose::{as_annex, changes_page::marks},
    data::{catalogue::Catalogue, claim::Claim, fact::Facts},
    diag::Sink,
    doc::{block::Document, description::Descriptions, marks::Marks},
    font::FontBook,
    inputs::Files,
    lang::Lang,
    layout::Drawings,
    ledger::{Ledger, changes::Changes},
    output::Artifact,
    seal::{ground::Grounds, package::Package},
    signature::SigningKey,
    theme::Theme,
};

/// What is composed for an edition, and what it rests on.
pub(super) struct Composed {
    /// One a language.
    pub briefings: Vec<Document>,
    pub proposal: Option<Document>,
    pub ledger: Ledger,
    /// What each fact is, in words.
    pub descriptions: Descriptions,
    pub catalogue: Arc<Catalogue>,
    pub facts: Arc<Facts>,
    pub claims: Vec<Claim>,
    /// What the documents take along for whoever computes again.
    pub package: Package,
    /// What outputs may say beside the documents.
    pub accounted: Accounted,
    /// What stands behind the numerals of facts.
    pub grounds: BTreeMap<Lang, Grounds>,
    /// What changed since the release before, if there is one.
    pub changes: Option<Changes>,
    /// What more than one output draws in the briefing's theme.
    pub drawings: Drawings,
    /// Who stands behind what is made of it, if somebody does.
    pub signer: Option<SigningKey>,
}

impl Composed {
    /// The proposal as the annex of a briefing in its language, if there is one.
    pub fn annex(&self, briefing: &Document) -> Option<Document> {
        self.proposal.as_ref().filter(|it| it.lang == briefing.lang).map(as_annex)
    }

    /// Reports every numeral among the words of an output that neither a fact nor the documents stand behind.
    pub fn report_groundless<'a>(
        &self,
        output: &str,
        words: impl IntoIterator<Item = &'a str>,
        sink: &mut Sink,
    ) {
        self.accounted.report(
            output,
            words,
            |it| self.grounds.values().any(|grounds| grounds.bear(it)),
            sink,
        );
    }

    /// The passages of a document that changed.
    pub fn marks(&self, document: &Document) -> Marks {
        self.changes.as_ref().map(|changes| marks(document, changes)).unwrap_or_default()
    }
}

/// What an edition consists of, before it is published.
pub(super) struct Made {
    pub files: Vec<Artifact>,
    pub ledger: Ledger,
}

/// A theme with its faces.
pub(super) struct Look<'a> {
    pub theme: &'a Theme,
    pub fonts: FontBook,
}

/// The looks of an edition: the briefing's, and the proposal's if there is one.
pub(super) struct Looks<'a> {
    pub briefing: Look<'a>,
    pub official: Option<Look<'a>>,
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
