//! Proofreading: what stands on the finished pages, against the ledger.

use std::collections::BTreeMap;

use memchr::memmem;

use crate::{
    lang::Lang,
    ledger::{Ledger, Passage, numerals::numerals},
};

/// What `ledger` says in a language and its pages do not have, a line each: every numeral must stand on the
/// pages as often as the passages print it, and every passage in its own words, whole and in order.
///
/// The numbers inside a drawing are left out: a chart may leave labels away for want of room.
pub fn missing(ledger: &Ledger, lang: Lang, pages: &[&str]) -> Vec<String> {
    let passages: Vec<&Passage> = ledger.passages.iter().filter(|it| it.lang == lang).collect();
    [missing_numerals(&passages, pages), missing_words(&passages, pages)].concat()
}

fn missing_numerals(passages: &[&Passage], pages: &[&str]) -> Vec<String> {
    let mut printed: BTreeMap<String, usize> = BTreeMap::new();
    for numeral in pages.iter().flat_map(|page| numerals(page)) {
        *printed.entry(numeral).or_default() += 1;
    }
    let mut missing = vec![];
    for passage in passages {
        for numeral in numerals(&passage.text) {
            match printed.get_mut(&numeral) {
                Some(times @ 1..) => *times -= 1,
                _ => missing.push(format!("{numeral} is not printed where {} shows it", passage.place)),
            }
        }
    }
    missing
}

fn missing_words(passages: &[&Passage], pages: &[&str]) -> Vec<String> {
    let printed = PrintedPages::of(pages);
    let mut said: BTreeMap<String, Occurrence> = BTreeMap::new();
    let mut missing = vec![];
    // Passages are printed in their order: where the last one stands, the next is looked for first.
    let mut page = 0;
    for passage in passages {
        for piece in passage.text.split(['\n', '|']) {
            let words = bare(piece);
            if words.is_empty() {
                continue;
            }
            let said = said.entry(words.clone()).or_default();
            said.times += 1;
            match printed.place(&words, said, page) {
                Some(place) => page = place,
                None => missing.push(format!("“{}” of {} is not printed", piece.trim(), passage.place)),
            }
        }
    }
    missing
}

/// How often a text was said so far, and, once that was more than once, how often it is printed.
#[derive(Default)]
struct Occurrence {
    times: usize,
    printed: Option<usize>,
}

/// The text of each page without what sets it apart there: white space, hyphens at the ends of lines.
struct PrintedPages(Vec<String>);

impl PrintedPages {
    fn of(pages: &[&str]) -> Self {
        Self(pages.iter().map(|page| bare(page)).collect())
    }

    /// Where a text stands, if it does as often as it was said: on a page or over the turn of a page, with the
    /// calls of notes in it. Pages from `from` on are looked through first.
    fn place(&self, text: &str, said: &mut Occurrence, from: usize) -> Option<usize> {
        let wanted = memmem::Finder::new(text);
        let on = |page: usize| self.0[page].as_bytes();
        let mut pages = (from..self.0.len()).chain(0..from);
        if said.times == 1
            && let Some(page) = pages.clone().find(|page| wanted.find(on(*page)).is_some())
        {
            return Some(page);
        }
        let count = || -> usize { (0..self.0.len()).map(|page| wanted.find_iter(on(page)).count()).sum() };
        let printed = *said.printed.get_or_insert_with(count);
        match said.times.saturating_sub(printed) {
            0 => Some(from),
            turned => pages.by_ref().filter(|page| self.turns(*page, text)).nth(turned - 1),
        }
    }

    /// Whether a text begins on a page and goes on behind a call or on the next page.
    fn turns(&self, page: usize, text: &str) -> bool {
        self.0.get(page).is_some_and(|printed| {
            let start: String = text.chars().take(LEAST).collect();
            let mut starts = printed.match_indices(&start).map(|(at, _)| &printed[at..]);
            starts.any(|from| !from.starts_with(text) && self.goes_on(page, from, text))
                || self.turns_at_once(page, text)
        })
    }

    /// Whether no more than a few characters of a text stand on a page, and all others on the next: “The” at its foot.
    fn turns_at_once(&self, page: usize, text: &str) -> bool {
        let Some(next) = self.0.get(page + 1) else { return false };
        let cuts = text.char_indices().skip(1).take(LEAST - 1).map(|(at, _)| text.split_at(at));
        let mut long = cuts.filter(|(_, left)| left.chars().count() >= LEAST);
        long.any(|(begun, left)| self.0[page].contains(begun) && next.contains(left))
    }

    fn goes_on(&self, page: usize, printed: &str, text: &str) -> bool {
        let pairs = printed.char_indices().zip(text.chars()).take_while(|((_, one), other)| one == other);
        let alike: usize = pairs.map(|((_, c), _)| c.len_utf8()).sum();
        let (rest, left) = (&printed[alike..], &text[alike..]);
        if left.is_empty() {
            return true;
        }
        let call = rest.chars().take_while(char::is_ascii_digit).count();
        let is_called = (1..=call.min(2)).any(|digits| self.goes_on(page, &rest[digits..], left))
            || behind_page(rest).is_some_and(|rest| self.goes_on(page, rest, left));
        // Behind the body of a page stand its notes and its foot: where the body ends is not known here.
        let has_turned = self.0.get(page + 1).is_some_and(|next| next.contains(left));
        is_called || alike > 0 && (has_turned || self.turns(page + 1, left))
    }
}

/// What follows the page that a sentence names in brackets: 第4页, p. 4. It is the layout's, as a call is.
fn behind_page(printed: &str) -> Option<&str> {
    let (number, end) = match printed.strip_prefix("（第") {
        Some(number) => (number, "页）"),
        None => (printed.strip_prefix("(p.")?, ")"),
    };
    number.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(end)
}

/// The characters by which a text is looked for; fewer are found anywhere.
const LEAST: usize = 4;

fn bare(text: &str) -> String {
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '-' | '‐');
    text.chars().filter(|c| !is_apart(*c)).collect()
}
