//! Pictures: what somebody drew or photographed, as dots.
//!
//! PNG, JPEG and SVG are read into one form, red, green and blue on white, so that every output shows the same and
//! a seal covers every dot.

mod exif;

use std::sync::Arc;

use resvg::{tiny_skia, usvg};
use serde::{Serialize, Serializer};
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// The most dots that are read of a picture: a photograph of twice what a telephone takes.
const MOST_DOTS: usize = 100_000_000;

/// The longest side that is kept, in dots: the width of the text at 300 an inch.
const LONGEST: u32 = 2000;

/// How wide a drawing is read that has a size of its own for no dots, in dots a unit of SVG (1/96 inch).
const DOTS_A_UNIT: f32 = 300.0 / 96.0;

/// A picture. Clones share its dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// In dots.
    pub width: u32,
    pub height: u32,
    /// The width that it has by itself, in thousandths of a point.
    pub natural: u32,
    /// Red, green and blue, line by line from the top left.
    pub dots: Arc<[u8]>,
}

/// A picture is told by its size.
impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}×{}", self.width, self.height))
    }
}

impl Picture {
    /// Reads a file by what it holds, not by its name.
    ///
    /// # Errors
    /// It is none of the three, is damaged, or would not be shown as it is.
    pub fn read(file: &File) -> Result<Self, Diagnostic> {
        let bytes = &file.bytes[..];
        let read = match bytes {
            [0x89, b'P', b'N', b'G', ..] => png(bytes),
            [0xFF, 0xD8, ..] => jpeg(bytes),
            _ if is_svg(bytes) => svg(bytes),
            _ => Err(("it is no PNG, JPEG or SVG".to_owned(), "save it as one of these")),
        };
        read.map_err(|(what, help)| {
            let fault = Diagnostic::error("bad-picture", format!("the picture cannot be set: {what}"));
            fault.at(Locus::file(&file.path)).help(help)
        })
    }

    /// As a file of PNG.
    pub fn to_png(&self) -> Vec<u8> {
        let opaque = self.dots.chunks_exact(3).flat_map(|dot| [dot[0], dot[1], dot[2], 255]).collect();
        let size = tiny_skia::IntSize::from_wh(self.width, self.height);
        let dots = size.and_then(|size| tiny_skia::Pixmap::from_vec(opaque, size));
        dots.and_then(|it| it.encode_png().ok()).unwrap_or_default()
    }

    fn of(dots: &tiny_skia::Pixmap, natural: f32) -> Self {
        let (width, height) = (dots.width(), dots.height());
        let longest = width.max(height);
        // More dots than a printer sets are weight alone.
        if longest > LONGEST {
            #[expect(clippy::cast_precision_loss, reason = "a picture has a few thousand dots a side")]
            let by = LONGEST as f32 / longest as f32;
            let (width, height) = (scaled(width, by), scaled(height, by));
            if let Some(mut smaller) = tiny_skia::Pixmap::new(width, height) {
                let quality = tiny_skia::FilterQuality::Bicubic;
                let paint = tiny_skia::PixmapPaint { quality, ..tiny_skia::PixmapPaint::default() };
                let scale = tiny_skia::Transform::from_scale(by, by);
                smaller.draw_pixmap(0, 0, dots.as_ref(), &paint, scale, None);
                return Self::of(&smaller, natural);
            }
        }
        // What lets paper through is white there.
        let on_white = dots.pixels().iter().flat_map(|dot| {
            let white = 255 - dot.alpha();
            [dot.red(), dot.green(), dot.blue()].map(|it| it.saturating_add(white))
        });
        let natural = scaled(1000, natural);
        Self { width, height, natural, dots: on_white.collect() }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a picture has a few thousand dots a side"
)]
fn scaled(length: u32, by: f32) -> u32 {
    ((length as f32 * by).round() as u32).max(1)
}

