//! Numerals: the numbers of a text as they are printed.

/// The numerals of a text, in order: digits with the points and commas between them. A point or comma belongs to a
/// numeral only between two digits.
pub fn numerals(text: &str) -> Vec<String> {
    let (mut found, mut numeral, mut mark) = (vec![], String::new(), None);
    for c in text.chars().chain(['\n']) {
        match c {
            _ if c.is_ascii_digit() => {
                numeral.extend(mark.take());
                numeral.push(c);
            }
            '.' | ',' if mark.is_none() && !numeral.is_empty() => mark = Some(c),
            _ if !numeral.is_empty() => {
                found.push(std::mem::take(&mut numeral));
                mark = None;
            }
            _ => {}
        }
    }
    found
}
