//! The sheets before and behind the numbers: cover, contents, notes, claims.

use super::{
    Material,
    facts::{self, FactRows},
    sheet::{NONE, SheetCell, SheetColumn, UNBOUNDED, WorkbookSheet, both},
    words,
};
use crate::{
    data::claim::Claim,
    doc::{
        block::{Content, Document},
        inline::plain,
    },
    lang::Lang,
};

/// The sheet of contents, which all others lead back to.
pub const CONTENTS: &str = "Contents";

/// What the workbook is: title, release, day, code, and all that the cover of the briefing says.
pub fn cover(material: &Material) -> WorkbookSheet {
    let of = |lang: Lang| material.documents.iter().find(|it| it.lang == lang).copied();
    let (zh, en) = (of(Lang::Zh), of(Lang::En));
    let word = |document: Option<&Document>, of: fn(&Document) -> String| {
        SheetCell::text(document.map(of).unwrap_or_default())
    };
    let mut rows = vec![];
    let mut row = |item: &str, of: fn(&Document) -> String| {
        rows.push(vec![SheetCell::text(item), word(zh, of), word(en, of)]);
    };
    row("标题 / Title", |it| it.meta.title.clone());
    row("内容 / Subject", |it| it.meta.subject.clone());
    row("编制 / Author", |it| it.meta.author.clone());
    row("数据编码、状态 / Code of the facts, status", |it| it.meta.foot.clone());
    let (zh, en) = (zh.map(lines).unwrap_or_default(), en.map(lines).unwrap_or_default());
    for at in 0..zh.len().max(en.len()) {
        let none = (String::new(), String::new());
        let (zh, en) = (zh.get(at).unwrap_or(&none), en.get(at).unwrap_or(&none));
        rows.push(vec![
            SheetCell::text(both(&zh.0, &en.0)),
            SheetCell::text(zh.1.as_str()),
            SheetCell::text(en.1.as_str()),
        ]);
    }
    WorkbookSheet {
        name: "Cover".to_owned(),
        title: "封面 / Cover".to_owned(),
        about: "简报各数的工作簿：每个数由其出处现算，可改动单元格试算。 / The numbers of the briefing as a workbook: each \
                is computed from its cells, and follows when one is changed."
            .to_owned(),
        columns: vec![
            SheetColumn::new("项目", "Item", 30),
            SheetColumn::new("中文", "In Chinese", 60),
            SheetColumn::new("英文", "In English", 60),
        ],
        rows,
    }
}

/// The lines of a document's cover.
fn lines(document: &Document) -> Vec<(String, String)> {
    let covers = document.blocks.iter().filter_map(|block| match &block.content {
        Content::Cover(cover) => Some(cover),
        _ => None,
    });
    covers.flat_map(|it| &it.lines).map(|(label, text)| (plain(label), plain(text))).collect()
}

/// A line a sheet, with a link to it.
pub fn contents(sheets: &[WorkbookSheet]) -> WorkbookSheet {
    let row = |sheet: &WorkbookSheet| {
        vec![
            SheetCell::Link(sheet.name.clone()),
            SheetCell::text(&sheet.title),
            SheetCell::text(&sheet.about),
        ]
    };
    WorkbookSheet {
        name: CONTENTS.to_owned(),
        title: "目录 / Contents".to_owned(),
        about: "各工作表及其内容。 / The sheets and what they hold.".to_owned(),
        columns: vec![
            SheetColumn::new("工作表", "Sheet", 36),
            SheetColumn::new("标题", "Title", 80),
            SheetColumn::new("内容", "What it holds", 80),
        ],
        rows: sheets.iter().map(row).collect(),
    }
}

/// How the sheets are to be read.
pub fn notes() -> WorkbookSheet {
    let row = |[item, zh, en]: [&str; 3]| [item, zh, en].map(SheetCell::text).to_vec();
    WorkbookSheet {
        name: "Notes".to_owned(),
        title: "说明 / Notes".to_owned(),
        about: "如何阅读各表。 / How the sheets are to be read.".to_owned(),
        columns: vec![
            SheetColumn::new("项目", "Item", 30),
            SheetColumn::new("中文", "In Chinese", 70),
            SheetColumn::new("英文", "In English", 80),
        ],
        rows: NOTES.into_iter().map(row).collect(),
    }
}

