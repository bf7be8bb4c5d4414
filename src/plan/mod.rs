//! The plan: a briefing's definition as its editor writes it, in `briefing.toml`.
//!
//! `text → Plan (as written) → named facts (as needed)`. Reading checks the form; what a name
//! refers to is checked when the catalogue is known, in [`facts`].

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    data::{catalogue::Catalogue, period::Period, quantity::Rounding},
    diag::{Diagnostic, Locus, Sink},
    doc::numeral::{ListedCounts, numerals},
    inputs::File,
    lang::{Bilingual, Lang},
    output::Output,
};

mod claimed;
pub mod editions;
mod fact_faults;
pub mod facts;
pub mod floats;
mod meaning;
pub mod names;
pub mod proposal;
pub mod recipients;
pub mod reread;
pub mod subject;
mod written_out;

pub use fact_faults::metric_keys;

use facts::FactSpec;
use floats::{FigureSpec, TableSpec};
use proposal::ProposalSpec;
use subject::Subject;

/// A briefing's definition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// The occasion, `2025`; releases are numbered within it.
    pub edition: String,
    /// The last day whose publications count, `2025-02-28`.
    #[schemars(with = "String")]
    pub as_of: NaiveDate,
    /// The last day on which the briefing may be used without a warning.
    #[schemars(with = "Option<String>")]
    pub sunset: Option<NaiveDate>,
    /// What the words `subject` and `whole` stand for, unless a list of editions says so.
    pub subject: Option<Subject>,
    /// The period that the end is compared with, `2020`.
    pub base: Period,
    /// The period that it is about, `2023`.
    pub end: Period,
    /// The facts without which the end is no end: where they were not public for it yet, the
    /// briefing ends earlier.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub end_needs: Vec<Spanned<String>>,
    /// The languages in which it is made; both if it does not say.
    #[serde(default = "both")]
    pub languages: Vec<Lang>,
    /// What is made besides the facts, which always are; the usual if it does not say.
    pub outputs: Option<BTreeSet<Output>>,
    /// How a number is rounded: half away from zero, or half to even.
    #[serde(default)]
    pub rounding: Rounding,
    /// The anchors of the sections, in order; every text has each. Without, the sections are those of the
    /// texts, which have the same ones then.
    #[serde(default)]
    pub sections: Vec<String>,
    /// The theme's file, from the plan's folder: `theme.toml`, `../house/theme.toml`. Without, `theme.toml`
    /// beside the plan if there is one, else the program's own.
    pub theme: Option<String>,
    /// What the briefing says of itself.
    pub meta: Meta,
    /// What the vintage families are called in the texts, by their codes in the tables.
    #[serde(default)]
    pub families: BTreeMap<String, Bilingual>,
    /// Numerals of the text that are no measurements.
    #[serde(default)]
    pub literals: BTreeMap<String, Literal>,
    /// The facts, by the names that the texts call them.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, FactSpec>")]
    pub facts: BTreeMap<Spanned<String>, Spanned<FactSpec>>,
    /// The figures, by the names that the texts call them.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, FigureSpec>")]
    pub figures: BTreeMap<String, Spanned<FigureSpec>>,
    /// The tables, by the names that the texts call them.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, TableSpec>")]
    pub tables: BTreeMap<String, Spanned<TableSpec>>,
    /// The proposal that the Chinese briefing has as its annex; none where it has none.
    pub proposal: Option<ProposalSpec>,
    /// Who decided about published claims, where a decision does not say.
    pub decided_by: Option<Bilingual>,
    /// What the editor decided about published claims, by the claim's id.
    #[serde(default)]
    pub dispositions: BTreeMap<String, Disposition>,
}

/// What a briefing says of itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Meta {
    /// What it is called; `{end}`, `{base}`, `{edition}` and `{subject}` stand for those of the plan.
    pub title: Bilingual,
    /// Set in the running head; the title if it does not say.
    pub short_title: Option<Bilingual>,
    /// Who made it, for who looks for the file.
    pub author: Option<Bilingual>,
    /// What it is about, for who looks for the file; the title if it does not say.
    pub subject: Option<Bilingual>,
    /// Words to find it by, with commas between.
    #[serde(default)]
    pub keywords: Bilingual,
    /// The address at which a paper copy can be checked, with `{code}` for the code of its facts: the square
    /// in the foot of every page leads there. Without, there is no square.
    pub verify: Option<String>,
}

fn both() -> Vec<Lang> {
    Lang::ALL.to_vec()
}

/// A numeral that is no measurement, and why it may stand in a text.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Literal {
    pub text: String,
    /// A law's number, a date, part of a name.
    pub reason: String,
}

/// What an editor decided about a claim that the data contradict.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disposition {
    pub decision: Decision,
    /// The name or role of who decided; the plan's `decided-by` if it does not say.
    #[serde(default)]
    pub by: Bilingual,
    /// Why, in the words that the register prints.
    pub text: Bilingual,
}

/// The decisions that an editor can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The contradiction stands and is known.
    Accept,
    /// The claim is not to be repeated.
    Withdraw,
    /// Claim and fact are about different things.
    Explain,
}

impl Plan {
    /// Reads a plan, of which something is made in `languages`, or in its own without them.
    ///
    /// # Errors
    /// What is not TOML; every key that it misses or that is not known, everything that it does not say in a
    /// language, at its line.
    pub fn read(file: &File, languages: Option<&[Lang]>) -> Result<Self, Vec<Diagnostic>> {
        crate::toml::read_rewritten(file, languages, "bad-plan", |tree| written_out::write_out(file, tree))
    }

