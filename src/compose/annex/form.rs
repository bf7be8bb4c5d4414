//! Forms: the parts that each kind of proposal has, in their order.

use crate::{
    compose::draft::{DraftBlock, DraftContent},
    data::register::Proposal,
    diag::{Diagnostic, Locus, Sink},
    inputs::File,
    plan::proposal::{ProposalKind, Proposer},
};

/// The form of a kind of proposal.
pub struct ProposalForm {
    pub name: &'static str,
    /// The anchors of its parts and what they are called.
    parts: [(&'static str, &'static str); 3],
    /// Whether each ask makes a proposal of its own.
    pub is_one_matter: bool,
}

impl ProposalForm {
    /// The form that the rules of the two sessions give a kind.
    ///
    /// A 议案 has 案由、案据 and 方案 (Rules of Procedure of the National People's Congress); a 提案 has
    /// 情况、分析 and 建议, and one matter each (Regulations on the Work of CPPCC Proposals); a 建议 is to
    /// be as clear and concrete, and may ask for several things.
    ///
    /// What whole delegations put forward is one matter a paper, whatever its kind (一事一议).
    pub fn of(kind: ProposalKind, proposer: Proposer) -> Self {
        let form = Self::of_kind(kind);
        Self { is_one_matter: form.is_one_matter || proposer == Proposer::Delegations, ..form }
    }

    fn of_kind(kind: ProposalKind) -> Self {
        let (situation, analysis) = (("situation", "情况"), ("analysis", "分析"));
        match kind {
            ProposalKind::Suggestion => {
                Self {
                    name: "建议", parts: [situation, analysis, ("asks", "建议")], is_one_matter: false
                }
            }
            ProposalKind::Motion => Self {
                name: "议案",
                parts: [("cause", "案由"), ("grounds", "案据"), ("scheme", "方案")],
                is_one_matter: false,
            },
            ProposalKind::Consultation => {
                Self { name: "提案", parts: [situation, analysis, ("asks", "建议")], is_one_matter: true }
            }
        }
    }

    /// The asks, as many together as a proposal of this form may hold.
    pub fn matters<'p>(&self, asks: Vec<&'p Proposal>) -> Vec<Vec<&'p Proposal>> {
        if self.is_one_matter { asks.into_iter().map(|it| vec![it]).collect() } else { vec![asks] }
    }

    /// Reports a text whose parts are not those of the form.
    pub fn check(&self, blocks: &[DraftBlock], text: &File, sink: &mut Sink) {
        let written: Vec<&str> = blocks.iter().filter_map(part).collect();
        if written == self.parts.map(|(anchor, _)| anchor) {
            return;
        }
        let expected = self.parts.map(|(anchor, name)| format!("## {name} {{#{anchor}}}"));
        let found = if written.is_empty() { "none".to_owned() } else { written.join(", ") };
        let message = format!(
            "the parts of a {} are {}; the text has {found}",
            self.name,
            self.parts.map(|(anchor, _)| anchor).join(", ")
        );
        sink.push(
            Diagnostic::error("proposal-form", message)
                .at(Locus::file(&text.path))
                .help(format!("write, in this order, {}", expected.join(", "))),
        );
    }
}

/// The anchor of a part's heading.
fn part(block: &DraftBlock) -> Option<&str> {
    match &block.content {
        DraftContent::Heading(heading) if heading.level == 2 => {
            Some(heading.id.as_deref().unwrap_or_default())
        }
        _ => None,
    }
}
