//! The pipeline: where the phases meet.

pub mod deliver;
mod proofread;
mod sealing;
mod standing;
pub mod verify;
pub mod watch;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::NaiveDate;

use self::standing::Standing;
use crate::{
    compose::{self, compose},
    data::fact::Facts,
    derive::{derive, judge::judge},
    diag::Sink,
    doc::{block::Document, lang::Lang},
    font::FontBook,
    ingest::{Ingested, ingest},
    inputs::Files,
    layout::layout,
    plan::{Plan, read_toml},
    publish::{
        self, Approval, Approvals, Artifact, CHANGES, Changes, Compared, Lock, Manifest, Next, Patience,
        Phase, PublishError, Record, Release, Rows, Shelf,
        ledger::{FACTS_CSV, Ledger, short_code},
    },
    render::pdf,
    theme::Theme,
};

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
    /// The day on which the edition is made: whether the plan's sunset has passed depends on it,
    /// and nothing else.
    pub today: NaiveDate,
    /// Make a release even if nothing has changed.
    pub is_forced: bool,
    /// What to do when another run is at work in the output folder.
    pub patience: Patience,
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

/// Where a run tells what it finds and what it does.
pub struct Report<'a> {
    pub sink: &'a mut Sink,
    pub record: &'a mut Record,
    /// Hears of every finished phase.
    pub listen: &'a mut dyn FnMut(&Phase),
}

impl Report<'_> {
    fn phase(&mut self, name: &str, result: &str) {
        (self.listen)(self.record.phase(name, result));
    }
}

/// Builds the edition and publishes it, unless nothing has changed.
///
/// # Errors
/// The output folder cannot be read or written, or another run is at work in it; what stood there
/// before still does.
pub fn build(request: &Request, report: &mut Report) -> Result<Outcome, PublishError> {
    let _lock = Lock::take(&request.output, request.patience)?;
    let Some(sources) = Sources::read(request, report) else { return Ok(Outcome::Refused) };
    let ingredients = sources.ingredients();
    let edition = sources.plan.edition.as_str();
    let approvals = Approvals::read(&request.output)?;
    // Unchanged ingredients have unchanged facts: who has approved those of the latest release is
    // all that can have changed.
    let approved = publish::latest_digest(&request.output, edition)?;
    let options = sources.options(&approvals.of(approved.as_deref().unwrap_or_default()));
    let release = match publish::next_release(&request.output, edition, &ingredients, &options)? {
        Next::UpToDate(release) if !request.is_forced => return Ok(up_to_date(&release, request, report)),
        Next::UpToDate(release) => {
            report.record.because = vec!["forced".to_owned()];
            release.next()
        }
        Next::Make { release, because } => {
            report.record.because = because;
            release
        }
    };
    let Some(made) = sources.make(&release.to_string(), &approvals, report) else {
        return Ok(Outcome::Refused);
    };
    let options = sources.options(&approvals.of(&made.ledger.digest()));
    report.record.release = Some(release.to_string());
    report.record.stop(report.sink);
    let record = Artifact { name: publish::RUN.to_owned(), bytes: report.record.to_bytes() };
    let mut files = [made.files, made.ledger.artifacts()].concat();
    files.extend(changes(request, &release, &ingredients, &options, &made.ledger));
    let edition = publish::Edition { release, files, ingredients, options, record: Some(record) };
    let place = publish::publish(&edition, &request.output)?;
    report.phase("publish", &place.display().to_string());
    Ok(Outcome::Made(place))
}

/// What changed since the release before; none for the first, nor after one that cannot be read.
fn changes(
    request: &Request,
    release: &Release,
    ingredients: &[(String, String)],
    options: &BTreeMap<String, String>,
    ledger: &Ledger,
) -> Option<Artifact> {
    let shelf = Shelf::open(&request.output).ok()?;
    let before = shelf.read(shelf.before(release)?).ok()?;
    let manifest = Manifest::of(release, ingredients, options, &[]);
    let after = Compared { release: release.to_string(), manifest, ledger: ledger.clone() };
    let bytes = Changes::between(&before, &after).to_markdown().into_bytes();
    Some(Artifact { name: CHANGES.to_owned(), bytes })
}

