//! Meanings: every name of a plan with its value, before anything is released.

use std::{collections::BTreeSet, sync::Arc};

use super::{Report, Request, opened::OpenedSources, sources::Sources};
use crate::{
    compose::Writer,
    data::{fact::Named, metric::FactKey, public::Public},
    diag::Reported,
    inputs::File,
    lang::Lang,
    plan::{Plan, floats::FigureSpec},
};

/// What a name of the plan stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMeaning {
    /// As a text would write it: `beds`, `beds_by_area["CN-SC"]["2023"]`.
    pub name: String,
    /// `level(BEDS, CN-SC, 2023)`
    pub id: String,
    /// How it reads in each language that is made; nothing where it has no value yet.
    pub shown: Vec<(Lang, String)>,
    /// The values that it can have, as the first of the languages writes them.
    pub bounds: String,
    /// `[p]`, `[e]`, `[u]`, `[b]`, or nothing.
    pub mark: &'static str,
    /// Where its name stands: lines of the texts, figures and tables.
    pub used: Vec<String>,
}

/// Every name of the plan, sorted.
///
/// # Errors
/// There is no plan, or there are no tables to compute with.
pub fn meanings(request: &Request, report: &mut Report) -> Result<Vec<NameMeaning>, Reported> {
    let sources = Sources::read(request, report)?.of_own_subject();
    let opened = OpenedSources::open(&sources, report)?;
    let ingested = &opened.ingested;
    let public = Public::on(sources.as_of, &ingested.observations, &ingested.catalogue);
    let mut claims = ingested.registers.claims.clone();
    let (plan, facts) = sources.facts(&opened, &public, &mut claims, report)?;
    let texts = sources.languages.iter().map(|lang| format!("{}/{lang}.md", sources.folder));
    let proposal = plan.proposal.iter().map(|it| format!("{}/{}", sources.folder, it.text));
    let texts: Vec<&File> =
        texts.chain(proposal).filter_map(|path| sources.templates.get(&path).ok()).collect();
    let writers: Vec<Writer> = sources
        .languages
        .iter()
        .map(|lang| {
            let catalogue = Arc::clone(&ingested.catalogue);
            Writer { lang: *lang, rounding: plan.rounding, catalogue }
        })
        .collect();
    let mut told = vec![];
    for (name, named) in facts.names() {
        let used = used(name, &texts, &plan);
        for key in &named.keys {
            let fact = facts.get(&key.to_string());
            let shown = writers.iter().filter_map(|it| Some((it.lang, it.fact(fact?, named.show).into())));
            told.push(NameMeaning {
                name: written(name, named, key),
                id: key.to_string(),
                shown: shown.collect(),
                bounds: fact
                    .zip(writers.first())
                    .map_or_else(String::new, |(fact, writer)| writer.bounds(fact, named.show)),
                mark: fact.and_then(|fact| fact.status.mark()).unwrap_or_default(),
                used: used.clone(),
            });
        }
    }
    Ok(told)
}

/// How a text writes one fact of a name.
fn written(name: &str, named: &Named, key: &FactKey) -> String {
    if !named.is_panel {
        return name.to_owned();
    }
    format!("{name}[\"{}\"][\"{}\"]", key.area, key.period)
}

/// The lines of texts that name it within a tag, and what the plan draws and lists of it.
fn used(name: &str, texts: &[&File], plan: &Plan) -> Vec<String> {
    let mut places = BTreeSet::new();
    for file in texts {
        for (line, number) in file.text().unwrap_or_default().lines().zip(1..) {
            if tags(line).any(|tag| names(tag).any(|it| it == name)) {
                places.insert((file.path.clone(), number));
            }
        }
    }
    let lines = places.into_iter().map(|(path, line): (String, u32)| format!("{path}:{line}"));
    let figures = plan.figures.iter().filter(|(_, it)| draws(it.get_ref(), name));
    let tables = plan.tables.iter().filter(|(_, it)| it.get_ref().panels.iter().any(|it| it == name));
    let figures = figures.map(|(id, _)| format!("figure {id}"));
    lines.chain(figures).chain(tables.map(|(id, _)| format!("table {id}"))).collect()
}

fn draws(figure: &FigureSpec, name: &str) -> bool {
    let single = [&figure.panel, &figure.x, &figure.y].into_iter().flatten();
    let rows = figure.rows.iter().map(|row| &row.fact);
    single.chain(&figure.panels).chain(rows).any(|it| it == name)
}

/// What stands between `{{` and `}}`, or `{%` and `%}`, of a line.
fn tags(line: &str) -> impl Iterator<Item = &str> {
    let starts = line.match_indices("{{").chain(line.match_indices("{%"));
    starts.map(|(start, _)| {
        let inner = &line[start + 2..];
        let end = ["}}", "%}"].iter().filter_map(|end| inner.find(end)).min();
        &inner[..end.unwrap_or(inner.len())]
    })
}

/// The names in a tag, those of filters and attributes among them.
fn names(tag: &str) -> impl Iterator<Item = &str> {
    tag.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|it| !it.is_empty())
}
