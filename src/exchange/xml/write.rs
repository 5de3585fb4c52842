//! Writing XML.
//!
//! Elements stand one a line, indented by two spaces; inside an element that holds text nothing
//! is added. XML 1.0 (fifth edition) §2.2 says which characters may stand in a file, §2.11 why a
//! carriage return must be written as a reference.

use std::borrow::Cow;
use std::io::{self, Write};

use smallvec::SmallVec;

use super::is_legal;

/// What stands for a character that XML forbids.
const REPLACEMENT: &str = "\u{FFFD}";

/// How much is written at once, in bytes.
const AT_ONCE: usize = 1 << 16;

/// A new line with the indentation of elements as deep as they mostly are.
const LINE: &str = "\n                ";

/// Texts below so many bytes are looked through one by one: a loop over 16 at once takes longer to
/// begin and to end.
const SHORT: usize = 32;

/// Adds a text for an attribute or the content of an element, and gives how many characters of it
/// were replaced.
fn escape_into(text: &str, in_attribute: bool, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    let (mut replaced, mut done) = (0, 0);
    if is_plain(bytes, in_attribute) {
        out.push_str(text);
        return 0;
    }
    let mut next = 0;
    while let Some(ahead) = bytes
        .get(next..)
        .and_then(|rest| rest.iter().position(may_be_odd))
    {
        let at = next + ahead;
        next = at + 1;
        let Some(byte) = bytes.get(at) else { break };
        let mut length = 1;
        let written = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\r' => "&#13;",
            b'"' if in_attribute => "&quot;",
            b'\t' if in_attribute => "&#9;",
            b'\n' if in_attribute => "&#10;",
            b'\n' | b'\t' => continue,
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            0xEF => match bytes.get(at + 1..at + 3) {
                Some([0xBF, 0xBE | 0xBF]) => {
                    length = 3;
                    REPLACEMENT
                }
                _ => continue,
            },
            0..b' ' => REPLACEMENT,
            _ => continue,
        };
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(written);
        replaced += usize::from(written == REPLACEMENT);
        done = at + length;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    replaced
}

/// Whether a byte may be written otherwise, or begin what is.
fn may_be_odd(byte: &u8) -> bool {
    const ODD: [bool; 256] = {
        let mut odd = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            odd[byte] =
                byte < b' ' as usize || matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | 0xEF);
            byte += 1;
        }
        odd
    };
    ODD.get(usize::from(*byte)).is_some_and(|odd| *odd)
}

/// Whether a text stands in XML as it is; of few others it is said that they do not.
fn is_plain(bytes: &[u8], in_attribute: bool) -> bool {
    if bytes.len() < SHORT {
        return !bytes.iter().any(may_be_odd);
    }
    // No early end: so it is a few instructions for every 16 bytes.
    let odd = bytes.iter().fold(false, |odd, byte| {
        let marks = matches!(*byte, b'&' | b'<' | b'>') | (in_attribute & (*byte == b'"'));
        let control = (*byte < b' ') & (in_attribute | !matches!(*byte, b'\n' | b'\t'));
        odd | marks | control
    });
    // From U+FFC0 to U+FFFF.
    let behind = bytes.get(1..).unwrap_or_default();
    let last = || {
        (bytes.iter().zip(behind)).fold(false, |last, (byte, next)| {
            last | (*byte == 0xEF) & (*next == 0xBF)
        })
    };
    !odd && (bytes.is_ascii() || !last())
}

/// The text as the content of an XML element, for a property whose value is itself XML.
pub(in crate::exchange) fn escaped(text: &str) -> Cow<'_, str> {
    if is_plain(text.as_bytes(), false) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    escape_into(text, false, &mut escaped);
    Cow::Owned(escaped)
}

/// The text as the value of an attribute between double quotation marks.
pub(in crate::exchange) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 16);
    escape_into(text, true, &mut quoted);
    quoted
}

/// The start of an element: its name and attributes, most of which are borrowed: a large file has
/// millions.
pub(in crate::exchange) struct Element<'a> {
    name: &'static str,
    attributes: SmallVec<[(&'static str, Cow<'a, str>); 4]>,
}

impl<'a> Element<'a> {
    /// An element without attributes.
    pub(in crate::exchange) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: SmallVec::new(),
        }
    }

    /// With an attribute more.
    pub(in crate::exchange) fn with(
        mut self,
        key: &'static str,
        value: impl Into<Cow<'a, str>>,
    ) -> Self {
        self.attributes.push((key, value.into()));
        self
    }

    /// With an attribute more, where there is a value for it.
    pub(in crate::exchange) fn maybe(
        self,
        key: &'static str,
        value: Option<impl Into<Cow<'a, str>>>,
    ) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

/// How the characters of a file become bytes.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16,
}

/// Writes one XML file.
pub(in crate::exchange) struct XmlWriter<W: Write> {
    out: W,
    /// What was not written yet.
    pending: String,
    open: Vec<&'static str>,
    encoding: Encoding,
    /// Whether [`XmlWriter::chars`] writes forbidden control characters as `<cp hex="…"/>` (XLIFF 2).
    code_points: bool,
    replaced: usize,
}

impl<W: Write> XmlWriter<W> {
    /// Starts a file: the XML declaration.
    pub(in crate::exchange) fn new(out: W) -> io::Result<Self> {
        Ok(Self {
            out,
            pending: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
            open: Vec::new(),
            encoding: Encoding::Utf8,
            code_points: false,
            replaced: 0,
        })
    }

