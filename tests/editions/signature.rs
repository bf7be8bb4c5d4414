//! Signatures: who stands behind a release and a copy, and what nobody does.

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    process::Command,
};

use briefing::{
    seal::Seal,
    signature::{Purpose, Signature, SigningKey},
};
use lopdf::Document;

use super::forge::{info, resealed_with, saved, text};
use crate::project::Project;

/// A key of its own file, as those who verify put it into theirs.
fn key(project: &Project, file: &str, name: &str) -> String {
    let made = project.exec(&format!("key {file} --name {name}")).must_succeed();
    made.stdout()
}

fn public(entry: &str) -> &str {
    entry.lines().find_map(|line| line.strip_prefix("public = \"")?.strip_suffix('"')).unwrap()
}

#[test]
fn a_key_is_read_by_its_owner_alone_and_never_written_over() {
    let project = Project::short();
    let entry = key(&project, "office.pem", "Office");
    assert!(entry.starts_with("[[key]]\nname = \"Office\"\npublic = \""), "{entry}");
    let path = project.path("office.pem");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let pem = fs::read_to_string(&path).unwrap();
    project.exec("key office.pem").must_exit(1).stderr_has("something stands there already");
    assert_eq!(fs::read_to_string(&path).unwrap(), pem);
    let shown = project.exec("key office.pem --public --name Office").must_succeed().stdout();
    assert_eq!(shown, entry);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    project
        .exec("key office.pem --public")
        .must_exit(1)
        .stderr_has("others than its owner may read this key");
    project.exec("build --sign office.pem").must_exit(1).stderr_has("others than its owner");
    fs::write(project.path("none.pem"), "nothing").unwrap();
    fs::set_permissions(project.path("none.pem"), fs::Permissions::from_mode(0o600)).unwrap();
    project.exec("build --sign none.pem").must_exit(1).stderr_has("this is no Ed25519 key");
    let unset = project.exec_with("build", &[("BRIEFING_SIGNING_KEY", "")]).must_exit(1);
    assert!(unset.stderr_has("the variable BRIEFING_SIGNING_KEY").stderr().len() < 400);
    assert_eq!(project.listing("output"), [""; 0]);
}

#[test]
fn a_key_of_openssl_is_a_key() {
    let project = Project::short();
    let made = Command::new("openssl")
        .args(["genpkey", "-algorithm", "ed25519", "-out"])
        .arg(project.path("theirs.pem"))
        .status();
    if !made.is_ok_and(|it| it.success()) {
        return;
    }
    project.exec("key theirs.pem --public").must_succeed().stdout_has("public = \"");
    key(&project, "ours.pem", "Office");
    let read = Command::new("openssl").args(["pkey", "-noout", "-in"]).arg(project.path("ours.pem")).status();
    assert!(read.unwrap().success());
}

