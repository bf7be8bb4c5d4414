//! Markdown: rendered text becomes blocks.
//!
//! CommonMark by pulldown-cmark, with four conventions of ours: an image whose address begins with
//! `figure:`, `table:` or `contents:` is a float, any other a picture beside the plan; a link without text refers to an anchor, and
//! `[](page:anchor)` says its page; a rule starts a new page; `<br>` breaks a line; `[^name]` calls the note that `[^name]: …` writes; fences
//! named `cover`, `cards`, `note`, `opening` and `closing` hold what their names say.

use std::{cell::Cell, iter::Peekable};

use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::{
    bind::{RenderedPiece, without_marks},
    finished::NUMBER_TO_COME,
    lines::SourceLines,
    notes::Definition,
    scope::Scope,
    small::{SmallToken, tokens},
    unbound::unbound_numerals,
    unpublished,
    unread::unread_marks,
};
use crate::{
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::{Block, Card, Content, Cover, DisplayLine, Heading, Image, Level, LineRole, List, Quote},
        inline::{Footnote, Inline, TextRole, plain},
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    inputs::{File, no_character},
    lang::Lang,
};

/// A block of the text: finished, or a float that still has to be built.
#[derive(Debug, Clone)]
pub enum WrittenBlock {
    Block(Block),
    /// `![title](figure:id)`
    Figure {
        id: String,
        title: Vec<Inline>,
        locus: Locus,
    },
    /// `![caption](table:id)`
    Table {
        id: String,
        caption: Vec<Inline>,
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
    let events = TextMergeStream::new(Parser::new_ext(rendered, options)).peekable();
    let mut reader = MarkdownReader { events, file, scope, sink, lines: SourceLines::new(), written, notes };
    while let Some(event) = reader.events.next() {
        reader.block(event);
    }
    reader.audit();
    (reader.written, reader.notes)
}

/// What a heading's attributes may say of its section.
const HEADING_CLASSES: [&str; 3] = ["brief", "one-page", "unnumbered"];

/// How deep elements may stand within each other: a link in bold in an item in a quotation is five deep.
const DEEPEST: usize = 32;

/// How many lists may stand in each other: at three the text has lost a quarter of its width.
const DEEPEST_LIST: usize = 3;

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
}

