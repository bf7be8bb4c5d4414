//! `briefing build` and `briefing check`: a run, and how it ended.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use briefing::{
    diag::{Diagnostic, Sink},
    output::{Output, PictureFormat},
    pipeline::{self, Outcome, Report, Request},
    publish::{Failure, Patience, PublishError, Record, write_metrics},
};

use super::{
    editions::{self, EditionArgs},
    exit,
    signing::SigningArgs,
    sources::SourceArgs,
    terminal::{MessageOptions, faults, say},
};

#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "a flag each, as it is typed")]
pub struct BuildArgs {
    #[command(flatten)]
    pub sources: SourceArgs,
    #[command(flatten)]
    pub messages: MessageOptions,
    #[command(flatten)]
    editions: EditionArgs,
    #[command(flatten)]
    signing: SigningArgs,
    /// The folder of releases; `latest` in it leads to the newest
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    pub output: PathBuf,
    /// Only these outputs, and the facts [default: the plan's]: pdf, brief, proposal, html, charts-svg, charts-png, xlsx
    #[arg(long, value_name = "OUTPUT", value_delimiter = ',')]
    outputs: Vec<Output>,
    /// Only the brief: cover, the page to speak from and the proposal
    #[arg(long, conflicts_with = "outputs")]
    brief: bool,
    /// Also write each chart as a picture, under charts/
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    charts: Vec<ChartFormat>,
    /// Write the pages to output/draft/ to be looked at, and make no release
    #[arg(long, conflicts_with_all = ["editions", "force", "exit_code", "sign"])]
    draft: bool,
    /// Make a release even if nothing has changed
    #[arg(long)]
    force: bool,
    /// The sentences that `roll` listed were read again, whatever their boxes say
    #[arg(long)]
    reread: bool,
    /// Wait for another run in the same output folder to end
    #[arg(long)]
    wait: bool,
    /// End with 10 instead of 0 when nothing has changed
    #[arg(long, conflicts_with = "editions")]
    exit_code: bool,
    /// Write the run's metrics there, for Prometheus
    #[arg(long, value_name = "FILE", conflicts_with = "editions")]
    metrics: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ChartFormat {
    Svg,
    Png,
}

impl From<ChartFormat> for Output {
    fn from(format: ChartFormat) -> Self {
        match format {
            ChartFormat::Svg => Self::Charts(PictureFormat::Svg),
            ChartFormat::Png => Self::Charts(PictureFormat::Png),
        }
    }
}

#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    sources: SourceArgs,
    /// The folder of releases: the next one is held against the one before
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    #[command(flatten)]
    messages: MessageOptions,
}

impl BuildArgs {
    fn request(&self) -> Result<Request, Diagnostic> {
        // A draft is nobody's word.
        let signer = if self.draft { None } else { self.signing.key()? };
        Ok(Request {
            signer,
            outputs: match (self.brief, self.outputs.is_empty()) {
                (true, _) => Some([Output::Brief].into()),
                (false, true) => None,
                (false, false) => Some(self.outputs.iter().copied().collect()),
            },
            also: self.charts.iter().copied().map(Output::from).collect(),
            is_forced: self.force,
            is_reread: self.reread,
            patience: if self.wait { Patience::Wait } else { Patience::GiveUp },
            ..self.sources.request(self.output.clone())
        })
    }

    /// Makes a release if one is due.
    pub fn run(&self) -> u8 {
        let request = match self.request() {
            Ok(request) => request,
            Err(fault) => {
                say(&fault.to_string());
                return exit::REFUSED;
            }
        };
        if let Some(order) = self.editions.order(request.clone()) {
            return editions::run(&order, self.messages);
        }
        let make = if self.draft { pipeline::draft } else { pipeline::build };
        let (outcome, record) = self.messages.run(|report| make(&request, report));
        if let Some(path) = &self.metrics
            && let Err(error) = write_metrics(&record, path)
        {
            say(&Diagnostic::from(error).to_string());
            return exit::NOT_WRITTEN;
        }
        match outcome {
            Ok(Outcome::UpToDate(_)) if self.exit_code => exit::UP_TO_DATE,
            other => exit::of(&other),
        }
    }
}

impl CheckArgs {
    /// Finds every fault.
    pub fn run(&self) -> u8 {
        let request = self.sources.request(self.output.clone());
        let (outcome, _) = self.messages.run(|report| pipeline::check(&request, report));
        exit::of(&outcome)
    }
}

impl MessageOptions {
    /// Does a run and tells of it while it goes on and when it has ended.
    pub fn run(
        self,
        work: impl FnOnce(&mut Report) -> Result<Outcome, PublishError>,
    ) -> (Result<Outcome, PublishError>, Record) {
        let (mut sink, mut record) = (Sink::default(), Record::start());
        let mut listen = |phase: &_| self.phase(phase);
        let outcome = work(&mut Report { sink: &mut sink, record: &mut record, listen: &mut listen });
        record.stop(&sink);
        let (result, sentence, is_error) = outcome_line(&outcome, &sink);
        result.clone_into(&mut record.result);
        self.diagnostics(&sink);
        self.end(&sentence, is_error, &record);
        (outcome, record)
    }
}

/// The word and the sentence for how a run ended, and whether it ended badly.
pub fn outcome_line(outcome: &Result<Outcome, PublishError>, sink: &Sink) -> (&'static str, String, bool) {
    match outcome {
        Ok(Outcome::Made(place)) => ("made", format!("made {}", place.display()), false),
        Ok(Outcome::UpToDate(release)) => ("up-to-date", format!("{release} is up to date"), false),
        Ok(Outcome::Checked) => ("checked", "no fault found".to_owned(), false),
        Ok(Outcome::Refused) => ("refused", format!("{}; nothing was written", faults(sink)), true),
        Err(error) => {
            let result = if error.kind() == Failure::Locked { "locked" } else { "failed" };
            (result, error.diagnostic().to_string(), true)
        }
    }
}
