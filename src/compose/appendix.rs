//! The appendix: every fact that the document shows, published claims, and sources.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{
    Edition,
    figures::unknown_fact,
    numerals::period_in_words,
    scope::{Scope, ShownPart},
    show::qualified,
    table_body::{TableBody, literal},
};
use crate::{
    data::{
        before::Before,
        claim::{Claim, Verdict},
        fact::{Fact, Show},
        metric::Metric,
    },
    diag::{Diagnostic, Reported, Sink},
    doc::{inline::Inline, table::Density},
    lang::Lang,
    plan::{Decision, Disposition},
};

/// A row a fact: its value, bounds, computation, and the cells it was read from; grouped by what
/// is measured and how.
pub fn facts(scope: &Scope) -> TableBody {
    let lang = scope.writer.lang;
    let mut body = TableBody { density: Density::Dense, ..TableBody::default() };
    let mut reasons = BTreeSet::new();
    body.text_column(lang, "地区、时间", "Area, period");
    body.number_column(lang, "数值", "Value");
    body.number_column(lang, "区间", "Bounds");
    body.text_column(lang, "算式", "Formula");
    body.text_column(lang, "出处（行:列）", "Cells (row:column)");
    for group in by_measurement(scope) {
        let Some((first, show)) = group.first() else { continue };
        let file = first.operands.first().map_or("", |it| file_name(&it.cell.path));
        body.group(group_head(scope, first, *show, file));
        for (fact, show) in group {
            reasons
                .extend(fact.reason.as_ref().map(|reason| (scope.writer.what(&fact.key), reason.get(lang))));
            let cells = vec![
                literal(scope.writer.place(&fact.key)),
                vec![scope.show(fact, show, ShownPart::Whole)],
                literal(scope.writer.bounds(fact, show)),
                literal(fact.formula.clone()),
                literal(cells(fact, file)),
            ];
            body.entry(fact, cells);
        }
    }
    body.notes.push(literal(match lang {
        Lang::Zh => "行、列从一数起，表头为第一行。",
        Lang::En => "Rows and columns count from one; the header is row one.",
    }));
    // Said where the numbers are looked up: which of them mix accounts, and why they may.
    body.notes.extend(reasons.into_iter().map(|(what, reason)| literal(format!("{what}{reason}"))));
    body
}

/// What a group measures, the unit that its formulas are printed in, and the file of its cells.
fn group_head(scope: &Scope, fact: &Fact, show: Show, file: &str) -> String {
    let what = scope.writer.panel(fact, show);
    let printed = fact.operands.first().map_or_else(String::new, |it| scope.writer.printed_unit(it));
    match (scope.writer.lang, printed.is_empty()) {
        (Lang::Zh, false) => format!("{what} · 原数单位 {printed} · 文件 {file}"),
        (Lang::Zh, true) => format!("{what} · 文件 {file}"),
        (Lang::En, false) => format!("{what} · printed in {printed} · file {file}"),
        (Lang::En, true) => format!("{what} · file {file}"),
    }
}

/// The facts that the document shows, by indicator and metric, within these by area and period.
fn by_measurement(scope: &Scope) -> Vec<Vec<(&Fact, Show)>> {
    let mut groups: BTreeMap<_, Vec<(&Fact, Show)>> = BTreeMap::new();
    for (id, show) in scope.shown() {
        let Some(fact) = scope.facts.get(&id) else { continue };
        let key = &fact.key;
        let measurement = (
            key.indicator.as_str(),
            key.metric(),
            key.rule.of(),
            key.base().filter(|_| key.metric() == Metric::Index),
        );
        groups.entry(measurement).or_default().push((fact, show));
    }
    groups.into_values().collect()
}

