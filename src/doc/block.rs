//! Blocks: the paragraphs, headings, lists, cards and floats that a document is made of.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    figure::{Chart, ChartSeries, Figure, Sparklines},
    inline::{Inline, leaves_and_notes},
    table::Table,
};
use crate::{diag::Locus, lang::Lang, picture::Picture};

/// A document in one language: authored text bound to facts, not yet laid out.
#[derive(Debug, Clone)]
pub struct Document {
    pub lang: Lang,
    pub meta: DocumentMeta,
    pub blocks: Vec<Block>,
}

impl Document {
    /// Whether a picture stands in it.
    pub fn has_pictures(&self) -> bool {
        self.blocks.iter().any(|block| {
            matches!(block.content, Content::Image(_) | Content::Cover(Cover { logo: Some(_), .. }))
        })
    }
}

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentMeta {
    pub title: String,
    /// Set in the running head.
    pub short_title: String,
    pub author: String,
    pub subject: String,
    pub keywords: Vec<String>,
    /// The edition's release, `2025-r1`.
    pub release: String,
    /// The day as of which the data count.
    pub as_of: NaiveDate,
    /// The short code of the facts, `7KQ2-M4XP`.
    pub code: String,
    /// The address at which a paper copy can be checked by its code; none where nothing answers.
    pub verify: Option<String>,
    /// Set at the inner edge of every running foot: the facts' code, whether it is a draft.
    pub foot: String,
}

/// A block with the line of the template that it stands on.
#[derive(Debug, Clone)]
pub struct Block {
    pub content: Content,
    pub locus: Locus,
}

/// What a block holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Content {
    Cover(Cover),
    Heading(Heading),
    Paragraph(Vec<Inline>),
    Line(DisplayLine),
    List(List),
    Quote(Quote),
    Cards(Vec<Card>),
    Figure(Box<Figure>),
    /// A picture by itself.
    Image(Image),
    Table(Table),
    /// The table of contents: every numbered heading with its page.
    Contents {
        title: String,
    },
    /// Small print: sources, explanations of marks.
    Note(Vec<Inline>),
    /// What follows starts on a new page.
    PageBreak,
}

impl Content {
    /// Every run of text of the block, in reading order.
    pub fn runs(&self) -> Vec<&Vec<Inline>> {
        match self {
            Self::Paragraph(run) | Self::Note(run) => vec![run],
            Self::Heading(it) => vec![&it.text],
            Self::Line(it) => vec![&it.text],
            Self::List(it) => it.items.iter().collect(),
            Self::Quote(it) => vec![&it.text, &it.speaker],
            Self::Cards(cards) => cards.iter().flat_map(|it| [&it.value, &it.label, &it.note]).collect(),
            Self::Figure(it) => [&it.title, &it.subtitle].into_iter().chain(&it.notes).collect(),
            Self::Table(it) => {
                let cells = it.rows.iter().flat_map(|row| &row.cells);
                let heads = it.columns.iter().map(|column| &column.head);
                std::iter::once(&it.caption).chain(heads).chain(cells).chain(&it.notes).collect()
            }
            Self::Cover(it) => {
                let lines = it.lines.iter().flat_map(|(label, text)| [label, text]);
                [&it.kicker, &it.title, &it.subtitle].into_iter().chain(lines).collect()
            }
            Self::Image(_) | Self::Contents { .. } | Self::PageBreak => vec![],
        }
    }

    /// Whether it stands on a page turned on its side.
    pub fn is_turned(&self) -> bool {
        match self {
            Self::Figure(it) => it.is_turned,
            Self::Table(it) => it.is_turned,
            _ => false,
        }
    }

    /// Whether it says on which page something stands.
    pub fn says_pages(&self) -> bool {
        let mut leaves = self.runs().into_iter().flat_map(|run| leaves_and_notes(run));
        leaves.any(|leaf| matches!(leaf, Inline::Page { .. }))
    }

    /// As [`Self::runs`], to be written in.
    pub fn runs_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        match self {
            Self::Paragraph(run) | Self::Note(run) => vec![run],
            Self::Heading(it) => vec![&mut it.text],
            Self::Line(it) => vec![&mut it.text],
            Self::List(it) => it.items.iter_mut().collect(),
            Self::Quote(it) => vec![&mut it.text, &mut it.speaker],
            Self::Cards(cards) => {
                cards.iter_mut().flat_map(|it| [&mut it.value, &mut it.label, &mut it.note]).collect()
            }
            Self::Figure(it) => [&mut it.title, &mut it.subtitle].into_iter().chain(&mut it.notes).collect(),
            Self::Table(it) => {
                let cells = it.rows.iter_mut().flat_map(|row| &mut row.cells);
                let heads = it.columns.iter_mut().map(|column| &mut column.head);
                std::iter::once(&mut it.caption).chain(heads).chain(cells).chain(&mut it.notes).collect()
            }
            Self::Cover(it) => {
                let lines = it.lines.iter_mut().flat_map(|(label, text)| [label, text]);
                [&mut it.kicker, &mut it.title, &mut it.subtitle].into_iter().chain(lines).collect()
            }
            Self::Image(_) | Self::Contents { .. } | Self::PageBreak => vec![],
        }
    }
}

