//! What every block is set with: the language, the faces, the theme, and a place for faults.

use std::{collections::BTreeMap, rc::Rc};

use super::{Drawings, VolumePart, numbers::Numbers, piece::ElementScope};
use crate::{
    diag::{Diagnostic, Locus, Sink},
    doc::block::{Content, DocumentMeta, Image},
    font::{FontBook, MissingGlyph},
    frame::{geom::Abs, item::Element},
    lang::Lang,
    theme::{PageStyle, Theme},
};

/// The surroundings of the block being set.
pub(super) struct Context<'a> {
    pub lang: Lang,
    pub meta: &'a DocumentMeta,
    pub fonts: &'a FontBook,
    pub theme: &'a Theme,
    /// Where drawings are that others show, too.
    pub drawings: Option<&'a Drawings>,
    /// The cover's logo, which a running head may repeat.
    pub logo: Option<&'a Image>,
    /// Where the block being set stands in its template.
    pub locus: &'a Locus,
    /// Where the volume's numbers lead.
    pub numbers: Rc<Numbers>,
    /// The pages of the anchors, from 0, as far as they are known.
    pub pages: Rc<BTreeMap<String, usize>>,
    sink: &'a mut Sink,
    /// Whether what is being set stands on a turned page.
    pub is_turned: bool,
    /// How many elements were made, those of the parts before included.
    pub scopes: u32,
}

impl<'a> Context<'a> {
    /// Begins at the document's first block.
    pub fn new(part: &VolumePart<'a>, numbers: Rc<Numbers>, sink: &'a mut Sink) -> Self {
        static NOWHERE: std::sync::LazyLock<Locus> = std::sync::LazyLock::new(|| Locus::file("templates"));
        let VolumePart { document, fonts, theme, drawings, .. } = *part;
        let locus = document.blocks.first().map_or(&*NOWHERE, |block| &block.locus);
        let logo = document.blocks.iter().find_map(|block| match &block.content {
            Content::Cover(cover) => cover.logo.as_ref(),
            _ => None,
        });
        Self {
            logo,
            lang: document.lang,
            meta: &document.meta,
            fonts,
            theme,
            drawings,
            locus,
            numbers,
            pages: Rc::default(),
            sink,
            is_turned: false,
            scopes: 0,
        }
    }

    /// The number of the page on which an anchor stands. Before the pages are known it is one as wide as any
    /// that a briefing has: what is set with it needs no more room later.
    pub fn page_of(&self, anchor: &str) -> usize {
        const WIDE: usize = 88;
        self.pages.get(anchor).map_or(WIDE, |page| page + 1)
    }

    /// The sheet that is being set.
    pub fn page(&self) -> PageStyle {
        if self.is_turned { self.theme.page.turned() } else { self.theme.page }
    }

    /// The width of the text.
    pub fn measure(&self) -> Abs {
        self.page().text_width()
    }

    /// Makes an element of the structure tree, different from every other.
    pub fn scope(&mut self, element: Element) -> ElementScope {
        self.scopes += 1;
        ElementScope { id: self.scopes, element }
    }

    /// Reports a fault of the block being set.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.sink.push(fault.at(self.locus.clone()));
    }

    /// How many faults the volume has so far.
    pub fn faults(&self) -> usize {
        self.sink.errors()
    }

    /// Reports a character that cannot be drawn.
    pub fn report(&mut self, missing: &MissingGlyph) {
        let MissingGlyph { character, tried } = missing;
        let code = u32::from(*character);
        let message = format!("no face has {character} (U+{code:04X}); tried {}", tried.join(", "));
        self.fault(
            Diagnostic::error("missing-glyph", message)
                .help("write it otherwise, or add a face that has it to the theme"),
        );
    }
}
