//! PDF: finished pages become one self-contained, tagged file (PDF/A-3a, PDF/UA-1).
//!
//! `fonts → page → assemble (compact) → links → structure → outline → metadata → save`
//!
//! printpdf writes pages and fonts; what it has no notion of is added to its object graph.

pub mod attach;
mod cluster;
mod compact;
pub mod copy;
mod fonts;
mod icc;
pub mod inspect;
mod labels;
mod links;
mod measure;
mod metadata;
mod number;
mod outline;
mod page;
mod paint;
mod parts;
pub mod reread;
mod save;
mod structure;
mod sweep;
mod tags;
mod text;
mod xmp;

use lopdf::{Document, ObjectId};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};

use self::{fonts::Subsets, metadata::Roots, page::Drawing, structure::Objects};
use crate::{
    diag::Diagnostic,
    doc::{block::Meta, lang::Lang},
    font::FontBook,
    frame::page::Pages,
};

/// Renders `pages` as a PDF. The same pages give the same bytes.
///
/// Everything inside a tag is content in the order of the frames; everything else is an artifact.
///
/// # Errors
/// A face that cannot be cut down, or a link to an anchor that no page has.
pub fn render(pages: &Pages, meta: &Meta, lang: Lang, fonts: &FontBook) -> Result<Vec<u8>, Diagnostic> {
    let subsets = Subsets::of(pages, fonts)?;
    let Drawing { pages: drawn, tree, links, places, .. } = page::draw(pages, lang, &subsets);
    let (mut document, page_ids) = assemble(drawn, &subsets);
    fonts::describe(&mut document, &subsets);
    let annotations = links::annotate(&mut document, &page_ids, &links, &places, &tree)?;
    let objects = Objects { pages: &page_ids, annotations: &annotations };
    let structure = structure::write(&mut document, &tree, &objects);
    let outline = outline::write(&mut document, &pages.outline, &places, &page_ids);
    let destinations = places.write(&mut document, &page_ids);
    let labels = labels::labels(&pages.numbers, lang);
    metadata::write(&mut document, meta, lang, Roots { structure, outline, destinations, labels });
    Ok(save::save(document))
}

/// Lets printpdf make the object graph of pages and fonts; returns it with the pages' objects.
fn assemble(pages: Vec<PdfPage>, subsets: &Subsets) -> (Document, Vec<ObjectId>) {
    let mut assembled = PdfDocument { pages, ..PdfDocument::default() };
    for subset in subsets.iter() {
        assembled.resources.fonts.map.insert(subset.id(), subset.font());
    }
    let mut document = assembled.to_lopdf_document(&PdfSaveOptions::default(), &mut vec![]);
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    compact::compact(&mut document, &page_ids);
    (document, page_ids)
}
