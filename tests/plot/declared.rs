//! Figures as the plan declares them: what they become, and what is refused.

use briefing::{
    data::register::Registers,
    diag::Sink,
    doc::{
        block::Content,
        figure::{Chart, Emphasis, Figure},
        inline::plain,
    },
    inputs::File,
    lang::Lang,
};

use crate::desk::{self, Desk};

const OBSERVATIONS: &str = "
    RD A 2020 1582.1 e8
    RD A 2021 1818.3 e8
    RD A 2023 2104.5 e8 E
    RD B 2020 24393.1 e8
    RD B 2021 27956.3 e8
    RD B 2023 33357.1 e8
    RATE A 2020 6.49
    RATE A 2023 6.31
    RATE B 2020 2.40
    RATE B 2023 2.65
    PLACE A 2020 47
    PLACE A 2023 23
";

const FACTS: &str = r#"
by_area = { metric = "level", indicator = "RD", areas = ["A", "B"], periods = ["base", "2021", "end"] }
ends = { metric = "level", indicator = "RD", areas = ["A", "B"], periods = ["base", "end"] }
with_whole = { metric = "level", indicator = "RD", areas = ["AB", "B"], periods = ["base", "end"] }
index = { metric = "index", indicator = "RD", areas = ["A", "B"], periods = ["base", "end"] }
growth = { metric = "percent_change", indicator = "RD", areas = ["A", "B"], periods = ["end"] }
rate = { metric = "level", indicator = "RATE", areas = ["A", "B"], periods = ["base", "end"] }
place = { metric = "level", indicator = "PLACE", areas = ["A"], periods = ["base", "end"] }
rd_base = { metric = "level", indicator = "RD", area = "A", period = "base" }
rd = { metric = "level", indicator = "RD", area = "A" }
rd_2021 = { metric = "absolute_change", indicator = "RD", area = "A", period = "2021", base = "2020" }
rd_2023 = { metric = "absolute_change", indicator = "RD", area = "A", period = "2023", base = "2021" }
rd_2023_b = { metric = "absolute_change", indicator = "RD", area = "B", period = "2023", base = "2021" }
rate_a = { metric = "level", indicator = "RATE", area = "A" }
"#;

/// The figure that `declaration` makes, and what was reported.
fn drawn(declaration: &str, lang: Lang) -> (Option<Figure>, String) {
    let (facts, mut sink) = Desk::new(OBSERVATIONS).facts(FACTS);
    assert!(!sink.has_errors());
    let (_, plan) = Desk::plan(&format!("[facts]\n{FACTS}\n[figures.it]\n{declaration}\n"));
    let text = "# Section {#rd}\n\n![Title](figure:it)\n";
    let document = desk::composed(
        &plan,
        facts,
        &Registers::default(),
        &File::new("templates/plan/text.md", text.as_bytes()),
        lang,
        &mut sink,
    );
    let figure = document.unwrap().blocks.into_iter().find_map(|block| match block.content {
        Content::Figure(figure) => Some(*figure),
        _ => None,
    });
    (figure, reported(&sink))
}

