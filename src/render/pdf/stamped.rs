//! What was stamped on a copy, read back: each line is the one that a copy has, in its own place.
//!
//! A page of a copy is drawn by three streams: what lies below, what was published, what stands above.
//! The first and the last bear a digest of all that is stamped and of what it is stamped on; anything
//! else that calls itself a stamp is none.

use std::collections::BTreeMap;

use hayro_syntax::{content::UntypedIter, object::Object};
use read_fonts::{FontRef, TableProvider as _, types::GlyphId};

use super::{
    copy::{lying, turning},
    graph::{Dict, Digests, Graph, Id, Value, contents, digest_of, fonts, is_stamp, pages, whole},
    number::channel,
    reread::STAMP,
};
use crate::{
    frame::stamp::{Across, StampPlace, StampPlaces},
    signature::Signature,
};

/// The entry of a stamp that has the signature of the digest that it bears: the names of a key and of what
/// it has made of the digest. Both are written in base64, whose characters a name may have but for `/`; a name
/// has 127 bytes at most (ISO 19005-3, 6.1.13), and strings of a locked file would have to be encrypted.
pub(super) const SIGNATURE: &[u8] = b"BRIEFING_Signature";

/// A signature as a stamp bears it.
pub(super) fn names(signature: &Signature) -> lopdf::Object {
    let name = |text: &str| lopdf::Object::Name(text.replace('/', "_").into_bytes());
    vec![name(&signature.key), name(&signature.signature)].into()
}

/// Reads what [`names`] wrote.
fn signature(graph: &impl Graph, stamp: &Dict) -> Option<Signature> {
    let names = graph.array(stamp, SIGNATURE);
    let text = |value: &Value| Some(String::from_utf8(value.as_name()?.to_vec()).ok()?.replace('_', "/"));
    let [key, signature] = &names[..] else { return None };
    Some(Signature { key: text(key)?, signature: text(signature)? })
}

/// What was stamped on a file; nothing on one that is no copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamped {
    cover: Option<StampLine>,
    page: Option<StampLine>,
    watermark: Option<StampLine>,
    turned_page: Option<StampLine>,
    turned_watermark: Option<StampLine>,
    /// The digest that the stamps bear; none on a file that is no copy.
    pub digest: Option<String>,
    /// Who stands behind that, if somebody does.
    pub signature: Option<Signature>,
    /// What no stamp of ours is like, a line each.
    pub faults: Vec<String>,
}

/// A line of text as it stands. Lengths are hundredths of a point, rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StampLine {
    /// The matrix that the sheet is turned by, as it is written.
    turned: Option<[i64; 6]>,
    color: [i64; 3],
    size: i64,
    baseline: i64,
    left: i64,
    width: i64,
}

impl Stamped {
    /// What does not stand where a document says that stamps do, a line each.
    pub fn misplaced(&self, places: &StampPlaces) -> Vec<String> {
        let turned = places.turned.as_ref();
        let lines = [
            ("the cover's stamp", &self.cover, Some(&places.cover)),
            ("the stamp of the pages", &self.page, Some(&places.page)),
            ("the watermark", &self.watermark, Some(&places.watermark)),
            ("the stamp of the turned pages", &self.turned_page, turned.map(|it| &it.page)),
            ("the watermark of the turned pages", &self.turned_watermark, turned.map(|it| &it.watermark)),
        ];
        let wrong = lines.into_iter().filter_map(|(what, line, place)| {
            let is_off = line.as_ref().is_some_and(|line| place.is_none_or(|place| !line.stands(place)));
            is_off.then(|| format!("{what} does not stand where stamps stand, or looks otherwise"))
        });
        wrong.collect()
    }
}

/// How far a length may be from what it should be, in hundredths of a point: two roundings of each run.
const TOLERANCE: i64 = 20;

impl StampLine {
    fn stands(&self, place: &StampPlace) -> bool {
        let near = |a: i64, b: i64| (a - b).abs() <= TOLERANCE;
        let color = place.color.map(|it| thousandths(channel(it)));
        let is_across = match place.across {
            Across::Left(left) => near(self.left, left),
            Across::Middle(middle) => near(self.left + self.width / 2, middle),
        };
        // A line is set smaller only where it would be too wide.
        let is_sized = near(self.size, place.size) && self.width <= place.room + TOLERANCE
            || self.size < place.size && near(self.width, place.room);
        self.color == color && self.baseline == place.baseline && is_across && is_sized
    }
}

