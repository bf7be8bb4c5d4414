//! Compacting: what the pages show, in fewer bytes.
//!
//! The assembler writes each glyph as a string of its own, in hexadecimal, and moves of the pen to
//! seven digits. Side by side, in bytes and in whole thousandths of an em, the same text takes a
//! tenth less once it is compressed.

use lopdf::{
    Document, Object, ObjectId, StringFormat,
    content::{Content, Operation},
};

/// Writes the content of `pages` anew; what cannot be read stays as it is.
pub fn compact(document: &mut Document, pages: &[ObjectId]) {
    let contents: Vec<ObjectId> = pages.iter().flat_map(|page| document.get_page_contents(*page)).collect();
    for id in contents {
        let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) else { continue };
        let Ok(mut content) = stream.get_plain_content().and_then(|it| Content::decode(&it)) else {
            continue;
        };
        content.operations.iter_mut().filter(|it| it.operator == "TJ").for_each(compact_text);
        if let Ok(bytes) = content.encode() {
            stream.set_plain_content(bytes);
        }
    }
}

/// Joins the strings of a line that nothing parts. What rounding takes from a move of the pen goes to
/// the next one, so that no glyph is more than half a thousandth of an em off its place.
fn compact_text(operation: &mut Operation) {
    let Some(Object::Array(parts)) = operation.operands.first_mut() else { return };
    let mut joined: Vec<Object> = vec![];
    let mut rest = 0.0;
    for part in parts.drain(..) {
        match (part, joined.last_mut()) {
            (Object::String(bytes, _), Some(Object::String(before, _))) => before.extend(bytes),
            (Object::String(bytes, _), _) => joined.push(Object::String(bytes, StringFormat::Literal)),
            (number, _) => {
                let wanted = number.as_float().map_or(0.0, f64::from) + rest;
                let moved = whole(wanted);
                rest = wanted - f64::from(moved);
                if moved != 0 {
                    joined.push(Object::Integer(moved.into()));
                }
            }
        }
    }
    *parts = joined;
}

#[expect(clippy::cast_possible_truncation, reason = "a page is a few hundred ems wide")]
fn whole(move_of_pen: f64) -> i32 {
    move_of_pen.round() as i32
}
