//! Gathering what the report page shows.

use super::check::{Checker, Terms, Text, names};
use super::export::Request;
use super::fill::Segments;
use super::project::Heading;
use super::report::{Report, ReportDocument, ReportRow, ReportTerm};
use super::status;
use crate::store::{self, Document, Reader, StoredUnit};
use crate::term::TermHit;
use crate::text::LangTag;
use crate::unit::Finding;

/// Gathers the page of `documents`, which are in one pair of languages.
///
/// # Errors
/// [`store::Error`] where the memory cannot be read.
pub fn gather(
    reader: &Reader<'_>,
    documents: Vec<Document>,
    (source_lang, target_lang): (LangTag, LangTag),
    Request {
        heading, policy, ..
    }: &Request,
) -> Result<Report, store::Error> {
    let mut terms = Terms::new(reader.concepts()?, &source_lang, &target_lang);
    let mut shown = Vec::new();
    let mut words = 0;
    for document in documents {
        let left_over = match document.row {
            Some(row) => reader.unpaired(row)?,
            None => Vec::new(),
        };
        let segments = Segments::of(reader, document)?;
        let progress = status::progress(reader, &segments)?;
        terms = terms.knowing(names::of_document(reader, &segments)?);
        let checker = Checker {
            terms: &terms,
            policy,
        };
        let findings = checker.check_document(&segments);
        words += progress.words;
        shown.push(ReportDocument {
            name: segments.document.name.clone(),
            rows: rows(&segments, &terms, findings),
            left_over: left_over
                .iter()
                .map(|placed| text(&placed.stored, &target_lang))
                .collect(),
        });
    }
    Ok(Report {
        title: heading.title.clone(),
        source_lang,
        target_lang,
        counts: vec![
            ("Words".to_owned(), words.to_string()),
            (
                "Concepts in the termbase".to_owned(),
                terms.concepts().len().to_string(),
            ),
        ],
        documents: shown,
        attribution: heading.attribution.clone(),
    })
}

/// A page of the segments in which something was found.
#[must_use]
pub fn of_findings(
    texts: &[Text],
    (source_lang, target_lang): (LangTag, LangTag),
    heading: &Heading,
) -> Report {
    let documents = texts.iter().map(|text| {
        let rows = text.rows.iter().filter(|row| !row.findings.is_empty());
        ReportDocument {
            name: text.name.clone(),
            rows: rows
                .map(|row| ReportRow {
                    number: u32::try_from(row.number).unwrap_or(u32::MAX),
                    paragraph_start: true,
                    source: row.source.text.clone(),
                    target: row.target_text().to_owned(),
                    state: row.target.as_ref().and_then(|target| target.state),
                    made_by: row.target.as_ref().and_then(|target| target.made_by),
                    confidence: row.target.as_ref().and_then(|target| target.score),
                    source_terms: Vec::new(),
                    target_terms: Vec::new(),
                    findings: row.findings.clone(),
                })
                .collect(),
            left_over: Vec::new(),
        }
    });
    Report {
        title: heading.title.clone(),
        source_lang,
        target_lang,
        counts: Vec::new(),
        documents: documents.collect(),
        attribution: heading.attribution.clone(),
    }
}

fn text(stored: &StoredUnit, lang: &LangTag) -> String {
    stored
        .unit
        .variant(lang)
        .map_or(String::new(), |variant| variant.text.clone())
}

fn rows(segments: &Segments, terms: &Terms, findings: Vec<Vec<Finding>>) -> Vec<ReportRow> {
    let mut paragraph = 0;
    let mut rows = Vec::new();
    for ((place, placed), findings) in segments.placed.iter().enumerate().zip(findings) {
        let here = segments.paragraphs.get(place).copied().unwrap_or(paragraph);
        let source = segments.source(placed);
        let target = segments.target(placed);
        let target_text = target.map_or("", |target| &target.text);
        rows.push(ReportRow {
            number: u32::try_from(place + 1).unwrap_or(u32::MAX),
            paragraph_start: here != paragraph,
            source: source.to_owned(),
            target: target_text.to_owned(),
            state: target.and_then(|target| target.state),
            made_by: target.and_then(|target| target.made_by),
            confidence: target.and_then(|target| target.score),
            source_terms: marked(terms, &terms.in_source(source), segments),
            target_terms: terms
                .in_target(target_text)
                .into_iter()
                .map(|hit| hit.range)
                .collect(),
            findings,
        });
        paragraph = here;
    }
    rows
}

/// The terms of a source text, each with what to write for it.
fn marked(terms: &Terms, hits: &[TermHit], segments: &Segments) -> Vec<ReportTerm> {
    hits.iter()
        .filter_map(|hit| {
            let concept = terms.concepts().get(hit.concept)?;
            let form = concept.preferred(&segments.document.target_lang)?;
            Some(ReportTerm {
                range: hit.range.clone(),
                translation: form.text.clone(),
            })
        })
        .collect()
}
