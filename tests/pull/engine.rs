//! An engine is asked in a process whose end is certain.

use std::{process::Command, time::Duration};

use briefing::pull::engine::{AnswerColumn, ColumnKind, Question, Reply, Silence, Why, ask, read, written};

fn reply() -> Reply {
    Reply {
        columns: vec![AnswerColumn { name: "OBS_VALUE".to_owned(), kind: ColumnKind::Decimal(38) }],
        rows: vec![vec![Some("574.00".to_owned())], vec![None]],
        engine: "PostgreSQL 15.6".to_owned(),
        driver: "ADBC PostgreSQL Driver".to_owned(),
    }
}

/// What comes of a question that a shell answers.
fn asked(script: &str, seconds: u64) -> Result<Reply, Silence> {
    let question =
        Question { profile: "warehouse.toml".to_owned(), query: "SELECT 1".to_owned(), most_rows: 10 };
    ask(Command::new("sh").args(["-c", script]), &question, Duration::from_secs(seconds), &mut |_| {})
}

/// A script that prints a text as it is.
fn printing(text: &str) -> String {
    format!("cat >/dev/null; printf '%s' '{}'", text.replace('\'', "'\\''"))
}

#[test]
fn an_answer_is_whole_or_none() {
    let text = written(&Ok(reply()));
    assert_eq!(asked(&printing(&text), 20), Ok(reply()));
    // A driver may write there, too.
    assert_eq!(asked(&printing(&format!("hello\n{text}")), 20), Ok(reply()));
    for end in 0..text.len() {
        assert_eq!(read(&text.as_bytes()[..end]), None, "cut at {end}");
    }
    assert_eq!(read(text.replace("574.00", "574.01").as_bytes()), None);
    let silence = Silence::new(Why::Cut, "terminating connection");
    assert_eq!(asked(&printing(&written(&Err(silence.clone()))), 20), Err(silence));
}

#[test]
fn a_process_that_is_silent_is_ended() {
    let silence = asked("exec sleep 60", 1).unwrap_err();
    assert_eq!((silence.why, silence.words.as_str()), (Why::Late, "there was no answer after 1 seconds"));
}

#[test]
fn a_process_that_dies_says_how() {
    let silence = asked("echo 'fault in the driver' >&2; kill -SEGV $$", 20).unwrap_err();
    assert_eq!(silence.why, Why::DriverDied);
    assert!(
        silence.words.starts_with("signal: 11") && silence.words.ends_with("fault in the driver"),
        "{silence:?}"
    );
    assert_eq!(asked("exit 0", 20).unwrap_err().why, Why::DriverDied);
    let question = Question { profile: String::new(), query: String::new(), most_rows: 1 };
    let none = ask(&mut Command::new("/nowhere/briefing"), &question, Duration::from_secs(1), &mut |_| {});
    assert_eq!(none.unwrap_err().why, Why::DriverDied);
}
