//! `briefing diff` and `briefing status`: what changed between releases.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    lang::Lang,
    ledger::changes::{Changes, ReportExtent},
    publish::{PublishError, Release, Shelf},
};

use super::{
    exit,
    sources::Language,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The earlier release [default: the one before the later]
    from: Option<String>,
    /// The later release [default: the latest]
    to: Option<String>,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    /// In these languages alone
    #[arg(long, value_delimiter = ',')]
    lang: Vec<Language>,
    /// The facts alone, without the passages that they touched
    #[arg(long)]
    facts: bool,
    /// As many entries of each list; the rest is counted
    #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
    limit: usize,
    /// For programs
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The code in the foot of every page, `7KQ2-M4XP`
    code: String,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
}

impl DiffArgs {
    /// Tells what changed.
    pub fn run(&self) -> u8 {
        match self.changes() {
            Err(error) => failed(&error),
            Ok(None) => {
                say("there is only one release: nothing to compare it with");
                exit::DONE
            }
            Ok(Some(changes)) => {
                answer(&if self.json { changes.to_json() } else { changes.to_table(&self.extent()) });
                exit::DONE
            }
        }
    }

    fn extent(&self) -> ReportExtent {
        let languages = if self.lang.is_empty() {
            Lang::ALL.to_vec()
        } else {
            self.lang.iter().copied().map(Lang::from).collect()
        };
        ReportExtent { languages, is_facts_alone: self.facts, limit: self.limit }
    }

    fn changes(&self) -> Result<Option<Changes>, PublishError> {
        let shelf = Shelf::open(&self.output)?;
        let to = self.to.as_deref().map_or(Ok(shelf.latest()), |name| shelf.find(name))?;
        let from = match &self.from {
            Some(name) => Some(shelf.find(name)?),
            None => shelf.before(to),
        };
        from.map(|from| between(&shelf, from, to)).transpose()
    }
}

impl StatusArgs {
    /// Tells whether the paper in one's hand is what is said today; 1 if it is not.
    pub fn run(&self) -> u8 {
        let compared = Shelf::open(&self.output).and_then(|shelf| self.compare(&shelf));
        compared.unwrap_or_else(|error| failed(&error))
    }

    fn compare(&self, shelf: &Shelf) -> Result<u8, PublishError> {
        let Some(held) = shelf.with_code(&self.code) else {
            answer(&format!(
                "{}: no release has this code; the paper is not one of these editions",
                self.code
            ));
            return Ok(exit::REFUSED);
        };
        let latest = shelf.latest();
        if shelf.digest(held) == shelf.digest(latest) {
            answer(&format!("{} is current: its facts are those of {latest}, the latest release", self.code));
            return Ok(exit::DONE);
        }
        answer(&format!("{} is {held}, and {latest} has replaced it\n", self.code));
        answer(&between(shelf, held, latest)?.to_table(&ReportExtent::default()));
        Ok(exit::REFUSED)
    }
}

fn between(shelf: &Shelf, from: &Release, to: &Release) -> Result<Changes, PublishError> {
    Ok(shelf.read(to)?.changes_since(&shelf.read(from)?))
}

fn failed(error: &PublishError) -> u8 {
    say(&error.diagnostic().to_string());
    exit::of_error(error)
}
