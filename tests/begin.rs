//! Beginning: two published tables, one command, a build.
#![expect(clippy::disallowed_methods, reason = "the tests lay tables out and look at what is written")]

use std::fs;

use tempfile::TempDir;

use crate::project::{Project, repository};

impl Project {
    /// An empty folder with some of the published tables of the tests.
    fn with_tables(tables: &[&str]) -> Self {
        let project = Self { folder: TempDir::new().unwrap() };
        for table in tables {
            fs::copy(repository().join("tests/tables").join(table), project.path(table)).unwrap();
        }
        project
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }
}

#[test]
fn from_two_published_tables_to_a_first_pdf_it_is_one_command_and_a_build() {
    let project = Project::with_tables(&["doctors.csv", "beds.xlsx"]);
    project
        .exec("new health doctors.csv beds.xlsx --as-of 2024-12-31")
        .must_succeed()
        .stderr_has("wrote templates/health/briefing.toml")
        .stderr_has("now: briefing build --plan health");
    insta::assert_snapshot!(project.read("inputs/datapackage.json"), @r#"
    {"$schema": "../schemas/descriptor.json", "resources": [
      {"path": "indicators.csv", "briefing:role": "indicators"},
      {"path": "areas.csv", "briefing:role": "areas"},
      {"path": "sources.csv", "briefing:role": "sources"},
      {"path": "doctors.csv", "encoding": "gb18030", "briefing:role": "observations",
       "briefing": {"layout": "wide-years", "vintage": "2024-12-31", "source": "NBS"}},
      {"path": "beds.xlsx", "briefing:role": "observations",
       "briefing": {"layout": "wide-years", "indicator": "BEDS", "marks": {"2020":"B"}, "vintage": "2024-12-31", "source": "NHC"}}
    ]}
    "#);
    insta::assert_snapshot!(project.read("inputs/indicators.csv"), @r"
    INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,UNIT_ZH,UNIT_EN,KIND,DIRECTION,SCALE,DECIMALS,ALIASES
    DOCTORS,执业（助理）医师数,Physicians,PS,人,doctors,count,higher,wan,1,执业(助理)医师;医师数;执业（助理）医师
    BEDS,医疗卫生机构床位数,Hospital beds,BED,张,beds,count,higher,wan,1,床位数;卫生机构床位数;医院床位数
    ");
    insta::assert_snapshot!(project.read("inputs/sources.csv"), @r"
    SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN
    NBS,国家统计局,National Bureau of Statistics
    NHC,国家卫生健康委员会,National Health Commission
    ");
    insta::assert_snapshot!(project.read("templates/health/briefing.toml"), @r#"
    #:schema ../../schemas/plan.json
    edition = "2024"
    as-of = "2024-12-31"
    base = "2020"
    end = "2023"
    languages = ["zh", "en"]
    meta = { title = { zh = "全国执业（助理）医师数与医疗卫生机构床位数", en = "China: Physicians and Hospital beds" } }

    [facts]
    doctors = { metric = "level", indicator = "DOCTORS", area = "CN" }
    doctors_change = { metric = "percent_change", indicator = "DOCTORS", area = "CN" }
    beds = { metric = "level", indicator = "BEDS", area = "CN" }
    beds_change = { metric = "percent_change", indicator = "BEDS", area = "CN" }
    doctors_by_area = { metric = "level", indicator = "DOCTORS", areas = ["CN-CQ", "CN-GZ", "CN-HB", "CN-HN", "CN-SC"], periods = ["base", "end"] }
    beds_by_area = { metric = "level", indicator = "BEDS", areas = ["CN-CQ", "CN-GZ", "CN-HB", "CN-HN", "CN-SC"], periods = ["base", "end"] }

    [figures.chart]
    kind = "ranked-bars"
    panel = "doctors_by_area"

    [tables.table]
    kind = "panel"
    panels = ["doctors_by_area", "beds_by_area"]
    "#);
    insta::assert_snapshot!(project.read("templates/health/zh.md"), @r#"
    # 摘要 {#summary}

    {{ end }}年，全国执业（助理）医师数为{{ doctors }}，比{{ base }}年{{ doctors_change | direction("增长", "下降", "变动") }}{{ doctors_change.magnitude }}。{{ end }}年，全国医疗卫生机构床位数为{{ beds }}，比{{ base }}年{{ beds_change | direction("增长", "下降", "变动") }}{{ beds_change.magnitude }}。

    # 分地区情况 {#areas}

    各地区见[](#chart)。

    ![执业（助理）医师数](figure:chart)

    ![各地区数值](table:table)
    "#);
    insta::assert_snapshot!(project.read("templates/health/en.md"), @r#"
    # Summary {#summary}

    Physicians, China: {{ doctors }} in {{ end }}, {{ doctors_change | direction("up", "down", "changed by") }} {{ doctors_change.magnitude }} on {{ base }}. Hospital beds, China: {{ beds }} in {{ end }}, {{ beds_change | direction("up", "down", "changed by") }} {{ beds_change.magnitude }} on {{ base }}.

    # By area {#areas}

    [](#chart) has every area.

    ![Physicians](figure:chart)

    ![Values by area](table:table)
    "#);
    // The faces are those of the program, and the schemas lie beside: the project can be moved as it is.
    assert!(!project.path("templates/health/theme.toml").exists());
    for name in ["plan", "descriptor"] {
        let schema = project.read(&format!("schemas/{name}.json"));
        assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok(), "{name}");
    }
    project.exec("build").must_succeed().stderr_has("made output/2024-r1");
    // What a note below the table says of 2020 is a mark on what is computed from it.
    let (zh, en) = (project.text("briefing.zh.pdf"), project.text("briefing.en.pdf"));
    assert!(zh.contains("2023年，全国医疗卫生机构床位数为1017.4万张，比2020年增长11.8%[b]。"), "{zh}");
    assert!(en.contains("Physicians,China:4,782,000doctorsin2023,up17.0%on2020."), "{en}");
    assert!(en.contains("Hospitalbeds,China:10,174,000bedsin2023,up11.8%[b]on2020."), "{en}");
}

#[test]
fn one_language_one_area_and_a_table_that_nobody_foresaw() {
    let project = Project::with_tables(&[]);
    fs::write(
        project.path("trees.csv"),
        "指标：城市行道树(万株)\n地区,2020年,2021年,2023年\n四川省,81.5,82.0,90.1\n重庆市,30.1,30.4,0\n",
    )
    .unwrap();
    project
        .exec("new trees trees.csv --lang zh --area 四川 --as-of 2024-12-31")
        .must_succeed()
        .stderr_has("to be said: inputs/indicators.csv: TREES of trees.csv is called")
        .stderr_has("to be said: inputs/sources.csv: trees.csv does not say who published it")
        .stderr_has("to be said: inputs/datapackage.json: the tables count as published on 2024-12-31, when they were had");
    project.exec("build").must_succeed();
    assert!(!project.path("templates/trees/en.md").exists());
    let zh = project.text("briefing.zh.pdf");
    assert!(zh.contains("2023年，四川城市行道树为90.1万株，比2020年增长10.6%。"), "{zh}");
}

#[test]
fn the_unit_of_a_table_that_never_says_it_is_said_where_it_is_begun_with() {
    let project = Project::with_tables(&["doctors.csv"]);
    fs::write(project.path("beds.csv"), "床位数\n地区,2020,2023\n四川,649000,691000\n").unwrap();
    fs::write(project.path("visits.csv"), "诊疗人次\n地区,2020,2023\n四川,5.1,5.9\n").unwrap();
    let begin = "new health doctors.csv beds.csv visits.csv --as-of 2024-12-31";
    project
        .exec(begin)
        .must_exit(1)
        .stderr_has("--> beds.csv\n  help: say it as a table would print it: --unit 亿元");
    project.exec(&format!("{begin} --unit 张 --unit visits.csv=亿人次")).must_succeed();
    let entries = project.read("inputs/datapackage.json");
    let said: Vec<&str> = entries.lines().filter(|line| line.contains("\"briefing\"")).collect();
    assert!(!said[0].contains("unit") && said[1].contains(r#""unit": "张""#), "{entries}");
    assert!(said[2].contains(r#""unit": "亿人次""#), "{entries}");
    project.exec("check").must_succeed();
}

#[test]
fn areas_that_do_not_come_along_are_listed_to_be_named() {
    let project = Project::with_tables(&[]);
    fs::write(
        project.path("cities.csv"),
        "2022—2023年各市地区生产总值\n单位：亿元\n市,2022年,2023年\n广州市,28839.0,30355.7\n深圳市,32387.7,34606.4\n",
    )
    .unwrap();
    project.exec("new cities cities.csv --as-of 2024-12-31").must_succeed().stderr_has(
        "to be said: inputs/areas.csv: 广州市, 深圳市, of cities.csv, do not come along and are listed at the end",
    );
    assert!(
        project
            .read("inputs/areas.csv")
            .ends_with("AREA_A,广州市,Area A,广州,Area A,,\nAREA_B,深圳市,Area B,深圳,Area B,,\n")
    );
    // The title says of what the values are, whatever years it names.
    assert!(project.read("inputs/datapackage.json").contains("\"indicator\": \"GDP\""));
    project.exec("build --lang zh --outputs html").must_succeed();
}

#[test]
fn what_is_there_is_never_written_over_and_a_second_plan_begins_with_it() {
    let project = Project::with_tables(&["doctors.csv", "beds.xlsx"]);
    let begin = "new health doctors.csv --as-of 2024-12-31";
    project.exec(begin).must_succeed();
    project.exec(begin).must_exit(1).stderr_has("enter each table with `briefing import TABLE --write`");
    project.exec("new health --as-of 2024-12-31").must_exit(1).stderr_has("nothing is written over");
    project.exec("new staff --lang en --as-of 2024-12-31").must_succeed();
    project.exec("check").must_exit(1).stderr_has("say which: --plan health, --plan staff");
    project.exec("check --plan staff").must_succeed();
}

#[test]
fn what_cannot_be_begun_with_says_why_and_writes_nothing() {
    let project = Project::with_tables(&[]);
    project.exec("new health").must_exit(1).stderr_has("name tables as they were published");
    project.exec("new ../health x.csv").must_exit(1).stderr_has("name it in letters, digits and hyphens");
    fs::write(project.path("beds.csv"), "地区,2020年,2023年\n四川省,64.9,70.9\n").unwrap();
    project.exec("new health beds.csv").must_exit(1).stderr_has("the table never says its unit");
    fs::write(project.path("beds.csv"), "指标：床位数(万张)\n地区,2023年\n四川省,70.9\n").unwrap();
    project.exec("new health beds.csv").must_exit(1).stderr_has("begin with tables of two years or more");
    fs::write(project.path("beds.csv"), "指标：床位数(万张)\n地区,2020年,2023年\n四川省,64.9,70.9\n")
        .unwrap();
    project
        .exec("new health beds.csv --area 昆明")
        .must_exit(1)
        .stderr_has("there is no area 昆明")
        .stderr_has("CN-BJ");
    assert_eq!(project.listing(""), ["beds.csv"]);
}

#[test]
fn what_a_table_leaves_open_is_said_where_it_is_begun_with() {
    let project = Project::with_tables(&[]);
    let table = "表2 各地区床位数（单位：万张）\n地区,2021,2022,2023,2023年1季度\n四川,12,11p,10,9\n重庆,5,6,7,6\n\
                 注：2023年为初步数。\n";
    fs::write(project.path("beds.csv"), table).unwrap();
    let other = "地区,2021,2022,2023\n四川,\"1,5\",\"1,6\",\"1,7\"\n";
    fs::write(project.path("doctors.csv"), other).unwrap();
    let begin = "new health beds.csv doctors.csv --lang zh --as-of 2024-12-31 --unit 万人 --decimal ,";
    project.exec(begin).must_exit(1).stderr_has("--ignore").stderr_has("nothing was written");
    let settled = format!("{begin} --ignore 2023年1季度 --mark p=P");
    project
        .exec(&format!("{settled} --mark x=P"))
        .must_exit(1)
        .stderr_has("error[unused-answer]: no table has x");
    project
        .exec(&settled)
        .must_succeed()
        .stderr_has("a note of beds.csv says something of a year, which is marked for it, 2023=P");
    let entries = project.read("inputs/datapackage.json");
    let entries = entries.lines().filter(|line| line.contains("layout")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(entries, @r#"
    "briefing": {"layout": "wide-years", "indicator": "BEDS", "decimal": ",", "ignore": ["2023年1季度"], "marks": {"2023":"P","p":"P"}, "vintage": "2024-12-31", "source": "UNNAMED"}},
    "briefing": {"layout": "wide-years", "indicator": "DOCTORS", "decimal": ",", "unit": "万人", "vintage": "2024-12-31", "source": "UNNAMED"}}
    "#);
    assert!(project.read("inputs/indicators.csv").contains(",count,higher,wan,0,"), "no decimal is shown");
    let built = project.exec("build --plan health").must_succeed().stderr();
    assert!(!built.contains("too-precise"), "{built}");
}

#[test]
fn an_area_is_said_where_no_table_names_one() {
    let project = Project::with_tables(&[]);
    fs::write(
        project.path("beds.csv"),
        "指标,单位,2021年,2023年\n床位数,万张,23.3,24.1\n床位数增长,%,2.1,3.4\n",
    )
    .unwrap();
    project.exec("new health beds.csv --lang zh").must_exit(1).stderr_has("say it: --area");
    project.exec("new health beds.csv --lang zh --area 四川").must_succeed();
    assert!(project.read("inputs/datapackage.json").contains("\"area\": \"四川\""));
}

#[test]
fn a_unit_that_is_a_ratio_or_said_where_it_is_begun_is_that_of_the_columns() {
    let project = Project { folder: TempDir::new().unwrap() };
    let rows = "四川省,2020,5588\n四川省,2023,5626\n重庆市,2020,5400\n重庆市,2023,5394\n";
    fs::write(project.path("crops.csv"), format!("地区,年份,粮食单产(公斤/公顷)\n{rows}")).unwrap();
    project.exec("new crops crops.csv --lang en --as-of 2024-12-31").must_succeed();
    let listed = fs::read_to_string(project.path("inputs/indicators.csv")).unwrap();
    assert!(listed.contains("KG_PER_HA,公斤/公顷,kg per hectare,rate,"), "{listed}");
    project.exec("check").must_succeed();
    let other = Project { folder: TempDir::new().unwrap() };
    fs::write(other.path("crops.csv"), format!("地区,年份,粮食产量\n{rows}")).unwrap();
    other.exec("new crops crops.csv --lang en --as-of 2024-12-31 --unit 万吨").must_succeed();
    other.exec("check").must_succeed();
}

#[test]
fn a_change_is_shown_with_the_decimals_that_it_carries() {
    let begun = |table: &str| {
        let project = Project::with_tables(&[]);
        fs::write(project.path("table.csv"), table).unwrap();
        project.exec("new plan table.csv --lang zh --as-of 2024-12-31").must_succeed();
        let told = project.exec("check").must_exit(0).stderr();
        assert!(!told.contains("too-precise"), "{told}");
        project
    };
    // What is counted one by one is exact, in a unit that the list of indicators defines, too.
    let schools = begun("表1 各地区普通高等学校数（单位：所）\n地区,2020,2023\n四川,132,137\n重庆,68,72\n");
    let facts = schools.exec("facts").stdout();
    assert!(facts.contains("bounds 137\n") && facts.contains("3.8%"), "{facts}");
    // In tens of thousands it is rounded.
    let people = begun("表1 各地区执业医师数（单位：万人）\n地区,2020,2023\n四川,13.2,13.7\n重庆,6.8,7.2\n");
    assert!(people.read("templates/plan/briefing.toml").contains("area = \"CN-SC\", decimals = 0 }"));
}

#[test]
fn what_begins_at_nothing_or_below_it_has_a_change_and_no_growth() {
    for (base, metric) in [("0", "absolute_change"), ("-4.0", "absolute_change"), ("2.5", "percent_change")] {
        let project = Project::with_tables(&[]);
        let table = format!("净利润（单位：亿元）\n地区,2020,2023\n四川,{base},3.5\n重庆,1.0,2.0\n");
        fs::write(project.path("table.csv"), table).unwrap();
        project.exec("new plan table.csv --lang zh --area 四川 --as-of 2024-12-31").must_succeed();
        let plan = project.read("templates/plan/briefing.toml");
        assert!(plan.contains(&format!("_change = {{ metric = \"{metric}\"")), "{base}: {plan}");
        project.exec("check").must_succeed();
    }
}

/// Names in which a template, Markdown, TOML or a table would read something.
const HOSTILE: [&str; 14] = [
    "比重%<b>",
    "一个“引号”与\"直引号\"",
    "总量 {{ population }}",
    "{% if false %}总量{% endif %}",
    "总量|面积",
    "*总量* **数**",
    "`code` 总量",
    "总量\\",
    "[总量](http://x)",
    "&amp; 总量 &lt;",
    "_总量_ a_b",
    "true",
    "end",
    "65岁及以上人口",
];

#[test]
fn a_project_prints_the_names_of_its_tables_as_they_are_written_whatever_is_in_them() {
    let project = Project { folder: TempDir::new().unwrap() };
    let rows: Vec<String> =
        HOSTILE.iter().map(|name| format!("\"{}(万人)\",31.2,33.3\n", name.replace('"', "\"\""))).collect();
    project.write("t.csv", &format!("地区：四川省\n指标,2020年,2023年\n{}", rows.concat()));
    project.exec("new p t.csv --as-of 2024-12-31 --lang zh").must_succeed();
    project.exec("build --plan p --outputs pdf,html").must_succeed();
    let page = project.latest_text("briefing.html");
    for name in HOSTILE {
        let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let escapes = [escaped.clone(), escaped.replace('"', "&quot;")];
        let most = escapes.iter().map(|it| page.matches(it.as_str()).count()).max().unwrap_or_default();
        // In its sentence and over its column.
        assert!(most >= 2, "{name} stands {most} times in\n{page}");
    }
}

#[test]
fn labels_that_differ_in_a_sign_are_indicators_of_their_own() {
    let project = Project { folder: TempDir::new().unwrap() };
    project.write("t.csv", "地区：四川省\n指标,2020年,2023年\nA b(万人),31.2,33.3\nA-b(万人),41.2,43.3\n");
    project.exec("new p t.csv --as-of 2024-12-31 --lang en").must_succeed();
    assert!(project.read("inputs/indicators.csv").contains("A_B_A,A-b,"));
    project.exec("build --plan p --outputs pdf").must_succeed();
}

#[test]
fn a_name_that_a_text_cannot_mean_is_refused() {
    let project = Project::smallest();
    let level = "{ metric = \"level\", indicator = \"POPULATION\", area = \"CN-SC\" }";
    let plan = project.read("templates/small/briefing.toml");
    let facts = format!("[facts]\nend = {level}\ntrue = {level}\n");
    project.write("templates/small/briefing.toml", &plan.replacen("[facts]\n", &facts, 1));
    let run = project.exec("check");
    run.must_exit(1)
        .stderr_has("error[taken-name]: {{ end }} in a text is what every text has by that name")
        .stderr_has("error[taken-name]: {{ true }} in a text is a word of the templates");
}
