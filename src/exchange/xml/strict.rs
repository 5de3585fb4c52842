//! What XML forbids and a forgiving reader lets pass: looked for where a file is validated.

use quick_xml::events::BytesStart;

use super::is_legal;

/// Whether a character may begin a name (XML 1.0 §2.3, `NameStartChar`).
pub(in crate::exchange) fn begins_name(c: char) -> bool {
    matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Whether a character may stand in a name (XML 1.0 §2.3, `NameChar`).
pub(in crate::exchange) fn in_name(c: char) -> bool {
    begins_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether this is a name with at most one colon in it (Namespaces in XML §4, `QName`).
pub(in crate::exchange) fn is_name(name: &str) -> bool {
    let mut parts = name.split(':');
    let part = |part: &str| part.starts_with(begins_name) && part.chars().all(in_name);
    parts.next().is_some_and(part) && parts.next().is_none_or(part) && parts.next().is_none()
}

/// What is wrong with a name that is none.
pub(super) fn no_name(name: &str) -> String {
    format!("“{name}” is no name")
}

/// What is wrong in a start tag.
pub(super) fn tag(start: &BytesStart<'_>) -> Option<String> {
    let raw: &str = start;
    let name = start.name().0;
    if !is_name(name) {
        return Some(no_name(name));
    }
    let mut rest = raw.get(name.len()..).unwrap_or_default();
    loop {
        let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        if next.is_empty() {
            return None;
        }
        if next.len() == rest.len() {
            return Some("attributes must be parted by a space".to_owned());
        }
        let Some((key, tail)) = next.split_once('=') else {
            return Some("an attribute has no value".to_owned());
        };
        let key = key.trim_end_matches([' ', '\t', '\r', '\n']);
        if !is_name(key) {
            return Some(format!("“{key}” is no name of an attribute"));
        }
        let tail = tail.trim_start_matches([' ', '\t', '\r', '\n']);
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some((value, tail)) = quote.and_then(|quote| tail.get(1..)?.split_once(quote)) else {
            return Some(format!("the value of {key} needs quotation marks"));
        };
        if value.contains('<') {
            return Some(format!("a < in the value of {key} must be written &lt;"));
        }
        rest = tail;
    }
}

/// What is wrong in a text, between tags; `inside` where an element is open.
pub(super) fn text(text: &str, inside: bool) -> Option<&'static str> {
    if !inside && text.contains(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n')) {
        return Some("there is text outside of the first element");
    }
    let end = memchr::memmem::find(text.as_bytes(), b"]]>");
    end.map(|_| "]]> in a text must be written ]]&gt;")
}

/// What is wrong in a comment.
pub(super) fn comment(text: &str) -> Option<&'static str> {
    if text.contains("--") || text.ends_with('-') {
        return Some("-- must not stand in a comment");
    }
    characters(text)
}

/// What is wrong in a processing instruction.
pub(super) fn instruction(text: &str) -> Option<&'static str> {
    let target = text.split([' ', '\t', '\r', '\n']).next().unwrap_or("");
    if target.eq_ignore_ascii_case("xml") {
        return Some("<?xml may only stand at the very start of the file");
    }
    if !is_name(target) {
        return Some("<? must be followed by a name");
    }
    characters(text)
}

fn characters(text: &str) -> Option<&'static str> {
    let illegal = text.contains(|c| !is_legal(c));
    illegal.then_some("here is a character that XML forbids")
}

/// What is wrong in an XML declaration, given without `<?` and `?>`.
pub(super) fn declaration(text: &str) -> Option<&'static str> {
    let mut rest = text.strip_prefix("xml").unwrap_or(text);
    let mut expected: &[&str] = &["version", "encoding", "standalone"];
    let wrong = Some("the first line must be <?xml version=\"1.0\" encoding=\"…\"?>");
    loop {
        let next = rest.trim_start();
        if next.is_empty() {
            return if expected.len() == 3 { wrong } else { None };
        }
        let Some((key, tail)) = next.split_once('=') else {
            return wrong;
        };
        let place = expected.iter().position(|name| *name == key.trim_end());
        let first_is_version = expected.len() < 3 || place == Some(0);
        let (Some(place), true, true) = (place, next.len() < rest.len(), first_is_version) else {
            return wrong;
        };
        expected = expected.get(place + 1..).unwrap_or_default();
        let tail = tail.trim_start();
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some((value, tail)) = quote.and_then(|quote| tail.get(1..)?.split_once(quote)) else {
            return wrong;
        };
        let fine = match key.trim_end() {
            "version" => value.strip_prefix("1.").is_some_and(is_number),
            "standalone" => matches!(value, "yes" | "no"),
            _ => value.starts_with(|c: char| c.is_ascii_alphabetic()),
        };
        if !fine {
            return wrong;
        }
        rest = tail;
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
