//! From bytes to text: which encoding a file is in.
//!
//! A byte order mark decides. Else valid UTF-8 is UTF-8: text in GB18030 with even a few Han
//! characters is practically never valid UTF-8 too. Else UTF-16 shows by its zero bytes, and what is
//! left is GB18030 (of which GBK and GB2312 are parts) if it is that without a single fault, and holds words
//! that tables in Chinese have, or is that more likely than any other encoding. A text that may be in another
//! one is asked about: nearly all bytes of Big5, Shift_JIS and EUC-KR are characters of GB18030, too.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::{
    diag::{Diagnostic, Locus, did_you_mean},
    inputs::File,
};

/// Decodes a file, without its byte order mark; with the encoding's name.
///
/// # Errors
/// It is in none of the encodings, or not in the one that is `stated`.
pub fn decode<'a>(file: &'a File, stated: Option<&str>) -> Result<(Cow<'a, str>, &'static str), Diagnostic> {
    let (encoding, mark) =
        Encoding::for_bom(&file.bytes).map_or((None, 0), |(it, length)| (Some(it), length));
    let bytes = &file.bytes[mark..];
    if let Some(stated) = stated {
        let wanted = known(stated, file)?;
        let found = encoding.unwrap_or(wanted);
        return found
            .decode_without_bom_handling_and_without_replacement(bytes)
            .filter(|_| is_same(found, wanted))
            .map(|text| (text, found.name()))
            .ok_or_else(|| mismatch(file, stated, detect(bytes).or(encoding)));
    }
    let encoding = encoding.or_else(|| detect(bytes)).unwrap_or(GB18030);
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| unknown(file, likely(bytes)))?;
    let other = if encoding == GB18030 && !is_evidently_chinese(&text) { likely(bytes) } else { GB18030 };
    if is_same(other, GB18030) { Ok((text, encoding.name())) } else { Err(doubtful(file, other)) }
}

/// Words of headings, of which tables in Chinese have some: no text in another encoding holds two
/// characters in this order by chance.
const WORDS: [&str; 16] = [
    "地区", "指标", "单位", "年份", "时间", "数据", "来源", "全国", "合计", "四川", "重庆", "北京", "亿元",
    "万人", "项目", "增长",
];

fn is_evidently_chinese(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

/// The encoding that a text is most likely in, by the frequencies of its characters.
fn likely(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(HEAD)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// How much of a text is looked at, in bytes: the guess of a megabyte is that of the rest, and a table of
/// a million rows has fifty.
const HEAD: usize = 1 << 20;

/// What an encoding is called, and how its name is said in the entry. Which of the Western ones it is, a
/// few letters do not tell.
fn called(encoding: &'static Encoding) -> (String, String) {
    let name = encoding.name();
    if name == "windows-1252" {
        return (format!("{name} or a relative of it"), name.to_owned());
    }
    if name.starts_with("windows-125") {
        return (format!("{name}, windows-1252 or a relative of these"), "windows-1252".to_owned());
    }
    (name.to_owned(), name.to_lowercase())
}

fn is_western(encoding: &'static Encoding) -> bool {
    matches!(encoding.name(), "windows-1252" | "windows-1250")
}

fn doubtful(file: &File, likely: &'static Encoding) -> Diagnostic {
    let (name, said) = called(likely);
    let message = format!("the text is not evidently GB18030, and most likely {name}");
    Diagnostic::error("unknown-encoding", message).at(Locus::file(&file.path)).help(format!(
        "say which it is: \"encoding\": \"{said}\" or \"gb18030\" in the entry, or --encoding {said}"
    ))
}

/// The encoding of bytes without a mark. GB18030 is what is left, and may turn out wrong.
fn detect(bytes: &[u8]) -> Option<&'static Encoding> {
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return Some(UTF_8);
    }
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    // Digits, commas and line ends have a zero byte each in UTF-16, and every table has many.
    let many = start.len() / 8;
    if bytes.len().is_multiple_of(2) && zeros(1) > many && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if bytes.len().is_multiple_of(2) && zeros(0) > many && zeros(1) == 0 {
        Some(UTF_16BE)
    } else if GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        Some(GB18030)
    } else {
        None
    }
}

/// Whether a text in `found` is what `wanted` promised: the standard's GBK is a part of GB18030, and
/// "utf-16" leaves the order to the mark.
fn is_same(found: &'static Encoding, wanted: &'static Encoding) -> bool {
    let family = |it: &'static Encoding| match it.name() {
        "GBK" => GB18030.name(),
        "UTF-16BE" => UTF_16LE.name(),
        name => name,
    };
    family(found) == family(wanted)
}

fn known(stated: &str, file: &File) -> Result<&'static Encoding, Diagnostic> {
    let names = ["utf-8", "gb18030", "gbk", "gb2312", "utf-16le", "utf-16be"];
    Encoding::for_label(stated.as_bytes()).ok_or_else(|| {
        let hint = did_you_mean(stated, names)
            .unwrap_or_else(|| "say utf-8, gb18030 or utf-16, or leave it out to have it found".to_owned());
        Diagnostic::error("unknown-encoding", format!("there is no encoding {stated}"))
            .at(Locus::file(&file.path))
            .help(hint)
    })
}

fn mismatch(file: &File, stated: &str, found: Option<&'static Encoding>) -> Diagnostic {
    let fault = Diagnostic::error("wrong-encoding", format!("the descriptor says {stated}, the file is not"))
        .at(Locus::file(&file.path));
    match found {
        Some(found) => fault.help(format!("it reads as {}: correct \"encoding\"", found.name())),
        None => fault.help("leave \"encoding\" out to have it found, or fetch the file again"),
    }
}

fn unknown(file: &File, likely: &'static Encoding) -> Diagnostic {
    let (valid, bad) = match std::str::from_utf8(&file.bytes) {
        Err(error) => (error.valid_up_to(), file.bytes.get(error.valid_up_to())),
        Ok(_) => (0, None),
    };
    let line = 1 + file.bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    let found = bad.map_or(String::new(), |byte| format!("byte {byte:#04x}"));
    Diagnostic::error("unknown-encoding", "the text is neither UTF-8 nor GB18030 nor UTF-16")
        .at(Locus::line(&file.path, line).showing(found))
        .help(match called(likely) {
            // Of single bytes any text may consist: only the usual of these encodings is worth a word.
            _ if is_same(likely, GB18030) || likely.is_single_byte() && !is_western(likely) => {
                "fetch it again, or save it as UTF-8".to_owned()
            }
            (name, said) => {
                format!("it may be {name}: say \"encoding\": \"{said}\" in the entry, or --encoding {said}")
            }
        })
}
