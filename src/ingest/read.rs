//! From the descriptor to the files it lists.
//!
//! The descriptor is a Frictionless Data Package (v1). Of a resource, its `path`, `encoding`,
//! `briefing:role` and `briefing` are read here; its Table Schema serves other programs that read
//! the package.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{describe::Declared, role::Role, source::CellSource};
use crate::{
    diag::{Diagnostic, Locus, Reported, Sink, did_you_mean},
    inputs::{File, Files, no_character, strange_character},
    snapshot::{Asked, Pulled, pulls_path},
};

/// The descriptor's name in the folder of the inputs.
pub const DESCRIPTOR: &str = "datapackage.json";

/// A file of the descriptor that is there.
pub struct ListedFile<'a> {
    pub role: Role,
    pub file: &'a File,
    /// What the descriptor says of a text's encoding.
    pub encoding: Option<String>,
    pub declared: Declared,
    pub source: CellSource<'a>,
    /// Where the descriptor speaks of the file.
    pub entry: Locus,
}

/// The files that the descriptor lists.
pub struct Listing<'a> {
    /// In the order of the descriptor.
    pub files: Vec<ListedFile<'a>>,
    /// The roles in which a file could not be found: what it would have said is unknown.
    pub incomplete: BTreeSet<Role>,
}

#[derive(Deserialize)]
struct DataPackage {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    name: Option<String>,
    #[serde(rename = "briefing:role")]
    role: String,
    encoding: Option<String>,
    #[serde(rename = "briefing", default)]
    declared: Declared,
}

impl Resource {
    /// Whether a file is that of the resource, or what a snapshot has beside it.
    fn speaks_of(&self, path: &str) -> bool {
        let is_beside = self.declared.pull.as_ref().is_some_and(|asked| {
            let is_query = matches!(asked, Asked::Engine(it) if it.query == path);
            is_query || pulls_path(&self.path) == path
        });
        self.path == path || is_beside
    }
}

/// Finds the files that the descriptor lists.
///
/// # Errors
/// It is missing or is no descriptor.
pub fn read<'a>(inputs: &'a Files, sink: &mut Sink) -> Result<Listing<'a>, Reported> {
    let descriptor = descriptor(inputs, sink)?;
    let listing = descriptor.listing(inputs, |_| true, sink);
    descriptor.report_unlisted(inputs, sink);
    Ok(listing)
}

/// Finds the code lists alone: what is wrong with other files is not told.
///
/// # Errors
/// As those of [`read`].
pub fn read_code_lists<'a>(inputs: &'a Files, sink: &mut Sink) -> Result<Listing<'a>, Reported> {
    Ok(descriptor(inputs, sink)?.listing(inputs, Role::is_code_list, sink))
}

fn descriptor<'a>(inputs: &'a Files, sink: &mut Sink) -> Result<Descriptor<'a>, Reported> {
    inputs
        .get(DESCRIPTOR)
        .map_err(|missing| missing.help("it lists the files of the briefing, each with its role"))
        .and_then(|file| Ok((file, file.text()?)))
        .and_then(|(file, text)| Ok(Descriptor { path: &file.path, text, package: package(file, text)? }))
        .map_err(|fault| sink.error(fault))
}

/// Surveys the large tables that the descriptor names. What is wrong with the descriptor itself,
/// [`read`] reports.
pub fn survey(inputs: &mut Files, sink: &mut Sink) {
    let Ok(file) = inputs.get(DESCRIPTOR).cloned() else { return };
    let Ok(text) = file.text() else { return };
    let Ok(package) = package(&file, text) else { return };
    let descriptor = Descriptor { path: &file.path, text, package };
    for records in descriptor.package.resources.iter().filter_map(|it| it.declared.records.as_ref()) {
        if let Err(fault) = inputs.survey(&records.place) {
            sink.push(fault.at(descriptor.mention(records.place.name())));
        }
    }
}

/// The resources that are snapshots, in the order of the descriptor.
///
/// # Errors
/// It is missing or is no descriptor.
pub fn pulled(inputs: &Files, sink: &mut Sink) -> Result<Vec<Pulled>, Reported> {
    let read = inputs.get(DESCRIPTOR).and_then(|file| Ok((file, file.text()?)));
    let read = read.and_then(|(file, text)| Ok((&file.path, text, package(file, text)?)));
    let (path, text, package) = read.map_err(|fault| sink.error(fault))?;
    let descriptor = Descriptor { path, text, package };
    let resources = descriptor.package.resources.iter().filter_map(|resource| {
        let asked = resource.declared.pull.clone()?;
        let name = resource.name.clone().unwrap_or_else(|| resource.path.clone());
        Some(Pulled { name, path: resource.path.clone(), asked, entry: descriptor.mention(&resource.path) })
    });
    Ok(resources.collect())
}

/// A file's path in the folder of the inputs, as the descriptor has it.
pub fn name_of(file: &File) -> &str {
    file.path.split_once('/').map_or(&file.path, |(_, name)| name)
}

fn package(file: &File, text: &str) -> Result<DataPackage, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(c) = serde_json::from_str(text).ok().and_then(|it| strange(&it)) {
        return Err(no_character(c).at(Locus::file(&file.path)));
    }
    serde_json::from_str(text).map_err(|error| {
        let [line, column] = [error.line(), error.column()].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
        // The message ends with the place, which the locus says in its own way.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        Diagnostic::error("descriptor", format!("the descriptor cannot be read: {message}"))
            .at(Locus::cell(&file.path, line, column))
            .help("it needs a list \"resources\", each of them with a \"path\" and a \"briefing:role\"")
    })
}

