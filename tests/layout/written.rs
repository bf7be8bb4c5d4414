//! Short documents, written as briefly as they can be read.

use briefing::{
    data::fact::FactId,
    diag::Locus,
    doc::{
        block::{Block, Card, Content, Cover, Document, DocumentMeta, Heading, List, Paging, Quote},
        figure::{Bar, Chart, Emphasis, Figure, RankedBars},
        inline::{Footnote, Inline, ShownFact},
        reading::Reading,
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    lang::Lang,
};

/// Text with `{2104.5亿元[e]}` for a fact and its mark, `*…*` for strong words, `<fig-1|图1>` for a
/// reference, `<@fig-1>` for its page, `~1|…~` for a note called there.
pub fn text(written: &str) -> Vec<Inline> {
    let mut out = vec![];
    let mut rest = written;
    while let Some(at) = rest.find(['{', '*', '<', '~']) {
        if at > 0 {
            out.push(Inline::text(&rest[..at]));
        }
        let close = match &rest[at..=at] {
            "{" => '}',
            mark @ ("*" | "~") => mark.chars().next().unwrap(),
            _ => '>',
        };
        let end = at + 1 + rest[at + 1..].find(close).unwrap();
        let inner = &rest[at + 1..end];
        out.push(match close {
            '}' => fact(inner),
            '*' => Inline::Strong(text(inner)),
            '~' => footnote(inner),
            _ if inner.starts_with('@') => Inline::Page { anchor: inner[1..].to_owned(), is_aside: true },
            _ => {
                let (anchor, shown) = inner.split_once('|').unwrap();
                Inline::Reference { anchor: anchor.to_owned(), shown: shown.to_owned() }
            }
        });
        rest = &rest[end + 1..];
    }
    if !rest.is_empty() {
        out.push(Inline::text(rest));
    }
    out
}

fn footnote(written: &str) -> Inline {
    let (number, words) = written.split_once('|').unwrap();
    let number: u32 = number.parse().unwrap();
    Inline::Footnote(Footnote { name: number.to_string(), number, text: text(words) })
}

fn fact(written: &str) -> Inline {
    let (shown, mark) = written.find('[').map_or((written, ""), |at| written.split_at(at));
    Inline::Fact(ShownFact {
        id: fact_id(),
        shown: reading(shown),
        has_unit: true,
        exponent: 0,
        mark: mark.to_owned(),
    })
}

/// A number with what stands before and behind its digits: `第`, `23`, `位`.
fn reading(shown: &str) -> Reading {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '+' | '−');
    let Some(start) = shown.find(is_digit) else { return Reading::plain(shown) };
    let end = shown.rfind(|c: char| c.is_ascii_digit()).map_or(shown.len(), |at| at + 1);
    Reading::new(&shown[..start], &shown[start..end], &shown[end..])
}

/// A document, block by block.
pub struct Written(pub Document);

impl Written {
    pub fn new(lang: Lang) -> Self {
        let meta = DocumentMeta {
            title: "成渝地区科技创新中心建设".to_owned(),
            short_title: if lang == Lang::Zh {
                "成渝科创简报".to_owned()
            } else {
                "Sichuan–Chongqing briefing".to_owned()
            },
            author: "briefing".to_owned(),
            subject: String::new(),
            keywords: vec![],
            release: "2025-r1".to_owned(),
            as_of: chrono::NaiveDate::from_ymd_opt(2025, 2, 28).unwrap(),
            code: String::new(),
            verify: None,
            foot: String::new(),
        };
        Self(Document { lang, meta, blocks: vec![] })
    }

    pub fn block(mut self, content: Content) -> Self {
        let line = u32::try_from(self.0.blocks.len()).unwrap() + 1;
        self.0.blocks.push(Block { content, locus: Locus::line("templates/test.md", line) });
        self
    }

    pub fn heading(self, level: u8, id: &str, number: &str, words: &str) -> Self {
        let heading = Heading {
            level,
            id: id.to_owned(),
            number: number.to_owned(),
            text: text(words),
            paging: Paging::RunOn,
            is_brief: false,
        };
        self.block(Content::Heading(heading))
    }

    /// A section that is to stand on one page.
    pub fn one_page(self, id: &str, words: &str) -> Self {
        self.section(id, words, Paging::OnePage)
    }

