//! `briefing trace`: from a number back to its cells.

use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;

use briefing::{
    diag::{Diagnostic, there_is},
    lang::Lang,
    ledger::Entry,
    publish::{PublishError, Shelf},
    render::pdf::reread::reread,
};

use super::{
    exit,
    sources::Language,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct TraceArgs {
    /// A name of the plan (rd_growth), a fact's identity, or a number as printed (33.0%)
    #[arg(required_unless_present = "page")]
    what: Option<String>,
    /// Every number of that page, counted from the cover
    #[arg(long, requires = "lang", conflicts_with = "what")]
    page: Option<usize>,
    /// The language of the page
    #[arg(long)]
    lang: Option<Language>,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    /// The release [default: the latest]
    #[arg(long, value_name = "NAME", default_value = "latest")]
    release: String,
    /// For programs
    #[arg(long)]
    json: bool,
}

impl TraceArgs {
    /// Tells what stands behind the number; 1 if nothing does.
    pub fn run(&self) -> u8 {
        match self.explanation() {
            Ok(Ok(told)) => {
                answer(&told);
                exit::DONE
            }
            Ok(Err(known)) => {
                let what = self.what.as_deref().unwrap_or("that page");
                let unknown = Diagnostic::error("unknown-fact", format!("no fact of the release is {what}"));
                say(&unknown
                    .help(there_is(what, known.iter().map(String::as_str)))
                    .help("name a fact of the plan, or print the number as the page does")
                    .to_string());
                exit::REFUSED
            }
            Err(error) => {
                say(&error.diagnostic().to_string());
                exit::of_error(&error)
            }
        }
    }

    /// What was found; else the names that there are.
    fn explanation(&self) -> Result<Result<String, BTreeSet<String>>, PublishError> {
        let shelf = Shelf::open(&self.output)?;
        let release = shelf.find(&self.release)?;
        let ledger = shelf.read(release)?.ledger;
        let found = match (self.page, self.lang) {
            (Some(page), Some(lang)) => {
                let lang = Lang::from(lang);
                let file = reread(&shelf.briefing(release, lang)?).ok();
                let text = file.and_then(|file| Some(file.pages.get(page.checked_sub(1)?)?.reads.clone()));
                text.map(|text| ledger.on_page(lang, &text)).unwrap_or_default()
            }
            _ => ledger.meant_by(self.what.as_deref().unwrap_or_default()),
        };
        let names = || ledger.facts.iter().flat_map(|it| &it.names).cloned().collect();
        Ok(if found.is_empty() { Err(names()) } else { Ok(self.written(&found)) })
    }

    fn written(&self, found: &[&Entry]) -> String {
        if self.json {
            return serde_json::to_string_pretty(found).expect("text and lists of text");
        }
        found.iter().map(|entry| entry.to_tree()).collect::<Vec<_>>().join("\n\n")
    }
}
