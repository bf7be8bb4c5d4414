//! Copies: everybody's own, and all of them or none.

use std::{fs, process::Command};

use briefing::{
    publish::{Lock, Patience},
    render::pdf::reread::reread,
};

use page_validation::ValidationProfile;

use crate::{pdf::conformance::breaches_of, project::Project};

const LIST: &str = "NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD
张敏,四川代表团,zh,1,,
Zhao Wei,Chongqing delegation,en,2,,
欧阳娜,重庆代表团,zh,3,,sesame-3
";

#[test]
fn every_recipient_gets_a_copy_with_name_and_number_on_every_page() {
    let project = Project::short_published(LIST);
    project.exec("deliver").must_succeed().stdout_has("made 3 copies in output/copies/2025-r1");
    let copies = "output/copies/2025-r1";
    assert_eq!(project.listing(copies), ["0001.zh.pdf", "0002.en.pdf", "0003.zh.pdf", "delivery.csv"]);
    for (file, cover, foot) in [
        ("0001.zh.pdf", "四川代表团  张敏  第1号", "张敏  第1号"),
        ("0002.en.pdf", "Chongqing delegation  Zhao Wei  Copy 2", "Zhao Wei  Copy 2"),
    ] {
        let read = reread(&fs::read(project.path(copies).join(file)).unwrap()).unwrap();
        assert_eq!(read.pages[0].stamp.replace('\n', ""), cover);
        assert!(read.pages[1..].iter().all(|page| page.stamp.replace('\n', "") == foot), "{file}");
    }
    project.exec("verify output/copies/2025-r1/0002.en.pdf").must_succeed().stdout_has("Zhao Wei");
    let record = fs::read_to_string(project.path(copies).join("delivery.csv")).unwrap();
    let row = record.lines().nth(3).unwrap();
    assert!(row.starts_with("3,欧阳娜,重庆代表团,zh,,,0003.zh.pdf,") && row.ends_with(",AES-256"), "{row}");
    assert!(!record.contains("sesame"));
}

#[test]
fn copies_that_were_ordered_otherwise_are_made_anew_and_the_others_stay() {
    let project = Project::short_published(
        "NAME,LANGUAGE,COPY,PASSWORD,WATERMARK\n张敏,zh,1,old-sesame,\nWu,en,2,ａｎｏｔｈｅｒ－１,\n李明,zh,3,,\n",
    );
    let copy = |file: &str| fs::read(project.path("output/copies/2025-r1").join(file)).unwrap();
    project.exec("deliver").must_succeed();
    // Every locked copy has a key drawn by lot: one made again would have other bytes.
    let before = ["0001.zh.pdf", "0002.en.pdf", "0003.zh.pdf"].map(copy);
    project.exec("deliver").must_succeed();
    assert!(["0001.zh.pdf", "0002.en.pdf", "0003.zh.pdf"].map(copy) == before);
    let list = "NAME,LANGUAGE,COPY,PASSWORD,WATERMARK\n张敏,zh,1,new-sesame,\nWu,en,2,ａｎｏｔｈｅｒ－１,\n王丽,zh,4,,yes\n";
    fs::write(project.path("recipients.csv"), list).unwrap();
    project.exec("deliver").must_succeed();
    let open = |bytes: &[u8], password: &str| {
        lopdf::Document::load_mem_with_options(bytes, lopdf::LoadOptions::with_password(password)).is_ok()
    };
    assert!(open(&copy("0001.zh.pdf"), "new-sesame") && !open(&copy("0001.zh.pdf"), "old-sesame"));
    assert!(copy("0002.en.pdf") == before[1]);
    // What a viewer makes of a password before it tries it (RFC 4013) opens the copy.
    assert!(open(&before[1], "another-1"));
    assert!(!open(&before[1], "") && !open(&before[1], "another-2"));
    let names = project.listing("output/copies/2025-r1");
    assert_eq!(names, ["0001.zh.pdf", "0002.en.pdf", "0004.zh.pdf", "delivery.csv"]);
}

