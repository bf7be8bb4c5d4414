//! Redeclared names: a name that means another fact than it did when the sentences around it were written.
//!
//! No check knows what a sentence is about. What can be told is that a name of the plan was given another metric,
//! indicator, area or period since the release before, and that its sentences were read with the other one.

use std::collections::{BTreeMap, BTreeSet};

use super::stale::line_of;
use crate::{
    data::{
        before::{Before, Meant},
        fact::{Facts, Named},
        metric::{FactKey, without_family},
    },
    diag::{Diagnostic, Sink},
    inputs::File,
};

/// Warns of every name of the plan that means something else than in the release before.
///
/// Periods move with the plan: a name is only told for its period where most that had the same one have kept it.
pub fn redeclared(facts: &Facts, before: &Before, plan: &File, sink: &mut Sink) {
    let now: BTreeMap<&str, Meant> = facts.names().map(|(name, named)| (name, meant(named))).collect();
    for (name, meant) in &now {
        let Some(was) = before.names.get(*name).filter(|was| *was != meant) else { continue };
        let (old, new) = if was.subjects != meant.subjects {
            // A fact that was not published yet is no other one.
            if meant.subjects.is_subset(&was.subjects) || was.subjects.is_subset(&meant.subjects) {
                continue;
            }
            (&was.subjects, &meant.subjects)
        } else if is_kept(&was.periods, before, &now) {
            (&was.periods, &meant.periods)
        } else {
            continue;
        };
        let listed =
            |of: &BTreeSet<String>| of.iter().map(String::as_str).take(MOST).collect::<Vec<_>>().join(", ");
        let message = format!("{name} means {} and meant {} in {}", listed(new), listed(old), before.release);
        let warning = Diagnostic::warning("redeclared", message).at(line_of(plan, name));
        sink.push(warning.help("read its sentences again, or give what is new a name of its own"));
    }
}

/// As many facts of a panel as show what it is.
const MOST: usize = 3;

fn meant(named: &Named) -> Meant {
    Meant {
        subjects: named.keys.iter().map(|key| without_family(&key.subject())).collect(),
        periods: named.keys.iter().map(FactKey::span).collect(),
    }
}

/// Whether at least half of the names that had these periods have them still.
fn is_kept(periods: &BTreeSet<String>, before: &Before, now: &BTreeMap<&str, Meant>) -> bool {
    let alike = before.names.iter().filter(|(_, was)| was.periods == *periods);
    let (mut kept, mut moved) = (0, 0);
    for meant in alike.filter_map(|(name, _)| now.get(name.as_str())) {
        if meant.periods == *periods { kept += 1 } else { moved += 1 }
    }
    kept >= moved
}
