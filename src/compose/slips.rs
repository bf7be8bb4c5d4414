//! Slips: what usually is behind a template that cannot be read. The parser says only where it stumbled, which is
//! further on.

/// The first slip behind a template that cannot be read: its line and what to do.
pub fn first(text: &str) -> Option<(usize, String)> {
    let mut blocks: Vec<(usize, String)> = vec![];
    for (line, number) in text.lines().zip(1..) {
        let mut rest = line;
        while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
            let (open, close) = if rest[at..].starts_with("{{") { ("{{", "}}") } else { ("{%", "%}") };
            let inside = &rest[at + 2..];
            let end = inside.find(close);
            let next = inside.find("{{").into_iter().chain(inside.find("{%")).min();
            let Some(end) = end.filter(|end| next.is_none_or(|next| *end < next)) else {
                return Some((number, format!("a tag that is begun, {open}, is ended on its line: {close}")));
            };
            let tag = &inside[..end];
            if tag.contains(['“', '”', '‘', '’', '「', '」', '，', '（', '）']) {
                return Some((number, "within a tag, write straight marks: \"…\", ( ) and ,".to_owned()));
            }
            match tag.trim_matches(['-', ' ']).split_whitespace().next().filter(|_| open == "{%") {
                Some(word @ ("if" | "for")) => blocks.push((number, word.to_owned())),
                Some("endif" | "endfor") if blocks.pop().is_none() => {
                    return Some((number, "nothing is begun that this ends".to_owned()));
                }
                _ => {}
            }
            rest = &inside[end + 2..];
        }
    }
    let (line, word) = blocks.pop()?;
    Some((line, format!("what {{% {word} … %}} begins is ended with {{% end{word} %}}")))
}
