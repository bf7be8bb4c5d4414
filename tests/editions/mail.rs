//! Mail: everybody is sent their copy once, whatever happens in between.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use briefing::post::Relay;

use crate::project::Project;

/// What a relay on this machine does with a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Take,
    /// Refuse whoever is at `full.example`.
    Choosy,
    /// Hang up at the recipient, before anything could be taken.
    Shy,
    /// Take one message a connection.
    Brief,
    /// Take three, then hang up without an answer as soon as the fourth has come.
    HangUp,
}

/// A relay that keeps what it takes: addressee and message.
struct Office {
    port: u16,
    taken: Arc<Mutex<Vec<(String, String)>>>,
}

impl Office {
    fn open(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(vec![]));
        let office = Self { port, taken: Arc::clone(&taken) };
        thread::spawn(move || {
            for connection in listener.incoming() {
                talk(&connection.unwrap(), &taken, mood);
            }
        });
        office
    }

    /// Everybody who was written to, in order.
    fn written_to(&self) -> Vec<String> {
        self.taken.lock().unwrap().iter().map(|it| it.0.clone()).collect()
    }
}

/// Speaks as much SMTP as a message needs, until the other side has gone.
fn talk(connection: &TcpStream, taken: &Mutex<Vec<(String, String)>>, mood: Mood) {
    let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
    let say = |text: &str| drop((&*connection).write_all(format!("{text}\r\n").as_bytes()));
    let mut to = String::new();
    say("220 here");
    while let Some(Ok(line)) = lines.next() {
        match line.split([' ', ':']).next().unwrap() {
            "EHLO" => say("250-here\r\n250 8BITMIME"),
            "RCPT" if mood == Mood::Shy => return,
            "RCPT" => {
                line.split(['<', '>']).nth(1).unwrap().clone_into(&mut to);
                let is_full = mood == Mood::Choosy && to.ends_with("full.example");
                say(if is_full { "550 no such mailbox" } else { "250 ok" });
            }
            "DATA" => {
                say("354 go on");
                let message: Vec<String> =
                    lines.by_ref().map(Result::unwrap).take_while(|it| it != ".").collect();
                let mut taken = taken.lock().unwrap();
                taken.push((to.clone(), message.join("\n")));
                if mood == Mood::HangUp && taken.len() == 4 {
                    return;
                }
                say("250 taken");
                if mood == Mood::Brief {
                    return;
                }
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok"),
        }
    }
}

/// A project with a release and so many recipients in both languages.
fn published(people: usize) -> Project {
    let project = Project::short_released();
    let row = |copy: usize| match copy % 2 {
        0 => format!("Zhao Wei,en,{copy},zhao{copy}@example.org,sesame\n"),
        _ => format!("张敏,zh,{copy},zhang{copy}@example.org,\n"),
    };
    let rows: String = (1..=people).map(row).collect();
    fs::write(project.path("recipients.csv"), format!("NAME,LANGUAGE,COPY,EMAIL,PASSWORD\n{rows}")).unwrap();
    project
}

fn mail(office: &Office) -> String {
    format!("deliver --mail smtp://127.0.0.1:{} --mail-from robot@briefing.example", office.port)
}

#[test]
fn everybody_is_sent_their_own_copy_in_their_language_once() {
    let project = published(4);
    let office = Office::open(Mood::Take);
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 4 messages, 0 were sent before");
    let taken = office.taken.lock().unwrap().clone();
    let everybody = ["zhang1", "zhao2", "zhang3", "zhao4"].map(|name| format!("{name}@example.org"));
    assert_eq!(office.written_to(), everybody);
    let (chinese, english) = (&taken[0].1, &taken[1].1);
    assert!(english.contains("Subject: Building a nationally influential"), "{english}");
    assert!(english.contains("filename=\"2025-r1-0002.en.pdf\"") && chinese.contains("2025-r1-0001.zh.pdf"));
    assert!(
        english.contains("It is locked; the password reaches you by another way.")
            && !english.contains("sesame")
    );
    let id = |it: &(String, String)| {
        it.1.lines().find(|line| line.starts_with("Message-ID: ")).unwrap().to_owned()
    };
    let ids: BTreeSet<String> = taken.iter().map(id).collect();
    assert_eq!(ids.len(), 4);
    // A second run finds nothing left to do, even into another folder.
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 0 messages, 4 were sent before");
    project.exec(&format!("{} --to again", mail(&office))).must_succeed().stdout_has("4 were sent before");
    assert_eq!(office.written_to().len(), 4);
}

#[test]
fn interrupted_half_way_and_gone_on_with_nobody_is_sent_a_copy_twice() {
    let project = published(8);
    let office = Office::open(Mood::HangUp);
    project
        .exec(&mail(&office))
        .must_exit(1)
        .stderr_has("error[in-doubt]: the message to Zhao Wei (copy 4) may or may not have been sent")
        .stderr_has("recipients.csv:5");
    // The fourth was taken, though nobody said so: sent again, it would have come twice.
    let office_again = Office::open(Mood::Take);
    project
        .exec(&mail(&office_again))
        .must_exit(1)
        .stderr_has("error[in-doubt]")
        .stdout_has("sent 0 messages, 7 were sent before");
    project
        .exec(&format!("{} --settle 5=sent", mail(&office_again)))
        .must_exit(1)
        .stderr_has("is not in doubt");
    project
        .exec(&format!("{} --settle 4=sent", mail(&office_again)))
        .must_succeed()
        .stdout_has("sent 0 messages, 8 were sent before");
    let mut everybody = [office.written_to(), office_again.written_to()].concat();
    assert_eq!(everybody.len(), 8);
    everybody.sort();
    everybody.dedup();
    assert_eq!(everybody.len(), 8);
}

#[test]
fn a_run_killed_in_the_middle_of_the_post_sends_each_message_once() {
    let project = published(12);
    project.exec("deliver").must_succeed();
    let office = Office::open(Mood::Take);
    let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_briefing"))
        .args(mail(&office).split(' '))
        .current_dir(project.folder.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while office.written_to().len() < 5 && run.try_wait().unwrap().is_none() {
        thread::sleep(std::time::Duration::from_millis(1));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    // Whoever is left in doubt is told, on every run.
    let code = project.exec(&mail(&office)).output.status.code();
    let left = 12 - office.written_to().len();
    assert_eq!(code, Some(i32::from(project.exec(&mail(&office)).stderr().contains("error[in-doubt]"))));
    assert!(left <= 1);
    let mut everybody = office.written_to();
    everybody.sort();
    let before = everybody.len();
    everybody.dedup();
    assert_eq!(everybody.len(), before, "nobody is written to twice");
    // At most the one message that was under way when the run was killed is left in doubt.
    let book = fs::read_to_string(project.path("output/mail/2025-r1.csv")).unwrap();
    let sent = book.lines().filter(|line| line.contains(",sent,")).count();
    assert!(before >= 11 && sent >= 11, "{book}");
}

#[test]
fn whom_the_relay_refuses_is_told_and_tried_again() {
    let project = published(2);
    project.set("recipients.csv", "zhang1@example.org", "zhang1@full.example");
    let office = Office::open(Mood::Choosy);
    project
        .exec(&mail(&office))
        .must_exit(1)
        .stderr_has("error[refused]: the relay does not take the message to 张敏 (copy 1): ")
        .stderr_has("no such mailbox")
        .stdout_has("sent 1 messages");
    let office = Office::open(Mood::Take);
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 1 messages, 1 were sent before");
    assert_eq!(office.written_to(), ["zhang1@full.example"]);
}

#[test]
fn a_relay_that_does_not_answer_leaves_nobody_in_doubt() {
    let project = published(2);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    project
        .exec(&format!("deliver --mail smtp://127.0.0.1:{closed} --mail-from robot@briefing.example"))
        .must_exit(5)
        .stderr_has("the relay does not answer");
    let office = Office::open(Mood::Take);
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 2 messages");
}

#[test]
fn what_breaks_before_the_relays_go_ahead_is_told_and_tried_again() {
    let project = published(3);
    let office = Office::open(Mood::Shy);
    project
        .exec(&mail(&office))
        .must_exit(1)
        .stderr_has("error[unsent]: the message to Zhao Wei (copy 2) was not sent")
        .stdout_has("sent 0 messages");
    let office = Office::open(Mood::Brief);
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 3 messages");
    assert_eq!(office.written_to().len(), 3);
}

#[test]
fn a_book_that_is_not_whole_stops_the_post_and_a_torn_last_line_does_not() {
    let project = published(2);
    let book = project.path("output/mail/2025-r1.csv");
    fs::create_dir_all(book.parent().unwrap()).unwrap();
    let office = Office::open(Mood::Take);
    for damaged in ["", "COPY,NAME,EMAIL,STATE,MESSAGE\n1,\"Li, "] {
        fs::write(&book, damaged).unwrap();
        project.exec(&mail(&office)).must_exit(6).stderr_has("the post book does not begin with its head");
    }
    fs::remove_file(&book).unwrap();
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 2 messages");
    let whole = fs::read_to_string(&book).unwrap();
    fs::write(&book, format!("{whole}2,\"Zhao, ")).unwrap();
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 0 messages, 2 were sent before");
    assert_eq!(fs::read_to_string(&book).unwrap(), whole);
    fs::write(&book, whole.replacen(",sent,", ",unsent,", 1)).unwrap();
    project.exec(&mail(&office)).must_exit(6).stderr_has("the post book was altered in line 3");
    assert_eq!(office.written_to().len(), 2);
}

#[test]
fn a_changed_password_is_the_one_that_opens_what_is_mailed() {
    let project = published(2);
    project.exec("deliver").must_succeed();
    project.set("recipients.csv", "sesame", "another-sesame");
    project.exec("deliver --dry-run --mail-from robot@briefing.example").must_succeed();
    let bytes = fs::read(project.path("output/copies/2025-r1/0002.en.pdf")).unwrap();
    let open = |password: &str| {
        lopdf::Document::load_mem_with_options(&bytes, lopdf::LoadOptions::with_password(password)).is_ok()
    };
    assert!(open("another-sesame") && !open("sesame"));
}

#[test]
fn a_dry_run_writes_the_messages_and_sends_none() {
    let project = published(2);
    project
        .exec("deliver --dry-run --mail-from robot@briefing.example")
        .must_succeed()
        .stdout_has("wrote 2 messages, 0 were sent before, 0 have no address: output/mail/2025-r1-dry-run");
    assert_eq!(project.listing("output/mail/2025-r1-dry-run"), ["0001.zh.eml", "0002.en.eml"]);
    let message = fs::read_to_string(project.path("output/mail/2025-r1-dry-run/0002.en.eml")).unwrap();
    assert!(
        message.starts_with("From: robot@briefing.example\r\nTo: \"Zhao Wei\" <zhao2@example.org>\r\n"),
        "{message}"
    );
    let office = Office::open(Mood::Take);
    project.exec(&mail(&office)).must_succeed().stdout_has("sent 2 messages");
}

#[test]
fn addresses_are_checked_before_anything_is_made() {
    let project = published(2);
    let list =
        "NAME,LANGUAGE,COPY,EMAIL\n张敏,zh,1,nobody\n李明,zh,2,li@example.org\n李明,en,3,Li@example.org\n";
    fs::write(project.path("recipients.csv"), list).unwrap();
    project
        .exec("deliver --dry-run --mail-from robot@briefing.example")
        .must_exit(1)
        .stderr_has("error[bad-address]: the EMAIL of copy 1 cannot be written to")
        .stderr_has("error[mailed-twice]: 李明 would get two messages");
    assert!(!project.path("output/copies").exists() && !project.path("output/mail").exists());
    project
        .exec("deliver --mail smtp://me:secret@relay.example --mail-from a@b.c")
        .must_exit(2)
        .stderr_has("take the password out");
    project
        .exec("deliver --mail smtps://me@relay.example --mail-from a@b.c")
        .must_exit(1)
        .stderr_has("error[no-password]: there is no password for me on the relay");
}

#[test]
fn only_a_relay_on_this_machine_is_spoken_to_in_the_clear() {
    let read = |address: &str| format!("{:?}", address.parse::<Relay>());
    for (address, expected) in [
        ("smtp://localhost:2525", "port: 2525, security: Plain"),
        ("smtp://relay.example", "port: 587, security: StartTls"),
        ("smtp://relay.example:25", "port: 25, security: StartTls"),
        ("smtps://me@relay.example", "port: 465, security: Tls, user: Some(\"me\")"),
        ("http://relay.example", "Err("),
        ("smtps://", "Err("),
    ] {
        assert!(read(address).contains(expected), "{}", read(address));
    }
}
