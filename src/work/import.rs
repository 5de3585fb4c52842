//! Importing a document, with its translation where there is one, and importing a termbase.
//!
//! A document that is imported again keeps the translation of every segment whose text stands.
//! What a person wrote or confirmed is never overwritten: where the translation's file changed
//! too, its text stands beside as an alternative.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::carry::{self, Carried};
use crate::align::{self, Bead, Knowledge, SideText};
use crate::document::{self, FileText};
use crate::segment::{self, Options, Segment};
use crate::store::{self, Document, Part, Placed, Row, StoredUnit, Writer};
use crate::term::Concept;
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{Fields, MadeBy, Origin, Side, State, Unit, UnitId, Variant};

/// A segment longer than this (characters) is no segment: the file is not what it was taken for.
const LONGEST_SEGMENT: usize = 1_000_000;

/// A document to import, read but not yet in the memory.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What people call it.
    pub name: String,
    /// Its file, for messages.
    pub path: PathBuf,
    /// Its text.
    pub source: FileText,
    /// The file of its translation and the text of it.
    pub target: Option<(PathBuf, FileText)>,
    /// The language of the text.
    pub source_lang: LangTag,
    /// The language it is translated into.
    pub target_lang: LangTag,
    /// How it is cut into segments.
    pub segmentation: Options,
    /// The date of the text, as RFC 3339 in UTC.
    pub date: Option<String>,
    /// What translators filter by.
    pub fields: Fields,
}

/// What an import could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] document::Error),
    /// A termbase could not be read.
    #[error("{}: {source}", path.display())]
    Termbase {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: crate::exchange::Error,
    },
    /// A segment is too long to be one.
    #[error("{}, paragraph {paragraph}: one segment of {characters} characters; is this a text?", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// The paragraph, from 1.
        paragraph: usize,
        /// How long it is.
        characters: usize,
    },
}

/// What an import of a document did. Segments are numbered from 1, as they stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The document.
    pub document: String,
    /// Whether the document was not in the memory before.
    pub first: bool,
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// How many segments it has.
    pub segments: usize,
    /// How many paragraphs.
    pub paragraphs: usize,
    /// Segments that were not there before.
    pub new: Vec<usize>,
    /// Segments whose text changed; their earlier texts are kept.
    pub changed: Vec<usize>,
    /// How many segments are not there any more; their translations are kept in the memory.
    pub gone: usize,
    /// Segments that stand elsewhere now.
    pub moved: usize,
    /// What aligning its translation did, where that was asked for.
    pub alignment: Option<Alignment>,
}

/// What aligning a document with its translation did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// How many segments have their translation from the file.
    pub paired: usize,
    /// Of these, those where the aligner is not sure: drafts.
    pub doubtful: Vec<usize>,
    /// Segments for which the file has nothing.
    pub missing: Vec<usize>,
    /// How many sentences of the translation no segment has.
    pub unpaired: usize,
    /// Segments where a person and the file both changed the translation: both are kept.
    pub conflicts: Vec<usize>,
    /// Segments whose translation the file changed.
    pub updated: Vec<usize>,
    /// Segments that had a translation of the file which it does not hold any more.
    pub withdrawn: Vec<usize>,
}

/// Reads a document, and its translation where one is named.
///
/// # Errors
/// [`document::Error`] where a file cannot be read as text.
pub fn read(
    path: &Path,
    target: Option<&Path>,
    encoding: Option<&str>,
) -> Result<(FileText, Option<(PathBuf, FileText)>), document::Error> {
    let source = document::read(path, encoding)?;
    let target = target
        .map(|path| Ok::<_, document::Error>((path.to_owned(), document::read(path, encoding)?)))
        .transpose()?;
    Ok((source, target))
}

/// Brings a document into the memory, or up to date there.
///
/// # Errors
/// [`Error`] where the memory refuses or a segment is too long; then nothing is changed.
pub fn document(writer: &Writer<'_>, incoming: &Incoming) -> Result<Outcome, Error> {
    let known = writer.document(&incoming.name)?;
    if let Some(known) = known.as_ref().filter(|known| is_current(known, incoming)) {
        return unchanged(writer, known, incoming);
    }
    Import::new(writer, incoming, known)?.run()
}

