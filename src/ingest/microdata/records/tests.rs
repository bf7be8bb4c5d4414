//! Folded records say what the single ones say.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "the records are written from outside")]

use std::path::Path;

use polars_io::parquet::write::ParquetWriter;
use tempfile::TempDir;

use super::*;
use crate::inputs::{File, Place};

/// 3,000 records of a year, in row groups of 400: values that are missing, negative, at the ends of
/// their types, and ids of which there is one each.
fn records(year: i64) -> DataFrame {
    let rows = (0..3000_i64).map(|row| row + year).collect::<Vec<_>>();
    let column = |of: &dyn Fn(i64) -> Option<i64>| rows.iter().map(|row| of(*row)).collect::<Vec<_>>();
    let missing = |every: i64, value: &dyn Fn(i64) -> i64| {
        column(&|row| (row % every != 0).then(|| value(row * 7919 % 1_000_003)))
    };
    let of_type = |name: &str, values: Vec<Option<i64>>, dtype: DataType| {
        Column::new(name.into(), values).strict_cast(&dtype).unwrap()
    };
    let areas = column(&|row| (row % 11 != 0).then_some(row % 5));
    let areas = areas
        .iter()
        .map(|area| area.map(|area| ["CN-SC", "CN-CQ", "成都", "", "a'b"][usize::try_from(area).unwrap()]));
    let stock = rows.iter().map(|row| u64::MAX - row.unsigned_abs()).collect::<Vec<_>>();
    let columns = vec![
        Column::new("area".into(), areas.collect::<Vec<_>>()),
        of_type("day", missing(13, &|it| it % 90), DataType::Int32).strict_cast(&DataType::Date).unwrap(),
        of_type("grade", missing(7, &|it| it % 9 - 4), DataType::Int8),
        of_type("size", missing(3, &|it| it % 1000 - 500), DataType::Int32),
        of_type("amount", missing(17, &|it| it - 500_000), DataType::Decimal(15, 2)),
        of_type("wide", missing(19, &|it| it), DataType::Decimal(38, 4)),
        Column::new("stock".into(), stock),
        Column::new("id".into(), rows.iter().map(|row| row << 40).collect::<Vec<_>>()),
        Column::new("never".into(), vec![None::<i64>; rows.len()]),
    ];
    DataFrame::new(rows.len(), columns).unwrap()
}

/// What both ways say of the records, the folded one first.
fn both_ways(text: &str) -> (Option<DataFrame>, DataFrame) {
    let folder = two_years();
    asked(folder.path(), text)
}

fn two_years() -> TempDir {
    let folder = TempDir::new().unwrap();
    for year in [2022, 2023] {
        let part = folder.path().join(format!("year={year}/part.parquet"));
        std::fs::create_dir_all(part.parent().unwrap()).unwrap();
        let writer = ParquetWriter::new(std::fs::File::create(part).unwrap());
        writer.with_row_group_size(Some(400)).finish(&mut records(year)).unwrap();
    }
    folder
}

fn asked(folder: &Path, text: &str) -> (Option<DataFrame>, DataFrame) {
    let inputs = folder.join("inputs");
    let survey = Survey::of(&Place::Disk(folder.display().to_string()), &inputs).unwrap();
    let declared = describe::Records { place: Place::Disk(String::new()), decimals: [].into() };
    let entry = Locus::file("inputs/datapackage.json");
    let text = format!("SELECT {text}");
    let file = File::new("inputs/q.sql", text.into_bytes());
    let query = Query::read(&file).unwrap();
    let records = OpenedRecords::open(&survey, &declared, &entry).unwrap();
    records.check_named(&query).unwrap();
    let in_order = |answer: DataFrame| {
        let names = answer.get_column_names_owned();
        answer.sort(names, SortMultipleOptions::default()).unwrap()
    };
    let folded = records.folded(&query).map(|it| in_order(records.answer(&query, it).unwrap()));
    (folded, in_order(records.answer(&query, records.single(&query)).unwrap()))
}

#[track_caller]
fn folds(text: &str) {
    let (folded, single) = both_ways(text);
    let folded = folded.expect("it can be folded");
    assert_eq!(folded.schema(), single.schema());
    assert!(folded.equals_missing(&single), "{folded}\n{single}");
}

#[track_caller]
fn does_not_fold(text: &str) {
    assert!(both_ways(text).0.is_none());
}

/// The queries that `.ci/pull` puts to engines, too.
#[test]
fn the_queries_that_engines_are_asked() {
    let records = two_years();
    let queries = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/microdata/queries");
    let folders = [queries.clone(), queries.join("not-portable")];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut files =
        files.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect::<Vec<_>>();
    files.sort();
    let is_left = |path: &&std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let (folded, single) = asked(records.path(), text.strip_prefix("SELECT ").unwrap());
        if let Some(folded) = &folded {
            assert!(folded.equals_missing(&single), "{}: {folded}\n{single}", path.display());
        }
        folded.is_none()
    };
    let left = files.iter().filter(is_left);
    let left = left.map(|path| path.file_stem().unwrap().to_string_lossy()).collect::<Vec<_>>();
    // What is computed for each record before it is added up is left to polars, and conditions by which
    // nearly every record is one of its own.
    assert_eq!(
        left,
        [
            "conditions-on-records-and-on-groups",
            "a-query-within-the-query",
            "remainders",
            "sums-of-products",
            "sums-of-more-decimals",
            "sums-of-what-is-computed"
        ]
    );
}