const NOTES: [[&str; 3]; 9] = [
    [
        "试算 / What if",
        "在 Observations 改动“原值”，Facts 及各图表随之重算；“是否一致”一列即显示与发布值不同的数。",
        "Change a value in Observations: Facts and the sheets behind figures and tables follow, and “Do they \
         agree?” shows which numbers are no longer those that were released.",
    ],
    [
        "全值 / Whole value",
        "以计量单位本身计的数：元，而非亿元。原值乘以十的乘方即得全值。",
        "In single units of measure: yuan, not billion yuan. It is the value as printed times the power of ten.",
    ],
    [
        "上下限 / Bounds",
        "公布的数都经过舍入：它代表末位前后各半个单位之间的值。各数的上下限由所用观测值的上下限算得。",
        "A published value is rounded: it stands for what lies within half a unit of its last digit. The bounds of \
         a fact are computed from those of its observations.",
    ],
    [
        "无界 / unbounded",
        "原文作“超过”的数没有上限；算式中用到它的数，相应一端也没有限。",
        "What a source prints as “more than” has no upper bound, and a fact that rests on it lacks one end.",
    ],
    [
        "是否一致 / Do they agree?",
        "现算的值和上下限与发布值之差不超过其十亿分之一（相减的数以被减数计）时为一致。",
        "They do when value and bounds are within a thousand-millionth of what was released; of a difference, within \
         that part of the amounts in it.",
    ],
    [
        "状态 / Status",
        "SDMX CL_OBS_STATUS：A 正常，B 序列中断，P 初步数，E 估计或推算，U 可靠性低。由多个观测值算得的数取其中最低者。",
        "SDMX CL_OBS_STATUS: A normal, B break, P provisional, E estimated, U of low reliability. A fact is as \
         reliable as the weakest of its observations.",
    ],
    [
        "出处 / Cell",
        "文件:行:列，行、列从一数起，表头为第一行。",
        "File:row:column, counted from one; the header is row one.",
    ],
    ["无 / none", "该格没有内容可写。", "There is nothing to be said in this cell."],
    [
        "核对 / Verifying",
        "briefing verify facts.xlsx 逐格核对本工作簿与发布时的内容。",
        "briefing verify facts.xlsx holds every cell of this workbook against what was released.",
    ],
];

/// A row a claim: what was printed, the fact that it is about, and what the data say of it.
pub fn claims(material: &Material, rows: &FactRows) -> WorkbookSheet {
    let judged = material.ledger.claims.iter();
    let row = |judged: &crate::ledger::Judged| {
        let claim = material.claims.iter().find(|it| it.id == judged.id)?;
        let named = material.facts.named(&claim.fact).and_then(|it| it.keys.first());
        let fact = named.and_then(|key| rows.get(&key.to_string()));
        let verdict = words::verdict(&judged.verdict);
        let [value, lo, hi] = match fact {
            Some((row, fact)) => [('E', Some(&fact.value)), ('H', fact.lo.as_ref()), ('J', fact.hi.as_ref())]
                .map(|(column, end)| match end.and_then(|it| it.parse().ok()) {
                    Some(end) => SheetCell::Live(format!("{}!{column}{row}", facts::NAME), end),
                    None => SheetCell::text(UNBOUNDED),
                }),
            None => [NONE; 3].map(SheetCell::text),
        };
        let Claim { id, statement, printed, multiplier, measure, qualifier, source, cell, .. } = claim;
        let source = material.catalogue.sources.get(source);
        let publisher = source
            .map_or_else(|| SheetCell::text(claim.source.as_str()), |it| SheetCell::both(&it.publisher));
        Some(vec![
            SheetCell::text(id),
            SheetCell::text(&statement.zh),
            SheetCell::text(&statement.en),
            SheetCell::Number(printed.value()),
            SheetCell::Number((*multiplier).into()),
            SheetCell::text(words::unit(measure)),
            SheetCell::text(words::qualifier(*qualifier)),
            publisher,
            SheetCell::text(fact.map_or("", |(_, fact)| &fact.id)),
            value,
            lo,
            hi,
            SheetCell::text(verdict),
            SheetCell::text(cell.to_string()),
        ])
    };
    WorkbookSheet {
        name: "Claims".to_owned(),
        title: "报道的说法 / Claims".to_owned(),
        about: "他人刊出的数，与本简报的数对照；判定为发布时所作。 / What others have printed, beside the facts that it is \
                about; the verdicts are those of the release."
            .to_owned(),
        columns: vec![
            SheetColumn::new("编号", "Claim", 24),
            SheetColumn::new("说法（中文）", "Statement in Chinese", 44),
            SheetColumn::new("说法（英文）", "Statement in English", 44),
            SheetColumn::new("刊出的数", "Printed", 12),
            SheetColumn::new("十的乘方", "Power of ten", 10),
            SheetColumn::new("计量单位", "Unit of measure", 16),
            SheetColumn::new("限定", "Qualifier", 14),
            SheetColumn::new("刊出者", "Publisher", 30),
            SheetColumn::new("所涉的数", "Fact", 36),
            SheetColumn::new("现算值", "Live value", 22),
            SheetColumn::new("下限", "Live lower bound", 22),
            SheetColumn::new("上限", "Live upper bound", 22),
            SheetColumn::new("判定", "Verdict", 30),
            SheetColumn::new("出处", "Cell", 24),
        ],
        rows: judged.filter_map(row).collect(),
    }
}
