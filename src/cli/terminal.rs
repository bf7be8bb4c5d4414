//! The terminal: how a run tells what it found, to a person or to a log.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::atomic::{AtomicBool, Ordering},
};

use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use briefing::{
    diag::{Severity, Sink},
    publish::{Phase, Record},
};

/// How much is told, and in which form.
#[derive(Debug, Clone, Copy, Args)]
pub struct MessageOptions {
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what each phase did and how long it took, even into a pipe
    #[arg(short, long)]
    pub verbose: bool,
    /// For people, or a line of JSON a message for log collectors
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

impl MessageOptions {
    /// Tells of a finished phase: on a terminal, and with `--verbose` anywhere, then with its time.
    pub fn phase(self, phase: &Phase) {
        let is_told = self.verbose || !self.quiet && std::io::stderr().is_terminal();
        let time = if self.verbose { format!("{:>8.1} ms  ", phase.milliseconds) } else { String::new() };
        match self.log_format {
            LogFormat::Json => event("phase", phase),
            LogFormat::Text if is_told => say(&format!("{:<8} {time}{}", phase.name, phase.result)),
            LogFormat::Text => {}
        }
    }

    /// Tells a line of what came of something.
    #[cfg(feature = "pull")]
    pub fn line(self, text: &str) {
        match self.log_format {
            LogFormat::Json => event("line", &text),
            LogFormat::Text if !self.quiet => say(text),
            LogFormat::Text => {}
        }
    }

    /// Tells every diagnostic.
    pub fn diagnostics(self, sink: &Sink) {
        for diagnostic in sink.grouped() {
            let (color, level) = match diagnostic.severity {
                Severity::Error => (AnsiColor::Red, "error"),
                Severity::Warning | Severity::Note if self.quiet => continue,
                Severity::Warning => (AnsiColor::Yellow, "warning"),
                Severity::Note => (AnsiColor::Cyan, "note"),
            };
            let text = diagnostic.to_string();
            if self.log_format == LogFormat::Json {
                let message = serde_json::json!({
                    "code": diagnostic.code,
                    "message": diagnostic.message,
                    "at": diagnostic.loci.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    "help": diagnostic.hints,
                });
                event(level, &message);
                continue;
            }
            let style = Style::new().bold().fg_color(Some(color.into()));
            let (head, rest) = text.split_once(':').unwrap_or((&text, ""));
            say(&format!("{style}{head}{style:#}:{rest}"));
        }
    }

    /// Tells how a run ended: in a sentence, or the whole record.
    pub fn end(self, sentence: &str, is_error: bool, record: &Record) {
        match self.log_format {
            LogFormat::Json => event("run", record),
            LogFormat::Text if is_error || !self.quiet => say(sentence),
            LogFormat::Text => {}
        }
    }
}

/// A line of a log: what kind of message it is, and the message.
fn event(kind: &str, content: &impl serde::Serialize) {
    say(&serde_json::json!({ "event": kind, "content": content }).to_string());
}

/// Writes to the standard error, in colour where it is a terminal and `NO_COLOR` is not set.
pub fn say(text: &str) {
    // Nobody is left to tell when the terminal is gone.
    drop(writeln!(anstream::stderr(), "{text}"));
}

/// Whether an answer was lost: the standard output is full or closed.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes what was asked for to the standard output.
pub fn answer(text: &str) {
    let mut out = anstream::stdout();
    if writeln!(out, "{text}").and_then(|()| out.flush()).is_err() {
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Whether something that was asked for did not get out.
pub fn is_answer_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// How many errors were found, in words.
pub fn faults(sink: &Sink) -> String {
    match sink.errors() {
        1 => "1 error".to_owned(),
        errors => format!("{errors} errors"),
    }
}