/// Whether the memory already holds just this.
fn is_current(known: &Document, incoming: &Incoming) -> bool {
    known.source_hash == incoming.source.hash
        && known.segmentation == incoming.segmentation
        && known.source_lang == incoming.source_lang
        && known.target_lang == incoming.target_lang
        && (incoming.target.as_ref()).is_none_or(|(_, text)| known.target_hash == Some(text.hash))
}

/// Notes what may have changed around an unchanged text: its date, and what it is filed under.
fn unchanged(writer: &Writer<'_>, known: &Document, incoming: &Incoming) -> Result<Outcome, Error> {
    let row = writer.put_document(&Document {
        date: incoming.date.clone().or_else(|| known.date.clone()),
        ..known.clone()
    })?;
    let placed = writer.placed(row)?;
    for Placed { stored, .. } in &placed {
        let mut stored = stored.clone();
        stored.unit.fields = incoming.fields.clone();
        writer.update_unit(&stored)?;
    }
    Ok(Outcome {
        document: incoming.name.clone(),
        unchanged: true,
        segments: placed.len(),
        ..Outcome::default()
    })
}

/// A run of sentences that makes one unit, with what aligns to it.
struct Group {
    /// Sentences of the source, as indices.
    source: Vec<usize>,
    /// Sentences of the target.
    target: Vec<usize>,
    /// The aligner's confidence.
    confidence: f64,
}

/// An import under way.
struct Import<'a> {
    writer: &'a Writer<'a>,
    incoming: &'a Incoming,
    known: Option<Document>,
    /// The segments as they stand in the memory.
    placed: Vec<Placed>,
    /// Units of the document without a place: earlier texts.
    retired: Vec<StoredUnit>,
    /// The sentences of the new text.
    sentences: Vec<Segment>,
    outcome: Outcome,
}

impl<'a> Import<'a> {
    fn new(
        writer: &'a Writer<'a>,
        incoming: &'a Incoming,
        known: Option<Document>,
    ) -> Result<Self, Error> {
        let sentences = cut(
            &incoming.path,
            &incoming.source.text,
            &incoming.source_lang,
            &incoming.segmentation,
        )?;
        let row = known.as_ref().and_then(|known| known.row);
        let (placed, retired) = match row {
            Some(row) => (writer.placed(row)?, writer.retired(row)?),
            None => (Vec::new(), Vec::new()),
        };
        let outcome = Outcome {
            document: incoming.name.clone(),
            first: known.is_none(),
            paragraphs: sentences.last().map_or(0, |last| last.paragraph + 1),
            ..Outcome::default()
        };
        Ok(Self {
            writer,
            incoming,
            known,
            placed,
            retired,
            sentences,
            outcome,
        })
    }

    fn run(mut self) -> Result<Outcome, Error> {
        let chunks = self.chunks();
        let target = self.target_sentences()?;
        let groups = match &target {
            Some((text, sentences)) => {
                let concepts = self.writer.concepts()?;
                self.align(chunks, text, sentences, &concepts)
            }
            None => chunks
                .into_iter()
                .map(|source| Group {
                    source,
                    target: Vec::new(),
                    confidence: 0.0,
                })
                .collect(),
        };
        let document = self.put_document(target.is_some())?;
        let rows = self.put_source(document, &groups)?;
        match &target {
            Some((text, sentences)) => {
                self.put_target(document, &groups, &rows, text, sentences)?;
            }
            None => self.keep_target(document, &rows)?,
        }
        Ok(self.outcome)
    }

    /// The sentences of the new text, joined where the memory holds them as one unit.
    fn chunks(&self) -> Vec<Vec<usize>> {
        let text = &self.incoming.source.text;
        let joined: HashSet<String> = self
            .placed
            .iter()
            .filter(|placed| !placed.stored.unit.cuts.is_empty())
            .filter_map(|placed| placed.stored.unit.source())
            .map(|source| identity(&source.text))
            .collect();
        let most = self
            .placed
            .iter()
            .map(|placed| placed.stored.unit.cuts.len() + 1)
            .max()
            .unwrap_or(1);
        let mut chunks = Vec::new();
        let mut at = 0;
        while at < self.sentences.len() {
            let end = (at + 2..=(at + most).min(self.sentences.len()))
                .rev()
                .find(|end| joined.contains(&identity(span(text, &self.sentences[at..*end]))))
                .unwrap_or(at + 1);
            chunks.push((at..end).collect());
            at = end;
        }
        chunks
    }

