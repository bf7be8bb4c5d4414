//! Lines: the text of each page where a viewer would show it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, content::Content};

use super::space::{BoundingBox, Transform};

/// A page with the lines on it.
pub(super) struct Page {
    /// Width and height, in points.
    pub size: [f64; 2],
    /// In the order in which they are drawn.
    pub lines: Vec<SeenLine>,
    /// How many glyphs it shows that no face has.
    pub notdef: usize,
    /// What a viewer shows of it, from its left and bottom edge to the right and top one.
    pub crop: BoundingBox,
    /// The ink that its shapes and pictures leave, where they are not clipped.
    pub shapes: Vec<BoundingBox>,
    /// How many times its state is restored without having been saved, and saved without being restored.
    pub unbalanced: [usize; 2],
}

/// Text on one baseline, set without a wider gap; in points from the bottom left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SeenLine {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub size: f64,
    /// Of its smallest type.
    pub smallest: f64,
    /// Whether it belongs to the content, not to running heads and the like.
    pub is_content: bool,
}

/// A gap wider than that many ems parts two lines on one baseline.
const WIDEST_GAP: f64 = 1.2;

/// What is raised by less than that many ems belongs to the line that it stands in.
const HIGHEST_RAISE: f64 = 0.6;

/// Reads every page.
pub(super) fn pages(document: &Document) -> Result<Vec<Page>, String> {
    let pages = document.get_pages().into_iter().map(|(number, id)| {
        let operators = operators(document, id).map_err(|fault| format!("its page {number} {fault}"))?;
        page(document, id, &operators).map_err(|error| format!("its page {number} cannot be read: {error}"))
    });
    pages.collect()
}

/// Bytes of a page's operators that are read: a plotted map has one or two million.
const MOST: usize = 4 << 20;

fn operators(document: &Document, page: ObjectId) -> Result<Vec<u8>, String> {
    let mut operators = vec![];
    for part in document.get_page_contents(page) {
        let Ok(stream) = document.get_object(part).and_then(Object::as_stream) else { continue };
        operators.extend(stream.get_plain_content().unwrap_or_default());
        operators.push(b'\n');
        if operators.len() > MOST {
            return Err(format!("is drawn by more than {} MB of operators", MOST >> 20));
        }
    }
    Ok(operators)
}

fn page(document: &Document, id: ObjectId, operators: &[u8]) -> lopdf::Result<Page> {
    let fonts = document.get_page_fonts(id)?;
    let fonts: BTreeMap<Vec<u8>, Font> = fonts
        .into_iter()
        .map(|(name, dict)| Ok((name, Font::new(document, dict)?)))
        .collect::<lopdf::Result<_>>()?;
    let mut pen = ViewerPen::new(&fonts);
    for operation in &Content::decode(operators)?.operations {
        pen.follow(&operation.operator, &operation.operands);
    }
    let [media, crop] = [b"MediaBox".as_slice(), b"CropBox"].map(|name| sides(document, id, name));
    let media = media.unwrap_or_default();
    let crop = crop.map_or(media, |crop| crop.within(media));
    let unbalanced = [pen.restored, pen.saved.len()];
    let (lines, notdef, shapes) = (pen.lines, pen.notdef, pen.shapes);
    Ok(Page { size: media.size(), lines, notdef, crop, shapes, unbalanced })
}

/// A box of a page, from itself or from what it is part of.
fn sides(document: &Document, id: ObjectId, name: &[u8]) -> Option<BoundingBox> {
    let mut dict = document.get_dictionary(id);
    while let Ok(found) = dict {
        if let Ok(sides) = found.get_deref(name, document).and_then(Object::as_array) {
            let side = |at: usize| sides.get(at).map_or(0.0, number);
            return Some(BoundingBox::of([(side(0), side(1)), (side(2), side(3))]));
        }
        dict = found.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id));
    }
    None
}

/// A font of a page: what its codes say and how wide they are, in thousandths of an em.
struct Font<'a> {
    encoding: Encoding<'a>,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    /// How many bytes a code has.
    code: usize,
}

