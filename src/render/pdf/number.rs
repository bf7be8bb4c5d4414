//! Numbers and strings as PDF writes them.

use lopdf::{Object, StringFormat};

/// A length in points, rounded to a hundredth: 3.5 µm, which no printer shows.
#[expect(clippy::cast_possible_truncation, reason = "a page is a few hundred points wide")]
pub fn point(length: f64) -> f32 {
    ((length * 100.0).round() / 100.0) as f32
}

/// A channel of a colour between 0 and 1, short but exact when read back as eight bits.
pub fn channel(value: u8) -> f32 {
    (f32::from(value) / 255.0 * 1000.0).round() / 1000.0
}

/// A text string (ISO 32000-1, 7.9.2.2).
pub fn text_object(text: &str) -> Object {
    let format = if text.is_ascii() { StringFormat::Literal } else { StringFormat::Hexadecimal };
    Object::String(text_bytes(text), format)
}

/// ASCII as it is, everything else in UTF-16 with a byte order mark.
fn text_bytes(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return text.as_bytes().to_vec();
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

/// An integer of the object graph, from a count or a position.
pub fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).expect("a document has fewer objects than an i64 counts"))
}
