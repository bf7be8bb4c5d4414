//! What editors try in a text, a row each: it stands on the page as it was written, or is told with what to do.

use briefing::{
    audit,
    data::register::Registers,
    doc::{block::Content, inline::plain},
    inputs::File,
    lang::Lang,
};

use proptest::{prelude::*, sample::select};

use crate::desk::{self, Desk};

const FACTS: &str = "rd = { metric = 'level', indicator = 'RD', area = 'A' }\n\
    growth = { metric = 'percent_change', indicator = 'RD', area = 'A' }\n\
    by = { metric = 'level', indicator = 'RD', areas = ['A', 'B'], periods = ['base', 'end'] }\n";

const FLOATS: &str = "[figures.chart]\nkind = 'ranked-bars'\npanel = 'now'\n[tables.table]\nkind = 'panel'\npanels = ['now']\n";

/// What is told of a section with that text, and what its blocks say.
fn written(text: &str, lang: Lang) -> (String, String) {
    let desk =
        Desk::new("RD A 2020 1582.1 e8\nRD A 2023 2104.5 e8\nRD B 2020 24393.1 e8\nRD B 2023 33357.1 e8");
    let declared = format!(
        "{FACTS}now = {{ metric = 'level', indicator = 'RD', areas = ['A', 'B'], periods = ['end'] }}\n"
    );
    let (facts, mut sink) = desk.facts(&declared);
    let (_, plan) = Desk::plan(&format!("[facts]\n{declared}{FLOATS}"));
    let file = File::new("templates/t.md", format!("# Section {{#rd}}\n\n{text}\n").into_bytes());
    let known = facts.clone();
    let document = desk::composed(&plan, facts, &Registers::default(), &file, lang, &mut sink);
    let said = document.iter().flat_map(|it| &it.blocks).flat_map(|block| {
        let runs = block.content.runs().into_iter().map(|run| plain(run));
        let image = if let Content::Image(image) = &block.content { Some(image.alt.clone()) } else { None };
        runs.chain(image).collect::<Vec<_>>()
    });
    let said = said.collect::<Vec<_>>().join("\n");
    document.iter().for_each(|it| audit::around(it, &known, &mut sink));
    let told = sink.iter().filter(|it| it.code != "uncalled-float" && it.code != "unmentioned-figure");
    (told.map(ToString::to_string).collect::<Vec<_>>().join("\n"), said)
}

