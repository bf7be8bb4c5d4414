//! Alternative text: what a chart shows, said from its own numbers.

use crate::{
    doc::figure::{Bar, Chart, Scatter, Series},
    lang::Lang,
};

/// Describes a chart for those who cannot see it: its kind, its message, its numbers.
pub fn describe(chart: &Chart, title: &str, lang: Lang) -> String {
    let words = Words { lang };
    let (kind, content) = match chart {
        Chart::Slope(it) => (["斜率图", "Slope chart"], words.series(&it.series, &it.periods)),
        Chart::Lines(it) => (["折线图", "Line chart"], words.series(&it.series, &it.periods)),
        Chart::Bars(it) => (["柱状图", "Bar chart"], words.series(&it.series, &it.groups)),
        Chart::Ranks(it) => (["位次图", "Rank chart"], words.series(&it.series, &it.periods)),
        Chart::RankedBars(it) => (["条形图", "Bar chart"], words.bars(&it.bars, &it.unit)),
        Chart::ShareBars(it) => (["占比图", "Share bars"], words.bars(&it.bars, &it.unit)),
        Chart::Dumbbells(it) => (["哑铃图", "Dumbbell chart"], words.series(&it.rows, &it.periods)),
        Chart::Waffles(it) => (["方格图", "Waffle chart"], words.bars(&it.wholes, &it.unit)),
        Chart::Multiples(it) => (["分格条形图", "Small multiples"], words.series(&it.series, &it.panels)),
        Chart::Waterfall(it) => {
            (["瀑布图", "Waterfall chart"], words.bars(it.steps.iter().map(|step| &step.bar), &it.unit))
        }
        Chart::Scatter(it) => (["散点图", "Scatter chart"], words.places(it)),
        Chart::Intervals(it) => {
            (["区间图", "Interval chart"], words.bars(it.rows.iter().map(|row| &row.bar), &it.unit))
        }
        Chart::Sparklines(it) => (["迷你折线图", "Sparklines"], words.series(&it.rows, &it.periods)),
        Chart::Timeline(it) => {
            let events =
                it.events.iter().map(|event| format!("{}{}{}", event.date, words.colon(), event.text));
            (["时间轴", "Timeline"], words.list(events))
        }
        Chart::Matrix(it) => {
            let rows = it.rows.iter().map(|row| {
                let cells = row.cells.iter().zip(&it.columns).filter(|(names, _)| !names.is_empty());
                let cells = cells.map(|(names, city)| format!("{city} {}", names.join(words.comma())));
                format!("{}{}{}", row.label, words.colon(), cells.collect::<Vec<_>>().join(words.comma()))
            });
            (["分布表", "Matrix"], words.list(rows))
        }
    };
    let kind = kind[usize::from(lang == Lang::En)];
    format!("{kind}{}{title}{}{content}", words.colon(), words.stop())
}

/// Punctuation of a language.
struct Words {
    lang: Lang,
}

impl Words {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn colon(&self) -> &'static str {
        self.pick("：", ": ")
    }

    fn comma(&self) -> &'static str {
        self.pick("，", ", ")
    }

    fn stop(&self) -> &'static str {
        self.pick("。", ". ")
    }

    fn list(&self, parts: impl Iterator<Item = String>) -> String {
        parts.collect::<Vec<_>>().join(self.pick("；", "; ")) + self.pick("。", ".")
    }

    fn series(&self, series: &[Series], periods: &[String]) -> String {
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
        let space = self.pick("", " ");
        let unit = if unit == "%" { unit.to_owned() } else { format!("{space}{unit}") };
        self.list(bars.into_iter().map(|bar| format!("{} {}{unit}", bar.label, bar.datum.shown)))
    }
}
