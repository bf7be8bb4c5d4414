//! `briefing deliver`: every delegate's copy.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    build::deliver::{Order, deliver},
    diag::Sink,
};

use super::{
    exit,
    terminal::{LogFormat, Telling, answer, say},
};

#[derive(Debug, Args)]
pub struct DeliverArgs {
    /// Who gets a copy: NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD
    #[arg(long, value_name = "FILE", default_value = "recipients.csv")]
    recipients: PathBuf,
    /// The release that is delivered
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    release: String,
    /// The folder of the copies [default: copies/RELEASE in the output folder]
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// One archive instead of a file a copy
    #[arg(long)]
    zip: bool,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    /// The folder of plans and faces
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    templates: PathBuf,
    /// The plan: the name of its folder in the templates
    #[arg(long, value_name = "NAME", default_value = "two-sessions")]
    plan: String,
}

impl DeliverArgs {
    /// Makes every copy, or none.
    pub fn run(&self) -> u8 {
        let mut sink = Sink::default();
        let delivered = deliver(&self.order(), &mut sink);
        Telling { quiet: false, verbose: false, log_format: LogFormat::Text }.diagnostics(&sink);
        match delivered {
            Ok(Some(it)) => {
                answer(&format!("made {} copies in {}", it.copies, it.place.display()));
                exit::DONE
            }
            Ok(None) => {
                say("no copy was made");
                exit::REFUSED
            }
            Err(error) => {
                say(&error.diagnostic().to_string());
                if error.is_locked() { exit::LOCKED } else { exit::NOT_WRITTEN }
            }
        }
    }

    fn order(&self) -> Order {
        Order {
            templates: self.templates.clone(),
            plan: self.plan.clone(),
            output: self.output.clone(),
            release: self.release.clone(),
            recipients: self.recipients.clone(),
            to: self.to.clone(),
            is_zipped: self.zip,
        }
    }
}
