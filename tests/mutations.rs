//! Mutations: a value of the data that is ten or a hundred times what it was does not pass without a word.

use std::{collections::BTreeMap, path::Path};

use briefing::{
    audit,
    data::{fact::Facts, register::Registers},
    diag::{Severity, Sink},
    doc::{block::Document, inline::plain},
    ingest::ingest,
    inputs::{File, Files},
    lang::Lang,
    ledger::Ledger,
};
use chrono::NaiveDate;

use crate::desk::{self, Desk};

const TABLES: [&str; 4] = ["rd.csv", "economy.csv", "patents.csv", "enterprises-and-facilities.csv"];

/// Amounts and counts, whose neighbours tell how large they are; a rate may leap.
const LEVELS: [&str; 6] = [
    "RD_EXP",
    "GDP",
    "POPULATION",
    "INVENTION_PATENTS_GRANTED",
    "HIGHTECH_ENTERPRISES",
    "TECH_CONTRACT_LOCAL",
];

/// The tables as they are, by path.
fn inputs() -> Files {
    let mut sink = Sink::default();
    let files = Files::read(Path::new("tests/project/inputs"), "inputs", &mut sink);
    assert!(!sink.has_errors());
    files
}

/// A row of a table by its line, and the cells of it.
fn rows(table: &File) -> Vec<(usize, Vec<String>)> {
    let text = table.text().unwrap();
    let rows = text.lines().enumerate().skip(1);
    rows.map(|(at, line)| (at, line.split(',').map(str::to_owned).collect())).collect()
}

