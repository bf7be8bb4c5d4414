//! What every table of the program is made of: heads, rows and notes.

use crate::{
    data::fact::Fact,
    doc::{
        inline::Inline,
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    lang::Lang,
};

/// Heads, rows and notes, before the table has a name and a number.
#[derive(Debug, Default)]
pub struct TableBody {
    pub columns: Vec<Column>,
    pub rows: Vec<TableRow>,
    pub notes: Vec<Vec<Inline>>,
    pub density: Density,
    /// What the caption says after the editor's words: the unit of the numbers.
    pub unit: String,
    /// Whether it stands on a page turned on its side.
    pub is_turned: bool,
}

impl TableBody {
    /// Gives the body its caption.
    pub fn table(self, id: String, number: Option<u32>, mut caption: Vec<Inline>, lang: Lang) -> Table {
        let Self { columns, rows, notes, density, unit, is_turned } = self;
        if !unit.is_empty() {
            caption.push(Inline::Literal(lang.pick(format!("（{unit}）"), format!(" ({unit})"))));
        }
        Table { id, number, caption, columns, rows, notes, density, is_turned }
    }

    /// Adds a column of text.
    pub fn text_column(&mut self, lang: Lang, zh: &str, en: &str) {
        self.column(lang.pick(zh, en), Align::Start);
    }

    /// Adds a column of numbers.
    pub fn number_column(&mut self, lang: Lang, zh: &str, en: &str) {
        self.column(lang.pick(zh, en), Align::End);
    }

    /// Adds a row that is about nobody in particular.
    pub fn row(&mut self, cells: Vec<Vec<Inline>>) {
        self.rows.push(TableRow { cells, kind: RowKind::Plain, entry_of: None });
    }

    /// Adds a fact's row of the register.
    pub fn entry(&mut self, fact: &Fact, cells: Vec<Vec<Inline>>) {
        self.rows.push(TableRow { cells, kind: RowKind::Plain, entry_of: Some(fact.id.clone()) });
    }

    /// Adds a row that heads those after it.
    pub fn group(&mut self, text: String) {
        self.rows.push(TableRow { cells: vec![literal(text)], kind: RowKind::Group, entry_of: None });
    }

    fn column(&mut self, head: &str, align: Align) {
        self.columns.push(Column { head: literal(head), align });
    }
}

/// Words of the program or of a register, which are no measurements.
pub fn literal(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Literal(text.into())]
}
