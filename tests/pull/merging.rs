//! What any earlier day saw never changes.

use briefing::{
    diag::{Diagnostic, Locus},
    inputs::File,
    snapshot::{AnswerTable, MergeRule, Snapshot, SnapshotChanges, merge},
};
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An answer: a line a row, cells between blanks; the first line names the columns.
fn answer(text: &str) -> Result<AnswerTable, Vec<Diagnostic>> {
    let mut lines = text.lines().map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let columns = lines.next().unwrap();
    AnswerTable::new(columns, lines.collect(), &Locus::file("inputs/turnover.sql"))
}

fn merged(
    snapshot: &Snapshot,
    text: &str,
    vintage: &str,
) -> Result<(Snapshot, SnapshotChanges), Vec<Diagnostic>> {
    let rule = MergeRule { day: day(vintage), is_scale_fixed: true };
    merge(snapshot, &answer(text)?, rule, &Locus::file("inputs/turnover.csv"))
}

fn told(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| fault.to_string() + "\n").collect()
}

const FIRST: &str = "\
INDICATOR REF_AREA TIME_PERIOD OBS_VALUE OBS_COUNT
TURNOVER CN-SC 2023 574.00 50
TURNOVER CN-CQ 2023 576.50 50";

fn first() -> Snapshot {
    merged(&Snapshot::default(), FIRST, "2026-11-30").unwrap().0
}

