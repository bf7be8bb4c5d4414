//! Composition: a text of the editor and the facts become a document, once a language.
//!
//! `template → markdown → bind (figures, tables) → sections, notes → finish`, with unbound numerals found
//! on the way. Every number that reaches the document is an [`Inline::Fact`] that knows its fact.
//!
//! [`Inline::Fact`]: crate::doc::inline::Inline::Fact

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;

use crate::{
    data::{
        area::Area,
        before::Before,
        catalogue::Catalogue,
        claim::{Claim, Verdict},
        fact::{FactId, Facts},
        register::Registers,
    },
    diag::{Diagnostic, Locus, Reported, Sink, there_is},
    doc::block::{Block, Content, Document, DocumentMeta},
    inputs::{File, Files},
    lang::{Bilingual, Lang},
    plan::{Plan, floats::TableKind},
    theme::Numbering,
};

mod about_edition;
mod alt;
mod annex;
mod appendix;
mod asks;
mod assertion;
mod awaited;
mod bind;
pub mod changes_page;
mod citations;
mod conditions;
mod describe;
mod draft;
pub mod edition_notice;
mod figures;
mod idle;
mod lines;
mod markdown;
mod notes;
mod numerals;
mod proportion;
mod quoted;
mod references;
mod said;
mod scope;
mod sections;
mod sheet_notes;
mod show;
mod slips;
mod small;
mod status_marks;
mod table_body;
mod tables;
mod template;
mod trend;
mod unbound;
mod unpublished;
mod unread;
mod values;
mod wording;

use draft::{DraftBlock, DraftContent, Finishing, plain};
use figures::FigureBuilder;
use markdown::WrittenBlock;
use scope::Scope;
use sections::Sections;
use tables::Tabulation;

pub use about_edition::{AboutEdition, Documents};
pub use annex::{annex, as_annex};
pub use assertion::assertions;
pub use describe::describe;
pub use show::Writer;

/// What both languages of an edition are composed from.
pub struct Edition<'a> {
    pub plan: &'a Plan,
    pub catalogue: Arc<Catalogue>,
    pub registers: &'a Registers,
    pub facts: Arc<Facts>,
    pub as_of: NaiveDate,
    /// `2025-r1`
    pub release: &'a str,
    /// The short code of the facts, `7KQ2-M4XP`.
    pub code: &'a str,
    /// What the release before said; none for the first.
    pub before: Option<&'a Before>,
    /// How headings are numbered.
    pub numbering: &'a Numbering,
    /// Where the pictures lie that the texts call.
    pub templates: &'a Files,
    /// What the data say of each claim, by its id.
    pub verdicts: &'a BTreeMap<String, Verdict>,
}

impl Edition<'_> {
    /// The area that the edition is about, where its plan says so.
    fn subject(&self) -> Option<&Area> {
        self.catalogue.areas.get(&self.plan.subject.as_ref()?.area)
    }

    /// The facts that a claim says as its own publication, on which they rest, has them.
    fn reported(&self) -> BTreeSet<FactId> {
        let claims = self.registers.claims.iter();
        let reported = claims.filter(|it| self.verdicts.get(&it.id) == Some(&Verdict::NotIndependent));
        let key = |it: &Claim| Some(self.facts.named(&it.fact)?.keys.first()?.id());
        reported.filter_map(key).collect()
    }

    /// The area that it is measured against.
    fn whole(&self) -> Option<&Area> {
        self.catalogue.areas.get(self.plan.subject.as_ref()?.whole.as_ref()?)
    }
}

/// Composes the document of one language from its text.
///
/// # Errors
/// The text cannot be rendered. What else is wrong with it is reported, and the document goes without it.
pub fn compose(edition: &Edition, text: &File, lang: Lang, sink: &mut Sink) -> Result<Document, Reported> {
    let plan = edition.plan;
    let writer = Writer { lang, rounding: plan.rounding, catalogue: Arc::clone(&edition.catalogue) };
    let scope = Arc::new(Scope::new(writer, edition));
    let rendered = template::render(text, edition, &scope, BTreeMap::new(), sink)?;
    let (written, notes) = markdown::read(&rendered, text, &scope, sink);
    let blocks = Floats { edition, scope: &scope, text }.bind(written, sink);
    let blocks = match plan.sections.as_slice() {
        [] => blocks,
        order => sections::in_plan_order(blocks, order, text, sink),
    };
    let sections = Sections::of(blocks.iter(), edition.numbering.of(lang), lang);
    let notes = notes::called(&blocks, notes, sink);
    let finishing =
        Finishing { lang, sections: &sections, notes: &notes, text, templates: edition.templates };
    let mut blocks = finishing.blocks(blocks, 0, sink);
    figures::key::explain(&mut blocks, lang);
    sections::report_unmentioned(&blocks, sink);
    awaited::report(&mut blocks, &scope.facts, sink);
    for (id, spec) in &plan.tables {
        if let Some(section) = &spec.get_ref().section {
            quoted::fill(&mut blocks, id, section, (edition, &scope));
        }
    }
    if has_source_list(plan, &blocks) {
        citations::shorten(&mut blocks, edition, &scope);
    }
    status_marks::thin(&mut blocks);
    Ok(Document { lang, meta: meta(edition, lang), blocks })
}

