//! Ways: what goes from one number to another goes the way that its verb says, and from the earlier one to the later.

use super::{BoundNumber, NumberFault, RunPart, sign::is_signed};
use crate::{
    data::{fact::Fact, metric::Metric},
    doc::movement::{FoundMovement, Movement, all, before_number},
    lang::Lang,
};

/// Characters behind which another sentence begins.
const ENDS: [char; 8] = ['.', '。', ';', '；', '!', '！', '?', '？'];

/// Chinese words that begin a way.
const STARTS_ZH: [char; 3] = ['由', '从', '自'];

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    let (earlier, between) = fact_before(place)?;
    let (one, other) = (fact_of(earlier)?, fact_of(place)?);
    if !is_of_two_days(one, other) {
        return None;
    }
    let before = typed_before(earlier);
    let (word, is_turned) = match place.run.lang {
        Lang::En => english(&before, &between)?,
        Lang::Zh => (chinese(&before, &between)?, false),
    };
    let (start, goal) = if is_turned { (other, one) } else { (one, other) };
    let is_false = start.key.period > goal.key.period
        || match word.movement {
            Movement::Rise => goal.value < start.value,
            Movement::Fall => goal.value > start.value,
        };
    let said = |of: BoundNumber| of.bound().unwrap_or_default().to_owned();
    let (from, to) = if is_turned { (said(place), said(earlier)) } else { (said(earlier), said(place)) };
    is_false.then(|| NumberFault {
        code: "against-sign",
        message: format!(
            "{} is said of the way from {from} of {} to {to} of {}",
            word.word, start.key.period, goal.key.period
        ),
        help: "let the change choose the word: {{ change | direction(\"rose\", \"fell\", \"changed\") }}",
    })
}

/// Whether both are the same quantity of the same area at different times; of places in an order the lower number is
/// the better one, and what has a sign may be shown without it.
fn is_of_two_days(one: &Fact, other: &Fact) -> bool {
    let (a, b) = (&one.key, &other.key);
    let is_alike = a.metric() == b.metric() && a.indicator == b.indicator && a.area == b.area;
    is_alike && a.period != b.period && a.metric() != Metric::Rank && !is_signed(a.metric())
}

fn fact_of(place: BoundNumber<'_>) -> Option<&Fact> {
    place.run.fact(place.shown_fact()?)
}

/// The fact before a number in its sentence, and what is typed between them, years left out.
fn fact_before(place: BoundNumber<'_>) -> Option<(BoundNumber<'_>, String)> {
    let at = (0..place.at).rfind(|at| matches!(place.run.parts[*at], RunPart::Fact(_)))?;
    let between = typed(&place.run.parts[at + 1..place.at]);
    (!between.contains(ENDS)).then_some((BoundNumber { at, ..place }, between))
}

/// What is typed in a number's sentence before it, up to the fact before.
fn typed_before(place: BoundNumber) -> String {
    let from =
        (0..place.at).rfind(|at| matches!(place.run.parts[*at], RunPart::Fact(_))).map_or(0, |at| at + 1);
    let typed = typed(&place.run.parts[from..place.at]);
    typed.rfind(ENDS).map_or(typed.clone(), |at| typed[at..].chars().skip(1).collect())
}

fn typed(parts: &[RunPart]) -> String {
    let typed = parts.iter().filter_map(|part| match part {
        RunPart::Typed(text) => Some(text.as_str()),
        RunPart::Fact(_) | RunPart::Literal(_) => None,
    });
    typed.collect()
}

/// “fell from … to …”, and “fell to … from …”, which is turned.
fn english<'a>(before: &'a str, between: &str) -> Option<(FoundMovement<'a>, bool)> {
    let last = |text: &str| text.split_whitespace().next_back().map(str::to_lowercase);
    let ends = (last(before)?, last(between)?);
    let is_turned = match (ends.0.as_str(), ends.1.as_str()) {
        ("from", "to") => false,
        ("to", "from") => true,
        _ => return None,
    };
    let is_alone = all(between, Lang::En).is_empty();
    let verb = all(before, Lang::En).into_iter().rfind(|it| !it.is_comparison)?;
    is_alone.then_some((verb, is_turned))
}

/// 由…降至…, 从…增加到….
fn chinese<'a>(before: &str, between: &'a str) -> Option<FoundMovement<'a>> {
    let clause = before.rsplit(['，', '、', '：']).next().unwrap_or(before);
    if !clause.contains(STARTS_ZH) {
        return None;
    }
    match all(between, Lang::Zh).as_slice() {
        [only] => Some(*only),
        // 降为, 升为: one character says it.
        [] => before_number(between.trim_end_matches(['为', '到', '至', '年', '的']), Lang::Zh),
        _ => None,
    }
}
