//! The appendix: every fact that the document shows, published claims, and sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Edition,
    figures::unknown_fact,
    scope::{Scope, Style},
    tables::{Body, literal},
};
use crate::{
    data::{
        claim::{Claim, Verdict},
        fact::{Fact, Show},
        metric::Metric,
        provenance::CellRef,
    },
    diag::Sink,
    doc::{inline::Inline, lang::Lang, table::Density},
};

/// A row a fact: its value, bounds, computation, and the cells it was read from; grouped by what
/// is measured and how.
pub fn facts(scope: &Scope) -> Body {
    let lang = scope.writer.lang;
    let mut body = Body { density: Density::Dense, ..Body::default() };
    let mut reasons = BTreeSet::new();
    body.text_column(lang, "地区、时间", "Area, period");
    body.number_column(lang, "数值", "Value");
    body.number_column(lang, "区间", "Bounds");
    body.text_column(lang, "算式", "Formula");
    body.text_column(lang, "出处（行:列）", "Cells (row:column)");
    for group in by_measurement(scope) {
        let Some((first, show)) = group.first() else { continue };
        let file = first.operands.first().map_or("", |it| file_name(&it.cell.path));
        let what = scope.writer.panel(first, *show);
        body.group(if lang == Lang::Zh {
            format!("{what} · 文件 {file}")
        } else {
            format!("{what} · file {file}")
        });
        for (fact, show) in group {
            reasons
                .extend(fact.reason.as_ref().map(|reason| (scope.writer.what(&fact.key), reason.get(lang))));
            body.row(vec![
                literal(scope.writer.place(&fact.key)),
                vec![scope.show(fact, show, Style::Whole)],
                literal(scope.writer.bounds(fact, show)),
                literal(fact.formula.clone()),
                literal(cells(fact, file)),
            ]);
        }
    }
    // Said where the numbers are looked up: which of them mix accounts, and why they may.
    body.notes.extend(reasons.into_iter().map(|(what, reason)| literal(format!("{what}{reason}"))));
    body
}

/// The facts that the document shows, by indicator and metric, within these by area and period.
fn by_measurement(scope: &Scope) -> Vec<Vec<(&Fact, Show)>> {
    let mut groups: BTreeMap<_, Vec<(&Fact, Show)>> = BTreeMap::new();
    for (id, show) in scope.shown() {
        let Some(fact) = scope.facts.get(&id) else { continue };
        let key = &fact.key;
        let measurement = (
            key.indicator.as_str(),
            key.metric,
            key.of.as_deref(),
            key.base.filter(|_| key.metric == Metric::Index),
        );
        groups.entry(measurement).or_default().push((fact, show));
    }
    groups.into_values().collect()
}

/// The cells behind a fact, `row:column`; those of another file than the group's bear its name.
fn cells(fact: &Fact, file: &str) -> String {
    let place = |cell: &CellRef| {
        let name = file_name(&cell.path);
        let full = cell.to_string();
        let place = full[cell.path.len()..].trim_start_matches(':').to_owned();
        if name == file { place } else { format!("{name}:{place}") }
    };
    fact.operands.iter().map(|it| place(&it.cell)).collect::<Vec<_>>().join(", ")
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A row a claim: what was printed, the fact it is about, and the verdict.
pub fn claims(edition: &Edition, scope: &Scope, sink: &mut Sink) -> Body {
    let lang = scope.writer.lang;
    let mut body = Body::default();
    body.text_column(lang, "报道的说法", "Statement");
    body.number_column(lang, "报道的数", "Printed");
    body.number_column(lang, "数据", "Data");
    body.text_column(lang, "判定", "Verdict");
    for claim in &edition.registers.claims {
        let Some(named) = scope.named(&claim.fact) else {
            sink.push(unknown_fact(&claim.fact, scope, &claim.cell.locus()));
            continue;
        };
        let Some(fact) = named.keys.first().and_then(|key| scope.fact(key)) else { continue };
        let verdict = (edition.judge)(claim, fact);
        body.row(vec![
            literal(claim.statement.get(lang)),
            literal(printed(claim, scope, fact, named.show)),
            vec![scope.show(fact, named.show, Style::Whole)],
            vec![verdict_in_words(verdict, lang)],
        ]);
    }
    body
}

/// A claim's number as a reader of the document would write it.
fn printed(claim: &Claim, scope: &Scope, fact: &Fact, show: Show) -> String {
    let said = Fact { value: claim.value(), qualifier: claim.qualifier, ..fact.clone() };
    // The digits that were printed, at the scale at which the fact is shown. A count that reads
    // 2.7万 here was printed as 27,000: its zeros say nothing of how exact it is.
    let exponent = i64::from(show.scale.exponent()) - i64::from(claim.multiplier);
    let decimals = match u32::try_from(exponent) {
        Ok(1..) => (claim.value() / show.scale.factor()).normalize().scale(),
        _ => u32::try_from(i64::from(claim.printed.decimals()) + exponent).unwrap_or(0),
    };
    scope.writer.fact(&said, Show { decimals, ..show }).text()
}

fn verdict_in_words(verdict: Verdict, lang: Lang) -> Inline {
    let [zh, en] = match verdict {
        Verdict::Holds => ["成立", "Holds"],
        Verdict::HoldsTruncated => ["仅按截尾成立，四舍五入则否", "Holds only truncated, not rounded"],
        Verdict::Contradicted => ["与数据不符", "Contradicted by the data"],
        Verdict::Undecidable => ["公布精度不足以判定", "Undecidable at the published precision"],
        Verdict::NotComparable => ["单位不同，不可比", "Not comparable: other unit"],
    };
    let words = Inline::Literal(if lang == Lang::Zh { zh } else { en }.to_owned());
    match verdict {
        Verdict::Contradicted => Inline::Strong(vec![words]),
        _ => words,
    }
}

/// A row a publication behind the facts that the document shows, and behind its registers.
pub fn sources(edition: &Edition, scope: &Scope) -> Body {
    let lang = scope.writer.lang;
    let shown = scope.shown();
    let of_facts = shown.keys().filter_map(|id| scope.facts.get(id)).flat_map(|fact| &fact.operands);
    let registers = edition.registers;
    let mut codes: BTreeSet<&str> = of_facts.map(|it| it.source.as_str()).collect();
    codes.extend(registers.facilities.iter().map(|it| it.source.as_str()));
    codes.extend(registers.milestones.iter().map(|it| it.source.as_str()));
    codes.extend(registers.challenges.iter().map(|it| it.source.as_str()));
    codes.extend(registers.proposals.iter().map(|it| it.source.as_str()));
    codes.extend(registers.claims.iter().map(|it| it.source.as_str()));
    let mut body = Body::default();
    body.text_column(lang, "发布者", "Publisher");
    body.text_column(lang, "名称", "Title");
    body.text_column(lang, "网址", "Address");
    for source in codes.into_iter().filter_map(|code| edition.catalogue.sources.get(code)) {
        let address = source.url.clone().map_or_else(
            || literal("—"),
            |url| {
                let shown = url.trim_start_matches("https://").trim_start_matches("http://").to_owned();
                vec![Inline::Link { shown, url }]
            },
        );
        body.row(vec![literal(source.publisher.get(lang)), literal(source.title.get(lang)), address]);
    }
    body
}
