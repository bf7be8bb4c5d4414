//! How long intake takes: a tidy CSV of a million cells, a wide one, a workbook of a hundred
//! thousand, the briefing's own inputs.
//!
//! Set limits: 1.5 s, 1 s and 10 ms for the first, the workbook and the inputs.
#![allow(clippy::unwrap_used, reason = "a measurement may stop where it stands")]

use std::{fmt::Write as _, hint::black_box, path::Path};

use briefing::{
    diag::Sink,
    ingest::{Ingested, ingest},
    inputs::{File, Files},
};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_xlsxwriter::Workbook;

/// Code lists of one indicator and `areas` areas, and a table under `briefing`.
fn inputs(areas: usize, name: &str, table: Vec<u8>, briefing: &str) -> Files {
    let mut list = "REF_AREA,NAME_ZH,NAME_EN,SHORT_ZH,SHORT_EN\n".to_owned();
    for area in 0..areas {
        writeln!(list, "A{area},地区{area},Area {area},地区{area},Area {area}").unwrap();
    }
    let roles = ["indicators", "areas", "sources", "observations"];
    let paths = ["indicators.csv", "areas.csv", "sources.csv", name];
    let entry = |(role, path)| {
        let more = if role == "observations" { briefing } else { "" };
        format!("{{\"path\": \"{path}\", \"briefing:role\": \"{role}\"{more}}}")
    };
    let entries = roles.into_iter().zip(paths).map(entry).collect::<Vec<_>>().join(", ");
    let texts = [
        "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,KIND,DIRECTION,SCALE,DECIMALS\n\
         RD_EXP,研发经费,R&D expenditure,CNY,level,higher,yi,1\n"
            .into(),
        list.into_bytes(),
        "SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN\nNBS,国家统计局,National Bureau of Statistics\n".into(),
        table,
    ];
    let files = paths.into_iter().zip(texts).map(|(path, text)| File::new(format!("inputs/{path}"), text));
    let descriptor =
        File::new("inputs/datapackage.json", format!("{{\"resources\": [{entries}]}}").into_bytes());
    Files::from_memory("inputs", files.chain([descriptor]))
}

/// 83,333 rows of twelve cells.
fn tidy_csv() -> Files {
    let mut table =
        "INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,QUALIFIER,VINTAGE,\
                     FAMILY,SOURCE_ID,SEEN\n"
            .to_owned();
    for row in 0..83_333 {
        let (area, year) = (row / 100, 1924 + row % 100);
        writeln!(
            table,
            "RD_EXP,A{area},{year},{}.{},CNY,8,A,,2024-10-02,,NBS,yes",
            100 + row % 900,
            row % 10
        )
        .unwrap();
    }
    inputs(834, "t.csv", table.into_bytes(), "")
}

const SAID: &str = ", \"briefing\": {\"indicator\": \"RD_EXP\", \"unit\": \"亿元\", \"vintage\": \"2024-10-02\", \
                    \"source\": \"NBS\"}";

/// A thousand areas by a hundred years, as cells of a table for readers.
fn wide_rows() -> impl Iterator<Item = Vec<String>> {
    let header = std::iter::once("地区".to_owned()).chain((1924..2024).map(|year| format!("{year}年")));
    let row = |area: usize| {
        let values = (0..100).map(move |year| format!("{}.{}", 100 + (area + year) % 900, year % 10));
        std::iter::once(format!("地区{area}")).chain(values).collect()
    };
    std::iter::once(header.collect()).chain((0..1000).map(row))
}

fn wide_csv() -> Files {
    let table = wide_rows().map(|row| row.join(",") + "\n").collect::<String>();
    inputs(1000, "t.csv", table.into_bytes(), SAID)
}

fn workbook() -> Files {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(wide_rows()) {
        for (column, text) in (0..).zip(cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, text).unwrap(),
            };
        }
    }
    inputs(1000, "t.xlsx", book.save_to_buffer().unwrap(), SAID)
}

fn take(files: &Files, observations: usize) -> Ingested {
    let mut sink = Sink::default();
    let ingested = ingest(files, &mut sink).unwrap();
    assert!(!sink.has_errors(), "{}", sink.iter().next().unwrap());
    assert_eq!(ingested.observations.rows().len(), observations);
    ingested
}

fn measure(criterion: &mut Criterion) {
    let own = Files::read(Path::new("inputs"), "inputs", &mut Sink::default());
    let cases = [
        ("a tidy CSV of a million cells", tidy_csv(), 83_333),
        ("a wide CSV of 100,000 values", wide_csv(), 100_000),
        ("a workbook of 100,000 values", workbook(), 100_000),
        ("the briefing's inputs", own, 353),
    ];
    for (name, files, observations) in &cases {
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(take(files, *observations))));
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = measure }
criterion_main!(benches);
