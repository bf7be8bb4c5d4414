//! Pages turned on their side, for what is too wide for the others.
#![expect(clippy::disallowed_methods, reason = "the tests write a project and look at what is made of it")]

use std::fs;

use lopdf::{Document, Object};
use tempfile::TempDir;

use crate::project::Project;

/// Invented: beds of two provinces over fourteen years, in a project of one language.
fn project() -> Project {
    let project = Project { folder: TempDir::new().unwrap() };
    let row =
        |first: u32| (0..14).map(|year| format!(",{}", first + 9000 * year)).collect::<Vec<_>>().concat();
    let heads: String = (2010..2024).map(|year| format!(",{year}年")).collect::<Vec<_>>().concat();
    let table = format!(
        "指标：医疗卫生机构床位数(张)\n地区{heads}\n四川省{}\n重庆市{}\n",
        row(301_234),
        row(151_234)
    );
    fs::write(project.path("beds.csv"), table).unwrap();
    project.exec("new wide beds.csv --lang en --as-of 2024-12-31").must_succeed();
    project.set("templates/wide/briefing.toml", "periods = [\"base\", \"end\"]", "periods = \"span\"");
    project
}

/// How wide and high the pages of a file are, in points.
fn sizes(pdf: &[u8]) -> Vec<[i64; 2]> {
    let document = Document::load_mem(pdf).unwrap();
    let size = |page| {
        let sides =
            document.get_dictionary(page).unwrap().get(b"MediaBox").and_then(Object::as_array).unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "a page is some hundred points wide")]
        [2, 3].map(|at: usize| sides[at].as_float().unwrap().round() as i64)
    };
    document.page_iter().map(size).collect()
}

#[test]
fn a_table_that_is_too_wide_is_offered_a_turned_page_and_stands_on_one() {
    let project = project();
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[table-too-wide]: a table of 15 columns needs")
        .stderr_has("help: a page turned on its side has 706 pt: write turned = true under [tables.table]");
    project.set("templates/wide/briefing.toml", "[tables.table]", "[tables.table]\nturned = true");
    let text =
        "\n\n{.turned}\n\n| Area | End |\n|---|---:|\n| Sichuan | {{ beds_by_area[\"CN-SC\"].end }} |\n";
    let more = fs::read_to_string(project.path("templates/wide/en.md")).unwrap() + text;
    fs::write(project.path("templates/wide/en.md"), more).unwrap();
    project.exec("build").must_succeed();
    assert_eq!(sizes(&project.latest("briefing.en.pdf")), [[595, 842], [842, 595]]);
    project.exec("inspect output/latest/briefing.en.pdf").must_succeed().stdout_has("no fault found");
    let list = "NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD,SECTIONS,WATERMARK\n\
        王小明,四川,en,1,,,,yes\n李雷,重庆,en,2,,,,\n韩梅梅,重庆,en,3,,,areas,yes\n";
    fs::write(project.path("recipients.csv"), list).unwrap();
    project.exec("deliver").must_succeed();
    for copy in ["0001", "0002", "0003"] {
        let file = format!("output/copies/2024-r1/{copy}.en.pdf");
        project.exec(&format!("verify {file}")).must_succeed().stdout_has("is consistent with itself");
        project.exec(&format!("inspect {file}")).must_succeed().stdout_has("no fault found");
        let sizes = sizes(&fs::read(project.path(&file)).unwrap());
        assert!(sizes.contains(&[842, 595]), "{sizes:?}");
    }
}

#[test]
fn a_table_that_no_page_is_wide_enough_for_is_offered_none() {
    let project = project();
    let plan = "templates/wide/briefing.toml";
    project.set(plan, "panels = [\"beds_by_area\"]", "panels = [\"beds_by_area\", \"growth\"]");
    project.set(plan, "[facts]\n", "[facts]\ngrowth = { metric = \"percent_change\", indicator = \"BEDS\", areas = [\"CN-CQ\", \"CN-SC\"], periods = \"steps\" }\n");
    let told = project.exec("check").must_exit(1).stderr();
    assert!(told.contains("table-too-wide") && !told.contains("turned"), "{told}");
}

#[test]
fn what_is_no_table_is_not_turned_by_the_text() {
    let project = project();
    project.set("templates/wide/briefing.toml", "[tables.table]", "[tables.table]\nturned = true");
    project.set("templates/wide/en.md", "# By area", "{.turned}\n\nWords.\n\n# By area");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[lost-text]: no table follows {.turned}\n  --> templates/wide/en.md:5");
}
