//! Sources: everything that an edition is made from, read at once and hashed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use super::{Report, Request};
use crate::{
    diag::{Diagnostic, Reported, Sink, there_is},
    ingest::survey,
    inputs::Files,
    lang::Lang,
    ledger::Approval,
    output::Output,
    plan::{
        Plan,
        editions::ListedEdition,
        reread::{REREAD, open},
        subject::Subject,
    },
    publish::SIGNED_BY,
    signature::SigningKey,
    theme::Theme,
};

/// The plan's file.
const PLAN: &str = "briefing.toml";

/// The theme of a plan that names none.
const THEME: &str = "theme.toml";

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
    /// Signs what is made of them.
    pub signer: Option<SigningKey>,
}

/// The plan in a folder of the templates, or the only one there is, of which something is made in
/// `languages`, or in its own without them.
pub(super) fn read_plan(
    templates: &Files,
    folder: Option<&str>,
    languages: Option<&[Lang]>,
    sink: &mut Sink,
) -> Result<(String, Plan), Reported> {
    let plans = templates.iter().filter_map(|it| it.path.strip_prefix("templates/")?.strip_suffix(PLAN));
    let plans: Vec<&str> = plans.map(|it| it.trim_end_matches('/')).filter(|it| !it.is_empty()).collect();
    let folder = match (folder, plans.as_slice()) {
        (Some(folder), _) => folder,
        (None, [only]) => *only,
        (None, []) => {
            let fault = Diagnostic::error("no-plan", "there is no plan in the templates");
            let help = "`briefing new NAME TABLE…` writes one, --templates names another folder";
            return Err(sink.error(fault.help(help)));
        }
        (None, plans) => {
            let fault = Diagnostic::error("several-plans", "there are several plans in the templates");
            let help = format!("say which: --plan {}", plans.join(", --plan "));
            return Err(sink.error(fault.help(help)));
        }
    };
    let file = templates.get(&format!("{folder}/{PLAN}")).map_err(|fault| {
        let fault = Diagnostic { hints: vec![], ..fault };
        sink.error(fault.help(format!("--plan names a plan: {}", there_is(folder, plans.iter().copied()))))
    });
    let file = file?;
    let plan = Plan::read(file, languages).map_err(|faults| sink.all(faults))?;
    plan.check(file, sink);
    Ok((folder.to_owned(), plan))
}

/// A theme, by its path from the plan's folder, with the faces that it takes from elsewhere. Without a
/// path it is the one beside the plan, if there is one, else the program's own.
pub(super) fn read_theme(
    templates: &mut Files,
    folder: &str,
    named: Option<&str>,
    sink: &mut Sink,
) -> Result<Theme, Reported> {
    let usual = || templates.has(&format!("{folder}/{THEME}")).then_some(THEME);
    let theme = match named.or_else(usual) {
        None => Ok(Theme::standard()),
        Some(name) => templates.get_from(folder, name).map_err(|fault| vec![fault]).and_then(Theme::read),
    };
    let theme = theme.map_err(|faults| sink.all(faults))?;
    for (face, path) in theme.faces.elsewhere() {
        if let Err(fault) = templates.take_in(&face.path(), &path) {
            sink.push(face.locus.iter().fold(fault, |fault, locus| fault.at(locus.clone())));
        }
    }
    // Those of the program itself: a project that names no folder can be moved, and needs no copy of them.
    let missing =
        theme.faces.files().filter(|face| theme.faces.folder.is_none() && !templates.has(&face.path()));
    let missing: Vec<String> = missing.map(|face| face.file.get_ref().clone()).collect();
    for name in missing.iter().filter(|name| !name.contains('/')) {
        let there =
            beside_the_program().into_iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        if let Some(path) = there
            && let Err(fault) = templates.take_in(&format!("fonts/{name}"), &path.display().to_string())
        {
            sink.push(fault);
        }
    }
    Ok(theme)
}

/// Where faces lie that came with the program: beside it, as a package installs them, or in the sources that
/// it was built in.
pub fn beside_the_program() -> Vec<PathBuf> {
    let Ok(program) = std::env::current_exe() else { return vec![] };
    let above = |steps: usize| program.ancestors().nth(steps).map(Path::to_owned);
    let places = [(1, "fonts"), (2, "share/briefing/fonts"), (3, "templates/fonts"), (4, "templates/fonts")];
    places.into_iter().filter_map(|(steps, folder)| Some(above(steps)?.join(folder))).collect()
}

