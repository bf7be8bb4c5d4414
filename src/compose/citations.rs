//! Citations: below a figure or table, who published its numbers, with the numbers of the list of sources.
//!
//! They are shortened when the text is bound, because only then is it known what the list holds. The publishers
//! stay: a figure that is copied out of the briefing still says whose its numbers are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edition, references, scope::Scope};
use crate::{
    data::fact::{Fact, FactId},
    doc::{
        block::{Block, Content},
        inline::{Inline, plain, shown_facts},
    },
    lang::Lang,
};

/// Has every figure and table that says the publications behind its facts say their numbers instead.
pub fn shorten(blocks: &mut [Block], edition: &Edition, scope: &Scope) {
    let cited: Vec<&str> = references::cited(edition, scope).into_iter().map(|it| it.code.as_str()).collect();
    for block in blocks {
        let (ids, notes): (BTreeSet<FactId>, _) = match &mut block.content {
            Content::Figure(it) => {
                (it.chart.data().into_iter().map(|datum| datum.fact.clone()).collect(), &mut it.notes)
            }
            Content::Table(it) => {
                let cells = it.rows.iter().flat_map(|row| &row.cells);
                (cells.flat_map(|run| shown_facts(run)).map(|fact| fact.id.clone()).collect(), &mut it.notes)
            }
            _ => continue,
        };
        let facts: Vec<&Fact> = ids.iter().filter_map(|id| scope.facts.get(id)).collect();
        let whole = scope.writer.sources(facts.iter().copied());
        for note in notes.iter_mut().filter(|note| plain(note) == whole) {
            *note = vec![Inline::Literal(short(&facts, &cited, scope))];
        }
    }
}

/// 资料来源：国家统计局[17,19]；中国日报[6]: in the order of the numbers.
fn short(facts: &[&Fact], cited: &[&str], scope: &Scope) -> String {
    let lang = scope.writer.lang;
    let codes: BTreeSet<&str> =
        facts.iter().flat_map(|fact| &fact.operands).map(|it| it.source.as_str()).collect();
    let mut order = vec![];
    let mut numbers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (code, number) in cited.iter().zip(1..).filter(|(code, _)| codes.contains(*code)) {
        let Some(source) = scope.writer.catalogue.sources.get(*code) else { continue };
        let publisher = source.publisher.get(lang);
        if !numbers.contains_key(publisher) {
            order.push(publisher);
        }
        numbers.entry(publisher).or_default().push(number);
    }
    let said = order.into_iter().map(|publisher| {
        let space = lang.pick("", " ");
        format!("{publisher}{space}{}", in_brackets(&numbers[publisher]))
    });
    let said: Vec<String> = said.collect();
    match lang {
        Lang::Zh => format!("资料来源：{}", said.join("；")),
        Lang::En => format!("Source: {}", said.join("; ")),
    }
}

/// `[2,5-7]`: several numbers in one pair of brackets, neighbours by the first and last (GB/T 7714—2015, 10.1.2).
pub fn in_brackets(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let said = runs.map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { String::new() } else { format!("[{}]", said.join(",")) }
}

#[cfg(test)]
mod tests {
    use super::in_brackets;

    #[test]
    fn several_sources_share_a_pair_of_brackets() {
        assert_eq!(in_brackets(&[6]), "[6]");
        assert_eq!(in_brackets(&[2, 5, 6, 7, 20]), "[2,5-7,20]");
    }
}
