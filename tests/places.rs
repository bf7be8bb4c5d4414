//! Places: wherever words can be written that reach a page, a copy or a letter, a number among them is found.

use briefing::{
    audit,
    data::register::Registers,
    diag::{Severity, Sink},
    doc::{
        block::{Content, Document},
        figure::Chart,
        inline::Inline,
        numeral::{ListedCounts, name_says_quantity},
    },
    ingest::ingest,
    inputs::{File, Files},
    lang::Lang,
    plan::recipients::recipients,
    render::{
        html::reread::reread,
        xlsx::{FactsWorkbook, SheetCell, WorkbookSheet},
    },
};

use crate::{
    desk::{self, Desk},
    project::{Project, frozen},
};

/// Quantities as somebody might type them, in Chinese and in English.
const TYPED: [[&str; 2]; 4] = [
    ["，增长7.71%", ", up 7.71%"],
    ["，占全国三成", ", a third of the total"],
    ["，翻两番", ", fivefold"],
    ["，共７７家", ", CNY77 in all"],
];

/// Tables of the sample whose words are printed, and the columns that are.
const PRINTED: [(&str, &[&str]); 7] = [
    ("areas.csv", &["NAME", "SHORT"]),
    ("indicators.csv", &["NAME", "UNIT"]),
    ("sources.csv", &["PUBLISHER"]),
    ("facilities.csv", &["NAME"]),
    ("milestones.csv", &["TEXT"]),
    ("challenges.csv", &["TEXT", "SPEAKER", "ROLE"]),
    ("proposals.csv", &["ASK", "MEASURE", "ADDRESSEE", "LEAD", "CO"]),
];

/// A table whose first row has a quantity typed behind each of its words, and the places of these.
fn typed(table: &File, columns: &[&str], dress: usize) -> (File, Vec<(String, String)>) {
    let mut reader = csv::Reader::from_reader(table.bytes.as_slice());
    let head = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(&head).unwrap();
    let mut places = vec![];
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let cells = record.iter().zip(&head).enumerate().map(|(at, (cell, name))| {
            let stem = name.rsplit_once('_').filter(|(stem, _)| columns.contains(stem));
            let Some((_, lang)) = stem.filter(|_| row == 0) else { return cell.to_owned() };
            places.push((format!("{}:2:{}", table.path, at + 1), name.to_owned()));
            format!("{cell}{}", TYPED[dress][usize::from(lang == "EN")])
        });
        let cells: Vec<String> = cells.collect();
        writer.write_record(&cells).unwrap();
    }
    (File::new(table.path.clone(), writer.into_inner().unwrap()), places)
}

#[test]
fn a_number_in_a_printed_column_of_a_table_is_found_at_its_cell() {
    let mut sink = Sink::default();
    let inputs = Files::read(&frozen().join("inputs"), "inputs", &mut sink);
    for dress in 0..TYPED.len() {
        let mut wanted = vec![];
        let files: Vec<File> = inputs
            .iter()
            .map(|file| {
                let name = file.path.rsplit('/').next().unwrap();
                let Some((_, columns)) = PRINTED.iter().find(|(table, _)| *table == name) else {
                    return file.clone();
                };
                let (file, places) = typed(file, columns, dress);
                wanted.extend(places);
                file
            })
            .collect();
        let mut sink = Sink::default();
        let _ = ingest(&Files::from_memory("inputs", files), &mut sink);
        let faults = sink.iter().filter(|it| it.severity == Severity::Error);
        let told = faults.map(ToString::to_string).collect::<Vec<_>>().join(
            "
",
        );
        let silent: Vec<_> = wanted.iter().filter(|(place, _)| !told.contains(place.as_str())).collect();
        assert!(wanted.len() >= 20 && silent.is_empty(), "{dress}: {silent:?}\n{told}");
    }
}

