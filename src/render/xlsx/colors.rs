//! Colours as a workbook names them: by their parts, by their number in its theme, or in the old palette.

/// Red, green and blue, each up to 255.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rgb([f64; 3]);

impl Rgb {
    pub const BLACK: Self = Self([0.0; 3]);
    pub const WHITE: Self = Self([255.0; 3]);

    /// `FF0563C1` or `0563C1`: the first two of eight are no colour.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.get(text.len().checked_sub(6)?..)?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(f64::from);
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Lighter or darker by a tint from −1 to 1 (ECMA-376, 18.8.19).
    fn tinted(self, tint: f64) -> Self {
        let shift = |it: f64| if tint < 0.0 { it * (1.0 + tint) } else { it + (255.0 - it) * tint };
        Self(self.0.map(shift))
    }

    /// Relative luminance; the square stands for the power of 2.4, which no threshold here needs.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|it| (it / 255.0) * (it / 255.0));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// How far two colours stand apart, 1 for the same and 21 for black on white (WCAG 2.2).
pub(super) fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours of a workbook's theme, in the order of the theme: dark 1, light 1, dark 2, light 2, accents, links.
#[derive(Debug, Default)]
pub(super) struct Palette {
    theme: Vec<Rgb>,
}

/// The old palette's first colours (ECMA-376, 18.8.27), twice, and what the system writes with and on.
const INDEXED: [&str; 8] = ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"];
const SYSTEM_TEXT: usize = 64;
const SYSTEM_GROUND: usize = 65;

impl Palette {
    /// Takes an element of the theme, if it is one of its colours; `of` gives its attributes.
    pub fn take(&mut self, parent: &str, name: &str, of: impl Fn(&str) -> Option<String>) {
        const PLACES: [&str; 12] = [
            "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
            "hlink", "folHlink",
        ];
        if PLACES.contains(&parent) && matches!(name, "sysClr" | "srgbClr") {
            let color = of("lastClr").or_else(|| of("val")).and_then(|it| Rgb::parse(&it));
            self.theme.push(color.unwrap_or(Rgb::WHITE));
        }
    }

    /// The colour that an element names; none that nobody knows.
    pub fn color(&self, of: impl Fn(&str) -> Option<String>) -> Option<Rgb> {
        let number = |key: &str| of(key)?.parse::<usize>().ok();
        let color = if let Some(rgb) = of("rgb") {
            Rgb::parse(&rgb)?
        } else if let Some(nth) = number("theme") {
            // Light and dark are counted the other way round.
            let nth = if nth < 4 { nth ^ 1 } else { nth };
            let standard = [Rgb::BLACK, Rgb::WHITE];
            self.theme.get(nth).or_else(|| standard.get(nth)).copied()?
        } else if let Some(nth) = number("indexed") {
            match nth {
                SYSTEM_TEXT => Rgb::BLACK,
                SYSTEM_GROUND => Rgb::WHITE,
                nth if nth < INDEXED.len() * 2 => Rgb::parse(INDEXED[nth % INDEXED.len()])?,
                _ => return None,
            }
        } else {
            // `auto`, or nothing: as the system writes.
            Rgb::BLACK
        };
        let tint = of("tint").and_then(|it| it.parse::<f64>().ok()).filter(|it| it.abs() <= 1.0);
        Some(color.tinted(tint.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_known_by_parts_theme_and_number_and_stand_apart() {
        let mut palette = Palette::default();
        palette.take("dk1", "sysClr", |key| (key == "lastClr").then(|| "000000".to_owned()));
        palette.take("lt1", "srgbClr", |key| (key == "val").then(|| "FFFFFF".to_owned()));
        let of = |key: &'static str, value: &'static str| {
            palette.color(move |it| (it == key).then(|| value.to_owned()))
        };
        assert_eq!(of("rgb", "FF000000"), Some(Rgb::BLACK));
        assert_eq!((of("theme", "1"), of("theme", "0")), (Some(Rgb::BLACK), Some(Rgb::WHITE)));
        assert_eq!(
            (of("indexed", "64"), of("indexed", "9"), of("indexed", "40")),
            (Some(Rgb::BLACK), Some(Rgb::WHITE), None)
        );
        assert_eq!((of("auto", "1"), of("rgb", "FF")), (Some(Rgb::BLACK), None));
        assert!(contrast(Rgb::BLACK, Rgb::WHITE) > 20.0);
        assert!(contrast(Rgb::BLACK.tinted(0.9), Rgb::WHITE) < 3.0);
        assert!(Rgb::parse("0563C1").is_some_and(|link| contrast(link, Rgb::WHITE) > 3.0));
    }
}
