//! Writing: a book becomes the bytes of an Office Open XML workbook.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Table,
    TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};

use super::{
    front::CONTENTS,
    sheet::{BACK, FactsWorkbook, HEAD, SheetCell, SheetColumn, WorkbookSheet, number},
};
use crate::PROGRAM;

/// Decimals that a cell shows, and digits in all, as many as a spreadsheet keeps.
const MOST_DECIMALS: usize = 10;
const MOST_DIGITS: usize = 15;

/// Above so many characters across, a sheet is printed on A3, and on so many a page: 7 points and more.
const WIDE: u16 = 180;
const WIDEST: u16 = 330;

/// No column is narrower, and each is so much wider than its longest line, in characters.
const NARROWEST: usize = 6;
const ROOM: usize = 2;

/// The height of a line, in points: that of the format's own face, Calibri at 11.
const LINE: f64 = 15.0;

/// A row may be 409 points high (Excel specifications and limits).
const MOST_LINES: f64 = 27.0;

/// Of links, of the ground of a head, and of the rules between rows.
const LINK: Color = Color::RGB(0x05_63_C1);
const GROUND: Color = Color::RGB(0xE8_EE_F4);
const RULE: Color = Color::RGB(0xC8_CE_D4);

/// Paper sizes of the format: A4 and A3.
const A4: u8 = 9;
const A3: u8 = 8;

/// The bytes of the workbook: the same book gives the same ones.
///
/// # Errors
/// What the writer refuses, in a few words: more rows than a sheet has, longer words than a cell holds.
pub fn write(book: &FactsWorkbook) -> Result<Vec<u8>, String> {
    let mut workbook = Workbook::new();
    // The clock reaches no file: it was made on the day as of which the data count.
    let made = book.as_of.ok_or("it has no document that says its day")?;
    let made = ExcelDateTime::parse_from_str(&made.to_string()).map_err(|error| error.to_string())?;
    let properties =
        DocProperties::new().set_title(&book.title).set_author(PROGRAM).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    for sheet in &book.sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name).map_err(|error| format!("{}: {error}", sheet.name))?;
        fill(page, sheet, book).map_err(|error| format!("{}: {error}", sheet.name))?;
    }
    workbook.save_to_buffer().map_err(|error| error.to_string())
}

fn fill(page: &mut Worksheet, sheet: &WorkbookSheet, book: &FactsWorkbook) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(15);
    page.write_string_with_format(0, 0, &sheet.title, &title)?;
    page.write_string(1, 0, &sheet.about)?;
    page.write_string(2, 0, &book.provenance)?;
    if sheet.name == CONTENTS {
        page.write_string(3, 0, BACK[0])?;
    } else {
        page.write_url_with_text(3, 0, internal(CONTENTS), BACK[1])?;
    }
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let wrapped = wrapped.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE);
    let (heads, widths) = (unique(sheet), widths(sheet));
    page.set_row_height(HEAD, LINE * lines(heads.iter().map(String::as_str), &widths))?;
    let formats = CellFormats::of(wrapped);
    for (row, cells) in (HEAD + 1..).zip(&sheet.rows) {
        page.set_row_height(row, LINE * lines(cells.iter().map(SheetCell::words), &widths))?;
        for (column, cell) in (0..).zip(cells) {
            put(page, row, column, cell, &formats)?;
        }
    }
    let head = formats.words.clone().set_bold().set_background_color(GROUND);
    let columns = heads.into_iter().map(|it| TableColumn::new().set_header(it).set_header_format(&head));
    let columns: Vec<TableColumn> = columns.collect();
    let table = Table::new()
        .set_name(&sheet.name)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::Light1)
        .set_alt_text_title(&sheet.title)
        .set_alt_text(&sheet.about);
    let (last_row, last_column) = (HEAD + count(sheet.rows.len()), count(sheet.columns.len()) - 1);
    page.add_table(HEAD, 0, last_row, u16::try_from(last_column).unwrap_or(u16::MAX), &table)?;
    for (column, width) in (0..).zip(&widths) {
        page.set_column_width(column, *width)?;
    }
    let across: u16 = widths.iter().sum();
    page.set_landscape().set_paper_size(if across > WIDE { A3 } else { A4 });
    page.set_print_fit_to_pages(across.div_ceil(WIDEST), 0);
    page.set_repeat_rows(HEAD, HEAD)?.set_repeat_columns(0, 0)?;
    page.set_header("&L&A").set_footer(format!("&L{}&R&P / &N", book.provenance.replace('&', "&&")));
    Ok(())
}

