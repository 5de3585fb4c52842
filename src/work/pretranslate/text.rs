//! A text to fill: a document of the memory, or what a file of another tool holds.

use crate::store::Row;
use crate::text::LangTag;
use crate::unit::{UnitId, Variant};
use crate::work::fill::Segments;

/// A text to fill.
pub(super) struct Text<'a> {
    /// What people call it.
    pub(super) name: String,
    /// The language to fill it in.
    pub(super) target_lang: &'a LangTag,
    pub(super) segments: Vec<Segment<'a>>,
}

/// A segment of it.
pub(super) struct Segment<'a> {
    pub(super) source: &'a str,
    pub(super) target: Option<&'a Variant>,
    /// The unit of the memory that it is, and where that is, where it is one.
    pub(super) unit: Option<UnitId>,
    pub(super) row: Option<Row>,
    /// Whether it is not to be translated.
    pub(super) closed: bool,
    /// Whether a translation can be put in as it is.
    pub(super) fits: bool,
}

impl<'a> Text<'a> {
    pub(super) fn of_document(segments: &'a Segments) -> Self {
        let placed = segments.placed.iter().map(|placed| Segment {
            source: segments.source(placed),
            target: segments.target(placed),
            unit: Some(placed.stored.unit.id),
            row: Some(placed.stored.row),
            closed: false,
            fits: true,
        });
        Self {
            name: segments.document.name.clone(),
            target_lang: &segments.document.target_lang,
            segments: placed.collect(),
        }
    }
}
