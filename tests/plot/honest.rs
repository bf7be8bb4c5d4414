//! What a chart may not hide: gaps, zero, estimates, the direction of ranks.

use briefing::{
    doc::figure::{
        Bar, Bars, Chart, ChartSeries, Emphasis, Lines, Multiples, NestedSquares, RankedBars, Ranks, Reach,
        ShareBars, Step, Waffles, Waterfall,
    },
    frame::{
        color::Color,
        geom::Point,
        item::FrameItem,
        shape::{Geometry, Shape},
    },
    lang::Lang,
};
use proptest::prelude::*;

use super::{column, draw, faults, real, texts};
use crate::sample;

fn subject(numbers: &str) -> ChartSeries {
    real::series(Lang::En, ("川渝", "Subject"), Emphasis::Subject, numbers)
}

fn lines(numbers: &str) -> Chart {
    let series = vec![subject(numbers)];
    let periods = (0..series[0].points.len()).map(|n| (2020 + n).to_string()).collect();
    Chart::Lines(Lines { unit: "%".to_owned(), periods, series, reference: None })
}

fn bars(numbers: &str, is_stacked: bool) -> Chart {
    let series = vec![subject(numbers)];
    let groups = (0..series[0].points.len()).map(|n| (2020 + n).to_string()).collect();
    Chart::Bars(Bars { unit: "%".to_owned(), groups, series, is_stacked })
}

fn shapes(chart: &Chart) -> Vec<(Point, Shape)> {
    let items = draw(chart, column(), Lang::En).items;
    items
        .into_iter()
        .filter_map(|(at, item)| if let FrameItem::Shape(shape) = item { Some((at, shape)) } else { None })
        .collect()
}

fn accent() -> Color {
    sample::theme().color.accent
}

/// The joined stretches of the subject's line, each as its number of points.
fn stretches(chart: &Chart) -> Vec<usize> {
    let is_line = |shape: &Shape| {
        shape.stroke.as_ref().is_some_and(|it| it.color == accent() && it.width.to_pt() > 1.5)
    };
    let len = |(_, shape): (Point, Shape)| match &shape.geometry {
        Geometry::Path { points, .. } if is_line(&shape) => Some(points.len()),
        _ => None,
    };
    shapes(chart).into_iter().filter_map(len).collect()
}

/// The grounds of the subject's points, from left to right.
fn dots(chart: &Chart) -> Vec<(f64, f64, Color)> {
    let dot = |(at, shape): (Point, Shape)| match (&shape.geometry, shape.fill) {
        (Geometry::Circle { .. }, Some(fill)) => Some((at.x.to_pt(), at.y.to_pt(), fill)),
        _ => None,
    };
    shapes(chart).into_iter().filter_map(dot).collect()
}

/// The filled bars: left, top, bottom and ground.
fn filled(chart: &Chart) -> Vec<(f64, f64, f64, Color)> {
    let bar = |(at, shape): (Point, Shape)| match (&shape.geometry, shape.fill) {
        (Geometry::Rect(size), Some(fill)) => {
            Some((at.x.to_pt(), at.y.to_pt(), at.y.to_pt() + size.height.to_pt(), fill))
        }
        _ => None,
    };
    shapes(chart).into_iter().filter_map(bar).collect()
}

#[test]
fn a_line_is_joined_through_all_its_points() {
    assert_eq!(stretches(&lines("1 2 3")), [3]);
}

#[test]
fn a_missing_point_is_a_gap() {
    assert_eq!(stretches(&lines("1 2 – 3 4")), [2, 2]);
    assert_eq!(stretches(&lines("1 – 3")), [0_usize; 0]);
}

#[test]
fn an_isolated_point_is_a_dot() {
    assert_eq!(dots(&lines("1 – 3")).len(), 2);
}

#[test]
fn a_break_in_a_series_is_a_gap() {
    assert_eq!(stretches(&lines("1 2 3[b] 4")), [2, 2]);
}

/// The slanted strokes of break marks.
fn break_marks(chart: &Chart) -> usize {
    let is_slanted = |points: &[Point]| match points {
        [from, to] => (from.x - to.x).to_pt().abs() > 2.0 && (from.y - to.y).to_pt().abs() > 6.0,
        _ => false,
    };
    let is_mark = |shape: &Shape| {
        let is_thin = shape.stroke.as_ref().is_some_and(|it| (it.width.to_pt() - 1.0).abs() < 1e-9);
        is_thin && matches!(&shape.geometry, Geometry::Path { points, .. } if is_slanted(points))
    };
    shapes(chart).iter().filter(|(_, shape)| is_mark(shape)).count() / 2
}

#[test]
fn a_break_in_a_series_is_marked() {
    assert_eq!(break_marks(&lines("1 2 3[b] 4")), 1);
    assert_eq!(break_marks(&lines("1 2 – 4")), 0, "what is only missing is no break");
    for is_stacked in [false, true] {
        assert_eq!(break_marks(&bars("1 2 3[b] 4", is_stacked)), 1, "between the bars");
    }
}

