//! Collecting: a tree of inlines becomes a row of spans, each of one look.

use super::TextLook;
use crate::{
    doc::{
        inline::{Footnote, Inline, TextRole},
        reading::Reading,
    },
    font::Style,
    font::marks::{Class, class, fills_square},
    frame::{color::Color, geom::Abs, item::Target},
    lang::Lang,
    layout::{
        context::Context,
        numbers::{Lead, text_anchor},
        words,
    },
    theme::{Family, SMALLEST, Weight},
};

/// A reference of more characters than that is broken like text: a label with its number is shorter, the name of a
/// section longer.
const LONGEST_LABEL: usize = 12;

/// The spans of a paragraph, and where its links lead.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub spans: Vec<Span>,
    pub links: Vec<Link>,
}

/// A stretch that leads somewhere.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub target: Target,
    /// What leads here.
    pub anchor: Option<String>,
}

/// A stretch of text of one look.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub text: String,
    pub font: Style,
    pub size: Abs,
    pub color: Color,
    /// How far above the baseline it stands.
    pub raise: Abs,
    /// The link it belongs to, by its position among the paragraph's.
    pub link: Option<usize>,
    pub bond: Bond,
}

/// How firmly a span holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// Text: broken wherever the rules allow.
    Free,
    /// A fact, by its position among the paragraph's: a number with its unit.
    Number(usize),
    /// The mark of a fact: it stays with what stands before it.
    Status,
    /// The call of a note: it stays with what stands before it, too.
    Call,
    /// A reference: whole.
    Whole,
    /// A forced line break; its text is a line feed.
    Break,
}

impl Bond {
    /// Whether it is a raised mark, which belongs to what stands before it.
    pub fn is_mark(self) -> bool {
        matches!(self, Self::Status | Self::Call)
    }
}

/// Flattens `text`; white space is collapsed as in HTML, and between Han characters the end of a
/// template's line is none.
pub(super) fn collect(text: &[Inline], look: &TextLook, context: &Context) -> Collected {
    let mut collector = Collector { out: Collected::default(), look, context, last: None, facts: 0 };
    collector.walk(text, look.font(), None);
    collector.out
}

struct Collector<'a, 'c> {
    out: Collected,
    look: &'a TextLook,
    context: &'a Context<'c>,
    /// The last character taken in.
    last: Option<char>,
    facts: usize,
}

impl Collector<'_, '_> {
    fn walk(&mut self, text: &[Inline], font: Style, link: Option<usize>) {
        for inline in text {
            match inline {
                Inline::Text(text) | Inline::Literal(text) => self.push(text, font, link, Bond::Free),
                Inline::Fact(fact) => {
                    let link = link.or_else(|| self.lead(&fact.id));
                    self.push_fact(&fact.shown, font, link);
                    self.push_status(&fact.mark, font, link);
                }
                Inline::Strong(inner) => self.walk(inner, Style { weight: Weight::Bold, ..font }, link),
                Inline::Emphasis(inner) => self.walk(inner, self.emphasised(font), link),
                Inline::Role(role, inner) => self.walk_role(*role, inner, font, link),
                Inline::Reference { anchor, shown } => {
                    let link = self.link(Target::Anchor(anchor.clone()), None);
                    // `Figure 12` stays together, a heading's title cannot.
                    let is_label = shown.chars().count() <= LONGEST_LABEL;
                    let bond = if is_label { Bond::Whole } else { Bond::Free };
                    self.push(shown, font, Some(link), bond);
                }
                Inline::Page { anchor, is_aside } => {
                    let page = self.context.page_of(anchor);
                    if *is_aside && self.context.lang == Lang::En {
                        self.push(" ", font, link, Bond::Free);
                    }
                    let shown = words::page(self.context.lang, page, *is_aside);
                    let link = self.link(Target::Anchor(anchor.clone()), None);
                    self.push(&shown, font, Some(link), Bond::Whole);
                }
                Inline::Link { url, shown } => {
                    let link = self.link(Target::Url(url.clone()), None);
                    self.push(shown, font, Some(link), Bond::Free);
                }
                Inline::Footnote(note) => self.push_call(note, font),
                Inline::Break => {
                    self.last = None;
                    self.span("\n".to_owned(), font, link, Bond::Break);
                }
            }
        }
    }

    /// Raised or lowered, smaller, and never parted from what stands before it; code is set in the sans.
    fn walk_role(&mut self, role: TextRole, inner: &[Inline], font: Style, link: Option<usize>) {
        let first = self.out.spans.len();
        if role == TextRole::Code {
            return self.walk(inner, Style { family: Family::Sans, ..font }, link);
        }
        self.walk(inner, font, link);
        let style = &self.context.theme.footnote;
        for span in &mut self.out.spans[first..] {
            span.raise += match role {
                // As far below the baseline as three tenths of a small letter reach.
                TextRole::Subscript => span.size * -0.15,
                TextRole::Code | TextRole::Superscript => span.size * style.call_raise,
            };
            span.size = (span.size * style.call_size).max(SMALLEST);
            if span.bond == Bond::Free {
                span.bond = Bond::Status;
            }
        }
    }

