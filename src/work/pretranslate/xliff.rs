//! XLIFF files of other tools, filled from the memories.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::round::Round;
use super::text::{Segment, Text};
use super::{How, Policy, Pretranslation};
use crate::document;
use crate::exchange;
use crate::exchange::xliff::{File, Filled, Xliff};
use crate::recall::Scratch;
use crate::store;
use crate::text::LangTag;
use crate::text::lang::InvalidTag;
use crate::unit::{MadeBy, Variant};
use crate::work::memories::{Asked, Memories};
use crate::work::project::Occasion;

/// Why an XLIFF file could not be filled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum XliffError {
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] document::Error),
    /// It could not be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: exchange::Error,
    },
    /// A language that it names is none.
    #[error("{}: {source}", path.display())]
    Language {
        /// The file.
        path: PathBuf,
        /// Why.
        source: InvalidTag,
    },
    /// Source and target are in one language.
    #[error("{} would be translated from {lang} into {lang}", path.display())]
    SameLanguage {
        /// The file.
        path: PathBuf,
        /// The language.
        lang: String,
    },
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Languages for files that do not say theirs, and over those that do.
#[derive(Clone, Debug)]
pub struct Languages {
    /// The source and the target language that were asked for, over what a file says.
    pub asked: (Option<LangTag>, Option<LangTag>),
    /// Those of a file that says none.
    pub otherwise: (LangTag, LangTag),
}

/// An XLIFF file of another tool.
#[derive(Debug)]
pub struct Bilingual {
    path: PathBuf,
    bytes: Vec<u8>,
    xliff: Xliff,
}

impl Bilingual {
    /// Whether a file is XLIFF, by its name.
    #[must_use]
    pub fn is_named(path: &Path) -> bool {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let known = ["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"];
        known
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`XliffError::Open`], [`XliffError::Read`].
    pub fn read(path: &Path) -> Result<Self, XliffError> {
        let failed = |source| XliffError::Read {
            path: path.to_owned(),
            source,
        };
        let mut bytes = Vec::new();
        document::open(path)?
            .read_to_end(&mut bytes)
            .map_err(|error| failed(exchange::Error::Read(error)))?;
        let xliff = Xliff::read(&bytes).map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            bytes,
            xliff,
        })
    }

    /// How many texts inside codes stay as they are.
    #[must_use]
    pub fn inner_texts(&self) -> usize {
        self.xliff.files.iter().map(|file| file.inner_texts).sum()
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many texts there are in it.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.xliff.files.iter().map(|file| file.places.len()).sum()
    }

    /// Plans what is to be filled in, for each `<file>` in it. `tell` is told how many segments
    /// are done.
    ///
    /// # Errors
    /// [`XliffError`] where its languages are none, or a memory cannot be read.
    pub fn plan(
        &self,
        asked: &[Asked<'_>],
        languages: &Languages,
        policy: &Policy,
        occasion: &Occasion,
        tell: &mut dyn FnMut(usize),
    ) -> Result<Vec<Pretranslation>, XliffError> {
        let mut ready: Vec<((LangTag, LangTag), Memories<'_>)> = Vec::new();
        let mut scratch = Scratch::default();
        let mut planned = Vec::new();
        let mut done = 0;
        for (number, file) in (1..).zip(&self.xliff.files) {
            let langs = self.languages(file, languages)?;
            let at = match ready.iter().position(|(known, _)| *known == langs) {
                Some(at) => at,
                None => {
                    let memories = Memories::new(asked, &langs.0, &langs.1)?;
                    ready.push((langs, memories));
                    ready.len() - 1
                }
            };
            let Some(((_, target_lang), memories)) = ready.get(at) else {
                continue;
            };
            let targets = targets(file, target_lang);
            let segments = file.places.iter().zip(&targets);
            let text = Text {
                name: self.name(number, file),
                target_lang,
                segments: segments
                    .map(|(place, target)| Segment {
                        source: &place.source,
                        target: target.as_ref(),
                        unit: None,
                        row: None,
                        closed: place.closed,
                        place: Some(place),
                        inside: place.inside(),
                    })
                    .collect(),
            };
            let mut round = Round::new(memories, policy, occasion, &text, &mut scratch);
            for number in 1..=text.segments.len() {
                round.segment(number)?;
                done += 1;
                tell(done);
            }
            planned.push(round.end());
        }
        Ok(planned)
    }

    /// What people call a `<file>` in it: by what it was made from, or its number.
    fn name(&self, number: usize, file: &File) -> String {
        let path = self.path.display();
        match (self.xliff.files.as_slice(), file.original.trim()) {
            ([_], _) => path.to_string(),
            (_, "") => format!("{path} ({number})"),
            (_, original) => format!("{path} ({original})"),
        }
    }

    fn languages(&self, file: &File, known: &Languages) -> Result<(LangTag, LangTag), XliffError> {
        let lang = |asked: &Option<LangTag>, said: &str, otherwise: &LangTag| match asked {
            Some(asked) => Ok(asked.clone()),
            None if said.trim().is_empty() => Ok(otherwise.clone()),
            None => LangTag::parse(said.trim()).map_err(|source| XliffError::Language {
                path: self.path.clone(),
                source,
            }),
        };
        let from = lang(&known.asked.0, &file.source_lang, &known.otherwise.0)?;
        let to = lang(&known.asked.1, &file.target_lang, &known.otherwise.1)?;
        if from.covers(&to) || to.covers(&from) {
            return Err(XliffError::SameLanguage {
                path: self.path.clone(),
                lang: from.name().to_owned(),
            });
        }
        Ok((from, to))
    }

    /// The bytes of the file with what was [planned](Self::plan) filled in; those that it has
    /// where that is nothing.
    #[must_use]
    pub fn filled(&self, planned: &[Pretranslation]) -> Vec<u8> {
        let mut fills = Vec::new();
        for (file, plan) in planned.iter().enumerate() {
            for fill in &plan.fills {
                let mut translation = fill.translation.clone();
                // What repeats a fuzzy match is one itself.
                let is_fuzzy = fill.how == How::Repetition && translation.score < Some(100);
                if is_fuzzy {
                    translation.made_by = Some(MadeBy::Fuzzy);
                }
                fills.push((file, fill.number - 1, translation));
            }
        }
        if fills.is_empty() {
            return self.bytes.clone();
        }
        let fills: Vec<Filled<'_>> = fills
            .iter()
            .map(|(file, place, translation)| Filled {
                file: *file,
                place: *place,
                translation,
            })
            .collect();
        self.xliff.filled(&fills)
    }
}

/// The translations that the places of a file have. They are a person's as far as we know, and
/// are kept.
fn targets(file: &File, lang: &LangTag) -> Vec<Option<Variant>> {
    let targets = file.places.iter().map(|place| {
        let existing = place.target.as_ref()?;
        Some(Variant {
            state: Some(existing.state),
            made_by: Some(MadeBy::Human),
            codes: existing.codes.clone(),
            ..Variant::new(lang.clone(), existing.text.as_str())
        })
    });
    targets.collect()
}
