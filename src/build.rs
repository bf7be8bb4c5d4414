//! The pipeline: where the phases meet.

mod charts;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::NaiveDate;

use crate::{
    compose::{self, compose},
    derive::{derive, judge::judge},
    diag::Sink,
    doc::{block::Document, lang::Lang},
    font::FontBook,
    ingest::ingest,
    inputs::Files,
    layout::layout,
    plan::{Plan, read_toml},
    publish::{self, Artifact, Next, PublishError},
    render::pdf,
    theme::Theme,
};

pub use charts::Format;

/// What is to be built, from where to where.
#[derive(Debug, Clone)]
pub struct Request {
    pub inputs: PathBuf,
    pub templates: PathBuf,
    /// The folder of releases.
    pub output: PathBuf,
    /// The plan's folder under `templates`.
    pub plan: String,
    /// Instead of the plan's languages.
    pub languages: Option<Vec<Lang>>,
    /// Instead of the plan's day.
    pub as_of: Option<NaiveDate>,
    /// The formats in which each chart is also written as a file of its own.
    pub charts: BTreeSet<Format>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new release, at that folder.
    Made(PathBuf),
    /// Nothing has changed since that release.
    UpToDate(String),
    /// Everything is right; nothing was written.
    Checked,
    /// Inputs or templates have errors, which are in the sink.
    Refused,
}

/// Hears of every finished phase: its name, and what came out of it.
pub type Progress<'a> = dyn FnMut(&str, &str) + 'a;

/// Builds the edition and publishes it, unless nothing has changed.
///
/// # Errors
/// The output folder cannot be read or written; what stood there before still does.
pub fn build(request: &Request, sink: &mut Sink, progress: &mut Progress) -> Result<Outcome, PublishError> {
    let Some(sources) = Sources::read(request, sink, progress) else { return Ok(Outcome::Refused) };
    let (ingredients, options) = (sources.ingredients(), sources.options());
    let edition = sources.plan.edition.as_str();
    let release = match publish::next_release(&request.output, edition, &ingredients, &options)? {
        Next::UpToDate(release) => return Ok(Outcome::UpToDate(release.to_string())),
        Next::Make { release, .. } => release,
    };
    let Some(files) = sources.files(&release.to_string(), sink, progress) else {
        return Ok(Outcome::Refused);
    };
    let edition = publish::Edition { release, files, ingredients, options };
    let place = publish::publish(&edition, &request.output)?;
    progress("publish", &place.display().to_string());
    Ok(Outcome::Made(place))
}

/// Does all that [`build`] does but writing.
pub fn check(request: &Request, sink: &mut Sink, progress: &mut Progress) -> Outcome {
    let sources = Sources::read(request, sink, progress);
    match sources.and_then(|sources| sources.files("check", sink, progress)) {
        Some(_) => Outcome::Checked,
        None => Outcome::Refused,
    }
}

/// Everything that an edition is made from, read and not yet computed with.
struct Sources {
    inputs: Files,
    templates: Files,
    folder: String,
    plan: Plan,
    theme: Theme,
    languages: Vec<Lang>,
    as_of: NaiveDate,
    charts: BTreeSet<Format>,
}

impl Sources {
    /// Reads inputs and templates. None without a plan and a theme: the rest makes no sense then.
    fn read(request: &Request, sink: &mut Sink, progress: &mut Progress) -> Option<Self> {
        let inputs = Files::read(&request.inputs, "inputs", sink);
        let templates = Files::read(&request.templates, "templates", sink);
        let folder = request.plan.clone();
        let plan_file = templates.get(&format!("{folder}/briefing.toml")).map_err(|fault| sink.push(fault));
        let plan = plan_file.and_then(|file| {
            let plan = Plan::read(file).map_err(|fault| sink.push(fault))?;
            plan.check(file, sink);
            Ok(plan)
        });
        let plan = plan.ok()?;
        let theme_file = templates.get(&format!("{folder}/{}", plan.theme));
        let theme = theme_file.and_then(read_toml).map_err(|fault| sink.push(fault)).ok()?;
        let languages = request.languages.clone().unwrap_or_else(|| plan.languages.clone());
        let as_of = request.as_of.unwrap_or(plan.as_of);
        progress("read", &format!("{} files", inputs.iter().count() + templates.iter().count()));
        let charts = request.charts.clone();
        Some(Self { inputs, templates, folder, plan, theme, languages, as_of, charts })
    }

