//! What stands before and after a unit of the memory: its neighbours in its document, or what the
//! tool that wrote it noted of them.

use super::neighbour;
use super::pairs::in_language;
use crate::exchange;
use crate::recall::{Context, Key};
use crate::store::{self, Reader, StoredUnit};
use crate::text::LangTag;
use crate::unit::{Origin, Unit, Variant};

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

/// The context as a tool noted it.
fn noted(unit: &Unit, source: &Variant) -> Context {
    let [previous, next] =
        exchange::noted(unit, source).map(|text| text.map(|text| neighbour(&text, Key::START)));
    Context { previous, next }
}
