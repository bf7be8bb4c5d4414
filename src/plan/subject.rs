//! The subject: the area that an edition is about, so that one plan serves many areas.
//!
//! Wherever a plan names an area it may say `subject` or `whole` instead: `area = "subject"`,
//! `of = "whole"`. The plan, or a row of a list of editions, says which areas these are.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Plan, facts::FactSpec, floats::FigureSpec};
use crate::data::area::AreaCode;

/// Stands for the area that the edition is about.
pub const SUBJECT: &str = "subject";

/// Stands for the area that the subject is a part of.
pub const WHOLE: &str = "whole";

/// What an edition is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    pub area: AreaCode,
    /// What it is measured against, where the plan measures it against anything.
    pub whole: Option<AreaCode>,
}

impl Subject {
    /// The area behind `subject` or `whole`; none for any other code.
    pub fn area(&self, code: &str) -> Option<&AreaCode> {
        match code {
            SUBJECT => Some(&self.area),
            WHOLE => self.whole.as_ref(),
            _ => None,
        }
    }

    fn put(&self, code: &mut AreaCode) {
        if let Some(area) = self.area(code) {
            area.clone_into(code);
        }
    }
}

impl Plan {
    /// The plan about `subject`, or about its own: every place that says `subject` or `whole` has
    /// the area instead. Without a subject these words stay, and are reported as areas that do not
    /// exist.
    #[must_use]
    pub fn for_subject(&self, subject: Option<Subject>) -> Self {
        let mut plan = self.clone();
        let Some(subject) = subject.or(plan.subject.take()) else { return plan };
        let facts = plan.facts.values_mut().map(Spanned::get_mut).flat_map(areas_of_fact);
        let figures = plan.figures.values_mut().map(Spanned::get_mut).flat_map(areas_of_figure);
        let tables = plan.tables.values_mut().flat_map(|table| &mut table.get_mut().subject);
        facts.chain(figures).chain(tables).for_each(|code| subject.put(code));
        Self { subject: Some(subject), ..plan }
    }
}

fn areas_of_fact(fact: &mut FactSpec) -> impl Iterator<Item = &mut AreaCode> {
    let single = [&mut fact.area, &mut fact.of].into_iter().flatten();
    single.chain(fact.areas.iter_mut().flatten()).chain(&mut fact.among)
}

fn areas_of_figure(figure: &mut FigureSpec) -> impl Iterator<Item = &mut AreaCode> {
    figure.cross.iter_mut().chain(&mut figure.subject).chain(&mut figure.parts)
}
