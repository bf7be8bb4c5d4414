//! Proposals: what is asked and how, on which evidence, and who is to handle it.

use super::{catalogue::CodeLists, columns::RoleColumns, list::CodeList, row::RowReader};
use crate::{
    data::register::{Challenge, Nature, Proposal},
    diag::Reported,
    lang::Bilingual,
};

pub(super) const PROPOSAL_COLUMNS: RoleColumns = RoleColumns {
    required: &[
        "PROPOSAL",
        "ASK_ZH",
        "ASK_EN",
        "MEASURE_ZH",
        "MEASURE_EN",
        "CHALLENGE",
        "EVIDENCE",
        "ADDRESSEE_ZH",
        "ADDRESSEE_EN",
        "SOURCE_ID",
    ],
    optional: &["NATURE", "LEAD_ZH", "LEAD_EN", "CO_ZH", "CO_EN"],
};

/// What an entry may be; one that says nothing is an ask.
const NATURES: [(&str, Nature); 3] =
    [("", Nature::Ask), ("ask", Nature::Ask), ("commitment", Nature::Commitment)];

/// What stands between two bodies of a cell.
const BETWEEN_BODIES: [char; 5] = ['+', '、', '；', ';', '\n'];

/// Reads a proposal. An ask that rests on nothing, asks for nothing that could be done, or has more
/// than one body to lead its handling would be sent back by the two sessions: it is a fault here.
pub(super) fn proposal(
    id: String,
    row: &mut RowReader<'_>,
    lists: &CodeLists,
    challenges: &CodeList<Challenge>,
) -> Result<Proposal, Reported> {
    let nature = row.choice("NATURE", "unknown-nature", &NATURES);
    let ask = row.prose("ASK");
    let measure = measure(&id, ask.as_ref().ok(), row);
    // An ask may answer none of the challenges; one that it names must be there.
    let challenge = match row.optional_text("CHALLENGE") {
        none if none.is_empty() => Ok(none),
        named => row.code_named("CHALLENGE", &named, challenges).map(|challenge| challenge.id.clone()),
    };
    let evidence = evidence(&id, row);
    let addressee = row.prose("ADDRESSEE");
    let lead = lead(&id, row);
    let co = bodies("CO", row);
    let source = row.code("SOURCE_ID", &lists.sources);
    Ok(Proposal {
        nature: nature?,
        ask: ask?,
        measure: measure?,
        challenge: challenge?,
        evidence: evidence?,
        addressee: addressee?,
        lead: lead?.into_iter().next(),
        co: co?,
        source: source?.code.clone(),
        cell: row.cell_ref("EVIDENCE"),
        id,
    })
}

fn measure(id: &str, ask: Option<&Bilingual>, row: &mut RowReader<'_>) -> Result<Bilingual, Reported> {
    let is_repeated = |it: &Bilingual, ask: &Bilingual| it.zh.trim() == ask.zh.trim() || it.en == ask.en;
    for column in ["MEASURE_ZH", "MEASURE_EN"] {
        if row.optional_text(column).trim().is_empty() {
            return Err(no_measure(id, column, row));
        }
    }
    let measure = row.prose("MEASURE")?;
    if ask.is_some_and(|ask| is_repeated(&measure, ask)) {
        return Err(no_measure(id, "MEASURE_ZH", row));
    }
    Ok(measure)
}

fn no_measure(id: &str, column: &str, row: &mut RowReader<'_>) -> Reported {
    let message = format!("the proposal {id} asks for no concrete measure");
    let help = "write in MEASURE_ZH and MEASURE_EN what is to be done, not the ask once more";
    row.refuse(column, "proposal-measure", message, help)
}

fn evidence(id: &str, row: &mut RowReader<'_>) -> Result<Vec<String>, Reported> {
    let text = row.optional_text("EVIDENCE");
    let names: Vec<String> =
        text.split('+').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.is_empty() {
        let message = format!("the proposal {id} rests on no evidence");
        let help = "name facts of the plan, parted by +, such as rd+rd_growth";
        return Err(row.refuse("EVIDENCE", "proposal-evidence", message, help));
    }
    Ok(names)
}

/// The body that leads the handling (主办), alone; nothing if it is still to be named.
fn lead(id: &str, row: &mut RowReader<'_>) -> Result<Vec<Bilingual>, Reported> {
    let named = bodies("LEAD", row)?;
    if named.len() > 1 {
        let message = format!("the proposal {id} has two lead bodies");
        let help = "let one body lead (主办), and move the others to CO_ZH and CO_EN (会办)";
        return Err(row.refuse("LEAD_ZH", "two-lead-bodies", message, help));
    }
    Ok(named)
}

/// The bodies of a pair of columns; the two languages name as many, in the same order.
fn bodies(stem: &str, row: &mut RowReader<'_>) -> Result<Vec<Bilingual>, Reported> {
    let text = row.optional_prose(stem)?;
    let split = |text: &str| -> Vec<String> {
        let names = text.split(BETWEEN_BODIES).map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    };
    let (zh, en) = (split(&text.zh), split(&text.en));
    if zh.len() != en.len() {
        let message = format!("{stem}_ZH names {} bodies and {stem}_EN {}", zh.len(), en.len());
        let help = "name the same bodies in both languages, parted by +";
        return Err(row.refuse(&format!("{stem}_ZH"), "proposal-bodies", message, help));
    }
    Ok(zh.into_iter().zip(en).map(|(zh, en)| Bilingual { zh, en }).collect())
}
