//! What nobody has to write: a theme names what differs, a plan what it is about.
#![expect(clippy::disallowed_methods, reason = "the tests write a project and look at what is made of it")]

use std::fs;

use briefing::{
    diag::Diagnostic,
    inputs::File,
    lang::Lang,
    plan::Plan,
    theme::{FaceFile, Theme},
};
use tempfile::TempDir;

use crate::project::{Project, repository};

/// The smallest plan: one language, no section named, no theme, no table.
pub const PLAN: &str = r#"edition = "2024"
as-of = "2024-12-31"
base = "2020"
end = "2023"
languages = ["en"]
meta = { title = "People in the provinces" }

[facts]
people = { metric = "level", indicator = "POP", area = "SC" }
people_change = { metric = "percent_change", indicator = "POP", area = "SC" }
"#;

const TEXT: &str = "# Summary {#summary}\n\nSichuan had {{ people }} in {{ end }}, {{ people_change.magnitude }} \
    {{ people_change | direction(\"more\", \"less\", \"away\") }} than in {{ base }}.\n";

impl Project {
    /// The smallest project that an editor writes by hand.
    pub fn smallest() -> Self {
        let project = Self { folder: TempDir::new().unwrap() };
        for folder in ["inputs", "templates/small"] {
            fs::create_dir_all(project.path(folder)).unwrap();
        }
        fs::copy(repository().join("tests/tables/pop.csv"), project.path("inputs/pop.csv")).unwrap();
        for (path, text) in [
            (
                "inputs/datapackage.json",
                r#"{"resources": [
  {"path": "indicators.csv", "briefing:role": "indicators"},
  {"path": "areas.csv", "briefing:role": "areas"},
  {"path": "sources.csv", "briefing:role": "sources"},
  {"path": "pop.csv", "briefing:role": "observations", "briefing": {"source": "NBS", "vintage": "2024-10-31"}}
]}"#,
            ),
            (
                "inputs/indicators.csv",
                "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,UNIT_ZH,UNIT_EN,KIND,DIRECTION,SCALE,DECIMALS\n\
                 POP,年末常住人口,Population,PS,人,people,count,neither,wan,0\n",
            ),
            (
                "inputs/areas.csv",
                "REF_AREA,NAME_ZH,NAME_EN,SHORT_ZH,SHORT_EN\nSC,四川省,Sichuan,四川,Sichuan\n\
                 CQ,重庆市,Chongqing,重庆,Chongqing\nHB,湖北省,Hubei,湖北,Hubei\nHN,湖南省,Hunan,湖南,Hunan\n\
                 GZ,贵州省,Guizhou,贵州,Guizhou\n",
            ),
            (
                "inputs/sources.csv",
                "SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN\nNBS,国家统计局,National Bureau of Statistics\n",
            ),
            ("templates/small/briefing.toml", PLAN),
            ("templates/small/en.md", TEXT),
        ] {
            project.write(path, text);
        }
        project.write("templates/small/theme.toml", &faces());
        project
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }
}

/// The faces of the repository, where they lie.
fn faces() -> String {
    format!("[faces]\nfolder = \"{}\"\n", repository().join("templates/fonts").display())
}