    /// Starts a file in UTF-16, the lower byte first, with its byte order mark.
    pub(in crate::exchange) fn in_utf16(out: W) -> Self {
        Self {
            out,
            pending: "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>".to_owned(),
            open: Vec::new(),
            encoding: Encoding::Utf16,
            code_points: false,
            replaced: 0,
        }
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
    pub(in crate::exchange) fn open(&mut self, element: Element<'_>) -> io::Result<()> {
        self.new_line();
        self.begin(element)
    }

    /// Ends the element that was opened last, on a line of its own.
    pub(in crate::exchange) fn close(&mut self) -> io::Result<()> {
        let name = self.open.pop();
        self.new_line();
        self.end_tag(name)
    }

    /// An element without content, on a line of its own.
    pub(in crate::exchange) fn empty(&mut self, element: Element<'_>) -> io::Result<()> {
        self.new_line();
        self.inline_empty(element)
    }

    /// An element that holds only text, on a line of its own. Forbidden characters are replaced.
    pub(in crate::exchange) fn text(&mut self, element: Element<'_>, text: &str) -> io::Result<()> {
        self.new_line();
        self.inline(element, text)
    }

    /// Begins an element that holds text and inline elements, on a line of its own; what follows
    /// stands in it to the letter, until [`XmlWriter::end_mixed`].
    pub(in crate::exchange) fn open_mixed(&mut self, element: Element<'_>) -> io::Result<()> {
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

    /// Begins an element inside a text, which [`XmlWriter::close_mixed`] ends.
    pub(in crate::exchange) fn open_inline(&mut self, element: Element<'_>) -> io::Result<()> {
        self.begin(element)
    }

    /// An element with text, inside a text.
    pub(in crate::exchange) fn inline(
        &mut self,
        element: Element<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.begin(element)?;
        self.replacing(text)?;
        self.close_mixed()
    }

    /// An element without content, inside a text.
    pub(in crate::exchange) fn inline_empty(&mut self, element: Element<'_>) -> io::Result<()> {
        self.start_tag(&element, "/>")
    }

    /// Ends what is open and the file, and gives back what it was written to.
    pub(in crate::exchange) fn finish(mut self) -> io::Result<W> {
        while !self.open.is_empty() {
            self.close()?;
        }
        self.pending.push('\n');
        self.write_pending()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn begin(&mut self, element: Element<'_>) -> io::Result<()> {
        self.open.push(element.name);
        self.start_tag(&element, ">")
    }

    fn start_tag(&mut self, element: &Element<'_>, end: &str) -> io::Result<()> {
        self.pending.push('<');
        self.pending.push_str(element.name);
        for (key, value) in &element.attributes {
            self.pending.push(' ');
            self.pending.push_str(key);
            self.pending.push_str("=\"");
            self.replaced += escape_into(value, true, &mut self.pending);
            self.pending.push('"');
        }
        self.pending.push_str(end);
        self.write_some()
    }

    fn end_tag(&mut self, name: Option<&'static str>) -> io::Result<()> {
        if let Some(name) = name {
            self.pending.push_str("</");
            self.pending.push_str(name);
            self.pending.push('>');
        }
        self.write_some()
    }

    fn replacing(&mut self, text: &str) -> io::Result<()> {
        self.replaced += escape_into(text, false, &mut self.pending);
        self.write_some()
    }

    fn new_line(&mut self) {
        let deep = 1 + 2 * self.open.len();
        let line = LINE.get(..deep).unwrap_or(LINE);
        self.pending.push_str(line);
        self.pending.extend((line.len()..deep).map(|_| ' '));
    }

    /// Writes what is pending once it is worth it.
    fn write_some(&mut self) -> io::Result<()> {
        if self.pending.len() >= AT_ONCE {
            self.write_pending()?;
        }
        Ok(())
    }

    fn write_pending(&mut self) -> io::Result<()> {
        match self.encoding {
            Encoding::Utf8 => self.out.write_all(self.pending.as_bytes())?,
            Encoding::Utf16 => {
                let units = self.pending.encode_utf16();
                let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
                self.out.write_all(&bytes)?;
            }
        }
        self.pending.clear();
        Ok(())
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

    proptest::proptest! {
        #[test]
        fn what_is_escaped_is_what_each_character_needs(
            text in "[a\"&<>\t\n\r\u{0}\u{1F}\u{7F}中。\u{FFFD}\u{FFFE}\u{FFFF}\u{1FFFE}\u{FBF}]{0,12}",
            in_attribute: bool,
        ) {
            let mut expected = String::new();
            let mut bad = 0;
            for c in text.chars() {
                match c {
                    '&' => expected.push_str("&amp;"),
                    '<' => expected.push_str("&lt;"),
                    '>' => expected.push_str("&gt;"),
                    '\r' => expected.push_str("&#13;"),
                    '"' if in_attribute => expected.push_str("&quot;"),
                    '\t' if in_attribute => expected.push_str("&#9;"),
                    '\n' if in_attribute => expected.push_str("&#10;"),
                    c if is_legal(c) => expected.push(c),
                    _ => {
                        expected.push('\u{FFFD}');
                        bad += 1;
                    }
                }
            }
            let mut out = String::new();
            proptest::prop_assert_eq!(escape_into(&text, in_attribute, &mut out), bad);
            proptest::prop_assert_eq!(out, expected);
        }
    }
}
