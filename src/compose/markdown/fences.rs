//! Fences: the cover, cards, notes and lines that stand by themselves.

use pulldown_cmark::{Event, TagEnd};

use super::MarkdownReader;
use crate::{
    compose::{
        bind::is_blank,
        draft::{DraftCard, DraftContent, DraftCover, DraftInline, plain},
        trend,
    },
    doc::{block::LineRole, inline::Inline},
};

impl<'a, I: Iterator<Item = Event<'a>>> MarkdownReader<'a, I> {
    pub(super) fn fence(&mut self, name: &str, text: &str) {
        match name {
            "cover" => {
                let cover = self.cover(text);
                self.push(DraftContent::Cover(cover));
            }
            "cards" => {
                let cards = text.lines().filter(|line| !is_blank(line));
                let cards = cards.map(|line| self.card(line)).collect();
                self.push(DraftContent::Cards(cards));
            }
            "note" => {
                let note = self.run(text);
                self.push(DraftContent::Note(note));
            }
            "label" => self.line(LineRole::Label, text),
            "opening" => self.line(LineRole::Opening, text),
            "enclosure" => self.line(LineRole::Enclosure, text),
            "closing" => self.line(LineRole::Closing, text),
            other => {
                let message = format!("there is no fence named {other:?}");
                self.fault(
                    "unknown-fence",
                    &message,
                    "write cover, cards, note, label, opening, enclosure or closing",
                );
            }
        }
    }

    /// Lines that stand by themselves, each as it is written.
    fn line(&mut self, role: LineRole, text: &str) {
        let mut lines = vec![];
        for line in text.lines().filter(|line| !is_blank(line)) {
            if !lines.is_empty() {
                lines.push(DraftInline::Said(Inline::Break));
            }
            lines.extend(self.run(line));
        }
        self.push(DraftContent::Line(role, lines));
    }

    fn cover(&mut self, text: &str) -> DraftCover {
        let mut cover = DraftCover::default();
        for line in text.lines() {
            if is_blank(line) {
                continue;
            }
            let Some((label, rest)) = line.split_once([':', '：']) else {
                let message =
                    format!("a line of the cover is not set: “{}”", self.scope.bindings.read(line).trim());
                self.fault("lost-text", &message, "write it as label: text");
                continue;
            };
            if label.trim() == "logo" {
                let (path, alt) = rest.split_once('|').unwrap_or((rest, ""));
                let alt = plain(&self.run(alt));
                cover.logo = self.image(path.trim(), alt, "logo: logo.svg | whose it is");
                continue;
            }
            let content = self.run(rest);
            match label.trim() {
                "kicker" => cover.kicker = content,
                "title" => cover.title = content,
                "subtitle" => cover.subtitle = content,
                _ => cover.lines.push((self.run(label), content)),
            }
        }
        cover
    }

    fn card(&mut self, line: &str) -> DraftCard {
        if line.split('|').count() > 4 {
            let message = format!("a part of a card is not set: “{}”", self.scope.bindings.read(line).trim());
            self.fault("lost-text", &message, "a card has four parts: value | label | note | trend");
        }
        let mut parts = line.split('|').map(|part| self.run(part));
        let mut next = || parts.next().unwrap_or_default();
        let (words, trend) = ([next(), next(), next()], next());
        let trend = trend::read(&trend, self.scope).unwrap_or_else(|message| {
            let help = "name the same fact of three periods or more, from the first to the last";
            self.fault("card-trend", &message, help);
            None
        });
        DraftCard { words, trend }
    }

    pub(super) fn raw_text(&mut self) -> String {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        text
    }
}
