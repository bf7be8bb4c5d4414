//! What the parts of a workbook's archive have in common as XML.

use std::io::{Cursor, Read as _};

use quick_xml::{
    XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart},
};
use zip::ZipArchive;

use super::limits;

/// A part of the archive as text; `None` where there is none. How large it is was checked before.
pub fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name(name).ok()?.take(limits::PART).read_to_string(&mut text).ok()?;
    Some(text)
}

/// An attribute by its local name.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|it| it.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), Into::into))
}

/// The character that a reference stands for.
pub fn character(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_predefined_entity(reference).unwrap_or_default().to_owned(),
    }
}

/// A text in the raised characters of Unicode, so that it stays a mark; what has none of these in brackets
/// behind a caret.
pub fn raised(text: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let one = |c: char| match c {
        '0'..='9' => c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize).copied()),
        'a' => Some('ᵃ'),
        'b' => Some('ᵇ'),
        'c' => Some('ᶜ'),
        'd' => Some('ᵈ'),
        'e' => Some('ᵉ'),
        'f' => Some('ᶠ'),
        'p' => Some('ᵖ'),
        'r' => Some('ʳ'),
        '+' => Some('⁺'),
        '(' => Some('⁽'),
        ')' => Some('⁾'),
        '*' | '†' | '‡' | ' ' => Some(c),
        _ => None,
    };
    text.chars().map(one).collect::<Option<String>>().unwrap_or_else(|| format!("^({text})"))
}
