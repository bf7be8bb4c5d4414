//! Numerals: the numbers of a text as they are printed.

/// The numerals of a text, in order: digits with the points and commas between them.
pub fn numerals(text: &str) -> Vec<String> {
    let mut found = vec![];
    let mut numeral = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() || !numeral.is_empty() && matches!(c, '.' | ',') {
            numeral.push(c);
        } else if !numeral.is_empty() {
            found.extend(between_marks(&numeral));
            numeral.clear();
        }
    }
    found
}

/// A point or comma belongs to a numeral only between two digits.
fn between_marks(run: &str) -> Vec<String> {
    let mut found = vec![];
    let mut rest = run;
    while let Some(end) = rest.find("..").or_else(|| rest.find(",,")).or_else(|| rest.find(",.")) {
        found.push(&rest[..end]);
        rest = &rest[end + 2..];
    }
    found.push(rest);
    let trimmed = found.into_iter().map(|it| it.trim_matches(['.', ',']).to_owned());
    trimmed.filter(|it| !it.is_empty()).collect()
}