/// What is told when the cells of a row of a table are changed.
fn told(inputs: &Files, table: &File, row: usize, change: impl Fn(&mut [String])) -> String {
    let text = table.text().unwrap();
    let changed = text.lines().enumerate().map(|(at, line)| {
        if at != row {
            return line.to_owned();
        }
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        change(&mut cells);
        cells.join(",")
    });
    let changed = File::new(table.path.clone(), changed.collect::<Vec<_>>().join("\n") + "\n");
    let others = inputs.iter().filter(|it| it.path != table.path).cloned();
    let files = Files::from_memory("inputs", others.chain([changed]));
    let mut sink = Sink::default();
    drop(ingest(&files, &mut sink));
    sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// A number with its point moved: 12.5 by one place is 125.
fn shifted(digits: &str, places: i32) -> String {
    let value: rust_decimal::Decimal = digits.parse().unwrap();
    let ten = rust_decimal::Decimal::TEN;
    let factor = (0..places.unsigned_abs()).fold(rust_decimal::Decimal::ONE, |factor, _| factor * ten);
    (if places > 0 { value * factor } else { value / factor }).normalize().to_string()
}

#[test]
fn a_shifted_point_is_told_at_its_cell() {
    let inputs = inputs();
    let (mut tried, mut silent) = (0, vec![]);
    for name in TABLES {
        let table = inputs.iter().find(|it| it.path.ends_with(name)).unwrap();
        let rows = rows(table);
        let mut neighbours: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        let key = |cells: &[String]| (cells[0].clone(), cells[1].clone(), cells[9].clone());
        for (_, cells) in &rows {
            *neighbours.entry(key(cells)).or_default() += 1;
        }
        let known = rows
            .iter()
            .filter(|(_, cells)| LEVELS.contains(&cells[0].as_str()) && neighbours[&key(cells)] > 2);
        // Every fourth row, so that a run is short and every table has its turn; the powers take turns, too.
        for ((row, cells), power) in known.step_by(4).zip([1, -1, 2, -2].into_iter().cycle()) {
            let place = format!("{}:{}", table.path, row + 1);
            let told = told(&inputs, table, *row, |cells| cells[3] = shifted(&cells[3], power));
            tried += 1;
            if !told.contains(&place) {
                silent.push(format!("{place} {} × 10^{power}: {told}", cells[..4].join(",")));
            }
        }
    }
    assert!(tried >= 30, "{tried}");
    assert!(silent.is_empty(), "{} of {tried} passed:\n{}", silent.len(), silent.join("\n"));
}

#[test]
fn a_sign_before_a_value_is_told_at_its_cell() {
    let inputs = inputs();
    let (mut tried, mut silent) = (0, vec![]);
    for name in TABLES {
        let table = inputs.iter().find(|it| it.path.ends_with(name)).unwrap();
        let rows = rows(table);
        let alike = |cells: &[String]| rows.iter().filter(|(_, it)| it[..2] == cells[..2]).count();
        let known = rows.iter().filter(|(_, it)| LEVELS.contains(&it[0].as_str()) && alike(it) > 2);
        for (row, cells) in known.step_by(9) {
            let place = format!("{}:{}", table.path, row + 1);
            let told = told(&inputs, table, *row, |cells| cells[3].insert(0, '-'));
            tried += 1;
            if !(told.contains("[count-range]") || told.contains("[negative-level]"))
                || !told.contains(&place)
            {
                silent.push(format!("{place} {}: {told}", cells[..4].join(",")));
            }
        }
    }
    assert!(tried >= 10, "{tried}");
    assert!(silent.is_empty(), "{} of {tried} passed:\n{}", silent.len(), silent.join("\n"));
}

#[test]
fn a_row_that_slips_into_another_year_is_told_without_a_release_before() {
    let inputs = inputs();
    let table = inputs.iter().find(|it| it.path.ends_with("rd.csv")).unwrap();
    let is_meant = |it: &[String]| it[0] == "RD_INTENSITY" && it[1] == "CN-SC" && it[2] == "2021";
    let (row, _) = rows(table).into_iter().find(|(_, it)| is_meant(it)).unwrap();
    let told = |year: &str| told(&inputs, table, row, |cells| year.clone_into(&mut cells[2]));
    assert!(!told("2021").contains("slipped-year"));
    for year in ["2020", "2022"] {
        assert!(
            told(year).contains(&format!("RD_INTENSITY of CN-SC has no 2021, and {year} twice")),
            "{}",
            told(year)
        );
    }
}

#[test]
fn a_change_since_a_period_that_is_not_before_is_refused() {
    let told = |metric: &str, rest: &str| {
        let fact = format!("[facts]\nit = {{ metric = '{metric}', indicator = 'RD', area = 'A', {rest} }}");
        let (file, plan) = Desk::plan(&fact);
        let mut sink = Sink::default();
        plan.check(&file, &mut sink);
        sink.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    for metric in ["percent_change", "absolute_change", "annual_rate", "point_change", "multiple", "index"] {
        for (period, base) in [("end", "2023"), ("base+2", "end-1"), ("base", "base"), ("2021", "end")] {
            assert_eq!(
                told(metric, &format!("period = '{period}', base = '{base}'")),
                ["late-base"],
                "{period}"
            );
        }
        assert_eq!(told(metric, "period = 'end', base = 'previous'"), [""; 0]);
        assert_eq!(told(metric, "periods = 'span'"), [""; 0]);
    }
    assert_eq!(told("level", "period = 'base'"), [""; 0]);
}

/// What the small briefing says, by name.
const DECLARED: [(&str, &str); 8] = [
    ("rd", "metric = 'level', indicator = 'RD', area = 'A'"),
    ("rd_growth", "metric = 'percent_change', indicator = 'RD', area = 'A'"),
    ("rd_growth_b", "metric = 'percent_change', indicator = 'RD', area = 'B'"),
    ("rd_share", "metric = 'share', indicator = 'RD', area = 'A', of = 'AB', decimals = 2"),
    ("gdp", "metric = 'level', indicator = 'GDP', area = 'A', period = 'base'"),
    ("rate_change", "metric = 'point_change', indicator = 'RATE', area = 'A'"),
    ("place", "metric = 'level', indicator = 'PLACE', area = 'A'"),
    ("firms", "metric = 'level', indicator = 'FIRMS', area = 'A'"),
];

const OBSERVED: [&str; 13] = [
    "RD A 2020 1582.1 e8",
    "RD A 2023 2104.5 e8",
    "RD B 2020 24393.1 e8",
    "RD B 2023 33357.1 e8",
    "GDP A 2020 74023.1 e8",
    "GDP A 2023 90278.3 e8",
    "GDP B 2020 88000.4 e8",
    "GDP B 2023 99000.5 e8",
    "RATE A 2020 6.49",
    "RATE A 2023 6.31",
    "PLACE A 2020 47",
    "PLACE A 2023 23",
    "FIRMS A 2023 2.7 e4",
];

const SAID: [(Lang, &str); 2] = [
    (
        Lang::Zh,
        "经费{{ rd }}，增长{{ rd_growth }}，慢于乙的{{ rd_growth_b }}，占{{ rd_share }}。\n\n总值{{ gdp }}，比重下降{{ rate_change.magnitude }}，居{{ place }}，企业{{ firms }}。",
    ),
    (
        Lang::En,
        "R&D of {{ rd }} grew by {{ rd_growth }}, more slowly than the {{ rd_growth_b }} of B, and was {{ rd_share }}.\n\nGDP was {{ gdp }}, the rate fell by {{ rate_change.magnitude }}, to {{ place }}, with {{ firms }}.",
    ),
];

/// What a briefing of these observations and names says, what was told of it, and its facts.
fn said(rows: &[String], declared: &[(String, String)]) -> (String, Vec<&'static str>, Facts, Sink) {
    let desk = Desk::new(&rows.join("\n"));
    let declared: Vec<String> = declared.iter().map(|(name, it)| format!("{name} = {{ {it} }}")).collect();
    let declared = declared.join("\n");
    let (facts, mut sink) = desk.facts(&declared);
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}"));
    let documents: Vec<Document> = SAID
        .iter()
        .filter_map(|(lang, text)| {
            let text = format!("# RD {{#rd}}\n\n{text}\n").into_bytes();
            let file = File::new(format!("templates/{lang}.md"), text);
            desk::composed(&plan, facts.clone(), &Registers::default(), &file, *lang, &mut sink)
        })
        .collect();
    audit::twins(&documents, &mut sink);
    documents.iter().for_each(|document| audit::around(document, &facts, &mut sink));
    let runs = documents.iter().flat_map(|it| &it.blocks).flat_map(|block| block.content.runs());
    let text = runs.map(|run| plain(run)).collect::<Vec<_>>().join("\n");
    let codes = sink.iter().filter(|it| it.severity != Severity::Note).map(|it| it.code).collect();
    (text, codes, facts, sink)
}

/// Numbers that are the same in every run: a linear congruence (Numerical Recipes).
struct Chance(u32);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % end
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A small fault in the observations.
fn in_rows(rows: &mut Vec<String>, chance: &mut Chance) {
    let at = chance.below(rows.len());
    let mut words: Vec<String> = rows[at].split(' ').map(str::to_owned).collect();
    match chance.below(8) {
        0 => {
            let places: Vec<usize> =
                words[3].match_indices(|c: char| c.is_ascii_digit()).map(|it| it.0).collect();
            let place = places[chance.below(places.len())];
            words[3].replace_range(place..=place, chance.of(&["1", "2", "4", "5", "7", "8", "9"]));
        }
        1 => words[3] = shifted(&words[3], [1, -1, 2][chance.below(3)]),
        2 => words[3].insert(0, '-'),
        3 => chance.of(&["2020", "2021", "2022", "2023"]).clone_into(&mut words[2]),
        4 => chance.of(&["A", "B", "C", "CN"]).clone_into(&mut words[1]),
        5 => chance.of(&["RD", "GDP"]).clone_into(&mut words[0]),
        6 => {
            rows.remove(at);
            return;
        }
        _ => {
            let other = chance.below(rows.len());
            let theirs: Vec<String> = rows[other].split(' ').map(str::to_owned).collect();
            rows[other] = rows[other].replacen(&theirs[3], &words[3], 1);
            words[3].clone_from(&theirs[3]);
        }
    }
    rows[at] = words.join(" ");
}

/// A small fault in the plan.
fn in_plan(declared: &mut [(String, String)], chance: &mut Chance) {
    let at = chance.below(declared.len());
    let it = declared[at].1.clone();
    let exchanged = |key: &str, value: &str| {
        let key = format!("{key} = '");
        let Some((before, rest)) = it.split_once(&key) else { return format!("{it}, {key}{value}'") };
        let (_, after) = rest.split_once('\'').unwrap();
        format!("{before}{key}{value}'{after}")
    };
    declared[at].1 = match chance.below(8) {
        0 => exchanged(
            "metric",
            chance.of(&["level", "percent_change", "absolute_change", "index", "annual_rate"]),
        ),
        1 => exchanged("indicator", chance.of(&["RD", "GDP", "RATE", "FIRMS"])),
        2 => exchanged("area", chance.of(&["A", "B", "AB"])),
        3 => exchanged("period", chance.of(&["base", "end"])),
        4 => exchanged("of", chance.of(&["B", "AB", "CN"])),
        5 => exchanged("base", chance.of(&["base", "2022"])),
        6 => exchanged("rate", "FX"),
        _ => {
            let other = chance.below(declared.len());
            std::mem::replace(&mut declared[other].1, it.clone())
        }
    };
}

/// The day of the desk.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 2, 28).unwrap()
}