#[test]
fn what_names_people_is_for_its_owner_alone_and_computes_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::short_published("NAME,LANGUAGE,COPY\n\"=HYPERLINK(\"\"x\"\")\",en,1\n");
    project.exec("deliver").must_succeed();
    let mode = |path: &str| project.path(path).metadata().unwrap().permissions().mode() & 0o777;
    let copies = "output/copies/2025-r1";
    assert_eq!([copies, "output/copies"].map(mode)[0], 0o700);
    assert_eq!(
        [&format!("{copies}/0001.en.pdf"), &format!("{copies}/delivery.csv")].map(|it| mode(it)),
        [0o600; 2]
    );
    let record = fs::read_to_string(project.path(copies).join("delivery.csv")).unwrap();
    assert!(record.contains("\n1,\"'=HYPERLINK("), "{record}");
}

#[test]
fn a_row_shifted_by_a_column_shows_no_password() {
    let project =
        Project::short_published("NAME,LANGUAGE,COPY,PASSWORD\n张敏,Secret123,zh,1\n李明,zh,2,x,y\n");
    let stderr = project.exec("deliver").must_exit(1).stderr_has("COPY is no number").stderr();
    assert!(stderr.contains("the row has 5 cells, the head 4") && !stderr.contains("Secret123"), "{stderr}");
}

#[test]
fn a_locked_copy_opens_with_its_own_password_alone() {
    let project = Project::short_published(LIST);
    project.exec("deliver").must_succeed();
    let bytes = fs::read(project.path("output/copies/2025-r1/0003.zh.pdf")).unwrap();
    let open = |password: &str| {
        lopdf::Document::load_mem_with_options(&bytes, lopdf::LoadOptions::with_password(password))
    };
    assert!(open("sesame-3").is_ok());
    assert!(open("sesame-2").is_err());
    assert!(open("").is_err());
    project.exec("verify output/copies/2025-r1/0003.zh.pdf").must_exit(1).stderr_has("it is encrypted");
    // Another reader agrees, where it is at hand.
    let qpdf = |password: &str, action: &str, to: &str| {
        let file = project.path("output/copies/2025-r1/0003.zh.pdf");
        let password = format!("--password={password}");
        Command::new("qpdf")
            .args([&password, action])
            .arg(file)
            .args((!to.is_empty()).then_some(project.path(to)))
            .output()
    };
    let Ok(opened) = qpdf("sesame-3", "--decrypt", "open.pdf") else { return };
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    assert!(!qpdf("sesame-2", "--check", "").unwrap().status.success());
    project.exec("verify open.pdf").must_succeed().stdout_has("is consistent with itself");
}