    /// The text of the translation and its sentences, where it has to be aligned.
    fn target_sentences(&self) -> Result<Option<(&'a str, Vec<Segment>)>, Error> {
        let Some((path, file)) = &self.incoming.target else {
            return Ok(None);
        };
        let sentences = cut(
            path,
            &file.text,
            &self.incoming.target_lang,
            &self.incoming.segmentation,
        )?;
        Ok(Some((&file.text, sentences)))
    }

    /// Aligns the chunks with the sentences of the translation.
    fn align(
        &self,
        chunks: Vec<Vec<usize>>,
        target_text: &str,
        target: &[Segment],
        concepts: &[Concept],
    ) -> Vec<Group> {
        let chunk_text = |chunk: &Vec<usize>| self.chunk_text(chunk);
        let source_texts: Vec<&str> = chunks.iter().map(chunk_text).collect();
        let source_paragraphs: Vec<usize> = chunks
            .iter()
            .map(|chunk| self.sentences[chunk[0]].paragraph)
            .collect();
        let target_texts: Vec<&str> = target
            .iter()
            .map(|segment| &target_text[segment.range.clone()])
            .collect();
        let target_paragraphs: Vec<usize> =
            target.iter().map(|segment| segment.paragraph).collect();
        let beads = align::align(
            SideText {
                lang: &self.incoming.source_lang,
                segments: &source_texts,
                paragraphs: &source_paragraphs,
            },
            SideText {
                lang: &self.incoming.target_lang,
                segments: &target_texts,
                paragraphs: &target_paragraphs,
            },
            Knowledge { concepts },
        );
        let protected = self.protected();
        let mut groups = Vec::new();
        for bead in beads {
            let keep_apart = bead.source.len() > 1
                && (!contiguous(&bead)
                    || bead
                        .source
                        .iter()
                        .any(|chunk| protected.contains(&identity(source_texts[*chunk]))));
            let mut parts: Vec<Vec<usize>> = if keep_apart {
                bead.source
                    .iter()
                    .map(|chunk| chunks[*chunk].clone())
                    .collect()
            } else {
                vec![
                    bead.source
                        .iter()
                        .flat_map(|chunk| chunks[*chunk].clone())
                        .collect(),
                ]
            };
            // What a person holds apart stays apart; the file's text goes with the first part.
            for (place, source) in parts.drain(..).enumerate() {
                groups.push(Group {
                    source,
                    target: if place == 0 {
                        bead.target.clone()
                    } else {
                        Vec::new()
                    },
                    confidence: bead.confidence,
                });
            }
        }
        groups
    }

    /// The sources of segments whose translation a person wrote, confirmed or locked.
    fn protected(&self) -> HashSet<String> {
        self.placed
            .iter()
            .filter(|placed| {
                placed
                    .stored
                    .unit
                    .variant(&self.incoming.target_lang)
                    .is_some_and(is_by_hand)
            })
            .filter_map(|placed| placed.stored.unit.source())
            .map(|source| identity(&source.text))
            .collect()
    }

