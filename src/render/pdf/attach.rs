//! Attachments: files that travel inside a document (PDF/A-3, associated files).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::save;

/// A file to be put into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// `text/csv`
    pub mime: &'static str,
    pub description: String,
    pub bytes: Vec<u8>,
}

/// Puts files into a finished document, sorted by name. The same files give the same bytes.
///
/// # Errors
/// What keeps the document from being read, in a few words.
pub fn attach(bytes: &[u8], attachments: &[Attachment]) -> Result<Vec<u8>, String> {
    let mut document = Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    sorted.sort_by_key(|it| &it.name);
    let (mut names, mut associated) = (vec![], vec![]);
    for attachment in sorted {
        let file = Object::Reference(add(&mut document, attachment));
        names.extend([text(&attachment.name), file.clone()]);
        associated.push(file);
    }
    let tree = document.add_object(dictionary! { "Names" => names });
    let catalog = document.catalog_mut().map_err(|error| error.to_string())?;
    let mut by_name = catalog.get(b"Names").and_then(Object::as_dict).cloned().unwrap_or_default();
    by_name.set("EmbeddedFiles", tree);
    catalog.set("Names", by_name);
    catalog.set("AF", associated);
    Ok(save::save(document))
}

/// Adds a file and its specification (ISO 19005-3, 6.8: both names, the relationship, the type).
fn add(document: &mut Document, attachment: &Attachment) -> ObjectId {
    let size = i64::try_from(attachment.bytes.len()).unwrap_or(i64::MAX);
    let mut params = dictionary! { "Size" => size };
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let info: Option<&Dictionary> = info.ok().and_then(|id| document.get_dictionary(id).ok());
    if let Some(date) = info.and_then(|info| info.get(b"ModDate").ok()) {
        params.set("ModDate", date.clone());
    }
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

/// The files inside a document, by name.
pub(super) fn attached(document: &Document) -> Vec<(String, Vec<u8>)> {
    let files = document.catalog().and_then(|catalog| catalog.get(b"AF")).and_then(Object::as_array);
    let file = |object: &Object| {
        let file = document.get_dictionary(object.as_reference().ok()?).ok()?;
        let name = lopdf::decode_text_string(file.get(b"UF").ok()?).ok()?;
        let id = file.get(b"EF").ok()?.as_dict().ok()?.get(b"F").ok()?.as_reference().ok()?;
        let stream = document.get_object(id).ok()?.as_stream().ok()?;
        Some((name, stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())))
    };
    files.map(|files| files.iter().filter_map(file).collect()).unwrap_or_default()
}