/// Whether a document lists its sources, so that a number leads to one.
fn has_source_list(plan: &Plan, blocks: &[Block]) -> bool {
    let is_list = |id: &str| plan.tables.get(id).is_some_and(|it| it.get_ref().kind == TableKind::Sources);
    blocks.iter().any(|block| matches!(&block.content, Content::Table(it) if is_list(&it.id)))
}

/// The figures and tables that a text calls, numbered in the order in which it calls them.
struct Floats<'a> {
    edition: &'a Edition<'a>,
    scope: &'a Scope,
    text: &'a File,
}

impl Floats<'_> {
    fn bind(&self, written: Vec<WrittenBlock>, sink: &mut Sink) -> Vec<DraftBlock> {
        let (mut figures, mut tables) = (0, 0);
        let mut called = BTreeSet::new();
        let mut blocks = vec![];
        for it in written {
            let block = match it {
                WrittenBlock::Block(block) => Some(block),
                WrittenBlock::Figure { id, title, locus } => {
                    figures += 1;
                    let Some(spec) = self.edition.plan.figures.get(&id) else {
                        sink.push(unknown_float("figure", &id, names(&self.edition.plan.figures), &locus));
                        continue;
                    };
                    let builder = FigureBuilder {
                        edition: self.edition,
                        scope: self.scope,
                        spec: spec.get_ref(),
                        locus: &locus,
                    };
                    called.insert(id.clone());
                    let body = builder.body(&id, &plain(&title), sink).ok().map(Box::new);
                    let figure = body.map(|body| DraftContent::Figure { id, number: figures, title, body });
                    figure.map(|content| DraftBlock { content, locus })
                }
                WrittenBlock::Table { id, caption, locus } => {
                    tables += 1;
                    let Some(spec) = self.edition.plan.tables.get(&id) else {
                        sink.push(unknown_float("table", &id, names(&self.edition.plan.tables), &locus));
                        continue;
                    };
                    let spec = spec.get_ref();
                    let tabulation =
                        Tabulation { edition: self.edition, scope: self.scope, spec, locus: &locus };
                    called.insert(id.clone());
                    let body = tabulation.body(&id, sink).ok();
                    let body = body.map(|body| table_body::TableBody { is_turned: spec.turned, ..body });
                    let number = Some(tables);
                    let table = body.map(|body| DraftContent::Table { id, number, caption, body });
                    table.map(|content| DraftBlock { content, locus })
                }
            };
            blocks.extend(block);
        }
        self.report_uncalled(&called, sink);
        blocks
    }

    /// A figure or table that the plan declares and the text forgets; one that it calls on other days
    /// is not forgotten.
    fn report_uncalled(&self, called: &BTreeSet<String>, sink: &mut Sink) {
        let plan = self.edition.plan;
        let text = self.text.text().unwrap_or_default();
        let is_forgotten = |id: &&String| !called.contains(*id) && !text.contains(&format!(":{id})"));
        for id in plan.figures.keys().chain(plan.tables.keys()).filter(is_forgotten) {
            let lang = self.scope.writer.lang;
            let message = format!("the plan declares {id}, and the text in {lang} does not call it");
            let fault = Diagnostic::warning("uncalled-float", message);
            sink.push(
                fault.help("call it on a line of its own, ![Title](figure:name), or take it out of the plan"),
            );
        }
    }
}

fn names<T>(floats: &BTreeMap<String, T>) -> impl Iterator<Item = &str> {
    floats.keys().map(String::as_str)
}

fn unknown_float<'a>(
    what: &str,
    id: &str,
    known: impl Iterator<Item = &'a str>,
    locus: &Locus,
) -> Diagnostic {
    let fault =
        Diagnostic::error("unknown-float", format!("the plan declares no {what} {id}")).at(locus.clone());
    fault.help(there_is(id, known)).help("or declare it in briefing.toml")
}

fn meta(edition: &Edition, lang: Lang) -> DocumentMeta {
    let meta = &edition.plan.meta;
    let area = edition.subject().map_or("", |area| area.name.get(lang));
    let plan = edition.plan;
    let years = [
        ("{end}", plan.end.to_string()),
        ("{base}", plan.base.to_string()),
        ("{edition}", plan.edition.clone()),
    ];
    let about = |words: &Bilingual| {
        let words = words.get(lang).replace("{subject}", area);
        years.iter().fold(words, |words, (name, year)| words.replace(name, year))
    };
    let keywords = about(&meta.keywords);
    let keywords = keywords.split(['、', ',', ';', '；']).map(str::trim).filter(|word| !word.is_empty());
    DocumentMeta {
        title: about(&meta.title),
        short_title: about(meta.short_title.as_ref().unwrap_or(&meta.title)),
        author: meta.author.as_ref().map(about).unwrap_or_default(),
        subject: about(meta.subject.as_ref().unwrap_or(&meta.title)),
        keywords: keywords.map(str::to_owned).collect(),
        release: edition.release.to_owned(),
        as_of: edition.as_of,
        code: edition.code.to_owned(),
        verify: meta.verify.as_ref().map(|address| address.replace("{code}", edition.code)),
        foot: edition.code.to_owned(),
    }
}
