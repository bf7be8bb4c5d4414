//! PNG: a picture of ours as dots.

use resvg::{tiny_skia, usvg};

/// Dots a point: 216 an inch, sharp on a slide and on a telephone.
const DOTS: f32 = 3.0;

/// Draws an SVG that [`super::svg`] wrote; the same picture gives the same bytes.
pub fn render(svg: &str) -> Vec<u8> {
    let tree =
        usvg::Tree::from_str(svg, &usvg::Options::default()).expect("the picture is ours, and plain SVG");
    // Sizes are in points, which SVG takes for 4/3 of its own unit.
    let scale = DOTS * 3.0 / 4.0;
    let size = tree.size().to_int_size().scale_by(scale).expect("a figure has a size");
    let mut dots = tiny_skia::Pixmap::new(size.width(), size.height()).expect("a figure has a size");
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().expect("dots in memory become PNG")
}