    fn chunk_text(&self, chunk: &[usize]) -> &'a str {
        match (chunk.first(), chunk.last()) {
            (Some(first), Some(last)) => {
                span(&self.incoming.source.text, &self.sentences[*first..=*last])
            }
            _ => "",
        }
    }

    fn put_document(&self, aligned: bool) -> Result<Row, Error> {
        let incoming = self.incoming;
        let known = self.known.as_ref();
        let tail = tail(&incoming.source, &self.sentences);
        let (target_file, target_hash, target_encoding) = match &incoming.target {
            Some((path, text)) => (
                Some(file_name(path)),
                Some(text.hash),
                Some(text.encoding.to_owned()),
            ),
            // The source changed and nobody gave the translation: it has to be aligned again
            // when it comes.
            None => (
                known.and_then(|known| known.target_file.clone()),
                None,
                known.and_then(|known| known.target_encoding.clone()),
            ),
        };
        let target_tail = if aligned {
            None // known once the target is laid
        } else {
            known.and_then(|known| known.target_tail.clone())
        };
        Ok(self.writer.put_document(&Document {
            row: None,
            name: incoming.name.clone(),
            file: file_name(&incoming.path),
            target_file,
            source_lang: incoming.source_lang.clone(),
            target_lang: incoming.target_lang.clone(),
            source_hash: incoming.source.hash,
            target_hash,
            source_encoding: incoming.source.encoding.to_owned(),
            target_encoding,
            source_tail: tail,
            target_tail,
            segmentation: incoming.segmentation.clone(),
            date: incoming
                .date
                .clone()
                .or_else(|| known.and_then(|known| known.date.clone())),
        })?)
    }

    /// Lays the source side: finds or adds the unit of each group that has a source.
    fn put_source(&mut self, document: Row, groups: &[Group]) -> Result<Vec<Option<Row>>, Error> {
        let text = &self.incoming.source.text;
        let texts: Vec<&str> = groups
            .iter()
            .filter(|group| !group.source.is_empty())
            .map(|group| self.chunk_text(&group.source))
            .collect();
        let old: Vec<&str> = self
            .placed
            .iter()
            .map(|placed| source_text(&placed.stored))
            .collect();
        let carried = carry::carry(&old, &texts);
        self.count(&carried);
        let mut spare = Spare::new(&self.placed, &self.retired);
        for place in carried.same.iter().flatten() {
            spare.take(self.placed[*place].stored.row);
        }
        let mut rows = Vec::with_capacity(groups.len());
        let mut parts = Vec::new();
        let mut number = 0;
        let mut end = 0;
        for group in groups {
            let (Some(first), Some(last)) = (group.source.first(), group.source.last()) else {
                rows.push(None);
                continue;
            };
            let cuts = self.cuts(&group.source);
            let old = carried.same[number].map(|place| &self.placed[place].stored);
            let replaces = carried.changed[number].map(|place| self.placed[place].stored.row);
            let source = texts[number];
            let again = match old {
                Some(_) => None,
                None => spare.take_retired(source),
            };
            let row = match old.or(again) {
                Some(stored) => {
                    let mut stored = stored.clone();
                    stored.unit.cuts = cuts;
                    stored.unit.fields = self.incoming.fields.clone();
                    stored.replaces = replaces.or(stored.replaces);
                    self.writer.update_unit(&stored)?;
                    // Equal but for form (white space at the ends, NFC): the file's form stands.
                    let text = Variant::new(self.incoming.source_lang.clone(), source);
                    self.writer.put_variant(stored.row, 0, &text)?;
                    stored.row
                }
                None => {
                    let unit = self.new_unit(source, cuts, &mut spare);
                    self.writer.add_unit(document, &unit, replaces)?
                }
            };
            let start = self.sentences[*first].range.start;
            let mark = if end == 0 {
                self.incoming.source.mark
            } else {
                ""
            };
            parts.push(Part {
                before: format!("{mark}{}", &text[end..start]),
                unit: row,
            });
            end = self.sentences[*last].range.end;
            rows.push(Some(row));
            number += 1;
        }
        self.outcome.segments = parts.len();
        self.writer.set_parts(document, Side::Source, &parts)?;
        Ok(rows)
    }

    fn count(&mut self, carried: &Carried) {
        self.outcome.gone = carried.gone.len();
        let mut last = None;
        for (place, old) in carried.same.iter().enumerate() {
            match old {
                Some(old) => {
                    if last.is_some_and(|last| *old < last) {
                        self.outcome.moved += 1;
                    } else {
                        last = Some(*old);
                    }
                }
                None if carried.changed[place].is_some() => self.outcome.changed.push(place + 1),
                None => self.outcome.new.push(place + 1),
            }
        }
    }

    /// The byte offsets in a group's text where one sentence ends and the next begins.
    fn cuts(&self, sentences: &[usize]) -> Vec<u32> {
        let Some(first) = sentences.first() else {
            return Vec::new();
        };
        let start = self.sentences[*first].range.start;
        let (_, inner) = sentences.split_last().unwrap_or((first, &[]));
        inner
            .iter()
            .filter_map(|sentence| u32::try_from(self.sentences[*sentence].range.end - start).ok())
            .collect()
    }

    fn new_unit(&self, source: &str, cuts: Vec<u32>, spare: &mut Spare<'_>) -> Unit {
        let incoming = self.incoming;
        Unit {
            id: spare.new_id(&incoming.name, source),
            origin: Origin::Document(incoming.name.clone()),
            source_lang: incoming.source_lang.clone(),
            variants: vec![Variant::new(incoming.source_lang.clone(), source)],
            cuts,
            fields: incoming.fields.clone(),
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Lays the target side from the translation's file, keeping what is by hand.
    fn put_target(
        &mut self,
        document: Row,
        groups: &[Group],
        rows: &[Option<Row>],
        text: &str,
        sentences: &[Segment],
    ) -> Result<(), Error> {
        let mut alignment = Alignment::default();
        let mut places: Vec<(usize, usize, Row)> = Vec::new(); // start, end, unit
        let mut spare = Spare::new(&[], &[]);
        let old_unpaired = self.writer.unpaired(document)?;
        let mut kept_unpaired = HashSet::new();
        let mut number = 0;
        for (group, row) in groups.iter().zip(rows) {
            let target = match (group.target.first(), group.target.last()) {
                (Some(first), Some(last)) => {
                    Some(sentences[*first].range.start..sentences[*last].range.end)
                }
                _ => None,
            };
            match (row, target) {
                (Some(row), target) => {
                    number += 1;
                    let given = target.as_ref().map(|range| &text[range.clone()]);
                    self.pair(*row, number, given, group.confidence, &mut alignment)?;
                    if let Some(range) = target {
                        places.push((range.start, range.end, *row));
                    }
                }
                (None, Some(range)) => {
                    alignment.unpaired += 1;
                    let given = &text[range.clone()];
                    let row = self.unpaired_unit(
                        document,
                        given,
                        &old_unpaired,
                        &mut kept_unpaired,
                        &mut spare,
                    )?;
                    places.push((range.start, range.end, row));
                }
                (None, None) => {}
            }
        }
        places.sort_unstable();
        let mark = self
            .incoming
            .target
            .as_ref()
            .map_or("", |(_, file)| file.mark);
        let mut end = 0;
        let mut parts = Vec::new();
        for (start, stop, unit) in places {
            let mark = if parts.is_empty() { mark } else { "" };
            parts.push(Part {
                before: format!("{mark}{}", text.get(end..start).unwrap_or_default()),
                unit,
            });
            end = stop;
        }
        self.writer.set_parts(document, Side::Target, &parts)?;
        for placed in old_unpaired {
            if !kept_unpaired.contains(&placed.stored.row) {
                self.writer.remove_unit(placed.stored.row)?;
            }
        }
        if let Some(known) = self.writer.document(&self.incoming.name)? {
            self.writer.put_document(&Document {
                target_tail: Some(text.get(end..).unwrap_or_default().to_owned()),
                ..known
            })?;
        }
        self.outcome.alignment = Some(alignment);
        Ok(())
    }

    /// The unit of a translation that no segment has: the one that is there, or a new one.
    fn unpaired_unit(
        &self,
        document: Row,
        given: &str,
        old: &[Placed],
        kept: &mut HashSet<Row>,
        spare: &mut Spare<'_>,
    ) -> Result<Row, Error> {
        let lang = &self.incoming.target_lang;
        let same = old.iter().map(|placed| &placed.stored).find(|stored| {
            !kept.contains(&stored.row)
                && stored
                    .unit
                    .variant(lang)
                    .is_some_and(|variant| variant.text == given)
        });
        if let Some(stored) = same {
            kept.insert(stored.row);
            return Ok(stored.row);
        }
        let incoming = self.incoming;
        let mut variant = Variant::new(lang.clone(), given);
        variant.state = Some(State::Draft);
        variant.made_by = Some(MadeBy::Aligned);
        variant.date.clone_from(&incoming.date);
        // Its id speaks of the translation, since there is no source; the name of the origin
        // keeps it apart from a source of the same text.
        let id = spare.new_id(&format!("{}#{}", incoming.name, lang.canonical()), given);
        let unit = Unit {
            id,
            origin: Origin::Document(incoming.name.clone()),
            source_lang: incoming.source_lang.clone(),
            variants: vec![variant],
            cuts: Vec::new(),
            fields: incoming.fields.clone(),
            notes: Vec::new(),
            properties: Vec::new(),
        };
        Ok(self.writer.add_unit(document, &unit, None)?)
    }

    /// Gives a unit the translation that the file has for it, or takes away what it had from an
    /// earlier file, unless a person had a hand in it.
    fn pair(
        &self,
        row: Row,
        number: usize,
        given: Option<&str>,
        confidence: f64,
        alignment: &mut Alignment,
    ) -> Result<(), Error> {
        let lang = &self.incoming.target_lang;
        let Some(stored) = self.writer.unit(row)? else {
            return Ok(());
        };
        let mut texts = stored.unit.alternatives(lang);
        let current = texts.next();
        let alternatives = texts.count();
        let Some(given) = given else {
            alignment.missing.push(number);
            if current.is_some_and(|current| !is_by_hand(current)) {
                alignment.withdrawn.push(number);
                self.writer.remove_variants(row, lang, 0)?;
            }
            return Ok(());
        };
        alignment.paired += 1;
        let sure = confidence >= align::CONFIDENT;
        if !sure {
            alignment.doubtful.push(number);
        }
        let mut from_file = Variant::new(lang.clone(), given);
        from_file.state = Some(if sure {
            State::Translated
        } else {
            State::Draft
        });
        from_file.made_by = Some(MadeBy::Aligned);
        from_file.score = Some(percent(confidence));
        from_file.date.clone_from(&self.incoming.date);
        match current {
            Some(current) if is_by_hand(current) => {
                let untouched =
                    current.text == given || current.as_imported.as_deref() == Some(given);
                if !untouched {
                    alignment.conflicts.push(number);
                    from_file.state = Some(State::Draft);
                    self.writer.put_variant(row, 1, &from_file)?;
                    let mut current = current.clone();
                    current.as_imported = Some(given.to_owned());
                    self.writer.put_variant(row, 0, &current)?;
                }
            }
            Some(current) => {
                if current.text != given {
                    alignment.updated.push(number);
                }
                if alternatives > 0 {
                    self.writer.remove_variants(row, lang, 1)?;
                }
                self.writer.put_variant(row, 0, &from_file)?;
            }
            None => self.writer.put_variant(row, 0, &from_file)?,
        }
        Ok(())
    }

    /// Keeps what the target side had for the segments that still stand.
    fn keep_target(&self, document: Row, rows: &[Option<Row>]) -> Result<(), Error> {
        let stand: HashSet<Row> = rows.iter().copied().flatten().collect();
        let unpaired: HashSet<Row> = self
            .writer
            .unpaired(document)?
            .into_iter()
            .map(|placed| placed.stored.row)
            .collect();
        let mut parts = self.writer.parts(document, Side::Target)?;
        parts.retain(|part| stand.contains(&part.unit) || unpaired.contains(&part.unit));
        Ok(self.writer.set_parts(document, Side::Target, &parts)?)
    }
}

/// The units that a new text may take up again, and the ids that are in use.
struct Spare<'a> {
    used: HashSet<UnitId>,
    retired: HashMap<String, Vec<&'a StoredUnit>>,
}

