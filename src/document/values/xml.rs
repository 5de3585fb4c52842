//! Texts of programs in XML: the strings of Android (`strings.xml`) and the resources of .NET
//! (`.resx`).

use super::{Decoded, escaped, unicode_unescape, values};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece, Write};
use crate::exchange::xml::{Token, XmlReader};

/// The blocks of Android's strings, in order: `string`, and each `item` of an array or of plurals,
/// but what is said not to be translated. The comment right before one is a note on it.
pub(in crate::document) fn android(text: &str) -> Result<Vec<Found>, Fault> {
    let mut reader = Reader::new(text);
    let mut found = Vec::new();
    let mut parent = String::new();
    let mut number = 0;
    while let Some(token) = reader.next()? {
        if token != Token::Start {
            continue;
        }
        let name = reader.xml.name().to_owned();
        let attribute = |name: &str| reader.xml.attribute(name).map(str::to_owned);
        if attribute("translatable").as_deref() == Some("false") {
            reader.skip()?;
            continue;
        }
        let note = comment_before(text, reader.xml.range().start);
        match name.as_str() {
            "string-array" | "plurals" => {
                parent = attribute("name").unwrap_or_default();
                number = 0;
            }
            "string" | "item" => {
                let key = match name.as_str() {
                    "string" => attribute("name").unwrap_or_default(),
                    _ => {
                        let quantity = attribute("quantity");
                        let item = quantity.unwrap_or_else(|| number.to_string());
                        number += 1;
                        format!("{parent}.{item}")
                    }
                };
                let (decoded, in_section) = reader.content(true)?;
                let write: Write = match in_section {
                    true => android_section,
                    false => android_text,
                };
                found.extend(values(&decoded, &key, note, write));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The blocks of resources of .NET, in order: the `value` of each `data` that is a text, with its
/// `comment` as a note.
pub(in crate::document) fn resx(text: &str) -> Result<Vec<Found>, Fault> {
    let mut reader = Reader::new(text);
    let mut found: Vec<Found> = Vec::new();
    let mut key: Option<String> = None;
    // Where the blocks begin of the `data` that is being read.
    let mut last = None;
    while let Some(token) = reader.next()? {
        if token != Token::Start {
            continue;
        }
        match reader.xml.name() {
            "data" => {
                let is_text = ["type", "mimetype"]
                    .iter()
                    .all(|name| reader.xml.attribute(name).is_none());
                let name = reader.xml.attribute("name").unwrap_or_default();
                // What begins so is of the designer, and no text.
                key = (is_text && !name.starts_with(">>")).then(|| name.to_owned());
                last = None;
            }
            "value" => {
                let (decoded, in_section) = reader.content(false)?;
                let write: Write = match in_section {
                    true => section,
                    false => plain,
                };
                last = key.as_ref().map(|_| found.len());
                if let Some(key) = &key {
                    found.extend(values(&decoded, key, None, write));
                }
            }
            "comment" => {
                let (said, _) = reader.content(false)?;
                let said = said.text.trim();
                let blocks = last.and_then(|last| found.get_mut(last..));
                for found in blocks.into_iter().flatten().filter(|_| !said.is_empty()) {
                    found.block.note = Some(said.to_owned());
                }
            }
            // The head, of which no value is a text.
            "resheader" | "metadata" | "assembly" => key = None,
            _ => {}
        }
    }
    Ok(found)
}

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
        if let Some(mend) = self.xml.mends().listed().first() {
            return Err(fault(mend.message.clone()));
        }
        Ok((token != Token::Eof).then_some(token))
    }

    fn skip(&mut self) -> Result<(), Fault> {
        self.content(false).map(|_| ())
    }

    /// The content of the element that began last, with the tags in it as they are written, and
    /// whether it is a CDATA section. With `escapes` it has those of Android.
    fn content(&mut self, escapes: bool) -> Result<(Decoded, bool), Fault> {
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
                    literal(&mut decoded, inside, start, escapes);
                    // What ends it is written only if something comes after it.
                }
                Token::Text if source.starts_with('&') => {
                    decoded.skip(range.start);
                    for c in self.xml.text().chars() {
                        decoded.push(c, range.end);
                    }
                }
                Token::Text => {
                    decoded.skip(range.start);
                    literal(&mut decoded, source, range.start, escapes);
                }
                Token::Start | Token::End => {
                    decoded.skip(range.start);
                    literal(&mut decoded, source, range.start, false);
                }
                Token::Eof => break,
            }
        }
        Ok((decoded, in_section))
    }
}

