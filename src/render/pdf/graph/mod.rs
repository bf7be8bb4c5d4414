//! The graph: everything that the trailer of a file leads to, whichever library read it.
//!
//! `value → walk (facets) → digests`
//!
//! Two files with the same digests show and say the same, whatever their objects are numbered, in
//! which order they lie and how their streams are packed. Both sides come to the digests by the same
//! walk, but not by the same reader: a file is written as one library's objects (`written`) and read
//! back as another's (`read`).

mod agreement;
mod asides;
mod form;
mod read;
mod trailer;
mod unpack;
mod value;
mod walk;
pub mod weight;
mod written;

use std::collections::BTreeMap;

pub use self::{
    agreement::{described, disagreements},
    asides::{Asides, asides},
    form::misshapen,
    read::ReadGraph,
    trailer::trailer,
    value::{Dict, Id, Value},
    walk::{SEAL_FILE, contents, digest_of, facets, fonts, is_stamp, pages},
    written::WrittenGraph,
};
use crate::inputs::sha256;

/// A file as a graph of numbered objects.
pub trait Graph {
    /// The catalogue.
    fn root(&self) -> Id;
    /// What the file says of itself beside its XMP packet.
    fn info(&self) -> Option<Id>;
    /// An object by its number; null where there is none (ISO 32000-1, 7.3.10).
    fn get(&self, id: Id) -> Value;
    /// As [`Self::get`], but of a stream the dictionary alone: to unpack it takes time.
    fn head(&self, id: Id) -> Value;

    /// What a value is or leads to; of a stream the dictionary alone.
    fn resolve(&self, value: &Value) -> Value {
        let mut value = value.clone();
        // A reference to a reference is no PDF, but files are made by anybody.
        for _ in 0..8 {
            let Value::Ref(id) = value else { return value };
            value = self.head(id);
        }
        Value::Null
    }

    /// The dictionary of an object; an empty one if it has none.
    fn entries(&self, id: Id) -> Dict {
        self.head(id).into_dict().unwrap_or_default()
    }

    /// What a stream holds; nothing where it is none or packed otherwise than this program packs.
    fn data(&self, id: Id) -> Option<Vec<u8>> {
        match self.get(id) {
            Value::Stream(_, data) => data,
            _ => None,
        }
    }

    /// The dictionary that a value is or leads to; an empty one if it is none.
    fn dict_of(&self, value: &Value) -> Dict {
        self.resolve(value).into_dict().unwrap_or_default()
    }

    /// The dictionary that a key of `dict` is or leads to; an empty one if it is none.
    fn dict(&self, dict: &Dict, key: &[u8]) -> Dict {
        dict.get(key).map(|value| self.dict_of(value)).unwrap_or_default()
    }

    /// The array that a key of `dict` is or leads to; an empty one if it is none.
    fn array(&self, dict: &Dict, key: &[u8]) -> Vec<Value> {
        match dict.get(key).map(|value| self.resolve(value)) {
            Some(Value::Array(parts)) => parts,
            _ => vec![],
        }
    }
}

/// A side of a file that a reader meets by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The faces of its pages: programs, widths, encodings, and what the glyphs stand for.
    Faces,
    /// A page, counted from 0: boxes, contents, links.
    Page(usize),
    /// The tree that holds the pages in their order.
    PageTree,
    Outline,
    /// What a screen reader is told: the structure with its alternative texts.
    Structure,
    Destinations,
    Attachments,
    /// The XMP packet.
    Metadata,
    Info,
    /// Everything else that the catalogue leads to.
    Catalogue,
}

impl Facet {
    /// The name by which a seal keeps its digest.
    pub fn name(self) -> String {
        match self {
            Self::Faces => "faces".to_owned(),
            Self::Page(index) => format!("page {}", index + 1),
            Self::PageTree => "page tree".to_owned(),
            Self::Outline => "outline".to_owned(),
            Self::Structure => "structure".to_owned(),
            Self::Destinations => "destinations".to_owned(),
            Self::Attachments => "attachments".to_owned(),
            Self::Metadata => "metadata".to_owned(),
            Self::Info => "info".to_owned(),
            Self::Catalogue => "catalogue".to_owned(),
        }
    }
}

/// The digest of each facet of a file.
pub type Digests = BTreeMap<Facet, String>;

/// The digest of all facets.
pub fn whole(digests: &Digests) -> String {
    sha256(digests.values().map(String::as_str).collect::<String>().as_bytes())
}
