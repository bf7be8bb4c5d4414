//! What a table holds that is not understood: asked about, unless the descriptor says it may be left out.

use std::collections::BTreeSet;

use super::{DescribedSheet, SheetReport};
use crate::{
    data::status::Status,
    diag::{Diagnostic, Sink},
    ingest::{
        describe::Declared,
        table::{Cell, excerpt},
    },
};

/// Places shown of what is asked about; the rest is counted.
const SHOWN: usize = 4;

/// What it is that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// A column of text beside the labels.
    Column,
    /// A dimension with several values, of which these are some.
    Dimension(String),
    /// A dimension of a message whose one value says that no observation is what was observed: a rate of change.
    Transformed(String),
    /// A second column of labels of one kind.
    SecondColumn(&'static str),
    /// A heading among years that is of none.
    NoYear,
    /// A heading or label that is of a time which no observation is of.
    Time(&'static str),
    /// 2011-12 without a neighbour that proves it a month.
    Either,
    /// A mark on a year or a label that nobody explains.
    Mark(String),
    /// A line without a value within the rows.
    Section,
    /// A note with values below it.
    Note,
    /// Values in a row without a label.
    NoLabel,
    /// A unit among others for the whole table.
    Unit,
    /// A title that names other years than that which is said of the table.
    OtherYear(String),
    /// A unit that something beside the table says, and no value is read in.
    UnitBeside(String),
    /// A note that says something of one year, whose values carry no mark, and the mark that it speaks for.
    NoteOfYear(String, Status),
    /// A note with a word for values that are not final or not comparable, where none is marked.
    NoteOfStatus(&'static str),
    /// A title or a sheet's name that speaks of another quantity.
    OtherMeasure(&'static str),
    /// A text beside the table that speaks of a time which is no calendar year, in its words.
    Stretch(String),
    /// A title that names another area than this one, which is said of the table.
    OtherArea(String),
    /// A note that tells what the looks of cells mean.
    Looks(&'static str),
    /// A line above the headings that says something of the table, under a key that is not known.
    Line(String),
    /// Brackets at the end of a title that may be a unit.
    Brackets(String),
    /// A value in cells that are one.
    Merged,
    /// A comma that parts decimals, or could.
    Decimal,
    /// A space between digits.
    Space,
}

impl Unread {
    fn message(&self) -> String {
        match self {
            Self::Column => "a column is not understood: it may tell the rows apart".to_owned(),
            Self::Dimension(values) => {
                format!("a column has several values, and no row says that they are of one series: {values}")
            }
            Self::Transformed(value) => format!(
                "{value} says that the values are not as they were observed, but rates of change, adjusted, at fixed prices or of another base"
            ),
            Self::SecondColumn(what) => format!("two columns name {what}: the rows may be of either"),
            Self::NoYear => "a heading among years is of none".to_owned(),
            Self::Time(what) => format!("{what} is no year and no month, and is not read"),
            Self::Either => "this may be a month, a quarter, or a year that ends in the next".to_owned(),
            Self::Mark(mark) => format!("nothing says what the mark {mark} means"),
            Self::Section => "a line within the rows may say something of those below it".to_owned(),
            Self::Note => "values stand below a note: it may be of them alone".to_owned(),
            Self::NoLabel => "a row of values has no label".to_owned(),
            Self::Unit => "two units are said of the whole table".to_owned(),
            Self::OtherYear(said) => format!("{said} is said of the table, and its title names another year"),
            Self::UnitBeside(unit) => {
                format!("{unit} is said beside the table, and its values are read in another unit")
            }
            Self::NoteOfYear(year, _) => {
                format!(
                    "a note says something of {year}, and the values of that year are read as normal ones"
                )
            }
            Self::NoteOfStatus(word) => format!("a note says {word}, and no value is marked so"),
            Self::OtherMeasure(what) => {
                format!("this speaks of {what}, and the entry says an indicator that is none")
            }
            Self::Stretch(part) => {
                format!("this speaks of {part}, and values are read as those of whole calendar years")
            }
            Self::OtherArea(said) => format!("{said} is said of the table, and this names another area"),
            Self::Looks(word) => {
                format!("a note speaks of {word}, and the looks of cells are not read")
            }
            Self::Line(key) => {
                format!("a line above the headings says the {key} of the table, and is not understood")
            }
            Self::Brackets(text) => {
                format!("{text} may be the unit of the values, or say which they are, and is not understood")
            }
            Self::Merged => "one value stands in merged cells, over several rows or columns".to_owned(),
            Self::Decimal => "a comma or a point may part thousands or decimals".to_owned(),
            Self::Space => "a space between digits may part thousands or two numbers".to_owned(),
        }
    }

    fn help(&self, text: &str) -> String {
        let ignore = format!("leave it out: \"ignore\": [{text:?}] in the entry, or --ignore");
        match self {
            Self::Column | Self::Dimension(_) | Self::Transformed(_) => format!(
                "choose the rows to be read: \"only\": {{{text:?}: …}} (--only \"{text}=…\"); or {ignore}"
            ),
            Self::SecondColumn(_) => format!("name the one that the values are not of: {ignore}"),
            Self::Mark(mark) => {
                format!(
                    "say it: \"marks\": {{{mark:?}: \"P\"}} (--mark {mark}=P; A for a normal value); or {ignore}"
                )
            }
            Self::Either => format!(
                "write the months as 2011年12月 in the table, and a quarter or such a year nowhere; or {ignore}"
            ),
            Self::UnitBeside(_) => format!(
                "say the unit of the values: \"unit\" (--unit), or \"units\": {{NAME: UNIT}} for some of them; if it is of something else, {ignore}"
            ),
            Self::OtherMeasure(_) => {
                format!("name the indicator that it is: \"indicator\" (--indicator); if it is of something else, {ignore}")
            }
            Self::NoteOfYear(year, status) => {
                let code = status.code();
                format!(
                    "say what they are: \"marks\": {{\"{year}\": \"{code}\"}} (--mark {year}={code}; P provisional, B a break in the series); if they are normal, {ignore}"
                )
            }
            Self::NoteOfStatus(_) => format!(
                "say which values are so, by the heading of their year: \"marks\": {{\"2023年\": \"P\"}} (--mark 2023年=P; B for a break in the series); if none is, {ignore}"
            ),
            Self::Stretch(_) => format!("leave the table out unless its values are those of whole years; if they are, {ignore}"),
            Self::OtherArea(_) => format!("say the area that it is of: \"area\" (--area); if the values are of the area said, {ignore}"),
            Self::Looks(_) => format!("say which values are so, by the heading of their year: \"marks\": {{\"2023年\": \"E\"}} (--mark 2023年=E), or in \"exceptions\"; if none that is read is, {ignore}"),
            Self::Line(_) => format!("where it says a unit, an area or a time, say that in the entry; then, or if it says nothing of the values, {ignore}"),
            Self::Brackets(_) => format!("if it is the unit, say it as the entry's: \"unit\" (--unit); then, or if it says nothing of the values, {ignore}"),
            Self::NoLabel => "give it one in the table, or read a part of the table".to_owned(),
            Self::Merged => "part the cells, and write the value where it belongs".to_owned(),
            Self::Unit => format!("say whose: \"units\": {{NAME: UNIT}} (--unit NAME=UNIT); or {ignore}"),
            Self::Decimal => {
                "say what parts decimals: \"decimal\": \",\" or \".\" in the entry, or --decimal".to_owned()
            }
            Self::Space => "if it parts thousands, say what parts decimals: \"decimal\": \".\" in the entry, or --decimal".to_owned(),
            _ => ignore,
        }
    }
}

impl Unread {
    /// Has a fault offer the options that settle it; `text` is that of the first cell.
    fn answers(&self, fault: Diagnostic, text: &str) -> Diagnostic {
        const STATUS: &str =
            "a status: A (normal), B (break), P (provisional), E (estimated) or U (unreliable)";
        let fault = match self {
            Self::Column | Self::Dimension(_) | Self::Transformed(_) => {
                fault.answer("only", format!("{text}="), Some("the text of the rows to be read"))
            }
            Self::Mark(mark) => fault.answer("mark", format!("{mark}="), Some(STATUS)),
            Self::NoteOfYear(year, status) => fault.answer("mark", format!("{year}={}", status.code()), None),
            Self::NoteOfStatus(_) => {
                fault.answer("mark", "", Some("the heading of the year, and its status: 2023年=P"))
            }
            Self::Decimal => fault.answer("decimal", ".", None).answer("decimal", ",", None),
            Self::Space => fault.answer("decimal", ".", None),
            Self::Unit | Self::UnitBeside(_) => {
                fault.answer("unit", "", Some("a unit as a table prints it, or NAME=UNIT"))
            }
            Self::OtherMeasure(_) => fault.answer("indicator", "", Some("the indicator that it is")),
            _ => fault,
        };
        match self {
            Self::Decimal | Self::Space | Self::NoLabel | Self::Merged => fault,
            _ => fault.answer("ignore", text, None),
        }
    }
}

/// What was asked about so far, and which of the descriptor's answers were of use.
#[derive(Debug, Default)]
pub struct LeftOut {
    asked: Vec<(Unread, Cell)>,
    used: BTreeSet<String>,
}

impl LeftOut {
    /// Asks about a cell, unless the descriptor says that it may be left out; `true` then.
    pub fn ask(
        &mut self,
        what: Unread,
        cell: &Cell,
        source: DescribedSheet<'_>,
        account: &mut SheetReport,
    ) -> bool {
        let is_ignored = self.is_ignored(cell, source.declared);
        if is_ignored {
            account.skip(source.sheet.locus(cell), "left out, as the entry says");
        } else {
            self.asked.push((what, cell.clone()));
        }
        is_ignored
    }

    /// Whether the descriptor says that a cell may be left out.
    pub fn is_ignored(&mut self, cell: &Cell, declared: &Declared) -> bool {
        let by = declared.ignoring(&cell.text);
        self.used.extend(by.map(str::to_owned));
        by.is_some()
    }

    /// Reports what was asked about, alike things once, and answers to nothing.
    pub fn report(self, source: DescribedSheet<'_>, sink: &mut Sink) {
        let mut kinds = Vec::new();
        for (what, _) in &self.asked {
            if !kinds.contains(&what) {
                kinds.push(what);
            }
        }
        for what in kinds {
            let cells = self.asked.iter().filter(|(it, _)| it == what).map(|(_, cell)| cell);
            let cells = cells.collect::<Vec<_>>();
            let mut fault = Diagnostic::error("left-out", what.message());
            for cell in cells.iter().take(SHOWN) {
                fault = fault.at(source.sheet.locus(cell));
            }
            let first = cells.first().map_or(String::new(), |cell| excerpt(cell.text.trim()));
            fault = fault.help(what.help(&first));
            fault = what.answers(fault, cells.first().map_or("", |cell| cell.text.trim()));
            if cells.len() > SHOWN {
                fault = fault.help(format!("there are {} more of the kind", cells.len() - SHOWN));
            }
            sink.push(fault);
        }
        for text in source.declared.ignore.iter().filter(|text| !self.used.contains(*text)) {
            let unused = Diagnostic::warning("unused-ignore", format!("nothing reads {}", excerpt(text)));
            sink.push(unused.at(source.entry.clone()).help("correct it, or delete it from \"ignore\""));
        }
    }
}
