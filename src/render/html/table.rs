//! Tables: one that is too wide for a screen is moved below the finger, the page is not.

use maud::{Markup, html};

use super::{article::Article, words::table_label};
use crate::{
    doc::{
        figure::Figure,
        table::{Align, Density, RowKind, Table, TableRow},
    },
    font::marks::fills_square,
};

/// A table with its caption, heads, rows and notes.
pub(super) fn table(article: &mut Article, table: &Table, has_changed: &dyn Fn(usize) -> bool) -> Markup {
    let label = table.number.map(|number| table_label(article.lang, number)).unwrap_or_default();
    html! {
        div.table id=(article.id(&table.id)) {
            (grid(article, table, &label, has_changed))
            (article.small_print(&table.notes))
        }
    }
}

/// The least widths of columns that the page's style knows, `.m2` to `.m7`: so many ems and the room to the next column.
const LEAST_EMS: usize = 2;
const MOST_EMS: usize = 7;

/// The table behind a figure.
pub(super) fn data(article: &mut Article, figure: &Figure) -> Markup {
    grid(article, &figure.table(article.lang), "", &|_| false)
}

fn grid(article: &mut Article, table: &Table, label: &str, has_changed: &dyn Fn(usize) -> bool) -> Markup {
    let title = format!("{label}{}", article.words(&table.caption));
    // A table without a caption is called by its first head.
    let name = match (title.as_str(), table.columns.first()) {
        ("", Some(column)) => article.words(&column.head),
        _ => title.clone(),
    };
    let caption = article.run(&table.caption);
    html! {
        div.wide role="region" tabindex="0" aria-label=(name) {
            table.dense[table.density == Density::Dense] {
                @if !title.is_empty() { caption { (label) (caption) } }
                thead {
                    tr {
                        @for (nth, column) in table.columns.iter().enumerate() {
                            @let look = look(article, table, nth);
                            @if column.head.is_empty() || article.words(&column.head).is_empty() {
                                td class=(look) {}
                            } @else {
                                th class=(look) scope="col" { (article.run(&column.head)) }
                            }
                        }
                    }
                }
                (body(article, table, has_changed))
            }
        }
    }
}

/// The classes of a column's head: what the column is aligned to, and how narrow it may become.
fn look(article: &Article, table: &Table, nth: usize) -> String {
    let end = if table.columns[nth].align == Align::End { "end " } else { "" };
    format!("{end}m{}", least(article, table, nth))
}

/// How narrow a column may become, in ems: as its longest words, but no narrower than lines of seven characters, which
/// can still be read. A browser would set one character above the other, as it may part Han characters anywhere.
fn least(article: &Article, table: &Table, nth: usize) -> usize {
    let rows = table.rows.iter().filter(|row| row.kind != RowKind::Group);
    let cells = rows.filter_map(|row| row.cells.get(nth)).map(|cell| article.words(cell));
    let head = std::iter::once(article.words(&table.columns[nth].head));
    // In tenths of an em: digits and letters take six at most in the faces that screens have.
    let width = |text: &str| text.chars().map(|c| if fills_square(c) { 10 } else { 6 }).sum::<usize>();
    let longest = head.chain(cells).map(|text| width(&text)).max().unwrap_or_default();
    longest.div_ceil(10).clamp(LEAST_EMS, MOST_EMS)
}

/// The rows; a row that heads others begins a group of them.
fn body(article: &mut Article, table: &Table, has_changed: &dyn Fn(usize) -> bool) -> Markup {
    let numbered: Vec<(usize, &TableRow)> = table.rows.iter().enumerate().collect();
    let groups = numbered.chunk_by(|_, (_, next)| next.kind != RowKind::Group);
    html! {
        @for group in groups {
            tbody {
                @for (nth, row) in group {
                    (self::row(article, table, row, has_changed(*nth)))
                }
            }
        }
    }
}

fn row(article: &mut Article, table: &Table, row: &TableRow, is_new: bool) -> Markup {
    // In a register a number is no place to come back to: it leads to its row like any other.
    article.is_in_register = row.entry_of.is_some();
    let cells = html! {
        @if row.kind == RowKind::Group {
            @for cell in &row.cells {
                th.group scope="rowgroup" colspan=(table.columns.len()) { (article.run(cell)) }
            }
        } @else {
            @for (nth, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                @let is_end = column.align == Align::End;
                @if nth == 0 && !is_end {
                    th scope="row" { (article.run(cell)) }
                } @else {
                    td.end[is_end] { (article.run(cell)) }
                }
            }
        }
    };
    article.is_in_register = false;
    html! { tr.subject[row.kind == RowKind::Subject].new[is_new] { (cells) } "\n" }
}
