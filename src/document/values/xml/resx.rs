//! The resources of .NET (`.resx`, `.resw`).

use super::{Reader, as_it_is, closed, entity};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece, Write};
use crate::document::values::{escaped, values};
use crate::exchange::xml::Token;

/// The type of a text, where it is said.
const TEXT: &str = "System.String";

/// The blocks of resources of .NET, in order: the `value` of each `data` that is a text, with its
/// `comment` as a note.
pub(in crate::document) fn find(text: &str) -> Result<Vec<Found>, Fault> {
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
                let of_type = reader.xml.attribute("type").unwrap_or(TEXT);
                let is_text = of_type.split(',').next() == Some(TEXT)
                    && reader.xml.attribute("mimetype").is_none();
                let name = reader.xml.attribute("name").unwrap_or_default();
                // What begins so is of the designer, and no text.
                key = (is_text && !name.starts_with(">>")).then(|| name.to_owned());
                last = None;
            }
            "value" => {
                let (decoded, in_section) = reader.content(as_it_is)?;
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
                let (said, _) = reader.content(as_it_is)?;
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

fn plain(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, entity)
}

fn section(_: &Found, pieces: &[Piece<'_>]) -> String {
    closed(&escaped(pieces, |_| None))
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown};
    use crate::document::{Format, extract};

    const RESX: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<root>
  <resheader name="version"><value>2.0 head</value></resheader>
  <data name="Open" xml:space="preserve"><value>Open {0} &lt; now</value>
    <comment>A verb</comment></data>
  <data name="Old" type="System.String, mscorlib"><value>Of old</value></data>
  <data name="icon" type="System.Drawing.Bitmap"><value>not this</value></data>
  <data name="&gt;&gt;x.Name"><value>nor this</value></data>
</root>
"#;

    #[test]
    fn values_of_dot_net_are_texts_called_by_their_names() {
        assert_eq!(shown(Format::Resx, RESX), ["Open {1/} < now", "Of old"]);
        let blocks = extract(&original(Format::Resx, RESX)).unwrap().to_blocks();
        assert_eq!(blocks[0].note.as_deref(), Some("A verb"));
        assert_kept(Format::Resx, RESX);
    }
}
