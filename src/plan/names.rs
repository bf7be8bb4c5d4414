//! Names that a text could not call a fact or a literal by: it would print something else by them, without a word.

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

use super::Plan;

/// What every text has by these names, whatever the plan declares.
pub const OWN: [&str; 14] = [
    "as_of",
    "base",
    "challenges",
    "claims",
    "code",
    "edition",
    "end",
    "facilities",
    "left_out",
    "milestones",
    "proposals",
    "release",
    "subject",
    "whole",
];

/// Words of the templates' language.
pub const WORDS: [&str; 14] =
    ["and", "elif", "else", "false", "False", "if", "in", "is", "loop", "none", "None", "not", "or", "true"];

/// The faults of the names of facts and literals.
pub(super) fn untold(plan: &Plan, file: &File) -> Vec<Diagnostic> {
    let facts = plan.facts.keys().map(|name| (name.get_ref(), "fact", crate::toml::locus(file, name)));
    let literals = plan.literals.keys().map(|name| (name, "literal", Locus::file(&file.path)));
    let mut faults = vec![];
    for (name, kind, locus) in facts.chain(literals) {
        let means = if OWN.contains(&name.as_str()) {
            "what every text has by that name"
        } else if WORDS.contains(&name.as_str()) {
            "a word of the templates"
        } else if kind == "fact" && plan.literals.contains_key(name) {
            "the literal of that name"
        } else {
            continue;
        };
        let message =
            format!("{{{{ {name} }}}} in a text is {means}, and not the {kind} that the plan declares");
        faults.push(Diagnostic::error("taken-name", message).at(locus).help("give it another name"));
    }
    faults
}
