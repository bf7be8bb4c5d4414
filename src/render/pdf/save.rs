//! Saving: the object graph becomes bytes, small ones and always the same.

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, StringFormat};
use sha2::{Digest as _, Sha256};

use super::sweep::sweep;

/// Writes `document` as PDF 1.7 with compressed object streams.
pub fn save(mut document: Document) -> Vec<u8> {
    "1.7".clone_into(&mut document.version);
    tidy(&mut document);
    compress(&mut document);
    let identifier = identifier(&document);
    document.trailer.set("ID", vec![identifier.clone(), identifier]);
    // Another number of objects a stream gives other streams, until none ends badly.
    let written = (1..=MOST_OBJECTS).rev().map(|objects| compress_xref(write(document.clone(), objects)));
    let is_clear = |file: &Vec<u8>| find(file, b"\r\nendstream").is_none();
    written.into_iter().find(is_clear).expect("one stream in 256 ends badly, not one in every division")
}

/// How many objects share a stream, at most.
const MOST_OBJECTS: usize = 2000;

/// Compresses every stream but the metadata, which tools find that know nothing of PDF
/// (ISO 16684-1).
///
/// The length of a stream must be what stands up to the end of line before `endstream`
/// (ISO 19005-3, 6.1.7.1), and a carriage return at its end would be read as part of that. One
/// compressed stream in 256 ends so: it is compressed once more.
pub fn compress(document: &mut Document) {
    let streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    for stream in streams.filter(|stream| !stream.dict.has_type(b"Metadata")) {
        // One that would not get shorter stays as it is.
        drop(stream.compress());
        while stream.content.ends_with(b"\r") {
            deflate(stream);
        }
    }
}

/// Puts one more compression around what a stream holds.
fn deflate(stream: &mut Stream) {
    let mut filters: Vec<Object> = vec!["FlateDecode".into()];
    match stream.dict.get(b"Filter") {
        Ok(Object::Array(inner)) => filters.extend(inner.iter().cloned()),
        Ok(inner) => filters.push(inner.clone()),
        Err(_) => {}
    }
    let mut packed = ZlibEncoder::new(vec![], Compression::best());
    packed.write_all(&stream.content).expect("writing to memory does not fail");
    stream.set_content(packed.finish().expect("writing to memory does not fail"));
    stream.dict.set("Filter", filters);
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
    sweep(document);
}

/// The file identifier: half the digest of everything that the file says (ISO 32000-1, 14.4
/// leaves its making open). The assembler's own comes from a counter of the process.
fn identifier(document: &Document) -> Object {
    let mut document = document.clone();
    document.trailer.remove(b"ID");
    let digest = Sha256::digest(write(document, MOST_OBJECTS));
    Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal)
}

fn write(mut document: Document, objects: usize) -> Vec<u8> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(objects)
        .compression_level(9)
        .build();
    let mut bytes = vec![];
    document.save_with_options(&mut bytes, options).expect("writing to memory does not fail");
    bytes
}

/// Compresses the cross-reference stream, which lopdf writes plain at the file's end: six bytes
/// in seven of it. A file that does not end as expected stays as it is.
fn compress_xref(mut file: Vec<u8>) -> Vec<u8> {
    if let Some((start, xref)) = compressed_xref(&file) {
        file.truncate(start);
        file.extend(xref);
    }
    file
}

/// Where the cross-reference stream starts, and the file's new end from there on.
fn compressed_xref(file: &[u8]) -> Option<(usize, Vec<u8>)> {
    let end = &file[file.len().saturating_sub(64)..];
    let (_, offset) = std::str::from_utf8(end.get(find(end, b"startxref")?..)?).ok()?.split_once('\n')?;
    let start: usize = offset.lines().next()?.parse().ok()?;
    let object = file.get(start..)?;
    let data = find(object, b"stream\n")? + b"stream\n".len();
    let head = std::str::from_utf8(&object[..data]).ok()?;
    let (before, after) = head.split_once("/Length ")?;
    let digits = after.find(|c: char| !c.is_ascii_digit())?;
    let length: usize = after[..digits].parse().ok()?;

    let mut stream = Stream::new(Dictionary::new(), object.get(data..data + length)?.to_vec());
    stream.compress().ok()?;
    stream.is_compressed().then_some(())?;
    let packed = stream.content.len();
    let head = format!("{before}/Filter/FlateDecode/Length {packed}{}", &after[digits..]);
    Some((start, [head.as_bytes(), &stream.content, &object[data + length..]].concat()))
}

/// Where `wanted` first stands in `bytes`.
pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
