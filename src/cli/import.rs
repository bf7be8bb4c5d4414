//! `briefing import`: shows what the program understands of a table, and enters it if asked to.

use std::{
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use clap::Args;

use super::{
    answers::{TableAnswers, pair},
    exit,
    terminal::{LogFormat, MessageOptions, faults, say},
};
use briefing::{
    diag::{Diagnostic, Locus, Sink},
    ingest::{
        import::{EditorAnswers, Understanding, understand},
        preview::ask,
    },
    inputs::{File, Files, contents},
    publish::today,
};

/// What is found is always told to a person.
const TOLD: MessageOptions = MessageOptions { quiet: false, verbose: false, log_format: LogFormat::Text };

/// What is to be looked at, and what its editor knows of it.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A table as it was published: CSV, workbook, SDMX-CSV, Parquet, Arrow
    file: PathBuf,
    /// The folder whose code lists name areas and indicators
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    inputs: PathBuf,
    /// Write all that is understood as JSON, for tests and tools
    #[arg(long, conflicts_with = "write")]
    json: bool,
    /// Copy the file into the folder of inputs and enter it in datapackage.json
    #[arg(long)]
    write: bool,
    /// The indicator, if the table never names it
    #[arg(long)]
    indicator: Option<String>,
    /// The area, if the table never names it
    #[arg(long)]
    area: Option<String>,
    /// The year, if the table never says it
    #[arg(long)]
    period: Option<String>,
    /// The unit as a table would print it, such as 亿元; NAME=UNIT for that of one indicator or heading
    #[arg(long)]
    unit: Vec<String>,
    /// The day on which the table was published, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    vintage: Option<NaiveDate>,
    /// The state of the accounts that the values belong to
    #[arg(long)]
    family: Option<String>,
    /// The code of its publisher in sources.csv
    #[arg(long, value_name = "CODE")]
    source: Option<String>,
    #[command(flatten)]
    table: TableAnswers,
}

impl ImportArgs {
    /// Tells of the table; with `--write`, enters it unless something is open.
    pub fn run(&self) -> u8 {
        let mut unread = Sink::default();
        let inputs = Files::read_if_there(&self.inputs, "inputs", &mut unread);
        let mut said = self.said();
        let mut options = Vec::new();
        let (sink, understanding) = loop {
            let mut sink = Sink::default();
            unread.iter().for_each(|fault| sink.push(fault.clone()));
            let file = File::read(&self.file).map_err(|fault| sink.push(fault));
            let understanding = file.ok().and_then(|file| {
                let understanding = understand(&file, &inputs, &said, &mut sink).ok()?;
                understanding.future_vintages(today()).into_iter().for_each(|it| sink.push(it));
                Some((file, understanding))
            });
            if self.json {
                return Self::print_json(understanding.map(|(_, it)| it.report()), &sink);
            }
            let can_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
            if let Some((_, it)) = &understanding {
                if can_ask {
                    say(&it.picture);
                }
                print(&it.account);
            }
            TOLD.diagnostics(&sink);
            let answers = if can_ask { ask_terminal(&sink, &mut said) } else { Vec::new() };
            if answers.is_empty() {
                break (sink, understanding);
            }
            options.extend(answers);
        };
        if !options.is_empty() {
            say(&format!("the same without a question: {}", options.join(" ")));
        }
        let Some((file, it)) = understanding else { return exit::REFUSED };
        print(&format!("entry for {}:\n{}\n", self.descriptor().display(), it.entry));
        if sink.has_errors() {
            say(&format!("{} to settle first; nothing was written", faults(&sink)));
            return exit::REFUSED;
        }
        if !self.write {
            say("nothing was written; --write enters it");
            return exit::DONE;
        }
        match self.write(&file, &it) {
            Ok(()) => exit::DONE,
            Err(fault) => {
                say(&fault.to_string());
                if fault.code == "unwritable" { exit::NOT_WRITTEN } else { exit::REFUSED }
            }
        }
    }

