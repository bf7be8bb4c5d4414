//! `briefing approve`: somebody's word for the facts.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    diag::Sink,
    doc::numeral::name_says_quantity,
    inputs::strange_character,
    ledger::Approval,
    pipeline::approve::can_be_drawn,
    publish::{Disk, Lock, Patience, PublishError, approve, withdraw},
    signature::SigningKey,
};

use super::{
    exit,
    signing::SigningArgs,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct ApproveArgs {
    /// Who approves, as the cover is to say it
    #[arg(long, value_name = "NAME", value_parser = on_a_cover)]
    by: String,
    /// In which role
    #[arg(long, value_name = "ROLE", value_parser = on_a_cover, required_unless_present = "withdraw")]
    role: Option<String>,
    /// Take the word back, in whatever role it was given
    #[arg(long, conflicts_with_all = ["role", "sign"])]
    withdraw: bool,
    /// The release whose facts were read
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    release: String,
    #[command(flatten)]
    signing: SigningArgs,
    /// The folder of plans and faces: what the faces cannot draw, the cover cannot say
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    templates: PathBuf,
    /// The plan: the name of its folder in the templates [default: the only one there is]
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
}

impl ApproveArgs {
    /// Records the approval or its withdrawal; the next build prints it.
    pub fn run(&self) -> u8 {
        let signer = match self.signing.key() {
            Ok(signer) => signer.filter(|_| !self.withdraw),
            Err(fault) => {
                say(&fault.to_string());
                return exit::REFUSED;
            }
        };
        match self.record(signer.as_ref()) {
            Ok(Some(done)) => {
                answer(&done);
                answer("the next `briefing build` makes the edition that says so");
                exit::DONE
            }
            Ok(None) => exit::REFUSED,
            Err(error) => {
                say(&error.diagnostic().to_string());
                exit::of_error(&error)
            }
        }
    }

    /// What was recorded; none where the faces lack a character, which is told.
    fn record(&self, signer: Option<&SigningKey>) -> Result<Option<String>, PublishError> {
        if !self.output.is_dir() {
            let help = "make one with `briefing build`";
            return Err(PublishError::unread(&self.output, "no release stands there", help));
        }
        let _lock = Lock::take(&self.output, Patience::GiveUp)?;
        let (release, by, disk) = (&self.release, &self.by, Disk::default());
        let Some(role) = &self.role else {
            withdraw(&self.output, release, by, &disk)?;
            return Ok(Some(format!("{by} has taken back the approval of {release}")));
        };
        let mut sink = Sink::default();
        can_be_drawn(&self.templates, self.plan.as_deref(), &[by, role], &mut sink);
        if sink.has_errors() {
            sink.iter().for_each(|fault| say(&fault.to_string()));
            return Ok(None);
        }
        let given = approve(&self.output, release, by, role, signer, &disk)?;
        let Approval { by, role, release, code, signature, .. } = given;
        let key = signature.map(|it| format!(", signed with {}", it.key)).unwrap_or_default();
        Ok(Some(format!(
            "{by} ({role}) has approved the facts {code} of {release} and what it says of them{key}"
        )))
    }
}

/// A name or a role as a cover can say it.
fn on_a_cover(text: &str) -> Result<String, String> {
    let text = text.trim();
    match () {
        () if text.is_empty() => Err("it is empty".to_owned()),
        () if strange_character(text).is_some() => Err("it has characters that nobody can see".to_owned()),
        () if text.chars().any(char::is_control) => Err("it has control characters".to_owned()),
        () if name_says_quantity(text) => Err("it says a number, which is bound to no fact".to_owned()),
        () => Ok(text.to_owned()),
    }
}
