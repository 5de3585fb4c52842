//! Aligning texts outside of a memory: what `yiku align` does; and the words that all texts are
//! aligned by.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::embed::{self, Embeddings};
use super::import;
use crate::align::{self, Bead, Dictionary, Knowledge, ReadLexicon, SideText, Vectors};
use crate::document::{self, FileText};
use crate::exchange::{self, Format, Header, Occurrences, Options, Outgoing, Report};
use crate::segment::Segmenter;
use crate::text::LangTag;
use crate::text::script::joint;
use crate::unit::{Fields, MadeBy, Origin, State, Unit, Variant};

/// A text as segments.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// What people call it: its file.
    pub name: String,
    /// Its segments, in order.
    pub segments: Vec<String>,
    /// The paragraph of each, ascending; empty where none are known.
    pub paragraphs: Vec<usize>,
    /// Their vectors, where a command made some.
    pub vectors: Option<Vectors>,
}

/// `[alignment]`
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AlignmentTable {
    /// Lists of words to pair by, beside ours: English and Chinese parted by a tab, or in the form
    /// of CC-CEDICT.
    pub lexicon: Vec<PathBuf>,
}

/// A lexicon of several files, on top of the one we ship.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// All of it, where there are files.
    own: Option<Dictionary>,
    /// What came of reading each file.
    pub read: Vec<(PathBuf, ReadLexicon)>,
    /// BLAKE3 of the files, where there are any.
    pub hash: Option<[u8; 32]>,
}

impl Lexicon {
    /// Reads lexicons; UTF-8 or what a file says it is.
    ///
    /// # Errors
    /// [`document::Error`] where a file cannot be read.
    pub fn read(files: &[PathBuf]) -> Result<Self, document::Error> {
        let mut lexicon = Self::default();
        let mut hasher = blake3::Hasher::new();
        for file in files {
            let content = document::read(file, None)?;
            hasher.update(&content.hash);
            let own = lexicon
                .own
                .get_or_insert_with(|| Dictionary::shipped().clone());
            let read = own.read(&content.text);
            lexicon.read.push((file.clone(), read));
        }
        lexicon.hash = (!files.is_empty()).then(|| *hasher.finalize().as_bytes());
        Ok(lexicon)
    }

    /// All of it. The one we ship is read where it is wanted, which takes as long as a small import.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        self.own.as_ref().unwrap_or_else(|| Dictionary::shipped())
    }
}