    /// Writes what was understood and what is open as one JSON object.
    fn print_json(report: Option<serde_json::Value>, sink: &Sink) -> u8 {
        let mut report = report.unwrap_or_else(|| serde_json::json!({}));
        let found = sink.grouped();
        report["diagnostics"] = found.iter().map(|it| serde_json::json!(it.to_string())).collect();
        print(&format!("{report:#}\n"));
        if sink.has_errors() { exit::REFUSED } else { exit::DONE }
    }

    fn said(&self) -> EditorAnswers {
        let (units, whole): (Vec<_>, Vec<_>) = self.unit.iter().partition(|unit| unit.contains('='));
        EditorAnswers {
            indicator: self.indicator.clone(),
            area: self.area.clone(),
            period: self.period.clone(),
            unit: whole.last().map(|unit| (*unit).clone()),
            vintage: self.vintage.map(|day| day.to_string()),
            family: self.family.clone(),
            source: self.source.clone(),
            units: units.into_iter().filter_map(|unit| pair(unit).ok()).collect(),
            ..self.table.answers()
        }
    }

    fn descriptor(&self) -> PathBuf {
        self.inputs.join("datapackage.json")
    }

    /// Puts the file into the folder, byte for byte, then the entry: a descriptor never lists a file
    /// that is not there.
    #[expect(clippy::disallowed_methods, reason = "the one command that changes inputs/, when told to")]
    fn write(&self, file: &File, it: &Understanding) -> Result<(), Diagnostic> {
        let failed = |path: &Path, error: &std::io::Error| {
            Diagnostic::error("unwritable", format!("cannot be written: {error}"))
                .at(Locus::file(path.display().to_string()))
                .help("check that the folder may be written to")
        };
        let name = self.file.file_name().unwrap_or_default();
        if name.to_string_lossy().starts_with(['.', '~']) {
            let hidden = Diagnostic::error("hidden-file", "its name hides it: it would not be read");
            let hidden = hidden.at(Locus::file(self.file.display().to_string()));
            return Err(hidden.help("give it a name that does not begin with . or ~"));
        }
        let Some(descriptor) = &it.descriptor else {
            let at = Locus::file(self.descriptor().display().to_string());
            if !self.descriptor().exists() {
                let none = Diagnostic::error("no-descriptor", "there is no descriptor to enter the file in");
                let stem = self.file.file_stem().unwrap_or_default().display();
                return Err(none
                    .at(at)
                    .help(format!("`briefing new {stem} {}` begins one", self.file.display())));
            }
            let listed = "the descriptor lists the file already, or has no list \"resources\"";
            let listed = Diagnostic::error("repeated-file", listed).at(at);
            return Err(listed.help("change its entry there, as shown above"));
        };
        let place = self.inputs.join(name);
        match contents(&place) {
            Ok(there) if there != *file.bytes => {
                let taken = Diagnostic::error("file-exists", "another file of that name is there");
                let taken = taken.at(Locus::file(place.display().to_string()));
                return Err(taken.help("rename the one to be imported"));
            }
            Ok(_) => {}
            Err(_) => std::fs::write(&place, &*file.bytes).map_err(|error| failed(&place, &error))?,
        }
        std::fs::write(self.descriptor(), descriptor).map_err(|error| failed(&self.descriptor(), &error))?;
        say(&format!("entered {} in {}", place.display(), self.descriptor().display()));
        Ok(())
    }
}

/// Asks the person at the terminal about what is open; the options that were answered.
fn ask_terminal(sink: &Sink, said: &mut EditorAnswers) -> Vec<String> {
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stderr().lock());
    // Whoever has closed the terminal answers nothing.
    ask(sink, said, &mut input, &mut output).unwrap_or_default()
}

/// Writes to the standard output.
fn print(text: &str) {
    // Nobody is left to tell when the reader of a pipe is gone.
    drop(write!(anstream::stdout(), "{text}"));
}
