//! What a plan says once for several entries, written out in each: the facts of an entry's `with`, and who
//! decided about claims.
//!
//! It is done on the tree, before anything is read: each entry is read, checked and located by itself, as if its
//! keys had been written there.

use ::toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};
use schemars::Schema;
use serde::{Deserialize, de::IntoDeserializer};
use serde_json::{Value, json};

use super::fact_faults::{METRIC_KEYS, uses};
use crate::{data::metric::Metric, diag::Diagnostic, inputs::File};

/// The key of an entry under which its other facts stand.
const WITH: &str = "with";

/// Keys that say how a value of one metric is shown: another metric's has a unit of its own.
const SHOWN: [&str; 2] = ["scale", "decimals"];

/// Keys of which a fact has one: who says the second does not mean the first.
const EITHER: [(&str, &str); 2] = [("area", "areas"), ("period", "periods")];

/// Writes out all that a plan says in short.
///
/// # Errors
/// Those of its parts, together.
pub(super) fn write_out(file: &File, plan: &mut DeTable<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut faults = facts(file, plan);
    faults.extend(deciders(file, plan));
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Gives every fact that stands in another's `with` an entry of its own, which says what the other says and it
/// does not.
///
/// A fact of another metric takes neither scale nor decimals along, and of the keys of the metric only those that
/// its own has a use for.
///
/// Returns the names that are declared twice, and what is neither a metric nor keys, at its place.
fn facts(file: &File, plan: &mut DeTable<'_>) -> Vec<Diagnostic> {
    let mut faults = vec![];
    let Some(DeValue::Table(facts)) = plan.get_mut("facts").map(Spanned::get_mut) else { return faults };
    let mut more = vec![];
    for (name, entry) in facts.iter_mut() {
        let DeValue::Table(entry) = entry.get_mut() else { continue };
        let Some(with) = entry.remove(WITH) else { continue };
        let DeValue::Table(with) = with.get_ref() else {
            let message = format!("facts.{}.{WITH} names no facts", name.get_ref());
            let help =
                format!("write {WITH} = {{ NAME = {{ period = \"base\" }} }}, or the name of a metric");
            faults.push(fault(message, help).at(crate::toml::locus(file, &with)));
            continue;
        };
        for (of, differs) in with {
            match laid_over(entry, differs) {
                Some(fact) => more.push((of.clone(), fact)),
                None => {
                    let message = format!("{} is neither a metric nor the keys of a fact", of.get_ref());
                    let help =
                        "write what differs: { period = \"base\" }, or a metric alone: \"percent_change\"";
                    faults.push(fault(message, help).at(crate::toml::locus(file, differs)));
                }
            }
        }
    }
    for (name, fact) in more {
        match facts.get_key_value(&**name.get_ref()) {
            Some((known, _)) => {
                let places = [known, &name].map(|it| crate::toml::locus(file, it));
                let told =
                    fault(format!("the fact {} is declared twice", name.get_ref()), "give one another name");
                faults.push(places.into_iter().fold(told, Diagnostic::at));
            }
            None => drop(facts.insert(name, fact)),
        }
    }
    faults
}

/// Gives every decision about a claim that does not say who took it the plan's `decided-by`.
///
/// Returns those for which neither says it.
fn deciders(file: &File, plan: &mut DeTable<'_>) -> Option<Diagnostic> {
    let usual = plan.get("decided-by").cloned();
    let Some(DeValue::Table(decisions)) = plan.get_mut("dispositions").map(Spanned::get_mut) else {
        return None;
    };
    let mut nobodys = vec![];
    for (claim, decision) in decisions.iter_mut() {
        let DeValue::Table(decision) = decision.get_mut() else { continue };
        if decision.contains_key("by") {
            continue;
        }
        match &usual {
            Some(usual) => {
                let key = Spanned::new(usual.span(), DeString::Borrowed("by"));
                decision.insert(key, usual.clone());
            }
            None => nobodys.push(claim.span().start),
        }
    }
    if nobodys.is_empty() {
        return None;
    }
    nobodys.sort_unstable();
    let message = "[dispositions] does not say who decided: there is no `by`";
    let help = "write by = … there, or once for all of them, above [meta]: decided-by = …";
    Some(nobodys.into_iter().fold(fault(message.to_owned(), help), |fault, at| fault.at(file.place(at))))
}

fn fault(message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error("bad-plan", message).help(help)
}

/// A fact as `entry` says, but for what `differs`; none where that says nothing of a fact.
fn laid_over<'t>(entry: &DeTable<'t>, differs: &Spanned<DeValue<'t>>) -> Option<Spanned<DeValue<'t>>> {
    let own = match differs.get_ref() {
        DeValue::String(metric) => {
            let key = Spanned::new(differs.span(), DeString::Borrowed("metric"));
            DeTable::from_iter([(key, Spanned::new(differs.span(), DeValue::String(metric.clone())))])
        }
        DeValue::Table(own) => own.clone(),
        _ => return None,
    };
    let metric = own.get("metric").or_else(|| entry.get("metric")).and_then(metric_of);
    let is_same = metric == entry.get("metric").and_then(metric_of);
    let is_taken = |key: &str| {
        let is_replaced = EITHER.iter().any(|(one, other)| {
            (key == *one && own.contains_key(*other)) || (key == *other && own.contains_key(*one))
        });
        let is_of_use = is_same
            || !SHOWN.contains(&key)
                && metric.is_none_or(|metric| !METRIC_KEYS.contains(&key) || uses(metric, key));
        !is_replaced && is_of_use && !own.contains_key(key)
    };
    let taken = entry.iter().filter(|(key, _)| is_taken(key.get_ref()));
    let taken: Vec<_> = taken.map(|(key, value)| (key.clone(), value.clone())).collect();
    let fact = own.into_iter().chain(taken).collect();
    Some(Spanned::new(differs.span(), DeValue::Table(fact)))
}

/// The metric that a value names; none where it names none, which is told where the fact is read.
fn metric_of(value: &Spanned<DeValue<'_>>) -> Option<Metric> {
    let word = value.get_ref().as_str()?;
    let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    Metric::deserialize(word).ok()
}

/// Adds `with` to the form of a fact: the same keys, none of which must be there, or a metric alone.
pub(super) fn with_more(schema: &mut Schema) {
    let Some(properties) = schema.get("properties").cloned() else { return };
    let fact = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let metric = properties["metric"]["$ref"].clone();
    let more = json!({
        "description": "More facts of the same, by their names: each says what differs, or its metric alone \
            (`{ beds_growth = \"percent_change\", beds_base = { period = \"base\" } }`).",
        "type": "object",
        "additionalProperties": { "anyOf": [{ "$ref": metric }, fact] },
    });
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(WITH.to_owned(), more);
    }
}
