//! The examples of the guide, each run as it stands.
#![expect(clippy::disallowed_methods, reason = "the guide is read as it lies")]

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::project::{Project, repository};

/// The fenced blocks of a page of the guide that are in that language, each with the file that the line
/// before names: `` `inputs/areas.csv` ``.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut lines = page.lines().peekable();
    let mut name = String::new();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix('`').and_then(|it| it.strip_suffix("`:")) {
            rest.clone_into(&mut name);
        } else if line.starts_with("```") && !name.is_empty() {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            found.push((std::mem::take(&mut name), body.join("\n") + "\n"));
        }
    }
    found
}

#[test]
fn the_smallest_project_of_the_guide_builds_as_it_stands() {
    for page in ["README.md", "README.zh.md"] {
        let text = fs::read_to_string(repository().join("docs/guide").join(page)).unwrap();
        let project = Project { folder: TempDir::new().unwrap() };
        let files = blocks(&text);
        assert!(files.len() >= 7, "{page} shows {} files", files.len());
        for (path, body) in &files {
            let path = project.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, body).unwrap();
        }
        let plan = files.iter().find(|(path, _)| path.ends_with("briefing.toml")).unwrap();
        assert!(plan.1.lines().count() <= 15, "the plan of {page} is longer than fifteen lines");
        let faces = format!("[faces]\nfolder = \"{}\"\n", repository().join("templates/fonts").display());
        fs::write(project.path("templates/beds/theme.toml"), faces).unwrap();
        project.exec("build").must_succeed().stderr_has("made output/2024-r1");
    }
}

/// The pages of the guide that people wrote.
const PAGES: [&str; 4] = ["README.md", "README.zh.md", "how-to.md", "how-to.zh.md"];

fn page(name: &str) -> String {
    fs::read_to_string(repository().join("docs/guide").join(name)).unwrap()
}

/// What stands between backticks in a text, outside of its fenced blocks.
fn spans(text: &str) -> Vec<String> {
    let mut is_fenced = false;
    let mut prose = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            prose.push_str(line);
            prose.push(' ');
        }
    }
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_command_of_the_guide_is_one_that_the_program_knows() {
    let mut commands: Vec<String> = vec![];
    for text in
        PAGES.map(page).into_iter().chain([fs::read_to_string(repository().join("README.md")).unwrap()])
    {
        let of_blocks = text.lines().filter(|line| line.starts_with("briefing ")).map(str::to_owned);
        commands.extend(of_blocks.chain(spans(&text).into_iter().filter(|it| it.starts_with("briefing "))));
    }
    commands.sort();
    commands.dedup();
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands {
        let line =
            command.split('#').next().unwrap().trim_start_matches("briefing ").replace(['[', ']', '…'], "");
        let line = line.replace("--as-of DAY", "--as-of 2026-02-28");
        // Asked for help, it reads what stands before, and does nothing.
        let project = Project { folder: TempDir::new().unwrap() };
        let told = project.exec(&format!("{} --help", line.trim()));
        told.must_succeed();
    }
}

#[test]
fn the_first_two_commands_make_the_first_briefing() {
    let project = Project { folder: TempDir::new().unwrap() };
    for table in ["beds.xlsx", "doctors.csv"] {
        fs::copy(repository().join("tests/tables").join(table), project.path(table)).unwrap();
    }
    for text in ["README.md", "README.zh.md"].map(page) {
        assert!(text.contains("```sh\nbriefing new health beds.xlsx doctors.csv\nbriefing build\n```"));
    }
    project.exec("new health beds.xlsx doctors.csv").must_succeed();
    project.exec("build --outputs html").must_succeed();
}

