//! Numbers to quote: each sentence of the page to speak from, with what it rests on.
//!
//! The table is made when the text is bound, because its rows are the text's own sentences: whoever is
//! asked where a number comes from looks the sentence up as it was said.

use std::collections::BTreeSet;

use super::{
    Edition, citations, references,
    scope::Scope,
    table_body::{TableBody, literal},
};
use crate::{
    data::{
        fact::{Fact, FactId},
        status::Status,
    },
    doc::{
        block::{Block, Content},
        inline::{Inline, shown_facts},
        table::{Density, TableRow},
    },
    lang::Lang,
};

/// The heads; the rows follow when the text is bound.
pub fn heads(lang: Lang) -> TableBody {
    let mut body = TableBody { density: Density::Dense, ..TableBody::default() };
    body.text_column(lang, "提法", "Sentence");
    body.text_column(lang, "页", "Page");
    body.text_column(lang, "可靠程度", "Reliability");
    body.text_column(lang, "出处", "Source");
    body
}

/// Fills the table `id` with the sentences of the section `anchor` that hold a number, in its order.
/// Sources are given by their numbers in the list of sources.
pub fn fill(blocks: &mut [Block], id: &str, anchor: &str, (edition, scope): (&Edition, &Scope)) {
    let cited: Vec<&str> = references::cited(edition, scope).into_iter().map(|it| it.code.as_str()).collect();
    let sentences = of_section(blocks, anchor);
    let rows = sentences.iter().filter_map(|it| row(it, places(it, anchor, blocks), &cited, scope));
    let rows: Vec<TableRow> = rows.collect();
    for block in blocks {
        if let Content::Table(table) = &mut block.content
            && table.id == id
        {
            table.rows = rows;
            return;
        }
    }
}

/// The sentences of a section's paragraphs and lists.
fn of_section(blocks: &[Block], anchor: &str) -> Vec<Vec<Inline>> {
    let mut is_inside = false;
    let mut found = vec![];
    for block in blocks {
        match &block.content {
            Content::Heading(heading) if heading.level == 1 => is_inside = heading.id == anchor,
            Content::Paragraph(run) if is_inside => found.extend(sentences(run)),
            Content::List(list) if is_inside => found.extend(list.items.iter().flat_map(|it| sentences(it))),
            _ => {}
        }
    }
    found
}

/// Cuts a run behind each full stop. A strong word stays with the sentence that it opens; references
/// lead nowhere from a table, and are left out.
fn sentences(run: &[Inline]) -> Vec<Vec<Inline>> {
    let mut found = vec![vec![]];
    for inline in run {
        match inline {
            Inline::Text(text) => {
                for (at, piece) in text.split_inclusive(['。', '.']).enumerate() {
                    if at > 0 {
                        found.push(vec![]);
                    }
                    found.last_mut().expect("it begins with one").push(Inline::Text(piece.to_owned()));
                }
                if text.ends_with(['。', '.']) {
                    found.push(vec![]);
                }
            }
            Inline::Footnote(_) => {}
            other => found.last_mut().expect("it begins with one").push(other.clone()),
        }
    }
    found
}

/// The anchors of the places that stand behind a sentence: those that it names, else the first heading behind
/// its section under which one of its numbers is said.
fn places(sentence: &[Inline], section: &str, blocks: &[Block]) -> Vec<String> {
    let named = sentence.iter().filter_map(|it| match it {
        Inline::Page { anchor, .. } => Some(anchor.clone()),
        _ => None,
    });
    let named: Vec<String> = named.collect();
    if !named.is_empty() {
        return named;
    }
    let said: BTreeSet<&FactId> = shown_facts(sentence).into_iter().map(|fact| &fact.id).collect();
    let is_own = |block: &&Block| matches!(&block.content, Content::Heading(it) if it.id == section);
    let behind = blocks.iter().skip_while(|block| !is_own(block)).skip(1);
    let (mut is_behind, mut heading) = (false, None);
    for block in behind {
        if let Content::Heading(it) = &block.content {
            is_behind |= it.level == 1;
            heading = Some(&it.id);
        }
        let says = || {
            block.content.runs().into_iter().flat_map(|run| shown_facts(run)).any(|it| said.contains(&it.id))
        };
        if is_behind && says() {
            return heading.cloned().into_iter().collect();
        }
    }
    vec![]
}

/// None for a sentence without a number.
fn row(sentence: &[Inline], places: Vec<String>, cited: &[&str], scope: &Scope) -> Option<TableRow> {
    let lang = scope.writer.lang;
    let mut ids = vec![];
    fact_ids(sentence, &mut ids);
    let facts: Vec<&Fact> = ids.iter().filter_map(|id| scope.facts.get(id)).collect();
    let worst = facts.iter().map(|fact| fact.status).max()?;
    let sources: BTreeSet<&str> =
        facts.iter().flat_map(|fact| &fact.operands).map(|it| it.source.as_str()).collect();
    let numbers = cited.iter().zip(1..).filter(|(code, _)| sources.contains(*code));
    let numbers: Vec<usize> = numbers.map(|(_, number)| number).collect();
    let mut pages = vec![];
    for anchor in places {
        if !pages.is_empty() {
            pages.push(Inline::text(lang.pick("、", ", ")));
        }
        pages.push(Inline::Page { anchor, is_aside: false });
    }
    let said = sentence.iter().filter(|it| !matches!(it, Inline::Page { .. })).cloned().collect();
    let cells = vec![said, pages, literal(in_words(worst, lang)), literal(citations::in_brackets(&numbers))];
    let mut body = TableBody::default();
    body.row(cells);
    body.rows.pop()
}

fn fact_ids(run: &[Inline], ids: &mut Vec<FactId>) {
    let mut said: BTreeSet<FactId> = ids.iter().cloned().collect();
    let new = shown_facts(run).into_iter().filter(|fact| said.insert(fact.id.clone()));
    ids.extend(new.map(|fact| fact.id.clone()));
}

/// What a mark says, in the words of a column.
fn in_words(status: Status, lang: Lang) -> &'static str {
    let [zh, en] = match status {
        Status::A => ["公布数", "published"],
        Status::B => ["口径有变", "break in series"],
        Status::P => ["初步数", "provisional"],
        Status::E => ["估计数", "estimated"],
        Status::U => ["未见原件", "not seen in a document"],
    };
    lang.pick(zh, en)
}
