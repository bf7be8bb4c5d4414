//! The form of a file: every key that is missing or unknown, and every word that is none of its words, in
//! one run and before anything is read.
//!
//! What a file may say is asked of its nouns (their JSON Schema, which `briefing schema` prints), so that
//! no second list of keys is kept.

use std::{borrow::Cow, collections::BTreeSet};

use ::toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use schemars::{JsonSchema, schema_for};
use serde_json::{Map, Value};

use super::locus;
use crate::{
    diag::{Diagnostic, there_is},
    inputs::File,
    lang::{BILINGUAL, Lang},
};

/// How much of its form a file has to fill.
#[derive(Clone, Copy)]
pub(super) enum Demand<'a> {
    /// All that has no default, and every wording in those languages; none for those that it names itself.
    Whole { languages: Option<&'a [Lang]> },
    /// What it likes: the rest is in another file.
    Part,
}

/// Holds a file against the form of `T`.
///
/// # Errors
/// Every fault of form, in the order of the file's keys.
pub(super) fn check<T: JsonSchema>(
    file: &File,
    tree: &Spanned<DeTable<'_>>,
    demand: Demand<'_>,
    code: &'static str,
) -> Result<(), Vec<Diagnostic>> {
    let schema = schema_for!(T).to_value();
    let (is_whole, languages) = match demand {
        Demand::Whole { languages: Some(given) } => (true, given.to_vec()),
        Demand::Whole { languages: None } => (true, own_languages(tree.get_ref())),
        Demand::Part => (false, vec![]),
    };
    let mut form = FormCheck { file, code, root: &schema, is_whole, languages, faults: vec![] };
    form.table(&schema, tree.get_ref(), &ValuePlace { locus: locus(file, tree), name: String::new() });
    if form.faults.is_empty() { Ok(()) } else { Err(form.faults) }
}

/// The languages that a file names, as far as they are any; else all.
fn own_languages(tree: &DeTable<'_>) -> Vec<Lang> {
    let named = tree.get("languages").and_then(|it| it.get_ref().as_array());
    let Some(named) = named else { return Lang::ALL.to_vec() };
    Lang::ALL
        .into_iter()
        .filter(|lang| named.iter().any(|it| it.get_ref().as_str() == Some(lang.code())))
        .collect()
}

struct FormCheck<'a> {
    file: &'a File,
    code: &'static str,
    root: &'a Value,
    is_whole: bool,
    languages: Vec<Lang>,
    faults: Vec<Diagnostic>,
}

/// Where a value stands, and what it is called: `facts.beds`.
struct ValuePlace {
    locus: crate::diag::Locus,
    name: String,
}

impl ValuePlace {
    /// “facts.beds”, or what the whole file is called.
    fn called(&self) -> Cow<'_, str> {
        if self.name.is_empty() { "the file".into() } else { (&self.name).into() }
    }
}

