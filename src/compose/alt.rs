//! Alternative text: what a chart shows, said from its own numbers.

use crate::{
    doc::figure::{Bar, Chart, ChartSeries, Holding, Scatter},
    lang::Lang,
};

/// Describes a chart for those who cannot see it: its kind, its message, its numbers.
pub fn describe(chart: &Chart, title: &str, lang: Lang) -> String {
    let words = Punctuation { lang };
    let kind = match chart {
        Chart::Slope(_) => ["斜率图", "Slope chart"],
        Chart::Lines(_) => ["折线图", "Line chart"],
        Chart::Bars(_) => ["柱状图", "Bar chart"],
        Chart::Ranks(_) => ["位次图", "Rank chart"],
        Chart::RankedBars(_) => ["条形图", "Bar chart"],
        Chart::ShareBars(_) => ["占比图", "Share bars"],
        Chart::Dumbbells(_) => ["哑铃图", "Dumbbell chart"],
        Chart::Waffles(_) => ["方格图", "Waffle chart"],
        Chart::NestedSquares(_) => ["嵌套方块图", "Nested squares"],
        Chart::Multiples(_) => ["分格条形图", "Small multiples"],
        Chart::Waterfall(_) => ["瀑布图", "Waterfall chart"],
        Chart::Scatter(_) => ["散点图", "Scatter chart"],
        Chart::Intervals(_) => ["区间图", "Interval chart"],
        Chart::Sparklines(_) => ["迷你折线图", "Sparklines"],
        Chart::Timeline(_) => ["时间轴", "Timeline"],
        Chart::Matrix(_) => ["分布表", "Matrix"],
    };
    let content = match chart.holds() {
        Holding::Series { heads, series, .. } => words.series(series, heads),
        Holding::Bars { unit, bars, .. } => words.bars(bars, unit),
        Holding::Places(it) => words.places(it),
        Holding::Events(it) => {
            words.list(it.events.iter().map(|event| format!("{}{}{}", event.date, words.colon(), event.text)))
        }
        Holding::Cells(it) => words.list(it.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&it.columns).filter(|(names, _)| !names.is_empty());
            let cells = cells.map(|(names, city)| format!("{city} {}", names.join(words.comma())));
            format!("{}{}{}", row.label, words.colon(), cells.collect::<Vec<_>>().join(words.comma()))
        })),
    };
    let kind = kind[lang.pick(0, 1)];
    format!("{kind}{}{title}{}{content}", words.colon(), words.stop())
}

/// Punctuation of a language.
struct Punctuation {
    lang: Lang,
}

impl Punctuation {
    fn colon(&self) -> &'static str {
        self.lang.pick("：", ": ")
    }

    fn comma(&self) -> &'static str {
        self.lang.pick("，", ", ")
    }

    fn stop(&self) -> &'static str {
        self.lang.pick("。", ". ")
    }

    fn list(&self, parts: impl Iterator<Item = String>) -> String {
        parts.collect::<Vec<_>>().join(self.lang.pick("；", "; ")) + self.lang.pick("。", ".")
    }

    fn series(&self, series: &[ChartSeries], periods: &[String]) -> String {
        self.list(series.iter().map(|series| {
            let points = series.points.iter().zip(periods);
            let points = points.filter_map(|(datum, at)| Some(format!("{at} {}", datum.as_ref()?.shown)));
            format!("{}{}{}", series.label, self.colon(), points.collect::<Vec<_>>().join(self.comma()))
        }))
    }

    /// Every name with both its numbers, what the others are compared with at the end.
    fn places(&self, scatter: &Scatter) -> String {
        let [across, up] = &scatter.measures;
        self.list(scatter.points.iter().chain(&scatter.cross).map(|place| {
            let (label, colon, comma) = (&place.label, self.colon(), self.comma());
            format!("{label}{colon}{across} {}{comma}{up} {}", place.x.shown, place.y.shown)
        }))
    }

    fn bars<'b>(&self, bars: impl IntoIterator<Item = &'b Bar>, unit: &str) -> String {
        let space = self.lang.pick("", " ");
        let unit = if unit == "%" { unit.to_owned() } else { format!("{space}{unit}") };
        self.list(bars.into_iter().map(|bar| format!("{} {}{unit}", bar.label, bar.datum.shown)))
    }
}
