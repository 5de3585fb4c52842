//! A text to fill: a document of the memory, or what a file of another tool holds.

use crate::exchange::xliff::Place;
use crate::store::{Placed, Row};
use crate::text::LangTag;
use crate::unit::{InlineCode, UnitId, Variant};
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
    /// Whether it is locked, or marked as not to be translated.
    pub(super) locked: bool,
    /// Whether a translation can be put in.
    pub(super) fits: bool,
    /// Its place in the XLIFF file, where it is in one.
    pub(super) place: Option<&'a Place>,
    /// Its inline codes.
    pub(super) codes: &'a [InlineCode],
    /// Those that do not stand around it.
    pub(super) inside: Vec<InlineCode>,
}

impl<'a> Segment<'a> {
    /// The codes of `target`, the translation of `text` with its `codes`, as those of this one;
    /// `None` where they cannot be placed.
    pub(super) fn carried(
        &self,
        text: &str,
        codes: &[InlineCode],
        target: &Variant,
    ) -> Option<Vec<InlineCode>> {
        match self.place {
            Some(place) => place.carried(text, codes, target),
            None if self.codes.is_empty() => Some(Vec::new()),
            None => Place::of_text(self.source, self.codes).carried(text, codes, target),
        }
    }
}

impl<'a> Text<'a> {
    pub(super) fn of_document(segments: &'a Segments) -> Self {
        let codes_of = |placed: &'a Placed| {
            let source = placed.stored.unit.source();
            source.map_or(&[] as &[InlineCode], |source| &source.codes)
        };
        let placed = segments.placed.iter().map(|placed| Segment {
            source: segments.source(placed),
            target: segments.target(placed),
            unit: Some(placed.stored.unit.id),
            row: Some(placed.stored.row),
            closed: false,
            locked: false,
            fits: true,
            place: None,
            codes: codes_of(placed),
            inside: match codes_of(placed) {
                [] => Vec::new(),
                codes => Place::of_text(segments.source(placed), codes).inside(),
            },
        });
        Self {
            name: segments.document.name.clone(),
            target_lang: &segments.document.target_lang,
            segments: placed.collect(),
        }
    }
}
