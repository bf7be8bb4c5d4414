//! Around a number: what is typed beside a bound number must not make another number of it.
//!
//! A number comes from its fact; a unit, a sign or a verb beside it may be typed by anybody. This reads the
//! finished runs, however they were written.

use std::fmt;

use crate::{
    data::fact::{Fact, Facts},
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::Document,
        inline::{Inline, ShownFact, footnotes, leaves},
    },
    lang::Lang,
};

mod comparison;
mod limit;
mod pace;
mod period;
mod sign;
mod unit;
mod way;

/// A bound number with what stands on both sides of it, up to the next bound number or the run's end.
#[derive(Debug, Clone, Copy)]
struct BoundNumber<'a> {
    at: usize,
    run: &'a Run<'a>,
}

/// A run as it is read: neighbouring stretches of typed text are one.
#[derive(Debug)]
struct Run<'a> {
    lang: Lang,
    facts: &'a Facts,
    /// Typed text, and what is bound.
    parts: Vec<RunPart<'a>>,
}

#[derive(Debug)]
enum RunPart<'a> {
    Typed(String),
    Fact(&'a ShownFact),
    Literal(&'a str),
}

/// What is wrong beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NumberFault {
    code: &'static str,
    message: String,
    help: &'static str,
}

/// Reports what is typed beside a bound number and changes what it says: a unit, a scale or a sign, a verb
/// against its direction, a comparison or a limit that the facts do not bear out, a period or a pace that the fact does not have, two
/// numbers that run into one.
pub fn around(document: &Document, facts: &Facts, sink: &mut Sink) {
    for block in &document.blocks {
        for inlines in block.content.runs() {
            judge(inlines, (document.lang, facts), &block.locus, sink);
        }
    }
}

fn judge(inlines: &[Inline], (lang, facts): (Lang, &Facts), locus: &Locus, sink: &mut Sink) {
    let run = Run::of(inlines, lang, facts);
    for at in 0..run.parts.len() {
        let place = BoundNumber { at, run: &run };
        if place.bound().is_none() {
            continue;
        }
        let told = |fault: NumberFault| {
            let locus = locus.clone().showing(place.to_string());
            Diagnostic::error(fault.code, fault.message).at(locus).help(fault.help)
        };
        // A fact has one sign, wherever a word belies it.
        let about = place.shown_fact().map(|it| it.id.to_string());
        sign::judge(place)
            .into_iter()
            .for_each(|fault| sink.push(Diagnostic { about: about.clone(), ..told(fault) }));
        let judges = [unit::judge, comparison::judge, period::judge, pace::judge, limit::judge, way::judge];
        judges.map(|judge| judge(place)).into_iter().flatten().for_each(|fault| sink.push(told(fault)));
    }
    for note in footnotes(inlines) {
        judge(&note.text, (lang, facts), locus, sink);
    }
}

impl<'a> Run<'a> {
    fn of(inlines: &'a [Inline], lang: Lang, facts: &'a Facts) -> Self {
        let mut parts: Vec<RunPart> = vec![];
        for leaf in leaves(inlines) {
            let typed = match leaf {
                Inline::Text(text) => text,
                Inline::Reference { shown, .. } | Inline::Link { shown, .. } => shown,
                Inline::Break => "\n",
                Inline::Footnote(_)
                | Inline::Page { .. }
                | Inline::Strong(_)
                | Inline::Emphasis(_)
                | Inline::Role(..) => "",
                Inline::Fact(fact) => {
                    parts.push(RunPart::Fact(fact));
                    continue;
                }
                Inline::Literal(text) => {
                    parts.push(RunPart::Literal(text));
                    continue;
                }
            };
            match parts.last_mut() {
                Some(RunPart::Typed(before)) => before.push_str(typed),
                _ => parts.push(RunPart::Typed(typed.to_owned())),
            }
        }
        Self { lang, facts, parts }
    }

    fn fact(&self, shown: &ShownFact) -> Option<&'a Fact> {
        self.facts.get(&shown.id)
    }
}

impl<'a> BoundNumber<'a> {
    /// What is bound here, as it is shown.
    fn bound(self) -> Option<&'a str> {
        match &self.run.parts[self.at] {
            RunPart::Typed(_) => None,
            RunPart::Fact(fact) => Some(fact.shown.text()),
            RunPart::Literal(text) => Some(text),
        }
    }

    /// The fact that is bound here.
    fn shown_fact(self) -> Option<&'a ShownFact> {
        match &self.run.parts[self.at] {
            RunPart::Fact(fact) => Some(fact),
            _ => None,
        }
    }

    /// What is typed directly before it; empty at the run's start and behind another bound number.
    fn before(self) -> &'a str {
        self.at.checked_sub(1).map_or("", |at| self.typed(at))
    }

    /// What is typed directly behind it.
    fn behind(self) -> &'a str {
        self.typed(self.at + 1)
    }

    fn typed(self, at: usize) -> &'a str {
        match self.run.parts.get(at) {
            Some(RunPart::Typed(text)) => text,
            _ => "",
        }
    }

    /// What is typed before it in its clause, bound numbers left out.
    fn clause(self) -> &'a str {
        let text = self.before();
        let is_end = |c: char| {
            matches!(c, ',' | ';' | '.' | ':' | '，' | '；' | '。' | '：' | '、' | '(' | '（' | '\n' | '—')
        };
        text.rfind(is_end).map_or(text, |at| {
            let width = text[at..].chars().next().map_or(0, char::len_utf8);
            &text[at + width..]
        })
    }

    /// The bound number before this one, where only typed text parts them.
    fn previous(self) -> Option<BoundNumber<'a>> {
        let at = self.at.checked_sub(2)?;
        let place = BoundNumber { at, run: self.run };
        place.bound().map(|_| place)
    }
}

/// The number with a few words around it, as a reader sees it.
impl fmt::Display for BoundNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// As much as names a place on a line of a report.
        const CHARACTERS: usize = 16;
        let before: Vec<char> = self.before().chars().rev().take(CHARACTERS).collect();
        before.iter().rev().try_for_each(|c| write!(f, "{c}"))?;
        f.write_str(self.bound().unwrap_or_default())?;
        self.behind().chars().take(CHARACTERS).try_for_each(|c| write!(f, "{c}"))
    }
}
