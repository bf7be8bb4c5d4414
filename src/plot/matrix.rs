//! A matrix: names of things, sorted into kinds (rows) and cities (columns).

use plotters::element::{PathElement, Rectangle};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Area},
    desk::Desk,
    grid::{Spot, count, pt, units},
    lettering::Voice,
    paint, plane,
};
use crate::{
    doc::figure::{Matrix, MatrixRow},
    font::MissingGlyph,
    frame::item::Frame,
};

/// Around the names of a row, above and below.
const PAD: i32 = pt(4);
/// Between columns.
const BETWEEN: i32 = pt(10);
/// From a name's bullet to its text.
const INDENT: i32 = pt(8);
/// The lines that a name may take.
const MOST: usize = 8;

/// Draws the matrix as high as its names need.
pub fn draw(matrix: &Matrix, desk: &Desk) -> Result<Frame, MissingGlyph> {
    let columns = Columns::new(desk, matrix)?;
    let head: Vec<Vec<String>> = matrix
        .columns
        .iter()
        .map(|city| desk.wrap(city, Voice::Label, columns.width, 2))
        .collect::<Result<_, _>>()?;
    let head_height = count(head.iter().map(Vec::len).max().unwrap_or(0)) * desk.leading(Voice::Label) + PAD;
    let rows: Vec<Row> =
        matrix.rows.iter().map(|row| Row::measure(desk, row, &columns)).collect::<Result<_, _>>()?;
    let height = head_height + rows.iter().map(|row| row.height).sum::<i32>() + pt(2);

    backend::frame(desk, height, |area| {
        let set = (Voice::Label, desk.theme.color.text);
        for (column, city) in head.iter().enumerate() {
            desk.write(area, city, (columns.left(column), 0), set, (HPos::Left, VPos::Top))?;
        }
        let strong = paint::line(desk.theme.color.muted, units(desk.theme.chart.rule_width) * 3 / 2);
        let mut y = head_height;
        area.draw(&PathElement::new(vec![(0, y), (desk.width, y)], strong))?;
        for row in &rows {
            row.draw(desk, area, &columns, y)?;
            y += row.height;
            area.draw(&PathElement::new(vec![(0, y), (desk.width, y)], plane::thin(desk)))?;
        }
        Ok(())
    })
}

/// Where the columns stand.
struct Columns {
    /// Of the kinds, with the gap behind.
    kinds: i32,
    width: i32,
    len: usize,
}

impl Columns {
    fn new(desk: &Desk, matrix: &Matrix) -> Result<Self, MissingGlyph> {
        let widest = desk.widest(matrix.rows.iter().map(|row| row.label.as_str()), Voice::Label)?;
        let words = desk.widest_word(matrix.rows.iter().map(|row| row.label.as_str()), Voice::Label)?;
        let kinds = widest.min(desk.share(22).max(words.min(desk.share(34)))) + BETWEEN;
        let len = matrix.columns.len().max(1);
        Ok(Self { kinds, width: (desk.width - kinds) / count(len) - BETWEEN, len })
    }

    fn left(&self, column: usize) -> i32 {
        self.kinds + (self.width + BETWEEN) * count(column)
    }
}

/// A row with its words broken.
struct Row {
    kind: Vec<String>,
    cells: Vec<Vec<Vec<String>>>,
    height: i32,
}

impl Row {
    fn measure(desk: &Desk, row: &MatrixRow, columns: &Columns) -> Result<Self, MissingGlyph> {
        let kind = desk.wrap(&row.label, Voice::Label, columns.kinds - BETWEEN, 3)?;
        let cell = |names: &Vec<String>| -> Result<Vec<Vec<String>>, MissingGlyph> {
            names.iter().map(|name| desk.wrap(name, Voice::Tick, columns.width - INDENT, MOST)).collect()
        };
        let cells: Vec<_> = row.cells.iter().take(columns.len).map(cell).collect::<Result<_, _>>()?;
        let lines = |cell: &Vec<Vec<String>>| count(cell.iter().map(Vec::len).sum());
        let tallest = cells.iter().map(lines).max().unwrap_or(0) * desk.leading(Voice::Tick);
        let height = tallest.max(count(kind.len()) * desk.leading(Voice::Label)) + 2 * PAD;
        Ok(Self { kind, cells, height })
    }

    fn draw(&self, desk: &Desk, area: &Area, columns: &Columns, top: i32) -> Result<(), MissingGlyph> {
        let text = desk.theme.color.text;
        desk.write(area, &self.kind, (0, top + PAD), (Voice::Label, text), (HPos::Left, VPos::Top))?;
        for (column, names) in self.cells.iter().enumerate() {
            let mut at: Spot = (columns.left(column), top + PAD);
            for name in names {
                draw_bullet(desk, area, at)?;
                desk.write(area, name, (at.0 + INDENT, at.1), (Voice::Tick, text), (HPos::Left, VPos::Top))?;
                at.1 += count(name.len()) * desk.leading(Voice::Tick);
            }
        }
        Ok(())
    }
}

/// A small square in the middle of the first line's height.
fn draw_bullet(desk: &Desk, area: &Area, (x, y): Spot) -> Result<(), MissingGlyph> {
    let middle = y + desk.ascent(Voice::Tick) - desk.middle(Voice::Tick);
    let corners = [(x, middle - 17), (x + 34, middle + 17)];
    area.draw(&Rectangle::new(corners, paint::fill(desk.theme.color.accent)))?;
    Ok(())
}
