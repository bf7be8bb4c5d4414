//! Rolling: a plan for its next periods, what that needs, and what is to be read again.
//!
//! `read → the plan as it will be → needed values → sentences that may no longer be true`. It writes nothing: what
//! is to be written is handed back.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use chrono::NaiveDate;

use super::{Report, Request, sources::Sources};
use crate::{
    data::{
        catalogue::Catalogue, indicator::Indicator, metric::FactKey, observation::Observation, operand::Need,
        period::Period, public::Public,
    },
    diag::{Diagnostic, Locus, Sink},
    ingest::{Ingested, ingest},
    inputs::File,
    lang::Lang,
    plan::{
        Plan, edition_name,
        facts::DeclaredFact,
        reread::{ListedSentence, LocatedSentence, REREAD, is_blank_field, open, sentences, title, written},
    },
    toml::changed,
};

/// To which periods a plan is rolled.
#[derive(Debug, Clone)]
pub struct Rolling {
    pub base: Period,
    pub end: Period,
    pub as_of: NaiveDate,
    pub edition: String,
}

/// What a rolled plan is, needs and puts into question.
#[derive(Debug)]
pub struct Rolled {
    /// The plan and the list of sentences, each with its place.
    pub files: Vec<(PathBuf, String)>,
    /// The table of the values that the plan needs.
    pub needed: String,
    /// How many values are known, and how many are to be found.
    pub known: usize,
    pub lacking: usize,
    /// How many sentences rest on what has moved, and how many state no fact.
    pub moved: usize,
    pub bare: usize,
}

/// Rolls a plan. None when it was reported why it cannot be.
pub fn roll(request: &Request, to: &Rolling, report: &mut Report) -> Option<Rolled> {
    let sources = Sources::read(request, report).ok()?.of_own_subject();
    let sink = &mut *report.sink;
    let plan_file = sources.templates.get(&format!("{}/briefing.toml", sources.folder)).ok()?;
    check(to, plan_file, sink);
    if let Some(fault) = open(&sources.templates, &sources.folder, &sources.inputs) {
        sink.push(Diagnostic { hints: vec![], ..fault }.help("the edition before is not read through yet"));
    }
    if sink.has_errors() {
        return None;
    }
    let ingested = ingest(&sources.inputs, sink).ok()?;
    let now = &sources.plan;
    let then =
        Plan { base: to.base, end: to.end, as_of: to.as_of, edition: to.edition.clone(), ..now.clone() };
    let declare = |plan: &Plan, day: NaiveDate, sink: &mut Sink| {
        let public = Public::on(day, &ingested.observations, &ingested.catalogue);
        plan.declare(plan_file, &ingested.catalogue, &public, sink)
    };
    let before = declare(now, now.as_of, &mut Sink::default());
    let after = declare(&then, to.as_of, sink);
    report_fixed_years(now, plan_file, sink);
    report_years_of_texts(&sources, sink);
    let moved = moved(&before, &after);
    let entries = entries(&sources, &ingested, &moved);
    let (needed, known, lacking) = needed(&after, &ingested, to.as_of);
    let (base, end) = (to.base.to_string(), to.end.to_string());
    let words =
        [("edition", to.edition.as_str()), ("as-of", &to.as_of.to_string()), ("base", &base), ("end", &end)];
    let plan = changed(plan_file, &words).map_err(|fault| sink.push(fault)).ok()?;
    let folder = request.templates.join(&sources.folder);
    let count = entries.iter().filter(|it| !it.moved.is_empty()).count();
    let list = written(&to.edition, &entries);
    Some(Rolled {
        files: vec![(folder.join("briefing.toml"), plan), (folder.join(REREAD), list)],
        needed,
        known,
        lacking,
        moved: count,
        bare: entries.len() - count,
    })
}

fn check(to: &Rolling, plan: &File, sink: &mut Sink) {
    if to.base >= to.end {
        let fault = Diagnostic::error("plan-periods", format!("{} is not before {}", to.base, to.end));
        sink.push(fault.at(Locus::file(&plan.path)).help("the base comes before the end"));
    }
    if let Err(what) = edition_name(&to.edition) {
        let fault = Diagnostic::error("plan-edition", format!("the edition {:?} {what}", to.edition));
        sink.push(fault.at(Locus::file(&plan.path)).help("name it as a folder may be called, such as 2026"));
    }
}

/// Tells the facts whose year does not move, because the plan names it.
fn report_fixed_years(plan: &Plan, file: &File, sink: &mut Sink) {
    let named: Vec<_> = plan.facts.iter().filter(|(_, spec)| spec.get_ref().names_a_year()).collect();
    if named.is_empty() {
        return;
    }
    let note = Diagnostic::note("fixed-period", format!("{} facts name a year, which stays", named.len()));
    let note = named.iter().fold(note, |note, (name, _)| note.at(crate::toml::locus(file, name)));
    sink.push(
        note.help("count it from the plan's own, where it is to move: base+1, end-1, previous, latest"),
    );
}

