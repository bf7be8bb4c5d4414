//! Identities: a published value that its published others cannot make is found, before there is any release.

use std::path::Path;

use briefing::{
    diag::Sink,
    ingest::ingest,
    inputs::{File, Files},
};

use crate::ingest::{Inputs, OBSERVATION_HEADER};

/// Invented: expenditure, its two parts, its share of output, and how it grew.
const INDICATORS: &str = "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,UNIT_ZH,UNIT_EN,KIND,DIRECTION,SCALE,DECIMALS\n\
    RD,研发经费,R&D,CNY,元,yuan,level,higher,yi,1\n\
    FIRMS,企业研发经费,R&D of firms,CNY,元,yuan,level,higher,yi,1\n\
    OTHERS,其他研发经费,R&D of others,CNY,元,yuan,level,higher,yi,1\n\
    GDP,生产总值,GDP,CNY,元,yuan,level,higher,yi,1\n\
    INTENSITY,研发强度,R&D intensity,PT,,,share,higher,one,2\n\
    STEP,强度变动,Change of intensity,PP,,,rate,higher,one,2\n\
    GROWTH,研发增速,Growth of R&D,PT,,,rate,higher,one,1\n\
    SHARE,占比,Share,PT,,,share,higher,one,1\n";

const ROWS: [&str; 13] = [
    "RD,CN-SC,2020,100.0,CNY,8,A,,2021-09-22,,NBS,yes",
    "RD,CN-SC,2021,110.0,CNY,8,A,,2022-09-22,,NBS,yes",
    "RD,CN-CQ,2021,50.0,CNY,8,A,,2022-09-22,,NBS,yes",
    "FIRMS,CN-SC,2021,70.2,CNY,8,A,,2022-09-22,,NBS,yes",
    "OTHERS,CN-SC,2021,39.9,CNY,8,A,,2022-09-22,,NBS,yes",
    "GDP,CN-SC,2020,5000.0,CNY,8,A,,2021-03-01,old,NBS,yes",
    "GDP,CN-SC,2021,5200.0,CNY,8,A,,2022-03-01,old,NBS,yes",
    "GDP,CN-SC,2021,5500.0,CNY,8,A,,2025-03-01,new,NBS,yes",
    "INTENSITY,CN-SC,2020,2.00,PT,0,A,,2021-09-22,old,NBS,yes",
    "INTENSITY,CN-SC,2021,2.12,PT,0,A,,2022-09-22,old,NBS,yes",
    "STEP,CN-SC,2021,0.12,PP,0,A,,2022-09-22,,NBS,yes",
    "GROWTH,CN-SC,2021,10.0,PT,0,A,,2022-09-22,,NBS,yes",
    "SHARE,CN-SC,2021,68.8,PT,0,A,,2022-09-22,,NBS,yes",
];

const IDENTITIES: &str = "IDENTITY,INDICATOR,RELATION,TERMS,WHOLE,EXCEPT,REASON,SOURCE_ID\n\
    intensity,INTENSITY,ratio,RD+GDP,,,,NBS\n\
    parts,RD,sum,FIRMS+OTHERS,,,,NBS\n\
    step,STEP,change,INTENSITY,,,,NBS\n\
    growth,GROWTH,growth,RD,,,,NBS\n\
    share,SHARE,share,RD,SC_CQ,,,NBS\n";

fn inputs(rows: &str, identities: &str) -> Inputs {
    let entry = "{\"path\": \"facilities.csv\"";
    Inputs::minimal()
        .set(
            "datapackage.json",
            entry,
            &format!("{{\"path\": \"identities.csv\", \"briefing:role\": \"identities\"}}, {entry}"),
        )
        .with("indicators.csv", INDICATORS)
        .with("rd.csv", format!("{OBSERVATION_HEADER}{rows}\n"))
        .with("identities.csv", identities)
}

#[test]
fn what_holds_within_half_a_unit_of_the_last_digits_is_no_fault() {
    assert_eq!(inputs(&ROWS.join("\n"), IDENTITIES).diagnostics(), "");
}

