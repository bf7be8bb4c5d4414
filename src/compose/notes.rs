//! Notes: what a text says at the foot of a page, given to the place that calls it.

use std::collections::BTreeMap;

use crate::{
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    doc::{
        block::{Block, Content},
        inline::{Inline, footnotes, for_each_leaf, plain},
    },
};

/// What begins a call; where it is still text, no note has that name, or none can be called.
const CALL: &str = "[^";

/// A note as the text writes it, `[^name]: …`.
#[derive(Debug, Clone)]
pub struct Definition {
    pub name: String,
    pub text: Vec<Inline>,
    pub locus: Locus,
}

/// Gives every call its note and its number, counted through the document in its final order.
///
/// Reported are calls of nothing, calls from where no note can be called, and notes that are
/// written or called twice or not at all.
pub fn call(blocks: &mut [Block], definitions: Vec<Definition>, sink: &mut Sink) {
    let mut notes = Notes::of(definitions, sink);
    for block in blocks {
        let locus = block.locus.clone();
        let may_call = matches!(block.content, Content::Paragraph(_) | Content::List(_) | Content::Quote(_));
        for run in block.content.runs_mut() {
            if !may_call && !footnotes(run).is_empty() || plain(run).contains(CALL) {
                notes.report_call(run, may_call, &locus, sink);
            } else {
                notes.fill(run, &locus, sink);
            }
        }
    }
    notes.report_uncalled(sink);
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
            if !footnotes(&it.text).is_empty() {
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

    fn fill(&mut self, run: &mut [Inline], locus: &Locus, sink: &mut Sink) {
        for_each_leaf(run, &mut |leaf| {
            let Inline::Footnote(note) = leaf else { return };
            // A note that was filled in already calls none.
            let Some(written) = self.by_name.get(&note.name).filter(|_| note.number == 0) else { return };
            let number = u32::try_from(self.numbers.len() + 1).expect("a text has few notes");
            if self.numbers.insert(note.name.clone(), number).is_some() {
                let message = format!("the note {} is called twice", note.name);
                let fault = Diagnostic::error("twice-called-note", message).at(locus.clone());
                sink.push(fault.help("call it once, where it is first needed"));
            }
            note.number = number;
            note.text.clone_from(&written.text);
        });
    }

    fn report_call(&self, run: &[Inline], may_call: bool, locus: &Locus, sink: &mut Sink) {
        let text = plain(run);
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
            let fault = Diagnostic::warning("uncalled-note", format!("nothing calls the note {name}"));
            sink.push(fault.at(it.locus.clone()).help(format!("write [^{name}] where it belongs")));
        }
    }
}
