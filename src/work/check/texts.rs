//! Texts to check: documents of a memory, and bilingual files as they are, without importing
//! them.

use std::io::{BufReader, Read, Seek};
use std::path::Path;

use super::{Checker, Line, names};
use crate::check::{Profile, Renderings};
use crate::exchange::{self, Content, Format, ReadOptions, po};
use crate::store::{self, Reader};
use crate::text::LangTag;
use crate::unit::{Finding, Severity, Variant};
use crate::work::fill::Segments;

/// A text, and what is found in it.
#[derive(Clone, Debug)]
pub struct Text {
    /// What people call it: `release`, `back.xlf`.
    pub name: String,
    /// The file it is in.
    pub file: String,
    /// The encoding of that file.
    pub encoding: &'static str,
    /// The language translated from.
    pub source_lang: LangTag,
    /// The language translated into.
    pub target_lang: LangTag,
    /// Its kind, where the format tells: PO holds the messages of programs.
    pub profile: Option<Profile>,
    /// Its segments, in order.
    pub rows: Vec<Row>,
}

/// A segment of a text.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// The line of the file it begins in, where that is known.
    pub line: Option<u64>,
    /// The source.
    pub source: Variant,
    /// The target, where there is one.
    pub target: Option<Variant>,
    /// What was found in it.
    pub findings: Vec<Finding>,
}

impl Row {
    /// The target text; empty where there is none.
    #[must_use]
    pub fn target_text(&self) -> &str {
        self.target.as_ref().map_or("", |target| &target.text)
    }
}

/// Why a file cannot be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read.
    #[error(transparent)]
    Exchange(#[from] exchange::Error),
    /// It holds no units.
    #[error("it is no file that holds sources with their translations")]
    NotBilingual,
    /// It is packed, or written in a way that its bytes cannot be had again.
    #[error("it is no plain file of text, and cannot be put right as it is")]
    NotText,
}

impl Text {
    /// The text of a document.
    #[must_use]
    pub fn of_document(segments: &Segments) -> Self {
        let document = &segments.document;
        let rows = (1..).zip(&segments.placed).filter_map(|(number, placed)| {
            Some(Row {
                number,
                line: None,
                source: placed.stored.unit.source()?.clone(),
                target: segments.target(placed).cloned(),
                findings: Vec::new(),
            })
        });
        Self {
            name: document.name.clone(),
            file: document.file.clone(),
            encoding: "UTF-8",
            source_lang: document.source_lang.clone(),
            target_lang: document.target_lang.clone(),
            profile: None,
            rows: rows.collect(),
        }
    }

    /// The text of a bilingual file. `options` says the languages that the file does not.
    ///
    /// # Errors
    /// [`Error`] where it cannot be read, or holds no translations.
    pub fn of_file(
        path: &Path,
        input: impl Read + Seek,
        options: &ReadOptions,
    ) -> Result<Self, Error> {
        let opened = exchange::open(path, input)?;
        let Some(Content::Units(format)) = opened.content else {
            return Err(Error::NotBilingual);
        };
        let reader = exchange::reader(format, BufReader::new(opened.bytes), options)?;
        let mut text = Self {
            name: path.display().to_string(),
            file: path.display().to_string(),
            encoding: reader.header().encoding,
            source_lang: options.source.clone(),
            target_lang: options.target.clone(),
            profile: (format == Format::Po).then_some(Profile::Software),
            rows: Vec::new(),
        };
        let units = reader.collect::<Result<Vec<_>, _>>()?;
        let others = || {
            units.iter().flat_map(|unit| {
                let others = unit.variants.iter().map(|variant| &variant.lang);
                others.filter(|lang| **lang != unit.source_lang)
            })
        };
        // Of several languages the one that is meant, else the first.
        let is_meant = |lang: &&LangTag| options.target.covers(lang);
        let wanted = others().find(is_meant).or_else(|| others().next()).cloned();
        let mut languages = None;
        let mut plural = None;
        for unit in units {
            let is_target = |variant: &&Variant| variant.lang != unit.source_lang;
            let target = wanted.as_ref().and_then(|wanted| {
                let targets = || unit.variants.iter().filter(is_target);
                targets()
                    .find(|variant| wanted.covers(&variant.lang))
                    .or_else(|| targets().find(|it| it.lang.language() == wanted.language()))
            });
            let source = unit
                .variants
                .iter()
                .find(|variant| variant.lang == unit.source_lang);
            let Some(source) = source else {
                continue;
            };
            if languages.is_none()
                && let Some(target) = target
            {
                languages = Some((source.lang.clone(), target.lang.clone()));
            }
            // A language without a plural has one text for both, which is that of many.
            let has = |name: &str| unit.properties.iter().any(|property| property.name == name);
            if has(po::SINGULAR) && target.is_some() && plural == target.map(|it| it.text.clone()) {
                text.rows.pop();
            }
            plural = target.filter(|_| has(po::PLURAL)).map(|it| it.text.clone());
            text.rows.push(Row {
                number: text.rows.len() + 1,
                line: Some(unit.at.line),
                source: source.clone(),
                target: target.cloned(),
                findings: Vec::new(),
            });
        }
        // What the file says of its languages counts.
        if let Some((source, target)) = languages {
            text.source_lang = source;
            text.target_lang = target;
        }
        Ok(text)
    }

    /// How the memory writes the names of foreigners that stand in the text.
    ///
    /// # Errors
    /// [`store::Error`] where it cannot be read.
    pub fn names_elsewhere(&self, reader: &Reader<'_>) -> Result<Renderings, store::Error> {
        let rows = self.rows.iter();
        let pairs = rows.map(|row| (&*row.source.text, row.target_text()));
        names::elsewhere(
            reader,
            &self.name,
            pairs,
            (&self.source_lang, &self.target_lang),
        )
    }

    /// Checks the text.
    pub fn check(&mut self, checker: &Checker<'_>) {
        let lines: Vec<Line<'_>> = self
            .rows
            .iter()
            .map(|row| Line {
                source: &row.source.text,
                target: row.target_text(),
                source_codes: &row.source.codes,
                target_codes: row.target.as_ref().map_or(&[], |target| &target.codes),
            })
            .collect();
        let mut policy = checker.policy.clone();
        policy.settings.profile = policy.settings.profile.or(self.profile);
        let checker = Checker {
            policy: &policy,
            ..*checker
        };
        let findings = checker.check(&lines);
        for (row, findings) in self.rows.iter_mut().zip(findings) {
            row.findings = findings;
        }
    }

    /// What was found, with its segment.
    pub fn findings(&self) -> impl Iterator<Item = (&Row, &Finding)> {
        self.rows
            .iter()
            .flat_map(|row| row.findings.iter().map(move |finding| (row, finding)))
    }

    /// How many findings there are of a severity or worse.
    #[must_use]
    pub fn count(&self, least: Severity) -> usize {
        self.findings()
            .filter(|(_, finding)| finding.severity >= least)
            .count()
    }
}
