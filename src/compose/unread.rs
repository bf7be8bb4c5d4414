//! Unread marks: Markdown that this program does not read would stand on the page as it is written.

use super::lines::TypedPassage;
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// Marks of Markdown's dialects, what they are for, and what to write instead. None stands in running text of
/// either language.
const MARKS: &[(&str, &str)] = &[
    ("~~", "struck-out text is not set: take it out"),
    ("**", "a bold text ends where it began: close it, without blanks within"),
    ("__", "bold text is written **so**"),
    ("```", "a fence stands on lines of its own"),
    ("`", "code in a line is written `so`, and ends where it began"),
    ("[ ]", "a list of tasks is not set: write a plain list"),
    ("[x]", "a list of tasks is not set: write a plain list"),
    ("](", "a link is written [words](address), without blanks between"),
    ("][", "a link is written with its address, [words](address)"),
    ("|", "a table is declared in the plan and called, ![caption](table:name)"),
    ("{", "a tag is written {{ name }} or {% … %}"),
    ("}", "a tag is written {{ name }} or {% … %}"),
    ("^", "raised text is written ^so^, without blanks within; a note is called [^name]"),
    ("==", "highlighted text is not set: write it **bold**"),
    ("$$", "a formula is not set: write it in words"),
    ("\\", "nothing has to be escaped here: take the backslash out"),
    (":::", "a block is written as a fence, ```name"),
    ("<!--", "notes of the editors are written {## so ##}"),
];

/// Reports the marks in a passage that nothing has read. `last` is the last line of the template that is known
/// to have been read.
pub fn unread_marks(passage: &TypedPassage, last: u32, file: &File) -> Vec<Diagnostic> {
    let text = &passage.text;
    let mut found: Vec<(usize, &str, &str)> = vec![];
    for (mark, help) in MARKS {
        let mut places = text.match_indices(mark).map(|(at, _)| at);
        let unread = places.find(|at| !is_call(text, *at) && !is_blank(text, *at));
        let Some(at) = unread else { continue };
        // A longer mark was told already where a shorter one is a part of it.
        if !found.iter().any(|(other, longer, _)| (*other..other + longer.len()).contains(&at)) {
            found.push((at, mark, help));
        }
    }
    let report = |(at, mark, help): (usize, &str, &str)| {
        let around: String = text[at..].chars().take(AROUND).collect();
        let locus = Locus::line(&file.path, passage.line(at, last)).showing(around.trim_end());
        Diagnostic::error("unread-mark", format!("{mark} would stand on the page as it is written"))
            .at(locus)
            .help(help)
    };
    found.into_iter().map(report).collect()
}

/// As many characters as show a reader which mark is meant.
const AROUND: usize = 24;

/// Whether the mark is part of a line to be filled in by hand: ________.
fn is_blank(text: &str, at: usize) -> bool {
    let line =
        text[..at].trim_end_matches('_').len()..at + text[at..].chars().take_while(|c| *c == '_').count();
    line.len() > 2
}

/// Whether the mark belongs to the call of a note that is not written, which is told as that.
fn is_call(text: &str, at: usize) -> bool {
    text[..at].ends_with('[') && text[at..].starts_with('^')
}