/// The digest that stamps bear: of their streams, of their faces, and of the document below.
pub(super) fn digest(graph: &impl Graph, streams: Vec<Value>, faces: Dict, document: &str) -> String {
    let below = Value::Text(document.as_bytes().to_vec());
    digest_of(graph, [streams, vec![Value::Dict(faces), below]].concat())
}

/// Reads what was stamped on a file with those digests.
pub fn stamped(graph: &impl Graph, digests: &Digests) -> Stamped {
    let (leaves, _) = pages(graph);
    let leaves: Vec<Dict> = leaves.iter().map(|page| graph.entries(*page)).collect();
    let mut found = Stamped::default();
    let mut layers: Vec<[Id; 2]> = vec![];
    for (page, number) in leaves.iter().zip(1..) {
        let parts = contents(graph, page);
        let marks: Vec<bool> = parts.iter().map(|part| is_stamp(graph, part)).collect();
        match (&marks[..], &parts[..]) {
            ([true, false, true], [Value::Ref(under), _, Value::Ref(over)]) => layers.push([*under, *over]),
            (marks, _) if marks.contains(&true) => {
                found.faults.push(format!("page {number}: what is stamped on it is no stamp of a copy"));
            }
            _ => {}
        }
    }
    let Some(&[under, cover]) = layers.first() else { return found };
    let sizes: Vec<[f64; 2]> = leaves.iter().map(|page| size(graph, page)).collect();
    let are_turned = lying(&sizes);
    let others = || layers.iter().zip(&are_turned).skip(1);
    let upright = others().find(|(_, is_turned)| !**is_turned).map(|(layers, _)| *layers);
    let on_side = others().find(|(_, is_turned)| **is_turned).map(|(layers, _)| *layers);
    let is_alike = others().all(|(layers, is_turned)| {
        Some(*layers) == if *is_turned { on_side } else { upright } && (*is_turned || layers[0] == under)
    });
    let page = upright.map(|[_, over]| over);
    if layers.len() != leaves.len() || !is_alike {
        found.faults.push("its pages are not stamped alike".to_owned());
    }
    let faces = fonts(graph, &leaves[0]);
    let own: Dict = faces.iter().filter(|(_, font)| is_stamp(graph, font)).map(owned).collect();
    let own_streams = [Some(under), Some(cover), page].into_iter().flatten();
    let streams: Vec<Id> = own_streams.chain(on_side.into_iter().flatten()).collect();
    let roots = streams.iter().map(|id| Value::Ref(*id)).collect();
    let wanted = digest(graph, roots, own.clone(), &whole(digests));
    let bears = |id: &Id| graph.entries(*id).get(STAMP).and_then(Value::as_name) == Some(wanted.as_bytes());
    if !streams.iter().all(bears) {
        found.faults.push("what is stamped on it was altered".to_owned());
    }
    let signatures: Vec<Option<Signature>> =
        streams.iter().map(|id| signature(graph, &graph.entries(*id))).collect();
    let is_one = signatures.iter().all(|it| *it == signatures[0]);
    let claims = |id: &Id| graph.entries(*id).contains_key(SIGNATURE);
    if !is_one || signatures[0].is_none() && streams.iter().any(claims) {
        found.faults.push("the signature of what is stamped on it was altered".to_owned());
    }
    let own: BTreeMap<Vec<u8>, Widths> =
        own.iter().map(|(name, font)| (name.clone(), Widths::of(graph, font))).collect();
    let mut read = |id: Id, what: &str| {
        let line = line(&graph.data(id).unwrap_or_default(), &own);
        line.unwrap_or_else(|()| {
            found.faults.push(format!("{what} is more than a line of text"));
            None
        })
    };
    let (cover, page, watermark) = (
        read(cover, "the cover's stamp"),
        page.and_then(|page| read(page, "the stamp of the pages")),
        read(under, "the watermark"),
    );
    let [turned_watermark, turned_page] = match on_side {
        Some([under, over]) => {
            [read(under, "the watermark of the turned pages"), read(over, "the stamp of the turned pages")]
        }
        None => [None, None],
    };
    let is_turned = |line: &StampLine| line.turned.is_some();
    let size_of_turned =
        sizes.iter().zip(&are_turned).find(|(_, is_turned)| **is_turned).map(|(size, _)| *size);
    if cover.iter().chain(&page).chain(&turned_page).any(is_turned)
        || watermark.iter().any(|it| it.turned != turned(sizes[0]))
        || turned_watermark.iter().any(|it| it.turned != size_of_turned.and_then(turned))
    {
        found.faults.push("a stamp is turned as no stamp is".to_owned());
    }
    let signature = signatures.into_iter().next().flatten();
    Stamped {
        cover,
        page,
        watermark,
        turned_page,
        turned_watermark,
        digest: Some(wanted),
        signature,
        ..found
    }
}

