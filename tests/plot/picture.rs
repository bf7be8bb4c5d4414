//! A frame as SVG: the text of the file can be reviewed.

use briefing::{
    font::Style,
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem},
        shape::{Geometry, Shape, Stroke},
    },
    lang::Lang,
    render::svg,
};

use crate::sample;

fn at(x: f64, y: f64) -> Point {
    Point::new(Abs::pt(x), Abs::pt(y))
}

fn page() -> Frame {
    Frame::new(Size::new(Abs::pt(60.0), Abs::pt(30.0)))
}

#[test]
fn shapes_keep_their_places_and_paint() {
    let blue = Color::rgb(0x1f, 0x4e, 0x79);
    let mut inner = page();
    inner.push(
        at(1.0, 2.0),
        FrameItem::Shape(Shape::filled(Geometry::Rect(Size::new(Abs::pt(10.0), Abs::pt(1.0 / 3.0))), blue)),
    );
    let mut frame = page();
    frame.start(Element::Caption);
    frame.push_frame(at(0.5, 0.0), inner);
    frame.end();
    let dashed = Stroke { dash: vec![Abs::pt(3.0), Abs::pt(2.0)], ..Stroke::solid(blue, Abs::pt(1.6)) };
    frame.push(at(0.0, 5.0), FrameItem::Shape(Shape::stroked(Geometry::Line { to: at(20.0, 0.0) }, dashed)));
    let circle = Geometry::Circle { radius: Abs::pt(2.4) };
    frame.push(
        at(20.0, 5.0),
        FrameItem::Shape(Shape {
            fill: Some(Color::WHITE),
            ..Shape::stroked(circle, Stroke::solid(blue, Abs::pt(1.0)))
        }),
    );
    let path = Geometry::Path { points: vec![at(0.0, 0.0), at(5.0, -5.0), at(10.0, 0.0)], is_closed: true };
    frame.push(at(30.0, 20.0), FrameItem::Shape(Shape::filled(path, blue)));
    insta::assert_snapshot!(svg::render(&frame, sample::fonts()), @r##"
    <svg xmlns="http://www.w3.org/2000/svg" width="60pt" height="30pt" viewBox="0 0 60 30">
    <rect x="1.5" y="2" width="10" height="0.33" fill="#1f4e79"/>
    <path d="M0 5L20 5" fill="none" stroke="#1f4e79" stroke-width="1.6" stroke-dasharray="3 2"/>
    <circle cx="20" cy="5" r="2.4" fill="#ffffff" stroke="#1f4e79" stroke-width="1"/>
    <path d="M30 20L35 15L40 20Z" fill="#1f4e79"/>
    </svg>
    "##);
}

#[test]
fn a_picture_says_what_it_shows() {
    let picture = svg::picture(&page(), sample::fonts(), "Up & away", "Line chart: a < b");
    assert_eq!(
        picture,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60pt\" height=\"30pt\" viewBox=\"0 0 60 30\" \
         role=\"img\">\n<title>Up &amp; away</title>\n<desc>Line chart: a &lt; b</desc>\n</svg>\n"
    );
}

#[test]
fn text_is_drawn_as_outlines_and_kept_as_a_label() {
    let mut frame = page();
    let style = Style::default();
    for run in sample::fonts().shape("<一", Lang::Zh, style, Abs::pt(10.0), Color::BLACK).unwrap() {
        frame.push(at(5.0, 20.0), FrameItem::Text(run));
    }
    insta::assert_snapshot!(svg::render(&frame, sample::fonts()), @r##"
    <svg xmlns="http://www.w3.org/2000/svg" width="60pt" height="30pt" viewBox="0 0 60 30">
    <path aria-label="&lt;" fill="#000000" d="M5.6 16.97L5.6 16.46L9.43 14.25L9.75 14.81L6.11 16.82L6.11 16.61L9.75 18.62L9.43 19.18Z"/>
    <path aria-label="一" fill="#000000" d="M13.41 14.86Q13.41 14.86 13.53 14.96Q13.65 15.05 13.83 15.21Q14.01 15.36 14.21 15.54Q14.42 15.71 14.59 15.87Q14.57 15.96 14.48 15.99Q14.4 16.02 14.28 16.02L5.58 16.02L5.48 15.69L12.78 15.69Z"/>
    </svg>
    "##);
}

#[test]
fn on_a_web_page_a_line_of_several_faces_is_one_text_and_looks_are_classes() {
    let mut frame = page();
    let mut x = 5.0;
    let fonts = sample::fonts();
    for run in fonts.shape("2020年 < 100", Lang::Zh, Style::default(), Abs::pt(10.0), Color::BLACK).unwrap()
    {
        let width = run.width().to_pt();
        frame.push(at(x, 20.0), FrameItem::Text(run));
        x += width;
    }
    for y in [3.0, 6.0] {
        let line =
            Shape::stroked(Geometry::Line { to: at(20.0, 0.0) }, Stroke::solid(Color::BLACK, Abs::pt(0.5)));
        frame.push(at(0.0, y), FrameItem::Shape(line));
    }
    let mut styles = svg::Styles::default();
    let drawing = svg::inline(&frame, fonts, &mut styles, &|_| "var(--text)".to_owned());
    let lines: Vec<&str> = drawing.lines().collect();
    assert_eq!(lines[0], "<svg viewBox=\"0 0 60 30\">");
    assert!(lines[1].starts_with("<text x=\"5\" y=\"20\" textLength=\""), "{drawing}");
    assert!(lines[1].ends_with(" class=\"d0\">2020年 &lt; 100</text>"), "{drawing}");
    // Strokes of one look are one path.
    assert_eq!(lines[2..], ["<path d=\"M0 3H20M0 6H20\" class=\"d1\"/>", "</svg>"]);
    assert_eq!(
        styles.to_css(),
        ".d0{font-size:10px;fill:var(--text)}\n.d1{fill:none;stroke:var(--text);stroke-width:0.5}\n"
    );
}
