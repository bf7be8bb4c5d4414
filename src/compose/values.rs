//! What a template can name: facts, panels of facts, and registers.

use std::{fmt, sync::Arc};

use minijinja::{
    Error, ErrorKind, Value,
    value::{Enumerator, Object, ObjectRepr},
};

use super::scope::{Scope, Style};
use crate::{
    data::{
        fact::{Fact, Named, Show},
        metric::FactKey,
        period::Period,
    },
    doc::inline::Inline,
};

/// A fact in a template: printed, it becomes a marker that is bound to the fact.
#[derive(Debug)]
pub struct FactValue {
    scope: Arc<Scope>,
    key: FactKey,
    show: Show,
    style: Style,
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

/// Records that are looked up by their id and looped over in the order of their file.
#[derive(Debug)]
pub struct Register(pub Vec<(String, Value)>);

/// The template's value for a name of the plan.
pub fn named(scope: &Arc<Scope>, named: &Named) -> Value {
    match named.keys.as_slice() {
        [key] if !named.is_panel => fact(scope, key, named.show),
        _ => Value::from_object(PanelValue { scope: Arc::clone(scope), named: named.clone() }),
    }
}

fn fact(scope: &Arc<Scope>, key: &FactKey, show: Show) -> Value {
    let scope = Arc::clone(scope);
    Value::from_object(FactValue { scope, key: key.clone(), show, style: Style::Whole })
}

/// The period that a template means by `base`, `end` or a year.
fn period(scope: &Scope, name: &str) -> Option<Period> {
    match name {
        "base" => Some(scope.base),
        "end" => Some(scope.end),
        year => year.parse().ok(),
    }
}

impl FactValue {
    /// The fact; none where the data could not give it, which was reported.
    pub fn fact(&self) -> Option<&Fact> {
        self.scope.fact(&self.key)
    }

    /// The fact as the document would show it.
    pub fn shown(&self) -> String {
        self.fact().map_or_else(|| "…".to_owned(), |fact| self.scope.writer.fact(fact, self.show).text())
    }

    fn styled(&self, style: Style) -> Value {
        Value::from_object(Self {
            scope: Arc::clone(&self.scope),
            key: self.key.clone(),
            show: self.show,
            style,
        })
    }

    fn literal(&self, period: Period) -> Value {
        Value::from(self.scope.bindings.bind(Inline::Literal(period.to_string())))
    }

    /// The word for the direction of a change, chosen from its bounds: `up` only when every value
    /// that the change can have is above zero.
    pub fn direction<'a>(&self, up: &'a str, down: &'a str, flat: &'a str) -> &'a str {
        match self.fact() {
            Some(fact) if fact.bounds.is_positive() => up,
            Some(fact) if fact.bounds.is_negative() => down,
            _ => flat,
        }
    }

    /// The word for how this fact stands to another, chosen from the bounds of both: `same` when
    /// they overlap.
    ///
    /// # Errors
    /// The facts are in different units.
    pub fn compared<'a>(
        &self,
        other: &Self,
        more: &'a str,
        less: &'a str,
        same: &'a str,
    ) -> Result<&'a str, Error> {
        let (Some(ours), Some(theirs)) = (self.fact(), other.fact()) else { return Ok(same) };
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
}

impl Object for FactValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "number" => Some(self.styled(Style::Number)),
            "magnitude" => Some(self.styled(Style::Magnitude)),
            "period" => Some(self.literal(self.key.period)),
            "base_period" => Some(self.literal(self.key.base?)),
            // A panel of one period may be asked for it all the same.
            name if period(&self.scope, name)? == self.key.period => Some(self.styled(self.style)),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A fact that the data cannot give was reported; no page is made then.
        let Some(fact) = self.fact() else { return f.write_str("…") };
        let inline = self.scope.show(fact, self.show, self.style);
        f.write_str(&self.scope.bindings.bind(inline))
    }
}

impl Object for PanelValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let area = key.as_str()?;
        let area = self.scope.subject.as_ref().and_then(|it| it.area(area)).map_or(area, String::as_str);
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
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let period = period(&self.scope, key.as_str()?)?;
        let key = self.keys.iter().find(|key| key.period == period)?;
        Some(fact(&self.scope, key, self.show))
    }
}

impl Object for Register {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let id = key.as_str()?;
        self.0.iter().find(|(other, _)| other == id).map(|(_, record)| record.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.iter().map(|(_, record)| record.clone()).collect())
    }
}