impl<'a> Spare<'a> {
    fn new(placed: &'a [Placed], retired: &'a [StoredUnit]) -> Self {
        let mut by_text: HashMap<String, Vec<&StoredUnit>> = HashMap::new();
        for stored in retired.iter().rev() {
            by_text
                .entry(identity(source_text(stored)))
                .or_default()
                .push(stored);
        }
        Self {
            used: placed
                .iter()
                .map(|placed| placed.stored.unit.id)
                .chain(retired.iter().map(|stored| stored.unit.id))
                .collect(),
            retired: by_text,
        }
    }

    /// Notes that a unit has found its place.
    fn take(&mut self, row: Row) {
        for units in self.retired.values_mut() {
            units.retain(|stored| stored.row != row);
        }
    }

    /// A unit that had this text before and lost its place: the text has come back.
    fn take_retired(&mut self, source: &str) -> Option<&'a StoredUnit> {
        self.retired.get_mut(&identity(source))?.pop()
    }

    /// The first id of this text that is free.
    fn new_id(&mut self, document: &str, source: &str) -> UnitId {
        let origin = Origin::Document(document.to_owned());
        let mut nth = 0;
        loop {
            let id = UnitId::new(&origin, source, nth);
            if self.used.insert(id) {
                return id;
            }
            nth += 1;
        }
    }
}

