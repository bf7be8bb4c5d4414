//! `briefing pull`: asks databases and servers, and writes what is new into snapshots.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{exit, terminal::MessageOptions};

/// Which resources are asked for, and when their answers are from.
#[derive(Debug, Args)]
pub struct PullArgs {
    /// Names or paths of resources [default: all that have "pull" in datapackage.json]
    resources: Vec<String>,
    /// The folder of indicator tables and registers
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    inputs: PathBuf,
    /// The vintage of what is new, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DAY")]
    vintage: Option<NaiveDate>,
    /// Tell what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Seconds that each engine or server may take
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    deadline: u64,
    #[command(flatten)]
    messages: MessageOptions,
}

#[cfg(not(feature = "pull"))]
impl PullArgs {
    /// Says how to build a program that can.
    pub fn run(&self) -> u8 {
        use briefing::diag::{Diagnostic, Sink};

        let mut sink = Sink::default();
        let absent = Diagnostic::error("no-pull", "this program was built without pull");
        sink.push(absent.help("build it with it: cargo build --release --features pull"));
        self.messages.diagnostics(&sink);
        exit::REFUSED
    }
}

#[cfg(feature = "pull")]
mod with_the_feature {
    use std::{
        env,
        io::{IsTerminal as _, Read as _, Write as _},
        path::PathBuf,
        time::Duration,
    };

    use briefing::{
        diag::Sink,
        pipeline::pull::{Ending, PullProgress, PullRequest, pull},
        publish::today,
        pull::{client, engine},
    };

    use super::{PullArgs, exit};
    use crate::cli::terminal::{faults, say};

    impl PullArgs {
        /// Pulls, and tells what came of it.
        pub fn run(&self) -> u8 {
            let request = PullRequest {
                inputs: self.inputs.clone(),
                resources: self.resources.clone(),
                vintage: self.vintage.unwrap_or_else(today),
                is_dry: self.dry_run,
                deadline: Duration::from_secs(self.deadline.max(1)),
                asking: (
                    env::current_exe().unwrap_or_else(|_| PathBuf::from("briefing")),
                    vec!["ask".to_owned()],
                ),
            };
            let mut sink = Sink::default();
            let ended = pull(&request, &mut sink, &mut |progress| self.show(progress));
            self.messages.diagnostics(&sink);
            match ended {
                Ok(ending) => {
                    if sink.has_errors() {
                        say(&faults(&sink));
                    } else if self.dry_run {
                        self.messages.line("nothing was written");
                    }
                    match ending {
                        Ending::Done => exit::DONE,
                        Ending::NoAnswer => exit::NO_ANSWER,
                        Ending::Wrong => exit::REFUSED,
                        Ending::Usage => exit::USAGE,
                    }
                }
                Err(error) => {
                    say(&error.diagnostic().to_string());
                    exit::of_error(&error)
                }
            }
        }

        fn show(&self, progress: PullProgress<'_>) {
            match progress {
                PullProgress::Waiting { resource, from, seconds } => {
                    let is_watched = std::io::stderr().is_terminal() || self.messages.verbose;
                    // A line at the beginning, then every ten seconds.
                    if !self.messages.quiet && is_watched && seconds % 10 == 0 {
                        self.messages.line(&format!("{resource}: waiting for {from}, {seconds} s"));
                    }
                }
                PullProgress::Line(line) => self.messages.line(line),
            }
        }
    }

    /// The process that asks an engine: the question comes in, what came of it goes out.
    pub fn answer() -> u8 {
        let mut question = Vec::new();
        let read = std::io::stdin().read_to_end(&mut question);
        let Ok(question) = read.map_err(drop).and_then(|_| serde_json::from_slice(&question).map_err(drop))
        else {
            return exit::USAGE;
        };
        let written = engine::written(&client::ask(&question));
        match std::io::stdout().write_all(written.as_bytes()) {
            Ok(()) => exit::DONE,
            Err(_) => exit::NOT_WRITTEN,
        }
    }
}

#[cfg(feature = "pull")]
pub use with_the_feature::answer;
