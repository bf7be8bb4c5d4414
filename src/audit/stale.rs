//! Stale declarations: what the plan decides or lists, and nothing is there any more that needs it.

use std::collections::BTreeMap;

use crate::{
    data::claim::{Claim, Verdict},
    diag::{Diagnostic, Locus, Sink},
    inputs::File,
    plan::Plan,
};

/// Warns of decisions on claims that no longer contradict the data or are no longer there, and of literals that
/// neither a text nor a wording of the plan uses.
///
/// `claims` are those of any day, `verdicts` what the data of a whole reading say of those of the day that counts,
/// `texts` all templates.
pub fn stale(
    (plan, file): (&Plan, &File),
    (claims, verdicts): (&[Claim], &BTreeMap<String, Verdict>),
    texts: &[&File],
    sink: &mut Sink,
) {
    for id in plan.dispositions.keys() {
        let message = match verdicts.get(id) {
            Some(Verdict::Holds) => format!("[dispositions.{id}] decides on a claim that holds"),
            // One that was not printed yet on the day that counts is none to be judged.
            None if !claims.iter().any(|claim| claim.id == *id) => {
                format!("[dispositions.{id}] decides on a claim that there is not")
            }
            Some(_) | None => continue,
        };
        let warning = Diagnostic::warning("stale-disposition", message).at(line_of(file, id));
        sink.push(warning.help("take it out, or correct its name"));
    }
    for (name, literal) in &plan.literals {
        let is_named = texts.iter().any(|text| text.text().is_ok_and(|text| names(text, name)));
        let wordings = file.text().unwrap_or_default();
        if !is_named && wordings.matches(&literal.text).count() < 2 {
            let message = format!("[literals] lists {name}, which nothing uses");
            let warning = Diagnostic::warning("stale-literal", message).at(line_of(file, name));
            sink.push(warning.help("take it out: a number that may stand unbound is listed for a reason"));
        }
    }
}

/// Whether a template has a name as a whole word within a tag.
fn names(text: &str, name: &str) -> bool {
    let tags = text.split('{').filter_map(|piece| piece.split('}').next());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    tags.flat_map(|tag| tag.split(|c| !is_word(c))).any(|word| word == name)
}

/// The line of the plan that declares a name.
pub(super) fn line_of(file: &File, name: &str) -> Locus {
    let text = file.text().unwrap_or_default();
    // A key before its sign, or the last part of a table's head; either may be in quotation marks.
    let key = |line: &str| {
        let head = line.trim_start().trim_start_matches('[').split(['=', ']']).next().unwrap_or_default();
        head.rsplit('.').next().unwrap_or_default().trim().trim_matches('"').to_owned()
    };
    let line = text.lines().position(|line| key(line) == name).map_or(1, |at| at + 1);
    Locus::line(&file.path, u32::try_from(line).unwrap_or(u32::MAX))
}
