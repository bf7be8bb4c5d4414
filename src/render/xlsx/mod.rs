//! The workbook: facts as formulas over the cells of their observations, and a sheet behind each figure
//! and table.
//!
//! `observations → facts → figures and tables, claims → contents → write`

mod attach;
mod beside;
mod colors;
mod facts;
mod floats;
mod form;
mod front;
mod known;
pub mod live;
mod looks;
mod observations;
mod parts;
mod sheet;
mod transcript;
mod words;
mod write;

pub use self::{
    attach::{attach, attached, is_saved_anew, parts_digest},
    beside::{WordsBeside, words_beside},
    form::misshapen,
    looks::misleading,
    sheet::{FactsWorkbook, SheetCell, WorkbookSheet},
    transcript::WorkbookTranscript,
    write::write,
};
use self::{facts::FactRows, observations::Observed};
use crate::{
    data::{catalogue::Catalogue, claim::Claim, fact::Facts},
    diag::Sink,
    doc::{block::Document, description::Descriptions},
    ledger::Ledger,
};

/// What a workbook is made from.
pub struct Material<'a> {
    pub ledger: &'a Ledger,
    pub facts: &'a Facts,
    pub catalogue: &'a Catalogue,
    pub claims: &'a [Claim],
    /// What each fact is, in words.
    pub words: &'a Descriptions,
    /// Whose figures and tables have sheets, the briefings before the proposal.
    pub documents: Vec<&'a Document>,
}

/// The workbook of an edition. A fact that is shown and has no row, and one that cannot be written as a
/// formula, is reported.
pub fn book(material: &Material, sink: &mut Sink) -> FactsWorkbook {
    let (observed, rows) = (Observed::of(material), FactRows::of(material.ledger));
    rows.check(material.ledger, sink);
    let mut sheets = vec![
        front::notes(),
        facts::sheet(material, &observed, sink),
        observed.sheet(material),
        front::claims(material, &rows),
    ];
    sheets.retain(|it| !it.rows.is_empty());
    sheets.extend(floats::sheets(material, &rows));
    let (cover, contents) = (front::cover(material), front::contents(&sheets));
    sheets.splice(0..0, [cover, contents]);
    let meta = material.documents.first().map(|it| &it.meta);
    let provenance = meta.map(|it| {
        format!(
            "版次 {0}，数据截至 {1}，数据编码 {2} / release {0}, data as of {1}, code {2}",
            it.release, it.as_of, it.code
        )
    });
    FactsWorkbook {
        sheets,
        provenance: provenance.unwrap_or_default(),
        title: meta.map(|it| it.title.clone()).unwrap_or_default(),
        as_of: meta.map(|it| it.as_of),
    }
}
