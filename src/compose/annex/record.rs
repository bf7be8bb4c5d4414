//! Records: an ask as the proposal's text can name it.

use std::collections::BTreeMap;

use minijinja::Value;

use super::LANG;
use crate::{
    compose::{
        asks,
        scope::{Scope, ShownPart},
    },
    data::{
        register::{Challenge, Proposal},
        status::Qualifier,
    },
    diag::Sink,
    doc::inline::Inline,
};

/// The ask with its measure, the challenge that it answers, its evidence and its bodies.
pub fn record(proposal: &Proposal, challenges: &[Challenge], scope: &Scope, sink: &mut Sink) -> Value {
    let challenge = challenges.iter().find(|it| it.id == proposal.challenge);
    let of_challenge = |text: fn(&Challenge) -> &str| challenge.map_or("", text).to_owned();
    let fields = [
        ("id", proposal.id.clone()),
        ("ask", proposal.ask.get(LANG).to_owned()),
        ("measure", proposal.measure.get(LANG).to_owned()),
        ("challenge", of_challenge(|it| it.text.get(LANG))),
        ("role", of_challenge(|it| it.role.get(LANG))),
        ("addressee", proposal.addressee.get(LANG).to_owned()),
        ("lead", asks::lead(proposal, LANG).to_owned()),
        ("co", asks::co(proposal, LANG)),
        ("evidence", cited(proposal, scope, sink)),
    ];
    // What is to be done, a matter a sentence: the register parts them by ；.
    let measures: Vec<Value> = proposal.measure.get(LANG).split('；').map(Value::from).collect();
    let fields = fields.into_iter().map(|(name, text)| (name, Value::from(text)));
    Value::from(fields.chain([("measures", Value::from(measures))]).collect::<BTreeMap<_, _>>())
}

/// The evidence in a sentence, every number of it bound to its fact.
fn cited(proposal: &Proposal, scope: &Scope, sink: &mut Sink) -> String {
    let cited = asks::evidence(proposal, scope, sink).into_iter().map(|(fact, show)| {
        let what = scope.bindings.bind(Inline::Literal(scope.writer.cited(&fact.key)));
        let value = scope.bindings.bind(scope.show(fact, show, ShownPart::Whole));
        // 超过 and 约 go before a number without 为.
        let is = if fact.qualifier == Qualifier::Exact { "为" } else { "" };
        format!("{what}{is}{value}")
    });
    cited.collect::<Vec<_>>().join("，")
}