#[test]
fn a_changed_digit_is_told_with_both_sides_and_their_cells() {
    let rows = ROWS.join("\n").replace("OTHERS,CN-SC,2021,39.9", "OTHERS,CN-SC,2021,36.9");
    insta::assert_snapshot!(inputs(&rows, IDENTITIES).diagnostics(), @r"
    error[identity]: RD of CN-SC in 2021 is 10995000000 … 11005000000, and FIRMS + OTHERS is 10700000000 … 10720000000: parts does not hold, by 275000000
      --> inputs/rd.csv:3:4   RD CN-SC 2021: 110.0 × 10^8
      --> inputs/rd.csv:5:4   FIRMS CN-SC 2021: 70.2 × 10^8
      --> inputs/rd.csv:6:4   OTHERS CN-SC 2021: 36.9 × 10^8
      --> inputs/identities.csv:3:1
      help: find the wrong cell; a published value that truly differs goes into EXCEPT with its REASON
    ");
}

#[test]
fn each_relation_finds_a_digit_on_either_side() {
    for (old, new, found) in [
        ("INTENSITY,CN-SC,2021,2.12", "INTENSITY,CN-SC,2021,2.21", "intensity does not hold"),
        ("GDP,CN-SC,2021,5200.0", "GDP,CN-SC,2021,5300.0", "intensity does not hold"),
        ("RD,CN-SC,2020,100.0", "RD,CN-SC,2020,101.0", "growth does not hold"),
        ("GROWTH,CN-SC,2021,10.0", "GROWTH,CN-SC,2021,11.0", "growth does not hold"),
        ("STEP,CN-SC,2021,0.12", "STEP,CN-SC,2021,0.21", "step does not hold"),
        // The whole was not published: it is the sum of its parts.
        ("RD,CN-CQ,2021,50.0", "RD,CN-CQ,2021,51.0", "share does not hold"),
        ("FIRMS,CN-SC,2021,70.2", "FIRMS,CN-SC,2021,70.6", "parts does not hold"),
    ] {
        let told = inputs(&ROWS.join("\n").replace(old, new), IDENTITIES).diagnostics();
        assert!(told.contains(found), "{new}: {told}");
    }
}

#[test]
fn accounts_of_another_family_and_values_that_lack_a_term_are_no_contradiction() {
    // 2.12% rests on the old GDP; of the new one nothing was published.
    let rows = ROWS.join("\n").replace("2022-09-22,old", "2022-09-22,new");
    let told = inputs(&rows, IDENTITIES).diagnostics();
    assert!(told.contains("INTENSITY of CN-SC in 2021") && !told.contains("5200"), "{told}");
    let rows: Vec<&str> = ROWS.into_iter().filter(|row| !row.starts_with("OTHERS")).collect();
    assert_eq!(inputs(&rows.join("\n"), IDENTITIES).diagnostics(), "");
    // A value that was published again agrees if one of its vintages does.
    let again = format!("{}\nRD,CN-SC,2021,112.0,CNY,8,A,,2023-09-22,,NBS,yes", ROWS.join("\n"));
    let told = inputs(&again, IDENTITIES).diagnostics();
    assert_eq!(told.matches("does not hold").count(), 1, "the later vintage is no sum of its parts: {told}");
}

#[test]
fn what_is_excepted_is_held_to_what_it_may_be_off_and_told_when_nothing_needs_it() {
    let rows = ROWS.join("\n").replace("INTENSITY,CN-SC,2021,2.12", "INTENSITY,CN-SC,2021,2.14");
    let steps = rows.replace("STEP,CN-SC,2021,0.12", "STEP,CN-SC,2021,0.14");
    let excepting = |value: &str| {
        IDENTITIES.replace("RD+GDP,,,,", &format!("RD+GDP,,{value},rests on GDP as it stood on that day,"))
    };
    let told = |value: &str| inputs(&steps, &excepting(value)).diagnostics();
    assert_eq!(told("CN-SC/2021/2022-09-22/0.02"), "");
    assert!(told("CN-SC/2021/2022-09-22/0.01").contains("intensity does not hold, by 0.018"));
    let unneeded = told("CN-SC/2021/2022-09-22/0.02; CN-SC/2020/2021-09-22/0.02");
    assert!(
        unneeded.contains("warning[unused-exception]: intensity holds of CN-SC/2020/2021-09-22"),
        "{unneeded}"
    );
    for wrong in ["CN-SC/2021/0.02", "CN-SC/2021/2022-09-22/-1", "nowhere"] {
        assert!(told(wrong).contains("error[identity-exception]"), "{wrong}");
    }
}

#[test]
fn an_identity_that_makes_no_sense_is_refused_in_the_register() {
    for (old, new, found) in [
        ("ratio,RD+GDP", "ratio,RD", "intensity has 1 terms"),
        (
            "sum,FIRMS+OTHERS",
            "sum,FIRMS+STEP",
            "error[identity-terms]: RD is measured in CNY, and parts makes no unit",
        ),
        ("ratio,RD+GDP", "quotient,RD+GDP", "error[unknown-relation]"),
        ("share,RD,SC_CQ", "share,RD,", "share lacks an area that it is of"),
        ("growth,RD,", "growth,RD,SC_CQ", "growth names an area that it is of"),
        ("sum,FIRMS+OTHERS", "sum,FIRMS+OTHER", "unknown-indicator"),
        ("step,STEP", "step,GROWTH", "GROWTH is measured in PT, and step makes PP"),
    ] {
        let told = inputs(&ROWS.join("\n"), &IDENTITIES.replace(old, new)).diagnostics();
        assert!(told.contains(found), "{new}: {told}");
    }
}

/// Cells of the shipped tables whose first three digits each an identity vouches for.
const VOUCHED: [(&str, &str); 8] = [
    ("rd.csv", "RD_EXP,CN-SC,2023,"),
    ("rd.csv", "RD_EXP,CN-CQ,2023,"),
    ("rd.csv", "RD_EXP,CN,2023,"),
    ("rd.csv", "RD_INTENSITY,CN-BJ,2024,"),
    ("rd.csv", "RD_EXP_OTHER,CN-SC,2022,"),
    ("rd.csv", "RD_EXP_BASIC_YOY,CN-SC,2022,"),
    ("economy.csv", "GDP,CN-SC,2023,"),
    ("economy.csv", "GDP,CDCQEC,2023,"),
];

#[test]
fn a_digit_of_the_shipped_tables_is_found_before_any_release() {
    let mut sink = Sink::default();
    let shipped = Files::read(Path::new("inputs"), "inputs", &mut sink);
    let told = |files: &Files| {
        let mut sink = Sink::default();
        drop(ingest(files, &mut sink));
        sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told(&shipped), "");
    for (nth, (name, row)) in VOUCHED.into_iter().enumerate() {
        let table = shipped.iter().find(|it| it.path.ends_with(&format!("/{name}"))).unwrap();
        let line = table.text().unwrap().lines().find(|line| line.starts_with(row)).unwrap();
        let value = line[row.len()..].split(',').next().unwrap();
        let place = value.char_indices().filter(|(_, c)| c.is_ascii_digit()).nth(1 + nth % 2).unwrap().0;
        let digit = (value.as_bytes()[place] - b'0' + 3) % 10;
        let changed = format!("{}{digit}{}", &value[..place], &value[place + 1..]);
        let text = table.text().unwrap().replace(&format!("{row}{value},"), &format!("{row}{changed},"));
        let others = shipped.iter().filter(|it| it.path != table.path).cloned();
        let files =
            Files::from_memory("inputs", others.chain([File::new(table.path.clone(), text.into_bytes())]));
        let told = told(&files);
        assert!(told.contains("error[identity]"), "{row}{value} → {changed}: {told}");
    }
}
