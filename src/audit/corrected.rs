//! Corrections: a value that reads otherwise than the release before read it, though nothing was published since.

use std::collections::BTreeSet;

use crate::{
    data::{
        before::{Before, Printed},
        fact::Facts,
        observation::Observation,
    },
    diag::{Diagnostic, Sink},
};

/// Warns of every cell whose value is another one than the release before had for the same day of publication, and
/// of every value whose later vintage is gone. What a source publishes anew has a vintage of its own; a digit that
/// changes without one was wrong before, or is now.
pub fn corrected(facts: &Facts, before: &Before, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for it in facts.iter().flat_map(|fact| &fact.operands) {
        let key = key(it);
        if !told.insert(key.clone()) {
            continue;
        }
        let what = format!("{}, {}, {}", it.indicator, it.area, it.period);
        let now = (it.printed.to_string(), it.multiplier);
        let fault = match before.printed.get(&key) {
            Some(was) if *was != now => {
                let (was, now) = (written(was), written(&now));
                Some((format!("{what} is {now} and was {was} in {}, of the same day", before.release), HELP))
            }
            Some(_) => None,
            None => later(before, &key).map(|day| {
                let message =
                    format!("{what} is of {}, and {} had a value of {day}", it.vintage, before.release);
                (
                    message,
                    "put the later value back, or delete it knowingly: what was published stays published",
                )
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

fn written((digits, multiplier): &(String, u32)) -> String {
    if *multiplier == 0 { digits.clone() } else { format!("{digits} × 10^{multiplier}") }
}

/// The later day of which the release before had a value of the same thing.
fn later<'a>(before: &'a Before, key: &Printed) -> Option<&'a str> {
    let alike = before.printed.keys().filter(|it| it[..4] == key[..4] && it[4] > key[4]);
    alike.map(|it| it[4].as_str()).max()
}