/// What is told of the names and values of facts by those of the release before.
fn told_of(was: &Facts, is: &Facts) -> Vec<String> {
    let before = Ledger::of(was, &[], &BTreeMap::new()).before("2025-r1".to_owned(), Some(day()));
    let (plan, mut sink) = (File::new("templates/plan/briefing.toml".to_owned(), vec![]), Sink::default());
    audit::redeclared(is, &before, (&plan, day()), &mut sink);
    audit::corrected(is, &before, &mut sink);
    sink.iter().map(|it| format!("{}: {}", it.code, it.message)).collect()
}

/// Four years of two accounts, those of the second all other values.
const ACCOUNTS: &str = "RD A 2020 1582.1 e8 #old\nRD A 2021 1600.2 e8 #old\nRD A 2022 1700.3 e8 #old\n\
    RD A 2023 2104.5 e8 #old\nRD A 2020 1583.1 e8 #new\nRD A 2021 1601.2 e8 #new\nRD A 2022 1702.3 e8 #new\n\
    RD A 2023 2105.5 e8 #new";

#[test]
fn a_name_of_another_period_base_or_family_is_told_also_where_no_other_name_has_these() {
    let declared =
        |rest: &str| format!("it = {{ metric = 'percent_change', indicator = 'RD', area = 'A', {rest} }}");
    let ways = [
        "period = 'end', base = 'base'",
        "period = 'end', base = 'previous'",
        "period = 'end-1', base = 'base'",
        "period = 'end', base = '2021'",
    ];
    // A family that has no value on that day is one that was declared all the same.
    let families = ["old", "new", "none"];
    let ways =
        ways.iter().flat_map(|way| families.map(|family| declared(&format!("{way}, family = '{family}'"))));
    // Written otherwise, and the same as the first.
    let same = declared("period = '2023', base = 'end-3', family = 'old'");
    let desk = Desk::new(ACCOUNTS);
    let all: Vec<Facts> = ways.chain([same]).map(|declared| desk.facts(&declared).0).collect();
    for (was, before) in all.iter().enumerate() {
        for (is, now) in all.iter().enumerate() {
            let (told, is_same) = (told_of(before, now), was % (all.len() - 1) == is % (all.len() - 1));
            assert_eq!(told.len(), usize::from(!is_same), "{was} {is} {told:?}");
        }
    }
}

