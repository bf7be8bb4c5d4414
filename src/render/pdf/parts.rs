//! Parts: the bodies of files, written once, so that many files can be put together from them.
//!
//! Whatever is no stream lies packed in an object stream (ISO 32000-1, 7.5.7), so that streams are
//! all that a part consists of; to encrypt a file is to encrypt each of them as a whole.

use lopdf::{Dictionary, Document, EncryptionState, Object, ObjectId, SaveOptions, Stream, xref::XrefEntry};

use super::save::find;

/// Objects of a file, written and compressed.
pub(super) struct WrittenObjects {
    streams: Vec<CutStream>,
    /// Object, the object stream that it is packed in, and its position there.
    packed: Vec<(u32, u32, u16)>,
    /// The first number that no object has.
    pub next_id: u32,
}

/// A stream, cut where its length is written.
struct CutStream {
    id: u32,
    /// `12 0 obj\n<</Filter/FlateDecode/Length `
    head: Vec<u8>,
    content: Vec<u8>,
    /// From behind the length to `stream\n`.
    tail: Vec<u8>,
}

impl WrittenObjects {
    /// Writes the objects of `document`.
    pub fn of(mut document: Document) -> Self {
        let options = SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true)
            .max_objects_per_stream(1000)
            .compression_level(9)
            .build();
        let mut bytes = vec![];
        document.save_with_options(&mut bytes, options).expect("writing to memory does not fail");
        let written = Document::load_mem(&bytes).expect("what was written a moment ago can be read");

        let entries = &written.reference_table.entries;
        let mut packed = vec![];
        let mut places = vec![];
        for (&id, entry) in entries {
            match *entry {
                XrefEntry::Normal { offset, .. } => places.push((offset as usize, id)),
                XrefEntry::Compressed { container, index } => packed.push((id, container, index)),
                _ => {}
            }
        }
        places.sort_unstable();
        let ends = places.iter().skip(1).map(|it| it.0).chain([bytes.len()]);
        let parts =
            places.iter().zip(ends).filter_map(|(&(start, id), end)| CutStream::cut(id, &bytes[start..end]));
        // Behind all others stands the cross-reference stream, which each file has of its own.
        let streams = parts.filter(|part| find(&part.head, b"/XRef").is_none()).collect();
        Self { streams, packed, next_id: document.max_id + 1 }
    }
}

impl CutStream {
    fn cut(id: u32, object: &[u8]) -> Option<Self> {
        let start = find(object, b"stream\n")? + b"stream\n".len();
        let key = find(&object[..start], b"/Length ")? + b"/Length ".len();
        let digits = object[key..start].iter().take_while(|it| it.is_ascii_digit()).count();
        let length: usize = std::str::from_utf8(&object[key..key + digits]).ok()?.parse().ok()?;
        Some(Self {
            id,
            head: object[..key].to_vec(),
            tail: object[key + digits..start].to_vec(),
            content: object.get(start..start + length)?.to_vec(),
        })
    }
}

/// The end of a stream. What stands before the two characters of this end of line is the stream, even
/// if it ends in one of them (ISO 19005-3, 6.1.7.1).
const END: &[u8] = b"\r\nendstream\nendobj\n";

/// A file that is being put together.
pub(super) struct Assembly<'a> {
    bytes: Vec<u8>,
    lock: Option<&'a EncryptionState>,
    /// Type, place or container, generation or position of every object, by its number.
    entries: Vec<(u8, u32, u16)>,
}