#[test]
fn sums_and_counts_of_groups() {
    folds("area, year, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY area, year");
}

#[test]
fn every_kind_of_value_and_what_is_missing() {
    for column in ["amount", "wide", "size", "grade", "stock", "id", "never"] {
        folds(&format!(
            "area, SUM({column}) AS OBS_VALUE, MIN({column}) AS least, MAX({column}) AS most, \
             COUNT({column}) AS present, COUNT(*) AS OBS_COUNT FROM records GROUP BY area"
        ));
    }
}

#[test]
fn every_kind_of_key() {
    for column in ["area", "day", "grade", "size", "year", "never"] {
        folds(&format!(
            "{column}, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY {column}"
        ));
    }
}

#[test]
fn keys_that_are_computed() {
    folds(
        "'A_' || area AS name, CASE WHEN grade > 0 THEN 'good' ELSE 'bad' END AS kind, \
         SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY name, kind",
    );
}

#[test]
fn conditions_on_records_and_on_groups() {
    folds(
        "area, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records \
         WHERE year = 2023 AND day > CAST('1970-02-01' AS DATE) AND grade IS NOT NULL \
         GROUP BY area HAVING COUNT(*) > 10 AND SUM(amount) > 0 ORDER BY OBS_VALUE",
    );
}

#[test]
fn a_condition_that_no_record_meets() {
    folds(
        "area, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records WHERE year = 1900 GROUP BY area",
    );
}

#[test]
fn aggregates_within_expressions() {
    folds(
        "area, COALESCE(SUM(never), 0) + 2 * SUM(size) - MIN(grade) AS OBS_VALUE, \
         COUNT(*) - COUNT(size) AS OBS_COUNT FROM records GROUP BY area",
    );
}

#[test]
fn aggregates_to_which_alike_records_are_one() {
    folds(
        "year, MAX(area) AS last, MIN(UPPER(area)) AS first, COUNT(DISTINCT grade) AS OBS_VALUE, \
         COUNT(*) AS OBS_COUNT FROM records GROUP BY year",
    );
}

#[test]
fn all_records_together() {
    folds("SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records");
}

#[test]
fn aggregates_of_what_is_computed_for_a_record_are_left_to_polars() {
    does_not_fold("area, SUM(size * 2) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY area");
}

#[test]
fn as_many_groups_as_records_are_left_to_polars() {
    does_not_fold("id AS REF_AREA, SUM(size) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY id");
}

#[test]
fn records_that_are_not_grouped_are_left_to_polars() {
    does_not_fold("area, grade AS OBS_VALUE, 1 AS OBS_COUNT FROM records");
}

#[test]
fn a_query_within_the_query_is_left_to_polars() {
    does_not_fold(
        "area, SUM(size) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM (SELECT area, size FROM records) GROUP BY area",
    );
}

#[test]
fn folders_that_say_what_is_added_up_are_left_to_polars() {
    does_not_fold("area, SUM(year) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY area");
}

#[test]
fn a_file_that_is_not_like_the_first_is_left_to_polars() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, frame: &mut DataFrame| {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        ParquetWriter::new(file).finish(frame).unwrap();
    };
    let mut frame = records(2022);
    write("a.parquet", &mut frame);
    write("b.parquet", &mut frame.select(["amount", "area"]).unwrap());
    let file = File::new(
        "inputs/q.sql",
        b"SELECT area, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY area".as_slice(),
    );
    let survey = Survey::of(&Place::Disk(folder.path().display().to_string()), Path::new("inputs")).unwrap();
    let declared = describe::Records { place: Place::Disk(String::new()), decimals: [].into() };
    let entry = Locus::file("inputs/datapackage.json");
    let records = OpenedRecords::open(&survey, &declared, &entry).unwrap();
    assert!(records.folded(&Query::read(&file).unwrap()).is_none());
}

#[test]
fn what_polars_refuses_it_refuses_of_the_query_as_written() {
    let folder = two_years();
    let survey = Survey::of(&Place::Disk(folder.path().display().to_string()), Path::new("inputs")).unwrap();
    let declared = describe::Records { place: Place::Disk(String::new()), decimals: [].into() };
    let entry = Locus::file("inputs/datapackage.json");
    let text = "SELECT area, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY area \
                ORDER BY SUM(amount)";
    let file = File::new("inputs/q.sql", text.as_bytes());
    let records = OpenedRecords::open(&survey, &declared, &entry).unwrap();
    let fault = records.ask(&Query::read(&file).unwrap()).unwrap_err().to_string();
    assert!(fault.contains("unable to find column \"amount\""), "{fault}");
}
