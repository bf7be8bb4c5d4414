//! Where an edition is made from.

use std::{collections::BTreeSet, path::PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use briefing::{
    lang::Lang,
    pipeline::Request,
    publish::{Patience, today},
};

#[derive(Debug, Clone, Args)]
pub struct SourceArgs {
    /// The folder of indicator tables and registers
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    pub inputs: PathBuf,
    /// The folder of plans, texts and faces
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    pub templates: PathBuf,
    /// The plan: the name of its folder in the templates [default: the only one there is]
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
    /// Only these languages [default: the plan's]
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    lang: Vec<Language>,
    /// Count only what was published by this day, YYYY-MM-DD [default: the plan's]
    #[arg(long, value_name = "DAY")]
    as_of: Option<NaiveDate>,
    /// The day that the plan's sunset is held against, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DAY")]
    today: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
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
    pub fn request(&self, output: PathBuf) -> Request {
        let languages = (!self.lang.is_empty()).then(|| self.lang.iter().copied().map(Lang::from).collect());
        Request {
            inputs: self.inputs.clone(),
            templates: self.templates.clone(),
            output,
            plan: self.plan.clone(),
            languages,
            as_of: self.as_of,
            outputs: None,
            also: BTreeSet::new(),
            today: self.today.unwrap_or_else(today),
            is_forced: false,
            is_reread: false,
            patience: Patience::GiveUp,
            signer: None,
        }
    }
}
