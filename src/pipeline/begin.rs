//! Beginning: from tables as they were published to a small project that builds.
//!
//! `look → code lists → ingest → plan and texts`. What is asked here is what a build will ask: the tables
//! are taken in under the lists that were written for them, and nothing is written that cannot be built.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use serde_json::Map;

use super::sources::beside_the_program;
use crate::{
    data::{
        area::{Area, AreaCode},
        catalogue::Catalogue,
    },
    diag::{Diagnostic, Locus, Reported, Sink, there_is},
    ingest::{
        begin::{FoundTable, look},
        descriptor_schema,
        import::{EditorAnswers, properties},
        ingest,
    },
    inputs::{File, Files},
    lang::Lang,
    plan::Plan,
    scaffold::{AREAS, KNOWN, Project, TableSaid, entries},
    theme::Theme,
    toml::schema_of,
};

/// What is to be begun, and where.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub inputs: PathBuf,
    pub templates: PathBuf,
    /// The plan's folder.
    pub name: String,
    pub tables: Vec<PathBuf>,
    /// What is said of tables that leave it open, each of those in which what it speaks of stands.
    pub answers: EditorAnswers,
    /// Units of tables that never say theirs, as a table prints them; `FILE=UNIT` for that of one.
    pub units: Vec<String>,
    pub languages: Vec<Lang>,
    /// The area that it is about, by code or name, and that of tables which never name theirs; else the one with
    /// most values.
    pub area: Option<String>,
    /// The day as of which it is made, and on which the tables were had.
    pub as_of: NaiveDate,
    /// Where faces lie that are neither in `templates/fonts` nor with the program.
    pub faces: Option<PathBuf>,
}

impl Beginning {
    /// The unit that is said of a file by its name, else that of all.
    fn unit_of(&self, file: &File) -> Option<&str> {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let own = self.units.iter().find_map(|unit| unit.strip_prefix(name)?.strip_prefix('='));
        own.or_else(|| self.units.iter().map(String::as_str).find(|unit| !unit.contains('=')))
    }

    /// What is said of a file.
    fn answers_of(&self, file: &File) -> EditorAnswers {
        let (unit, area) = (self.unit_of(file).map(str::to_owned), self.area.clone());
        EditorAnswers { area, unit, ..self.answers.clone() }
    }
}

/// The files of a project, each with its place, and what an editor still has to say.
#[derive(Debug)]
pub struct Begun {
    pub files: Vec<(PathBuf, Vec<u8>)>,
    pub open: Vec<String>,
}

/// The files of the project that is begun.
///
/// # Errors
/// There can be none.
pub fn begin(beginning: &Beginning, sink: &mut Sink) -> Result<Begun, Reported> {
    let name = &beginning.name;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(is_plain) {
        let fault = Diagnostic::error("plan-name", format!("{name} cannot be the name of a plan"));
        let help = "name it in letters, digits and hyphens, as its folder is called: health";
        return Err(sink.error(fault.help(help)));
    }
    let there = Files::read_if_there(&beginning.inputs, "inputs", sink);
    let has_inputs = there.has("datapackage.json");
    if has_inputs && !beginning.tables.is_empty() {
        let fault = Diagnostic::error("begun-already", "the inputs have a descriptor already")
            .at(Locus::file(beginning.inputs.join("datapackage.json").display().to_string()));
        return Err(sink.error(fault.help(format!(
            "enter each table with `briefing import TABLE --write`, then begin with what is there: briefing new {name}"
        ))));
    }
    if !has_inputs && beginning.tables.is_empty() {
        let fault = Diagnostic::error("no-table", "there is nothing to begin with");
        let help = format!("name tables as they were published: briefing new {name} beds.xlsx");
        return Err(sink.error(fault.help(help)));
    }
    let (inputs, written, open) =
        if has_inputs { (there, vec![], vec![]) } else { described(beginning, sink)? };
    let ingested = ingest(&inputs, sink)?;
    sink.clean()?;
    let area = match &beginning.area {
        Some(asked) => Some(area_of(asked, &ingested.catalogue, sink)?),
        None => None,
    };
    let faces = faces(beginning, sink)?;
    let project = Project {
        name,
        languages: &beginning.languages,
        as_of: beginning.as_of,
        catalogue: &ingested.catalogue,
        observations: &ingested.observations,
        area: area.as_deref(),
        faces: faces.as_deref(),
    };
    let Some(templates) = project.templates() else {
        let fault =
            Diagnostic::error("nothing-to-compare", "no area has values of two periods in the tables");
        let help = "a briefing compares an end with a base: begin with tables of two years or more";
        return Err(sink.error(fault.help(help)));
    };
    let place = |path: &str| beginning.templates.join(path);
    let templates = templates.into_iter().map(|it| (place(&it.path), it.text.into_bytes()));
    // Beside the templates, where the plan's first line and the descriptor name them.
    let schemas = beginning.templates.parent().unwrap_or(Path::new("")).join("schemas");
    let schemas =
        [("plan", schema_of::<Plan>(true)), ("descriptor", descriptor_schema())].map(|(name, schema)| {
            let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
            (schemas.join(format!("{name}.json")), (text + "\n").into_bytes())
        });
    // Another project beside it has them already.
    let schemas = schemas.into_iter().filter(|(path, _)| !path.exists());
    let files = written.into_iter().chain(templates).chain(schemas).collect();
    Ok(Begun { files, open })
}

