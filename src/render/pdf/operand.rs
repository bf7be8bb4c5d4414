//! Operands as they stand in the content of a page: written straight, for a page has thousands of them.

use std::io::Write as _;

use lopdf::{
    Object,
    content::{Content, Operation},
};

/// Writes an operand, byte for byte as lopdf does.
pub fn write_operand(out: &mut Vec<u8>, operand: &Object) {
    match operand {
        Object::Integer(whole) => write_whole(out, *whole),
        Object::Real(number) => write_real(out, *number),
        other => {
            let alone = Content { operations: vec![Operation::new("", vec![other.clone()])] };
            let written = alone.encode().expect("writing to memory does not fail");
            // Behind an operand stands a blank, and here no operator.
            out.extend(&written[..written.len() - 1]);
        }
    }
}

/// Writes a whole number.
pub fn write_whole(out: &mut Vec<u8>, whole: i64) {
    // Writing to memory does not fail.
    let _ = write!(out, "{whole}");
}

/// Below this, neighbouring numbers are less than a thousandth apart, and a multiple of a thousandth has no
/// shorter form than its own.
const FINE: f32 = 8192.0;

/// Writes a number in its shortest form. Lengths are hundredths of a point and colours thousandths: such a number
/// is written from whole ones, the same and in a fraction of the time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is less than 8192 thousand, and has no sign"
)]
fn write_real(out: &mut Vec<u8>, number: f32) {
    let thousandths = (f64::from(number.abs()) * 1000.0).round();
    let is_such = ((thousandths / 1000.0) as f32).to_bits() == number.abs().to_bits();
    let is_fine = number.abs() < FINE;
    // Writing to memory does not fail.
    if !(is_fine && is_such) {
        let _ = write!(out, "{number}");
        return;
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let thousandths = thousandths as u32;
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    let _ = write!(out, "{sign}{whole}");
    if rest > 0 {
        let _ = write!(out, ".{rest:03}");
        while out.ends_with(b"0") {
            out.pop();
        }
    }
}

/// Writes a string of bytes in parentheses (ISO 32000-1, 7.3.4.2). Of its own parentheses those that are a pair
/// stand as they are.
pub fn write_string(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut open = vec![];
    let mut lone: Vec<usize> = vec![];
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => lone.push(at),
            b'\\' | b'\r' => lone.push(at),
            _ => {}
        }
    }
    lone.extend(open);
    out.push(b'(');
    for (at, byte) in bytes.iter().enumerate() {
        if lone.contains(&at) {
            out.push(b'\\');
        }
        out.push(if *byte == b'\r' { b'r' } else { *byte });
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use lopdf::StringFormat;
    use proptest::prelude::*;

    use super::*;

    fn by_lopdf(operand: &Object) -> Vec<u8> {
        let alone = Content { operations: vec![Operation::new("", vec![operand.clone()])] };
        let mut written = alone.encode().expect("lopdf writes every operand");
        written.pop();
        written
    }

    fn by_us(operand: &Object) -> Vec<u8> {
        let mut out = vec![];
        match operand {
            Object::String(bytes, StringFormat::Literal) => write_string(&mut out, bytes),
            other => write_operand(&mut out, other),
        }
        out
    }

    #[expect(clippy::cast_possible_truncation, reason = "to the nearest is what is wanted")]
    fn numbers() -> impl Strategy<Value = f32> {
        let rounded = (-9_000_000_i32..9_000_000).prop_map(|it| (f64::from(it) / 1000.0) as f32);
        prop_oneof![rounded, any::<f32>(), Just(0.0), Just(-0.0)]
    }

    proptest! {
        #[test]
        fn operands_are_written_as_by_lopdf(
            number in numbers(),
            whole in any::<i64>(),
            text in proptest::collection::vec(prop_oneof![Just(b'('), Just(b')'), Just(b'\\'), any::<u8>()], 0..12),
        ) {
            for operand in
                [Object::Real(number), Object::Integer(whole), Object::String(text, StringFormat::Literal)]
            {
                prop_assert_eq!(by_us(&operand), by_lopdf(&operand));
            }
        }
    }
}
