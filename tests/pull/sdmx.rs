//! A server's table becomes an answer, or says why it is none.

use std::collections::BTreeMap;

use briefing::{diag::Locus, pull::sdmx, snapshot::AnswerTable};

fn read(body: &(impl AsRef<[u8]> + ?Sized), names: &[(&str, &str)]) -> Result<AnswerTable, String> {
    let names =
        names.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect::<BTreeMap<_, _>>();
    let place = Locus::file("https://statistics.example/data/RD");
    sdmx::answer(body.as_ref(), &names, &place)
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
fn the_key_of_a_series_is_no_dimension() {
    // As the ECB has it.
    let body = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\r\n\
                EXR.A.CNY.EUR.SP00.A,A,CNY,EUR,SP00,A,2023,7.6600,A\r\n\
                EXR.A.USD.EUR.SP00.A,A,USD,EUR,SP00,A,2023,1.0813,A\r\n";
    let answer = read(body, &[("CURRENCY", "INDICATOR")]).unwrap();
    assert_eq!(answer.rows(), [["CNY", "2023", "7.6600", "A"], ["USD", "2023", "1.0813", "A"]]);
    let told = read(body, &[]).unwrap_err();
    assert!(told.contains("the dimension CURRENCY has 2 values") && !told.contains("KEY"), "{told}");
}

#[test]
fn names_beside_the_codes_are_not_asked_for() {
    // As the OECD has it, if it is asked for csvfilewithlabels.
    let body = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,TIME_PERIOD,Time period,OBS_VALUE\n\
                DATAFLOW,OECD:RD(1.0),Research,I,CHN,China,2023,,2.65\nDATAFLOW,OECD:RD(1.0),Research,I,AUT,Austria,2023,,3.29\n";
    insta::assert_snapshot!(read(body, &[]).unwrap_err(), @r"
    error[open-dimension]: the dimension Reference area has 2 values: Austria, China …
      --> https://statistics.example/data/RD
      help: the table has names beside its codes: ask for codes alone (labels=id; of the OECD: format=csvfile)
    ");
}

#[test]
fn what_is_packed_is_no_table() {
    let told = read(b"\x1f\x8b\x08\0\0\0\0\0", &[]).unwrap_err();
    assert!(told.contains("the server answers what is packed (gzip), and does not say so"), "{told}");
}

#[test]
fn what_is_no_table_is_named() {
    let cut = TABLE.trim_end_matches(['\n', ',', ':']);
    for (body, what) in [
        ("<!doctype html><title>Log in</title>\n", "a page or a message"),
        ("<?xml version=\"1.0\"?><S:Fault/>\n", "a page or a message"),
        ("{\"value\": [1]}\n", "JSON instead"),
        ("98de05ea-540a-43d3-903b-7c9e14faf808", "that it will answer later"),
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
