//! A statistician's desk: a few observations and a plan in words, and the facts that follow.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use briefing::{
    compose,
    data::{
        area::Area,
        catalogue::Catalogue,
        fact::{Fact, Facts},
        indicator::{Direction, Indicator, IndicatorKind},
        observation::{Observation, Observations},
        provenance::CellRef,
        public::Public,
        register::Registers,
        source::Source,
        status::{Qualifier, Status},
        unit::Scale,
    },
    derive::{Series, derive, judge::verdicts},
    diag::Sink,
    doc::block::Document,
    inputs::File,
    lang::{Bilingual, Lang},
    plan::Plan,
    theme::Theme,
};

use crate::sample;

/// The head of every plan of the tests; facts follow.
const HEAD: &str = r#"
edition = "2025"
as-of = "2025-02-28"
base = "2020"
end = "2023"
languages = ["zh", "en"]
sections = ["rd"]
theme = "theme.toml"
[meta]
title = { zh = "题", en = "Title" }
short-title = { zh = "题", en = "Title" }
author = { zh = "者", en = "Author" }
subject = { zh = "事", en = "Subject" }
keywords = { zh = "词", en = "word" }
"#;

/// Observations, one a line: `RD CN-SC 2020 1055.3`, then in any order a multiplier (`e8`), a
/// status (`E`), a vintage (`@2024-10-02`), a family (`#precensus5`), `more_than`.
#[derive(Clone)]
pub struct Desk {
    pub rows: Vec<Observation>,
    pub as_of: &'static str,
}

impl Desk {
    pub fn new(lines: &str) -> Self {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        Self { rows: lines.zip(2..).map(|(line, row)| observation(line, row)).collect(), as_of: "2025-02-28" }
    }

    /// The plan whose facts are `declarations`.
    pub fn plan(declarations: &str) -> (File, Plan) {
        let file = File::new("templates/plan/briefing.toml", format!("{HEAD}{declarations}").into_bytes());
        let plan = Plan::read(&file, None).unwrap_or_else(|faults| panic!("{}", faults[0]));
        (file, plan)
    }

    /// The facts of the plan's `[facts]`, and what was reported.
    pub fn facts(&self, declarations: &str) -> (Facts, Sink) {
        let (file, plan) = Self::plan(&format!("[facts]\n{declarations}"));
        let mut sink = Sink::default();
        let catalogue = catalogue();
        let observations = Observations::new(self.rows.clone()).unwrap();
        let public = Public::on(self.as_of.parse().unwrap(), &observations, &catalogue);
        let plan = plan.on_the_day(&file, &public, &mut sink);
        let declared = plan.declare(&file, &catalogue, &public, &mut sink);
        let facts = derive(&Series::of(&public, &mut sink).unwrap(), &public, &declared, &mut sink);
        (facts, sink)
    }

    /// The only fact that `declaration` asks for.
    pub fn fact(&self, declaration: &str) -> Fact {
        let (facts, sink) = self.facts(&format!("it = {{ {declaration} }}"));
        let messages: Vec<String> = sink.iter().map(ToString::to_string).collect();
        facts.iter().next().cloned().unwrap_or_else(|| panic!("{}", messages.join("\n")))
    }