type Fault = (String, &'static str);

const SAVE_ANEW: &str = "open it in a program for pictures, and save it anew";

/// A dot is half a point: 144 an inch, as screens of today have them.
#[expect(clippy::cast_precision_loss, reason = "a picture has a few thousand dots a side")]
fn of_dots(dots: &tiny_skia::Pixmap) -> Picture {
    Picture::of(dots, dots.width() as f32 * 0.5)
}

fn png(bytes: &[u8]) -> Result<Picture, Fault> {
    let side = |at: usize| bytes.get(at..at + 4).and_then(|it| it.try_into().ok()).map(u32::from_be_bytes);
    too_large(side(16), side(20))?;
    let dots = tiny_skia::Pixmap::decode_png(bytes).map_err(|error| (error.to_string(), SAVE_ANEW))?;
    Ok(of_dots(&dots))
}

fn jpeg(bytes: &[u8]) -> Result<Picture, Fault> {
    if exif::is_turned(bytes) {
        return Err((
            "its camera was held sideways, and it says so instead of being turned".to_owned(),
            SAVE_ANEW,
        ));
    }
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let fault = |error: &dyn std::fmt::Debug| (format!("{error:?}"), SAVE_ANEW);
    decoder.decode_headers().map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions().ok_or_else(|| (String::from("it has no size"), SAVE_ANEW))?;
    let sides = [width, height].map(|side| u32::try_from(side).ok());
    too_large(sides[0], sides[1])?;
    if decoder.input_colorspace().is_some_and(|it| matches!(it, ColorSpace::CMYK | ColorSpace::YCCK)) {
        return Err(("its colours are those of a printer (CMYK)".to_owned(), "save it in RGB"));
    }
    let rgb = decoder.decode().map_err(|error| fault(&error))?;
    let opaque = rgb.chunks_exact(3).flat_map(|dot| [dot[0], dot[1], dot[2], 255]).collect();
    let size = sides[0].zip(sides[1]).and_then(|(width, height)| tiny_skia::IntSize::from_wh(width, height));
    let dots = size.and_then(|size| tiny_skia::Pixmap::from_vec(opaque, size));
    dots.map(|dots| of_dots(&dots)).ok_or_else(|| ("it is damaged".to_owned(), SAVE_ANEW))
}

fn too_large(width: Option<u32>, height: Option<u32>) -> Result<(), Fault> {
    let dots = width.unwrap_or(0) as usize * height.unwrap_or(0) as usize;
    if dots == 0 || dots > MOST_DOTS {
        return Err((format!("it has {dots} dots, from one to {MOST_DOTS} are read"), "make it smaller"));
    }
    Ok(())
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    head.contains("<svg")
}

fn svg(bytes: &[u8]) -> Result<Picture, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| ("it is not UTF-8".to_owned(), SAVE_ANEW))?;
    // Set in faces of its own, it would look otherwise on every machine, or not at all.
    for (element, help) in
        [("<text", "turn its text into outlines (paths)"), ("<image", "set that picture by itself")]
    {
        if text.contains(element) {
            return Err((format!("it has {element}>, which would not be shown"), help));
        }
    }
    let tree = usvg::Tree::from_str(text, &usvg::Options::default())
        .map_err(|error| (error.to_string(), SAVE_ANEW))?;
    let size = tree.size();
    let longest = size.width().max(size.height());
    #[expect(clippy::cast_precision_loss, reason = "it is a few thousand")]
    let scale = DOTS_A_UNIT.max(1000.0 / longest).min(LONGEST as f32 / longest);
    let side = |length: f32| scaled(1, length * scale);
    let dots = tiny_skia::Pixmap::new(side(size.width()), side(size.height()));
    let mut dots = dots.ok_or_else(|| ("it has no size".to_owned(), SAVE_ANEW))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut dots.as_mut());
    // A unit is 1/96 of an inch.
    Ok(Picture::of(&dots, size.width() * 0.75))
}