fn put(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &SheetCell,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Text(text) => page.write_string_with_format(row, column, text, &formats.words)?,
        SheetCell::Link(sheet) => page
            .write_url_with_text(row, column, internal(sheet), sheet)?
            .set_cell_format(row, column, &formats.link)?,
        SheetCell::Number(value) => {
            page.write_number_with_format(row, column, number(*value), formats.digits(*value))?
        }
        SheetCell::Live(formula, result) => {
            let formula = Formula::new(formula).set_result(number(*result).to_string());
            page.write_formula_with_format(row, column, formula, formats.digits(*result))?
        }
        SheetCell::Judged(formula, result) => page.write_formula_with_format(
            row,
            column,
            Formula::new(formula).set_result(result),
            &formats.words,
        )?,
    };
    Ok(())
}

/// The heads of a table's columns: each is another.
pub(super) fn unique(sheet: &WorkbookSheet) -> Vec<String> {
    let mut heads: Vec<String> = vec![];
    for (column, nth) in sheet.columns.iter().zip(1..) {
        let head =
            if column.head.is_empty() { format!("第{nth}列 / Column {nth}") } else { column.head.clone() };
        let is_known = heads.iter().any(|it| it.eq_ignore_ascii_case(&head));
        heads.push(if is_known { format!("{head} ({nth})") } else { head });
    }
    heads
}

/// How wide each column is: as its longest line, within what it may be and what its head needs.
fn widths(sheet: &WorkbookSheet) -> Vec<u16> {
    let of_column = |(at, column): (usize, &SheetColumn)| {
        let of_cell = |row: &Vec<SheetCell>| match &row[at] {
            SheetCell::Number(value) | SheetCell::Live(_, value) => across(*value),
            it => it.words().split('\n').map(width).max().unwrap_or(0),
        };
        let head = column.head.split_whitespace().map(width).max().unwrap_or(0);
        let longest = sheet.rows.iter().map(of_cell).chain([head, NARROWEST]).max().unwrap_or(NARROWEST);
        u16::try_from(longest + ROOM).unwrap_or(u16::MAX).min(column.width)
    };
    sheet.columns.iter().enumerate().map(of_column).collect()
}

/// How many lines the highest of a row's cells takes.
fn lines<'a>(cells: impl Iterator<Item = &'a str>, widths: &[u16]) -> f64 {
    let of_cell = |(text, across): (&str, &u16)| {
        // A word at the end of a line leaves room.
        let across = usize::from(*across).saturating_sub(ROOM).max(1);
        let of_line = |line: &str| width(line).div_ceil(across).max(1);
        text.split('\n').map(of_line).sum::<usize>()
    };
    let most = cells.zip(widths).map(of_cell).max().unwrap_or(1);
    // More than a row can be high is cut off, and still read in its cell.
    f64::from(u32::try_from(most).unwrap_or(u32::MAX)).min(MOST_LINES)
}

/// How wide a text is, in characters of the face: a Chinese one is as wide as two others.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars()
        .map(|c| if c.is_ascii() || matches!(c, '–' | '—' | '’' | '“' | '”' | '−') { 1 } else { 2 })
        .sum()
}

/// The decimals of a number that are shown: all of them, as far as they go.
fn decimals(value: Decimal) -> usize {
    let left = MOST_DIGITS.saturating_sub(whole(value));
    usize::try_from(value.scale()).unwrap_or(left).min(MOST_DECIMALS).min(left)
}

/// The digits before a number's point.
fn whole(value: Decimal) -> usize {
    value.trunc().abs().to_string().len()
}

/// How many characters a number takes, with sign, commas, point and indent.
fn across(value: Decimal) -> usize {
    let whole = whole(value);
    whole + whole / 3 + decimals(value) + 4
}

/// The formats of a sheet's cells.
struct CellFormats {
    words: Format,
    link: Format,
    /// By decimals.
    digits: Vec<Format>,
}

impl CellFormats {
    fn of(words: Format) -> Self {
        let with = |decimals: usize| {
            let point = if decimals > 0 { "." } else { "" };
            let shown = format!("#,##0{point}{}", "0".repeat(decimals));
            words.clone().set_num_format(shown).set_align(FormatAlign::Right).set_indent(1).unset_text_wrap()
        };
        let digits = (0..=MOST_DECIMALS).map(with).collect();
        let link = words.clone().set_font_color(LINK).set_underline(FormatUnderline::Single);
        Self { words, link, digits }
    }

    fn digits(&self, value: Decimal) -> &Format {
        &self.digits[decimals(value)]
    }
}

fn internal(sheet: &str) -> Url {
    Url::new(format!("internal:{sheet}!A1"))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
