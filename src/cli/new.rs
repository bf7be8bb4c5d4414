//! `briefing new`: a small project that builds, from tables as they were published.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::{
    answers::TableAnswers,
    exit,
    sources::Language,
    terminal::{LogFormat, MessageOptions, faults, say},
};
use briefing::{
    diag::{Diagnostic, Locus, Sink},
    pipeline::begin::{Beginning, Begun, begin},
    publish::today,
};

/// What is found is always told to a person.
const TOLD: MessageOptions = MessageOptions { quiet: false, verbose: false, log_format: LogFormat::Text };

/// What is begun.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The plan's name: it becomes a folder in the templates
    name: String,
    /// Tables as they were published; none where inputs/ has some already
    tables: Vec<PathBuf>,
    /// The languages in which it is made
    #[arg(long, value_name = "LANG", value_delimiter = ',', default_values = ["zh", "en"])]
    lang: Vec<Language>,
    /// The area that it is about, by code or name, and that of tables which never name theirs [default: the one
    /// with most values]
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// The unit of tables that never say theirs, as a table prints it (亿元); FILE=UNIT for that of one (again for each)
    #[arg(long = "unit", value_name = "UNIT")]
    units: Vec<String>,
    #[command(flatten)]
    table: TableAnswers,
    /// The day on which the tables were had, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DAY")]
    as_of: Option<NaiveDate>,
    /// The folder of faces, where they are not in templates/fonts
    #[arg(long, value_name = "FOLDER")]
    faces: Option<PathBuf>,
    /// The folder of indicator tables and registers
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    inputs: PathBuf,
    /// The folder of plans, texts and faces
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    templates: PathBuf,
}

impl NewArgs {
    /// Writes the project, unless something of it is there already or cannot be understood.
    pub fn run(&self) -> u8 {
        let mut sink = Sink::default();
        let begun = begin(&self.beginning(), &mut sink);
        let taken =
            |it: &Begun| it.files.iter().find(|(path, _)| path.exists()).map(|(path, _)| path.clone());
        if let Some(path) = begun.as_ref().ok().and_then(taken) {
            let fault = Diagnostic::error("file-exists", "there is such a file already");
            let fault = fault.at(Locus::file(path.display().to_string()));
            sink.push(fault.help("begin in another folder or under another name; nothing is written over"));
        }
        TOLD.diagnostics(&sink);
        let Ok(begun) = begun.and_then(|begun| sink.clean().map(|()| begun)) else {
            say(&format!("{}; nothing was written", faults(&sink)));
            return exit::REFUSED;
        };
        for (path, bytes) in &begun.files {
            if let Err(fault) = write(path, bytes) {
                say(&fault.to_string());
                return exit::NOT_WRITTEN;
            }
            say(&format!("wrote {}", path.display()));
        }
        for open in &begun.open {
            say(&format!("to be said: {open}"));
        }
        say(&format!("now: briefing build --plan {}", self.name));
        exit::DONE
    }

    fn beginning(&self) -> Beginning {
        Beginning {
            inputs: self.inputs.clone(),
            templates: self.templates.clone(),
            name: self.name.clone(),
            tables: self.tables.clone(),
            units: self.units.clone(),
            answers: self.table.answers(),
            languages: self.lang.iter().map(|it| (*it).into()).collect(),
            area: self.area.clone(),
            as_of: self.as_of.unwrap_or_else(today),
            faces: self.faces.clone(),
        }
    }
}

/// Writes a file of a project that was not there.
#[expect(
    clippy::disallowed_methods,
    reason = "the one command that writes inputs and templates, when told to"
)]
fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let written =
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, bytes));
    written.map_err(|error| {
        Diagnostic::error("unwritable", format!("cannot be written: {error}"))
            .at(Locus::file(path.display().to_string()))
            .help("check that the folder may be written to")
    })
}
