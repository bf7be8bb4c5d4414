//! Numerals in running text: what says a quantity, a rank or a change, in whatever dress.
//!
//! `text → plain text → idioms out → a grammar a language`
//!
//! Both grammars read every text: 三成 is a quantity in an English sentence, and fivefold in a Chinese one.
//!
//! Digits count always: every character of the Unicode categories Nd, Nl and No. Words count where they say
//! a quantity: fractions (三成, 三分之一, a third, one in three), multiples (翻番, tripled, fivefold), counts
//! (三家, seven provinces), ranks (第三位, ranks second), vague amounts (数十亿, tens of), changes
//! (减半, halved) and Roman and commercial numerals (XXIII, 叁仟). They do not where they only count off or
//! are part of a word: those stand in a list a language, with the reason.

mod chinese;
mod english;
mod foreign;
mod grammar;
pub mod magnitude;
mod naming;
mod plain;
mod roman;

use std::ops::Range;

pub use naming::{
    ListedCounts, name_says_quantity, without_counts_of_parts, without_denominators, without_listed_counts,
};
pub use plain::GAP;

use self::plain::Plain;
use crate::lang::is_han;

/// What finds the quantities of a plain text, by its bytes.
type Reader = fn(&str) -> Vec<Range<usize>>;

/// Finds every numeral of a text, in order, by its bytes. [`GAP`] stands for what is bound.
pub fn numerals(text: &str) -> Vec<Range<usize>> {
    let mut found = digits(text);
    let plain = Plain::of(text);
    // Most texts are of one script, and each grammar takes its time.
    let chinese = plain.as_str().contains(is_han).then_some(chinese::quantities as Reader);
    let other = plain.as_str().contains(|c: char| !is_of_chinese(c));
    let others: [Reader; 3] = [english::quantities, foreign::words, roman::numerals];
    let readers = chinese.into_iter().chain(others.into_iter().filter(|_| other)).chain([digits as Reader]);
    let words = readers.flat_map(|reader| reader(plain.as_str()));
    found.extend(words.map(|range| plain.original(range)));
    merged(found)
}

/// Whether a character is Chinese, a mark, or no letter of ASCII: of such characters alone the other readers find
/// nothing, or, before a percent sign, what the digits are found as.
fn is_of_chinese(c: char) -> bool {
    const MARKS: [char; 7] = [GAP, '·', '—', '–', '−', '×', '…'];
    match c {
        _ if c.is_ascii() => !c.is_ascii_alphabetic() && c != '_',
        '、'..='〃' | '〈'..='〟' => true,
        _ => is_han(c) || MARKS.contains(&c),
    }
}

/// A pattern that takes ASCII alone for words: the engine that is fast enough for texts knows no others, and a
/// plain text has no accents. Beside a letter of another script a word is found too, not less.
fn by_ascii_words(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// The ranges in order, those that overlap as one: 百分之33 is one numeral, not two.
fn merged(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = vec![];
    for range in found {
        match merged.last_mut() {
            Some(before) if range.start < before.end => before.end = before.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Runs of digits with the points and commas between them and a percent sign.
fn digits(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = vec![];
    let mut end_of_separator = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let touches = found.last().is_some_and(|range| range.end == at || end_of_separator == at && at > 0);
        match c {
            // Han characters are letters all, and what a Chinese text consists of.
            '\u{4E00}'..='\u{9FFF}' => {}
            _ if c.is_numeric() && touches => found.last_mut().expect("there is one to touch").end = end,
            _ if c.is_numeric() => found.push(at..end),
            '.' | ',' | '．' | '，' if touches => end_of_separator = end,
            '%' | '％' | '‰' | '‱' if touches => {
                found.last_mut().expect("there is one to touch").end = end;
            }
            _ => {}
        }
    }
    found
}

/// What is left of a text when the idioms are taken out: they are blanked, so that places stay. `counts`
/// tells a sign that makes a number of an idiom's first: 十一个 is no 一个.
fn without_idioms(text: &str, idioms: Vec<Range<usize>>, counts: impl Fn(char) -> bool) -> String {
    let mut left = String::with_capacity(text.len());
    for idiom in idioms {
        let is_counted = text[idiom.clone()].starts_with(&counts) && text[..idiom.start].ends_with(&counts);
        if !is_counted {
            left.push_str(&text[left.len()..idiom.start]);
            left.extend(std::iter::repeat_n(BLANK, idiom.len()));
        }
    }
    left.push_str(&text[left.len()..]);
    left
}

/// Stands where an idiom stood: no letter, no Han character and no blank, one byte long.
const BLANK: char = '~';
