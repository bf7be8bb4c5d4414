//! How long each phase takes: on the briefing of the two sessions, and on made-up ones with 10, 100
//! and 1,000 facts, ten times the facts in ten times the time. `benches/layout.rs` has the pages,
//! `benches/ingest.rs` the tables.
#![allow(clippy::unwrap_used, reason = "a measurement may stop where it stands")]

use std::{collections::BTreeMap, fmt::Write as _, hint::black_box, path::Path, sync::Arc};

use briefing::{
    audit, compose,
    data::{fact::Facts, public::Public},
    derive::{Series, derive, judge::verdicts},
    diag::Sink,
    doc::block::Document,
    font::FontBook,
    ingest::{Ingested, ingest},
    inputs::{File, Files},
    lang::Lang,
    layout::{layout, layout_figures},
    output::Artifact,
    plan::{Plan, facts::DeclaredFact},
    publish::{Contents, Disk, Release, publish},
    render::pdf::{self, reread::reread},
    theme::Theme,
};
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};

/// A plan, its texts and the inputs that they are about.
struct Project {
    ingested: Ingested,
    plan: Plan,
    plan_file: File,
    templates: Files,
    /// In Chinese and in English.
    texts: Vec<(Lang, File)>,
    theme: Theme,
}

impl Project {
    fn new(inputs: &Files, templates: &Files, folder: &str) -> Self {
        let file = |name: &str| templates.get(&format!("{folder}/{name}")).unwrap().clone();
        let plan_file = file("briefing.toml");
        Self {
            ingested: checked(|sink| ingest(inputs, sink).unwrap()),
            plan: Plan::read(&plan_file, None).unwrap().for_subject(None),
            plan_file,
            templates: templates.clone(),
            texts: Lang::ALL.map(|lang| (lang, file(&format!("{lang}.md")))).to_vec(),
            theme: Theme::read(&file("theme.toml")).unwrap(),
        }
    }

    fn public(&self) -> Public<'_> {
        Public::on(self.plan.as_of, &self.ingested.observations, &self.ingested.catalogue)
    }

    fn declared(&self) -> BTreeMap<String, DeclaredFact> {
        let (public, catalogue) = (self.public(), &self.ingested.catalogue);
        checked(|sink| self.plan.declare(&self.plan_file, catalogue, &public, sink))
    }

    fn documents(&self, facts: &Arc<Facts>) -> Vec<Document> {
        let verdicts = verdicts(&self.ingested.registers, facts);
        let edition = compose::Edition {
            plan: &self.plan,
            catalogue: Arc::clone(&self.ingested.catalogue),
            registers: &self.ingested.registers,
            facts: Arc::clone(facts),
            as_of: self.plan.as_of,
            release: "2025-r1",
            code: "7KQ2-M4XP",
            before: None,
            numbering: &self.theme.numbering,
            templates: &self.templates,
            verdicts: &verdicts,
        };
        let compose = |(lang, text): &(Lang, File)| {
            checked(|sink| compose::compose(&edition, text, *lang, sink)).unwrap()
        };
        self.texts.iter().map(compose).collect()
    }
}

/// What `run` makes, if it finds no fault.
fn checked<T>(run: impl FnOnce(&mut Sink) -> T) -> T {
    let mut sink = Sink::default();
    let made = run(&mut sink);
    let fault = sink.iter().next().map(ToString::to_string);
    assert!(!sink.has_errors(), "{}", fault.unwrap_or_default());
    made
}

/// The phases up to the documents, each on what the one before has made.
fn measure_facts(criterion: &mut Criterion, name: &str, project: &Project) -> Vec<Document> {
    let mut group = criterion.benchmark_group(name);
    let (public, declared) = (project.public(), project.declared());
    group.bench_function("series", |it| it.iter(|| checked(|sink| Series::of(&public, sink))));
    let series = checked(|sink| Series::of(&public, sink).unwrap());
    let derive = || checked(|sink| derive(&series, &public, &declared, sink));
    group.bench_function("derive", |it| it.iter(derive));
    let facts = Arc::new(derive());
    group.bench_function("compose", |it| it.iter(|| project.documents(&facts)));
    let documents = project.documents(&facts);
    group.bench_function("audit", |it| {
        it.iter(|| {
            checked(|sink| {
                audit::precision(&facts, &declared, sink);
                audit::twins(&documents, sink);
            });
        });
    });
    documents
}

fn the_briefing(criterion: &mut Criterion) {
    let read = |name: &str| checked(|sink| Files::read(Path::new(name), name, sink));
    let (inputs, templates) = (read("inputs"), read("templates"));
    let project = Project::new(&inputs, &templates, "two-sessions");
    let name = "the briefing";
    let documents = measure_facts(criterion, name, &project);

    let mut group = criterion.benchmark_group(name);
    group.bench_function("read", |it| it.iter(|| (read("inputs"), read("templates"))));
    group.bench_function("ingest", |it| it.iter(|| checked(|sink| ingest(&inputs, sink))));
    let load = || checked(|sink| FontBook::load(&project.theme.faces, &templates, sink));
    group.bench_function("faces", |it| it.iter(load));
    let (fonts, theme) = (load(), &project.theme);
    for document in &documents {
        let lang = document.lang;
        let id = |phase: &str| BenchmarkId::new(phase, lang);
        group.bench_function(id("plot"), |it| {
            it.iter(|| checked(|sink| layout_figures(document, &fonts, theme, sink).len()));
        });
        let set = || checked(|sink| layout(document, &fonts, theme, sink));
        group.bench_function(id("layout with plot"), |it| it.iter(set));
        let pages = set();
        let render = || pdf::render(&pages, &document.meta, lang, &fonts).unwrap();
        group.bench_function(id("render"), |it| it.iter(render));
        group.bench_function(id("save"), |it| {
            it.iter_batched(render, pdf::Rendered::save, BatchSize::PerIteration);
        });
        let bytes = render().save();
        group.bench_function(id("proof"), |it| it.iter(|| reread(&bytes).unwrap()));
    }
    let files = documents.iter().map(|document| {
        let pages = checked(|sink| layout(document, &fonts, theme, sink));
        let rendered = pdf::render(&pages, &document.meta, document.lang, &fonts).unwrap();
        Artifact { name: format!("briefing.{}.pdf", document.lang), bytes: rendered.save() }
    });
    let edition = Contents {
        release: Release::first("2025"),
        files: files.collect(),
        ingredients: vec![],
        options: BTreeMap::new(),
        approvals: vec![],
        signer: None,
        record: None,
    };
    group.bench_function("publish", |it| {
        let folder = || tempfile::tempdir().unwrap();
        let publish =
            |folder: &tempfile::TempDir| publish(&edition, folder.path(), &Disk::default()).unwrap();
        it.iter_batched_ref(folder, |folder| publish(folder), BatchSize::PerIteration);
    });
}

