//! What is typed around a bound number: nothing beside it makes another number of it.

use briefing::{audit, data::register::Registers, diag::Sink, inputs::File, lang::Lang};

use crate::desk::{self, Desk};

const FACTS: &str = r#"
[facts]
rd = { metric = "level", indicator = "RD", area = "A" }
growth = { metric = "percent_change", indicator = "RD", area = "A" }
growth_b = { metric = "percent_change", indicator = "RD", area = "B" }
rate = { metric = "level", indicator = "RATE", area = "A" }
change = { metric = "point_change", indicator = "RATE", area = "A" }
firms = { metric = "level", indicator = "FIRMS", area = "A" }
place = { metric = "level", indicator = "PLACE", area = "A" }
"#;

/// RD of A grows by 33.0 %, of B by 36.7 %; RATE of A falls by 0.18 points.
const OBSERVATIONS: &str = "
    RD A 2020 1582.1 e8
    RD A 2023 2104.5 e8
    RD B 2020 24393.1 e8
    RD B 2023 33357.1 e8
    RATE A 2020 6.49
    RATE A 2023 6.31
    FIRMS A 2023 2.7 e4
    PLACE A 2023 23
";

/// The codes of what is reported of a sentence, once each.
fn codes(sentence: &str, lang: Lang) -> Vec<&'static str> {
    let (facts, mut sink) = Desk::new(OBSERVATIONS).facts(FACTS.split("[facts]").nth(1).unwrap());
    let (_, plan) = Desk::plan(FACTS);
    let text = format!("# Section {{#rd}}\n\n{sentence}\n");
    let file = File::new("templates/t.md", text.into_bytes());
    let known = facts.clone();
    let document = desk::composed(&plan, facts, &Registers::default(), &file, lang, &mut sink);
    if let Some(document) = document {
        audit::around(&document, &known, &mut sink);
    }
    codes_of(&sink)
}

