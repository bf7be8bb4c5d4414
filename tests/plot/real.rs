//! The charts of a briefing with published numbers.

use Emphasis::{Context, Part, Subject};
use briefing::{
    data::status::Status,
    doc::figure::{
        Bar, Bars, Chart, ChartSeries, Datum, Dumbbells, Emphasis, Event, Intervals, Lines, Matrix,
        MatrixRow, Multiples, NestedSquares, RankedBars, Ranks, Reach, Scatter, ScatterPoint, ShareBars,
        Slope, Sparklines, Step, Timeline, Waffles, Waterfall,
    },
    lang::Lang,
};

/// The wording in a language.
fn say(lang: Lang, zh: &str, en: &str) -> String {
    if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
}

/// A number as a table has it, `746.7[e]`: the mark gives the status.
pub fn datum(area: &str, text: &str) -> Datum {
    let (digits, status) = match text.split_once('[') {
        None => (text, Status::A),
        Some((digits, "e]")) => (digits, Status::E),
        Some((digits, "p]")) => (digits, Status::P),
        Some((digits, "u]")) => (digits, Status::U),
        Some((digits, _)) => (digits, Status::B),
    };
    let value = digits.replace('−', "-").parse().unwrap();
    Datum { fact: format!("level({area})").into(), value, shown: text.into(), exponent: 0, status }
}

/// A row of numbers; `–` is missing. In English a tenth is shown: billion for 亿.
pub fn series(lang: Lang, (zh, en): (&str, &str), emphasis: Emphasis, numbers: &str) -> ChartSeries {
    let point = |text: &str| (text != "–").then(|| datum(en, text));
    let label = say(lang, zh, en);
    ChartSeries { label, emphasis, points: numbers.split(' ').map(point).collect() }
}

/// 亿元 as billion yuan, the same digits.
fn money(lang: Lang, numbers: &str) -> String {
    let tenth = |text: &str| {
        let (digits, mark) = text.split_at(text.find('[').unwrap_or(text.len()));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, last) = whole.split_at(whole.len() - 1);
        format!("{whole}.{last}{decimals}{mark}")
    };
    if lang == Lang::Zh {
        return numbers.to_owned();
    }
    numbers
        .split(' ')
        .map(|text| if text == "–" { text.to_owned() } else { tenth(text) })
        .collect::<Vec<_>>()
        .join(" ")
}

fn years(span: std::ops::RangeInclusive<u16>) -> Vec<String> {
    span.map(|year| year.to_string()).collect()
}

fn yuan(lang: Lang) -> String {
    say(lang, "亿元", "billion yuan")
}

/// A chart of each kind, named.
pub fn charts(lang: Lang) -> Vec<(String, Chart)> {
    [
        ("slope", slope(lang)),
        ("lines", lines(lang)),
        ("index", index(lang)),
        ("bars", bars(lang)),
        ("grouped", grouped(lang)),
        ("stacked", stacked(lang)),
        ("ranked-bars", ranked(lang)),
        ("ranked-signed", signed(lang)),
        ("ranks", ranks(lang)),
        ("share-bars", shares(lang)),
        ("dumbbells", dumbbells(lang)),
        ("waffles", waffles(lang)),
        ("nested-squares", squares(lang)),
        ("multiples", multiples(lang)),
        ("waterfall", waterfall(lang)),
        ("scatter", scatter(lang)),
        ("intervals", intervals(lang)),
        ("sparklines", sparklines(lang)),
        ("broken-series", broken(lang)),
        ("timeline", timeline(lang)),
        ("milestones", milestones(lang)),
        ("matrix", matrix(lang)),
    ]
    .map(|(name, chart)| (name.to_owned(), chart))
    .to_vec()
}

fn slope(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, &money(lang, numbers));
    Chart::Slope(Slope {
        unit: yuan(lang),
        periods: ["2020".to_owned(), "2023".to_owned()],
        series: vec![
            row("广东", "Guangdong", Context, "3479.9 4802.6"),
            row("北京", "Beijing", Context, "2326.6 2947.1"),
            row("上海", "Shanghai", Context, "1615.7 2049.6"),
            row("川渝合计", "Sichuan and Chongqing", Subject, "1582.1 2104.5[e]"),
            row("四川", "Sichuan", Part(0), "1055.3 1357.8"),
            row("重庆", "Chongqing", Part(1), "526.8 746.7[e]"),
        ],
    })
}

