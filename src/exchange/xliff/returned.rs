//! XLIFF of yiku's own that comes back from a translator, as rows of a table that comes back.

use std::io::Read;

use super::read::{Content, Reader, Whole};
use crate::exchange::review::{Hand, ReviewRow, ReviewTable, Shape, plain};
use crate::exchange::shown::Shown;
use crate::exchange::{Error, ReadOptions};
use crate::text::LangTag;
use crate::unit::Variant;

/// After how many units that yiku did not write a file is taken for another's: yiku marks each.
const STRANGE: usize = 100;

/// What a file brings back; `None` where none of its units is one that yiku wrote. A unit that
/// a tool has put in is no row.
///
/// # Errors
/// As [`Reader::new`] and the stream that it reads.
pub fn returned(input: impl Read, options: &ReadOptions) -> Result<Option<ReviewTable>, Error> {
    let mut reader = Reader::new(input, options)?;
    let mut rows = Vec::new();
    let mut is_ours = false;
    let mut place = 0;
    while let Some(whole) = reader.whole()? {
        place += 1;
        is_ours |= whole.is_some();
        if !is_ours && place >= STRANGE {
            return Ok(None);
        }
        rows.extend(whole.map(|whole| row(place, &whole, options)));
    }
    Ok(is_ours.then(|| ReviewTable {
        rows,
        hand: Hand::Translator,
        ..ReviewTable::default()
    }))
}

/// A unit as a row: its texts as one, with their codes as people write them.
fn row(place: usize, whole: &Whole, options: &ReadOptions) -> ReviewRow {
    let target = whole.target.as_ref().filter(|target| !target.is_blank());
    let is_copy = |target: &&Content| target.text.trim() == whole.source.text.trim();
    let shape = match whole.is_untouched && target.as_ref().is_some_and(is_copy) {
        true => Shape::Untouched,
        false => Shape::Sound,
    };
    let source = variant(&options.source, &whole.source);
    let text = target.map(|target| variant(&options.target, target));
    let shown = Shown::new(Some(&source), text.as_ref());
    // A file that says no state says nothing new.
    let state = whole.state.or(whole.mark.state());
    let state = target.and(state);
    ReviewRow {
        place,
        number: place.to_string(),
        mark: Some(whole.mark),
        source: plain(&shown.source),
        target: plain(&shown.target),
        status: state.map_or("", |state| state.as_str()).to_owned(),
        comments: whole.notes.clone(),
        changed: None,
        shape,
        has_codes: (text.iter().chain([&source])).any(|text| !text.codes.is_empty()),
    }
}

fn variant(lang: &LangTag, content: &Content) -> Variant {
    let mut variant = Variant::new(lang.clone(), content.text.clone());
    variant.codes.clone_from(&content.codes);
    variant
}

#[cfg(test)]
mod tests;
