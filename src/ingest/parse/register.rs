//! The registers: facilities, milestones, challenges, proposals, claims, identities.

use super::{
    catalogue::CodeLists,
    columns::RoleColumns,
    identity::{IDENTITY_COLUMNS, identity},
    list::{CodeList, Noun},
    proposal::{PROPOSAL_COLUMNS, proposal},
    row::RowReader,
};
use crate::{
    data::{
        claim::{Claim, UNITS},
        register::{Challenge, Facility, Milestone, Registers},
        status::Qualifier,
    },
    diag::{Reported, Sink},
    ingest::{role::Role, table::Tables},
};

pub(super) const FACILITY_COLUMNS: RoleColumns = RoleColumns {
    required: &["FACILITY", "NAME_ZH", "NAME_EN", "CITY", "KIND", "SOURCE_ID"],
    optional: &["STATE_ZH", "STATE_EN"],
};

pub(super) const MILESTONE_COLUMNS: RoleColumns =
    RoleColumns { required: &["MILESTONE", "DATE", "TEXT_ZH", "TEXT_EN", "SOURCE_ID"], optional: &[] };

pub(super) const CHALLENGE_COLUMNS: RoleColumns = RoleColumns {
    required: &[
        "CHALLENGE",
        "TEXT_ZH",
        "TEXT_EN",
        "SPEAKER_ZH",
        "SPEAKER_EN",
        "ROLE_ZH",
        "ROLE_EN",
        "SOURCE_ID",
    ],
    optional: &[],
};

pub(super) const CLAIM_COLUMNS: RoleColumns = RoleColumns {
    required: &["CLAIM_ID", "STATEMENT_ZH", "STATEMENT_EN", "FACT", "CLAIMED_VALUE", "UNIT", "SOURCE_ID"],
    optional: &["PERIOD", "BASE_PERIOD", "QUALIFIER"],
};

/// Reads the registers, each in the order of its file.
pub fn registers(tables: &Tables, lists: &CodeLists, sink: &mut Sink) -> Registers {
    let noun = Noun { word: "facility", unknown: "unknown-facility" };
    let batch = tables.batch(Role::Facilities);
    let facilities = CodeList::read(noun, batch, &FACILITY_COLUMNS, sink, |id, row| facility(id, row, lists));
    let noun = Noun { word: "milestone", unknown: "unknown-milestone" };
    let batch = tables.batch(Role::Milestones);
    let milestones =
        CodeList::read(noun, batch, &MILESTONE_COLUMNS, sink, |id, row| milestone(id, row, lists));
    let noun = Noun { word: "challenge", unknown: "unknown-challenge" };
    let batch = tables.batch(Role::Challenges);
    let challenges =
        CodeList::read(noun, batch, &CHALLENGE_COLUMNS, sink, |id, row| challenge(id, row, lists));
    let noun = Noun { word: "proposal", unknown: "unknown-proposal" };
    let batch = tables.batch(Role::Proposals);
    let proposals =
        CodeList::read(noun, batch, &PROPOSAL_COLUMNS, sink, |id, row| proposal(id, row, lists, &challenges));
    let noun = Noun { word: "claim", unknown: "unknown-claim" };
    let claims = CodeList::read(noun, tables.batch(Role::Claims), &CLAIM_COLUMNS, sink, |id, row| {
        claim(id, row, lists)
    });
    let noun = Noun { word: "identity", unknown: "unknown-identity" };
    let batch = tables.batch(Role::Identities);
    let identities = CodeList::read(noun, batch, &IDENTITY_COLUMNS, sink, |id, row| identity(id, row, lists));
    Registers {
        facilities: facilities.into_rows(),
        milestones: milestones.into_rows(),
        challenges: challenges.into_rows(),
        proposals: proposals.into_rows(),
        claims: claims.into_rows(),
        identities: identities.into_rows(),
        ..Registers::default()
    }
}

fn facility(id: String, row: &mut RowReader<'_>, lists: &CodeLists) -> Result<Facility, Reported> {
    let name = row.prose("NAME");
    let city = row.code("CITY", &lists.areas);
    let kind = row.text("KIND");
    let state = row.optional_prose("STATE");
    let source = row.code("SOURCE_ID", &lists.sources);
    let (city, source) = (city?.code.clone(), source?.code.clone());
    Ok(Facility { id, name: name?, city, kind: kind?, state: state?, source })
}

fn milestone(id: String, row: &mut RowReader<'_>, lists: &CodeLists) -> Result<Milestone, Reported> {
    let date = row.period("DATE");
    let text = row.prose("TEXT");
    let source = row.code("SOURCE_ID", &lists.sources);
    Ok(Milestone { id, date: date?, text: text?, source: source?.code.clone() })
}

fn challenge(id: String, row: &mut RowReader<'_>, lists: &CodeLists) -> Result<Challenge, Reported> {
    let text = row.prose("TEXT");
    let speaker = row.prose("SPEAKER");
    let role = row.prose("ROLE");
    let source = row.code("SOURCE_ID", &lists.sources);
    Ok(Challenge { id, text: text?, speaker: speaker?, role: role?, source: source?.code.clone() })
}

fn claim(id: String, row: &mut RowReader<'_>, lists: &CodeLists) -> Result<Claim, Reported> {
    let statement = row.bilingual("STATEMENT");
    let fact = row.optional_text("FACT").trim().to_owned();
    let period = row.optional_period("PERIOD");
    let base_period = row.optional_period("BASE_PERIOD");
    let printed = row.quantity("CLAIMED_VALUE");
    let unit = row.choice("UNIT", "unknown-claim-unit", &UNITS.map(|unit| (unit.0, unit)));
    let qualifier = row.choice("QUALIFIER", "unknown-qualifier", &Qualifier::WORDS);
    let source = row.code("SOURCE_ID", &lists.sources);
    let (_, measure, multiplier) = unit?;
    Ok(Claim {
        id,
        statement: statement?,
        fact,
        period: period?,
        base_period: base_period?,
        printed: printed?,
        measure: measure.into(),
        multiplier,
        qualifier: qualifier?,
        source: source?.code.clone(),
        cell: row.cell_ref("CLAIMED_VALUE"),
    })
}