/// Whether a person had a hand in a translation: then no file overwrites it.
fn is_by_hand(variant: &Variant) -> bool {
    variant.made_by != Some(MadeBy::Aligned) || variant.locked.is_some()
}

/// Whether the source of a bead is one run without a gap.
fn contiguous(bead: &Bead) -> bool {
    bead.source.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

fn percent(confidence: f64) -> u8 {
    // In 0..=100 by the clamp.
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}

fn source_text(stored: &StoredUnit) -> &str {
    stored.unit.source().map_or("", |source| &source.text)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The text of consecutive segments, with the white space between them.
fn span<'t>(text: &'t str, segments: &[Segment]) -> &'t str {
    match (segments.first(), segments.last()) {
        (Some(first), Some(last)) => text.get(first.range.start..last.range.end).unwrap_or(""),
        _ => "",
    }
}

/// The white space after the last segment.
fn tail(file: &FileText, segments: &[Segment]) -> String {
    let end = segments.last().map_or(0, |last| last.range.end);
    file.text.get(end..).unwrap_or_default().to_owned()
}

/// Cuts a text, refusing what cannot be segments.
fn cut(path: &Path, text: &str, lang: &LangTag, options: &Options) -> Result<Vec<Segment>, Error> {
    let segments = segment::segments(text, lang, options);
    for segment in &segments {
        let bytes = segment.range.len();
        if bytes > LONGEST_SEGMENT {
            let characters = text
                .get(segment.range.clone())
                .map_or(bytes, |text| text.chars().count());
            if characters > LONGEST_SEGMENT {
                return Err(Error::TooLong {
                    path: path.to_owned(),
                    paragraph: segment.paragraph + 1,
                    characters,
                });
            }
        }
    }
    Ok(segments)
}