impl<'a, I: Iterator<Item = Event<'a>>> MarkdownReader<'a, I> {
    fn block(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let text = self.inlines(TagEnd::Heading(level));
                let id = id.map(|id| without_marks(&id)).unwrap_or_default();
                let classes: Vec<&str> = classes.iter().map(|class| &**class).collect();
                self.heading(level, id, &classes, text);
            }
            Event::Start(Tag::Paragraph) => self.paragraph(),
            Event::Start(Tag::List(start)) => {
                let mut list = List { is_ordered: start.is_some(), ..List::default() };
                self.items(0, start.is_some(), &mut list);
                self.push(Content::List(list));
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                let quote = self.quote(TagEnd::BlockQuote(kind));
                self.push(Content::Quote(quote));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) => {
                let text = self.raw_text();
                self.fence(&without_marks(&name), &text);
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let text = self.inlines(TagEnd::FootnoteDefinition);
                let (name, locus) = (without_marks(&name), self.locus());
                self.notes.push(Definition { name, text, locus });
            }
            Event::Start(Tag::Table(alignments)) => {
                let table = self.table(&alignments);
                self.push(Content::Table(table));
            }
            Event::Rule => self.push(Content::PageBreak),
            Event::Html(_) | Event::Start(Tag::HtmlBlock | Tag::CodeBlock(_)) => {
                let message = "only headings, paragraphs, lists, quotations, floats and fences are set";
                self.fault("bad-markdown", message, "write it as one of these");
            }
            // What was reported is read on to its end; nothing else stands between blocks.
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: String, classes: &[&str], text: Vec<Inline>) {
        let level = level as u8;
        if level == 1 && id.is_empty() {
            let message = format!("the section “{}” has no anchor", plain(&text));
            self.fault("section-anchor", &message, "write {#name} after it, as the plan names it");
        }
        // The number itself is given when the sections' order is known.
        let number = if classes.contains(&"unnumbered") { "" } else { NUMBER_TO_COME }.to_owned();
        let (is_one_page, is_brief) = (classes.contains(&"one-page"), classes.contains(&"brief"));
        for class in classes.iter().filter(|class| !HEADING_CLASSES.contains(class)) {
            let help = format!("there is {}", HEADING_CLASSES.map(|it| format!(".{it}")).join(", "));
            self.fault("unknown-class", &format!("no heading is .{class}"), &help);
        }
        self.push(Content::Heading(Heading { level, id, number, text, is_one_page, is_brief }));
    }

    /// A paragraph, or the float that stands alone in it.
    fn paragraph(&mut self) {
        if let Some(Event::Start(Tag::Image { dest_url, title, .. })) = self.events.peek() {
            let (address, caption) = (without_marks(dest_url), title.to_string());
            if let Some((kind, id)) = address.split_once(':') {
                let (kind, id) = (kind.to_owned(), id.to_owned());
                self.events.next();
                let title = self.inlines(TagEnd::Image);
                let beside = self.inlines(TagEnd::Paragraph);
                if !beside.is_empty() {
                    let message = format!("text beside {kind}:{id} is not set: “{}”", plain(&beside));
                    self.fault("lost-text", &message, "leave a blank line between a float and other text");
                }
                return self.float(&kind, id, title);
            }
            self.events.next();
            let alt = plain(&self.inlines(TagEnd::Image));
            let beside = self.inlines(TagEnd::Paragraph);
            if !beside.is_empty() {
                let message = format!("text beside {address} is not set: “{}”", plain(&beside));
                self.fault("lost-text", &message, "leave a blank line between a picture and other text");
            }
            if let Some(image) = self.image(&address, alt, "![what it shows](logo.png)") {
                self.push(Content::Image(image));
            }
            if !caption.trim().is_empty() {
                let caption = self.run(&caption);
                self.push(Content::Note(caption));
            }
            return;
        }
        let text = self.inlines(TagEnd::Paragraph);
        self.push(Content::Paragraph(text));
    }

    /// A picture by its path; none where nothing is said for those who cannot see it.
    fn image(&mut self, path: &str, alt: String, example: &str) -> Option<Image> {
        if alt.trim().is_empty() {
            let message = format!("the picture {path} says nothing to those who cannot see it");
            self.fault("no-alternative-text", &message, &format!("say what it shows: {example}"));
            return None;
        }
        Some(Image { path: path.to_owned(), alt, picture: None })
    }

    fn float(&mut self, kind: &str, id: String, title: Vec<Inline>) {
        let locus = self.locus();
        match kind {
            "figure" => self.written.push(WrittenBlock::Figure { id, title, locus }),
            "table" => self.written.push(WrittenBlock::Table { id, caption: title, locus }),
            "contents" => self.push(Content::Contents { title: plain(&title) }),
            other => {
                let message = format!("there is no float of kind {other}");
                self.fault("unknown-float", &message, "write figure:, table: or contents:");
            }
        }
    }

    /// The items of a list up to its end, with those of the lists within them.
    fn items(&mut self, depth: usize, is_ordered: bool, list: &mut List) {
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => self.item(Level { depth, is_ordered }, list),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
    }

    /// An item: its text, and the lists in it.
    fn item(&mut self, level: Level, list: &mut List) {
        let mut is_first = true;
        loop {
            let within = Cell::new(None);
            let text = self.inlines_until(|event| match event {
                Event::Start(Tag::List(start)) => {
                    within.set(Some(start.is_some()));
                    true
                }
                event => *event == Event::End(TagEnd::Item),
            });
            self.audit();
            let text = trimmed(text);
            if is_first {
                list.items.push(text);
                list.levels.push(level);
            } else if !text.is_empty() {
                let message = format!("text behind a list within a list is not set: “{}”", plain(&text));
                self.fault("lost-text", &message, "write it before that list, or as an item of its own");
            }
            is_first = false;
            let Some(is_ordered) = within.get() else { return };
            if level.depth + 1 == DEEPEST_LIST {
                self.not_set(
                    "a fourth level of a list",
                    "three levels are set: write what is deeper as text",
                );
            }
            self.items(level.depth + 1, is_ordered, list);
        }
    }

    /// A table as Markdown writes it, without a caption; a column that is set flush right (`---:`) holds
    /// numbers, point under point.
    fn table(&mut self, alignments: &[Alignment]) -> Table {
        let (mut columns, mut rows) = (vec![], vec![]);
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => {
                    let heads = self.cells(TagEnd::TableHead);
                    let aligned = heads.into_iter().zip(alignments);
                    columns = aligned.map(|(head, it)| Column { head, align: align(*it) }).collect();
                }
                Event::Start(Tag::TableRow) => {
                    let cells = self.cells(TagEnd::TableRow);
                    rows.push(TableRow { cells, kind: RowKind::Plain, entry_of: None });
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let id = String::new();
        Table { id, number: None, caption: vec![], columns, rows, notes: vec![], density: Density::Regular }
    }

    /// The cells of a row of a table.
    fn cells(&mut self, end: TagEnd) -> Vec<Vec<Inline>> {
        let mut cells = vec![];
        while let Some(event) = self.events.next().filter(|event| *event != Event::End(end)) {
            if event == Event::Start(Tag::TableCell) {
                let cell = self.inlines_until(|event| *event == Event::End(TagEnd::TableCell));
                // What stands in two cells is not one numeral.
                self.lines.read("\n");
                cells.push(trimmed(cell));
            }
        }
        self.audit();
        cells
    }

    /// A quotation: its last line names the speaker if it begins with a dash.
    fn quote(&mut self, end: TagEnd) -> Quote {
        let mut text = self.inlines(end);
        let is_speaker =
            |inline: &Inline| matches!(inline, Inline::Text(text) if text.trim_start().starts_with('—'));
        let speaker = text.iter().rposition(is_speaker).map(|at| text.split_off(at)).unwrap_or_default();
        Quote { text: trimmed(text), speaker: trimmed(without_dash(speaker)) }
    }

    fn fence(&mut self, name: &str, text: &str) {
        match name {
            "cover" => {
                let cover = self.cover(text);
                self.push(Content::Cover(cover));
            }
            "cards" => {
                let cards = text.lines().filter(|line| !without_marks(line).trim().is_empty());
                let cards = cards.map(|line| self.card(line)).collect();
                self.push(Content::Cards(cards));
            }
            "note" => {
                let note = self.run(text);
                self.push(Content::Note(note));
            }
            "opening" => self.line(LineRole::Opening, text),
            "closing" => self.line(LineRole::Closing, text),
            other => {
                let message = format!("there is no fence named {other:?}");
                self.fault("unknown-fence", &message, "write cover, cards, note, opening or closing");
            }
        }
    }

    /// Lines that stand by themselves, each as it is written.
    fn line(&mut self, role: LineRole, text: &str) {
        let mut lines = vec![];
        for line in text.lines().filter(|line| !without_marks(line).trim().is_empty()) {
            if !lines.is_empty() {
                lines.push(Inline::Break);
            }
            lines.extend(self.run(line));
        }
        self.push(Content::Line(DisplayLine { role, text: lines }));
    }

    fn cover(&mut self, text: &str) -> Cover {
        let mut cover = Cover { logo: None, kicker: vec![], title: vec![], subtitle: vec![], lines: vec![] };
        for line in text.lines() {
            if without_marks(line).trim().is_empty() {
                continue;
            }
            let Some((label, rest)) = line.split_once([':', '：']) else {
                let message =
                    format!("a line of the cover is not set: “{}”", self.scope.bindings.read(line).trim());
                self.fault("lost-text", &message, "write it as label: text");
                continue;
            };
            if label.trim() == "logo" {
                let (path, alt) = rest.split_once('|').unwrap_or((rest, ""));
                let alt = plain(&self.run(alt));
                cover.logo = self.image(path.trim(), alt, "logo: logo.svg | whose it is");
                continue;
            }
            let content = self.run(rest);
            match label.trim() {
                "kicker" => cover.kicker = content,
                "title" => cover.title = content,
                "subtitle" => cover.subtitle = content,
                _ => cover.lines.push((self.run(label), content)),
            }
        }
        cover
    }

    fn card(&mut self, line: &str) -> Card {
        if line.split('|').count() > 3 {
            let message = format!("a part of a card is not set: “{}”", self.scope.bindings.read(line).trim());
            self.fault("lost-text", &message, "a card has three parts: value | label | note");
        }
        let mut parts = line.split('|').map(|part| self.run(part));
        let mut next = || parts.next().unwrap_or_default();
        Card { value: next(), label: next(), note: next() }
    }

    /// A line of text outside paragraphs, with its emphasis and links.
    fn run(&mut self, text: &str) -> Vec<Inline> {
        let parser = || Parser::new_ext(text.trim(), Options::ENABLE_SUPERSCRIPT | Options::ENABLE_SUBSCRIPT);
        if is_too_deep(parser()) {
            self.sink.push(too_deep(self.file));
            return vec![];
        }
        let events = TextMergeStream::new(parser()).collect::<Vec<_>>().into_iter().peekable();
        let mut inner = MarkdownReader {
            events,
            file: self.file,
            scope: self.scope,
            sink: &mut *self.sink,
            lines: self.lines.clone(),
            written: vec![],
            notes: vec![],
        };
        let inlines = inner.inlines_until(|_| false);
        inner.audit();
        self.lines = inner.lines;
        trimmed(inlines)
    }

    fn raw_text(&mut self) -> String {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        text
    }

    /// The runs up to the end of an element, its white space at the edges taken off.
    fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let inlines = self.inlines_until(|event| matches!(event, Event::End(tag) if *tag == end));
        let is_within = matches!(
            end,
            TagEnd::Strong
                | TagEnd::Emphasis
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::Superscript
                | TagEnd::Subscript
        );
        if !is_within {
            self.audit();
        }
        trimmed(inlines)
    }

    fn inlines_until(&mut self, is_end: impl Fn(&Event<'a>) -> bool) -> Vec<Inline> {
        let mut inlines = vec![];
        while let Some(event) = self.events.next().filter(|event| !is_end(event)) {
            match event {
                Event::Text(text) => self.text(&text, &mut inlines),
                Event::SoftBreak => {
                    self.lines.read("\n");
                    inlines.extend((self.scope.writer.lang == Lang::En).then(|| Inline::text(" ")));
                }
                Event::HardBreak => {
                    self.lines.read("\n");
                    inlines.push(Inline::Break);
                }
                Event::InlineHtml(tag) if &*tag == "<br>" => {
                    self.lines.read("\n");
                    inlines.push(Inline::Break);
                }
                Event::Start(Tag::Strong) => inlines.push(Inline::Strong(self.inlines(TagEnd::Strong))),
                Event::Start(Tag::Emphasis) => inlines.push(Inline::Emphasis(self.inlines(TagEnd::Emphasis))),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let shown = plain(&self.inlines(TagEnd::Link));
                    let url = without_marks(&dest_url);
                    for piece in self.scope.bindings.resolve(&dest_url) {
                        if let RenderedPiece::Strange(c) = piece {
                            let locus = self.locus();
                            self.sink.push(no_character(c).at(locus));
                        }
                    }
                    inlines.push(match (url.strip_prefix('#'), url.strip_prefix("page:")) {
                        (Some(anchor), _) => Inline::Reference { anchor: anchor.to_owned(), shown },
                        (_, Some(anchor)) => Inline::Page { anchor: anchor.to_owned(), is_aside: true },
                        _ => Inline::Link { url, shown },
                    });
                }
                Event::FootnoteReference(name) => {
                    let name = without_marks(&name);
                    inlines.push(Inline::Footnote(Footnote { name, number: 0, text: vec![] }));
                }
                Event::Code(code) => {
                    let pieces = self.scope.bindings.resolve(&code);
                    // What is typed into a machine has no marks of ours.
                    let tokens = pieces.into_iter().map(SmallToken::from).collect();
                    let mut inner = vec![];
                    self.tokens(tokens, &mut inner);
                    inlines.push(Inline::Role(TextRole::Code, inner));
                }
                Event::Start(Tag::Superscript) => {
                    let raised = self.inlines(TagEnd::Superscript);
                    inlines.push(Inline::Role(TextRole::Superscript, raised));
                }
                Event::Start(Tag::Subscript) => {
                    let lowered = self.inlines(TagEnd::Subscript);
                    inlines.push(Inline::Role(TextRole::Subscript, lowered));
                }
                Event::InlineHtml(_) | Event::Html(_) => {
                    self.not_set(
                        "a tag or a comment",
                        "take it out; notes of the editors are written {## so ##}",
                    );
                }
                Event::Start(Tag::Image { .. }) => {
                    let help =
                        "a figure or a picture stands alone in its paragraph, as ![title](figure:name)";
                    self.not_set("a picture in a line", help);
                }
                Event::Start(Tag::List(_)) => {
                    self.not_set("a list within a list", "end the outer item, or write one list");
                }
                Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Heading { .. }) | Event::Rule => {
                    self.not_set("a block within another", "leave a blank line, and begin at the margin");
                }
                Event::End(TagEnd::Paragraph) => {
                    self.audit();
                    inlines.push(Inline::Break);
                }
                Event::Start(Tag::Strikethrough) => {
                    self.not_set("struck-out text", "take it out: what is withdrawn is not printed");
                }
                Event::Start(Tag::Paragraph | Tag::HtmlBlock) | Event::End(_) => {}
                Event::Start(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {
                    self.not_set("a mark of another Markdown", "write it as plain text");
                }
            }
        }
        inlines
    }

    /// Puts the facts back into a stretch of text; numerals that are none are reported as soon as
    /// their line is known.
    fn text(&mut self, text: &str, inlines: &mut Vec<Inline>) {
        self.tokens(tokens(self.scope.bindings.resolve(text)), inlines);
    }

    fn tokens(&mut self, tokens: Vec<SmallToken>, inlines: &mut Vec<Inline>) {
        // What is raised or lowered is gathered apart until its end.
        let mut small: Option<(TextRole, Vec<Inline>)> = None;
        for token in tokens {
            let inline = match token {
                SmallToken::EndOfLine(line) => {
                    self.lines.end(line);
                    continue;
                }
                SmallToken::Bound(inline) => {
                    self.lines.read_bound();
                    inline
                }
                SmallToken::Text(text) => {
                    self.lines.read(&text);
                    Inline::Text(text)
                }
                SmallToken::Strange(c) => {
                    let locus = self.locus();
                    self.sink.push(no_character(c).at(locus));
                    continue;
                }
                SmallToken::Start(role) => {
                    small = Some((role, vec![]));
                    continue;
                }
                SmallToken::End => match small.take() {
                    Some((role, within)) => Inline::Role(role, within),
                    None => continue,
                },
            };
            small.as_mut().map_or(&mut *inlines, |(_, within)| within).push(inline);
        }
    }

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

    fn push(&mut self, content: Content) {
        let locus = self.locus();
        self.written.push(WrittenBlock::Block(Block { content, locus }));
    }

    fn locus(&mut self) -> Locus {
        Locus::line(&self.file.path, self.lines.block())
    }

    fn fault(&mut self, code: &'static str, message: &str, help: &str) {
        let fault = Diagnostic::error(code, message).at(self.locus()).help(help);
        self.sink.push(fault);
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Right => Align::End,
        Alignment::None | Alignment::Left | Alignment::Center => Align::Start,
    }
}

/// Takes white space and breaks off both ends of a run.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    let is_blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    };
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let leading = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..leading);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        *text = text.trim_end().to_owned();
    }
    inlines
}

fn without_dash(mut speaker: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = speaker.first_mut() {
        *text = text.trim_start_matches(['—', ' ']).to_owned();
    }
    speaker
}
