//! Hostile inputs: what never ends, or grows without end, is refused in a sentence.
#![expect(clippy::disallowed_methods, reason = "the tests write what nobody would")]

use std::{fmt::Write as _, fs, io::Write as _, process::Command};

use briefing::seal::recompute::evaluate;
use flate2::{Compression, write::ZlibEncoder};
use lopdf::dictionary;

use crate::project::Project;

const TEXT: &str = "templates/two-sessions/en.md";

/// The sample with something at the end of its English text.
fn with_text(more: &str) -> Project {
    let project = Project::sample();
    let path = project.path(TEXT);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{text}\n\n{more}\n")).unwrap();
    project
}

#[test]
fn a_pipe_or_a_device_is_no_file() {
    let project = Project::short();
    let Ok(made) = Command::new("mkfifo").arg(project.path("inputs/pipe")).status() else { return };
    assert!(made.success());
    project.exec("check").must_exit(1).stderr_has("inputs/pipe").stderr_has("it is no regular file");
    fs::remove_file(project.path("inputs/pipe")).unwrap();
    project.exec("build --metrics /dev/full").must_exit(3).stderr_has("it is no regular file");
    project.exec("verify /dev/zero").must_exit(1).stderr_has("it is no regular file");
    project.exec("deliver --recipients /dev/zero").must_exit(1).stderr_has("it is no regular file");
}

#[test]
fn an_answer_that_nobody_got_is_no_success() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
    let run = Command::new(env!("CARGO_BIN_EXE_briefing")).arg("licences").stdout(full).output().unwrap();
    assert_eq!(run.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&run.stderr).contains("the answer did not get out"), "{run:?}");
}

#[test]
fn a_table_whose_name_hides_it_is_not_entered() {
    let project = Project::sample();
    fs::copy(project.path("inputs/rd.csv"), project.path(".rd-2.csv")).unwrap();
    let before = fs::read(project.path("inputs/datapackage.json")).unwrap();
    project
        .exec("import --write .rd-2.csv")
        .must_exit(1)
        .stderr_has("its name hides it: it would not be read");
    assert!(!project.path("inputs/.rd-2.csv").exists());
    assert_eq!(fs::read(project.path("inputs/datapackage.json")).unwrap(), before);
}