/// The cells behind a fact, `row:column` or `Sheet1!D7`; where another file begins than the group's
/// or the cell's before, its name is said.
fn cells(fact: &Fact, file: &str) -> String {
    let mut current = file;
    let mut places = vec![];
    for cell in fact.operands.iter().map(|it| &it.cell) {
        let name = file_name(&cell.path);
        let full = cell.to_string();
        let place = full[cell.path.len()..].trim_start_matches([':', '!']);
        places.push(if name == current { place.to_owned() } else { format!("{name} {place}") });
        current = name;
    }
    places.join(", ")
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A row a claim: what was printed, the fact it is about, and the verdict; first what is not to be
/// repeated, then what needs a word, last what holds.
pub fn claims(edition: &Edition, scope: &Scope, sink: &mut Sink) -> TableBody {
    let lang = scope.writer.lang;
    let mut body = TableBody { density: Density::Dense, ..TableBody::default() };
    body.text_column(lang, "报道的说法", "Statement");
    body.number_column(lang, "报道的数", "Printed");
    body.number_column(lang, "数据", "Data");
    body.text_column(lang, "判定", "Verdict");
    let mut claims: Vec<&Claim> = edition.registers.claims.iter().collect();
    claims.sort_by_key(|claim| urgency(claim, edition));
    for claim in claims {
        let Ok(row) = claim_row(claim, edition, scope, sink) else { continue };
        body.row(row);
    }
    // Whoever decided is named once.
    let deciders = edition.registers.claims.iter().filter_map(|it| edition.plan.dispositions.get(&it.id));
    let mut deciders: Vec<&str> = deciders.map(|it| it.by.get(lang)).collect();
    deciders.sort_unstable();
    deciders.dedup();
    if !deciders.is_empty() {
        body.notes.push(literal(match lang {
            Lang::Zh => format!("处理意见由{}提出。", deciders.join("、")),
            Lang::En => format!("Decisions are those of {}.", deciders.join(", ")),
        }));
    }
    body
}

/// How soon a reader has to see a claim: the lower, the sooner.
fn urgency(claim: &Claim, edition: &Edition) -> u8 {
    let is_explained =
        edition.plan.dispositions.get(&claim.id).is_some_and(|it| it.decision == Decision::Explain);
    match edition.verdicts.get(&claim.id) {
        Some(Verdict::Contradicted) if !is_explained => 0,
        Some(Verdict::Contradicted) => 1,
        Some(Verdict::HoldsTruncated | Verdict::Undecidable | Verdict::NotComparable) => 2,
        Some(Verdict::NoData | Verdict::NotYet) | None => 3,
        Some(Verdict::NotIndependent) => 4,
        Some(Verdict::Holds) => 5,
    }
}

/// The row of a claim, unless it is about what nobody knows.
fn claim_row(
    claim: &Claim,
    edition: &Edition,
    scope: &Scope,
    sink: &mut Sink,
) -> Result<Vec<Vec<Inline>>, Reported> {
    let lang = scope.writer.lang;
    let named = scope.named(&claim.fact);
    let milestone =
        claim.milestone().and_then(|id| edition.registers.milestones.iter().find(|it| it.id == id));
    if named.is_none() && milestone.is_none() && !claim.fact.is_empty() {
        return Err(sink.error(unknown_fact(&claim.fact, scope, &claim.cell.locus())));
    }
    let unjudged = || {
        Diagnostic::error("no-verdict", format!("nothing judges {}", claim.id))
            .at(claim.cell.locus())
            .help("name a fact in its FACT whose value the data give")
    };
    let verdict = *edition.verdicts.get(&claim.id).ok_or_else(|| sink.because(unjudged))?;
    let fact = named.and_then(|named| Some((scope.fact(named.keys.first()?)?, named.show)));
    let disposition = edition.plan.dispositions.get(&claim.id);
    let before = edition.before.filter(|before| before.held.contains(&claim.id));
    let is_turned = before.is_some() && matches!(verdict, Verdict::Undecidable | Verdict::NotComparable);
    if (verdict == Verdict::Contradicted || is_turned) && disposition.is_none() {
        sink.push(undisposed(claim, fact.map(|(fact, _)| fact), verdict, before));
    }
    let holds = matches!(verdict, Verdict::Holds | Verdict::NotIndependent);
    if holds && disposition.is_some_and(|it| it.decision != Decision::Withdraw) {
        sink.push(idle(claim, verdict));
    }
    let (printed, data) = match (fact, milestone) {
        (Some((fact, show)), _) => {
            (printed(claim, scope, fact, show), vec![scope.show(fact, show, ShownPart::Whole)])
        }
        (None, Some(milestone)) => (alone(claim, lang), literal(period_in_words(milestone.date, lang))),
        (None, None) => (alone(claim, lang), literal("—")),
    };
    let judged = judgement(verdict, disposition, lang);
    Ok(vec![literal(claim.statement.get(lang)), literal(printed), data, judged])
}

/// A claim's number at the scale of its fact; as it stands where it has none.
pub fn as_printed(claim: &Claim, scope: &Scope) -> String {
    let fact =
        scope.named(&claim.fact).and_then(|named| Some((scope.fact(named.keys.first()?)?, named.show)));
    fact.map_or_else(|| alone(claim, scope.writer.lang), |(fact, show)| printed(claim, scope, fact, show))
}

/// A claim's number where no fact says how it is shown: as it was printed, with its qualifier and what its
/// measure has beside it.
fn alone(claim: &Claim, lang: Lang) -> String {
    let unit = match claim.measure.as_str() {
        "PT" => "%",
        "YEAR" => lang.pick("年", ""),
        "YEARS" => lang.pick("年", " years"),
        _ => "",
    };
    format!("{}{}{unit}", qualified(claim.qualifier, lang), claim.printed)
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
    scope.writer.fact(&said, Show { decimals, ..show }).into()
}

/// A contradicted claim, or one that held in the release before and does no longer, does not pass in
/// silence: an editor says what is to become of it.
fn undisposed(claim: &Claim, fact: Option<&Fact>, verdict: Verdict, before: Option<&Before>) -> Diagnostic {
    let what = match verdict {
        Verdict::Contradicted => "the data contradict",
        _ => "the data no longer bear out",
    };
    let message = format!("{what} the claim {}, and nobody has decided about it", claim.id);
    let fault = Diagnostic::error("undisposed-claim", message);
    let value = |id: &str, value: Decimal, unit: &str| format!("{id} is {} {unit}", value.normalize());
    let says = fact.map(|fact| value(&fact.id, fact.value, &fact.measure)).unwrap_or_default();
    let mut fault = fault.at(claim.cell.locus().showing(format!("{}, and {says}", claim.printed)));
    if let (Some(before), Some(fact)) = (before, fact)
        && let Some(then) = before.values.get(&fact.id)
    {
        let said = value(&fact.id, *then, &fact.measure);
        fault = fault.help(format!("in {} it held: {}", before.release, said.replacen(" is ", " was ", 1)));
    }
    if let Some(fact) = fact {
        let period = fact.key.period;
        fault = fault.help(format!(
            "the fact {} is of {period}: of what was printed of another period, FACT has to name the fact of that one",
            claim.fact
        ));
    }
    fault.help(format!(
        "or decide in briefing.toml: [dispositions.{}] decision = \"accept\" (it stands, and differs), \"withdraw\" \
         (not to be repeated) or \"explain\" (about different things), by = {{ zh = …, en = … }}, text = {{ zh = …, en = … }}",
        claim.id
    ))
}

/// A decision about a claim that needs none would decide the next contradiction before anybody saw it.
fn idle(claim: &Claim, verdict: Verdict) -> Diagnostic {
    let message = format!("the data bear out the claim {}, and a disposition decides about it", claim.id);
    let verdict = match verdict {
        Verdict::NotIndependent => "it holds, by its own source",
        _ => "it holds",
    };
    Diagnostic::warning("idle-disposition", message)
        .at(claim.cell.locus().showing(verdict))
        .help(format!("take [dispositions.{}] out: it would approve whatever the data say next", claim.id))
}

/// The verdict, and below it what an editor decided.
fn judgement(verdict: Verdict, disposition: Option<&Disposition>, lang: Lang) -> Vec<Inline> {
    // A difference that has a known reason is none of the facts.
    let is_explained = disposition.is_some_and(|it| it.decision == Decision::Explain);
    let mut words = match (verdict, lang) {
        (Verdict::Contradicted, Lang::Zh) if is_explained => literal("数值不同，原因已明"),
        (Verdict::Contradicted, Lang::En) if is_explained => literal("Differs, for a known reason"),
        _ => vec![verdict_in_words(verdict, lang)],
    };
    if let Some(disposition) = disposition {
        let decision = match (disposition.decision, lang) {
            (Decision::Accept, Lang::Zh) => "照录",
            (Decision::Withdraw, Lang::Zh) => "不予引用",
            (Decision::Explain, Lang::Zh) => "说明",
            (Decision::Accept, Lang::En) => "Kept",
            (Decision::Withdraw, Lang::En) => "Not repeated",
            (Decision::Explain, Lang::En) => "Explained",
        };
        let text = disposition.text.get(lang);
        words.push(Inline::Break);
        words.push(Inline::Literal(match lang {
            Lang::Zh => format!("{decision}：{text}"),
            Lang::En => format!("{decision}: {text}"),
        }));
    }
    words
}

fn verdict_in_words(verdict: Verdict, lang: Lang) -> Inline {
    let [zh, en] = match verdict {
        Verdict::Holds => ["成立", "Holds"],
        Verdict::NotIndependent => [
            "与报道一致，但数据出自同一报道，未经独立核实",
            "Consistent, but resting on the same report: not independently verified",
        ],
        Verdict::HoldsTruncated => ["仅按截尾成立，四舍五入则否", "Holds only truncated, not rounded"],
        Verdict::Contradicted => ["与数据不符", "Contradicted by the data"],
        Verdict::Undecidable => ["公布精度不足以判定", "Undecidable at the published precision"],
        Verdict::NotComparable => ["单位不同，不可比", "Not comparable: other unit"],
        Verdict::NoData => ["没有可对照的数据", "No data here to hold it against"],
        Verdict::NotYet => {
            ["截至当日数据尚未公布，尚不能判定", "Not yet decidable: the data were not published by the day"]
        }
    };
    let words = Inline::Literal(lang.pick(zh, en).to_owned());
    match verdict {
        Verdict::Contradicted => Inline::Strong(vec![words]),
        _ => words,
    }
}

/// A row an indicator and period that was not published yet on the day that counts, with its areas.
/// When it came out later is not said: nobody knew on that day.
pub fn left_out(scope: &Scope) -> TableBody {
    let lang = scope.writer.lang;
    let mut awaited: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for it in scope.facts.awaited() {
        let areas = awaited.entry((it.indicator.as_str(), it.period)).or_default();
        let area = scope.writer.area(&it.area);
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let mut body = TableBody { density: Density::Dense, ..TableBody::default() };
    body.text_column(lang, "指标", "Indicator");
    body.text_column(lang, "时期", "Period");
    body.text_column(lang, "地区", "Areas");
    for ((indicator, period), areas) in awaited {
        let areas = areas.join(lang.pick("、", ", "));
        let cells = [scope.writer.indicator(indicator), period_in_words(period, lang), areas];
        body.row(cells.map(literal).into());
    }
    body
}
