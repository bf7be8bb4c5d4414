//! Values: what a file consists of (ISO 32000-1, 7.3), free of the library that read it.

use std::{collections::BTreeMap, fmt, io::Write as _};

/// The number and generation of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(pub u32, pub u32);

/// The entries of a dictionary by their keys.
pub type Dict = BTreeMap<Vec<u8>, Value>;

/// A value of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f32),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    /// A dictionary without what says how the stream is packed, and what it holds; nothing where it is
    /// packed in another way than this program packs.
    Stream(Dict, Option<Vec<u8>>),
    Ref(Id),
}

/// The entries of a stream without those that only say how it is packed (ISO 32000-1, table 5).
pub fn unpacked_entries(mut dict: Dict) -> Dict {
    for key in [b"Length".as_slice(), b"Filter", b"DecodeParms"] {
        dict.remove(key);
    }
    dict
}

impl Value {
    /// The dictionary that it is, that of a stream too.
    pub fn into_dict(self) -> Option<Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) => Some(dict),
            _ => None,
        }
    }

    /// The name that it is.
    pub fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The string that it is.
    pub fn as_text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The object that it refers to.
    pub fn as_ref(&self) -> Option<Id> {
        match self {
            Self::Ref(id) => Some(*id),
            _ => None,
        }
    }

    /// The number that it is.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "lengths of a page and counts of objects")]
            Self::Integer(number) => Some(*number as f64),
            Self::Real(number) => Some(f64::from(*number)),
            _ => None,
        }
    }

    /// Writes it so that different values are written differently; a reference as `name` writes it.
    ///
    /// `1` and `1.0` are one number, and numbers are what a page shows of them: 32 bits of a fraction.
    pub fn canonical(&self, out: &mut Vec<u8>, name: &mut impl FnMut(Id, &mut Vec<u8>)) {
        match self {
            Self::Null => out.push(b'_'),
            Self::Bool(value) => out.push(if *value { b't' } else { b'f' }),
            Self::Integer(number) => append(out, format_args!("i{number};")),
            Self::Real(number) if number.fract() == 0.0 && number.abs() < WHOLE => {
                #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2²⁴")]
                append(out, format_args!("i{};", *number as i64));
            }
            Self::Real(number) => append(out, format_args!("r{:08x};", number.to_bits())),
            Self::Name(name) => counted(b'/', name, out),
            Self::Text(text) => counted(b'(', text, out),
            Self::Array(parts) => {
                append(out, format_args!("[{};", parts.len()));
                parts.iter().for_each(|part| part.canonical(out, name));
            }
            Self::Dict(dict) => entries(dict, out, name),
            Self::Stream(dict, data) => {
                out.push(b's');
                entries(dict, out, name);
                match data {
                    Some(data) => counted(b'=', data, out),
                    None => out.push(b'?'),
                }
            }
            Self::Ref(id) => name(*id, out),
        }
    }
}

/// Every whole number below has 32 bits of its own as a fraction.
const WHOLE: f32 = 16_777_216.0;

/// Entries of null are no entries (ISO 32000-1, 7.3.7).
fn entries(dict: &Dict, out: &mut Vec<u8>, name: &mut impl FnMut(Id, &mut Vec<u8>)) {
    out.push(b'<');
    for (key, value) in dict.iter().filter(|(_, value)| **value != Value::Null) {
        counted(b'/', key, out);
        value.canonical(out, name);
    }
    out.push(b'>');
}

/// Writes bytes behind a sign and their number.
pub fn counted(sign: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(sign);
    append(out, format_args!("{};", bytes.len()));
    out.extend(bytes);
}

fn append(out: &mut Vec<u8>, what: fmt::Arguments<'_>) {
    out.write_fmt(what).expect("writing to memory does not fail");
}