    /// What is reported when the facts are asked for.
    pub fn diagnostics(&self, declarations: &str) -> String {
        let (_, sink) = self.facts(declarations);
        sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

/// The document that a plan, its facts and a text make.
pub fn composed(
    plan: &Plan,
    facts: Facts,
    registers: &Registers,
    text: &File,
    lang: Lang,
    sink: &mut Sink,
) -> Option<Document> {
    // Reading it takes longer than composing.
    static THEME: LazyLock<Theme> = LazyLock::new(sample::theme);
    let theme = &*THEME;
    let verdicts = verdicts(registers, &facts);
    let templates = sample::templates();
    let edition = compose::Edition {
        templates: &templates,
        numbering: &theme.numbering,
        plan,
        catalogue: Arc::new(catalogue()),
        registers,
        facts: Arc::new(facts),
        as_of: plan.as_of,
        release: "2025-r1",
        code: "7KQ2-M4XP",
        before: None,
        verdicts: &verdicts,
    };
    compose::compose(&edition, text, lang, sink).ok()
}

fn observation(line: &str, row: u32) -> Observation {
    let mut words = line.split_whitespace();
    let mut next = || words.next().unwrap();
    let (indicator, area, period, printed) = (next(), next(), next(), next());
    let catalogue = catalogue();
    let mut observation = Observation {
        measure: catalogue.indicators[indicator].measure.clone(),
        indicator: indicator.into(),
        area: area.into(),
        period: period.parse().unwrap(),
        vintage: "2024-10-02".parse().unwrap(),
        family: String::new(),
        printed: printed.parse().unwrap(),
        multiplier: 0,
        is_counted: false,
        status: Status::A,
        qualifier: Qualifier::Exact,
        source: "NBS".into(),
        cell: CellRef { path: "inputs/desk.csv".into(), sheet: None, row, column: 4, group: None },
    };
    for word in words {
        match word.split_at(1) {
            ("e", multiplier) => observation.multiplier = multiplier.parse().unwrap(),
            ("@", vintage) => observation.vintage = vintage.parse().unwrap(),
            ("#", family) => family.clone_into(&mut observation.family),
            _ if word == "more_than" => observation.qualifier = Qualifier::MoreThan,
            _ => observation.status = word.parse().unwrap(),
        }
    }
    observation
}

/// Indicators RD (yuan), GDP (yuan), RATE (%), PLACE (rank), FIRMS, FX; areas A, B and their sum AB.
pub fn catalogue() -> Catalogue {
    let indicator =
        |code: &str, measure: &str, kind, direction, scale, decimals, unit: [&str; 2]| Indicator {
            code: code.into(),
            name: Bilingual::new(code, code),
            measure: measure.into(),
            unit: Bilingual::new(unit[0], unit[1]),
            kind,
            direction,
            scale,
            decimals,
            makes_up_whole: true,
            aliases: vec![],
        };
    let yuan = ["元", "yuan"];
    let indicators = [
        indicator("RD", "CNY", IndicatorKind::Level, Direction::Higher, Scale::Yi, 1, yuan),
        indicator("GDP", "CNY", IndicatorKind::Level, Direction::Higher, Scale::Yi, 1, yuan),
        indicator("RATE", "PT", IndicatorKind::Share, Direction::Higher, Scale::One, 2, ["", ""]),
        indicator("PLACE", "RANK", IndicatorKind::Rank, Direction::Lower, Scale::One, 0, ["", ""]),
        indicator(
            "FIRMS",
            "ENT",
            IndicatorKind::Count,
            Direction::Higher,
            Scale::Wan,
            1,
            ["家", "enterprises"],
        ),
        indicator("FX", "CNY_PER_USD", IndicatorKind::Rate, Direction::Neither, Scale::One, 4, ["", ""]),
    ];
    let area = |code: &str, parts: &[&str]| Area {
        code: code.into(),
        name: Bilingual::new(code, code),
        short: Bilingual::new(code, code),
        parts: parts.iter().map(|part| (*part).into()).collect(),
        aliases: vec![],
    };
    let areas = [area("A", &[]), area("B", &[]), area("C", &[]), area("CN", &[]), area("AB", &["A", "B"])];
    let source = Source {
        code: "NBS".into(),
        publisher: Bilingual::new("国家统计局", "National Bureau of Statistics"),
        title: Bilingual::new("公报", "Bulletin"),
        url: None,
        published: None,
        accessed: None,
    };
    Catalogue {
        indicators: indicators.into_iter().map(|it| (it.code.clone(), it)).collect(),
        areas: areas.into_iter().map(|it| (it.code.clone(), it)).collect(),
        sources: BTreeMap::from([("NBS".into(), source)]),
    }
}
