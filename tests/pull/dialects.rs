//! One query, and how each engine reads it; and what no two engines answer alike.

#![expect(clippy::disallowed_methods, reason = "queries are read from the tests' folder")]

use std::{fmt::Write as _, path::Path};

use briefing::{
    inputs::File,
    query::{Dialect, Portable, Query},
};

const TURNOVER: &str = "\
SELECT 'TURNOVER' AS INDICATOR, province AS REF_AREA, EXTRACT(YEAR FROM signed) AS TIME_PERIOD,
       SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT
FROM records WHERE signed >= '2021-01-01' AND state IN ('won', 'kept')
GROUP BY province, TIME_PERIOD";

fn portable(text: &str) -> Result<Portable, String> {
    let file = File::new("inputs/q.sql", text);
    let told = |faults: Vec<briefing::diag::Diagnostic>| {
        faults.iter().map(|fault| fault.to_string() + "\n").collect::<String>()
    };
    let query = Query::read(&file).map_err(told)?;
    Portable::of(&query).map_err(told)
}

/// The query in every dialect, and what its last columns prove.
fn spelt(text: &str, table: &str) -> String {
    let portable = portable(text).unwrap();
    let spelt = Dialect::ALL.map(|dialect| {
        let rewritten = portable.rewritten(dialect, table).unwrap();
        let text = rewritten
            .text
            .replace(" FROM lake", "\n  FROM lake")
            .replace(" FROM records", "\n  FROM records");
        format!("{}: {text}\n  -- {:?}\n", dialect.name(), rewritten.proofs)
    });
    spelt.concat()
}

