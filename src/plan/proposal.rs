//! The proposal that a briefing supports, as the plan declares it.

use schemars::JsonSchema;
use serde::Deserialize;

/// A proposal: its kind, its text, and the theme that it is set in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProposalSpec {
    #[serde(default)]
    pub kind: ProposalKind,
    #[serde(default)]
    pub proposer: Proposer,
    /// The asks that are filed, by their ids and in this order; all of the register where it names none.
    #[serde(default)]
    pub asks: Vec<String>,
    /// Whether the text leaves room for what the form asks besides: category, contact, whether it may be
    /// made public.
    #[serde(default)]
    pub form_fields: bool,
    /// The text's file, beside the plan.
    pub text: String,
    /// The theme's file, beside the plan.
    pub theme: String,
}

/// Who puts a proposal forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proposer {
    /// Deputies, or members, who sign in person.
    #[default]
    Deputies,
    /// Whole delegations (全团建议): adopted at their full meetings, one matter a paper, put to national
    /// bodies alone.
    Delegations,
}

/// The forms in which the two sessions take a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default, JsonSchema)]
pub enum ProposalKind {
    /// A suggestion of deputies to the National People's Congress.
    #[default]
    #[serde(rename = "建议")]
    Suggestion,
    /// A motion of deputies to the National People's Congress.
    #[serde(rename = "议案")]
    Motion,
    /// A proposal of members of the Chinese People's Political Consultative Conference.
    #[serde(rename = "提案")]
    Consultation,
}
