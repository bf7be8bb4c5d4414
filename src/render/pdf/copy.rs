//! Copies: a finished document with a stamp of its own on every page, locked if need be.
//!
//! `open once → draw the stamp → put together → encrypt`. Thousands of copies are made of one
//! document: its objects are written and compressed once, and lead to objects that only the copy
//! has, what is stamped and in which faces.

use std::collections::BTreeSet;

use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions, Stream,
    StringFormat,
    encryption::crypt_filters::{Aes256CryptFilter, CryptFilter},
};
use sha2::{Digest as _, Sha256};

use super::{
    assemble,
    fonts::{self, Subsets},
    graph::{WrittenGraph, facets, whole},
    number::point,
    page,
    parts::{Assembly, WrittenObjects},
    reread::STAMP,
    stamped::{self, SIGNATURE},
    sweep::collect_references,
    xmp,
};
use crate::{
    diag::Diagnostic,
    font::FontBook,
    frame::{item::Frame, page::Pages, stamp::Stamp},
    lang::Lang,
    signature::{Purpose, SigningKey},
};

/// A finished document that copies are made of.
pub struct Master {
    parts: WrittenObjects,
    trailer: Dictionary,
    /// The fonts of all its pages, by the names that the pages call them.
    fonts: Dictionary,
    own: Own,
    metadata: Metadata,
    /// The digest of all that it shows and says: a stamp bears it.
    digest: String,
    /// How many of its pages stand upright.
    upright: usize,
}

/// What the document says of itself.
struct Metadata {
    id: ObjectId,
    whole: Stream,
    /// Without the claim to be PDF/A, which forbids encryption (ISO 19005-3, 6.1.3). What is locked
    /// can still be read aloud: PDF/UA stays claimed.
    locked: Stream,
}

/// The objects that the pages lead to and every copy has of its own.
#[derive(Debug, Clone, Copy)]
struct Own {
    /// Drawn below the pages' content, and above that of the cover and of every other page.
    under: ObjectId,
    cover: ObjectId,
    page: ObjectId,
    /// As `under` and `page`, on pages that lie on their side; none in a document without.
    turned: Option<[ObjectId; 2]>,
    fonts: ObjectId,
}

impl Own {
    /// The streams that a stamp is drawn by, of so many upright pages.
    fn streams(&self, upright: usize) -> Vec<ObjectId> {
        let Self { under, cover, page, turned, .. } = *self;
        let used = [under, cover, page].into_iter().take(1 + upright.min(2));
        used.chain(turned.into_iter().flatten()).collect()
    }
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
    /// Opens a finished document, and makes room for stamps on its pages.
    ///
    /// # Errors
    /// What keeps it from being read, in a few words.
    pub fn open(bytes: &[u8]) -> Result<Self, String> {
        let mut document =
            Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
        let graph = WrittenGraph::of(&document).ok_or("it has no catalogue")?;
        let digest = whole(&facets(&graph));
        let [under, cover, page, list] = [(); 4].map(|()| document.new_object_id());
        let mut fonts = Dictionary::new();
        let leaves: Vec<ObjectId> = document.page_iter().collect();
        let are_turned = lying(&leaves.iter().map(|page| sides(&document, *page)).collect::<Vec<_>>());
        let turned = are_turned.contains(&true).then(|| [(); 2].map(|()| document.new_object_id()));
        let own = Own { under, cover, page, turned, fonts: list };
        let upright = are_turned.iter().filter(|is_turned| !**is_turned).count();
        for (index, (page, is_turned)) in leaves.into_iter().zip(are_turned).enumerate() {
            let layers = match own.turned.filter(|_| is_turned) {
                Some(layers) => layers,
                None => [own.under, if index == 0 { own.cover } else { own.page }],
            };
            make_room(&mut document, page, layers, own.fonts, &mut fonts)
                .map_err(|error| error.to_string())?;
        }
        let metadata = Metadata::take(&mut document).map_err(|error| error.to_string())?;
        let trailer = document.trailer.clone();
        // They belong to the cross-reference stream that the document came with.
        for key in [b"Type".as_slice(), b"W", b"Index", b"Filter", b"DecodeParms", b"Length", b"Prev"] {
            document.trailer.remove(key);
        }
        Ok(Self { parts: WrittenObjects::of(document), trailer, fonts, own, metadata, digest, upright })
    }

