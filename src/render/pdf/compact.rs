//! Compacting: page contents say the same in fewer bytes.

use lopdf::{Document, Object, StringFormat, content::Content};

/// Joins the strings that the assembler writes a glyph each, and writes them as bytes instead of
/// hexadecimal digits: a sixth of a page's compressed size.
pub fn compact(document: &mut Document) {
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        let mut content = Content::decode(&document.get_page_content(page))
            .expect("the assembler wrote the page, with operators that are known");
        for operation in &mut content.operations {
            if operation.operator == "TJ"
                && let Some(Object::Array(items)) = operation.operands.first_mut()
            {
                *items = joined(std::mem::take(items));
            }
        }
        let content = content.encode().expect("writing to memory does not fail");
        document.change_page_content(page, content).expect("the page has its contents");
    }
}

/// Makes one string of those that follow each other.
fn joined(items: Vec<Object>) -> Vec<Object> {
    let mut joined: Vec<Object> = vec![];
    for item in items {
        match (joined.last_mut(), item) {
            (Some(Object::String(before, _)), Object::String(bytes, _)) => before.extend(bytes),
            (_, Object::String(bytes, _)) => joined.push(Object::String(bytes, StringFormat::Literal)),
            (_, number) => joined.push(number),
        }
    }
    joined
}
