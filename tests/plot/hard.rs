//! Data that breaks careless charts.

use briefing::{
    data::status::Status,
    doc::figure::{
        Bar, Bars, Chart, ChartSeries, Datum, Dumbbells, Emphasis, Event, Intervals, Lines, Matrix,
        MatrixRow, Multiples, NestedSquares, RankedBars, Ranks, Reach, Scatter, ScatterPoint, ShareBars,
        Slope, Sparklines, Step, Timeline, Waffles, Waterfall,
    },
    lang::Lang,
};

/// A label of forty characters.
fn long(lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            "成渝地区双城经济圈科技创新中心建设重点任务与重大平台布局情况说明表（二〇二四年版）".to_owned()
        }
        Lang::En => "Chengdu–Chongqing innovation-centre region".to_owned(),
    }
}

/// The label of the subject in a crowd.
pub fn subject(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "川渝",
        Lang::En => "Subject",
    }
}

fn datum(value: f64, status: Status) -> Datum {
    let mark = status.mark().unwrap_or("");
    Datum {
        fact: format!("fact({value})").into(),
        value,
        shown: format!("{value}{mark}").replace('-', "−"),
        exponent: 0,
        status,
    }
}

fn series(label: impl Into<String>, emphasis: Emphasis, values: &[Option<f64>]) -> ChartSeries {
    let statuses = Status::ALL.iter().cycle();
    let points = values.iter().zip(statuses).map(|(value, status)| value.map(|value| datum(value, *status)));
    ChartSeries { label: label.into(), emphasis, points: points.collect() }
}

/// Rows of numbers that are hard to draw, named for what is hard.
fn tables(lang: Lang) -> Vec<(&'static str, Vec<ChartSeries>)> {
    use Emphasis::{Context, Part, Subject};
    let all = |values: &[f64]| values.iter().map(|value| Some(*value)).collect::<Vec<_>>();
    let label = |n: usize| if lang == Lang::Zh { format!("地区{n}") } else { format!("Area {n}") };
    let plain = |rows: &[&[f64]]| -> Vec<ChartSeries> {
        let emphases = [Subject, Part(0), Context].into_iter().cycle();
        rows.iter().zip(emphases).enumerate().map(|(n, (row, it))| series(label(n), it, &all(row))).collect()
    };
    let crowd = |value: &dyn Fn(u32) -> f64| -> Vec<ChartSeries> {
        let mut rows: Vec<ChartSeries> = (0..59)
            .map(|n| series(label(n as usize), Context, &all(&[value(n), value(n + 3), value(n + 5)])))
            .collect();
        rows.push(series(subject(lang), Subject, &all(&[value(15), value(15), value(15)])));
        rows
    };
    vec![
        ("one-point", plain(&[&[5.0]])),
        ("two-equal", plain(&[&[5.0, 5.0, 5.0], &[5.0, 5.0, 5.0]])),
        ("zeros", plain(&[&[0.0, 0.0, 0.0], &[0.0, 0.0, 0.0]])),
        ("crowd", crowd(&|n| f64::from(n % 11) * 3.5)),
        ("crowd-at-one-place", crowd(&|_| 1234.5)),
        (
            "negative-and-zero",
            plain(&[&[-5.0, 0.0, 5.0], &[-1.0, -2.0, -3.0], &[0.0, 0.0, -4.5], &[4.0, -4.0, 0.5]]),
        ),
        ("wide-range", plain(&[&[1e-3, 1e12, 5.0], &[1e12, 1e-3, 1e6], &[0.002, 0.003, 0.004]])),
        ("tiny", plain(&[&[1e-3, 1.1e-3, 1.2e-3], &[1.05e-3, 1.06e-3, 1e-3]])),
        (
            "long-labels",
            [Subject, Part(0), Context, Context, Part(1)]
                .into_iter()
                .zip([1.0, 1.1, 1.2, 1.3, 9.0])
                .map(|(it, value)| series(long(lang), it, &all(&[value, value + 0.5, value + 0.1])))
                .collect(),
        ),
        (
            "all-missing",
            vec![series(label(0), Subject, &[None, None, None]), series(label(1), Context, &[None; 3])],
        ),
        (
            "gaps",
            vec![
                series(label(0), Subject, &[Some(1.0), None, Some(3.0)]),
                series(label(1), Part(0), &[None, Some(2.0), None]),
                series(label(2), Context, &[Some(3.0), Some(3.0), None]),
            ],
        ),
        ("same-end", plain(&[&[1.0, 2.0, 9.0], &[5.0, 3.0, 9.0], &[7.0, 8.0, 9.0], &[9.0, 8.5, 9.0]])),
        ("none", vec![]),
    ]
}

