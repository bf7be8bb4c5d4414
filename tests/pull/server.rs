//! A server of statistics, and each way in which it does not answer.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
    time::Duration,
};

use briefing::{
    pull::server::{Got, NoAnswer, get},
    snapshot::ServerAsked,
};

/// A server that takes one question, answers these bytes and hangs up; its address.
fn server(answer: &'static [u8], silent: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/data/RD?format=csv", listener.local_addr().unwrap());
    thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        let mut question = [0; 4096];
        // The head of a GET fits one packet.
        let _ = stream.read(&mut question);
        thread::sleep(silent);
        let _ = stream.write_all(answer);
    });
    address
}

fn ask(url: String) -> Result<Got, NoAnswer> {
    let asked = ServerAsked { url, accept: Some("text/csv".to_owned()), columns: [].into() };
    get(&asked, Some("\"before\""), Duration::from_secs(2))
}

fn answered(answer: &'static [u8]) -> Result<Got, NoAnswer> {
    ask(server(answer, Duration::ZERO))
}

#[test]
fn a_table_and_what_the_server_calls_it() {
    let got = answered(
        b"HTTP/1.1 200 OK\r\nServer: nsi 8\r\nETag: \"7\"\r\nContent-Length: 4\r\nConnection: close\r\n\r\na,b\n",
    )
    .unwrap();
    assert_eq!((got.body.as_deref(), got.server.as_str()), (Some(b"a,b\n".as_slice()), "nsi 8"));
    assert_eq!(got.etag.as_deref(), Some("\"7\""));
    let got = answered(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!(got.body, None);
}

#[test]
fn what_is_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/data/RD?format=csv", listener.local_addr().unwrap());
    let asked = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut question = [0; 4096];
        let length = stream.read(&mut question).unwrap();
        let _ = stream.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
        String::from_utf8_lossy(&question[..length]).to_lowercase()
    });
    ask(url).unwrap();
    let asked = asked.join().unwrap();
    for line in [
        "get /data/rd?format=csv ",
        "accept: text/csv\r",
        "accept-encoding: identity\r",
        "if-none-match: \"before\"\r",
    ] {
        assert!(asked.contains(line), "{line}: {asked}");
    }
}

#[test]
fn each_refusal_says_what_to_do() {
    let cases: [(&'static [u8], &str, bool); 9] = [
        (
            b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n",
            "error[server-busy]: the server has had too many questions (429 Too Many Requests), and asks to wait: Retry-After 3600",
            false,
        ),
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "error[server-busy]", false),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "error[server-broken]", false),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "error[server-refused]", false),
        (b"HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n", "error[long-answer]", true),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "error[server-question]", true),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nTIME_PERIOD,OBS", "error[server-cut]", false),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nTIME_\r\n40\r\nPERIOD",
            "error[server-cut]",
            false,
        ),
        (b"", "error[server-", false),
    ];
    for (answer, start, is_final) in cases {
        let refusal = answered(answer).unwrap_err();
        let told = refusal.fault.to_string();
        assert!(told.starts_with(start), "{start}: {told}");
        assert_eq!(refusal.is_final, is_final, "{told}");
        assert!(told.contains("\n  help: "), "{told}");
    }
}

#[test]
fn a_silent_server_is_late() {
    let refusal = ask(server(b"", Duration::from_secs(10))).unwrap_err();
    assert!(refusal.fault.to_string().starts_with("error[server-late]"), "{}", refusal.fault);
}

#[test]
fn nobody_there_and_plain_text() {
    let refusal = ask("http://127.0.0.1:1/data".to_owned()).unwrap_err();
    assert!(refusal.fault.to_string().starts_with("error[server-unreachable]"), "{}", refusal.fault);
    let refusal = ask("http://statistics.example/data".to_owned()).unwrap_err();
    assert!(refusal.fault.to_string().starts_with("error[plain-text]") && refusal.is_final);
}
