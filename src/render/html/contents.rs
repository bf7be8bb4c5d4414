//! The contents: what is behind them, as deep as the theme has it.

use maud::{Markup, html};

use super::{
    article::Article,
    block::listed,
    words::{figure_label, pick, table_label},
};
use crate::doc::block::{Block, Content};

/// A nav with an entry for each heading behind it, and below it the lists of figures and tables.
pub(super) fn contents(article: &Article, title: &str) -> Markup {
    let style = &article.page.theme.contents;
    let is_before = |block: &&Block| !matches!(block.content, Content::Contents { .. });
    let own = &article.edition.document.blocks;
    let annex = article.edition.annex.iter().flat_map(|it| &it.blocks);
    let headings =
        own.iter().skip_while(is_before).chain(annex.clone()).filter_map(|block| match &block.content {
            Content::Heading(it) if it.level <= style.depth && !it.id.is_empty() => Some(it),
            _ => None,
        });
    let all = || own.iter().chain(annex.clone()).map(|block| &block.content);
    let figures = all().filter_map(|content| match content {
        Content::Figure(it) => {
            Some((&it.id, figure_label(article.lang, it.number) + &article.words(&it.title)))
        }
        _ => None,
    });
    let tables = all().filter_map(|content| match content {
        Content::Table(it) => {
            Some((&it.id, table_label(article.lang, it.number?) + &article.words(&it.caption)))
        }
        _ => None,
    });
    let figures: Vec<_> = figures.filter(|_| style.figures).collect();
    let tables: Vec<_> = tables.filter(|_| style.tables).collect();
    let lang = article.lang;
    html! {
        nav.contents aria-label=(title) {
            h2 { (title) }
            ol {
                @for heading in headings {
                    li.l2[heading.level > 1] { a href={ "#" (article.id(&heading.id)) } { (listed(article, heading)) } }
                }
            }
            (list(article, pick(lang, "图目录", "Figures"), &figures))
            (list(article, pick(lang, "表目录", "Tables"), &tables))
        }
    }
}

fn list(article: &Article, title: &str, entries: &[(&String, String)]) -> Markup {
    html! {
        @if !entries.is_empty() {
            details {
                summary { (title) }
                ol {
                    @for (id, text) in entries {
                        li { a href={ "#" (article.id(id)) } { (text) } }
                    }
                }
            }
        }
    }
}