fn reported(sink: &Sink) -> String {
    sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn figure(declaration: &str, lang: Lang) -> Figure {
    let (figure, faults) = drawn(declaration, lang);
    figure.unwrap_or_else(|| panic!("{faults}"))
}

/// The message, the place and the help of the only fault.
fn refused(declaration: &str) -> String {
    let (figure, faults) = drawn(declaration, Lang::En);
    assert!(figure.is_none());
    faults
}

#[test]
fn a_scatter_joins_two_panels_by_area() {
    let declaration = "kind = \"scatter\"\nx = \"rate\"\ny = \"growth\"\ncross = \"B\"\nparts = [\"A\"]";
    let figure = figure(declaration, Lang::En);
    assert_eq!(
        figure.alt,
        "Scatter chart: Title. A: RATE (%), 2023 6.31, RD, growth (%), 2020–2023 33.0[e]; \
         B: RATE (%), 2023 2.65, RD, growth (%), 2020–2023 36.7."
    );
    let Chart::Scatter(scatter) = figure.chart else { panic!() };
    assert_eq!(scatter.points.len(), 1);
    assert_eq!(scatter.cross.unwrap().label, "B");
}

#[test]
fn a_waterfall_is_named_by_its_facts_and_signs_its_changes() {
    let declaration = "kind = \"waterfall\"\nrows = [{ fact = \"rd_base\" }, { fact = \"rd_2021\", subject = true }, \
                       { fact = \"rd_2023\" }, { fact = \"rd\" }]";
    let alt = |lang| figure(declaration, lang).alt;
    assert_eq!(
        alt(Lang::Zh),
        "瀑布图：Title。2020年 A 1582.1亿元；2021年 A +236.2亿元；2023年 A +286.2[e]亿元；2023年 A 2104.5[e]亿元。"
    );
    assert!(alt(Lang::En).ends_with("2023 A 210.45[e] billion yuan."), "{}", alt(Lang::En));
}

#[test]
fn rows_of_several_periods_say_of_which_each_is() {
    // On an earlier day the end is an earlier one: a row of a fixed year stands beside those of the end.
    let row = |fact| format!("{{ fact = \"{fact}\", label = {{ zh = \"研发\", en = \"R&D\" }} }}");
    let alt = |one, other, lang| {
        figure(&format!("kind = \"ranked-bars\"\nrows = [{}, {}]", row(one), row(other)), lang).alt
    };
    assert_eq!(
        alt("rd", "rd_base", Lang::Zh),
        "条形图：Title。研发（2023年） 2104.5[e]亿元；研发（2020年） 1582.1亿元。"
    );
    assert!(alt("rd", "rd_base", Lang::En).contains("R&D (2020) 158.21 billion yuan"));
    assert!(
        !alt("rd_2023", "rd_2023_b", Lang::Zh).contains("研发（"),
        "all of one period: the title says it"
    );
}

#[test]
fn a_figure_says_its_unit_once_and_its_sources_below() {
    let figure = figure("kind = \"dumbbells\"\npanel = \"ends\"\nparts = [\"A\"]", Lang::En);
    assert_eq!(plain(&figure.subtitle), "RD");
    // The first chart with values that are not firm says how they look.
    assert_eq!(plain(&figure.notes[0]), "Hollow points and dashes: estimated, or of low reliability.");
    assert_eq!(plain(&figure.notes[1]), "Source: National Bureau of Statistics, Bulletin");
    let Chart::Dumbbells(chart) = figure.chart else { panic!() };
    assert_eq!(chart.unit, "billion yuan");
    assert_eq!(chart.rows[0].label, "B", "the largest first");
}

#[test]
fn small_multiples_take_a_panel_each() {
    let figure =
        figure("kind = \"multiples\"\npanels = [\"growth\", \"growth\"]\nsubject = [\"A\"]", Lang::Zh);
    assert_eq!(plain(&figure.subtitle), "2020—2023年累计增长");
    let Chart::Multiples(chart) = figure.chart else { panic!() };
    assert_eq!((chart.panels.len(), chart.series.len()), (2, 2));
}

#[test]
fn ranks_are_drawn_of_ranks_only() {
    assert_eq!(
        refused("kind = \"ranks\"\npanel = \"growth\""),
        "error[chart-rank]: figure it: 33.0[e] is no place in a ranking\n  \
         --> templates/plan/text.md:3\n  help: ranks are whole numbers from 1: draw lines\n\
         error[chart-rank]: figure it: 36.7 is no place in a ranking\n  \
         --> templates/plan/text.md:3\n  help: ranks are whole numbers from 1: draw lines\n\
         error[chart-measure]: figure it: percent_change(RD, A, 2020..2023) cannot be drawn by this kind of chart\n  \
         --> templates/plan/text.md:3\n  help: only ranks have a first place: draw lines or bars"
    );
}

/// The code and the help of what is refused.
fn code_and_help(declaration: &str) -> String {
    let refused = refused(declaration);
    let code = refused.split(['[', ']']).nth(1).unwrap();
    format!("{code}: {}", refused.rsplit("help: ").next().unwrap())
}

#[test]
fn bars_need_a_zero_to_stand_on() {
    for kind in ["bars", "ranked-bars", "multiples"] {
        let panels = if kind == "multiples" { "panels = [\"index\"]" } else { "panel = \"index\"" };
        assert_eq!(
            code_and_help(&format!("kind = \"{kind}\"\n{panels}")),
            "chart-measure: an index or a rank has no zero for bars to stand on: draw lines or ranks"
        );
    }
    assert!(figure("kind = \"lines\"\npanel = \"index\"", Lang::En).alt.starts_with("Line chart"));
}

#[test]
fn only_what_adds_up_is_stacked_and_nothing_twice() {
    assert_eq!(
        code_and_help("kind = \"stacked-bars\"\npanel = \"rate\""),
        "chart-stack: draw the bars beside one another: kind = \"bars\""
    );
    assert_eq!(
        code_and_help("kind = \"stacked-bars\"\npanel = \"with_whole\""),
        "chart-stack: leave the whole or the parts out of the panel"
    );
}

#[test]
fn one_scale_has_one_unit() {
    assert_eq!(
        code_and_help("kind = \"ranked-bars\"\nrows = [{ fact = \"rd\" }, { fact = \"rate_a\" }]"),
        "chart-units: draw a figure for each unit"
    );
}

#[test]
fn shares_are_percentages() {
    assert!(
        refused("kind = \"waffles\"\nrows = [{ fact = \"rd\" }]")
            .contains("only a percentage is a part of a whole")
    );
}

#[test]
fn a_waterfall_comes_to_what_it_says() {
    let rows = "rows = [{ fact = \"rd_base\" }, { fact = \"rd_2021\" }, { fact = \"rd\" }]";
    assert_eq!(
        refused(&format!("kind = \"waterfall\"\n{rows}")),
        "error[chart-sum]: figure it: the steps come to 181830000000, and level(RD, A, 2023) is 210450000000\n  \
         --> templates/plan/text.md:3\n  help: name every step between the two levels, in order"
    );
}

#[test]
fn two_periods_two_panels_and_drawn_areas_are_asked_for() {
    assert_eq!(
        code_and_help("kind = \"slope\"\npanel = \"by_area\""),
        "chart-periods: give its panel two periods, or draw lines"
    );
    assert_eq!(
        code_and_help("kind = \"scatter\"\nx = \"rate\""),
        "figure-incomplete: write y = with the name of a panel of facts"
    );
    assert_eq!(code_and_help("kind = \"multiples\""), "chart-empty: name its facts in the plan");
    assert_eq!(
        code_and_help(
            "kind = \"scatter\"\nx = \"rate\"\ny = \"growth\"\nquadrants = [{ zh = \"甲\", en = \"A\" }]"
        ),
        "figure-incomplete: name top left, top right, bottom left and bottom right, or none"
    );
    assert_eq!(
        code_and_help("kind = \"lines\"\npanel = \"rate\"\nsubject = [\"C\"]"),
        "chart-area: add the area to the panel, or pick another one out"
    );
}

#[test]
fn bars_of_several_areas_have_a_colour_each_where_the_plan_picks_none_out() {
    let figure = figure("kind = \"bars\"\npanel = \"ends\"", Lang::En);
    let Chart::Bars(chart) = figure.chart else { panic!() };
    let emphases: Vec<Emphasis> = chart.series.iter().map(|series| series.emphasis).collect();
    let parts: Vec<Emphasis> = (0..).map(Emphasis::Part).take(emphases.len()).collect();
    assert!(emphases.len() > 1, "{emphases:?}");
    assert_eq!(emphases, parts);
}
