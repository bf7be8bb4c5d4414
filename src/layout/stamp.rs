//! Stamps: what makes a copy somebody's own.

use crate::{
    diag::{Diagnostic, Locus, Reported, Sink},
    font::{FontBook, MissingGlyph, Style},
    frame::{
        color::Color,
        geom::{Abs, Point},
        item::{Frame, FrameItem},
        page::Pages,
        stamp::{self, Stamp, StampPlace, StampPlaces, TurnedPlaces},
        text::GlyphRun,
    },
    lang::Lang,
    plan::recipients::Recipient,
    theme::{PageStyle, TextStyle, Theme},
};

/// Where stamps are set.
pub struct Stamper<'a> {
    pub theme: &'a Theme,
    pub fonts: &'a FontBook,
}

impl Stamper<'_> {
    /// The stamp of a recipient: delegation, name and number at the bottom of the cover, name and
    /// number below the running foot.
    ///
    /// # Errors
    /// A character cannot be drawn.
    pub fn stamp(&self, recipient: &Recipient, sink: &mut Sink) -> Result<Stamp, Reported> {
        let Recipient { name, delegation, copy, lang, .. } = recipient;
        let number = match lang {
            Lang::Zh => format!("第{copy}号"),
            Lang::En => format!("Copy {copy}"),
        };
        let whose: Vec<&str> =
            [delegation, name, &number].map(String::as_str).into_iter().filter(|it| !it.is_empty()).collect();
        let gap = "  ";
        let text = &self.theme.text;
        let short = [name, &number].map(String::as_str).join(gap);
        let sheet = &self.theme.page;
        let turned = &sheet.turned();
        let foot = |page: &PageStyle| {
            let place = (page, baseline(self.theme, page));
            self.line(&short, recipient, &text.running, place, StampAlign::Middle)
        };
        let watermark = |page: &PageStyle| {
            recipient.has_watermark.then(|| self.watermark(&short, recipient, page)).transpose()
        };
        let stamp = || -> Result<Stamp, MissingGlyph> {
            let place = (sheet, baseline(self.theme, sheet));
            Ok(Stamp {
                cover: self.line(&whose.join(gap), recipient, &text.cover_line, place, StampAlign::Left)?,
                page: foot(sheet)?,
                watermark: watermark(sheet)?,
                turned_page: foot(turned)?,
                turned_watermark: watermark(turned)?,
            })
        };
        stamp().map_err(|missing| sink.error(rare(&missing, &recipient.locus)))
    }

    /// A line across the sheet, as large as fits on half of its diagonal, in the colour of grounds:
    /// it is read where there is nothing else, and nothing is read worse for it.
    fn watermark(&self, text: &str, recipient: &Recipient, page: &PageStyle) -> Result<Frame, MissingGlyph> {
        let of_cover = &self.theme.text.cover_line;
        let look = Style { family: of_cover.family, weight: of_cover.weight, italic: false };
        let color = self.theme.color.ground;
        let width = |runs: &[GlyphRun]| runs.iter().map(GlyphRun::width).sum::<Abs>();
        let probe = width(&self.fonts.shape(text, recipient.lang, look, of_cover.size, color)?);
        let room = page.width * WATERMARK_WIDTH;
        let size =
            (of_cover.size * (room.to_pt() / probe.to_pt().max(1.0))).min(page.height * WATERMARK_HEIGHT);
        let runs = self.fonts.shape(text, recipient.lang, look, size, color)?;
        let mut frame = Frame::new(page.size());
        let mut x = (page.width - width(&runs)) * 0.5;
        for run in runs {
            let advance = run.width();
            frame.push(Point::new(x, page.height * 0.5), FrameItem::Text(run));
            x += advance;
        }
        Ok(frame)
    }

    fn line(
        &self,
        text: &str,
        recipient: &Recipient,
        style: &TextStyle,
        (page, baseline): (&PageStyle, Abs),
        across: StampAlign,
    ) -> Result<Frame, MissingGlyph> {
        let look = Style { family: style.family, weight: style.weight, italic: false };
        let runs = self.fonts.shape(text, recipient.lang, look, style.size, self.theme.color.text)?;
        let mut frame = Frame::new(page.size());
        let width: Abs = runs.iter().map(GlyphRun::width).sum();
        let mut x = match across {
            StampAlign::Left => page.margin_inner,
            StampAlign::Middle => (page.width - width) * 0.5,
        };
        for run in runs {
            let advance = run.width();
            frame.push(Point::new(x, baseline), FrameItem::Text(run));
            x += advance;
        }
        Ok(frame)
    }
}

/// How much of the sheet's width a watermark takes, and of its height at most: half of the diagonal of
/// a name of three characters, all of it of a long one.
const WATERMARK_WIDTH: f64 = 0.9;
const WATERMARK_HEIGHT: f64 = 0.08;

/// The baseline of the stamps, from the top: the next one below the running foot, which a first page has that is no
/// cover.
fn baseline(theme: &Theme, page: &PageStyle) -> Abs {
    page.height - page.foot + theme.text.running.leading
}

/// Where [`Stamper::stamp`] sets the lines of stamps on `pages`.
pub fn places(theme: &Theme, pages: &Pages) -> StampPlaces {
    let upright = places_on(theme, &theme.page);
    let turned = theme.page.turned();
    let is_turned = |page: &Frame| page.size != theme.page.size() && page.size == turned.size();
    let turned = pages.pages.iter().any(is_turned).then(|| {
        let StampPlaces { page, watermark, .. } = places_on(theme, &turned);
        TurnedPlaces { page, watermark }
    });
    StampPlaces { turned, ..upright }
}

fn places_on(theme: &Theme, page: &PageStyle) -> StampPlaces {
    let text = &theme.text;
    let below = baseline(theme, page);
    let place = |size: Abs, color: Color, baseline: Abs, across: stamp::Across, room: Abs| StampPlace {
        size: hundredths(size),
        color: [color.r, color.g, color.b],
        baseline: hundredths(page.height - baseline),
        across,
        room: hundredths(room),
    };
    let middle = stamp::Across::Middle(hundredths(page.width * 0.5));
    let left = stamp::Across::Left(hundredths(page.margin_inner));
    StampPlaces {
        cover: place(text.cover_line.size, theme.color.text, below, left, page.width),
        page: place(text.running.size, theme.color.text, below, middle, page.width),
        watermark: place(
            page.height * WATERMARK_HEIGHT,
            theme.color.ground,
            page.height * 0.5,
            middle,
            page.width * WATERMARK_WIDTH,
        ),
        turned: None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a sheet is a few hundred points wide")]
fn hundredths(length: Abs) -> i64 {
    (length.to_pt() * 100.0).round() as i64
}

/// Where a line stands across the sheet.
#[derive(Debug, Clone, Copy)]
enum StampAlign {
    Left,
    Middle,
}

fn rare(missing: &MissingGlyph, locus: &Locus) -> Diagnostic {
    Diagnostic::error("rare-character", missing.to_string())
        .at(locus.clone())
        .help("add a face that has it to the theme: nothing is sent with a hole in a name")
}