/// Tells where a text asks a panel for a year by itself: `["2021"]` does not move with the sentence around it.
fn report_years_of_texts(sources: &Sources, sink: &mut Sink) {
    let is_year = |rest: &str| {
        let end = rest.find(['"', '\'']).unwrap_or(0);
        end >= 4
            && rest[..end].starts_with(|c: char| c.is_ascii_digit())
            && rest[..end].parse::<Period>().is_ok()
    };
    let mut places = vec![];
    for name in texts(&sources.plan) {
        let Ok(file) = sources.templates.get(&format!("{}/{name}", sources.folder)) else { continue };
        for (line, number) in file.text().unwrap_or_default().lines().zip(1_u32..) {
            let named = ["[\"", "['"].iter().find_map(|open| {
                let at = line.match_indices(open).map(|(at, _)| at).find(|at| is_year(&line[at + 2..]))?;
                line[at..].split_inclusive(']').next()
            });
            places.extend(named.map(|shown| Locus::line(&file.path, number).showing(shown)));
        }
    }
    if places.is_empty() {
        return;
    }
    let message =
        format!("{} lines of the texts name a year, which stays while its sentence moves", places.len());
    let warning = places.into_iter().fold(Diagnostic::warning("fixed-period", message), Diagnostic::at);
    sink.push(warning.help("count it from the plan's own: [\"base+1\"], [\"end-1\"], .end"));
}

/// The texts of a plan, from its folder.
fn texts(plan: &Plan) -> impl Iterator<Item = String> {
    let texts = plan.languages.iter().map(|lang| format!("{lang}.md"));
    texts.chain(plan.proposal.iter().map(|it| it.text.clone()))
}

/// The names that mean something else by then: facts, and the plan's own words.
fn moved(
    before: &BTreeMap<String, DeclaredFact>,
    after: &BTreeMap<String, DeclaredFact>,
) -> BTreeSet<String> {
    let keys = |it: Option<&DeclaredFact>| it.map(|it| it.named.keys.clone());
    let facts = after.keys().filter(|name| keys(before.get(*name)) != keys(after.get(*name))).cloned();
    facts.chain(["base", "end", "edition", "as_of"].map(str::to_owned)).collect()
}

/// The sentences of the texts, and of what the registers say of challenges and proposals.
fn entries(sources: &Sources, ingested: &Ingested, moved: &BTreeSet<String>) -> Vec<ListedSentence> {
    let plan = &sources.plan;
    let own = plan.facts.keys().map(|name| name.get_ref().as_str());
    let own: BTreeSet<&str> = own.chain(["base", "end", "edition", "as_of", "release", "code"]).collect();
    let mut entries = vec![];
    for name in texts(plan) {
        let Ok(file) = sources.templates.get(&format!("{}/{name}", sources.folder)) else { continue };
        let mut section = String::new();
        for sentence in sentences(file.text().unwrap_or_default()) {
            if sentence.text.starts_with("# ") || sentence.text.starts_with("## ") {
                section = title(&sentence.text);
            }
            if is_blank_field(&sentence.text) {
                continue;
            }
            let names = names(&sentence.text);
            let stated: BTreeSet<&str> = names.intersection(&own).copied().collect();
            let of_moved = stated.iter().filter(|name| moved.contains(**name));
            let of_moved: Vec<String> = of_moved.map(|name| (*name).to_owned()).collect();
            // A fact of a year that stays is as true as it was.
            if stated.is_empty() || !of_moved.is_empty() {
                entries.push(ListedSentence {
                    path: file.path.clone(),
                    section: section.clone(),
                    sentence,
                    moved: of_moved,
                });
            }
        }
    }
    let proposals = ingested.registers.proposals.iter();
    for it in proposals {
        for text in plan.languages.iter().flat_map(|lang| [it.ask.get(*lang), it.measure.get(*lang)]) {
            let sentence = LocatedSentence { line: it.cell.row, text: text.to_owned() };
            let (path, section) = (it.cell.path.to_string(), "all rows".to_owned());
            entries.push(ListedSentence { path, section, sentence, moved: vec![] });
        }
    }
    entries
}

/// The words within the tags of a sentence.
fn names(sentence: &str) -> BTreeSet<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let tags = sentence.split("{{").skip(1).chain(sentence.split("{%").skip(1));
    let tags = tags.filter_map(|it| it.split(['}', '%']).next());
    tags.flat_map(|tag| tag.split(move |c| !is_word(c))).filter(|it| !it.is_empty()).collect()
}

