//! Queries over records: what becomes of them, and what a query may not ask.

#[cfg(not(feature = "microdata"))]
#[test]
fn a_program_without_queries_says_how_to_build_one_with_them() {
    let entry = "{\"path\": \"turnover.sql\", \"briefing:role\": \"observations\",\n\
                 \"briefing\": {\"records\": {\"path\": \"../contracts\"}}}";
    let inputs = crate::ingest::Inputs::minimal()
        .set("datapackage.json", "{\"path\": \"rd.csv\", \"briefing:role\": \"observations\"}", entry)
        .without("rd.csv")
        .with("turnover.sql", "SELECT 1");
    insta::assert_snapshot!(inputs.diagnostics(), @r"
    error[no-microdata]: this program was built without queries over records
      --> inputs/datapackage.json:5   ../contracts
      help: build it with them: cargo build --profile microdata --features microdata
    ");
}

#[cfg(feature = "microdata")]
mod with_the_feature {
    #![expect(clippy::disallowed_methods, reason = "the records are written and changed from outside")]

    use std::{fs::File, path::Path, process::Command};

    use briefing::{
        data::observation::Observation,
        diag::Sink,
        ingest::{ingest, survey},
    };
    use polars::prelude::{Column, DataFrame, DataType, ParquetWriter, SortMultipleOptions};
    use tempfile::TempDir;

    use crate::{ingest::Inputs, project::Project};

    const TURNOVER: &str = "SELECT 'RD_EXP' AS INDICATOR, area AS REF_AREA, year AS TIME_PERIOD,\n  \
                            SUM(amount) AS OBS_VALUE,\n  COUNT(*) AS OBS_COUNT\nFROM records\nGROUP BY area, year";

    /// Minimal inputs whose only observations are a query's, over records in a folder beside them.
    struct Asked {
        folder: TempDir,
        query: String,
        /// What the entry says of the records besides their path.
        records: String,
    }

    impl Asked {
        fn of(query: &str) -> Self {
            let folder = TempDir::new().unwrap();
            Self { folder, query: query.to_owned(), records: String::new() }
        }

        fn with_csv(self, name: &str, text: &str) -> Self {
            self.write(name, |path| std::fs::write(path, text).unwrap())
        }

        fn with_parquet(self, name: &str, mut frame: DataFrame) -> Self {
            self.write(name, |path| {
                let file = File::create(path).unwrap();
                ParquetWriter::new(file).with_row_group_size(Some(50)).finish(&mut frame).unwrap();
            })
        }

        fn write(self, name: &str, write: impl FnOnce(&Path)) -> Self {
            let path = self.folder.path().join("records").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            write(&path);
            self
        }

        fn declaring(self, records: &str) -> Self {
            Self { records: format!(", {records}"), ..self }
        }

        /// The observations, a line each, and what there is to report below them.
        fn told(&self) -> String {
            let place = self.folder.path().join("records").display().to_string();
            let entry = format!(
                "{{\"path\": \"q.sql\", \"briefing:role\": \"observations\", \"briefing\": {{\"records\": \
                 {{\"path\": \"{place}\"{}}}, \"unit\": \"元\", \"status\": \"A\", \"vintage\": \"2025-01-31\", \
                 \"source\": \"NBS\"}}}}",
                self.records
            );
            let inputs = Inputs::minimal()
                .set(
                    "datapackage.json",
                    "{\"path\": \"rd.csv\", \"briefing:role\": \"observations\"}",
                    &entry,
                )
                .without("rd.csv")
                .with("q.sql", self.query.as_str());
            let mut sink = Sink::default();
            let mut files = inputs.files();
            survey(&mut files, &mut sink);
            let ingested = ingest(&files, &mut sink).unwrap();
            let row = |it: &Observation| format!("{} {} {} {}\n", it.area, it.period, it.printed, it.cell);
            let told = ingested.observations.rows().iter().map(row).collect::<String>();
            let faults = sink.iter().map(|it| it.to_string() + "\n").collect::<String>();
            (told + &faults).replace(&place, "…/records")
        }
    }

    /// 300 contracts of 10.01 yuan, 10.02 yuan …, by turns in two areas and three years.
    fn contracts(years: impl Fn(usize) -> bool) -> DataFrame {
        let rows = (0..300).filter(|row| years(row % 3)).collect::<Vec<_>>();
        let years = (2021..2024).cycle().take(300).zip(0..300).filter(|(_, row)| rows.contains(row));
        let column = |of: &dyn Fn(usize) -> String| rows.iter().map(|row| of(*row)).collect::<Vec<_>>();
        let amounts = column(&|row| format!("{}.{:02}", 10 + (row + 1) / 100, (row + 1) % 100));
        let amounts = Column::new("amount".into(), amounts);
        let columns = vec![
            Column::new("area".into(), column(&|row| ["CN-SC", "CN-CQ"][row % 2].to_owned())),
            Column::new("year".into(), years.map(|(year, _)| year).collect::<Vec<i32>>()),
            amounts.cast(&DataType::Decimal(15, 2)).unwrap(),
        ];
        DataFrame::new(rows.len(), columns).unwrap()
    }

    const SUMS: &str = "\
CN-CQ 2021 575.50 inputs/q.sql:2:18 (RD_EXP, CN-CQ, 2021: 50 of 300 records of …/records)
CN-CQ 2022 574.50 inputs/q.sql:2:18 (RD_EXP, CN-CQ, 2022: 50 of 300 records of …/records)
CN-CQ 2023 576.50 inputs/q.sql:2:18 (RD_EXP, CN-CQ, 2023: 50 of 300 records of …/records)
CN-SC 2021 574.00 inputs/q.sql:2:18 (RD_EXP, CN-SC, 2021: 50 of 300 records of …/records)
CN-SC 2022 576.00 inputs/q.sql:2:18 (RD_EXP, CN-SC, 2022: 50 of 300 records of …/records)
CN-SC 2023 575.00 inputs/q.sql:2:18 (RD_EXP, CN-SC, 2023: 50 of 300 records of …/records)
";

    #[test]
    fn a_value_says_its_query_its_group_and_its_records() {
        assert_eq!(Asked::of(TURNOVER).with_parquet("all.parquet", contracts(|_| true)).told(), SUMS);
    }

    #[test]
    fn the_order_of_the_records_does_not_matter() {
        let backwards =
            contracts(|_| true).sort(["amount"], SortMultipleOptions::default().with_order_descending(true));
        assert_eq!(Asked::of(TURNOVER).with_parquet("all.parquet", backwards.unwrap()).told(), SUMS);
    }

    #[test]
    fn folders_named_after_a_column_are_one() {
        let mut asked = Asked::of(TURNOVER);
        for year in 0..3 {
            let part = contracts(|it| it == year).drop("year").unwrap();
            asked = asked.with_parquet(&format!("year={}/part.parquet", 2021 + year), part);
        }
        assert_eq!(asked.told(), SUMS);
    }

    fn csv() -> String {
        let frame = contracts(|_| true);
        let mut text = "area,year,amount\n".to_owned();
        for row in 0..frame.height() {
            let cells = frame.get(row).unwrap();
            let cells = cells.iter().map(|cell| cell.to_string().replace('"', "")).collect::<Vec<_>>();
            text += &(cells.join(",") + "\n");
        }
        text
    }

    #[test]
    fn a_csv_with_declared_decimals() {
        let asked =
            Asked::of(TURNOVER).with_csv("all.csv", &csv()).declaring("\"decimals\": {\"amount\": 2}");
        assert_eq!(asked.told(), SUMS);
    }

    #[test]
    fn fewer_decimals_than_the_records_have_are_refused() {
        let asked =
            Asked::of(TURNOVER).with_csv("all.csv", &csv()).declaring("\"decimals\": {\"amount\": 1}");
        insta::assert_snapshot!(asked.told(), @r#"
        error[decimals]: 270 values of amount are no numbers, or have more decimals than 1
          --> inputs/datapackage.json:5   amount
          help: declare as many decimals as the records have
        "#);
    }

    #[test]
    fn floats_are_refused_until_their_decimals_are_declared() {
        let mut frame = contracts(|_| true);
        let floats = frame.column("amount").unwrap().cast(&DataType::Float64).unwrap();
        frame.with_column(floats).unwrap();
        let asked = Asked::of(TURNOVER).with_parquet("all.parquet", frame);
        insta::assert_snapshot!(asked.told(), @r#"
        error[float-column]: amount is stored in floating point
          --> inputs/q.sql:2:7   amount
          help: say how many decimals it has: "decimals": {"amount": 2}
        "#);
        assert_eq!(asked.declaring("\"decimals\": {\"amount\": 2}").told(), SUMS);
    }

    #[test]
    fn sums_beyond_64_bits_do_not_go_round() {
        let amounts = Column::new("amount".into(), [9_000_000_000_000_000_000_i64; 3].as_slice());
        let areas = Column::new("area".into(), ["CN-SC"; 3].as_slice());
        let years = Column::new("year".into(), [2023_i32; 3].as_slice());
        let frame = DataFrame::new(3, vec![areas, years, amounts]).unwrap();
        insta::assert_snapshot!(Asked::of(TURNOVER).with_parquet("all.parquet", frame).told(), @r"
        error[too-large]: the value in whole units is ten quadrillion or more
          --> inputs/q.sql:2:18 (RD_EXP, CN-SC, 2023: 3 of 3 records of …/records)   27000000000000000000
          help: check its digits and UNIT_MULT
        ");
    }

    /// What is wrong with a query over the contracts.
    fn refused(query: &str) -> String {
        Asked::of(query).with_parquet("all.parquet", contracts(|_| true)).told()
    }

    #[test]
    fn a_column_that_there_is_not_is_named_where_it_stands() {
        insta::assert_snapshot!(refused(&TURNOVER.replace("amount", "amonut")), @r"
        error[unknown-column]: the records have no column amonut
          --> inputs/q.sql:2:7   amonut
          help: did you mean amount?
        ");
    }

    #[test]
    fn what_has_no_one_exact_answer_is_refused_all_at_once() {
        let query = "SELECT area AS REF_AREA, AVG(amount) * 0.5 AS OBS_VALUE,\n\
                     FIRST(year) AS TIME_PERIOD, SUM(amount) / 2 AS HALF, CAST(year AS DOUBLE) AS Y,\n\
                     COUNT(*) AS OBS_COUNT\nFROM records LIMIT 5";
        insta::assert_snapshot!(refused(query), @r"
        error[partial-answer]: the query limits its rows, and says no longer what it leaves out
          --> inputs/q.sql:1:1
          help: take LIMIT and OFFSET away; what is shown, the plan says
        error[inexact-function]: avg is not among the functions that have one exact answer
          --> inputs/q.sql:1:26
          help: count and add up here, and leave ratios and means to the plan
        error[inexact-function]: 0.5 would be read as a float
          --> inputs/q.sql:1:40
          help: write CAST('0.5' AS DECIMAL(38, 2)), with the decimals it has
        error[inexact-function]: first is not among the functions that have one exact answer
          --> inputs/q.sql:2:1
          help: count and add up here, and leave ratios and means to the plan
        error[inexact-function]: a quotient is not exact
          --> inputs/q.sql:2:29
          help: make two indicators, and let the plan divide them
        error[inexact-function]: DOUBLE is not exact
          --> inputs/q.sql:2:59
          help: cast to DECIMAL(38, 2), with the decimals it has
        ");
    }

    #[test]
    fn nothing_is_read_but_the_records() {
        let query = "SELECT a AS OBS_VALUE, 1 AS OBS_COUNT FROM read_parquet('/elsewhere/all.parquet')";
        insta::assert_snapshot!(refused(query), @r"
        error[foreign-table]: the query may not read read_parquet('/elsewhere/all.parquet')
          --> inputs/q.sql:1:44
          help: the table is called records
        ");
        insta::assert_snapshot!(refused("DROP TABLE records"), @r"
        error[not-a-query]: the file is not one SELECT
          --> inputs/q.sql
          help: write a single query of records
        ");
    }

    #[test]
    fn a_query_that_is_no_sql() {
        insta::assert_snapshot!(refused("SELECT area\nFORM records WHERE GROUP"), @r"
        error[not-sql]: the query cannot be read: expected: end of statement, found: records
          --> inputs/q.sql:2:6
          help: correct it there, or a little before
        ");
    }

    #[test]
    fn every_value_says_of_how_many_records() {
        insta::assert_snapshot!(refused("SELECT SUM(amount) AS OBS_VALUE FROM records"), @r"
        error[no-such-result]: the query names nothing OBS_COUNT
          --> inputs/q.sql
          help: each observation has a value, and says of how many records: COUNT(*) AS OBS_COUNT
        ");
    }

    #[test]
    fn a_text_is_no_value() {
        let query = TURNOVER.replace("SUM(amount)", "MAX(area)");
        insta::assert_snapshot!(refused(&query), @r"
        error[answer-type]: OBS_VALUE of the answer is str, not a whole number or a decimal
          --> inputs/q.sql:2:16
          help: cast it in the query; money is DECIMAL(38, 2)
        ");
    }

    #[test]
    fn damaged_records_are_reported_where_they_are_named() {
        let told = Asked::of(TURNOVER).with_csv("all.parquet", "PAR1 and nothing more").told();
        assert!(told.starts_with("error[records]: the records give no answer: "), "{told}");
        assert!(told.contains("  --> inputs/datapackage.json:5   …/records\n"), "{told}");
    }

    #[test]
    fn records_that_are_not_there() {
        insta::assert_snapshot!(Asked::of(TURNOVER).told(), @r"
        error[unreadable]: cannot be read: No such file or directory (os error 2)
          --> …/records
          --> inputs/datapackage.json:5
          help: check that the records exist and may be read; their path is relative to the inputs
        ");
    }

    /// A copy of the project in which the R&D of Sichuan in 2022 comes from records.
    fn project() -> Project {
        let project = Project::sample();
        project.set(
            "inputs/rd.csv",
            "RD_EXP,CN-SC,2022,1215.0,CNY,8,A,,2023-09-18,,NBS_RD_BULLETIN,yes\n",
            "",
        );
        project.set(
            "inputs/datapackage.json",
            "  \"resources\": [\n",
            "  \"resources\": [\n{\"path\": \"spent.sql\", \"briefing:role\": \"observations\", \"briefing\": {\"records\": \
             {\"path\": \"../spent.csv\", \"decimals\": {\"amount\": 1}}, \"unit\": \"亿元\", \"status\": \"A\", \
             \"vintage\": \"2023-09-18\", \"source\": \"NBS_RD_BULLETIN\"}},\n",
        );
        let query = "SELECT 'RD_EXP' AS INDICATOR, area AS REF_AREA, year AS TIME_PERIOD, SUM(amount) AS OBS_VALUE, \
                     COUNT(*) AS OBS_COUNT FROM records GROUP BY area, year";
        std::fs::write(project.path("inputs/spent.sql"), query).unwrap();
        let records = "CN-SC,2022,1.5\n".repeat(810);
        std::fs::write(project.path("spent.csv"), format!("area,year,amount\n{records}")).unwrap();
        project
    }

    #[test]
    fn the_same_facts_on_any_number_of_threads() {
        let facts = ["1", "2", "8"].map(|threads| {
            let project = project();
            let run = Command::new(env!("CARGO_BIN_EXE_briefing"))
                .args(["build", "--lang", "en"])
                .current_dir(project.path(""))
                .env("POLARS_MAX_THREADS", threads)
                .output()
                .unwrap();
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            project.latest_text("facts.csv")
        });
        assert!(
            facts[0]
                .contains("inputs/spent.sql:1:85 (RD_EXP, CN-SC, 2022: 810 of 810 records of ../spent.csv)"),
            "{}",
            facts[0]
        );
        assert_eq!(facts[0], facts[1]);
        assert_eq!(facts[0], facts[2]);
    }

    #[test]
    fn an_edition_is_made_anew_when_a_record_changes() {
        let project = project();
        project.exec("build").must_succeed();
        project.exec("build").must_succeed().stderr_has("up to date");
        let records = std::fs::read_to_string(project.path("spent.csv")).unwrap();
        // The same size, the same sum: but not the same bytes.
        let changed = records.replacen("1.5", "1.4", 1).replacen("1.5", "1.6", 1);
        std::fs::write(project.path("spent.csv"), changed).unwrap();
        project.exec("build").must_succeed().stderr_has("2025-r2");
        assert!(project.latest_text("manifest.json").contains("\"../spent.csv\""));
    }
}
