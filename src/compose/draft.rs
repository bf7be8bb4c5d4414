//! A draft: a text as it was read, before what depends on the whole of it is known.
//!
//! The numbers of headings and notes, what references print, and pictures have no place in it: nothing can
//! stand for them, and [`Finishing`] is the only way to a [`Block`] that leaves this folder.

use super::{figures::FigureBody, notes::CalledNotes, sections::Sections, table_body::TableBody};
use crate::{
    diag::{Diagnostic, Locus, Sink, there_is},
    doc::{
        block::{
            Block, Card, Content, Cover, DisplayLine, Heading, Image, Level, LineRole, List, Paging, Quote,
            Trend,
        },
        inline::{self, Footnote, Inline, TextRole},
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    inputs::{File, Files},
    lang::Lang,
    picture::Picture,
};

/// A key figure of a draft: value, label and note, and the trend beside the value.
#[derive(Debug)]
pub struct DraftCard {
    pub words: [DraftRun; 3],
    pub trend: Option<Trend>,
}

/// A run of a draft.
pub type DraftRun = Vec<DraftInline>;

/// A piece of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftInline {
    /// What is finished as it is read.
    Said(Inline),
    Strong(DraftRun),
    Emphasis(DraftRun),
    Role(TextRole, DraftRun),
    /// A reference by an anchor; without words of its own it prints the name of what it refers to.
    Reference {
        anchor: String,
        words: String,
    },
    /// A call of the note of that name.
    Call(String),
}

impl DraftInline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Said(Inline::Text(text.into()))
    }

    /// The plain text that it is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Said(Inline::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// As [`Self::as_text`], to be written in.
    pub fn as_text_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Said(Inline::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// The text of a run as far as it is known: references without words of their own say nothing yet.
pub fn plain(run: &[DraftInline]) -> String {
    let text = |piece: &DraftInline| match piece {
        DraftInline::Said(inline) => inline::plain(std::slice::from_ref(inline)),
        DraftInline::Strong(within) | DraftInline::Emphasis(within) | DraftInline::Role(_, within) => {
            plain(within)
        }
        DraftInline::Reference { words, .. } => words.clone(),
        DraftInline::Call(_) => String::new(),
    };
    run.iter().map(text).collect()
}

/// The notes that a run calls, in order.
pub fn calls(run: &[DraftInline]) -> Vec<&str> {
    let mut called = vec![];
    for piece in run {
        match piece {
            DraftInline::Strong(within) | DraftInline::Emphasis(within) | DraftInline::Role(_, within) => {
                called.extend(calls(within));
            }
            DraftInline::Call(name) => called.push(name),
            DraftInline::Said(_) | DraftInline::Reference { .. } => {}
        }
    }
    called
}

/// A block of a draft with the line of the template that it stands on.
#[derive(Debug)]
pub struct DraftBlock {
    pub content: DraftContent,
    pub locus: Locus,
}

/// What a block of a draft holds; see [`Content`].
#[derive(Debug)]
pub enum DraftContent {
    Cover(DraftCover),
    Heading(DraftHeading),
    Paragraph(DraftRun),
    Line(LineRole, DraftRun),
    List {
        is_ordered: bool,
        items: Vec<DraftRun>,
        levels: Vec<Level>,
    },
    Quote {
        text: DraftRun,
        speaker: DraftRun,
    },
    Cards(Vec<DraftCard>),
    Figure {
        id: String,
        number: u32,
        title: DraftRun,
        body: Box<FigureBody>,
    },
    Table {
        id: String,
        /// None for the only one of a document.
        number: Option<u32>,
        caption: DraftRun,
        body: TableBody,
    },
    /// A table as Markdown writes it, without a caption.
    Grid {
        columns: Vec<(DraftRun, Align)>,
        rows: Vec<Vec<DraftRun>>,
        /// Whether it stands on a page turned on its side.
        is_turned: bool,
    },
    Image(DraftImage),
    Contents {
        title: String,
    },
    Note(DraftRun),
    PageBreak,
}

impl DraftContent {
    /// Every run that is still a draft, in reading order.
    pub fn runs(&self) -> Vec<&DraftRun> {
        match self {
            Self::Paragraph(run) | Self::Note(run) | Self::Line(_, run) => vec![run],
            Self::Heading(it) => vec![&it.text],
            Self::List { items, .. } => items.iter().collect(),
            Self::Quote { text, speaker } => vec![text, speaker],
            Self::Cards(cards) => cards.iter().flat_map(|card| &card.words).collect(),
            Self::Figure { title, .. } => vec![title],
            Self::Table { caption, .. } => vec![caption],
            Self::Grid { columns, rows, .. } => {
                columns.iter().map(|(head, _)| head).chain(rows.iter().flatten()).collect()
            }
            Self::Cover(it) => {
                let lines = it.lines.iter().flat_map(|(label, text)| [label, text]);
                [&it.kicker, &it.title, &it.subtitle].into_iter().chain(lines).collect()
            }
            Self::Image(_) | Self::Contents { .. } | Self::PageBreak => vec![],
        }
    }

    /// Every run of it that is finished already.
    pub fn finished_runs(&self) -> Vec<&Vec<Inline>> {
        match self {
            Self::Table { body, .. } => {
                let heads = body.columns.iter().map(|column| &column.head);
                heads.chain(body.rows.iter().flat_map(|row| &row.cells)).chain(&body.notes).collect()
            }
            Self::Figure { body, .. } => body.notes.iter().collect(),
            _ => vec![],
        }
    }
}

/// The first page.
#[derive(Debug, Default)]
pub struct DraftCover {
    pub logo: Option<DraftImage>,
    pub kicker: DraftRun,
    pub title: DraftRun,
    pub subtitle: DraftRun,
    pub lines: Vec<(DraftRun, DraftRun)>,
}

/// A heading, whose number depends on the order of the sections.
#[derive(Debug)]
pub struct DraftHeading {
    pub level: u8,
    /// None if it is to be called after its section.
    pub id: Option<String>,
    pub is_numbered: bool,
    pub text: DraftRun,
    pub paging: Paging,
    pub is_brief: bool,
}

/// A picture that is not read yet.
#[derive(Debug)]
pub struct DraftImage {
    pub path: String,
    pub alt: String,
}

/// What drafts are finished with.
pub struct Finishing<'a> {
    pub lang: Lang,
    /// The names and numbers of the document's sections, and what its anchors are called.
    pub sections: &'a Sections,
    /// The notes that the blocks call.
    pub notes: &'a CalledNotes,
    /// The text, from whose folder pictures are read.
    pub text: &'a File,
    pub templates: &'a Files,
}

