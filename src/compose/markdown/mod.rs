//! Markdown: rendered text becomes blocks.
//!
//! CommonMark by pulldown-cmark, with four conventions of ours: an image whose address begins with
//! `figure:`, `table:` or `contents:` is a float, any other a picture beside the plan; a link without text refers to an anchor, and
//! `[](page:anchor)` says its page; a rule starts a new page; `<br>` breaks a line; `[^name]` calls the note that `[^name]: …` writes; fences
//! named `cover`, `cards`, `note`, `label`, `opening`, `enclosure` and `closing` hold what their names say.

mod blocks;
mod fences;
mod inlines;
mod rows;

use std::{collections::BTreeSet, iter::Peekable};

use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

use super::{
    bind::without_marks,
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
    let events = TextMergeStream::new(parser).peekable();
    let mut reader =
        MarkdownReader { events, file, scope, sink, lines: SourceLines::new(), written, notes, turned: None };
    while let Some(event) = reader.events.next() {
        reader.block(event);
    }
    reader.report_unturned();
    rows::overfull(rendered, file, scope).into_iter().for_each(|fault| reader.sink.push(fault));
    reader.audit();
    (reader.written, reader.notes)
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
    file: &'a File,
    scope: &'a Scope,
    sink: &'a mut Sink,
    lines: SourceLines,
    written: Vec<WrittenBlock>,
    notes: Vec<Definition>,
    /// Where the text says that the next table stands on a turned page.
    turned: Option<Locus>,
}

impl<'a, I: Iterator<Item = Event<'a>>> MarkdownReader<'a, I> {
    /// Reports the numerals of the passage that was read to its end.
    fn audit(&mut self) {
        let (passage, last) = self.lines.passage();
        for fault in unbound_numerals(&passage, last, self.file, self.scope) {
            self.sink.push(fault);
        }
        for fault in unpublished::unbound(&passage, last, self.file, self.scope.writer.lang) {
            self.sink.push(fault);
        }
        for fault in unread_marks(&passage, last, self.file) {
            self.sink.push(fault);
        }
    }

    /// Reports what is written and would not stand on the page.
    fn not_set(&mut self, what: &str, help: &str) {
        self.fault("lost-text", &format!("{what} is not set"), help);
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
