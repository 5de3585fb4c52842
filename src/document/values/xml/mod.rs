//! Texts of programs in XML: the strings of Android (`strings.xml`), the plurals of Apple
//! (`.stringsdict`) and the resources of .NET (`.resx`).

mod android;
mod plist;
mod resx;

use super::Decoded;
use crate::document::filter::Fault;
use crate::exchange::xml::{NAMED, Token, XmlReader};

pub(in crate::document) use android::find as android;
pub(in crate::document) use plist::find as plurals;
pub(in crate::document) use resx::find as resx;

/// The comment that ends right before a place.
fn comment_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?.trim_end().strip_suffix("-->")?;
    let start = before.rfind("<!--")? + "<!--".len();
    let said = before.get(start..)?.trim();
    (!said.is_empty()).then_some(said)
}

/// XML, read with what its text is written as.
struct Reader<'t> {
    text: &'t str,
    xml: XmlReader<&'t [u8]>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            xml: XmlReader::new(text.as_bytes()),
        }
    }

    /// The next token; `None` at the end. Where something has to be mended the places of what comes
    /// after it are not those of the file: it is a fault.
    fn next(&mut self) -> Result<Option<Token>, Fault> {
        let token = self.xml.next();
        let at = self.xml.range().start;
        let fault = |message: String| Fault { at, message };
        let token = token.map_err(|error| match error {
            crate::exchange::Error::Malformed { message, .. } => fault(message),
            other => fault(other.to_string()),
        })?;
        let mut mends = self.xml.mends().listed().iter();
        let is_named = |message: &str| NAMED.iter().any(|kind| message.starts_with(kind));
        if let Some(mend) = mends.find(|mend| !is_named(&mend.message)) {
            return Err(fault(mend.message.clone()));
        }
        Ok((token != Token::Eof).then_some(token))
    }

    /// Goes behind the end of the element that began last.
    fn skip(&mut self) -> Result<(), Fault> {
        let depth = self.xml.depth();
        while let Some(token) = self.next()? {
            if token == Token::End && self.xml.depth() < depth {
                break;
            }
        }
        Ok(())
    }

    /// The content of the element that began last, with the tags in it as they are written, and
    /// whether it is a CDATA section. `literal` adds what is written, from a place on, as text.
    fn content(
        &mut self,
        mut literal: impl FnMut(&mut Decoded, &str, usize),
    ) -> Result<(Decoded, bool), Fault> {
        const SECTION: &str = "<![CDATA[";
        let depth = self.xml.depth();
        let mut decoded = Decoded::new(self.xml.range().end);
        let mut in_section = false;
        while let Some(token) = self.next()? {
            let range = self.xml.range();
            let source = self.text.get(range.clone()).unwrap_or_default();
            match token {
                Token::End if self.xml.depth() < depth => break,
                Token::Text if source.starts_with(SECTION) => {
                    in_section = true;
                    let start = range.start + SECTION.len();
                    decoded.skip(start);
                    let inside = source.get(SECTION.len()..).unwrap_or_default();
                    let inside = inside.strip_suffix("]]>").unwrap_or(inside);
                    literal(&mut decoded, inside, start);
                    // What ends it is written only if something comes after it.
                }
                // A text that the file names stands for what is not known here.
                Token::Text if source.starts_with('&') && self.xml.text() == source => {
                    decoded.skip(range.start);
                    decoded.code(source, range.start);
                }
                Token::Text if source.starts_with('&') => {
                    decoded.skip(range.start);
                    for c in self.xml.text().chars() {
                        decoded.push(c, range.end);
                    }
                }
                Token::Text => {
                    decoded.skip(range.start);
                    literal(&mut decoded, source, range.start);
                }
                Token::Start if self.xml.name() == PROTECTED => {
                    decoded.skip(range.start);
                    self.skip()?;
                    let source = self.text.get(range.start..self.xml.range().end);
                    decoded.code(source.unwrap_or_default(), range.start);
                }
                Token::Start | Token::End => {
                    decoded.skip(range.start);
                    as_it_is(&mut decoded, source, range.start);
                }
                Token::Eof => break,
            }
        }
        Ok((decoded, in_section))
    }
}

/// The element round what nobody is to translate (Android's guide, "Mark message parts that should
/// not be translated").
const PROTECTED: &str = "xliff:g";

/// Adds what is written from `start` on, one character for one.
fn as_it_is(decoded: &mut Decoded, source: &str, start: usize) {
    for (at, c) in source.char_indices() {
        decoded.push(c, start + at + c.len_utf8());
    }
}

/// How a character stands in the text of XML.
fn entity(c: char) -> Option<String> {
    let written = match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => return None,
    };
    Some(written.to_owned())
}

/// What stands in a CDATA section, which the same signs would end.
fn closed(written: &str) -> String {
    written.replace("]]>", "]]]]><![CDATA[>")
}
