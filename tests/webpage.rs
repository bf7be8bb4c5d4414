//! The web page: every number leads to its row, and what is changed on it is named.
#![expect(clippy::disallowed_methods, reason = "the tests look at the output from outside")]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use briefing::{
    diag::Locus,
    doc::{
        block::{Block, Content, Document, DocumentMeta},
        inline::{Inline, ShownFact},
        marks::Marks,
        reading::Reading,
    },
    lang::Lang,
    ledger::Ledger,
    output::{FACTS_JSON, WEBPAGE},
    render::html::{
        self, HtmlBriefing, Webpage,
        reread::{ReadWebPage, reread},
    },
    seal::webpage::breaches,
};

use crate::{project::Project, sample};

/// The page of the frozen project and the ledger beside it, made once.
fn made() -> &'static (String, Ledger) {
    static MADE: OnceLock<(String, Ledger)> = OnceLock::new();
    MADE.get_or_init(|| {
        let project = Project::released();
        (project.latest_text(WEBPAGE), Ledger::from_json(&project.latest(FACTS_JSON)).unwrap())
    })
}

fn read(page: &str) -> ReadWebPage {
    reread(page.as_bytes()).unwrap()
}

/// What is told of a page that is not the published one.
fn told(page: &str) -> String {
    match reread(page.as_bytes()) {
        Ok(read) => breaches(&read, &made().1).join("\n"),
        Err(fault) => fault,
    }
}

#[test]
fn every_number_of_both_languages_leads_to_the_row_of_its_fact() {
    let (page, ledger) = made();
    let read = read(page);
    assert_eq!(breaches(&read, ledger), Vec::<String>::new());
    assert_eq!(read.articles.iter().map(|it| it.lang).collect::<Vec<_>>(), Lang::ALL);
    for article in &read.articles {
        let reached: BTreeSet<&str> =
            article.numbers.iter().map(|it| read.rows[&it.row].fact.as_str()).collect();
        let passages = ledger.passages.iter().filter(|it| it.lang == article.lang);
        let shown: BTreeSet<&str> = passages.flat_map(|it| &it.facts).map(|it| it.id.as_str()).collect();
        assert_eq!(reached, shown, "{}", article.lang);
    }
}

#[test]
fn a_row_is_found_by_the_names_that_the_plan_gives_its_fact() {
    let (page, ledger) = made();
    let read = read(page);
    assert_eq!(read.rows["rd_growth"].fact, "percent_change(RD_EXP, SC_CQ, 2020..2023)");
    assert_eq!(read.rows["rd_growth"].cells.len(), 4);
    let ids: BTreeSet<&str> = read.ids.iter().map(String::as_str).collect();
    let shown: BTreeSet<&str> = read.rows.values().map(|row| row.fact.as_str()).collect();
    let names = ledger.facts.iter().filter(|it| shown.contains(it.id.as_str())).flat_map(|it| &it.own_names);
    let lost: Vec<&String> = names.filter(|name| !ids.contains(name.as_str())).collect();
    assert_eq!(lost, Vec::<&String>::new());
    assert!(ids.contains("intensity.CN-SC.2023"), "one of a panel has the panel's name, its area and period");
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    let (page, _) = made();
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
    let scripts: Vec<_> = page.match_indices("<script").map(|(at, _)| &page[at..at + 35]).collect();
    let data = |kind: &str| format!("<script type=\"application/{kind}\"");
    assert!(
        scripts.len() == 2
            && scripts.iter().zip(["ld+json", "json"]).all(|(it, kind)| it.starts_with(&data(kind)))
    );
    for asking in [" src=", "@import", "url(", "<link", " style=", "onclick"] {
        assert!(!page.contains(asking), "{asking}");
    }
}

