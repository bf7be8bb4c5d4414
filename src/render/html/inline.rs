//! Runs of text: every number a link to its row.

use maud::{Markup, html};

use super::article::Article;
use crate::{
    doc::{
        figure::Datum,
        inline::{Footnote, Inline, ShownFact, TextRole, plain},
    },
    lang::{Lang, is_han},
};

/// A number of more characters than that may be broken over lines at its blanks: on the narrowest screens
/// (320 CSS px at 17 px type) some twenty-eight stand in one.
const LONGEST_WHOLE: usize = 24;

impl Article<'_> {
    /// A run of text.
    pub(super) fn run(&mut self, text: &[Inline]) -> Markup {
        html! {
            @for inline in text {
                (self.inline(inline))
            }
        }
    }

    fn inline(&mut self, inline: &Inline) -> Markup {
        match inline {
            Inline::Text(text) | Inline::Literal(text) => html! { (flowing(text, self.lang)) },
            Inline::Fact(fact) => self.number(fact),
            Inline::Strong(inner) => html! { strong { (self.run(inner)) } },
            Inline::Emphasis(inner) => html! { em { (self.run(inner)) } },
            Inline::Role(TextRole::Code, inner) => html! { code { (self.run(inner)) } },
            Inline::Role(TextRole::Superscript, inner) => html! { sup.s { (self.run(inner)) } },
            Inline::Role(TextRole::Subscript, inner) => html! { sub { (self.run(inner)) } },
            Inline::Reference { anchor, shown } => html! { a href={ "#" (self.id(anchor)) } { (shown) } },
            // A web page has no pages.
            Inline::Page { .. } => html! {},
            Inline::Link { url, shown } => html! { a href=(url) rel="noreferrer" { (shown) } },
            Inline::Footnote(note) => self.call(note),
            Inline::Break => html! { br; },
        }
    }

    /// A number with its mark, a link to its row; the first of a fact can be come back to.
    pub(super) fn number(&mut self, fact: &ShownFact) -> Markup {
        let row = self.row_of(&fact.id);
        let place = self.first_place(&fact.id);
        let is_long = fact.shown.chars().count() > LONGEST_WHOLE;
        html! {
            a.n.w[is_long] id=[place] href={ "#" (row) } {
                (fact.shown.text())
                @if !fact.mark.is_empty() { small { (fact.mark) } }
            }
        }
    }

    /// A number that is drawn, a link to its row.
    pub(super) fn datum(&mut self, datum: &Datum) -> Markup {
        let (row, place) = (self.row_of(&datum.fact), self.first_place(&datum.fact));
        html! { a.n id=[place] href={ "#" (row) } { (datum.shown) } }
    }

    /// The number of a note, a link to it.
    fn call(&mut self, note: &Footnote) -> Markup {
        self.notes.push(note.clone());
        let (lang, number) = (self.lang, note.number);
        html! {
            sup { a id={ (lang) "-call-" (number) } href={ "#" (lang) "-note-" (number) } { (number) } }
        }
    }

    /// A run as one text, where nothing in it can lead anywhere: in a link, a title.
    pub(super) fn words(&self, text: &[Inline]) -> String {
        let between = if self.lang == Lang::En { " " } else { "" };
        flowing(&plain(text).replace('\n', between), self.lang)
    }
}

/// A text whose lines in the template are no lines of the page: between Han characters, where their end
/// would show as a blank, they have none.
fn flowing(text: &str, lang: Lang) -> String {
    if lang == Lang::En || !text.contains('\n') {
        return text.to_owned();
    }
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let is_wide = |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
        let [last, next] = [out.chars().last(), line.chars().next()].map(|c| c.is_none_or(is_wide));
        if !(last && next) {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}
