//! Statements: what a claim is said to say is what it is judged by.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    data::claim::Claim,
    diag::{Diagnostic, Sink},
    doc::numeral::{magnitude, numerals},
    lang::Lang,
};

/// Holds the numbers of each statement against `CLAIMED_VALUE`: it says that one where it has digits at all,
/// and beside it only years and what another claim of the list prints. In words it may only be counted: what is
/// the fourth is judged by 4, and what grew by a third by nothing.
pub fn report_other_numbers(claims: &[Claim], sink: &mut Sink) {
    let known: BTreeSet<Decimal> = claims.iter().map(|it| it.value().normalize()).collect();
    for claim in claims {
        for lang in Lang::ALL {
            let statement = claim.statement.get(lang);
            let own = claim.value().normalize();
            let words = magnitude::without_digits(statement);
            let mut in_words = numerals(&words).into_iter().map(|place| &words[place]);
            if let Some(strange) = in_words.find(|it| magnitude::in_words(it) != Some(own)) {
                let message = format!("the statement of {} says {strange} in words", claim.id);
                let fault = Diagnostic::error("claim-statement", message).at(claim.cell.locus());
                sink.push(fault.help("write the number in digits, as CLAIMED_VALUE has it"));
            }
            let said = numbers(statement, lang);
            if said.is_empty() {
                continue;
            }
            // A year stands in many statements beside the number that they are about.
            let is_year = |value: &Decimal| {
                value.scale() == 0 && (1900..2100).contains(&i64::try_from(*value).unwrap_or(0))
            };
            let strange = said.iter().find(|value| !known.contains(value) && !is_year(value));
            let lacks_own = !said.contains(&own) && !said.iter().all(is_year);
            if strange.is_some() || lacks_own || (claim.measure == "YEAR" && !said.contains(&own)) {
                let found = strange.or(said.first()).map(ToString::to_string).unwrap_or_default();
                let message = format!(
                    "the statement of {} says {found} in {lang}, and is judged by {}",
                    claim.id, claim.printed
                );
                let fault = Diagnostic::error("claim-statement", message).at(claim.cell.locus());
                sink.push(fault.help(
                    "write CLAIMED_VALUE as the statement prints it, in its unit, or mend the statement",
                ));
            }
        }
    }
}

fn numbers(statement: &str, lang: Lang) -> Vec<Decimal> {
    magnitude::all(statement, lang).into_iter().map(|it| it.value.normalize()).collect()
}
