//! Charts that cannot be: what is wrong with them is said, and drawing them harms nobody.

use briefing::{
    doc::figure::{
        Bar, Bars, Chart, ChartSeries, Emphasis, Lines, NestedSquares, Ranks, ShareBars, Slope, Timeline,
        Waffles,
    },
    lang::Lang,
};

use super::{column, draw, hard, real};

fn row(numbers: &str) -> ChartSeries {
    real::series(Lang::En, ("甲", "North"), Emphasis::Subject, numbers)
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|it| (*it).to_owned()).collect()
}

fn lines(periods: &[&str], numbers: &str) -> Chart {
    Chart::Lines(Lines {
        unit: "%".to_owned(),
        periods: words(periods),
        series: vec![row(numbers)],
        reference: None,
    })
}

fn said(chart: &Chart) -> Vec<String> {
    let all = chart.nonsense();
    all.into_iter().map(|it| format!("{}: {}, {}", it.code, it.message, it.help)).collect()
}

#[test]
fn a_sound_chart_is_not_faulted() {
    assert_eq!(said(&lines(&["2020", "2021"], "1 2")), [""; 0]);
    for lang in Lang::ALL {
        for (name, chart) in real::charts(lang) {
            assert_eq!(said(&chart), [""; 0], "{name}");
        }
    }
}

#[test]
fn a_chart_without_numbers_is_none() {
    let empty =
        "chart-empty: there is nothing to draw, give it facts that the data has, or leave the figure out";
    assert_eq!(said(&lines(&["2020", "2021"], "– –")), [empty]);
    assert_eq!(said(&Chart::Timeline(Timeline { events: vec![] })), [empty]);
    assert_eq!(said(&Chart::Waffles(Waffles { unit: String::new(), wholes: vec![] })), [empty]);
}

#[test]
fn points_and_periods_must_fit() {
    let misfit =
        "chart-points: North has 3 points for 2 places, give every row a point, or a gap, for each period";
    assert_eq!(said(&lines(&["2020", "2021"], "1 2 3")), [misfit]);
    let periods = ["2020", "2023"].map(str::to_owned);
    assert_eq!(
        said(&Chart::Slope(Slope { unit: String::new(), periods, series: vec![row("1 2 3")] })),
        [misfit]
    );
    let groups = words(&["2020", "2021"]);
    let bars = Bars { unit: String::new(), groups, series: vec![row("1 2 3")], is_stacked: true };
    assert_eq!(said(&Chart::Bars(bars)), [misfit]);
}

#[test]
fn a_share_lies_within_its_whole() {
    let bar =
        |number| Bar { label: "A".to_owned(), emphasis: Emphasis::Subject, datum: real::datum("A", number) };
    let bars = vec![bar("100.1"), bar("100"), bar("0"), bar("−1")];
    let message = |shown| {
        format!(
            "chart-share: A is {shown}, and no part of a whole, a share lies between 0 and 100 %: draw bars"
        )
    };
    assert_eq!(
        said(&Chart::ShareBars(ShareBars { unit: "%".to_owned(), bars })),
        [message("100.1"), message("−1")]
    );
}

#[test]
fn a_rank_is_a_whole_number_from_one() {
    let ranks = Ranks { unit: String::new(), periods: words(&["a", "b", "c"]), series: vec![row("0 1.5 2")] };
    let message = |shown| {
        format!("chart-rank: {shown} is no place in a ranking, ranks are whole numbers from 1: draw lines")
    };
    assert_eq!(said(&Chart::Ranks(ranks)), [message("0"), message("1.5")]);
}

#[test]
fn drawing_what_makes_no_sense_does_not_panic() {
    let charts = [
        lines(&["2020"], "1 2 3 4"),
        lines(&[], "1 2"),
        Chart::Slope(Slope {
            unit: String::new(),
            periods: words(&["a", "b"]).try_into().unwrap(),
            series: vec![row("1 2 3")],
        }),
    ];
    for chart in charts {
        assert!(!chart.nonsense().is_empty());
        drop(draw(&chart, column(), Lang::En));
    }
    for (_, chart) in hard::charts(Lang::En).into_iter().filter(|(_, chart)| !chart.nonsense().is_empty()) {
        drop(draw(&chart, column(), Lang::En));
    }
}

#[test]
fn a_square_is_there_to_be_seen() {
    let bar = |label: &str, number: &str| Bar {
        label: label.to_owned(),
        emphasis: Emphasis::Context,
        datum: real::datum("A", number),
    };
    let said = |number| {
        let squares = vec![bar("North", "100"), bar("South", number)];
        said(&Chart::NestedSquares(NestedSquares { unit: String::new(), squares }))
    };
    let help = "and no square beside the largest, a square is above zero, and at least a 2500th of the largest: draw bars";
    assert_eq!(said("1"), [""; 0]);
    for number in ["0.04", "0", "−1"] {
        assert_eq!(said(number), [format!("chart-square: South is {number}, {help}")]);
    }
}
