//! A list of codes, each with what its row says of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    area_codes,
    columns::RoleColumns,
    row::{RowReader, for_each_row},
};
use crate::{
    diag::{Diagnostic, Locus, Reported, Sink, did_you_mean, there_is},
    ingest::{
        label::name_key,
        table::{RoleTables, excerpt},
    },
};

/// What the codes of a list are codes of.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// As written in messages: `source`.
    pub word: &'static str,
    /// The diagnostic of a code that the list does not have: `unknown-source`.
    pub unknown: &'static str,
}

/// The rows of a role by their codes.
///
/// It also remembers codes whose rows were faulty, and whether rows are missing, so that a fault
/// in a list does not come back as an unknown code wherever the code is used.
#[derive(Debug)]
pub struct CodeList<T> {
    noun: Noun,
    entries: BTreeMap<String, ListEntry<T>>,
    /// The codes of what is called so, by [`name_key`].
    names: BTreeMap<String, BTreeSet<String>>,
    /// The names as they are written, to be proposed.
    spellings: BTreeSet<String>,
    /// That rows may be missing was reported.
    incomplete: Option<Reported>,
}

#[derive(Debug)]
struct ListEntry<T> {
    /// Position in the file, from 0.
    order: usize,
    locus: Locus,
    /// What the row says, if it is not faulty.
    value: Result<T, Reported>,
}

impl<T> CodeList<T> {
    /// Reads the tables of a role. The first of the required columns holds the code; `parse` reads
    /// the rest of a row. A code's second row is reported and left out.
    pub fn read(
        noun: Noun,
        batch: &RoleTables,
        columns: &RoleColumns,
        sink: &mut Sink,
        mut parse: impl FnMut(String, &mut RowReader<'_>) -> Result<T, Reported>,
    ) -> Self {
        let key = columns.required[0];
        let mut list = Self {
            noun,
            entries: BTreeMap::new(),
            names: BTreeMap::new(),
            spellings: BTreeSet::new(),
            incomplete: None,
        };
        let is_incomplete = for_each_row(batch, columns, sink, |row| {
            let Ok(code) = row.text(key) else { return };
            let value = parse(code.clone(), row);
            let entry = ListEntry { order: list.entries.len(), locus: row.locus(key), value };
            if let Some(first) = list.entries.get(&code) {
                row.report(
                    Diagnostic::error("duplicate-code", format!("two rows for the {} {code}", noun.word))
                        .at(first.locus.clone())
                        .at(entry.locus)
                        .help("give one of them another code, or delete it"),
                );
            } else {
                list.entries.insert(code, entry);
            }
        });
        let unread = || {
            Diagnostic::error("incomplete-list", format!("the list of {} codes is incomplete", noun.word))
                .help("correct the rows that were refused")
        };
        list.incomplete = is_incomplete.then(|| sink.because(unread));
        list
    }

    /// Lets the rows be found by these names as well as by their codes.
    #[must_use]
    pub fn named(mut self, names: impl Fn(&T) -> Vec<String>) -> Self {
        let mut named = BTreeMap::<_, BTreeSet<_>>::new();
        let mut spellings = BTreeSet::new();
        for (code, _, value) in self.iter() {
            for name in names(value) {
                named.entry(name_key(&name)).or_default().insert(code.to_owned());
                spellings.insert(name);
            }
        }
        (self.names, self.spellings) = (named, spellings);
        self
    }

    /// Codes and names, as [`name_key`] writes them.
    pub fn keys(&self) -> BTreeSet<String> {
        self.entries.keys().map(|code| name_key(code)).chain(self.names.keys().cloned()).collect()
    }

    /// What the list says of a code or a name, or that it cannot be told because of a fault that was reported.
    ///
    /// # Errors
    /// The list does not have it, or several are called so; the place is still to be added.
    pub fn find(&self, code: &str) -> Result<Result<&T, Reported>, Diagnostic> {
        if let Some(entry) = self.entries.get(code) {
            return Ok(entry.value.as_ref().map_err(|reported| *reported));
        }
        let Noun { word, unknown } = self.noun;
        let codes = self.names.get(&name_key(code)).into_iter().flatten().collect::<Vec<_>>();
        match (codes.as_slice(), self.incomplete) {
            ([only], _) => Ok(self.entries[*only].value.as_ref().map_err(|reported| *reported)),
            ([], Some(reported)) => Ok(Err(reported)),
            ([], None) => {
                let known = || self.entries.keys().chain(&self.spellings).map(String::as_str);
                let nearly = || known().find(|name| is_nearly(name, code));
                let foreign = Some(code).filter(|_| word == "area").and_then(area_codes::kind_of_code);
                let is_foreign = foreign.is_some();
                let hint = foreign.or_else(|| Some(code)
                    .filter(|code| !is_name(code))
                    .and_then(|code| did_you_mean(code, known())))
                    .or_else(|| nearly().map(|name| format!("did you mean {name}?")))
                    .unwrap_or_else(|| match word {
                        "indicator" | "area" => {
                            format!("if it is a name of one that is listed, add it to its ALIASES, or list a new {word}")
                        }
                        _ => {
                            let codes = self.entries.keys().map(String::as_str);
                            format!("add it to the list of {word} codes, or correct it: {}", there_is(code, codes))
                        }
                    });
                let fault = Diagnostic::error(unknown, format!("there is no {word} {}", excerpt(code)));
                // Of codes in parts, those that begin alike: of CN-XX, the provinces that are listed.
                let family = code.split_once('-').map(|(country, _)| format!("{country}-"));
                let alike = |key: &&String| family.as_ref().is_some_and(|it| key.starts_with(it.as_str()));
                let alike: Vec<&str> = self.entries.keys().filter(alike).map(String::as_str).collect();
                Err(if is_foreign || alike.is_empty() {
                    fault.help(hint)
                } else {
                    fault.help(there_is(code, alike))
                })
            }
            ([..], _) => {
                let several = format!("more than one {word} is called {}", excerpt(code));
                let codes = codes.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                Err(Diagnostic::error("ambiguous-name", several).help(format!("write its code: {codes}")))
            }
        }
    }

    /// The good rows with their codes and places, sorted by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Locus, &T)> {
        self.entries
            .iter()
            .filter_map(|(code, entry)| Some((code.as_str(), &entry.locus, entry.value.as_ref().ok()?)))
    }

