//! Copies: a finished document with a stamp of its own on every page, locked if need be.
//!
//! `open once → graft the stamp's faces and drawing → encrypt → save`, without laying anything out
//! again: thousands of copies are made of one document.

use std::collections::BTreeSet;

use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions, Stream,
    encryption::crypt_filters::{Aes256CryptFilter, CryptFilter},
};

use super::{assemble, fonts, fonts::Subsets, page, reread::STAMP};
use crate::{
    diag::Diagnostic,
    doc::lang::Lang,
    font::FontBook,
    frame::{item::Frame, page::Pages},
};

/// A finished document that copies are made of.
pub struct Master {
    document: Document,
    pages: Vec<ObjectId>,
}

/// What is stamped on a copy; each frame is as large as the sheet.
pub struct Stamp {
    pub cover: Frame,
    /// On every other page.
    pub page: Frame,
}

/// What locks a copy.
pub struct Protection<'a> {
    /// Opens it.
    pub password: &'a str,
    /// Lifts every restriction; nobody needs to know it.
    pub owner_password: &'a str,
    /// 32 bytes that nobody can guess.
    pub key: [u8; 32],
}

impl Master {
    /// Opens a finished document.
    ///
    /// # Errors
    /// What keeps it from being read, in a few words.
    pub fn open(bytes: &[u8]) -> Result<Self, String> {
        let mut document =
            Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
        // They belong to the cross-reference stream that the document came with.
        for key in [b"Type".as_slice(), b"W", b"Index", b"Filter", b"DecodeParms", b"Length", b"Prev"] {
            document.trailer.remove(key);
        }
        let pages = document.page_iter().collect();
        Ok(Self { document, pages })
    }

    /// Makes a copy with `stamp` on its pages.
    ///
    /// # Errors
    /// A face that cannot be cut down, or a password that cannot be used.
    pub fn copy(
        &self,
        stamp: Stamp,
        lang: Lang,
        fonts: &FontBook,
        protection: Option<&Protection>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut document = self.document.clone();
        let grafted = Graft::onto(&mut document, stamp, lang, fonts)?;
        for (index, page) in self.pages.iter().enumerate() {
            grafted.stamp(&mut document, *page, index == 0);
        }
        if let Some(protection) = protection {
            protect(&mut document, protection)
                .map_err(|error| Diagnostic::error("protection", format!("cannot be encrypted: {error}")))?;
        }
        let mut bytes = vec![];
        // Classic cross-references: an encrypted file breaks with object streams.
        document.save_to(&mut bytes).expect("writing to memory does not fail");
        Ok(bytes)
    }
}

/// A stamp that has become part of a document.
struct Graft {
    cover: ObjectId,
    page: ObjectId,
    /// The names and objects of its fonts.
    fonts: Dictionary,
}

impl Graft {
    /// Draws the stamp and takes its fonts and its content streams over into `document`.
    fn onto(document: &mut Document, stamp: Stamp, lang: Lang, fonts: &FontBook) -> Result<Self, Diagnostic> {
        let pages = Pages { pages: vec![stamp.cover, stamp.page], outline: vec![] };
        let subsets = Subsets::of(&pages, fonts)?;
        let drawing = page::draw(&pages, lang, &subsets);
        let (mut drawn, _) = assemble(drawing.pages, &subsets);
        fonts::describe(&mut drawn, &subsets);
        drawn.renumber_objects_with(document.max_id + 1);

        let sheets: Vec<ObjectId> = drawn.page_iter().collect();
        let mut found = Dictionary::new();
        for sheet in &sheets {
            let resources = drawn.get_page_resources(*sheet).ok();
            let lists = resources.into_iter().flat_map(|(own, shared)| {
                let shared = shared.into_iter().filter_map(|id| drawn.get_dictionary(id).ok());
                own.into_iter().chain(shared).collect::<Vec<_>>()
            });
            for list in lists.filter_map(|it| drawn.get_dict_in_dict(it, b"Font").ok()) {
                list.iter().for_each(|(name, font)| found.set(name.clone(), font.clone()));
            }
        }
        take_over(&drawn, &found, document);
        let [cover, page] = [0, 1].map(|index| {
            let content = sheets.get(index).map(|sheet| drawn.get_page_content(*sheet)).unwrap_or_default();
            let mut stream = Stream::new(Dictionary::new(), content);
            stream.dict.set(STAMP, true);
            document.add_object(stream)
        });
        Ok(Self { cover, page, fonts: found })
    }

