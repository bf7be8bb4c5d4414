//! The preview that asks: what is open is answered by options, and nothing else is asked.

use briefing::{
    diag::Sink,
    ingest::{
        import::{EditorAnswers, Understanding, understand},
        preview::ask,
    },
    inputs::{File, Files},
};

use crate::ingest::Inputs;

/// Answers what is open of a table until nothing is, as somebody types `lines`; what was shown, the options, and
/// the last understanding.
fn asked(table: &str, lines: &str) -> (String, Vec<String>, Understanding) {
    let files: Files = Inputs::minimal().without("rd.csv").files();
    let file = File::new("t.csv", table);
    let mut said = EditorAnswers {
        vintage: Some("2024-10-02".to_owned()),
        source: Some("NBS".to_owned()),
        ..EditorAnswers::default()
    };
    let (mut input, mut shown, mut options) = (lines.as_bytes(), Vec::new(), Vec::new());
    loop {
        let mut sink = Sink::default();
        let understanding = understand(&file, &files, &said, &mut sink).unwrap();
        let answers = ask(&sink, &mut said, &mut input, &mut shown).unwrap();
        if answers.is_empty() {
            return (String::from_utf8(shown).unwrap(), options, understanding);
        }
        options.extend(answers);
    }
}

const OPEN: &str = "各地区\n地区,2023年①,2022年,排名\n四川省,1357.8,1215.0,一\n注：①快报数。\n";

#[test]
fn what_is_open_is_asked_until_nothing_is() {
    let (shown, options, understanding) = asked(OPEN, "1 RD_EXP\n1 亿元\n7\n1\n1 P\n2\n");
    assert_eq!(options, ["--indicator RD_EXP", "--unit 亿元", "--mark ①=P", "--ignore 排名"]);
    for said in [
        "\nquestion 1 of ",
        "the table never names its indicator\n  t.csv\n",
        "\n  1  --indicator …   … is its code or name; of a period, a year or a month\n",
        "\n  2  --ignore 排名\n",
        "> an answer begins with a number from 1 to 2\n> write 1 and a status: A (normal)",
    ] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    let picture = [
        "    1  title            各地区",
        "    2  headings         地区 | 2023年① | 2022年 | 排名",
        "    3  values           四川省 | 1357.8 | 1215.0 | 一",
        "    4  note             注：①快报数。",
    ];
    assert_eq!(understanding.picture.lines().collect::<Vec<_>>(), picture);
}

#[test]
fn a_blank_answer_leaves_it_open() {
    let (_, options, understanding) = asked(OPEN, "\n\n\n\n\n");
    assert_eq!(options, Vec::<String>::new());
    assert_eq!(understanding.report()["observations"].as_array().map(Vec::len), Some(0));
}
