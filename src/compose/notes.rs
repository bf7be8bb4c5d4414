//! Notes: what a text says at the foot of a page, given to the place that calls it.

use std::collections::BTreeMap;

use super::draft::{DraftBlock, DraftContent, DraftRun, calls, plain};
use crate::{
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    doc::inline,
};

/// What begins a call; where it is still text, no note has that name, or none can be called.
const CALL: &str = "[^";

/// A note as the text writes it, `[^name]: …`.
#[derive(Debug, Clone)]
pub struct Definition {
    pub name: String,
    pub text: DraftRun,
    pub locus: Locus,
}

/// The notes that a text calls, by name: the number of each, and what it says.
pub struct CalledNotes(BTreeMap<String, (u32, DraftRun)>);

impl CalledNotes {
    /// A note that is called.
    pub fn get(&self, name: &str) -> Option<(u32, &DraftRun)> {
        self.0.get(name).map(|(number, text)| (*number, text))
    }
}

/// Finds the note of every call and its number, counted through the document in its final order.
///
/// Reported are calls of nothing, calls from where no note can be called, and notes that are
/// written or called twice or not at all.
pub fn called(blocks: &[DraftBlock], definitions: Vec<Definition>, sink: &mut Sink) -> CalledNotes {
    let mut notes = Notes::of(definitions, sink);
    for block in blocks {
        let may_call = matches!(
            block.content,
            DraftContent::Paragraph(_) | DraftContent::List { .. } | DraftContent::Quote { .. }
        );
        for run in block.content.runs() {
            let text = plain(run);
            if !may_call && !calls(run).is_empty() || text.contains(CALL) {
                notes.report_call(&text, may_call, &block.locus, sink);
            } else {
                calls(run).into_iter().for_each(|name| notes.call(name, &block.locus, sink));
            }
        }
        for run in block.content.finished_runs() {
            let text = inline::plain(run);
            if text.contains(CALL) {
                notes.report_call(&text, may_call, &block.locus, sink);
            }
        }
    }
    notes.report_uncalled(sink);
    let numbers = notes.numbers;
    let text = |it: Definition| Some((it.name.clone(), (*numbers.get(&it.name)?, it.text)));
    CalledNotes(notes.by_name.into_values().filter_map(text).collect())
}

/// The notes of a text, by name.
struct Notes {
    by_name: BTreeMap<String, Definition>,
    /// The number of each that was called.
    numbers: BTreeMap<String, u32>,
}

impl Notes {
    fn of(definitions: Vec<Definition>, sink: &mut Sink) -> Self {
        let mut by_name: BTreeMap<String, Definition> = BTreeMap::new();
        for it in definitions {
            if !calls(&it.text).is_empty() {
                let fault = Diagnostic::error("misplaced-note", format!("the note {} calls a note", it.name));
                sink.push(fault.at(it.locus.clone()).help("write one note, or call both in the text"));
            }
            if let Some(first) = by_name.get(&it.name) {
                let fault = Diagnostic::error("twice-written-note", format!("{} is written twice", it.name));
                let fault = fault.at(first.locus.clone()).at(it.locus.clone());
                sink.push(fault.help("give one of them another name"));
                continue;
            }
            by_name.insert(it.name.clone(), it);
        }
        Self { by_name, numbers: BTreeMap::new() }
    }

    fn call(&mut self, name: &str, locus: &Locus, sink: &mut Sink) {
        if !self.by_name.contains_key(name) {
            return;
        }
        let number = u32::try_from(self.numbers.len() + 1).expect("a text has few notes");
        if self.numbers.insert(name.to_owned(), number).is_some() {
            let message = format!("the note {name} is called twice");
            let fault = Diagnostic::error("twice-called-note", message).at(locus.clone());
            sink.push(fault.help("call it once, where it is first needed"));
        }
    }

    fn report_call(&self, text: &str, may_call: bool, locus: &Locus, sink: &mut Sink) {
        let name = text.split_once(CALL).map_or("", |(_, rest)| rest.split(']').next().unwrap_or_default());
        if !may_call {
            let message = "a note is called where it has no foot of a page to stand at";
            let fault = Diagnostic::error("misplaced-note", message).at(locus.clone());
            return sink.push(fault.help("call it in a paragraph, a list or a quotation"));
        }
        let fault = Diagnostic::error("dangling-note", format!("no note is called {name}")).at(locus.clone());
        sink.push(match did_you_mean(name, self.by_name.keys().map(String::as_str)) {
            Some(hint) => fault.help(hint),
            None => fault.help(format!("write it: [^{name}]: …")),
        });
    }

    fn report_uncalled(&self, sink: &mut Sink) {
        for (name, it) in self.by_name.iter().filter(|(name, _)| !self.numbers.contains_key(*name)) {
            let fault = Diagnostic::error("uncalled-note", format!("nothing calls the note {name}"));
            sink.push(
                fault
                    .at(it.locus.clone())
                    .help(format!("write [^{name}] where it belongs, or take the note out")),
            );
        }
    }
}