impl<'a> Assembly<'a> {
    /// Starts a file; with a lock its streams are encrypted.
    pub fn new(lock: Option<&'a EncryptionState>) -> Self {
        // The second line tells programs that copy files that this one is no text.
        Self { bytes: b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n".to_vec(), lock, entries: vec![(0, 0, u16::MAX)] }
    }

    /// Adds the objects of `parts`.
    ///
    /// # Errors
    /// A stream that cannot be encrypted.
    pub fn add(&mut self, parts: &WrittenObjects) -> lopdf::Result<()> {
        for part in &parts.streams {
            let encrypted = self.lock.map(|lock| encrypt(lock, &part.content)).transpose()?;
            self.put(part, encrypted.as_ref().unwrap_or(&part.content));
        }
        for &(id, container, index) in &parts.packed {
            *self.entry(id) = (2, container, index);
        }
        Ok(())
    }

    /// Ends the file: the lock, the cross-references, the trailer.
    pub fn finish(mut self, trailer: &Dictionary) -> lopdf::Result<Vec<u8>> {
        let mut dict = Dictionary::new();
        for key in [b"Root".as_slice(), b"Info", b"ID"] {
            if let Ok(value) = trailer.get(key) {
                dict.set(key, value.clone());
            }
        }
        if let Some(lock) = self.lock {
            let mut description = lock.encode()?;
            // Poppler wants the length of the key, which revision 6 fixes, to be said.
            description.set("Length", 256);
            let id = self.append(&Object::Dictionary(description))?;
            dict.set("Encrypt", id);
        }
        let start = self.bytes.len();
        let id = self.next_id();
        // The table lists itself, too.
        self.enter(id.0);
        dict.set("Type", "XRef");
        dict.set("Size", i64::from(id.0) + 1);
        dict.set("W", vec![1.into(), 4.into(), 2.into()]);
        let table = self.entries.iter().flat_map(|(kind, place, rest)| {
            [&[*kind][..], &place.to_be_bytes(), &rest.to_be_bytes()].concat()
        });
        let mut stream = Stream::new(dict, table.collect());
        stream.compress()?;
        let table =
            CutStream::cut(id.0, &written(id, &Object::Stream(stream))?).expect("a stream was written");
        self.put(&table, &table.content);
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
        Ok(self.bytes)
    }

    /// Adds a stream with that content.
    fn put(&mut self, part: &CutStream, content: &[u8]) {
        self.enter(part.id);
        self.bytes.extend(&part.head);
        self.bytes.extend(content.len().to_string().into_bytes());
        self.bytes.extend(&part.tail);
        self.bytes.extend(content);
        self.bytes.extend(END);
    }

    /// Adds an object as it is.
    fn append(&mut self, object: &Object) -> lopdf::Result<ObjectId> {
        let id = self.next_id();
        self.enter(id.0);
        self.bytes.extend(written(id, object)?);
        Ok(id)
    }

    fn next_id(&self) -> ObjectId {
        (u32::try_from(self.entries.len()).expect("a file has a few thousand objects"), 0)
    }

    /// Notes that the object of that number begins here.
    fn enter(&mut self, id: u32) {
        let place = u32::try_from(self.bytes.len()).expect("a briefing is smaller than 4 GiB");
        *self.entry(id) = (1, place, 0);
    }

    /// The entry of a number; those that no object has are free.
    fn entry(&mut self, id: u32) -> &mut (u8, u32, u16) {
        let index = id as usize;
        if self.entries.len() <= index {
            self.entries.resize(index + 1, (0, 0, 0));
        }
        &mut self.entries[index]
    }
}

/// AES-256 takes the file's key for every object (ISO 32000-2, 7.6.3.3).
fn encrypt(lock: &EncryptionState, content: &[u8]) -> lopdf::Result<Vec<u8>> {
    Ok(lock.get_stream_filter().encrypt(lock.file_encryption_key(), content)?)
}

/// An object as it stands in a file.
fn written(id: ObjectId, object: &Object) -> lopdf::Result<Vec<u8>> {
    let mut document = Document::new();
    document.objects.insert(id, object.clone());
    // lopdf leaves the cross-references of a file that it read out: it writes its own.
    let kind = b"/Type/XRef".as_slice();
    if let Object::Stream(stream) = object
        && stream.dict.has_type(b"XRef")
    {
        let mut named = stream.clone();
        named.dict.remove(b"Type");
        let bytes = written(id, &Object::Stream(named))?;
        let start = find(&bytes, b"<<").map_or(0, |it| it + 2);
        return Ok([&bytes[..start], kind, &bytes[start..]].concat());
    }
    let mut bytes = vec![];
    document.save_to(&mut bytes)?;
    let head = format!("{} {} obj\n", id.0, id.1).into_bytes();
    let start = find(&bytes, &head).unwrap_or(0);
    let end = find(&bytes[start..], b"\nendobj\n").map_or(bytes.len(), |it| start + it);
    Ok([&bytes[start..end], b"\nendobj\n"].concat())
}
