//! The matrix: what is asked, on which evidence, from which sources, and who is to handle it.

use super::LANG;
use crate::{
    compose::{
        asks,
        scope::{Scope, ShownPart},
        table_body::{TableBody, literal},
    },
    data::{fact::Fact, register::Proposal},
    diag::Sink,
    doc::inline::Inline,
};

/// A row an ask. A body that no source names stays to be named.
pub fn matrix(proposals: &[&Proposal], scope: &Scope, sink: &mut Sink) -> TableBody {
    let mut body = TableBody::default();
    for head in ["建议事项与措施", "数据依据及来源", "主办单位", "会办单位"] {
        body.text_column(LANG, head, head);
    }
    for proposal in proposals {
        let ask = Inline::Strong(literal(proposal.ask.get(LANG)));
        let measure = Inline::Literal(format!("{}。", proposal.measure.get(LANG)));
        let co = asks::co(proposal, LANG);
        body.row(vec![
            vec![ask, Inline::Break, measure],
            evidence(proposal, scope, sink),
            literal(asks::lead(proposal, LANG)),
            literal(if co.is_empty() { "—".to_owned() } else { co }),
        ]);
    }
    body
}

/// A line a number, and a last one with the publications that they come from.
fn evidence(proposal: &Proposal, scope: &Scope, sink: &mut Sink) -> Vec<Inline> {
    let facts = asks::evidence(proposal, scope, sink);
    let mut inlines = vec![];
    for (fact, show) in &facts {
        let name = scope.writer.cited(&fact.key);
        match moved(&name, fact) {
            Some((subject, verb)) => {
                inlines.push(Inline::Literal(subject.to_owned()));
                inlines.push(Inline::text(verb));
                inlines.push(scope.show(fact, *show, ShownPart::Magnitude));
            }
            None => {
                inlines.push(Inline::Literal(format!("{name}：")));
                inlines.push(scope.show(fact, *show, ShownPart::Whole));
            }
        }
        inlines.push(Inline::Break);
    }
    inlines.extend(literal(scope.writer.sources(facts.into_iter().map(|(fact, _)| fact))));
    inlines
}

/// What a change is of, and the verb for the way that it went, which an official paper says in a word and never by a
/// sign; none for what is no change, or went nobody knows which way.
fn moved<'n>(name: &'n str, fact: &Fact) -> Option<(&'n str, &'static str)> {
    let words = [("增加额", ["增加", "减少"]), ("变动", ["上升", "下降"])];
    let (subject, [up, down]) =
        words.into_iter().find_map(|(noun, verbs)| Some((name.strip_suffix(noun)?, verbs)))?;
    let verb = match () {
        () if fact.bounds.is_positive() => up,
        () if fact.bounds.is_negative() => down,
        () => return None,
    };
    Some((subject, verb))
}
