//! Links and the outline: where a click leads.

use briefing::{
    frame::{
        geom::{Abs, Size},
        item::{Element, FrameItem, Target},
        page::{OutlineEntry, Pages},
    },
    lang::Lang,
    render::pdf::render,
};
use lopdf::Object;

use super::{Sheet, dict, meta, pages, read, string};
use crate::sample;

#[test]
fn links_lead_to_addresses_and_places() {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let to = |target: Target, text: &str| {
        let link = FrameItem::Link(target, area);
        Sheet::new(Lang::Zh).start(Element::Link).item(link).line(text).end()
    };
    let document = read(
        &pages([
            to(Target::Url("https://example.org/?a=(1)".to_owned()), "网址"),
            to(Target::Anchor("fig-1".to_owned()), "图1"),
            Sheet::new(Lang::Zh).item(FrameItem::Anchor("fig-1".to_owned())).line("图"),
        ]),
        Lang::Zh,
    );
    let ids: Vec<_> = document.page_iter().collect();
    let annotation = |page: usize| document.get_page_annotations(ids[page]).unwrap()[0];
    let action = dict(&document, annotation(0).get(b"A").unwrap());
    assert_eq!(string(action.get(b"URI").unwrap()), "https://example.org/?a=(1)");
    assert_eq!(string(annotation(0).get(b"Contents").unwrap()), "网址");
    let destination = annotation(1).get(b"Dest").unwrap().as_array().unwrap();
    assert_eq!(destination[0].as_reference().unwrap(), ids[2]);
    assert_eq!(destination[3], Object::Real(769.89));
    let rect: Vec<f32> = annotation(0)
        .get(b"Rect")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_float().unwrap())
        .collect();
    assert_eq!(rect, [72.0, 751.89, 152.0, 769.89]);
}

#[test]
fn places_have_names_for_those_who_come_from_outside() {
    let anchors = ["sec-1", "fig-1", "row:level(RD_EXP, CN, 2023)"];
    let sheet = anchors.iter().fold(Sheet::new(Lang::Zh), |sheet, name| {
        sheet.item(FrameItem::Anchor((*name).to_owned())).line("甲")
    });
    let document = read(&pages([sheet]), Lang::Zh);
    let names = dict(&document, document.catalog().unwrap().get(b"Names").unwrap());
    let tree = dict(&document, names.get(b"Dests").unwrap()).get(b"Names").unwrap().as_array().unwrap();
    assert_eq!(tree.iter().step_by(2).map(string).collect::<Vec<_>>(), ["fig-1", "sec-1"]);
    assert!(tree.iter().skip(1).step_by(2).all(|place| place.as_array().is_ok()));
}

#[test]
fn pages_are_called_by_the_numbers_that_they_bear() {
    let sheets = || [Sheet::new(Lang::En), Sheet::new(Lang::En), Sheet::new(Lang::En), Sheet::new(Lang::En)];
    let labels = |numbers: Vec<Option<usize>>| {
        let document = read(&Pages { numbers, ..pages(sheets()) }, Lang::En);
        let labels = document
            .catalog()
            .unwrap()
            .get(b"PageLabels")
            .ok()
            .map(|it| format!("{:?}", dict(&document, it)));
        labels.unwrap_or_default()
    };
    assert_eq!(
        labels(vec![None, Some(2), Some(3), Some(1)]),
        "<</Nums [0 <</P (Cover)>> 1 <</S /D/St 2>> 3 <</S /D/St 1>>]>>"
    );
    assert_eq!(labels(vec![]), "");
}

#[test]
fn a_link_to_nowhere_is_an_error() {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let link = FrameItem::Link(Target::Anchor("fig-9".to_owned()), area);
    let error =
        render(&pages([Sheet::new(Lang::Zh).item(link)]), &meta(), Lang::Zh, sample::fonts()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "error[dangling-link]: a link on page 1 leads to fig-9, which is on no page\n  \
         help: give the heading, figure or table that anchor, or correct the reference"
    );
}

#[test]
fn the_outline_nests_as_the_headings_do() {
    let entry = |level, title: &str, page| OutlineEntry {
        level,
        title: title.to_owned(),
        anchor: title.to_owned(),
        page,
    };
    let mut pages =
        pages([Sheet::new(Lang::Zh).item(FrameItem::Anchor("一、甲".to_owned())), Sheet::new(Lang::Zh)]);
    pages.outline = vec![
        entry(1, "一、甲", 0),
        entry(2, "1.1", 0),
        entry(3, "1.1.1", 1),
        entry(2, "1.2", 1),
        entry(1, "二、乙", 1),
    ];
    let document = read(&pages, Lang::Zh);
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
    let ids: Vec<_> = document.page_iter().collect();

    let mut lines = vec![];
    let mut todo = vec![(dict(&document, catalog.get(b"Outlines").unwrap()).get(b"First").unwrap(), 0)];
    while let Some((item, depth)) = todo.pop() {
        let item = dict(&document, item);
        let destination = item.get(b"Dest").unwrap().as_array().unwrap();
        let page = ids.iter().position(|id| *id == destination[0].as_reference().unwrap()).unwrap();
        lines.push(format!("{}{} p. {}", "  ".repeat(depth), string(item.get(b"Title").unwrap()), page + 1));
        todo.extend(item.get(b"Next").map(|next| (next, depth)));
        todo.extend(item.get(b"First").map(|first| (first, depth + 1)));
    }
    assert_eq!(lines, ["一、甲 p. 1", "  1.1 p. 1", "    1.1.1 p. 2", "  1.2 p. 2", "二、乙 p. 2"]);
}
