//! Rows: cells side by side between rules.

use super::numbers::PointLine;
use crate::{
    doc::table::Align,
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag},
        shape::{Geometry, Shape},
    },
    layout::{
        context::Context,
        inline::{self, Fit, Paragraph},
    },
    theme::{Palette, TableStyle},
};

/// The text of a cell, shaped once and set when its column's width is known.
pub(super) type Cell = Paragraph;

/// The columns of a table.
pub(super) struct CellGrid {
    widths: Vec<Abs>,
    aligns: Vec<Align>,
    /// How the numbers of each column line up.
    lines: Vec<PointLine>,
    /// How far the head of each ends before the column does.
    head_indents: Vec<Abs>,
    width: Abs,
    style: TableStyle,
    colors: Palette,
}

impl CellGrid {
    /// Columns of those widths.
    pub fn new(
        widths: Vec<Abs>,
        aligns: Vec<Align>,
        rows: &[&[Cell]],
        style: TableStyle,
        context: &Context,
    ) -> Self {
        let line_of = |column: usize| PointLine::of(&rows.iter().filter_map(|row| row.get(column)));
        let lines: Vec<PointLine> = (0..widths.len()).map(line_of).collect();
        let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
        let head_indents =
            lines.iter().enumerate().map(|(column, line)| line.head_indent(cells(column))).collect();
        let colors = context.theme.color.clone();
        Self { widths, aligns, lines, head_indents, width: context.measure(), style, colors }
    }

    /// The head on its ground, a heavy rule above, a light one below.
    pub fn head(&self, cells: &[Cell]) -> Frame {
        let indent = |column: usize, _: &Cell| self.head_indents[column];
        let text = self.cells(cells, |_| Element::HeaderCell, indent, VerticalAlign::Bottom);
        let height = text.size.height;
        let mut frame = Frame::new(text.size);
        self.rule(&mut frame, Abs::ZERO, height, self.colors.ground);
        self.rule(&mut frame, Abs::ZERO, self.style.outer_rule, self.colors.text);
        self.rule(&mut frame, height - self.style.head_rule, self.style.head_rule, self.colors.text);
        frame.items.extend(text.items);
        frame
    }

    /// A row, with a hairline below or, if it is the last, the rule that ends the table.
    pub fn row(&self, cells: &[Cell], is_last: bool) -> Frame {
        let indent = |column: usize, cell: &Cell| self.lines[column].indent(cell);
        let mut frame = self.cells(cells, |column| self.role(column), indent, VerticalAlign::Top);
        let bottom = frame.size.height;
        if is_last {
            self.rule(&mut frame, bottom - self.style.outer_rule, self.style.outer_rule, self.colors.text);
        } else {
            self.rule(&mut frame, bottom - self.style.row_rule, self.style.row_rule, self.colors.rule);
        }
        frame
    }

    /// A row that heads those after it: one cell over all columns, on the ground of the head.
    pub fn group(&self, cell: &Cell) -> Frame {
        let text = inline::stack(cell.lines(Fit::ragged(self.width - self.style.pad_x * 2.0)));
        let mut frame = Frame::new(Size::new(self.width, text.size.height + self.style.pad_y * 2.0));
        let height = frame.size.height;
        self.rule(&mut frame, Abs::ZERO, height, self.colors.ground);
        frame.start(Element::RowHeader { columns: self.widths.len() });
        frame.push_frame(Point::new(self.style.pad_x, self.style.pad_y), text);
        frame.end();
        frame
    }

    /// The rule that ends the table on a page from which it goes on.
    pub fn foot(&self) -> Frame {
        let height = self.style.head_rule;
        let mut frame = Frame::new(Size::new(self.width, height));
        let rule = Shape::filled(Geometry::Rect(Size::new(self.width, height)), self.colors.text);
        frame.push(Point::new(Abs::ZERO, -height), FrameItem::Shape(rule));
        frame
    }

    /// Words in the first column say what their row is about; numbers there are data.
    fn role(&self, column: usize) -> Element {
        let is_head = column == 0 && self.aligns.first() == Some(&Align::Start);
        if is_head { Element::RowHeader { columns: 1 } } else { Element::DataCell }
    }

    fn cells(
        &self,
        cells: &[Cell],
        role: impl Fn(usize) -> Element,
        indent: impl Fn(usize, &Cell) -> Abs,
        align: VerticalAlign,
    ) -> Frame {
        let texts: Vec<Frame> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| self.text(column, cell, indent(column, cell)))
            .collect();
        let highest = texts.iter().map(|text| text.size.height).fold(Abs::ZERO, Abs::max);
        let mut frame = Frame::new(Size::new(self.width, highest + self.style.pad_y * 2.0));
        let mut x = Abs::ZERO;
        for (column, (text, width)) in texts.into_iter().zip(&self.widths).enumerate() {
            let y = match align {
                VerticalAlign::Top => self.style.pad_y,
                VerticalAlign::Bottom => self.style.pad_y + highest - text.size.height,
            };
            frame.start(role(column));
            frame.push_frame(Point::new(x + self.style.pad_x, y), text);
            frame.end();
            x += *width;
        }
        frame
    }

    // What is behind the digits hangs to the right of them, so that digits stand under digits.
    fn text(&self, column: usize, cell: &Cell, indent: Abs) -> Frame {
        let measure = self.widths[column] - self.style.pad_x * 2.0;
        let fit = match self.aligns[column] {
            Align::Start => Fit::ragged(measure),
            Align::End => {
                let room = measure - indent.max(Abs::ZERO);
                Fit {
                    align: inline::LineAlign::End,
                    ..Fit::ragged(room.max(cell.natural_width()).min(measure))
                }
            }
        };
        inline::stack(cell.lines(fit))
    }

    fn rule(&self, frame: &mut Frame, y: Abs, height: Abs, color: Color) {
        let rect = Geometry::Rect(Size::new(self.width, height));
        frame.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
        frame.push(Point::new(Abs::ZERO, y), FrameItem::Shape(Shape::filled(rect, color)));
        frame.end();
    }
}

/// Where the shorter cells of a row stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VerticalAlign {
    Top,
    Bottom,
}

/// A frame whose tags, links and anchors are taken out, to be repeated as an artifact.
pub(super) fn without_tags(frame: Frame) -> Frame {
    let size = frame.size;
    let keep = |(at, item): (Point, FrameItem)| match item {
        FrameItem::Tag(_) | FrameItem::Link(..) | FrameItem::Anchor(_) => None,
        FrameItem::Group(inner) => Some((at, FrameItem::Group(without_tags(inner)))),
        other => Some((at, other)),
    };
    Frame { size, items: frame.items.into_iter().filter_map(keep).collect() }
}
