//! What stands before and after a unit of the memory: its neighbours in its document, or what the
//! tool that wrote it noted of them.

use super::neighbour;
use super::pairs::in_language;
use crate::recall::{Context, Key};
use crate::store::{self, Reader, StoredUnit};
use crate::text::LangTag;
use crate::unit::{Origin, Property, Unit, Variant};

/// The context of a unit, as texts in `from`; `source` is its text in that language.
pub(super) fn of(
    reader: &Reader<'_>,
    stored: &StoredUnit,
    source: &Variant,
    from: &LangTag,
) -> Result<Context, store::Error> {
    match stored.unit.origin {
        Origin::Document(_) => {
            let Some([previous, next]) = reader.neighbours(stored.row)? else {
                return Ok(Context::default());
            };
            let key = |neighbour: Option<StoredUnit>, edge: Key| match neighbour {
                None => Some(edge),
                Some(stored) => {
                    let text = in_language(&stored.unit, from).next();
                    text.map(|(_, variant)| Key::of_text(&variant.text))
                }
            };
            Ok(Context {
                previous: key(previous, Key::START),
                next: key(next, Key::END),
            })
        }
        // What a tool notes are neighbours of the source.
        Origin::Memory(_) if source.lang == stored.unit.source_lang => {
            Ok(noted(&stored.unit, source))
        }
        Origin::Memory(_) => Ok(Context::default()),
    }
}

/// The context as tools note it in TMX: memoQ and Phrase on the source text, OmegaT on the unit.
/// What a tool does not note is not known: where it leaves out the edges of a document, they do
/// not count as edges.
fn noted(unit: &Unit, source: &Variant) -> Context {
    let side = |memoq: &str, phrase: &str, omegat: &str| {
        let said = |properties: &[Property], name: &str| {
            let found = properties.iter().find(|property| property.name == name);
            found.map(|property| property.value.clone())
        };
        let text = said(&source.properties, memoq)
            .and_then(|value| unwrapped(&value))
            .or_else(|| said(&source.properties, phrase))
            .or_else(|| said(&unit.properties, omegat));
        text.filter(|text| !text.trim().is_empty())
            .map(|text| neighbour(&text, Key::START))
    };
    Context {
        previous: side("x-context-pre", "context_prev", "prev"),
        next: side("x-context-post", "context_next", "next"),
    }
}

/// The text of a segment as memoQ notes it: XML in a property. `None` where codes stand in it.
fn unwrapped(value: &str) -> Option<String> {
    let text = value.strip_prefix("<seg>")?.strip_suffix("</seg>")?;
    if text.contains('<') {
        return None;
    }
    // `&amp;` last, or what it stands for would be taken for more.
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_that_memoq_noted_is_read_as_its_text() {
        assert_eq!(
            unwrapped("<seg>R&amp;D &lt;1&gt;</seg>").unwrap(),
            "R&D <1>"
        );
        assert_eq!(unwrapped("<seg>&amp;lt;</seg>").unwrap(), "&lt;");
        assert_eq!(unwrapped("<seg>a <ph id=\"1\"/> b</seg>"), None);
        assert_eq!(unwrapped("a"), None);
    }
}