/// A project in which the names of the guide mean something, with that text.
fn saying(text: &str) -> Project {
    let project = Project { folder: TempDir::new().unwrap() };
    let table = "指标：医疗卫生机构床位数(万张)\n地区,2020年,2021年,2022年,2023年\n全国,80.0,82.0,85.0,90.0\n\
                 四川省,25.0,26.0,28.0,30.0\n重庆市,20.0,20.2,20.5,21.0\n";
    fs::write(project.path("beds.csv"), table).unwrap();
    project.exec("new beds beds.csv --lang en --area 四川 --as-of 2024-12-31").must_succeed();
    fs::copy(repository().join("docs/pages.png"), project.path("templates/beds/photo.jpg")).unwrap();
    let plan = fs::read_to_string(project.path("templates/beds/briefing.toml")).unwrap();
    let facts = "[facts]\ngrowth = { metric = \"percent_change\", indicator = \"BEDS\", area = \"CN-SC\" }\n\
        other = { metric = \"percent_change\", indicator = \"BEDS\", area = \"CN-CQ\" }\n\
        share = { metric = \"share\", indicator = \"BEDS\", area = \"CN-SC\", of = \"CN\" }\n\
        intensity = { metric = \"level\", indicator = \"BEDS\", area = \"CN-SC\" }\n";
    let plan = plan.replacen("[facts]\n", facts, 1);
    let plan = plan.replace("periods = [\"base\", \"end\"]", "periods = \"span\"");
    fs::write(project.path("templates/beds/briefing.toml"), plan).unwrap();
    fs::write(project.path("templates/beds/en.md"), format!("# Summary {{#summary}}\n\n{text}\n")).unwrap();
    project
}

#[test]
fn every_tag_of_the_guide_is_read() {
    let reference = page("reference.md");
    let table = reference.split("## In a text").nth(1).unwrap().split("\n## ").next().unwrap();
    let tags = spans(table).into_iter().chain(spans(&page("how-to.md")));
    let mut text = String::new();
    let mut count = 0;
    for tag in tags {
        let tag = tag.replace("\\|", "|");
        let is_whole = tag.starts_with("{{")
            && tag.ends_with("}}")
            && ![".basis", "restated"].iter().any(|it| tag.contains(it));
        let paragraph = match tag.split_whitespace().nth(1) {
            _ if is_whole && !tag.contains("plan }}") => tag,
            Some("for") if tag.contains("endfor") => tag,
            Some("for") => format!("{tag}{{{{ area.end }}}}{{% endfor %}}").replace(
                "it in beds_by_area[\"CN-SC\"] %}{{ area.end }}",
                "it in beds_by_area[\"CN-SC\"] %}{{ it }}",
            ),
            Some("if") => format!("{tag}so{{% endif %}}"),
            _ if tag.starts_with("![What it shows](photo") => tag,
            _ => continue,
        };
        count += 1;
        text.push_str(&paragraph);
        text.push_str("\n\n");
    }
    assert!(count > 15, "{text}");
    saying(&text).exec("check").must_succeed();
}

#[test]
fn every_key_of_the_guide_is_toml_that_a_plan_or_a_theme_has() {
    for text in PAGES.map(page) {
        for span in spans(&text).into_iter().filter(|it| it.contains(" = ") && !it.starts_with('{')) {
            let plain =
                span.replace(", … }", " }").replace("\"…\"", "\"x\"").replace("[faces] ", "[faces]\n");
            assert!(toml::from_str::<toml::Table>(&plain).is_ok(), "{span}");
        }
    }
}

#[test]
fn the_book_lists_every_page_and_every_link_leads_somewhere() {
    let summary = page("SUMMARY.md");
    let folder = repository().join("docs/guide");
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names
        .iter()
        .filter(|it| Path::new(it).extension().is_some_and(|it| it == "md") && *it != "SUMMARY.md")
    {
        assert!(summary.contains(&format!("]({name})")), "SUMMARY.md does not list {name}");
    }
    for name in PAGES.iter().chain(&["SUMMARY.md", "reference.md"]) {
        for target in page(name).split("](").skip(1).filter_map(|it| it.split([')', ' ', '#']).next()) {
            let is_example = ["photo.jpg", "figure:", "table:", "page:", ""]
                .iter()
                .any(|it| target.starts_with(it) && (it.len() > 1 || target.is_empty()));
            assert!(is_example || folder.join(target).exists(), "{name} leads to {target}");
        }
    }
    let book: toml::Table = toml::from_str(&page("book.toml")).unwrap();
    assert_eq!(book["book"]["src"].as_str(), Some("."));
}
