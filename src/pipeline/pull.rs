//! Pull: engines and servers are asked, and what is new in their answers is written into snapshots.
//!
//! `read → ask → merge → write`, a resource after the other. One that gives no answer keeps no other
//! from being asked, and nothing is written but a whole snapshot that was checked.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use chrono::NaiveDate;

use crate::{
    PROGRAM,
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    ingest,
    inputs::{File, Files, sha256},
    publish::{Disk, Lock, Patience, PublishError, timestamp, write_snapshot},
    pull::{
        engine::{self, Question, Silence, Why},
        profile::{Profile, places},
        proven, sdmx, server,
    },
    query::{Dialect, Portable, Query},
    snapshot::{
        AnswerTable, Asked, Counts, EngineAsked, MergeRule, PullRecord, Pulled, Pulls, ServerAsked, Snapshot,
        merge, pulls_path,
    },
};

/// What is to be pulled.
#[derive(Debug, Clone)]
pub struct PullRequest {
    pub inputs: PathBuf,
    /// Names or paths of resources; all that are pulled, if there are none.
    pub resources: Vec<String>,
    /// The vintage of what is new.
    pub vintage: NaiveDate,
    /// Whether to write nothing.
    pub is_dry: bool,
    /// How long an engine or a server may take.
    pub deadline: Duration,
    /// The program that asks engines, with its arguments.
    pub asking: (PathBuf, Vec<String>),
}

/// How a pull ended, from the best to the worst: what a scheduler learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// The snapshots say what was answered.
    Done,
    /// Somebody gave no answer: try again.
    NoAnswer,
    /// What is asked or answered is wrong: trying again is of no use.
    Wrong,
    /// The pull cannot be made as it was asked for.
    Usage,
}

/// Why a resource could not be pulled.
struct Refusal {
    ending: Ending,
    faults: Vec<Diagnostic>,
}

impl Refusal {
    fn wrong(faults: Vec<Diagnostic>) -> Self {
        Self { ending: Ending::Wrong, faults }
    }

    fn usage(fault: Diagnostic) -> Self {
        Self { ending: Ending::Usage, faults: vec![fault] }
    }
}

/// An answer, and what its record says of it.
struct Answered {
    answer: AnswerTable,
    from: String,
    by: String,
    driver: Option<String>,
    query: Option<String>,
    sent: String,
    is_scale_fixed: bool,
    etag: Option<String>,
}

/// Pulls what is asked for. `told` hears what came of each resource, and that it is being waited for.
///
/// # Errors
/// A snapshot cannot be written, or another run is at work in the inputs.
pub fn pull(
    request: &PullRequest,
    sink: &mut Sink,
    told: &mut dyn FnMut(PullProgress<'_>),
) -> Result<Ending, PublishError> {
    let _lock = Lock::take(&request.inputs, Patience::GiveUp)?;
    let inputs = Files::read(&request.inputs, "inputs", sink);
    let Ok(resources) = ingest::pulled(&inputs, sink) else { return Ok(Ending::Wrong) };
    let wanted = wanted(&resources, &request.resources, sink);
    let mut ending = if sink.has_errors() { Ending::Usage } else { Ending::Done };
    for resource in wanted {
        match one(resource, &inputs, request, told) {
            Ok(None) => {}
            Ok(Some(fresh)) => fresh.write(&request.inputs)?,
            Err(refusal) => {
                ending = ending.max(refusal.ending);
                for fault in refusal.faults {
                    sink.push(fault.at(resource.entry.clone()));
                }
            }
        }
    }
    Ok(ending)
}

/// What there is to tell while it goes on.
#[derive(Debug, Clone, Copy)]
pub enum PullProgress<'a> {
    /// It has been waited for so many seconds.
    Waiting { resource: &'a str, from: &'a str, seconds: u64 },
    /// A line of what came of a resource.
    Line(&'a str),
}

fn wanted<'a>(resources: &'a [Pulled], names: &[String], sink: &mut Sink) -> Vec<&'a Pulled> {
    let is = |resource: &Pulled, name: &str| resource.name == name || resource.path == name;
    for name in names.iter().filter(|name| !resources.iter().any(|it| is(it, name))) {
        let unknown = Diagnostic::error("unknown-resource", format!("no resource {name} is pulled"));
        let known = resources.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
        let hint = did_you_mean(name, known.iter().copied());
        let hint = hint.unwrap_or_else(|| match known.as_slice() {
            [] => "the descriptor has no resource with \"pull\"".to_owned(),
            known => format!("there are {}", known.join(", ")),
        });
        sink.push(unknown.at(Locus::file("inputs/datapackage.json")).help(hint));
    }
    let wanted = |resource: &&Pulled| names.is_empty() || names.iter().any(|name| is(resource, name));
    resources.iter().filter(wanted).collect()
}

/// A snapshot and its record as they are to be written.
struct Fresh {
    snapshot: (String, String),
    record: (String, String),
}

