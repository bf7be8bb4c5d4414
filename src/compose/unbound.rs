//! Unbound numerals: what no fact and no literal stands behind does not reach the page.

use super::{lines::TypedPassage, scope::Scope};
use crate::{
    diag::{Diagnostic, Locus},
    doc::numeral::{numerals, without_listed_counts},
    inputs::File,
};

/// Reports every numeral of a passage, in digits or in words, that no fact stands behind.
///
/// `last` is the last line of the template that is known to have been read.
pub fn unbound_numerals(passage: &TypedPassage, last: u32, file: &File, scope: &Scope) -> Vec<Diagnostic> {
    let found = numerals(&without_listed_counts(&passage.text, &scope.counts)).into_iter();
    found.map(|it| report(&passage.text[it.clone()], file, passage.line(it.start, last), scope)).collect()
}

fn report(numeral: &str, file: &File, line: u32, scope: &Scope) -> Diagnostic {
    let source = file.text().ok().and_then(|text| text.lines().nth(line as usize - 1)).unwrap_or_default();
    let locus = match source.find(numeral) {
        Some(at) => {
            let column = u32::try_from(source[..at].chars().count() + 1).unwrap_or(1);
            Locus::cell(&file.path, line, column)
        }
        None => Locus::line(&file.path, line),
    };
    let message = format!("the numeral {numeral} is bound to no fact");
    let diagnostic = Diagnostic::error("unbound-numeral", message).at(locus.showing(numeral));
    match fact_that_reads(numeral, scope) {
        Some(name) => diagnostic.help(format!("{name} has this value: write {{{{ {name} }}}}")),
        None => match period_of_the_plan(numeral, scope) {
            Some(name) => diagnostic.help(format!("write {{{{ {name} }}}}, which is the plan's")),
            None => diagnostic.help(format!(
                "declare a fact for it in briefing.toml, or, where it measures nothing, a literal: [literals.NAME], text = \"{numeral}\", reason = \"…\""
            )),
        },
    }
}

/// `base` or `end`, where a year is one of these.
fn period_of_the_plan(numeral: &str, scope: &Scope) -> Option<&'static str> {
    let year = numeral.trim_end_matches('年');
    [("end", scope.end), ("base", scope.base)]
        .into_iter()
        .find_map(|(name, period)| (period.to_string() == year).then_some(name))
}

/// The name of a fact that is printed with that numeral.
fn fact_that_reads(numeral: &str, scope: &Scope) -> Option<String> {
    let digits = numeral.trim_end_matches(['%', '％']);
    scope.facts.names().filter(|(_, named)| !named.is_panel).find_map(|(name, named)| {
        let fact = scope.fact(named.keys.first()?)?;
        (scope.writer.fact(fact, named.show).digits() == digits).then(|| name.to_owned())
    })
}
