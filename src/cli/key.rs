//! `briefing key`: a key to sign with.

use std::path::PathBuf;

use clap::Args;

use briefing::{publish::make_key, signature::SigningKey};

use super::{
    exit,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct KeyArgs {
    /// The file of the key; keep it out of the project
    file: PathBuf,
    /// Show the public key of one that is there, and make none
    #[arg(long)]
    public: bool,
    /// Who signs with it, as `verify` is to say it
    #[arg(long, value_name = "NAME", default_value = "who signs with it")]
    name: String,
}

impl KeyArgs {
    /// Makes a key, and tells what others need to know of it.
    pub fn run(&self) -> u8 {
        let key = if self.public {
            SigningKey::read(&self.file).map_err(|fault| (fault, exit::REFUSED))
        } else {
            make_key(&self.file).map_err(|error| (error.diagnostic().clone(), exit::of_error(&error)))
        };
        match key {
            Ok(key) => {
                // JSON's strings are strings of TOML, too.
                let name = serde_json::to_string(&self.name).expect("text is JSON");
                answer(&format!("[[key]]\nname = {name}\npublic = \"{}\"", key.public()));
                if !self.public {
                    say(&format!(
                        "made {}; put the lines above into trusted-keys.toml of those who verify",
                        self.file.display()
                    ));
                }
                exit::DONE
            }
            Err((fault, code)) => {
                say(&fault.to_string());
                code
            }
        }
    }
}
