//! Rules: which asks are filed, to whom they may be put, and how long a paper may be.

use crate::{
    data::{
        catalogue::Catalogue,
        register::{Proposal, Registers},
    },
    diag::{Diagnostic, Locus, Reported, Sink, did_you_mean},
    doc::{
        block::{Block, Content, LineRole},
        inline::plain,
    },
    inputs::File,
    lang::{Bilingual, Lang},
    plan::proposal::{ProposalKind, ProposalSpec},
};

/// The characters that a paper to the two sessions should not exceed, as the offices that take them ask.
const LONGEST: usize = 1500;

/// The asks that the plan files, in its order.
///
/// # Errors
/// There is none of a name.
pub fn chosen<'p>(
    spec: &ProposalSpec,
    registers: &'p Registers,
    text: &File,
    sink: &mut Sink,
) -> Result<Vec<&'p Proposal>, Reported> {
    if spec.asks.is_empty() {
        return Ok(registers.asks().collect());
    }
    let find = |id: &String| {
        registers.asks().find(|it| it.id == *id).ok_or_else(|| {
            let fault = Diagnostic::error("unknown-ask", format!("no ask is called {id}"));
            let hint = did_you_mean(id, registers.asks().map(|it| it.id.as_str()));
            let hint =
                hint.unwrap_or_else(|| "name asks of the register in [proposal] of the plan".to_owned());
            sink.error(fault.at(Locus::file(&text.path)).help(hint))
        })
    };
    spec.asks.iter().map(find).collect::<Vec<_>>().into_iter().collect()
}

/// Delegations are those of the People's Congress; a 提案 is of members of the Consultative Conference, in person.
pub fn check_kind(kind: ProposalKind, text: &File, sink: &mut Sink) {
    if kind == ProposalKind::Consultation {
        let fault = Diagnostic::error("no-such-paper", "delegations put forward no 提案");
        let help = "write kind = \"建议\" or \"议案\" in [proposal] of the plan, or proposer = \"deputies\"";
        sink.push(fault.at(Locus::file(&text.path)).help(help));
    }
}

/// What delegations ask is put to national bodies alone: a body that bears the name of a province or
/// city, or none at all, is a fault.
pub fn check_addressees(asks: &[&Proposal], catalogue: &Catalogue, sink: &mut Sink) {
    for ask in asks {
        let Some(lead) = &ask.lead else {
            let fault =
                Diagnostic::error("ask-without-lead", format!("nobody is to lead the ask {}", ask.id));
            let help = "delegations name the national body that is to handle it, in LEAD_ZH and LEAD_EN";
            sink.push(fault.at(ask.cell.locus()).help(help));
            continue;
        };
        let bodies = [lead, &ask.addressee].into_iter().chain(&ask.co);
        for body in bodies.filter(|body| is_local(body, catalogue)) {
            let name = body.get(Lang::Zh);
            let message = format!("the ask {} is put to {name}, which is no national body", ask.id);
            let help = "make what the places do themselves a row of NATURE commitment";
            sink.push(Diagnostic::error("local-addressee", message).at(ask.cell.locus()).help(help));
        }
    }
}

fn is_local(body: &Bilingual, catalogue: &Catalogue) -> bool {
    let body = body.get(Lang::Zh);
    catalogue.areas.values().any(|area| {
        let name = area.name.get(Lang::Zh);
        name.ends_with(['省', '市', '区', '县']) && body.contains(name)
    })
}

/// Warns of a paper whose text, from its title to the day, is longer than whoever takes it wants to read.
pub fn check_length(blocks: &[Block], text: &File, sink: &mut Sink) {
    let is_day = |block: &&Block| matches!(&block.content, Content::Line(it) if it.role == LineRole::Closing);
    let body = blocks.iter().take_while(|block| !is_day(block));
    let written = body.filter(|block| !matches!(block.content, Content::Line(_)));
    let runs = written.flat_map(|block| block.content.runs());
    let length: usize = runs.map(|run| plain(run).chars().filter(|c| !c.is_whitespace()).count()).sum();
    if length > LONGEST {
        let message = format!("the proposal has {length} characters, {LONGEST} are asked for at most");
        let fault = Diagnostic::warning("long-proposal", message).at(Locus::file(&text.path));
        sink.push(fault.help("move evidence to its table"));
    }
}
