//! What a template can name: facts, panels of facts, and registers.

use std::{cmp::Ordering, fmt, sync::Arc};

use chrono::NaiveDate;
use minijinja::{
    Error, ErrorKind, Value,
    value::{Enumerator, Object, ObjectRepr, ValueKind},
};
use rust_decimal::Decimal;

use super::{
    numerals::day_in_words,
    proportion,
    scope::{Scope, ShownPart},
};
use crate::{
    data::{
        area::AreaCode,
        fact::{Fact, Named, Show},
        metric::{FactKey, Metric},
        period::Period,
    },
    doc::{
        inline::{Inline, ShownFact},
        movement::{self, Movement},
        numeral::numerals,
        prose::is_plain,
        reading::Reading,
    },
    plan::facts::PeriodSpec,
};

/// A fact in a template: printed, it becomes a marker that is bound to the fact.
#[derive(Debug)]
pub struct FactValue {
    scope: Arc<Scope>,
    key: FactKey,
    show: Show,
    style: ShownPart,
}

/// Facts over areas and, within an area, periods.
#[derive(Debug)]
pub struct PanelValue {
    scope: Arc<Scope>,
    named: Named,
}

/// The facts of one area of a panel.
#[derive(Debug)]
struct PanelRow {
    scope: Arc<Scope>,
    keys: Vec<FactKey>,
    show: Show,
}

/// Records that are looked up by their id and looped over in the order of their file, and the ids
/// of those that had not come out on the day that counts.
#[derive(Debug)]
pub struct Register {
    pub records: Vec<(String, Value)>,
    pub to_come: Vec<String>,
}

/// A record, or the cell of a panel, that there was not yet on the day that counts. A template may
/// ask whether it is published, and nothing else.
#[derive(Debug)]
pub struct NotYet;

