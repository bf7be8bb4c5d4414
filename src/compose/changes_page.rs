//! The page of changes: what the reader of the old paper has to know, as the new one's last page.

use std::{collections::BTreeSet, sync::Arc};

use super::Writer;
use crate::{
    data::{catalogue::Catalogue, fact::Facts, metric::FactKey, quantity::Rounding},
    diag::Locus,
    doc::{
        block::{Block, Content, Document, Heading, List, Paging},
        inline::Inline,
        marks::Marks,
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    lang::Lang,
    ledger::{
        Ledger, PassageKind,
        changes::{Changes, ClaimChange, Compared, FactChange, FactState, PassageChange, Reason, Touch},
        located,
    },
};

/// The anchor of the page.
const ANCHOR: &str = "since";

/// What changed since the release before, to be told in a document.
pub struct ChangesPage<'a> {
    pub before: Compared<'a>,
    pub after: &'a Ledger,
    pub changes: &'a Changes,
    pub facts: &'a Facts,
    pub catalogue: &'a Arc<Catalogue>,
    pub rounding: Rounding,
}

/// Marks the passages of `document` that changed.
pub fn marks(document: &Document, changes: &Changes) -> Marks {
    let is_of = |it: &&PassageChange| it.lang == document.lang && it.touch != Touch::Gone;
    let changed: BTreeSet<(PassageKind, &str)> =
        changes.passages.iter().filter(is_of).map(|it| (it.kind, it.text.as_str())).collect();
    // The page that tells of the changes repeats what it tells of.
    let is_page = |block: &Block| matches!(&block.content, Content::Heading(it) if it.id == ANCHOR);
    let end = document.blocks.iter().position(is_page).unwrap_or(document.blocks.len());
    let mut marks = Marks::default();
    for (block, item, passage) in located(document).into_iter().filter(|it| it.0 < end) {
        if changed.contains(&(passage.kind, &passage.text)) {
            marks.add(block, item);
        }
    }
    marks
}