type Described = (Files, Vec<(PathBuf, Vec<u8>)>, Vec<String>);

/// The inputs that the tables make, with code lists and a descriptor.
fn described(beginning: &Beginning, sink: &mut Sink) -> Result<Described, Reported> {
    let known = known();
    let tables: Vec<File> = beginning.tables.iter().filter_map(|path| read(path, sink).ok()).collect();
    let found: Vec<FoundTable> =
        tables.iter().filter_map(|file| look(file, &known, &beginning.answers_of(file), sink).ok()).collect();
    let used: BTreeSet<&str> = found.iter().flat_map(|it| it.answers.spoken_of()).collect();
    for strange in beginning.answers.spoken_of().difference(&used).filter(|_| found.len() == tables.len()) {
        let fault = Diagnostic::error("unused-answer", format!("no table has {strange}"));
        sink.push(fault.help("write it as it stands in the table, or leave the option out"));
    }
    sink.clean()?;
    let said: Vec<TableSaid> = found.iter().map(said).collect();
    let (lists, open) = entries(&said, &beginning.as_of.to_string());
    let named = tables.iter().zip(&found).map(|(file, it)| (it.name.clone(), file.bytes.to_vec()));
    let lists = lists.into_iter().map(|list| (list.name.to_owned(), list.text.into_bytes()));
    let files: Vec<(String, Vec<u8>)> = lists.chain(named).collect();
    let inputs = files.iter().map(|(name, bytes)| File::new(format!("inputs/{name}"), bytes.clone()));
    let inputs = Files::from_memory("inputs", inputs);
    let written = files.into_iter().map(|(name, bytes)| (beginning.inputs.join(name), bytes)).collect();
    Ok((inputs, written, open))
}

fn read(path: &Path, sink: &mut Sink) -> Result<File, Reported> {
    File::read(path).map_err(|fault| sink.error(fault))
}

fn said(found: &FoundTable) -> TableSaid<'_> {
    let indicators = found.indicators.iter();
    TableSaid {
        name: &found.name,
        encoding: found.encoding.as_deref(),
        layout: found.layout,
        indicators: indicators
            .map(|it| (it.label.as_str(), it.code.as_deref(), it.unit.as_str(), it.decimals))
            .collect(),
        unlisted: &found.unlisted,
        names_indicator: found.names_indicator,
        answers: properties(&Map::new(), &found.answers),
        marked: &found.marked,
        publisher: found.publisher.as_deref(),
    }
}

/// The lists that come with the program, as inputs.
fn known() -> Files {
    let descriptor = r#"{"resources": [
        {"path": "areas.csv", "briefing:role": "areas"},
        {"path": "indicators.csv", "briefing:role": "indicators"}
    ]}"#;
    let files = [("datapackage.json", descriptor), ("areas.csv", AREAS), ("indicators.csv", KNOWN)];
    let files = files.map(|(name, text)| File::new(format!("inputs/{name}"), text));
    Files::from_memory("inputs", files)
}

/// The code of the area that was asked for.
fn area_of(asked: &str, catalogue: &Catalogue, sink: &mut Sink) -> Result<AreaCode, Reported> {
    let is_called = |it: &&Area| {
        let names = [it.code.as_str(), &it.name.zh, &it.name.en, &it.short.zh, &it.short.en];
        names.into_iter().any(|name| name.eq_ignore_ascii_case(asked))
    };
    catalogue.areas.values().find(is_called).map(|it| it.code.clone()).ok_or_else(|| {
        let fault = Diagnostic::error("unknown-area", format!("there is no area {asked}"));
        let known = catalogue.areas.keys().map(AreaCode::as_str);
        sink.error(fault.help(there_is(asked, known)))
    })
}

/// The folder of faces as the theme is to name it: nothing where `templates/fonts` has them.
fn faces(beginning: &Beginning, sink: &mut Sink) -> Result<Option<String>, Reported> {
    let standard = Theme::standard();
    let names: Vec<String> = standard.faces.files().map(|face| face.file.get_ref().clone()).collect();
    let has_all = |folder: &Path| names.iter().all(|name| folder.join(name).is_file());
    if has_all(&beginning.templates.join("fonts")) {
        return Ok(None);
    }
    let asked = beginning.faces.as_deref();
    if let Some(folder) = asked.filter(|folder| has_all(folder)) {
        return Ok(Some(from(&beginning.templates, folder)));
    }
    let own = beside_the_program();
    if asked.is_none() && own.iter().any(|folder| has_all(folder)) {
        return Ok(None);
    }
    let looked = asked.map(Path::to_owned).into_iter().chain(own);
    let looked: Vec<String> = looked.map(|folder| folder.display().to_string()).collect();
    let fault = Diagnostic::error("no-faces", format!("the faces are in none of {}", looked.join(", ")));
    let fault =
        fault
            .help("no face of the system is used, so that the pages are the same everywhere")
            .help("name the folder that came with the program: --faces …/templates/fonts, or copy it to templates/fonts");
    Err(sink.error(fault))
}

/// The way to a folder from another, so that both can be moved together; the folder itself where there is none.
fn from(here: &Path, folder: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (here, there) = (absolute(here), absolute(folder));
    let shared = here.components().zip(there.components()).take_while(|(one, other)| one == other).count();
    if shared < 2 {
        return there.display().to_string();
    }
    let up = here.components().skip(shared).map(|_| "..".to_owned());
    let down = there.components().skip(shared).map(|it| it.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