    /// Makes a copy with `stamp` on its pages, which `signer` stands behind.
    ///
    /// # Errors
    /// A face that cannot be cut down, or a password that cannot be used.
    pub fn copy(
        &self,
        stamp: Stamp,
        lang: Lang,
        fonts: &FontBook,
        protection: Option<&Protection>,
        signer: Option<&SigningKey>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut stamped = self.draw(stamp, lang, fonts, signer)?;
        let Metadata { id, whole, locked } = &self.metadata;
        let packet = if protection.is_some() { locked } else { whole };
        stamped.objects.insert(*id, Object::Stream(packet.clone()));
        let trailer = self.trailer_of(&stamped);
        let put_together = || {
            let lock = protection.map(lock).transpose()?;
            let mut copy = Assembly::new(lock.as_ref());
            copy.add(&self.parts)?;
            copy.add(&WrittenObjects::of(stamped))?;
            copy.finish(&trailer)
        };
        put_together()
            .map_err(|error| Diagnostic::error("protection", format!("cannot be encrypted: {error}")))
    }

    /// The objects that only this copy has.
    fn draw(
        &self,
        stamp: Stamp,
        lang: Lang,
        fonts: &FontBook,
        signer: Option<&SigningKey>,
    ) -> Result<Document, Diagnostic> {
        let opening = |frame: &Frame| {
            let [width, height] =
                [frame.size.width, frame.size.height].map(|it| f64::from(point(it.to_pt())));
            turning(width, height)
        };
        let Own { under, cover, page, turned, .. } = self.own;
        let sheet = Frame::new(stamp.cover.size);
        // Where each is drawn, and what opens what is turned.
        let mut layers =
            vec![(cover, None), (page, None), (under, Some(stamp.watermark.as_ref().map(opening)))];
        let mut pages = vec![stamp.cover, stamp.page, stamp.watermark.unwrap_or(sheet)];
        if let Some([under, over]) = turned {
            let sheet = Frame::new(stamp.turned_page.size);
            layers.extend([(over, None), (under, Some(stamp.turned_watermark.as_ref().map(opening)))]);
            pages.extend([stamp.turned_page, stamp.turned_watermark.unwrap_or(sheet)]);
        }
        let pages = Pages { pages, ..Pages::default() };
        let subsets = Subsets::of(&pages, fonts)?;
        let drawing = page::draw(&pages, lang, &subsets);
        let (mut drawn, _) = assemble(&drawing.pages, &subsets);
        fonts::describe(&mut drawn, &subsets);
        drawn.renumber_objects_with(self.parts.next_id);

        let sheets: Vec<ObjectId> = drawn.page_iter().collect();
        let mut list = Dictionary::new();
        sheets.iter().for_each(|sheet| collect_fonts(&drawn, *sheet, &mut list));
        let mut stamped = Document::new();
        stamped.max_id = self.parts.next_id;
        take_over(&drawn, &list, &mut stamped);
        for ((id, under), sheet) in layers.into_iter().zip(sheets) {
            let mut content = drawn.get_page_content(sheet);
            if let Some(opening) = under {
                // Without a watermark nothing is opened, and nothing may be closed: some viewers show a
                // page with a stray `Q` blank.
                content = match opening {
                    Some(opening) => [&*opening, &*content, b"\nQ"].concat(),
                    None => vec![],
                };
            }
            let mut stream = Stream::new(Dictionary::new(), content);
            // What does not get smaller stays as it is.
            drop(stream.compress());
            stamped.objects.insert(id, Object::Stream(stream));
        }
        self.vouch(&mut stamped, &list, signer);
        list.extend(&self.fonts);
        stamped.objects.insert(self.own.fonts, Object::Dictionary(list));
        Ok(stamped)
    }

    /// Lets what is stamped bear the digest of itself, of its faces, and of the document below, and the
    /// signature of that digest.
    fn vouch(&self, stamped: &mut Document, faces: &Dictionary, signer: Option<&SigningKey>) {
        let streams = self.own.streams(self.upright);
        let graph = WrittenGraph::part(stamped);
        let roots = streams.iter().map(|id| WrittenGraph::reference(*id)).collect();
        let digest = stamped::digest(&graph, roots, WrittenGraph::named(faces), &self.digest);
        let signature = signer.map(|key| key.sign(Purpose::Copy, &digest));
        for id in streams {
            if let Some(Object::Stream(stream)) = stamped.objects.get_mut(&id) {
                // A name: strings of a locked file's streams would have to be encrypted by themselves.
                stream.dict.set(STAMP, Object::Name(digest.clone().into_bytes()));
                if let Some(signature) = &signature {
                    stream.dict.set(SIGNATURE, stamped::names(signature));
                }
            }
        }
    }