impl<'a> Font<'a> {
    fn new(document: &'a Document, dict: &'a Dictionary) -> lopdf::Result<Self> {
        let encoding = dict.get_font_encoding(document)?;
        let descendants = dict.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let descendant =
            descendants.ok().and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let mut font = Self { encoding, widths: BTreeMap::new(), default_width: 1000.0, code: 2 };
        match descendant {
            Some(descendant) => {
                font.default_width = descendant.get(b"DW").map_or(1000.0, number);
                if let Ok(widths) = descendant.get_deref(b"W", document).and_then(Object::as_array) {
                    font.read_widths(document, widths);
                }
            }
            None => {
                (font.code, font.default_width) = (1, 500.0);
                let first = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or_default();
                let widths = dict.get_deref(b"Widths", document).and_then(Object::as_array);
                let codes = u32::try_from(first).unwrap_or_default()..;
                font.widths.extend(codes.zip(widths.into_iter().flatten().map(number)));
            }
        }
        Ok(font)
    }

    /// The two forms of ISO 32000-1, 9.7.4.3: `c [w …]` and `first last w`.
    fn read_widths(&mut self, document: &Document, mut widths: &[Object]) {
        while let [first, second, rest @ ..] = widths {
            let start = code(first);
            match document.dereference(second).map(|(_, it)| it.as_array()) {
                Ok(Ok(each)) => {
                    self.widths.extend((start..).zip(each.iter().map(number)));
                    widths = rest;
                }
                _ => {
                    let [width, rest @ ..] = rest else { return };
                    self.widths
                        .extend((start..=code(second).min(start + 0xFFFF)).map(|it| (it, number(width))));
                    widths = rest;
                }
            }
        }
    }
}

/// Where a viewer's pen is while it follows the operators of a page.
struct ViewerPen<'f, 'a> {
    fonts: &'f BTreeMap<Vec<u8>, Font<'a>>,
    font: Option<&'f Font<'a>>,
    size: f64,
    leading: f64,
    rise: f64,
    /// From the units of the content to points of the page, and what was saved of it.
    page: Transform,
    saved: Vec<Transform>,
    /// How many times it was restored without having been saved.
    restored: usize,
    /// Where the text line began, and where the pen is.
    start: Transform,
    at: Transform,
    /// The path being drawn; whether it clips what comes after it.
    path: Option<BoundingBox>,
    clips: bool,
    /// How many of the saved states ago a clip was set; what is clipped leaves ink within it only.
    clipped_at: Option<usize>,
    /// Whether each open marked content is an artifact.
    open: Vec<bool>,
    lines: Vec<SeenLine>,
    shapes: Vec<BoundingBox>,
    notdef: usize,
}

impl<'f, 'a> ViewerPen<'f, 'a> {
    fn new(fonts: &'f BTreeMap<Vec<u8>, Font<'a>>) -> Self {
        Self {
            fonts,
            font: None,
            size: 0.0,
            leading: 0.0,
            rise: 0.0,
            page: Transform::IDENTITY,
            saved: vec![],
            restored: 0,
            start: Transform::IDENTITY,
            at: Transform::IDENTITY,
            path: None,
            clips: false,
            clipped_at: None,
            open: vec![],
            lines: vec![],
            shapes: vec![],
            notdef: 0,
        }
    }

    fn follow(&mut self, operator: &str, operands: &[Object]) {
        let numbers: Vec<f64> = operands.iter().map(number).collect();
        match (operator, operands) {
            ("BDC" | "BMC", [tag, ..]) => self.open.push(tag.as_name().is_ok_and(|tag| tag == b"Artifact")),
            ("EMC", _) => drop(self.open.pop()),
            ("BT", _) => self.move_to(Transform::IDENTITY),
            ("Tf", [Object::Name(name), size]) => {
                (self.font, self.size) = (self.fonts.get(name), number(size));
            }
            ("TL", [leading]) => self.leading = number(leading),
            ("Ts", [rise]) => self.rise = number(rise),
            ("Tj", [text]) => self.show(text),
            ("'" | "\"", [.., text]) => {
                self.move_by(0.0, -self.leading);
                self.show(text);
            }
            ("TJ", [Object::Array(parts)]) => {
                for part in parts {
                    match part {
                        Object::String(..) => self.show(part),
                        back => self.at = self.at.shifted(-number(back) / 1000.0 * self.size, 0.0),
                    }
                }
            }
            _ => self.follow_numbers(operator, &numbers),
        }
    }

