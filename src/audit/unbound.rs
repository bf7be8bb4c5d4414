//! Unbound numerals of finished documents: one walk over all that is said, whatever door it came in by.
//!
//! `document → stretches of text, gaps for what is bound → numerals`
//!
//! Every door has a gate of its own, which tells the cell or the line at once. This is the wall behind them: what is
//! about to be laid out says no quantity but by a fact, a literal, or a numeral that the program makes itself.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::{
    diag::{Diagnostic, Locus, Sink},
    doc::{
        block::{Content, Document, DocumentMeta},
        figure::{Chart, Figure, Holding},
        inline::{Inline, footnotes, leaves},
        numeral::{GAP, ListedCounts, numerals, without_denominators, without_listed_counts},
    },
    lang::is_han,
};

/// What may be said without a fact.
#[derive(Debug, Clone, Default)]
pub struct Listed<'a> {
    /// The literals of the plan.
    pub literals: Vec<&'a str>,
    /// The years that it is of, and its edition: what a title may say.
    pub years: Vec<String>,
    /// What is quoted as it was printed elsewhere: titles of sources, statements of claims.
    pub quoted: Vec<&'a str>,
    /// What may be counted: 两省, per 1,000 people.
    pub counts: ListedCounts,
}

/// Reports every numeral of a document that neither a fact nor a literal stands behind, in digits or in words: in
/// its blocks and notes, in the words and the alternative texts of figures and pictures, in what it says of itself.
pub fn unbound(document: &Document, listed: &Listed, sink: &mut Sink) {
    let [literals, quoted] = [&listed.literals, &listed.quoted].map(|it| Known::of(it));
    let mut walk = Walk { literals, quoted, counts: &listed.counts, found: vec![] };
    for block in &document.blocks {
        let locus = &block.locus;
        for run in block.content.runs() {
            walk.run(run, locus);
        }
        match &block.content {
            Content::Figure(figure) => walk.figure(figure, locus),
            Content::Image(image) => walk.words("the alternative text", &image.alt, locus),
            Content::Cover(cover) => {
                cover.logo.iter().for_each(|it| walk.words("the alternative text", &it.alt, locus));
            }
            Content::Contents { title } => walk.words("the head of the contents", title, locus),
            _ => {}
        }
    }
    let DocumentMeta { title, short_title, author, subject, keywords, .. } = &document.meta;
    let of = document.blocks.first().map_or_else(|| Locus::file("templates"), |block| block.locus.clone());
    for text in [title, short_title, author, subject].into_iter().chain(keywords) {
        walk.words("what the document says of itself", &without(text, &listed.years), &of);
    }
    for (locus, numeral, where_) in walk.found {
        let message = format!("{where_} says {numeral}, which no fact and no literal stands behind");
        let fault = Diagnostic::error("unbound-numeral", message).at(locus);
        sink.push(fault.help("let a fact say it, or list it under [literals] with its reason"));
    }
}

struct Walk<'a> {
    literals: Known,
    quoted: Known,
    counts: &'a ListedCounts,
    /// Where, what, and in which kind of place.
    found: Vec<(Locus, String, &'static str)>,
}

impl Walk<'_> {
    /// A run and the notes that it calls. What is typed counts in any dress; of a literal, the digits were made or
    /// listed, and words are as bad as anywhere.
    fn run(&mut self, run: &[Inline], locus: &Locus) {
        let mut typed = String::new();
        for leaf in leaves(run) {
            match leaf {
                Inline::Text(text) => typed.push_str(text),
                // An address is shown as it is called.
                Inline::Link { shown, url } if url.ends_with(shown) => typed.push(GAP),
                Inline::Link { shown, .. } => typed.push_str(shown),
                Inline::Break => typed.push('\n'),
                Inline::Literal(text) => {
                    self.made(text, locus);
                    typed.push(GAP);
                }
                Inline::Fact(_) | Inline::Reference { .. } => typed.push(GAP),
                Inline::Footnote(_)
                | Inline::Page { .. }
                | Inline::Strong(_)
                | Inline::Emphasis(_)
                | Inline::Role(..) => {}
            }
        }
        self.words("the text", &typed, locus);
        for note in footnotes(run) {
            self.run(&note.text, locus);
        }
    }

    /// A stretch of words in which nothing but listed literals may say a number.
    fn words(&mut self, place: &'static str, text: &str, locus: &Locus) {
        let free = self.free(text);
        self.found.extend(numerals(&free).into_iter().map(|it| (locus.clone(), free[it].to_owned(), place)));
    }

    /// As [`Self::words`], of what the program wrote or took from a register, whose digits were looked at there.
    fn made(&mut self, text: &str, locus: &Locus) {
        // Most of it says no number, and what is quoted is a long list.
        if numerals(text).is_empty() {
            return;
        }
        let free = self.free(&without_denominators(&self.quoted.gapped(text)));
        let is_word = |said: &str| !said.contains(char::is_numeric) && !is_scale(said);
        let said = numerals(&free).into_iter().filter(|it| is_word(&free[it.clone()]) && !is_unit(&free, it));
        self.found.extend(said.map(|it| (locus.clone(), free[it].to_owned(), "a register or the plan")));
    }

    /// A text with gaps for what is listed.
    fn free(&self, text: &str) -> String {
        without_listed_counts(&self.literals.gapped(text), self.counts)
    }

    /// The words of a drawing, and what is read out in its place.
    fn figure(&mut self, figure: &Figure, locus: &Locus) {
        let Words { typed, mut bound } = Words::of(&figure.chart);
        for text in &typed {
            self.words("the drawing", &without(text, &bound), locus);
        }
        bound.extend(typed);
        for leaf in leaves(&figure.title) {
            match leaf {
                Inline::Fact(fact) => bound.push(fact.shown.text().to_owned()),
                Inline::Literal(text) => bound.push(text.clone()),
                _ => {}
            }
        }
        self.words("the alternative text", &without(&figure.alt, &bound), locus);
    }
}