    /// The good rows by code.
    pub fn into_map<C: From<String> + Ord>(self) -> BTreeMap<C, T> {
        self.entries.into_iter().filter_map(|(code, entry)| Some((code.into(), entry.value.ok()?))).collect()
    }

    /// The good rows in the order of the file.
    pub fn into_rows(self) -> Vec<T> {
        let mut entries = self.entries.into_values().collect::<Vec<_>>();
        entries.sort_by_key(|entry| entry.order);
        entries.into_iter().filter_map(|entry| entry.value.ok()).collect()
    }
}

/// Whether a text is a name rather than a code: 湖南省, Austria.
fn is_name(text: &str) -> bool {
    text.contains(|c: char| c.is_lowercase() || !c.is_ascii())
}

/// Whether two names of three characters or more differ in one, and the second is not that of another place:
/// 湖南 is no misspelling of 湖北, and Australia none of Austria.
fn is_nearly(name: &str, other: &str) -> bool {
    const PROVINCES: [&str; 34] = [
        "北京",
        "天津",
        "河北",
        "山西",
        "内蒙",
        "辽宁",
        "吉林",
        "黑龙江",
        "上海",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "重庆",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "香港",
        "澳门",
        "台湾",
    ];
    let is_place = PROVINCES.iter().any(|place| other.starts_with(place));
    !is_place && name.chars().count() > 2 && strsim::levenshtein(name, other) == 1
}