    fn follow_numbers(&mut self, operator: &str, operands: &[f64]) {
        match (operator, operands) {
            ("q", _) => self.saved.push(self.page),
            ("Q", _) => self.restore(),
            ("cm", numbers) => self.page = Transform::of(numbers).then(self.page),
            ("Tm", numbers) => self.move_to(Transform::of(numbers)),
            ("Td", &[x, y]) => self.move_by(x, y),
            ("TD", &[x, y]) => {
                self.leading = -y;
                self.move_by(x, y);
            }
            ("T*", _) => self.move_by(0.0, -self.leading),
            ("re", &[x, y, width, height]) => {
                for corner in [(x, y), (x + width, y), (x, y + height), (x + width, y + height)] {
                    self.reach(corner);
                }
            }
            // A curve stays within its control points.
            ("m" | "l" | "c" | "v" | "y", points) => {
                for point in points.chunks_exact(2) {
                    self.reach((point[0], point[1]));
                }
            }
            ("W" | "W*", _) => self.clips = true,
            ("S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => self.paint(true),
            ("n", _) => self.paint(false),
            ("Do", _) => {
                for corner in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                    self.reach(corner);
                }
                self.paint(true);
            }
            _ => {}
        }
    }

    fn restore(&mut self) {
        match self.saved.pop() {
            Some(page) => self.page = page,
            None => self.restored += 1,
        }
        self.clipped_at = self.clipped_at.filter(|depth| *depth <= self.saved.len());
    }

    fn reach(&mut self, point: (f64, f64)) {
        let at = self.page.apply(point);
        let reached = BoundingBox::of([at, at]);
        self.path = Some(self.path.map_or(reached, |path| path.with(reached)));
    }

    /// Ends a path; one that clips hides what is drawn outside it until the state is restored.
    fn paint(&mut self, leaves_ink: bool) {
        let path = self.path.take();
        if leaves_ink && self.clipped_at.is_none() {
            self.shapes.extend(path);
        }
        if std::mem::take(&mut self.clips) && self.clipped_at.is_none() {
            self.clipped_at = Some(self.saved.len());
        }
    }

    fn move_to(&mut self, place: Transform) {
        (self.start, self.at) = (place, place);
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.move_to(self.start.shifted(x, y));
    }

    fn show(&mut self, text: &Object) {
        let (Some(font), Ok(bytes)) = (self.font, text.as_str()) else { return };
        for piece in bytes.chunks(font.code) {
            let number = piece.iter().fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
            // The first glyph of every face stands for what it has not (ISO 32000-1, 9.7.6.3).
            self.notdef += usize::from(font.code == 2 && number == 0);
            let said = Document::decode_text(&font.encoding, piece).unwrap_or_default();
            let width = font.widths.get(&number).copied().unwrap_or(font.default_width);
            self.draw(&said, width / 1000.0 * self.size);
        }
    }

    fn draw(&mut self, said: &str, width: f64) {
        let whole = self.at.then(self.page);
        let (left, baseline) = whole.apply((0.0, self.rise));
        let size = self.size * whole.height();
        let is_content = !self.open.contains(&true);
        self.at = self.at.shifted(width, 0.0);
        let end = self.at.then(self.page).apply((0.0, self.rise)).0;
        let right = if said.trim().is_empty() { left } else { end };
        match self
            .lines
            .last_mut()
            .filter(|line| line.goes_on_at(left, baseline) && line.is_content == is_content)
        {
            Some(line) => {
                line.text.push_str(said);
                line.right = line.right.max(right);
                line.smallest = line.smallest.min(size);
                if size > line.size {
                    (line.size, line.baseline) = (size, baseline);
                }
            }
            None if said.trim().is_empty() => {}
            None => self.lines.push(SeenLine {
                text: said.to_owned(),
                left,
                right,
                baseline,
                size,
                smallest: size,
                is_content,
            }),
        }
    }
}

impl SeenLine {
    /// Whether what is drawn at a place goes on in the line.
    fn goes_on_at(&self, left: f64, baseline: f64) -> bool {
        let gap = (left - self.right) / self.size;
        let raise = (baseline - self.baseline).abs() / self.size;
        (-0.5..WIDEST_GAP).contains(&gap) && raise < HIGHEST_RAISE
    }

    /// Whether `next` is the line below in the same block: about as far left, and as close as lines
    /// of a paragraph are.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        let indent = (next.left - self.left).abs() / self.size;
        let leading = (self.baseline - next.baseline) / self.size;
        let is_same_size = (self.size - next.size).abs() < 0.1;
        let is_content = self.is_content && next.is_content;
        is_content && is_same_size && indent < 2.5 && (0.9..2.2).contains(&leading)
    }
}

fn number(object: &Object) -> f64 {
    object.as_float().map_or(0.0, f64::from)
}

fn code(object: &Object) -> u32 {
    object.as_i64().ok().and_then(|code| u32::try_from(code).ok()).unwrap_or_default()
}
