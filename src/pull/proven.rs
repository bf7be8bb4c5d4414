//! An engine's reply is held against what was asked, and becomes an answer.

use super::{
    engine::{ColumnKind, Reply},
    proof::{ProvenSum, Room},
};
use crate::{
    diag::{Diagnostic, Locus},
    query::{Dialect, Proof, Rewritten},
    snapshot::{AnswerTable, OBS_COUNT, OBS_VALUE},
};

/// Takes a reply for an answer. `place` is the query.
///
/// # Errors
/// All at once: other columns than were asked for, a column that is not of its type, a sum that is not
/// proven, a cast that changed values, a key of several spellings.
pub fn answer(
    reply: Reply,
    asked: &Rewritten,
    dialect: Dialect,
    place: &Locus,
) -> Result<AnswerTable, Vec<Diagnostic>> {
    let proofs = asked.proofs.iter().map(|proof| match proof {
        Proof::Sum { .. } => 4,
        Proof::Cast { .. } | Proof::Key { .. } => 1,
    });
    let width = asked.columns.len() + proofs.sum::<usize>();
    if reply.columns.len() != width || reply.rows.iter().any(|row| row.len() != width) {
        let message = format!("the answer has {} columns of {width}", reply.columns.len());
        let fault = Diagnostic::error("answer-columns", message).at(place.clone());
        return Err(vec![fault.help("the driver does not hand on what it was asked for; try another")]);
    }
    let mut faults = asked
        .columns
        .iter()
        .zip(&reply.columns)
        .filter(|(name, column)| !fits(name, column.kind))
        .map(|(name, column)| {
            let message = format!("{name} of the answer is {}", described(column.kind));
            let fault = Diagnostic::error("answer-type", message).at(place.clone());
            fault.help("values are whole numbers or decimals; what tells them apart is text, a whole number or a day")
        })
        .collect::<Vec<_>>();
    for row in &reply.rows {
        let named = || row[..asked.columns.len()].iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        let proofs = asked.proofs.iter().filter_map(|proof| check(proof, row, &reply, dialect));
        faults.extend(proofs.map(|(code, message, help)| {
            Diagnostic::error(code, message).at(place.clone().showing(named())).help(help)
        }));
    }
    if !faults.is_empty() {
        return Err(crate::snapshot::first_of_each(faults));
    }
    let shown = |row: Vec<Option<String>>| {
        row.into_iter().take(asked.columns.len()).map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    AnswerTable::new(asked.columns.clone(), reply.rows.into_iter().map(shown).collect(), place)
}

/// What is wrong with a row by one of its proofs: a code, a message and what to do.
fn check(
    proof: &Proof,
    row: &[Option<String>],
    reply: &Reply,
    dialect: Dialect,
) -> Option<(&'static str, String, &'static str)> {
    let number = |at: usize| row[at].as_deref();
    match proof {
        Proof::Sum { of, at } => {
            let sum = ProvenSum {
                sum: number(*at),
                least: number(at + 1),
                greatest: number(at + 2),
                count: number(at + 3).unwrap_or_default(),
            };
            let unproven = sum.prove(capacity(reply.columns[*at].kind, dialect)).err()?;
            let help = "cast what is added up, not the sum: SUM(CAST(amount AS DECIMAL(38, 2)))";
            Some(("unproven-sum", format!("{of} is not proven: {unproven}"), help))
        }
        Proof::Cast { of, at } if number(*at) != Some("0") => {
            let changed = number(*at).unwrap_or("an unknown number of");
            let message = format!("{of} changes {changed} values");
            Some(("rounding-cast", message, "cast to as many decimals as the records have"))
        }
        Proof::Key { of, at } if !matches!(number(*at), Some("0" | "1")) => {
            let message =
                format!("the engine takes {} spellings of {of} for one", number(*at).unwrap_or_default());
            let help = "have the column compared exactly: a view with a binary collation";
            Some(("merged-keys", message, help))
        }
        Proof::Cast { .. } | Proof::Key { .. } => None,
    }
}

/// What the type that a sum came in has room for.
fn capacity(kind: ColumnKind, dialect: Dialect) -> Room {
    /// Several engines add decimals up in 128 bits, whatever they say of the result.
    const DIGITS: u32 = 38;
    match kind {
        ColumnKind::Whole(bits) => Room::Bits(bits),
        ColumnKind::Decimal(digits) => Room::Digits(digits.min(DIGITS)),
        ColumnKind::Text | ColumnKind::Numeric if dialect.has_any_digits() => Room::Any,
        ColumnKind::Text | ColumnKind::Numeric | ColumnKind::Day | ColumnKind::Null => Room::Digits(DIGITS),
    }
}

/// Whether a column of that name may hold that.
fn fits(name: &str, kind: ColumnKind) -> bool {
    let is_number = matches!(
        kind,
        ColumnKind::Whole(_) | ColumnKind::Decimal(_) | ColumnKind::Numeric | ColumnKind::Null
    );
    match name {
        // The digits of what comes as text are looked at one by one.
        OBS_VALUE => is_number || kind == ColumnKind::Text,
        OBS_COUNT => is_number,
        _ => true,
    }
}

fn described(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "a text",
        ColumnKind::Whole(_) => "a whole number",
        ColumnKind::Decimal(_) | ColumnKind::Numeric => "a decimal",
        ColumnKind::Day => "a day",
        ColumnKind::Null => "nothing",
    }
}