fn lines(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, numbers);
    Chart::Lines(Lines {
        unit: say(lang, "%，研发经费占地区生产总值", "R&D expenditure as % of GDP"),
        periods: years(2019..=2023),
        series: vec![
            row("北京", "Beijing", Context, "6.31 6.44 6.53[u] 6.83 6.73"),
            row("上海", "Shanghai", Context, "4.00 4.17 4.21[u] 4.44 4.34"),
            row("广东", "Guangdong", Context, "2.88[u] 3.15 3.22[u] 3.42 3.54"),
            row("全国", "China", Context, "2.23 2.40 2.44 2.54 2.65"),
            row("四川", "Sichuan", Subject, "1.87[e] 2.17 2.26 2.14 2.26[u]"),
            row("重庆", "Chongqing", Part(1), "1.99 2.11 2.16[e] 2.36 2.48[u]"),
        ],
        reference: None,
    })
}

fn index(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, numbers);
    Chart::Lines(Lines {
        unit: say(lang, "2020年＝100", "2020 = 100"),
        periods: years(2020..=2024),
        series: vec![
            row("全国", "China", Context, "100 114.6 126.2 136.7 148.9"),
            row("广东", "Guangdong", Context, "100 115.0 126.8 138.0 146.5"),
            row("北京", "Beijing", Context, "100 113.0 122.2 126.7 140.9"),
            row("川渝合计", "Sichuan and Chongqing", Subject, "100 114.9 120.2 133.0[e] 145.1"),
            row("上海", "Shanghai", Context, "100 112.6 122.6 126.9 145.1"),
        ],
        reference: Some(100.0),
    })
}

fn bars(lang: Lang) -> Chart {
    Chart::Bars(Bars {
        unit: yuan(lang),
        groups: years(2019..=2024),
        series: vec![series(
            lang,
            ("川渝合计", "Sichuan and Chongqing"),
            Subject,
            &money(lang, "1340.6 1582.1 1818.3 1901.6 2104.5[e] 2296.1[p]"),
        )],
        is_stacked: false,
    })
}

fn grouped(lang: Lang) -> Chart {
    let row = |label: &str, emphasis, numbers| series(lang, (label, label), emphasis, &money(lang, numbers));
    Chart::Bars(Bars {
        unit: yuan(lang),
        groups: [
            ("四川", "Sichuan"),
            ("重庆", "Chongqing"),
            ("上海", "Shanghai"),
            ("北京", "Beijing"),
            ("广东", "Guangdong"),
        ]
        .map(|(zh, en)| say(lang, zh, en))
        .to_vec(),
        series: vec![
            row("2020", Context, "1055.3 526.8 1615.7 2326.6 3479.9"),
            row("2023", Subject, "1357.8 746.7[e] 2049.6 2947.1 4802.6"),
        ],
        is_stacked: false,
    })
}

fn stacked(lang: Lang) -> Chart {
    let row = |zh, en, nth, numbers| series(lang, (zh, en), Part(nth), &money(lang, numbers));
    Chart::Bars(Bars {
        unit: yuan(lang),
        groups: years(2019..=2024),
        series: vec![
            row("四川", "Sichuan", 0, "871.0 1055.3 1214.5 1215.0 1357.8 1498.8[p]"),
            row("重庆", "Chongqing", 1, "469.6 526.8 603.8 686.6 746.7[e] 797.3[p]"),
        ],
        is_stacked: true,
    })
}

fn ranked(lang: Lang) -> Chart {
    let bar = |zh, en, emphasis, number| Bar { label: say(lang, zh, en), emphasis, datum: datum(en, number) };
    Chart::RankedBars(RankedBars {
        unit: say(lang, "2020—2023年增长，%", "% change, 2020–2023"),
        bars: vec![
            bar("重庆", "Chongqing", Part(1), "41.7[e]"),
            bar("广东", "Guangdong", Context, "38.0"),
            bar("全国", "China", Context, "36.7"),
            bar("川渝合计", "Sichuan and Chongqing", Subject, "33.0[e]"),
            bar("四川", "Sichuan", Part(0), "28.7"),
            bar("上海", "Shanghai", Context, "26.9"),
            bar("北京", "Beijing", Context, "26.7[p]"),
        ],
    })
}

