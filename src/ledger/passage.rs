//! Passages: the sentences, cards, rows and figures of a document, with the facts that each shows.

use serde::{Deserialize, Serialize};

use super::sentence::sentences;
use crate::{
    data::fact::FactId,
    diag::Locus,
    doc::{
        block::{Block, Content, Document},
        figure::Figure,
        inline::{Inline, ShownFact, footnotes, plain, shown_facts},
        table::Table,
    },
    lang::Lang,
};

/// A piece of a document that says one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub lang: Lang,
    pub kind: PassageKind,
    /// The section's anchor, or the float's.
    pub part: String,
    /// Where it is written, `templates/two-sessions/en.md:42`.
    pub place: String,
    pub text: String,
    pub facts: Vec<PassageFact>,
}

/// What kind of passage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    Sentence,
    Heading,
    Card,
    Figure,
    Row,
    /// A caption, a head or a note of a figure or table.
    Beside,
}

impl PassageKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Heading => "heading",
            Self::Card => "card",
            Self::Figure => "figure",
            Self::Row => "row",
            Self::Beside => "caption or note",
        }
    }
}

/// A fact as a passage prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageFact {
    pub id: FactId,
    pub shown: String,
}

/// Every passage of a document but the cover's, in reading order.
pub(super) fn passages(document: &Document) -> Vec<Passage> {
    located(document).into_iter().map(|it| it.2).collect()
}

/// As [`passages`], each with the position of its block and of its item there: of a list or, in a
/// table, of a row.
pub fn located(document: &Document) -> Vec<(usize, usize, Passage)> {
    let mut reader =
        PassageReader { lang: document.lang, section: String::new(), at: (0, 0), passages: vec![] };
    for (index, block) in document.blocks.iter().enumerate() {
        reader.at = (index, 0);
        reader.block(block);
    }
    reader.passages
}

struct PassageReader {
    lang: Lang,
    section: String,
    /// Block and item.
    at: (usize, usize),
    passages: Vec<(usize, usize, Passage)>,
}

impl PassageReader {
    fn block(&mut self, Block { content, locus }: &Block) {
        match content {
            Content::Heading(heading) => {
                if !heading.id.is_empty() {
                    self.section.clone_from(&heading.id);
                }
                self.whole(PassageKind::Heading, &heading.text, locus);
            }
            Content::Paragraph(text) | Content::Note(text) => self.sentences(text, locus),
            Content::List(list) => {
                for item in &list.items {
                    self.sentences(item, locus);
                    self.at.1 += 1;
                }
            }
            Content::Quote(quote) => {
                self.sentences(&quote.text, locus);
                self.sentences(&quote.speaker, locus);
            }
            Content::Cards(cards) => {
                for card in cards {
                    let space = [Inline::text(" ")];
                    let text = [&card.value[..], &space, &card.label, &space, &card.note].concat();
                    let mut facts = facts_in(&text);
                    let drawn = card.trend.iter().flat_map(|it| it.series.points.iter().flatten());
                    facts.extend(
                        drawn.map(|datum| PassageFact { id: datum.fact.clone(), shown: datum.shown.clone() }),
                    );
                    self.push(PassageKind::Card, &self.section.clone(), locus, plain(&text), facts);
                }
            }
            Content::Line(line) => self.sentences(&line.text, locus),
            Content::Figure(figure) => self.figure(figure, locus),
            Content::Table(table) => self.table(table, locus),
            Content::Cover(_) | Content::Image(_) | Content::Contents { .. } | Content::PageBreak => {}
        }
    }

    fn push(&mut self, kind: PassageKind, part: &str, locus: &Locus, text: String, facts: Vec<PassageFact>) {
        let (lang, part, place) = (self.lang, part.to_owned(), locus.to_string());
        self.passages.push((self.at.0, self.at.1, Passage { lang, kind, part, place, text, facts }));
    }

    fn sentences(&mut self, text: &[Inline], locus: &Locus) {
        let notes = footnotes(text).into_iter().map(|note| note.text.as_slice());
        for sentence in std::iter::once(text).chain(notes).flat_map(sentences) {
            self.push(PassageKind::Sentence, &self.section.clone(), locus, sentence.text, sentence.facts);
        }
    }

    fn whole(&mut self, kind: PassageKind, text: &[Inline], locus: &Locus) {
        self.push(kind, &self.section.clone(), locus, plain(text), facts_in(text));
    }

    /// A figure is one passage: its title, with the facts of the title and of the drawing.
    fn figure(&mut self, figure: &Figure, locus: &Locus) {
        let mut facts = facts_in(&figure.title);
        facts.extend(
            figure
                .chart
                .data()
                .into_iter()
                .map(|datum| PassageFact { id: datum.fact.clone(), shown: datum.shown.clone() }),
        );
        self.push(PassageKind::Figure, &figure.id, locus, plain(&figure.title), facts);
        self.apart(&figure.id, std::iter::once(&figure.subtitle).chain(&figure.notes), locus);
    }

    /// A table is its caption, its head, its rows and its notes.
    fn table(&mut self, table: &Table, locus: &Locus) {
        let heads = table.columns.iter().map(|column| &column.head);
        self.apart(&table.id, std::iter::once(&table.caption).chain(heads), locus);
        for row in &table.rows {
            let text = row.cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ");
            let facts = row.cells.iter().flat_map(|cell| facts_in(cell)).collect();
            self.push(PassageKind::Row, &table.id, locus, text, facts);
            self.at.1 += 1;
        }
        self.apart(&table.id, &table.notes, locus);
    }

    /// What stands beside a float's own: captions, heads, notes.
    fn apart<'a>(&mut self, part: &str, runs: impl IntoIterator<Item = &'a Vec<Inline>>, locus: &Locus) {
        for run in runs.into_iter().filter(|run| !run.is_empty()) {
            self.push(PassageKind::Beside, part, locus, plain(run), facts_in(run));
        }
    }
}

fn facts_in(run: &[Inline]) -> Vec<PassageFact> {
    let shown = |fact: &ShownFact| PassageFact { id: fact.id.clone(), shown: fact.shown.to_string() };
    shown_facts(run).into_iter().map(shown).collect()
}
