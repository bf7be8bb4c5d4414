//! Pages: a frame becomes drawing operators, and its tags an arm of the structure tree.
//!
//! Coordinates turn over here: a frame counts downwards from the top left, a PDF page upwards
//! from the bottom left.

use std::collections::BTreeMap;

use lopdf::Object;

use super::{
    content::PageContent,
    fonts::Subsets,
    links::{PlacedLink, Places},
    number::{integer, point},
    paint::{Brush, extent, paint},
    pictures,
    tags::{NodeId, PageArea, Tree, structure_type},
    text::show,
    transcript::PageTranscript,
};
use crate::{
    frame::{
        geom::{Point, Size},
        item::{Element, Frame, FrameItem, Tag, Target},
        page::Pages,
        shape::Shape,
        text::{FaceId, GlyphRun},
    },
    lang::Lang,
    picture::Picture,
};

/// The pages drawn, with what the walk over them found.
pub struct DrawnPages {
    pub pages: Vec<DrawnPage>,
    pub tree: Tree,
    pub links: Vec<PlacedLink>,
    pub places: Places,
    /// The pictures that the pages show, each once.
    pub pictures: Vec<Picture>,
    /// The elements that may go on on later pages, by the number of their parts.
    parted: BTreeMap<u32, NodeId>,
}

/// A page as its operators draw it.
pub struct DrawnPage {
    pub size: Size,
    pub operators: Vec<u8>,
    /// What they say.
    pub transcript: PageTranscript,
}

/// Draws every page.
pub fn draw(pages: &Pages, lang: Lang, subsets: &Subsets) -> DrawnPages {
    let mut drawing = DrawnPages {
        pages: vec![],
        tree: Tree::new(),
        links: vec![],
        places: Places::default(),
        pictures: vec![],
        parted: BTreeMap::new(),
    };
    for frame in &pages.pages {
        drawing.tree.start_page();
        let canvas = PageCanvas::new(frame.size, lang, subsets, &mut drawing);
        let page = canvas.draw(frame);
        drawing.pages.push(page);
    }
    drawing
}

/// A page that is being drawn.
struct PageCanvas<'a> {
    size: Size,
    lang: Lang,
    subsets: &'a Subsets,
    drawing: &'a mut DrawnPages,
    content: PageContent,
    /// The tags that are open, the innermost last.
    open: Vec<Open>,
    /// The sequence of marked content that is being written.
    mark: Option<MarkedAs>,
    is_in_text: bool,
    font: Option<(FaceId, f64)>,
    brush: Brush,
}

/// An open tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Element(NodeId),
    Artifact,
}

/// What marked content belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkedAs {
    Content(NodeId),
    Artifact,
}

impl<'a> PageCanvas<'a> {
    fn new(size: Size, lang: Lang, subsets: &'a Subsets, drawing: &'a mut DrawnPages) -> Self {
        Self {
            size,
            lang,
            subsets,
            drawing,
            content: PageContent::default(),
            open: vec![],
            mark: None,
            is_in_text: false,
            font: None,
            brush: Brush::default(),
        }
    }

    fn draw(mut self, frame: &Frame) -> DrawnPage {
        self.draw_frame(Point::ORIGIN, frame);
        self.end_mark();
        let (operators, transcript) = self.content.finish();
        DrawnPage { size: self.size, operators, transcript }
    }

    fn draw_frame(&mut self, origin: Point, frame: &Frame) {
        for (at, item) in &frame.items {
            let at = origin + *at;
            match item {
                FrameItem::Group(frame) => self.draw_frame(at, frame),
                FrameItem::Text(run) => self.draw_text(at, run),
                FrameItem::Shape(shape) => self.draw_shape(at, shape),
                FrameItem::Picture(picture, size) => self.draw_picture(at, picture, *size),
                FrameItem::Link(target, size) => self.place_link(at, *size, target),
                FrameItem::Anchor(name) => self.place_anchor(at, name),
                FrameItem::Tag(tag) => self.tag(tag),
            }
        }
    }

    /// Text belongs to the element that encloses it; outside of all it is an artifact.
    fn draw_text(&mut self, at: Point, run: &GlyphRun) {
        if run.glyphs.is_empty() || run.size.to_pt() <= 0.0 {
            return;
        }
        let mark = self.innermost().map_or(MarkedAs::Artifact, MarkedAs::Content);
        self.begin_mark(mark);
        self.begin_text();
        self.brush.fill(run.color, &mut self.content);
        let subset = self.subsets.get(run.face);
        let font = (run.face, run.size.to_pt());
        if self.font.replace(font) != Some(font) {
            self.content.set_font(&subset.tag, font.1);
        }
        let (x, y) = self.turn(at);
        let is_foreign = mark != MarkedAs::Artifact && run.lang != self.lang;
        if is_foreign {
            self.content.begin_language(run.lang.bcp47());
        }
        show(run, subset, (x, y), &mut self.content);
        if is_foreign {
            self.content.end_mark();
        }
        if let MarkedAs::Content(node) = mark {
            self.drawing.tree.say(node, &run.text);
        }
        // Ascent and descent of an ordinary face; the area only says where a figure is.
        let (ascent, descent) = (run.size.to_pt() * 0.9, run.size.to_pt() * 0.25);
        let right = x + run.width().to_pt();
        self.cover(PageArea { left: x, bottom: y - descent, right, top: y + ascent });
    }

