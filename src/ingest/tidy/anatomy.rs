//! The parts of a table that was laid out for readers: what stands above it, its headings, its
//! labels, its body, what stands below.

use super::{
    DescribedSheet,
    lexicon::{Holds, LineTopic, heading, holds, is_code_of, said},
    value::{PrintedValue, Separators, plainly_printed},
    vocabulary::Vocabulary,
};
use crate::ingest::{
    calendar::{DAY, POINT, TimeText, written},
    describe::{Declared, Layout},
    label::{lone_unit, name_key, period, plain},
    table::Cell,
};

/// A column of labels: where it stands in a row, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stub {
    pub column: usize,
    pub holds: Holds,
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
    /// A second table, and all that follows it: headings or a line such as 单位：万元 within the rows.
    pub second: &'a [Vec<Cell>],
    /// The columns of labels, from the left; at least one.
    pub stubs: Vec<Stub>,
    /// The one column of values, where its heading says that it is that.
    pub value: Option<usize>,
    /// What the rows of the header hold.
    pub levels: Vec<Holds>,
}

/// Finds the parts; `None` when no row looks like headings.
pub fn find<'a>(source: DescribedSheet<'a>, vocabulary: &Vocabulary) -> Option<Anatomy<'a>> {
    let rows = source.sheet.rows.as_slice();
    let declared = source.declared;
    let skipped = declared.skip_rows.map_or(0, |skip| {
        rows.iter().take_while(|row| row.first().is_some_and(|cell| cell.row <= skip)).count()
    });
    let (top, headed) = match declared.skip_rows {
        Some(_) => (skipped, skipped),
        None => top_of_header(rows, declared, vocabulary)?,
    };
    let headings = rows.get(headed)?;
    let stubs = stubs(headings, declared);
    let value = headings.iter().position(|cell| holds(&cell.text, declared) == Some(Holds::Values));
    let height = declared.header_rows.unwrap_or_else(|| height_of_header(&rows[top..], &stubs));
    let bottom = (top + height).min(rows.len());
    let header = &rows[top..bottom];
    let rest = &rows[bottom..];
    let end = rest.iter().position(|row| begins_table(row, header)).unwrap_or(rest.len());
    let (rest, second) = rest.split_at(end);
    let last_value = rest.iter().rposition(|row| holds_value(row, &stubs)).map_or(0, |last| last + 1);
    // What is known by name and has no value is a row of the table; any other line at its end is a note.
    let nameless = |row: &Vec<Cell>| !row.first().is_some_and(|cell| vocabulary.knows(&cell.text));
    let body = rest[last_value..].iter().position(nameless).map_or(rest.len(), |more| last_value + more);
    let mut anatomy =
        Anatomy {
            above: &rows[..top],
            header,
            body: &rest[..body],
            below: &rest[body..],
            second,
            // A table with one column of values has no headings that are labels.
            levels: match value {
                Some(_) => vec![Holds::Nothing; header.len()],
                // Headings in a second language say the same again.
                None => (top..)
                    .zip(header)
                    .map(|(at, row)| {
                        if at > headed && translates(row, &stubs) {
                            Holds::Nothing
                        } else {
                            level(row, &stubs)
                        }
                    })
                    .collect(),
            },
            stubs,
            value,
        };
    anatomy.name_stub(headings, vocabulary);
    Some(anatomy)
}

