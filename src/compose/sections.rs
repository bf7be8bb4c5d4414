//! Sections: the plan's order, their names and numbers, and the labels that references print.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{DraftBlock, DraftContent, DraftHeading, plain};
use crate::{
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    doc::{
        block::{Block, Content},
        inline::{Inline, leaves_and_notes},
    },
    inputs::File,
    lang::Lang,
    theme::Scheme,
};

/// Puts the sections into the plan's order, what stands before the first one first. A section that the
/// plan does not name, and one that it names and the text lacks, are reported.
pub fn in_plan_order(
    blocks: Vec<DraftBlock>,
    order: &[String],
    text: &File,
    sink: &mut Sink,
) -> Vec<DraftBlock> {
    let mut front = vec![];
    let mut sections: BTreeMap<String, Vec<DraftBlock>> = BTreeMap::new();
    let mut current: Option<String> = None;
    for block in blocks {
        if let DraftContent::Heading(heading) = &block.content
            && heading.level == 1
        {
            current = Some(heading.id.clone().unwrap_or_default());
        }
        match &current {
            None => front.push(block),
            Some(id) => sections.entry(id.clone()).or_default().push(block),
        }
    }
    for id in order {
        match sections.remove(id) {
            Some(section) => front.extend(section),
            // Written, and left out by a condition.
            None if text.text().is_ok_and(|text| text.contains(&format!("{{#{id}"))) => {
                let note = Diagnostic::note("section-left-out", format!("the section {id} is left out"))
                    .help("its condition in the text does not hold on that day: nothing is to be done");
                sink.push(note.at(Locus::file(&text.path)));
            }
            None => {
                let fault = Diagnostic::error("missing-section", format!("the text has no section {id}"));
                let fault = fault.at(Locus::file(&text.path));
                sink.push(match did_you_mean(id, sections.keys().map(String::as_str)) {
                    Some(hint) => fault.help(hint),
                    None => fault.help("write a heading with that anchor, or take it out of the plan"),
                });
            }
        }
    }
    for (id, section) in sections.into_iter().filter(|(id, _)| !id.is_empty()) {
        let locus = section.first().map_or_else(|| Locus::file(&text.path), |block| block.locus.clone());
        let fault =
            Diagnostic::error("lost-text", format!("the plan does not name the section {id}: it is not set"));
        sink.push(fault.at(locus).help("add it to sections in briefing.toml, or take it out of the text"));
    }
    front
}

/// What the sections of a document are called.
pub struct Sections {
    /// The anchor and the number of each heading, in the order of the document.
    pub headings: Vec<HeadingName>,
    /// What references to an anchor print: 图3, Table 2, the name of a section.
    pub labels: BTreeMap<String, String>,
}

/// The name of a heading.
pub struct HeadingName {
    pub id: String,
    /// Empty for one that is not numbered.
    pub number: String,
}

impl Sections {
    /// Numbers the headings that are to be numbered, and gives those without an anchor of their own
    /// their section's, counted on: `rd-2`. Below an unnumbered section nothing is numbered.
    pub fn of<'d>(blocks: impl Iterator<Item = &'d DraftBlock> + Clone, scheme: &Scheme, lang: Lang) -> Self {
        let headings = blocks.clone().filter_map(|block| match &block.content {
            DraftContent::Heading(heading) => Some(heading),
            _ => None,
        });
        let headings = names(headings, scheme);
        let labels = labels(blocks, &headings, lang);
        Self { headings, labels }
    }
}

fn names<'d>(headings: impl Iterator<Item = &'d DraftHeading>, scheme: &Scheme) -> Vec<HeadingName> {
    let mut counts: Vec<u32> = vec![];
    let mut is_numbered = false;
    let (mut anchor, mut below) = (String::new(), 0);
    let mut names = vec![];
    for heading in headings {
        let own = heading.id.clone();
        let id = if heading.level == 1 {
            is_numbered = heading.is_numbered;
            (anchor, below) = (own.unwrap_or_default(), 0);
            anchor.clone()
        } else {
            below += 1;
            own.unwrap_or_else(|| format!("{anchor}-{below}"))
        };
        let mut number = String::new();
        if is_numbered && heading.is_numbered {
            counts.resize(usize::from(heading.level), 0);
            if let Some(own) = counts.last_mut() {
                *own += 1;
            }
            number = scheme.number(&counts);
        }
        names.push(HeadingName { id, number });
    }
    names
}

/// Warns of each figure that the text never mentions by its number: nobody is sent to look at it.
pub fn report_unmentioned(blocks: &[Block], sink: &mut Sink) {
    let leaves = blocks.iter().flat_map(|block| block.content.runs()).flat_map(|run| leaves_and_notes(run));
    let mentioned: BTreeSet<&str> = leaves
        .filter_map(|leaf| match leaf {
            Inline::Reference { anchor, .. } => Some(anchor.as_str()),
            _ => None,
        })
        .collect();
    for block in blocks {
        if let Content::Figure(figure) = &block.content
            && !mentioned.contains(figure.id.as_str())
        {
            let message = format!("the text never mentions the figure {} by its number", figure.id);
            let warning = Diagnostic::warning("unmentioned-figure", message).at(block.locus.clone());
            sink.push(warning.help(format!("write [](#{}) where the text speaks of it", figure.id)));
        }
    }
}

fn labels<'d>(
    blocks: impl Iterator<Item = &'d DraftBlock>,
    headings: &[HeadingName],
    lang: Lang,
) -> BTreeMap<String, String> {
    let mut headings = headings.iter();
    let label = |block: &'d DraftBlock| match &block.content {
        DraftContent::Figure { id, number, .. } => {
            Some((id.clone(), format!("{}{number}", lang.pick("图", "Figure "))))
        }
        DraftContent::Table { id, number, .. } => {
            Some((id.clone(), format!("{}{}", lang.pick("表", "Table "), number.unwrap_or_default())))
        }
        DraftContent::Heading(it) => headings.next().map(|name| (name.id.clone(), plain(&it.text))),
        _ => None,
    };
    blocks.filter_map(label).filter(|(id, _)| !id.is_empty()).collect()
}