/// The words above a plot.
fn unit(chart: &Chart) -> String {
    texts(&draw(chart, column(), Lang::En)).swap_remove(0).0
}

#[test]
fn a_scale_that_leaves_zero_out_says_so() {
    assert_eq!(unit(&lines("100 103")), "% (scale does not start at zero)");
    assert_eq!(unit(&lines("1 4")), "%");
    assert_eq!(unit(&bars("100 103", false)), "%");
}

fn bar(number: &str) -> Bar {
    Bar { label: "A".to_owned(), emphasis: Emphasis::Subject, datum: real::datum("A", number) }
}

#[test]
fn a_waffle_fills_as_many_squares_as_hundredths() {
    let chart = Chart::Waffles(Waffles { unit: "%".to_owned(), wholes: vec![bar("6.5")] });
    let widths = filled_widths(&chart);
    assert_eq!(widths.len(), 7);
    assert!((widths[6] / widths[5] - 0.5).abs() < 0.02, "the last one only as far as it goes: {widths:?}");
}

/// The widths of what is filled in the subject's colour.
fn filled_widths(chart: &Chart) -> Vec<f64> {
    let width = |(_, shape): &(Point, Shape)| match &shape.geometry {
        Geometry::Rect(size) if shape.fill == Some(accent()) => Some(size.width.to_pt()),
        _ => None,
    };
    shapes(chart).iter().filter_map(width).collect()
}

#[test]
fn squares_are_to_one_another_as_their_numbers() {
    let squares = vec![bar("4"), bar("16"), bar("1")];
    let chart = Chart::NestedSquares(NestedSquares { unit: "km²".to_owned(), squares });
    let sides = filled_widths(&chart);
    let [largest, middle, least] = sides[..] else { panic!("{sides:?}") };
    assert!((largest / middle - 2.0).abs() < 0.02 && (middle / least - 2.0).abs() < 0.02, "{sides:?}");
}

#[test]
fn a_waterfall_goes_on_where_it_stopped() {
    let step = |number, is_level| Step { bar: bar(number), is_level };
    let steps = vec![step("10", true), step("5", false), step("−3", false), step("12", true)];
    let spans: Vec<(f64, f64)> = filled(&Chart::Waterfall(Waterfall { unit: "%".to_owned(), steps }))
        .iter()
        .map(|it| (it.1, it.2))
        .collect();
    let [first, up, down, last] = spans[..] else { panic!("{spans:?}") };
    let close = |a: f64, b: f64| (a - b).abs() < 0.2;
    assert!(close(first.0, up.1) && close(up.0, down.0) && close(down.1, last.0), "{spans:?}");
    assert!(close(first.1, last.1), "levels stand on zero: {spans:?}");
}

#[test]
fn small_multiples_share_one_scale() {
    let panels = ["one", "two"].map(str::to_owned).to_vec();
    let chart = Chart::Multiples(Multiples { unit: "%".to_owned(), panels, series: vec![subject("10 20")] });
    let widths = filled_widths(&chart);
    assert!((widths[1] / widths[0] - 2.0).abs() < 0.03, "{widths:?}");
}

#[test]
fn an_interval_reaches_from_bound_to_bound_and_an_open_one_to_the_edge() {
    use briefing::doc::figure::Intervals;
    let reach = |lo, hi| Reach { bar: bar("20"), lo, hi };
    let rows = vec![reach(Some(15.0), Some(25.0)), reach(Some(10.0), Some(30.0)), reach(Some(20.0), None)];
    let chart = Chart::Intervals(Intervals { unit: "%".to_owned(), rows });
    let shapes = shapes(&chart);
    let widths: Vec<f64> = shapes
        .iter()
        .filter_map(|(_, shape)| match &shape.geometry {
            Geometry::Rect(size) if shape.fill.is_some() => Some(size.width.to_pt()),
            _ => None,
        })
        .collect();
    assert!((widths[1] / widths[0] - 2.0).abs() < 0.03, "{widths:?}");
    let is_head = |shape: &Shape| matches!(&shape.geometry, Geometry::Path { is_closed: true, .. });
    assert_eq!(shapes.iter().filter(|(_, shape)| is_head(shape)).count(), 1, "one arrow");
}

#[test]
fn a_line_is_dashed_towards_an_estimate() {
    let dashes = stretches(&lines("1 2 3[e]"));
    assert_eq!(dashes[0], 2, "solid up to the last firm value");
    assert!(dashes.len() > 5, "then dashes: {dashes:?}");
}

#[test]
fn an_estimate_is_hollow_and_a_provisional_value_lighter() {
    let dots = dots(&lines("1 2[e] 3[u] 4[p]"));
    let grounds: Vec<Color> = dots.into_iter().map(|dot| dot.2).collect();
    assert_eq!(grounds[..3], [accent(), Color::WHITE, Color::WHITE]);
    assert!(grounds[3] != accent() && grounds[3] != Color::WHITE);
    let bars = filled(&bars("1 2[e] 3[p]", false));
    assert_eq!(bars[0].3, accent());
    assert!(bars[1].3 != accent() && bars[2].3 != accent());
}

