//! Audit: a numeral that is bound to nothing does not reach the page.

use super::scope::Scope;
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// Reports every numeral, Arabic or full-width, in a stretch of text that no fact stands behind.
///
/// `line` is the template's line on which the stretch stands.
pub fn unbound_numerals(text: &str, file: &File, line: u32, scope: &Scope) -> Vec<Diagnostic> {
    numerals(text).into_iter().map(|numeral| report(&numeral, file, line, scope)).collect()
}

/// The numerals of a text: digits with the points and commas between them and a percent sign.
fn numerals(text: &str) -> Vec<String> {
    let mut found = vec![];
    let mut numeral = String::new();
    for c in text.chars().chain([' ']) {
        let is_inside = !numeral.is_empty() && matches!(c, '.' | ',' | '%' | '．' | '，' | '％');
        if is_digit(c) || is_inside {
            numeral.push(c);
        } else if !numeral.is_empty() {
            found.push(numeral.trim_end_matches(['.', ',', '．', '，']).to_owned());
            numeral.clear();
        }
    }
    found
}

/// 0 … 9, and their full-width forms.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
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
        None => diagnostic.help("declare a fact for it in briefing.toml, or a literal with its reason"),
    }
}

/// The name of a fact that is printed with that numeral.
fn fact_that_reads(numeral: &str, scope: &Scope) -> Option<String> {
    let digits = numeral.trim_end_matches(['%', '％']);
    scope.facts.names().filter(|(_, named)| !named.is_panel).find_map(|(name, named)| {
        let fact = scope.fact(named.keys.first()?)?;
        (scope.writer.fact(fact, named.show).digits == digits).then(|| name.to_owned())
    })
}