/// Notes what stands already.
fn up_to_date(release: &Release, request: &Request, report: &mut Report) -> Outcome {
    report.record.release = Some(release.to_string());
    if let Ok(manifest) = Manifest::read(&request.output.join(release.to_string())) {
        report.record.digest = manifest.files.get(FACTS_CSV).cloned();
    }
    report.record.facts = Ledger::count(&request.output.join(release.to_string()));
    Outcome::UpToDate(release.to_string())
}

/// Does all that [`build`] does but writing.
pub fn check(request: &Request, report: &mut Report) -> Outcome {
    let sources = Sources::read(request, report);
    match sources.and_then(|sources| sources.make("check", &Approvals::default(), report)) {
        Some(_) => Outcome::Checked,
        None => Outcome::Refused,
    }
}

/// What an edition consists of, before it is published.
struct Made {
    files: Vec<Artifact>,
    ledger: Ledger,
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
    today: NaiveDate,
}

impl Sources {
    /// Reads inputs and templates. None without a plan and a theme: the rest makes no sense then.
    fn read(request: &Request, report: &mut Report) -> Option<Self> {
        let sink = &mut *report.sink;
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
        let sources = Self { inputs, templates, folder, plan, theme, languages, as_of, today: request.today };
        report.record.ingredients = sources.ingredients().into_iter().collect();
        report.record.as_of = Some(as_of.to_string());
        report.phase("read", &format!("{} files", report.record.ingredients.len()));
        Some(sources)
    }

    /// Path and digest of everything that was read.
    fn ingredients(&self) -> Vec<(String, String)> {
        let files = self.inputs.iter().chain(self.templates.iter());
        files.map(|file| (file.path.clone(), file.digest.clone())).collect()
    }

