//! The structure tree: what the pages mean, and in which order.

use briefing::{
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Element, FrameItem, Tag, Target},
        shape::{Geometry, Shape, Stroke},
    },
    lang::Lang,
};
use lopdf::{Dictionary, Document, Object};

use super::{Sheet, dict, pages, read, reading::copied, string};

/// The structure tree, an element a line, with what matters of its attributes and contents.
fn structure(document: &Document) -> String {
    let root = dict(document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut lines = vec![];
    outline_element(document, dict(document, root.get(b"K").unwrap()), 0, &mut lines);
    lines.join("\n")
}

fn outline_element(document: &Document, element: &Dictionary, depth: usize, lines: &mut Vec<String>) {
    let name =
        |dict: &Dictionary, key: &[u8]| String::from_utf8(dict.get(key).unwrap().as_name().unwrap().to_vec());
    let mut line = format!("{}{}", "  ".repeat(depth), name(element, b"S").unwrap());
    if let Ok(alt) = element.get(b"Alt") {
        line.push_str(&[" “", &string(alt), "”"].concat());
    }
    if let Ok(attributes) = element.get(b"A").map(|it| dict(document, it)) {
        for (key, value) in attributes.iter().filter(|(key, _)| *key != b"O" && *key != b"Placement") {
            let key = String::from_utf8_lossy(key);
            line.push_str(&[" ", &key].concat());
            if let Object::Name(value) = value {
                line.push_str(&["=", &String::from_utf8_lossy(value)].concat());
            }
        }
    }
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => vec![],
    };
    let mut below = vec![];
    for kid in &kids {
        match document.dereference(kid).unwrap().1 {
            Object::Integer(mcid) => line.push_str(&[" #", &mcid.to_string()].concat()),
            Object::Dictionary(kid) if kid.has_type(b"OBJR") => line.push_str(" link"),
            Object::Dictionary(kid) if kid.has_type(b"MCR") => {
                let mcid = kid.get(b"MCID").unwrap().as_i64().unwrap();
                line.push_str(&[" #", &mcid.to_string(), " on another page"].concat());
            }
            Object::Dictionary(kid) => below.push(kid),
            _ => unreachable!(),
        }
    }
    lines.push(line);
    for kid in below {
        outline_element(document, kid, depth + 1, lines);
    }
}

#[test]
fn what_is_in_no_tag_is_an_artifact() {
    let rule = Shape::stroked(
        Geometry::Line { to: Point::new(Abs::pt(50.0), Abs::ZERO) },
        Stroke::solid(Color::BLACK, Abs::pt(0.5)),
    );
    let sheet = Sheet::new(Lang::Zh)
        .artifact("页眉")
        .start(Element::Paragraph)
        .line("正文")
        .item(FrameItem::Shape(rule))
        .line("接着")
        .item(FrameItem::Tag(Tag::Artifact))
        .tagged(Element::Span, "批注号")
        .end()
        .end()
        .line("1");
    let document = read(&pages([sheet]), Lang::Zh);
    assert_eq!(copied(&document, 0), "Artifact 页眉\nP 正文\nArtifact \nP 接着\nArtifact 批注号1");
    assert_eq!(structure(&document), "Document\n  P #0 #1");
}

#[test]
fn the_structure_tree_is_the_tags() {
    let url = Target::Url("https://example.org/".to_owned());
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let rectangle = Shape::filled(Geometry::Rect(area), Color::BLACK);
    let first = Sheet::new(Lang::Zh)
        .tagged(Element::Heading(1), "一、创新")
        .start(Element::Paragraph)
        .line("见")
        .start(Element::Link)
        .item(FrameItem::Link(url.clone(), area))
        .line("这里")
        .end()
        .line("。")
        .end()
        .start(Element::Figure { alt: "川渝 2104.5".to_owned() })
        .item(FrameItem::Shape(rectangle))
        .line("图")
        .end()
        .item(FrameItem::Link(url, area));
    let second = Sheet::new(Lang::Zh)
        .start(Element::Table)
        .start(Element::TableHead)
        .start(Element::TableRow)
        .tagged(Element::HeaderCell, "地区")
        .end()
        .end()
        .start(Element::TableBody)
        .start(Element::TableRow)
        .start(Element::DataCell)
        .end()
        .end()
        .end()
        .end()
        .start(Element::List)
        .start(Element::ListItem)
        .tagged(Element::Label, "1.")
        .tagged(Element::ListBody, "甲")
        .end()
        .end()
        .tagged(Element::Note, "注");
    let document = read(&pages([first, second]), Lang::Zh);
    assert_eq!(
        structure(&document),
        "\
Document
  H1 #0
  P #1 #3
    Link link #2
  Figure “川渝 2104.5” BBox #4
  Link link
  Table
    THead
      TR
        TH Scope=Column #0
    TBody
      TR
        TD
  L ListNumbering=Decimal
    LI
      Lbl #1
      LBody #2
  Note #3"
    );
}

#[test]
fn what_a_page_parts_is_one_element() {
    let part = |id, element| FrameItem::Tag(Tag::Part(id, element));
    let first = Sheet::new(Lang::Zh)
        .item(part(1, Element::Paragraph))
        .line("从这页")
        .end()
        .item(part(2, Element::Table))
        .item(part(3, Element::TableBody))
        .item(part(4, Element::TableRow))
        .tagged(Element::DataCell, "甲")
        .tagged(Element::DataCell, "丙")
        .end()
        .end()
        .end();
    let second = Sheet::new(Lang::Zh)
        .item(part(1, Element::Paragraph))
        .line("到那页")
        .end()
        .artifact("表头")
        .item(part(2, Element::Table))
        .item(part(3, Element::TableBody))
        .item(part(5, Element::TableRow))
        .start(Element::RowHeader { columns: 2 })
        .line("乙")
        .end()
        .end()
        .end()
        .end();
    assert_eq!(
        structure(&read(&pages([first, second]), Lang::Zh)),
        "\
Document
  P #0 #0 on another page
  Table
    TBody
      TR
        TD #1
        TD #2
      TR
        TH Scope=Row ColSpan #1"
    );
}

#[test]
fn content_and_links_find_their_way_back_to_the_tree() {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let link = FrameItem::Link(Target::Url("https://example.org/".to_owned()), area);
    let sheet = |text: &str| Sheet::new(Lang::Zh).start(Element::Link).item(link.clone()).line(text).end();
    let document = read(&pages([sheet("甲"), sheet("乙")]), Lang::Zh);
    let root = dict(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let parents = dict(&document, root.get(b"ParentTree").unwrap());
    let numbers = parents.get(b"Nums").unwrap().as_array().unwrap();
    let entry =
        |key: &Object| numbers.chunks(2).find(|pair| pair[0] == *key).map(|pair| pair[1].clone()).unwrap();
    for page in document.page_iter() {
        let dictionary = document.get_dictionary(page).unwrap();
        let elements = entry(dictionary.get(b"StructParents").unwrap());
        let element = elements.as_array().unwrap()[0].clone();
        let annotation = document.get_page_annotations(page).unwrap()[0];
        assert_eq!(entry(annotation.get(b"StructParent").unwrap()), element);
        let element = dict(&document, &element);
        assert_eq!(element.get(b"Pg").unwrap().as_reference().unwrap(), page);
        assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Link");
    }
}
