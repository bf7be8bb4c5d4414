//! Periods: the year that is said before a number is one of the fact's own.

use super::{BoundNumber, NumberFault, RunPart};
use crate::data::{fact::Fact, period::Period};

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    let shown = place.shown_fact()?;
    let fact = place.run.fact(shown)?;
    let said = said_before(place).or_else(|| said_behind(place))?;
    (!is_about(fact, said)).then(|| NumberFault {
        code: "wrong-period",
        message: format!("{} is said of {said}, and it is {}", shown.shown, fact.id),
        help: "name the period that the fact has, {{ name.period }}, or the fact of that period",
    })
}

/// The period that the number's sentence begins with: “In 2020, spending was …”, 2020年，经费为…. None where
/// another number or a comma stands between, or the number's period follows it: “… against 158.2 in 2020”.
fn said_before(place: BoundNumber) -> Option<Period> {
    let at = place.at.checked_sub(2)?;
    let period = period_of(place.run.parts.get(at)?)?;
    if !begins_sentence(BoundNumber { at, ..place }.before()) {
        return None;
    }
    let between = place.before().trim_start_matches('年').trim_start_matches([',', '，', ' ']);
    let is_end = |c: char| {
        matches!(c, ',' | ';' | ':' | '，' | '；' | '：' | '。' | '、' | '(' | '（' | ')' | '）' | '\n')
    };
    if between.contains(is_end) || between.contains(". ") {
        return None;
    }
    let follows = period_of(place.run.parts.get(place.at + 2).unwrap_or(&RunPart::Literal("")));
    let is_dated = follows.is_some()
        && matches!(place.behind().trim(), "in" | "for" | "of" | "at the end of" | "on" | "(" | "（");
    (!is_dated).then_some(period)
}

/// The period that follows a number directly: “158.2 in 2020”.
fn said_behind(place: BoundNumber) -> Option<Period> {
    let is_dated = matches!(place.behind().trim(), "in" | "at the end of");
    place.run.parts.get(place.at + 2).filter(|_| is_dated).and_then(period_of)
}

/// Whether a text leaves a sentence at its beginning, but for the preposition of a period.
fn begins_sentence(text: &str) -> bool {
    let text = text.trim_end();
    let text = ["At the end of", "In", "By", "For", "Until", "Since", "到", "至", "截至"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text)
        .trim_end();
    text.is_empty() || text.ends_with(['.', '。', '；', ';', '！', '？', '?', '\n'])
}

fn period_of(part: &RunPart) -> Option<Period> {
    match part {
        RunPart::Literal(text) => text.parse().ok(),
        RunPart::Typed(_) | RunPart::Fact(_) => None,
    }
}

/// Whether a fact speaks of a period: its own, its base's, or that of a value that it rests on.
fn is_about(fact: &Fact, period: Period) -> bool {
    let own = [Some(fact.key.period), fact.key.base()];
    own.into_iter().flatten().chain(fact.operands.iter().map(|it| it.period)).any(|it| it == period)
}
