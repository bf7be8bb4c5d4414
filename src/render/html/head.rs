//! Head, bar and foot: what the page is, of which release, and what it may load, which is nothing.

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::{Webpage, colors::Colors, sheets, words::pick};
use crate::{
    doc::block::DocumentMeta,
    inputs::sha256,
    lang::Lang,
    output::{FACTS_CSV, FACTS_JSON},
    render::svg::Styles,
};

/// The style but for its colours.
const STYLE: &str = include_str!("page.css");

/// The head: nothing is loaded, and no style but its own counts.
pub(super) fn head(page: &Webpage, style: &str) -> Markup {
    // What lies within the page itself; without any, nothing at all.
    let has_pictures = page.editions.iter().any(|it| it.document.has_pictures());
    let pictures = if has_pictures { "img-src data:; " } else { "" };
    let policy = format!(
        "default-src 'none'; {pictures}style-src '{}'; base-uri 'none'; form-action 'none'",
        integrity(style)
    );
    let titles: Vec<&str> = page.editions.iter().map(|it| it.document.meta.title.as_str()).collect();
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (titles.join(" · ")) }
            @if let Some(meta) = metas(page).next() {
                meta name="author" content=(meta.author);
                meta name="description" content=(meta.subject);
            }
            style { (PreEscaped(style)) }
            script type="application/ld+json" { (PreEscaped(data(page))) }
        }
        "\n"
    }
}

/// The choice of the language, which what is behind it follows, and the release.
pub(super) fn bar(page: &Webpage) -> Markup {
    let is_choice = page.editions.len() > 1;
    html! {
        @if is_choice {
            @for (nth, edition) in page.editions.iter().enumerate() {
                @let lang = edition.document.lang;
                input.choice type="radio" name="language" id={ "in-" (lang) } checked[nth == 0];
            }
        }
        header.bar {
            @if is_choice {
                p.languages {
                    @for edition in &page.editions {
                        @let lang = edition.document.lang;
                        label for={ "in-" (lang) } lang=(lang.bcp47()) { (name(lang)) }
                    }
                }
            }
            @for meta in page.editions.iter() {
                p.release lang=(meta.document.lang.code()) { (release(&meta.document.meta, meta.document.lang)) }
            }
        }
        "\n"
    }
}

/// The foot: the release again, and where what is on the page can be looked up.
pub(super) fn foot(page: &Webpage) -> Markup {
    html! {
        footer {
            @for edition in &page.editions {
                @let (meta, lang) = (&edition.document.meta, edition.document.lang);
                p lang=(lang.code()) {
                    (meta.title) " · " (release(meta, lang)) br;
                    (pick(
                        lang,
                        "每个数字都链接到它的数据行；核对本页：briefing verify。",
                        "Every number leads to its row. To check this page: briefing verify.",
                    ))
                }
            }
        }
        "\n"
    }
}

fn metas<'a>(page: &'a Webpage) -> impl Iterator<Item = &'a DocumentMeta> {
    page.editions.iter().map(|it| &it.document.meta)
}

/// The release, the day of its data, its code and what it is: a draft, out of date.
fn release(meta: &DocumentMeta, lang: Lang) -> String {
    let DocumentMeta { release, as_of, foot, .. } = meta;
    match lang {
        Lang::Zh => format!("{release} · 数据截至{as_of} · {foot}"),
        Lang::En => format!("{release} · data as of {as_of} · {foot}"),
    }
}

fn name(lang: Lang) -> &'static str {
    pick(lang, "中文", "English")
}

/// The style with the theme's colours, the looks of the drawings, and what the languages of the page need.
pub(super) fn style(page: &Webpage, colors: &Colors, drawings: &Styles) -> String {
    let [day, night] = colors.declared();
    let rows = sheets::selectors(page);
    let mut style = vec![
        format!(":root{{{day}}}"),
        format!("@media (prefers-color-scheme:dark){{:root{{{night}}}}}"),
        STYLE.trim_end().to_owned(),
        drawings.to_css(),
        format!("@media screen{{{rows}{{display:block}}}}"),
    ];
    let langs = || page.editions.iter().map(|it| it.document.lang);
    for lang in langs() {
        let (input, label) = (format!("#in-{lang}"), format!(".bar [for=in-{lang}]"));
        style.push(format!("{input}:checked~{label}{{font-weight:700;border-color:currentColor}}"));
        style.push(format!("{input}:focus-visible~{label}{{outline:2px solid}}"));
        // A language that is not chosen is hidden, wherever it stands.
        style.extend(langs().filter(|other| *other != lang).map(|other| {
            let other = format!("[lang|={other}]");
            format!("{input}:checked~{other},{input}:checked~* {other}:not(label){{display:none}}")
        }));
    }
    style.join("\n")
}

