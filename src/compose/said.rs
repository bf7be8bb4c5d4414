//! Said: which of the branches of a text were written into the document. What stands in a file and not on a page is
//! told, with its place.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use minijinja::{
    Environment,
    machinery::{Span, Token, tokenize},
    syntax::SyntaxConfig,
};

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// What a branch calls when it is written; no editor calls anything so.
const SAID: &str = "__said";

/// As many characters of a branch as are told.
const SHOWN: usize = 40;

/// A branch of a condition, or the body of a loop.
#[derive(Debug)]
struct Branch {
    line: u32,
    /// How it begins; empty where it holds no text.
    words: String,
    /// Branches of which one is written stand for one another.
    choice: usize,
    /// The branch that it stands in.
    within: Option<usize>,
    /// Whether a loop comes by more than once, and may write each in its turn.
    is_in_loop: bool,
}

/// The branches of a text, and which of them were written while it was rendered.
#[derive(Debug)]
pub struct Branches {
    all: Vec<Branch>,
    said: Arc<Mutex<BTreeSet<usize>>>,
}

impl Branches {
    /// Finds the branches of a text, and gives it with a call at the beginning of each, which prints nothing. A text
    /// that cannot be read has none.
    pub fn of(text: &str, syntax: &SyntaxConfig) -> (Self, String) {
        let tokens: Result<Vec<(Token, Span)>, _> = tokenize(text, false, syntax.clone()).collect();
        let (mut all, mut marked, mut from) = (vec![], String::with_capacity(text.len()), 0);
        // The open conditions and loops: their choice, and the branch that is read.
        let mut open: Vec<(usize, usize, bool)> = vec![];
        let mut choices = 0;
        let tokens = tokens.unwrap_or_default();
        for (at, (token, span)) in tokens.iter().enumerate() {
            let branch = open.last().map(|(_, branch, _)| *branch);
            match token {
                Token::TemplateData(words) => begin_with(&mut all, branch, words),
                Token::VariableStart => {
                    let tag = &text[span.start_offset as usize..];
                    let end = tag.find("}}").map_or(tag.len(), |end| end + 2);
                    begin_with(&mut all, branch, &tag[..end]);
                }
                Token::BlockStart => {
                    let Some((Token::Ident(word), _)) = tokens.get(at + 1) else { continue };
                    let (choice, within) = match (*word, open.last()) {
                        ("endif" | "endfor", _) => {
                            open.pop();
                            continue;
                        }
                        ("if" | "for", _) => {
                            choices += 1;
                            (choices, branch)
                        }
                        ("elif" | "else", Some((choice, _, _))) => {
                            let choice = *choice;
                            open.pop();
                            (choice, open.last().map(|(_, branch, _)| *branch))
                        }
                        _ => continue,
                    };
                    let is_in_loop = open.last().is_some_and(|(_, _, is_loop)| *is_loop);
                    open.push((choice, all.len(), *word == "for" || is_in_loop));
                    let line = u32::from(span.start_line);
                    let end = tokens[at..].iter().find(|(it, _)| matches!(it, Token::BlockEnd));
                    let Some((_, end)) = end else { break };
                    let (start, end) = (end.start_offset as usize, end.end_offset as usize);
                    marked.push_str(&text[from..start]);
                    let call = format!("%}}{{% do {SAID}({}) ", all.len());
                    marked.push_str(&call);
                    marked.push_str(&text[start..end]);
                    from = end;
                    all.push(Branch { line, words: String::new(), choice, within, is_in_loop });
                }
                _ => {}
            }
        }
        marked.push_str(&text[from..]);
        (Self { all, said: Arc::default() }, marked)
    }

    /// Has a text remember what it writes.
    pub fn watch(&self, environment: &mut Environment) {
        let said = Arc::clone(&self.said);
        environment.add_function(SAID, move |branch: usize| {
            said.lock().unwrap_or_else(PoisonError::into_inner).insert(branch);
            ""
        });
    }

    /// Tells the branches of which nothing was written, and nothing in their stead.
    pub fn unsaid(&self, file: &File) -> Option<Diagnostic> {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let is_answered = |choice: usize| {
            self.all.iter().zip(0..).any(|(it, at)| it.choice == choice && said.contains(&at))
        };
        let unsaid = self.all.iter().zip(0..).filter(|(branch, at)| {
            let is_reached = branch.within.is_none_or(|within| said.contains(&within));
            let is_told = branch.words.is_empty() || is_heading_of_section(&branch.words);
            !said.contains(at) && is_reached && !is_told && (branch.is_in_loop || !is_answered(branch.choice))
        });
        let note =
            Diagnostic::note("text-left-out", "what stands there is on no page: its condition does not hold");
        let places = unsaid.map(|(it, _)| Locus::line(&file.path, it.line).showing(&*it.words));
        let note = places.fold(note, Diagnostic::at);
        let help = "nothing is to be done where the day or the data decide that; else mend the condition";
        (!note.loci.is_empty()).then(|| note.help(help))
    }
}

/// A section that is left out is told by its name.
fn is_heading_of_section(words: &str) -> bool {
    words.starts_with("# ")
}

/// Has the branch begin with these words, where it has none yet.
fn begin_with(all: &mut [Branch], branch: Option<usize>, words: &str) {
    let first = words.trim().lines().next().unwrap_or_default();
    if let Some(branch) = branch.and_then(|at| all.get_mut(at)).filter(|it| it.words.is_empty()) {
        branch.words = first.chars().take(SHOWN).collect();
    }
}
