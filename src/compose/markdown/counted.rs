//! Numbered lists whose numbers are not those of the page, where every list is counted from 1.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::line_of;
use crate::{
    compose::scope::Scope,
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// The fault of each list that has an item whose number would be another on the page; a list of which every item is
/// written `1.` is counted by the program.
pub(super) fn miscounted(parser: Parser, rendered: &str, file: &File, scope: &Scope) -> Vec<Diagnostic> {
    let mut faults = vec![];
    // The numbers of the lists that are open, as they are written, with where they stand; none of a list of points.
    let mut lists: Vec<Option<Vec<(u64, usize)>>> = vec![];
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::List(start)) => lists.push(start.map(|_| vec![])),
            Event::Start(Tag::Item) => {
                let digits: String =
                    rendered[range.start..].chars().take_while(char::is_ascii_digit).collect();
                let list = lists.last_mut().and_then(Option::as_mut);
                if let (Some(numbers), Ok(number)) = (list, digits.parse()) {
                    numbers.push((number, range.start));
                }
            }
            Event::End(TagEnd::List(_)) => {
                let numbers = lists.pop().flatten().unwrap_or_default();
                if numbers.iter().all(|(number, _)| *number == 1) {
                    continue;
                }
                let wrong = numbers.iter().zip(1..).find(|((written, _), number)| written != number);
                faults.extend(wrong.map(|((written, at), number)| {
                    let place = line_of(&rendered[*at..], scope);
                    let place =
                        place.map_or_else(|| Locus::file(&file.path), |line| Locus::line(&file.path, line));
                    let message = format!("an item is written {written}. and would be {number}. on the page");
                    Diagnostic::error("lost-text", message).at(place).help(
                        "number a list from 1 on, one by one; text between two items belongs to the first where it \
                         is moved in as far as its words",
                    )
                }));
            }
            _ => {}
        }
    }
    faults
}