/// Each is refused, with these words.
const REFUSED: &[(&str, &str)] = &[
    // Text that once vanished without a word.
    (
        "![A](figure:chart)\nLOST paragraph {{ rd }}.",
        "error[lost-text]: text beside figure:chart is not set: “LOST paragraph",
    ),
    (
        "![A](figure:chart) LOST words {{ rd }}",
        "error[lost-text]: text beside figure:chart is not set: “LOST words",
    ),
    ("Text ![B](figure:chart)", "error[lost-text]: a picture in a line is not set"),
    ("A <img src=\"logo.png\"> b", "error[lost-text]: a tag or a comment is not set"),
    ("Text <!-- LOST --> end", "error[lost-text]: a tag or a comment is not set"),
    ("Text <span style=\"font-size:0\">LOST</span>", "error[lost-text]: a tag or a comment is not set"),
    ("<p style=\"color:white\">LOST</p>", "error[bad-markdown]"),
    ("<details>LOST</details>", "error[bad-markdown]"),
    ("<script>LOST</script>", "error[bad-markdown]"),
    ("    indented LOST", "error[bad-markdown]"),
    (
        "[words](https://example.org \"LOST title\")",
        "error[lost-text]: the title of a link is not set: “LOST title”",
    ),
    ("Text.\n\n[^n]: LOST note", "error[uncalled-note]: nothing calls the note n"),
    ("[a file](notes.docx)", "error[bad-link]: a link leads to notes.docx, where nothing can be opened"),
    ("~~gone~~ text", "error[lost-text]: struck-out text is not set"),
    ("| a[^t] | b |\n| --- | --- |\n| x | y |\n\n[^t]: words", "error[misplaced-note]"),
    ("[//]: # (LOST)\n\nText", "error[lost-text]: [//]: is not set"),
    ("[](https://example.org)", "error[lost-text]: a link to https://example.org has no words"),
    (
        "Text\n\n    moved in LOST",
        "error[bad-markdown]: a text that is moved in by four blanks is not set: “moved in",
    ),
    ("3. begins\n4. goes on", "error[lost-text]: an item is written 3. and would be 1. on the page"),
    ("1. begins\n3. goes on", "error[lost-text]: an item is written 3. and would be 2. on the page"),
    (
        "1. begins\n\nText\n\n2. goes on",
        "error[lost-text]: an item is written 2. and would be 1. on the page",
    ),
    ("Text <b>bold</b> end", "error[lost-text]: a tag or a comment is not set: <b>"),
    // What nothing prints, whatever the data are.
    ("{% if false %}LOST{% endif %}", "error[idle-text]: “false” asks nothing of the data"),
    (
        "{% if rd is above(1) and not true %}LOST{% endif %}",
        "error[idle-text]: “true” asks nothing of the data",
    ),
    (
        "{% if end == \"2023\" %}LOST{% endif %}",
        "error[idle-text]: “end == \"2023\"” asks nothing of the data",
    ),
    ("{% if rd %}said{% else %}LOST{% endif %}", "error[idle-text]: “rd” is a number, and no question"),
    ("{% set hidden = false %}{% if hidden %}LOST{% endif %}", "error[idle-text]: “hidden” asks nothing"),
    ("{% set words = \"LOST\" %}Text", "error[idle-text]: “words” is set and never used"),
    ("{% set a = \"LOST\" %}{% set a = \"b\" %}{{ a }}", "error[idle-text]: “a” is set and never used"),
    ("{% set words %}LOST{% endset %}Text", "error[idle-text]: “words” is set and never used"),
    ("{% with words = \"LOST\" %}Text{% endwith %}", "error[idle-text]: “words” is set and never used"),
    ("{% for it in [] %}LOST{% endfor %}Text", "error[idle-text]: “[]” goes through nothing"),
    (
        "{% for it in [\"a\"] %}{{ it }}{% else %}LOST{% endfor %}",
        "error[idle-text]: “[\"a\"]” is never empty",
    ),
    ("{{ \"said\" or \"LOST\" }}", "error[idle-text]: “\"said\" or \"LOST\"” chooses among what is typed"),
    ("{{ [\"LOST\", \"said\"][1] }}", "chooses among what is typed there: the rest is never printed"),
    ("{{ \"LOST\" if false }}Text", "error[idle-text]: “false” asks nothing of the data"),
    ("{% if rd is resting_on(\"NOBODY\") %}LOST{% endif %}", "no source is called NOBODY"),
    ("{% macro m() %}LOST{% endmacro %}", "there is assert, elif, else"),
    // What the data do not let stand.
    (
        "{% if rd is below(1) %}LEFT OUT{% endif %}",
        "note[text-left-out]: what stands there is on no page: its condition does not hold\n  --> templates/t.md:3   LEFT OUT",
    ),
    // What would stand on the page as it is written.
    ("Term\n: what it means", "error[unread-mark]: : would stand on the page"),
    ("#Heading without a blank", "error[unread-mark]: # would stand on the page"),
    ("// note to self", "error[unread-mark]: // would stand on the page"),
    ("%% note to self", "error[unread-mark]: %% would stand on the page"),
    ("Text &nosuch; end", "error[unread-mark]: &nosuch; would stand on the page"),
    ("Text\n[name]: # \"words\"", "error[unread-mark]: [name]: would stand on the page"),
    ("{ rd }", "error[unread-mark]: { would stand on the page"),
    ("｛｛ rd ｝｝", "error[unread-mark]: ｛｛ would stand on the page"),
    ("{# note to self #}", "error[unread-mark]: { would stand on the page"),
    ("$E=mc$", "error[unread-mark]: $ would stand on the page"),
    ("$$a=b$$", "error[unread-mark]: $$ would stand on the page"),
    ("- [ ] todo", "error[unread-mark]: [ ] would stand on the page"),
    ("line\\", "error[unread-mark]: \\ would stand on the page"),
    ("> [!NOTE]\n> words", "error[unread-mark]: [! would stand on the page"),
    ("[[page]]", "error[unread-mark]: [[ would stand on the page"),
    ("*[HTML]: words", "error[unread-mark]: *[ would stand on the page"),
    ("Text [a][b] end", "error[unread-mark]: ][ would stand on the page"),
    ("Text [a][b]\n\n[b]: https://example.org", "error[lost-text]: [b]: is not set"),
    ("[unused]: https://example.org\n\nText", "error[lost-text]: [unused]: is not set"),
    ("Text {.white}", "error[unread-mark]: { would stand on the page"),
    // Names and slips.
    ("{{ rdd }}", "did you mean rd?"),
    ("{{ by }}", "a panel of 4 facts stands here, which is no number"),
    ("![x](figure:nope)", "error[unknown-float]: the plan declares no figure nope"),
    ("![x](table:nope)", "error[unknown-float]: the plan declares no table nope"),
    ("a[^nope]", "error[dangling-note]: no note is called nope"),
    ("see [](#nope)", "error[dangling-reference]: nothing here is called nope"),
    ("# No anchor\n\nText", "error[section-anchor]: the section “No anchor” has no anchor"),
    ("# Extra {#extra}\n\nText", "error[lost-text]: the plan does not name the section extra"),
    ("```boxx\na\n```", "error[unknown-fence]: there is no fence named \"boxx\""),
    ("```\ncode\n```", "error[unknown-fence]"),
    ("```landscape\nx\n```", "error[unknown-fence]: there is no fence named \"landscape\""),
    ("<div align=\"right\">x</div>", "error[bad-markdown]"),
    ("```note\nnever ended", "error[unended-fence]: a fence is begun and not ended"),
    (
        "{{ growth | directions(\"up\", \"down\", \"x\") }}",
        "there is compared, direction, in_words, unpublished",
    ),
    ("{{ rd", "a tag that is begun, {{, is ended on its line: }}"),
    ("{% if rd is above(1) %} x", "what {% if … %} begins is ended with {% endif %}"),
    ("{{ growth | direction(“up”, “down”, “x”) }}", "within a tag, write straight marks"),
    // Numbers in every dress and place.
    ("It has 33 beds", "the numeral 33 is bound to no fact"),
    ("It is 33%", "the numeral 33% is bound to no fact"),
    ("It is a third", "the numeral a third is bound to no fact"),
    ("占三成", "the numeral 三成 is bound to no fact"),
    ("百分之六", "the numeral 百分之六 is bound to no fact"),
    ("二〇二三", "is bound to no fact"),
    ("３３", "the numeral ３３ is bound to no fact"),
    ("```cards\n{{ rd }} | 33 beds | a note\n```", "the numeral 33 is bound to no fact"),
    ("a[^n]\n\n[^n]: 33 beds", "the numeral 33 is bound to no fact"),
    ("In 2023 it was", "write {{ end }}, which is the plan's"),
    ("the 十四五规划", "a literal: [literals.NAME], text ="),
    ("½ of it", "the numeral ½ is bound to no fact"),
    ("① of it", "the numeral ① is bound to no fact"),
    ("x² of it", "the numeral ² is bound to no fact"),
    ("MMXX of it", "the numeral MMXX is bound to no fact"),
    ("half of it", "the numeral half of is bound to no fact"),
    ("It is &#51;&#51;% of it", "the numeral 33% is bound to no fact"),
    ("It is &frac12; of it", "the numeral ½ is bound to no fact"),
    ("th&shy;ree firms", "is bound to no fact"),
    ("It is %33%33 of it", "the numeral 33%33 is bound to no fact"),
    ("<https://example.org/33>", "the numeral 33 is bound to no fact"),
    // What is typed beside a number.
    ("{{ growth }} percentage points", "the numeral percentage points is bound to no fact"),
    ("{{ growth }}%", "error[typed-unit]: % is typed behind 33.0%"),
    ("{{ rd }} million", "the numeral million is bound to no fact"),
    ("{{ rd }}万张", "error[typed-unit]: 万 is typed behind 210.45 billion yuan"),
    ("It fell by {{ growth }}", "error[against-sign]: fell is said of 33.0%"),
];

