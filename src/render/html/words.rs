//! The words that the page itself says, in both languages.

use maud::{Markup, html};

use super::Webpage;
use crate::lang::Lang;

/// One of two wordings.
pub(super) fn pick<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What stands before a figure's title.
pub(super) fn figure_label(lang: Lang, number: u32) -> String {
    label(lang, "图", "Figure", number)
}

/// What stands before a table's caption.
pub(super) fn table_label(lang: Lang, number: u32) -> String {
    label(lang, "表", "Table", number)
}

// As the pages have it: no-break spaces, and two of them before the title.
fn label(lang: Lang, zh: &str, en: &str, number: u32) -> String {
    match lang {
        Lang::Zh => format!("{zh}{number}\u{a0}\u{a0}"),
        Lang::En => format!("{en}\u{a0}{number}\u{a0}\u{a0}"),
    }
}

/// What is said in each language of the page, of which the reader sees the one chosen; once, where all say
/// the same.
pub(super) fn both(page: &Webpage, say: impl Fn(Lang) -> String) -> Markup {
    let said: Vec<(Lang, String)> =
        page.editions.iter().map(|it| it.document.lang).map(|lang| (lang, say(lang))).collect();
    let is_one = said.windows(2).all(|pair| pair[0].1 == pair[1].1);
    html! {
        @if let (true, Some((_, words))) = (is_one, said.first()) { (words) }
        @else {
            @for (lang, words) in &said { span lang=(lang.code()) { (words) } }
        }
    }
}

/// The same of a pair of wordings.
pub(super) fn both_of(page: &Webpage, zh: &str, en: &str) -> Markup {
    both(page, |lang| pick(lang, zh, en).to_owned())
}
