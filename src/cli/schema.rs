//! `briefing schema`: what a plan or a theme may say, for editors that complete and check as one types.

use clap::{Args, ValueEnum};

use briefing::{plan::Plan, theme::Theme, toml::schema_of};

use super::{exit, terminal::answer};

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Whose
    what: What,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// briefing.toml
    Plan,
    /// theme.toml, of which every key has a default
    Theme,
}

impl SchemaArgs {
    /// Prints the JSON Schema.
    pub fn run(&self) -> u8 {
        let schema = match self.what {
            What::Plan => schema_of::<Plan>(true),
            What::Theme => schema_of::<Theme>(false),
        };
        answer(&serde_json::to_string_pretty(&schema).expect("a schema is plain JSON"));
        exit::DONE
    }
}
