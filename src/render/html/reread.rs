//! Rereading: a finished page as somebody else reads it.
//!
//! It is read by another library than the one that wrote it, and by what its marks mean in HTML: links,
//! languages, rows. What it says is then held against the ledger.

use std::{borrow::Cow, collections::BTreeMap, str::FromStr as _};

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event, attributes::Attributes},
};

use super::unsealed;
use crate::{inputs::sha256, lang::Lang};

/// Elements that have no end (HTML, 13.1.2).
const VOID: [&str; 5] = ["meta", "input", "br", "link", "img"];

/// The attributes that are looked at: most others say how a drawing looks, and are many.
const ATTRIBUTES: [&str; 9] =
    ["id", "class", "href", "http-equiv", "alt", "title", "aria-label", "content", "label"];

/// What a page says.
#[derive(Debug, Default)]
pub struct ReadWebPage {
    /// Every identity, in order.
    pub ids: Vec<String>,
    /// Where links within the page lead, in order.
    pub links: Vec<String>,
    pub articles: Vec<ReadArticle>,
    /// By their identities.
    pub rows: BTreeMap<String, ReadRow>,
    /// What stands in head and foot, in each language.
    pub release: String,
    /// What the page says of its own words; none where it says nothing.
    pub seal: Option<String>,
    /// The digest of its bytes but for that.
    pub digest: String,
    /// What it says beside its articles: in its head and foot, to machines, in place of pictures, of its rows; what
    /// does not stand together each by itself.
    pub asides: Vec<String>,
}

/// What the page says in one language.
#[derive(Debug)]
pub struct ReadArticle {
    pub lang: Lang,
    /// Its text without notes, their calls, and what is drawn.
    pub text: String,
    pub notes: String,
    /// The words of each drawing, all its sizes after each other.
    pub drawings: Vec<String>,
    pub numbers: Vec<ReadNumber>,
}

/// A number that leads to a row.
#[derive(Debug)]
pub struct ReadNumber {
    pub row: String,
    /// Without the mark of its status.
    pub shown: String,
}

/// A fact's row.
#[derive(Debug)]
pub struct ReadRow {
    pub fact: String,
    pub value: String,
    pub lo: String,
    pub hi: String,
    pub formula: String,
    /// A line each.
    pub cells: Vec<String>,
}

/// Reads a page.
///
/// # Errors
/// It is no page of ours, in a few words.
pub fn reread(bytes: &[u8]) -> Result<ReadWebPage, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8: {error}"))?;
    let root = HtmlElement::parse(text)?;
    let mut page = ReadWebPage { digest: sha256(&unsealed(bytes)), ..ReadWebPage::default() };
    root.walk(&mut |element| {
        page.ids.extend(element.attribute("id").map(str::to_owned));
        page.links.extend(element.link().map(str::to_owned));
        // What a browser is told to do is no word.
        if element.attribute("http-equiv").is_none() {
            page.asides.extend(SAID.iter().filter_map(|name| element.attribute(name)).map(str::to_owned));
        }
        match (element.name, element.class()) {
            ("article", _) => page.articles.extend(article(element)),
            ("div", "sheet") => page.rows.extend(row(element)),
            ("script", _) if element.attribute("id") == Some("seal") => {
                page.seal = Some(element.text(&|_| true));
            }
            ("script", _) => {
                let said = serde_json::from_str(&element.text(&|_| true)).unwrap_or_default();
                strings(&said, &mut page.asides);
            }
            ("title", _) => page.asides.push(element.text(&|_| true)),
            ("header", "bar") | ("footer", _) => {
                page.release.push_str(&element.text(&|_| true));
                element.passages(&mut page.asides);
            }
            _ => {}
        }
    });
    if page.articles.is_empty() {
        return Err("it has no article in a language of ours".to_owned());
    }
    Ok(page)
}

/// Attributes whose values are read out or shown.
const SAID: [&str; 5] = ["alt", "title", "aria-label", "content", "label"];

/// The texts of data for machines, but for addresses of vocabularies.
fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|it| strings(it, found)),
        serde_json::Value::Object(values) => values.values().for_each(|it| strings(it, found)),
        _ => {}
    }
}

fn article(element: &HtmlElement<'_>) -> Option<ReadArticle> {
    let id = element.attribute("id")?;
    let lang = Lang::ALL.into_iter().find(|lang| lang.code() == id)?;
    let is_notes = |it: &HtmlElement<'_>| it.class() == "notes";
    // The call of a note is raised, and no part of the text; what an editor raised is.
    let is_call = |it: &HtmlElement<'_>| it.name == "sup" && it.class() != "s";
    let is_aside = |it: &HtmlElement<'_>| is_notes(it) || is_call(it) || it.name == "svg";
    let text = element.text(&|it| !is_aside(it));
    let (mut notes, mut numbers, mut drawings) = (String::new(), vec![], vec![]);
    element.walk(&mut |it| {
        if it.class() == "drawing" {
            let words = it.text(&|_| true);
            drawings.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if is_notes(it) {
            notes.push_str(&it.text(&|_| true));
        }
        if let (true, Some(row)) = (it.classes().any(|class| class == "n"), it.link()) {
            numbers.push(ReadNumber { row: row.to_owned(), shown: it.text(&|it| it.name != "small") });
        }
    });
    Some(ReadArticle { lang, text, notes, drawings, numbers })
}

/// None of a source's row, which has no value.
fn row(element: &HtmlElement<'_>) -> Option<(String, ReadRow)> {
    let (mut fields, mut cells, mut fact) = (BTreeMap::new(), vec![], String::new());
    element.walk(&mut |it| match (it.name, it.class()) {
        (_, class @ ("v" | "lo" | "hi" | "f")) => drop(fields.insert(class.to_owned(), it.text(&|_| true))),
        ("dd", "cell") => cells.push(it.text(&|_| true)),
        ("code", _) => fact = it.text(&|_| true),
        _ => {}
    });
    let mut field = |name: &str| fields.remove(name).unwrap_or_default();
    let row =
        ReadRow { fact, value: field("v"), lo: field("lo"), hi: field("hi"), formula: field("f"), cells };
    (!row.value.is_empty()).then(|| (element.attribute("id").unwrap_or_default().to_owned(), row))
}

/// An element with what is in it, as far as it can be in the words of the page itself.
#[derive(Default)]
struct HtmlElement<'t> {
    name: &'t str,
    attributes: Vec<(&'t str, Cow<'t, str>)>,
    inside: Vec<HtmlNode<'t>>,
}