fn periods(rows: &[ChartSeries], text: &str) -> Vec<String> {
    let len = rows.iter().map(|row| row.points.len()).max().unwrap_or(0);
    (0..len).map(|n| format!("{text}{n}")).collect()
}

fn bars(rows: &[ChartSeries]) -> Vec<Bar> {
    let bar = |row: &ChartSeries| {
        let datum = row.points.iter().flatten().next()?.clone();
        Some(Bar { label: row.label.clone(), emphasis: row.emphasis, datum })
    };
    rows.iter().filter_map(bar).collect()
}

/// Every kind with every table.
pub fn charts(lang: Lang) -> Vec<(String, Chart)> {
    let mut charts = others(lang);
    for (name, rows) in tables(lang) {
        for (label, short) in [("20", true), (long(lang).as_str(), false)] {
            // Sixty rows are slow, and long periods are hard with few of them already.
            if !short && rows.len() > 9 {
                continue;
            }
            let unit = if short { "亿元".to_owned() } else { long(lang) };
            let name = |kind| format!("hard-{kind}-{name}{}", if short { "" } else { "-long-periods" });
            let (groups, series) = (periods(&rows, label), rows.clone());
            let two = ["2020", "2023"].map(|year| format!("{label}{year}"));
            let slope = rows.iter().map(|row| ChartSeries {
                points: row.points.iter().take(2).cloned().collect(),
                ..row.clone()
            });
            charts.extend([
                (
                    name("slope"),
                    Chart::Slope(Slope { unit: unit.clone(), periods: two, series: slope.collect() }),
                ),
                (
                    name("ranks"),
                    Chart::Ranks(Ranks {
                        unit: unit.clone(),
                        periods: groups.clone(),
                        series: series.clone(),
                    }),
                ),
                (
                    name("ranked-bars"),
                    Chart::RankedBars(RankedBars { unit: unit.clone(), bars: bars(&rows) }),
                ),
                (name("share-bars"), Chart::ShareBars(ShareBars { unit: unit.clone(), bars: bars(&rows) })),
            ]);
            charts.extend(more(&unit, &groups, &rows).into_iter().map(|(kind, chart)| (name(kind), chart)));
            for reference in [None, Some(100.0)] {
                let lines =
                    Lines { unit: unit.clone(), periods: groups.clone(), series: series.clone(), reference };
                charts.push((name("lines"), Chart::Lines(lines)));
            }
            for is_stacked in [false, true] {
                let bars =
                    Bars { unit: unit.clone(), groups: groups.clone(), series: series.clone(), is_stacked };
                charts.push((name(if is_stacked { "stacked" } else { "bars" }), Chart::Bars(bars)));
            }
        }
    }
    charts
}

