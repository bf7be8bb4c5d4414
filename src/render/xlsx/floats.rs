//! The sheets behind figures and tables: each number that they show, by reference to its fact.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Material,
    facts::{self, FactRows},
    sheet::{SheetCell, SheetColumn, UNBOUNDED, WorkbookSheet, both},
    words,
};
use crate::{
    data::fact::FactId,
    doc::{
        block::{Content, Document},
        inline::{Inline, ShownFact, plain},
        sheets::sheet_names,
        table::Table,
    },
    lang::Lang,
};

/// A number of a figure or a table, as one language shows it.
#[derive(Debug, Clone, PartialEq)]
struct FloatNumber {
    /// Which series, bar or row it belongs to.
    row: String,
    /// Which period, group or column.
    column: String,
    shown: String,
    fact: FactId,
    exponent: u32,
}

/// What one language has of a figure or a table.
struct Float {
    lang: Lang,
    title: String,
    /// What its numbers are, and in which unit, for a figure.
    data: String,
    table: Table,
    points: Vec<FloatNumber>,
}

/// The sheets, in the order of the first document that has the figure or table.
pub fn sheets(material: &Material, rows: &FactRows) -> Vec<WorkbookSheet> {
    let names = sheet_names(material.documents.iter().copied());
    let mut order: Vec<&str> = vec![];
    let mut found: BTreeMap<&str, Vec<Float>> = BTreeMap::new();
    for document in &material.documents {
        for block in &document.blocks {
            let Some((anchor, float)) = float(&block.content, document) else { continue };
            if !order.contains(&anchor) {
                order.push(anchor);
            }
            let of_anchor = found.entry(anchor).or_default();
            // The annex repeats tables of the briefing: what it shows is the same.
            if of_anchor.iter().all(|it| it.lang != float.lang) {
                of_anchor.push(float);
            }
        }
    }
    let sheet = |anchor: &str| Some(sheet(names.get(anchor)?, found.get(anchor)?, rows));
    order.into_iter().filter_map(sheet).collect()
}

fn float<'a>(content: &'a Content, document: &Document) -> Option<(&'a str, Float)> {
    let lang = document.lang;
    let (anchor, number, words, table) = match content {
        Content::Figure(it) => (&it.id, Some(it.number), &it.title, it.table(lang)),
        Content::Table(it) if !it.is_register() => (&it.id, it.number, &it.caption, it.clone()),
        _ => return None,
    };
    let is_figure = matches!(content, Content::Figure(_));
    let kind = match (lang, is_figure) {
        (Lang::Zh, true) => "图",
        (Lang::Zh, false) => "表",
        (Lang::En, true) => "Figure ",
        (Lang::En, false) => "Table ",
    };
    let number = number.map(|it| it.to_string()).unwrap_or_default();
    let title = format!("{kind}{number} {}", plain(words)).trim().to_owned();
    let data = if is_figure { plain(&table.caption) } else { String::new() };
    Some((anchor, Float { lang, title, data, points: of_table(&table), table }))
}

fn sheet(name: &str, floats: &[Float], rows: &FactRows) -> WorkbookSheet {
    let joined = |of: fn(&Float) -> &str| {
        let words: Vec<&str> = floats.iter().map(of).filter(|it| !it.is_empty()).collect();
        words.join(" / ")
    };
    let has_numbers = floats.iter().any(|it| !it.points.is_empty());
    let (about, (columns, rows)) = if has_numbers {
        let rows = paired(floats).iter().filter_map(|it| number_row(it, rows)).collect();
        ("每行一个数，由 Facts 引来。 / A row a number, by reference to Facts.", (number_columns(), rows))
    } else {
        ("表中文字，各语种依次列出。 / The words of it, language after language.", text_rows(floats))
    };
    let about = format!("{} {about}", joined(|it| &it.data)).trim().to_owned();
    WorkbookSheet { name: name.to_owned(), title: joined(|it| &it.title), about, columns, rows }
}

fn number_columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::new("系列或行", "Series or row", 40),
        SheetColumn::new("时点、组别或列", "Point, group or column", 30),
        SheetColumn::new("中文刊出", "As printed in Chinese", 18),
        SheetColumn::new("英文刊出", "As printed in English", 18),
        SheetColumn::new("按中文单位", "In the Chinese unit", 20),
        SheetColumn::new("按英文单位", "In the English unit", 20),
        SheetColumn::new("全值", "Whole value", 22),
        SheetColumn::new("下限", "Lower bound", 22),
        SheetColumn::new("上限", "Upper bound", 22),
        SheetColumn::new("计量单位", "Unit of measure", 16),
        SheetColumn::new("状态", "Status", 10),
        SheetColumn::new("数", "Fact", 40),
    ]
}

