//! Redeclared names: a name that means another fact than it did when the sentences around it were written.
//!
//! No check knows what a sentence is about. What can be told is that the plan writes a name otherwise than for the
//! release before, and means other facts by it: that its sentences were read with the others.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::stale::line_of;
use crate::{
    data::{
        before::{Before, Meant},
        fact::{FactId, Facts, Named},
        metric::{FactKey, without_family},
    },
    diag::{Diagnostic, Sink},
    inputs::File,
};

/// Warns of every name of the plan that is written otherwise and means something else than in the release before:
/// another metric, indicator, area, period, base or family, also of a fact that has no value yet.
///
/// What is written alike moves with the day; on the same day it moves with the plan's own base and end alone, which
/// is told once.
pub fn redeclared(facts: &Facts, before: &Before, (plan, as_of): (&File, NaiveDate), sink: &mut Sink) {
    report_moved(facts, before, (plan, as_of), sink);
    report_found(facts, before, plan, sink);
    for (name, named) in facts.names() {
        let Some(was) = before.names.get(name) else { continue };
        let now: BTreeSet<FactId> = named.keys.iter().map(FactKey::id).collect();
        if is_alike(was, &now, named) || reads_alike(was, &now, before, facts) {
            continue;
        }
        let message = format!(
            "{name} means {} and meant {} in {}",
            told(&now, &was.facts),
            told(&was.facts, &now),
            before.release
        );
        let warning = Diagnostic::warning("redeclared", message).at(line_of(plan, name));
        sink.push(warning.help("read its sentences again, or give what is new a name of its own"));
    }
}

/// Tells how many names mean other facts because the plan begins or ends elsewhere.
fn report_moved(facts: &Facts, before: &Before, (plan, as_of): (&File, NaiveDate), sink: &mut Sink) {
    if before.as_of != Some(as_of) {
        return;
    }
    let moved = facts.names().filter(|(name, named)| {
        let Some(was) = before.names.get(*name).filter(|was| was.written == named.written) else {
            return false;
        };
        !named.written.contains(LATEST) && was.facts != named.keys.iter().map(FactKey::id).collect()
    });
    let moved: Vec<&str> = moved.map(|(name, _)| name).collect();
    let Some(first) =
        moved.iter().find(|name| !facts.named(name).is_some_and(|it| it.is_panel)).or(moved.first())
    else {
        return;
    };
    let others = match moved.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let message =
        format!("{first}{others} means other periods than in {}, as of the same day", before.release);
    let warning = Diagnostic::warning("redeclared", message).at(line_of(plan, "base"));
    sink.push(
        warning.help("the plan's base or end has moved: give what is of other years an edition of its own"),
    );
}

/// Tells which names mean a later period although nothing that they rest on was published since: a year that was
/// found in the same papers as before is more often a slip than news.
fn report_found(facts: &Facts, before: &Before, plan: &File, sink: &mut Sink) {
    let Some(day) = before.as_of else { return };
    for (name, named) in facts.names().filter(|(_, named)| named.written.contains(LATEST)) {
        let Some(was) = before.names.get(name) else { continue };
        let now: BTreeSet<FactId> = named.keys.iter().map(FactKey::id).collect();
        let found = now.difference(&was.facts).filter_map(|id| facts.get(id));
        let mut operands = found.flat_map(|fact| &fact.operands).peekable();
        if was.facts.is_empty() || operands.peek().is_none() || operands.any(|it| it.vintage > day) {
            continue;
        }
        let message = format!(
            "{name} means {} and meant {} in {}, and nothing that it rests on was published since",
            told(&now, &was.facts),
            told(&was.facts, &now),
            before.release
        );
        let warning = Diagnostic::warning("redeclared", message).at(line_of(plan, name));
        sink.push(warning.help("look at the year of its rows"));
    }
}

/// What is asked of the data moves with them.
const LATEST: &str = "latest";

/// Whether a name is written alike, or is a panel with more facts or fewer: its sentences name those that they show.
fn is_alike(was: &Meant, now: &BTreeSet<FactId>, named: &Named) -> bool {
    let is_part = now.is_subset(&was.facts) || was.facts.is_subset(now);
    let is_known = !was.written.is_empty();
    *now == was.facts || is_known && was.written == named.written || is_part && (named.is_panel || !is_known)
}

/// Whether the facts are the same but for their vintage families, and have the same values.
fn reads_alike(was: &Meant, now: &BTreeSet<FactId>, before: &Before, facts: &Facts) -> bool {
    was.facts.len() == now.len()
        && was.facts.iter().zip(now).all(|(was, now)| {
            let value = facts.get(now).map(|fact| fact.value);
            value.is_some()
                && before.values.get(was).copied() == value
                && without_family(was) == without_family(now)
        })
}

/// As many facts of a panel as show what it is.
const MOST: usize = 3;

/// The facts that a name means, those first that it means in one of two releases alone.
fn told(of: &BTreeSet<FactId>, other: &BTreeSet<FactId>) -> String {
    let own: Vec<&str> = of.difference(other).map(FactId::as_str).take(MOST).collect();
    if own.is_empty() { "all of these".to_owned() } else { own.join(", ") }
}