#[test]
fn what_cannot_be_set_is_told_with_what_to_do() {
    let mut wrong = vec![];
    for (text, expected) in REFUSED {
        let (told, _) = written(text, Lang::En);
        if !told.contains(expected) || !told.contains("help: ") && !told.contains("error[") {
            wrong.push(format!("{text:?}\n  wanted {expected}\n  {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Each is set, and says this.
const SET: &[(&str, &[&str])] = &[
    ("- outer\n    - nested\n- last {{ rd }}", &["outer", "nested", "last 210.45 billion yuan"]),
    ("Type `code text` and `{{ rd }}` now.", &["Type code text and 210.45 billion yuan now."]),
    ("| Area | Spent |\n| --- | --- |\n| x | {{ rd }} |", &["Area", "Spent", "x", "210.45 billion yuan"]),
    ("H~e~O and x^n^ end", &["HeO and xn end"]),
    ("**Bold**, *slanted* and [words](https://example.org/) end", &["Bold, slanted and words end"]),
    ("Write to <office@example.org> then", &["Write to office@example.org then"]),
    ("1. one of them\n2. the other", &["one of them", "the other"]),
    ("> Said so.\n>\n> — Speaker", &["Said so.", "Speaker"]),
    ("Called[^n].\n\n[^n]: A note.", &["Called."]),
    ("Before.\n\n---\n\nAfter.", &["Before.", "After."]),
    (
        "{% for area in by %}{% for it in area %}{{ it }};{% endfor %}{% endfor %}",
        &["158.21 billion yuan;210.45 billion yuan;"],
    ),
    ("![Spending {{ rd }}](figure:chart)", &["Spending 210.45 billion yuan"]),
    ("![Spending](table:table)", &["Spending", "210.45"]),
    ("&amp; and a&nbsp;b", &["& and a\u{a0}b"]),
    ("R&D; Q&A; and AT&T; end", &["R&D; Q&A; and AT&T; end"]),
    ("## Closed heading ##\n\nText", &["Closed heading\nText"]),
    ("Underlined\n---\n\nText", &["Underlined\nText"]),
    ("| a \\| b | # |\n| --- | --- |\n| c \\| d | e |", &["a | b", "c | d"]),
    ("a<br/>b<BR>c<br />d", &["a\nb\nc\nd"]),
    ("1. first\n1. next\n   1. deep\n   2. deeper", &["first", "next", "deep", "deeper"]),
    ("{% set words = \"said\" %}{{ words }}", &["said"]),
    ("{% for it in [\"a\", \"b\"] %}{{ [\"x \", \"y \"][loop.index0] }}{{ it }} {% endfor %}", &["x a y b"]),
    ("{{ \"more\" if rd is above(1) else \"less\" }}", &["more"]),
    ("{% if rd is below(1) %}less{% else %}more{% endif %}", &["more"]),
    (
        "## A heading of so many words that it takes a line and another one below it",
        &["A heading of so many words"],
    ),
];

#[test]
fn what_is_set_loses_no_word() {
    for (text, expected) in SET {
        let (told, said) = written(text, Lang::En);
        assert!(!told.contains("error["), "{text:?}: {told}");
        for words in *expected {
            assert!(said.contains(words), "{text:?} lacks {words:?}: {said}");
        }
    }
}

/// Nothing of the data, however it is written.
fn hanging_on_nothing() -> impl Strategy<Value = String> {
    let leaf = select(vec!["false", "true", "\"\"", "1 == 2", "end", "base == \"2020\"", "\"a\" in \"abc\""]);
    leaf.prop_map(str::to_owned).prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|it| format!("not ({it})")),
            (inner.clone(), select(vec!["and", "or"]), inner)
                .prop_map(|(a, how, b)| format!("({a}) {how} ({b})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_hangs_on_what_nothing_decides(
        asked in hanging_on_nothing(),
        form in select(vec![
            "{% if ASKED %}LOST{% endif %}",
            "{% if rd is above(1) %}a{% elif ASKED %}LOST{% endif %}",
            "{% if rd is above(1) or ASKED %}LOST{% endif %}",
            "{{ \"LOST\" if ASKED else \"said\" }}",
            "{% for it in by if ASKED %}LOST{% endfor %}",
            "{% set asked = ASKED %}{% if not asked %}LOST{% endif %}",
            "{% for area in by %}{% if ASKED %}LOST{% endif %}{% endfor %}",
        ]),
    ) {
        let (told, _) = written(&form.replace("ASKED", &asked), Lang::En);
        prop_assert!(told.contains("error[idle-text]"), "{form} with {asked}: {told}");
    }

    /// Each word of a text is on a page, or its branch is told, or another stands in its stead.
    #[test]
    fn what_a_condition_leaves_out_is_told(holds in proptest::collection::vec(any::<bool>(), 1..4), has_else in any::<bool>()) {
        let branches = || holds.iter().zip(['a', 'b', 'c']);
        let begun = branches().map(|(holds, nth)| {
            let test = if *holds { "above" } else { "below" };
            format!("{{% if rd is {test}(1) %}}word{nth} ")
        });
        let ended = branches().map(|(_, nth)| {
            let instead = if has_else { format!("{{% else %}}instead{nth} ") } else { String::new() };
            format!("{instead}{{% endif %}}")
        });
        let text = begun.chain(ended).collect::<Vec<_>>().concat();
        let (told, said) = written(&text, Lang::En);
        let first_left_out = holds.iter().position(|it| !it);
        for (nth, at) in ["worda", "wordb", "wordc"].into_iter().zip(0..holds.len()) {
            let is_said = first_left_out.is_none_or(|first| at < first);
            prop_assert_eq!(said.contains(nth), is_said, "{}", &text);
        }
        prop_assert_eq!(told.contains("note[text-left-out]"), first_left_out.is_some() && !has_else, "{}\n{}", text, told);
    }

    #[test]
    fn what_is_not_set_is_told_on_its_own_line(
        before in 0..4_usize,
        lost in select(vec![
            "a ![x](house.png) b", "Text <i>x</i>", "<!-- LOST -->", "Term\n: means", "> quoted\n>\n> - listed",
            "[](https://example.org)", "3. begins", "Text &nosuch; end", "    moved in",
        ]),
    ) {
        let text = format!("{}{lost}\n\nMore text.", "Words.\n\n".repeat(before));
        let (told, _) = written(&text, Lang::En);
        let first = 3 + 2 * before;
        let last = first + lost.matches('\n').count();
        let place = told.lines().find_map(|line| line.trim().strip_prefix("--> templates/t.md:"));
        let digits: String = place.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        let line: usize = digits.parse().unwrap_or_default();
        prop_assert!((first..=last).contains(&line), "{lost:?} stands on {first}: {told}");
    }
}
