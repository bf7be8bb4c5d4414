//! The web page: documents in all languages of an edition become one file that asks for nothing else.
//!
//! `articles (blocks → inlines, figures, tables) → sheets → head → page`
//!
//! It has no script. A number is a link to its row, which CSS shows over the foot of the page while the
//! link's target is that row; the language is a choice of two radio buttons, which CSS follows, too. What
//! a reader's browser cannot do leaves a longer page that says the same.

mod article;
mod block;
mod colors;
mod compact;
mod contents;
mod figure;
mod head;
mod inline;
pub mod reread;
mod sheets;
mod table;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use maud::{DOCTYPE, Markup, html};
use memchr::memmem;

use self::{article::Article, colors::Colors};
use crate::{
    data::{catalogue::Catalogue, fact::FactId},
    diag::Diagnostic,
    doc::{block::Document, description::Descriptions, marks::Marks},
    font::FontBook,
    frame::{geom::Abs, item::Frame},
    lang::Lang,
    ledger::Ledger,
    render::svg::Styles,
    theme::Theme,
};

/// What a web page is made of.
pub struct Webpage<'a> {
    /// One a language; the first is the one that opens.
    pub editions: Vec<HtmlBriefing<'a>>,
    pub ledger: &'a Ledger,
    pub descriptions: &'a Descriptions,
    pub catalogue: &'a Catalogue,
    pub theme: &'a Theme,
    pub fonts: &'a FontBook,
}

/// A briefing in one language.
pub struct HtmlBriefing<'a> {
    pub document: &'a Document,
    /// What changed since the release before.
    pub marks: Marks,
    /// The proposal behind it.
    pub annex: Option<Document>,
    /// The drawings of its figures, by their anchors.
    pub drawings: BTreeMap<String, FigureDrawing>,
}

/// A figure's drawing.
pub struct FigureDrawing {
    /// As wide as on the pages.
    pub wide: Arc<Frame>,
    /// As wide as [`PHONE`].
    pub narrow: Arc<Frame>,
}

/// The width of a drawing whose lettering has its own size on a phone: 358 CSS pixels of three quarters of
/// a point, which are the most common width, 390, without the margins.
pub const PHONE: Abs = Abs::pt(268.5);

/// Writes the page.
///
/// # Errors
/// Every number that has no row to lead to, at its block.
pub fn render(page: &Webpage) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let drawings = page.editions.iter().flat_map(|it| it.drawings.values());
    let colors = Colors::of(&page.theme.color, drawings.flat_map(|it| [&*it.wide, &*it.narrow]));
    let (mut faults, mut styles) = (vec![], Styles::default());
    let mut shown = FactsOnPage::default();
    let mut articles = vec![];
    for edition in &page.editions {
        let mut article = Article::new(page, edition, &colors, std::mem::take(&mut styles));
        articles.push(article.markup());
        faults.append(&mut article.faults);
        styles = article.styles;
        shown.facts.append(&mut article.shown);
        shown.places.extend(article.places.into_iter().map(|(fact, place)| ((fact, article.lang), place)));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let sheets = sheets::sheets(page, &shown);
    let whole = whole(page, &head::style(page, &colors, &styles), &articles, &sheets).into_string();
    Ok(compact::compact(&whole).into_bytes())
}

/// The page with what it says of its own words: data that no browser runs.
pub fn sealed(page: &[u8], seal: &str) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    // In HTML a script ends at its first end tag, whatever stands around it.
    let seal = seal.replace('<', "\\u003c").replace('&', "\\u0026");
    let at = page.windows(END.len()).position(|it| it == END).unwrap_or_default();
    [&page[..at], SEAL, seal.as_bytes(), SEAL_END, &page[at..]].concat()
}

/// What stands around the seal of a page.
const SEAL: &[u8] = b"<script type=\"application/json\" id=seal>";
const SEAL_END: &[u8] = b"</script>";

/// A page as it was before it was sealed.
pub fn unsealed(page: &[u8]) -> Vec<u8> {
    let Some(start) = memmem::find(page, SEAL) else { return page.to_vec() };
    let end = memmem::find(&page[start..], SEAL_END).map_or(page.len(), |it| start + it + SEAL_END.len());
    [&page[..start], &page[end..]].concat()
}

/// The facts that a page shows.
#[derive(Default)]
struct FactsOnPage {
    facts: BTreeSet<FactId>,
    /// The place of the page that shows a fact first, in each language.
    places: BTreeMap<(FactId, Lang), String>,
}

fn whole(page: &Webpage, style: &str, articles: &[Markup], sheets: &Markup) -> Markup {
    let first = page.editions.first().map_or(Lang::Zh, |it| it.document.lang);
    html! {
        (DOCTYPE)
        html lang=(first.bcp47()) {
            (head::head(page, style))
            body {
                main {
                    (head::bar(page))
                    @for article in articles { (article) }
                    (sheets)
                    (head::foot(page))
                }
            }
        }
        "\n"
    }
}
