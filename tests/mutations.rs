//! Mutations: a value of the data that is ten or a hundred times what it was does not pass without a word.

use std::{collections::BTreeMap, path::Path};

use briefing::{
    diag::Sink,
    ingest::ingest,
    inputs::{File, Files},
};

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

/// What is told when the row of a table is multiplied by a power of ten.
fn told(inputs: &Files, table: &File, row: usize, power: i32) -> String {
    let text = table.text().unwrap();
    let changed = text.lines().enumerate().map(|(at, line)| {
        if at != row {
            return line.to_owned();
        }
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells[3] = shifted(&cells[3], power);
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
            let told = told(&inputs, table, *row, power);
            tried += 1;
            if !told.contains(&place) {
                silent.push(format!("{place} {} × 10^{power}: {told}", cells[..4].join(",")));
            }
        }
    }
    assert!(tried >= 30, "{tried}");
    assert!(silent.is_empty(), "{} of {tried} passed:\n{}", silent.len(), silent.join("\n"));
}