#[test]
fn another_value_stands_beside_the_old_one() {
    let (snapshot, changes) =
        merged(&first(), &FIRST.replace("574.00 50", "575.25 51"), "2026-12-31").unwrap();
    insta::assert_snapshot!(snapshot.text(), @r"
    INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_COUNT,VINTAGE
    TURNOVER,CN-CQ,2023,576.50,50,2026-11-30
    TURNOVER,CN-SC,2023,574.00,50,2026-11-30
    TURNOVER,CN-SC,2023,575.25,51,2026-12-31
    ");
    assert_eq!(changes.revised, ["TURNOVER, CN-SC, 2023 575.25, 574.00 since 2026-11-30"]);
    assert_eq!((changes.added.len(), changes.same), (0, 1));
}

#[test]
fn the_same_answer_changes_nothing_on_any_day() {
    for vintage in ["2026-11-29", "2026-11-30", "2026-12-01"] {
        let (snapshot, changes) = merged(&first(), FIRST, vintage).unwrap();
        assert!(snapshot == first() && changes.are_none(), "{vintage}");
    }
    let (snapshot, _) = merged(&first(), &FIRST.replace(" 50", " 51"), "2026-12-01").unwrap();
    assert_eq!(snapshot, first(), "the number of records alone is no new value");
}

#[test]
fn what_would_make_the_past_another_is_refused_all_at_once() {
    let text = "\
INDICATOR REF_AREA TIME_PERIOD OBS_VALUE OBS_COUNT
TURNOVER CN-CQ 2023 576.5 50";
    insta::assert_snapshot!(told(&merged(&first(), text, "2026-12-31").unwrap_err()), @r"
    error[scale-changed]: TURNOVER, CN-CQ, 2023 has other decimals than before: 576.5 for 576.50
      --> inputs/turnover.csv
      help: cast it in the query to the decimals it had, such as CAST(amount AS DECIMAL(38, 2)); a precision that is meant to change begins a new snapshot
    error[withdrawn]: TURNOVER, CN-SC, 2023, known since 2026-11-30, is not in the answer
      --> inputs/turnover.csv
      help: ask those who keep the records; what was published stays in the snapshot, and a query that is meant to answer less begins a new one
    ");
}

#[test]
fn a_day_has_one_value() {
    let text = FIRST.replace("574.00", "575.25");
    insta::assert_snapshot!(told(&merged(&first(), &text, "2026-11-30").unwrap_err()), @r"
    error[vintage-taken]: two values of one day: TURNOVER, CN-SC, 2023 575.25, 574.00 since 2026-11-30
      --> inputs/turnover.csv
      help: pull again on another day; a day has one value, whoever asked when
    ");
    insta::assert_snapshot!(told(&merged(&first(), &text, "2026-11-01").unwrap_err()), @r"
    error[vintage-past]: the snapshot knows a later day than 2026-11-01: TURNOVER, CN-SC, 2023 575.25, 574.00 since 2026-11-30
      --> inputs/turnover.csv
      help: leave --vintage out, or give it a later day: what is known is not made older
    ");
}

#[test]
fn other_columns_are_another_snapshot() {
    let text = FIRST.replace("OBS_COUNT", "NUMBER");
    insta::assert_snapshot!(told(&merged(&first(), &text, "2026-12-31").unwrap_err()), @r"
    error[answer-columns]: the answer has the columns INDICATOR, REF_AREA, TIME_PERIOD, OBS_VALUE, NUMBER; the snapshot has INDICATOR, REF_AREA, TIME_PERIOD, OBS_VALUE, OBS_COUNT
      --> inputs/turnover.csv
      help: name them in the query as before, in that order, or begin a new snapshot under another name
    ");
}

#[test]
fn an_answer_is_numbers_a_key_each() {
    let text = "\
REF_AREA OBS_VALUE OBS_COUNT
CN-SC 1e3 1
CN-CQ NaN x
CN-CQ 7 1
CN 5 1
CN-YN  0";
    insta::assert_snapshot!(told(&answer(text).unwrap_err()), @r"
    error[answer-value]: the value of CN-CQ is no number in digits
      --> inputs/turnover.sql   NaN
      help: cast it to a decimal in the query; a float or NaN has no digits
    error[answer-value]: OBS_COUNT of CN-CQ is no number of records
      --> inputs/turnover.sql   x
      help: write COUNT(*) AS OBS_COUNT
    error[answer-value]: the value of CN-SC is no number in digits
      --> inputs/turnover.sql   1e3
      help: cast it to a decimal in the query; a float or NaN has no digits
    error[repeated-key]: the answer has 2 rows of CN-CQ
      --> inputs/turnover.sql
      help: group by every column but OBS_VALUE and OBS_COUNT
    ");
    assert_eq!(answer("REF_AREA OBS_VALUE\nCN 5\nCN-YN ").unwrap().blank(), 1);
    assert!(told(&answer("REF_AREA OBS_VALUE\nCN-YN ").unwrap_err()).starts_with("error[empty-answer]"));
}

#[test]
fn a_snapshot_that_somebody_has_changed_is_not_read() {
    let read = |text: String| Snapshot::read(&File::new("inputs/turnover.csv", text));
    let text = first().text();
    assert_eq!(read(text.clone()).unwrap(), first());
    let changes = [
        text.replace('\n', "\r\n"),
        text.replace(",VINTAGE", ""),
        text.replace("576.50", "about 576"),
        text.replace("2026-11-30", "30.11.2026"),
        text.lines().rev().collect::<Vec<_>>().join("\n"),
        text.clone() + text.lines().last().unwrap() + "\n",
    ];
    for changed in changes {
        assert_eq!(read(changed.clone()).unwrap_err().code, "edited-snapshot", "{changed}");
    }
}

/// The answers of some days: of each key the value, if it has one yet. A key that has one keeps one.
fn answers() -> impl Strategy<Value = Vec<Vec<(u8, u32)>>> {
    let answer = prop::collection::btree_map(0_u8..6, 0_u32..4, 1..6);
    prop::collection::vec(answer, 1..8).prop_map(|answers| {
        let mut known = std::collections::BTreeMap::new();
        let days = answers.into_iter().map(|answer| {
            known.extend(answer);
            known.clone().into_iter().collect()
        });
        days.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_any_earlier_day_saw_never_changes(answers in answers()) {
        let mut snapshot = Snapshot::default();
        let mut seen: Vec<(NaiveDate, Vec<String>)> = Vec::new();
        let mut lines: Vec<String> = Vec::new();
        for (answer, number) in answers.iter().zip(1..) {
            let today = NaiveDate::from_ymd_opt(2026, 1, number).unwrap();
            let rows = answer.iter().rev().map(|(key, value)| format!("\n{key} {value}.50"));
            let text = "REF_AREA OBS_VALUE".to_owned() + &rows.collect::<String>();
            snapshot = merged(&snapshot, &text, &today.to_string()).unwrap().0;
            // The day sees its own answer.
            let own = answer.iter().map(|(key, value)| format!("{key},{value}.50")).collect::<Vec<_>>();
            seen.push((today, own));
            for (day, saw) in &seen {
                prop_assert_eq!(&snapshot.as_of(*day), saw);
            }
            // Every line is still there, and the file reads back as it is.
            let text = snapshot.text();
            prop_assert!(lines.iter().all(|line| text.lines().any(|it| it == line)));
            lines = text.lines().map(str::to_owned).collect();
            prop_assert_eq!(Snapshot::read(&File::new("inputs/s.csv", text)).unwrap(), snapshot.clone());
        }
    }
}
