//! Terms that the termbase lacks: which texts are looked through, and the table of what is found.

use super::Error;
use crate::exchange::sheet::{Cell, Sheet};
use crate::segment::{self, Options as Segmentation};
use crate::store::Reader;
use crate::term::extract::{Candidate, Options, extract};
use crate::text::LangTag;
use crate::unit::Unit;
use crate::work::fill;
use crate::work::memory::walk::Origins;

/// Which texts terms are looked for in.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// All that a memory holds.
    Memory,
    /// A document of it.
    Document(&'a str),
    /// A text.
    Text(&'a str),
}

/// Finds candidates for the termbase, the likeliest first. What they are called in the other
/// language, all of the memory tells; what its termbase has is left out.
///
/// # Errors
/// [`Error`] where the memory cannot be read, or has no such document.
pub fn candidates(
    reader: Option<&Reader<'_>>,
    place: Place<'_>,
    source: &LangTag,
    target: &LangTag,
    options: Options,
) -> Result<Vec<Candidate>, Error> {
    let mut texts: Vec<String> = Vec::new();
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut known = Vec::new();
    if let Place::Text(text) = place {
        let segments = segment::segments(text, source, &Segmentation::default());
        let segments = segments
            .into_iter()
            .filter_map(|segment| text.get(segment.range));
        texts.extend(segments.map(str::to_owned));
    }
    if let Some(reader) = reader {
        known = reader.concepts()?;
        let origins = Origins::of(reader)?;
        origins.each(reader, |spot, stored| {
            // Texts that a document had once are no texts of it.
            if spot.is_placed() || spot.is_imported(&origins) {
                let text = text_in(&stored.unit, source);
                if let (Place::Memory, Some(text)) = (place, text) {
                    texts.push(text.to_owned());
                }
                if let (Some(text), Some(other)) = (text, text_in(&stored.unit, target)) {
                    pairs.push((text.to_owned(), other.to_owned()));
                }
            }
            Ok::<_, Error>(())
        })?;
        if let Place::Document(name) = place {
            for document in fill::documents(reader, Some(name))? {
                Origins::of(reader)?
                    .only(&document.name)
                    .each(reader, |spot, stored| {
                        let text = text_in(&stored.unit, source).filter(|_| spot.is_placed());
                        texts.extend(text.map(str::to_owned));
                        Ok::<_, Error>(())
                    })?;
            }
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let pairs: Vec<(&str, &str)> = (pairs.iter())
        .map(|(text, other)| (text.as_str(), other.as_str()))
        .collect();
    Ok(extract(&texts, &pairs, source, target, &known, options))
}

/// What a unit says in a language.
fn text_in<'u>(unit: &'u Unit, lang: &LangTag) -> Option<&'u str> {
    let mut texts = unit.variants.iter();
    let found = texts.find(|text| lang.covers(&text.lang) && !text.text.trim().is_empty());
    found.map(|found| found.text.as_str())
}

/// The candidates as a table that `yiku term import` reads: a row a concept. Who looks through it
/// deletes rows and corrects the rest.
#[must_use]
pub fn table(candidates: &[Candidate], source: &LangTag, target: &LangTag) -> Sheet {
    let row = |candidate: &Candidate| {
        let counterpart = candidate.counterpart.as_ref();
        let (counterpart, confidence) = match counterpart {
            Some((text, fit)) => (
                Cell::text(text.clone()),
                Cell::Number((fit * 100.0).round()),
            ),
            None => (Cell::Empty, Cell::Empty),
        };
        let forms = std::iter::once(&candidate.text).chain(&candidate.acronym);
        let forms: Vec<&str> = forms.map(String::as_str).collect();
        vec![
            Cell::text(forms.join(" | ")),
            counterpart,
            Cell::count(candidate.count),
            confidence,
            Cell::text(around(candidate)),
        ]
    };
    let titles = [
        source.given(),
        target.given(),
        "count",
        "confidence",
        "example",
    ];
    Sheet {
        name: "candidates",
        heading: titles.map(str::to_owned).to_vec(),
        rows: candidates.iter().map(row).collect(),
        columns: Vec::new(),
    }
}

/// The example of a candidate, with no more than stands near it, in one line.
#[must_use]
pub fn around(candidate: &Candidate) -> String {
    /// How many characters before and after.
    const NEAR: usize = 30;
    let text = &candidate.example;
    let lower = text.to_lowercase();
    // Where lower case is as long, places are the same.
    let found = [text, &lower]
        .into_iter()
        .filter(|own| own.len() == text.len());
    let at = found
        .filter_map(|own| {
            own.find(&candidate.text)
                .or_else(|| own.find(&candidate.text.to_lowercase()))
        })
        .next();
    let at = at.filter(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (before, after) = text.split_at(at);
    let start = before
        .char_indices()
        .rev()
        .take(NEAR)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let wanted = NEAR + candidate.text.chars().count();
    let end = after
        .char_indices()
        .nth(wanted)
        .map_or(text.len(), |(end, _)| at + end);
    let cut = text.get(start..end).unwrap_or_default();
    let cut = cut.split_whitespace().collect::<Vec<_>>().join(" ");
    let dots = |there: bool| if there { "…" } else { "" };
    format!("{}{cut}{}", dots(start > 0), dots(end < text.len()))
}
