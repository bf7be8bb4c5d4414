//! What an editor writes into a text, and what becomes of it next year.
#![expect(clippy::disallowed_methods, reason = "the tests write pictures and look at what is made of them")]

use std::{fs, sync::Arc};

use briefing::{inputs::File, picture::Picture};

use crate::{defaults::PLAN, project::Project, project::repository};

/// Invented: five years of two provinces.
const YEARS: &str = "指标：年末常住人口(万人)\n地区,2019年,2020年,2021年,2022年,2023年\n\
    四川省,8351,8371,8372,8374,8468\n重庆市,3188,3209,3212,3213,3191\n";

const CLAIMS: &str =
    "CLAIM_ID,STATEMENT_ZH,STATEMENT_EN,FACT,PERIOD,BASE_PERIOD,CLAIMED_VALUE,UNIT,SOURCE_ID\n";

impl Project {
    /// The smallest project with another table, text and, behind the plan's own, more facts.
    fn written(facts: &str, text: &str) -> Self {
        let project = Self::smallest();
        project.write("inputs/pop.csv", YEARS);
        project.write("templates/small/briefing.toml", &format!("{PLAN}{facts}"));
        project.write("templates/small/en.md", text);
        project
    }

    fn text_of(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Adds a register of claims of one row.
    fn claiming(self, row: &str) -> Self {
        self.write("inputs/claims.csv", &format!("{CLAIMS}{row}\n"));
        self.set(
            "inputs/datapackage.json",
            "{\"resources\": [",
            "{\"resources\": [{\"path\": \"claims.csv\", \"briefing:role\": \"claims\"},",
        );
        self
    }
}

/// A green square on nothing.
const SQUARE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48" rx="6" fill="#2a7"/></svg>"##;

#[test]
fn lists_pictures_and_small_marks_stand_on_every_page_as_they_are_written() {
    let text = "```cover\nlogo: house.svg | The house\ntitle: People\n```\n\n# Summary {#summary}\n\n\
        - outer, {{ people }}\n  - inner\n  - second\n- last\n\n1. first\n   1. deep\n2. last of all\n\n\
        Type `briefing build`; H~e~O and x^n^ and {{ people_change }}.\n\n\
        ![A photograph of the river](photo.jpg \"The river, as it was\")\n";
    let project = Project::written("", text);
    project.write("templates/small/house.svg", SQUARE);
    fs::copy(repository().join("tests/tables/photo.jpg"), project.path("templates/small/photo.jpg")).unwrap();
    // The running head has the logo once more, as an artifact: nobody is read its words twice.
    let theme = project.text_of("templates/small/theme.toml");
    project.write("templates/small/theme.toml", &format!("{theme}\n[furniture]\nhead-logo = true\n"));
    project.exec("build --outputs pdf,html").must_succeed();
    let page = project.latest_text("briefing.html").replace(" class=\"\"", "");
    for wanted in [
        "img-src data:",
        "alt=\"The house\"",
        "alt=\"A photograph of the river\"",
        "</a><ul><li>inner</li><li>second</li></ul></li><li>last</li>",
        "<li>first<ol><li>deep</li></ol></li><li>last of all</li>",
        "<code>briefing build</code>",
        "H<sub>e</sub>O and x<sup class=s>n</sup>",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    let words = project.text("briefing.en.pdf");
    for wanted in ["inner", "deep", "briefingbuild", "Theriver,asitwas"] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    let document = lopdf::Document::load_mem(&project.latest("briefing.en.pdf")).unwrap();
    let elements = document.objects.values().filter_map(|it| it.as_dict().ok());
    for page in document.page_iter() {
        let resources =
            document.get_dictionary(page).and_then(|it| document.get_dict_in_dict(it, b"Resources"));
        let shown = resources.and_then(|it| document.get_dict_in_dict(it, b"XObject")).unwrap();
        assert_eq!(shown.len(), 2, "both pictures are within the reach of every page");
    }
    let second = String::from_utf8_lossy(&document.get_page_content(document.page_iter().nth(1).unwrap()))
        .into_owned();
    assert_eq!(second.matches(" Do\n").count(), 2, "the photograph and the logo in the head: {second}");
    let pictures: Vec<String> = elements
        .filter(|it| it.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|it| it == b"Figure"))
        .map(|it| lopdf::decode_text_string(it.get(b"Alt").unwrap()).unwrap())
        .collect();
    assert_eq!(pictures.len(), 2, "{pictures:?}");
    assert!(pictures.contains(&"The house".to_owned()), "{pictures:?}");
    project.exec("verify output/latest/briefing.en.pdf").must_succeed();
    project.exec("verify output/latest/briefing.html").must_succeed();
}

#[test]
fn a_picture_is_read_by_what_it_holds_or_refused_with_why() {
    let read = |name: &str, bytes: Vec<u8>| Picture::read(&File::new(name, bytes));
    let of = |name: &str| fs::read(repository().join("tests/tables").join(name)).unwrap();
    let photo = read("photo.jpg", of("photo.jpg")).unwrap();
    assert_eq!((photo.width, photo.height, photo.natural), (24, 16, 12_000));
    let drawn = read("house.svg", SQUARE.into()).unwrap();
    assert_eq!(drawn.natural, 72_000, "an inch");
    assert_eq!(drawn.dots[..3], [255, 255, 255], "what lets paper through is white");
    let dots = Picture { width: 2, height: 1, natural: 1000, dots: Arc::from([1, 2, 3, 4, 5, 6]) };
    assert_eq!(read("dots.png", dots.to_png()).unwrap().dots, dots.dots);
    for (bytes, told) in [
        (b"GIF89a".to_vec(), "it is no PNG, JPEG or SVG"),
        (of("printer.jpg"), "its colours are those of a printer"),
        (SQUARE.replace("<rect", "<text>lost</text><rect").into(), "it has <text>, which would not be shown"),
        (of("photo.jpg")[..200].to_vec(), "the picture cannot be set"),
    ] {
        let fault = read("x", bytes).unwrap_err().to_string();
        assert!(fault.contains(told), "{fault}\nlacks {told}");
    }
}

#[test]
fn a_picture_without_words_or_without_a_file_is_refused_with_its_place() {
    let text = "# Summary {#summary}\n\n{{ people }} {{ people_change }}\n\n![](house.svg)\n\n![A house](hose.svg)\n";
    let project = Project::written("", text);
    project.write("templates/small/house.svg", SQUARE);
    project
        .exec("check")
        .must_exit(1)
        .stderr_has(
            "error[no-alternative-text]: the picture house.svg says nothing to those who cannot see it",
        )
        .stderr_has("--> templates/small/en.md:5")
        .stderr_has("there is no file templates/small/hose.svg")
        .stderr_has("help: did you mean small/house.svg?");
}

#[test]
fn loops_go_over_the_areas_and_periods_of_a_panel_and_hold_nothing_unbound() {
    let facts = "yearly = { metric = \"percent_change\", indicator = \"POP\", areas = [\"SC\", \"CQ\"], \
        periods = \"steps\", decimals = 2 }\n";
    let text = "# Summary {#summary}\n\n{{ people }}, {{ people_change }}, \
        {{ yearly[\"SC\"][\"base+1\"] }} and {{ yearly[\"SC\"][\"end\"] }}\n\n{% for area in yearly %}\n\
        - {{ area.area_name }}:{% for it in area %} {{ it }} in {{ it.period }};{% endfor %}\n\n{% endfor %}\n";
    let project = Project::written(facts, text);
    project.exec("build --outputs html").must_succeed();
    let page = project.latest_text("briefing.html");
    let words: String = page.split('<').filter_map(|it| it.split_once('>')).map(|it| it.1).collect();
    for wanted in ["Sichuan: 0.01% in 2021; 0.02% in 2022; 1.12% in 2023;", "Chongqing: 0.09% in 2021;"] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    project.set("templates/small/en.md", "{{ it }} in", "{{ it }}, not 7, in");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[unbound-numeral]: the numeral 7 is bound to no fact");
}

#[test]
fn a_claim_of_a_period_is_judged_by_that_period_for_ever() {
    let text = "# Summary {#summary}\n\n{{ people }} {{ people_change }}\n\n![Claims](table:list)\n";
    let listed = "\n[tables.list]\nkind = \"claims\"\n";
    let row = |period: &str, base: &str, value: &str| {
        format!("growth,人口增长,People grew,people_change,{period},{base},{value},%,NBS")
    };
    let check = |row: &str| Project::written(listed, text).claiming(row).exec("check");
    // The plan compares 2023 with 2020; what was printed of 2020 is held against 2020.
    check(&row("2020", "2019", "0.2")).must_exit(0);
    check(&row("2020", "2019", "0.9"))
        .must_exit(1)
        .stderr_has("the data contradict the claim growth")
        .stderr_has("percent_change(POP, SC, 2019..2020) is 0.239");
    check(&row("2020", "", "0.2"))
        .must_exit(1)
        .stderr_has("error[claim-period]: the claim growth compares 2020 with a period that it does not say");
}

#[test]
fn as_reported_is_asked_of_the_fact_and_not_of_a_source() {
    let text = "# Summary {#summary}\n\n{{ people }} {{ people_change }}\
        {% if people_change is reported %}, as reported{% endif %}\n";
    let project = Project::written("", text).claiming("growth,人口,People,people_change,2023,2020,1.2,%,NBS");
    project.exec("build --outputs html").must_succeed();
    assert!(project.latest_text("briefing.html").contains(", as reported"));
    // Another value from the same source is not what was reported.
    project.set("inputs/claims.csv", "2023,2020,1.2", "2020,2019,0.2");
    project.exec("build --outputs html").must_succeed();
    assert!(!project.latest_text("briefing.html").contains(", as reported"));
}

#[test]
fn a_plan_is_rolled_to_its_next_periods_and_released_when_its_sentences_were_read() {
    let text = "# Summary {#summary}\n\nSichuan had {{ people }} in {{ end }}. It has not been restated.\n\n\
        The change was {{ people_change }}. In {{ early.period }} it was {{ early[\"2019\"] }}.\n";
    let early =
        "early = { metric = \"level\", indicator = \"POP\", area = \"SC\", period = \"2019\" } # stays\n";
    let project = Project::written(early, text);
    project.exec("build --outputs html").must_succeed();
    project
        .exec("roll --base 2021 --end 2024 --as-of 2025-12-31 --edition 2026")
        .must_succeed()
        .stderr_has("note[fixed-period]: 1 facts name a year, which stays")
        .stderr_has(
            "warning[fixed-period]: 1 lines of the texts name a year, which stays while its sentence moves",
        )
        .stderr_has("en.md:5   [\"2019\"]")
        .stderr_has("values needed: 2 known, 1 to be found")
        .stderr_has("sentences to be read again: 2 on what has moved, 2 without a fact");
    let plan = project.text_of("templates/small/briefing.toml");
    assert!(
        plan.starts_with("edition = \"2026\"\nas-of = \"2025-12-31\"\nbase = \"2021\"\nend = \"2024\"\n"),
        "{plan}"
    );
    assert!(
        plan.ends_with("period = \"2019\" } # stays\n"),
        "what an editor wrote beside it is left: {plan}"
    );
    insta::assert_snapshot!(project.text_of("needed.csv"), @r"
    INDICATOR,NAME_ZH,NAME_EN,REF_AREA,AREA_ZH,AREA_EN,TIME_PERIOD,FAMILY,UNIT_MEASURE,UNIT_MULT,UNIT_ZH,UNIT_EN,BEFORE,OBS_VALUE,OBS_STATUS,QUALIFIER,VINTAGE,SOURCE_ID
    POP,年末常住人口,Population,SC,四川省,Sichuan,2019,,PS,4,万人,ten thousand people,,8351,A,,2024-10-31,NBS
    POP,年末常住人口,Population,SC,四川省,Sichuan,2021,,PS,4,万人,ten thousand people,,8372,A,,2024-10-31,NBS
    POP,年末常住人口,Population,SC,四川省,Sichuan,2024,,PS,4,万人,ten thousand people,2023: 8468,,,,,
    ");
    let list = project.text_of("templates/small/reread.md");
    for wanted in [
        "- [ ] **Summary** (4)",
        "  - [ ] 3 (end, people): Sichuan had {{ people }} in {{ end }}.",
        "  - [ ] 3 (no fact): It has not been restated.",
        "  - [ ] 5 (people_change): The change was {{ people_change }}.",
        "  - [ ] 1 (no fact): # Summary {#summary}",
    ] {
        assert!(list.contains(wanted), "{wanted}\n{list}");
    }
    assert!(!list.contains("{{ early"), "a fact of a year that stays is as true as it was: {list}");
    // The invented value that was found goes into the inputs as the table comes back; a name that was changed
    // without its code does not.
    let back = project.text_of("needed.csv").replace("8468,,,,,", "8468,8464,A,,2025-10-31,NBS");
    project.write("needed.csv", &back.replace("Sichuan,2024", "Chongqing,2024"));
    project.exec("import needed.csv").must_exit(1).stderr_has("AREA_EN is not what SC is called");
    project.write("needed.csv", &back);
    project.exec("import needed.csv --write").must_succeed().stderr_has("entered inputs/needed.csv");
    project
        .exec("build --outputs html")
        .must_exit(1)
        .stderr_has("error[to-be-reread]: 4 sentences are to be read again before this edition is released")
        .stderr_has("reread.md:12   4 of Summary");
    project.exec("build --draft --outputs html").must_succeed();
    // The draft has every open sentence as it read and as it reads: numbers, not names.
    insta::assert_snapshot!(project.text_of("output/draft/reread.md"), @r"
    # To be read again

    Each paragraph with an open sentence: how it read in 2024-r1, and how it reads now. Boxes are ticked in `reread.md` beside the plan.

    ## templates/small/en.md

    ### Summary

    - 1 as it was: Summary
    - 3 was: Sichuan had 84,680,000 people in 2023. It has not been restated.
      - now: Sichuan had 84,640,000 people in 2024. It has not been restated.
    - 5 was: The change was 1.2%. In 2019 it was 83,510,000 people.
      - now: The change was 1.1%. In 2019 it was 83,510,000 people.
    ");
    project
        .exec("roll --base 2022 --end 2025 --as-of 2026-12-31 --edition 2027")
        .must_exit(1)
        .stderr_has("the edition before is not read through yet");
    // One is rewritten, the others are ticked.
    project.set("templates/small/en.md", "It has not been restated.", "It has been restated.");
    project.write(
        "templates/small/reread.md",
        &list.replace("- [ ] 1", "- [x] 1").replace("- [ ] 3 (", "- [x] 3 ("),
    );
    project.exec("build --outputs html").must_exit(1).stderr_has("error[to-be-reread]: 1 sentences");
    // The box of a section is that of all its sentences; that of another section is not.
    project.write("templates/small/reread.md", &list.replace("- [ ] **", "- [x] **"));
    project.exec("check").must_exit(0);
    let another = list.replace("- [ ] **Summary", "- [x] **Notes** (0)\n\n- [ ] **Summary");
    project.write("templates/small/reread.md", &another);
    project.exec("build --outputs html").must_exit(1).stderr_has("error[to-be-reread]: 3 sentences");
    project.exec("build --outputs html --reread").must_succeed().stderr_has("made output/2026-r1");
}

#[test]
fn what_the_data_turn_is_one_fault_in_whatever_language_it_is_said() {
    let project = Project::written(
        "",
        "# Summary {#summary}\n\n{% assert people_change < 0 %}\nFewer: {{ people }}.\n",
    );
    project.set("templates/small/briefing.toml", "languages = [\"en\"]", "languages = [\"zh\", \"en\"]");
    project.set(
        "templates/small/briefing.toml",
        "\"People in the provinces\"",
        "{ zh = \"人口\", en = \"People\" }",
    );
    project.write(
        "templates/small/zh.md",
        "# 摘要 {#summary}\n\n{% assert people_change < 0 %}\n人口减少，为{{ people }}。\n",
    );
    let run = project.exec("check");
    assert_eq!(run.stderr().matches("error[assertion]").count(), 1, "{}", run.stderr());
    run.must_exit(1)
        .stderr_has("zh.md:3")
        .stderr_has("en.md:3")
        .stderr_has("rewrite the sentence that rests on it: 人口减少，为")
        .stderr_has("rewrite the sentence that rests on it: Fewer: ");
}

#[test]
fn a_vintage_that_is_to_come_is_asked_about_wherever_it_is_said() {
    let project = Project::written("", "# Summary {#summary}\n\n{{ people }}\n");
    project.exec("check --today 2025-01-01").must_exit(0);
    let tidy = "INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,VINTAGE,SOURCE_ID\n\
        POP,SC,2018,8321,PS,4,A,9035-05-01,NBS\n";
    project.write("tidy.csv", tidy);
    project.exec("import tidy.csv --write").must_succeed().stderr_has(
        "warning[future-vintage]: 1 value is said to be published on 9035-05-01, which is still to come",
    );
    project
        .exec("check --today 2025-01-01")
        .must_exit(0)
        .stderr_has("warning[future-vintage]")
        .stderr_has("inputs/tidy.csv:2:4");
    // A day that the plan counts with, and a slip in the entry, which is that of a whole table.
    project.set("inputs/tidy.csv", "9035-05-01", "2024-12-31");
    let run = project.exec("check --today 2024-11-01");
    assert!(!run.stderr().contains("future-vintage"), "{}", run.stderr());
    project.set("inputs/datapackage.json", "2024-10-31", "2042-10-31");
    project
        .exec("check --today 2025-01-01")
        .stderr_has("10 values are said to be published on 2042-10-31, which is still to come");
}

#[test]
fn a_line_that_holds_a_number_alone_and_a_cell_beyond_the_last_column_are_not_lost() {
    let text = "# Summary {#summary}\n\n{{ people }} {{ people_change }}\n\n| Area | End |\n|---|---:|\n| Sichuan | {{ people }} |\n\n\
        ```closing\nThe office\n{{ as_of }}\n```\n";
    let project = Project::written("", text);
    project.exec("build --outputs pdf").must_succeed();
    let words = project.text("briefing.en.pdf");
    assert!(words.contains("Theoffice31December2024"), "{words}");
    for row in [
        "| Sichuan | {{ people }} | and more |",
        "| Sichuan | x | {{ people }}",
        "Sichuan | x | {{ people_change }} | y",
    ] {
        project.write("templates/small/en.md", &text.replace("| Sichuan | {{ people }} |", row));
        let told = project.exec("check").must_exit(1).stderr();
        let wanted = "error[lost-text]: a row has more cells than its table has columns: “";
        assert!(told.contains(wanted) && told.contains("--> templates/small/en.md:7"), "{row}: {told}");
    }
}

#[test]
fn a_cell_that_leaps_is_told_as_the_cell_and_not_as_its_sentences() {
    let text = "# Summary {#summary}\n\n{% assert people > 80000000 %}\nMany: {{ people }}.\n\n\
        {% assert people_change > 0 %}\nMore: {{ people_change }}.\n";
    let project = Project::written("", text);
    project.exec("check").must_exit(0);
    project.set("inputs/pop.csv", "8374,8468", "8374,84.68");
    let told = project.exec("check").must_exit(1).stderr();
    assert!(told.contains("error[magnitude]: POP of SC in 2023 is"), "{told}");
    assert!(!told.contains("error[assertion]"), "{told}");
    assert!(told.contains("note[judged-later]: 2 sentences and claims are judged when"), "{told}");
}

#[test]
fn what_cannot_stand_where_it_is_written_is_told_by_its_name() {
    let text = "# Summary {#summary}\n\n{{ people }} {{ people_change }}\n\n";
    let project = Project::written("", text);
    project.write("templates/small/house.svg", SQUARE);
    for (written, told) in [
        ("[of {{ people }}](https://e.org)", "a number in the words of a link is not set"),
        ("[see **{{ end }}**](#summary)", "a number in the words of a link is not set"),
        ("- item\n\n  | A | B |\n  |---|---|\n  | x | y |\n", "a table within another block is not set"),
        ("> - a list\n> - in a quotation\n", "a list within another block is not set"),
        ("![A house](https://e.org/house.svg)", "the picture https://e.org/house.svg is not in the project"),
        ("![A house](hut.png)", "help: did you mean small/house.svg?"),
    ] {
        project.write("templates/small/en.md", &format!("{text}{written}\n"));
        let said = project.exec("check").must_exit(1).stderr();
        assert!(said.contains(told), "{written}: {said}");
        assert!(!said.contains("another Markdown"), "{written}: {said}");
    }
}
