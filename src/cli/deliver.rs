//! `briefing deliver`: every delegate's copy.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    diag::{Diagnostic, Sink},
    inputs::File,
    pipeline::deliver::{Delivered, DeliveryOrder, Mailing, Way, deliver},
    post::{Account, Mailbox, Relay, mailbox},
    publish::{Stopped, postbook::MessageState, today, unix_seconds},
};

use super::{
    exit,
    signing::SigningArgs,
    terminal::{LogFormat, MessageOptions, answer, say},
};

/// The variable that holds the password for the relay.
const PASSWORD: &str = "BRIEFING_SMTP_PASSWORD";

#[derive(Debug, Args)]
pub struct DeliverArgs {
    /// Who gets a copy: NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD,SECTIONS,WATERMARK
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
    /// Mail each copy to its recipient through this relay, smtps://USER@HOST or smtp://HOST:PORT
    #[arg(long, value_name = "RELAY", requires = "mail_from", conflicts_with = "zip")]
    mail: Option<Relay>,
    /// Who the messages are from, NAME <ADDRESS>
    #[arg(long, value_name = "FROM", value_parser = mailbox)]
    mail_from: Option<Mailbox>,
    /// The file with the password for the relay [default: the variable BRIEFING_SMTP_PASSWORD]
    #[arg(long, value_name = "FILE", requires = "mail")]
    mail_password_file: Option<PathBuf>,
    /// Write the messages as files instead of sending them
    #[arg(long, requires = "mail_from", conflicts_with_all = ["mail", "zip"])]
    dry_run: bool,
    /// What became of messages in doubt, by the number of the copy: 4=sent, or 4=unsent to send it again
    #[arg(long, value_name = "COPY=STATE", value_delimiter = ',', requires = "mail", value_parser = message_state)]
    settle: Vec<(u32, MessageState)>,
    #[command(flatten)]
    signing: SigningArgs,
    /// The folder of releases
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    /// The folder of tables, for copies with some sections only
    #[arg(long, value_name = "FOLDER", default_value = "inputs")]
    inputs: PathBuf,
    /// The folder of plans and faces
    #[arg(long, value_name = "FOLDER", default_value = "templates")]
    templates: PathBuf,
    /// The plan: the name of its folder in the templates [default: the only one there is]
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
}

impl DeliverArgs {
    /// Makes every copy, or none.
    pub fn run(&self) -> u8 {
        let mut sink = Sink::default();
        let order = match self.order() {
            Ok(order) => order,
            Err(fault) => {
                say(&fault.to_string());
                return exit::REFUSED;
            }
        };
        let delivered = deliver(&order, &mut sink);
        MessageOptions { quiet: false, verbose: false, log_format: LogFormat::Text }.diagnostics(&sink);
        match delivered {
            Ok(it) => {
                self.report(&it);
                if sink.has_errors() { exit::REFUSED } else { exit::DONE }
            }
            Err(Stopped::Refused(_)) => {
                say("no copy was made");
                exit::REFUSED
            }
            Err(Stopped::Failed(error)) => {
                say(&error.diagnostic().to_string());
                exit::of_error(&error)
            }
        }
    }

    fn report(&self, it: &Delivered) {
        answer(&format!("made {} copies in {}", it.copies, it.place.display()));
        if let Some(mailed) = &it.mailed {
            let verb = if self.dry_run { "wrote" } else { "sent" };
            let place = mailed.place.display();
            answer(&format!(
                "{verb} {} messages, {} were sent before, {} have no address: {place}",
                mailed.sent, mailed.before, mailed.without
            ));
        }
    }

    fn order(&self) -> Result<DeliveryOrder, Diagnostic> {
        Ok(DeliveryOrder {
            inputs: self.inputs.clone(),
            templates: self.templates.clone(),
            plan: self.plan.clone(),
            output: self.output.clone(),
            release: self.release.clone(),
            recipients: self.recipients.clone(),
            to: self.to.clone(),
            is_zipped: self.zip,
            today: today(),
            signer: self.signing.key()?,
            mailing: self.mailing()?,
        })
    }

    /// How the copies are mailed, if they are. The clock is read here, once for all messages.
    fn mailing(&self) -> Result<Option<Mailing>, Diagnostic> {
        let Some(from) = self.mail_from.clone() else { return Ok(None) };
        let way = match &self.mail {
            Some(relay) => Way::Relay(relay.clone(), self.account(relay)?),
            None => Way::DryRun,
        };
        let is_asked = self.mail.is_some() || self.dry_run;
        Ok(is_asked.then(|| Mailing {
            from,
            sent: unix_seconds(),
            way,
            settled: self.settle.iter().copied().collect(),
        }))
    }

    /// The account on the relay, if the relay's address names one. Its password comes from a file or
    /// the environment: the plan is read by many, and a command line by everybody on the machine.
    fn account(&self, relay: &Relay) -> Result<Option<Account>, Diagnostic> {
        let Some(user) = relay.user.clone() else { return Ok(None) };
        let password = match &self.mail_password_file {
            Some(path) => {
                let file = File::read(path)?;
                Some(file.text()?.trim_end_matches(['\r', '\n']).to_owned())
            }
            None => std::env::var(PASSWORD).ok(),
        };
        let missing = || {
            let message = format!("there is no password for {user} on the relay");
            Diagnostic::error("no-password", message)
                .help(format!("set {PASSWORD}, or name a file with --mail-password-file"))
        };
        Ok(Some(Account { password: password.ok_or_else(missing)?, user }))
    }
}

/// Reads `4=sent`.
fn message_state(text: &str) -> Result<(u32, MessageState), String> {
    let form = || "it is written as 4=sent or 4=unsent".to_owned();
    let (copy, state) = text.split_once('=').ok_or_else(form)?;
    let state = match state {
        "sent" => MessageState::Sent,
        "unsent" => MessageState::Unsent,
        _ => return Err(form()),
    };
    Ok((copy.parse().map_err(|_| form())?, state))
}
