//! Figures: title, drawing, notes, and the numbers of the drawing as a table.

use maud::{Markup, PreEscaped, html};

use super::{
    FigureDrawing,
    article::Article,
    table,
    words::{figure_label, pick},
};
use crate::{
    doc::{block::Trend, figure::Figure},
    render::svg,
};

/// A figure with its data below, folded.
pub(super) fn figure(article: &mut Article, figure: &Figure, is_new: bool) -> Markup {
    let id = article.id(&figure.id);
    let title = article.run(&figure.title);
    let subtitle = article.run(&figure.subtitle);
    // What the drawing shows first is come back to as the figure.
    for datum in figure.chart.data() {
        if !article.places.contains_key(&datum.fact) {
            article.places.insert(datum.fact.clone(), id.clone());
        }
    }
    let drawing = drawing(article, figure);
    let notes = article.small_print(&figure.notes);
    html! {
        figure.new[is_new] id=(id) {
            figcaption {
                b { (figure_label(article.lang, figure.number)) (title) }
                @if !figure.subtitle.is_empty() { p.muted { (subtitle) } }
            }
            (drawing)
            (notes)
            details {
                summary { (pick(article.lang, "数据", "Data")) }
                (table::data(article, figure))
            }
        }
    }
}

/// The line of a card's trend, which is as long on every screen.
pub(super) fn trend(article: &mut Article, trend: &Trend) -> Markup {
    let Some(FigureDrawing { wide, .. }) = article.edition.drawings.get(&trend.id()) else { return html! {} };
    let (colors, fonts) = (article.colors, article.page.fonts);
    let line = svg::inline(wide, fonts, &mut article.styles, &|color| colors.variable(color));
    html! { span.trend role="img" aria-label=(trend.alt) { (PreEscaped(line)) } }
}

/// The numbers that a trend leads through, in its order, folded.
pub(super) fn trend_data(article: &mut Article, trend: &Trend) -> Markup {
    html! {
        details {
            summary { (pick(article.lang, "历年", "By year")) }
            @for datum in trend.series.points.iter().flatten() {
                p.year { (article.datum(datum)) }
            }
        }
    }
}

/// The drawing, for a screen and for a phone: one of them is shown.
fn drawing(article: &mut Article, figure: &Figure) -> Markup {
    let Some(FigureDrawing { wide, narrow }) = article.edition.drawings.get(&figure.id) else {
        return html! {};
    };
    let (colors, fonts) = (article.colors, article.page.fonts);
    let [wide, narrow] = [wide, narrow]
        .map(|frame| svg::inline(frame, fonts, &mut article.styles, &|color| colors.variable(color)));
    html! {
        div.drawing role="img" aria-label=(figure.alt) {
            div.screen { (PreEscaped(wide)) }
            div.phone { (PreEscaped(narrow)) }
        }
    }
}