impl Object for NotYet {
    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

/// The template's value for a name of the plan.
pub fn named(scope: &Arc<Scope>, named: &Named) -> Value {
    match named.keys.as_slice() {
        [key] if !named.is_panel => fact(scope, key, named.show),
        _ => Value::from_object(PanelValue { scope: Arc::clone(scope), named: named.clone() }),
    }
}

fn fact(scope: &Arc<Scope>, key: &FactKey, show: Show) -> Value {
    let scope = Arc::clone(scope);
    Value::from_object(FactValue { scope, key: key.clone(), show, style: ShownPart::Whole })
}

/// The period that a template means by `base`, `end`, one counted from these (`end-1`), or a year.
fn period(scope: &Scope, name: &str) -> Option<Period> {
    PeriodSpec::try_from(name.to_owned()).ok()?.of((scope.base, scope.end), scope.end)
}

impl FactValue {
    /// The fact that a value of a template is.
    ///
    /// # Errors
    /// It is none.
    pub fn of(value: &Value) -> Result<&Self, Error> {
        let message = "only a fact can be judged: name one, or a cell of a panel";
        value.downcast_object_ref::<Self>().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, message))
    }

    /// The fact; none where the data could not give it, which was reported.
    pub fn fact(&self) -> Option<&Fact> {
        self.scope.fact(&self.key)
    }

    /// Whether it is what somebody printed, by the publication that it rests on.
    pub fn is_reported(&self, fact: &Fact) -> bool {
        self.scope.reported.contains(&fact.id)
    }

    /// Whether the fact was known on the day that counts. One that the data can never give, which
    /// was reported, counts as known: the text around it is read all the same.
    pub fn is_published(&self) -> bool {
        !self.scope.is_awaited(&self.key)
    }

    /// The fact, to be judged; none where the data could not give it, which was reported.
    ///
    /// # Errors
    /// It was not known yet on the day that counts.
    pub fn known(&self) -> Result<Option<&Fact>, Error> {
        if self.is_published() {
            return Ok(self.fact());
        }
        let message = format!(
            "{} was not known yet on the day that counts: judge it between {{% if … is published %}} and {{% endif %}}",
            self.key
        );
        Err(Error::new(ErrorKind::InvalidOperation, message))
    }

    /// The fact as the document would show it.
    pub fn shown(&self) -> String {
        self.fact().map_or_else(|| "…".to_owned(), |fact| self.scope.writer.fact(fact, self.show).into())
    }

    /// The fact as the document would show it if it had another value.
    pub fn shown_at(&self, value: Decimal) -> String {
        let fact = self.fact().map(|fact| Fact { value, ..fact.clone() });
        fact.map_or_else(|| "…".to_owned(), |fact| self.scope.writer.fact(&fact, self.show).into())
    }

    fn styled(&self, style: ShownPart) -> Value {
        Value::from_object(Self {
            scope: Arc::clone(&self.scope),
            key: self.key.clone(),
            show: self.show,
            style,
        })
    }

    fn literal(&self, period: Period) -> Value {
        self.words(&period.to_string()).unwrap_or_default()
    }

    /// Words of the plan or the program, which may hold numerals.
    #[expect(clippy::unnecessary_wraps, reason = "it is what a template is given for a name")]
    fn words(&self, words: &str) -> Option<Value> {
        Some(Value::from(self.scope.bindings.bind(Inline::Literal(words.to_owned()))))
    }

    /// The day on which the last of what the fact rests on was published.
    fn vintage(&self) -> Option<NaiveDate> {
        self.fact()?.operands.iter().map(|it| it.vintage).max()
    }

    /// A change as a doubling or halving, a share as a simple fraction: words that stay bound to the
    /// fact, chosen from its bounds.
    ///
    /// # Errors
    /// No words fit the bounds, or what the fact is.
    pub fn in_words(&self) -> Result<String, Error> {
        let Some(fact) = self.known()? else { return Ok("…".to_owned()) };
        let lang = self.scope.writer.lang;
        let words = match fact.key.metric() {
            Metric::PercentChange => proportion::of_change(fact.bounds, lang).map(str::to_owned),
            Metric::Share | Metric::Level if fact.measure == "PT" => proportion::of_share(fact.bounds, lang),
            _ => None,
        };
        let Some(words) = words else {
            let message = format!("{} is {}: no simple proportion, print the number", fact.id, self.shown());
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        };
        Ok(self.scope.bindings.bind(self.scope.show_as(fact, self.show, words)))
    }

    /// The word for the direction of a change, chosen from its bounds: `up` only when every value
    /// that the change can have is above zero.
    ///
    /// # Errors
    /// The fact was not known yet, or a word says the other direction.
    pub fn direction<'a>(&self, up: &'a str, down: &'a str, flat: &'a str) -> Result<&'a str, Error> {
        self.point(up, Movement::Rise)?;
        self.point(down, Movement::Fall)?;
        Ok(match self.known()? {
            Some(fact) if fact.bounds.is_positive() => up,
            Some(fact) if fact.bounds.is_negative() => down,
            _ => flat,
        })
    }

    /// The word for how this fact stands to another, chosen from the bounds of both: `same` when
    /// they overlap.
    ///
    /// # Errors
    /// The facts are in different units, one was not known yet, or a word says the other way.
    pub fn compared<'a>(
        &self,
        other: &Self,
        more: &'a str,
        less: &'a str,
        same: &'a str,
    ) -> Result<&'a str, Error> {
        let (Some(ours), Some(theirs)) = (self.known()?, other.known()?) else { return Ok(same) };
        // Of two falls, the greater change is the smaller fall.
        let are_falls = ours.bounds.is_negative() && theirs.bounds.is_negative();
        let is_turned = |word: &str| are_falls && movement::is_of_size(word);
        self.point(more, if is_turned(more) { Movement::Fall } else { Movement::Rise })?;
        self.point(less, if is_turned(less) { Movement::Rise } else { Movement::Fall })?;
        if ours.measure != theirs.measure {
            let message = format!("{} and {} are in different units", ours.id, theirs.id);
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
        let above =
            |a: &Fact, b: &Fact| matches!((a.bounds.lo(), b.bounds.hi()), (Some(lo), Some(hi)) if lo > hi);
        Ok(match (above(ours, theirs), above(theirs, ours)) {
            (true, _) => more,
            (_, true) => less,
            _ => same,
        })
    }

    /// Refuses a word that says the opposite of what it is chosen for.
    fn point(&self, word: &str, wanted: Movement) -> Result<(), Error> {
        let lang = self.scope.writer.lang;
        match movement::of_phrase(word, lang) {
            Some(said) if said != wanted => {
                let way = match wanted {
                    Movement::Rise => "up or stands above",
                    Movement::Fall => "down or stands below",
                };
                let message = format!("“{word}” is chosen for what goes {way}, and says the opposite");
                Err(Error::new(ErrorKind::InvalidOperation, message))
            }
            _ => Ok(()),
        }
    }
}