/// The first character of a value that means nothing to a reader; an escape lets it in: `"\ue000"`.
fn strange(value: &serde_json::Value) -> Option<char> {
    match value {
        serde_json::Value::String(text) => strange_character(text),
        serde_json::Value::Array(list) => list.iter().find_map(strange),
        serde_json::Value::Object(map) => {
            map.iter().find_map(|(key, value)| strange_character(key).or_else(|| strange(value)))
        }
        _ => None,
    }
}

struct Descriptor<'a> {
    path: &'a str,
    text: &'a str,
    package: DataPackage,
}

impl Descriptor<'_> {
    /// The files in the roles that are wanted.
    fn listing<'a>(
        &self,
        inputs: &'a Files,
        is_wanted: impl Fn(Role) -> bool,
        sink: &mut Sink,
    ) -> Listing<'a> {
        let mut listing = Listing { files: Vec::new(), incomplete: BTreeSet::new() };
        let mut seen = BTreeSet::new();
        for resource in &self.package.resources {
            let Ok(role) = self.role_of(resource, sink) else { continue };
            if !is_wanted(role) {
                continue;
            }
            if !seen.insert(&resource.path) {
                let twice = Diagnostic::error("repeated-file", format!("{} is listed twice", resource.path));
                sink.push(twice.at(self.mention(&resource.path)).help("delete one of the two entries"));
                continue;
            }
            let found = inputs.get(&resource.path).and_then(|file| {
                let source = CellSource::of(&resource.declared, file, inputs)?;
                let (encoding, declared) = (resource.encoding.clone(), resource.declared.clone());
                let entry = self.mention(&resource.path);
                Ok(ListedFile { role, file, encoding, declared, source, entry })
            });
            match found {
                Ok(listed) => listing.files.push(listed),
                Err(fault) => {
                    listing.incomplete.insert(role);
                    let fault = fault.at(self.mention(&resource.path));
                    let is_missing = fault.code == "missing-file";
                    sink.push(match &resource.declared.pull {
                        Some(_) if is_missing => {
                            fault.help(format!("get it: briefing pull {}", resource.path))
                        }
                        None if is_missing => {
                            fault.help("put the file there, or delete its entry in the descriptor")
                        }
                        _ => fault,
                    });
                }
            }
        }
        self.report_missing_roles(&mut listing, is_wanted, sink);
        listing
    }

    fn role_of(&self, resource: &Resource, sink: &mut Sink) -> Result<Role, Reported> {
        let names = Role::ALL.map(Role::name);
        Role::ALL.into_iter().find(|role| role.name() == resource.role).ok_or_else(|| {
            let help = did_you_mean(&resource.role, names)
                .unwrap_or_else(|| format!("the roles are {}", names.join(", ")));
            let unknown =
                Diagnostic::error("unknown-role", format!("{} has no role that is known", resource.path));
            sink.error(unknown.at(self.mention(&resource.role).showing(&resource.role)).help(help))
        })
    }

    /// Reports an indispensable role that no file has, unless a role that is not known was reported:
    /// it may well be the one.
    fn report_missing_roles(
        &self,
        listing: &mut Listing<'_>,
        is_wanted: impl Fn(Role) -> bool,
        sink: &mut Sink,
    ) {
        let has = |role: Role| self.package.resources.iter().any(|resource| resource.role == role.name());
        let is_known = |name: &str| Role::ALL.into_iter().any(|role| role.name() == name);
        let all_known = self.package.resources.iter().all(|resource| is_known(&resource.role));
        for role in Role::ALL.into_iter().filter(|role| is_wanted(*role) && !has(*role)) {
            if all_known && role.is_indispensable() {
                sink.push(
                    Diagnostic::error("missing-role", format!("no file has the role {}", role.name()))
                        .at(Locus::file(self.path))
                        .help("list the file that holds them, with that \"briefing:role\""),
                );
            }
            if !all_known || role.is_indispensable() {
                listing.incomplete.insert(role);
            }
        }
    }

    fn report_unlisted(&self, inputs: &Files, sink: &mut Sink) {
        let folder = self.path.strip_suffix(DESCRIPTOR).unwrap_or_default();
        let resources = &self.package.resources;
        let is_listed = |path: &str| resources.iter().any(|resource| resource.speaks_of(path));
        for file in inputs.iter() {
            let name = file.path.strip_prefix(folder).unwrap_or(&file.path);
            if name != DESCRIPTOR && !is_listed(name) {
                sink.push(
                    Diagnostic::warning(
                        "unlisted-file",
                        "the descriptor does not list the file, it is not read",
                    )
                    .at(Locus::file(&file.path))
                    .help(format!("list it in {}, or move it elsewhere", self.path)),
                );
            }
        }
    }

    /// The first line of the descriptor that holds `text` in quotation marks: serde keeps no place
    /// of the values it reads.
    fn mention(&self, text: &str) -> Locus {
        let quoted = format!("\"{text}\"");
        match self.text.lines().position(|line| line.contains(&quoted)) {
            Some(before) => Locus::line(self.path, u32::try_from(before + 1).unwrap_or(u32::MAX)),
            None => Locus::file(self.path),
        }
    }
}