fn signed(lang: Lang) -> Chart {
    let bar = |zh, en, emphasis, number| Bar { label: say(lang, zh, en), emphasis, datum: datum(en, number) };
    Chart::RankedBars(RankedBars {
        unit: say(lang, "占全国比重变化，百分点", "Change of share in China, percentage points"),
        bars: vec![
            bar("广东", "Guangdong", Context, "0.13"),
            bar("重庆", "Chongqing", Part(1), "0.08[e]"),
            bar("四川", "Sichuan", Part(0), "−0.26"),
            bar("川渝合计", "Sichuan and Chongqing", Subject, "−0.18[e]"),
            bar("北京", "Beijing", Context, "−0.70"),
        ],
    })
}

fn ranks(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, numbers);
    Chart::Ranks(Ranks {
        unit: say(lang, "全球科技集群排名", "Rank among global science and technology clusters"),
        periods: years(2020..=2024),
        series: vec![
            row("北京", "Beijing", Context, "– – – 4 3"),
            row("深圳—香港—广州", "Shenzhen–Hong Kong–Guangzhou", Context, "– – – 2 2"),
            row("上海—苏州", "Shanghai–Suzhou", Context, "– – – 5 5"),
            row("成都", "Chengdu", Subject, "47 39 29 24[u] 23"),
            row("重庆", "Chongqing", Part(1), "77 69[u] 49[u] 44[u] 39"),
        ],
    })
}

fn shares(lang: Lang) -> Chart {
    let bar = |zh, en, emphasis, number| Bar { label: say(lang, zh, en), emphasis, datum: datum(en, number) };
    Chart::ShareBars(ShareBars {
        unit: say(lang, "占全国的比重，%", "Share of China, %"),
        bars: vec![
            bar("地区生产总值（2023年）", "Gross domestic product, 2023", Subject, "6.5"),
            bar("研发经费（2023年）", "R&D expenditure, 2023", Part(1), "6.31[e]"),
            bar("土地面积", "Land area", Context, "2"),
        ],
    })
}

fn dumbbells(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, numbers);
    Chart::Dumbbells(Dumbbells {
        unit: "%".to_owned(),
        periods: ["2020".to_owned(), "2023".to_owned()],
        rows: vec![
            row("北京", "Beijing", Context, "6.44 6.73"),
            row("上海", "Shanghai", Context, "4.17 4.34"),
            row("广东", "Guangdong", Context, "3.15 3.54"),
            row("全国", "China", Context, "2.40 2.65"),
            row("重庆", "Chongqing", Part(1), "2.11 2.48[u]"),
            row("四川", "Sichuan", Part(0), "2.17 2.26[u]"),
        ],
    })
}

fn bar(lang: Lang, (zh, en): (&str, &str), emphasis: Emphasis, number: &str) -> Bar {
    Bar { label: say(lang, zh, en), emphasis, datum: datum(en, number) }
}

fn waffles(lang: Lang) -> Chart {
    Chart::Waffles(Waffles {
        unit: say(lang, "占全国，%", "% of China"),
        wholes: vec![
            bar(lang, ("国土面积", "Land"), Context, "1.9[e]"),
            bar(lang, ("常住人口", "Population"), Context, "7.0"),
            bar(lang, ("地区生产总值", "Gross domestic product"), Subject, "6.5"),
        ],
    })
}

fn squares(lang: Lang) -> Chart {
    Chart::NestedSquares(NestedSquares {
        unit: say(lang, "万平方公里", "thousand km²"),
        squares: vec![
            bar(lang, ("川渝两省市全域", "All of Sichuan and Chongqing"), Context, "56.8[u]"),
            bar(lang, ("双城经济圈", "Economic Circle"), Subject, "18.5"),
        ],
    })
}