#[test]
fn a_column_says_how_narrow_it_may_become_and_its_head_stands_where_its_numbers_do() {
    let heads = made().0.split("<thead>").skip(1).filter_map(|it| it.split("</thead>").next());
    let tables: Vec<Vec<&str>> = heads.map(|it| it.split("<t").skip(2).collect()).collect();
    assert!(tables.len() > 10, "{}", tables.len());
    let is_known = |head: &&str| {
        (2..=7).any(|ems| {
            head.contains(&format!(" class=m{ems}")) || head.contains(&format!(" class=\"end m{ems}\""))
        })
    };
    let strange: Vec<&&str> = tables.iter().flatten().filter(|it| !is_known(it)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    let years = tables.iter().flatten().filter(|it| it.contains(">2020<"));
    assert!(years.clone().count() > 0 && years.into_iter().all(|it| it.contains("\"end m")));
}

#[test]
fn a_data_catalogue_finds_the_release_and_its_sources() {
    let (page, ledger) = made();
    let data = page.split_once("ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!((&data["@type"], &data["version"]), (&"Dataset".into(), &"2025-r1".into()));
    assert_eq!(data["identifier"], briefing::ledger::short_code(&ledger.digest()));
    // What Google's catalogue of datasets asks for: a name, and 50 to 5,000 characters of description.
    for described in data["description"].as_array().unwrap() {
        let length = described["@value"].as_str().unwrap().chars().count();
        assert!((50..5000).contains(&length), "{described}");
    }
    assert_eq!(data["name"].as_array().unwrap().len(), 2);
    assert_eq!(data["inLanguage"], serde_json::json!(["zh-CN", "en-GB"]));
    assert!(data["isBasedOn"].as_array().unwrap().iter().any(|it| it["identifier"] == "NBS_RD_BULLETIN"));
}

#[test]
fn head_and_foot_name_release_day_code_and_status() {
    let (page, ledger) = made();
    let release = read(page).release;
    let code = briefing::ledger::short_code(&ledger.digest());
    for said in [
        format!("2025-r1 · 数据截至2025-02-28 · {code} · 送审稿"),
        format!("2025-r1 · data as of 2025-02-28 · {code} · draft"),
    ] {
        assert_eq!(release.matches(&said).count(), 2, "{said}");
    }
}

#[test]
fn what_changes_on_the_page_is_named_with_what_was_published() {
    let (page, _) = made();
    let change = |old: &str, new: &str| {
        let at = page.find(old).unwrap_or_else(|| panic!("the page has {old}"));
        told(&format!("{}{new}{}", &page[..at], &page[at + old.len()..]))
    };
    let number = change("href=#rd_growth>33.0%", "href=#rd_growth>43.0%");
    assert!(number.contains("#rd_growth: 43.0% is printed where") && number.contains("33.0%"), "{number}");
    let year = change("went from ", "went in 2025 from ");
    assert!(year.contains("is not printed as it was published"), "{year}");
    let row = change("<span class=f>((1357.8 +", "<span class=f>((1357.9 +");
    assert!(row.contains("((1357.9 +") && row.contains("was published"), "{row}");
    let cell = change("<b>1357.8 × 10^8</b>", "<b>1357.7 × 10^8</b>");
    assert!(cell.contains("1357.7 × 10^8 RD_EXP") && cell.contains("where 1357.8 × 10^8"), "{cell}");
    let link = change("href=#rd_growth", "href=#rd_grown");
    assert!(link.contains("a link leads to #rd_grown, which is not there"), "{link}");
    // What is no text: how it looks, what it hides, runs, or tells others than its readers.
    for (old, new) in [
        ("</style>", "main a::before{content:'9'}</style>"),
        ("</body>", "<script>document.title='99.9'</script></body>"),
        ("</body>", "<noscript>99.9</noscript></body>"),
        ("<p>", "<p hidden>"),
        ("<p>", "<p aria-label='99.9 percent'>"),
        ("<title>", "<title>99.9% "),
        ("default-src 'none'", "default-src *"),
        (" checked", ""),
        ("</head>", "<script type=\"application/json\" id=seal>{}</script></head>"),
    ] {
        let what = change(old, new);
        assert!(
            what.contains("what is no text of the page was altered") || what.contains("seal"),
            "{new}: {what}"
        );
    }
    // What no ledger has: an axis, the cover, a word that is drawn.
    let axis = change(">2000</text>", ">2001</text>");
    assert!(
        axis.contains("drawing ") && axis.contains("2001 is printed where 2000 was published (zh)"),
        "{axis}"
    );
    let day = change("数据截至</dt><dd>2025", "数据截至</dt><dd>2026");
    assert_eq!(day, "beside the passages: 2026 is printed where 2025 was published (zh)");
    let seal = change(" id=seal>", " id=sealed>");
    assert!(seal.contains("no seal"), "{seal}");
}

#[test]
fn a_page_that_tells_what_has_changed_quotes_passages_and_is_read_back_all_the_same() {
    let project = Project::released();
    for day in ["2024-06-30", "2024-12-31"] {
        project.exec(&format!("build --outputs html --as-of {day}")).must_succeed();
    }
}

#[test]
fn every_changed_digit_of_what_the_ledger_knows_is_found() {
    let (page, _) = made();
    // Digits of what is read, outside of tags, style, drawings and what stands around the articles.
    let (mut places, mut is_text, mut depth) = (vec![], true, 0_usize);
    let start = page.find("<article").unwrap();
    for (at, c) in page.char_indices().skip_while(|(at, _)| *at < start) {
        match c {
            '<' => {
                is_text = false;
                if page[at..].starts_with("<svg") {
                    depth += 1;
                } else if page[at..].starts_with("</svg") {
                    depth -= 1;
                }
            }
            '>' => is_text = true,
            _ if is_text && depth == 0 && c.is_ascii_digit() => places.push(at),
            _ => {}
        }
    }
    let in_number = |at: usize| {
        let before = &page[..at];
        let tag = &before[before.rfind('<').unwrap()..];
        tag.starts_with("<a class=n") || tag.starts_with("<b") || tag.starts_with("<span class=f")
    };
    let numbers: Vec<usize> = places.into_iter().filter(|at| in_number(*at)).collect();
    // Spread over the page: each is a page read back and held against its ledger.
    let mut looked_at = 0;
    for at in numbers.iter().copied().step_by(numbers.len() / 15) {
        let digit = if &page[at..=at] == "9" { "0" } else { "9" };
        let changed = format!("{}{digit}{}", &page[..at], &page[at + 1..]);
        assert!(!told(&changed).is_empty(), "{}", &page[at.saturating_sub(80)..at + 20]);
        looked_at += 1;
    }
    assert!(looked_at > 10, "{looked_at}");
}

#[test]
fn a_number_without_a_row_makes_no_page() {
    let shown = ShownFact {
        id: "level(NOBODY, KNOWS, 2023)".into(),
        shown: Reading::plain("12"),
        has_unit: false,
        exponent: 0,
        mark: String::new(),
    };
    let locus = Locus::line("templates/plan/en.md", 7);
    let content = Content::Paragraph(vec![Inline::text("There are "), Inline::Fact(shown)]);
    let document = Document { lang: Lang::En, meta: meta(), blocks: vec![Block { content, locus }] };
    let faults = render(&document).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(
        told[0].contains("the page shows level(NOBODY, KNOWS, 2023), and has no row for it")
            && told[0].contains("templates/plan/en.md:7"),
        "{told:?}"
    );
}

#[test]
fn words_that_look_like_markup_are_words() {
    let text = "<script>alert('R&D')</script> \"quoted\" </article>";
    let locus = Locus::line("templates/plan/en.md", 7);
    let content = Content::Paragraph(vec![Inline::text(text)]);
    let document = Document { lang: Lang::En, meta: meta(), blocks: vec![Block { content, locus }] };
    let page = String::from_utf8(render(&document).unwrap()).unwrap();
    assert_eq!(read(&page).articles[0].text.trim(), text);
    assert!(!page.contains("<script>alert"), "{page}");
}

fn meta() -> DocumentMeta {
    DocumentMeta {
        title: "Title".to_owned(),
        short_title: "Title".to_owned(),
        author: "</script>&".to_owned(),
        subject: "Subject".to_owned(),
        keywords: vec![],
        release: "2025-r1".to_owned(),
        as_of: chrono::NaiveDate::from_ymd_opt(2025, 2, 28).unwrap(),
        code: "7KQ2-M4XP".to_owned(),
        verify: None,
        foot: "7KQ2-M4XP".to_owned(),
    }
}

fn render(document: &Document) -> Result<Vec<u8>, Vec<briefing::diag::Diagnostic>> {
    let edition = HtmlBriefing { document, marks: Marks::default(), annex: None, drawings: BTreeMap::new() };
    html::render(&Webpage {
        editions: vec![edition],
        ledger: &Ledger::default(),
        descriptions: &BTreeMap::new(),
        catalogue: &briefing::data::catalogue::Catalogue::default(),
        theme: &sample::theme(),
        fonts: sample::fonts(),
    })
}

#[test]
fn the_page_is_made_by_default_and_left_out_when_it_is_not_asked_for() {
    let project = Project::short();
    project.exec("build --lang en").must_succeed();
    let page = project.latest_text(WEBPAGE);
    assert!(!page.contains("type=\"radio\""), "one language leaves no choice");
    let manifest = project.latest_text("manifest.json");
    assert!(manifest.contains("\"briefing.html\": \""), "{manifest}");
    project.exec("verify output/latest/briefing.html").must_exit(0).stdout_has("rows, ");
    std::fs::write(project.path("held.html"), page.replacen("33.0%", "34.0%", 1)).unwrap();
    project.exec("verify held.html").must_exit(1).stderr_has("there is nothing to hold it against");
    project
        .exec("verify held.html --release output/latest")
        .must_exit(1)
        .stdout_has("34.0% is printed where")
        .stdout_has("was published");
    project.exec("build --lang en --outputs pdf").must_succeed();
    assert!(!project.listing("output/latest").contains(&WEBPAGE.to_owned()));
}
