//! What is accounted for: every numeral that an edition may say, for what its outputs say beside its documents.
//!
//! A workbook has heads and notes of its own, a web page a description for machines, a PDF file bookmarks and
//! alternative texts, a letter its subject. Documents were walked before they went into any of them (`unbound`); what
//! is found in a finished output is held against all that documents, facts and registers say. So whatever door a
//! number came in by, it does not leave by any.

use std::collections::BTreeSet;

use super::unbound::is_scale;
use crate::{
    data::{catalogue::Catalogue, claim::Claim},
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::{Content, Document, DocumentMeta},
        inline::{footnotes, plain},
        numeral::{GAP, numerals, without_counts_of_parts, without_denominators},
    },
    ledger::{Ledger, numerals as digits},
};

/// What outputs say themselves of how numbers are printed and counted, and why it may stand.
const OWN: [(&str, &str); 13] = [
    ("倍 / times", "the unit of a multiple"),
    ("patents per 10,000 persons", "the unit of a ratio"),
    ("各数所依据", "数 is the noun"),
    ("末位", "the last digit of a number, no rank"),
    ("之半", "half of that digit"),
    ("十的乘方", "what a value is multiplied by"),
    ("十亿分之一", "how near the workbook's check is"),
    ("Power of ten", "what a value is multiplied by"),
    ("power of ten", "what a value is multiplied by"),
    ("各半个单位", "what rounding leaves open"),
    ("Half unit of its last digit", "what rounding leaves open"),
    ("half a unit of its last digit", "what rounding leaves open"),
    ("thousand-millionth", "how near the workbook's check is"),
];

/// The numerals that somebody stands behind.
#[derive(Debug, Clone, Default)]
pub struct Accounted {
    /// As they are written, without blanks.
    numerals: BTreeSet<String>,
    /// Their digits alone, without the commas between thousands.
    digits: BTreeSet<String>,
    /// Values of tables, which are no prose: formulas, cells, identities of facts.
    data: BTreeSet<String>,
    /// The numbers of parts that sums of areas have.
    parts: BTreeSet<usize>,
}