impl Sources {
    /// Reads inputs and templates.
    ///
    /// # Errors
    /// There is no plan, or a theme that it names is none: the rest makes no sense then.
    pub fn read(request: &Request, report: &mut Report) -> Result<Self, Reported> {
        let sink = &mut *report.sink;
        let mut inputs = Files::read(&request.inputs, "inputs", sink);
        survey(&mut inputs, sink);
        let mut templates = Files::read(&request.templates, "templates", sink);
        let (folder, plan) =
            read_plan(&templates, request.plan.as_deref(), request.languages.as_deref(), sink)?;
        let theme = read_theme(&mut templates, &folder, plan.theme.as_deref(), sink);
        let official = plan.proposal.as_ref().map(|it| {
            let named = Some(it.theme.as_str());
            read_theme(&mut templates, &folder, named, sink)
        });
        let (theme, official) = (theme?, official.transpose()?);
        let languages = request.languages.clone().unwrap_or_else(|| plan.languages.clone());
        let as_of = request.as_of.unwrap_or(plan.as_of);
        let chosen =
            request.outputs.clone().or_else(|| plan.outputs.clone()).unwrap_or(Output::DEFAULT.into());
        let (today, outputs) = (request.today, chosen.into_iter().chain(request.also.clone()));
        // Later releases are told against the facts: they are made in any case.
        let outputs = outputs.chain([Output::Facts]).collect();
        let signer = request.signer.clone();
        let sources = Self {
            inputs,
            templates,
            folder,
            plan,
            theme,
            official,
            languages,
            as_of,
            today,
            outputs,
            signer,
        };
        report.record.ingredients = sources.ingredients().into_iter().collect();
        report.record.as_of = Some(as_of);
        report.phase("read", &format!("{} files", report.record.ingredients.len()));
        Ok(sources)
    }

    /// Holds a release back while sentences are to be read again that the edition before was true of.
    pub fn hold_back(&self, request: &Request, report: &mut Report) {
        if !request.is_reread {
            open(&self.templates, &self.folder, &self.inputs).into_iter().for_each(|it| report.sink.push(it));
        }
    }

    /// The sources of the one edition that the plan itself describes.
    pub fn of_own_subject(self) -> Self {
        Self { plan: self.plan.for_subject(None), ..self }
    }

    /// The sources of an edition of a list.
    pub fn of_edition(&self, listed: &ListedEdition) -> Self {
        let languages = match listed.languages.as_slice() {
            [] => self.languages.clone(),
            some => some.to_vec(),
        };
        // Of the list, its own row is what the edition depends on: see `options`.
        Self { plan: self.plan.for_subject(Some(listed.subject.clone())), languages, ..self.clone() }
    }

    /// Path and digest of everything that was read.
    pub fn ingredients(&self) -> Vec<(String, String)> {
        // A box that is ticked changes nothing that is said.
        let files = self.inputs.iter().chain(self.templates.iter()).filter(|it| !it.path.ends_with(REREAD));
        let files = files.map(|file| (file.path.clone(), file.digest.clone()));
        files.chain(self.inputs.surveys().map(|it| (it.place.name().to_owned(), it.digest.clone()))).collect()
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
            options.insert("subject".to_owned(), area.to_string());
            options.extend(whole.iter().map(|whole| ("whole".to_owned(), whole.to_string())));
        }
        if !self.outputs.iter().eq(&Output::DEFAULT) {
            let names: Vec<&str> = self.outputs.iter().map(|output| output.name()).collect();
            options.insert("outputs".to_owned(), names.join(","));
        }
        // The one thing that a day's passing changes on the pages.
        if self.sunset().is_some() {
            options.insert("out-of-date".to_owned(), "yes".to_owned());
        }
        if let Some(key) = &self.signer {
            options.insert(SIGNED_BY.to_owned(), key.public().to_string());
        }
        if !approvals.is_empty() {
            let names = approvals.iter().map(|it| match &it.signature {
                Some(signature) => format!("{} ({}), signed with {}", it.by, it.role, signature.key),
                None => format!("{} ({})", it.by, it.role),
            });
            options.insert("approved-by".to_owned(), names.collect::<Vec<_>>().join("; "));
        }
        options
    }

    /// The plan's sunset, if it has passed.
    pub fn sunset(&self) -> Option<NaiveDate> {
        self.plan.sunset.filter(|day| *day < self.today)
    }
}
