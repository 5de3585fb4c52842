//! What both versions have in common: elements in their order, and texts with inline codes.

use std::io::Read;
use std::ops::Range;

use super::Version;
use super::read::{Content as Coded, OriginalData, segments_in};
use crate::exchange::Error;
use crate::exchange::xml::{Node, Token, XmlReader};
use crate::unit::InlineCode;

/// What the namespaces of XLIFF begin with.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:";

/// Reads elements one inside another, each by its name in XLIFF.
pub(super) struct Elements<'t> {
    pub(super) xml: XmlReader<&'t [u8]>,
    text: &'t str,
    /// What stands before the names of XLIFF's elements.
    pub(super) prefix: String,
    version: Version,
}

/// The root of a file.
pub(super) struct Root {
    pub(super) tag: Range<usize>,
    pub(super) version: Version,
}

/// An element that holds text.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// Its start tag, what is in it, and where it ends.
    pub(super) tag: Range<usize>,
    pub(super) inner: Range<usize>,
    pub(super) end: usize,
    /// From the first to the last character that is no white space.
    pub(super) core: Option<Range<usize>>,
    /// Its text, and its inline codes beside it.
    pub(super) coded: Coded,
    /// The segments marked in it (1.2), with their `mid`.
    pub(super) segments: Vec<(String, Content)>,
}

/// What the root that has just begun says: what stands before the names of XLIFF's elements, and
/// which XLIFF it is.
pub(super) fn root_of<R: Read>(xml: &mut XmlReader<R>) -> Result<(String, Version), Error> {
    let name = xml.name();
    let prefix = name.rfind(':').map_or(0, |colon| colon + 1);
    if name.get(prefix..) != Some("xliff") {
        let message = format!("this is no XLIFF: it begins with <{name}>");
        return Err(xml.malformed(message));
    }
    let prefix = name.get(..prefix).unwrap_or_default().to_owned();
    let version = xml.attribute("version").unwrap_or_default().trim();
    let version = match version.split('.').next() {
        Some("1") => Version::One,
        Some("2") => Version::Two,
        Some("") if xml.attribute("srcLang").is_some() => Version::Two,
        Some("") => Version::One,
        _ => {
            let message = format!("XLIFF {version} is not known; 1.0 to 1.2 and 2.0 to 2.2 are");
            return Err(xml.malformed(message));
        }
    };
    Ok((prefix, version))
}

impl Content {
    /// Its text without the white space around it.
    pub(super) fn text(&self) -> &str {
        self.coded.text.trim()
    }

    /// Its codes, each with its place in [`Content::text`].
    pub(super) fn codes(&self) -> Vec<InlineCode> {
        let text = &self.coded.text;
        let cut = text.len() - text.trim_start().len();
        let of_text = |code: &InlineCode| InlineCode {
            at: u32::try_from(
                (code.at as usize)
                    .saturating_sub(cut)
                    .min(self.text().len()),
            )
            .unwrap_or(u32::MAX),
            ..code.clone()
        };
        self.coded.codes.iter().map(of_text).collect()
    }
}

impl<'t> Elements<'t> {
    /// A reader of a file whose text is `text`.
    pub(super) fn new(bytes: &'t [u8], text: &'t str) -> Self {
        Self {
            xml: XmlReader::new(bytes),
            text,
            prefix: String::new(),
            version: Version::One,
        }
    }

    /// Reads up to the root, and sees which XLIFF it is.
    pub(super) fn root(&mut self) -> Result<Root, Error> {
        loop {
            match self.xml.next()? {
                Token::Start => break,
                Token::Eof => return Err(self.xml.malformed("there is no XLIFF in it")),
                Token::Text | Token::End => {}
            }
        }
        (self.prefix, self.version) = root_of(&mut self.xml)?;
        Ok(Root {
            tag: self.xml.range(),
            version: self.version,
        })
    }

    /// The name in XLIFF of the element that began last; empty where it is another's.
    fn local(&self) -> &str {
        let own = match self.prefix.strip_suffix(':') {
            None => self.xml.attribute("xmlns"),
            Some(prefix) => {
                let mut attributes = self.xml.attributes();
                let is_own = |name: &str| name.strip_prefix("xmlns:") == Some(prefix);
                attributes.find_map(|(name, value)| is_own(name).then_some(value))
            }
        };
        let is_foreign = own.is_some_and(|own| !own.starts_with(NAMESPACE) && !own.is_empty());
        let local = self.xml.name().strip_prefix(self.prefix.as_str());
        local
            .filter(|local| !is_foreign && !local.contains(':'))
            .unwrap_or_default()
    }

    /// The next element in the one that began at `depth`, by its name in XLIFF; `None` where that
    /// ends. What began before must have been read to its end.
    pub(super) fn child(&mut self, depth: usize) -> Result<Option<String>, Error> {
        loop {
            match self.xml.next()? {
                Token::Start => return Ok(Some(self.local().to_owned())),
                Token::End if self.xml.depth() < depth => return Ok(None),
                Token::Eof => return Err(self.xml.truncated()),
                Token::End | Token::Text => {}
            }
        }
    }

    /// The attribute of that name, or an empty text.
    pub(super) fn get(&self, name: &str) -> String {
        self.xml.attribute(name).unwrap_or_default().to_owned()
    }

    /// The white space from the start of the line to `at`, with the line end before it; nothing
    /// where something else stands there.
    pub(super) fn indent(&self, at: usize) -> Range<usize> {
        let before = self.text.get(..at).unwrap_or_default();
        let blank = before.trim_end_matches([' ', '\t']).len();
        let line = before.get(..blank).unwrap_or_default();
        match line.strip_suffix('\n') {
            Some(line) => line.strip_suffix('\r').unwrap_or(line).len()..at,
            None => at..at,
        }
    }

    /// Reads the element that began last to its end; `data` is the original data of its unit.
    pub(super) fn content(&mut self, data: &OriginalData) -> Result<Content, Error> {
        let node = Node::read(&mut self.xml, &self.prefix)?;
        Ok(self.of_node(&node, data))
    }

    /// What an element holds.
    pub(super) fn of_node(&self, node: &Node, data: &OriginalData) -> Content {
        let coded = Coded::of(node, data).without_segments();
        let runs = coded.runs.as_ref();
        let core = runs
            .map(|[first, last]| self.visible(first.clone()).start..self.visible(last.clone()).end);
        let segments = match self.version {
            Version::One => segments_in(node),
            Version::Two => Vec::new(),
        };
        let segments = segments.into_iter().map(|segment| {
            let mid = segment.get("mid").unwrap_or_default().to_owned();
            (mid, self.of_node(segment, data))
        });
        Content {
            tag: node.tag.clone(),
            inner: node.tag.end..node.end.start.max(node.tag.end),
            end: node.end.end.max(node.tag.end),
            core,
            segments: segments.collect(),
            coded,
        }
    }

    /// The bytes of a text without the white space around it.
    fn visible(&self, at: Range<usize>) -> Range<usize> {
        let raw = self.text.get(at.clone()).unwrap_or_default();
        let start = at.start + raw.len() - raw.trim_start().len();
        start..start.max(at.start + raw.trim_end().len())
    }
}
