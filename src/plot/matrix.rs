//! A matrix: names of things, sorted into kinds (rows) and cities (columns).

use plotters::element::{PathElement, Rectangle};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Surface},
    canvas::Canvas,
    grid::{Spot, count, pt, units},
    lettering::LetterStyle,
    paint, plane,
};
use crate::{
    doc::figure::{Matrix, MatrixRow},
    font::MissingGlyph,
    frame::item::Frame,
};

/// Around the names of a row, above and below: a judgement, less than a line, so that a row's names stand together.
const PAD: i32 = pt(4);
/// Between columns: a judgement, wider than a Han character, so that a line is not read across.
const BETWEEN: i32 = pt(10);
/// From a name's bullet to its text: a judgement, a character, as in the lists of the text.
const INDENT: i32 = pt(8);
/// The lines that a name may take: more would make a cell a paragraph, which a text says better.
const MOST: usize = 8;

/// Draws the matrix as high as its names need.
pub fn draw(matrix: &Matrix, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let columns = MatrixColumns::new(canvas, matrix)?;
    let head: Vec<Vec<String>> = matrix
        .columns
        .iter()
        .map(|city| canvas.wrap(city, LetterStyle::Label, columns.width, 2))
        .collect::<Result<_, _>>()?;
    let head_height =
        count(head.iter().map(Vec::len).max().unwrap_or(0)) * canvas.leading(LetterStyle::Label) + PAD;
    let rows: Vec<MeasuredRow> = matrix
        .rows
        .iter()
        .map(|row| MeasuredRow::measure(canvas, row, &columns))
        .collect::<Result<_, _>>()?;
    let height = head_height + rows.iter().map(|row| row.height).sum::<i32>() + pt(2);

    backend::frame(canvas, height, |area| {
        let set = (LetterStyle::Label, canvas.theme.color.text);
        for (column, city) in head.iter().enumerate() {
            canvas.write(area, city, (columns.left(column), 0), set, (HPos::Left, VPos::Top))?;
        }
        let strong = paint::line(canvas.theme.color.muted, units(canvas.theme.chart.rule_width) * 3 / 2);
        let mut y = head_height;
        area.draw(&PathElement::new(vec![(0, y), (canvas.width, y)], strong))?;
        for row in &rows {
            row.draw(canvas, area, &columns, y)?;
            y += row.height;
            area.draw(&PathElement::new(vec![(0, y), (canvas.width, y)], plane::thin(canvas)))?;
        }
        Ok(())
    })
}

/// Where the columns stand.
struct MatrixColumns {
    /// Of the kinds, with the gap behind.
    kinds: i32,
    width: i32,
    len: usize,
}

impl MatrixColumns {
    fn new(canvas: &Canvas, matrix: &Matrix) -> Result<Self, MissingGlyph> {
        let widest = canvas.widest(matrix.rows.iter().map(|row| row.label.as_str()), LetterStyle::Label)?;
        let words =
            canvas.widest_word(matrix.rows.iter().map(|row| row.label.as_str()), LetterStyle::Label)?;
        let kinds = widest.min(canvas.share(22).max(words.min(canvas.share(34)))) + BETWEEN;
        let len = matrix.columns.len().max(1);
        Ok(Self { kinds, width: (canvas.width - kinds) / count(len) - BETWEEN, len })
    }

    fn left(&self, column: usize) -> i32 {
        self.kinds + (self.width + BETWEEN) * count(column)
    }
}

/// A row with its words broken.
struct MeasuredRow {
    kind: Vec<String>,
    cells: Vec<Vec<Vec<String>>>,
    height: i32,
}

impl MeasuredRow {
    fn measure(canvas: &Canvas, row: &MatrixRow, columns: &MatrixColumns) -> Result<Self, MissingGlyph> {
        let kind = canvas.wrap(&row.label, LetterStyle::Label, columns.kinds - BETWEEN, 3)?;
        let cell = |names: &Vec<String>| -> Result<Vec<Vec<String>>, MissingGlyph> {
            names
                .iter()
                .map(|name| canvas.wrap(name, LetterStyle::Tick, columns.width - INDENT, MOST))
                .collect()
        };
        let cells: Vec<_> = row.cells.iter().take(columns.len).map(cell).collect::<Result<_, _>>()?;
        let lines = |cell: &Vec<Vec<String>>| count(cell.iter().map(Vec::len).sum());
        let tallest = cells.iter().map(lines).max().unwrap_or(0) * canvas.leading(LetterStyle::Tick);
        let height = tallest.max(count(kind.len()) * canvas.leading(LetterStyle::Label)) + 2 * PAD;
        Ok(Self { kind, cells, height })
    }

    fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        columns: &MatrixColumns,
        top: i32,
    ) -> Result<(), MissingGlyph> {
        let text = canvas.theme.color.text;
        canvas.write(
            area,
            &self.kind,
            (0, top + PAD),
            (LetterStyle::Label, text),
            (HPos::Left, VPos::Top),
        )?;
        for (column, names) in self.cells.iter().enumerate() {
            let mut at: Spot = (columns.left(column), top + PAD);
            for name in names {
                draw_bullet(canvas, area, at)?;
                canvas.write(
                    area,
                    name,
                    (at.0 + INDENT, at.1),
                    (LetterStyle::Tick, text),
                    (HPos::Left, VPos::Top),
                )?;
                at.1 += count(name.len()) * canvas.leading(LetterStyle::Tick);
            }
        }
        Ok(())
    }
}

/// A small square in the middle of the first line's height.
fn draw_bullet(canvas: &Canvas, area: &Surface, (x, y): Spot) -> Result<(), MissingGlyph> {
    let middle = y + canvas.ascent(LetterStyle::Tick) - canvas.middle(LetterStyle::Tick);
    let corners = [(x, middle - 17), (x + 34, middle + 17)];
    area.draw(&Rectangle::new(corners, paint::fill(canvas.theme.color.accent)))?;
    Ok(())
}
