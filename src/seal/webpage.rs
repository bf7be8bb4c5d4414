//! The web page against the ledger: what of it is not as it was published.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    inputs::sha256,
    ledger::{Entry, Ledger, Operand, Passage, numerals},
    render::html::reread::{ReadArticle, ReadNumber, ReadRow, ReadWebPage},
};

/// What differs between a page and a ledger, a line each: numbers, the rows that they lead to, the
/// sentences around them, and links that lead nowhere.
pub fn breaches(page: &ReadWebPage, ledger: &Ledger) -> Vec<String> {
    let (mut found, is_whole) = against_ledger(page, ledger);
    let unsealed = unsealed(page, ledger, is_whole);
    found.extend(unsealed.unwrap_or_else(|fault| vec![fault]));
    if found.is_empty() && read_seal(page).is_ok_and(|seal| seal.page != page.digest) {
        let what =
            "what is no text of the page was altered: how it looks, what it runs, names or tells machines";
        found.push(what.to_owned());
    }
    found
}

/// What differs between a page that was just made and the ledger, a line each: its seal is made of what was read of
/// it, and has nothing to add.
pub fn misprints(page: &ReadWebPage, ledger: &Ledger) -> Vec<String> {
    against_ledger(page, ledger).0
}

/// What differs between a page and a ledger, and whether all passages are there.
fn against_ledger(page: &ReadWebPage, ledger: &Ledger) -> (Vec<String>, bool) {
    let mut found = links(page);
    for (anchor, row) in &page.rows {
        let strange =
            || vec![format!("row #{anchor} is about {}, which is no fact of the release", row.fact)];
        found.extend(ledger.fact(&row.fact).map_or_else(strange, |entry| differences(anchor, row, entry)));
    }
    let mut is_whole = true;
    for article in &page.articles {
        found.extend(numbers(page, article, ledger));
        let missing = passages(article, ledger);
        is_whole &= missing.is_empty();
        found.extend(missing);
    }
    (found, is_whole)
}

/// What a page says of itself: of its words that no ledger has (those of its drawings, of the cover, of heads),
/// and of all the rest.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WebPageSeal {
    /// The digest of the page without its seal.
    page: String,
    /// By language.
    said: BTreeMap<String, PageWords>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PageWords {
    /// A drawing after the other.
    drawn: Vec<WordsDigest>,
    /// What stands between the passages.
    text: WordsDigest,
}

/// Words by a digest, and their numerals in order, so that a changed one can be named.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct WordsDigest {
    digest: String,
    numerals: String,
}

impl WordsDigest {
    fn of(text: &str) -> Self {
        // Half of the digest: it is no secret, and a page is small.
        let digest = sha256(bare(text).as_bytes()).chars().take(32).collect();
        Self { digest, numerals: numerals::numerals(text).join(" ") }
    }

    /// What differs from what was sealed.
    fn breach(&self, sealed: &Self) -> Option<String> {
        let mut pairs = self.numerals.split(' ').zip(sealed.numerals.split(' '));
        let changed = pairs.find(|(printed, published)| printed != published);
        let changed = changed.map(|(new, old)| format!("{new} is printed where {old} was published"));
        let words = "its words are not as they were published";
        (self != sealed).then(|| changed.unwrap_or_else(|| words.to_owned()))
    }
}

/// The seal of a page that was read: what it says where no ledger knows it.
pub fn seal(page: &ReadWebPage, ledger: &Ledger) -> String {
    serde_json::to_string(&sealed(page, ledger)).expect("it has only texts, in maps by texts")
}

fn sealed(page: &ReadWebPage, ledger: &Ledger) -> WebPageSeal {
    let said = |article: &ReadArticle| PageWords {
        drawn: article.drawings.iter().map(|words| WordsDigest::of(words)).collect(),
        text: WordsDigest::of(&between(article, ledger)),
    };
    let said = page.articles.iter().map(|it| (it.lang.code().to_owned(), said(it))).collect();
    WebPageSeal { page: page.digest.clone(), said }
}

/// The seal in a page.
///
/// # Errors
/// It has none that can be read, in a few words.
fn read_seal(page: &ReadWebPage) -> Result<WebPageSeal, String> {
    let text = page.seal.as_ref().ok_or("the page has no seal of its drawings and its cover")?;
    let altered = "the seal of the page was altered, or is of another version of the program";
    serde_json::from_str(text).map_err(|_| altered.to_owned())
}

/// What of a page is not as it says itself. Where a passage is lost, so is what stands between them.
fn unsealed(page: &ReadWebPage, ledger: &Ledger, is_whole: bool) -> Result<Vec<String>, String> {
    let published = read_seal(page)?.said;
    let mut found = vec![];
    for (lang, said) in sealed(page, ledger).said {
        let Some(published) = published.get(&lang) else {
            found.push(format!("the seal of the page knows nothing of {lang}"));
            continue;
        };
        if said.drawn.len() != published.drawn.len() {
            let (has, had) = (said.drawn.len(), published.drawn.len());
            found.push(format!("the page has {has} drawings, {had} were published ({lang})"));
        }
        let drawn = said.drawn.iter().zip(&published.drawn).zip(1..);
        let drawn =
            drawn.filter_map(|((now, then), nth)| Some((format!("drawing {nth}"), now.breach(then)?)));
        let text = said
            .text
            .breach(&published.text)
            .filter(|_| is_whole)
            .map(|what| ("beside the passages".to_owned(), what));
        found.extend(drawn.chain(text).map(|(place, what)| format!("{place}: {what} ({lang})")));
    }
    Ok(found)
}

/// An article without its passages, which are looked for in their order.
fn between(article: &ReadArticle, ledger: &Ledger) -> String {
    let (text, mut places) = (bare(&article.text), vec![]);
    for (at, c) in article.text.char_indices().filter(|(_, c)| is_counted(*c)) {
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
    places.push(article.text.len());
    let (mut kept, mut cursor) = (String::new(), 0);
    let notes = bare(&article.notes);
    for passage in ledger.passages.iter().filter(|it| it.lang == article.lang) {
        let wanted = bare(&passage.text);
        if let Some(at) = text[cursor..].find(&wanted).filter(|_| !notes.contains(&wanted)) {
            kept.push_str(&article.text[places[cursor]..places[cursor + at]]);
            kept.push(' ');
            cursor += at + wanted.len();
        }
    }
    kept + &article.text[places[cursor]..]
}

/// Identities that are there twice, and links to what is not there.
fn links(page: &ReadWebPage) -> Vec<String> {
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
fn numbers(page: &ReadWebPage, article: &ReadArticle, ledger: &Ledger) -> Vec<String> {
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
        // What stands among the notes is found there: what has changed is told at the end of the text, and
        // quotes notes, too.
        if notes.contains(&wanted) {
            continue;
        }
        // The nearest is never behind the right one: where all are there, all are found.
        match text[cursor..].find(&wanted) {
            Some(at) => cursor += at + wanted.len(),
            None => found.push(missing(passage, &wanted, &text[cursor..], &notes)),
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
    let mut bare = String::with_capacity(text.len());
    bare.extend(text.chars().filter(|c| is_counted(*c)));
    bare
}

fn is_counted(c: char) -> bool {
    !c.is_whitespace() && c != '|'
}
