//! Conditions: what a text says only on some days, or only of some facts.
//!
//! `{{ restated | unpublished("尚未公布") }}` says that something was not known, and is refused where it was.
//!
//! `{% if rd_2023 is published %}`, `{% if rd is marked %}`, `{% if rd is resting_on("NBS") %}`,
//! `{% if rd_growth is above(rd_growth_cn) %}`, `{% if rd_growth is above(10) %}`. The last four are judged by the fact as it is known on
//! the day that counts; above and below by the bounds of both.

use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, Value};
use rust_decimal::Decimal;

use super::{
    scope::Scope,
    values::{FactValue, NotYet, PanelValue, Register},
};
use crate::{
    data::{catalogue::Catalogue, source::SourceCode},
    diag::there_is,
    doc::{inline::Inline, numeral::numerals},
};

/// The tests of the templates.
pub const TESTS: [&str; 6] = ["above", "below", "marked", "published", "reported", "resting_on"];

/// Adds the conditions to the templates' language.
pub fn add_to(environment: &mut Environment, scope: &Arc<Scope>) {
    environment.add_test("published", is_published);
    let (printing, sources) = (Arc::clone(scope), Arc::clone(scope));
    environment
        .add_filter("unpublished", move |value: &Value, words: &str| unpublished(&printing, value, words));
    environment.add_test("marked", is_marked);
    environment.add_test("reported", is_reported);
    environment.add_test("resting_on", move |value: &Value, source: &str| {
        is_resting_on(&sources.writer.catalogue, value, source)
    });
    environment.add_test("above", |it: &Value, other: &Value| stands(it, other, "above"));
    environment.add_test("below", |it: &Value, other: &Value| stands(it, other, "below"));
}

/// Whether a fact, every fact of a panel, a record, or any record of a register was public.
fn is_published(value: &Value) -> Result<bool, Error> {
    if value.is_undefined() {
        let message = "nothing has that name: only what the plan or a register has can be asked for";
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    if let Some(register) = value.downcast_object_ref::<Register>() {
        return Ok(!register.records.is_empty());
    }
    if let Some(panel) = value.downcast_object_ref::<PanelValue>() {
        return Ok(panel.is_published());
    }
    if let Some(fact) = value.downcast_object_ref::<FactValue>() {
        return Ok(fact.is_published());
    }
    Ok(value.downcast_object_ref::<NotYet>().is_none())
}

/// Words that say that something had not been published: they stand only as long as that is true on the
/// day that counts, by the table of observations and of their sources.
fn unpublished(scope: &Scope, value: &Value, words: &str) -> Result<String, Error> {
    let refused = |message: String| Err(Error::new(ErrorKind::InvalidOperation, message));
    if let Some(numeral) = numerals(words).into_iter().next() {
        return refused(format!("“{words}” says {}, which is bound to no fact", &words[numeral]));
    }
    if !is_published(value)? {
        // Bound, so that the same words typed elsewhere can be told from these.
        return Ok(scope.bindings.bind(Inline::text(words)));
    }
    let known = value.downcast_object_ref::<FactValue>().map(FactValue::shown).unwrap_or_default();
    let known = if known.is_empty() { String::new() } else { format!(", as {known}") };
    refused(format!(
        "the text says “{words}”, but it had been published{known}: say so, or ask {{% if … is published %}} before"
    ))
}

/// Whether a fact bears a mark: provisional, estimated, of low reliability.
fn is_marked(value: &Value) -> Result<bool, Error> {
    Ok(FactValue::of(value)?.known()?.is_some_and(|fact| fact.status.mark().is_some()))
}

/// Whether a claim says this very number, and the fact rests on where it was printed: it is the reported one.
fn is_reported(value: &Value) -> Result<bool, Error> {
    let fact = FactValue::of(value)?;
    Ok(fact.known()?.is_some_and(|known| fact.is_reported(known)))
}

/// Whether any value that the fact was computed from was read in that source.
fn is_resting_on(catalogue: &Catalogue, value: &Value, source: &str) -> Result<bool, Error> {
    if !catalogue.sources.keys().any(|it| it.as_str() == source) {
        let known = there_is(source, catalogue.sources.keys().map(SourceCode::as_str));
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("no source is called {source}: {known}"),
        ));
    }
    Ok(FactValue::of(value)?.known()?.is_some_and(|fact| fact.operands.iter().any(|it| it.source == source)))
}

/// Whether a fact lies above or below another, or a number, by all that it can be.
fn stands(value: &Value, other: &Value, how: &str) -> Result<bool, Error> {
    if other.is_number() {
        let Some(fact) = FactValue::of(value)?.known()? else { return Ok(false) };
        let number = Decimal::from_str_exact(&other.to_string()).map_err(|_| {
            Error::new(ErrorKind::InvalidOperation, format!("{other} has more digits than can be compared"))
        })?;
        return Ok(match how {
            "above" => fact.bounds.lo().is_some_and(|lo| lo > number),
            _ => fact.bounds.hi().is_some_and(|hi| hi < number),
        });
    }
    Ok(FactValue::of(value)?.compared(FactValue::of(other)?, "above", "below", "")? == how)
}
