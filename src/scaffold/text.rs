//! The text of a project that is begun: a sentence an indicator, the chart, the table.

use super::{
    ScaffoldSubject, change, level,
    plan::{CHART, tables},
};
use crate::{
    data::indicator::{Indicator, IndicatorKind},
    doc::{numeral::numerals, prose::is_plain},
    lang::Lang,
};

/// A text in one language that builds as it stands.
pub fn text(matter: &ScaffoldSubject, lang: Lang) -> String {
    let sentences: Vec<String> = matter.indicators.iter().map(|it| sentence(matter, it, lang)).collect();
    let first = matter.indicators.first().map(|it| name(it, lang)).unwrap_or_default();
    let table = |caption: &str| {
        let each = tables(matter).into_iter().map(|name| format!("![{caption}](table:{name})\n\n"));
        each.collect::<Vec<_>>().concat()
    };
    let text = match lang {
        Lang::Zh => format!(
            "# 摘要 {{#summary}}\n\n{}\n\n# 分地区情况 {{#areas}}\n\n各地区见[](#{CHART})。\n\n![{first}](figure:{CHART})\n\n{}",
            sentences.concat(),
            table("各地区数值")
        ),
        Lang::En => format!(
            "# Summary {{#summary}}\n\n{}\n\n# By area {{#areas}}\n\n[](#{CHART}) has every area.\n\n![{first}](figure:{CHART})\n\n{}",
            sentences.join(" "),
            table("Values by area")
        ),
    };
    text.trim_end().to_owned() + "\n"
}

fn sentence(matter: &ScaffoldSubject, indicator: &Indicator, lang: Lang) -> String {
    let (level, change) = (level(indicator), change(indicator));
    let name = name(indicator, lang);
    // A name in which the text would read something is printed by its fact.
    let area = matter.area.short.get(lang);
    let area = if is_plain(area) { area.to_owned() } else { format!("{{{{ {level}.area }}}}") };
    let [up, down, same] = match (lang, indicator.kind) {
        (Lang::Zh, IndicatorKind::Rank) => ["前移", "后移", "变动"],
        (Lang::Zh, IndicatorKind::Share) => ["提高", "下降", "变动"],
        (Lang::Zh, _) => ["增长", "下降", "变动"],
        (Lang::En, IndicatorKind::Rank) => ["a gain of", "a loss of", "a change of"],
        (Lang::En, _) => ["up", "down", "changed by"],
    };
    let verb = format!("{{{{ {change} | direction(\"{up}\", \"{down}\", \"{same}\") }}}}");
    let by = format!("{{{{ {change}.magnitude }}}}");
    match lang {
        Lang::Zh => {
            let year = "{{ end }}年";
            format!("{year}，{area}{name}为{{{{ {level} }}}}，比{{{{ base }}}}年{verb}{by}。")
        }
        Lang::En => {
            format!("{name}, {area}: {{{{ {level} }}}} in {{{{ end }}}}, {verb} {by} on {{{{ base }}}}.")
        }
    }
}

/// What an indicator is called, by its fact where the text would read something in the name: a mark of its own, or a number.
fn name(indicator: &Indicator, lang: Lang) -> String {
    let name = indicator.name.get(lang);
    if is_plain(name) && numerals(name).is_empty() {
        name.to_owned()
    } else {
        format!("{{{{ {}.indicator }}}}", level(indicator))
    }
}
