//! Excerpts: a document with only some of its sections.

use std::collections::BTreeSet;

use super::{
    block::{Block, Content, Cover, Document},
    inline::{Inline, for_each_leaf, plain},
};
use crate::lang::Lang;

impl Document {
    /// The anchors of the sections, in order.
    pub fn sections(&self) -> Vec<&str> {
        self.blocks.iter().filter_map(|block| section(&block.content)).collect()
    }

    /// The brief: the sections that are marked for it, behind the cover. None where there are none.
    pub fn brief(&self) -> Option<Self> {
        let is_brief = |block: &&Block| matches!(&block.content, Content::Heading(it) if it.is_brief);
        let marked = self.blocks.iter().filter(is_brief).filter_map(|block| section(&block.content));
        let sections: BTreeSet<String> = marked.map(str::to_owned).collect();
        let mut brief = (!sections.is_empty()).then(|| self.excerpt(&sections))?;
        // Who has two pages in hand needs no list of them.
        brief.blocks.retain(|block| !matches!(block.content, Content::Contents { .. }));
        Some(brief)
    }

    /// The document with the named sections alone, and all that stands before the first one.
    ///
    /// Everything keeps its number: Figure 3 is Figure 3 in every excerpt. A reference to what was
    /// left out stays to be read, and leads nowhere. The cover says which sections there are.
    #[must_use]
    pub fn excerpt(&self, sections: &BTreeSet<String>) -> Self {
        let mut current = None;
        let blocks = self.blocks.iter().filter(|block| {
            current = section(&block.content).or(current);
            current.is_none_or(|id| sections.contains(id))
        });
        let mut blocks: Vec<Block> = blocks.cloned().collect();
        let titles = titles(&blocks);
        let anchors: BTreeSet<String> = blocks.iter().filter_map(|it| anchor(&it.content)).collect();
        for block in &mut blocks {
            for run in block.content.runs_mut() {
                cut_references(run, &anchors);
            }
            if let Content::Cover(cover) = &mut block.content {
                say_so(cover, self.lang, &titles);
            }
        }
        Self { lang: self.lang, meta: self.meta.clone(), blocks }
    }
}

/// The anchor of the section that begins here.
fn section(content: &Content) -> Option<&str> {
    match content {
        Content::Heading(heading) if heading.level == 1 => Some(&heading.id),
        _ => None,
    }
}

fn titles(blocks: &[Block]) -> Vec<String> {
    let title = |block: &Block| match &block.content {
        Content::Heading(heading) if heading.level == 1 => {
            Some(format!("{} {}", heading.number, plain(&heading.text)).trim().to_owned())
        }
        _ => None,
    };
    blocks.iter().filter_map(title).collect()
}

fn anchor(content: &Content) -> Option<String> {
    match content {
        Content::Heading(it) => Some(it.id.clone()),
        Content::Figure(it) => Some(it.id.clone()),
        Content::Table(it) => Some(it.id.clone()),
        _ => None,
    }
}

fn cut_references(run: &mut [Inline], anchors: &BTreeSet<String>) {
    for_each_leaf(run, &mut |leaf| {
        let shown = match leaf {
            Inline::Reference { anchor, shown } if !anchors.contains(anchor) => std::mem::take(shown),
            // The page of what is not there is another file's.
            Inline::Page { anchor, .. } if !anchors.contains(anchor) => String::new(),
            _ => return,
        };
        *leaf = Inline::Literal(shown);
    });
}

fn say_so(cover: &mut Cover, lang: Lang, titles: &[String]) {
    let (label, between) = match lang {
        Lang::Zh => ("节选", "；"),
        Lang::En => ("Excerpt", "; "),
    };
    let text = Inline::Literal(titles.join(between));
    cover.lines.push((vec![Inline::Literal(label.to_owned())], vec![text]));
}
