//! Prose: words that a text may hold as they are, because neither its template nor its Markdown reads anything in them.

/// Whether a name can be typed into a text and stands on the page as it was written. One that cannot is printed by the
/// fact that it belongs to.
pub fn is_plain(name: &str) -> bool {
    let is_entity = name.contains('&') && name.contains(';');
    let begins =
        name.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '“' | '《' | '（' | '「'));
    begins
        && !is_entity
        && !name.contains("  ")
        && !name.contains("![")
        && name.chars().all(is_read_as_itself)
}

/// Whether a character means nothing but itself, wherever in a line it stands.
fn is_read_as_itself(c: char) -> bool {
    let is_mark = matches!(
        c,
        ' ' | ',' | '.' | '(' | ')' | '/' | '-' | '\'' | '"' | '%' | '&' | ';' | ':' | '!' | '?' | '·' | '°'
    );
    // Marks of Chinese and of English sentences.
    is_mark
        || c.is_alphanumeric()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}')
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_name_is_plain_where_nothing_is_read_in_it() {
        for name in ["R&D经费", "年末常住人口", "执业（助理）医师数", "Beds per 1,000", "《公报》口径"]
        {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "比重%<b>",
            "{{ x }}",
            "人口|面积",
            "# 人口",
            "*人口*",
            "a_b",
            "&amp;人",
            "1. 人口",
            "- 人口",
            "人口\\",
            "",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
