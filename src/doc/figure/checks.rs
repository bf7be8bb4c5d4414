//! Checks: what no chart of a kind can be, whatever its numbers are about.

use super::{Bar, Chart, ChartSeries, Holding};

/// Something that makes a chart meaningless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonsense {
    /// A stable name in kebab case.
    pub code: &'static str,
    /// What was found: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

impl Chart {
    /// What is wrong with the chart, all of it: no numbers, a row longer or shorter than its
    /// periods, a share outside its whole, a place in a ranking that there is not.
    pub fn nonsense(&self) -> Vec<Nonsense> {
        let mut found = vec![];
        if self.is_empty() {
            found.push(Nonsense {
                code: "chart-empty",
                message: "there is nothing to draw".to_owned(),
                help: "give it facts that the data has, or leave the figure out",
            });
        }
        match self.holds() {
            Holding::Series { heads, series, .. } => found.extend(misfits(series, heads.len())),
            Holding::Bars { bars, are_shares: true, .. } => found.extend(no_shares(&bars)),
            Holding::Bars { .. } | Holding::Places(_) | Holding::Events(_) | Holding::Cells(_) => {}
        }
        if let Self::NestedSquares(it) = self {
            found.extend(no_squares(&it.squares));
        }
        if let Self::Ranks(ranks) = self {
            let no_rank = |value: f64| value < 1.0 || value.fract() != 0.0;
            let wrong = ranks.series.iter().flat_map(|row| row.points.iter().flatten());
            found.extend(wrong.filter(|datum| no_rank(datum.value)).map(|datum| Nonsense {
                code: "chart-rank",
                message: format!("{} is no place in a ranking", datum.shown),
                help: "ranks are whole numbers from 1: draw lines",
            }));
        }
        found
    }

    fn is_empty(&self) -> bool {
        match self.holds() {
            Holding::Series { series, .. } => series.iter().all(|row| row.points.iter().all(Option::is_none)),
            Holding::Bars { bars, .. } => bars.is_empty(),
            Holding::Places(it) => it.points.is_empty(),
            Holding::Events(it) => it.events.is_empty(),
            Holding::Cells(it) => it.rows.is_empty() || it.columns.is_empty(),
        }
    }
}

/// The rows that have more or fewer points than places.
fn misfits(rows: &[ChartSeries], places: usize) -> impl Iterator<Item = Nonsense> {
    rows.iter().filter(move |row| row.points.len() != places).map(move |row| Nonsense {
        code: "chart-points",
        message: format!("{} has {} points for {places} places", row.label, row.points.len()),
        help: "give every row a point, or a gap, for each period",
    })
}

/// The shares that are none.
fn no_shares(bars: &[&Bar]) -> impl Iterator<Item = Nonsense> {
    bars.iter().filter(|bar| !(0.0..=100.0).contains(&bar.datum.value)).map(|bar| Nonsense {
        code: "chart-share",
        message: format!("{} is {}, and no part of a whole", bar.label, bar.datum.shown),
        help: "a share lies between 0 and 100 %: draw bars",
    })
}

/// The smallest square that is seen beside the largest: a judgement, a fiftieth of its side, a point and a half.
const SMALLEST: f64 = 1.0 / 2500.0;

/// The squares that are none, or that nobody would see.
fn no_squares(squares: &[Bar]) -> impl Iterator<Item = Nonsense> {
    let largest = squares.iter().map(|it| it.datum.value).fold(0.0, f64::max);
    squares.iter().filter(move |it| it.datum.value <= largest * SMALLEST).map(|it| Nonsense {
        code: "chart-square",
        message: format!("{} is {}, and no square beside the largest", it.label, it.datum.shown),
        help: "a square is above zero, and at least a 2500th of the largest: draw bars",
    })
}
