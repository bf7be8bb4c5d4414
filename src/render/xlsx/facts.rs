//! The facts: each computed anew from the cells of its observations, beside what was released.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Material,
    live::{Live, Term},
    observations::{AT, Observed},
    sheet::{SheetCell, SheetColumn, UNBOUNDED, WorkbookSheet, number},
    words,
};
use crate::{
    diag::{Diagnostic, Locus, Sink},
    lang::Lang,
    ledger::{Entry, Ledger, PassageKind},
    output::WORKBOOK,
};

/// The sheet of facts.
pub const NAME: &str = "Facts";

/// How long a formula may be in a cell (Excel specifications and limits).
const LONGEST: usize = 8192;

/// How far what a formula gives may be from what was released, relative to the numbers in it: facts have
/// twelve decimals, a spreadsheet fifteen digits.
const TOLERANCE: f64 = 1e-9;

/// Where each fact is in its sheet.
pub struct FactRows<'a>(BTreeMap<&'a str, (usize, &'a Entry)>);

impl<'a> FactRows<'a> {
    /// The rows of a ledger's facts, in its order.
    pub fn of(ledger: &'a Ledger) -> Self {
        let rows = ledger.facts.iter().enumerate();
        Self(rows.map(|(nth, fact)| (fact.id.as_str(), (WorkbookSheet::row(nth), fact))).collect())
    }

    /// A fact with its row.
    pub fn get(&self, id: &str) -> Option<(usize, &'a Entry)> {
        self.0.get(id).copied()
    }

    /// Reports every fact that a passage shows and that has no row, once.
    pub fn check(&self, ledger: &Ledger, sink: &mut Sink) {
        let shown =
            ledger.passages.iter().flat_map(|it| it.facts.iter().map(move |fact| (&fact.id, &it.place)));
        let missing: BTreeMap<_, _> = shown.filter(|(id, _)| !self.0.contains_key(id.as_str())).collect();
        for (id, place) in missing {
            let message = format!("{id} is shown and has no row among the facts");
            sink.push(fault("fact-without-row", message).at(Locus::file(place)));
        }
    }
}

/// The sheet; a fact that cannot be written as a formula is reported.
pub fn sheet(material: &Material, observed: &Observed, sink: &mut Sink) -> WorkbookSheet {
    let printed = PrintedFacts::of(material.ledger);
    let rows = material.ledger.facts.iter().enumerate().filter_map(|(nth, entry)| {
        match row(entry, WorkbookSheet::row(nth), material, observed, &printed) {
            Ok(row) => Some(row),
            Err(why) => {
                sink.push(fault("no-live-formula", format!("{}: {why}", entry.id)).at(Locus::file(WORKBOOK)));
                None
            }
        }
    });
    WorkbookSheet {
        name: NAME.to_owned(),
        title: "各数 / Facts".to_owned(),
        about: "每个数的值与上下限由“观测值”各格现算，旁列发布值。 / Every number with its bounds, computed here from the \
                cells of Observations, beside what was released."
            .to_owned(),
        columns: columns(),
        rows: rows.collect(),
    }
}

fn fault(code: &'static str, message: String) -> Diagnostic {
    let help = format!(
        "a fault of the program: report it; `--outputs` without xlsx makes the release without {WORKBOOK}"
    );
    Diagnostic::error(code, message).help(help)
}

fn columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::new("数", "Fact", 34),
        SheetColumn::new("中文说明", "In words, in Chinese", 36),
        SheetColumn::new("英文说明", "In words, in English", 40),
        SheetColumn::new("简报用名", "Names in the plan", 22),
        SheetColumn::new("现算值", "Live value", 22),
        SheetColumn::new("发布值", "Released value", 22),
        SheetColumn::new("是否一致", "Do they agree?", 18),
        SheetColumn::new("现算下限", "Live lower bound", 22),
        SheetColumn::new("发布下限", "Released lower bound", 22),
        SheetColumn::new("现算上限", "Live upper bound", 22),
        SheetColumn::new("发布上限", "Released upper bound", 22),
        SheetColumn::new("计量单位", "Unit of measure", 16),
        SheetColumn::new("状态", "Status", 22),
        SheetColumn::new("限定", "Qualifier", 14),
        SheetColumn::new("中文刊出", "As printed in Chinese", 16),
        SheetColumn::new("英文刊出", "As printed in English", 20),
        SheetColumn::new("算式", "Formula in words", 36),
        SheetColumn::new("出处", "Cells", 36),
    ]
}

