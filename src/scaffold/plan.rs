//! The plan of a project that is begun: a level and a change of each indicator, one chart, one table.

use std::fmt::Write as _;

use super::{Project, ScaffoldSubject, by_area, change, level, lists::letter, quoted};
use crate::{doc::numeral::numerals, lang::Lang};

/// What the chart is called.
pub const CHART: &str = "chart";

/// What the table is called, and how the names of more begin.
const TABLE: &str = "table";

/// The most indicators of a table: two columns each, of some 70 pt, beside the names of areas.
const MOST_PANELS: usize = 3;

/// What the tables are called: one takes as many indicators as a page is wide.
pub fn tables(matter: &ScaffoldSubject) -> Vec<String> {
    let more = (1..).map(|nth| format!("{TABLE}_{}", letter(nth).to_lowercase()));
    let names = std::iter::once(TABLE.to_owned()).chain(more);
    names.take(matter.indicators.len().div_ceil(MOST_PANELS)).collect()
}

/// The longest list of areas whose bars stand on one page: a judgement, some 6 mm a bar.
const MOST_BARS: usize = 34;

/// The plan as an editor would write it.
pub fn plan(project: &Project, matter: &ScaffoldSubject) -> String {
    let mut plan = String::new();
    let mut line = |text: String| {
        writeln!(plan, "{text}").expect("a string takes what is written to it");
    };
    let year = project.as_of.format("%Y");
    // Editors of TOML read the schema that such a line names.
    line("#:schema ../../schemas/plan.json".to_owned());
    line(format!("edition = \"{year}\""));
    line(format!("as-of = \"{}\"", project.as_of));
    line(format!("base = \"{}\"", matter.base));
    line(format!("end = \"{}\"", matter.end));
    let codes: Vec<String> = project.languages.iter().map(|lang| format!("\"{lang}\"")).collect();
    line(format!("languages = [{}]", codes.join(", ")));
    let area = matter.area.short.clone();
    let short = is_long(project, matter)
        .then(|| format!(", short-title = {}", in_each(project, |lang| abridged(area.get(lang)))));
    let title = in_each(project, |lang| title(matter, lang));
    line(format!("meta = {{ title = {title}{} }}", short.unwrap_or_default()));
    line("\n[facts]".to_owned());
    let area = &matter.area.code;
    for it in &matter.indicators {
        let (level, change, code) = (level(it), change(it), &it.code);
        line(format!("{level} = {{ metric = \"level\", indicator = \"{code}\", area = \"{area}\" }}"));
        let metric = project.metric(it, matter);
        let decimals = project.decimals(it, matter).map_or(String::new(), |it| format!(", decimals = {it}"));
        line(format!(
            "{change} = {{ metric = \"{metric}\", indicator = \"{code}\", area = \"{area}\"{decimals} }}"
        ));
    }
    let areas: Vec<String> = matter.areas.iter().map(|it| format!("\"{}\"", it.code)).collect();
    let areas = areas.join(", ");
    for it in &matter.indicators {
        let (name, code) = (by_area(it), &it.code);
        let spec = format!("metric = \"level\", indicator = \"{code}\", areas = [{areas}]");
        line(format!("{name} = {{ {spec}, periods = [\"base\", \"end\"] }}"));
    }
    let panels: Vec<String> = matter.indicators.iter().map(|it| format!("\"{}\"", by_area(it))).collect();
    let first = panels.first().cloned().unwrap_or_default();
    // One area has nothing to be ranked with, and its two ends are bars.
    let kind = if (2..=MOST_BARS).contains(&matter.areas.len()) { "ranked-bars" } else { "bars" };
    line(format!("\n[figures.{CHART}]\nkind = \"{kind}\"\npanel = {first}"));
    for (name, panels) in tables(matter).into_iter().zip(panels.chunks(MOST_PANELS)) {
        line(format!("\n[tables.{name}]\nkind = \"panel\"\npanels = [{}]", panels.join(", ")));
    }
    plan
}

/// The longest title that stands in a running head beside the name of a section, in the width of a Chinese character: half
/// the measure of the standard theme.
const LONGEST_HEAD: usize = 25;

/// The width of a text, a Latin letter being half as wide as a Chinese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

fn is_long(project: &Project, matter: &ScaffoldSubject) -> bool {
    project.languages.iter().any(|lang| width(&title(matter, *lang)) > LONGEST_HEAD)
}

/// As much of a name as a running head can hold.
fn abridged(name: &str) -> String {
    if width(name) <= LONGEST_HEAD {
        return name.to_owned();
    }
    let mut head = String::new();
    for c in name.chars() {
        if width(&head) + 2 > LONGEST_HEAD {
            break;
        }
        head.push(c);
    }
    head + "…"
}

fn title(matter: &ScaffoldSubject, lang: Lang) -> String {
    // A digit in a title would be bound to no fact.
    let names = matter.indicators.iter().map(|it| it.name.get(lang));
    let names: Vec<&str> = names.filter(|name| numerals(name).is_empty()).take(2).collect();
    let area = matter.area.short.get(lang);
    match lang {
        Lang::Zh => format!("{area}{}", names.join("与")),
        Lang::En => format!("{area}: {}", names.join(" and ")),
    }
}

/// What is said in each language of the project, as the plan writes it.
fn in_each(project: &Project, said: impl Fn(Lang) -> String) -> String {
    match project.languages {
        [only] => quoted(&said(*only)),
        several => {
            let each: Vec<String> =
                several.iter().map(|lang| format!("{lang} = {}", quoted(&said(*lang)))).collect();
            format!("{{ {} }}", each.join(", "))
        }
    }
}