impl ChangesPage<'_> {
    /// Adds the page at the end of a document: facts, passages, claims, each old and new.
    pub fn add_to(&self, document: &mut Document) {
        let locus = document.blocks.last().map_or_else(|| Locus::file("output"), |it| it.locus.clone());
        let lang = document.lang;
        let mut contents = vec![Content::PageBreak, self.heading(lang), self.summary(lang)];
        if !self.shown_facts(lang).is_empty() {
            contents.push(Content::Table(self.facts(lang)));
            contents.push(self.cells(lang));
        }
        contents.extend(self.passages(lang));
        contents.extend(self.claims(lang));
        contents.retain(|it| !matches!(it, Content::List(list) if list.items.is_empty()));
        document.blocks.extend(contents.into_iter().map(|content| Block { content, locus: locus.clone() }));
    }

    /// `2025-r1` is release 1.
    fn number(&self) -> &str {
        self.changes.from.rsplit_once("-r").map_or(&self.changes.from, |it| it.1)
    }

    fn heading(&self, lang: Lang) -> Content {
        let text = match lang {
            Lang::Zh => format!("自第{}版以来的变化", self.number()),
            Lang::En => format!("Since release {}", self.number()),
        };
        Content::Heading(Heading {
            level: 1,
            id: ANCHOR.to_owned(),
            number: String::new(),
            text: literal(text),
            paging: Paging::RunOn,
            is_brief: false,
        })
    }

    fn summary(&self, lang: Lang) -> Content {
        let Changes { claims, from, .. } = self.changes;
        let facts = self.shown_facts(lang);
        let passages = self.of(lang).count();
        let text = match (facts.len(), passages + claims.len(), lang) {
            (0, 0, Lang::Zh) => format!("与{from}相比，数据、文句和判断均无变化。"),
            (0, 0, Lang::En) => format!("Against {from} no fact, passage or claim has changed."),
            (0, _, Lang::Zh) => format!("与{from}相比，数据均无变化，只有文字改动。改动之处，页边有竖线。"),
            (0, _, Lang::En) => format!(
                "Against {from} no fact has changed, only words. A bar in the margin stands where they have."
            ),
            (facts, _, Lang::Zh) => {
                format!("与{from}相比，有{facts}项数据、{passages}处文句和图表改变。改变之处，页边有竖线。")
            }
            (facts, _, Lang::En) => format!(
                "Against {from} {facts} facts and {passages} passages and charts have changed. A bar in the margin stands where they have."
            ),
        };
        Content::Paragraph(literal(text))
    }

    /// The facts that changed and that one of the releases shows: no reader looks for the others.
    fn shown_facts(&self, lang: Lang) -> Vec<&FactChange> {
        let is_shown =
            |state: &Option<FactState>| state.as_ref().is_some_and(|it| it.shown.contains_key(&lang));
        self.changes.facts.iter().filter(|it| is_shown(&it.old) || is_shown(&it.new)).collect()
    }

    /// A row a fact: as both releases show it, and why it changed.
    fn facts(&self, lang: Lang) -> Table {
        let head = match lang {
            Lang::Zh => {
                ["数据".to_owned(), format!("第{}版", self.number()), "本版".to_owned(), "原因".to_owned()]
            }
            Lang::En => [
                "Fact".to_owned(),
                format!("Release {}", self.number()),
                "This release".to_owned(),
                "Reason".to_owned(),
            ],
        };
        let aligns = [Align::Start, Align::End, Align::End, Align::Start];
        let columns = head.into_iter().zip(aligns);
        let row = |change: &FactChange| {
            let cells = [
                self.fact_name(change, lang),
                in_print(change.old.as_ref(), lang),
                in_print(change.new.as_ref(), lang),
                reason(change.reason, lang).to_owned(),
            ];
            TableRow { cells: cells.into_iter().map(literal).collect(), kind: RowKind::Plain, entry_of: None }
        };
        Table {
            id: format!("{ANCHOR}-facts"),
            number: None,
            caption: vec![],
            columns: columns.map(|(head, align)| Column { head: literal(head), align }).collect(),
            rows: self.shown_facts(lang).into_iter().map(row).collect(),
            notes: vec![],
            density: Density::Dense,
            is_turned: false,
        }
    }

    /// What a fact measures and of which area and period.
    fn name(&self, key: &FactKey, lang: Lang) -> String {
        let writer = Writer { lang, rounding: self.rounding, catalogue: Arc::clone(self.catalogue) };
        format!("{}{}", writer.what(key), writer.span(key))
    }

    fn fact_name(&self, change: &FactChange, lang: Lang) -> String {
        let id = change.new.as_ref().or(change.old.as_ref()).map_or("", |it| &it.id);
        self.facts.get(id).map_or_else(|| id.to_owned(), |fact| self.name(&fact.key, lang))
    }

    /// The cells that made the difference, once each.
    fn cells(&self, lang: Lang) -> Content {
        let cells: BTreeSet<&String> = self.changes.facts.iter().flat_map(|it| &it.because).collect();
        let item = |cell: &String| match lang {
            Lang::Zh => literal(cell.replace(", published ", "，发布日期").replace(": ", "：")),
            Lang::En => literal(cell.clone()),
        };
        Content::List(List::plain(cells.into_iter().map(item).collect()))
    }

    /// The passages that readers read; of the rows of registers, how many.
    fn passages(&self, lang: Lang) -> Vec<Content> {
        let (rows, read): (Vec<_>, Vec<_>) = self.of(lang).partition(|it| it.kind == PassageKind::Row);
        let mut items: Vec<Vec<Inline>> = read.into_iter().map(|it| literal(passage(it, lang))).collect();
        if !rows.is_empty() {
            items.push(literal(match lang {
                Lang::Zh => format!("另有表格中的{}行。", rows.len()),
                Lang::En if rows.len() == 1 => "And one row of a table.".to_owned(),
                Lang::En => format!("And {} rows of tables.", rows.len()),
            }));
        }
        vec![Content::List(List::plain(items))]
    }

    fn of(&self, lang: Lang) -> impl Iterator<Item = &PassageChange> {
        self.changes.passages.iter().filter(move |it| it.lang == lang)
    }

    fn claims(&self, lang: Lang) -> Vec<Content> {
        let item = |claim: &ClaimChange| {
            let state = |it: &Option<String>| it.clone().unwrap_or_else(|| "—".to_owned());
            let (old, new) = (state(&claim.old), state(&claim.new));
            literal(match lang {
                Lang::Zh => format!("所引“{}”（{}）：{old} → {new}", claim.printed, claim.id),
                Lang::En => format!("The claim {} ({}): {old} → {new}", claim.printed, claim.id),
            })
        };
        vec![Content::List(List::plain(self.changes.claims.iter().map(item).collect()))]
    }
}

fn literal(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Literal(text.into())]
}

fn in_print(state: Option<&FactState>, lang: Lang) -> String {
    let Some(state) = state else { return "—".to_owned() };
    let bare = || format!("{} {}", state.value, state.unit);
    state.shown.get(&lang).cloned().unwrap_or_else(bare)
}

fn reason(reason: Reason, lang: Lang) -> &'static str {
    match (reason, lang) {
        (Reason::Revision, Lang::Zh) => "数据修订",
        (Reason::NewPeriod, Lang::Zh) => "时期更新",
        (Reason::Correction, Lang::Zh) => "更正",
        (Reason::Method, Lang::Zh) => "口径或算法",
        (Reason::Added, Lang::Zh) => "新增",
        (Reason::Removed, Lang::Zh) => "删去",
        (Reason::Revision, Lang::En) => "revision",
        (Reason::NewPeriod, Lang::En) => "new period",
        (Reason::Correction, Lang::En) => "correction",
        (Reason::Method, Lang::En) => "method",
        (Reason::Added, Lang::En) => "added",
        (Reason::Removed, Lang::En) => "removed",
    }
}

fn passage(change: &PassageChange, lang: Lang) -> String {
    let text = change.text.replace('\n', " ");
    match (change.kind, change.touch, lang) {
        (_, Touch::Gone, Lang::Zh) => format!("已删去：{text}"),
        (_, Touch::Gone, Lang::En) => format!("Gone: {text}"),
        (PassageKind::Figure, _, Lang::Zh) => format!("图：{text}"),
        (PassageKind::Figure, _, Lang::En) => format!("Chart: {text}"),
        (PassageKind::Heading, _, Lang::Zh) => format!("标题：{text}"),
        (PassageKind::Heading, _, Lang::En) => format!("Heading: {text}"),
        _ => text,
    }
}