    /// Reports what is wrong with the plan by itself, whatever the data say.
    pub fn check(&self, file: &File, sink: &mut Sink) {
        if self.base >= self.end {
            let message = format!("the base period {} is not before the end period {}", self.base, self.end);
            let fault = Diagnostic::error("plan-period", message).at(Locus::file(&file.path));
            sink.push(fault.help("name an earlier `base`, or a later `end`"));
        }
        self.check_meta(file, sink);
        names::untold(self, file).into_iter().for_each(|fault| sink.push(fault));
        for (name, spec) in &self.facts {
            let fault = fact_faults::late_base(spec.get_ref(), (self.base, self.end));
            if let Some(fault) = fault {
                sink.push(fault.at(crate::toml::locus(file, name)));
            }
        }
        if let Err(fault) = edition_name(&self.edition) {
            let fault = Diagnostic::error("edition-name", format!("the edition {} {fault}", self.edition));
            sink.push(
                fault.at(Locus::file(&file.path)).help("name it as a folder may be called, such as 2025"),
            );
        }
        let twice =
            Lang::ALL.into_iter().find(|lang| self.languages.iter().filter(|it| *it == lang).count() > 1);
        if let Some(lang) = twice {
            let fault =
                Diagnostic::error("plan-language", format!("the plan names the language {lang} twice"));
            sink.push(fault.at(Locus::file(&file.path)).help("name each language once"));
        }
        if self.languages.is_empty() {
            let message = "the plan names no language";
            sink.push(
                Diagnostic::error("plan-language", message)
                    .at(Locus::file(&file.path))
                    .help("write languages = [\"zh\", \"en\"]"),
            );
        }
    }
}

impl Plan {
    /// What may be counted in words without a fact: the parts of sums of areas, and what the plan's rates are by.
    pub fn listed_counts(&self, catalogue: &Catalogue) -> ListedCounts {
        let rates = self.facts.values().filter_map(|spec| spec.get_ref().per).collect();
        ListedCounts { parts: catalogue.numbers_of_parts(), rates }
    }

    /// Reports a number in what the briefing says of itself: it stands on every page, bound to no fact.
    fn check_meta(&self, file: &File, sink: &mut Sink) {
        let Meta { title, short_title, author, subject, keywords, verify } = &self.meta;
        let more = [("short-title", short_title), ("author", author), ("subject", subject)];
        let more = more.into_iter().filter_map(|(key, it)| Some((key, it.as_ref()?)));
        let said = [("title", title), ("keywords", keywords)].into_iter().chain(more);
        if let Some(message) = verify.as_ref().and_then(|address| address_fault(address)) {
            let fault = Diagnostic::error("bad-address", message).at(Locus::file(&file.path));
            sink.push(
                fault.help("write verify = \"https://…/{code}\", or leave it out: then there is no square"),
            );
        }
        let literals: Vec<&str> = self.literals.values().map(|it| it.text.as_str()).collect();
        for (key, words) in said {
            for lang in &self.languages {
                let text = literals.iter().fold(words.get(*lang).to_owned(), |text, it| text.replace(it, ""));
                // Two provinces are a name; a digit is a number.
                let is_digit = |found: &Range<usize>| text[found.clone()].contains(char::is_numeric);
                for found in numerals(&text).into_iter().filter(is_digit) {
                    let message = format!("the numeral {} in meta.{key} is bound to no fact", &text[found]);
                    let fault = Diagnostic::error("unbound-numeral", message).at(Locus::file(&file.path));
                    sink.push(fault.help("write {end}, {base} or {edition} for a year of the plan; of a name, list it under [literals]"));
                }
            }
        }
    }
}

/// The longest address of the square, in bytes: 60 fill version 5 of ISO/IEC 18004 at level Q, whose 37 modules on 8 mm
/// are a fifth of a millimetre each. A telephone tells no smaller ones apart.
const LONGEST_ADDRESS: usize = 60;

/// Why nobody gets anywhere by an address.
fn address_fault(address: &str) -> Option<String> {
    let length = address.replace("{code}", "7KQ2-M4XP").len();
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    match () {
        () if !is_web => Some(format!("meta.verify is {address:?}, which is no address of the web")),
        () if !address.contains("{code}") => {
            Some("meta.verify leads every copy to one page: it does not say where the code goes".to_owned())
        }
        () if length > LONGEST_ADDRESS => Some(format!(
            "meta.verify and the code are {length} bytes long, a square that can be read on paper holds {LONGEST_ADDRESS}"
        )),
        () => None,
    }
}

/// Whether releases of an edition of that name can lie beside what else stands in the output folder.
///
/// # Errors
/// What is wrong with it, to be read behind “the edition …”.
pub fn edition_name(name: &str) -> Result<(), &'static str> {
    // Beside the releases: the link, the folders of copies, messages and drafts.
    const TAKEN: [&str; 4] = ["latest", "copies", "mail", "draft"];
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_release = name.rsplit_once("-r").is_some_and(|(_, number)| number.parse::<u64>().is_ok());
    match () {
        () if name.is_empty() => Err("has no name"),
        () if name.chars().count() > 64 => Err("has a name of more than 64 characters"),
        () if name.starts_with(['.', '-']) => Err("begins with a sign that hides it"),
        () if !name.chars().all(is_plain) => Err("has a sign in its name that no folder's name needs"),
        () if TAKEN.contains(&name) => Err("is called as something else in the output folder"),
        () if is_release => Err("is called as a release"),
        () => Ok(()),
    }
}
