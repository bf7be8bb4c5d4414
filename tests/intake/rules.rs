//! Rules of the intake over generated tables: years, units, headings of several lines, order, merged cells, floats,
//! series of SDMX. Each table is read as the one that it was made from, or refused.

use std::collections::{BTreeMap, BTreeSet};

use briefing::{
    data::observation::Observation,
    diag::Sink,
    ingest::import::{EditorAnswers, understand},
    inputs::File,
};
use polars::prelude::{Column, DataFrame};
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook};

use super::{SAID, published};
use crate::ingest::Inputs;

/// Value in whole yuan and status, by area and period; `None` where something is to be settled first.
fn read(inputs: &Inputs) -> Option<BTreeMap<(String, String), (Decimal, String)>> {
    let (ingested, sink) = inputs.ingest();
    let observations = ingested.filter(|_| !sink.has_errors())?.observations;
    let row = |it: &Observation| {
        ((it.area.to_string(), it.period.to_string()), (it.value(), it.status.code().to_owned()))
    };
    Some(observations.rows().iter().map(row).collect())
}

/// What a table of one row of that area should give: power of ten, then year, tenths and status of each value.
fn meant(area: &str, values: &[(u16, u32, u32, &str)]) -> BTreeMap<(String, String), (Decimal, String)> {
    let one = |(year, tenths, power, status): &(u16, u32, u32, &str)| {
        let value = Decimal::new(i64::from(*tenths), 1) * Decimal::from(10_u64.pow(*power));
        ((area.to_owned(), year.to_string()), (value, (*status).to_owned()))
    };
    values.iter().map(one).collect()
}

/// A way to write a year, and the status that it says; none where it is no year for certain.
type Way = (fn(u16) -> String, Option<&'static str>);

const YEARS: [Way; 11] = [
    (|year| year.to_string(), Some("A")),
    (|year| format!("{year}年末"), Some("A")),
    (|year| format!("{year}p"), Some("P")),
    (|year| format!("{year}年（初步核算）"), Some("P")),
    (|year| format!("{year}e"), Some("E")),
    (|year| format!("{year} [YR{year}]"), Some("A")),
    (|year| format!("{year}/{:02}", (year + 1) % 100), None),
    (|year| format!("{year}年一季度"), None),
    (|year| format!("FY{year}"), None),
    (|year| format!("{year}①"), None),
    (|year| format!("民國{}年", year - 1911), None),
];

const UNITS: [(&str, u32); 5] = [("亿元", 8), ("万元", 4), ("千元", 3), ("million yuan", 6), ("元", 0)];

/// What stands behind digits, and whether it may be declared a mark on them.
const TAILS: [(&str, bool); 18] = [
    (" 1)", true),
    ("p", true),
    ("e", true),
    ("①", true),
    ("³", true),
    ("*", true),
    ("（初步）", true),
    ("E3", false),
    ("e-2", false),
    ("E+05", false),
    ("万", false),
    ("亿元", false),
    ("k", false),
    (" bn", false),
    ("½", false),
    ("×10³", false),
    (".5", false),
    ("/2", false),
];

proptest! {
    #[test]
    fn what_makes_another_number_of_digits_is_no_mark_on_them(
        whole in 10_u32..100, (tail, may_be) in prop::sample::select(&TAILS[..]),
    ) {
        let table = format!("地区,2020,2021\n四川,{whole}.5{tail},{whole}.5\n");
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\", \"marks\": {{{tail:?}: \"A\"}}");
        let read = read(&published("t.csv", table.as_bytes(), &said));
        prop_assert_eq!(read.is_some(), may_be, "{} {:?}", table, read);
    }
}

