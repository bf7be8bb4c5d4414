//! Sheets: what a reader finds in the workbook of a release, and what stops one from being made.

use std::io::{Cursor, Read as _};

use briefing::render::xlsx::{WorkbookTranscript, attached};

use crate::project::Project;

/// A part of a workbook, as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn cell<'a>(said: &'a WorkbookTranscript, sheet: &str, place: &str) -> (&'a str, &'a str) {
    let said = said.0.get(sheet).and_then(|it| it.get(place));
    said.map_or(("", ""), |it| (it.says.as_str(), it.by.as_str()))
}

/// The row of a sheet whose first cells hold a text.
fn row(said: &WorkbookTranscript, sheet: &str, text: &str) -> usize {
    let places = said.0[sheet].iter();
    let mut found = places.filter(|(place, it)| place.starts_with('A') && it.says == text);
    found.next().unwrap().0[1..].parse().unwrap()
}

#[test]
fn a_number_is_computed_from_cells_that_say_what_their_source_printed() {
    let project = Project::released();
    let bytes = project.latest("facts.xlsx");
    let said = WorkbookTranscript::read(&bytes).unwrap();
    // The growth of what two areas add up to.
    let at = row(&said, "Facts", "percent_change(RD_EXP, SC_CQ, 2020..2023)");
    let (value, formula) = cell(&said, "Facts", &format!("E{at}"));
    assert_eq!(value, cell(&said, "Facts", &format!("F{at}")).0);
    assert!(value.starts_with("33.0"), "{value}");
    let (end, base) = formula.strip_suffix("-1)*100").unwrap().split_once('/').unwrap();
    let rows = |sum: &str| {
        let numbers = sum.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
        numbers.map(str::to_owned).collect::<Vec<_>>()
    };
    let printed = |sum: &str| {
        let cells = rows(sum).into_iter().map(|row| cell(&said, "Observations", &format!("D{row}")).0);
        cells.collect::<Vec<_>>()
    };
    assert!(end.starts_with("(SUM(Observations!G"), "{end}");
    assert_eq!([printed(end), printed(base)], [["746.7", "1357.8"], ["526.8", "1055.3"]]);
    let row = &rows(end)[1];
    assert_eq!(
        cell(&said, "Observations", &format!("G{row}")),
        ("135780000000", &*format!("D{row}*10^F{row}"))
    );
    assert_eq!(cell(&said, "Observations", &format!("P{row}")).0, "inputs/rd.csv:31:4");
    // A bound is computed, too, and the verdict.
    assert!(cell(&said, "Facts", &format!("H{at}")).1.starts_with("(MIN(SUM(Observations!H"));
    assert_eq!(cell(&said, "Facts", &format!("G{at}")).0, "一致 / agrees");
    // A figure refers to the facts, and says so on the page.
    let figures = said.0.iter().filter(|(name, _)| name.starts_with("Figure_"));
    let mut cells = figures.flat_map(|(_, cells)| cells.values());
    assert!(cells.any(|it| it.by.starts_with("Facts!E") && it.by.ends_with("/10^9")));
    assert!(project.text("briefing.zh.pdf").contains("数据：facts.xlsx，Figure_1"));
    assert!(project.text("briefing.en.pdf").contains("Data:facts.xlsx,Figure_1"));
}

#[test]
fn every_sheet_is_one_that_everybody_can_read() {
    let project = Project::released();
    let bytes = project.latest("facts.xlsx");
    let said = WorkbookTranscript::read(&bytes).unwrap();
    for nth in 1..=said.0.len() {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{nth}.xml"));
        for barred in ["mergeCell", "autoFilter", "<pane"] {
            assert!(!sheet.contains(barred), "sheet {nth}: {barred}");
        }
        for needed in ["<tableParts count=\"1\">", "orientation=\"landscape\"", "fitToPage=\"1\""] {
            assert!(sheet.contains(needed), "sheet {nth}: {needed}");
        }
        assert!(!part(&bytes, &format!("xl/tables/table{nth}.xml")).contains("autoFilter"));
    }
    for (name, cells) in &said.0 {
        assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= 31, "{name}");
        assert!(cells.values().all(|it| !it.says.trim().is_empty()), "{name}: a cell without a word");
        // The table is a rectangle without a hole: as many cells in each row as heads.
        let of_row = |row: usize| {
            let has_row =
                |place: &&String| place.trim_start_matches(|c: char| c.is_alphabetic()) == row.to_string();
            cells.keys().filter(has_row).count()
        };
        let last = cells.keys().map(|it| it.trim_start_matches(char::is_alphabetic).parse().unwrap()).max();
        let heads = of_row(5);
        assert!((6..=last.unwrap()).all(|row| of_row(row) == heads), "{name}");
    }
    let contents: Vec<&str> = said.0["Contents"]
        .iter()
        .filter(|(place, _)| place.starts_with('A'))
        .map(|it| it.1.says.as_str())
        .collect();
    assert!(
        said.0.keys().all(|name| ["Cover", "Contents"].contains(&&**name) || contents.contains(&&**name))
    );
    // It was made on the day as of which the data count, by nobody's clock.
    assert!(part(&bytes, "docProps/core.xml").contains("2025-02-28T00:00:00Z"));
    assert!(attached(&bytes).unwrap().is_some());
    assert!(project.latest_text("manifest.json").contains("\"facts.xlsx\": \""));
}

#[test]
fn a_release_without_a_workbook_names_none() {
    let project = Project::short();
    project.exec("build --lang zh --outputs pdf").must_succeed();
    assert!(!project.path("output/latest/facts.xlsx").exists());
    assert!(!project.text("briefing.zh.pdf").contains("facts.xlsx"));
}