#[test]
fn a_text_that_would_never_be_written_is_an_error() {
    let mut loops = String::new();
    (0..14).for_each(|nth| write!(loops, "{{% for a{nth} in milestones %}}").unwrap());
    loops.push('x');
    (0..14).for_each(|_| loops.push_str("{% endfor %}"));
    with_text(&loops).exec("check").must_exit(1).stderr_has("the text takes too long to write");
    let doubled =
        format!("{{% set a = 'aaaaaaaaaaaaaaaa' %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(40));
    with_text(&doubled).exec("check").must_exit(1).stderr_has("takes too long to write, or is too long");
    for deep in
        ["-".repeat(100_000) + "1", "not ".repeat(100_000) + "1", "a".to_owned() + &".a".repeat(100_000)]
    {
        let project = with_text(&format!("{{{{ {deep} }}}}"));
        project.exec("check").must_exit(1).stderr_has("an expression has ").stderr_has(TEXT);
    }
    let deepest = with_text(&format!("{{{{ {}1 }}}}", "-".repeat(1990)));
    deepest.exec("check").must_exit(1);
    let long = with_text(&"word ".repeat(250_000));
    long.exec("check").must_exit(1).stderr_has("KB, at most 1024 are set").stderr_has(TEXT);
    let bold = format!("{}{}", "**a ".repeat(50_000), " b**".repeat(50_000));
    with_text(&bold).exec("check").must_exit(1).stderr_has("elements stand within each other");
}

#[test]
fn more_decimals_than_anybody_prints_are_an_error_of_the_plan() {
    let project = Project::short();
    let plan = project.path("templates/two-sessions/briefing.toml");
    let text = fs::read_to_string(&plan).unwrap();
    fs::write(&plan, text.replacen("decimals = 2", "decimals = 30", 1)).unwrap();
    project.exec("check").must_exit(1).stderr_has("at most 11 decimals are shown");
}

#[test]
fn a_formula_that_is_deeper_than_any_of_ours_is_none() {
    assert_eq!(evaluate(&"(".repeat(100_000)), None);
    assert_eq!(evaluate(&("-".repeat(100_000) + "1")), None);
    assert_eq!(evaluate("((((1 + 2) × 3) ÷ 9) − −1)"), Some(2.0));
}

/// A file of one page that is drawn by a stream, so often.
fn drawn_by(operators: &[u8], times: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(vec![], Compression::best());
    packed.write_all(operators).unwrap();
    let mut document = lopdf::Document::with_version("1.7");
    let dict = dictionary! { "Filter" => "FlateDecode" };
    let content = document.add_object(lopdf::Stream::new(dict, packed.finish().unwrap()));
    let parts: Vec<lopdf::Object> = (0..times).map(|_| content.into()).collect();
    let tree = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => parts,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.set_object(tree, pages);
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_small_file_that_holds_gigabytes_is_refused_before_it_is_unpacked() {
    let project = Project::sample();
    let file = |bytes: &[u8]| fs::write(project.path("held.pdf"), bytes).unwrap();
    file(&drawn_by(&b"q ".repeat(45 << 20), 1));
    for command in ["verify held.pdf", "inspect held.pdf"] {
        project.exec(command).must_exit(1).stderr_has("its streams hold more than 256 MB");
    }
    file(&drawn_by(&b"q ".repeat(10_000_000), 1));
    project.exec("inspect held.pdf").must_exit(1).stderr_has("more than 4 MB of operators");
    project.exec("verify held.pdf").must_exit(1);
    file(&drawn_by(&b"q ".repeat(10_000_000), 1000));
    project.exec("inspect held.pdf").must_exit(1).stderr_has("more than 4 MB of operators");
    project.exec("verify held.pdf").must_exit(1);
    // Without a table of its objects it would have to be searched for them.
    file(&[b"%PDF-1.7\n".as_slice(), &b"1 0 obj\n<<>>\nendobj\n".repeat(100_000)].concat());
    project.exec("verify held.pdf").must_exit(1).stderr_has("it is no PDF, or damaged");
}

#[test]
fn a_password_that_locks_nothing_is_refused_and_a_short_one_warned_of() {
    let project = Project::short_released();
    for blank in ["\u{ad}", "   ", "\u{200b}\u{ad}", "\u{3000}"] {
        fs::write(project.path("recipients.csv"), format!("NAME,LANGUAGE,COPY,PASSWORD\nLi,en,1,{blank}\n"))
            .unwrap();
        project.exec("deliver").must_exit(1).stderr_has("PASSWORD of copy 1 is blank: it would lock nothing");
    }
    fs::write(project.path("recipients.csv"), "NAME,LANGUAGE,COPY,PASSWORD\nLi,en,1,s3cret\n").unwrap();
    let run = project.exec("deliver").must_succeed().stderr_has("warning[short-password]");
    assert!(!run.stderr().contains("s3cret"));
    // What some viewers prepare (RFC 4013) and others do not is told: the copy opens in the ones alone.
    let list = |password: &str| format!("NAME,LANGUAGE,COPY,PASSWORD\nLi,en,1,{password}\n");
    for (password, is_told) in [
        ("ｓｅｓａｍｅ１２", true),
        ("sesame\u{ad}12", true),
        ("sesame-12", false),
        ("天府之国成渝双城", false),
    ] {
        fs::write(project.path("recipients.csv"), list(password)).unwrap();
        let told = project.exec("deliver").must_succeed().stderr();
        assert_eq!(told.contains("warning[prepared-password]"), is_told, "{told}");
        assert!(!told.contains(password), "{told}");
    }
}