    // Han faces have no italic; slanting them would be a fault, so emphasis is weight in Chinese.
    fn emphasised(&self, font: Style) -> Style {
        match self.context.lang {
            Lang::Zh => Style { weight: Weight::Bold, ..font },
            Lang::En => Style { italic: true, ..font },
        }
    }

    fn link(&mut self, target: Target, anchor: Option<String>) -> usize {
        self.out.links.push(Link { target, anchor });
        self.out.links.len() - 1
    }

    /// The quiet link of a fact's number: nothing shows it, and its row leads back to it.
    fn lead(&mut self, fact: &str) -> Option<usize> {
        let target = self.context.numbers.target(fact, self.look.lead)?;
        let anchor = (self.look.lead == Lead::Row).then(|| text_anchor(fact));
        Some(self.link(target, anchor))
    }

    fn push(&mut self, text: &str, font: Style, link: Option<usize>, bond: Bond) {
        let collapsed = self.collapse(text);
        if !collapsed.is_empty() {
            self.span(collapsed, font, link, bond);
        }
    }

    /// A fact's number and, where the look sets it smaller, its unit apart.
    fn push_fact(&mut self, shown: &Reading, font: Style, link: Option<usize>) {
        self.facts += 1;
        let bond = Bond::Number(self.facts);
        if self.look.unit_size >= 1.0 {
            return self.push(shown, font, link, bond);
        }
        // A percent sign belongs to its number: set smaller, it would be read as a mark.
        let after = shown.after().strip_prefix('%').unwrap_or(shown.after());
        let number = shown.strip_suffix(after).unwrap_or(shown.text()).strip_prefix(shown.before());
        let (before, number) = (shown.before(), number.unwrap_or(shown.digits()));
        for (part, scale) in [(before, self.look.unit_size), (number, 1.0), (after, self.look.unit_size)] {
            let first = self.out.spans.len();
            self.push(part, font, link, bond);
            for span in &mut self.out.spans[first..] {
                span.size = span.size * scale;
            }
        }
    }

    fn push_status(&mut self, mark: &str, font: Style, link: Option<usize>) {
        if mark.is_empty() {
            return;
        }
        self.push(mark, font, link, Bond::Status);
        let inline = &self.context.theme.inline;
        let muted = self.context.theme.color.muted;
        if let Some(span) = self.out.spans.last_mut() {
            let size = self.context.theme.text.body.size.min(span.size);
            span.raise = span.size * inline.status_raise;
            span.size = (size * inline.status_size).max(SMALLEST);
            span.color = muted;
        }
    }

    /// The number of a note, raised, a link to the note.
    fn push_call(&mut self, note: &Footnote, font: Style) {
        let link = self.link(Target::Anchor(note_anchor(note.number)), None);
        self.push(&note.number.to_string(), font, Some(link), Bond::Call);
        let style = &self.context.theme.footnote;
        if let Some(span) = self.out.spans.last_mut() {
            span.raise = span.size * style.call_raise;
            span.size = (span.size * style.call_size).max(SMALLEST);
        }
    }

    fn span(&mut self, text: String, font: Style, link: Option<usize>, bond: Bond) {
        let TextLook { text: style, color, .. } = self.look;
        let span = Span { text, font, size: style.size, color: *color, raise: Abs::ZERO, link, bond };
        self.out.spans.push(span);
    }

    /// One space for each stretch of white space, none at a line's start.
    fn collapse(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                out.push(c);
                self.last = Some(c);
                continue;
            }
            let mut is_line_end = c == '\n';
            while let Some(next) = chars.next_if(|next| matches!(next, ' ' | '\t' | '\n' | '\r')) {
                is_line_end |= next == '\n';
            }
            let joins_han = is_line_end
                && self.last.is_some_and(|last| joins(last, chars.peek().copied(), self.context.lang));
            if !joins_han && self.last.is_some_and(|last| last != ' ') {
                out.push(' ');
                self.last = Some(' ');
            }
        }
        out
    }
}

/// Whether the end of a template's line between two characters is no space: between Han
/// characters, and beside a full-width mark, which has a blank of its own.
fn joins(last: char, next: Option<char>, lang: Lang) -> bool {
    let is_mark = |c| matches!(class(c, lang), Class::Opening | Class::Closing);
    is_mark(last) || next.is_some_and(is_mark) || fills_square(last) && next.is_none_or(fills_square)
}

/// The anchor of the note of that number.
pub fn note_anchor(number: u32) -> String {
    format!("footnote-{number}")
}
