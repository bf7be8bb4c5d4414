//! Language: each text is written in its own.

use crate::{
    diag::{Diagnostic, Sink},
    doc::{
        block::{Content, Document},
        inline::plain,
    },
    lang::{Lang, is_han},
};

/// The fewest letters of a passage whose language can be told: a heading may be a name of the other language.
const FEWEST: usize = 24;

/// Reports passages in the wrong language by their share of Han characters, the first ones: a Chinese text is
/// the English one, or a paragraph was left untranslated. Tables and charts take words from the registers, which
/// have a column a language.
pub fn language(document: &Document, sink: &mut Sink) {
    for block in &document.blocks {
        if matches!(block.content, Content::Table(_) | Content::Figure(_)) {
            continue;
        }
        for run in block.content.runs() {
            let text = plain(run);
            if is_in_other(&text, document.lang) {
                let shown: String = text.chars().take(40).collect();
                let message = format!("a passage of the text in {} is in another language", document.lang);
                let fault = Diagnostic::error("wrong-language", message);
                let fault = fault.at(block.locus.clone().showing(shown.trim()));
                sink.push(
                    fault
                        .help("translate it: both texts are read by those who have but one of the languages"),
                );
            }
        }
    }
}

/// Whether a passage has the letters of another language: Chinese none that is Chinese, English half of them.
fn is_in_other(text: &str, lang: Lang) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match lang {
        Lang::Zh => letters >= FEWEST && han * 20 < letters,
        // A Chinese character says what some three letters say.
        Lang::En => han * 3 >= FEWEST && han * 2 > letters,
    }
}
