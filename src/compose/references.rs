//! References: the publications that the document rests on, after GB/T 7714.

use std::collections::BTreeSet;

use super::{
    Edition,
    scope::Scope,
    table_body::{TableBody, literal},
};
use crate::{
    data::source::Source,
    doc::{inline::Inline, table::Density},
    lang::Lang,
};

/// The publications behind the facts that the document shows, and behind its registers, in the order
/// in which they are listed and numbered.
pub fn cited<'e>(edition: &'e Edition, scope: &Scope) -> Vec<&'e Source> {
    let shown = scope.shown();
    let of_facts = shown.keys().filter_map(|id| scope.facts.get(id)).flat_map(|fact| &fact.operands);
    let registers = edition.registers;
    let mut codes: BTreeSet<&str> = of_facts.map(|it| it.source.as_str()).collect();
    codes.extend(registers.facilities.iter().map(|it| it.source.as_str()));
    codes.extend(registers.milestones.iter().map(|it| it.source.as_str()));
    codes.extend(registers.challenges.iter().map(|it| it.source.as_str()));
    codes.extend(registers.proposals.iter().map(|it| it.source.as_str()));
    codes.extend(registers.claims.iter().map(|it| it.source.as_str()));
    codes.into_iter().filter_map(|code| edition.catalogue.sources.get(code)).collect()
}

/// A row a publication, after GB/T 7714: its number, who published it, its title, kind, day and address.
pub fn sources(edition: &Edition, scope: &Scope) -> TableBody {
    let lang = scope.writer.lang;
    let mut body = TableBody { density: Density::Dense, ..TableBody::default() };
    body.text_column(lang, "序号", "No.");
    body.text_column(lang, "文献", "Publication");
    for (source, number) in cited(edition, scope).into_iter().zip(1_u32..) {
        body.row(vec![literal(format!("[{number}]")), entry(source, lang)]);
    }
    body
}

/// 国家统计局. 2020年…公报[EB/OL]. (2021-02-28)[2025-03-01]. address: online where it has an address, else a paper of
/// no kind that the standard names. The second day is the one on which it was read there, where that was written down.
fn entry(source: &Source, lang: Lang) -> Vec<Inline> {
    let (publisher, title) = (source.publisher.get(lang), source.title.get(lang));
    let kind = if source.url.is_some() { "EB/OL" } else { "Z" };
    let mut words = format!("{publisher}. {title}[{kind}].");
    if title.is_empty() {
        words = format!("{publisher}[{kind}].");
    }
    match (source.published, source.accessed) {
        (Some(day), None) => words = format!("{words} ({day})."),
        (Some(day), Some(read)) => words = format!("{words} ({day})[{read}]."),
        (None, Some(read)) => words = format!("{words} [{read}]."),
        (None, None) => {}
    }
    let mut entry = literal(words);
    if let Some(url) = &source.url {
        let shown = url.trim_start_matches("https://").trim_start_matches("http://").to_owned();
        entry.push(Inline::Literal(" ".to_owned()));
        entry.push(Inline::Link { shown, url: url.clone() });
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Bilingual;

    fn said(published: Option<&str>, accessed: Option<&str>) -> String {
        let day = |text: &str| text.parse().expect("a day");
        let source = Source {
            code: "NBS".into(),
            publisher: Bilingual::new("国家统计局", "National Bureau of Statistics"),
            title: Bilingual::new("公报", "Bulletin"),
            url: Some("https://www.stats.gov.cn/a.html".to_owned()),
            published: published.map(day),
            accessed: accessed.map(day),
        };
        entry(&source, Lang::Zh)
            .iter()
            .map(|part| match part {
                Inline::Literal(words) | Inline::Link { shown: words, .. } => words.as_str(),
                _ => "",
            })
            .collect()
    }

    #[test]
    fn an_entry_gives_the_day_of_publication_and_that_of_access() {
        let entry = |days, dot| format!("国家统计局. 公报[EB/OL].{days}{dot} www.stats.gov.cn/a.html");
        assert_eq!(said(None, None), entry("", ""));
        assert_eq!(said(Some("2025-02-28"), None), entry(" (2025-02-28)", "."));
        assert_eq!(said(Some("2025-02-28"), Some("2025-03-01")), entry(" (2025-02-28)[2025-03-01]", "."));
        assert_eq!(said(None, Some("2025-03-01")), entry(" [2025-03-01]", "."));
    }
}
