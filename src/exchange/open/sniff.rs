//! What a file is: by how it begins, and by its name where that leaves it open.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::exchange::xliff2::Version;
use crate::exchange::{Format, table, termbase};

/// What a file is that may hold units or what goes with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Units.
    Units(Format),
    /// A termbase in TBX.
    Tbx,
    /// Rules of segmentation.
    Srx,
}

/// The endings of files that are ZIP archives by their format.
const OFFICE: &[&str] = &["xlsx", "docx", "pptx", "odt", "ods", "odp"];

/// Whether a name is that of an office document.
pub(super) fn is_office(name: &Path) -> bool {
    ending(name).is_some_and(|ending| OFFICE.contains(&ending.as_str()))
}

/// What a file called `name` that begins with `head` is.
pub(super) fn content(name: &Path, head: &[u8]) -> Option<Content> {
    let text = decoded(head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    // What is none of ours by its root may be damaged: `<<<<<<<` begins a conflict that Git left.
    let root = text.starts_with('<').then(|| root(text)).flatten();
    if let Some(content) = root.and_then(of_root) {
        return Some(content);
    }
    if text.starts_with("{\"type\":\"") {
        return Some(Content::Units(Format::Jsonl));
    }
    if text.starts_with('[') && text.contains("\"source_language\"") {
        return Some(Content::Units(Format::Weblate));
    }
    match ending(name)?.as_str() {
        "tmx" => Some(Content::Units(Format::Tmx)),
        "jsonl" => Some(Content::Units(Format::Jsonl)),
        "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" => {
            Some(Content::Units(Format::Xliff12))
        }
        "po" | "pot" => Some(Content::Units(Format::Po)),
        "tbx" => Some(Content::Tbx),
        "srx" => Some(Content::Srx),
        ending => {
            let layout = table::Layout::from_name(ending)?;
            let heading = text.lines().next().unwrap_or_default();
            (!termbase::has_titles(heading)).then_some(Content::Units(Format::Table(layout)))
        }
    }
}

fn ending(name: &Path) -> Option<String> {
    let ending = name.extension()?;
    Some(ending.to_string_lossy().to_ascii_lowercase())
}

fn decoded(head: &[u8]) -> String {
    let encoding = match (Encoding::for_bom(head), head) {
        (Some((encoding, _)), _) => encoding,
        (None, [0, b'<', ..]) => UTF_16BE,
        (None, [b'<', 0, ..]) => UTF_16LE,
        _ => UTF_8,
    };
    encoding.decode(head).0.into_owned()
}

/// The start tag of the first element, without its angle brackets.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let tag = rest.split_once('<')?.1;
        let end = if tag.starts_with("!--") {
            "-->"
        } else if tag.starts_with('?') {
            "?>"
        } else if tag.starts_with("!DOCTYPE") {
            doctype_end(tag)
        } else {
            // A tag that goes on behind the head tells enough.
            return Some(tag.split_once('>').map_or(tag, |(tag, _)| tag));
        };
        rest = tag.split_once(end)?.1;
    }
}

/// What ends a DOCTYPE: it may hold declarations of its own.
fn doctype_end(doctype: &str) -> &'static str {
    let bracket = doctype.find('[');
    let close = doctype.find('>');
    if bracket.is_some_and(|bracket| close.is_none_or(|close| bracket < close)) {
        "]"
    } else {
        ">"
    }
}

fn of_root(tag: &str) -> Option<Content> {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    let says = |what: &str| tag.contains(what);
    let is_2 =
        || says("urn:oasis:names:tc:xliff:document:2") || says("version=\"2") || says("version='2");
    let version_of_2 = || {
        let is = |version: &Version| {
            let number = version.number();
            says(&format!("version=\"{number}\"")) || says(&format!("version='{number}'"))
        };
        Version::ALL.into_iter().find(is).unwrap_or(Version::V21)
    };
    match local {
        "tmx" => Some(Content::Units(Format::Tmx)),
        "xliff" if is_2() => Some(Content::Units(Format::Xliff2(version_of_2()))),
        "xliff" => Some(Content::Units(Format::Xliff12)),
        "tbx" | "martif" => Some(Content::Tbx),
        "srx" => Some(Content::Srx),
        _ => None,
    }
}
