//! Sections: the plan's order, their numbers, and the labels that references print.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    doc::{
        block::{Block, Content},
        inline::{Inline, for_each_leaf, leaves_and_notes, plain},
    },
    inputs::File,
    lang::Lang,
    theme::Scheme,
};

/// Puts the sections into the plan's order, what stands before the first one first. A section that the
/// plan does not name, and one that it names and the text lacks, are reported.
pub fn in_plan_order(blocks: Vec<Block>, order: &[String], text: &File, sink: &mut Sink) -> Vec<Block> {
    let mut front = vec![];
    let mut sections: BTreeMap<String, Vec<Block>> = BTreeMap::new();
    let mut current: Option<String> = None;
    for block in blocks {
        if let Content::Heading(heading) = &block.content
            && heading.level == 1
        {
            current = Some(heading.id.clone());
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
                let note = Diagnostic::note("section-left-out", format!("the section {id} is left out"));
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

/// Numbers the headings that are to be numbered, and gives those without an anchor of their own
/// their section's, counted on: `rd-2`. Below an unnumbered section nothing is numbered.
pub fn number(blocks: &mut [Block], scheme: &Scheme) {
    let mut counts: Vec<u32> = vec![];
    let mut is_numbered = false;
    let (mut anchor, mut below) = (String::new(), 0);
    for block in blocks {
        let Content::Heading(heading) = &mut block.content else { continue };
        if heading.level == 1 {
            is_numbered = !heading.number.is_empty();
            (anchor, below) = (heading.id.clone(), 0);
        } else {
            below += 1;
            if heading.id.is_empty() {
                heading.id = format!("{anchor}-{below}");
            }
        }
        if !is_numbered || heading.number.is_empty() {
            heading.number.clear();
            continue;
        }
        counts.resize(usize::from(heading.level), 0);
        if let Some(own) = counts.last_mut() {
            *own += 1;
        }
        heading.number = scheme.number(&counts);
    }
}

/// Fills in what references print: 图3, Table 2, the name of a section. A reference to nothing is
/// reported.
pub fn resolve_references(blocks: &mut [Block], lang: Lang, sink: &mut Sink) {
    let labels = labels(blocks, lang);
    for block in blocks {
        let locus = block.locus.clone();
        for run in block.content.runs_mut() {
            fill(run, &labels, &locus, sink);
        }
    }
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

fn labels(blocks: &[Block], lang: Lang) -> BTreeMap<String, String> {
    let label = |block: &Block| match &block.content {
        Content::Figure(it) => Some((it.id.clone(), format!("{}{}", lang.pick("图", "Figure "), it.number))),
        Content::Table(it) => {
            Some((it.id.clone(), format!("{}{}", lang.pick("表", "Table "), it.number.unwrap_or_default())))
        }
        Content::Heading(it) => Some((it.id.clone(), plain(&it.text))),
        _ => None,
    };
    blocks.iter().filter_map(label).filter(|(id, _)| !id.is_empty()).collect()
}

fn fill(run: &mut [Inline], labels: &BTreeMap<String, String>, locus: &Locus, sink: &mut Sink) {
    for_each_leaf(run, &mut |leaf| {
        let (anchor, shown) = match leaf {
            Inline::Reference { anchor, shown } if shown.is_empty() => (anchor, Some(shown)),
            Inline::Page { anchor, .. } => (anchor, None),
            _ => return,
        };
        let Some(label) = labels.get(anchor) else {
            let message = format!("nothing here is called {anchor}");
            let fault = Diagnostic::error("dangling-reference", message).at(locus.clone());
            return sink.push(match did_you_mean(anchor, labels.keys().map(String::as_str)) {
                Some(hint) => fault.help(hint),
                None => fault,
            });
        };
        if let Some(shown) = shown {
            shown.clone_from(label);
        }
    });
}
