//! The page without the marks that HTML can do without.
//!
//! A value stands without quotation marks where nothing in it needs them (HTML, 13.1.2.3), and a class that is none
//! is left out: a twentieth of a page on which every number is a link.

/// Writes the tags of `page` shorter; what is between them, and within style and script, stays as it is.
pub(super) fn compact(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        let (tag, behind) = from.split_at(from.find('>').map_or(from.len(), |end| end + 1));
        out.push_str(before);
        write_tag(tag, &mut out);
        // A style is what its digest in the policy says, and data are no markup.
        let raw = ["<style", "<script"].into_iter().find(|it| tag.starts_with(it));
        let end = raw.and_then(|name| behind.find(&name.replace('<', "</")));
        let (kept, after) = behind.split_at(end.unwrap_or_default());
        out.push_str(kept);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn write_tag(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some((before, from)) = rest.split_once("=\"") {
        let Some((value, behind)) = from.split_once('"') else { break };
        rest = behind;
        match before.strip_suffix(" class").filter(|_| value.is_empty()) {
            Some(without) => out.push_str(without),
            None => {
                out.push_str(before);
                write_value(value, behind, out);
            }
        }
    }
    out.push_str(rest);
}

fn write_value(value: &str, behind: &str, out: &mut String) {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '#' | ':' | '-');
    out.push('=');
    if value.is_empty() || !value.chars().all(is_plain) {
        out.push('"');
        out.push_str(value);
        out.push('"');
    } else {
        out.push_str(value);
        // The stroke at the end of an empty element would be a part of the value.
        if behind.starts_with('/') {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn quotation_marks_go_where_nothing_needs_them() {
        assert_eq!(
            compact("<a class=\"n\" href=\"#rd_growth\">33 = \"33\"</a><td class=\"\">"),
            "<a class=n href=#rd_growth>33 = \"33\"</a><td>"
        );
        assert_eq!(compact("<path d=\"M1 2\" class=\"d0\"/>"), "<path d=\"M1 2\" class=d0 />");
        let style = "<style>a[lang=\"zh\"]{}</style><script type=\"x\">{\"a\":\"<b c=\\\"d\\\">\"}</script>";
        assert_eq!(compact(style), style.replace("type=\"x\"", "type=x"));
    }
}