fn owned((name, font): (&Vec<u8>, &Value)) -> (Vec<u8>, Value) {
    (name.clone(), font.clone())
}

/// How wide and how high a page is, as its box says.
fn size(graph: &impl Graph, page: &Dict) -> [f64; 2] {
    let sides: Vec<f64> = graph.array(page, b"MediaBox").iter().filter_map(Value::as_number).collect();
    [2, 3].map(|at| sides.get(at).copied().unwrap_or_default())
}

/// The matrix that a watermark is turned by on a sheet of that size.
fn turned([width, height]: [f64; 2]) -> Option<[i64; 6]> {
    let written = turning(width, height);
    let operators = UntypedIter::new(&written);
    matrix(&mut { operators })
}

/// How wide the glyphs of a face are, in thousandths of an em.
pub(super) struct Widths(BTreeMap<u32, f64>);

impl Widths {
    /// As `W` says (ISO 32000-1, 9.7.4.3).
    pub(super) fn of(graph: &impl Graph, font: &Value) -> Self {
        let font = graph.dict_of(font);
        let descendant = graph.array(&font, b"DescendantFonts").first().map(|it| graph.dict_of(it));
        let list = graph.array(&descendant.unwrap_or_default(), b"W");
        let mut widths = BTreeMap::new();
        let code = |value: &Value| value.as_number().map(index);
        let mut rest = &list[..];
        loop {
            rest = match rest {
                [first, Value::Array(each), rest @ ..] => {
                    let Some(first) = code(first) else { break };
                    let each = each.iter().filter_map(Value::as_number);
                    widths.extend((first..).zip(each));
                    rest
                }
                [first, last, width, rest @ ..] => {
                    let (Some(first), Some(last), Some(width)) = (code(first), code(last), width.as_number())
                    else {
                        break;
                    };
                    widths.extend((first..=last.min(first + 0xFFFF)).map(|code| (code, width)));
                    rest
                }
                _ => break,
            };
        }
        Self(widths)
    }

    /// Whether every glyph is as wide as the program has it, to a thousandth of an em.
    pub(super) fn fit(&self, program: &[u8]) -> bool {
        let Ok(font) = FontRef::new(program) else { return false };
        let (Ok(head), Ok(metrics)) = (font.head(), font.hmtx()) else { return false };
        let units = f64::from(head.units_per_em().max(1));
        let is_fit = |(glyph, width): (&u32, &f64)| {
            let advance = metrics.advance(GlyphId::new(*glyph)).map(f64::from);
            advance.is_some_and(|advance| (advance * 1000.0 / units - width).abs() <= 1.0)
        };
        !self.0.is_empty() && self.0.iter().all(is_fit)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "glyphs have 16 bits")]
fn index(number: f64) -> u32 {
    number as u32
}

/// The matrix of `q … cm`, in hundred-thousandths.
fn matrix(operators: &mut UntypedIter<'_>) -> Option<[i64; 6]> {
    let opens = operators.next().is_some_and(|it| **it.operator == *b"q");
    let turn = operators.next().filter(|it| opens && **it.operator == *b"cm")?;
    let numbers: Vec<i64> = turn.operands().filter_map(number).map(|it| rounded(it * 100_000.0)).collect();
    numbers.try_into().ok()
}

/// Reads the one line of text that a stream shows; none of a stream that shows nothing.
fn line(operators: &[u8], faces: &BTreeMap<Vec<u8>, Widths>) -> Result<Option<StampLine>, ()> {
    if operators.trim_ascii().is_empty() {
        return Ok(None);
    }
    let mut turned = None;
    let mut reader = StampPen::default();
    let mut iter = UntypedIter::new(operators);
    if operators.starts_with(b"q\n") {
        turned = Some(matrix(&mut iter).ok_or(())?);
    }
    while let Some(instruction) = iter.next() {
        let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
        reader.take(instruction.operator, &operands, faces, turned.is_some())?;
    }
    reader.line(turned).map(Some)
}

/// The pen that shows a line.
#[derive(Default)]
struct StampPen<'f> {
    /// What has come of `BMC BT … ET EMC Q`.
    phase: StampPhase,
    spans: usize,
    face: Option<&'f Widths>,
    color: Option<[i64; 3]>,
    size: Option<f64>,
    start: Option<(f64, f64)>,
    x: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum StampPhase {
    #[default]
    Before,
    Marked,
    Text,
    Shown,
    Ended,
    Closed,
}

