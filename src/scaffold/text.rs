//! The text of a project that is begun: a sentence an indicator, the chart, the table.

use super::{
    ScaffoldSubject, change, level,
    plan::{CHART, TABLE},
};
use crate::{
    data::indicator::{Indicator, IndicatorKind},
    doc::numeral::numerals,
    lang::Lang,
};

/// A text in one language that builds as it stands.
pub fn text(matter: &ScaffoldSubject, lang: Lang) -> String {
    let sentences: Vec<String> = matter.indicators.iter().map(|it| sentence(matter, it, lang)).collect();
    let first = matter.indicators.first().map(|it| name(it, lang)).unwrap_or_default();
    match lang {
        Lang::Zh => format!(
            "# 摘要 {{#summary}}\n\n{}\n\n# 分地区情况 {{#areas}}\n\n各地区见[](#{CHART})。\n\n![{first}](figure:{CHART})\n\n![各地区数值](table:{TABLE})\n",
            sentences.concat()
        ),
        Lang::En => format!(
            "# Summary {{#summary}}\n\n{}\n\n# By area {{#areas}}\n\n[](#{CHART}) has every area.\n\n![{first}](figure:{CHART})\n\n![Values by area](table:{TABLE})\n",
            sentences.join(" ")
        ),
    }
}

fn sentence(matter: &ScaffoldSubject, indicator: &Indicator, lang: Lang) -> String {
    let (level, change) = (level(indicator), change(indicator));
    let (area, name) = (matter.area.short.get(lang), name(indicator, lang));
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

/// What an indicator is called; 该指标 where its name holds what would be read as a number of the text.
fn name(indicator: &Indicator, lang: Lang) -> String {
    let name = indicator.name.get(lang);
    match (numerals(name).is_empty(), lang) {
        (true, _) => name.to_owned(),
        (false, Lang::Zh) => "该指标".to_owned(),
        (false, Lang::En) => "This indicator".to_owned(),
    }
}
