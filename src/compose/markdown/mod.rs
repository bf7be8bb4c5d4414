//! Markdown: rendered text becomes blocks.
//!
//! CommonMark by pulldown-cmark, with four conventions of ours: an image whose address begins with
//! `figure:`, `table:` or `contents:` is a float, any other a picture beside the plan; a link without text refers to an anchor, and
//! `[](page:anchor)` says its page; a rule starts a new page; `<br>` breaks a line; `[^name]` calls the note that `[^name]: …` writes; fences
//! named `cover`, `cards`, `note`, `label`, `opening`, `enclosure` and `closing` hold what their names say.

mod blocks;
mod counted;
mod fences;
mod inlines;
mod rows;

use std::{cell::Cell, collections::BTreeSet, iter::Peekable};

use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

use super::{
    bind::{RenderedPiece, without_marks},
    draft::{DraftBlock, DraftContent, DraftRun},
    lines::SourceLines,
    notes::Definition,
    scope::Scope,
    unbound::unbound_numerals,
    unpublished,
    unread::unread_marks,
};
use crate::{
    diag::{Diagnostic, Locus, Sink},
    inputs::File,
};

/// A block of the text, or the call of a float that still has to be built.
#[derive(Debug)]
pub enum WrittenBlock {
    Block(DraftBlock),
    /// `![title](figure:id)`
    Figure {
        id: String,
        title: DraftRun,
        locus: Locus,
    },
    /// `![caption](table:id)`
    Table {
        id: String,
        caption: DraftRun,
        locus: Locus,
    },
}

/// Reads rendered Markdown: its blocks, and the notes that they call.
pub fn read(
    rendered: &str,
    file: &File,
    scope: &Scope,
    sink: &mut Sink,
) -> (Vec<WrittenBlock>, Vec<Definition>) {
    let options = Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_TABLES;
    let (written, notes) = (vec![], vec![]);
    if is_too_deep(Parser::new_ext(rendered, options)) {
        sink.push(too_deep(file));
        return (written, notes);
    }
    let parser = Parser::new_ext(rendered, options);
    report_definitions(&parser, file, sink);
    let at = Cell::new(0);
    let mut reader = MarkdownReader {
        events: located(parser, &at).peekable(),
        rendered,
        at: &at,
        file,
        scope,
        sink,
        lines: SourceLines::new(),
        written,
        notes,
        turned: None,
        tags: vec![],
    };
    if rendered.trim_start().starts_with("---") {
        let help = "begin with a section, # Title {#name}; what holds for all of the text stands in the plan";
        reader.fault("bad-markdown", "a text begins with a line of dashes: front matter is not read", help);
    }
    while let Some(event) = reader.events.next() {
        reader.block(event);
    }
    reader.report_unturned();
    rows::overfull(rendered, file, scope).into_iter().for_each(|fault| reader.sink.push(fault));
    let numbered = Parser::new_ext(rendered, options);
    counted::miscounted(numbered, rendered, file, scope)
        .into_iter()
        .for_each(|fault| reader.sink.push(fault));
    reader.audit();
    (reader.written, reader.notes)
}

/// The events of a text, with the byte of the text at which the reader is.
fn located<'a>(parser: Parser<'a>, at: &Cell<usize>) -> impl Iterator<Item = Event<'a>> {
    TextMergeStream::new(parser.into_offset_iter().map(|(event, range)| {
        at.set(range.start);
        event
    }))
}

/// The line of the template on which what a rendered text begins with stands; none where no mark follows.
fn line_of(rendered: &str, scope: &Scope) -> Option<u32> {
    // A mark stands at the end of its line; a line that ends in a tag bears none, and stands before one that does.
    rendered.lines().zip(0_u32..).find_map(|(line, before)| {
        let mut pieces = scope.bindings.resolve(line).into_iter();
        let end = pieces.find_map(|piece| match piece {
            RenderedPiece::EndOfLine(number) => Some(number),
            _ => None,
        })?;
        end.checked_sub(before)
    })
}

