//! What every part of one document in the making shares: how numbers read, and which were shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Edition, bind::Bindings, show::Writer};
use crate::{
    data::{
        fact::{Fact, FactId, Facts, Named, Show},
        metric::FactKey,
        period::Period,
    },
    doc::{
        inline::{Inline, ShownFact},
        numeral::ListedCounts,
        reading::Reading,
    },
    inputs::sha256,
    lang::Bilingual,
    plan::subject::Subject,
};

/// The facts of an edition, as one document shows them.
#[derive(Debug)]
pub struct Scope {
    pub writer: Writer,
    pub facts: Arc<Facts>,
    pub bindings: Bindings,
    pub base: Period,
    pub end: Period,
    /// What the vintage families are called.
    pub families: BTreeMap<String, Bilingual>,
    /// What a text may count.
    pub counts: ListedCounts,
    /// What `subject` and `whole` mean in brackets behind a panel.
    pub subject: Option<Subject>,
    /// The facts that are what somebody printed, by the publication that they rest on.
    pub reported: BTreeSet<FactId>,
    shown: Mutex<BTreeMap<FactId, Show>>,
}

/// How much of a fact is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownPart {
    /// Number, unit, mark.
    Whole,
    /// Number and mark: the unit is said elsewhere.
    Number,
    /// As `Whole`, without the sign: a verb says the direction.
    Magnitude,
}

impl Scope {
    /// Starts a document.
    pub fn new(writer: Writer, edition: &Edition) -> Self {
        let (plan, facts) = (edition.plan, Arc::clone(&edition.facts));
        let (base, end, subject) = (plan.base, plan.end, plan.subject.clone());
        // Whoever writes a text does not know what all values are hashed to.
        let key: Vec<String> = facts.iter().map(|fact| format!("{}={}", fact.id, fact.value)).collect();
        let (bindings, families) =
            (Bindings::keyed(sha256(key.join("\n").as_bytes())), plan.families.clone());
        let counts = plan.listed_counts(&writer.catalogue);
        let (reported, shown) = (edition.reported(), Mutex::default());
        Self { writer, facts, bindings, base, end, families, counts, subject, reported, shown }
    }

    /// The name of the accounts that a fact rests on; none of a fact of no vintage family, or of
    /// one that the plan gives no name.
    pub fn basis(&self, fact: &Fact) -> Option<&str> {
        let [family] = fact.families().into_iter().collect::<Vec<_>>()[..] else { return None };
        self.families.get(family).map(|name| name.get(self.writer.lang))
    }

    /// Whether a fact was only not known yet on the day that counts.
    pub fn is_awaited(&self, key: &FactKey) -> bool {
        self.facts.awaits(&key.to_string()).is_some()
    }

    /// The fact behind a key; none where the data could not give it, which was reported.
    pub fn fact(&self, key: &FactKey) -> Option<&Fact> {
        self.facts.get(&key.to_string())
    }

    /// The panel, or the plain fact, of that name.
    pub fn named(&self, name: &str) -> Option<&Named> {
        self.facts.named(name)
    }

    /// Prints a fact, and remembers that the document shows it.
    pub fn show(&self, fact: &Fact, show: Show, style: ShownPart) -> Inline {
        let shown = match style {
            ShownPart::Whole => self.writer.fact(fact, show),
            ShownPart::Number => Reading::plain(self.writer.fact(fact, show).digits()),
            ShownPart::Magnitude => self.writer.magnitude(fact, show),
        };
        let has_unit = style != ShownPart::Number;
        self.bound(fact, show, shown, has_unit)
    }

    /// Says a fact in words, and remembers that the document shows it.
    pub fn show_as(&self, fact: &Fact, show: Show, words: String) -> Inline {
        self.bound(fact, show, Reading::plain(words), true)
    }

    fn bound(&self, fact: &Fact, show: Show, shown: Reading, has_unit: bool) -> Inline {
        self.remember(fact, show);
        let mark = fact.status.mark().unwrap_or_default().to_owned();
        let exponent = self.writer.exponent(show.scale);
        Inline::Fact(ShownFact { id: fact.id.clone(), shown, has_unit, exponent, mark })
    }

    /// Every fact that the document shows, with the way it was shown first.
    pub fn shown(&self) -> BTreeMap<FactId, Show> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers that the document shows a fact.
    pub fn remember(&self, fact: &Fact, show: Show) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.entry(fact.id.clone()).or_insert(show);
    }
}