impl Accounted {
    /// What documents that were walked say, with the ledger and the registers that stand behind them.
    pub fn of<'a>(
        documents: impl IntoIterator<Item = &'a Document>,
        ledger: &Ledger,
        catalogue: &Catalogue,
        claims: &[Claim],
    ) -> Self {
        let mut all = Self { parts: catalogue.numbers_of_parts(), ..Self::default() };
        documents.into_iter().for_each(|document| all.take_document(document));
        all.take_ledger(ledger);
        // A code is a name, whatever digits it has.
        let areas = catalogue.areas.keys().map(ToString::to_string);
        let indicators = catalogue.indicators.keys().map(ToString::to_string);
        let sources = catalogue.sources.keys().map(ToString::to_string);
        all.data.extend(areas.chain(indicators).chain(sources));
        for source in catalogue.sources.values() {
            let titles = [&source.publisher, &source.title].into_iter().flat_map(|it| [&it.zh, &it.en]);
            titles.chain(&source.url).for_each(|text| all.take(text));
            all.take(&source.published.map(|day| day.to_string()).unwrap_or_default());
        }
        for claim in claims {
            [&claim.statement.zh, &claim.statement.en].into_iter().for_each(|text| all.take(text));
            all.take(&claim.printed.to_string());
            all.data.insert(claim.cell.to_string());
        }
        all
    }

    /// Takes a text whose numerals somebody stands behind.
    pub fn take(&mut self, text: &str) {
        self.numerals.extend(numerals(text).into_iter().map(|place| bare(&text[place])));
        self.digits.extend(digits::numerals(text).into_iter().map(|it| it.replace(',', "")));
    }

    fn take_document(&mut self, document: &Document) {
        let DocumentMeta {
            title,
            short_title,
            author,
            subject,
            keywords,
            release,
            as_of,
            code,
            verify,
            foot,
        } = &document.meta;
        [title, short_title, author, subject, release, code, foot]
            .into_iter()
            .for_each(|text| self.take(text));
        keywords.iter().chain(verify).for_each(|text| self.take(text));
        self.take(&as_of.to_string());
        for block in &document.blocks {
            for run in block.content.runs() {
                self.take(&plain(run));
                footnotes(run).iter().for_each(|note| self.take(&plain(&note.text)));
            }
            match &block.content {
                Content::Figure(figure) => self.take(&figure.alt),
                Content::Heading(heading) => self.take(&heading.number),
                Content::Image(image) => self.take(&image.alt),
                Content::Cover(cover) => cover.logo.iter().for_each(|logo| self.take(&logo.alt)),
                Content::Cards(cards) => {
                    cards.iter().filter_map(|it| it.trend.as_ref()).for_each(|trend| self.take(&trend.alt));
                }
                _ => {}
            }
        }
    }

    fn take_ledger(&mut self, ledger: &Ledger) {
        for fact in &ledger.facts {
            // What an editor calls a fact says no number of it, `six_areas` as little as `rd_2023`.
            self.data.extend(fact.names.iter().cloned());
            self.data.insert(fact.names.join("; "));
            let ends = fact.lo.iter().chain(&fact.hi);
            let said =
                [fact.id.as_str(), &fact.subject, &fact.period, &fact.unit, &fact.value, &fact.formula];
            said.into_iter().chain(ends.map(String::as_str)).for_each(|text| self.take_value(text));
            for it in &fact.operands {
                let said = [&it.period, &it.vintage, &it.printed, &it.slack, &it.cell, &it.family];
                said.into_iter().for_each(|text| self.take_value(text));
            }
        }
    }

    /// A value of a table.
    fn take_value(&mut self, text: &str) {
        self.data.insert(text.to_owned());
        self.digits.extend(digits::numerals(text).into_iter().map(|it| it.replace(',', "")));
    }

    /// Reports every numeral of an output's own words that nobody stands behind; `bear` tells whether a fact does.
    pub fn report<'a>(
        &self,
        output: &str,
        words: impl IntoIterator<Item = &'a str>,
        bear: impl Fn(&str) -> bool,
        sink: &mut Sink,
    ) {
        let mut told = BTreeSet::new();
        // The cells of a table say much the same, and nearly all of it is known as it stands.
        let words = words.into_iter().collect::<BTreeSet<_>>();
        let is_plain = |text: &str| {
            self.data.contains(text)
                || numerals(text).into_iter().all(|place| self.is_known(&text[place], &bear))
        };
        for text in words.into_iter().filter(|text| !is_plain(text)) {
            let own = OWN.iter().fold(text.to_owned(), |text, (own, _)| text.replace(own, &GAP.to_string()));
            // A raised digit belongs to a unit: km².
            let own = without_denominators(&own).replace(['²', '³'], "");
            let free = without_counts_of_parts(&own, &self.parts);
            for place in numerals(&free) {
                let numeral = &free[place];
                if !self.is_known(numeral, &bear) && told.insert(numeral.to_owned()) {
                    sink.push(groundless(output, numeral, text));
                }
            }
        }
    }

    /// Whether the numeral is written so elsewhere, or is one in digits, with a unit or a scale, whose digits are known.
    fn is_known(&self, numeral: &str, bear: &impl Fn(&str) -> bool) -> bool {
        if self.numerals.contains(&bare(numeral)) || is_scale(numeral) {
            return true;
        }
        let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '％' | ' ' | '\u{a0}');
        let words = numeral.trim_matches(is_sign);
        let found = digits::numerals(numeral);
        let is_of_digits = !found.is_empty() && (words.is_empty() || is_scale(words));
        is_of_digits && found.iter().all(|it| self.digits.contains(&it.replace(',', "")) || bear(it))
    }
}

/// A numeral as it is written, without blanks.
fn bare(numeral: &str) -> String {
    numeral.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The most characters of a text that a diagnostic quotes.
const QUOTED: usize = 80;

fn groundless(output: &str, numeral: &str, text: &str) -> Diagnostic {
    let start = text.find(numeral).unwrap_or(0);
    let before = text[..start].chars().rev().take(QUOTED / 2).count();
    let from = text[..start].chars().count() - before;
    let quoted: String = text.chars().skip(from).take(QUOTED).collect();
    let message = format!("{output} says {numeral}, which no fact and no literal stands behind: “{quoted}”");
    Diagnostic::error("unbound-numeral", message)
        .at(Locus::file(output))
        .help("let a fact say it, or list it under [literals] with its reason")
}
