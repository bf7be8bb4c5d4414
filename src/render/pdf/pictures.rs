//! Pictures: the dots of each as an image XObject (ISO 32000-1, 8.9.5), which pages share.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::number::integer;
use crate::picture::Picture;

/// The name of a picture in a page's resources, by its position among the document's.
pub fn name(nth: usize) -> String {
    format!("Picture{nth}")
}

/// Puts the pictures into the document, within reach of every page. Where there are none, nothing changes.
pub fn write(document: &mut Document, pages: &[ObjectId], pictures: &[Picture]) {
    if pictures.is_empty() {
        return;
    }
    let mut named = Dictionary::new();
    for (nth, picture) in pictures.iter().enumerate() {
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => integer(picture.width as usize),
            "Height" => integer(picture.height as usize),
            "ColorSpace" => "DeviceRGB",
            "BitsPerComponent" => integer(8),
        };
        let id = document.add_object(Stream::new(dict, picture.dots.to_vec()));
        named.set(name(nth), id);
    }
    for page in pages {
        let dict = document.get_dictionary(*page).expect("the assembler wrote every page");
        let shared = dict.get(b"Resources").and_then(Object::as_reference).ok();
        let holder = shared.unwrap_or(*page);
        let dict = document.get_dictionary_mut(holder).expect("what a page refers to is there");
        if shared.is_some() {
            dict.set("XObject", named.clone());
        } else if let Ok(resources) = dict.get_mut(b"Resources").and_then(Object::as_dict_mut) {
            resources.set("XObject", named.clone());
        }
    }
}
