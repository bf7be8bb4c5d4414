//! Asks: the facts that a proposal rests on, and who is to handle it, in words.

use super::{figures::unknown_fact, scope::Scope};
use crate::{
    data::{
        fact::{Fact, Show},
        register::Proposal,
    },
    diag::Sink,
    lang::{Bilingual, Lang},
};

/// The facts that a proposal names; a name that the plan does not declare is reported at its cell.
pub fn evidence<'s>(proposal: &Proposal, scope: &'s Scope, sink: &mut Sink) -> Vec<(&'s Fact, Show)> {
    let mut facts = vec![];
    for name in &proposal.evidence {
        match scope.named(name) {
            None => sink.push(unknown_fact(name, scope, &proposal.cell.locus())),
            // What the data could not give was reported.
            Some(named) => {
                let fact = named.keys.first().and_then(|key| scope.fact(key));
                facts.extend(fact.map(|fact| (fact, named.show)));
            }
        }
    }
    facts
}

/// The body that leads the handling, or that it is still to be named: none is guessed.
pub fn lead(proposal: &Proposal, lang: Lang) -> &str {
    let to_be_named = match lang {
        Lang::Zh => "待明确",
        Lang::En => "to be named",
    };
    proposal.lead.as_ref().map_or(to_be_named, |body| body.get(lang))
}

/// The bodies that take part, in one line; empty for none.
pub fn co(proposal: &Proposal, lang: Lang) -> String {
    let names: Vec<&str> = proposal.co.iter().map(|body: &Bilingual| body.get(lang)).collect();
    match (lang, names.as_slice()) {
        (Lang::Zh, _) => names.join("、"),
        (Lang::En, [others @ .., last]) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        (Lang::En, _) => names.concat(),
    }
}
