//! A table as it was taken, shown to its editor, and what is open about it, asked.
//!
//! Every question is a diagnostic that says which options settle it ([`Answer`]); what is typed is what would
//! stand behind the option on a command line, so that a run can be repeated without a question.

use std::io::{self, BufRead, Write};

use super::{import::EditorAnswers, table::Cell, tidy::SheetPart};
use crate::{
    diag::{Answer, Diagnostic, Severity, Sink},
    ingest::table::excerpt,
};

/// Rows of a part that are shown; of a table of thousands the first say what it was taken for.
const SHOWN: usize = 6;
/// Cells of a row that are shown.
const WIDE: usize = 8;

/// The rows of a table, each with what it was taken for.
pub fn picture(parts: &[SheetPart<'_>]) -> String {
    let mut lines = Vec::new();
    for part in parts {
        for row in part.rows.iter().take(SHOWN) {
            lines.push(line(part.name, row));
        }
        if part.rows.len() > SHOWN {
            lines.push(format!("{:>5}  {:<16} … {} more rows", "", part.name, part.rows.len() - SHOWN));
        }
    }
    lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn line(name: &str, row: &[Cell]) -> String {
    let number = row.first().map_or(0, |cell| cell.row);
    let cells = row.iter().take(WIDE).map(|cell| excerpt(cell.text.trim())).collect::<Vec<_>>().join(" | ");
    let more = if row.len() > WIDE { format!(" | … {} more", row.len() - WIDE) } else { String::new() };
    format!("{number:>5}  {name:<16} {cells}{more}")
}

/// Asks about all that is open and can be settled by an option. What was answered is taken into `said`; the
/// options are given back as they would be typed. None where nothing was answered, or nothing can be.
///
/// # Errors
/// The terminal is gone.
pub fn ask(
    sink: &Sink,
    said: &mut EditorAnswers,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<Vec<String>> {
    let told = sink.grouped();
    let open = told.iter().filter(|it| it.severity == Severity::Error && !it.answers.is_empty());
    let open = open.collect::<Vec<_>>();
    let mut options = Vec::new();
    for (at, question) in open.iter().enumerate() {
        put(at + 1, open.len(), question, output)?;
        loop {
            write!(output, "> ")?;
            output.flush()?;
            let mut typed = String::new();
            if input.read_line(&mut typed)? == 0 || typed.trim().is_empty() {
                break;
            }
            match chosen(&question.answers, typed.trim()) {
                Ok((answer, value)) => {
                    said.take(answer.option, &value);
                    let is_one_word = value.chars().all(|c| c.is_alphanumeric() || "=._-%".contains(c));
                    let value =
                        if is_one_word { value } else { format!("'{}'", value.replace('\'', "'\\''")) };
                    options.push(format!("--{} {value}", answer.option));
                    break;
                }
                Err(hint) => writeln!(output, "{hint}")?,
            }
        }
    }
    Ok(options)
}

fn put(number: usize, of: usize, question: &Diagnostic, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "\nquestion {number} of {of}: {}", question.message)?;
    for place in &question.loci {
        writeln!(output, "  {place}")?;
    }
    for (at, answer) in question.answers.iter().enumerate() {
        let (open, words) =
            answer.wanted.map_or(("", String::new()), |wanted| ("…", format!("   … is {wanted}")));
        writeln!(output, "  {}  --{} {}{open}{words}", at + 1, answer.option, answer.given)?;
    }
    writeln!(output, "  the number of an answer, and what belongs in the place of …; blank leaves it open")
}

/// The answer that was typed: its number, and the rest where something is wanted.
fn chosen<'a>(answers: &'a [Answer], typed: &str) -> Result<(&'a Answer, String), String> {
    let (number, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let answer = number.parse::<usize>().ok().and_then(|it| answers.get(it.checked_sub(1)?));
    let answer =
        answer.ok_or_else(|| format!("an answer begins with a number from 1 to {}", answers.len()))?;
    match (answer.wanted, rest.trim()) {
        (None, _) => Ok((answer, answer.given.clone())),
        (Some(wanted), "") => Err(format!("write {number} and {wanted}")),
        (Some(_), rest) => Ok((answer, format!("{}{rest}", answer.given))),
    }
}
