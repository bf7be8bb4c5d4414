//! A row whose cells are read into types, and whose faults go to the sink.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use chrono::NaiveDate;
use regex::Regex;

use super::{
    columns::{self, Positions, RoleColumns},
    list::CodeList,
    number::{CellOrigin, number_fault, whole_number_fault},
};
use crate::{
    data::{period::Period, provenance::CellRef, quantity::Quantity},
    diag::{Diagnostic, Locus, Reported, Sink, did_you_mean},
    doc::numeral::{numerals, without_counts_of_parts, without_denominators},
    ingest::table::{Cell, RawTable, RoleTables, excerpt},
    lang::Bilingual,
};

/// Hands every row of `batch` to `read`. Returns whether there may be rows that it has not seen:
/// a table without its columns, or one that was incomplete already.
pub fn for_each_row(
    batch: &RoleTables,
    columns: &RoleColumns,
    sink: &mut Sink,
    mut read: impl FnMut(&mut RowReader<'_>),
) -> bool {
    let mut is_incomplete = batch.is_incomplete;
    for table in &batch.tables {
        is_incomplete |= for_each_row_of(table, columns, sink, &mut read);
    }
    is_incomplete
}

/// As [`for_each_row`], for one table.
pub fn for_each_row_of(
    table: &RawTable,
    columns: &RoleColumns,
    sink: &mut Sink,
    mut read: impl FnMut(&mut RowReader<'_>),
) -> bool {
    let Ok(positions) = columns.find(table, sink) else { return true };
    for cells in &table.rows {
        read(&mut RowReader { table, positions: &positions, cells, exceptions: BTreeMap::new(), sink });
    }
    false
}

/// A row being read.
///
/// Every method reads the cell of one column. Its error is that the cell's fault was reported, so that a
/// caller reads all cells before it gives a row up.
pub struct RowReader<'a> {
    table: &'a RawTable,
    positions: &'a Positions<'a>,
    cells: &'a [Cell],
    /// What the descriptor says of this row, by column.
    exceptions: BTreeMap<&'static str, Cell>,
    sink: &'a mut Sink,
}

impl RowReader<'_> {
    /// The cell as it stands, or what holds of the whole table; a blank one when neither is there.
    pub fn cell(&self, column: &str) -> &Cell {
        let excepted = if self.exceptions.is_empty() { None } else { self.exceptions.get(column) };
        let own = || match self.positions.get(column)? {
            columns::Place::Index(index) => self.cells.get(index),
            columns::Place::Constant(cell) => Some(cell),
        };
        let none: &Cell = Cell::none();
        excepted.or_else(own).unwrap_or(none)
    }

    /// Whether the table has the column, or says it once for all rows.
    pub fn has(&self, column: &str) -> bool {
        self.positions.get(column).is_some()
    }

    /// Has the row say what the descriptor says of it.
    pub fn except(&mut self, column: &'static str, said: &str) {
        self.exceptions.insert(column, Cell::declared(said));
    }

    /// The cell's address, for provenance.
    pub fn cell_ref(&self, column: &str) -> CellRef {
        self.table.cell_ref(self.cell(column))
    }

    /// The cell's place and text, for a diagnostic.
    pub fn locus(&self, column: &str) -> Locus {
        self.table.locus(self.cell(column))
    }

    /// Reports a fault of the row.
    pub fn report(&mut self, fault: Diagnostic) {
        self.sink.push(fault);
    }

    /// Reports what keeps the row from being taken in.
    pub fn error(&mut self, fault: Diagnostic) -> Reported {
        self.sink.error(fault)
    }

    /// Text that may be blank.
    pub fn optional_text(&self, column: &str) -> String {
        self.cell(column).text.to_string()
    }

    /// Text that may not be blank.
    pub fn text(&mut self, column: &str) -> Result<String, Reported> {
        self.shared_text(column).map(|text| text.to_string())
    }

    /// As [`Self::text`], as the table keeps it.
    fn shared_text(&mut self, column: &str) -> Result<Arc<str>, Reported> {
        let text = self.cell(column).text.clone();
        if text.trim().is_empty() {
            let blank = Diagnostic::error("blank-cell", format!("{column} is blank")).at(self.locus(column));
            return Err(self.sink.error(blank.help("fill it in, or delete the row")));
        }
        Ok(text)
    }

    /// The same text in both languages, from the columns `…_ZH` and `…_EN`.
    pub fn bilingual(&mut self, stem: &str) -> Result<Bilingual, Reported> {
        let zh = self.text(&format!("{stem}_ZH"));
        let en = self.text(&format!("{stem}_EN"));
        Ok(Bilingual::new(zh?, en?))
    }

    /// As [`Self::bilingual`], and either may be blank.
    pub fn optional_bilingual(&self, stem: &str) -> Bilingual {
        let text = |lang: &str| self.optional_text(&format!("{stem}_{lang}"));
        Bilingual::new(text("ZH"), text("EN"))
    }

    /// As [`Self::bilingual`], for prose: a number in it would be bound to no fact.
    pub fn prose(&mut self, stem: &str) -> Result<Bilingual, Reported> {
        let prose = self.bilingual(stem)?;
        self.check_free_of_numbers(stem, &prose)?;
        Ok(prose)
    }

    /// As [`Self::prose`], and either may be blank.
    pub fn optional_prose(&mut self, stem: &str) -> Result<Bilingual, Reported> {
        let prose = self.optional_bilingual(stem);
        self.check_free_of_numbers(stem, &prose)?;
        Ok(prose)
    }

    /// As [`Self::prose`], for the name of an area with so many parts, which may say how many they are.
    pub fn name_of_sum(&mut self, stem: &str, parts: usize) -> Result<Bilingual, Reported> {
        let named = self.bilingual(stem)?;
        let rest = |text: &str| without_counts_of_parts(text, &BTreeSet::from([parts]));
        let rest = Bilingual::new(rest(&named.zh), rest(&named.en));
        self.check_free_of_numbers(stem, &rest)?;
        Ok(named)
    }

    /// As [`Self::bilingual`], for who has published something: how many bodies have may be said, and nothing else.
    pub fn issuers(&mut self, stem: &str) -> Result<Bilingual, Reported> {
        static BODIES: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"等[一二三四五六七八九十]+个?(?:中央)?(?:单位|部门|部委|机构)|\w+ other (?:central )?(?:bodies|departments|ministries|agencies)",
            )
            .expect("a pattern")
        });
        let named = self.bilingual(stem)?;
        let others = |text: &str| BODIES.replace_all(text, "").into_owned();
        let rest = Bilingual::new(others(&named.zh), others(&named.en));
        self.check_free_of_numbers(stem, &rest)?;
        Ok(named)
    }

    fn check_free_of_numbers(&mut self, stem: &str, prose: &Bilingual) -> Result<(), Reported> {
        // How old those are who are counted is part of what is counted: 65岁及以上人口, aged 65 and over.
        static AGES: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"\d+[-–—~～至]\d+周?岁|\d+周?岁(?:及以上|及以下|以上|以下)|\b[Aa]ged \d+(?: ?[-–] ?\d+| (?:and|or) (?:over|above|under|older|younger)|\+)",
            )
            .expect("a pattern")
        });
        let mut checked = Ok(());
        for (text, lang) in [(&prose.zh, "ZH"), (&prose.en, "EN")] {
            let text = AGES.replace_all(text, "");
            if holds_number(&text) || holds_quantity(&text) {
                checked = Err(self.refuse(
                    &format!("{stem}_{lang}"),
                    "number-in-text",
                    format!("{stem}_{lang} holds a number, which no observation vouches for"),
                    "leave it to a template to show it as a fact; in a name, write it in words",
                ));
            }
        }
        checked
    }

    /// One of a few words, of which `""` stands for a blank cell.
    pub fn choice<T: Copy>(
        &mut self,
        column: &str,
        code: &'static str,
        choices: &[(&'static str, T)],
    ) -> Result<T, Reported> {
        let cell = self.cell(column);
        if let Some((_, value)) = choices.iter().find(|(word, _)| **word == *cell.text) {
            return Ok(*value);
        }
        let text = self.shared_text(column)?;
        let words = choices.iter().map(|(word, _)| *word).filter(|word| !word.is_empty());
        let hint = did_you_mean(&text, words.clone())
            .unwrap_or_else(|| format!("it is one of {}", words.collect::<Vec<_>>().join(", ")));
        Err(self.refuse(column, code, format!("{column} cannot be {}", excerpt(&text)), hint))
    }

    /// A number as its source printed it.
    pub fn quantity(&mut self, column: &str) -> Result<Quantity, Reported> {
        let text = self.shared_text(column)?;
        text.parse().map_err(|_| {
            let fault = number_fault(column, &text, self.place()).at(self.locus(column));
            self.sink.error(fault)
        })
    }

    /// Whether the table was tidy as it was published.
    pub fn place(&self) -> CellOrigin {
        let is_published = self.table.header.iter().all(|cell| cell.row == 0);
        if is_published { CellOrigin::Published } else { CellOrigin::Tidy }
    }

    /// A whole number from 0 to `most`.
    pub fn whole_number(&mut self, column: &str, most: u32) -> Result<u32, Reported> {
        let text = self.shared_text(column)?;
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| is_plain && *number <= most);
        number.ok_or_else(|| self.sink.error(whole_number_fault(column, most).at(self.locus(column))))
    }

    /// A year or a month.
    pub fn period(&mut self, column: &str) -> Result<Period, Reported> {
        let text = self.shared_text(column)?;
        self.read_period(column, &text)
    }

    fn read_period(&mut self, column: &str, text: &str) -> Result<Period, Reported> {
        text.parse().map_err(|_| {
            let fault = Diagnostic::error("not-a-period", format!("{column} is not a time period"))
                .at(self.locus(column))
                .help("write a year (2023) or a month (2025-01)");
            self.sink.error(fault)
        })
    }

    /// As [`Self::period`], and it may be blank.
    ///
    /// # Errors
    ///
    /// What stands there is no period.
    pub fn optional_period(&mut self, column: &str) -> Result<Option<Period>, Reported> {
        let text = self.optional_text(column);
        if text.trim().is_empty() { Ok(None) } else { self.read_period(column, &text).map(Some) }
    }

    /// A day, written as in ISO 8601.
    pub fn date(&mut self, column: &str) -> Result<NaiveDate, Reported> {
        let text = self.shared_text(column)?;
        // chrono would also read 2024-1-5: what is written back must be what was read.
        let date = text.parse().ok().filter(|date: &NaiveDate| date.to_string() == *text);
        date.ok_or_else(|| {
            let message = format!("{column} is not a day");
            self.refuse(column, "not-a-date", message, "write year, month and day (2024-10-02)")
        })
    }

    /// A code of `list`; where the code's own row was faulty, that was reported.
    pub fn code<'l, T>(&mut self, column: &str, list: &'l CodeList<T>) -> Result<&'l T, Reported> {
        let code = self.shared_text(column)?;
        self.code_named(column, &code, list)
    }

    /// As [`Self::code`], for a code that is only part of the cell.
    pub fn code_named<'l, T>(
        &mut self,
        column: &str,
        code: &str,
        list: &'l CodeList<T>,
    ) -> Result<&'l T, Reported> {
        let locus = self.locus(column);
        list.find(code).map_err(|unknown| self.sink.error(unknown.at(locus)))?
    }

    /// Reports a fault at the cell of a column.
    pub fn refuse(
        &mut self,
        column: &str,
        code: &'static str,
        message: String,
        hint: impl Into<String>,
    ) -> Reported {
        let fault = Diagnostic::error(code, message).at(self.locus(column)).help(hint);
        self.sink.error(fault)
    }
}