/// Reports addresses that are written apart from the words that lead there: one that nothing calls would vanish.
fn report_definitions(parser: &Parser, file: &File, sink: &mut Sink) {
    // In the order of their names: the parser has none.
    let defined: BTreeSet<String> =
        parser.reference_definitions().iter().map(|(name, _)| without_marks(name)).collect();
    for name in defined {
        let start = format!("[{name}]:");
        let line = file.text().ok().and_then(|text| text.lines().position(|line| line.contains(&start)));
        let locus = line
            .and_then(|it| u32::try_from(it + 1).ok())
            .map_or_else(|| Locus::file(&file.path), |line| Locus::line(&file.path, line));
        let fault = Diagnostic::error("lost-text", format!("{start} is not set"));
        sink.push(fault.at(locus).help("write the address where its words stand: [words](address)"));
    }
}

/// How deep elements may stand within each other: a link in bold in an item in a quotation is five deep.
const DEEPEST: usize = 32;

fn is_too_deep<'a>(events: impl Iterator<Item = Event<'a>>) -> bool {
    let mut depth = 0_usize;
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

fn too_deep(file: &File) -> Diagnostic {
    let message = format!("elements stand within each other more than {DEEPEST} deep");
    Diagnostic::error("bad-markdown", message)
        .at(Locus::file(&file.path))
        .help("look for emphasis that is begun and not ended")
}

struct MarkdownReader<'a, I: Iterator<Item = Event<'a>>> {
    events: Peekable<I>,
    /// The text that the events are of.
    rendered: &'a str,
    /// The byte of the text at which the event begins that was read last.
    at: &'a Cell<usize>,
    file: &'a File,
    scope: &'a Scope,
    sink: &'a mut Sink,
    lines: SourceLines,
    written: Vec<WrittenBlock>,
    notes: Vec<Definition>,
    /// Where the text says that the next table stands on a turned page.
    turned: Option<Locus>,
    /// The names of tags that are told and not ended yet: what ends them is told with them.
    tags: Vec<String>,
}

impl<'a, I: Iterator<Item = Event<'a>>> MarkdownReader<'a, I> {
    /// Reports the numerals of the passage that was read to its end.
    fn audit(&mut self) {
        self.audit_text(false);
    }

    /// As [`Self::audit`], of a row of a table where it `is_row`.
    fn audit_text(&mut self, is_row: bool) {
        let (passage, last) = self.lines.passage();
        for fault in unbound_numerals(&passage, last, self.file, self.scope) {
            self.sink.push(fault);
        }
        for fault in unpublished::unbound(&passage, last, self.file, self.scope.writer.lang) {
            self.sink.push(fault);
        }
        for fault in unread_marks(&passage, last, is_row, self.file) {
            self.sink.push(fault);
        }
    }

    /// Reports what is written and would not stand on the page.
    fn not_set(&mut self, what: &str, help: &str) {
        self.fault_here("lost-text", &format!("{what} is not set"), help);
    }

    /// The line of the template on which the event begins that was read last.
    fn line_here(&self) -> Option<u32> {
        line_of(self.rendered.get(self.at.get()..)?, self.scope)
    }

    /// Where the event stands that was read last.
    fn here(&mut self) -> Locus {
        match self.line_here() {
            Some(line) => Locus::line(&self.file.path, line),
            None => self.locus(),
        }
    }

    /// Reports a fault of the event that was read last, on its own line.
    fn fault_here(&mut self, code: &'static str, message: &str, help: &str) {
        let here = self.here();
        self.sink.push(Diagnostic::error(code, message).at(here).help(help));
    }

    fn push(&mut self, content: DraftContent) {
        let locus = self.locus();
        self.written.push(WrittenBlock::Block(DraftBlock { content, locus }));
    }

    fn locus(&mut self) -> Locus {
        Locus::line(&self.file.path, self.lines.block())
    }

    fn fault(&mut self, code: &'static str, message: &str, help: &str) {
        let fault = Diagnostic::error(code, message).at(self.locus()).help(help);
        self.sink.push(fault);
    }
}
