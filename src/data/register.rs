//! What a briefing tells besides numbers: facilities, milestones, challenges, proposals; and what its numbers are
//! held against.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    area::AreaCode, claim::Claim, identity::Identity, period::Period, provenance::CellRef, public::Public,
    source::SourceCode,
};
use crate::{
    diag::{Diagnostic, Sink},
    lang::Bilingual,
};

/// A research facility or platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facility {
    pub id: String,
    pub name: Bilingual,
    pub city: AreaCode,
    /// One of the kinds that the plan names in both languages.
    pub kind: String,
    /// How far it is: in operation, under construction; empty where the register does not say.
    pub state: Bilingual,
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

/// Whose business an entry of the register of proposals is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Put to somebody else.
    #[default]
    Ask,
    /// What those who ask take upon themselves.
    Commitment,
}

/// An ask, with what it answers, what it rests on, whom it is put to and who is to handle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    pub id: String,
    pub nature: Nature,
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
    /// What holds between published values: no part of what is told.
    pub identities: Vec<Identity>,
    /// The entries, as `milestones.joint_proposal`, whose source had not come out on the day.
    pub to_come: BTreeSet<String>,
}

impl Registers {
    /// What is put to others, in the order of the file.
    pub fn asks(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals.iter().filter(|it| it.nature == Nature::Ask)
    }

    /// What those who ask take upon themselves, in the order of the file.
    pub fn commitments(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals.iter().filter(|it| it.nature == Nature::Commitment)
    }

    /// What the registers said on the day that counts: no entry whose source came out later. What
    /// is left out is told, source by source.
    #[must_use]
    pub fn on_the_day(mut self, public: &Public, sink: &mut Sink) -> Self {
        let sources: BTreeSet<&str> = public.sources_to_come().collect();
        let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut is_out = |register: &str, id: &str, source: &SourceCode| {
            let is_out = !sources.contains(source.as_str());
            if !is_out {
                told.entry(source.to_string()).or_default().push(format!("{register}.{id}"));
            }
            is_out
        };
        self.facilities.retain(|it| is_out("facilities", &it.id, &it.source));
        self.milestones.retain(|it| is_out("milestones", &it.id, &it.source));
        self.challenges.retain(|it| is_out("challenges", &it.id, &it.source));
        self.proposals.retain(|it| is_out("proposals", &it.id, &it.source));
        self.claims.retain(|it| is_out("claims", &it.id, &it.source));
        for (source, entries) in told {
            let message = format!("{source} had not come out on {}", public.day);
            let help = format!("left out: {}", entries.join(", "));
            sink.push(Diagnostic::note("source-to-come", message).help(help));
            self.to_come.extend(entries);
        }
        self
    }
}
