//! What is to be read again: the sentences that a plan's next edition may have made false.
//!
//! `briefing roll` writes the list beside the plan, as Markdown with a box a sentence. An entry is done when its
//! box or that of its section is ticked, or when its sentence no longer stands in its file: who rewrote it has read it.

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
    /// What the heading above it says; nothing before the first one.
    pub section: String,
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

/// Whether a sentence is a field that is left blank, `Issued by: ____`: it says nothing yet.
pub fn is_blank_field(text: &str) -> bool {
    let said = without_tags(text);
    let fields = said.split(['　', ' ']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let values = fields.split([':', '：']).skip(1).collect::<Vec<_>>();
    let is_blank = |value: &&str| value.contains(['_', '＿']);
    values.last().is_some_and(|it| is_blank(it) && !it.chars().any(char::is_alphanumeric))
}

/// What a heading says, without its signs and its tags.
pub fn title(heading: &str) -> String {
    let said = without_tags(heading.trim_start_matches('#'));
    said.replace("<br>", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The list as it is written beside the plan: in the order of the texts, a box a section and a box a sentence.
pub fn written(edition: &str, entries: &[ListedSentence]) -> String {
    let mut out = format!(
        "# To be read again for {edition}\n\n\
         Read the draft that `briefing build --draft` makes, or its `{REREAD}`, and tick here: the box of a section,\n\
         `[x]`, when all below it is still true, or of a sentence; or rewrite the sentence in its text. `briefing build` makes no\n\
         release before every sentence is ticked or rewritten (or with `--reread`).\n\n\
         In brackets are the names whose meaning has moved. A sentence with `no fact` is one of which no program can\n\
         tell whether it still holds.\n"
    );
    let of_one_file = entries.chunk_by(|one, next| one.path == next.path);
    for file in of_one_file {
        let _ = write!(out, "\n## {}\n", file[0].path);
        for section in file.chunk_by(|one, next| one.section == next.section) {
            let title =
                if section[0].section.is_empty() { "before the first heading" } else { &section[0].section };
            let _ = writeln!(out, "\n{OPEN}**{title}** ({})", section.len());
            for ListedSentence { sentence: LocatedSentence { line, text }, moved, .. } in section {
                let names = if moved.is_empty() { "no fact".to_owned() } else { moved.join(", ") };
                let _ = writeln!(out, "  {OPEN}{line} ({names}): {text}");
            }
        }
    }
    out
}

/// A sentence of the list that is not ticked, nor its section, and that stands as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSentence<'a> {
    /// The section with its line in the list.
    pub section: (u32, &'a str),
    /// `templates/two-sessions/en.md`, and the line there when the list was written.
    pub path: &'a str,
    pub line: u32,
    /// The names whose meaning has moved, or `no fact`.
    pub names: &'a str,
}

/// What of the list beside the plan in `folder` is open, in its order.
pub fn open_sentences<'a>(templates: &'a Files, folder: &str, inputs: &Files) -> Vec<OpenSentence<'a>> {
    let list = templates.get(&format!("{folder}/{REREAD}")).ok().and_then(|it| it.text().ok());
    let (mut path, mut text, mut is_ticked) = ("", None, false);
    let mut section = (1, "the list");
    let mut found = vec![];
    for (line, number) in list.unwrap_or_default().lines().zip(1_u32..) {
        if let Some(named) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            path = named.trim();
            let file = path.strip_prefix("templates/").map(|path| templates.get(path));
            let file = file.or_else(|| path.strip_prefix("inputs/").map(|path| inputs.get(path)));
            text = file.and_then(Result::ok).and_then(|it| it.text().ok()).map(bare);
            is_ticked = false;
        }
        let Some((is_open, entry)) = boxed(line) else { continue };
        if entry.starts_with("**") && !line.starts_with(' ') {
            is_ticked = !is_open;
            section = (number, entry.trim_start_matches('*').split("**").next().unwrap_or(entry));
            continue;
        }
        let Some((place, sentence)) = entry.split_once(": ").filter(|_| is_open && !is_ticked) else {
            continue;
        };
        if text.as_deref().is_some_and(|it| it.contains(&bare(sentence))) {
            let (line, names) = place.split_once(' ').unwrap_or((place, ""));
            let names = names.trim_matches(['(', ')']);
            found.push(OpenSentence { section, path, line: line.parse().unwrap_or(number), names });
        }
    }
    found
}

/// Tells what of the list beside the plan in `folder` is open: how much of which section. None where nothing is, or
/// where there is no list.
pub fn open(templates: &Files, folder: &str, inputs: &Files) -> Option<Diagnostic> {
    /// As many sections are named with how much of them is open; the rest is counted.
    const NAMED: usize = 8;
    let list = format!("templates/{folder}/{REREAD}");
    let open = open_sentences(templates, folder, inputs);
    let sections: Vec<&[OpenSentence]> = open.chunk_by(|one, next| one.section == next.section).collect();
    let fault = (!open.is_empty()).then(|| {
        let message =
            format!("{} sentences are to be read again before this edition is released", open.len());
        Diagnostic::error("to-be-reread", message)
    })?;
    let fault = sections.iter().take(NAMED).fold(fault, |fault, of_section| {
        let (line, title) = of_section[0].section;
        fault.at(Locus::line(&list, line).showing(format!("{} of {title}", of_section.len())))
    });
    let fault = match sections.len().saturating_sub(NAMED) {
        0 => fault,
        more => fault.at(Locus::file(&list).showing(format!("{more} more sections"))),
    };
    Some(fault.help(format!(
        "`briefing build --draft` writes how they read, and how they read before, to output/draft/{REREAD}; then tick \
         the sections or the sentences of {list} that are still true, and rewrite the rest; or say that it was done, \
         with --reread",
    )))
}

/// What stands behind a box, and whether the box is empty.
fn boxed(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start();
    let open = line.strip_prefix(OPEN).map(|it| (true, it));
    open.or_else(|| Some((false, ["- [x] ", "- [X] "].iter().find_map(|tick| line.strip_prefix(tick))?)))
}

/// As a register has it, whatever its quotation marks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| *c != '"' && !c.is_whitespace()).collect()
}