impl<'a> FormCheck<'a> {
    fn value(&mut self, schema: &'a Value, value: &Spanned<DeValue<'_>>, place: &ValuePlace) {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.rsplit('/').next().unwrap_or_default();
            if name == BILINGUAL {
                return self.wording(value, place);
            }
            let definition = &self.root["$defs"][name];
            return self.value(definition, value, place);
        }
        match value.get_ref() {
            DeValue::String(text) => {
                let alternatives = schema;
                let Some(schema) = self.only(schema, "string") else { return };
                if schema.get("$ref").is_some() {
                    return self.value(schema, value, place);
                }
                let words = words(schema);
                if !words.is_empty() && !words.contains(&**text) {
                    let message = format!("{} is {text}, which is none of its words", place.called());
                    let is_listed =
                        alternatives.get("anyOf").is_some() && self.only(alternatives, "array").is_some();
                    let or_list = if is_listed { ", or write a list in brackets" } else { "" };
                    let help = format!("{}{or_list}", there_is(text, words));
                    self.report(message, locus(self.file, value), help);
                }
            }
            DeValue::Table(table) => {
                if let Some(schema) = self.only(schema, "object") {
                    self.either(schema, value, |form, schema| form.table(schema, table, place), place);
                }
            }
            DeValue::Array(list) => {
                let Some(schema) = self.only(schema, "array") else { return };
                let Some(of) = schema.get("items") else { return };
                for (at, item) in list.iter().enumerate() {
                    let name = format!("{}[{at}]", place.name);
                    self.value(of, item, &ValuePlace { locus: locus(self.file, item), name });
                }
            }
            _ => {}
        }
    }

    /// A schema that refers to another is followed, one that describes is used.
    fn either(
        &mut self,
        schema: &'a Value,
        value: &Spanned<DeValue<'_>>,
        describe: impl FnOnce(&mut Self, &'a Value),
        place: &ValuePlace,
    ) {
        if schema.get("$ref").is_some() { self.value(schema, value, place) } else { describe(self, schema) }
    }

    /// The one alternative of a schema that has values of a type; none where several have.
    fn only(&self, schema: &'a Value, kind: &str) -> Option<&'a Value> {
        // `oneOf` parts an enumeration into its words.
        let Some(alternatives) = schema.get("anyOf").and_then(Value::as_array) else { return Some(schema) };
        let mut fitting = alternatives.iter().filter(|it| self.is_of(it, kind));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    fn is_of(&self, schema: &Value, kind: &str) -> bool {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.rsplit('/').next().unwrap_or_default();
            return self.is_of(&self.root["$defs"][name], kind);
        }
        match &schema["type"] {
            Value::String(one) => one == kind,
            Value::Array(several) => several.iter().any(|it| it == kind),
            _ => ["anyOf", "oneOf"]
                .iter()
                .filter_map(|key| schema.get(key)?.as_array())
                .flatten()
                .any(|it| self.is_of(it, kind)),
        }
    }

    fn table(&mut self, schema: &'a Value, table: &DeTable<'_>, place: &ValuePlace) {
        let nothing = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        let of_any = schema.get("additionalProperties");
        let mut keys: Vec<_> = table.iter().collect();
        // Reported in the order in which they are written.
        keys.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in keys {
            let (name, at) = (key.get_ref(), locus(self.file, key));
            let dot = if place.name.is_empty() { "" } else { "." };
            let inner = ValuePlace { locus: at, name: format!("{}{dot}{name}", place.name) };
            match (properties.and_then(|it| it.get(&**name)), of_any) {
                (Some(schema), _) => self.value(schema, value, &inner),
                (None, Some(of_any @ Value::Object(_))) => self.value(of_any, value, &inner),
                (None, Some(Value::Bool(false))) => {
                    let known = properties.unwrap_or(&nothing).keys().map(String::as_str);
                    let message = format!("{} has no key `{name}`", place.called());
                    self.report(message, inner.locus, there_is(name, known));
                }
                _ => {}
            }
        }
        let required = schema.get("required").and_then(Value::as_array).filter(|_| self.is_whole);
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if !table.contains_key(key) {
                let message = format!("{} lacks `{key}`", place.called());
                let what = properties.and_then(|it| it.get(key)).map(Self::meaning).unwrap_or_default();
                self.report(message, place.locus.clone(), format!("write it: {key} = …{what}"));
            }
        }
    }

    /// What a key is for, in the words of its noun.
    fn meaning(schema: &Value) -> String {
        let told = schema.get("description").and_then(Value::as_str).and_then(|it| it.lines().next());
        told.map(|it| format!("   {}", it.trim_end_matches('.').replace('`', ""))).unwrap_or_default()
    }

    /// What is said in the languages of the file: in each of them, or once if there is but one.
    fn wording(&mut self, value: &Spanned<DeValue<'_>>, place: &ValuePlace) {
        let asked: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        match value.get_ref() {
            DeValue::String(text) if asked.len() > 1 => {
                let message =
                    format!("{} is said once for the languages {}", place.called(), asked.join(" and "));
                let each: Vec<String> = asked.iter().map(|lang| format!("{lang} = \"{text}\"")).collect();
                let help = format!("say it in each: {{ {} }}", each.join(", "));
                self.report(message, locus(self.file, value), help);
            }
            DeValue::Table(table) => {
                for lang in asked.iter().filter(|lang| !table.contains_key(**lang)) {
                    let message = format!("{} is not said in {lang}", place.called());
                    let help = format!("write {lang} = \"…\" there, or take {lang} out of `languages`");
                    self.report(message, locus(self.file, value), help);
                }
                let known: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
                for key in table.keys().filter(|key| !known.contains(&&**key.get_ref())) {
                    let message = format!("{} has no key `{}`", place.called(), key.get_ref());
                    self.report(message, locus(self.file, key), there_is(key.get_ref(), known.clone()));
                }
            }
            _ => {}
        }
    }

    fn report(&mut self, message: String, at: crate::diag::Locus, help: String) {
        self.faults.push(Diagnostic::error(self.code, message).at(at).help(help));
    }
}

/// The words that a schema allows; none where it allows any text.
fn words(schema: &Value) -> BTreeSet<&str> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let own = listed.chain(schema.get("const")).filter_map(Value::as_str);
    let alternatives = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    own.chain(alternatives.flat_map(words)).collect()
}
