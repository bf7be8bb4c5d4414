//! Assertions: what a sentence takes for granted is written before it, and judged by the bounds.
//!
//! `{% assert rd_share < rd_share_base %}` on a line of its own stands for the sentence on the next
//! one. When the data turn it, the build stops and quotes the sentence.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use minijinja::{Error, ErrorKind, Value};
use rust_decimal::Decimal;

use super::{bind::is_condition_alone, values::FactValue};
use crate::{
    data::{before::Before, fact::FactId, interval::Interval},
    diag::{Diagnostic, Locus, Sink},
    inputs::File,
};

const OPENING: &str = "{% assert ";
const CLOSING: &str = "%}";
/// The longer ones first: `<=` begins with `<`.
const OPERATORS: [&str; 4] = ["<=", ">=", "<", ">"];

/// Turns every assertion of a template into a call, which prints nothing.
pub fn asserting(template: &str) -> String {
    let lines = template.lines().zip(1_u32..).map(|(line, number)| {
        let Some((before, rest)) = line.split_once(OPENING) else { return line.to_owned() };
        let Some((written, after)) = rest.split_once(CLOSING) else { return line.to_owned() };
        let operator = OPERATORS.into_iter().find(|operator| written.contains(operator));
        let Some((left, right)) = operator.and_then(|operator| written.split_once(operator)) else {
            return line.to_owned();
        };
        let operator = operator.unwrap_or_default();
        let quoted = written.trim().replace('\'', "’");
        format!("{before}{{{{ assert({number}, '{quoted}', {left}, '{operator}', {right}) }}}}{after}")
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// What a text asserts, as it is written, in reading order.
pub fn assertions(text: &File) -> Vec<String> {
    let text = text.text().unwrap_or_default();
    let written = |line: &str| {
        let (_, rest) = line.split_once(OPENING)?;
        Some(rest.split_once(CLOSING)?.0.trim().to_owned())
    };
    text.lines().filter_map(written).collect()
}

/// The assertions that did not hold, while a template is rendered.
#[derive(Debug, Clone)]
pub struct Failed {
    failures: Arc<Mutex<Vec<FailedAssertion>>>,
    /// The values of the release before.
    values: Arc<BTreeMap<FactId, Decimal>>,
}

/// An assertion that did not hold.
#[derive(Debug, Clone)]
struct FailedAssertion {
    line: u32,
    written: String,
    left: Side,
    right: Side,
    is_open: bool,
}

impl Failed {
    /// Judges nothing yet; failures will be told against the release before.
    pub fn against(before: Option<&Before>) -> Self {
        let values = before.map(|before| before.values.clone()).unwrap_or_default();
        Self { failures: Arc::default(), values: Arc::new(values) }
    }
    /// Judges an assertion: it holds when every value that the facts can have bears it out.
    ///
    /// # Errors
    /// A side that is neither a fact nor a number.
    pub fn judge(
        &self,
        line: u32,
        written: &str,
        sides: (&Value, &str, &Value),
    ) -> Result<&'static str, Error> {
        let operator = sides.1;
        let (left, right) = (Side::of(sides.0, &self.values)?, Side::of(sides.2, &self.values)?);
        let (Some(ours), Some(theirs)) = (left.interval, right.interval) else { return Ok("") };
        let holds = |less: Interval, more: Interval, or_equal: bool| match (less.hi(), more.lo()) {
            (Some(hi), Some(lo)) => hi < lo || or_equal && hi == lo,
            _ => false,
        };
        let or_equal = operator.ends_with('=');
        let (less, more) = if operator.starts_with('<') { (ours, theirs) } else { (theirs, ours) };
        if !holds(less, more, or_equal) {
            let is_open = !holds(more, less, !or_equal);
            let failure = FailedAssertion { line, written: written.to_owned(), left, right, is_open };
            self.failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
        }
        Ok("")
    }

    /// Reports what did not hold: the sentence that rests on it, its values now and in the release
    /// before. `read` gives a line of the text as the document would print it.
    pub fn report(
        &self,
        file: &File,
        text: &str,
        before: Option<&Before>,
        read: impl Fn(&str) -> Option<String>,
        sink: &mut Sink,
    ) {
        for failure in self.failures.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let is_sentence = |line: &&str| !line.is_empty() && !is_condition_alone(line);
            let mut below = text.lines().skip(failure.line as usize).map(str::trim).filter(is_sentence);
            let line = below.next().unwrap_or_default();
            let sentence = first_sentence(&read(line).unwrap_or_else(|| line.to_owned()));
            let what = if failure.is_open { "is not certain" } else { "does not hold" };
            let FailedAssertion { left, right, .. } = failure;
            let message = format!("{} {what}: {} and {}", failure.written, left.shown, right.shown);
            let mut fault = Diagnostic::error("assertion", message).at(Locus::line(&file.path, failure.line));
            // Said in both languages, and in the proposal, it is one thing that the data have turned.
            fault = fault.about(&failure.written);
            if let (Some(before), Some(left), Some(right)) = (before, &left.before, &right.before) {
                fault = fault.help(format!("in {} it was {left} and {right}", before.release));
            }
            sink.push(fault.help(format!("rewrite the sentence that rests on it: {sentence}")));
        }
    }
}

/// A line up to the end of its first sentence.
fn first_sentence(line: &str) -> String {
    let ends = ["。", ". ", "；"].into_iter().filter_map(|end| Some(line.find(end)? + end.trim_end().len()));
    line[..ends.min().unwrap_or(line.len())].to_owned()
}

/// A side of an assertion.
#[derive(Debug, Clone)]
struct Side {
    /// None where the fact is missing, which was reported.
    interval: Option<Interval>,
    shown: String,
    /// As it was shown in the release before; none where that had no such fact.
    before: Option<String>,
}

impl Side {
    fn of(value: &Value, values: &BTreeMap<FactId, Decimal>) -> Result<Self, Error> {
        if let Some(fact) = value.downcast_object_ref::<FactValue>() {
            let known = fact.known()?;
            let before = known.and_then(|known| values.get(&known.id)).map(|value| fact.shown_at(*value));
            return Ok(Self { interval: known.map(|known| known.bounds), shown: fact.shown(), before });
        }
        let number: Option<Decimal> = value.to_string().parse().ok();
        let message = "an assertion compares facts and numbers";
        let number = number.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, message))?;
        let (interval, shown) = (Some(Interval::new(Some(number), Some(number))), number.to_string());
        Ok(Self { interval, before: Some(shown.clone()), shown })
    }
}
