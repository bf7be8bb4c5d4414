//! Attachments: files that travel inside a document (PDF/A-3, associated files).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::graph::SEAL_FILE;

/// A file to be put into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// `text/csv`
    pub mime: &'static str,
    pub description: String,
    pub bytes: Vec<u8>,
}

/// Puts files into a document, sorted by name.
///
/// # Errors
/// The document has no catalogue.
pub(super) fn attach(document: &mut Document, attachments: &[Attachment]) -> lopdf::Result<()> {
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    sorted.sort_by_key(|it| &it.name);
    let (mut names, mut associated) = (vec![], vec![]);
    for attachment in sorted {
        let file = Object::Reference(add(document, attachment));
        names.extend([text(&attachment.name), file.clone()]);
        associated.push(file);
    }
    let tree = document.add_object(dictionary! { "Names" => names });
    let catalog = document.catalog_mut()?;
    let mut by_name = catalog.get(b"Names").and_then(Object::as_dict).cloned().unwrap_or_default();
    by_name.set("EmbeddedFiles", tree);
    catalog.set("Names", by_name);
    catalog.set("AF", associated);
    Ok(())
}

/// Gives the file of that name its content.
pub(super) fn fill(document: &mut Document, name: &str, bytes: Vec<u8>) {
    let stream = document.objects.values().find_map(|object| {
        let file = object.as_dict().ok().filter(|file| file.has_type(b"Filespec"))?;
        (file.get(b"UF").ok()?.as_str().ok()? == name.as_bytes()).then_some(())?;
        file.get(b"EF").ok()?.as_dict().ok()?.get(b"F").ok()?.as_reference().ok()
    });
    let stream = stream.and_then(|id| document.get_object_mut(id).ok()?.as_stream_mut().ok());
    let stream = stream.expect("room was left for the file");
    stream.set_content(bytes);
}

/// Adds a file and its specification (ISO 19005-3, 6.8: both names, the relationship, the type).
fn add(document: &mut Document, attachment: &Attachment) -> ObjectId {
    let mut params = Dictionary::new();
    // What the seal's size is, is known when all else is.
    if attachment.name != SEAL_FILE {
        params.set("Size", i64::try_from(attachment.bytes.len()).unwrap_or(i64::MAX));
    }
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let info: Option<&Dictionary> = info.ok().and_then(|id| document.get_dictionary(id).ok());
    if let Some(date) = info.and_then(|info| info.get(b"ModDate").ok()) {
        params.set("ModDate", date.clone());
    }
    // An object of its own: a string within the stream's dictionary would have to be encrypted by itself.
    let params = document.add_object(params);
    let dict = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => Object::Name(attachment.mime.as_bytes().to_vec()),
        "Params" => params,
    };
    let stream = document.add_object(Stream::new(dict, attachment.bytes.clone()));
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text(&attachment.name),
        "UF" => text(&attachment.name),
        "Desc" => text(&attachment.description),
        "AFRelationship" => "Data",
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}

/// File names and descriptions of ours are ASCII.
fn text(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}
