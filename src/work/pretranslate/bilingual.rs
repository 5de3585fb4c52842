//! XLIFF and PO files of other tools, filled from the memories.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::round::Round;
use super::text::{Segment, Text};
use super::{How, Policy, Pretranslation};
use crate::document;
use crate::exchange;
use crate::exchange::po::{self, Po};
use crate::exchange::xliff::{File, Filled, Xliff};
use crate::recall::Scratch;
use crate::store;
use crate::text::LangTag;
use crate::text::lang::InvalidTag;
use crate::unit::{MadeBy, State, Variant};
use crate::work::analyze;
use crate::work::memories::{Asked, Memories};
use crate::work::project::{Languages, Occasion};

/// Why a file could not be filled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BilingualError {
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

/// A file of another tool that holds texts and their translations.
#[derive(Debug)]
pub struct Bilingual {
    path: PathBuf,
    bytes: Vec<u8>,
    content: Content,
}

/// What it is.
#[derive(Debug)]
enum Content {
    Xliff(Xliff),
    Po(Box<Po>),
}

/// What is filled as one text: a `<file>` of XLIFF, a file of PO.
#[derive(Clone, Copy)]
enum Part<'a> {
    Xliff(&'a File),
    Po(&'a Po),
}

impl Bilingual {
    /// Whether a file is one that can be filled, by its name.
    #[must_use]
    pub fn is_named(path: &Path) -> bool {
        let known = ["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"];
        has_extension(path, &known) || Self::is_po(path)
    }

    /// Whether a file is PO, by its name.
    fn is_po(path: &Path) -> bool {
        has_extension(path, &["po", "pot"])
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`BilingualError::Open`], [`BilingualError::Read`].
    pub fn read(path: &Path) -> Result<Self, BilingualError> {
        let failed = |source| BilingualError::Read {
            path: path.to_owned(),
            source,
        };
        let mut bytes = Vec::new();
        document::open(path)?
            .read_to_end(&mut bytes)
            .map_err(|error| failed(exchange::Error::Read(error)))?;
        let content = match Self::is_po(path) {
            true => Po::read(&bytes).map(Box::new).map(Content::Po),
            false => Xliff::read(&bytes).map(Content::Xliff),
        };
        Ok(Self {
            path: path.to_owned(),
            bytes,
            content: content.map_err(failed)?,
        })
    }

    /// How many texts inside codes stay as they are.
    #[must_use]
    pub fn inner_texts(&self) -> usize {
        match &self.content {
            Content::Xliff(xliff) => xliff.files.iter().map(|file| file.inner_texts).sum(),
            Content::Po(_) => 0,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many texts there are in it.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.parts().into_iter().map(Part::segments).sum()
    }

    fn parts(&self) -> Vec<Part<'_>> {
        match &self.content {
            Content::Xliff(xliff) => xliff.files.iter().map(Part::Xliff).collect(),
            Content::Po(po) => vec![Part::Po(po)],
        }
    }

    /// What is analyzed of it: each `<file>` of XLIFF, and all of PO, with its languages.
    ///
    /// # Errors
    /// [`BilingualError`] where its languages are none.
    pub fn texts(
        &self,
        languages: &Languages,
    ) -> Result<Vec<(LangTag, LangTag, analyze::Text)>, BilingualError> {
        let texts = (1..).zip(self.parts()).map(|(number, part)| {
            let (source, target) = self.languages(part, languages)?;
            let targets = part.targets(&target);
            let segments = part
                .in_text(&targets)
                .into_iter()
                .map(|segment| analyze::Segment {
                    text: segment.source.to_owned(),
                    codes: segment.codes.to_vec(),
                    inside: segment.inside,
                    locked: segment.locked,
                    translated: segment.target.is_some_and(Variant::is_confirmed),
                });
            let text = analyze::Text {
                segments: segments.collect(),
                name: self.name(number, part),
            };
            Ok((source, target, text))
        });
        texts.collect()
    }

    /// Plans what is to be filled in, for each `<file>` of XLIFF and for all of PO. `tell` is told how many segments
    /// are done.
    ///
    /// # Errors
    /// [`BilingualError`] where its languages are none, or a memory cannot be read.
    pub fn plan(
        &self,
        asked: &[Asked<'_>],
        languages: &Languages,
        policy: &Policy,
        occasion: &Occasion,
        tell: &mut dyn FnMut(usize),
    ) -> Result<Vec<Pretranslation>, BilingualError> {
        let mut ready: Vec<((LangTag, LangTag), Memories<'_>)> = Vec::new();
        let mut scratch = Scratch::default();
        let mut planned = Vec::new();
        let mut done = 0;
        for (number, part) in (1..).zip(self.parts()) {
            let langs = self.languages(part, languages)?;
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
            let targets = part.targets(target_lang);
            let text = Text {
                name: self.name(number, part),
                target_lang,
                segments: part.in_text(&targets),
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

    /// What people call a part of it: by what it was made from, or its number.
    fn name(&self, number: usize, part: Part<'_>) -> String {
        let path = self.path.display();
        let (Content::Xliff(xliff), Part::Xliff(file)) = (&self.content, part) else {
            return path.to_string();
        };
        match (xliff.files.as_slice(), file.original.trim()) {
            ([_], _) => path.to_string(),
            (_, "") => format!("{path} ({number})"),
            (_, original) => format!("{path} ({original})"),
        }
    }

    fn languages(
        &self,
        part: Part<'_>,
        known: &Languages,
    ) -> Result<(LangTag, LangTag), BilingualError> {
        let (source_lang, target_lang) = match part {
            Part::Xliff(file) => (&file.source_lang, &file.target_lang),
            Part::Po(po) => (&po.source_lang, &po.target_lang),
        };
        let lang = |asked: &Option<LangTag>, said: &str, otherwise: &LangTag| match asked {
            Some(asked) => Ok(asked.clone()),
            None if said.trim().is_empty() => Ok(otherwise.clone()),
            None => LangTag::parse(said.trim()).map_err(|source| BilingualError::Language {
                path: self.path.clone(),
                source,
            }),
        };
        let from = lang(&known.asked.0, source_lang, &known.otherwise.0)?;
        let to = lang(&known.asked.1, target_lang, &known.otherwise.1)?;
        if from.covers(&to) || to.covers(&from) {
            return Err(BilingualError::SameLanguage {
                path: self.path.clone(),
                lang: from.name().to_owned(),
            });
        }
        Ok((from, to))
    }

    /// The bytes of the file with what was [planned](Self::plan) filled in; those that it has
    /// where that is nothing.
    ///
    /// # Errors
    /// [`BilingualError::Read`] where the encoding of the file does not have a character of a
    /// translation.
    pub fn filled(&self, planned: &[Pretranslation]) -> Result<Vec<u8>, BilingualError> {
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
            return Ok(self.bytes.clone());
        }
        let fills = fills.iter();
        match &self.content {
            Content::Xliff(xliff) => {
                let fills = fills.map(|(file, place, translation)| Filled {
                    file: *file,
                    place: *place,
                    translation,
                });
                Ok(xliff.filled(&fills.collect::<Vec<_>>()))
            }
            Content::Po(po) => {
                let fills = fills.map(|(_, place, translation)| (*place, translation));
                let filled = po.filled(&fills.collect::<Vec<_>>());
                filled.map_err(|source| BilingualError::Read {
                    path: self.path.clone(),
                    source,
                })
            }
        }
    }
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    known
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

impl<'a> Part<'a> {
    /// How many texts there are in it.
    fn segments(self) -> usize {
        match self {
            Self::Xliff(file) => file.places.len(),
            Self::Po(po) => po.places.len(),
        }
    }

    /// The translations that its places have. They are a person's as far as we know, and are kept;
    /// but for what msgmerge guessed.
    fn targets(self, lang: &LangTag) -> Vec<Option<Variant>> {
        let of_xliff = |file: &File| -> Vec<_> {
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
        };
        let of_entry = |place: &po::Place| {
            let (state, made_by) = match place.is_fuzzy {
                true if place.is_guessed => (State::Draft, MadeBy::Fuzzy),
                true => (State::Draft, MadeBy::Human),
                false => (State::Translated, MadeBy::Human),
            };
            Some(Variant {
                state: Some(state),
                made_by: Some(made_by),
                ..Variant::new(lang.clone(), place.target.as_deref()?)
            })
        };
        match self {
            Self::Xliff(file) => of_xliff(file),
            Self::Po(po) => po.places.iter().map(of_entry).collect(),
        }
    }

    /// Its texts with their `targets`.
    fn in_text(self, targets: &'a [Option<Variant>]) -> Vec<Segment<'a>> {
        match self {
            Self::Xliff(file) => {
                let segments = file.places.iter().zip(targets);
                let segments = segments.map(|(place, target)| Segment {
                    source: &place.source,
                    target: target.as_ref(),
                    unit: None,
                    row: None,
                    closed: place.closed,
                    locked: place.locked,
                    fits: place.fits,
                    place: Some(place),
                    codes: &place.codes,
                    inside: place.inside(),
                });
                segments.collect()
            }
            Self::Po(po) => {
                let segments = po.places.iter().zip(targets);
                let segments = segments.map(|(place, target)| Segment {
                    source: &place.source,
                    target: target.as_ref(),
                    unit: None,
                    row: None,
                    closed: false,
                    locked: false,
                    fits: place.fits,
                    place: None,
                    codes: &[],
                    inside: Vec::new(),
                });
                segments.collect()
            }
        }
    }
}