impl Anatomy<'_> {
    /// The name of the layout that the parts make.
    pub fn layout(&self, source: DescribedSheet<'_>, vocabulary: &Vocabulary) -> Layout {
        let first = self.stubs.iter().find(|stub| stub.holds.is_key());
        let first = first.map(|stub| match stub.holds {
            Holds::Names => vocabulary.kind(self.labels(stub.column)).map_or(Holds::Names, Holds::from),
            other => other,
        });
        let is_year_of_sheet = source.sheet.name.as_deref().is_some_and(|name| period(name).is_some());
        if !self.gives(Holds::Periods) && is_year_of_sheet {
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

    /// The labels that stand in a column of the body.
    pub fn labels(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.body.iter().filter_map(move |row| row.get(column));
        cells.filter(|cell| !cell.is_blank()).map(|cell| &*cell.text)
    }

    /// Whether a column of labels or a row of headings gives it.
    pub fn gives(&self, holds: Holds) -> bool {
        self.stubs.iter().any(|stub| stub.holds == holds) || self.levels.contains(&holds)
    }

    /// Whether a column holds labels.
    pub fn is_stub(&self, column: usize) -> bool {
        is_stub(&self.stubs, column)
    }

    /// Labels that are all times say so without a heading, but not below the name of an area or indicator:
    /// counts between 1900 and 2100 would be years there.
    fn name_stub(&mut self, headings: &[Cell], vocabulary: &Vocabulary) {
        let Some(at) = self.stubs.iter().position(|stub| stub.holds == Holds::Names) else { return };
        let column = self.stubs[at].column;
        let is_named = headings.get(column).is_some_and(|cell| vocabulary.knows(&cell.text));
        let is_all_time = {
            let mut labels = self.labels(column).peekable();
            labels.peek().is_some() && labels.all(|label| written(label).is_some())
        };
        if is_all_time && !is_named {
            self.stubs[at].holds = Holds::Periods;
        }
    }
}

/// The first row of the header, and the row in it that heads the labels: one that has a heading for
/// them (地区), or years, or names that are known.
fn top_of_header(rows: &[Vec<Cell>], declared: &Declared, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    for (index, row) in rows.iter().enumerate() {
        let cells = filled(row);
        // 单位：亿元 may stand in the corner of the headings, and nowhere else among them.
        let is_line = |cell: &&&Cell| said(cell).is_some();
        if cells.len() < 2 || cells[1..].iter().any(|cell| said(cell).is_some()) {
            continue;
        }
        let corner = cells.first().filter(is_line);
        let above = index.checked_sub(1).filter(|above| is_upper_level(&rows[*above], row));
        if cells.iter().any(|cell| holds(&cell.text, declared).is_some()) {
            return Some((above.unwrap_or(index), index));
        }
        let label = cells[0];
        let years = cells.iter().filter(|cell| cell.column > 1 && is_heading_of_time(&cell.text)).count();
        // A row of a known area may hold counts that look like years: those are values, then.
        let is_body = label.column == 1
            && vocabulary.knows(&label.text)
            && cells[1..]
                .iter()
                .any(|cell| cell.text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
        if years > 0 && years * 2 >= cells.len() && !is_body {
            return Some((above.unwrap_or(index), index));
        }
        let is_corner_blank = row.first().is_some_and(Cell::is_blank) || corner.is_some();
        let names = &cells[usize::from(corner.is_some())..];
        if is_corner_blank && names.iter().all(|cell| vocabulary.knows(&cell.text)) {
            // Names over years: the row below may head the labels.
            let below = rows.get(index + 1).filter(|below| is_upper_level(row, below));
            let is_headed =
                below.and_then(|row| row.first()).is_some_and(|it| holds(&it.text, declared).is_some());
            return Some((index, index + usize::from(is_headed)));
        }
    }
    None
}

/// Whether a heading is of a time, read or not. A number with a decimal is none: 1998.5 is a value; a day may be
/// that of the publication.
fn is_heading_of_time(text: &str) -> bool {
    written(text).is_some_and(|it| !matches!(it, TimeText::Unread(POINT | DAY)))
}

/// Whether a row above the headings heads groups of them: not a title, not a line that says a unit. One
/// of the two rows leaves the corner above the labels free.
fn is_upper_level(row: &[Cell], below: &[Cell]) -> bool {
    let cells = filled(row);
    let is_free = |row: &[Cell]| row.first().is_some_and(Cell::is_blank);
    (is_free(row) || is_free(below))
        && cells.len() > usize::from(!is_free(row))
        && cells.iter().all(|cell| said(cell).is_none())
        && (cells.len() > 1 || is_free(row) && row.len() <= below.len() && cells[0].column <= 2)
}

/// The columns whose headings name labels; the first column where none does.
fn stubs(top: &[Cell], declared: &Declared) -> Vec<Stub> {
    let names = top.iter().map(|cell| name_key(&cell.text)).collect::<Vec<_>>();
    let of_heading = |(column, cell): (usize, &Cell)| {
        let code = || is_code_of(&names[column], &names).then_some(Holds::Nothing);
        Some(Stub { column, holds: holds(&cell.text, declared).or_else(code)? })
    };
    let stubs = top.iter().enumerate().filter_map(of_heading);
    let mut stubs = stubs.filter(|stub| stub.holds != Holds::Values).collect::<Vec<_>>();
    if !stubs.iter().any(|stub| stub.holds.is_key()) {
        let column = (0..=stubs.len()).find(|column| !is_stub(&stubs, *column)).unwrap_or_default();
        stubs.push(Stub { column, holds: Holds::Names });
        stubs.sort_by_key(|stub| stub.column);
    }
    stubs
}

fn is_stub(stubs: &[Stub], column: usize) -> bool {
    stubs.iter().any(|stub| stub.column == column)
}

/// The filled cells of a row that are no labels.
fn values<'a>(row: &'a [Cell], stubs: &'a [Stub]) -> impl Iterator<Item = &'a Cell> {
    let cells = row.iter().enumerate().filter(|(column, _)| !is_stub(stubs, *column));
    cells.map(|(_, cell)| cell).filter(|cell| !cell.is_blank())
}

/// The header goes on while the labels' columns are blank, or say what they are in another language (Region
/// below 地区), and no number stands in the others.
fn height_of_header(rows: &[Vec<Cell>], stubs: &[Stub]) -> usize {
    let goes_on = |row: &&Vec<Cell>| {
        let is_heading = |cell: &Cell| {
            is_heading_of_time(&cell.text)
                || !plain(&cell.text).starts_with(|c: char| c.is_ascii_digit() || c == '-')
        };
        let headings = values(row, stubs).collect::<Vec<_>>();
        (stubs.iter().all(|stub| row.get(stub.column).is_none_or(Cell::is_blank))
            || translates(row, stubs)
            || is_of_units(row, stubs))
            && !headings.is_empty()
            && headings.into_iter().all(|cell| is_heading(cell) && said(cell).is_none())
    };
    1 + rows.iter().skip(1).take_while(goes_on).count()
}

/// Whether a row heads each column of labels with a word for what it holds, once more.
fn translates(row: &[Cell], stubs: &[Stub]) -> bool {
    stubs.iter().all(|stub| row.get(stub.column).is_some_and(|cell| heading(&cell.text) == Some(stub.holds)))
}

/// Whether a row below the headings says the unit of each column: 单位, 亿元, 万元.
fn is_of_units(row: &[Cell], stubs: &[Stub]) -> bool {
    let labels = stubs.iter().filter_map(|stub| row.get(stub.column)).filter(|cell| !cell.is_blank());
    let mut labels = labels.peekable();
    labels.peek().is_some()
        && labels.all(|cell| heading(&cell.text) == Some(Holds::Units))
        && values(row, stubs).all(|cell| lone_unit(&cell.text).is_some())
}

fn level(row: &[Cell], stubs: &[Stub]) -> Holds {
    let cells = values(row, stubs).collect::<Vec<_>>();
    if cells.iter().any(|cell| is_heading_of_time(&cell.text)) {
        Holds::Periods
    } else if !cells.is_empty() && cells.iter().all(|cell| lone_unit(&cell.text).is_some()) {
        Holds::Units
    } else {
        Holds::Names
    }
}

/// Whether something stands in a row that is a value, or a sign for one.
fn holds_value(row: &[Cell], stubs: &[Stub]) -> bool {
    values(row, stubs).any(|cell| {
        let text = plain(&cell.text);
        let is_short = text.chars().count() <= 12;
        let is_number =
            |text: &str| text.trim_start_matches(['-', '+', '(']).starts_with(|c: char| c.is_ascii_digit());
        is_short && is_number(&text) || plainly_printed(&text, Separators::default()) != PrintedValue::Text
    })
}

/// Whether a row within the rows begins another table: a line such as 指标：…, or headings other than
/// those above. The same headings again are those of a page that follows.
fn begins_table(row: &[Cell], header: &[Vec<Cell>]) -> bool {
    let cells = filled(row);
    let is_line = cells.iter().any(|cell| matches!(said(cell), Some((LineTopic::Column(_), _))));
    let is_headed = cells.len() > 1 && cells.iter().any(|cell| heading(&cell.text).is_some());
    let is_of_years = row.first().is_none_or(Cell::is_blank)
        && !cells.is_empty()
        && cells.iter().all(|cell| is_heading_of_time(&cell.text));
    is_line || (is_headed || is_of_years) && !repeats(row, header)
}

/// Whether a row says what one of the headings' rows says.
pub fn repeats(row: &[Cell], header: &[Vec<Cell>]) -> bool {
    let is_filled = |cell: &&Cell| !cell.is_blank();
    // The first cell tells most rows apart from headings.
    let is_same = |a: &Cell, b: &Cell| {
        a.column == b.column && (a.text == b.text || name_key(&a.text) == name_key(&b.text))
    };
    header.iter().any(|headings| {
        let (mut headings, mut cells) = (headings.iter().filter(is_filled), row.iter().filter(is_filled));
        loop {
            match (headings.next(), cells.next()) {
                (Some(heading), Some(cell)) if is_same(heading, cell) => {}
                (None, None) => return true,
                _ => return false,
            }
        }
    })
}

/// Whether a row says only that the table goes on: 续表.
pub fn continues(row: &[Cell]) -> bool {
    let cells = filled(row);
    let text = cells.first().map(|cell| name_key(&cell.text)).unwrap_or_default();
    let text = text.trim_matches(['(', ')']);
    cells.len() == 1 && (matches!(text, "续" | "continued" | "cont.") || text.starts_with("续表"))
}

/// The cells of a row that something stands in.
pub fn filled(row: &[Cell]) -> Vec<&Cell> {
    row.iter().filter(|cell| !cell.is_blank()).collect()
}
