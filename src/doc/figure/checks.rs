//! Sense: what no chart of a kind can be, whatever its numbers are about.

use super::{Bar, Chart, Series};

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
        let (rows, places) = self.rows();
        let misfits = rows.iter().filter(|row| row.points.len() != places);
        found.extend(misfits.map(|row| Nonsense {
            code: "chart-points",
            message: format!("{} has {} points for {places} places", row.label, row.points.len()),
            help: "give every row a point, or a gap, for each period",
        }));
        found.extend(self.shares().iter().filter(|bar| !(0.0..=100.0).contains(&bar.datum.value)).map(
            |bar| Nonsense {
                code: "chart-share",
                message: format!("{} is {}, and no part of a whole", bar.label, bar.datum.shown),
                help: "a share lies between 0 and 100 %: draw bars",
            },
        ));
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

    /// The rows of numbers with how many points each must have.
    fn rows(&self) -> (&[Series], usize) {
        match self {
            Self::Slope(it) => (&it.series, 2),
            Self::Dumbbells(it) => (&it.rows, 2),
            Self::Lines(it) => (&it.series, it.periods.len()),
            Self::Ranks(it) => (&it.series, it.periods.len()),
            Self::Bars(it) => (&it.series, it.groups.len()),
            Self::Multiples(it) => (&it.series, it.panels.len()),
            Self::Sparklines(it) => (&it.rows, it.periods.len()),
            _ => (&[], 0),
        }
    }

    fn shares(&self) -> &[Bar] {
        match self {
            Self::ShareBars(it) => &it.bars,
            Self::Waffles(it) => &it.wholes,
            _ => &[],
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::RankedBars(it) => it.bars.is_empty(),
            Self::ShareBars(_) | Self::Waffles(_) => self.shares().is_empty(),
            Self::Waterfall(it) => it.steps.is_empty(),
            Self::Scatter(it) => it.points.is_empty(),
            Self::Intervals(it) => it.rows.is_empty(),
            Self::Timeline(it) => it.events.is_empty(),
            Self::Matrix(it) => it.rows.is_empty() || it.columns.is_empty(),
            _ => self.rows().0.iter().all(|row| row.points.iter().all(Option::is_none)),
        }
    }
}