    /// The trailer of a copy: its identifier keeps the half that says which document it is, and
    /// has another that says which copy (ISO 32000-1, 14.4).
    fn trailer_of(&self, stamped: &Document) -> Dictionary {
        let mut digest = Sha256::new();
        let Own { under, cover, page, turned, .. } = self.own;
        for id in [cover, page, under].into_iter().chain(turned.into_iter().flatten()) {
            if let Ok(stream) = stamped.get_object(id).and_then(Object::as_stream) {
                digest.update(&stream.content);
            }
        }
        let mut trailer = self.trailer.clone();
        if let Ok(Object::Array(halves)) = trailer.get_mut(b"ID")
            && let [_, second] = halves.as_mut_slice()
        {
            *second = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
        }
        trailer
    }
}

impl Metadata {
    /// Takes the packet out of a document: every copy has its own.
    fn take(document: &mut Document) -> lopdf::Result<Self> {
        let id = document.catalog()?.get(b"Metadata")?.as_reference()?;
        let whole = document.get_object(id)?.as_stream()?.clone();
        let packet = whole.get_plain_content()?;
        let mut locked = whole.clone();
        locked.set_plain_content(xmp::without_archive(&String::from_utf8_lossy(&packet)).into_bytes());
        document.objects.remove(&id);
        Ok(Self { id, whole, locked })
    }
}

/// How wide and how high a page is, as its box says.
fn sides(document: &Document, page: ObjectId) -> [f64; 2] {
    let sides =
        document.get_dictionary(page).and_then(|page| page.get_deref(b"MediaBox", document)?.as_array());
    let side = |at: usize| sides.as_ref().ok()?.get(at)?.as_float().ok().map(f64::from);
    [2, 3].map(|at| side(at).unwrap_or_default())
}

/// Which of the pages lie on their side, where the first stands upright.
pub(super) fn lying(pages: &[[f64; 2]]) -> Vec<bool> {
    let is_wide = |[width, height]: [f64; 2]| width > height;
    pages.iter().map(|page| is_wide(*page) != is_wide(pages[0])).collect()
}

/// Lets a page lead to what is stamped on it, below and above what it shows.
fn make_room(
    document: &mut Document,
    page: ObjectId,
    [under, over]: [ObjectId; 2],
    all_fonts: ObjectId,
    fonts: &mut Dictionary,
) -> lopdf::Result<()> {
    collect_fonts(document, page, fonts);
    let mut contents: Vec<Object> = vec![under.into()];
    contents.extend(document.get_page_contents(page).into_iter().map(Object::Reference));
    contents.push(over.into());
    let dict = document.get_dictionary_mut(page)?;
    dict.set("Contents", contents);
    let holder = dict.get(b"Resources").and_then(Object::as_reference).unwrap_or(page);
    let dict = document.get_dictionary_mut(holder)?;
    let resources = if dict.has(b"Resources") { dict.get_mut(b"Resources")?.as_dict_mut()? } else { dict };
    resources.set("Font", all_fonts);
    Ok(())
}

/// Adds the fonts of a page to `found`. Their names are made of what they hold: two pages mean the
/// same by one.
fn collect_fonts(document: &Document, page: ObjectId, found: &mut Dictionary) {
    let Ok((own, shared)) = document.get_page_resources(page) else { return };
    let shared = shared.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    for resources in own.into_iter().chain(shared) {
        if let Ok(list) = document.get_dict_in_dict(resources, b"Font") {
            list.iter().for_each(|(name, font)| found.set(name.clone(), font.clone()));
        }
    }
}

/// The operators that turn a sheet about its middle, so that its lines run up along its diagonal.
/// Lengths are points as the sheet's box says them.
pub(super) fn turning(width: f64, height: f64) -> Vec<u8> {
    let diagonal = (width * width + height * height).sqrt();
    let (cos, sin) = (width / diagonal, height / diagonal);
    let (x, y) = (width / 2.0, height / 2.0);
    let (across, up) = (x - x * cos + y * sin, y - x * sin - y * cos);
    format!("q\n{cos:.5} {sin:.5} {:.5} {cos:.5} {across:.3} {up:.3} cm\n", -sin).into_bytes()
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

/// Locks with AES-256 (ISO 32000-2, 7.6: revision 6).
fn lock(protection: &Protection) -> lopdf::Result<EncryptionState> {
    let filter: std::sync::Arc<dyn CryptFilter> = std::sync::Arc::new(Aes256CryptFilter);
    let name = b"StdCF".to_vec();
    EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: [(name.clone(), filter)].into(),
        file_encryption_key: &protection.key,
        stream_filter: name.clone(),
        string_filter: name,
        owner_password: protection.owner_password,
        user_password: protection.password,
        permissions: Permissions::all(),
    })
}
