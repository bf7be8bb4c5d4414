//! The proposal: what the briefing supports, in the form that the two sessions take.
//!
//! `asks chosen → rules → text, rendered for each matter → blocks → form checked → numbered`
//!
//! It is an official document, and so in Chinese alone; the English briefing gives its asks, their
//! evidence and who is to handle them in a table.

mod form;
mod matrix;
mod record;
mod rules;

use std::{collections::BTreeMap, sync::Arc};

use minijinja::Value;

use self::form::ProposalForm;
use super::{
    Edition, Writer,
    draft::{DraftBlock, DraftContent, Finishing},
    markdown::WrittenBlock,
    meta,
    notes::{self, CalledNotes},
    scope::Scope,
    sections::Sections,
    status_marks, template, unknown_float,
};
use crate::{
    data::register::Proposal,
    diag::{Diagnostic, Locus, Reported, Sink},
    doc::{
        block::{Block, Content, DisplayLine, Document, LineRole},
        inline::{Inline, plain},
    },
    inputs::File,
    lang::Lang,
    plan::proposal::{ProposalSpec, Proposer},
    theme::Numbering,
};

/// The language of the two sessions.
const LANG: Lang = Lang::Zh;

/// The table of asks, evidence and bodies, as a text calls it.
const MATRIX: &str = "proposal-matrix";

/// Composes the proposal from its text and the register of proposals.
///
/// Where the form wants one matter each, the text is set once for each ask.
///
/// # Errors
/// An ask has no such name, or the text cannot be rendered.
pub fn annex(
    edition: &Edition,
    spec: &ProposalSpec,
    numbering: &Numbering,
    text: &File,
    sink: &mut Sink,
) -> Result<Document, Reported> {
    let writer =
        Writer { lang: LANG, rounding: edition.plan.rounding, catalogue: Arc::clone(&edition.catalogue) };
    let scope = Arc::new(Scope::new(writer, edition));
    let form = ProposalForm::of(spec.kind, spec.proposer);
    let asks = rules::chosen(spec, edition.registers, text, sink)?;
    if spec.proposer == Proposer::Delegations {
        rules::check_kind(spec.kind, text, sink);
        rules::check_addressees(&asks, &edition.catalogue, sink);
    }
    let mut drafts = vec![];
    for matter in form.matters(asks) {
        let set = Matter { edition, scope: &scope, form: &form, spec, asks: &matter };
        drafts.push(set.draft(text, sink)?);
    }
    let all = drafts.iter().flat_map(|(blocks, _)| blocks);
    let sections = Sections::of(all, numbering.of(LANG), LANG);
    let (mut blocks, mut headings) = (vec![], 0);
    for (draft, notes) in drafts {
        if !blocks.is_empty() {
            blocks.push(Block { content: Content::PageBreak, locus: Locus::file(&text.path) });
        }
        let finishing =
            Finishing { lang: LANG, sections: &sections, notes: &notes, text, templates: edition.templates };
        let own = draft.iter().filter(|it| matches!(it.content, DraftContent::Heading(_))).count();
        let finished = finishing.blocks(draft, headings, sink);
        rules::check_length(&finished, text, sink);
        headings += own;
        blocks.extend(finished);
    }
    status_marks::strip_all(&mut blocks);
    let untitled = || {
        Diagnostic::error("no-title", "the proposal has no title")
            .at(Locus::file(&text.path))
            .help("begin it with a heading, # …")
    };
    let title = blocks.iter().find_map(title).ok_or_else(|| sink.because(untitled))?;
    let meta = meta(edition, LANG);
    Ok(Document {
        lang: LANG,
        meta: crate::doc::block::DocumentMeta { short_title: title.clone(), title, ..meta },
        blocks,
    })
}