    /// Puts the stamp in front of what a page shows.
    fn stamp(&self, document: &mut Document, page: ObjectId, is_cover: bool) {
        let mut contents: Vec<Object> =
            document.get_page_contents(page).into_iter().map(Object::Reference).collect();
        contents.push(Object::Reference(if is_cover { self.cover } else { self.page }));
        let Ok(dict) = document.get_dictionary_mut(page) else { return };
        dict.set("Contents", contents);
        let holder = dict.get(b"Resources").and_then(Object::as_reference).unwrap_or(page);
        let Ok(resources) = resources_of(document, holder) else { return };
        match resources.get(b"Font").cloned() {
            Ok(Object::Reference(list)) => {
                if let Ok(list) = document.get_dictionary_mut(list) {
                    self.add_to(list);
                }
            }
            list => {
                let mut list = list.and_then(|it| it.as_dict().cloned()).unwrap_or_default();
                self.add_to(&mut list);
                resources.set("Font", list);
            }
        }
    }

    fn add_to(&self, list: &mut Dictionary) {
        self.fonts.iter().for_each(|(name, font)| list.set(name.clone(), font.clone()));
    }
}

/// The resources that `holder` is, or that it has if it is a page.
fn resources_of(document: &mut Document, holder: ObjectId) -> lopdf::Result<&mut Dictionary> {
    let dict = document.get_dictionary_mut(holder)?;
    if dict.has(b"Resources") { dict.get_mut(b"Resources")?.as_dict_mut() } else { Ok(dict) }
}

/// Copies everything that `fonts` lead to, marked as part of the stamp.
fn take_over(from: &Document, fonts: &Dictionary, to: &mut Document) {
    let mut waiting: Vec<ObjectId> = fonts.iter().filter_map(|(_, font)| font.as_reference().ok()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let Some(object) = from.objects.get(&id).filter(|_| seen.insert(id)) else { continue };
        collect_references(object, &mut waiting);
        let mut object = object.clone();
        match &mut object {
            Object::Dictionary(dict) => dict.set(STAMP, true),
            Object::Stream(stream) => drop(stream.compress()),
            _ => {}
        }
        to.objects.insert(id, object);
        to.max_id = to.max_id.max(id.0);
    }
}

/// Adds the objects that `object` refers to.
pub(super) fn collect_references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(parts) => parts.iter().for_each(|part| collect_references(part, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect_references(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| collect_references(value, found)),
        _ => {}
    }
}

/// Locks a document with AES-256 (ISO 32000-2, 7.6: revision 6).
fn protect(document: &mut Document, protection: &Protection) -> lopdf::Result<()> {
    let filter: std::sync::Arc<dyn CryptFilter> = std::sync::Arc::new(Aes256CryptFilter);
    let name = b"StdCF".to_vec();
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: [(name.clone(), filter)].into(),
        file_encryption_key: &protection.key,
        stream_filter: name.clone(),
        string_filter: name,
        owner_password: protection.owner_password,
        user_password: protection.password,
        permissions: Permissions::all(),
    })?;
    document.encrypt(&state)?;
    // Poppler wants the length of the key, which revision 6 fixes, to be said.
    let id = document.trailer.get(b"Encrypt")?.as_reference()?;
    document.get_dictionary_mut(id)?.set("Length", 256);
    Ok(())
}
