//! The notice of an edition: what a reader has to know of it before quoting it.

use chrono::{Datelike as _, NaiveDate};

use crate::{
    diag::{Diagnostic, Sink},
    doc::{
        block::{Content, Cover, Document},
        inline::Inline,
    },
    lang::Lang,
    ledger::Approval,
};

/// What is said of an edition as a whole, on its cover and in every running foot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EditionNotice {
    /// The day after which the edition is out of date, if that day has passed.
    pub sunset: Option<NaiveDate>,
    /// Who has approved exactly these facts; a draft if nobody has.
    pub approvals: Vec<Approval>,
}

impl EditionNotice {
    /// Writes it into the foot of a document, and on its cover if it has one.
    pub fn mark(&self, document: &mut Document) {
        let lang = document.lang;
        if self.approvals.is_empty() {
            append(&mut document.meta.foot, lang.pick("送审稿", "draft"));
        }
        if self.sunset.is_some() {
            append(&mut document.meta.foot, lang.pick("数据已过期", "data out of date"));
        }
        let covers = document.blocks.iter_mut().filter_map(|block| match &mut block.content {
            Content::Cover(cover) => Some(cover),
            _ => None,
        });
        covers.for_each(|cover| self.mark_cover(cover, lang));
    }

    fn mark_cover(&self, cover: &mut Cover, lang: Lang) {
        if self.approvals.is_empty() {
            let text = lang.pick("送审稿，数据尚未核准", "draft, the data are not approved");
            add(cover, lang.pick("状态", "Status"), text);
        }
        for Approval { by, role, code, .. } in &self.approvals {
            let text = match lang {
                Lang::Zh => format!("{by}（{role}），数据编码{code}"),
                Lang::En => format!("{by} ({role}), data code {code}"),
            };
            add(cover, lang.pick("核准", "Approved"), &text);
        }
        if let Some(day) = self.sunset {
            let text = format!("{}{}", lang.pick("有效期截至", "valid until "), day_in_words(day, lang));
            add(cover, lang.pick("数据已过期", "Data out of date"), &text);
        }
    }

    /// Warns of what the reader is told.
    pub fn report(&self, sink: &mut Sink) {
        if let Some(day) = self.sunset {
            let message =
                format!("the plan's sunset, {day}, has passed: the cover says that the data are out of date");
            let help = "take in newer data, then set a later sunset in briefing.toml";
            sink.push(Diagnostic::warning("out-of-date", message).help(help));
        }
    }
}

/// Adds a line to a cover: both halves are the program's words, no measurement.
fn add(cover: &mut Cover, label: &str, text: &str) {
    let strong = Inline::Strong(vec![Inline::Literal(text.to_owned())]);
    cover.lines.push((vec![Inline::Literal(label.to_owned())], vec![strong]));
}

fn append(foot: &mut String, text: &str) {
    if !foot.is_empty() {
        foot.push_str(" · ");
    }
    foot.push_str(text);
}

fn day_in_words(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => day.format("%-d %B %Y").to_string(),
    }
}
