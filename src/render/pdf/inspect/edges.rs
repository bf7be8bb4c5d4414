//! Edges: what may not begin or end a line, and numbers parted from their units.

use super::lines::{Page, SeenLine};
use crate::{
    font::marks::{is_barred_from_end, is_barred_from_start},
    lang::Lang,
};

/// What is not parted from the number before it.
const UNITS: [&str; 24] = [
    "万",
    "亿",
    "元",
    "个百分点",
    "倍",
    "位",
    "家",
    "件",
    "项",
    "人",
    "台",
    "年",
    "月",
    "日",
    "%",
    "％",
    "billion",
    "trillion",
    "million",
    "yuan",
    "percentage",
    "percent",
    "per cent",
    "places",
];

/// Every fault of the pages' lines, and every glyph that no face has.
pub(super) fn faults(pages: &[Page], lang: &str) -> Vec<String> {
    let mut faults = vec![];
    for (page, number) in pages.iter().zip(1..) {
        if page.notdef > 0 {
            faults.push(format!("page {number} shows {} glyphs that its faces do not have", page.notdef));
        }
        for pair in page.lines.windows(2) {
            let [line, next] = pair else { continue };
            if line.goes_on_in(next) {
                faults.extend(fault(line, next, lang).map(|fault| format!("page {number}: {fault}")));
            }
        }
    }
    faults
}

/// What is wrong where one line goes on in another.
fn fault(line: &SeenLine, next: &SeenLine, lang: &str) -> Option<String> {
    let (before, after) = (line.text.trim_end(), next.text.trim_start());
    let (last, first) = (before.chars().next_back()?, after.chars().next()?);
    // As in Chinese, where the quotation marks open and close: an English apostrophe begins no line either.
    if is_barred_from_start(first, Lang::Zh) {
        return Some(format!("a line begins with {first}: {after}"));
    }
    if is_barred_from_end(last, Lang::Zh) {
        return Some(format!("a line ends with {last}: {before}"));
    }
    // 年 and 日 are units of dates; a list of years may break behind any of them.
    let unit = UNITS.iter().find(|unit| after.starts_with(**unit));
    let unit = unit.filter(|_| last.is_ascii_digit() && (lang.starts_with("zh") || after.is_ascii()));
    unit.map(|unit| format!("a number is parted from its unit {unit}: {before}"))
}