/// The same document as the annex of another: 附件 stands at its head (GB/T 9704—2012, 7.3.8).
pub fn as_annex(proposal: &Document) -> Document {
    let mut annex = proposal.clone();
    let locus = annex.blocks.first().map_or_else(|| Locus::file(""), |block| block.locus.clone());
    let line = DisplayLine { role: LineRole::Label, text: vec![Inline::Literal("附件".to_owned())] };
    annex.blocks.insert(0, Block { content: Content::Line(line), locus });
    annex
}

fn title(block: &Block) -> Option<String> {
    match &block.content {
        Content::Heading(heading) if heading.level == 1 => Some(plain(&heading.text).replace('\n', "")),
        _ => None,
    }
}

/// What one proposal is about: one ask, or all of them.
struct Matter<'a> {
    edition: &'a Edition<'a>,
    scope: &'a Arc<Scope>,
    form: &'a ProposalForm,
    spec: &'a ProposalSpec,
    asks: &'a [&'a Proposal],
}

impl Matter<'_> {
    fn draft(&self, text: &File, sink: &mut Sink) -> Result<(Vec<DraftBlock>, CalledNotes), Reported> {
        let rendered = template::render(text, self.edition, self.scope, self.names(sink), sink)?;
        let (written, notes) = super::markdown::read(&rendered, text, self.scope, sink);
        let mut blocks = vec![];
        for it in written {
            match it {
                WrittenBlock::Block(block) => blocks.push(block),
                WrittenBlock::Table { id, caption, locus } if id == MATRIX => {
                    let body = matrix::matrix(self.asks, self.scope, sink);
                    // It is the only one, and so goes without a number.
                    let table = DraftContent::Table { id, number: None, caption, body };
                    blocks.push(DraftBlock { content: table, locus });
                }
                WrittenBlock::Table { id, locus, .. } => {
                    sink.push(unknown_float("table", &id, [MATRIX].into_iter(), &locus));
                }
                WrittenBlock::Figure { id, locus, .. } => {
                    sink.push(unknown_float("figure", &id, [].into_iter(), &locus));
                }
            }
        }
        let notes = notes::called(&blocks, notes, sink);
        self.form.check(&blocks, text, sink);
        if self.form.is_one_matter {
            self.make_anchors_unique(&mut blocks);
        }
        Ok((blocks, notes))
    }

    /// What the text can name besides the names of the briefing's texts.
    fn names(&self, sink: &mut Sink) -> BTreeMap<String, Value> {
        let challenges = &self.edition.registers.challenges;
        let asks: Vec<Value> =
            self.asks.iter().map(|ask| record::record(ask, challenges, self.scope, sink)).collect();
        let commitments = self.edition.registers.commitments();
        let commitments: Vec<Value> =
            commitments.map(|it| record::record(it, challenges, self.scope, sink)).collect();
        let proposer = match self.spec.proposer {
            Proposer::Deputies => "deputies",
            Proposer::Delegations => "delegations",
        };
        BTreeMap::from([
            ("kind".to_owned(), Value::from(self.form.name)),
            ("proposer".to_owned(), Value::from(proposer)),
            ("is_one_matter".to_owned(), Value::from(self.form.is_one_matter)),
            ("has_fields".to_owned(), Value::from(self.spec.form_fields)),
            ("asks".to_owned(), Value::from(asks)),
            ("commitments".to_owned(), Value::from(commitments)),
        ])
    }

    /// Gives the anchors of this matter names that no other matter of the document has.
    fn make_anchors_unique(&self, blocks: &mut [DraftBlock]) {
        let Some(ask) = self.asks.first() else { return };
        for block in blocks {
            let id = match &mut block.content {
                // One without a name is called after its section, which has one then.
                DraftContent::Heading(heading) if heading.level > 1 && heading.id.is_none() => continue,
                DraftContent::Heading(heading) => heading.id.get_or_insert_default(),
                DraftContent::Table { id, .. } => id,
                _ => continue,
            };
            *id = format!("{id}-{}", ask.id);
        }
    }
}
