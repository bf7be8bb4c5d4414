//! `briefing schema`: what a plan or a theme may say, for editors that complete and check as one types.

use clap::{Args, ValueEnum};

use briefing::{
    ingest::{Role, descriptor_schema, list_schema},
    plan::Plan,
    theme::Theme,
    toml::schema_of,
};

use super::{exit, terminal::answer};

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
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
    /// inputs/datapackage.json
    Descriptor,
    /// Tidy tables of values, as Table Schema
    Observations,
    /// inputs/indicators.csv, as Table Schema
    Indicators,
    /// inputs/areas.csv, as Table Schema
    Areas,
    /// inputs/sources.csv, as Table Schema
    Sources,
    /// The register of facilities, as Table Schema
    Facilities,
    /// The register of milestones, as Table Schema
    Milestones,
    /// The register of challenges, as Table Schema
    Challenges,
    /// The register of proposals, as Table Schema
    Proposals,
    /// The register of published claims, as Table Schema
    Claims,
    /// The register of identities between indicators, as Table Schema
    Identities,
}

impl SchemaArgs {
    /// Prints the schema.
    pub fn run(&self) -> u8 {
        let schema = match self.what {
            What::Plan => schema_of::<Plan>(true),
            What::Theme => schema_of::<Theme>(false),
            What::Descriptor => descriptor_schema(),
            What::Observations => list_schema(Role::Observations),
            What::Indicators => list_schema(Role::Indicators),
            What::Areas => list_schema(Role::Areas),
            What::Sources => list_schema(Role::Sources),
            What::Facilities => list_schema(Role::Facilities),
            What::Milestones => list_schema(Role::Milestones),
            What::Challenges => list_schema(Role::Challenges),
            What::Proposals => list_schema(Role::Proposals),
            What::Claims => list_schema(Role::Claims),
            What::Identities => list_schema(Role::Identities),
        };
        answer(&serde_json::to_string_pretty(&schema).expect("a schema is plain JSON"));
        exit::DONE
    }
}