/// The values that the facts need, each once, as a table to be filled in.
fn needed(
    facts: &BTreeMap<String, DeclaredFact>,
    ingested: &Ingested,
    day: NaiveDate,
) -> (String, usize, usize) {
    let catalogue = &ingested.catalogue;
    let keys: BTreeSet<&FactKey> = facts.values().flat_map(|it| &it.named.keys).collect();
    let mut wanted: BTreeSet<(String, String, Period, String)> = BTreeSet::new();
    for need in keys.iter().flat_map(|key| key.needs(catalogue)) {
        for area in asked_of(&need, ingested) {
            let family = need.family.unwrap_or_default();
            wanted.insert((need.indicator.to_owned(), area, need.period, family.to_owned()));
        }
    }
    let mut table = csv::Writer::from_writer(vec![]);
    let head = [
        "INDICATOR",
        "NAME_ZH",
        "NAME_EN",
        "REF_AREA",
        "AREA_ZH",
        "AREA_EN",
        "TIME_PERIOD",
        "FAMILY",
        "UNIT_MEASURE",
        "UNIT_MULT",
        "UNIT_ZH",
        "UNIT_EN",
        "BEFORE",
        "OBS_VALUE",
        "OBS_STATUS",
        "QUALIFIER",
        "VINTAGE",
        "SOURCE_ID",
    ];
    let _ = table.write_record(head);
    // In what multiple the values before were printed: those to come will be, too.
    let like = |indicator: &str, area: &str| {
        let rows = ingested.observations.rows().iter();
        rows.filter(|it| it.indicator == indicator).max_by_key(|it| (it.area == area, it.period, it.vintage))
    };
    let (mut known, mut lacking) = (0, 0);
    for (indicator, area, period, family) in &wanted {
        let is_wanted = |it: &&Observation| {
            it.vintage <= day && (family.is_empty() || it.family.is_empty() || it.family == *family)
        };
        let found = ingested
            .observations
            .vintages(indicator, area, *period)
            .filter(is_wanted)
            .max_by_key(|it| it.vintage);
        if found.is_some() {
            known += 1;
        } else {
            lacking += 1;
        }
        let (what, place) =
            (catalogue.indicators.get(indicator.as_str()), catalogue.areas.get(area.as_str()));
        let last = like(indicator, area).filter(|it| it.area == area.as_str() && it.period < *period);
        let multiplier = found.or_else(|| like(indicator, area)).map_or(0, |it| it.multiplier);
        let row = [
            indicator.clone(),
            what.map(|it| it.name.zh.clone()).unwrap_or_default(),
            what.map(|it| it.name.en.clone()).unwrap_or_default(),
            area.clone(),
            place.map(|it| it.name.zh.clone()).unwrap_or_default(),
            place.map(|it| it.name.en.clone()).unwrap_or_default(),
            period.to_string(),
            found.map_or_else(|| family.clone(), |it| it.family.clone()),
            what.map(|it| it.measure.to_string()).unwrap_or_default(),
            multiplier.to_string(),
            what.map(|it| in_words(multiplier, it, Lang::Zh)).unwrap_or_default(),
            what.map(|it| in_words(multiplier, it, Lang::En)).unwrap_or_default(),
            last.filter(|_| found.is_none()).map(before).unwrap_or_default(),
            found.map(|it| it.printed.to_string()).unwrap_or_default(),
            found.map(|it| it.status.code().to_owned()).unwrap_or_default(),
            found.map(|it| it.qualifier.word().to_owned()).unwrap_or_default(),
            found.map(|it| it.vintage.to_string()).unwrap_or_default(),
            found.map(|it| it.source.to_string()).unwrap_or_default(),
        ];
        let _ = table.write_record(row);
    }
    let bytes = table.into_inner().unwrap_or_default();
    (String::from_utf8(bytes).unwrap_or_default(), known, lacking)
}

/// The unit in which a value is to be written: 亿元, hundred million yuan.
fn in_words(multiplier: u32, indicator: &Indicator, lang: Lang) -> String {
    let multiple = match (multiplier, lang) {
        (0, _) => String::new(),
        (3, Lang::Zh) => "千".to_owned(),
        (4, Lang::Zh) => "万".to_owned(),
        (6, Lang::Zh) => "百万".to_owned(),
        (8, Lang::Zh) => "亿".to_owned(),
        (12, Lang::Zh) => "万亿".to_owned(),
        (3, Lang::En) => "thousand ".to_owned(),
        (4, Lang::En) => "ten thousand ".to_owned(),
        (6, Lang::En) => "million ".to_owned(),
        (8, Lang::En) => "hundred million ".to_owned(),
        (9, Lang::En) => "billion ".to_owned(),
        (12, Lang::En) => "trillion ".to_owned(),
        (power, _) => format!("10^{power} "),
    };
    let word = match indicator.unit.get(lang) {
        "" if indicator.measure == "PT" => "%",
        word => word,
    };
    format!("{multiple}{word}").trim_end().to_owned()
}

/// The value before, as it was printed: 2023: 244.12.
fn before(observation: &Observation) -> String {
    format!("{}: {}", observation.period, observation.printed)
}

/// Whom a value is to be asked of: the parts of an area of which no value was ever published.
fn asked_of(need: &Need, ingested: &Ingested) -> Vec<String> {
    let Catalogue { areas, indicators, .. } = &*ingested.catalogue;
    let has_own =
        ingested.observations.rows().iter().any(|it| it.indicator == need.indicator && it.area == need.area);
    let adds_up = indicators.get(need.indicator).is_some_and(|it| it.kind.is_additive());
    match areas.get(need.area).map(|it| it.parts.as_slice()) {
        Some(parts) if adds_up && !has_own && !parts.is_empty() => {
            parts.iter().flat_map(|part| asked_of(&Need { area: part, ..*need }, ingested)).collect()
        }
        _ => vec![need.area.to_owned()],
    }
}