    /// Path and digest of everything that was read.
    fn ingredients(&self) -> Vec<(String, String)> {
        let files = self.inputs.iter().chain(self.templates.iter());
        files.map(|file| (file.path.clone(), file.digest.clone())).collect()
    }

    /// What the release depends on besides.
    fn options(&self) -> BTreeMap<String, String> {
        let languages: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        let mut options = BTreeMap::from([
            ("as-of".to_owned(), self.as_of.to_string()),
            ("languages".to_owned(), languages.join(",")),
            ("plan".to_owned(), self.folder.clone()),
        ]);
        if !self.charts.is_empty() {
            let formats: Vec<&str> = self.charts.iter().map(|format| format.ending()).collect();
            options.insert("charts".to_owned(), formats.join(","));
        }
        options
    }

    /// The files of the release. Every phase goes as far as it can, so that one run finds the
    /// faults of all; none of it counts if any was found.
    fn files(&self, release: &str, sink: &mut Sink, progress: &mut Progress) -> Option<Vec<Artifact>> {
        let documents = self.documents(release, sink, progress)?;
        let fonts = FontBook::load(&self.theme.faces, &self.templates, sink);
        if fonts.faces().next().is_none() {
            return None;
        }
        let pages: Vec<_> = documents.iter().map(|it| layout(it, &fonts, &self.theme, sink)).collect();
        let counts: Vec<String> = pages.iter().map(|it| it.pages.len().to_string()).collect();
        progress("layout", &format!("{} pages", counts.join(" + ")));
        if sink.has_errors() {
            return None;
        }
        let mut files = vec![];
        for (document, pages) in documents.iter().zip(&pages) {
            let name = format!("briefing.{}.pdf", document.lang);
            match pdf::render(pages, &document.meta, document.lang, &fonts) {
                Ok(bytes) => files.push(Artifact { name, bytes }),
                Err(fault) => sink.push(fault),
            }
        }
        let sizes: Vec<String> = files.iter().map(|it| format!("{} KB", it.bytes.len() / 1024)).collect();
        progress("render", &sizes.join(" + "));
        if !self.charts.is_empty() {
            for document in &documents {
                files.extend(charts::charts(document, &self.charts, &fonts, &self.theme, sink));
            }
            progress("charts", &format!("{} files", files.len() - documents.len()));
        }
        (!sink.has_errors()).then_some(files)
    }

    /// The documents, one a language. None when there is nothing to compose from.
    fn documents(&self, release: &str, sink: &mut Sink, progress: &mut Progress) -> Option<Vec<Document>> {
        let ingested = ingest(&self.inputs, sink)?;
        progress("ingest", &format!("{} observations", ingested.observations.rows().len()));
        let plan_file = self.templates.get(&format!("{}/briefing.toml", self.folder)).ok()?;
        let is_whole = !sink.has_errors();
        let declared = self.plan.declare(plan_file, &ingested.catalogue, sink);
        // What a faulty table lacks was reported where it is wrong: not again where it is missed.
        let mut derivation = Sink::default();
        let facts =
            derive(&ingested.observations, &ingested.catalogue, &declared, self.as_of, &mut derivation);
        if is_whole {
            sink.append(derivation);
        }
        progress("derive", &format!("{} facts", facts.iter().count()));
        let edition = compose::Edition {
            plan: &self.plan,
            catalogue: Arc::new(ingested.catalogue),
            registers: &ingested.registers,
            facts: Arc::new(facts),
            as_of: self.as_of,
            release,
            judge,
        };
        let mut documents = vec![];
        for lang in &self.languages {
            match self.templates.get(&format!("{}/{lang}.md", self.folder)) {
                Ok(text) => documents.extend(compose(&edition, text, *lang, sink)),
                Err(fault) => sink.push(fault),
            }
        }
        progress("compose", &format!("{} documents", documents.len()));
        Some(documents)
    }
}

/// The default folders, relative to where the program is run.
impl Default for Request {
    fn default() -> Self {
        Self {
            inputs: Path::new("inputs").to_owned(),
            templates: Path::new("templates").to_owned(),
            output: Path::new("output").to_owned(),
            plan: "two-sessions".to_owned(),
            languages: None,
            as_of: None,
            charts: BTreeSet::new(),
        }
    }
}
