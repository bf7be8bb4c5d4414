//! The trailer: where a reader of the file begins.

use hayro_syntax::object::{Dict as Entries, FromBytes as _, ObjRef};
use memchr::memmem;

use super::value::Id;

/// What the trailer leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trailer {
    pub root: Id,
    pub info: Option<Id>,
}

/// What is told of a file that cannot be opened.
const DAMAGED: &str = "it cannot be opened: it is no PDF, or damaged";
const APPENDED: &str = "something was appended to it after it was written";

/// Reads the trailer of a file that was written in one piece.
///
/// A file that something was appended to has several, and its viewers decide which objects count.
///
/// # Errors
/// It has none, or several, or is encrypted, in a few words.
pub fn trailer(bytes: &[u8]) -> Result<Trailer, String> {
    const START: &[u8] = b"startxref";
    let mut starts = places(bytes, START);
    let start = starts.next().ok_or(DAMAGED)?;
    if starts.next().is_some() {
        return Err(APPENDED.to_owned());
    }
    // Some viewers look for objects and trailers wherever they stand.
    let end = bytes[start..].trim_ascii_end();
    if memmem::find(end, b"%%EOF").is_none_or(|at| at + b"%%EOF".len() < end.len()) {
        return Err(APPENDED.to_owned());
    }
    let digits = bytes[start + START.len()..].trim_ascii_start();
    let digits = &digits[..digits.iter().take_while(|it| it.is_ascii_digit()).count()];
    let table: usize = std::str::from_utf8(digits).ok().and_then(|it| it.parse().ok()).ok_or(DAMAGED)?;
    let table = bytes.get(table..start).ok_or(DAMAGED)?;
    // A table is followed by the word and the dictionary; a stream begins with its own.
    let dict = if table.trim_ascii_start().starts_with(b"xref") {
        let mut trailers = places(table, b"trailer");
        let first = trailers.next();
        if trailers.next().is_some() {
            return Err(APPENDED.to_owned());
        }
        first.and_then(|at| table.get(at + b"trailer".len()..))
    } else {
        places(table, b"<<").next().filter(|at| *at < 64).and_then(|at| table.get(at..))
    };
    let dict = dict.and_then(|bytes| Entries::from_bytes(bytes.trim_ascii_start())).ok_or(DAMAGED)?;
    if dict.contains_key(b"Encrypt") {
        return Err("it is encrypted: open it with its password and save it without".to_owned());
    }
    if dict.contains_key(b"Prev") || dict.contains_key(b"XRefStm") {
        return Err(APPENDED.to_owned());
    }
    let id = |to: ObjRef| Id(to.obj_number, u32::try_from(to.gen_number).unwrap_or(u32::MAX));
    let root = dict.get_ref(b"Root").map(id).ok_or("it cannot be opened: it has no catalogue")?;
    Ok(Trailer { root, info: dict.get_ref(b"Info").map(id) })
}

/// Where `wanted` stands in `bytes`.
fn places<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(bytes, wanted)
}