impl Fresh {
    fn write(&self, inputs: &Path) -> Result<(), PublishError> {
        let [snapshot, record] =
            [&self.snapshot, &self.record].map(|(name, text)| (name.as_str(), text.as_str()));
        write_snapshot(inputs, snapshot, record, &Disk::default())
    }
}

/// Pulls a resource: what is to be written, if anything is new.
fn one(
    resource: &Pulled,
    inputs: &Files,
    request: &PullRequest,
    told: &mut dyn FnMut(PullProgress<'_>),
) -> Result<Option<Fresh>, Refusal> {
    let (before, pulls) = known(resource, inputs).map_err(|fault| Refusal::wrong(vec![fault]))?;
    let start = timestamp();
    let answered = match &resource.asked {
        Asked::Engine(asked) => ask_engine(resource, asked, inputs, request, told)?,
        Asked::Server(asked) => match ask_server(resource, asked, &pulls, request, told)? {
            Some(answered) => answered,
            None => {
                told(PullProgress::Line(&format!("{}: nothing has changed, says the server", resource.name)));
                return Ok(None);
            }
        },
    };
    let at = Locus::file(format!("inputs/{}", resource.path));
    let rule = MergeRule { day: request.vintage, is_scale_fixed: answered.is_scale_fixed };
    let (after, changes) = merge(&before, &answered.answer, rule, &at).map_err(Refusal::wrong)?;
    let counts = Counts {
        rows: answered.answer.rows().len(),
        records: answered.answer.records(),
        added: changes.added.len(),
        revised: changes.revised.len(),
    };
    let records = counts.records.map_or(String::new(), |it| format!(" of {it} records"));
    let blank = match answered.answer.blank() {
        0 => String::new(),
        blank => format!(", {blank} rows without a value left out"),
    };
    told(PullProgress::Line(&format!(
        "{}: {} values{records} from {}: {} new, {} revised, {} as before{blank}",
        resource.name, counts.rows, answered.from, counts.added, counts.revised, changes.same
    )));
    let lines = changes.added.iter().map(|it| format!("  + {it}"));
    let lines = lines.chain(changes.revised.iter().map(|it| format!("  ~ {it}")));
    // All of a first pull is new.
    let shown = if before == Snapshot::default() && !request.is_dry { 0 } else { usize::MAX };
    lines.take(shown).for_each(|line| told(PullProgress::Line(&line)));
    if changes.are_none() || request.is_dry {
        return Ok(None);
    }
    let text = after.text();
    let pull = PullRecord {
        vintage: request.vintage,
        start,
        end: timestamp(),
        from: answered.from,
        answered_by: answered.by,
        driver: answered.driver,
        query: answered.query,
        sent: answered.sent,
        answer: sha256(answered.answer.text().as_bytes()),
        counts,
        etag: answered.etag,
        snapshot: sha256(text.as_bytes()),
        program: PROGRAM.to_owned(),
    };
    let record = (pulls_path(&resource.path), pulls.with(pull).text());
    Ok(Some(Fresh { snapshot: (resource.path.clone(), text), record }))
}

/// The snapshot as it is, and the pulls that have made it.
fn known(resource: &Pulled, inputs: &Files) -> Result<(Snapshot, Pulls), Diagnostic> {
    let record = inputs.get(&pulls_path(&resource.path)).ok();
    match (inputs.get(&resource.path).ok(), record) {
        (Some(file), Some(record)) => {
            let pulls = Pulls::read(record, file)?;
            Ok((Snapshot::read(file)?, pulls))
        }
        (Some(file), None) => {
            let unknown = Diagnostic::error("edited-snapshot", "no pull has left the file that is there");
            Err(unknown.at(Locus::file(&file.path)).help("restore its record, or move the file away"))
        }
        (None, Some(record)) => Pulls::before_the_first(record).map(|pulls| (Snapshot::default(), pulls)),
        (None, None) => Ok((Snapshot::default(), Pulls::default())),
    }
}

fn ask_engine(
    resource: &Pulled,
    asked: &EngineAsked,
    inputs: &Files,
    request: &PullRequest,
    told: &mut dyn FnMut(PullProgress<'_>),
) -> Result<Answered, Refusal> {
    let file = inputs.get(&asked.query).map_err(|fault| Refusal::wrong(vec![fault]))?;
    let query = Query::read(file).and_then(|query| Portable::of(&query)).map_err(Refusal::wrong)?;
    let variable = |name: &str| std::env::var(name).ok();
    let profile = connection(&asked.engine, &variable)?;
    let profile =
        Profile::read(&profile, &variable).map_err(|faults| Refusal { ending: Ending::Usage, faults })?;
    let dialect = Dialect::ALL.into_iter().find(|it| it.name() == profile.dialect).ok_or_else(|| {
        let names = Dialect::ALL.map(Dialect::name).join(", ");
        let unknown =
            Diagnostic::error("unknown-dialect", format!("there is no dialect {}", profile.dialect));
        Refusal::usage(unknown.at(Locus::file(&profile.path)).help(format!("there are {names}")))
    })?;
    let rewritten = query.rewritten(dialect, &asked.table).ok_or_else(|| {
        let fault = Diagnostic::error("table-name", format!("{} is no name of a table", asked.table));
        Refusal::wrong(vec![fault.help("write it as the engine does: lake.contracts")])
    })?;
    let question = Question {
        profile: profile.path.clone(),
        query: rewritten.text.clone(),
        most_rows: AnswerTable::ROWS,
    };
    let (program, arguments) = &request.asking;
    let mut wait =
        |seconds| told(PullProgress::Waiting { resource: &resource.name, from: &asked.engine, seconds });
    let reply = engine::ask(Command::new(program).args(arguments), &question, request.deadline, &mut wait);
    let reply = reply.map_err(|silence| refused(&silence, &profile, file, &asked.engine))?;
    let (by, driver) = (reply.engine.clone(), reply.driver.clone());
    let place = Locus::file(&file.path);
    let answer = proven::answer(reply, &rewritten, dialect, &place).map_err(Refusal::wrong)?;
    Ok(Answered {
        answer,
        from: asked.engine.clone(),
        by,
        driver: Some(driver),
        query: Some(file.digest.clone()),
        sent: sha256(rewritten.text.as_bytes()),
        is_scale_fixed: true,
        etag: None,
    })
}

/// The connection's file, from the first folder that has it.
fn connection(name: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<File, Refusal> {
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    let places = places(name, variable);
    if let Some(path) = places.iter().find(|path| is_name && path.is_file()) {
        return File::read(path).map_err(Refusal::usage);
    }
    let mut fault = Diagnostic::error("no-connection", format!("there is no connection {name}"));
    for place in &places {
        fault = fault.at(Locus::file(place.display().to_string()));
    }
    Err(Refusal::usage(
        fault.help("write an ADBC connection profile of that name, in a folder that ADBC_PROFILE_PATH names"),
    ))
}

/// What came instead of an answer, as it is told.
fn refused(silence: &Silence, profile: &Profile, query: &File, engine: &str) -> Refusal {
    let words = profile.hiding(&silence.words);
    let (code, message, help, ending) = match silence.why {
        Why::DriverMissing => ("driver-missing", "the driver cannot be loaded", DRIVER, Ending::NoAnswer),
        Why::DriverDied => {
            ("driver-died", "the driver has ended without an answer", DRIVER, Ending::NoAnswer)
        }
        Why::Unreachable => ("engine-unreachable", "the engine cannot be reached", REACH, Ending::NoAnswer),
        Why::Refused => ("engine-refused", "the engine refuses the user", LOGIN, Ending::NoAnswer),
        Why::Cut => ("engine-cut", "the answer broke off", AGAIN, Ending::NoAnswer),
        Why::Late => ("engine-late", "the engine is too late", LATE, Ending::NoAnswer),
        Why::Query => ("engine-sql", "the engine cannot make sense of the query", QUERY, Ending::Wrong),
        Why::Inexact => ("answer-type", "a column has no one exact text", EXACT, Ending::Wrong),
        Why::TooLong => ("long-answer", "the answer is too long", "group the records", Ending::Wrong),
    };
    let place = if ending == Ending::Wrong { &query.path } else { &profile.path };
    let fault = Diagnostic::error(code, format!("{message}: {words}")).at(Locus::file(place).showing(engine));
    Refusal { ending, faults: vec![fault.help(help)] }
}

const DRIVER: &str = "install it again, and see that \"driver\" leads to it; nothing was written";
const REACH: &str = "check its address and whether it runs; nothing was written";
const LOGIN: &str = "check the user, the password and what the user may read; nothing was written";
const AGAIN: &str = "pull again; nothing was written";
const LATE: &str = "pull again, or give it longer with --deadline; nothing was written";
const QUERY: &str = "put the query to the engine by hand; names of columns are the engine's";
const EXACT: &str = "cast it: money is DECIMAL(38, 2); floats, times and truth values are no observations";

fn ask_server(
    resource: &Pulled,
    asked: &ServerAsked,
    pulls: &Pulls,
    request: &PullRequest,
    told: &mut dyn FnMut(PullProgress<'_>),
) -> Result<Option<Answered>, Refusal> {
    let sent = sha256(asked.url.as_bytes());
    told(PullProgress::Waiting { resource: &resource.name, from: &asked.url, seconds: 0 });
    let got = server::get(asked, pulls.etag(&sent), request.deadline).map_err(|refusal| Refusal {
        ending: if refusal.is_final { Ending::Wrong } else { Ending::NoAnswer },
        faults: vec![*refusal.fault],
    })?;
    let Some(body) = got.body else { return Ok(None) };
    let answer = sdmx::answer(&body, &asked.columns, &Locus::file(&asked.url)).map_err(Refusal::wrong)?;
    Ok(Some(Answered {
        answer,
        from: got.host,
        by: got.server,
        driver: None,
        query: None,
        sent,
        // A publisher leaves noughts out.
        is_scale_fixed: false,
        etag: got.etag,
    }))
}
