//! Columns of numbers: digits stand under digits.

use super::row::Cell;
use crate::frame::geom::Abs;

/// How the numbers of a column line up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum PointLine {
    /// At the decimal point: so much room is kept for what stands behind the whole digits.
    Point(Abs),
    /// At the last digit or unit, as numbers of several units must: so much room for status marks.
    End(Abs),
}

impl PointLine {
    /// The line of a column with those cells.
    pub fn of<'c>(cells: &(impl Iterator<Item = &'c Cell> + Clone)) -> Self {
        let widest = |width: fn(&Cell) -> Abs| cells.clone().map(width).fold(Abs::ZERO, Abs::max);
        if cells.clone().all(Cell::is_bare_number) {
            Self::Point(widest(Cell::behind_digits))
        } else {
            Self::End(widest(Cell::hanging_mark))
        }
    }

    /// How far a cell's text ends before its column does.
    pub fn indent(self, cell: &Cell) -> Abs {
        match self {
            Self::Point(room) => room - cell.behind_digits(),
            Self::End(room) => room - cell.hanging_mark(),
        }
    }

    /// How far the head of the column ends before it does: flush with the figures, whose marks hang.
    pub fn head_indent<'c>(self, cells: impl Iterator<Item = &'c Cell>) -> Abs {
        match self {
            Self::Point(room) => {
                let figures = cells.map(|cell| cell.behind_digits() - cell.hanging_mark());
                room - figures.fold(Abs::ZERO, Abs::max)
            }
            Self::End(room) => room,
        }
    }

    /// How wide a column becomes with all its cells on the line.
    pub fn width<'c>(self, cells: impl Iterator<Item = &'c Cell>) -> Abs {
        cells.map(|cell| cell.natural_width() + self.indent(cell)).fold(Abs::ZERO, Abs::max)
    }
}