#[test]
fn a_row_that_slips_into_another_year_is_told_by_the_release_before() {
    let rows =
        "RD A 2020 1582.1 e8 @2021-09-22\nRD A 2021 1600.2 e8 @2022-09-07\nRD A 2022 1700.3 e8 @2023-09-18";
    let of = |rows: &str, as_of| {
        let declared = "it = { metric = 'level', indicator = 'RD', area = 'A', period = '2020' }";
        Desk { as_of, ..Desk::new(rows) }.facts(declared).0
    };
    let (was, day) = (of(rows, "2025-02-28"), "2025-02-28");
    let told = told_of(&was, &of(&rows.replace("A 2021", "A 2020"), day));
    assert!(
        told[0].starts_with("changed-observation: RD, A, 2020 is of 2022-09-07, and 2025-r1 had"),
        "{told:?}"
    );
    // What was published since is news.
    let revised = format!("{rows}\nRD A 2020 1590.1 e8 @2025-03-01");
    assert_eq!(told_of(&was, &of(&revised, "2025-03-10")), [""; 0]);
}

#[test]
fn a_small_fault_is_told_or_changes_nothing_that_is_printed() {
    let rows: Vec<String> = OBSERVED.iter().map(|&it| it.to_owned()).collect();
    let declared: Vec<(String, String)> =
        DECLARED.iter().map(|&(name, it)| (name.to_owned(), it.to_owned())).collect();
    let (sound, told, facts, sink) = said(&rows, &declared);
    assert_eq!(told, [""; 0], "{}", sink.iter().map(ToString::to_string).collect::<String>());
    let before = Ledger::of(&facts, &[], &BTreeMap::new()).before("2025-r1".to_owned(), Some(day()));
    let (plan, day) = (File::new("templates/plan/briefing.toml".to_owned(), vec![]), day());
    let (mut chance, mut silent, mut figures) = (Chance(14), vec![], BTreeMap::<&str, usize>::new());
    for nth in 0..60 {
        let (mut rows, mut declared) = (rows.clone(), declared.clone());
        if nth % 2 == 0 {
            in_rows(&mut rows, &mut chance);
        } else {
            in_plan(&mut declared, &mut chance);
        }
        let (text, told, facts, mut sink) = said(&rows, &declared);
        audit::redeclared(&facts, &before, (&plan, day), &mut sink);
        audit::corrected(&facts, &before, &mut sink);
        let is_warned = sink.iter().any(|it| it.severity == Severity::Warning);
        let outcome = match () {
            () if sink.has_errors() => "refused",
            () if is_warned && told.is_empty() => "told of by the release before",
            () if is_warned => "told of",
            () if text == sound => "without effect",
            () => "silent",
        };
        *figures.entry(outcome).or_default() += 1;
        if outcome == "silent" {
            silent.push(format!("{rows:?}\n{declared:?}\n{text}"));
        }
    }
    assert!(silent.is_empty(), "{figures:?}\n{}", silent.join("\n\n"));
    assert!(figures["refused"] > 15, "{figures:?}");
}