fn multiples(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, numbers);
    let panels = [
        ("研发经费投入", "R&D expenditure"),
        ("技术市场成交额", "Technology market turnover"),
        ("发明专利授权量", "Invention patents granted"),
        ("地方财政科技支出", "Local government spending on science and technology"),
    ];
    Chart::Multiples(Multiples {
        unit: "%".to_owned(),
        panels: panels.map(|(zh, en)| say(lang, zh, en)).to_vec(),
        series: vec![
            row("川渝", "Sichuan–Chongqing", Subject, "33.0[e] 95.3 113.1 31.0"),
            row("北京", "Beijing", Context, "26.7 35.2 70.5 –"),
            row("上海", "Shanghai", Context, "26.9 193.2 83.2 30.0"),
            row("广东", "Guangdong", Context, "38.0 18.4 102.5 2.6"),
        ],
    })
}

fn waterfall(lang: Lang) -> Chart {
    let step = |names, emphasis, number, is_level| Step { bar: bar(lang, names, emphasis, number), is_level };
    Chart::Waterfall(Waterfall {
        unit: say(lang, "亿元", "100 million yuan"),
        steps: vec![
            step(("2020年", "2020"), Context, "1362.4", true),
            step(("2021年 四川", "2021 Sichuan"), Context, "143.5", false),
            step(("2021年 重庆", "2021 Chongqing"), Context, "67.5", false),
            step(("2022年 四川", "2022 Sichuan"), Context, "254.8", false),
            step(("2022年 重庆", "2022 Chongqing"), Subject, "375.0", false),
            step(("2023年 四川", "2023 Sichuan"), Context, "298.7", false),
            step(("2023年 重庆", "2023 Chongqing"), Context, "158.7", false),
            step(("2023年", "2023"), Context, "2660.6", true),
        ],
    })
}

fn scatter(lang: Lang) -> Chart {
    let place = |zh, en, emphasis, x, y| ScatterPoint {
        label: say(lang, zh, en),
        emphasis,
        x: datum(en, x),
        y: datum(en, y),
    };
    Chart::Scatter(Box::new(Scatter {
        measures: [
            say(lang, "2023年研发经费投入强度（%）", "R&D intensity, 2023 (%)"),
            say(lang, "2020—2023年研发经费投入增速（%）", "R&D expenditure, growth, 2020–2023 (%)"),
        ],
        points: vec![
            place("四川", "Sichuan", Part(0), "2.26[u]", "28.7"),
            place("重庆", "Chongqing", Part(1), "2.48[u]", "41.7[e]"),
            place("北京", "Beijing", Context, "6.73", "26.7"),
            place("上海", "Shanghai", Context, "4.34", "26.9"),
            place("广东", "Guangdong", Context, "3.54", "38.0"),
        ],
        cross: Some(place("全国", "China", Context, "2.65", "36.7")),
        quadrants: Some(
            [
                ("强度低、增长快", "lower intensity, faster growth"),
                ("强度高、增长快", "higher intensity, faster growth"),
                ("强度低、增长慢", "lower intensity, slower growth"),
                ("强度高、增长慢", "higher intensity, slower growth"),
            ]
            .map(|(zh, en)| say(lang, zh, en)),
        ),
    }))
}

fn intervals(lang: Lang) -> Chart {
    let row = |names, emphasis, number, lo, hi| Reach { bar: bar(lang, names, emphasis, number), lo, hi };
    Chart::Intervals(Intervals {
        unit: say(lang, "万家", "10,000 enterprises"),
        rows: vec![
            row(("川渝，2024年", "Sichuan–Chongqing, 2024"), Subject, "2.70", Some(2.7), None),
            row(("四川，2023年", "Sichuan, 2023"), Part(0), "1.68[e]", Some(1.675), Some(1.685)),
            row(("四川，2022年", "Sichuan, 2022"), Part(0), "1.45", Some(1.4), Some(1.5)),
        ],
    })
}

fn sparklines(lang: Lang) -> Chart {
    let row = |zh, en, emphasis, numbers| series(lang, (zh, en), emphasis, numbers);
    Chart::Sparklines(Sparklines {
        unit: String::new(),
        periods: years(2019..=2023),
        rows: vec![
            row(
                "研发经费投入，亿元",
                "R&D, 100 million yuan",
                Subject,
                "1340.6 1582.1 1818.3 1901.6 2104.5[e]",
            ),
            row("成都的位次", "Chengdu’s rank", Context, "– 47 39 29 24[u]"),
        ],
    })
}

