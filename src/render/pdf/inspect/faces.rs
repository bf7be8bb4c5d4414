//! Faces: which fonts a file uses, and whether it brings them with it.

use lopdf::{Dictionary, Document, Object};
use serde::Serialize;

/// A font of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FaceUse {
    /// Without the tag of its subset.
    pub name: String,
    pub is_embedded: bool,
    pub is_subset: bool,
}

/// Every font that some page names, once.
pub(super) fn faces(document: &Document) -> Vec<FaceUse> {
    let mut faces: Vec<FaceUse> = vec![];
    for page in document.page_iter() {
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        faces.extend(fonts.values().map(|font| face(document, font)));
    }
    faces.sort();
    faces.dedup();
    faces
}

fn face(document: &Document, font: &Dictionary) -> FaceUse {
    let full = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
    let full = String::from_utf8_lossy(full).into_owned();
    let tag = full
        .split_once('+')
        .filter(|(tag, _)| tag.len() == 6 && tag.bytes().all(|it| it.is_ascii_uppercase()));
    let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let descendant =
        descendants.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let descriptor =
        descendant.unwrap_or(font).get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
    let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    FaceUse {
        name: tag.map_or_else(|| full.clone(), |(_, name)| name.to_owned()),
        is_embedded: descriptor.is_ok_and(|descriptor| files.iter().any(|file| descriptor.has(file))),
        is_subset: tag.is_some(),
    }
}

/// A face that is not embedded looks different on every machine.
pub(super) fn faults(faces: &[FaceUse]) -> Vec<String> {
    let absent = faces.iter().filter(|face| !face.is_embedded);
    absent.map(|face| format!("the face {} is not embedded", face.name)).collect()
}
