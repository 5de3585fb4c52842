//! Changing a file of text in places, and leaving all else in it as it is, byte for byte.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file as it was read: its text, and how to make its bytes of a text again.
#[derive(Debug)]
pub(in crate::exchange) struct Original {
    /// The text, without a byte-order mark.
    text: String,
    encoding: &'static Encoding,
    /// The byte-order mark.
    mark: Vec<u8>,
}

impl Original {
    /// The text of a file in `encoding`; `None` where its bytes could not be had again of it.
    pub(in crate::exchange) fn new(bytes: &[u8], encoding: &'static Encoding) -> Option<Self> {
        let length = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
        let (mark, content) = bytes.split_at_checked(length)?;
        let original = Self {
            text: encoding.decode_without_bom_handling(content).0.into_owned(),
            encoding,
            mark: mark.to_owned(),
        };
        (original.bytes(&original.text) == bytes).then_some(original)
    }

    /// The text, as UTF-8 without a byte-order mark.
    pub(in crate::exchange) fn text(&self) -> &str {
        &self.text
    }

    /// The first character of a text that the encoding does not have.
    pub(in crate::exchange) fn lacks(&self, text: &str) -> Option<char> {
        let has = |c: &char| !self.encoding.encode(c.encode_utf8(&mut [0; 4])).2;
        text.chars().find(|c| !has(c))
    }

    /// The name of the encoding.
    pub(in crate::exchange) fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// A piece of the text.
    pub(in crate::exchange) fn piece(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the file with `text` in it. A character that the encoding does not have
    /// becomes a reference to it (XML 1.0 §4.1); other formats ask [what it lacks](Self::lacks) before.
    fn bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = self.mark.clone();
        if self.encoding == UTF_8 {
            bytes.extend_from_slice(text.as_bytes());
        } else if self.encoding == UTF_16LE {
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        } else if self.encoding == UTF_16BE {
            bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        } else {
            bytes.extend_from_slice(&self.encoding.encode(text).0);
        }
        bytes
    }

    /// The bytes of the file with the edits done.
    pub(in crate::exchange) fn edited(&self, edits: Edits) -> Vec<u8> {
        self.bytes(&edits.done(&self.text))
    }
}

/// What is put in the place of what.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts `text` where `range` is, in bytes. Ranges must not overlap.
    pub(in crate::exchange) fn put(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// `text` with all edits done.
    pub(in crate::exchange) fn done(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (range, new) in &self.0 {
            out.push_str(text.get(done..range.start).unwrap_or_default());
            out.push_str(new);
            done = range.end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_an_encoding_lacks_becomes_a_reference() {
        let original = Original::new(b"<a>\xE9</a>", encoding_rs::WINDOWS_1252).unwrap();
        let mut edits = Edits::default();
        edits.put(3..3, "中".to_owned());
        assert_eq!(original.edited(edits), b"<a>&#20013;\xE9</a>");
    }

    #[test]
    fn utf16_stays_what_it_was() {
        for big in [true, false] {
            let units = "\u{FEFF}<a>é</a>".encode_utf16();
            let bytes: Vec<u8> = units
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect();
            let encoding = if big { UTF_16BE } else { UTF_16LE };
            let original = Original::new(&bytes, encoding).unwrap();
            assert_eq!(original.text(), "<a>é</a>");
            assert_eq!(original.edited(Edits::default()), bytes);
        }
        assert!(Original::new(b"<a>\xFF</a>", UTF_8).is_none());
    }
}