/// Values of as many years, from 2000 on, whose neighbours are no leap apart.
fn tenths() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(20_000_u32..60_000, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn a_year_is_read_with_its_mark_or_refused(tenths in tenths(), ways in prop::collection::vec(0_usize..11, 5), in_rows in any::<bool>()) {
        let columns = (2000_u16..).zip(tenths).zip(ways).map(|((year, it), way)| (year, it, YEARS[way]));
        let columns = columns.collect::<Vec<_>>();
        let number = |it: &u32| format!("{}.{}", it / 10, it % 10);
        let table = if in_rows {
            let rows = columns.iter().map(|(year, it, way)| format!("{},{}\n", way.0(*year), number(it)));
            format!("年份,四川省\n{}", rows.collect::<String>())
        } else {
            let years = columns.iter().map(|(year, _, way)| way.0(*year)).collect::<Vec<_>>().join(",");
            let cells = columns.iter().map(|(_, it, _)| number(it)).collect::<Vec<_>>().join(",");
            format!("地区,{years}\n四川省,{cells}\n")
        };
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"");
        let found = read(&published("t.csv", table.clone(), &said));
        let values = columns.iter().map(|(year, it, way)| Some((*year, *it, 8, way.1?))).collect::<Option<Vec<_>>>();
        prop_assert_eq!(found, values.map(|it| meant("CN-SC", &it)), "{}", table);
    }

    #[test]
    fn a_unit_is_that_which_stands_nearest(tenths in tenths(), units in prop::collection::vec(0_usize..5, 5), place in 0_usize..4) {
        let columns = (2000_u16..).zip(tenths).zip(&units).map(|((year, it), unit)| (year, it, UNITS[*unit]));
        let columns = columns.collect::<Vec<_>>();
        // In the headings, in a row of their own, in the title, in the corner.
        let of = |column: &(u16, u32, (&'static str, u32))| if place < 2 { column.2 } else { UNITS[units[0]] };
        // One value a whole unit: what differs is how it is printed.
        let whole = |it: &(u16, u32, (&'static str, u32))| Decimal::from(it.1) * Decimal::from(10_000_000_u32) / Decimal::from(10_u64.pow(of(it).1));
        let heads = columns.iter().map(|it| if place == 0 { format!("{}年({})", it.0, of(it).0) } else { format!("{}年", it.0) });
        let heads = heads.collect::<Vec<_>>().join(",");
        let row = columns.iter().map(|it| whole(it).normalize().to_string()).collect::<Vec<_>>().join(",");
        let said = columns.iter().map(|it| of(it).0).collect::<Vec<_>>().join(",");
        let unit = UNITS[units[0]].0;
        let table = match place {
            0 => format!("地区,{heads}\n四川省,{row}\n"),
            1 => format!("地区,{heads}\n单位,{said}\n四川省,{row}\n"),
            2 => format!("各地区研发经费投入（{unit}）,\n地区,{heads}\n四川省,{row}\n"),
            _ => format!("地区（{unit}）,{heads}\n四川省,{row}\n"),
        };
        let entry = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"");
        let found = read(&published("t.csv", table.clone(), &entry));
        let values = columns.iter().map(|it| (it.0, it.1, 8, "A")).collect::<Vec<_>>();
        prop_assert_eq!(found, Some(meant("CN-SC", &values)), "{}", table);
    }

    #[test]
    fn headings_of_any_height_order_and_merging_lead_to_the_right_cell(
        tenths in prop::collection::vec(20_000_u32..60_000, 8), years in 1_u16..5, swaps in any::<(bool, bool)>(),
        has_units in any::<bool>(), is_merged in any::<bool>(), titles in 0_u32..3,
    ) {
        let mut areas = vec![("四川省", "CN-SC", 0_usize), ("重庆市", "CN-CQ", 4)];
        let mut order = (0..years).collect::<Vec<_>>();
        if swaps.0 { areas.reverse(); }
        if swaps.1 { order.reverse(); }
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..titles { sheet.write(row, 0, "各地区研发经费投入").unwrap(); }
        sheet.write(titles + 1, 0, "指标").unwrap();
        let mut expected = BTreeMap::new();
        for ((name, code, first), group) in areas.into_iter().zip(0_u16..) {
            let left = 1 + group * years;
            sheet.write(titles, left, name).unwrap();
            if is_merged && years > 1 {
                sheet.merge_range(titles, left, titles, left + years - 1, name, &Format::new()).unwrap();
            }
            for (year, column) in order.iter().zip(left..) {
                sheet.write(titles + 1, column, format!("{}年", 2000 + year)).unwrap();
                if has_units { sheet.write(titles + 2, column, "亿元").unwrap(); }
                let it = tenths[first + usize::from(*year)];
                let row = titles + 2 + u32::from(has_units);
                sheet.write_with_format(row, column, f64::from(it) / 10.0, &Format::new().set_num_format("0.0")).unwrap();
                expected.append(&mut meant(code, &[(2000 + year, it, 8, "A")]));
            }
        }
        sheet.write(titles + 2 + u32::from(has_units), 0, if has_units { "研发经费投入" } else { "研发经费投入(亿元)" }).unwrap();
        let inputs = published("t.xlsx", book.save_to_buffer().unwrap(), SAID);
        prop_assert_eq!(read(&inputs), Some(expected), "{}", inputs.diagnostics());
    }

    #[test]
    fn one_series_of_sdmx_is_read_or_none(tenths in tenths(), measures in prop::collection::vec(0_usize..3, 5), chosen in prop::option::of(0_usize..3)) {
        const NAMES: [&str; 3] = ["G", "B", "V"];
        let rows = (2000_u16..).zip(tenths).zip(measures).map(|((year, it), measure)| (year, it, measure)).collect::<Vec<_>>();
        let lines = rows.iter().map(|(year, it, measure)| {
            format!("dataflow,X,I,RD_EXP,CN-SC,{},{year},{}.{},CNY,8,A\n", NAMES[*measure], it / 10, it % 10)
        });
        let table = format!(
            "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS\n{}",
            lines.collect::<String>(),
        );
        let only = chosen.map_or(String::new(), |it| format!(", \"only\": {{\"MEASURE\": \"{}\"}}", NAMES[it]));
        let found = read(&published("t.csv", table.clone(), &format!("{SAID}{only}")));
        let is_one = rows.iter().all(|row| row.2 == rows[0].2);
        let wanted = rows.iter().filter(|row| chosen.is_none_or(|it| it == row.2));
        let wanted = wanted.map(|row| (row.0, row.1, 8, "A")).collect::<Vec<_>>();
        let expected = (is_one || chosen.is_some()).then(|| meant("CN-SC", &wanted));
        // A series that is not there leaves nothing to read, which is for the whole intake to say.
        prop_assert_eq!(found.filter(|it| !it.is_empty()), expected.filter(|it| !it.is_empty()), "{}", table);
    }

    #[test]
    fn a_float_has_the_digits_that_lead_back_to_it(numbers in prop::collection::vec(1_u32..9_999_999, 1..5), places in 0_u32..5, is_short in any::<bool>()) {
        let count = numbers.len();
        let text = |name: &str, text: &str| Column::new(name.into(), vec![text; count]);
        // A short float holds any six digits.
        let numbers = numbers.iter().map(|it| if is_short { it % 999_999 + 1 } else { *it }).collect::<Vec<_>>();
        let digits = numbers.iter().map(|it| Decimal::new(i64::from(*it), places).normalize().to_string()).collect::<Vec<_>>();
        let values = if is_short {
            Column::new("OBS_VALUE".into(), digits.iter().map(|it| it.parse::<f32>().unwrap()).collect::<Vec<_>>())
        } else {
            Column::new("OBS_VALUE".into(), digits.iter().map(|it| it.parse::<f64>().unwrap()).collect::<Vec<_>>())
        };
        let periods = (1950..).take(count).map(|year: u16| year.to_string()).collect::<Vec<_>>();
        let columns = vec![
            text("INDICATOR", "RD_EXP"), text("REF_AREA", "四川"), Column::new("TIME_PERIOD".into(), periods), values,
            text("UNIT_MEASURE", "CNY"), Column::new("UNIT_MULT".into(), vec![0; count]), text("OBS_STATUS", "B"),
        ];
        let mut bytes = Vec::new();
        polars_io::parquet::write::ParquetWriter::new(&mut bytes).finish(&mut DataFrame::new(count, columns).unwrap()).unwrap();
        let (ingested, _) = published("t.parquet", bytes, SAID).ingest();
        let printed = ingested.unwrap().observations.rows().iter().map(|it| it.printed.value().normalize().to_string()).collect::<Vec<_>>();
        prop_assert_eq!(printed, digits);
    }

    #[test]
    fn an_import_ends_with_what_a_check_says_of_the_values(
        tenths in prop::collection::vec(20_000_u32..60_000, 4), at in 0_usize..4, power in 0_u32..5, again in prop::option::of(0_u32..3)
    ) {
        // One value of a row is smaller by a power of ten, and the row may stand there twice, with other digits.
        let row = |of: usize, plus: u32| {
            let cell = |(nth, it): (usize, &u32)| {
                Decimal::new(i64::from(it + plus), 1 + if nth == of { power } else { 0 }).to_string()
            };
            format!("四川省,{}\n", tenths.iter().enumerate().map(cell).collect::<Vec<_>>().join(","))
        };
        let again = again.map(|plus| row(at, plus)).unwrap_or_default();
        let table = format!("指标：研发经费投入(亿元)\n地区,2020年,2021年,2022年,2023年\n{}{again}", row(at, 0));
        let codes = |sink: &Sink| sink.iter().map(|it| (it.severity, it.code)).collect::<BTreeSet<_>>();
        let checked = published("t.csv", table.clone(), SAID).ingest().1;
        let mut imported = Sink::default();
        let said = EditorAnswers { vintage: Some("2024-10-02".to_owned()), source: Some("NBS".to_owned()), ..EditorAnswers::default() };
        let understood = understand(&File::new("t.csv", table.clone()), &Inputs::minimal().without("rd.csv").files(), &said, &mut imported);
        prop_assert!(understood.is_ok());
        prop_assert_eq!(codes(&imported), codes(&checked), "{}", table);
        prop_assert!(power < 2 || !codes(&checked).is_empty(), "{}", table);
    }
}

#[test]
fn areas_have_units_of_their_own() {
    let entry = format!("{SAID}, \"indicator\": \"RD_EXP\"");
    let columns = "年份,四川(亿元),重庆(万元)\n2022,1215.0,6866000\n2023,1357.8,7467000\n";
    let rows = "地区,2022年,2023年\n四川（亿元）,1215.0,1357.8\n重庆（万元）,6866000,7467000\n";
    let expected: BTreeMap<_, _> = [
        meant("CN-SC", &[(2022, 12150, 8, "A"), (2023, 13578, 8, "A")]),
        meant("CN-CQ", &[(2022, 68_660_000, 4, "A"), (2023, 74_670_000, 4, "A")]),
    ]
    .into_iter()
    .flatten()
    .collect();
    for table in [columns, rows] {
        assert_eq!(read(&published("t.csv", table, &entry)), Some(expected.clone()), "{table}");
    }
}