fn facts_by_the_hundred(criterion: &mut Criterion) {
    for facts in [10, 100, 1000] {
        let (inputs, templates) = made_up(facts);
        let project = Project::new(&inputs, &templates, "made-up");
        black_box(measure_facts(criterion, &format!("{facts} facts"), &project));
    }
}

/// Inputs and templates with that many facts: five of each area, and a paragraph for each area.
fn made_up(facts: usize) -> (Files, Files) {
    const METRICS: [&str; 5] = [
        r#"metric = "level""#,
        r#"metric = "absolute_change""#,
        r#"metric = "percent_change""#,
        r#"metric = "annual_rate""#,
        r#"metric = "share", of = "WHOLE""#,
    ];
    let areas = facts / METRICS.len();
    let mut list = "REF_AREA,NAME_ZH,NAME_EN,SHORT_ZH,SHORT_EN,PARTS\n".to_owned();
    let mut table = "INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,QUALIFIER,\
                     VINTAGE,FAMILY,SOURCE_ID,SEEN\n"
        .to_owned();
    let mut plan = PLAN.to_owned();
    let [mut zh, mut en] = ["# 数据 {#facts}\n\n", "# Facts {#facts}\n\n"].map(str::to_owned);
    for area in 0..areas {
        writeln!(list, "A{area},地区,Area,地区,Area,").unwrap();
        for year in 2020..=2023 {
            let value = 100 + (area * 37 + year * 11) % 900;
            writeln!(table, "RD_EXP,A{area},{year},{value}.{},CNY,8,A,,2024-10-02,,NBS,yes", year % 10)
                .unwrap();
        }
        let mut names = vec![];
        for (metric, index) in METRICS.iter().zip(0..) {
            let name = format!("f{area}_{index}");
            writeln!(plan, "{name} = {{ {metric}, indicator = \"RD_EXP\", area = \"A{area}\" }}").unwrap();
            names.push(format!("{{{{ {name} }}}}"));
        }
        writeln!(zh, "研发经费为{}。\n", names.join("，另为")).unwrap();
        writeln!(en, "R&D expenditure is {}.\n", names.join(" and ")).unwrap();
    }
    let parts = (0..areas).map(|area| format!("A{area}")).collect::<Vec<_>>().join("+");
    writeln!(list, "WHOLE,全部,Whole,全部,Whole,{parts}").unwrap();
    let entry =
        |(role, path): (&str, &str)| format!("{{\"path\": \"{path}\", \"briefing:role\": \"{role}\"}}");
    let listed = [
        ("indicators", "indicators.csv"),
        ("areas", "areas.csv"),
        ("sources", "sources.csv"),
        ("observations", "rd.csv"),
    ];
    let descriptor = format!("{{\"resources\": [{}]}}", listed.map(entry).join(", "));
    let folder = |label: &str, files: &[(&str, &str)]| {
        let file = |(name, text): &(&str, &str)| File::new(format!("{label}/{name}"), text.as_bytes());
        Files::from_memory(label, files.iter().map(file))
    };
    let inputs = folder(
        "inputs",
        &[
            ("datapackage.json", &descriptor),
            ("indicators.csv", INDICATORS),
            ("areas.csv", &list),
            ("sources.csv", SOURCES),
            ("rd.csv", &table),
        ],
    );
    let templates = folder(
        "templates",
        &[
            ("made-up/briefing.toml", &plan),
            ("made-up/zh.md", &zh),
            ("made-up/en.md", &en),
            ("made-up/theme.toml", include_str!("../templates/two-sessions/theme.toml")),
        ],
    );
    (inputs, templates)
}

const INDICATORS: &str = "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,KIND,DIRECTION,SCALE,DECIMALS\n\
                          RD_EXP,研发经费,R&D expenditure,CNY,level,higher,yi,1\n";
const SOURCES: &str = "SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN\nNBS,国家统计局,National Bureau of Statistics\n";
const PLAN: &str = r#"
edition = "2025"
as-of = "2025-02-28"
base = "2020"
end = "2023"
languages = ["zh", "en"]
sections = ["facts"]
theme = "theme.toml"
[meta]
title = { zh = "题", en = "Title" }
short-title = { zh = "题", en = "Title" }
author = { zh = "者", en = "Author" }
subject = { zh = "事", en = "Subject" }
keywords = { zh = "词", en = "word" }
[facts]
"#;

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = the_briefing, facts_by_the_hundred
}
criterion_main!(benches);
