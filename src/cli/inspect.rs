//! `briefing inspect`: a finished PDF, measured.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    publish::read_file,
    render::pdf::inspect::{Inspection, Sides, inspect},
};

use super::{
    exit,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Any PDF, of this program or of another
    file: PathBuf,
    /// For programs
    #[arg(long)]
    json: bool,
}

impl InspectArgs {
    /// Measures the file and tells what is wrong with it; 1 if anything is.
    pub fn run(&self) -> u8 {
        let inspected =
            read_file(&self.file).map_err(|error| error.to_string()).and_then(|bytes| inspect(&bytes));
        match inspected {
            Err(fault) => {
                say(&format!("{}: {fault}", self.file.display()));
                exit::REFUSED
            }
            Ok(it) => {
                let json = || serde_json::to_string_pretty(&it).expect("numbers and texts are always JSON");
                answer(&if self.json { json() } else { written(&it) });
                if it.faults.is_empty() { exit::DONE } else { exit::REFUSED }
            }
        }
    }
}

/// The measures as a reader of the terminal sees them.
fn written(it: &Inspection) -> String {
    let [width, height] = it.sheet;
    let mut lines = vec![
        format!("pages      {}, {width} × {height} mm, {} bytes, {}", it.pages, it.bytes, it.lang),
        format!("claims     {}", listed(&it.claims)),
        format!("margins    odd {}; even {}", sides(it.margins.odd), sides(it.margins.even)),
        format!("lines      {}, {} pt apart", it.lines, it.leading.unwrap_or_default()),
    ];
    let tags: Vec<String> = it.tags.iter().map(|(name, times)| format!("{name} {times}")).collect();
    lines.push(format!("tags       {}", listed(&tags)));
    for face in &it.faces {
        let embedded = if face.is_embedded { "embedded" } else { "not embedded" };
        let subset = if face.is_subset { ", subset" } else { "" };
        lines.push(format!("face       {}: {embedded}{subset}", face.name));
    }
    lines.extend(it.faults.iter().map(|fault| format!("fault      {fault}")));
    if it.faults.is_empty() {
        lines.push("no fault found".to_owned());
    }
    lines.join("\n")
}

fn listed(items: &[String]) -> String {
    if items.is_empty() { "none".to_owned() } else { items.join(", ") }
}

fn sides(sides: Option<Sides>) -> String {
    let Some(Sides { left, top, right, bottom }) = sides else { return "none".to_owned() };
    format!("left {left}, top {top}, right {right}, bottom {bottom} mm")
}