fn row(
    entry: &Entry,
    row: usize,
    material: &Material,
    observed: &Observed,
    printed: &PrintedFacts,
) -> Result<Vec<SheetCell>, String> {
    let fact = material.facts.get(&entry.id).ok_or("it is not among the facts of the edition")?;
    let cells: Option<Vec<_>> = fact.operands.iter().map(|it| observed.cells(it)).collect();
    let cells = cells.ok_or("an observation of it has no row")?;
    let live = Live::of(&fact.computation, &cells, AT).ok_or("its formula is not one over cells")?;
    let (lo, hi) = (fact.bounds.lo(), fact.bounds.hi());
    let ends = [Some(fact.value), lo, hi];
    let live = [Some(live.value), live.lo, live.hi];
    let mut pairs = vec![];
    let mut agreed = vec![];
    for ((live, released), column) in live.into_iter().zip(ends).zip(["E", "H", "J"]) {
        let next = if column == "E" {
            "F"
        } else if column == "H" {
            "I"
        } else {
            "K"
        };
        match (live, released) {
            (Some(term), Some(released)) => {
                check(&term, released)?;
                let near = near(&term);
                agreed.push(format!("ABS({column}{row}-{next}{row})<={near:.3E}"));
                pairs.push([
                    SheetCell::Live(term.text, released.normalize()),
                    SheetCell::Number(released.normalize()),
                ]);
            }
            (None, None) => pairs.push([SheetCell::text(UNBOUNDED), SheetCell::text(UNBOUNDED)]),
            _ => return Err(
                "an end of its bounds is there in the ledger and not in the sheet, or the other way round"
                    .to_owned(),
            ),
        }
    }
    let [value, lo, hi] = <[_; 3]>::try_from(pairs).map_err(|_| "it has a value and two ends")?;
    let words = material.words.get(&entry.id);
    let cells: Vec<&str> = entry.operands.iter().map(|it| it.cell.as_str()).collect();
    let verdict = format!("IF(AND({}),\"{AGREES}\",\"{DIFFERS}\")", agreed.join(","));
    let mut row = vec![
        SheetCell::text(entry.id.as_str()),
        SheetCell::text(words.map_or("", |it| &it.what.zh)),
        SheetCell::text(words.map_or("", |it| &it.what.en)),
        SheetCell::text(entry.names.join("; ")),
    ];
    row.extend(value);
    row.push(SheetCell::Judged(verdict, AGREES.to_owned()));
    row.extend(lo);
    row.extend(hi);
    row.extend([
        SheetCell::text(words::unit(&fact.measure)),
        SheetCell::text(words::status(fact.status)),
        SheetCell::text(words::qualifier(fact.qualifier)),
        SheetCell::text(printed.get(Lang::Zh, &entry.id)),
        SheetCell::text(printed.get(Lang::En, &entry.id)),
        SheetCell::text(entry.formula.as_str()),
        SheetCell::text(cells.join("; ")),
    ]);
    Ok(row)
}

const AGREES: &str = "一致 / agrees";
const DIFFERS: &str = "不一致 / differs";

/// How near a live number is to a released one that it agrees with.
fn near(term: &Term) -> f64 {
    TOLERANCE * term.around.max(1.0)
}

/// What a formula gives is what was released, and fits into a cell.
fn check(term: &Term, released: Decimal) -> Result<(), String> {
    if term.text.len() > LONGEST {
        return Err(format!("its formula is {} characters long, a cell holds {LONGEST}", term.text.len()));
    }
    let stated = number(released);
    if (term.result - stated).abs() <= near(term) {
        return Ok(());
    }
    Err(format!("{} gives {}, and {released} was released", term.text, term.result))
}

/// How each language prints a fact where it first does: in a text or, failing that, in a figure.
struct PrintedFacts<'a>(BTreeMap<(Lang, &'a str), &'a str>);

impl<'a> PrintedFacts<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let mut printed = BTreeMap::new();
        let (figures, texts): (Vec<_>, Vec<_>) =
            ledger.passages.iter().partition(|it| it.kind == PassageKind::Figure);
        for passage in texts.into_iter().chain(figures) {
            for fact in &passage.facts {
                printed.entry((passage.lang, fact.id.as_str())).or_insert(fact.shown.as_str());
            }
        }
        Self(printed)
    }

    fn get(&self, lang: Lang, id: &str) -> &'a str {
        self.0.get(&(lang, id)).copied().unwrap_or("未刊出 / not printed")
    }
}