fn told(faults: &[Diagnostic]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn plan(text: &str) -> Result<Plan, String> {
    let file = File::new("templates/small/briefing.toml", text);
    Plan::read(&file, None).map_err(|faults| told(&faults))
}

fn theme(text: &str) -> Result<Theme, String> {
    let file = File::new("templates/small/theme.toml", text);
    Theme::read(&file).map_err(|faults| told(&faults))
}

#[test]
fn the_smallest_project_is_a_screen_long_and_builds_in_one_language() {
    assert!(PLAN.lines().count() <= 15);
    let project = Project::smallest();
    project.exec("build --plan small").must_succeed();
    let text = project.text("briefing.en.pdf");
    assert!(text.contains("Sichuanhad83,680,000peoplein2023,0.0%lessthanin2020."), "{text}");
}

#[test]
fn a_theme_names_what_differs_and_the_rest_is_the_standard() {
    let own = theme(
        "[page]\nwidth = \"148mm\"\n[text]\nbody = { size = \"9pt\" }\nheading = [{ size = \"15pt\" }]",
    )
    .unwrap();
    let standard = Theme::standard();
    assert_eq!(own.page.height, standard.page.height);
    assert_eq!(own.text.body.leading, standard.text.body.leading);
    assert_eq!(own.text.heading.len(), 1);
    assert_eq!(own.text.heading[0].weight, standard.text.heading[0].weight);
    let names = |theme: &Theme| theme.faces.serif.han.iter().map(FaceFile::path).collect::<Vec<String>>();
    assert_eq!(names(&own), names(&standard));
}

#[test]
fn every_key_that_is_unknown_is_told_in_one_run_with_those_that_there_are() {
    let told = theme(
        "[page]\nwidht = \"148mm\"\n[color]\nink = \"#000000\"\n[text]\nbody = { family = \"gothic\" }",
    );
    insta::assert_snapshot!(told.unwrap_err(), @r"
    error[bad-theme]: page has no key `widht`
      --> templates/small/theme.toml:2:1
      help: did you mean width? there is foot, head, height, holds-sections, is-mirrored, margin-bottom, margin-inner, margin-outer, margin-top, width
    error[bad-theme]: color has no key `ink`
      --> templates/small/theme.toml:4:1
      help: there is accent, context, ground, muted, parts, rule, text
    error[bad-theme]: text.body.family is gothic, which is none of its words
      --> templates/small/theme.toml:6:19
      help: there is kai, sans, serif, title
    ");
}

#[test]
fn every_key_that_a_plan_lacks_is_told_in_one_run() {
    let told = plan("edition = \"2024\"\nmeta = {}\ntitel = \"x\"\n[facts]\nbeds = { metric = \"levle\" }");
    insta::assert_snapshot!(told.unwrap_err(), @r"
    error[bad-plan]: meta lacks `title`
      --> templates/small/briefing.toml:2:1
      help: write it: title = …   What it is called; {end}, {base}, {edition} and {subject} stand for those of the plan
    error[bad-plan]: the file has no key `titel`
      --> templates/small/briefing.toml:3:1
      help: there is as-of, base, decided-by, dispositions, edition, end, end-needs, facts, families, figures, languages, literals, meta, outputs, proposal, rounding, sections, subject, sunset, tables, theme
    error[bad-plan]: facts.beds.metric is levle, which is none of its words
      --> templates/small/briefing.toml:5:19
      help: did you mean level? there is absolute_change, annual_rate, contribution, conversion, gap, growth_gap, index, intensity, level, multiple, percent_change, point_change, rank, rank_change, share
    error[bad-plan]: facts.beds lacks `indicator`
      --> templates/small/briefing.toml:5:1
      help: write it: indicator = …   Of what, by its code in indicators.csv
    error[bad-plan]: the file lacks `as-of`
      --> templates/small/briefing.toml:1:1
      help: write it: as-of = …   The last day whose publications count, 2025-02-28
    error[bad-plan]: the file lacks `base`
      --> templates/small/briefing.toml:1:1
      help: write it: base = …   The period that the end is compared with, 2020
    error[bad-plan]: the file lacks `end`
      --> templates/small/briefing.toml:1:1
      help: write it: end = …   The period that it is about, 2023
    ");
}

#[test]
fn what_is_said_in_a_language_is_asked_for_as_far_as_something_is_made_in_it() {
    let both = PLAN.replace("[\"en\"]", "[\"zh\", \"en\"]");
    insta::assert_snapshot!(plan(&both).unwrap_err(), @r#"
    error[bad-plan]: meta.title is said once for the languages zh and en
      --> templates/small/briefing.toml:6:18
      help: say it in each: { zh = "People in the provinces", en = "People in the provinces" }
    "#);
    let half = PLAN.replace("\"People in the provinces\"", "{ en = \"People\" }");
    assert_eq!(plan(&half).unwrap().meta.title.get(Lang::En), "People");
    let file = File::new("templates/small/briefing.toml", half);
    let told = Plan::read(&file, Some(&[Lang::Zh])).unwrap_err();
    insta::assert_snapshot!(told[0], @r#"
    error[bad-plan]: meta.title is not said in zh
      --> templates/small/briefing.toml:6:18
      help: write zh = "…" there, or take zh out of `languages`
    "#);
}

#[test]
fn one_theme_serves_many_plans_by_its_path() {
    let project = Project::smallest();
    project.write("templates/house/theme.toml", &format!("[color]\naccent = \"#00594c\"\n{}", faces()));
    fs::remove_file(project.path("templates/small/theme.toml")).unwrap();
    project.set("templates/small/briefing.toml", "languages", "theme = \"../house/theme.toml\"\nlanguages");
    project.exec("build --plan small").must_succeed();
    project.set("templates/small/briefing.toml", "../house", "../../house");
    project
        .exec("check --plan small")
        .must_exit(1)
        .stderr_has("../../house/theme.toml leads out of templates/")
        .stderr_has("put the file into templates/ and name it from the plan's folder");
}

#[test]
fn a_plan_without_a_theme_takes_the_programs_own() {
    let project = Project::smallest();
    fs::remove_file(project.path("templates/small/theme.toml")).unwrap();
    fs::create_dir_all(project.path("templates/fonts")).unwrap();
    for face in fs::read_dir(repository().join("templates/fonts")).unwrap() {
        let face = face.unwrap();
        fs::copy(face.path(), project.path("templates/fonts").join(face.file_name())).unwrap();
    }
    project.exec("check --plan small").must_succeed();
}

#[test]
fn a_plan_that_is_not_there_is_told_with_those_that_are() {
    let project = Project::smallest();
    project.exec("check --plan smal").must_exit(1).stderr_has("--plan names a plan: did you mean small?");
    project.write("templates/other/briefing.toml", PLAN);
    project.exec("check").must_exit(1).stderr_has("say which: --plan other, --plan small");
    fs::remove_file(project.path("templates/other/briefing.toml")).unwrap();
    project.exec("check").must_succeed();
    fs::remove_file(project.path("templates/small/briefing.toml")).unwrap();
    project.exec("check").must_exit(1).stderr_has("`briefing new NAME TABLE…` writes one");
}

#[test]
fn texts_without_an_order_in_the_plan_have_the_same_sections() {
    let project = Project::smallest();
    project.set("templates/small/briefing.toml", "[\"en\"]", "[\"zh\", \"en\"]");
    project.set(
        "templates/small/briefing.toml",
        "\"People in the provinces\"",
        "{ zh = \"人口\", en = \"People\" }",
    );
    project.write(
        "templates/small/zh.md",
        "# 摘要 {#abstract}\n\n四川有{{ people }}，变动{{ people_change }}。\n",
    );
    project
        .exec("check --plan small")
        .must_exit(1)
        .stderr_has("error[twin-section]: the section abstract stands in zh and not in en")
        .stderr_has("en has summary");
}

#[test]
fn periods_are_counted_from_the_plans_own_so_that_no_year_is_named_twice() {
    let project = Project::smallest();
    project.write(
        "inputs/pop.csv",
        "指标：年末常住人口(万人)\n地区,2020年,2021年,2022年,2023年\n四川省,8371,8381,8401,8441\n",
    );
    let facts = r#"before = { metric = "level", indicator = "POP", area = "SC", period = "end-1" }
after = { metric = "level", indicator = "POP", area = "SC", period = "base+1" }
gained = { metric = "absolute_change", indicator = "POP", area = "SC", base = "previous" }
yearly = { metric = "absolute_change", indicator = "POP", areas = ["SC"], base = "previous", periods = ["base+1", "previous", "end"] }
people = "#;
    project.set("templates/small/briefing.toml", "people = ", facts);
    let text = "{{ people }} {{ before }} {{ after }} {{ gained }} {{ yearly[\"SC\"][\"2022\"] }}";
    project.write(
        "templates/small/en.md",
        &format!("# Summary {{#summary}}\n\n{text} {{{{ people_change }}}}\n"),
    );
    project.exec("build --plan small").must_succeed();
    let text = project.text("briefing.en.pdf");
    assert!(
        text.contains("84,410,000people84,010,000people83,810,000people400,000people200,000people0.8%"),
        "{text}"
    );
    project.set("templates/small/briefing.toml", "\"end-1\"", "\"end-one\"");
    project
        .exec("check --plan small")
        .must_exit(1)
        .stderr_has("or write base, end, latest, previous, or counted from one, end-1");
    project.set("templates/small/briefing.toml", "\"end-one\"", "\"end-1\"");
    project.set("templates/small/briefing.toml", "[\"base+1\", \"previous\", \"end\"]", "\"spam\"");
    project
        .exec("check --plan small")
        .must_exit(1)
        .stderr_has("facts.yearly.periods is spam")
        .stderr_has("did you mean span?");
}
