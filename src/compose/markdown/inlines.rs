//! Inlines: what a line of text says, with its facts put back.

use std::cell::Cell;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{MarkdownReader, is_too_deep, located, too_deep};
use crate::{
    compose::{
        bind::{RenderedPiece, without_marks},
        draft::{DraftInline, DraftRun, plain},
        small::{SmallToken, tokens},
    },
    diag::{Diagnostic, Locus},
    doc::inline::{Inline, TextRole},
    inputs::no_character,
    lang::Lang,
};

/// As many characters of a tag as are told.
const SHOWN: usize = 40;

/// How the address of a link begins: on the web, of a person, within the document.
const LEADING: [&str; 5] = ["https://", "http://", "mailto:", "#", "page:"];

impl<'a, I: Iterator<Item = Event<'a>>> MarkdownReader<'a, I> {
    /// A line of text outside paragraphs, with its emphasis and links.
    pub(super) fn run(&mut self, text: &str) -> DraftRun {
        let parser = || Parser::new_ext(text.trim(), Options::ENABLE_SUPERSCRIPT | Options::ENABLE_SUBSCRIPT);
        if is_too_deep(parser()) {
            self.sink.push(too_deep(self.file));
            return vec![];
        }
        let at = Cell::new(0);
        let mut inner = MarkdownReader {
            events: located(parser(), &at).peekable(),
            rendered: text.trim(),
            at: &at,
            file: self.file,
            scope: self.scope,
            sink: &mut *self.sink,
            lines: self.lines.clone(),
            written: vec![],
            notes: vec![],
            turned: None,
            tags: vec![],
        };
        let inlines = inner.inlines_until(|_| false);
        inner.audit();
        self.lines = inner.lines;
        trimmed(inlines)
    }

    /// The runs up to the end of an element, its white space at the edges taken off.
    pub(super) fn inlines(&mut self, end: TagEnd) -> DraftRun {
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

    pub(super) fn inlines_until(&mut self, is_end: impl Fn(&Event<'a>) -> bool) -> DraftRun {
        let mut inlines = vec![];
        while let Some(event) = self.events.next().filter(|event| !is_end(event)) {
            match event {
                Event::Text(text) => self.text(&text, &mut inlines),
                Event::SoftBreak => {
                    self.lines.read("\n");
                    inlines.extend((self.scope.writer.lang == Lang::En).then(|| DraftInline::text(" ")));
                }
                Event::HardBreak => {
                    self.lines.read("\n");
                    inlines.push(DraftInline::Said(Inline::Break));
                }
                Event::InlineHtml(tag) if is_break(&tag) => {
                    self.lines.read("\n");
                    inlines.push(DraftInline::Said(Inline::Break));
                }
                Event::Start(Tag::Strong) => inlines.push(DraftInline::Strong(self.inlines(TagEnd::Strong))),
                Event::Start(Tag::Emphasis) => {
                    inlines.push(DraftInline::Emphasis(self.inlines(TagEnd::Emphasis)));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    inlines.push(self.link(link_type == LinkType::Email, &dest_url, &title));
                }
                Event::FootnoteReference(name) => {
                    inlines.push(DraftInline::Call(without_marks(&name)));
                }
                Event::Code(code) => {
                    let pieces = self.scope.bindings.resolve(&code);
                    // What is typed into a machine has no marks of ours.
                    let tokens = pieces.into_iter().map(SmallToken::from).collect();
                    let mut inner = vec![];
                    self.tokens(tokens, &mut inner);
                    inlines.push(DraftInline::Role(TextRole::Code, inner));
                }
                Event::Start(Tag::Superscript) => {
                    let raised = self.inlines(TagEnd::Superscript);
                    inlines.push(DraftInline::Role(TextRole::Superscript, raised));
                }
                Event::Start(Tag::Subscript) => {
                    let lowered = self.inlines(TagEnd::Subscript);
                    inlines.push(DraftInline::Role(TextRole::Subscript, lowered));
                }
                Event::InlineHtml(tag) | Event::Html(tag) => {
                    let place = self.here();
                    self.tag(&tag, "lost-text", place);
                }
                Event::Start(Tag::Image { .. }) => {
                    let help =
                        "a figure or a picture stands alone in its paragraph, as ![title](figure:name)";
                    self.not_set("a picture in a line", help);
                }
                Event::Start(Tag::List(_)) => {
                    self.not_set(
                        "a list within another block",
                        "end that one with a blank line, and begin at the margin",
                    );
                }
                Event::Start(Tag::Table(_)) => {
                    self.not_set(
                        "a table within another block",
                        "leave a blank line, and begin it at the margin",
                    );
                    while self.events.next().is_some_and(|event| event != Event::End(TagEnd::Table)) {}
                }
                Event::Start(Tag::Item) => {}
                Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Heading { .. }) | Event::Rule => {
                    self.not_set("a block within another", "leave a blank line, and begin at the margin");
                }
                Event::End(TagEnd::Paragraph) => {
                    self.audit();
                    inlines.push(DraftInline::Said(Inline::Break));
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

    /// Reports a tag of a web page, or a comment.
    pub(super) fn tag(&mut self, tag: &str, code: &'static str, place: Locus) {
        let written = self.scope.bindings.read(tag);
        let name = |tag: &str| tag.chars().take_while(|c| c.is_alphanumeric()).collect::<String>();
        if let Some(ended) = written.trim().strip_prefix("</").map(name)
            && let Some(at) = self.tags.iter().rposition(|it| *it == ended)
        {
            self.tags.remove(at);
            return;
        }
        self.tags.extend(written.trim().strip_prefix('<').map(name).filter(|it| !it.is_empty()));
        let shown: String = written.trim().chars().take(SHOWN).collect();
        let help = if shown.starts_with("<!--") {
            "take it out; notes of the editors are written {## so ##}"
        } else {
            "take it out: bold is written **so**, a raised text ^so^, a lowered one ~so~, a break <br>"
        };
        let fault = Diagnostic::error(code, format!("a tag or a comment is not set: {shown}"));
        self.sink.push(fault.at(place).help(help));
    }

    /// What stands in an element up to its end, as it is written.
    pub(super) fn read_to(&mut self, end: TagEnd) -> String {
        let mut written = String::new();
        while let Some(event) = self.events.next().filter(|event| *event != Event::End(end)) {
            if let Event::Text(text) | Event::Html(text) = event {
                written.push_str(&text);
            }
        }
        self.scope.bindings.read(&written)
    }

    /// A link, up to its end: it shows words alone, and leads to where something can be opened.
    fn link(&mut self, is_mail: bool, dest_url: &str, title: &str) -> DraftInline {
        if !title.is_empty() {
            let message = format!("the title of a link is not set: “{}”", without_marks(title));
            let fault = Diagnostic::error("lost-text", message).at(self.locus());
            self.sink.push(fault.help("say it in the text: a link is written [words](address)"));
        }
        let words = self.inlines(TagEnd::Link);
        let shown = plain(&words);
        if let Some(lost) = beyond_words(&words) {
            let message = format!("{lost} in the words of a link is not set: “{shown}”");
            let help = "write it before or behind the link: its words are text alone";
            self.fault("lost-text", &message, help);
        }
        let mut url = without_marks(dest_url);
        if words.is_empty() && !url.starts_with('#') && !url.starts_with("page:") {
            let message = format!("a link to {url} has no words, and would not be seen");
            self.fault_here("lost-text", &message, "say where it leads: [words](address), or <address>");
        }
        if is_mail {
            url.insert_str(0, "mailto:");
        }
        if !LEADING.iter().any(|start| url.starts_with(start)) {
            let message = format!("a link leads to {url}, where nothing can be opened");
            let help = "write an address with https:// or mailto:, or an anchor, #name";
            self.fault("bad-link", &message, help);
        }
        for piece in self.scope.bindings.resolve(dest_url) {
            if let RenderedPiece::Strange(c) = piece {
                let locus = self.locus();
                self.sink.push(no_character(c).at(locus));
            }
        }
        match (url.strip_prefix('#'), url.strip_prefix("page:")) {
            (Some(anchor), _) => DraftInline::Reference { anchor: anchor.to_owned(), words: shown },
            (_, Some(anchor)) => {
                DraftInline::Said(Inline::Page { anchor: anchor.to_owned(), is_aside: true })
            }
            _ => DraftInline::Said(Inline::Link { url, shown }),
        }
    }

    /// Puts the facts back into a stretch of text; numerals that are none are reported as soon as
    /// their line is known.
    pub(super) fn text(&mut self, text: &str, inlines: &mut DraftRun) {
        self.tokens(tokens(self.scope.bindings.resolve(text)), inlines);
    }

    pub(super) fn tokens(&mut self, tokens: Vec<SmallToken>, inlines: &mut DraftRun) {
        // What is raised or lowered is gathered apart until its end.
        let mut small: Option<(TextRole, DraftRun)> = None;
        for token in tokens {
            let inline = match token {
                SmallToken::EndOfLine(line) => {
                    self.lines.end(line);
                    continue;
                }
                SmallToken::Bound(inline) => {
                    self.lines.read_bound();
                    DraftInline::Said(inline)
                }
                SmallToken::Text(text) => {
                    self.lines.read(&text);
                    DraftInline::text(text)
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
                    Some((role, within)) => DraftInline::Role(role, within),
                    None => continue,
                },
            };
            small.as_mut().map_or(&mut *inlines, |(_, within)| within).push(inline);
        }
    }
}

/// Whether a tag breaks a line, in any of its spellings.
fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim_end();
    name.eq_ignore_ascii_case("br")
}

/// Takes white space and breaks off both ends of a run.
pub(super) fn trimmed(mut inlines: DraftRun) -> DraftRun {
    let is_blank = |piece: &DraftInline| match piece {
        DraftInline::Said(Inline::Text(text)) => text.trim().is_empty(),
        DraftInline::Said(Inline::Break) => true,
        _ => false,
    };
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let leading = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..leading);
    if let Some(text) = inlines.first_mut().and_then(DraftInline::as_text_mut) {
        *text = text.trim_start().to_owned();
    }
    if let Some(text) = inlines.last_mut().and_then(DraftInline::as_text_mut) {
        *text = text.trim_end().to_owned();
    }
    inlines
}

/// What a link's words hold that is more than words: a number would lose its source, a note its call.
fn beyond_words(run: &[DraftInline]) -> Option<&'static str> {
    run.iter().find_map(|piece| match piece {
        DraftInline::Said(Inline::Fact(_) | Inline::Literal(_)) => Some("a number"),
        DraftInline::Call(_) => Some("the call of a note"),
        DraftInline::Strong(within) | DraftInline::Emphasis(within) | DraftInline::Role(_, within) => {
            beyond_words(within)
        }
        DraftInline::Said(_) | DraftInline::Reference { .. } => None,
    })
}