/// A picture as a text calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// From the plan's folder: `logo.svg`.
    pub path: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    pub picture: Picture,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Above everything else: whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
    /// Above the title: the occasion.
    pub kicker: Vec<Inline>,
    pub title: Vec<Inline>,
    pub subtitle: Vec<Inline>,
    /// Label and text, a line each: edition, data as of, release, who it is for.
    pub lines: Vec<(Vec<Inline>, Vec<Inline>)>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// 1 for a section, 2 and more below it.
    pub level: u8,
    /// The anchor that references and the contents point to.
    pub id: String,
    /// 一、 or 1 as the language numbers its sections; empty for an unnumbered heading.
    pub number: String,
    pub text: Vec<Inline>,
    /// Which page its section begins on.
    pub paging: Paging,
    /// Whether its section is part of the brief.
    pub is_brief: bool,
}

/// Which page a section begins on, where the theme's pages are large enough to hold one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Paging {
    /// Behind the section before.
    #[default]
    RunOn,
    /// A page of its own.
    NewPage,
    /// A page of its own, which it does not leave and which holds nothing else.
    OnePage,
}

/// A line, or lines parted by breaks, that stand by themselves before or behind the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisplayLine {
    pub role: LineRole,
    pub text: Vec<Inline>,
}

/// What a single line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum LineRole {
    /// Says what the pages behind it are: 附件.
    Label,
    /// Who puts it forward, to whom.
    Opening,
    /// What is annexed to the text: 附件说明.
    Enclosure,
    /// Who signs, the day.
    Closing,
}

/// A list; each item is a paragraph, and may have lists within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct List {
    pub is_ordered: bool,
    /// In the order in which they are read, those of lists within lists among them.
    pub items: Vec<Vec<Inline>>,
    /// How deep each item lies; nothing where all lie at the top.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
}

/// How deep an item of a list lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Level {
    /// 0 for an item of the list itself.
    pub depth: usize,
    /// Whether the list that it is an item of is numbered.
    pub is_ordered: bool,
}

impl List {
    /// A list without others in it.
    pub fn plain(items: Vec<Vec<Inline>>) -> Self {
        Self { items, ..Self::default() }
    }

    /// How deep an item lies.
    pub fn level(&self, item: usize) -> Level {
        let top = Level { depth: 0, is_ordered: self.is_ordered };
        self.levels.get(item).copied().unwrap_or(top)
    }

    /// The number of each item in the list that it is an item of, from 1.
    pub fn numbers(&self) -> Vec<usize> {
        let mut counts: Vec<usize> = vec![];
        let number = |item| {
            let depth = self.level(item).depth;
            // A list within an item begins anew.
            counts.resize(depth + 1, 0);
            counts[depth] += 1;
            counts[depth]
        };
        (0..self.items.len()).map(number).collect()
    }
}

/// Somebody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    pub text: Vec<Inline>,
    pub speaker: Vec<Inline>,
}

/// A key figure: a large number, what it is, and what to make of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    pub value: Vec<Inline>,
    pub label: Vec<Inline>,
    pub note: Vec<Inline>,
    /// How it came about, as a small line beside the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Trend>,
}

/// The way of a number through its periods: drawn without axis or labels, in the order of its facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    pub series: ChartSeries,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

impl Trend {
    /// Its line by itself: the number that it ends at stands beside it already.
    pub fn chart(&self) -> Chart {
        let mut row = self.series.clone();
        row.points.iter_mut().flatten().for_each(|datum| datum.shown.clear());
        let periods = vec![String::new(); row.points.len()];
        Chart::Sparklines(Sparklines { unit: String::new(), periods, rows: vec![row] })
    }

    /// What tells it from others of its document.
    pub fn id(&self) -> String {
        let facts = self.series.points.iter().flatten().map(|datum| datum.fact.to_string());
        format!("trend {}", facts.collect::<Vec<_>>().join(" "))
    }
}
