//! What documents say of their edition: its notice, the sheets of its workbook, what changed.
//!
//! All of it depends on what the documents say, and is no part of it: it is written into them once the ledger
//! has them.

use super::{changes_page::ChangesPage, edition_notice::EditionNotice, sheet_notes::name_sheets};
use crate::doc::{block::Document, sheets::sheet_names};

/// The documents of an edition.
#[derive(Default)]
pub struct Documents {
    /// One a language.
    pub briefings: Vec<Document>,
    pub proposal: Option<Document>,
}

impl Documents {
    /// The briefings, then the proposal.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.briefings.iter().chain(&self.proposal)
    }
}

/// What is said of an edition in each of its documents.
pub struct AboutEdition<'a> {
    pub notice: &'a EditionNotice,
    /// Whether a workbook goes with it, whose sheets are named below figures and tables.
    pub has_workbook: bool,
    /// None for the first release.
    pub changes: Option<ChangesPage<'a>>,
}

impl AboutEdition<'_> {
    /// Writes it into every document that says such things.
    #[must_use]
    pub fn written_into(&self, mut documents: Documents) -> Documents {
        let Documents { briefings, proposal } = &mut documents;
        briefings.iter_mut().chain(proposal).for_each(|document| self.notice.mark(document));
        if self.has_workbook {
            let sheets = sheet_names(documents.iter());
            documents.briefings.iter_mut().for_each(|document| name_sheets(document, &sheets));
        }
        if let Some(page) = &self.changes {
            documents.briefings.iter_mut().for_each(|document| page.add_to(document));
        }
        documents
    }
}