/// What loading a termbase did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermbaseOutcome {
    /// Its name: that of its file.
    pub name: String,
    /// Whether the file is as it was loaded before.
    pub unchanged: bool,
    /// How many concepts it has.
    pub concepts: usize,
    /// How many of them are new.
    pub new: usize,
    /// How many changed.
    pub changed: usize,
    /// How many went.
    pub gone: usize,
    /// Concepts that the file has too, but that were changed by hand and stay so.
    pub kept: Vec<String>,
    /// What was mended in the file.
    pub mended: Vec<crate::exchange::Mend>,
}

/// A termbase to load, read but not yet in the memory.
#[derive(Clone, Debug)]
pub struct IncomingTermbase {
    /// Its file, for messages.
    pub path: PathBuf,
    /// Its text.
    pub file: FileText,
}

/// Brings a termbase into the memory, or up to date there.
///
/// # Errors
/// [`Error`] where the file is no termbase, or the memory refuses; then nothing is changed.
pub fn termbase(
    writer: &Writer<'_>,
    incoming: &IncomingTermbase,
) -> Result<TermbaseOutcome, Error> {
    let name = file_name(&incoming.path);
    let hash = incoming.file.hash;
    if writer.termbase_hash(&name)? == Some(hash) {
        return Ok(TermbaseOutcome {
            name,
            unchanged: true,
            ..TermbaseOutcome::default()
        });
    }
    let base =
        crate::exchange::termbase::read(&incoming.file.text).map_err(|source| Error::Termbase {
            path: incoming.path.clone(),
            source,
        })?;
    let ([new, changed, gone], kept) = writer.load_termbase(&name, hash, &base.concepts)?;
    Ok(TermbaseOutcome {
        name,
        unchanged: false,
        concepts: base.concepts.len(),
        new,
        changed,
        gone,
        kept,
        mended: base.mended,
    })
}
