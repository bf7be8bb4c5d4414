//! Blocks: headings, paragraphs, lists, tables and quotations.

use std::cell::Cell;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{MarkdownReader, WrittenBlock, inlines::trimmed};
use crate::{
    compose::{
        bind::without_marks,
        draft::{DraftContent, DraftHeading, DraftImage, DraftInline, DraftRun, plain},
        notes::Definition,
    },
    diag::Diagnostic,
    doc::{
        block::{Level, Paging},
        table::Align,
    },
};

/// What a heading's attributes may say of its section.
const HEADING_CLASSES: [&str; 4] = ["brief", "new-page", "one-page", "unnumbered"];

/// What stands on a line before a table that is set on a page turned on its side.
const TURNED: &str = "{.turned}";

/// How many lists may stand in each other: at three the text has lost a quarter of its width.
const DEEPEST_LIST: usize = 3;

/// The items of a list with those of the lists in it, in the order in which they are read.
type Items = Vec<(DraftRun, Level)>;

impl<'a, I: Iterator<Item = Event<'a>>> MarkdownReader<'a, I> {
    pub(super) fn block(&mut self, event: Event<'a>) {
        if matches!(&event, Event::Rule | Event::Start(_)) && !matches!(&event, Event::Start(Tag::Table(_))) {
            self.report_unturned();
        }
        if let Some(line) = self.line_here() {
            self.lines.begin(line);
        }
        match event {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let text = self.inlines(TagEnd::Heading(level));
                let id = id.map(|id| without_marks(&id)).unwrap_or_default();
                let classes: Vec<&str> = classes.iter().map(|class| &**class).collect();
                self.heading(level, id, &classes, text);
            }
            Event::Start(Tag::Paragraph) => self.paragraph(),
            Event::Start(Tag::List(start)) => {
                let mut list = Items::default();
                self.items(0, start.is_some(), &mut list);
                let (items, levels) = list.into_iter().unzip();
                self.push(DraftContent::List { is_ordered: start.is_some(), items, levels });
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                let quote = self.quote(TagEnd::BlockQuote(kind));
                self.push(quote);
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
                self.push(table);
            }
            Event::Rule => self.push(DraftContent::PageBreak),
            Event::Start(Tag::HtmlBlock) => {
                let place = self.locus();
                let tag = self.read_to(TagEnd::HtmlBlock);
                self.tag(&tag, "bad-markdown", place);
            }
            Event::Start(Tag::CodeBlock(_)) => {
                let code = self.read_to(TagEnd::CodeBlock);
                let begins = code.trim().lines().next().unwrap_or_default();
                let message = format!("a text that is moved in by four blanks is not set: “{begins}”");
                self.fault("bad-markdown", &message, "begin at the margin");
            }
            // What was reported is read on to its end; nothing else stands between blocks.
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: String, classes: &[&str], text: DraftRun) {
        let level = level as u8;
        if level == 1 && id.is_empty() {
            let message = format!("the section “{}” has no anchor", plain(&text));
            self.fault("section-anchor", &message, "write {#name} after it, as the plan names it");
        }
        let is_numbered = !classes.contains(&"unnumbered");
        let is_brief = classes.contains(&"brief");
        let paging = if classes.contains(&"one-page") {
            Paging::OnePage
        } else if classes.contains(&"new-page") {
            Paging::NewPage
        } else {
            Paging::RunOn
        };
        for class in classes.iter().filter(|class| !HEADING_CLASSES.contains(class)) {
            let help = format!("there is {}", HEADING_CLASSES.map(|it| format!(".{it}")).join(", "));
            self.fault("unknown-class", &format!("no heading is .{class}"), &help);
        }
        let id = Some(id).filter(|id| !id.is_empty());
        let heading = DraftHeading { level, id, is_numbered, text, paging, is_brief };
        self.push(DraftContent::Heading(heading));
    }

    /// A paragraph, or the float that stands alone in it.
    fn paragraph(&mut self) {
        if let Some(Event::Start(Tag::Image { dest_url, title, .. })) = self.events.peek() {
            let (address, caption) = (without_marks(dest_url), title.to_string());
            if let Some((kind, id)) = address.split_once(':') {
                let (kind, id) = (kind.to_owned(), id.to_owned());
                self.events.next();
                let title = self.inlines(TagEnd::Image);
                self.report_beside(&format!("{kind}:{id}"), "a float");
                return self.float(&kind, id, title);
            }
            self.events.next();
            let alt = plain(&self.inlines(TagEnd::Image));
            self.report_beside(&address, "a picture");
            if let Some(image) = self.image(&address, alt, "![what it shows](logo.png)") {
                self.push(DraftContent::Image(image));
            }
            if !caption.trim().is_empty() {
                let caption = self.run(&caption);
                self.push(DraftContent::Note(caption));
            }
            return;
        }
        let text = self.inlines_until(|event| *event == Event::End(TagEnd::Paragraph));
        if plain(&text).trim() == TURNED {
            // It is read by this.
            drop(self.lines.passage());
            self.turned = Some(self.locus());
            return;
        }
        self.audit();
        self.push(DraftContent::Paragraph(trimmed(text)));
    }

    /// Reports that something else than a table was to stand on a turned page.
    pub(super) fn report_unturned(&mut self) {
        if let Some(locus) = self.turned.take() {
            let fault = Diagnostic::error("lost-text", format!("no table follows {TURNED}")).at(locus);
            self.sink.push(fault.help(
                "write it on a line of its own before a table of the text; of one that is called, and of a figure, the plan says turned = true",
            ));
        }
    }

    /// Reads to the paragraph's end what stands there beside that which stands alone, and reports it.
    fn report_beside(&mut self, alone: &str, kind: &str) {
        let beside = self.inlines(TagEnd::Paragraph);
        if !beside.is_empty() {
            let message = format!("text beside {alone} is not set: “{}”", plain(&beside));
            self.fault("lost-text", &message, &format!("leave a blank line between {kind} and other text"));
        }
    }

    /// A picture by its path; none where nothing is said for those who cannot see it.
    pub(super) fn image(&mut self, path: &str, alt: String, example: &str) -> Option<DraftImage> {
        if alt.trim().is_empty() {
            let message = format!("the picture {path} says nothing to those who cannot see it");
            self.fault("no-alternative-text", &message, &format!("say what it shows: {example}"));
            return None;
        }
        Some(DraftImage { path: path.to_owned(), alt })
    }

    fn float(&mut self, kind: &str, id: String, title: DraftRun) {
        let locus = self.locus();
        match kind {
            "figure" => self.written.push(WrittenBlock::Figure { id, title, locus }),
            "table" => self.written.push(WrittenBlock::Table { id, caption: title, locus }),
            "contents" => self.push(DraftContent::Contents { title: plain(&title) }),
            "http" | "https" | "file" | "data" => {
                let message = format!("the picture {kind}:{id} is not in the project");
                let help =
                    "put the file beside the plan, and name it by its path: ![What it shows](photo.jpg)";
                self.fault("unknown-float", &message, help);
            }
            other => {
                let message = format!("there is no float of kind {other}");
                self.fault("unknown-float", &message, "write figure:, table: or contents:");
            }
        }
    }

    /// The items of a list up to its end, with those of the lists within them.
    fn items(&mut self, depth: usize, is_ordered: bool, list: &mut Items) {
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => self.item(Level { depth, is_ordered }, list),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
    }

    /// An item: its text, and the lists in it.
    fn item(&mut self, level: Level, list: &mut Items) {
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
                list.push((text, level));
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
    fn table(&mut self, alignments: &[Alignment]) -> DraftContent {
        let (mut columns, mut rows) = (vec![], vec![]);
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => {
                    let heads = self.cells(TagEnd::TableHead);
                    let aligned = heads.into_iter().zip(alignments);
                    columns = aligned.map(|(head, it)| (head, align(*it))).collect();
                }
                Event::Start(Tag::TableRow) => {
                    rows.push(self.cells(TagEnd::TableRow));
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        DraftContent::Grid { columns, rows, is_turned: self.turned.take().is_some() }
    }

    /// The cells of a row of a table.
    fn cells(&mut self, end: TagEnd) -> Vec<DraftRun> {
        let mut cells = vec![];
        while let Some(event) = self.events.next().filter(|event| *event != Event::End(end)) {
            if event == Event::Start(Tag::TableCell) {
                let cell = self.inlines_until(|event| *event == Event::End(TagEnd::TableCell));
                // What stands in two cells is not one numeral.
                self.lines.read("\n");
                cells.push(trimmed(cell));
            }
        }
        self.audit_text(true);
        cells
    }

    /// A quotation: its last line names the speaker if it begins with a dash.
    fn quote(&mut self, end: TagEnd) -> DraftContent {
        let mut text = self.inlines(end);
        let is_speaker =
            |piece: &DraftInline| piece.as_text().is_some_and(|text| text.trim_start().starts_with('—'));
        let speaker = text.iter().rposition(is_speaker).map(|at| text.split_off(at)).unwrap_or_default();
        DraftContent::Quote { text: trimmed(text), speaker: trimmed(without_dash(speaker)) }
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Right => Align::End,
        Alignment::None | Alignment::Left | Alignment::Center => Align::Start,
    }
}

fn without_dash(mut speaker: DraftRun) -> DraftRun {
    if let Some(text) = speaker.first_mut().and_then(DraftInline::as_text_mut) {
        *text = text.trim_start_matches(['—', ' ']).to_owned();
    }
    speaker
}
