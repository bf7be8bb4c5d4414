//! Comparisons: a word between two numbers of one unit says which is greater, and the facts bear it out.

use super::{BoundNumber, NumberFault};
use crate::{
    doc::movement::{Movement, all},
    lang::Lang,
};

/// English words that compare what stands before them with what stands behind them.
const COMPARE_EN: &[(&str, Movement)] = &[
    ("higher than", Movement::Rise),
    ("greater than", Movement::Rise),
    ("more than", Movement::Rise),
    ("larger than", Movement::Rise),
    ("faster than", Movement::Rise),
    ("above", Movement::Rise),
    ("exceeding", Movement::Rise),
    ("exceeds", Movement::Rise),
    ("lower than", Movement::Fall),
    ("less than", Movement::Fall),
    ("smaller than", Movement::Fall),
    ("slower than", Movement::Fall),
    ("more slowly than", Movement::Fall),
    ("below", Movement::Fall),
    ("short of", Movement::Fall),
];

const COMPARE_ZH: &[(&str, Movement)] = &[
    ("高于", Movement::Rise),
    ("快于", Movement::Rise),
    ("多于", Movement::Rise),
    ("大于", Movement::Rise),
    ("超过", Movement::Rise),
    ("低于", Movement::Fall),
    ("慢于", Movement::Fall),
    ("少于", Movement::Fall),
    ("小于", Movement::Fall),
    ("不及", Movement::Fall),
];

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    let theirs = place.run.fact(place.shown_fact()?)?;
    let (word, movement) = compared(place)?;
    let subject = subject(place)?;
    let ours = subject.run.fact(subject.shown_fact()?)?;
    let is_alike = ours.measure == theirs.measure && ours.key.metric() == theirs.key.metric();
    if !is_alike || ours.key.indicator != theirs.key.indicator {
        return None;
    }
    let is_false = match movement {
        Movement::Rise => theirs.value > ours.value,
        Movement::Fall => ours.value > theirs.value,
    };
    let (one, other) = (subject.bound().unwrap_or_default(), place.bound().unwrap_or_default());
    is_false.then(|| NumberFault {
        code: "against-comparison",
        message: format!("{one} is said to be {word} {other}"),
        help: "let the facts choose the word: {{ one | compared(other, \"above\", \"below\", \"equal to\") }}",
    })
}

/// The word of comparison between a number and the one before it, if it is the only word of direction there.
fn compared(place: BoundNumber) -> Option<(&'static str, Movement)> {
    let between = place.before().to_lowercase();
    if place.previous().is_none() || between.contains(['.', '。', ';', '；', '\n']) {
        return None;
    }
    let words = match place.run.lang {
        Lang::En => COMPARE_EN,
        Lang::Zh => COMPARE_ZH,
    };
    let found = words.iter().find(|(word, _)| between.contains(word))?;
    (all(&between, place.run.lang).len() < 2).then_some(*found)
}

/// The number that is compared: with several others, one after another, if need be.
fn subject(place: BoundNumber) -> Option<BoundNumber> {
    let mut subject = place.previous()?;
    while compared(subject).is_some() {
        subject = subject.previous()?;
    }
    Some(subject)
}
