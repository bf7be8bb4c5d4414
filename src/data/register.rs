//! What a briefing tells besides numbers: facilities, milestones, challenges, proposals.

use serde::Serialize;

use super::{area::AreaCode, claim::Claim, period::Period, provenance::CellRef, source::SourceCode};
use crate::doc::lang::Bilingual;

/// A research facility or platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facility {
    pub id: String,
    pub name: Bilingual,
    pub city: AreaCode,
    /// One of the kinds that the plan names in both languages.
    pub kind: String,
    pub source: SourceCode,
}

/// An event on the way to the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    pub id: String,
    pub date: Period,
    pub text: Bilingual,
    pub source: SourceCode,
}

/// A weakness, with who named it and in which role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Challenge {
    pub id: String,
    pub text: Bilingual,
    pub speaker: Bilingual,
    pub role: Bilingual,
    pub source: SourceCode,
}

/// An ask, with what it answers, what it rests on, whom it is put to and who is to handle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    pub id: String,
    pub ask: Bilingual,
    /// What is to be done, concretely.
    pub measure: Bilingual,
    pub challenge: String,
    /// Names of facts, as the plan declares them.
    pub evidence: Vec<String>,
    pub addressee: Bilingual,
    /// The one body that leads the handling (主办); none while nobody has named it.
    pub lead: Option<Bilingual>,
    /// The bodies that take part in it (会办).
    pub co: Vec<Bilingual>,
    pub source: SourceCode,
    /// Where its evidence is named.
    pub cell: CellRef,
}

/// The registers of a briefing, each in the order of its file.
#[derive(Debug, Clone, Default)]
pub struct Registers {
    pub facilities: Vec<Facility>,
    pub milestones: Vec<Milestone>,
    pub challenges: Vec<Challenge>,
    pub proposals: Vec<Proposal>,
    pub claims: Vec<Claim>,
}
