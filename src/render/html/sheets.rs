//! Sheets: a row for each fact that the page shows and one for each source, hidden until a link leads to
//! it, and then shown over the foot of the page.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{
    FactsOnPage, Webpage,
    words::{both, both_of, pick},
};
use crate::{
    data::source::Source,
    doc::description::Description,
    lang::Lang,
    ledger::{Entry, Operand},
};

/// A link that leads nowhere closes a sheet and moves nothing: no element has that identity.
const CLOSE: &str = "#-";

/// The rows of the facts shown, in the order of their identities, and of the sources behind them.
pub(super) fn sheets(page: &Webpage, shown: &FactsOnPage) -> Markup {
    let entries = page.ledger.facts.iter().filter(|it| shown.facts.contains(&it.id));
    let described: Vec<(&Entry, &Description)> =
        entries.filter_map(|it| Some((it, page.descriptions.get(&it.id)?))).collect();
    let codes: BTreeSet<&str> =
        described.iter().flat_map(|(entry, _)| &entry.operands).map(|it| it.source.as_str()).collect();
    let sources = codes.into_iter().filter_map(|code| page.catalogue.sources.get(code));
    let first = page.editions.first().map_or(Lang::Zh, |it| it.document.lang);
    html! {
        section.sheets aria-label=(pick(first, "数据与出处", "Numbers and sources")) {
            // On paper they are an appendix.
            h2 { (both_of(page, "数据与出处", "Numbers and sources")) }
            @for (entry, description) in described {
                (fact(page, shown, entry, description))
                "\n"
            }
            @for it in sources {
                (source(page, it))
                "\n"
            }
            // One for all: it is shown while any of those before it is.
            a.close href=(CLOSE) { (both_of(page, "关闭", "Close")) }
        }
    }
}

/// A fact's row, behind a place for each further name of it.
fn fact(page: &Webpage, shown: &FactsOnPage, entry: &Entry, description: &Description) -> Markup {
    html! {
        @for alias in &description.aliases { div.alias id=(alias) {} }
        div.sheet id=(description.anchor) {
            h2 { (both(page, |lang| description.what.get(lang).to_owned())) }
            p.value { (both(page, |lang| description.reads.get(lang).to_owned())) }
            dl {
                dt { (both_of(page, "区间", "Bounds")) }
                dd { (both(page, |lang| description.bounds.get(lang).to_owned())) }
                dt { (both_of(page, "原值", "Unrounded")) }
                dd {
                    b.v { (entry.value) } " " (entry.unit)
                    " [" span.lo { (end(entry.lo.as_ref())) } ", " span.hi { (end(entry.hi.as_ref())) } "]"
                    (status(page, &entry.status)) (qualifier(page, &entry.qualifier))
                }
                dt { (both_of(page, "算式", "Formula")) }
                dd {
                    span.f { (entry.formula) }
                    @if entry.exponent > 0 { " (× 10^" (entry.exponent) ")" }
                }
                dt { (both_of(page, "出处", "Cells")) }
                @for operand in &entry.operands { (cell(page, operand)) }
                dd { code { (entry.id) } }
            }
            @for edition in &page.editions {
                @let lang = edition.document.lang;
                @if let Some(place) = shown.places.get(&(entry.id.clone(), lang)) {
                    a lang=(lang.code()) href={ "#" (place) } { (pick(lang, "正文", "In the text")) }
                }
            }
        }
    }
}

/// What shows a row while a link's target is it, or one of the names before it.
pub(super) fn selectors(page: &Webpage) -> String {
    let most = page.descriptions.values().map(|it| it.aliases.len()).max().unwrap_or_default();
    let by_alias = (0..most).map(|between| format!(".alias:target{}+.sheet", "+.alias".repeat(between)));
    std::iter::once(".sheet:target".to_owned()).chain(by_alias).collect::<Vec<_>>().join(",")
}

/// A value that the fact was computed from.
fn cell(page: &Webpage, operand: &Operand) -> Markup {
    let has_source = page.catalogue.sources.contains_key(&operand.source);
    html! {
        dd.cell {
            b { (operand.printed) @if operand.multiplier > 0 { " × 10^" (operand.multiplier) } }
            " " (operand.indicator) " " (operand.area) " " (operand.period) " " (operand.status)
            " · " (operand.vintage)
            @if !operand.family.is_empty() { " " (operand.family) }
            " · "
            @if has_source { a href={ "#source." (operand.source) } { (operand.source) } }
            @else { (operand.source) }
            " · " code { (operand.cell) }
        }
    }
}

/// A source's row: who published it, its title, its day and address.
fn source(page: &Webpage, source: &Source) -> Markup {
    html! {
        div.sheet id={ "source." (source.code) } {
            h2 { (both(page, |lang| source.publisher.get(lang).to_owned())) }
            p { (both(page, |lang| source.title.get(lang).to_owned())) }
            @if let Some(day) = source.published { p { time { (day) } } }
            @if let Some(url) = &source.url { p { a href=(url) rel="noreferrer" { (url) } } }
            p { code { (source.code) } }
        }
    }
}

fn end(end: Option<&String>) -> &str {
    end.map_or("∞", String::as_str)
}

/// The words for an SDMX `CL_OBS_STATUS`, but for a normal value.
fn status(page: &Webpage, code: &str) -> Markup {
    let [zh, en] = match code {
        "B" => ["序列中断", "break in the series"],
        "P" => ["初步数", "provisional"],
        "E" => ["估计数", "estimated"],
        "U" => ["可靠性较低", "of low reliability"],
        _ => return html! {},
    };
    html! { " · " (code) " " (both_of(page, zh, en)) }
}

/// What the source says around the number.
fn qualifier(page: &Webpage, qualifier: &str) -> Markup {
    match qualifier {
        "more than" => html! { " · " (both_of(page, "下限", "a lower bound")) },
        "about" => html! { " · " (both_of(page, "约数", "approximate")) },
        _ => html! {},
    }
}
