//! Unpacking: what a stream holds, if it is packed as this program and common tools pack it.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::value::Value;

/// How much a stream may hold, in bytes: some hundred times the largest of a briefing.
pub const MOST: u64 = 64 << 20;

/// How often a stream may be packed; this program packs twice at most.
const DEEPEST: usize = 4;

/// What a stream holds; nothing where it is packed otherwise than with `FlateDecode` and no more to it,
/// or holds more than [`MOST`] bytes.
///
/// What another filter or a predictor gives is a matter of the viewer, and nothing that the same file
/// may show differently can be vouched for.
pub fn unpacked(content: &[u8], filter: Option<&Value>, parameters: Option<&Value>) -> Option<Vec<u8>> {
    let names: &[Value] = match filter {
        None | Some(Value::Null) => &[],
        Some(Value::Array(names)) => names,
        Some(name) => std::slice::from_ref(name),
    };
    let is_plain = parameters.is_none_or(|it| *it == Value::Null);
    let is_ours = |name: &Value| name.as_name() == Some(b"FlateDecode");
    if !is_plain || names.len() > DEEPEST || !names.iter().all(is_ours) {
        return None;
    }
    // Common tools write an empty stream so, which zlib's is not.
    if content.is_empty() {
        return Some(vec![]);
    }
    names.iter().try_fold(content.to_vec(), |packed, _| inflated(&packed))
}

/// What zlib holds, the whole of it.
fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    let mut data = vec![];
    let read = ZlibDecoder::new(packed).take(MOST + 1).read_to_end(&mut data);
    (read.is_ok() && data.len() as u64 <= MOST).then_some(data)
}