/// Whether a place of a text is the unit of multiples by itself, as heads have it: 倍数（倍）.
fn is_unit(text: &str, place: &Range<usize>) -> bool {
    let (before, behind) = (text[..place.start].chars().next_back(), text[place.end..].chars().next());
    let is_apart = |c: Option<char>| c.is_none_or(|c| matches!(c, '（' | '）' | '(' | ')'));
    &text[place.clone()] == "倍" && is_apart(before) && is_apart(behind)
}

/// What a drawing says.
struct Words {
    /// Labels, heads, events: from the plan and the registers.
    typed: Vec<String>,
    /// Its numbers as they are shown, the periods of its facts, its units.
    bound: Vec<String>,
}

impl Words {
    fn of(chart: &Chart) -> Self {
        let mut bound = vec![];
        for datum in chart.data() {
            bound.push(datum.shown.clone());
            // percent_change(RD_EXP, SC_CQ, 2020..2023)
            let periods = datum.fact.rsplit(", ").next().unwrap_or_default();
            let periods = periods.split(|c: char| !c.is_ascii_digit() && c != '-');
            bound.extend(periods.filter(|it| !it.is_empty()).map(str::to_owned));
        }
        let mut typed = vec![];
        match chart.holds() {
            Holding::Series { unit, heads, series } => {
                bound.push(unit.to_owned());
                typed.extend(heads.iter().chain(series.iter().map(|it| &it.label)).cloned());
            }
            Holding::Bars { unit, bars, .. } => {
                bound.push(unit.to_owned());
                typed.extend(bars.into_iter().map(|it| it.label.clone()));
            }
            Holding::Places(it) => {
                bound.extend(it.measures.iter().cloned());
                let labels = it.points.iter().chain(&it.cross).map(|place| &place.label);
                typed.extend(labels.chain(it.quadrants.iter().flatten()).cloned());
            }
            Holding::Events(it) => {
                bound.extend(it.events.iter().map(|event| event.date.clone()));
                typed.extend(it.events.iter().map(|event| event.text.clone()));
            }
            Holding::Cells(it) => {
                let rows = it.rows.iter().flat_map(|row| row.cells.iter().flatten().chain([&row.label]));
                typed.extend(it.columns.iter().chain(rows).cloned());
            }
        }
        Self { typed, bound }
    }
}

/// Whether words only say in what a column counts: 万亿, 万家, billion, percentage points.
pub(super) fn is_scale(said: &str) -> bool {
    const UNITS: [&str; 8] = [
        "thousand",
        "million",
        "billion",
        "trillion",
        "percentage points",
        "percentage point",
        "个百分点",
        "百分点",
    ];
    const SCALES: [&str; 5] = ["百万", "千万", "万亿", "万", "亿"];
    let unit = SCALES.iter().find_map(|scale| said.strip_prefix(scale));
    let is_unit = |unit: &str| unit.chars().count() <= 1 && unit.chars().all(is_han);
    unit.is_some_and(is_unit) || UNITS.contains(&said)
}

/// A text with gaps for what is bound in it.
fn without(text: &str, bound: &[String]) -> String {
    Known::of(bound).gapped(text)
}

/// What is known, as it is looked for in texts: all in one go, since there are many of both.
struct Known(AhoCorasick);

impl Known {
    fn of(known: &[impl AsRef<str>]) -> Self {
        // The longest first: 2023 is no part of 2023-04.
        let mut finder = AhoCorasick::builder();
        finder.match_kind(MatchKind::LeftmostLongest);
        let known = known.iter().map(AsRef::as_ref).filter(|it: &&str| !it.is_empty());
        Self(finder.build(known).expect("some hundred texts"))
    }

    /// A text with gaps for what is known of it.
    fn gapped(&self, text: &str) -> String {
        let mut left = String::with_capacity(text.len());
        self.0.replace_all_with(text, &mut left, |_, _, left| {
            left.push(GAP);
            true
        });
        left
    }
}
