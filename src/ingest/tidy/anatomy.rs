//! The parts of a table that was laid out for readers: what stands above it, its headings, its
//! labels, its body, what stands below.

use super::{Source, vocabulary::Vocabulary};
use crate::ingest::{
    describe::{Layout, Names},
    label::{key_and_value, lone_unit, name_key, period, plain},
    table::Cell,
};

/// What a row of headings or a column of labels is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Areas,
    Indicators,
    Periods,
    Units,
    /// Numbers of rows, postal codes: nothing that is asked for.
    Nothing,
    /// Names of which the table does not say whose.
    Names,
}

impl From<Names> for Holds {
    fn from(names: Names) -> Self {
        match names {
            Names::Areas => Self::Areas,
            Names::Indicators => Self::Indicators,
        }
    }
}

/// The parts of a sheet. Rows are slices of the sheet's.
#[derive(Debug)]
pub struct Anatomy<'a> {
    /// Titles and lines such as 单位：亿元.
    pub above: &'a [Vec<Cell>],
    pub header: &'a [Vec<Cell>],
    pub body: &'a [Vec<Cell>],
    /// Notes and sources.
    pub below: &'a [Vec<Cell>],
    /// What the columns of labels hold; the first columns of the sheet.
    pub stubs: Vec<Holds>,
    /// What the rows of the header hold.
    pub levels: Vec<Holds>,
}

/// Finds the parts; `None` when no row looks like headings.
pub fn find<'a>(source: Source<'a>, vocabulary: &Vocabulary) -> Option<Anatomy<'a>> {
    let rows = source.sheet.rows.as_slice();
    let declared = source.declared;
    let skipped = declared.skip_rows.map_or(0, |skip| {
        rows.iter().take_while(|row| row.first().is_some_and(|cell| cell.row <= skip)).count()
    });
    let (top, headed) = match declared.skip_rows {
        Some(_) => (skipped, skipped),
        None => top_of_header(rows, vocabulary)?,
    };
    let stubs = stubs(rows.get(headed)?);
    let height = declared.header_rows.unwrap_or_else(|| height_of_header(&rows[top..], stubs.len()));
    let bottom = (top + height).min(rows.len());
    let body_and_notes = &rows[bottom..];
    let body = body_and_notes.iter().position(|row| is_note(row)).unwrap_or(body_and_notes.len());
    let header = &rows[top..bottom];
    let mut anatomy = Anatomy {
        above: &rows[..top],
        header,
        body: &body_and_notes[..body],
        below: &body_and_notes[body..],
        levels: header.iter().map(|row| level(row, stubs.len())).collect(),
        stubs,
    };
    anatomy.name_stub();
    Some(anatomy)
}

impl Anatomy<'_> {
    /// The name of the layout that the parts make.
    pub fn layout(&self, source: Source<'_>, vocabulary: &Vocabulary) -> Layout {
        let labels = self.body.iter().filter_map(|row| row.first()).map(|cell| &*cell.text);
        let first = match self.stubs.first() {
            Some(Holds::Names) => vocabulary.kind(labels).map(Holds::from),
            other => other.copied(),
        };
        let is_year_of_sheet = source.sheet.name.as_deref().is_some_and(|name| period(name).is_some());
        if !self.levels.contains(&Holds::Periods) && is_year_of_sheet {
            Layout::SheetAYear
        } else if self.levels.iter().filter(|it| **it != Holds::Units).count() > 1 {
            Layout::TwoLevelHeader
        } else if first == Some(Holds::Periods) {
            Layout::YearsInRows
        } else if first == Some(Holds::Indicators) {
            Layout::IndicatorsInRows
        } else {
            Layout::WideYears
        }
    }

    /// Labels that are all years say so without a heading.
    fn name_stub(&mut self) {
        let mut labels =
            self.body.iter().filter_map(|row| row.first()).filter(|cell| !cell.is_blank()).peekable();
        if self.stubs[0] == Holds::Names
            && labels.peek().is_some()
            && labels.all(|cell| period(&cell.text).is_some())
        {
            self.stubs[0] = Holds::Periods;
        }
    }
}

/// The first row of the header, and the row in it that heads the labels: one that has a heading for
/// them (地区), or years, or names that are known.
fn top_of_header(rows: &[Vec<Cell>], vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    for (index, row) in rows.iter().enumerate() {
        let cells = filled(row);
        if cells.len() < 2 || cells.iter().any(|cell| said(cell).is_some()) {
            continue;
        }
        let above = index.checked_sub(1).filter(|above| is_upper_level(&rows[*above]));
        if row.first().and_then(|cell| heading(&cell.text)).is_some() {
            let above = above.filter(|above| rows[*above].first().is_some_and(Cell::is_blank));
            return Some((above.unwrap_or(index), index));
        }
        let years = cells.iter().filter(|cell| cell.column > 1 && period(&cell.text).is_some()).count();
        if years > 0 && years * 2 >= cells.len() {
            return Some((above.unwrap_or(index), index));
        }
        let is_corner_blank = row.first().is_some_and(Cell::is_blank);
        if is_corner_blank && cells.iter().all(|cell| vocabulary.knows(&cell.text)) {
            return Some((index, index));
        }
    }
    None
}

