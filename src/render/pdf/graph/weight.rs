//! The weight of a file: how much it holds unpacked, found before anything of it is kept.
//!
//! A few thousand bytes can unpack to gigabytes. Readers unpack what they come across; so all that looks
//! like a stream is unpacked once here, and forgotten.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::unpack::MOST;

/// The largest file that is looked into, in bytes: some hundred times a briefing.
const FILE: usize = 64 << 20;

/// What all streams of a file may hold, in bytes.
const ALL: u64 = 256 << 20;

/// How often what was unpacked is unpacked again.
const DEEPEST: usize = 4;

/// Refuses a file that is larger than any of ours could be, as it lies or unpacked.
///
/// # Errors
/// It is, in a few words.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    if bytes.len() > FILE {
        return Err(format!("it has {} MB, at most {} are read", bytes.len() >> 20, FILE >> 20));
    }
    let plain = unescaped(bytes);
    for filter in [b"/LZWDecode".as_slice(), b"/RunLengthDecode"] {
        if memmem::find(&plain, filter).is_some() {
            return Err("it is packed in a way that no file of ours is".to_owned());
        }
    }
    let mut held = 0;
    for start in streams(bytes) {
        held += weight(&bytes[start..]);
        if held > ALL {
            return Err(format!("its streams hold more than {} MB", ALL >> 20));
        }
    }
    Ok(())
}

/// Where something begins that may be a stream.
fn streams(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    const WORD: &[u8] = b"stream";
    memmem::find_iter(bytes, WORD)
        .map(|start| start + WORD.len())
        .map(|end| end + bytes[end..].iter().take(2).take_while(|it| matches!(it, b'\r' | b'\n')).count())
}

/// How much is packed there, at every depth; as far as one stream may hold.
fn weight(packed: &[u8]) -> u64 {
    let mut held = 0;
    let mut data = packed.to_vec();
    for _ in 0..DEEPEST {
        let Ok(head) = <[u8; 2]>::try_from(data.get(..2).unwrap_or_default()) else { break };
        // What zlib packs begins so (RFC 1950).
        if head[0] & 0x0F != 8 || u16::from_be_bytes(head) % 31 != 0 {
            break;
        }
        let mut next = vec![];
        // What is damaged further on is unpacked up to there, as readers do.
        let _ = ZlibDecoder::new(&data[..]).take(MOST + 1).read_to_end(&mut next);
        held += next.len() as u64;
        if next.len() as u64 > MOST {
            return ALL + 1;
        }
        data = next;
    }
    held
}

/// Names may have any of their characters written as `#` and two digits (ISO 32000-1, 7.3.5).
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|it| char::from(*it).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for sign in memchr::memchr_iter(b'#', bytes) {
        if sign < at {
            continue;
        }
        plain.extend(&bytes[at..sign]);
        at = sign;
        if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
            plain.push(u8::try_from(high << 4 | low).unwrap_or_default());
            at += 3;
        }
    }
    plain.extend(&bytes[at.min(bytes.len())..]);
    plain
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::ZlibEncoder};

    use super::check;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(vec![], Compression::best());
        packed.write_all(bytes).expect("writing to memory does not fail");
        packed.finish().expect("writing to memory does not fail")
    }

    fn file(stream: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n".as_slice(), stream, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn what_unpacks_to_more_than_any_file_of_ours_is_refused_however_often_it_is_packed() {
        let large = vec![0; 80 << 20];
        assert_eq!(check(&file(&packed(b"BT ET"))), Ok(()));
        for stream in [packed(&large), packed(&packed(&large))] {
            assert!(check(&file(&stream)).is_err_and(|fault| fault.contains("more than 256 MB")));
        }
        let hidden = b"<</Filter/L#5aWDecode>>";
        assert!(check(hidden).is_err_and(|fault| fault.contains("packed in a way")));
    }
}
