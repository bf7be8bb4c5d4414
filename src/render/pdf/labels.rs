//! Page labels: a viewer names each page by the number that is printed on it (ISO 32000-1, 12.4.2).

use lopdf::{Dictionary, Object, dictionary};

use super::number::{integer, text_object};
use crate::lang::Lang;

/// The catalogue's entry for pages that bear those numbers; none if nobody said.
///
/// A range goes on as long as each page's number follows that of the page before. Pages without a
/// number share the word for a cover.
pub fn labels(numbers: &[Option<usize>], lang: Lang) -> Option<Dictionary> {
    let mut ranges: Vec<Object> = vec![];
    let mut expected = None;
    for (page, number) in numbers.iter().enumerate() {
        if expected != Some(*number) {
            ranges.extend([integer(page), range(*number, lang).into()]);
        }
        expected = Some(number.map(|number| number + 1));
    }
    (!ranges.is_empty()).then(|| dictionary! { "Nums" => ranges })
}

fn range(first: Option<usize>, lang: Lang) -> Dictionary {
    match first {
        Some(number) => dictionary! { "S" => "D", "St" => integer(number) },
        None => dictionary! { "P" => text_object(lang.pick("封面", "Cover")) },
    }
}