enum HtmlNode<'t> {
    Element(HtmlElement<'t>),
    Text(Cow<'t, str>),
}

impl<'t> HtmlElement<'t> {
    fn parse(text: &'t str) -> Result<Self, String> {
        let mut reader = Reader::from_str(text);
        // An element without an end is none that lacks one.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut open = vec![Self::default()];
        loop {
            let at = reader.buffer_position();
            let event = reader.read_event().map_err(|error| format!("it is no web page of ours: {error}"))?;
            match event {
                Event::Start(tag) => {
                    let element = Self::begun(text, at, &tag);
                    let is_void = VOID.contains(&element.name);
                    open.push(element);
                    if is_void {
                        close(&mut open);
                    }
                }
                Event::Empty(tag) => {
                    open.push(Self::begun(text, at, &tag));
                    close(&mut open);
                }
                Event::End(tag) if open.last().is_some_and(|it| it.name == tag.name().0) => close(&mut open),
                Event::End(tag) => {
                    return Err(format!("it is no web page of ours: </{}> ends nothing", tag.name().0));
                }
                Event::Text(words) => push(&mut open, words.into_inner()),
                Event::GeneralRef(name) => push(&mut open, Cow::Owned(meant(&name)?)),
                Event::Eof => break,
                Event::Comment(_) | Event::CData(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        match open.pop() {
            Some(root) if open.is_empty() => Ok(root),
            _ => Err("it is no web page of ours: it ends before its elements do".to_owned()),
        }
    }

    /// The element whose tag begins at byte `at` of the page.
    fn begun(text: &'t str, at: u64, tag: &BytesStart<'_>) -> Self {
        let at = usize::try_from(at).unwrap_or(usize::MAX).saturating_add("<".len());
        // The same words, as long as the page and not as long as the event.
        let own = text.get(at..).and_then(|it| it.get(..tag.len())).unwrap_or_default();
        let (name, behind) = own.split_at_checked(tag.name().0.len()).unwrap_or_default();
        // Of two of a name the first counts, as in browsers.
        let mut read = Attributes::html(behind, 0);
        let read = read.with_checks(false).flatten().filter(|it| ATTRIBUTES.contains(&it.key.0));
        let attributes = read.map(|it| (it.key.0, plain(it.value))).collect();
        Self { name, attributes, inside: vec![] }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_ref())
    }

    fn class(&self) -> &str {
        self.attribute("class").unwrap_or_default()
    }

    fn classes(&self) -> impl Iterator<Item = &str> {
        self.class().split_whitespace()
    }

    /// The identity that it leads to.
    fn link(&self) -> Option<&str> {
        self.attribute("href")?.strip_prefix('#')
    }

    /// It and all that is in it, from the outside to the inside.
    fn walk(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        for node in &self.inside {
            if let HtmlNode::Element(element) = node {
                element.walk(visit);
            }
        }
    }

    /// Its text, without that of elements that are not `wanted`.
    fn text(&self, wanted: &dyn Fn(&Self) -> bool) -> String {
        let mut said = String::new();
        self.say(wanted, &mut said);
        said
    }

    /// The texts that stand in it, each by itself: what two elements say side by side is not one word.
    fn passages(&self, found: &mut Vec<String>) {
        let is_text = |node: &HtmlNode<'_>| matches!(node, HtmlNode::Text(text) if !text.trim().is_empty());
        if self.inside.iter().any(is_text) {
            found.push(self.text(&|_| true));
            return;
        }
        for node in &self.inside {
            if let HtmlNode::Element(element) = node {
                element.passages(found);
            }
        }
    }

    fn say(&self, wanted: &dyn Fn(&Self) -> bool, said: &mut String) {
        for node in &self.inside {
            match node {
                HtmlNode::Text(text) => said.push_str(text),
                HtmlNode::Element(element) if wanted(element) => element.say(wanted, said),
                HtmlNode::Element(_) => {}
            }
        }
    }
}

fn close(open: &mut Vec<HtmlElement<'_>>) {
    if let (Some(element), Some(outer)) = (open.pop(), open.last_mut()) {
        outer.inside.push(HtmlNode::Element(element));
    }
}

fn push<'t>(open: &mut [HtmlElement<'t>], text: Cow<'t, str>) {
    if let Some(element) = open.last_mut() {
        element.inside.push(HtmlNode::Text(text));
    }
}

/// A value without the references in it; nothing where one of them is no character.
fn plain(value: Cow<'_, str>) -> Cow<'_, str> {
    if value.contains('&') { Cow::Owned(unescape(&value).unwrap_or_default().into_owned()) } else { value }
}

/// What a reference to a character stands for.
fn meant(name: &str) -> Result<String, String> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => match name.strip_prefix('#') {
            Some(hex) if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            Some(digits) => u32::from_str(digits).ok().and_then(char::from_u32),
            None => None,
        },
    };
    character.map(String::from).ok_or_else(|| format!("&{name}; is no character of ours"))
}