#[test]
fn bars_stand_on_zero() {
    for is_stacked in [false, true] {
        let bars = filled(&bars("10 20", is_stacked));
        let [short, tall] = [bars[0], bars[1]].map(|(_, top, bottom, _)| bottom - top);
        assert!((tall / short - 2.0).abs() < 0.03, "{short} and {tall}");
    }
}

#[test]
fn negative_bars_go_the_other_way() {
    let vertical = filled(&bars("10 −10", false));
    assert!((vertical[0].2 - vertical[1].1).abs() < 0.2, "{vertical:?}");
    let bar =
        |number| Bar { label: "A".to_owned(), emphasis: Emphasis::Subject, datum: real::datum("A", number) };
    let ranked = RankedBars { unit: String::new(), bars: vec![bar("10"), bar("−10")] };
    let horizontal = filled(&Chart::RankedBars(ranked));
    assert!(horizontal[1].0 < horizontal[0].0, "{horizontal:?}");
}

#[test]
fn the_first_rank_is_at_the_top() {
    let ranks = Ranks {
        unit: "Rank".to_owned(),
        periods: vec!["2020".to_owned(), "2021".to_owned()],
        series: vec![subject("1 9")],
    };
    let dots = dots(&Chart::Ranks(ranks));
    assert!(dots[0].1 < dots[1].1, "{dots:?}");
}

#[test]
fn a_share_fills_its_part_of_the_whole() {
    let bar = Bar { label: "A".to_owned(), emphasis: Emphasis::Subject, datum: real::datum("A", "25") };
    let widths: Vec<f64> =
        shapes(&Chart::ShareBars(ShareBars { unit: "%".to_owned(), bars: vec![bar] }))
            .iter()
            .filter_map(|(_, shape)| {
                if let Geometry::Rect(size) = &shape.geometry { Some(size.width.to_pt()) } else { None }
            })
            .collect();
    assert!((widths[1] / widths[0] - 0.25).abs() < 0.001, "{widths:?}");
}

#[test]
fn numbers_are_printed_as_the_facts_show_them() {
    let mut series = subject("1582.1 2104.5[e]");
    for (datum, shown) in series.points.iter_mut().flatten().zip(["as shown once", "as shown twice"]) {
        shown.clone_into(&mut datum.shown);
    }
    let groups = vec!["2020".to_owned(), "2023".to_owned()];
    let chart = Chart::Bars(Bars { unit: "%".to_owned(), groups, series: vec![series], is_stacked: false });
    let all: Vec<String> =
        texts(&draw(&chart, column(), Lang::En)).into_iter().map(|(text, _)| text).collect();
    assert_eq!(
        all,
        ["%", "0", "500", "1,000", "1,500", "2,000", "as shown once", "as shown twice", "2023", "2020"]
    );
}

#[test]
fn coinciding_ends_are_both_labelled() {
    let rows = [("甲", "North"), ("乙", "South")];
    let series = rows.map(|names| real::series(Lang::En, names, Emphasis::Part(0), "1 2 3")).to_vec();
    let periods = ["2020", "2021", "2022"].map(str::to_owned).to_vec();
    let chart = Chart::Lines(Lines { unit: String::new(), periods, series, reference: None });
    let all: String = texts(&draw(&chart, column(), Lang::En)).into_iter().map(|(text, _)| text).collect();
    assert!(all.contains("North") && all.contains("South"), "{all}");
}

#[test]
fn the_same_data_make_the_same_drawing() {
    for (name, chart) in real::charts(Lang::Zh) {
        assert_eq!(draw(&chart, column(), Lang::Zh), draw(&chart, column(), Lang::Zh), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_series_is_drawn_without_overlap(
        rows in prop::collection::vec((0..3_usize, prop::collection::vec(prop::option::of(-2000..9000_i32), 4)), 1..12),
        millimetres in 60..170_i32,
    ) {
        let emphases = [Emphasis::Subject, Emphasis::Part(0), Emphasis::Context];
        let series: Vec<ChartSeries> = rows.iter().enumerate().map(|(n, (emphasis, values))| {
            let number = |value: &Option<i32>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
            let numbers: Vec<String> = values.iter().map(number).collect();
            let name = format!("Area {n}");
            real::series(Lang::En, (&name, &name), emphases[*emphasis], &numbers.join(" "))
        }).collect();
        let periods: Vec<String> = (2020..2024).map(|year| year.to_string()).collect();
        let unit = || "billion yuan".to_owned();
        let width = briefing::frame::geom::Abs::mm(f64::from(millimetres));
        let mut charts =
            vec![Chart::Lines(Lines { unit: unit(), periods: periods.clone(), series: series.clone(), reference: None })];
        for is_stacked in [false, true] {
            let (groups, series) = (periods.clone(), series.clone());
            charts.push(Chart::Bars(Bars { unit: unit(), groups, series, is_stacked }));
        }
        for chart in charts {
            let found = faults("chart", &draw(&chart, width, Lang::En));
            prop_assert!(found.is_empty(), "{found:?}");
        }
    }
}