/// Whether a row above the years heads groups of them: not a title, not a line that says a unit.
fn is_upper_level(row: &[Cell]) -> bool {
    let cells = filled(row);
    let is_right_of_labels = cells.iter().any(|cell| cell.column > 1);
    is_right_of_labels && cells.iter().all(|cell| said(cell).is_none()) && cells.len() > 1
}

/// What the first columns hold: those whose headings name labels, at least one.
fn stubs(top: &[Cell]) -> Vec<Holds> {
    let headed = top.iter().map_while(|cell| heading(&cell.text)).collect::<Vec<_>>();
    if headed.is_empty() { vec![Holds::Names] } else { headed }
}

/// The header goes on while the labels' columns are blank and no number stands in the others.
fn height_of_header(rows: &[Vec<Cell>], stubs: usize) -> usize {
    let goes_on = |row: &&Vec<Cell>| {
        let labels = row.iter().take(stubs);
        let is_heading = |cell: &Cell| {
            period(&cell.text).is_some()
                || !plain(&cell.text).starts_with(|c: char| c.is_ascii_digit() || c == '-')
        };
        let headings = row.iter().skip(stubs).filter(|cell| !cell.is_blank()).collect::<Vec<_>>();
        labels.into_iter().all(Cell::is_blank)
            && !headings.is_empty()
            && headings.into_iter().all(|cell| is_heading(cell) && said(cell).is_none())
    };
    1 + rows.iter().skip(1).take_while(goes_on).count()
}

fn level(row: &[Cell], stubs: usize) -> Holds {
    let cells = row.iter().skip(stubs).filter(|cell| !cell.is_blank()).collect::<Vec<_>>();
    if cells.iter().any(|cell| period(&cell.text).is_some()) {
        Holds::Periods
    } else if !cells.is_empty() && cells.iter().all(|cell| lone_unit(&cell.text).is_some()) {
        Holds::Units
    } else {
        Holds::Names
    }
}

/// What a heading says of the labels below it.
fn heading(text: &str) -> Option<Holds> {
    Some(match name_key(text).as_str() {
        "地区" | "地区名称" | "省份" | "省市" | "省市区" | "省(市、区)" | "region" | "area" | "province" => {
            Holds::Areas
        }
        "指标" | "指标名称" | "项目" | "indicator" | "indicators" | "item" => Holds::Indicators,
        "年份" | "年度" | "年" | "时间" | "year" | "time" | "period" => Holds::Periods,
        "单位" | "计量单位" | "unit" => Holds::Units,
        "代码" | "地区代码" | "行政区划代码" | "序号" | "code" | "no." | "no" => Holds::Nothing,
        _ => return None,
    })
}

/// What a line above the table says: 指标, 地区, 单位, 时间, with the column it fills.
pub fn said(cell: &Cell) -> Option<(Said, String)> {
    let (key, value) = key_and_value(&cell.text)?;
    let said = match key.to_lowercase().as_str() {
        "指标" | "indicator" => Said::Column("INDICATOR"),
        "地区" | "region" | "area" => Said::Column("REF_AREA"),
        "时间" | "年份" | "time" | "year" => Said::Column("TIME_PERIOD"),
        "单位" | "计量单位" | "unit" | "units" => Said::Column("UNIT"),
        "数据库" | "database" | "表名" => Said::Other,
        "数据来源" | "资料来源" | "来源" | "source" | "sources" => Said::Note,
        _ => return None,
    };
    Some((said, value))
}

/// What a line above the table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Column(&'static str),
    Note,
    Other,
}

/// Whether a row below the body is a note: it begins like one, and holds no number in a column of
/// its own.
fn is_note(row: &[Cell]) -> bool {
    const STARTS: [&str; 8] = ["注", "备注", "说明", "数据来源", "资料来源", "来源", "note", "source"];
    let cells = filled(row);
    let Some(first) = cells.first() else { return false };
    let text = plain(&first.text).to_lowercase();
    let has_number =
        cells[1..].iter().any(|cell| plain(&cell.text).starts_with(|c: char| c.is_ascii_digit()));
    STARTS.iter().any(|start| text.starts_with(start)) && !has_number
}

/// The cells of a row that something stands in.
pub fn filled(row: &[Cell]) -> Vec<&Cell> {
    row.iter().filter(|cell| !cell.is_blank()).collect()
}
