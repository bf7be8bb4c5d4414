//! Which way up a camera was held (Exif 2.3, 4.6.4: Orientation, tag 0x0112).

/// Whether a JPEG asks to be turned before it is shown.
pub fn is_turned(bytes: &[u8]) -> bool {
    orientation(bytes).is_some_and(|it| it != 1)
}

fn orientation(bytes: &[u8]) -> Option<u16> {
    let mut at = 2;
    // Segments: a marker, then their length with itself in it (ISO 10918-1, B.1.1.4).
    while let [0xFF, marker, high, low] = *bytes.get(at..at + 4)? {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let body = bytes.get(at + 4..at + 2 + length)?;
        if marker == 0xE1
            && let Some(tiff) = body.strip_prefix(b"Exif\0\0")
        {
            return of_tiff(tiff);
        }
        if marker == 0xDA {
            return None;
        }
        at += 2 + length;
    }
    None
}

fn of_tiff(tiff: &[u8]) -> Option<u16> {
    let is_little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let two = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let four = tiff.get(at..at + 4)?.try_into().ok()?;
        Some(if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(directory)?);
    (0..count)
        .map(|nth| directory + 2 + nth * 12)
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| short(at + 8))
}