    /// What the release depends on besides.
    fn options(&self, approvals: &[Approval]) -> BTreeMap<String, String> {
        let languages: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        let mut options = BTreeMap::from([
            ("as-of".to_owned(), self.as_of.to_string()),
            ("languages".to_owned(), languages.join(",")),
            ("plan".to_owned(), self.folder.clone()),
        ]);
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

    /// The files of the release. Every phase goes as far as it can, so that one run finds the
    /// faults of all; none of it counts if any was found.
    fn make(&self, release: &str, approvals: &Approvals, report: &mut Report) -> Option<Made> {
        let (documents, ledger) = self.documents(release, approvals, report)?;
        let fonts = FontBook::load(&self.theme.faces, &self.templates, report.sink);
        if fonts.faces().next().is_none() {
            return None;
        }
        let pages: Vec<_> = documents.iter().map(|it| layout(it, &fonts, &self.theme, report.sink)).collect();
        let counts: Vec<String> = pages.iter().map(|it| it.pages.len().to_string()).collect();
        report.phase("layout", &format!("{} pages", counts.join(" + ")));
        if report.sink.has_errors() {
            return None;
        }
        let mut files = vec![];
        for (document, pages) in documents.iter().zip(&pages) {
            let name = format!("briefing.{}.pdf", document.lang);
            match pdf::render(pages, &document.meta, document.lang, &fonts) {
                Ok(bytes) => files.push(Artifact { name, bytes }),
                Err(fault) => report.sink.push(fault),
            }
        }
        let sizes: Vec<String> = files.iter().map(|it| format!("{} KB", it.bytes.len() / 1024)).collect();
        report.phase("render", &sizes.join(" + "));
        if !report.sink.has_errors() {
            Self::seal(&mut files, &documents, release, &ledger, report.sink);
            for ((document, pages), file) in documents.iter().zip(&pages).zip(&files) {
                proofread::proofread(file, document.lang, pages.pages.len(), &ledger, report.sink);
            }
            report.phase("proof", &format!("{} files", files.len()));
        }
        (!report.sink.has_errors()).then_some(Made { files, ledger })
    }

    /// Attaches to every document its facts and its seal.
    fn seal(files: &mut [Artifact], documents: &[Document], release: &str, ledger: &Ledger, sink: &mut Sink) {
        for (file, document) in files.iter_mut().zip(documents) {
            match sealing::seal(file, release, document.lang, ledger) {
                Ok(sealed) => *file = sealed,
                Err(fault) => sink.push(proofread::fault(&file.name, &fault)),
            }
        }
    }

    /// The documents, one a language, and what they rest on. None when there is nothing to compose
    /// from.
    fn documents(
        &self,
        release: &str,
        approvals: &Approvals,
        report: &mut Report,
    ) -> Option<(Vec<Document>, Ledger)> {
        let ingested = ingest(&self.inputs, report.sink)?;
        let rows = ingested.observations.rows().len();
        report.phase("ingest", &format!("{rows} observations"));
        let facts = self.facts(&ingested, report)?;
        report.record.rows = rows_of(&facts, rows);
        let mut ledger = Ledger::of(&facts, &ingested.registers.claims, judge);
        let digest = ledger.digest();
        (report.record.facts, report.record.digest) = (ledger.facts.len(), Some(digest.clone()));
        let edition = compose::Edition {
            plan: &self.plan,
            catalogue: Arc::new(ingested.catalogue),
            registers: &ingested.registers,
            facts: Arc::new(facts),
            as_of: self.as_of,
            release,
            code: &short_code(&digest),
            judge,
        };
        let standing = Standing { sunset: self.sunset(), approvals: approvals.of(&digest) };
        standing.report(report.sink);
        let mut documents = vec![];
        for lang in &self.languages {
            match self.templates.get(&format!("{}/{lang}.md", self.folder)) {
                Ok(text) => documents.extend(compose(&edition, text, *lang, report.sink)),
                Err(fault) => report.sink.push(fault),
            }
        }
        for document in &mut documents {
            standing.mark(document);
            ledger.add(document);
        }
        report.phase("compose", &format!("{} documents", documents.len()));
        Some((documents, ledger))
    }

    /// The facts that the plan declares. None without a plan.
    fn facts(&self, ingested: &Ingested, report: &mut Report) -> Option<Facts> {
        let plan_file = self.templates.get(&format!("{}/briefing.toml", self.folder)).ok()?;
        let is_whole = !report.sink.has_errors();
        let declared = self.plan.declare(plan_file, &ingested.catalogue, report.sink);
        // What a faulty table lacks was reported where it is wrong: not again where it is missed.
        let mut derivation = Sink::default();
        let facts =
            derive(&ingested.observations, &ingested.catalogue, &declared, self.as_of, &mut derivation);
        if is_whole {
            report.sink.append(derivation);
        }
        report.phase("derive", &format!("{} facts", facts.iter().count()));
        Some(facts)
    }

    /// The plan's sunset, if it has passed.
    fn sunset(&self) -> Option<NaiveDate> {
        self.plan.sunset.filter(|day| *day < self.today)
    }
}

/// How many of the rows that were read the facts rest on.
fn rows_of(facts: &Facts, read: usize) -> Rows {
    let used: BTreeSet<_> = facts.iter().flat_map(|fact| &fact.operands).map(|it| &it.cell).collect();
    Rows { read, used: used.len(), refused: 0 }
}

impl Request {
    /// The default folders, relative to where the program is run.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            inputs: Path::new("inputs").to_owned(),
            templates: Path::new("templates").to_owned(),
            output: Path::new("output").to_owned(),
            plan: "two-sessions".to_owned(),
            languages: None,
            as_of: None,
            today,
            is_forced: false,
            patience: Patience::GiveUp,
        }
    }
}