#[test]
fn each_engine_reads_its_own_dialect() {
    insta::assert_snapshot!(spelt(TURNOVER, "lake.contracts"), @r#"
    postgresql: SELECT 'TURNOVER' AS INDICATOR, province AS REF_AREA, EXTRACT(YEAR FROM signed) AS TIME_PERIOD, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT, SUM(amount) AS proof_6, MIN(amount) AS proof_7, MAX(amount) AS proof_8, COUNT(amount) AS proof_9
      FROM lake.contracts AS records WHERE signed >= '2021-01-01' AND state IN ('won', 'kept') GROUP BY province, EXTRACT(YEAR FROM signed)
      -- [Sum { of: "SUM(amount)", at: 5 }]
    spark: SELECT 'TURNOVER' AS INDICATOR, province AS REF_AREA, EXTRACT(YEAR FROM signed) AS TIME_PERIOD, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT, SUM(amount) AS proof_6, MIN(amount) AS proof_7, MAX(amount) AS proof_8, COUNT(amount) AS proof_9
      FROM lake.contracts AS records WHERE signed >= '2021-01-01' AND state IN ('won', 'kept') GROUP BY province, EXTRACT(YEAR FROM signed)
      -- [Sum { of: "SUM(amount)", at: 5 }]
    mysql: SELECT 'TURNOVER' AS INDICATOR, province AS REF_AREA, EXTRACT(YEAR FROM signed) AS TIME_PERIOD, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT, SUM(amount) AS proof_6, MIN(amount) AS proof_7, MAX(amount) AS proof_8, COUNT(amount) AS proof_9, COUNT(DISTINCT CAST(province AS BINARY)) AS proof_10, COUNT(DISTINCT CAST(EXTRACT(YEAR FROM signed) AS BINARY)) AS proof_11
      FROM lake.contracts AS records WHERE signed >= '2021-01-01' AND (state IN ('won', 'kept') AND CAST(state AS BINARY) IN (CAST('won' AS BINARY), CAST('kept' AS BINARY))) GROUP BY province, EXTRACT(YEAR FROM signed)
      -- [Sum { of: "SUM(amount)", at: 5 }, Key { of: "province", at: 9 }, Key { of: "EXTRACT(YEAR FROM signed)", at: 10 }]
    "#);
}

#[test]
fn quoted_names_and_casts() {
    let text = "SELECT \"area code\" AS REF_AREA, SUM(CAST(amount AS DECIMAL(38, 2))) AS OBS_VALUE, \
                COUNT(DISTINCT firm) AS OBS_COUNT FROM records r WHERE r.kind <> 'none' GROUP BY \"area code\"";
    insta::assert_snapshot!(spelt(text, "\"My Lake\".contracts"), @r#"
    postgresql: SELECT "area code" AS REF_AREA, SUM(CAST(amount AS DECIMAL(38,2))) AS OBS_VALUE, COUNT(DISTINCT firm) AS OBS_COUNT, SUM(CAST(amount AS DECIMAL(38,2))) AS proof_4, MIN(CAST(amount AS DECIMAL(38,2))) AS proof_5, MAX(CAST(amount AS DECIMAL(38,2))) AS proof_6, COUNT(CAST(amount AS DECIMAL(38,2))) AS proof_7, COUNT(CASE WHEN amount IS NULL OR amount = CAST(amount AS DECIMAL(38,2)) THEN NULL ELSE 1 END) AS proof_8 FROM "My Lake".contracts AS r WHERE r.kind <> 'none' GROUP BY "area code"
      -- [Sum { of: "SUM(CAST(amount AS DECIMAL(38,2)))", at: 3 }, Cast { of: "CAST(amount AS DECIMAL(38,2))", at: 7 }]
    spark: SELECT `area code` AS REF_AREA, SUM(CAST(amount AS DECIMAL(38,2))) AS OBS_VALUE, COUNT(DISTINCT firm) AS OBS_COUNT, SUM(CAST(amount AS DECIMAL(38,2))) AS proof_4, MIN(CAST(amount AS DECIMAL(38,2))) AS proof_5, MAX(CAST(amount AS DECIMAL(38,2))) AS proof_6, COUNT(CAST(amount AS DECIMAL(38,2))) AS proof_7, COUNT(CASE WHEN amount IS NULL OR amount = CAST(amount AS DECIMAL(38,2)) THEN NULL ELSE 1 END) AS proof_8 FROM `My Lake`.contracts AS r WHERE r.kind <> 'none' GROUP BY `area code`
      -- [Sum { of: "SUM(CAST(amount AS DECIMAL(38,2)))", at: 3 }, Cast { of: "CAST(amount AS DECIMAL(38,2))", at: 7 }]
    mysql: SELECT `area code` AS REF_AREA, SUM(CAST(amount AS DECIMAL(38,2))) AS OBS_VALUE, COUNT(DISTINCT CAST(firm AS BINARY)) AS OBS_COUNT, SUM(CAST(amount AS DECIMAL(38,2))) AS proof_4, MIN(CAST(amount AS DECIMAL(38,2))) AS proof_5, MAX(CAST(amount AS DECIMAL(38,2))) AS proof_6, COUNT(CAST(amount AS DECIMAL(38,2))) AS proof_7, COUNT(CASE WHEN amount IS NULL OR amount = CAST(amount AS DECIMAL(38,2)) THEN NULL ELSE 1 END) AS proof_8, COUNT(DISTINCT CAST(`area code` AS BINARY)) AS proof_9 FROM `My Lake`.contracts AS r WHERE (r.kind <> 'none' OR CAST(r.kind AS BINARY) <> CAST('none' AS BINARY)) GROUP BY `area code`
      -- [Sum { of: "SUM(CAST(amount AS DECIMAL(38,2)))", at: 3 }, Cast { of: "CAST(amount AS DECIMAL(38,2))", at: 7 }, Key { of: "\"area code\"", at: 8 }]
    "#);
}

#[test]
fn a_table_is_a_name_and_nothing_else() {
    let portable = portable(TURNOVER).unwrap();
    for table in ["", "a b", "a; DROP TABLE b", "(SELECT 1)", "a, b", "f(1)", "\"a`b\""] {
        assert_eq!(portable.rewritten(Dialect::Spark, table), None, "{table}");
    }
    for table in ["contracts", "lake.contracts", "a.b.c", "parquet.`/data/contracts`"] {
        assert!(portable.rewritten(Dialect::Spark, table).is_some(), "{table}");
    }
}

/// The places and messages of what a query has that is not portable.
fn refused(text: &str) -> String {
    let told = portable(text).unwrap_err();
    let lines = told.lines().filter(|line| !line.starts_with("  help"));
    lines.map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn what_engines_answer_each_in_its_own_way_is_refused_by_name() {
    let text = "\
SELECT area || 'x' AS REF_AREA, LENGTH(name) AS A, GREATEST(a, 0) AS B, b AS C,
SUM(price * quantity) AS OBS_VALUE, COUNT(*) AS OBS_COUNT, CAST(SUM(a) AS DECIMAL(38, 2)) AS D,
MAX(CAST(a AS INTEGER)) AS E, CONCAT(a, 'it''s') AS F, SUM(DISTINCT a) AS G, SUM(MOD(a, 7)) AS H
FROM records WHERE name LIKE 'a%' AND a < b AND name > 'Chengdu' AND day >= DATE '2023-01-01'
AND CASE name WHEN 'x' THEN 1 ELSE 0 END = 1 AND a IN (SELECT a FROM records)
GROUP BY 1, area || 'x', name
HAVING SUM(a) > 0";
    insta::assert_snapshot!(refused(text), @r"
    error[not-portable]: GROUP BY a number is not in the core that every engine answers alike
      --> inputs/q.sql:6:10
    error[not-portable]: || is not in the core that every engine answers alike
      --> inputs/q.sql:6:13
    error[not-portable]: length is not in the core that every engine answers alike
      --> inputs/q.sql:1:33
    error[not-portable]: greatest is not in the core that every engine answers alike
      --> inputs/q.sql:1:52
    error[ungrouped-column]: b is neither grouped by nor added up
      --> inputs/q.sql:1:73
    error[not-portable]: * is not in the core that every engine answers alike
      --> inputs/q.sql:2:5
    error[not-portable]: a cast of what is not added up is not in the core that every engine answers alike
      --> inputs/q.sql:2:65
    error[not-portable]: a cast to INTEGER is not in the core that every engine answers alike
      --> inputs/q.sql:3:10
    error[not-portable]: concat is not in the core that every engine answers alike
      --> inputs/q.sql:3:31
    error[not-portable]: sum DISTINCT is not in the core that every engine answers alike
      --> inputs/q.sql:3:56
    error[not-portable]: mod is not in the core that every engine answers alike
      --> inputs/q.sql:3:82
    error[not-portable]: LIKE is not in the core that every engine answers alike
      --> inputs/q.sql:4:20
    error[not-portable]: a comparison of two columns is not in the core that every engine answers alike
      --> inputs/q.sql:4:39
    error[not-portable]: a text that is smaller or greater is not in the core that every engine answers alike
      --> inputs/q.sql:4:49
    error[not-portable]: a typed text is not in the core that every engine answers alike
      --> inputs/q.sql:4:82
    error[not-portable]: a comparison of two columns is not in the core that every engine answers alike
      --> inputs/q.sql:4:70
    error[not-portable]: CASE with a value after it is not in the core that every engine answers alike
      --> inputs/q.sql:5:5
    error[not-portable]: a query in the query is not in the core that every engine answers alike
      --> inputs/q.sql:5:50
    ");
}

/// The queries that `.ci/pull` puts to each engine, and to polars.
#[test]
fn the_queries_of_the_tests_are_portable_or_refused_by_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/microdata/queries");
    let mut told = String::new();
    for folder in [folder.clone(), folder.join("not-portable")] {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut paths = entries.filter(|path| path.is_file()).collect::<Vec<_>>();
        paths.sort();
        for path in paths {
            let outcome = portable(&std::fs::read_to_string(&path).unwrap());
            let outcome = outcome
                .map_or_else(|told| told.lines().next().unwrap().to_owned(), |_| "portable".to_owned());
            let name = path.file_stem().unwrap().to_string_lossy();
            writeln!(
                told,
                "{name}: {}",
                outcome.replace(" is not in the core that every engine answers alike", "")
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(told, @r"
    all-records-together: portable
    conditions-on-records-and-on-groups: portable
    extremes: portable
    keys-that-are-computed: portable
    sums-and-counts: portable
    sums-of-many-digits: portable
    sums-of-more-decimals: portable
    sums-of-nothing: portable
    sums-of-small-numbers: portable
    sums-of-what-is-computed: portable
    sums-of-whole-numbers: portable
    texts: portable
    the-greatest: portable
    the-year-of-a-day: portable
    what-is-distinct: portable
    what-is-present: portable
    a-query-within-the-query: error[not-portable]: anything but one table
    arithmetic: error[not-portable]: -
    remainders: error[not-portable]: mod
    sums-of-products: error[not-portable]: *
    texts-put-together: error[not-portable]: ||
    ");
}

#[test]
fn one_plain_select_of_groups() {
    for (text, what) in [
        (
            "WITH t AS (SELECT * FROM records) SELECT SUM(a) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM t",
            "WITH",
        ),
        ("SELECT DISTINCT SUM(a) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records", "SELECT DISTINCT"),
        (
            "SELECT SUM(a) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records JOIN records r ON TRUE",
            "anything but one table",
        ),
        ("SELECT SUM(a) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM (SELECT * FROM records) t", "anything but"),
        ("SELECT SUM(a) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records GROUP BY ROLLUP (a)", "ROLLUP"),
        (
            "SELECT SUM(a) AS OBS_VALUE, COUNT(*) AS OBS_COUNT FROM records UNION SELECT 1 AS OBS_VALUE, 1",
            "more than one SELECT",
        ),
    ] {
        let told = refused(text);
        assert!(told.contains(what) || told.contains("not-sql"), "{text}: {told}");
    }
}
