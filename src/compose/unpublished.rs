//! What was not known: a sentence that says so is a fact about the table of sources, and bound like any other.
//!
//! `{{ restated | unpublished("尚未公布") }}` stands as long as it is true on the day that counts. The same words
//! typed would stand for ever, and are found here.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::TypedPassage;
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
    lang::Lang,
};

/// 尚未公布、未曾发布、没有对外公开、未见……公布。
const ZH: &str = "(?:未|未曾|没有?|不曾)(?:对外|正式|单独|另行|及时)?(?:公布|发布|披露|公开|公示|刊布|刊发)\
    |(?:未见|尚无|没有|并无)[^，。；：！？为是]{0,12}?(?:公布|发布|披露)";

/// not yet published, never released, has yet to be announced, no … had been published, unpublished.
const EN: &str = r"(?xi)
    (?:\b(?:not|never)|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?:yet\s+)?(?:publicly\s+)?
        (?:published|released|announced|disclosed|issued|made\s+public)\b
    |\b(?:yet|still)\s+to\s+be\s+(?:published|released|announced|disclosed|issued|made\s+public)\b
    |\b(?:no|none|nothing|neither)\b[^.;:!?]{0,80}?\b(?:has|have|had|was|were|is|are)\s+(?:yet\s+)?(?:been\s+)?
        (?:published|released|announced|disclosed|issued|made\s+public)\b
    |\b(?:unpublished|unreleased|unannounced|undisclosed)\b";

/// The words of a text that say that something was not published, by their bytes.
pub fn said(text: &str, lang: Lang) -> Vec<std::ops::Range<usize>> {
    static SAYS: LazyLock<[Regex; 2]> =
        LazyLock::new(|| [ZH, EN].map(|pattern| Regex::new(pattern).expect("a fixed pattern")));
    let [zh, en] = &*SAYS;
    let says = if lang == Lang::Zh { zh } else { en };
    says.find_iter(text).map(|found| found.start()..found.end()).collect()
}

/// Reports what a passage says was not published and no fact stands behind. `last` is the last line of the
/// template that is known to have been read.
pub fn unbound(passage: &TypedPassage, last: u32, file: &File, lang: Lang) -> Vec<Diagnostic> {
    let report = |range: std::ops::Range<usize>| {
        let words = &passage.text[range.clone()];
        let message = format!("“{words}” is typed, and would be said on every day");
        Diagnostic::error("unbound-unpublished", message)
            .at(Locus::line(&file.path, passage.line(range.start, last)).showing(words))
            .help(format!(
                "write {{{{ NAME | unpublished(\"{words}\") }}}}, with the fact that was not known"
            ))
    };
    said(&passage.text, lang).into_iter().map(report).collect()
}
