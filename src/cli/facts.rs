//! `briefing facts`: what the plan's names stand for, before anything is released.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    diag::{Diagnostic, Sink, there_is},
    pipeline::{
        Report,
        meanings::{NameMeaning, meanings},
    },
    publish::Record,
};

use super::{
    exit,
    sources::SourceArgs,
    terminal::{MessageOptions, answer, faults, say},
};

#[derive(Debug, Args)]
pub struct FactsArgs {
    /// Part of a name, an identity or a value: beds, percent_change, 11.6%; with * for any text [default: all]
    pattern: Option<String>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    messages: MessageOptions,
}

impl FactsArgs {
    /// Tells every name that fits; 1 if none does, or if there are faults.
    pub fn run(&self) -> u8 {
        let (mut sink, mut record) = (Sink::default(), Record::start());
        let mut listen = |phase: &_| self.messages.phase(phase);
        let request = self.sources.request(PathBuf::new());
        let found =
            meanings(&request, &mut Report { sink: &mut sink, record: &mut record, listen: &mut listen });
        self.messages.diagnostics(&sink);
        let Ok(found) = found else {
            say(&faults(&sink));
            return exit::REFUSED;
        };
        let fitting: Vec<&NameMeaning> = found.iter().filter(|it| self.fits(it)).collect();
        if fitting.is_empty() {
            let pattern = self.pattern.as_deref().unwrap_or_default();
            let fault = Diagnostic::error("unknown-fact", format!("no fact of the plan is like {pattern}"));
            let mut names: Vec<&str> = found.iter().map(|it| base(&it.name)).collect();
            names.dedup();
            say(&fault.help(there_is(pattern, names)).to_string());
            return exit::REFUSED;
        }
        answer(&fitting.iter().map(|it| written(it)).collect::<Vec<_>>().join("\n"));
        if sink.has_errors() { exit::REFUSED } else { exit::DONE }
    }

    fn fits(&self, found: &NameMeaning) -> bool {
        let Some(pattern) = &self.pattern else { return true };
        let texts = found.shown.iter().map(|(_, text)| text).chain([&found.name, &found.id]);
        let mut texts = texts.map(|it| it.to_lowercase());
        let parts: Vec<String> = pattern.to_lowercase().split('*').map(str::to_owned).collect();
        texts.any(|text| holds(&text, &parts))
    }
}

/// Whether a text has these parts in this order.
fn holds(text: &str, parts: &[String]) -> bool {
    let mut rest = text;
    parts.iter().all(|part| match rest.find(part.as_str()) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

/// The name of the plan: of a panel's fact, the panel's.
fn base(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

fn written(found: &NameMeaning) -> String {
    let shown: Vec<String> = found.shown.iter().map(|(lang, text)| format!("{lang} {text}")).collect();
    let value = if shown.is_empty() {
        "no value on this day".to_owned()
    } else {
        let mark = if found.mark.is_empty() { String::new() } else { format!("   {}", found.mark) };
        format!("{}   bounds {}{mark}", shown.join("   "), found.bounds)
    };
    let used = if found.used.is_empty() { "used nowhere".to_owned() } else { found.used.join(", ") };
    format!("{}\n  {value}\n  {}\n  {used}", found.name, found.id)
}