/// The kinds that need more than a row of numbers, from the same rows.
fn more(unit: &str, groups: &[String], rows: &[ChartSeries]) -> Vec<(&'static str, Chart)> {
    let unit = || unit.to_owned();
    let two = Dumbbells { unit: unit(), periods: [unit(), unit()], rows: rows.to_vec() };
    let steps = bars(rows).into_iter().enumerate();
    let steps = steps.map(|(n, bar)| Step { bar, is_level: n % 4 == 0 }).collect();
    let place = |row: &ChartSeries| {
        let [x, y] = [row.points.first()?.clone()?, row.points.last()?.clone()?];
        Some(ScatterPoint { label: row.label.clone(), emphasis: row.emphasis, x, y })
    };
    let points: Vec<ScatterPoint> = rows.iter().filter_map(place).collect();
    let scatter = Scatter {
        measures: [unit(), unit()],
        cross: points.first().cloned(),
        points,
        quadrants: Some([unit(), unit(), unit(), unit()]),
    };
    let reach = |(n, bar): (usize, Bar)| {
        let value = bar.datum.value;
        let (lo, hi) = [(Some(value * 0.9 - 1.0), Some(value * 1.1 + 1.0)), (None, None)][n % 2];
        Reach { bar, lo, hi }
    };
    let reaches = bars(rows).into_iter().enumerate().map(reach).collect();
    let (panels, series) = (groups.to_vec(), rows.to_vec());
    let sparklines = Sparklines { unit: unit(), periods: panels.clone(), rows: series.clone() };
    vec![
        ("dumbbells", Chart::Dumbbells(two)),
        ("waffles", Chart::Waffles(Waffles { unit: unit(), wholes: bars(rows) })),
        ("nested-squares", Chart::NestedSquares(NestedSquares { unit: unit(), squares: bars(rows) })),
        ("multiples", Chart::Multiples(Multiples { unit: unit(), panels, series })),
        ("waterfall", Chart::Waterfall(Waterfall { unit: unit(), steps })),
        ("scatter", Chart::Scatter(Box::new(scatter))),
        ("intervals", Chart::Intervals(Intervals { unit: unit(), rows: reaches })),
        ("sparklines", Chart::Sparklines(sparklines)),
    ]
}

/// The charts with many series, in which the subject must still be named.
pub fn crowds(lang: Lang) -> Vec<(String, Chart)> {
    charts(lang).into_iter().filter(|(name, _)| name.contains("crowd")).collect()
}

/// Many periods, many groups, timelines and matrices.
fn others(lang: Lang) -> Vec<(String, Chart)> {
    let many: Vec<Option<f64>> = (0..60).map(|n| Some(f64::from(n * 7 % 23))).collect();
    let rows =
        vec![series(subject(lang), Emphasis::Subject, &many), series(long(lang), Emphasis::Context, &many)];
    let years = periods(&rows, "20");
    let unit = || "亿元".to_owned();
    let event = |year| Event { year, date: format!("{year}"), text: long(lang).repeat(3) };
    let events =
        |years: &[u16]| Chart::Timeline(Timeline { events: years.iter().map(|year| event(*year)).collect() });
    let cell = |n: usize| vec![long(lang); n];
    let matrix = Matrix {
        columns: vec![long(lang); 4],
        rows: (0..4)
            .map(|n| MatrixRow { label: long(lang), cells: vec![cell(n), cell(1), vec![], cell(2)] })
            .collect(),
    };
    vec![
        (
            "hard-lines-60".to_owned(),
            Chart::Lines(Lines {
                unit: unit(),
                periods: years.clone(),
                series: rows.clone(),
                reference: None,
            }),
        ),
        (
            "hard-bars-60".to_owned(),
            Chart::Bars(Bars {
                unit: unit(),
                groups: years.clone(),
                series: rows.clone(),
                is_stacked: false,
            }),
        ),
        (
            "hard-stacked-60".to_owned(),
            Chart::Bars(Bars { unit: unit(), groups: years, series: rows, is_stacked: true }),
        ),
        ("hard-timeline-none".to_owned(), events(&[])),
        ("hard-timeline-one".to_owned(), events(&[2021])),
        ("hard-timeline-same".to_owned(), events(&[2021, 2021, 2021])),
        (
            "hard-timeline-many".to_owned(),
            events(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 9999, u16::MAX]),
        ),
        ("hard-matrix".to_owned(), Chart::Matrix(matrix)),
        ("hard-matrix-none".to_owned(), Chart::Matrix(Matrix { columns: vec![], rows: vec![] })),
    ]
}
