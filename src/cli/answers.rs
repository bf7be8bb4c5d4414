//! What an editor says of a table that it does not say itself, as options.

use clap::Args;

use briefing::ingest::import::EditorAnswers;

/// How a table is to be read where it leaves that open.
#[derive(Debug, Args)]
pub struct TableAnswers {
    /// The encoding of a text: utf-8, gb18030, shift_jis, big5, euc-kr, windows-1252 …
    #[arg(long)]
    encoding: Option<String>,
    /// A sheet of the workbook that is a table (again for each)
    #[arg(long = "sheet", value_name = "NAME")]
    sheets: Vec<String>,
    /// A heading, a label or a line that may be left out, as it stands in the table (again for each)
    #[arg(long, value_name = "TEXT")]
    ignore: Vec<String>,
    /// Only the rows that have this text in the column of this heading
    #[arg(long, value_name = "HEADING=TEXT", value_parser = pair)]
    only: Vec<(String, String)>,
    /// Which column is what: area, indicator, period, value, unit, scale or flag, with its heading; or
    /// headings=areas, headings=indicators
    #[arg(long = "column", value_name = "WHAT=HEADING", value_parser = column)]
    columns: Vec<(String, String)>,
    /// Whose names the labels of the rows are: areas or indicators
    #[arg(long, value_name = "NAMES")]
    rows: Option<String>,
    /// What becomes of rows and columns that the sheet hides: read or leave
    #[arg(long, value_name = "WHAT")]
    hidden: Option<String>,
    /// What parts decimals in the numbers: . or ,
    #[arg(long, value_name = "SIGN")]
    decimal: Option<String>,
    /// Rows of the file before the headings
    #[arg(long, value_name = "NUMBER")]
    skip_rows: Option<u32>,
    /// Rows of headings
    #[arg(long, value_name = "NUMBER")]
    header_rows: Option<usize>,
    /// What a mark on a year or a value says of it: a status A, B, P, E or U
    #[arg(long = "mark", value_name = "MARK=STATUS", value_parser = pair)]
    marks: Vec<(String, String)>,
    /// What a sign in the place of a value means: M (none), N (negligible), O (missing), Q (suppressed)
    #[arg(long = "symbol", value_name = "SIGN=STATUS", value_parser = pair)]
    symbols: Vec<(String, String)>,
}

impl TableAnswers {
    pub fn answers(&self) -> EditorAnswers {
        EditorAnswers {
            encoding: self.encoding.clone(),
            sheets: self.sheets.clone(),
            ignore: self.ignore.clone(),
            only: self.only.iter().cloned().collect(),
            marks: self.marks.iter().cloned().collect(),
            columns: self.columns.iter().cloned().collect(),
            rows: self.rows.clone(),
            hidden: self.hidden.clone(),
            decimal: self.decimal.clone(),
            skip_rows: self.skip_rows,
            header_rows: self.header_rows,
            symbols: self.symbols.iter().cloned().collect(),
            ..EditorAnswers::default()
        }
    }
}

/// The two sides of `WHAT=HEADING`, of which the heading may hold anything.
fn column(text: &str) -> Result<(String, String), String> {
    let (what, heading) = text.split_once('=').ok_or("write WHAT=HEADING")?;
    Ok((what.to_owned(), heading.to_owned()))
}

/// The two sides of `NAME=VALUE`.
pub fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.rsplit_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}
