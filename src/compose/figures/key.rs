//! The key: what hollow, dashed, pale and hatched mean, said under the first chart in which it occurs.

use crate::{
    data::status::Status,
    doc::{
        block::{Block, Content},
        figure::DrawnAs,
        inline::Inline,
    },
    lang::Lang,
};

/// Adds to each figure the meaning of the looks that no figure before it has explained.
pub fn explain(blocks: &mut [Block], lang: Lang) {
    let mut explained = vec![];
    for block in blocks {
        let Content::Figure(figure) = &mut block.content else { continue };
        let Some(look) = figure.chart.drawn_as() else { continue };
        let mut said = vec![];
        for sureness in [Sureness::Soft, Sureness::Provisional] {
            let occurs = figure.chart.data().iter().any(|datum| sureness.is_of(datum.status));
            if occurs && !explained.contains(&(look, sureness)) {
                explained.push((look, sureness));
                said.push(meaning(look, sureness, lang));
            }
        }
        if !said.is_empty() {
            let (between, end) = match lang {
                Lang::Zh => ("；", "。"),
                Lang::En => ("; ", "."),
            };
            figure.notes.insert(0, vec![Inline::Literal(format!("{}{end}", said.join(between)))]);
        }
    }
}

/// What a look tells of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sureness {
    Soft,
    Provisional,
}

impl Sureness {
    fn is_of(self, status: Status) -> bool {
        match status {
            Status::A | Status::B => false,
            Status::P => self == Self::Provisional,
            Status::E | Status::U => self == Self::Soft,
        }
    }
}

fn meaning(look: DrawnAs, sureness: Sureness, lang: Lang) -> &'static str {
    match (look, sureness, lang) {
        (DrawnAs::Points, Sureness::Soft, Lang::Zh) => "空心点和虚线为估计数或可靠性较低的数",
        (DrawnAs::Points, Sureness::Soft, Lang::En) => {
            "Hollow points and dashes: estimated, or of low reliability"
        }
        (DrawnAs::Points, Sureness::Provisional, Lang::Zh) => "浅色点为初步数",
        (DrawnAs::Points, Sureness::Provisional, Lang::En) => "Pale points: provisional",
        (DrawnAs::Bars, Sureness::Soft, Lang::Zh) => "浅色带边框的为估计数或可靠性较低的数",
        (DrawnAs::Bars, Sureness::Soft, Lang::En) => "Pale with an outline: estimated, or of low reliability",
        (DrawnAs::Bars, Sureness::Provisional, Lang::Zh) => "斜线为初步数",
        (DrawnAs::Bars, Sureness::Provisional, Lang::En) => "Hatched: provisional",
    }
}
