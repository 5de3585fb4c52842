//! Writing XML.
//!
//! Elements stand one a line, indented by two spaces; inside an element that holds text nothing
//! is added. XML 1.0 (fifth edition) §2.2 says which characters may stand in a file, §2.11 why a
//! carriage return must be written as a reference.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use super::{REPLACEMENT, is_legal};

/// The text for an attribute or the content of an element, and how many characters of it were
/// replaced.
fn escape(text: &str, in_attribute: bool) -> (Cow<'_, str>, usize) {
    let plain = |c: char| {
        is_legal(c)
            && match c {
                '&' | '<' | '>' | '\r' => false,
                '"' | '\t' | '\n' => !in_attribute,
                _ => true,
            }
    };
    if text.chars().all(plain) {
        return (Cow::Borrowed(text), 0);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut replaced = 0;
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#13;"),
            '"' if in_attribute => escaped.push_str("&quot;"),
            '\t' if in_attribute => escaped.push_str("&#9;"),
            '\n' if in_attribute => escaped.push_str("&#10;"),
            c if is_legal(c) => escaped.push(c),
            _ => {
                escaped.push(REPLACEMENT);
                replaced += 1;
            }
        }
    }
    (Cow::Owned(escaped), replaced)
}

/// The text as the content of an XML element, for a property whose value is itself XML.
pub(in crate::exchange) fn escaped(text: &str) -> Cow<'_, str> {
    escape(text, false).0
}

/// The start of an element: its name and attributes.
pub(in crate::exchange) struct Element {
    name: &'static str,
    start: BytesStart<'static>,
    replaced: usize,
}

impl Element {
    /// An element without attributes.
    pub(in crate::exchange) fn new(name: &'static str) -> Self {
        Self {
            name,
            start: BytesStart::new(name),
            replaced: 0,
        }
    }

    /// With an attribute more.
    pub(in crate::exchange) fn with(mut self, key: &'static str, value: impl AsRef<str>) -> Self {
        let (value, replaced) = escape(value.as_ref(), true);
        self.start.push_attribute(Attribute {
            key: QName(key),
            value,
        });
        self.replaced += replaced;
        self
    }

    /// With an attribute more, where there is a value for it.
    pub(in crate::exchange) fn maybe(
        self,
        key: &'static str,
        value: Option<impl AsRef<str>>,
    ) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

/// Writes one XML file.
pub(in crate::exchange) struct XmlWriter<W: Write> {
    out: quick_xml::Writer<W>,
    open: Vec<&'static str>,
    /// Whether [`XmlWriter::chars`] writes forbidden control characters as `<cp hex="…"/>` (XLIFF 2).
    code_points: bool,
    replaced: usize,
}

impl<W: Write> XmlWriter<W> {
    /// Starts a file: the XML declaration.
    pub(in crate::exchange) fn new(out: W) -> io::Result<Self> {
        let mut out = quick_xml::Writer::new(out);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self {
            out,
            open: Vec::new(),
            code_points: false,
            replaced: 0,
        })
    }

    /// With `<cp hex="…"/>` for forbidden control characters in [`XmlWriter::chars`] (XLIFF 2.1
    /// §4.2.3.1). U+FFFE and U+FFFF are replaced all the same: the Schematron of the standard
    /// (pattern F25) refuses a `cp` for them.
    pub(in crate::exchange) fn with_code_points(mut self) -> Self {
        self.code_points = true;
        self
    }

    /// How many characters were replaced so far.
    pub(in crate::exchange) fn replaced(&self) -> usize {
        self.replaced
    }

    /// Begins an element that holds elements, on a line of its own.
    pub(in crate::exchange) fn open(&mut self, element: Element) -> io::Result<()> {
        self.new_line()?;
        self.begin(element)
    }

    /// Ends the element that was opened last, on a line of its own.
    pub(in crate::exchange) fn close(&mut self) -> io::Result<()> {
        let name = self.open.pop();
        self.new_line()?;
        self.end_tag(name)
    }

    /// An element without content, on a line of its own.
    pub(in crate::exchange) fn empty(&mut self, element: Element) -> io::Result<()> {
        self.new_line()?;
        self.inline_empty(element)
    }

    /// An element that holds only text, on a line of its own. Forbidden characters are replaced.
    pub(in crate::exchange) fn text(&mut self, element: Element, text: &str) -> io::Result<()> {
        self.new_line()?;
        self.inline(element, text)
    }

    /// Begins an element that holds text and inline elements, on a line of its own; what follows
    /// stands in it to the letter, until [`XmlWriter::end_mixed`].
    pub(in crate::exchange) fn open_mixed(&mut self, element: Element) -> io::Result<()> {
        self.open(element)
    }

