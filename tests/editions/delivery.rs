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

/// A project with a release and a list of recipients.
fn published(list: &str) -> Project {
    let project = Project::sample();
    project.exec("build").must_succeed();
    fs::write(project.path("recipients.csv"), list).unwrap();
    project
}

#[test]
fn every_recipient_gets_a_copy_with_name_and_number_on_every_page() {
    let project = published(LIST);
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
    assert!(row.starts_with("3,欧阳娜,重庆代表团,zh,,0003.zh.pdf,") && row.ends_with(",AES-256"), "{row}");
    assert!(!record.contains("sesame"));
    project.exec("deliver").must_exit(3).stderr_has("the copies have been made already");
}

#[test]
fn a_locked_copy_opens_with_its_own_password_alone() {
    let project = published(LIST);
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
    project.exec("verify open.pdf").must_succeed().stdout_has("as published");
}

#[test]
fn a_locked_copy_claims_to_be_accessible_but_no_archive() {
    let project = published(LIST);
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
    let project = published("NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD\n张敏,,zh,1,,\n李龑,,zh,2,,\n");
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
    let project = published("NAME,LANGUAGE,COPY\n张敏,zh,1\n,zh,2\n李明,fr,3\n王丽,zh,1\n");
    project
        .exec("deliver")
        .must_exit(1)
        .stderr_has("copy 2 is for nobody")
        .stderr_has("recipients.csv:4")
        .stderr_has("copy 1 is for two people");
    fs::write(project.path("recipients.csv"), "NAME,LANGUAGE,COPY\n").unwrap();
    project.exec("deliver").must_exit(1).stderr_has("nobody is to get a copy");
    fs::remove_file(project.path("recipients.csv")).unwrap();
    project.exec("deliver").must_exit(3).stderr_has("recipients.csv");
}

#[test]
fn copies_are_made_while_a_run_is_at_work_but_not_twice_at_once() {
    let project = published(LIST);
    let _run = Lock::take(&project.path("output"), Patience::GiveUp).unwrap();
    let other = Lock::take(&project.path("output/copies"), Patience::GiveUp).unwrap();
    project.exec("deliver").must_exit(4).stderr_has("another run is at work");
    drop(other);
    project.exec("deliver").must_succeed();
}

#[test]
fn one_archive_holds_them_all() {
    let project = published(LIST);
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
