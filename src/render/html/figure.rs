//! Figures: title, drawing, notes, and the numbers of the drawing as a table.

use maud::{Markup, PreEscaped, html};

use super::{
    article::Article,
    table,
    words::{figure_label, pick},
};
use crate::{doc::figure::Figure, render::svg};

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
    let color = |color| article.colors.variable(color);
    let drawing = article.edition.drawings.get(&figure.id);
    let drawing = drawing.map(|frame| svg::inline(frame, article.page.fonts, &color, &figure.alt));
    let notes = article.small_print(&figure.notes);
    html! {
        figure.new[is_new] id=(id) {
            figcaption {
                b { (figure_label(article.lang, figure.number)) (title) }
                @if !figure.subtitle.is_empty() { p.muted { (subtitle) } }
            }
            (PreEscaped(drawing.unwrap_or_default()))
            (notes)
            details {
                summary { (pick(article.lang, "数据", "Data")) }
                (table::data(article, figure))
            }
        }
    }
}
