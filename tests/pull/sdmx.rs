//! A server's table becomes an answer, or says why it is none.

use std::collections::BTreeMap;

use briefing::{diag::Locus, pull::sdmx, snapshot::Answer};

fn read(body: &str, names: &[(&str, &str)]) -> Result<Answer, String> {
    let names =
        names.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect::<BTreeMap<_, _>>();
    let place = Locus::file("https://statistics.example/data/RD");
    sdmx::answer(body.as_bytes(), &names, &place)
        .map_err(|faults| faults.iter().map(|fault| fault.to_string() + "\n").collect::<String>())
}

const TABLE: &str = "\
DATAFLOW,LAST UPDATE,freq,sectperf,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:RD(1.0),30/11/26,A: Annual,TOTAL,MIO_EUR,AT: Austria,2022,14148.3,
ESTAT:RD(1.0),30/11/26,A: Annual,TOTAL,MIO_EUR,AT: Austria,2023,15451.06,p
ESTAT:RD(1.0),30/11/26,A: Annual,TOTAL,MIO_EUR,BE: Belgium,2023,:,
";

#[test]
fn what_tells_observations_apart_is_kept_under_the_names_of_the_inputs() {
    let answer = read(TABLE, &[("geo", "REF_AREA")]).unwrap();
    assert_eq!(answer.columns(), ["REF_AREA", "TIME_PERIOD", "OBS_VALUE"]);
    assert_eq!(answer.rows(), [["AT", "2022", "14148.3"], ["AT", "2023", "15451.06"]]);
    assert_eq!(answer.blank(), 1);
}

#[test]
fn a_dimension_that_nobody_has_named_has_one_value() {
    insta::assert_snapshot!(read(TABLE, &[]).unwrap_err(), @r#"
    error[open-dimension]: the dimension geo has 2 values: AT, BE …
      --> https://statistics.example/data/RD
      help: ask for one of them, or say what the inputs call it: "columns": {"geo": "REF_AREA"}
    "#);
}

#[test]
fn sdmx_csv_of_the_second_version() {
    let body = "STRUCTURE[;],STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
                dataflow,OECD:RD(1.0),I,CHN,2023,2.65,A\ndataflow,OECD:RD(1.0),D,CHN,2022,2.56,A\n";
    let answer = read(body, &[]).unwrap();
    assert_eq!(answer.columns(), ["REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]);
    assert_eq!(answer.rows(), [["CHN", "2023", "2.65", "A"]]);
}

#[test]
fn what_is_no_table_is_named() {
    let cut = TABLE.trim_end_matches(['\n', ',', ':']);
    for (body, what) in [
        ("<!doctype html><title>Log in</title>\n", "a page or a message"),
        ("<?xml version=\"1.0\"?><S:Fault/>\n", "a page or a message"),
        ("{\"value\": [1]}\n", "JSON instead"),
        ("", "nothing"),
        (cut, "breaks off within its last line"),
        ("year,value\n2023,5\n", "without TIME_PERIOD and OBS_VALUE"),
        ("REF_AREA,TIME_PERIOD,OBS_VALUE\nAT,2023\n", "a damaged table"),
    ] {
        let told = read(body, &[("geo", "REF_AREA")]).unwrap_err();
        assert!(
            told.starts_with("error[no-table]: the server answers ") && told.contains(what),
            "{what}: {told}"
        );
    }
}
