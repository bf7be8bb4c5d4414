//! An article: the briefing of one language in the making.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{HtmlBriefing, Webpage, colors::Colors, words::pick};
use crate::{
    data::fact::FactId,
    diag::{Diagnostic, Locus},
    doc::{
        block::{Block, Document},
        inline::Footnote,
        marks::Marks,
    },
    lang::Lang,
    render::svg::Styles,
};

/// What an article is written with, and what is known of it so far.
pub(super) struct Article<'a> {
    pub page: &'a Webpage<'a>,
    pub edition: &'a HtmlBriefing<'a>,
    pub colors: &'a Colors,
    /// How drawings look, those of articles before included.
    pub styles: Styles,
    pub lang: Lang,
    /// Where the block being written stands in its template.
    locus: &'a Locus,
    /// Every fact that it shows.
    pub shown: BTreeSet<FactId>,
    /// The place that shows a fact first; none for one that only the register has.
    pub places: BTreeMap<FactId, String>,
    /// Whether a register's rows are being written, which are no places to come back to.
    pub is_in_register: bool,
    /// The notes called and not written yet.
    pub notes: Vec<Footnote>,
    pub faults: Vec<Diagnostic>,
}

impl<'a> Article<'a> {
    /// Begins an article.
    pub fn new(
        page: &'a Webpage<'a>,
        edition: &'a HtmlBriefing<'a>,
        colors: &'a Colors,
        styles: Styles,
    ) -> Self {
        static NOWHERE: std::sync::LazyLock<Locus> = std::sync::LazyLock::new(|| Locus::file("templates"));
        Self {
            page,
            edition,
            colors,
            styles,
            lang: edition.document.lang,
            locus: &NOWHERE,
            shown: BTreeSet::new(),
            places: BTreeMap::new(),
            is_in_register: false,
            notes: vec![],
            faults: vec![],
        }
    }

    /// The whole article: the briefing, its proposal, the notes.
    pub fn markup(&mut self) -> Markup {
        static UNMARKED: std::sync::LazyLock<Marks> = std::sync::LazyLock::new(Marks::default);
        let edition = self.edition;
        html! {
            article lang=(self.lang.bcp47()) id=(self.lang) {
                (self.document(edition.document, &edition.marks))
                @if let Some(annex) = &edition.annex {
                    section.annex { (self.document(annex, &UNMARKED)) }
                }
                (self.footnotes())
            }
            "\n"
        }
    }

    fn document(&mut self, document: &'a Document, marks: &'a Marks) -> Markup {
        html! {
            @for (position, Block { content, locus }) in document.blocks.iter().enumerate() {
                (self.at(locus))
                (self.block(content, &|item| marks.has(position, item)))
                "\n"
            }
        }
    }

    fn at(&mut self, locus: &'a Locus) -> &'static str {
        self.locus = locus;
        ""
    }

    /// The notes that were called, each with a way back.
    fn footnotes(&mut self) -> Markup {
        let (lang, notes) = (self.lang, std::mem::take(&mut self.notes));
        html! {
            @if !notes.is_empty() {
                section.notes aria-label=(pick(lang, "注释", "Notes")) {
                    @for note in &notes {
                        p id={ (lang) "-note-" (note.number) } {
                            a href={ "#" (lang) "-call-" (note.number) } { (note.number) }
                            " "
                            (self.run(&note.text))
                        }
                    }
                }
            }
        }
    }

    /// The identity of an anchor on the page, on which every language has its own.
    pub fn id(&self, anchor: &str) -> String {
        format!("{}-{anchor}", self.lang)
    }

    /// The place of a fact's row. A fact without one is a fault: its number would lead nowhere.
    pub fn row_of(&mut self, fact: &str) -> String {
        self.shown.insert(fact.into());
        let described = self.page.descriptions.get(fact).filter(|_| self.page.ledger.fact(fact).is_some());
        if let Some(description) = described {
            return description.anchor.clone();
        }
        let fault =
            Diagnostic::error("number-without-row", format!("the page shows {fact}, and has no row for it"));
        self.faults.push(
            fault
                .at(self.locus.clone())
                .help("a fault of the program: report it with the inputs and templates"),
        );
        String::new()
    }

    /// The identity of the place that shows a fact first, if it is this one.
    pub fn first_place(&mut self, fact: &str) -> Option<String> {
        if self.is_in_register || self.places.contains_key(fact) {
            return None;
        }
        let anchor = self.page.descriptions.get(fact)?.anchor.as_str();
        let place = format!("{}-at-{anchor}", self.lang);
        self.places.insert(fact.into(), place.clone());
        Some(place)
    }
}
