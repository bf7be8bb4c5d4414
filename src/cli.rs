//! The command line: what may be asked, and how the answer is told.

use std::{
    collections::BTreeSet,
    io::{IsTerminal as _, Write as _},
    path::PathBuf,
    process::ExitCode,
    time::Instant,
};

use anstyle::{AnsiColor, Style};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use briefing::{
    build::{self, Format, Outcome, Request},
    diag::{Severity, Sink},
    doc::lang::Lang,
};

/// Makes the Chinese and the English briefing from indicator tables.
///
/// `briefing build` reads the tables in inputs/ and the plan and texts in templates/, and writes a
/// release under output/. Nothing is written if anything is wrong.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes:
  0  done, or nothing to do
  1  the inputs or templates have errors
  2  wrong usage
  3  the output could not be written";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a release: both PDFs and their manifest
    Build(BuildArgs),
    /// Find every fault of inputs and templates, and write nothing
    Check(SourceArgs),
}

#[derive(Debug, Args)]
struct BuildArgs {
    #[command(flatten)]
    sources: SourceArgs,
    /// The folder of releases; `latest` in it leads to the newest
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    /// Also write each chart as a picture, under charts/
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    charts: Vec<Picture>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Picture {
    Svg,
    Png,
}

impl From<Picture> for Format {
    fn from(picture: Picture) -> Self {
        match picture {
            Picture::Svg => Self::Svg,
            Picture::Png => Self::Png,
        }
    }
}

#[derive(Debug, Args)]
struct SourceArgs {
    /// The folder of indicator tables and registers
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    inputs: PathBuf,
    /// The folder of plans, texts and faces
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    templates: PathBuf,
    /// The plan: the name of its folder in the templates
    #[arg(long, value_name = "NAME", default_value = "two-sessions")]
    plan: String,
    /// Only these languages [default: the plan's]
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    lang: Vec<Language>,
    /// Count only what was published by this day, YYYY-MM-DD [default: the plan's]
    #[arg(long, value_name = "DAY")]
    as_of: Option<NaiveDate>,
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Say what each phase did and how long it took, even into a pipe
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

impl SourceArgs {
    fn request(&self, output: PathBuf) -> Request {
        let languages = (!self.lang.is_empty()).then(|| self.lang.iter().copied().map(Lang::from).collect());
        Request {
            inputs: self.inputs.clone(),
            templates: self.templates.clone(),
            output,
            plan: self.plan.clone(),
            languages,
            as_of: self.as_of,
            charts: BTreeSet::new(),
        }
    }
}

impl Cli {
    /// Does what was asked and returns the exit code.
    pub fn run(self) -> ExitCode {
        let mut sink = Sink::default();
        let (sources, outcome) = match &self.command {
            Command::Build(args) => {
                let charts = args.charts.iter().copied().map(Format::from).collect();
                let request = Request { charts, ..args.sources.request(args.output.clone()) };
                let outcome = build::build(&request, &mut sink, &mut progress(&args.sources));
                (&args.sources, outcome)
            }
            Command::Check(sources) => {
                let request = sources.request(PathBuf::new());
                (sources, Ok(build::check(&request, &mut sink, &mut progress(sources))))
            }
        };
        tell_diagnostics(&sink, sources.quiet);
        match outcome {
            Ok(Outcome::Refused) => {
                say(&format!("{}; nothing was written", faults(&sink)));
                ExitCode::from(1)
            }
            Ok(done) => {
                if !sources.quiet {
                    say(&in_words(&done));
                }
                ExitCode::SUCCESS
            }
            Err(error) => {
                say(&briefing::diag::Diagnostic::from(error).to_string());
                ExitCode::from(3)
            }
        }
    }
}

fn in_words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Made(place) => format!("made {}", place.display()),
        Outcome::UpToDate(release) => format!("{release} is up to date"),
        Outcome::Checked => "no fault found".to_owned(),
        Outcome::Refused => String::new(),
    }
}

fn faults(sink: &Sink) -> String {
    match sink.errors() {
        1 => "1 error".to_owned(),
        errors => format!("{errors} errors"),
    }
}

/// A line a phase: on a terminal, and with `--verbose` anywhere, then with its time.
#[expect(clippy::disallowed_methods, reason = "the times are told on the terminal and reach no output")]
fn progress(args: &SourceArgs) -> impl FnMut(&str, &str) {
    let is_told = args.verbose || !args.quiet && std::io::stderr().is_terminal();
    let is_timed = args.verbose;
    let mut since = Instant::now();
    move |phase, result| {
        if is_told {
            let time = if is_timed {
                format!("{:>8.1} ms  ", since.elapsed().as_secs_f64() * 1e3)
            } else {
                String::new()
            };
            say(&format!("{phase:<8} {time}{result}"));
        }
        since = Instant::now();
    }
}

fn tell_diagnostics(sink: &Sink, is_quiet: bool) {
    for diagnostic in sink.iter() {
        let color = match diagnostic.severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning if is_quiet => continue,
            Severity::Warning => AnsiColor::Yellow,
        };
        let style = Style::new().bold().fg_color(Some(color.into()));
        let text = diagnostic.to_string();
        let (head, rest) = text.split_once(':').unwrap_or((&text, ""));
        say(&format!("{style}{head}{style:#}:{rest}"));
    }
}

/// Writes to the standard error, in colour where it is a terminal and `NO_COLOR` is not set.
fn say(text: &str) {
    // Nobody is left to tell when the terminal is gone.
    drop(writeln!(anstream::stderr(), "{text}"));
}