    /// Ends the element of [`XmlWriter::open_mixed`].
    pub(in crate::exchange) fn close_mixed(&mut self) -> io::Result<()> {
        let name = self.open.pop();
        self.end_tag(name)
    }

    /// Text inside an element.
    pub(in crate::exchange) fn chars(&mut self, text: &str) -> io::Result<()> {
        if !self.code_points {
            return self.replacing(text);
        }
        let mut rest = text;
        while let Some(at) = rest.find(|c| c < ' ' && !is_legal(c)) {
            let (before, from) = rest.split_at(at);
            self.replacing(before)?;
            let mut chars = from.chars();
            if let Some(c) = chars.next() {
                let hex = format!("{:04X}", u32::from(c));
                self.inline_empty(Element::new("cp").with("hex", hex))?;
            }
            rest = chars.as_str();
        }
        self.replacing(rest)
    }

    /// An element with text, inside a text.
    pub(in crate::exchange) fn inline(&mut self, element: Element, text: &str) -> io::Result<()> {
        self.begin(element)?;
        self.replacing(text)?;
        self.close_mixed()
    }

    /// An element without content, inside a text.
    pub(in crate::exchange) fn inline_empty(&mut self, element: Element) -> io::Result<()> {
        self.replaced += element.replaced;
        self.out.write_event(Event::Empty(element.start))
    }

    /// Ends what is open and the file, and gives back what it was written to.
    pub(in crate::exchange) fn finish(mut self) -> io::Result<W> {
        while !self.open.is_empty() {
            self.close()?;
        }
        let mut out = self.out.into_inner();
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(out)
    }

    fn begin(&mut self, element: Element) -> io::Result<()> {
        self.replaced += element.replaced;
        self.open.push(element.name);
        self.out.write_event(Event::Start(element.start))
    }

    fn end_tag(&mut self, name: Option<&'static str>) -> io::Result<()> {
        match name {
            Some(name) => self.out.write_event(Event::End(BytesEnd::new(name))),
            None => Ok(()),
        }
    }

    fn replacing(&mut self, text: &str) -> io::Result<()> {
        let (text, replaced) = escape(text, false);
        self.replaced += replaced;
        self.out
            .write_event(Event::Text(BytesText::from_escaped(text)))
    }

    fn new_line(&mut self) -> io::Result<()> {
        let out = self.out.get_mut();
        out.write_all(b"\n")?;
        self.open.iter().try_for_each(|_| out.write_all(b"  "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut XmlWriter<Vec<u8>>) -> io::Result<()>) -> (String, usize) {
        let mut xml = XmlWriter::new(Vec::new()).unwrap();
        write(&mut xml).unwrap();
        let replaced = xml.replaced();
        let text = String::from_utf8(xml.finish().unwrap()).unwrap();
        (text, replaced)
    }

    #[test]
    fn elements_stand_one_a_line_and_text_to_the_letter() {
        let (xml, replaced) = written(|xml| {
            xml.open(Element::new("body"))?;
            xml.text(Element::new("seg"), " 中国 & “IP”\r\n<b> ]]> ")
        });
        assert_eq!(
            xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<body>\n  <seg> 中国 &amp; “IP”&#13;\n&lt;b&gt; ]]&gt; </seg>\n</body>\n"
        );
        assert_eq!(replaced, 0);
    }

    #[test]
    fn forbidden_characters_are_replaced_and_counted() {
        let (xml, replaced) = written(|xml| {
            xml.text(
                Element::new("note").with("from", "a\u{0}\t\"b\""),
                "\u{1}\u{FFFE}\u{85}\u{1FFFE}",
            )
        });
        assert!(xml.contains("from=\"a\u{FFFD}&#9;&quot;b&quot;\""), "{xml}");
        assert!(xml.contains(">\u{FFFD}\u{FFFD}\u{85}\u{1FFFE}<"), "{xml}");
        assert_eq!(replaced, 3);
    }

    #[test]
    fn xliff_2_writes_forbidden_control_characters_as_code_points() {
        let mut xml = XmlWriter::new(Vec::new()).unwrap().with_code_points();
        xml.open_mixed(Element::new("source")).unwrap();
        xml.chars("a\u{1A}\u{0}\u{FFFF}b").unwrap();
        assert_eq!(xml.replaced(), 1);
        let text = String::from_utf8(xml.finish().unwrap()).unwrap();
        assert!(
            text.contains("a<cp hex=\"001A\"/><cp hex=\"0000\"/>\u{FFFD}b"),
            "{text}"
        );
    }
}