/// What may be asked of a fact behind a point.
pub const ATTRIBUTES: [&str; 9] =
    ["area", "area_name", "base_period", "basis", "indicator", "magnitude", "number", "period", "vintage"];

/// The area's short name for `area`, its full one for `area_name`.
fn area_named(scope: &Scope, code: &str, name: &str) -> Option<Value> {
    let area = scope.writer.catalogue.areas.get(code)?;
    match name {
        "area" => Some(as_written(scope, area.short.get(scope.writer.lang))),
        "area_name" => Some(as_written(scope, area.name.get(scope.writer.lang))),
        _ => None,
    }
}

/// A name of the code lists, as it is written there: one in which a text would read something, a mark or a number, is
/// bound.
fn as_written(scope: &Scope, name: &str) -> Value {
    if is_plain(name) && numerals(name).is_empty() {
        Value::from(name)
    } else {
        Value::from(scope.bindings.bind(Inline::Literal(name.to_owned())))
    }
}

impl Object for FactValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "number" => Some(self.styled(ShownPart::Number)),
            "magnitude" => Some(self.styled(ShownPart::Magnitude)),
            "period" => Some(self.literal(self.key.period)),
            "base_period" => Some(self.literal(self.key.base()?)),
            "indicator" => {
                let indicator = self.scope.writer.catalogue.indicators.get(&self.key.indicator)?;
                Some(as_written(&self.scope, indicator.name.get(self.scope.writer.lang)))
            }
            "basis" => self.words(self.scope.basis(self.fact()?)?),
            name @ ("area" | "area_name") => area_named(&self.scope, &self.key.area, name),
            "vintage" => self.words(&day_in_words(self.vintage()?, self.scope.writer.lang)),
            // A panel of one period may be asked for it all the same.
            name => match period(&self.scope, name)?.cmp(&self.key.period) {
                Ordering::Less => None,
                Ordering::Equal => Some(self.styled(self.style)),
                Ordering::Greater => Some(Value::from_object(NotYet)),
            },
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A fact that the data cannot give was reported; no page is made then.
        let Some(fact) = self.fact() else {
            let (id, shown) = (self.key.id(), Reading::plain("…"));
            let awaited = ShownFact { id, shown, has_unit: false, exponent: 0, mark: String::new() };
            return f.write_str(&self.scope.bindings.bind(Inline::Fact(awaited)));
        };
        let inline = self.scope.show(fact, self.show, self.style);
        f.write_str(&self.scope.bindings.bind(inline))
    }
}

/// Whether there is nothing of that name, or not yet.
pub fn is_nothing(value: &Value) -> bool {
    value.is_undefined() || value.downcast_object_ref::<NotYet>().is_some()
}

/// Whether a value is a fact that was not known yet on the day that counts.
pub fn is_to_come(value: &Value) -> bool {
    value.downcast_object_ref::<FactValue>().is_some_and(|fact| !fact.is_published())
}

/// Whether a name is that of a fact or of a panel of facts.
pub fn is_fact(value: &Value) -> bool {
    value.downcast_object_ref::<FactValue>().is_some() || value.downcast_object_ref::<PanelValue>().is_some()
}