impl Finishing<'_> {
    /// Finishes blocks, of which `first` headings stand before them in the document. What cannot be finished
    /// is reported, and left out.
    pub fn blocks(&self, drafts: Vec<DraftBlock>, first: usize, sink: &mut Sink) -> Vec<Block> {
        let mut names = self.sections.headings[first..].iter();
        let mut blocks = vec![];
        for DraftBlock { content, locus } in drafts {
            let mut hand = Hand { of: self, locus: &locus, sink };
            let content = match content {
                DraftContent::Heading(it) => {
                    let name = names.next().expect("every heading was named");
                    Some(Content::Heading(Heading {
                        level: it.level,
                        id: name.id.clone(),
                        number: name.number.clone(),
                        text: hand.run(it.text),
                        paging: it.paging,
                        is_brief: it.is_brief,
                    }))
                }
                other => hand.content(other),
            };
            blocks.extend(content.map(|content| Block { content, locus }));
        }
        blocks
    }
}

/// Finishes one block.
struct Hand<'a> {
    of: &'a Finishing<'a>,
    locus: &'a Locus,
    sink: &'a mut Sink,
}

impl Hand<'_> {
    /// All but a heading, whose name is not its own.
    fn content(&mut self, draft: DraftContent) -> Option<Content> {
        Some(match draft {
            DraftContent::Heading(_) => return None,
            DraftContent::Cover(it) => Content::Cover(Cover {
                logo: it.logo.and_then(|logo| self.image(logo)),
                kicker: self.run(it.kicker),
                title: self.run(it.title),
                subtitle: self.run(it.subtitle),
                lines: it.lines.into_iter().map(|(label, text)| (self.run(label), self.run(text))).collect(),
            }),
            DraftContent::Paragraph(run) => Content::Paragraph(self.run(run)),
            DraftContent::Note(run) => Content::Note(self.run(run)),
            DraftContent::Line(role, text) => Content::Line(DisplayLine { role, text: self.run(text) }),
            DraftContent::List { is_ordered, items, levels } => {
                Content::List(List { is_ordered, items: self.runs(items), levels })
            }
            DraftContent::Quote { text, speaker } => {
                Content::Quote(Quote { text: self.run(text), speaker: self.run(speaker) })
            }
            DraftContent::Cards(cards) => Content::Cards(cards.into_iter().map(|it| self.card(it)).collect()),
            DraftContent::Figure { id, number, title, body } => {
                Content::Figure(Box::new(body.figure(id, number, self.run(title))))
            }
            DraftContent::Table { id, number, caption, body } => {
                Content::Table(body.table(id, number, self.run(caption), self.of.lang))
            }
            DraftContent::Grid { columns, rows, is_turned } => {
                Content::Table(Table { is_turned, ..self.grid(columns, rows) })
            }
            DraftContent::Image(image) => Content::Image(self.image(image)?),
            DraftContent::Contents { title } => Content::Contents { title },
            DraftContent::PageBreak => Content::PageBreak,
        })
    }

    fn card(&mut self, DraftCard { words: [value, label, note], trend }: DraftCard) -> Card {
        Card { value: self.run(value), label: self.run(label), note: self.run(note), trend }
    }

    fn grid(&mut self, columns: Vec<(DraftRun, Align)>, rows: Vec<Vec<DraftRun>>) -> Table {
        let columns = columns.into_iter().map(|(head, align)| Column { head: self.run(head), align });
        let columns = columns.collect();
        let rows = rows.into_iter().map(|cells| TableRow {
            cells: self.runs(cells),
            kind: RowKind::Plain,
            entry_of: None,
        });
        let rows = rows.collect();
        let (id, density) = (String::new(), Density::Regular);
        let caption = vec![];
        Table { id, number: None, caption, columns, rows, notes: vec![], density, is_turned: false }
    }

    /// Reads a picture, from the text's own folder.
    fn image(&mut self, DraftImage { path, alt }: DraftImage) -> Option<Image> {
        let folder = self.of.text.path.trim_start_matches("templates/");
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.of.templates.get_from(folder, &path).and_then(Picture::read) {
            Ok(picture) => Some(Image { path, alt, picture }),
            Err(fault) => {
                self.sink.push(fault.at(self.locus.clone()));
                None
            }
        }
    }

    fn runs(&mut self, runs: Vec<DraftRun>) -> Vec<Vec<Inline>> {
        runs.into_iter().map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: DraftRun) -> Vec<Inline> {
        run.into_iter().filter_map(|piece| self.inline(piece)).collect()
    }

    fn inline(&mut self, draft: DraftInline) -> Option<Inline> {
        Some(match draft {
            DraftInline::Said(inline) => {
                if let Inline::Page { anchor, .. } = &inline {
                    self.label(anchor)?;
                }
                inline
            }
            DraftInline::Strong(within) => Inline::Strong(self.run(within)),
            DraftInline::Emphasis(within) => Inline::Emphasis(self.run(within)),
            DraftInline::Role(role, within) => Inline::Role(role, self.run(within)),
            DraftInline::Reference { anchor, words } => {
                let label = self.label(&anchor)?.to_owned();
                let shown = if words.is_empty() { label } else { words };
                Inline::Reference { anchor, shown }
            }
            DraftInline::Call(name) => {
                let (number, text) = self.of.notes.get(&name)?;
                Inline::Footnote(Footnote { name, number, text: self.run(text.clone()) })
            }
        })
    }

    /// What an anchor is called; that nothing has it is reported.
    fn label(&mut self, anchor: &str) -> Option<&str> {
        let of = self.of;
        if let Some(label) = of.sections.labels.get(anchor) {
            return Some(label);
        }
        let message = format!("nothing here is called {anchor}");
        let fault = Diagnostic::error("dangling-reference", message).at(self.locus.clone());
        let known = of.sections.labels.keys().map(String::as_str);
        self.sink.push(fault.help(there_is(anchor, known)));
        None
    }
}
