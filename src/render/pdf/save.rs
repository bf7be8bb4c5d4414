//! Saving: the object graph becomes bytes, small ones and always the same.

use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest as _, Sha256};

use super::compact::compact;

/// Writes `document` as PDF 1.7 with compressed object streams.
pub fn save(mut document: Document) -> Vec<u8> {
    "1.7".clone_into(&mut document.version);
    tidy(&mut document);
    compact(&mut document);
    document.compress();
    let identifier = identifier(&document);
    document.trailer.set("ID", vec![identifier.clone(), identifier]);
    write(document)
}

/// Removes the empty resources that the assembler gives every page.
fn tidy(document: &mut Document) {
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        let resources = document.get_dictionary(page).and_then(|page| page.get(b"Resources"));
        let Ok(id) = resources.and_then(Object::as_reference) else { continue };
        let resources = document.get_dictionary_mut(id).expect("the assembler wrote the resources");
        for empty in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
            resources.remove(empty);
        }
    }
    document.prune_objects();
    document.renumber_objects();
}

/// The file identifier: half the digest of everything that the file says (ISO 32000-1, 14.4
/// leaves its making open). The assembler's own comes from a counter of the process.
fn identifier(document: &Document) -> Object {
    let mut document = document.clone();
    document.trailer.remove(b"ID");
    let digest = Sha256::digest(write(document));
    Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal)
}

fn write(mut document: Document) -> Vec<u8> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(1000)
        .compression_level(9)
        .build();
    let mut bytes = vec![];
    document.save_with_options(&mut bytes, options).expect("writing to memory does not fail");
    bytes
}
