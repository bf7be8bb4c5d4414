//! Unread marks: Markdown that this program does not read would stand on the page as it is written.

use std::sync::LazyLock;

use regex::Regex;

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
    ("[!", "a box is written as a fence, ```note"),
    ("[[", "a link is written [words](address)"),
    ("*[", "an abbreviation is explained in words, or in a note [^name]"),
    ("｛｛", "a tag is written {{ name }}, in narrow braces"),
    ("｝｝", "a tag is written {{ name }}, in narrow braces"),
    ("|", "a table has a blank line before it, and a line of dashes below its head: |---|---:|"),
    ("{", "a tag is written {{ name }} or {% … %}"),
    ("}", "a tag is written {{ name }} or {% … %}"),
    ("^", "raised text is written ^so^, without blanks within; a note is called [^name]"),
    ("==", "highlighted text is not set: write it **bold**"),
    ("$$", "a formula is not set: write it in words"),
    ("\\", "nothing has to be escaped here: take the backslash out"),
    (":::", "a block is written as a fence, ```name"),
    ("<!--", "notes of the editors are written {## so ##}"),
];

/// Marks that mean something only where a line begins with them, as a pattern of that line.
static BEGINNINGS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let patterns = [
        (r"^:\s", "a list of definitions is not set: write **the term** and what it means in one paragraph"),
        (r"^(?:#{1,6}\w|#{7,})", "a heading is written with one to six # and a blank behind them"),
        (r"^(?://|%%)", "notes of the editors are written {## so ##}"),
        (
            r"^\[[^\]\[]+\]:",
            "a link is written with its address, [words](address); notes of the editors {## so ##}",
        ),
        (r"^\+{3}", "a text begins with its first section; what holds for all of it stands in the plan"),
        (r"^\.\. ", "notes of the editors are written {## so ##}"),
    ];
    patterns.map(|(pattern, help)| (Regex::new(pattern).expect("a fixed pattern"), help)).into()
});

/// An entity that Markdown does not know, as `&nosuch;`. Initials are none: R&D; Q&A.
static ENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\w])(&(?:[A-Za-z][A-Za-z0-9]+|#\w+);)").expect("a fixed pattern"));

/// Where the lines of a text begin that begin with a mark which nothing has read, with what to do about it.
fn beginnings(text: &str) -> Vec<(usize, &str, &'static str)> {
    let mut found = vec![];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_start();
        let at = start + line.len() - written.len();
        found.extend(BEGINNINGS.iter().filter_map(|(pattern, help)| {
            let mark = pattern.find(written)?.as_str().trim_end_matches(|c: char| c.is_alphanumeric());
            Some((at, mark.trim_end(), *help))
        }));
        start += line.len();
    }
    found
}

/// Reports the marks in a passage that nothing has read. `last` is the last line of the template that is known
/// to have been read; a row of a table may hold strokes.
pub fn unread_marks(passage: &TypedPassage, last: u32, is_row: bool, file: &File) -> Vec<Diagnostic> {
    let text = &passage.text;
    let mut found = beginnings(text);
    for (mark, help) in MARKS {
        if is_row && *mark == "|" || *mark == "}" && found.iter().any(|(_, opening, _)| *opening == "{") {
            continue;
        }
        let mut places = text.match_indices(mark).map(|(at, _)| at);
        let unread = places.find(|at| !is_call(text, *at) && !is_blank(text, *at));
        let Some(at) = unread else { continue };
        // A longer mark was told already where a shorter one is a part of it.
        if !found.iter().any(|(other, longer, _)| (*other..other + longer.len()).contains(&at)) {
            found.push((at, mark, help));
        }
    }
    let unknown = "no character has that name: write the character itself";
    found.extend(ENTITY.captures(text).and_then(|it| it.get(1)).map(|it| (it.start(), it.as_str(), unknown)));
    found.extend(formula(text).map(|at| (at, "$", "a formula is not set: write it in words")));
    let report = |(at, mark, help): (usize, &str, &str)| {
        let around: String = text[at..].chars().take(AROUND).collect();
        let locus = Locus::line(&file.path, passage.line(at, last)).showing(around.trim_end());
        Diagnostic::error("unread-mark", format!("{mark} would stand on the page as it is written"))
            .at(locus)
            .help(help)
    };
    found.into_iter().map(report).collect()
}

/// Where a formula begins, $E=mc$. An amount such as US$ begins none.
fn formula(text: &str) -> Option<usize> {
    let is_tight = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '$');
    let begins = text.match_indices('$').map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '$') && is_tight(text[at + 1..].chars().next())
    })?;
    let rest = &text[begins + 1..];
    let mut ends = rest.match_indices('$').map(|(at, _)| at);
    ends.any(|end| is_tight(rest[..end].chars().next_back())).then_some(begins)
}

/// The fault of a fence that is not ended: what follows would be taken for what it holds.
pub fn unended_fence(file: &File, text: &str) -> Option<Diagnostic> {
    let mut open: Option<(u32, &str)> = None;
    for (line, number) in text.lines().zip(1_u32..) {
        let Some(name) = line.strip_prefix("```") else { continue };
        open = match (open, name.trim()) {
            (None, _) => Some((number, line)),
            (Some(_), "") => None,
            (Some(_), _) => break,
        };
    }
    let (number, line) = open?;
    let fault = Diagnostic::error("unended-fence", "a fence is begun and not ended");
    let fault = fault.at(Locus::line(&file.path, number).showing(line.trim()));
    Some(fault.help("end it with a line of its own: ```"))
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
