//! PDF: finished pages become one self-contained, tagged file (PDF/A-3a, PDF/UA-1).
//!
//! `fonts → page (content) → assemble → links → structure → outline → metadata → (attach) → save`
//!
//! printpdf makes the object graph of pages and fonts; what it has no notion of is added to it. Read
//! back (`reread`) a file is by another library than those that wrote it.

pub mod attach;
mod cluster;
mod content;
pub mod copy;
mod fonts;
pub mod graph;
mod icc;
pub mod inspect;
mod labels;
mod links;
mod measure;
mod metadata;
mod number;
mod operand;
mod outline;
mod page;
mod paint;
mod parts;
mod pictures;
pub mod reread;
mod save;
pub mod stamped;
mod structure;
mod sweep;
mod tags;
mod text;
mod transcript;
mod xmp;

use lopdf::{Dictionary, Document, ObjectId, Stream};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use self::{
    attach::Attachment,
    fonts::{Subset, Subsets},
    graph::{Asides, Digests, SEAL_FILE, WrittenGraph, asides, facets},
    metadata::Roots,
    number::point,
    page::{DrawnPage, DrawnPages},
    reread::ReadPage,
    structure::Objects,
};
use crate::{diag::Diagnostic, doc::block::DocumentMeta, font::FontBook, frame::page::Pages, lang::Lang};

/// A rendered document that is not written yet.
#[derive(Debug)]
pub struct Rendered {
    document: Document,
    /// What its pages say, by those who wrote them.
    pub pages: Vec<ReadPage>,
}

impl Rendered {
    /// Puts files into the document, and room for the seal among them.
    ///
    /// # Errors
    /// What keeps them out, in a few words.
    pub fn attach(&mut self, attachments: &[Attachment]) -> Result<(), String> {
        attach::attach(&mut self.document, attachments).map_err(|error| error.to_string())?;
        save::tidy(&mut self.document);
        Ok(())
    }

    /// The digests of all that the document shows and says, the seal excepted.
    pub fn digests(&self) -> Digests {
        WrittenGraph::of(&self.document).map(|graph| facets(&graph)).unwrap_or_default()
    }

    /// What the document says beside its pages: alternative texts, bookmarks, notes on links, its title.
    pub fn asides(&self) -> Asides {
        WrittenGraph::of(&self.document).map(|graph| asides(&graph)).unwrap_or_default()
    }

    /// Puts the seal into its room.
    pub fn seal(&mut self, seal: Vec<u8>) {
        attach::fill(&mut self.document, SEAL_FILE, seal);
    }

    /// Writes the document. The same document gives the same bytes.
    pub fn save(self) -> Vec<u8> {
        save::save(self.document)
    }
}

/// Renders `pages` as a PDF. The same pages give the same document.
///
/// Everything inside a tag is content in the order of the frames; everything else is an artifact.
///
/// # Errors
/// A face that cannot be cut down, or a link to an anchor that no page has.
pub fn render(
    pages: &Pages,
    meta: &DocumentMeta,
    lang: Lang,
    fonts: &FontBook,
) -> Result<Rendered, Diagnostic> {
    let subsets = Subsets::of(pages, fonts)?;
    let DrawnPages { pages: drawn, tree, links, places, pictures, .. } = page::draw(pages, lang, &subsets);
    let (mut document, page_ids) = assemble(&drawn, &subsets);
    fonts::describe(&mut document, &subsets);
    pictures::write(&mut document, &page_ids, &pictures);
    let annotations = links::annotate(&mut document, &page_ids, &links, &places, &tree)?;
    let objects = Objects { pages: &page_ids, annotations: &annotations };
    let structure = structure::write(&mut document, &tree, &objects);
    let outline = outline::write(&mut document, &pages.outline, &places, &page_ids);
    let destinations = places.write(&mut document, &page_ids);
    let labels = labels::labels(&pages.numbers, lang);
    metadata::write(&mut document, meta, lang, Roots { structure, outline, destinations, labels });
    let pages = drawn.into_iter().map(|page| ReadPage::written(page.transcript));
    let pages = pages.collect();
    save::tidy(&mut document);
    Ok(Rendered { document, pages })
}

/// Lets printpdf make the object graph of pages and fonts, and puts the pages' operators in; returns it
/// with the pages' objects.
fn assemble(pages: &[DrawnPage], subsets: &Subsets) -> (Document, Vec<ObjectId>) {
    let mut assembled = PdfDocument { pages: pages.iter().map(sheet).collect(), ..PdfDocument::default() };
    if let Some(first) = assembled.pages.first_mut() {
        first.ops = subsets.iter().flat_map(Subset::specimen).collect();
    }
    for subset in subsets.iter() {
        assembled.resources.fonts.map.insert(subset.id(), subset.font());
    }
    let mut document = assembled.to_lopdf_document(&PdfSaveOptions::default(), &mut vec![]);
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    for (id, page) in page_ids.iter().zip(pages) {
        let [contents] = document.get_page_contents(*id)[..] else { unreachable!("one stream a page") };
        document.set_object(contents, Stream::new(Dictionary::new(), page.operators.clone()));
    }
    (document, page_ids)
}

/// A page without anything on it.
fn sheet(page: &DrawnPage) -> PdfPage {
    let [width, height] = [page.size.width, page.size.height].map(|side| Pt(point(side.to_pt())));
    let sheet = Rect::from_wh(width, height);
    PdfPage { media_box: sheet.clone(), trim_box: sheet.clone(), crop_box: sheet, ops: vec![] }
}