/// Whether digits stand in `text` that are no part of a word, as those of 5G, C919 and PM2.5 are, nor what
/// a rate is counted by, as in beds per 1,000 people; those of 33k, 33pct and 33rd are none.
fn holds_number(text: &str) -> bool {
    /// What is called by a digit and a letter: 5G, 3D.
    const NAMED: [&str; 2] = ["g", "d"];
    /// What stands before a number without parting it from its letters.
    const CURRENCIES: [&str; 11] =
        ["CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD", "US", "x", "approx", "ca"];
    let text = without_denominators(text);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c.is_numeric();
    let is_decimal = |text: &&str| text.contains('.') && text.starts_with(|c: char| c.is_ascii_alphabetic());
    let words = text.split(|c: char| !is_word(c) && c != '.').map(|word| {
        let letters = word.find(|c: char| !c.is_ascii_alphabetic()).map_or(word, |end| &word[..end]);
        CURRENCIES.iter().find(|it| **it == letters).map_or(word, |it| &word[it.len()..])
    });
    let bare = words.filter(|word| !is_decimal(word)).flat_map(|word| word.split('.'));
    bare.filter(|part| part.starts_with(char::is_numeric)).any(|part| {
        let ending = part.trim_start_matches(char::is_numeric).to_ascii_lowercase();
        !NAMED.contains(&ending.as_str())
    })
}

/// Whether `text` says a quantity in words.
fn holds_quantity(text: &str) -> bool {
    // A raised digit belongs to a unit: km².
    let text = without_denominators(text).replace(['²', '³'], "");
    numerals(&text).into_iter().any(|found| !text[found].contains(|c: char| c.is_ascii_digit()))
}
