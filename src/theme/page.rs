//! The page: the sheet, its type area, the grid in it and the furniture around it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Theme, legible, numbering::Scheme};
use crate::{
    diag::{Diagnostic, Locus},
    doc::numeral::numerals,
    frame::geom::Abs,
    inputs::File,
};

/// The fewest characters of a line: a judgement, not a measurement. Eight Han characters are some four
/// English words; below that a line of running text has no good break to choose.
const FEWEST_CHARACTERS: f64 = 8.0;

/// The sheet and its margins.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageStyle {
    pub width: Abs,
    pub height: Abs,
    pub margin_top: Abs,
    pub margin_bottom: Abs,
    pub margin_inner: Abs,
    pub margin_outer: Abs,
    /// Whether the inner margin is on the right of even pages; else it is always on the left.
    pub is_mirrored: bool,
    /// Whether a page is large enough for a section that is to stand on one, and for a figure beside the text
    /// that mentions it; else such a section may go on, and the figure stand further away.
    pub holds_sections: bool,
    /// From the sheet's top to the running head's baseline.
    pub head: Abs,
    /// From the sheet's bottom to the page number's baseline.
    pub foot: Abs,
}

/// Lines at fixed places, as many squares in each.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// The lines of a page.
    pub lines: u32,
    /// The squares of a line: body text is that many characters wide.
    pub characters: u32,
}

/// What stands around the text.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Furniture {
    /// Whether the short title and the section's name run along the top.
    pub has_head: bool,
    /// Whether the cover's logo stands before the short title.
    pub head_logo: bool,
    /// What stands before and behind the page's number.
    pub before_number: String,
    pub after_number: String,
    /// How far the number stands in from the outer edge of the text, in ems of its style.
    pub number_inset: f64,
}

/// What a length that was rounded to hundredths of a point may be off by, of a line.
const GRID_SLACK: f64 = 0.001;

/// The longest side of a page that viewers take (ISO 32000-1, annex C.2).
const LARGEST: Abs = Abs::pt(14_400.0);

impl Theme {
    /// Reports what cannot be set.
    pub(super) fn check(&self, file: &File) -> Result<(), Diagnostic> {
        let fault = |message: String| Diagnostic::error("bad-theme", message).at(Locus::file(&file.path));
        if self.text.heading.is_empty() {
            return Err(
                fault("no style of a heading is named".to_owned()).help("give text.heading one style")
            );
        }
        self.check_signs(file)?;
        let faults = [legible::fault, Self::page_fault, Self::grid_fault, Self::space_fault];
        let found = faults.into_iter().find_map(|fault| fault(self));
        found.map_or(Ok(()), |(message, help)| Err(fault(message).help(help)))
    }

    /// Margins that leave no room for text, a head or a foot that stands in it.
    fn page_fault(&self) -> Option<(String, &'static str)> {
        let page = &self.page;
        if !page.width.fits(LARGEST) || !page.height.fits(LARGEST) {
            let [width, height, most] = [page.width, page.height, LARGEST].map(Abs::to_pt);
            let message = format!("a page of {width:.0} × {height:.0} pt, a PDF has {most:.0} pt at most");
            return Some((message, "make the page smaller"));
        }
        let (wide, high) = (page.text_width(), page.text_height());
        let highest = self.text.all().map(|(_, style)| style.leading).fold(Abs::ZERO, Abs::max);
        let narrowest = self.text.body.size * FEWEST_CHARACTERS;
        if !narrowest.fits(wide) || !highest.fits(high) {
            let message = format!(
                "the margins leave {:.1} × {:.1} pt of the page, its text needs {:.1} × {:.1} pt at least",
                wide.to_pt(),
                high.to_pt(),
                narrowest.to_pt(),
                highest.to_pt()
            );
            return Some((message, "make the margins narrower, the page larger, or the type smaller"));
        }
        let running = &self.text.running;
        let is_head_off = self.furniture.has_head
            && !(running.size.fits(page.head) && (page.head + running.size * 0.25).fits(page.margin_top));
        if is_head_off {
            let message = "the running head stands off the page or in the text".to_owned();
            return Some((message, "put page.head between the page's edge and page.margin-top"));
        }
        let folio = self.text.folio.size;
        if !((folio * 0.25).fits(page.foot) && (page.foot + folio).fits(page.margin_bottom)) {
            let message = "the page's number stands off the page or in the text".to_owned();
            return Some((message, "put page.foot between the page's edge and page.margin-bottom"));
        }
        None
    }

    /// A grid that the type area does not hold.
    fn grid_fault(&self) -> Option<(String, &'static str)> {
        let &Grid { lines, characters } = self.grid.as_ref()?;
        let (page, body) = (&self.page, &self.text.body);
        let needed = [body.size * f64::from(characters), body.leading * f64::from(lines)];
        let (wide, high) = (page.text_width(), page.text_height());
        if lines > 0 && characters > 0 && needed[0].fits(wide) && needed[1].fits(high) {
            return None;
        }
        let [width, height] = needed.map(|it| format!("{:.1}", it.to_pt()));
        let message = format!(
            "a grid of {lines} lines of {characters} characters needs {width} × {height} pt, the margins leave {:.1} × {:.1} pt",
            wide.to_pt(),
            high.to_pt()
        );
        Some((message, "make text.body smaller, its leading shorter, or the margins narrower"))
    }

    /// A distance that costs more lines of the grid than it says: what stands below it moves to the next one.
    fn space_fault(&self) -> Option<(String, &'static str)> {
        let pitch = self.grid_pitch()?.to_pt();
        let text = &self.text;
        let named = [
            ("body", &text.body),
            ("label", &text.label),
            ("opening", &text.opening),
            ("enclosure", &text.enclosure),
            ("closing", &text.closing),
        ];
        let mut on_grid = named.into_iter().chain(text.heading.iter().map(|style| ("heading", style)));
        let (name, space) = on_grid.find_map(|(name, style)| {
            let spaces = [style.space_above.to_pt(), style.space_below.to_pt()];
            let torn = spaces.into_iter().find(|it| (it / pitch - (it / pitch).round()).abs() > GRID_SLACK);
            torn.map(|it| (name, it))
        })?;
        let message = format!(
            "text.{name} has {space:.2} pt above or below it, and so leaves lines of the grid blank, which are {pitch:.2} pt high"
        );
        Some((message, "give space-above and space-below whole lines; none is 0pt, which a theme has to say"))
    }

    /// Reports a sign of the theme that would be read as a number: before page numbers, items and headings.
    fn check_signs(&self, file: &File) -> Result<(), Diagnostic> {
        let patterns = [&self.numbering.zh, &self.numbering.en].map(Scheme::signs);
        let signs = [self.furniture.before_number.clone(), self.list.bullet.clone()];
        for sign in signs.into_iter().chain(patterns) {
            if let Some(found) = numerals(&sign).into_iter().next() {
                let message = format!("{} stands for a number before other text", &sign[found]);
                let fault = Diagnostic::error("bad-theme", message).at(Locus::file(&file.path));
                return Err(fault.help("use a sign that nobody reads as a number"));
            }
        }
        Ok(())
    }
}