impl<'f> StampPen<'f> {
    fn take(
        &mut self,
        operator: &[u8],
        operands: &[Object<'_>],
        faces: &'f BTreeMap<Vec<u8>, Widths>,
        is_turned: bool,
    ) -> Result<(), ()> {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match (self.phase, operator) {
            (StampPhase::Before, b"BMC") => self.phase = StampPhase::Marked,
            (StampPhase::Marked, b"BT") => self.phase = StampPhase::Text,
            // What the glyphs of a cluster mean.
            (StampPhase::Text, b"BDC") => self.spans += 1,
            (StampPhase::Text, b"EMC") if self.spans > 0 => self.spans -= 1,
            (StampPhase::Text, b"rg") if self.color.is_none() => {
                let channels: [f64; 3] = numbers.try_into().map_err(drop)?;
                self.color = Some(channels.map(|it| rounded(it * 1000.0)));
            }
            (StampPhase::Text, b"Tf") => {
                let [name, size] = operands else { return Err(()) };
                let name = name.clone().into_name().ok_or(())?;
                self.face = Some(faces.get(&*name).ok_or(())?);
                let size = number(size).ok_or(())?;
                self.size.get_or_insert(size);
                (self.size == Some(size)).then_some(()).ok_or(())?;
            }
            (StampPhase::Text, b"Tm") => {
                let [1.0, 0.0, 0.0, 1.0, x, y] = numbers[..] else { return Err(()) };
                let size = self.size.ok_or(())?;
                // A mark above or below a letter stands a little off the line.
                match self.start {
                    None => self.start = Some((x, y)),
                    Some((_, baseline)) if (x - self.x).abs() < size && (y - baseline).abs() < size => {}
                    Some(_) => return Err(()),
                }
                self.x = x;
            }
            (StampPhase::Text, b"TJ") => {
                let [Object::Array(parts)] = operands else { return Err(()) };
                let (size, face) = (self.size.ok_or(())?, self.face.ok_or(())?);
                self.start.ok_or(())?;
                for part in parts.iter::<Object<'_>>() {
                    self.x += size / 1000.0 * advance(&part, face)?;
                }
            }
            (StampPhase::Text, b"ET") if self.spans == 0 => self.phase = StampPhase::Shown,
            (StampPhase::Shown, b"EMC") => self.phase = StampPhase::Ended,
            (StampPhase::Ended, b"Q") if is_turned => self.phase = StampPhase::Closed,
            _ => return Err(()),
        }
        Ok(())
    }

    fn line(self, turned: Option<[i64; 6]>) -> Result<StampLine, ()> {
        let wanted = if turned.is_some() { StampPhase::Closed } else { StampPhase::Ended };
        let ((left, baseline), Some(color), Some(size)) = (self.start.ok_or(())?, self.color, self.size)
        else {
            return Err(());
        };
        let hundredths = |length: f64| rounded(length * 100.0);
        (self.phase == wanted)
            .then_some(StampLine {
                turned,
                color,
                size: hundredths(size),
                baseline: hundredths(baseline),
                left: hundredths(left),
                width: hundredths(self.x - left),
            })
            .ok_or(())
    }
}

/// How far a part of `TJ` moves the pen, in thousandths of an em.
fn advance(part: &Object<'_>, face: &Widths) -> Result<f64, ()> {
    match part {
        Object::String(glyphs) => {
            let code = |glyph: &[u8]| glyph.iter().fold(0, |it, byte| it << 8 | u32::from(*byte));
            let widths = glyphs.as_bytes().chunks(2).map(|glyph| face.0.get(&code(glyph)).copied());
            widths.sum::<Option<f64>>().ok_or(())
        }
        // Kerning, and no gap that would part a line.
        Object::Number(moved) if moved.as_f64().abs() <= 500.0 => Ok(-moved.as_f64()),
        _ => Err(()),
    }
}

fn number(object: &Object<'_>) -> Option<f64> {
    object.clone().into_number().map(|it| it.as_f64())
}

#[expect(clippy::cast_possible_truncation, reason = "lengths of a sheet; a cast saturates")]
fn rounded(number: f64) -> i64 {
    number.round() as i64
}

fn thousandths(channel: f32) -> i64 {
    rounded(f64::from(channel) * 1000.0)
}
