//! Corrections: a value that reads otherwise than the release before read it, though nothing was published since.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    data::{
        before::{Before, Printed, PrintedValue},
        fact::Facts,
        observation::Observation,
    },
    diag::{Diagnostic, Sink},
};

/// Warns of every cell whose value or status is another one than the release before had for the same day of publication, of
/// every value whose later vintage is gone, and of every one that was published by then and is used in place of another. What a source publishes anew has a vintage of its own; a digit that
/// changes without one was wrong before, or is now.
pub fn corrected(facts: &Facts, before: &Before, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for it in facts.iter().flat_map(|fact| &fact.operands) {
        let key = key(it);
        if !told.insert(key.clone()) {
            continue;
        }
        let what = format!("{}, {}, {}", it.indicator, it.area, it.period);
        let now = PrintedValue {
            digits: it.printed.to_string(),
            multiplier: it.multiplier,
            status: it.status.code().to_owned(),
        };
        let fault = match before.printed.get(&key) {
            Some(was) if *was != now => {
                let (was, now) = (written(was, &now), written(&now, was));
                Some((format!("{what} is {now} and was {was} in {}, of the same day", before.release), HELP))
            }
            Some(_) => None,
            None => other(before, &key, it.vintage).map(|day| {
                let message =
                    format!("{what} is of {}, and {} had a value of {day}", it.vintage, before.release);
                (message, ANOTHER)
            }),
        };
        if let Some((message, help)) = fault {
            sink.push(Diagnostic::warning("changed-observation", message).at(it.cell.locus()).help(help));
        }
    }
}

const HELP: &str =
    "give a value that was published anew its own VINTAGE; of a correction, look at the source again";

fn key(it: &Observation) -> Printed {
    [
        it.indicator.to_string(),
        it.area.to_string(),
        it.period.to_string(),
        it.family.clone(),
        it.vintage.to_string(),
    ]
}

/// The value, and its status where that alone has changed.
fn written(PrintedValue { digits, multiplier, status }: &PrintedValue, other: &PrintedValue) -> String {
    let value = if *multiplier == 0 { digits.clone() } else { format!("{digits} × 10^{multiplier}") };
    let is_same = (digits, multiplier) == (&other.digits, &other.multiplier);
    if is_same { format!("{value}, of the status {status},") } else { value }
}

/// The day of another value of the same thing that the release before rested on, though this one was published
/// by then: a later one, or, if there was no word of this one, an earlier.
fn other<'a>(before: &'a Before, key: &Printed, vintage: NaiveDate) -> Option<&'a str> {
    let was_public = before.as_of.is_some_and(|day| vintage <= day);
    let alike = before.printed.keys().filter(|it| it[..4] == key[..4] && (it[4] > key[4] || was_public));
    alike.map(|it| it[4].as_str()).max()
}

const ANOTHER: &str = "look at the year and the day of both rows: what was published stays published, and what is \
    found late is read again";