fn codes_of(sink: &Sink) -> Vec<&'static str> {
    let mut codes: Vec<_> =
        sink.iter().filter(|it| it.severity == briefing::diag::Severity::Error).map(|it| it.code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_unit_or_a_scale_is_not_typed_beside_a_number() {
    let said = |lang, sentences: &[&str]| {
        for sentence in sentences {
            assert!(codes(sentence, lang).contains(&"typed-unit"), "{sentence}: {:?}", codes(sentence, lang));
        }
    };
    said(
        Lang::En,
        &[
            "It was {{ rd.number }} trillion dollars.",
            "It grew by {{ growth }}%.",
            "It grew by {{ growth.number }} percent.",
            "It ranks {{ place.number }}% higher.",
            "There are {{ firms }} thousand.",
            "In {{ end }} % of cases.",
            "It cost {{ end }} billion yuan.",
            "It is **{{ rd }}** million.",
            "Twice {{ growth }} was expected.",
            "It grew {{ growth.number }}-fold.",
        ],
    );
    said(
        Lang::Zh,
        &[
            "经费为{{ rd.number }}亿元。",
            "增长{{ growth }}%。",
            "经费为{{ rd }}万元。",
            "企业{{ firms.number }}万家。",
            "百分之{{ growth.number }}。",
            "增长{{ growth.number }}个百分点。",
            "{{ end }}亿元。",
            "增长{{ growth.number }}倍。",
        ],
    );
}

#[test]
fn a_sign_is_not_typed_before_a_number_and_numbers_do_not_run_together() {
    for sentence in ["It changed by −{{ growth }}.", "It cost ${{ rd }}.", "It changed by (-{{ growth }})."]
    {
        assert_eq!(codes(sentence, Lang::En), ["typed-sign"], "{sentence}");
    }
    assert_eq!(codes("{{ end ~ base }} was good.", Lang::En), ["joined-numbers"]);
    assert_eq!(codes("{{ rd.number }}{{ rate.number }} it is.", Lang::En), ["joined-numbers"]);
}

#[test]
fn a_verb_says_what_the_fact_says() {
    for (lang, sentence) in [
        (Lang::En, "Spending fell by {{ growth }}."),
        (Lang::En, "Spending was down {{ growth.magnitude }}."),
        (Lang::En, "The rate rose by {{ change.magnitude }}."),
        (Lang::En, "The rate changed by {{ change.magnitude }}."),
        (Lang::En, "They spent {{ growth }} less."),
        (Lang::Zh, "经费下降{{ growth }}。"),
        (Lang::Zh, "比重上升{{ change.magnitude }}。"),
        (Lang::Zh, "比重升{{ change.magnitude }}。"),
        (Lang::Zh, "比重变动{{ change.magnitude }}。"),
        (Lang::Zh, "经费减少了{{ growth }}。"),
    ] {
        assert_eq!(codes(sentence, lang), ["against-sign"], "{sentence}");
    }
    assert_eq!(codes("The rate fell by {{ change }}.", Lang::En), ["twice-signed"]);
    assert_eq!(codes("比重下降{{ change }}。", Lang::Zh), ["twice-signed"]);
}

#[test]
fn a_comparison_and_a_period_say_what_the_facts_say() {
    assert_eq!(
        codes("Growth of {{ growth }}, above the {{ growth_b }} of B.", Lang::En),
        ["against-comparison"]
    );
    assert_eq!(codes("增速{{ growth }}，高于乙的{{ growth_b }}。", Lang::Zh), ["against-comparison"]);
    assert_eq!(codes("In {{ base }}, spending came to {{ rd }}.", Lang::En), ["wrong-period"]);
    assert_eq!(codes("{{ base }}年，经费为{{ rd }}。", Lang::Zh), ["wrong-period"]);
}

#[test]
fn words_that_are_chosen_are_not_exchanged() {
    for (lang, sentence) in [
        (Lang::En, "It is {{ growth | direction(\"down\", \"up\", \"level\") }}."),
        (Lang::En, "It is {{ growth | compared(growth_b, \"lower\", \"higher\", \"alike\") }}."),
        (Lang::En, "It grew {{ growth | compared(growth_b, \"more slowly\", \"faster\", \"alike\") }}."),
        (Lang::Zh, "{{ growth | direction(\"下降\", \"上升\", \"持平\") }}。"),
        (Lang::Zh, "{{ growth | compared(growth_b, \"低于\", \"高于\", \"相近\") }}。"),
    ] {
        assert_eq!(codes(sentence, lang), ["bad-template"], "{sentence}");
    }
}

#[test]
fn what_is_said_well_is_not_reported() {
    for (lang, sentence) in [
        (Lang::En, "Spending grew by {{ growth }} to {{ rd }}; the rate fell by {{ change.magnitude }}."),
        (Lang::En, "The rate, down {{ change.magnitude }}, was {{ rate }} in {{ end }}."),
        (Lang::En, "Growth of {{ growth }}, below the {{ growth_b }} of B, was not enough."),
        (Lang::En, "In {{ end }}, {{ firms }} firms worked there; spending rose (+{{ growth }})."),
        (Lang::En, "The change was {{ change }}."),
        (Lang::En, "It ranks {{ place }}, from {{ base }}–{{ end }}."),
        (Lang::En, "The rate fell to {{ rate }} although spending rose {{ growth }}."),
        (Lang::Zh, "经费增长{{ growth }}，比重下降{{ change.magnitude }}。"),
        (Lang::Zh, "{{ end }}年经费为{{ rd }}，慢于乙的{{ growth_b }}。"),
        (Lang::Zh, "企业{{ firms }}，居{{ place }}。"),
        (Lang::Zh, "{{ base }}—{{ end }}年累计增长{{ growth }}。"),
        (Lang::Zh, "增加值、高新技术企业{{ firms }}，降至{{ rate }}。"),
    ] {
        assert_eq!(codes(sentence, lang), [""; 0], "{sentence}");
    }
}

#[test]
fn a_passage_in_another_language_is_reported() {
    let told = |text: &str, lang: Lang| {
        let (_, plan) = Desk::plan("");
        let (facts, mut sink) = Desk::new("").facts("");
        let file = File::new("templates/t.md".to_owned(), format!("# R&D {{#rd}}\n\n{text}\n").into_bytes());
        let document = desk::composed(&plan, facts, &Registers::default(), &file, lang, &mut sink).unwrap();
        audit::language(&document, &mut sink);
        codes_of(&sink)
    };
    let english = "Level and share moved differently, and both are told.";
    let chinese = "规模与份额的变化并不一致，两者都要说明。";
    assert_eq!(told(english, Lang::Zh), ["wrong-language"]);
    assert_eq!(told(chinese, Lang::En), ["wrong-language"]);
    assert_eq!(told(chinese, Lang::Zh), [""; 0]);
    assert_eq!(told(&format!("{english} The plan is called 建设规划纲要."), Lang::En), [""; 0]);
    assert_eq!(told("采用CRISPR-Cas与RISC-V等技术，见 Global Innovation Index。", Lang::Zh), [""; 0]);
}

/// Sentences whose words beside a number make another of it, with the code of what is told.
const BESIDE_EN: &[(&str, &str)] = &[
    ("It spent {{ rd }} per capita.", "typed-unit"),
    ("It spent {{ rd }} a head.", "typed-unit"),
    ("It spent {{ rd }} per inhabitant.", "typed-unit"),
    ("It spent {{ rd }} apiece.", "typed-unit"),
    ("It spent per capita {{ rd }}.", "typed-unit"),
    ("It spent {{ rd }} yuan.", "typed-unit"),
    ("It spent {{ rd }}万元.", "typed-unit"),
    ("It spent {{ rd }}亿.", "typed-unit"),
    ("There are {{ firms }}-odd.", "typed-unit"),
    ("It grew by {{ growth }} %.", "typed-unit"),
    ("It grew by {{ growth }}‰.", "typed-unit"),
    ("It grew by {{ growth }} per mille.", "typed-unit"),
    ("Thrice {{ rd }} was spent.", "typed-unit"),
    ("Quadruple {{ rd }} was spent.", "typed-unit"),
    ("It grew by {{ growth }} a year.", "wrong-pace"),
    ("It grew by {{ growth }} annually.", "wrong-pace"),
    ("It grew by {{ growth }} per annum.", "wrong-pace"),
    ("It grew by {{ growth }} every year.", "wrong-pace"),
    ("The average annual growth was {{ growth }}.", "wrong-pace"),
    ("It grew by {{ growth }} year on year.", "wrong-pace"),
    ("It grew by {{ growth }} on the year.", "wrong-pace"),
    ("It grew month on month by {{ growth }}.", "wrong-pace"),
    ("It spent nearly {{ rd }}.", "typed-limit"),
    ("It spent almost {{ rd }}.", "typed-limit"),
    ("It spent just under {{ rd }}.", "typed-limit"),
    ("It spent at least {{ rd }}.", "typed-limit"),
    ("It spent at most {{ rd }}.", "typed-limit"),
    ("It spent upwards of {{ rd }}.", "typed-limit"),
    ("It spent in excess of {{ rd }}.", "typed-limit"),
    ("It spent no more than {{ rd }}.", "typed-limit"),
    ("It plummeted by {{ growth }}.", "against-sign"),
    ("It dwindled by {{ growth }}.", "against-sign"),
    ("It eased by {{ growth }}.", "against-sign"),
    ("It collapsed by {{ growth }}.", "against-sign"),
    ("It soared by {{ change.magnitude }}.", "against-sign"),
    ("It rocketed by {{ change.magnitude }}.", "against-sign"),
    ("It leapt by {{ change.magnitude }}.", "against-sign"),
];

const BESIDE_ZH: &[(&str, &str)] = &[
    ("人均{{ rd }}。", "typed-unit"),
    ("户均{{ rd }}。", "typed-unit"),
    ("共{{ firms }}家。", "typed-unit"),
    ("共{{ firms }}家企业家。", "typed-unit"),
    ("投入{{ rd }}元。", "typed-unit"),
    ("投入{{ rd }}港元。", "typed-unit"),
    ("投入{{ rd }}有余。", "typed-unit"),
    ("增长{{ growth }}%。", "typed-unit"),
    ("增长{{ growth }}个百分点。", "typed-unit"),
    ("占{{ rate }}成。", "typed-unit"),
    ("年均增长{{ growth }}。", "wrong-pace"),
    ("每年增长{{ growth }}。", "wrong-pace"),
    ("逐年增长{{ growth }}。", "wrong-pace"),
    ("同比增长{{ growth }}。", "wrong-pace"),
    ("比上年增长{{ growth }}。", "wrong-pace"),
    ("环比增长{{ growth }}。", "wrong-pace"),
    ("投入近{{ rd }}。", "typed-limit"),
    ("投入将近{{ rd }}。", "typed-limit"),
    ("投入不足{{ rd }}。", "typed-limit"),
    ("投入不到{{ rd }}。", "typed-limit"),
    ("投入逾{{ rd }}。", "typed-limit"),
    ("投入至少{{ rd }}。", "typed-limit"),
    ("投入不低于{{ rd }}。", "typed-limit"),
    ("投入暴跌{{ growth }}。", "against-sign"),
    ("投入缩减{{ growth }}。", "against-sign"),
    ("投入骤降{{ growth }}。", "against-sign"),
    ("强度飙升{{ change.magnitude }}。", "against-sign"),
    ("强度猛增{{ change.magnitude }}。", "against-sign"),
];

#[test]
fn what_makes_another_number_of_it_is_told() {
    let mut silent = vec![];
    for (sentences, lang) in [(BESIDE_EN, Lang::En), (BESIDE_ZH, Lang::Zh)] {
        for (sentence, code) in sentences {
            let found = codes(sentence, lang);
            if !found.contains(code) {
                silent.push(format!("{sentence} {code} {found:?}"));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn words_that_leave_the_number_what_it_is_may_stand_beside_it() {
    for (sentences, lang) in [
        (
            [
                "Recently {{ rd }} was spent.",
                "It spent {{ rd }} in all.",
                "It grew by {{ growth }} between the years.",
                "Of the total, {{ rd }} plus interest remained.",
                "It rose to {{ rd }}.",
                "There are {{ firms }} in the area.",
            ],
            Lang::En,
        ),
        (
            [
                "最近{{ rd }}已投入。",
                "投入接近{{ rd }}。",
                "累计增长{{ growth }}。",
                "共有{{ firms }}企业。",
                "投入{{ rd }}，人均不详。",
                "投入达到{{ rd }}。",
            ],
            Lang::Zh,
        ),
    ] {
        for sentence in sentences {
            assert_eq!(codes(sentence, lang), [""; 0], "{sentence}");
        }
    }
}

/// Verbs of a way, each with whether it leads up.
const WAYS_EN: &[(&str, bool)] = &[
    ("rose", true),
    ("climbed", true),
    ("grew", true),
    ("fell", false),
    ("dropped", false),
    ("slid", false),
];
const WAYS_ZH: &[(&str, bool)] =
    &[("升至", true), ("增加到", true), ("升为", true), ("降至", false), ("回落至", false), ("降为", false)];

#[test]
fn what_goes_from_one_number_to_another_goes_the_way_that_its_verb_says() {
    let facts = "rd_base = { metric = \"level\", indicator = \"RD\", area = \"A\", period = \"base\" }\n\
        rate_base = { metric = \"level\", indicator = \"RATE\", area = \"A\", period = \"base\" }\n";
    let declared = format!("{}{facts}", FACTS.split("[facts]").nth(1).unwrap());
    let told = |sentence: &str, lang| {
        let (facts, mut sink) = Desk::new(OBSERVATIONS).facts(&declared);
        let (_, plan) = Desk::plan(&format!("[facts]{declared}"));
        let file = File::new("templates/t.md", format!("# Section {{#rd}}\n\n{sentence}\n").into_bytes());
        let known = facts.clone();
        let document = desk::composed(&plan, facts, &Registers::default(), &file, lang, &mut sink);
        document.iter().for_each(|it| audit::around(it, &known, &mut sink));
        codes_of(&sink).contains(&"against-sign")
    };
    // RD rises, RATE falls.
    for (name, rises) in [("rd", true), ("rate", false)] {
        for (verb, up) in WAYS_EN {
            for sentence in [
                format!("It {verb} from {{{{ {name}_base }}}} to {{{{ {name} }}}}."),
                format!(
                    "It {verb} from {{{{ {name}_base }}}} in {{{{ base }}}} to {{{{ {name} }}}} in {{{{ end }}}}."
                ),
                format!("It {verb} to {{{{ {name} }}}} from {{{{ {name}_base }}}}."),
            ] {
                assert_eq!(told(&sentence, Lang::En), *up != rises, "{sentence}");
            }
            let turned = format!("It {verb} from {{{{ {name} }}}} to {{{{ {name}_base }}}}.");
            assert!(told(&turned, Lang::En), "{turned}");
        }
        for (verb, up) in WAYS_ZH {
            for sentence in [
                format!("由{{{{ {name}_base }}}}{verb}{{{{ {name} }}}}。"),
                format!("从{{{{ base }}}}年的{{{{ {name}_base }}}}{verb}{{{{ end }}}}年的{{{{ {name} }}}}。"),
            ] {
                assert_eq!(told(&sentence, Lang::Zh), *up != rises, "{sentence}");
            }
        }
    }
}

#[test]
fn a_noun_of_movement_measures_the_number_behind_it() {
    for (sentence, lang) in [
        ("a loss of {{ growth }}", Lang::En),
        ("It was a steady decline of {{ growth }}.", Lang::En),
        ("a gain of {{ change.magnitude }}", Lang::En),
        ("降幅为{{ growth }}", Lang::Zh),
        ("跌幅达{{ growth }}", Lang::Zh),
        ("负增长{{ growth }}", Lang::Zh),
        ("涨幅为{{ change.magnitude }}", Lang::Zh),
    ] {
        assert_eq!(codes(sentence, lang), ["against-sign"], "{sentence}");
    }
    for (sentence, lang) in [
        ("a gain of {{ growth }}", Lang::En),
        ("growth of {{ growth }} on {{ base }}", Lang::En),
        ("a loss of {{ change.magnitude }}", Lang::En),
        ("增幅为{{ growth }}", Lang::Zh),
        ("降幅为{{ change.magnitude }}", Lang::Zh),
    ] {
        assert!(codes(sentence, lang).is_empty(), "{sentence}: {:?}", codes(sentence, lang));
    }
}

#[test]
fn a_period_behind_a_number_is_the_number_s_own() {
    assert_eq!(codes("Spending of {{ firms }} in {{ base }}.", Lang::En), ["wrong-period"]);
    assert!(codes("There were {{ firms }} in {{ end }}.", Lang::En).is_empty());
    assert!(codes("It grew by {{ growth }} in {{ end }}.", Lang::En).is_empty());
}