/// A series that its source calls broken.
fn broken(lang: Lang) -> Chart {
    Chart::Lines(Lines {
        unit: say(lang, "万家", "10,000 enterprises"),
        periods: years(2019..=2024),
        series: vec![
            series(lang, ("四川", "Sichuan"), Subject, "0.60 0.82[e] 1.02[b] 1.45 – 1.80"),
            series(lang, ("重庆", "Chongqing"), Part(1), "0.31 0.42[e] 0.51[u] 0.63 0.76[u] 0.91[p]"),
        ],
        reference: None,
    })
}

fn event(lang: Lang, year: u16, date: [&str; 2], text: [&str; 2]) -> Event {
    Event { year, date: say(lang, date[0], date[1]), text: say(lang, text[0], text[1]) }
}

fn timeline(lang: Lang) -> Chart {
    let events = vec![
        event(
            lang,
            1997,
            ["1997年", "1997"],
            [
                "重庆成为中国第四个直辖市",
                "Chongqing becomes the fourth municipality under the central government",
            ],
        ),
        event(
            lang,
            2021,
            ["2021年10月", "October 2021"],
            [
                "《成渝地区双城经济圈建设规划纲要》印发",
                "The master plan for the Chengdu–Chongqing Economic Circle is issued",
            ],
        ),
        event(
            lang,
            2025,
            ["2025年3月", "March 2025"],
            ["两地代表团向全国两会提交联合提案", "Delegations carry a joint proposal to the two sessions"],
        ),
    ];
    Chart::Timeline(Timeline { events })
}

fn milestones(lang: Lang) -> Chart {
    let mut events = vec![];
    for (year, zh, en) in [
        (1997, "重庆直辖", "Chongqing becomes a municipality"),
        (
            2011,
            "成渝经济区区域规划获批",
            "The regional plan of the Chengdu–Chongqing economic zone is approved",
        ),
        (
            2016,
            "成渝城市群发展规划印发，提出建设引领西部开发开放的国家级城市群",
            "The development plan of the city cluster is issued",
        ),
        (2020, "中央财经委员会提出推动成渝地区双城经济圈建设", "The Economic Circle becomes a national task"),
        (2021, "规划纲要印发", "The master plan is issued"),
        (2025, "联合提案提交全国两会", "A joint proposal goes to the two sessions"),
    ] {
        events.push(event(lang, year, [&format!("{year}年"), &year.to_string()], [zh, en]));
    }
    Chart::Timeline(Timeline { events })
}

fn matrix(lang: Lang) -> Chart {
    let names = |list: &[(&str, &str)]| list.iter().map(|(zh, en)| say(lang, zh, en)).collect::<Vec<_>>();
    let row = |zh, en, cells: &[&[(&str, &str)]]| MatrixRow {
        label: say(lang, zh, en),
        cells: cells.iter().map(|list| names(list)).collect(),
    };
    Chart::Matrix(Matrix {
        columns: names(&[("成都", "Chengdu"), ("重庆", "Chongqing")]),
        rows: vec![
            row(
                "超算中心",
                "Supercomputing centres",
                &[
                    &[("国家超级计算成都中心", "National supercomputing centre in Chengdu")],
                    &[("中新（重庆）国际超算中心", "China–Singapore (Chongqing) supercomputing centre")],
                ],
            ),
            row(
                "国家技术创新中心",
                "National innovation centres",
                &[
                    &[(
                        "国家高端航空装备技术创新中心",
                        "National technology innovation centre for high-end aviation equipment",
                    )],
                    &[],
                ],
            ),
            row(
                "大科学装置",
                "Large research facilities",
                &[&[], &[("超瞬态实验装置", "Super transient experimental facility")]],
            ),
            row(
                "科学城",
                "Science cities",
                &[
                    &[("西部（成都）科学城", "Western (Chengdu) Science City")],
                    &[("西部（重庆）科学城", "Western (Chongqing) Science City")],
                ],
            ),
        ],
    })
}
