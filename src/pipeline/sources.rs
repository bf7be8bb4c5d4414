//! Sources: everything that an edition is made from, read at once and hashed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Report, Request};
use crate::{
    ingest::survey,
    inputs::Files,
    lang::Lang,
    ledger::Approval,
    output::Output,
    plan::{Plan, editions::Listed, subject::Subject},
    theme::Theme,
};

/// Everything that an edition is made from, read and not yet computed with.
#[derive(Clone)]
pub(super) struct Sources {
    pub inputs: Files,
    pub templates: Files,
    pub folder: String,
    /// As written, until it is known what the edition is about: see [`Self::settled`].
    pub plan: Plan,
    pub theme: Theme,
    /// What the proposal is set in; none for a plan without one.
    pub official: Option<Theme>,
    pub languages: Vec<Lang>,
    pub as_of: NaiveDate,
    pub today: NaiveDate,
    pub outputs: BTreeSet<Output>,
}

impl Sources {
    /// Reads inputs and templates. None without a plan and a theme: the rest makes no sense then.
    pub fn read(request: &Request, report: &mut Report) -> Option<Self> {
        let sink = &mut *report.sink;
        let mut inputs = Files::read(&request.inputs, "inputs", sink);
        survey(&mut inputs, sink);
        let templates = Files::read(&request.templates, "templates", sink);
        let folder = request.plan.clone();
        let plan_file = templates.get(&format!("{folder}/briefing.toml")).map_err(|fault| sink.push(fault));
        let plan = plan_file.and_then(|file| {
            let plan = Plan::read(file).map_err(|fault| sink.push(fault))?;
            plan.check(file, sink);
            Ok(plan)
        });
        let plan = plan.ok()?;
        let read_theme = |name: &str| templates.get(&format!("{folder}/{name}")).and_then(Theme::read);
        let theme = read_theme(&plan.theme).map_err(|fault| sink.push(fault));
        let official = plan.proposal.as_ref().map(|it| read_theme(&it.theme)).transpose();
        let official = official.map_err(|fault| sink.push(fault));
        let (theme, official) = (theme.ok()?, official.ok()?);
        let languages = request.languages.clone().unwrap_or_else(|| plan.languages.clone());
        let as_of = request.as_of.unwrap_or(plan.as_of);
        let chosen =
            request.outputs.clone().or_else(|| plan.outputs.clone()).unwrap_or(Output::DEFAULT.into());
        let (today, outputs) = (request.today, chosen.into_iter().chain(request.also.clone()));
        // Later releases are told against the facts: they are made in any case.
        let outputs = outputs.chain([Output::Facts]).collect();
        let sources =
            Self { inputs, templates, folder, plan, theme, official, languages, as_of, today, outputs };
        report.record.ingredients = sources.ingredients().into_iter().collect();
        report.record.as_of = Some(as_of.to_string());
        report.phase("read", &format!("{} files", report.record.ingredients.len()));
        Some(sources)
    }

    /// The sources of the one edition that the plan itself describes.
    pub fn settled(self) -> Self {
        Self { plan: self.plan.about(None), ..self }
    }

    /// The sources of an edition of a list.
    pub fn about(&self, listed: &Listed) -> Self {
        let languages = match listed.languages.as_slice() {
            [] => self.languages.clone(),
            some => some.to_vec(),
        };
        // Of the list, its own row is what the edition depends on: see `options`.
        Self { plan: self.plan.about(Some(listed.subject.clone())), languages, ..self.clone() }
    }

    /// Path and digest of everything that was read.
    pub fn ingredients(&self) -> Vec<(String, String)> {
        let files = self.inputs.iter().chain(self.templates.iter());
        let files = files.map(|file| (file.path.clone(), file.digest.clone()));
        files.chain(self.inputs.surveys().map(|it| (it.name.clone(), it.digest.clone()))).collect()
    }

    /// What the release depends on besides.
    pub fn options(&self, approvals: &[Approval]) -> BTreeMap<String, String> {
        let languages: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        let mut options = BTreeMap::from([
            ("as-of".to_owned(), self.as_of.to_string()),
            ("languages".to_owned(), languages.join(",")),
            ("plan".to_owned(), self.folder.clone()),
        ]);
        if let Some(Subject { area, whole }) = &self.plan.subject {
            options.insert("subject".to_owned(), area.clone());
            options.extend(whole.iter().map(|whole| ("whole".to_owned(), whole.clone())));
        }
        if !self.outputs.iter().eq(&Output::DEFAULT) {
            let names: Vec<&str> = self.outputs.iter().map(|output| output.name()).collect();
            options.insert("outputs".to_owned(), names.join(","));
        }
        // The one thing that a day's passing changes on the pages.
        if self.sunset().is_some() {
            options.insert("out-of-date".to_owned(), "yes".to_owned());
        }
        if !approvals.is_empty() {
            let names = approvals.iter().map(|it| format!("{} ({})", it.by, it.role));
            options.insert("approved-by".to_owned(), names.collect::<Vec<_>>().join("; "));
        }
        options
    }

    /// The plan's sunset, if it has passed.
    pub fn sunset(&self) -> Option<NaiveDate> {
        self.plan.sunset.filter(|day| *day < self.today)
    }
}
