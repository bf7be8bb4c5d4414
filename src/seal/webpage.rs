//! The web page against the ledger: what of it is not as it was published.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ledger::{Entry, Ledger, Operand, Passage},
    render::html::reread::{ReadArticle, ReadNumber, ReadPage, ReadRow},
};

/// What differs between a page and a ledger, a line each: numbers, the rows that they lead to, the
/// sentences around them, and links that lead nowhere.
pub fn breaches(page: &ReadPage, ledger: &Ledger) -> Vec<String> {
    let mut found = links(page);
    for (anchor, row) in &page.rows {
        let strange =
            || vec![format!("row #{anchor} is about {}, which is no fact of the release", row.fact)];
        found.extend(ledger.fact(&row.fact).map_or_else(strange, |entry| differences(anchor, row, entry)));
    }
    for article in &page.articles {
        found.extend(numbers(page, article, ledger));
        found.extend(passages(article, ledger));
    }
    found
}

/// Identities that are there twice, and links to what is not there.
fn links(page: &ReadPage) -> Vec<String> {
    let mut ids = BTreeSet::new();
    let twice = page.ids.iter().filter(|id| !ids.insert(id.as_str()));
    let mut found: Vec<String> = twice.map(|id| format!("#{id} is there twice")).collect();
    // One link leads nowhere by design: it closes what is open.
    let lost: BTreeSet<&String> =
        page.links.iter().filter(|it| *it != "-" && !ids.contains(it.as_str())).collect();
    found.extend(lost.into_iter().map(|link| format!("a link leads to #{link}, which is not there")));
    found
}

fn differences(anchor: &str, row: &ReadRow, entry: &Entry) -> Vec<String> {
    let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "∞".to_owned());
    let (lo, hi) = (end(&entry.lo), end(&entry.hi));
    let fields = [(&row.value, &entry.value), (&row.lo, &lo), (&row.hi, &hi), (&row.formula, &entry.formula)];
    let changed = |printed: &str, published: &str| {
        (printed != published)
            .then(|| format!("row #{anchor}: {printed} is printed where {published} was published"))
    };
    let mut found: Vec<String> =
        fields.into_iter().filter_map(|(printed, published)| changed(printed, published)).collect();
    if row.cells.len() != entry.operands.len() {
        let (has, had) = (row.cells.len(), entry.operands.len());
        found.push(format!("row #{anchor} has {has} cells, {had} were published"));
    }
    let cells = row.cells.iter().zip(&entry.operands);
    found.extend(cells.filter_map(|(cell, operand)| changed(cell, &in_words(operand))));
    found
}

/// A cell as a row says it.
fn in_words(operand: &Operand) -> String {
    let Operand { indicator, area, period, status, vintage, family, source, cell, .. } = operand;
    let power = if operand.multiplier > 0 { format!(" × 10^{}", operand.multiplier) } else { String::new() };
    let family = if family.is_empty() { String::new() } else { format!(" {family}") };
    format!(
        "{}{power} {indicator} {area} {period} {status} · {vintage}{family} · {source} · {cell}",
        operand.printed
    )
}

/// Numbers that are not as some passage of their language prints that fact.
fn numbers(page: &ReadPage, article: &ReadArticle, ledger: &Ledger) -> Vec<String> {
    let mut printed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for shown in ledger.passages.iter().filter(|it| it.lang == article.lang).flat_map(|it| &it.facts) {
        // A drawing writes the mark of the number's status behind it.
        let number = shown.shown.split_once('[').map_or(shown.shown.as_str(), |it| it.0);
        printed.entry(&shown.id).or_default().insert(number);
    }
    let wrong = article.numbers.iter().filter_map(|ReadNumber { row, shown }| {
        let Some(fact) = page.rows.get(row).map(|it| it.fact.as_str()) else {
            return Some(format!("{shown} leads to #{row}, which is no row"));
        };
        let known = printed.get(fact);
        if known.is_some_and(|it| it.contains(shown.as_str())) {
            return None;
        }
        let published = known.into_iter().flatten().copied().collect::<Vec<_>>().join(" or ");
        let published = if published.is_empty() { "nothing" } else { &published };
        Some(format!("#{row}: {shown} is printed where {published} was published ({})", article.lang))
    });
    wrong.collect()
}

/// The passages of the ledger that the article does not print in their order.
fn passages(article: &ReadArticle, ledger: &Ledger) -> Vec<String> {
    let (text, notes) = (bare(&article.text), bare(&article.notes));
    let mut found = vec![];
    let mut cursor = 0;
    for passage in ledger.passages.iter().filter(|it| it.lang == article.lang) {
        let wanted = bare(&passage.text);
        // The nearest is never behind the right one: where all are there, all are found.
        if let Some(at) = text[cursor..].find(&wanted) {
            cursor += at + wanted.len();
        } else if !notes.contains(&wanted) {
            found.push(missing(passage, &wanted, &text[cursor..], &notes));
        }
    }
    found
}

/// What became of a passage: its changed digits, where it differs in digits alone.
fn missing(passage: &Passage, wanted: &str, text: &str, notes: &str) -> String {
    let without_digits =
        |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let masked = without_digits(wanted);
    let place = &passage.place;
    for text in [text, notes] {
        if let Some(at) = without_digits(text).find(&masked) {
            let printed = &text[at..at + wanted.len()];
            let (old, new) = changed(wanted, printed);
            return format!("{place}: {new} is printed where {old} was published");
        }
    }
    format!("{place}: the {} “{}” is not printed as it was published", passage.kind.name(), passage.text)
}

/// The first numeral that differs between two texts that differ in digits alone.
fn changed<'t>(before: &'t str, after: &'t str) -> (&'t str, &'t str) {
    let at = before.bytes().zip(after.bytes()).position(|(old, new)| old != new).unwrap_or(0);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let start = before[..at]
        .rfind(|c| !is_part(c))
        .map_or(0, |it| it + before[it..].chars().next().map_or(1, char::len_utf8));
    let end = before[at..].find(|c| !is_part(c)).map_or(before.len(), |it| at + it);
    (&before[start..end], &after[start..end])
}

/// A text without blanks and the bars between the cells of a row.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect()
}
