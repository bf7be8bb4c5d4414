//! The plan of a project that is begun: a level and a change of each indicator, one chart, one table.

use std::fmt::Write as _;

use super::{Project, ScaffoldSubject, by_area, change, level, metric};
use crate::{doc::numeral::numerals, lang::Lang};

/// What the chart is called.
pub const CHART: &str = "chart";

/// What the table is called.
pub const TABLE: &str = "table";

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
    line(format!("meta = {{ title = {} }}", title(project, matter)));
    line("\n[facts]".to_owned());
    let area = &matter.area.code;
    for it in &matter.indicators {
        let (level, change, code) = (level(it), change(it), &it.code);
        line(format!("{level} = {{ metric = \"level\", indicator = \"{code}\", area = \"{area}\" }}"));
        let metric = metric(it);
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
    line(format!("\n[tables.{TABLE}]\nkind = \"panel\"\npanels = [{}]", panels.join(", ")));
    plan
}

fn title(project: &Project, matter: &ScaffoldSubject) -> String {
    let in_lang = |lang: Lang| {
        // A digit in a title would be bound to no fact.
        let names = matter.indicators.iter().map(|it| it.name.get(lang));
        let names: Vec<&str> = names.filter(|name| numerals(name).is_empty()).take(2).collect();
        let area = matter.area.short.get(lang);
        let told = match lang {
            Lang::Zh => format!("{area}{}", names.join("与")),
            Lang::En => format!("{area}: {}", names.join(" and ")),
        };
        format!("{told:?}")
    };
    match project.languages {
        [only] => in_lang(*only),
        several => {
            let each: Vec<String> =
                several.iter().map(|lang| format!("{lang} = {}", in_lang(*lang))).collect();
            format!("{{ {} }}", each.join(", "))
        }
    }
}
