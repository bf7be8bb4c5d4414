//! Blocks: headings, paragraphs, lists, cards, quotations.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{Markup, html};

use super::{article::Article, contents, figure, table, words::pick};
use crate::doc::{
    block::{Card, Content, Cover, DisplayLine, Heading, Image, Level, LineRole, List, Quote},
    inline::Inline,
};

impl Article<'_> {
    /// A block; `has_changed` tells of its items what the release before did not say.
    pub(super) fn block(&mut self, content: &Content, has_changed: &dyn Fn(usize) -> bool) -> Markup {
        let is_new = has_changed(0);
        match content {
            Content::Cover(cover) => self.cover(cover),
            Content::Heading(heading) => self.heading(heading, is_new),
            Content::Paragraph(text) => html! { p.new[is_new] { (self.run(text)) } },
            Content::Note(text) => html! { p.note.new[is_new] { (self.run(text)) } },
            Content::Line(line) => self.line(line),
            Content::List(list) => self.list(list, has_changed),
            Content::Quote(quote) => self.quote(quote, is_new),
            Content::Cards(cards) => self.cards(cards, is_new),
            Content::Figure(figure) => figure::figure(self, figure, is_new),
            Content::Image(image) => html! { p.picture { (picture(image)) } },
            Content::Table(table) => table::table(self, table, has_changed),
            Content::Contents { title } => contents::contents(self, title),
            Content::PageBreak => html! {},
        }
    }

    fn cover(&mut self, cover: &Cover) -> Markup {
        html! {
            header.cover {
                @if let Some(logo) = &cover.logo { p.logo { (picture(logo)) } }
                @if !cover.kicker.is_empty() { p.kicker { (self.run(&cover.kicker)) } }
                h1 { (self.run(&cover.title)) }
                @if !cover.subtitle.is_empty() { p.subtitle { (self.run(&cover.subtitle)) } }
                @if !cover.lines.is_empty() {
                    dl {
                        @for (label, text) in &cover.lines {
                            div { dt { (self.run(label)) } dd { (self.run(text)) } }
                        }
                    }
                }
            }
        }
    }

    /// The cover has the first level.
    fn heading(&mut self, heading: &Heading, is_new: bool) -> Markup {
        let id = (!heading.id.is_empty()).then(|| self.id(&heading.id));
        let text = html! {
            @if !heading.number.is_empty() {
                (heading.number)
                @if is_spaced(&heading.number) { " " }
            }
            (self.run(&heading.text))
        };
        match heading.level {
            1 => html! { h2.new[is_new] id=[id] { (text) } },
            2 => html! { h3.new[is_new] id=[id] { (text) } },
            _ => html! { h4.new[is_new] id=[id] { (text) } },
        }
    }

    fn line(&mut self, line: &DisplayLine) -> Markup {
        let role = match line.role {
            LineRole::Label => "label",
            LineRole::Opening => "opening",
            LineRole::Enclosure => "enclosure",
            LineRole::Closing => "closing",
        };
        html! { p class=(role) { (self.run(&line.text)) } }
    }

    fn list(&mut self, list: &List, has_changed: &dyn Fn(usize) -> bool) -> Markup {
        self.items(list, 0, list.items.len(), has_changed)
    }

    /// The items from one to another, of which the first says how deep the list lies; deeper ones stand in the
    /// item before them.
    fn items(&mut self, list: &List, from: usize, to: usize, has_changed: &dyn Fn(usize) -> bool) -> Markup {
        let Level { depth, is_ordered } = list.level(from);
        let own: Vec<usize> = (from..to).filter(|nth| list.level(*nth).depth <= depth).collect();
        let ends = own.iter().skip(1).copied().chain([to]);
        let items = html! {
            @for (nth, end) in own.iter().copied().zip(ends) {
                li.new[has_changed(nth)] {
                    (self.run(&list.items[nth]))
                    @if nth + 1 < end { (self.items(list, nth + 1, end, has_changed)) }
                }
            }
        };
        if is_ordered {
            html! { ol { (items) } }
        } else {
            html! { ul { (items) } }
        }
    }

    fn quote(&mut self, quote: &Quote, is_new: bool) -> Markup {
        html! {
            blockquote.new[is_new] {
                p { (self.run(&quote.text)) }
                @if !quote.speaker.is_empty() {
                    p.speaker { (pick(self.lang, "——", "— ")) (self.run(&quote.speaker)) }
                }
            }
        }
    }

    fn cards(&mut self, cards: &[Card], is_new: bool) -> Markup {
        html! {
            ul.cards.new[is_new] {
                @for card in cards {
                    li {
                        @if let Some(trend) = &card.trend { (figure::trend(self, trend)) }
                        p.value { (self.run(&card.value)) }
                        p { (self.run(&card.label)) }
                        @if !card.note.is_empty() { p.muted { (self.run(&card.note)) } }
                        @if let Some(trend) = &card.trend { (figure::trend_data(self, trend)) }
                    }
                }
            }
        }
    }

    /// Notes below a figure or table.
    pub(super) fn small_print(&mut self, notes: &[Vec<Inline>]) -> Markup {
        html! {
            @for note in notes {
                p.note { (self.run(note)) }
            }
        }
    }
}

/// A picture within the page itself, which loads nothing, as wide as it is by itself.
fn picture(image: &Image) -> Markup {
    let picture = &image.picture;
    // A pixel of CSS is three quarters of a point.
    let width = picture.natural / 750;
    let address = format!("data:image/png;base64,{}", STANDARD.encode(picture.to_png()));
    html! { img src=(address) alt=(image.alt) width=(width); }
}

/// Whether a heading's number needs a space behind it; `一、` and `（一）` bring their own.
pub(super) fn is_spaced(number: &str) -> bool {
    !number.ends_with(['、', '）', '．'])
}

/// A heading as the contents list it: with its number, and without what its words lead to.
pub(super) fn listed(article: &Article, heading: &Heading) -> String {
    let space = if heading.number.is_empty() || !is_spaced(&heading.number) { "" } else { " " };
    format!("{}{space}{}", heading.number, article.words(&heading.text))
}
