//! Saving: the object graph becomes bytes, small ones and always the same.

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, StringFormat};
use memchr::memmem;

use super::sweep::sweep;
use crate::inputs::sha256;

/// Writes `document` as PDF 1.7 with compressed object streams.
pub fn save(mut document: Document) -> Vec<u8> {
    "1.7".clone_into(&mut document.version);
    compress(&mut document);
    let place = Object::String(vec![0; IDENTIFIER], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![place.clone(), place]);
    // Another number of objects a stream gives other streams, until none ends badly.
    let written = (1..=MOST_OBJECTS).rev().map(|objects| compress_xref(write(&mut document, objects)));
    let is_clear = |file: &Vec<u8>| find(file, b"\r\nendstream").is_none();
    identified(
        written.into_iter().find(is_clear).expect("one stream in 256 ends badly, not one in every division"),
    )
}

/// How many objects share a stream, at most.
const MOST_OBJECTS: usize = 2000;

/// Compresses every stream but the metadata, which tools find that know nothing of PDF
/// (ISO 16684-1).
///
/// The length of a stream must be what stands up to the end of line before `endstream`
/// (ISO 19005-3, 6.1.7.1), and a carriage return at its end would be read as part of that. One
/// compressed stream in 256 ends so: it is compressed once more.
fn compress(document: &mut Document) {
    let streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    for stream in streams.filter(|stream| !stream.dict.has_type(b"Metadata")) {
        if !stream.dict.has(b"Filter") {
            let packed = deflated(stream);
            // One that would not get shorter stays as it is.
            if packed.content.len() + FILTER < stream.content.len() {
                *stream = packed;
            }
        }
        while stream.content.ends_with(b"\r") {
            *stream = deflated(stream);
        }
    }
}

/// What is written besides in the dictionary of a compressed stream: `/Filter/FlateDecode`.
const FILTER: usize = 19;

/// How hard is compressed: 9 takes half as long again and gains half a percent.
const LEVEL: u32 = 6;

/// A stream with one compression more around what it holds.
fn deflated(stream: &Stream) -> Stream {
    let mut filters: Vec<Object> = vec!["FlateDecode".into()];
    match stream.dict.get(b"Filter") {
        Ok(Object::Array(inner)) => filters.extend(inner.iter().cloned()),
        Ok(inner) => filters.push(inner.clone()),
        Err(_) => {}
    }
    let mut packed = ZlibEncoder::new(vec![], Compression::new(LEVEL));
    packed.write_all(&stream.content).expect("writing to memory does not fail");
    let mut dict = stream.dict.clone();
    dict.set("Filter", if filters.len() == 1 { filters.remove(0) } else { filters.into() });
    Stream::new(dict, packed.finish().expect("writing to memory does not fail"))
}

/// Removes the empty resources that the assembler gives every page, and what nothing leads to.
pub fn tidy(document: &mut Document) {
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        let resources = document.get_dictionary(page).and_then(|page| page.get(b"Resources"));
        let Ok(id) = resources.and_then(Object::as_reference) else { continue };
        let resources = document.get_dictionary_mut(id).expect("the assembler wrote the resources");
        // Pictures were put in by their names.
        let has_pictures = resources.get(b"XObject").and_then(Object::as_dict).is_ok_and(|it| !it.is_empty());
        if !has_pictures {
            resources.remove(b"XObject");
        }
        for empty in [b"ExtGState".as_slice(), b"Shading"] {
            resources.remove(empty);
        }
    }
    sweep(document);
}

/// Bytes of the file identifier.
const IDENTIFIER: usize = 16;

/// Puts the file identifier in its place, which is filled with zeros: half the digest of everything
/// that the file says (ISO 32000-1, 14.4 leaves its making open). The assembler's own comes from a
/// counter of the process.
fn identified(mut file: Vec<u8>) -> Vec<u8> {
    let place = format!("<{:032}>", 0).into_bytes();
    let identifier = format!("<{}>", &sha256(&file)[..2 * IDENTIFIER]).into_bytes();
    // The trailer is at the end, both halves side by side.
    let trailer = file.windows(2 * place.len()).rposition(|it| it == [&*place, &*place].concat());
    let start = trailer.expect("the trailer was written with room for the identifier");
    for half in file[start..].chunks_exact_mut(place.len()).take(2) {
        half.copy_from_slice(&identifier);
    }
    file
}

/// Writes the objects, that many a stream. The document's own numbers stay as they are.
fn write(document: &mut Document, objects: usize) -> Vec<u8> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(objects)
        .compression_level(LEVEL)
        .build();
    let (mut bytes, max_id) = (vec![], document.max_id);
    document.save_with_options(&mut bytes, options).expect("writing to memory does not fail");
    document.max_id = max_id;
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
    memmem::find(bytes, wanted)
}
