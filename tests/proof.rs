//! Proof: what an edition says is read back from the pages, number by number and word by word.

use briefing::{data::register::Registers, inputs::File, lang::Lang, ledger::Ledger, seal::proof::missing};

use crate::{
    compose::{FACTS, OBSERVATIONS},
    desk::{self, Desk},
};

/// A number in every place that a text has for one.
const TEXT: &str = "# Section of {{ rd_growth }} {#rd}

Spending came to **{{ rd }}**.[^n] It grew by {{ rd_growth }} on {{ base }}, as [](#lines) and [](#both) show.

> Growth of {{ rd_growth }} is enough.
>
> — a speaker of {{ end }}

- one of {{ rd }}

```note
Since {{ base }}.
```

![Growth of {{ rd_growth }}](figure:lines)

![Spending of {{ rd }}](table:both)

[^n]: As known in {{ end }}.
";

/// What the text says, and a page that says it.
fn printed() -> (Ledger, String) {
    let (facts, mut sink) = Desk::new(OBSERVATIONS).facts(FACTS.split("[facts]").nth(1).unwrap());
    let (_, plan) = Desk::plan(FACTS);
    let file = File::new("templates/t.md", TEXT.as_bytes().to_vec());
    let document = desk::composed(&plan, facts, &Registers::default(), &file, Lang::En, &mut sink);
    let told: Vec<String> = sink.iter().map(ToString::to_string).collect();
    let mut ledger = Ledger::default();
    ledger.add(&document.unwrap_or_else(|| panic!("{}", told.join("\n"))));
    let page = ledger.passages.iter().map(|it| it.text.clone()).collect::<Vec<_>>().join("\n");
    (ledger, page)
}

fn faults(ledger: &Ledger, pages: &[&str]) -> Vec<String> {
    missing(ledger, Lang::En, pages)
}

#[test]
fn a_changed_digit_is_found_wherever_it_stands() {
    let (ledger, page) = printed();
    assert!(faults(&ledger, &[&page]).is_empty());
    let digits: Vec<usize> = page.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|it| it.0).collect();
    assert!(digits.len() > 60, "{page}");
    for at in digits {
        let other = if &page[at..=at] == "7" { "8" } else { "7" };
        let changed = format!("{}{other}{}", &page[..at], &page[at + 1..]);
        assert!(!faults(&ledger, &[&changed]).is_empty(), "at {at} of\n{page}");
    }
}

#[test]
fn a_lost_word_is_found_wherever_it_stood() {
    let (ledger, page) = printed();
    for line in page.lines() {
        // A letter alone, the name of an area here, is found in any word.
        for word in
            line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 1)
        {
            let without = page.replacen(line, &line.replacen(word, "", 1), 1);
            assert!(!faults(&ledger, &[&without]).is_empty(), "{word} of {line}");
        }
    }
}

#[test]
fn a_sentence_may_turn_the_page_and_call_a_note() {
    let (ledger, page) = printed();
    let (head, rest) = page.split_once("on 2020, as").unwrap();
    let head = head.replace("billion yuan[e].", "billion yuan[e].1");
    let pages = [format!("Briefing\n{head}on 2020,\n1 As known\n3"), format!("Briefing\nas{rest}")];
    assert_eq!(faults(&ledger, &[&pages[0], &pages[1]]), [""; 0]);
}

#[test]
fn a_sentence_may_turn_the_page_behind_its_first_word() {
    let (ledger, page) = printed();
    let (head, rest) = page.split_once("It grew by").unwrap();
    let pages = [format!("{head}It\n3"), format!("Briefing\ngrew by{rest}")];
    assert_eq!(faults(&ledger, &[&pages[0], &pages[1]]), [""; 0]);
    // A page is no leave to lose a word of it.
    let pages = [format!("{head}\n3"), format!("Briefing\nby{rest}")];
    assert_ne!(faults(&ledger, &[&pages[0], &pages[1]]), [""; 0]);
}