    /// A section that begins where it says.
    pub fn section(self, id: &str, words: &str, paging: Paging) -> Self {
        let (id, number) = (id.to_owned(), String::new());
        self.block(Content::Heading(Heading {
            level: 1,
            id,
            number,
            text: text(words),
            paging,
            is_brief: false,
        }))
    }

    pub fn paragraph(self, words: &str) -> Self {
        self.block(Content::Paragraph(text(words)))
    }

    pub fn paragraphs(self, count: usize, words: &str) -> Self {
        (0..count).fold(self, |written, _| written.paragraph(words))
    }

    pub fn note(self, words: &str) -> Self {
        self.block(Content::Note(text(words)))
    }

    pub fn list(self, is_ordered: bool, items: &[&str]) -> Self {
        let items = items.iter().map(|item| text(item)).collect();
        self.block(Content::List(List { is_ordered, ..List::plain(items) }))
    }

    pub fn quote(self, words: &str, speaker: &str) -> Self {
        self.block(Content::Quote(Quote { text: text(words), speaker: text(speaker) }))
    }

    pub fn cards(self, cards: &[[&str; 3]]) -> Self {
        let card = |[value, label, note]: &[&str; 3]| Card {
            trend: None,
            value: text(value),
            label: text(label),
            note: text(note),
        };
        self.block(Content::Cards(cards.iter().map(card).collect()))
    }

    pub fn figure(self, number: u32, title: &str, notes: &[&str]) -> Self {
        self.figure_of(14, number, title, notes)
    }

    /// A figure of so many bars.
    pub fn figure_of(self, bars: u8, number: u32, title: &str, notes: &[&str]) -> Self {
        let figure = Figure {
            id: format!("fig-{number}"),
            number,
            title: text(title),
            subtitle: text("R&D"),
            notes: notes.iter().map(|note| text(note)).collect(),
            alt: "what it shows".to_owned(),
            chart: Chart::RankedBars(RankedBars {
                unit: "%".to_owned(),
                bars: (1..=bars).rev().map(|value| bar("川渝", f64::from(value))).collect(),
            }),
            is_turned: false,
        };
        self.block(Content::Figure(Box::new(figure)))
    }

    /// A table: heads and rows with cells parted by `|`; a head that begins with `>` is of numbers, a
    /// row that begins with `!` about the subject.
    pub fn table(self, caption: &str, head: &str, rows: &[&str], notes: &[&str]) -> Self {
        let column = |head: &str| Column {
            head: text(head.trim().trim_start_matches('>')),
            align: if head.trim().starts_with('>') { Align::End } else { Align::Start },
        };
        let row = |row: &str| TableRow {
            kind: if row.starts_with('!') { RowKind::Subject } else { RowKind::Plain },
            cells: row.trim_start_matches('!').split('|').map(|cell| text(cell.trim())).collect(),
            entry_of: None,
        };
        self.block(Content::Table(Table {
            density: Density::Regular,
            is_turned: false,
            id: "tab-1".to_owned(),
            number: Some(1),
            caption: text(caption),
            columns: head.split('|').map(column).collect(),
            rows: rows.iter().map(|it| row(it)).collect(),
            notes: notes.iter().map(|note| text(note)).collect(),
        }))
    }

    /// The block written last, on a page turned on its side.
    pub fn turned(mut self) -> Self {
        match self.0.blocks.last_mut().map(|block| &mut block.content) {
            Some(Content::Table(it)) => it.is_turned = true,
            Some(Content::Figure(it)) => it.is_turned = true,
            _ => panic!("neither a table nor a figure"),
        }
        self
    }

    pub fn cover(self, kicker: &str, title: &str, subtitle: &str, lines: &[(&str, &str)]) -> Self {
        self.block(Content::Cover(Cover {
            logo: None,
            kicker: text(kicker),
            title: text(title),
            subtitle: text(subtitle),
            lines: lines.iter().map(|(label, words)| (text(label), text(words))).collect(),
        }))
    }

    pub fn contents(self, title: &str) -> Self {
        self.block(Content::Contents { title: title.to_owned() })
    }

    pub fn page_break(self) -> Self {
        self.block(Content::PageBreak)
    }
}

fn bar(label: &str, value: f64) -> Bar {
    let datum = briefing::doc::figure::Datum {
        fact: fact_id(),
        value,
        shown: value.to_string(),
        exponent: 0,
        status: briefing::data::status::Status::default(),
    };
    Bar { label: label.to_owned(), emphasis: Emphasis::Subject, datum }
}

fn fact_id() -> FactId {
    "rd".into()
}
