//! What is to be read again: the sentences that a plan's next edition may have made false.
//!
//! `briefing roll` writes the list beside the plan, as Markdown with a box a sentence. An entry is done when its
//! box is ticked, or when its sentence no longer stands in its file: who rewrote it has read it.

use std::fmt::Write as _;

use crate::{diag::Diagnostic, diag::Locus, inputs::Files};

/// The list's name, beside the plan.
pub const REREAD: &str = "reread.md";

const OPEN: &str = "- [ ] ";

/// A sentence with the line that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedSentence {
    /// Of the template, counted from 1.
    pub line: u32,
    /// As it is written, tags and all.
    pub text: String,
}

/// A sentence that is to be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSentence {
    /// `templates/two-sessions/en.md`
    pub path: String,
    pub sentence: LocatedSentence,
    /// The names in it whose meaning has moved; none where it states no fact at all.
    pub moved: Vec<String>,
}

/// The sentences of a text, as they are written: a line is parted behind 。！？, and behind a point, an
/// exclamation mark or a question mark that a space follows, outside tags.
pub fn sentences(text: &str) -> Vec<LocatedSentence> {
    let mut found = vec![];
    for (line, number) in text.lines().zip(1_u32..) {
        let mut current = String::new();
        let mut depth = 0_usize;
        let mut characters = line.chars().peekable();
        while let Some(c) = characters.next() {
            current.push(c);
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let is_end = match c {
                '。' | '！' | '？' => true,
                '.' | '!' | '?' => characters.peek() == Some(&' '),
                _ => false,
            };
            if is_end && depth == 0 {
                found.push(LocatedSentence { line: number, text: std::mem::take(&mut current) });
            }
        }
        found.push(LocatedSentence { line: number, text: current });
    }
    for it in &mut found {
        // What ends the emphasis of the sentence before is no part of this one.
        it.text = it.text.trim().trim_start_matches("** ").to_owned();
    }
    // Fences, rules, and what is tags alone say nothing.
    found.retain(|it| without_tags(&it.text).chars().any(char::is_alphabetic) && !it.text.starts_with("```"));
    found
}

fn without_tags(text: &str) -> String {
    let mut rest = text;
    let mut said = String::new();
    while let Some((start, (open, close))) = [("{{", "}}"), ("{%", "%}"), ("{##", "##}"), ("{#", "}")]
        .into_iter()
        .filter_map(|pair| Some((rest.find(pair.0)?, pair)))
        .min_by_key(|(start, (open, _))| (*start, usize::MAX - open.len()))
    {
        said.push_str(&rest[..start]);
        let inner = &rest[start + open.len()..];
        rest = inner.find(close).map_or("", |end| &inner[end + close.len()..]);
    }
    said.push_str(rest);
    said
}

/// The list as it is written beside the plan.
pub fn written(edition: &str, entries: &[ListedSentence]) -> String {
    let mut out = format!(
        "# To be read again for {edition}\n\n\
         Tick a box, `[x]`, when its sentence is still true, or rewrite the sentence: `briefing build` makes no\n\
         release before every box is ticked or its sentence rewritten (or with `--reread`).\n"
    );
    let parts = [
        (true, "Sentences that rest on what has moved"),
        (false, "Sentences without a fact: no program can tell whether they still hold"),
    ];
    for (has_moved, head) in parts {
        let mut path = "";
        for entry in entries.iter().filter(|it| it.moved.is_empty() != has_moved) {
            if path.is_empty() {
                let _ = write!(out, "\n## {head}\n");
            }
            if entry.path != path {
                path = &entry.path;
                let _ = write!(out, "\n### {path}\n\n");
            }
            let LocatedSentence { line, text } = &entry.sentence;
            let names = entry.moved.join(", ");
            let names = if names.is_empty() { names } else { format!(" ({names})") };
            let _ = writeln!(out, "{OPEN}{line}{names}: {text}");
        }
    }
    out
}

/// Tells what of the list beside the plan in `folder` is open: entries that are not ticked, and whose sentence
/// stands as it was. None where nothing is, or where there is no list.
pub fn open(templates: &Files, folder: &str, inputs: &Files) -> Option<Diagnostic> {
    let list = templates.get(&format!("{folder}/{REREAD}")).ok()?;
    let text = list.text().ok()?;
    let mut path = "";
    let (mut count, mut places) = (0_usize, vec![]);
    for (line, number) in text.lines().zip(1_u32..) {
        if let Some(named) = line.strip_prefix("### ") {
            path = named.trim();
        }
        let Some((_, sentence)) = line.strip_prefix(OPEN).and_then(|it| it.split_once(": ")) else {
            continue;
        };
        let file = path.strip_prefix("templates/").map(|path| templates.get(path));
        let file = file.or_else(|| path.strip_prefix("inputs/").map(|path| inputs.get(path)));
        let stands = file.and_then(Result::ok).and_then(|it| it.text().ok());
        if stands.is_some_and(|it| bare(it).contains(&bare(sentence))) {
            count += 1;
            places.push(Locus::line(&list.path, number).showing(excerpt(sentence)));
        }
    }
    places.truncate(3);
    let fault = (count > 0).then(|| {
        let message = format!("{count} sentences are to be read again before this edition is released");
        Diagnostic::error("to-be-reread", message)
    })?;
    let fault = places.into_iter().fold(fault, Diagnostic::at);
    Some(fault.help(format!(
        "read them in {}: tick what is still true, rewrite the rest; or say that it was done, with --reread",
        list.path
    )))
}

/// As a register has it, whatever its quotation marks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| *c != '"' && !c.is_whitespace()).collect()
}

fn excerpt(text: &str) -> String {
    text.chars().take(60).collect()
}
