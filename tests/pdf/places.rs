//! Where glyphs and shapes stand on a page.

use briefing::{
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::FrameItem,
        shape::{Geometry, Shape, Stroke},
    },
    lang::Lang,
};
use lopdf::{
    Document, Object,
    content::{Content, Operation},
};
use proptest::prelude::*;

use super::{Sheet, pages, read, reading::run};
use crate::sample;

/// Where a viewer puts the glyphs of a page that shows glyph 26 of one face at 12 pt, in points.
fn places(document: &Document, width: f64) -> Vec<(f64, f64)> {
    let page = document.page_iter().next().unwrap();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let number = |object: &Object| object.as_float().map(f64::from);
    let mut places = vec![];
    let (mut x, mut y) = (0.0, 0.0);
    for Operation { operator, operands } in &content.operations {
        match operator.as_str() {
            "Tm" => (x, y) = (number(&operands[4]).unwrap(), number(&operands[5]).unwrap()),
            "TJ" => {
                for item in operands[0].as_array().unwrap() {
                    if let Ok(back) = number(item) {
                        x -= back * 12.0 / 1000.0;
                    } else {
                        for _ in item.as_str().unwrap().chunks(2) {
                            places.push((x, y));
                            x += width;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn glyphs_stand_where_they_were_set(
        moves in prop::collection::vec((0.0..30.0_f64, -4.0..4.0_f64, prop::sample::select(vec![0.0, 0.0, 0.0, 5.0])), 1..40)
    ) {
        let mut spaced = run(&"a".repeat(moves.len()), &(0..moves.len()).map(|at| (26, at..at + 1)).collect::<Vec<_>>());
        let mut expected = vec![];
        let mut x = 0.0;
        for (glyph, (advance, right, rise)) in spaced.glyphs.iter_mut().zip(moves) {
            (glyph.advance, glyph.x_offset, glyph.y_offset) = (Abs::pt(advance), Abs::pt(right), Abs::pt(rise));
            expected.push((72.0 + x + right, 841.89 - 72.0 + rise));
            x += advance;
        }
        let face = sample::fonts().face(spaced.face);
        let units = face.font().glyph_metrics().h_advance(harfrust::GlyphId::from(26_u16));
        let width = (f64::from(units) * 1000.0 / f64::from(face.units_per_em())).round() * 12.0 / 1000.0;
        let document = read(&pages([Sheet::new(Lang::En).item(FrameItem::Text(spaced))]), Lang::En);
        let places = places(&document, width);
        prop_assert_eq!(places.len(), expected.len());
        for (place, expected) in places.iter().zip(&expected) {
            // A line starts at a hundredth of a point, a glyph at half a thousandth of an em.
            prop_assert!((place.0 - expected.0).abs() < 0.0125 && (place.1 - expected.1).abs() < 0.01);
        }
    }
}

#[test]
fn shapes_are_painted_as_they_say() {
    let blue = Color::rgb(0, 0, 255);
    let dashed = Stroke { color: blue, width: Abs::pt(2.0), dash: vec![Abs::pt(3.0), Abs::pt(2.0)] };
    let corner =
        vec![Point::ORIGIN, Point::new(Abs::pt(10.0), Abs::pt(20.0)), Point::new(Abs::pt(20.0), Abs::ZERO)];
    let shapes = [
        Shape::filled(Geometry::Rect(Size::new(Abs::pt(10.0), Abs::pt(20.0))), blue),
        Shape::stroked(Geometry::Path { points: corner.clone(), is_closed: false }, dashed),
        Shape {
            geometry: Geometry::Path { points: corner, is_closed: true },
            fill: Some(blue),
            stroke: Some(Stroke::solid(blue, Abs::pt(2.0))),
        },
    ];
    let sheet =
        shapes.into_iter().fold(Sheet::new(Lang::En), |sheet, shape| sheet.item(FrameItem::Shape(shape)));
    let document = read(&pages([sheet]), Lang::En);
    let page = document.page_iter().next().unwrap();
    let content = String::from_utf8(document.get_page_content(page)).unwrap();
    assert_eq!(
        content.trim_end(),
        "\
/Artifact BMC
0 0 1 rg
72 749.89 10 20 re
f
0 0 1 RG
2 w
[3 2] 0 d
72 769.89 m
82 749.89 l
92 769.89 l
S
[] 0 d
72 769.89 m
82 749.89 l
92 769.89 l
b
EMC"
    );
}