#[test]
fn a_copy_has_the_sections_that_were_asked_for_under_their_own_numbers() {
    let project = Project::published(
        "NAME,LANGUAGE,COPY,SECTIONS\n张敏,zh,1,market summary\nZhao Wei,en,2,market\n李明,zh,3,market summary\n",
    );
    project.exec("deliver").must_succeed();
    let read = |file: &str| {
        reread(&fs::read(project.path("output/copies/2025-r1").join(file)).unwrap()).unwrap().pages
    };
    let text = |file: &str| {
        read(file)
            .iter()
            .flat_map(|page| page.reads.chars())
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let (excerpt, whole) = (text("0002.en.pdf"), project.text("briefing.en.pdf"));
    assert!(whole.contains("R&D:spending") && !excerpt.contains("R&D:spending"));
    assert!(excerpt.contains("Excerpt3Technologymarket:"), "{excerpt}");
    // The figures keep the numbers that they have for everybody else.
    assert!(excerpt.contains("Figure4") && !excerpt.contains("Figure1"), "{excerpt}");
    assert!(text("0001.zh.pdf").contains("摘要"));
    assert_eq!(text("0001.zh.pdf"), text("0003.zh.pdf"));
    // The contents name the page that the section is on.
    let pages = read("0001.zh.pdf");
    assert!(pages.len() < 8, "{} pages", pages.len());
    let record = fs::read_to_string(project.path("output/copies/2025-r1/delivery.csv")).unwrap();
    assert!(record.lines().nth(1).unwrap().contains(",market summary,0001.zh.pdf,"), "{record}");
    project
        .exec("verify output/copies/2025-r1/0001.zh.pdf")
        .must_succeed()
        .stdout_has("is consistent with itself");
}

#[test]
fn sections_that_are_not_there_or_are_no_longer_the_releases_stop_the_delivery() {
    let project = Project::published("NAME,LANGUAGE,COPY,SECTIONS\n张敏,zh,1,markt\n");
    project
        .exec("deliver")
        .must_exit(1)
        .stderr_has("error[unknown-section]: the briefing has no section markt")
        .stderr_has("recipients.csv:2")
        .stderr_has("did you mean market");
    fs::write(project.path("recipients.csv"), "NAME,LANGUAGE,COPY,SECTIONS\n张敏,zh,1,market\n").unwrap();
    project.set("inputs/rd.csv", "CN-SC,2022,1215.0,", "CN-SC,2022,1218.0,");
    project.exec("deliver").must_exit(1).stderr_has("inputs/rd.csv changed");
    assert!(!project.path("output/copies").exists());
}

#[test]
fn a_watermark_stands_below_the_text_of_every_page_and_verification_knows_it() {
    let project = Project::short_published("NAME,LANGUAGE,COPY,WATERMARK\n张敏,zh,7,yes\n李明,zh,8,no\n");
    project.exec("deliver").must_succeed();
    for (file, times) in [("0007.zh.pdf", 2), ("0008.zh.pdf", 1)] {
        let bytes = fs::read(project.path("output/copies/2025-r1").join(file)).unwrap();
        let read = reread(&bytes).unwrap();
        assert!(read.pages.iter().all(|page| page.stamp.matches('号').count() == times), "{file}");
        project.exec(&format!("verify output/copies/2025-r1/{file}")).must_succeed();
    }
}

#[test]
fn a_killed_delivery_is_gone_on_with_and_makes_no_copy_twice() {
    let rows: Vec<String> = (1..=60).map(|copy| format!("张敏,zh,{copy},sesame-{copy}\n")).collect();
    let project = Project::short_published(&format!("NAME,LANGUAGE,COPY,PASSWORD\n{}", rows.concat()));
    let staging = project.path("output/copies/.staging-2025-r1");
    let mut run = Command::new(env!("CARGO_BIN_EXE_briefing"))
        .arg("deliver")
        .current_dir(project.folder.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let finished =
        || project.listing("output/copies/.staging-2025-r1").iter().filter(|it| it.starts_with('0')).count();
    while finished() < 5 && run.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    // Every copy is locked with a key drawn by lot: one made again would have other bytes.
    let first = fs::read(staging.join("0001.zh.pdf")).unwrap();
    assert!(!project.path("output/copies/2025-r1").exists());
    project.exec("deliver").must_succeed().stdout_has("made 60 copies");
    assert!(fs::read(project.path("output/copies/2025-r1/0001.zh.pdf")).unwrap() == first);
    assert_eq!(project.listing("output/copies/2025-r1").len(), 61);
    assert_eq!(project.listing("output/copies"), ["2025-r1"]);
}

#[test]
fn a_locked_copy_claims_to_be_accessible_but_no_archive() {
    let project = Project::short_published(LIST);
    project.exec("deliver").must_succeed();
    let bytes = fs::read(project.path("output/copies/2025-r1/0003.zh.pdf")).unwrap();
    let options = lopdf::LoadOptions::with_password("sesame-3");
    let mut opened = lopdf::Document::load_mem_with_options(&bytes, options).unwrap();
    let metadata = opened.catalog().unwrap().get_deref(b"Metadata", &opened).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(metadata.get_plain_content().unwrap()).unwrap();
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>") && !xmp.contains("<pdfaid:"), "{xmp}");
    assert!(xmp.ends_with("<?xpacket end=\"r\"?>"), "{xmp}");
    let mut unlocked = vec![];
    opened.save_to(&mut unlocked).unwrap();
    assert_eq!(breaches_of(ValidationProfile::PdfUa1, &unlocked), Vec::<String>::new());
}

#[test]
fn a_rare_character_in_a_name_is_an_error_before_anything_is_made() {
    let project = Project::short_published(
        "NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD\n张敏,,zh,1,,\n李龑,,zh,2,,\n",
    );
    project
        .exec("deliver")
        .must_exit(1)
        .stderr_has("error[rare-character]: no face has 龑 (U+9F91)")
        .stderr_has("recipients.csv:3")
        .stderr_has("no copy was made");
    assert!(!project.path("output/copies").exists());
}

#[test]
fn faults_of_the_list_are_all_told() {
    let project = Project::short_published("NAME,LANGUAGE,COPY\n张敏,zh,1\n,zh,2\n李明,fr,3\n王丽,zh,1\n");
    project
        .exec("deliver")
        .must_exit(1)
        .stderr_has("copy 2 is for nobody")
        .stderr_has("recipients.csv:4")
        .stderr_has("copy 1 is for two people");
    fs::write(project.path("recipients.csv"), "NAME,LANGUAGE,COPY\n").unwrap();
    project.exec("deliver").must_exit(1).stderr_has("nobody is to get a copy");
    fs::remove_file(project.path("recipients.csv")).unwrap();
    project.exec("deliver").must_exit(1).stderr_has("recipients.csv");
}

#[test]
fn copies_are_made_while_a_run_is_at_work_but_not_twice_at_once() {
    let project = Project::short_published(LIST);
    let _run = Lock::take(&project.path("output"), Patience::GiveUp).unwrap();
    let other = Lock::take(&project.path("output/copies"), Patience::GiveUp).unwrap();
    project.exec("deliver").must_exit(4).stderr_has("another run is at work");
    drop(other);
    project.exec("deliver").must_succeed();
}

#[test]
fn one_archive_holds_them_all() {
    let project = Project::short_published(LIST);
    project.exec("deliver --zip --to handout").must_succeed();
    assert_eq!(project.listing("handout"), ["copies.zip", "delivery.csv"]);
    let Ok(listed) = Command::new("python3")
        .args(["-m", "zipfile", "-t", "handout/copies.zip"])
        .current_dir(project.folder.path())
        .output()
    else {
        return;
    };
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let archive = fs::read(project.path("handout/copies.zip")).unwrap();
    let entries = archive.windows(4).filter(|it| it == b"PK\x01\x02").count();
    assert_eq!(entries, 3);
}

/// How often a page's operators keep and restore the state of drawing; a viewer may show a page blank
/// that restores what it never kept.
#[test]
fn copies_close_what_they_open_and_nothing_else() {
    let project = Project::short_released();
    let list = "NAME,LANGUAGE,COPY,WATERMARK\nZhao Wei,en,1,\nZhao Wei,en,2,yes\n";
    fs::write(project.path("recipients.csv"), list).unwrap();
    project.exec("deliver").must_succeed();
    for copy in ["0001.en.pdf", "0002.en.pdf"] {
        let bytes = fs::read(project.path("output/copies/2025-r1").join(copy)).unwrap();
        let document = lopdf::Document::load_mem(&bytes).unwrap();
        for (page, id) in document.get_pages() {
            let content = lopdf::content::Content::decode(&document.get_page_content(id)).unwrap();
            let mut open = 0;
            for operation in &content.operations {
                open += match operation.operator.as_str() {
                    "q" => 1,
                    "Q" => -1,
                    _ => 0,
                };
                assert!(open >= 0, "page {page} of {copy} restores what it never kept");
            }
            assert_eq!(open, 0, "page {page} of {copy}");
        }
    }
}
