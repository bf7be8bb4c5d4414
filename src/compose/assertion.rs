//! Assertions: what a sentence takes for granted is written before it, and judged by the bounds.
//!
//! `{% assert rd_share < rd_share_base %}` on a line of its own stands for the sentence on the next
//! one. When the data turn it, the build stops and quotes the sentence.

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{Error, ErrorKind, Value};
use rust_decimal::Decimal;

use super::{bind::is_condition_alone, values::FactValue};
use crate::{
    data::interval::Interval,
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

/// The assertions that did not hold, while a template is rendered.
#[derive(Debug, Clone, Default)]
pub struct Failed(Arc<Mutex<Vec<Failure>>>);

/// An assertion that did not hold.
#[derive(Debug, Clone)]
struct Failure {
    line: u32,
    written: String,
    left: String,
    right: String,
    is_open: bool,
}

impl Failed {
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
        let (left, operator, right) = (Side::of(sides.0)?, sides.1, Side::of(sides.2)?);
        let (Some(ours), Some(theirs)) = (left.interval, right.interval) else { return Ok("") };
        let holds = |less: Interval, more: Interval, or_equal: bool| match (less.hi(), more.lo()) {
            (Some(hi), Some(lo)) => hi < lo || or_equal && hi == lo,
            _ => false,
        };
        let or_equal = operator.ends_with('=');
        let (less, more) = if operator.starts_with('<') { (ours, theirs) } else { (theirs, ours) };
        if !holds(less, more, or_equal) {
            let is_open = !holds(more, less, !or_equal);
            let failure =
                Failure { line, written: written.to_owned(), left: left.shown, right: right.shown, is_open };
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
        }
        Ok("")
    }

    /// Reports what did not hold, with the sentence that rests on it.
    pub fn report(&self, file: &File, text: &str, sink: &mut Sink) {
        for failure in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let is_sentence = |line: &&str| !line.is_empty() && !is_condition_alone(line);
            let mut below = text.lines().skip(failure.line as usize).map(str::trim).filter(is_sentence);
            let sentence: String = below.next().unwrap_or_default().chars().take(80).collect();
            let what = if failure.is_open { "is not certain" } else { "does not hold" };
            let message = format!("{} {what}: {} and {}", failure.written, failure.left, failure.right);
            let fault = Diagnostic::error("assertion", message).at(Locus::line(&file.path, failure.line));
            sink.push(fault.help(format!("rewrite the sentence that rests on it: {sentence}")));
        }
    }
}

/// A side of an assertion.
struct Side {
    /// None where the fact is missing, which was reported.
    interval: Option<Interval>,
    shown: String,
}

impl Side {
    fn of(value: &Value) -> Result<Self, Error> {
        if let Some(fact) = value.downcast_object_ref::<FactValue>() {
            return Ok(Self { interval: fact.known()?.map(|fact| fact.bounds), shown: fact.shown() });
        }
        let number: Option<Decimal> = value.to_string().parse().ok();
        let message = "an assertion compares facts and numbers";
        let number = number.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, message))?;
        Ok(Self { interval: Some(Interval::new(Some(number), Some(number))), shown: number.to_string() })
    }
}