#[test]
fn a_number_in_any_wording_of_the_plan_is_found() {
    let path = "templates/two-sessions/briefing.toml";
    let mut sink = Sink::default();
    let files = Files::read(&frozen().join("templates"), "templates", &mut sink);
    let plan = files.get("two-sessions/briefing.toml").unwrap();
    let text = plan.text().unwrap();
    let wording = regex::Regex::new(r#"zh = "([^"]*)", en = "([^"]*)""#).unwrap();
    let many = wording.find_iter(text).count();
    assert!(many > 25, "{many}");
    let both = TYPED.iter().flat_map(|[zh, en]| [[*zh, ""], ["", *en]]);
    for (typed, nth) in both.flat_map(|typed| (0..many).map(move |nth| (typed, nth))) {
        let mut at = 0..;
        let changed = wording.replace_all(text, |it: &regex::Captures| {
            let [zh, en] = if at.next() == Some(nth) { typed } else { ["", ""] };
            format!("zh = \"{}{zh}\", en = \"{}{en}\"", &it[1], &it[2])
        });
        let mut sink = Sink::default();
        let plan = File::new(path.to_owned(), changed.into_owned().into_bytes());
        audit::wordings(&plan, &[], &ListedCounts::default(), &mut sink);
        let is_found = sink.iter().any(|it| it.code == "unbound-numeral");
        assert!(is_found, "{typed:?} in wording {nth}");
    }
}

/// Every place of a text, each with a numeral of its own.
const TEXT: &str = "```cover
title: A title of 1.01%
subtitle: A subtitle of 1.02%
2.03% on a line of its own
```

```cards
{{ rd }} | label of 1.04% | note of 1.05%
```

# Heading of 1.06% {#rd}

Words of 1.07%, **strong of 1.08%**, *stressed of 1.09%*, [a link of 1.10%](https://example.org/), a line
broken at 1.11%
and **1**.1**2**% in parts; &#49;.13%, １.１４％, 1.\u{200b}15%.[^n]

[^n]: A note of 1.16%.

## Lesser heading of 1.17%

- item of 1.18%
- item of **1.19%**
  - item within of 1.30%
    1. and within that of 1.31%

Raised ^1.32%^, lowered ~1.33%~ and ***all of 1.34%***.

1. numbered of 1.20%
2. numbered of 1.21%

> Said of 1.22%.
>
> — speaker of 1.23%

| head of 1.24% | other |
| --- | --- |
| cell of 1.25% | cell of **1.26%** |

```note
A note of 1.27%.
```

![caption of 1.28%](figure:it)

![caption of 1.29%](table:it)
";

#[test]
fn a_number_in_any_place_of_a_text_is_found() {
    let desk = Desk::new("RD A 2023 2104.5 e8\nRD B 2023 24393.1 e8");
    let declared = "rd = { metric = 'level', indicator = 'RD', area = 'A' }\nrds = { metric = 'level', indicator = 'RD', areas = ['A', 'B'], periods = ['end'] }";
    let (facts, mut sink) = desk.facts(declared);
    let floats =
        "[figures.it]\nkind = 'ranked-bars'\npanel = 'rds'\n[tables.it]\nkind = 'panel'\npanels = ['rds']";
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}\n{floats}"));
    let file = File::new("templates/t.md".to_owned(), TEXT.as_bytes().to_vec());
    desk::composed(&plan, facts, &Registers::default(), &file, Lang::En, &mut sink);
    let told = sink.iter().map(ToString::to_string).collect::<Vec<_>>().join(
        "
",
    );
    // What is no line of a cover is not set, and told as that.
    assert!(told.contains("a line of the cover is not set: “2.03%"), "{told}");
    let numbers = (1..=34).filter(|at| *at != 3).map(|at| match at {
        14 => "１.１４％".to_owned(),
        _ => format!("1.{at:02}%"),
    });
    let plain = told.replace('\u{200b}', "");
    let silent: Vec<String> =
        numbers.filter(|number| !plain.contains(&format!("the numeral {number} "))).collect();
    assert!(silent.is_empty(), "{silent:?}\n{told}");
}

/// A text with every kind of block, and no number that is not bound.
const CLEAN: &str = "```cover
title: A title
subtitle: A subtitle
period: of the year
```

```cards
{{ rd }} | label | note
```

# Heading {#rd}

Words, **strong**, *stressed*, [a link](https://example.org/) and {{ rd }}.[^n]

[^n]: A note.

- item
  - within

> Said.
>
> — speaker

| head | other |
| --- | --- |
| cell | cell |

```note
A note.
```

![caption](figure:it)

![caption](table:it)
";

#[test]
fn a_number_that_came_in_by_any_door_is_found_in_the_finished_document() {
    let desk = Desk::new("RD A 2023 2104.5 e8\nRD B 2023 24393.1 e8");
    let declared = "rd = { metric = 'level', indicator = 'RD', area = 'A' }\nrds = { metric = 'level', indicator = 'RD', areas = ['A', 'B'], periods = ['end'] }";
    let (facts, mut sink) = desk.facts(declared);
    let floats =
        "[figures.it]\nkind = 'ranked-bars'\npanel = 'rds'\n[tables.it]\nkind = 'panel'\npanels = ['rds']";
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}\n{floats}"));
    let file = File::new("templates/t.md".to_owned(), CLEAN.as_bytes().to_vec());
    let document = desk::composed(&plan, facts, &Registers::default(), &file, Lang::En, &mut sink).unwrap();
    let told = |document: &Document| {
        let mut sink = Sink::default();
        audit::unbound(document, &audit::Listed::default(), &mut sink);
        sink.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(&document), [""; 0]);
    let phrases = ["up 7.71%", "一成半", "a third of it", "翻两番", "fivefold"];
    let mut places = 0;
    for phrase in phrases {
        let added = format!(" {phrase}");
        let is_told = |document: &Document, place: String| {
            assert!(!told(document).is_empty(), "{phrase} in {place}");
        };
        for block in 0..document.blocks.len() {
            for run in 0..document.blocks[block].content.runs().len() {
                let mut changed = document.clone();
                changed.blocks[block].content.runs_mut()[run].push(Inline::text(added.clone()));
                is_told(&changed, format!("run {run} of {:?}", document.blocks[block].content));
                // What the program writes, or takes from a register, has its digits looked at there.
                if !phrase.contains('7') {
                    let mut changed = document.clone();
                    changed.blocks[block].content.runs_mut()[run].push(Inline::Literal(added.clone()));
                    is_told(&changed, format!("a literal in run {run} of block {block}"));
                }
                places += 1;
            }
            let mut changed = document.clone();
            if let Content::Figure(figure) = &mut changed.blocks[block].content {
                figure.alt += &added;
                is_told(&changed, "an alternative text".to_owned());
            }
            let mut changed = document.clone();
            if let Content::Figure(figure) = &mut changed.blocks[block].content
                && let Chart::RankedBars(chart) = &mut figure.chart
            {
                chart.bars[0].label += &added;
                is_told(&changed, "a label".to_owned());
            }
        }
        for said in 0..5 {
            let mut changed = document.clone();
            let meta = &mut changed.meta;
            meta.keywords.push(String::new());
            let said = [&mut meta.title, &mut meta.short_title, &mut meta.author, &mut meta.subject]
                .into_iter()
                .chain(&mut meta.keywords)
                .nth(said)
                .unwrap();
            said.push_str(&added);
            is_told(&changed, "what it says of itself".to_owned());
        }
    }
    assert!(places > 100, "{places}");
}

#[test]
fn a_number_in_a_sign_of_the_theme_is_found() {
    for (old, new) in [("bullet = \"", "bullet = \"77 "), ("before-number = \"", "before-number = \"三成 ")]
    {
        let project = Project::short();
        let theme = std::path::Path::new("templates/two-sessions/theme.toml");
        let text = String::from_utf8(project_file(&project, theme)).unwrap();
        let first =
            text.lines().find(|line| line.starts_with(old)).unwrap_or_else(|| panic!("{old}: {text}"));
        project.set(theme.to_str().unwrap(), first, &first.replacen(old, new, 1));
        project.exec("check").must_exit(1).stderr_has("error[bad-theme]").stderr_has("stands for a number");
    }
}

#[expect(clippy::disallowed_methods, reason = "the test looks at what it changes")]
fn project_file(project: &Project, path: &std::path::Path) -> Vec<u8> {
    std::fs::read(project.path(path.to_str().unwrap())).unwrap()
}

#[test]
fn a_number_in_what_stands_on_a_copy_is_found() {
    let head = "NAME,DELEGATION,LANGUAGE,COPY\n";
    let told = |name: &str, delegation: &str| {
        let mut sink = Sink::default();
        let list = format!("{head}\"{name}\",\"{delegation}\",en,1\n").into_bytes();
        recipients(&File::new("recipients.csv".to_owned(), list), &mut sink);
        sink.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    for [zh, en] in TYPED {
        assert_eq!(told(&format!("王小明{zh}"), "四川"), ["bad-recipient"], "{zh}");
        assert_eq!(told("Li Wei", &format!("Sichuan{en}")), ["bad-recipient"], "{en}");
    }
    assert_eq!(told("Li\u{E000}", "Sichuan"), ["bad-recipient"]);
    for (name, delegation) in [("钱三强", "四川代表团第三组"), ("万里", "Group 3"), ("Li Wei", "Chongqing")]
    {
        assert_eq!(told(name, delegation), [""; 0], "{name}, {delegation}");
    }
    assert!(name_says_quantity("Zhang (up 77.7%)") && !name_says_quantity("欧阳一鸣"));
}

#[test]
fn a_wording_of_the_plan_in_the_other_language_is_found() {
    let told = |zh: &str, en: &str| {
        let plan = format!("[meta]\ntitle = {{ zh = \"{zh}\", en = \"{en}\" }}\n").into_bytes();
        let mut sink = Sink::default();
        audit::wordings(
            &File::new("briefing.toml".to_owned(), plan),
            &[],
            &ListedCounts::default(),
            &mut sink,
        );
        sink.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    assert_eq!(told("常住人口", "Population"), [""; 0]);
    assert_eq!(told("R&D", "R&D"), [""; 0]);
    assert_eq!(told("政策简报", "Policy briefing (政策简报)"), [""; 0]);
    assert_eq!(told("Resident population", "常住人口"), ["wrong-language", "wrong-language"]);
}

/// What is told of words that an output says beside its documents, which say 33.0% and 2104.5亿元.
fn told_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut accounted = audit::Accounted::default();
    accounted.take("R&D grew by 33.0% (2104.5亿元), a third of the total");
    let mut sink = Sink::default();
    accounted.report("facts.xlsx", words, |it| it == "36.7", &mut sink);
    sink.iter().map(ToString::to_string).collect()
}

#[test]
fn what_an_output_says_beside_its_documents_is_held_against_them() {
    for said in [
        "33.0%",
        "2104.5亿元",
        "33.0",
        "36.7 %",
        "a third of it",
        "billion",
        "个百分点",
        "per 10,000 persons",
    ] {
        assert_eq!(told_of([said]), [""; 0], "{said}");
    }
    for strange in
        ["33.1%", "210.45亿元", "37", "三成", "a fifth of it", "翻两番", "fivefold", "ranked second"]
    {
        assert_eq!(told_of([strange]).len(), 1, "{strange}");
    }
    assert_eq!(
        told_of(["What is released, up 7.71%, and no more"]),
        [
            "error[unbound-numeral]: facts.xlsx says 7.71%, which no fact and no literal stands behind: “What is released, up 7.71%, and no more”\n  --> facts.xlsx\n  help: let a fact say it, or list it under [literals] with its reason"
        ]
    );
}

#[test]
fn a_number_anywhere_in_a_workbook_is_among_its_words() {
    let sheet = WorkbookSheet {
        name: "Rise_1pc".to_owned(),
        title: "Up 1.01%".to_owned(),
        about: "By 1.02%".to_owned(),
        columns: vec![],
        rows: vec![vec![SheetCell::text("At 1.03%"), SheetCell::Link("To 1.04%".to_owned())]],
    };
    let provenance = "Of 1.05%".to_owned();
    let book =
        FactsWorkbook { sheets: vec![sheet], provenance, title: "A title of 1.06%".to_owned(), as_of: None };
    let told = told_of(book.words()).join("\n");
    for number in 1..=6 {
        assert!(told.contains(&format!("says 1.0{number}%")), "{number}: {told}");
    }
}

#[test]
fn a_number_in_what_a_page_says_to_machines_and_in_place_of_pictures_is_among_its_asides() {
    let page = r#"<html><head><title>Up 1.01%</title><meta name="description" content="By 1.02%">
        <meta http-equiv="Content-Security-Policy" content="style-src 'sha256-9'">
        <script type="application/ld+json">{"name":[{"@value":"At 1.03%"}],"keywords":["fivefold"]}</script></head>
        <body><article id="en"><p>Text</p><svg aria-label="A drawing of 1.04%"><title>none</title></svg>
        <img alt="A picture of 1.05%"><abbr title="That is 1.06%">x</abbr></article></body></html>"#;
    let read = reread(page.as_bytes()).unwrap();
    let told = told_of(read.asides.iter().map(String::as_str)).join("\n");
    for number in 1..=6 {
        assert!(told.contains(&format!("says 1.0{number}%")), "{number}: {told}");
    }
    assert!(told.contains("says fivefold") && !told.contains("256"), "{told}");
}