/// Why a value cannot stand in a text: it is many, or a yes or no.
pub fn of_many(value: &Value) -> Option<String> {
    if let Some(PanelValue { named, .. }) = value.downcast_object_ref::<PanelValue>() {
        let area = &named.keys.first()?.area;
        return Some(format!(
            "a panel of {} facts stands here, which is no number: name an area and a period, as \
             name[\"{area}\"].end, or go through it with {{% for area in name %}}",
            named.keys.len()
        ));
    }
    if let Some(row) = value.downcast_object_ref::<PanelRow>() {
        let first = row.keys.first()?;
        return Some(format!(
            "the {} periods of {} stand here, which are no number: name one, as [\"{}\"], or .end",
            row.keys.len(),
            first.area,
            first.period
        ));
    }
    match value.kind() {
        _ if is_nothing(value) => None,
        ValueKind::Bool => Some("a yes or no stands here: ask it with {% if … %}".to_owned()),
        ValueKind::Seq | ValueKind::Map | ValueKind::Iterable => {
            Some("a list stands here: name one of its entries, or go through it with {% for … %}".to_owned())
        }
        _ => None,
    }
}

/// What may be asked of a value behind a point or in brackets.
pub fn known(value: &Value) -> Vec<String> {
    let once = |names: &mut dyn Iterator<Item = String>| {
        let mut known: Vec<String> = vec![];
        names.for_each(|name| {
            if !known.contains(&name) {
                known.push(name);
            }
        });
        known
    };
    if let Some(panel) = value.downcast_object_ref::<PanelValue>() {
        return once(&mut panel.named.keys.iter().map(|key| key.area.to_string()));
    }
    if let Some(row) = value.downcast_object_ref::<PanelRow>() {
        return once(&mut row.keys.iter().map(|key| key.period.to_string()));
    }
    if value.downcast_object_ref::<FactValue>().is_some() {
        return ATTRIBUTES.map(str::to_owned).to_vec();
    }
    let register = value.downcast_object_ref::<Register>();
    register.map_or_else(Vec::new, |it| it.records.iter().map(|(id, _)| id.clone()).collect())
}

impl PanelValue {
    /// Whether every fact of the panel was known on the day that counts.
    pub fn is_published(&self) -> bool {
        !self.named.keys.iter().any(|key| self.scope.is_awaited(key))
    }
}

impl Object for PanelValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    /// Its areas in the plan's order, each as brackets would give it.
    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let mut areas: Vec<&str> = vec![];
        for key in &self.named.keys {
            if !areas.contains(&key.area.as_str()) {
                areas.push(&key.area);
            }
        }
        Enumerator::Values(areas.into_iter().filter_map(|area| self.get_value(&Value::from(area))).collect())
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let area = key.as_str()?;
        let area = self.scope.subject.as_ref().and_then(|it| it.area(area)).map_or(area, AreaCode::as_str);
        let keys: Vec<FactKey> = self.named.keys.iter().filter(|key| key.area == area).cloned().collect();
        match keys.as_slice() {
            [] => None,
            [only] => Some(fact(&self.scope, only, self.named.show)),
            _ => Some(Value::from_object(PanelRow {
                scope: Arc::clone(&self.scope),
                keys,
                show: self.named.show,
            })),
        }
    }
}

impl Object for PanelRow {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    /// Its periods in the plan's order.
    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.keys.iter().map(|key| fact(&self.scope, key, self.show)).collect())
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if let Some(named) = self.keys.first().and_then(|key| area_named(&self.scope, &key.area, name)) {
            return Some(named);
        }
        let period = period(&self.scope, name)?;
        match self.keys.iter().find(|key| key.period == period) {
            Some(key) => Some(fact(&self.scope, key, self.show)),
            // The panel ends earlier on an earlier day.
            None if self.keys.last()?.period < period => Some(Value::from_object(NotYet)),
            None => None,
        }
    }
}

impl Object for Register {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let id = key.as_str()?;
        let found = self.records.iter().find(|(other, _)| other == id).map(|(_, record)| record.clone());
        let is_to_come = self.to_come.iter().any(|other| other == id);
        found.or_else(|| is_to_come.then(|| Value::from_object(NotYet)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.records.iter().map(|(_, record)| record.clone()).collect())
    }
}