/// A style's digest as a policy names it (CSP Level 3, 6.7.2.3).
fn integrity(style: &str) -> String {
    let digest = sha256(style.as_bytes());
    let bytes: Vec<u8> = (0..digest.len())
        .step_by(2)
        .filter_map(|at| u8::from_str_radix(&digest[at..at + 2], 16).ok())
        .collect();
    format!("sha256-{}", STANDARD.encode(bytes))
}

/// What the data are, in the fifty characters and more that catalogues ask for (Google Search, structured data for
/// datasets, `description`).
fn description(meta: &DocumentMeta, lang: Lang) -> String {
    let DocumentMeta { release, as_of, code, .. } = meta;
    let subject = meta.subject.trim_end_matches(['.', '。']);
    match lang {
        Lang::Zh => format!(
            "{subject}。所刊数据均附上下限、算式和所依据的单元格，连同来源与发布日期；数据截至{as_of}，版次{release}，数据编码{code}。"
        ),
        Lang::En => format!(
            "{subject}. Every number with its bounds, its formula and the cells that it rests on, with their sources and \
             days of publication. Data as of {as_of}, release {release}, code {code}."
        ),
    }
}

/// What catalogues of data read: a schema.org `Dataset`.
fn data(page: &Webpage) -> String {
    let words = |say: &dyn Fn(&DocumentMeta) -> String| -> Value {
        let said: Vec<Value> = page
            .editions
            .iter()
            .map(|it| json!({ "@language": it.document.lang.bcp47(), "@value": say(&it.document.meta) }))
            .collect();
        said.into()
    };
    let Some(meta) = metas(page).next() else { return "{}".to_owned() };
    let described: Vec<Value> = page
        .editions
        .iter()
        .map(|it| json!({ "@language": it.document.lang.bcp47(), "@value": description(&it.document.meta, it.document.lang) }))
        .collect();
    let operands = page.ledger.facts.iter().flat_map(|it| &it.operands);
    let years: BTreeSet<&str> = operands.clone().filter_map(|it| it.period.get(..4)).collect();
    let span = years.first().zip(years.last()).map(|(first, last)| format!("{first}/{last}"));
    let sources: BTreeSet<&str> = operands.map(|it| it.source.as_str()).collect();
    let sources = sources.into_iter().filter_map(|code| page.catalogue.sources.get(code));
    let based_on: Vec<Value> = sources
        .map(|it| {
            let named = page.editions.iter().map(|edition| edition.document.lang);
            let titles: Vec<Value> = named
                .map(|lang| json!({ "@language": lang.bcp47(), "@value": it.title.get(lang) }))
                .collect();
            let mut work = json!({ "@type": "CreativeWork", "identifier": it.code, "name": titles });
            if let Some(url) = &it.url {
                work["url"] = url.as_str().into();
            }
            if let Some(day) = it.published {
                work["datePublished"] = day.to_string().into();
            }
            work
        })
        .collect();
    let distribution = [(FACTS_CSV, "text/csv"), (FACTS_JSON, "application/json")];
    let distribution = distribution
        .map(|(name, kind)| json!({ "@type": "DataDownload", "contentUrl": name, "encodingFormat": kind }));
    let keywords: BTreeSet<&String> = metas(page).flat_map(|it| &it.keywords).collect();
    let languages: Vec<&str> = page.editions.iter().map(|it| it.document.lang.bcp47()).collect();
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": words(&|it| it.title.clone()),
        "description": described,
        "creator": { "@type": "Organization", "name": words(&|it| it.author.clone()) },
        "inLanguage": languages,
        "keywords": keywords,
        "version": meta.release,
        "identifier": meta.code,
        "temporalCoverage": span,
        "isBasedOn": based_on,
        "distribution": distribution,
    });
    // In HTML a script ends at its first end tag, whatever stands around it.
    data.to_string().replace('<', "\\u003c").replace('&', "\\u0026")
}
