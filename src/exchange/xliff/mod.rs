//! Reading XLIFF 1.2 and 2.0 to 2.2 of any tool, and writing it again with targets filled in.
//!
//! [`Reader`] reads its units one by one. [`returned`] reads what yiku wrote and a translator filled,
//! to be compared with the memory that it came from.
//!
//! An [`Xliff`] is a file with its [`Place`]s: each text that may be translated, in order, with
//! the bytes it stands at. [`Xliff::filled`] changes the targets it is told to, with their states,
//! and says the target language where the file does not; all else stays byte for byte, encoding,
//! line ends, extensions and unknown elements included.
//!
//! What is read is what real tools write: with any prefix or without a namespace, with elements
//! of others in between, which are passed over. `alt-trans` is never taken for the unit's.

mod content;
mod fill;
mod place;
mod read;
mod returned;
mod tools;
mod v12;
mod v2;

use std::ops::Range;

pub use fill::Filled;
pub use read::Reader;
pub use returned::returned;

use self::content::{Content, Elements, root_of};
use self::read::Spot;
use self::tools::Tool;
use super::Error;
use super::edit::Original;
use super::xml::{Token, XmlReader};
use crate::unit::{InlineCode, State};

/// Which XLIFF a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// 1.0 to 1.2.
    One,
    /// 2.0 to 2.2.
    Two,
}

/// An XLIFF file.
#[derive(Debug)]
pub struct Xliff {
    original: Original,
    version: Version,
    /// What stands before the names of its elements: `xlf:`, mostly nothing.
    prefix: String,
    /// The start tag of the root.
    root: Range<usize>,
    /// What is in it, a `<file>` each.
    pub files: Vec<File>,
}

/// A `<file>` of an XLIFF file.
#[derive(Debug, Default)]
pub struct File {
    /// The file that it was made from, or its id; may be empty.
    pub original: String,
    /// The source language, as it stands there; empty where it is not said.
    pub source_lang: String,
    /// The target language, likewise.
    pub target_lang: String,
    /// The texts that may be translated, in order.
    pub places: Vec<Place>,
    /// How many texts stand inside codes (`sub` of 1.2): they go with their codes as they are.
    pub inner_texts: usize,
    units: Vec<Unit>,
    /// Its start tag.
    tag: Range<usize>,
}

/// A text that may be translated: a unit, or a segment of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The source text without its inline codes and the white space around it.
    pub source: String,
    /// The inline codes of the source, by their place in that text.
    pub codes: Vec<InlineCode>,
    /// The translation that is there; `None` where there is none, or the source in its place
    /// in a state that says so.
    pub target: Option<Existing>,
    /// Whether it is not to be changed: locked, approved, final.
    pub closed: bool,
    /// Whether it is locked, or marked as not to be translated.
    pub locked: bool,
    /// Whether a translation can be put in: there is a text, nothing in it must stay as it is, and
    /// there is one place where the target must stand. Whether its codes can too, [`Place::takes`]
    /// says.
    pub fits: bool,
    /// Where each of the codes stands in the file.
    spots: Vec<Spot>,
    /// The unit, and which of its parts.
    unit: usize,
    part: usize,
}

/// A translation that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    /// The text without its inline codes.
    pub text: String,
    /// Its inline codes, by their place in that text.
    pub codes: Vec<InlineCode>,
    /// Its state.
    pub state: State,
}

/// What holds one `target`: a `trans-unit` of 1.2, a `segment` of 2.x.
#[derive(Debug, Default)]
struct Unit {
    /// Its start tag.
    head: Range<usize>,
    /// The tool that says in it how far it is (1.2), and whether its target does.
    tool: Option<Tool>,
    says_state: bool,
    /// The white space before a target that is new, and where that goes.
    indent: Range<usize>,
    at: usize,
    /// Attributes that a target has from its source.
    space: Option<String>,
    target: Option<Content>,
    /// What is cut into segments: `seg-source`.
    frame: Option<Content>,
    parts: Vec<Part>,
}

/// A source text with its place in the target.
#[derive(Debug, Default)]
struct Part {
    source: Content,
    /// The segment in the target, where this has segments.
    target: Option<Content>,
    /// The start tag in which Trados Studio says how far it is.
    trados: Option<Range<usize>>,
}

impl Xliff {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is damaged or no XLIFF; [`Error::Encoding`] where it cannot
    /// be written again as it is.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut xml = XmlReader::new(bytes);
        let mut unit = None;
        loop {
            match xml.next()? {
                Token::Start if unit.is_none() && is_unit(xml.name()) => {
                    unit = Some(xml.depth());
                    xml.begin_unit();
                }
                Token::End if unit.is_some_and(|depth| xml.depth() < depth) => {
                    unit = None;
                    xml.end_part();
                }
                Token::Eof => break,
                Token::Start | Token::End | Token::Text => {}
            }
        }
        if xml.depth() > 0 {
            return Err(xml.truncated());
        }
        let encoding = xml
            .encoding_to_write()
            .ok_or(Error::Encoding { encoding: "UTF-8" })?;
        let original = Original::new(bytes, encoding).ok_or(Error::Encoding {
            encoding: encoding.name(),
        })?;
        if original.text().starts_with('\u{FEFF}') {
            return Err(xml.malformed("it begins with two byte-order marks"));
        }
        let mut reader = Elements::new(bytes, original.text());
        let root = reader.root()?;
        let files = match root.version {
            Version::One => v12::files(&mut reader)?,
            Version::Two => v2::files(&mut reader)?,
        };
        let prefix = reader.prefix;
        Ok(Self {
            version: root.version,
            root: root.tag,
            prefix,
            files,
            original,
        })
    }
}

/// Whether an element is a unit, by its name with its prefix.
fn is_unit(name: &str) -> bool {
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    matches!(local, "trans-unit" | "unit")
}

/// Whether an attribute says yes.
fn says_yes(value: &str) -> bool {
    matches!(value, "yes" | "true" | "1" | "locked")
}

#[cfg(test)]
mod tests;