/// The numbers of all languages side by side: those that show the same facts in the same order pair by
/// pair, else one language after the other.
fn paired(floats: &[Float]) -> Vec<[Option<&FloatNumber>; 2]> {
    let of = |lang: Lang| floats.iter().find(|it| it.lang == lang).map_or(&[][..], |it| it.points.as_slice());
    let (zh, en) = (of(Lang::Zh), of(Lang::En));
    if zh.iter().map(|it| &it.fact).eq(en.iter().map(|it| &it.fact)) {
        return zh.iter().zip(en).map(|(zh, en)| [Some(zh), Some(en)]).collect();
    }
    let (only_zh, only_en) = (zh.iter().map(|it| [Some(it), None]), en.iter().map(|it| [None, Some(it)]));
    only_zh.chain(only_en).collect()
}

/// None of a fact that has no row, which was reported.
fn number_row([zh, en]: &[Option<&FloatNumber>; 2], rows: &FactRows) -> Option<Vec<SheetCell>> {
    let (row, fact) = rows.get(&zh.or(*en)?.fact)?;
    let value: Decimal = fact.value.parse().ok()?;
    let end = |column: char, end: Option<&String>| match end.and_then(|it| it.parse().ok()) {
        Some(end) => SheetCell::Live(format!("{}!{column}{row}", facts::NAME), end),
        None => SheetCell::text(UNBOUNDED),
    };
    let of = |it: fn(&FloatNumber) -> &str| both(zh.map_or("", it), en.map_or("", it));
    let shown =
        |it: Option<&FloatNumber>| SheetCell::text(it.map_or("此处未刊 / not printed here", |it| &it.shown));
    let scaled = |it: Option<&FloatNumber>| match it {
        Some(FloatNumber { exponent: 0, .. }) => SheetCell::Live(format!("{}!E{row}", facts::NAME), value),
        Some(FloatNumber { exponent, .. }) => {
            let unit = Decimal::from(10_u64.pow(*exponent));
            SheetCell::Live(format!("{}!E{row}/10^{exponent}", facts::NAME), (value / unit).normalize())
        }
        None => SheetCell::text("此处未刊 / not printed here"),
    };
    Some(vec![
        SheetCell::text(of(|it| &it.row)),
        SheetCell::text(of(|it| &it.column)),
        shown(*zh),
        shown(*en),
        scaled(*zh),
        scaled(*en),
        SheetCell::Live(format!("{}!E{row}", facts::NAME), value),
        end('H', fact.lo.as_ref()),
        end('J', fact.hi.as_ref()),
        SheetCell::text(words::unit(&fact.unit)),
        SheetCell::text(fact.status.as_str()),
        SheetCell::text(fact.id.as_str()),
    ])
}

/// The numbers of a table, each with the first cell of its row and the head of its column.
fn of_table(table: &Table) -> Vec<FloatNumber> {
    let mut points = vec![];
    for row in &table.rows {
        let label = row.cells.first().map(|it| plain(it)).unwrap_or_default();
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            for fact in shown(cell) {
                points.push(FloatNumber {
                    row: label.clone(),
                    column: plain(&column.head),
                    shown: format!("{}{}", fact.shown, fact.mark),
                    fact: fact.id.clone(),
                    exponent: fact.exponent,
                });
            }
        }
    }
    points
}

fn shown<'a>(run: &'a [Inline]) -> Vec<&'a ShownFact> {
    let of = |inline: &'a Inline| match inline {
        Inline::Fact(fact) => vec![fact],
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Role(_, inner) => shown(inner),
        _ => vec![],
    };
    run.iter().flat_map(of).collect()
}

/// The words of a figure or table that shows no number.
fn text_rows(floats: &[Float]) -> (Vec<SheetColumn>, Vec<Vec<SheetCell>>) {
    let words = |run: &Vec<Inline>| plain(run);
    let tables: Vec<(Lang, Vec<String>, Vec<Vec<String>>)> = floats
        .iter()
        .map(|Float { lang, table, .. }| {
            let heads = table.columns.iter().map(|column| words(&column.head)).collect();
            let rows = table.rows.iter().map(|row| row.cells.iter().map(words).collect()).collect();
            (*lang, heads, rows)
        })
        .collect();
    let count = tables.iter().map(|(_, heads, _)| heads.len()).max().unwrap_or(0);
    let head = |lang: Lang, at: usize| {
        let of_lang = tables.iter().find(|(it, ..)| *it == lang);
        of_lang.and_then(|(_, heads, _)| heads.get(at)).map_or("", String::as_str)
    };
    let mut columns = vec![SheetColumn::new("语种", "Language", 14)];
    columns.extend((0..count).map(|at| SheetColumn::new(head(Lang::Zh, at), head(Lang::En, at), 60)));
    let rows = tables.iter().flat_map(|(lang, _, rows)| {
        let language = match lang {
            Lang::Zh => both("中文", "Chinese"),
            Lang::En => both("英文", "English"),
        };
        rows.iter().map(move |row| {
            let cells = (0..count).map(|at| SheetCell::text(row.get(at).map_or("", String::as_str)));
            std::iter::once(SheetCell::text(language.as_str())).chain(cells).collect()
        })
    });
    (columns, rows.collect())
}