    /// A picture is content of the figure that says what it shows.
    fn draw_picture(&mut self, at: Point, picture: &Picture, size: Size) {
        let content = self.innermost().filter(|_| self.figures().next().is_some());
        self.begin_mark(content.map_or(MarkedAs::Artifact, MarkedAs::Content));
        self.end_text();
        let known = self.drawing.pictures.iter().position(|it| it == picture);
        let nth = known.unwrap_or_else(|| {
            self.drawing.pictures.push(picture.clone());
            self.drawing.pictures.len() - 1
        });
        let (x, top) = self.turn(at);
        let (width, height) = (size.width.to_pt(), size.height.to_pt());
        let matrix = [width, 0.0, 0.0, height, x, top - height].map(|it| Object::Real(point(it)));
        self.content.op("q", []);
        self.content.op("cm", matrix);
        self.content.op("Do", [Object::Name(pictures::name(nth).into_bytes())]);
        self.content.op("Q", []);
        self.cover(PageArea { left: x, bottom: top - height, right: x + width, top });
    }

    /// A shape is content where it is part of a figure; elsewhere it is a rule or a background.
    fn draw_shape(&mut self, at: Point, shape: &Shape) {
        let content = self.innermost().filter(|_| self.figures().next().is_some());
        self.begin_mark(content.map_or(MarkedAs::Artifact, MarkedAs::Content));
        self.end_text();
        let at = self.turn(at);
        paint(shape, at, &mut self.brush, &mut self.content);
        self.cover(extent(shape, at));
    }

    /// A link hangs on the link element that encloses it, or on one of its own.
    fn place_link(&mut self, at: Point, size: Size, target: &Target) {
        let parent = self.innermost().unwrap_or(Tree::ROOT);
        let is_link = self.drawing.tree.node(parent).element == Some(Element::Link);
        let node = if is_link { parent } else { self.drawing.tree.add(parent, Element::Link) };
        let index = self.drawing.links.len();
        self.drawing.tree.add_link(node, index);
        let (left, top) = self.turn(at);
        let area =
            PageArea { left, bottom: top - size.height.to_pt(), right: left + size.width.to_pt(), top };
        let page = self.drawing.pages.len();
        self.drawing.links.push(PlacedLink { page, area, target: target.clone(), node });
    }

    fn place_anchor(&mut self, at: Point, name: &str) {
        let (_, top) = self.turn(at);
        self.drawing.places.add(name, self.drawing.pages.len(), top);
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element) => self.open(element, None),
            Tag::Part(id, element) => self.open(element, Some(*id)),
            Tag::Artifact => self.open.push(Open::Artifact),
            Tag::End => drop(self.open.pop()),
        }
    }

    /// Opens a new element, or goes on in the one whose earlier part had the same number.
    fn open(&mut self, element: &Element, part: Option<u32>) {
        // An element inside an artifact would be content again: it stays out.
        if self.open.contains(&Open::Artifact) {
            return self.open.push(Open::Artifact);
        }
        let earlier = part.and_then(|id| self.drawing.parted.get(&id).copied());
        let node = earlier.unwrap_or_else(|| {
            let parent = self.innermost().unwrap_or(Tree::ROOT);
            self.drawing.tree.add(parent, element.clone())
        });
        self.drawing.parted.extend(part.map(|id| (id, node)));
        self.open.push(Open::Element(node));
    }

    /// The element that encloses what comes next, unless that is an artifact.
    fn innermost(&self) -> Option<NodeId> {
        match self.open.last() {
            Some(Open::Element(node)) => Some(*node),
            Some(Open::Artifact) | None => None,
        }
    }

    /// The figures that enclose what comes next.
    fn figures(&self) -> impl Iterator<Item = NodeId> {
        self.open.iter().filter_map(|open| match open {
            Open::Element(node) => {
                let element = self.drawing.tree.node(*node).element.as_ref();
                matches!(element, Some(Element::Figure { .. })).then_some(*node)
            }
            Open::Artifact => None,
        })
    }

    fn cover(&mut self, area: PageArea) {
        let figures: Vec<NodeId> = self.figures().collect();
        for figure in figures {
            self.drawing.tree.cover(figure, area);
        }
    }

    /// Makes what comes next belong to `mark`.
    fn begin_mark(&mut self, mark: MarkedAs) {
        if self.mark == Some(mark) {
            return;
        }
        self.end_mark();
        self.mark = Some(mark);
        match mark {
            MarkedAs::Artifact => self.content.begin_mark("Artifact"),
            MarkedAs::Content(node) => {
                let mcid = self.drawing.tree.add_content(node);
                let element = self.drawing.tree.node(node).element.as_ref();
                self.content.begin_content(element.map_or("Document", structure_type), integer(mcid));
            }
        }
    }

    fn end_mark(&mut self) {
        self.end_text();
        if self.mark.take().is_some() {
            self.content.end_mark();
        }
    }

    fn begin_text(&mut self) {
        if !self.is_in_text {
            self.content.begin_text();
            self.is_in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.is_in_text {
            self.content.end_text();
            self.is_in_text = false;
        }
    }

    /// A place of the frame on the PDF page.
    fn turn(&self, at: Point) -> (f64, f64) {
        (at.x.to_pt(), self.size.height.to_pt() - at.y.to_pt())
    }
}
