//! Signs: the word that says the direction of a change agrees with the change.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{BoundNumber, NumberFault};
use crate::{
    data::{fact::Fact, metric::Metric},
    doc::movement::{FoundMovement, Movement, all, before_number},
    lang::Lang,
};

/// Words between a verb and a number that make the number its goal or its start, not its measure:
/// “fell to 3 %” says nothing of the sign of 3 %.
const GOALS_EN: &[&str] = &["to", "from", "at", "than", "of", "for", "against", "with"];
const GOALS_ZH: &[&str] = &["至", "到", "自", "从", "由", "为", "达", "是", "在", "比", "于"];

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    let shown = place.shown_fact()?;
    let fact = place.run.fact(shown).filter(|fact| is_signed(fact.key.metric()))?;
    let sign = sign(fact)?;
    let has_sign = shown.shown.contains('−');
    let said = said(place);
    match said {
        Some(word) if has_sign && is_measured(place, word) => Some(NumberFault {
            code: "twice-signed",
            message: format!("{} says the direction of {}, which has its sign", word.word, shown.shown),
            help: "write {{ name.magnitude }} behind a verb, or leave the verb out",
        }),
        Some(word) if !has_sign && word.movement != sign => Some(NumberFault {
            code: "against-sign",
            message: format!(
                "{} is said of {}, and {} is {}",
                word.word,
                shown.shown,
                fact.id,
                fact.value.normalize().round_dp(4)
            ),
            help: "let the fact choose the word: {{ name | direction(\"rose\", \"fell\", \"changed\") }}",
        }),
        None if !has_sign && sign == Movement::Fall && !is_said_elsewhere(place) => Some(NumberFault {
            code: "against-sign",
            message: format!("{} is a fall, and no word says so", shown.shown),
            help: "write {{ name }}, which has its sign, or a verb before {{ name.magnitude }}",
        }),
        _ => None,
    }
}

/// Whether the sign of a fact says the direction of a movement, or of a lead.
pub fn is_signed(metric: Metric) -> bool {
    match metric {
        Metric::AbsoluteChange
        | Metric::PercentChange
        | Metric::AnnualRate
        | Metric::PointChange
        | Metric::RankChange
        | Metric::GrowthGap => true,
        Metric::Level
        | Metric::Index
        | Metric::Share
        | Metric::Rank
        | Metric::Conversion
        | Metric::Multiple
        | Metric::Contribution
        | Metric::Intensity
        | Metric::Gap => false,
    }
}

/// The direction of a change; none where nothing changed.
fn sign(fact: &Fact) -> Option<Movement> {
    match fact.value.cmp(&Decimal::ZERO) {
        Ordering::Greater => Some(Movement::Rise),
        Ordering::Less => Some(Movement::Fall),
        Ordering::Equal => None,
    }
}

/// The word that says the direction of a number: the last one of its clause before it, else the first word
/// behind it.
fn said(place: BoundNumber) -> Option<FoundMovement> {
    let lang = place.run.lang;
    let clause = place.clause();
    if is_goal(clause, lang) {
        return None;
    }
    before_number(clause, lang).or_else(|| directly_behind(place))
}

/// Whether the clause ends in a word that makes the number a goal: 降至, "fell to". "A loss of" measures it, and so does
/// 降幅为.
fn is_goal(clause: &str, lang: Lang) -> bool {
    match lang {
        Lang::En => {
            let measured = clause.trim_end().strip_suffix("of").filter(|it| it.ends_with(' '));
            let is_measured = measured.is_some_and(|rest| {
                all(rest, lang).last().is_some_and(|it| !it.is_comparison && rest[it.end..].trim().is_empty())
            });
            let last = clause.split_whitespace().next_back();
            !is_measured && last.is_some_and(|word| GOALS_EN.contains(&word))
        }
        Lang::Zh
            if clause.trim_end().trim_end_matches(['为', '达', '到', '是', '约', '高']).ends_with('幅') =>
        {
            false
        }
        Lang::Zh => GOALS_ZH.iter().any(|word| clause.trim_end().ends_with(word)),
    }
}

/// A word of direction right behind the number: "0.18 points less", 的降幅.
fn directly_behind(place: BoundNumber) -> Option<FoundMovement> {
    let behind = place.behind().trim_start();
    let found = all(behind, place.run.lang).into_iter().next()?;
    let start = found.end - found.word.len();
    let between = behind[..start].trim();
    (between.is_empty() || between == "的").then_some(found)
}

/// Whether the word measures the number, so that a sign would say the direction twice: "fell by −0.18".
fn is_measured(place: BoundNumber, word: FoundMovement) -> bool {
    let rest = place.clause().get(word.end..).unwrap_or("x").trim();
    rest.is_empty() || matches!(rest, "by" | "了" | "about" | "约")
}

/// Whether the sentence says the direction outside the number's clause, or the number is only a goal.
fn is_said_elsewhere(place: BoundNumber) -> bool {
    let lang = place.run.lang;
    let falls = |text: &str| all(text, lang).iter().any(|it| it.movement == Movement::Fall);
    let earlier = (0..place.at).any(|at| falls(place.typed(at)));
    is_goal(place.clause(), lang) || earlier || falls(place.behind())
}
