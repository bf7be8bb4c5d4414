//! Tables of every kind that was ever misread or refused without need: `tables/expected.csv` says what is to
//! become of each, with which answers.
//!
//! `EXIT` is that of `briefing import`; `SAYS` and `NEVER` are what the diagnostics say and may not say, parted
//! by ` | `; `VALUES` are all the observations of a table that is read, `MISSING` the values that it says it has
//! not. A cell with one synthetic value is enough for a rule.
#![expect(clippy::disallowed_methods, reason = "the program is run as its user runs it")]

use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

const FOLDER: &str = "tests/intake/tables";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Case {
    kind: String,
    file: String,
    arguments: String,
    exit: i32,
    says: String,
    never: String,
    values: String,
    missing: String,
}

impl Case {
    /// What is not as expected.
    fn faults(&self) -> Vec<String> {
        let output = Command::new(env!("CARGO_BIN_EXE_briefing"))
            .args(["import", &format!("{FOLDER}/{}", self.file), "--inputs", &format!("{FOLDER}/lists")])
            .args(["--vintage", "2025-01-31", "--source", "NBS", "--json"])
            .args(parts(&self.arguments))
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        let report: Value = serde_json::from_str(&printed).unwrap_or_default();
        let told = strings(&report["diagnostics"]).join("\n");
        let mut faults = Vec::new();
        if output.status.code() != Some(self.exit) {
            faults.push(format!("exit {:?}, not {}: {told}", output.status.code(), self.exit));
        }
        let mute = parts(&self.says).filter(|part| !told.contains(part));
        faults.extend(mute.map(|part| format!("does not say {part:?}: {told}")));
        let loud = parts(&self.never).filter(|part| told.contains(part));
        faults.extend(loud.map(|part| format!("says {part:?}: {told}")));
        if self.exit == 0 {
            let columns = ["INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MULT", "OBS_STATUS"];
            let values = rows(&report["observations"], &columns);
            let missing = rows(&report["missing"], &["INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_STATUS"]);
            for (found, expected) in [(values, &self.values), (missing, &self.missing)] {
                if found != *expected {
                    faults.push(format!("gives {found}\n  not {expected}"));
                }
            }
        }
        faults
    }
}

/// The parts of a cell.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(" | ").filter(|part| !part.is_empty())
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|it| it.as_str()).map(str::to_owned).collect()
}

/// Rows in a line: these columns of each, in the order of the table.
fn rows(list: &Value, columns: &[&str]) -> String {
    let cell = |row: &Value, column: &&str| match &row[*column] {
        Value::String(text) => text.clone(),
        Value::Number(number) => format!("e{number}"),
        other => other.to_string(),
    };
    let row = |row: &Value| columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(" ");
    list.as_array().into_iter().flatten().map(row).collect::<Vec<_>>().join("; ")
}

#[test]
fn every_table_gives_what_is_expected() {
    let cases = csv::Reader::from_path(format!("{FOLDER}/expected.csv")).unwrap().into_deserialize::<Case>();
    let cases = cases.collect::<Result<Vec<_>, _>>().unwrap();
    let mut faults = Vec::new();
    for case in &cases {
        let of = format!("{} {} {}", case.kind, case.file, case.arguments);
        faults.extend(case.faults().into_iter().map(|fault| format!("{of}\n  {fault}\n")));
    }
    assert!(faults.is_empty(), "{}", faults.concat());
}

#[test]
fn every_table_of_the_folder_is_a_case() {
    let listed = std::fs::read_to_string(format!("{FOLDER}/expected.csv")).unwrap();
    let files = std::fs::read_dir(FOLDER).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let missing = files.filter(|name| name != "lists" && name != "expected.csv");
    let missing = missing.filter(|name| !listed.contains(name.as_str())).collect::<Vec<_>>();
    assert_eq!(missing, Vec::<String>::new());
}