#[test]
fn a_signed_release_is_signed_by_those_whose_keys_are_trusted_and_by_nobody_else() {
    let project = Project::short_published("NAME,LANGUAGE,COPY\nZhao Wei,en,1\n");
    fs::write(project.path("unsigned.pdf"), project.latest("briefing.en.pdf")).unwrap();
    let [office, desk, other] =
        ["office", "desk", "other"].map(|name| key(&project, &format!("{name}.pem"), name));
    // To be signed is a reason for a release; to be signed again is none, and makes the same bytes.
    project
        .exec("build --sign office.pem --outputs pdf,xlsx")
        .must_succeed()
        .stderr_has("made output/2025-r2");
    project
        .exec("build --sign office.pem --outputs pdf,xlsx")
        .must_succeed()
        .stderr_has("2025-r2 is up to date");
    let files = ["briefing.en.pdf", "facts.xlsx"].map(|file| (file, project.latest(file)));
    fs::remove_dir_all(project.path("output/2025-r2")).unwrap();
    fs::remove_file(project.path("output/latest")).unwrap();
    symlink("2025-r1", project.path("output/latest")).unwrap();
    let pem = fs::read_to_string(project.path("office.pem")).unwrap();
    let again = project.exec_with("build --outputs pdf,xlsx", &[("BRIEFING_SIGNING_KEY", &pem)]);
    again.must_succeed().stderr_has("made output/2025-r2");
    for (file, bytes) in files {
        assert!(project.latest(file) == bytes, "{file}");
        fs::write(project.path("held").with_extension(file.rsplit('.').next().unwrap()), bytes).unwrap();
    }

    // A key is given, is in the file of trusted keys, is none of those, or there is none.
    for held in ["held.pdf", "held.xlsx"] {
        let trusting = |entry: &str| project.exec(&format!("verify {held} --key {}", public(entry)));
        trusting(&office).must_succeed().stdout_has(&format!("{held} is signed by the holder of "));
        let told = trusting(&other).must_exit(1).stdout_has("whose key is not trusted").stdout();
        assert!(!told.contains("signed by"), "{told}");
        let told = project.exec(&format!("verify {held}")).must_succeed().stdout();
        assert!(told.contains("is consistent with itself, with a signature of a key that nobody has named"));
    }
    let trust = |entries: &[&str]| fs::write(project.path("trusted-keys.toml"), entries.concat()).unwrap();
    trust(&[&other, &office]);
    project.exec("verify held.pdf").must_succeed().stdout_has("held.pdf is signed by office: 2025-r2");
    project
        .exec("verify held.pdf --release output/2025-r2")
        .must_succeed()
        .stdout_has("is signed by office, as released in 2025-r2: ");
    let told = project.exec("verify unsigned.pdf").must_exit(1).stdout_has("nobody has signed it").stdout();
    assert!(!told.contains("signed by"), "{told}");
    trust(&[&office, "revoked = \"lost on 2 May\"\n", &desk]);
    let told =
        project.exec("verify held.pdf").must_exit(1).stdout_has("that was revoked: lost on 2 May").stdout();
    assert!(!told.contains("signed by"), "{told}");
    for (wrong, fault) in
        [(format!("{office}{office}"), "twice"), ("[[key]]\nname = 1\n".to_owned(), "public")]
    {
        trust(&[&wrong]);
        project.exec("verify held.pdf").must_exit(1).stderr_has("bad-keys").stderr_has(fault);
    }

    // A copy has the signature of the release, and one of its own if it was delivered so.
    trust(&[&office, &desk]);
    let copy = "verify output/copies/2025-r2/0001.en.pdf";
    project.exec("deliver").must_succeed();
    project
        .exec(copy)
        .must_succeed()
        .stdout_has("is signed by office")
        .stdout_has("a stamp that nobody has signed");
    project.exec("deliver --sign desk.pem").must_succeed();
    let told = project.exec(copy).must_succeed().stdout_has("is signed by office").stdout();
    assert!(told.contains("Zhao Wei") && told.ends_with(", stamped by desk\n"), "{told}");
    trust(&[&office, &other]);
    project.exec(copy).must_exit(1).stdout_has("what is stamped on it bears a signature of ");

    // What somebody has forged and sealed anew bears nobody's signature.
    trust(&[&office]);
    forged(&project);
}

/// Seals a forgery anew: without a signature, with the old one, with one of the forger's own, with one that
/// calls itself the office's.
fn forged(project: &Project) {
    type Sign<'a> = &'a dyn Fn(&Seal, &Seal) -> Option<Signature>;

    let mut document = Document::load_mem(&project.latest("briefing.en.pdf")).unwrap();
    info(&mut document).set("Author", text("somebody else"));
    let own = SigningKey::of(&[9; 32]);
    let signatures: [(Sign<'_>, &str); 4] = [
        (&|_, _| None, "nobody has signed it"),
        (&|old, _| old.signature.clone(), "the signature that it bears is none of its seal"),
        (&|_, new| Some(own.sign(Purpose::Seal, &new.seal)), "whose key is not trusted"),
        (
            &|old, new| {
                let key = old.signature.clone()?.key;
                Some(Signature { key, ..own.sign(Purpose::Seal, &new.seal) })
            },
            "the signature that it bears is none of its seal",
        ),
    ];
    for (signature, fault) in signatures {
        let sign = |old: &Seal, new: Seal| Seal { signature: signature(old, &new), ..new };
        fs::write(project.path("held.pdf"), resealed_with(&document, sign)).unwrap();
        let told = project.exec("verify held.pdf").must_exit(1).stdout_has(fault).stdout();
        assert!(!told.contains("signed by"), "{told}");
    }
    // And what is not sealed anew is none of its seal, whoever has signed that.
    fs::write(project.path("held.pdf"), saved(&document)).unwrap();
    project.exec("verify held.pdf").must_exit(1).stdout_has("the title, author or dates (Info) were altered");
}