impl Side {
    /// Cuts a text into segments; without what cuts, each line is one, and a blank line ends a
    /// paragraph.
    #[must_use]
    pub fn new(
        path: &Path,
        file: &FileText,
        lang: &LangTag,
        segmenter: Option<&Segmenter>,
    ) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let mut side = Self {
            name: name.to_string_lossy().into_owned(),
            ..Self::default()
        };
        if let Some(segmenter) = segmenter {
            for segment in import::segments(file, lang, segmenter) {
                let text = file.text.get(segment.range).unwrap_or_default();
                side.segments.push(text.to_owned());
                side.paragraphs.push(segment.paragraph);
            }
            return side;
        }
        let mut paragraph = 0;
        for line in file.text.lines() {
            if line.trim().is_empty() {
                paragraph += usize::from(!side.segments.is_empty());
            } else {
                side.segments.push(line.trim().to_owned());
                side.paragraphs.push(paragraph);
            }
        }
        if paragraph == 0 {
            // No blank line at all says nothing of paragraphs.
            side.paragraphs.clear();
        }
        side
    }

    fn texts(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// What the aligner is given of it.
    fn text<'s>(&'s self, lang: &'s LangTag, segments: &'s [&'s str]) -> SideText<'s> {
        SideText {
            paragraphs: &self.paragraphs,
            vectors: self.vectors.as_ref(),
            ..SideText::new(lang, segments)
        }
    }

    /// Some of its segments as one text.
    #[must_use]
    pub fn joined(&self, segments: &[usize]) -> String {
        let mut text = String::new();
        for segment in segments.iter().filter_map(|at| self.segments.get(*at)) {
            text.push_str(joint(text.chars().next_back(), segment.chars().next()));
            text.push_str(segment);
        }
        text
    }
}

/// A text and its translation, paired.
#[derive(Clone, Debug)]
pub struct Paired {
    /// The text.
    pub source: Side,
    /// Its translation.
    pub target: Side,
    /// What belongs together, in order.
    pub beads: Vec<Bead>,
}

/// Gives texts the vectors that a command makes of their segments.
///
/// # Errors
/// [`embed::Error`] where it does not.
pub fn embed(texts: &mut [(Side, Side)], command: &str) -> Result<(), embed::Error> {
    let sides = || texts.iter().flat_map(|(source, target)| [source, target]);
    let segments = sides().flat_map(|side| side.segments.iter().map(String::as_str));
    let embeddings = Embeddings::of_command(command, segments)?;
    for side in texts
        .iter_mut()
        .flat_map(|(source, target)| [source, target])
    {
        let segments = side.segments.iter().map(|text| [text.as_str()]);
        side.vectors = Some(embeddings.vectors(segments));
    }
    Ok(())
}

/// Pairs texts with their translations; several learn from each other.
#[must_use]
pub fn pair(
    texts: Vec<(Side, Side)>,
    (from, to): (&LangTag, &LangTag),
    knowledge: Knowledge<'_>,
) -> Vec<Paired> {
    let segments: Vec<_> = texts.iter().map(|(s, t)| (s.texts(), t.texts())).collect();
    let sides: Vec<(SideText<'_>, SideText<'_>)> = texts
        .iter()
        .zip(&segments)
        .map(|((s, t), (of_source, of_target))| (s.text(from, of_source), t.text(to, of_target)))
        .collect();
    let beads = align::align_together(&sides, knowledge);
    drop(sides);
    let texts = texts.into_iter().zip(beads);
    texts
        .map(|((source, target), beads)| Paired {
            source,
            target,
            beads,
        })
        .collect()
}

/// What was written of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What went into the file and what could not be kept.
    pub report: Report,
    /// Pairs that the aligner is not sure of, and that a memory therefore does not get.
    pub doubtful: usize,
    /// Segments of either side without counterpart.
    pub alone: usize,
}

/// Writes the pairs as an exchange file: those the aligner is sure of as translated, the others as
/// drafts, which a memory (TMX, Weblate) does not hold.
///
/// # Errors
/// [`exchange::Error`] where the system cannot write.
pub fn write<W: std::io::Write + Send>(
    texts: &[Paired],
    (from, to): (&LangTag, &LangTag),
    format: Format,
    out: W,
) -> Result<Written, exchange::Error> {
    let header = Header {
        source: from.clone(),
        target: to.clone(),
        tags: exchange::Tags::default(),
        date: None,
    };
    let mut writer = exchange::writer(format, out, &header, &Options::default())?;
    let mut written = Written::default();
    let mut ids = Occurrences::default();
    for text in texts {
        let origin = Origin::Document(text.source.name.clone());
        for bead in &text.beads {
            if bead.source.is_empty() || bead.target.is_empty() {
                written.alone += bead.source.len() + bead.target.len();
                continue;
            }
            let sure = bead.confidence >= align::CONFIDENT;
            if !sure && matches!(format, Format::Tmx | Format::Weblate) {
                written.doubtful += 1;
                continue;
            }
            let source = text.source.joined(&bead.source);
            let unit = Unit {
                id: ids.id(&origin, &source),
                origin: origin.clone(),
                source_lang: from.clone(),
                variants: vec![
                    Variant::new(from.clone(), source),
                    Variant {
                        state: Some(if sure {
                            State::Translated
                        } else {
                            State::Draft
                        }),
                        made_by: Some(MadeBy::Aligned),
                        score: Some((bead.confidence * 100.0).round() as u8),
                        ..Variant::new(to.clone(), text.target.joined(&bead.target))
                    },
                ],
                cuts: Vec::new(),
                fields: Fields::default(),
                notes: Vec::new(),
                properties: Vec::new(),
            };
            writer.unit(&Outgoing::alone(&unit))?;
        }
    }
    (_, written.report) = writer.finish()?;
    Ok(written)
}
