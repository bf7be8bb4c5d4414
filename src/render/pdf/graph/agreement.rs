//! Agreement: what a file of this program says in two places it says alike.
//!
//! As its form, this holds for every file, whoever has sealed it: a packet of metadata that is not made of the
//! Info, a page in the place of another, tags that nobody hears.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Dict, Graph, Id, Value};
use crate::{
    doc::block::DocumentMeta,
    lang::Lang,
    render::pdf::{icc, reread::text, xmp},
};

/// Where a file says two things, a line each; `draws` is what its pages show, in their order.
pub fn disagreements(graph: &impl Graph, draws: &[&str]) -> Vec<String> {
    let catalogue = graph.entries(graph.root());
    let faults = [
        (described(graph, &catalogue).is_none(), "its metadata (XMP) are not those of its Info"),
        (!is_coloured(graph, &catalogue), "its colours are to be taken otherwise than ours"),
        (!is_unfolded(graph, &catalogue), "some of its bookmarks are folded away"),
        (!is_told(graph, &catalogue), "its pages have parts that no screen reader is told of"),
    ];
    let mut found: Vec<String> = faults.into_iter().filter(|it| it.0).map(|it| it.1.to_owned()).collect();
    if !is_counted(graph, &catalogue) {
        found.push("its pages are called otherwise than ours".to_owned());
    }
    let numbers = numbers(graph, &catalogue, draws.len());
    found.extend(draws.iter().zip(numbers).zip(1..).filter_map(|((draws, number), page)| {
        let number = number?;
        (!bears(draws, number)).then(|| format!("page {page} does not bear its number, {number}"))
    }));
    found
}

/// The release that the metadata name; none where the packet is not as it is made from the Info.
pub fn described(graph: &impl Graph, catalogue: &Dict) -> Option<String> {
    let info = graph.info().map(|id| graph.entries(id))?;
    let said = |key: &[u8]| info.get(key).and_then(Value::as_text).and_then(text);
    let packet = graph.data(catalogue.get(b"Metadata".as_slice())?.as_ref()?)?;
    let packet = String::from_utf8(packet).ok()?;
    let bcp47 = catalogue.get(b"Lang".as_slice()).and_then(Value::as_text)?;
    let lang = Lang::ALL.into_iter().find(|lang| lang.bcp47().as_bytes() == bcp47)?;
    let producer = said(b"Producer")?;
    let made = said(b"CreationDate")?;
    let meta = DocumentMeta {
        title: said(b"Title")?,
        short_title: String::new(),
        author: said(b"Author").unwrap_or_default(),
        subject: said(b"Subject")?,
        keywords: xmp::listed(&packet, "dc:subject"),
        release: xmp::version(&packet)?,
        as_of: NaiveDate::parse_from_str(&made, "D:%Y%m%d000000Z").ok()?,
        code: String::new(),
        verify: None,
        foot: String::new(),
    };
    let bare = xmp::without_archive;
    let agrees = said(b"Creator")? == producer
        && said(b"ModDate")? == made
        && said(b"Keywords")? == xmp::keywords(&meta)
        && bare(&xmp::packet(&meta, lang, &producer)) == bare(&packet);
    agrees.then_some(meta.release)
}

/// Whether the one thing that is said of its colours is that they are sRGB.
fn is_coloured(graph: &impl Graph, catalogue: &Dict) -> bool {
    let intents = graph.array(catalogue, b"OutputIntents");
    let [intent] = &intents[..] else { return false };
    let profile = graph.dict_of(intent).get(b"DestOutputProfile".as_slice()).and_then(Value::as_ref);
    profile.and_then(|id| graph.data(id)) == Some(icc::srgb())
}

/// Whether every bookmark is shown from the start: each counts all below it.
fn is_unfolded(graph: &impl Graph, catalogue: &Dict) -> bool {
    let outline = graph.dict(catalogue, b"Outlines");
    outline.is_empty() || below(graph, &outline, &mut BTreeSet::new()).is_some()
}

/// How many bookmarks are below one; none where one counts otherwise, or leads back.
fn below(graph: &impl Graph, item: &Dict, seen: &mut BTreeSet<Id>) -> Option<i64> {
    let mut next = item.get(b"First".as_slice()).and_then(Value::as_ref);
    let mut all = 0;
    while let Some(id) = next {
        if !seen.insert(id) || seen.len() > MOST_BOOKMARKS {
            return None;
        }
        let kid = graph.entries(id);
        all += 1 + below(graph, &kid, seen)?;
        next = kid.get(b"Next".as_slice()).and_then(Value::as_ref);
    }
    let counted = item.get(b"Count".as_slice()).cloned().unwrap_or(Value::Integer(0));
    (counted == Value::Integer(all)).then_some(all)
}

/// More than a document has headings: in a file that somebody made, this walk comes to an end.
const MOST_BOOKMARKS: usize = 10_000;

/// Whether all elements that the pages' parts belong to are in the tree that is read out.
fn is_told(graph: &impl Graph, catalogue: &Dict) -> bool {
    let root = graph.dict(catalogue, b"StructTreeRoot");
    let mut reached: BTreeSet<Id> = BTreeSet::new();
    let mut waiting: Vec<Value> = root.get(b"K".as_slice()).cloned().into_iter().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Ref(id) if reached.insert(id) => {
                waiting.extend(graph.entries(id).get(b"K".as_slice()).cloned());
            }
            Value::Array(kids) => waiting.extend(kids),
            _ => {}
        }
    }
    let owners = graph.array(&graph.dict(&root, b"ParentTree"), b"Nums");
    owners.iter().skip(1).step_by(2).all(|of_page| {
        let elements = match graph.resolve(of_page) {
            Value::Array(elements) => elements,
            _ => vec![of_page.clone()],
        };
        elements.iter().all(|it| it.as_ref().is_some_and(|id| reached.contains(&id)))
    })
}

/// Whether each page is called by its number or, where it has none, by a word.
fn is_counted(graph: &impl Graph, catalogue: &Dict) -> bool {
    let ranges = graph.array(&graph.dict(catalogue, b"PageLabels"), b"Nums");
    ranges.iter().skip(1).step_by(2).all(|range| {
        let range = graph.dict_of(range);
        let is_numbered = range.get(b"S".as_slice()).and_then(Value::as_name) == Some(b"D");
        is_numbered != range.contains_key(b"P".as_slice())
    })
}

/// The number that each page is called by; none for a page that is called by a word.
fn numbers(graph: &impl Graph, catalogue: &Dict, pages: usize) -> Vec<Option<usize>> {
    let mut found = vec![None; pages];
    let ranges = graph.array(&graph.dict(catalogue, b"PageLabels"), b"Nums");
    let whole = |value: &Value| match value {
        Value::Integer(number) => usize::try_from(*number).ok(),
        _ => None,
    };
    for range in ranges.chunks_exact(2) {
        let Some(start) = whole(&range[0]) else { continue };
        let range = graph.dict_of(&range[1]);
        let first = range.get(b"St".as_slice()).map_or(Some(1), whole);
        let is_numbered = range.get(b"S".as_slice()).and_then(Value::as_name) == Some(b"D");
        for (after, page) in found.iter_mut().skip(start).enumerate() {
            *page = first.filter(|_| is_numbered).map(|first| first.saturating_add(after));
        }
    }
    found
}

/// Whether a line of a page says a number, and no other.
fn bears(draws: &str, number: usize) -> bool {
    let number = number.to_string();
    draws.lines().any(|line| {
        let mut runs = line.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
        runs.next() == Some(&number) && runs.next().is_none()
    })
}