/// Adds what is written from `start` on, one character for one but for the backslashes of Android.
fn literal(decoded: &mut Decoded, source: &str, start: usize, escapes: bool) {
    let mut at = start;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        let mut c = first;
        let escape = rest.get(1..).and_then(|rest| rest.chars().next());
        if let (true, '\\', Some(escape)) = (escapes, first, escape) {
            length += escape.len_utf8();
            c = match escape {
                'n' => '\n',
                't' => '\t',
                'u' => match rest.get(2..).and_then(unicode_unescape) {
                    Some((c, more)) => {
                        length += more;
                        c
                    }
                    None => escape,
                },
                other => other,
            };
        }
        at += length;
        decoded.push(c, at);
        rest = rest.get(length..).unwrap_or_default();
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

/// How a character stands in a string of Android.
fn backslash(c: char) -> Option<String> {
    let written = match c {
        '\'' => "\\'",
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\t' => "\\t",
        _ => return None,
    };
    Some(written.to_owned())
}

fn plain(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, entity)
}

fn section(_: &Found, pieces: &[Piece<'_>]) -> String {
    closed(&escaped(pieces, |_| None))
}

fn android_text(_: &Found, pieces: &[Piece<'_>]) -> String {
    marked(escaped(pieces, |c| backslash(c).or_else(|| entity(c))))
}

fn android_section(_: &Found, pieces: &[Piece<'_>]) -> String {
    marked(closed(&escaped(pieces, backslash)))
}

/// A string of Android that begins with what would make it a reference (`@string/…`, `?attr/…`).
fn marked(written: String) -> String {
    match written.starts_with(['@', '?']) {
        true => format!("\\{written}"),
        false => written,
    }
}

/// What stands in a CDATA section, which the same signs would end.
fn closed(written: &str) -> String {
    written.replace("]]>", "]]]]><![CDATA[>")
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown};
    use crate::document::{Block, Format, extract};

    const ANDROID: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- a file -->
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
    <!-- On the button -->
    <string name="open">Don\'t open <b>%1$s</b> &amp; go</string>
    <string name="app" translatable="false">yiku</string>
    <string name="html"><![CDATA[A <i>page</i> of 1 & 2]]></string>
    <string name="encoded">See &lt;a href="x">it&lt;/a></string>
    <string-array name="days"><item>Monday</item><item>Tuesday\u00a0x</item></string-array>
    <plurals name="files"><item quantity="one">%d file</item></plurals>
    <string name="empty"/>
</resources>
"#;
    const RESX: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<root>
  <resheader name="version"><value>2.0 head</value></resheader>
  <data name="Open" xml:space="preserve"><value>Open {0} &lt; now</value>
    <comment>A verb</comment></data>
  <data name="icon" type="System.Drawing.Bitmap"><value>not this</value></data>
  <data name="&gt;&gt;x.Name"><value>nor this</value></data>
</root>
"#;

    #[test]
    fn strings_of_android_are_texts_called_by_their_names() {
        assert_eq!(
            shown(Format::Android, ANDROID),
            [
                "Don't open {1}{2/}{/1} & go",
                "A {1}page{/1} of 1 & 2",
                "See {1}it{/1}",
                "Monday",
                "Tuesday\u{a0}x",
                "{1/} file",
            ]
        );
        let blocks = extract(&original(Format::Android, ANDROID))
            .unwrap()
            .to_blocks();
        let key = |block: &Block| block.key.clone().unwrap();
        let keys: Vec<String> = blocks.iter().map(key).collect();
        assert_eq!(
            keys,
            ["open", "html", "encoded", "days.0", "days.1", "files.one"]
        );
        assert_eq!(blocks[0].note.as_deref(), Some("On the button"));
        assert_kept(Format::Android, ANDROID);
    }

    #[test]
    fn values_of_dot_net_are_texts_called_by_their_names() {
        assert_eq!(shown(Format::Resx, RESX), ["Open {1/} < now"]);
        let blocks = extract(&original(Format::Resx, RESX)).unwrap().to_blocks();
        assert_eq!(blocks[0].note.as_deref(), Some("A verb"));
        assert_kept(Format::Resx, RESX);
    }
}
