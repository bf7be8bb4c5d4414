//! The sRGB profile that the output intent names, made here from the figures of the standard.
//!
//! A display profile of matrix and curve after ICC.1:2004-10 (version 4.2), some 600 bytes: the
//! primaries of IEC 61966-2-1 adapted to D50, and its transfer curve as a parametric function.

/// The illuminant of the profile connection space, D50, in 1/65536 (ICC.1:2004-10, 7.2.16).
const D50: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];

/// The columns of the matrix from linear sRGB to XYZ under D50, in 1/65536: the
/// chromaticities of IEC 61966-2-1 with the adaptation below applied.
const PRIMARIES: [(&[u8; 4], [i32; 3]); 3] =
    [(b"rXYZ", [28576, 14581, 912]), (b"gXYZ", [25239, 46983, 6361]), (b"bXYZ", [9375, 3972, 46787])];

/// The Bradford adaptation from D65 to D50, row by row, in 1/65536.
const ADAPTATION: [i32; 9] = [68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262];

/// The curve `(a x + b)^g` from `d` on and `c x` below: g, a, b, c, d in 1/65536.
const CURVE: [i32; 5] = [157_286, 62119, 3417, 5072, 2651];

/// The profile.
pub fn srgb() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", text("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", numbers(*b"XYZ ", &[], &D50)),
        (b"chad", numbers(*b"sf32", &[], &ADAPTATION)),
    ];
    tags.extend(PRIMARIES.map(|(name, xyz)| (name, numbers(*b"XYZ ", &[], &xyz))));
    // The three channels share one curve, of function type 3.
    let curve = numbers(*b"para", &[0, 3, 0, 0], &CURVE);

    let count = tags.len() + 3;
    let mut offset = HEADER + 4 + 12 * count;
    let mut table = be(count).to_vec();
    let mut data: Vec<u8> = vec![];
    for (name, tag) in &tags {
        table.extend([name.as_slice(), &be(offset), &be(tag.len())].concat());
        data.extend(tag);
        data.resize(data.len().next_multiple_of(4), 0);
        offset = HEADER + 4 + 12 * count + data.len();
    }
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        table.extend([name.as_slice(), &be(offset), &be(curve.len())].concat());
    }
    data.extend(curve);
    [header(HEADER + table.len() + data.len()), table, data].concat()
}

/// The length of the header, in bytes.
const HEADER: usize = 128;

/// The header (ICC.1:2004-10, 7.2).
fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &be(size));
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The day on which the profile was drawn up, 1 January 2025.
    put(24, &[0x07, 0xE9, 0, 1, 0, 1]);
    put(36, b"acsp");
    for (place, value) in D50.iter().enumerate() {
        put(68 + 4 * place, &value.to_be_bytes());
    }
    header
}

/// A tag of type `mluc` with one text in American English.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [b"mluc".as_slice(), &be(0), &be(1), &be(12), b"enUS", &be(units.len()), &be(28), &units].concat()
}

/// A tag of numbers in 1/65536.
fn numbers(kind: [u8; 4], before: &[u8], values: &[i32]) -> Vec<u8> {
    let mut tag = [kind.as_slice(), &be(0), before].concat();
    tag.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    tag
}

fn be(count: usize) -> [u8; 4] {
    u32::try_from(count).expect("the profile is small").to_be_bytes()
}
