//! XMP: the document's metadata as RDF, with the standards that it claims to keep.
//!
//! Written by hand: the packet is one fixed form with a dozen values in it, which a reader can hold against the
//! clauses of the standards line by line; a library that writes XMP would add as many calls and another crate.

use crate::{doc::block::DocumentMeta, lang::Lang};

/// The program as the files name it.
pub const PRODUCER: &str = concat!("briefing ", env!("CARGO_PKG_VERSION"));

/// PDF/A knows only the properties that it lists itself; this tells it of PDF/UA's
/// (ISO 19005-3, 6.6.2.3).
const PDFUA_SCHEMA: &str = "\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the document keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>";

/// The namespaces of the packet.
const NAMESPACES: [(&str, &str); 9] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// What the claim to be an archive's file begins with.
const ARCHIVE: &str = "pdfaid:";

/// A packet of ours without the claim to be an archive's file (ISO 19005-3 has none that is locked).
pub fn without_archive(packet: &str) -> String {
    let is_claim = |line: &&str| line.strip_prefix('<').is_some_and(|name| name.starts_with(ARCHIVE));
    packet.lines().filter(|line| !is_claim(line)).collect::<Vec<_>>().join("\n")
}

/// What stands in an element of a packet.
fn inside<'a>(packet: &'a str, name: &str) -> Option<&'a str> {
    let rest = packet.split_once(&format!("<{name}>"))?.1;
    rest.split_once(&format!("</{name}>")).map(|it| it.0)
}

/// The release that a packet names.
pub fn version(packet: &str) -> Option<String> {
    inside(packet, VERSION).map(unescape)
}

/// The texts of a list of a packet.
pub fn listed(packet: &str, name: &str) -> Vec<String> {
    let entries = inside(packet, name).unwrap_or_default().split("<rdf:li>").skip(1);
    entries.filter_map(|it| it.split_once("</rdf:li>")).map(|it| unescape(it.0)).collect()
}

/// What the release is said by.
const VERSION: &str = "xmpMM:VersionID";

/// The packet of a document that `producer` has made.
pub fn packet(meta: &DocumentMeta, lang: Lang, producer: &str) -> String {
    let namespaces = NAMESPACES.map(|(prefix, uri)| format!("xmlns:{prefix}=\"{uri}\"")).join("\n ");
    // Not one creator without a name: none.
    let author: Vec<String> = Some(meta.author.clone()).filter(|it| !it.is_empty()).into_iter().collect();
    let properties = [
        alternatives("dc:title", &meta.title, lang),
        list("dc:creator", "Seq", author.as_slice()),
        alternatives("dc:description", &meta.subject, lang),
        list("dc:subject", "Bag", &meta.keywords),
        list("dc:language", "Bag", &[lang.bcp47().to_owned()]),
        simple("pdf:Keywords", &keywords(meta)),
        simple("pdf:Producer", producer),
        simple("xmp:CreatorTool", producer),
        dates(meta),
        simple(VERSION, &meta.release),
        simple(&format!("{ARCHIVE}part"), "3"),
        simple(&format!("{ARCHIVE}conformance"), "A"),
        simple("pdfuaid:part", "1"),
        PDFUA_SCHEMA.to_owned(),
    ];
    let properties: Vec<String> = properties.into_iter().filter(|it| !it.is_empty()).collect();
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"\n {namespaces}>\n{}\n</rdf:Description>\n\
         </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        properties.join("\n")
    )
}

fn dates(meta: &DocumentMeta) -> String {
    let date = format!("{}T00:00:00Z", meta.as_of);
    [simple("xmp:CreateDate", &date), simple("xmp:ModifyDate", &date)].join("\n")
}

fn simple(name: &str, value: &str) -> String {
    format!("<{name}>{}</{name}>", escape(value))
}

/// A text in its language and, for whoever asks for none, by default.
fn alternatives(name: &str, value: &str, lang: Lang) -> String {
    let value = escape(value);
    format!(
        "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li>\
         <rdf:li xml:lang=\"{}\">{value}</rdf:li></rdf:Alt></{name}>",
        lang.bcp47()
    )
}

fn list(name: &str, kind: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|it| simple("rdf:li", it)).collect();
    format!("<{name}><rdf:{kind}>{}</rdf:{kind}></{name}>", values.concat())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The keywords as one text.
pub fn keywords(meta: &DocumentMeta) -> String {
    meta.keywords.join(", ")
}
