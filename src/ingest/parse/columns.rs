//! The columns that a role's tables have, found in a table's header.

use serde_json::{Value, json};

use crate::{
    diag::{Diagnostic, Locus, Reported, Sink, did_you_mean},
    ingest::table::{Cell, RawTable},
};

/// The columns of a role. Their order in a file is free.
#[derive(Debug)]
pub struct RoleColumns {
    pub required: &'static [&'static str],
    /// Columns that may be absent; their cells read as blank then.
    pub optional: &'static [&'static str],
}

/// Where a table has which column. There are a dozen of them and a million rows: a list is gone through sooner
/// than a tree.
#[derive(Debug, Default)]
pub struct Positions<'t> {
    places: Vec<(&'static str, Place<'t>)>,
}

/// Where the cells of a column are.
#[derive(Debug, Clone, Copy)]
pub enum Place<'t> {
    /// At this index into each row.
    Index(usize),
    /// Said once for all rows.
    Constant(&'t Cell),
}

impl<'t> Positions<'t> {
    /// Where the column of that name is; `None` where the table has it nowhere.
    pub fn get(&self, column: &str) -> Option<Place<'t>> {
        self.places.iter().find(|(name, _)| *name == column).map(|(_, place)| *place)
    }
}

impl RoleColumns {
    /// Finds the columns in the header of `table`.
    ///
    /// A column that nothing reads is a warning.
    ///
    /// # Errors
    /// A required column is missing or named twice.
    pub fn find<'t>(&self, table: &'t RawTable, sink: &mut Sink) -> Result<Positions<'t>, Reported> {
        let mut found = Ok(());
        let mut positions = Positions::default();
        let mut strangers = Vec::new();
        for (index, cell) in table.header.iter().enumerate() {
            let Some(name) = self.names().find(|name| **name == *cell.text) else {
                strangers.push(cell);
                continue;
            };
            if let Some(Place::Index(first)) = positions.get(name) {
                found = Err(sink.error(repeated(table, &table.header[first], cell)));
            }
            positions.places.push((name, Place::Index(index)));
        }
        for (name, cell) in &table.constants {
            if positions.get(name).is_none() {
                positions.places.push((name, Place::Constant(cell)));
            }
        }
        for name in self.required.iter().filter(|name| positions.get(name).is_none()) {
            found = Err(sink.error(self.missing(name, table, &mut strangers)));
        }
        if table.allows_more_columns {
            strangers.clear();
        }
        for stranger in strangers {
            sink.push(self.unknown(table, stranger));
        }
        found.map(|()| positions)
    }

    /// The Table Schema of a list (Frictionless Data): its columns, and which of them have to be there.
    pub fn schema(&self) -> Value {
        let field = |name: &&str, is_required: bool| json!({ "name": name, "type": "string", "constraints": { "required": is_required } });
        let required = self.required.iter().map(|name| field(name, true));
        let fields: Vec<Value> =
            required.chain(self.optional.iter().map(|name| field(name, false))).collect();
        json!({ "fields": fields, "missingValues": [""] })
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }

    /// Reports a missing column at the header that was probably meant to be it, which then is no
    /// stranger any more.
    fn missing(&self, name: &str, table: &RawTable, strangers: &mut Vec<&Cell>) -> Diagnostic {
        let missing = Diagnostic::error("missing-column", format!("there is no column {name}"));
        let similar = strangers.iter().find_map(|cell| Some((*cell, did_you_mean(&cell.text, [name])?)));
        if let Some((cell, hint)) = similar {
            strangers.retain(|stranger| *stranger != cell);
            missing.at(table.locus(cell)).help(hint)
        } else if let Some((property, wanted)) =
            property(name).filter(|_| table.header.iter().all(|it| it.row == 0))
        {
            // A table for readers says it nowhere.
            Diagnostic::error("missing-column", format!("nothing says the {name} of the table"))
                .at(Locus::file(&*table.path))
                .at(table.entry.clone())
                .help(format!("say it in the descriptor: \"briefing\": {{\"{property}\": …}}"))
                .answer(property, "", Some(wanted))
        } else {
            let line = table.header.first().map_or(1, |cell| cell.row);
            missing
                .at(Locus::line(&*table.path, line))
                .help(format!("the columns of such a table are {}", self.required.join(", ")))
        }
    }

    fn unknown(&self, table: &RawTable, cell: &Cell) -> Diagnostic {
        let message = match &*cell.text {
            "" => "a column without a name is not read".to_owned(),
            name => format!("the column {name} is not read"),
        };
        let hint = did_you_mean(&cell.text, self.names());
        Diagnostic::warning("unknown-column", message).at(table.locus(cell)).help(
            hint.unwrap_or_else(|| "delete it, or give it the name of a column that is read".to_owned()),
        )
    }
}

/// The property of the descriptor that says of a whole table what a column says of each row, and what it wants.
fn property(column: &str) -> Option<(&'static str, &'static str)> {
    Some(match column {
        "VINTAGE" => ("vintage", "the day of publication, YYYY-MM-DD"),
        "SOURCE_ID" => ("source", "the code of the publisher in sources.csv"),
        "UNIT" => ("unit", "a unit as a table prints it: 亿元, %"),
        _ => return None,
    })
}

fn repeated(table: &RawTable, first: &Cell, second: &Cell) -> Diagnostic {
    Diagnostic::error("repeated-column", format!("two columns are named {}", second.text))
        .at(table.locus(first))
        .at(table.locus(second))
        .help("rename or delete one of them")
}
