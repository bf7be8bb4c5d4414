//! Sentences: where a paragraph can be cut so that each number keeps its words.

use super::passage::PassageFact;
use crate::doc::inline::{Inline, leaves};

/// A sentence with the facts that it shows.
#[derive(Debug, Default)]
pub(super) struct Sentence {
    pub text: String,
    pub facts: Vec<PassageFact>,
}

/// The sentences of a paragraph. A point between two digits, or after a single capital, ends none.
pub(super) fn sentences(inlines: &[Inline]) -> Vec<Sentence> {
    let mut cutter = Cutter::default();
    leaves(inlines).into_iter().for_each(|leaf| cutter.leaf(leaf));
    cutter.end();
    cutter.done
}

#[derive(Default)]
struct Cutter {
    done: Vec<Sentence>,
    current: Sentence,
}

impl Cutter {
    fn leaf(&mut self, leaf: &Inline) {
        match leaf {
            Inline::Text(text) => self.text(text),
            Inline::Fact(fact) => {
                self.current.text.push_str(&fact.shown);
                self.current.text.push_str(&fact.mark);
                self.current.facts.push(PassageFact { id: fact.id.clone(), shown: fact.shown.to_string() });
            }
            Inline::Literal(text) => self.current.text.push_str(text),
            Inline::Reference { shown, .. } | Inline::Link { shown, .. } => self.current.text.push_str(shown),
            // A note is a passage of its own, behind the paragraph that calls it.
            Inline::Footnote(_)
            | Inline::Page { .. }
            | Inline::Strong(_)
            | Inline::Emphasis(_)
            | Inline::Role(..) => {}
            Inline::Break => self.current.text.push(' '),
        }
    }

    fn text(&mut self, text: &str) {
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            self.current.text.push(c);
            let is_end = match c {
                '。' | '！' | '？' => true,
                '.' | '!' | '?' => characters.peek() == Some(&' '),
                _ => false,
            };
            if is_end {
                self.end();
            }
        }
    }

    fn end(&mut self) {
        let Sentence { text, facts } = std::mem::take(&mut self.current);
        let sentence = Sentence { text: text.trim().to_owned(), facts };
        if !sentence.text.is_empty() {
            self.done.push(sentence);
        }
    }
}
