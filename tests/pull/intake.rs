//! A snapshot is a table like any other, and each of its values says which pull it came with.

use briefing::{
    inputs::sha256,
    snapshot::{Counts, PullRecord, Pulls},
};

use crate::ingest::Inputs;

const SNAPSHOT: &str = "\
INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_COUNT,VINTAGE
RD_EXP,CN-CQ,2022,574.50,50,2026-11-30
RD_EXP,CN-SC,2022,576.00,50,2026-11-30
RD_EXP,CN-SC,2022,577.25,51,2026-12-31
";

fn pull(vintage: &str, snapshot: &str) -> PullRecord {
    PullRecord {
        vintage: vintage.parse().unwrap(),
        start: format!("{vintage}T02:00:00Z"),
        end: format!("{vintage}T02:00:07Z"),
        from: "warehouse".to_owned(),
        answered_by: "PostgreSQL 15.6".to_owned(),
        driver: Some("ADBC PostgreSQL Driver 1.13.0".to_owned()),
        query: Some(sha256(b"query")),
        sent: sha256(b"sent"),
        answer: sha256(b"answer"),
        counts: Counts { rows: 2, records: Some(101), added: 0, revised: 1 },
        etag: None,
        snapshot: sha256(snapshot.as_bytes()),
        program: "briefing 0.1.0".to_owned(),
    }
}

fn pulls() -> Pulls {
    let first = SNAPSHOT.lines().take(3).map(|line| line.to_owned() + "\n").collect::<String>();
    Pulls::default().with(pull("2026-11-30", &first)).with(pull("2026-12-31", SNAPSHOT))
}

const ENTRY: &str = "{\"path\": \"rd.csv\", \"briefing:role\": \"observations\", \"briefing\": {\
    \"pull\": {\"engine\": \"warehouse\", \"query\": \"rd.sql\", \"table\": \"lake.spent\"},\
    \"unit\": \"亿元\", \"status\": \"A\", \"source\": \"NBS\"}}";

fn inputs() -> Inputs {
    Inputs::minimal()
        .set("datapackage.json", "{\"path\": \"rd.csv\", \"briefing:role\": \"observations\"}", ENTRY)
        .with("rd.csv", SNAPSHOT)
        .with("rd.sql", "SELECT")
        .with("rd.pulls.json", pulls().text())
}

#[test]
fn a_value_says_its_cell_and_its_pull() {
    assert_eq!(inputs().diagnostics(), "");
    let (ingested, _) = inputs().ingest();
    let observations = ingested.unwrap().observations;
    let told = observations.rows().iter().map(|it| format!("{} {}\n", it.printed, it.cell));
    insta::assert_snapshot!(told.collect::<String>(), @r"
    574.50 inputs/rd.csv:2:4 (pulled on 2026-11-30 from warehouse, PostgreSQL 15.6; records: 50)
    576.00 inputs/rd.csv:3:4 (pulled on 2026-11-30 from warehouse, PostgreSQL 15.6; records: 50)
    577.25 inputs/rd.csv:4:4 (pulled on 2026-12-31 from warehouse, PostgreSQL 15.6; records: 51)
    ");
}

#[test]
fn what_a_killed_pull_has_noted_and_not_done_is_no_pull() {
    let noted = pulls().with(pull("2027-01-31", "never written"));
    assert_eq!(inputs().with("rd.pulls.json", noted.text()).diagnostics(), "");
}

#[test]
fn a_snapshot_that_no_pull_has_left_is_not_taken_in() {
    insta::assert_snapshot!(inputs().set("rd.csv", "577.25", "677.25").diagnostics(), @r#"
    error[edited-snapshot]: the snapshot is not what its last pull has left
      --> inputs/rd.csv
      --> inputs/rd.pulls.json
      --> inputs/datapackage.json:5
      help: restore both; or, to keep it by hand, take "pull" out of its entry and delete the record
    "#);
}

#[test]
fn before_the_first_pull_there_is_nothing() {
    let told = inputs().without("rd.csv").without("rd.pulls.json").diagnostics();
    assert!(told.contains("error[missing-file]: there is no file inputs/rd.csv"), "{told}");
    assert!(told.contains("help: get it: briefing pull rd.csv"), "{told}");
}

#[test]
fn a_table_comes_from_one_place() {
    let both = ENTRY.replace("\"unit\"", "\"records\": {\"path\": \"../spent\"}, \"unit\"");
    let told = inputs().set("datapackage.json", ENTRY, &both).diagnostics();
    assert!(told.contains("error[two-sources]: the table is said to come from two places"), "{told}");
    let nobody = ENTRY.replace("\"engine\": \"warehouse\", ", "");
    let told = inputs().set("datapackage.json", ENTRY, &nobody).diagnostics();
    assert!(told.contains("\"pull\" names an engine, a query and a table; or a url"), "{told}");
}
