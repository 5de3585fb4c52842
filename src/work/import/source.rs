//! The source side of a document: which sentences make a unit, and which unit they are.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use super::spare::Spare;
use super::{Error, Incoming, Outcome, file_name, is_by_hand, source_text};
use crate::align::{self, Bead, Knowledge, SideText};
use crate::document::{Block, BlockKind, FileText};
use crate::segment::{Decision, Segment, Segmenter};
use crate::store::{Document, Part, Placed, Row, StoredUnit, Writer};
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{CodeKind, InlineCode, Note, Origin, Property, Side, Unit, UnitId, Variant};
use crate::work::carry::{self, Carried};

/// A segment longer than this (characters) is no segment: the file is not what it was taken for.
const LONGEST_SEGMENT: usize = 1_000_000;

/// How many sentences of one paragraph may be joined where the aligner is not sure of it.
const MOST_JOINED_UNSURE: usize = 3;
/// What the aligner is less sure of than this is another text altogether, and joins nothing.
const ANOTHER_TEXT: f64 = 0.01;

/// A run of sentences that makes one unit, with what aligns to it.
pub(super) struct Group {
    /// Sentences of the source, as indices; empty where it has none.
    pub(super) source: Range<usize>,
    /// Sentences of the target.
    pub(super) target: Vec<usize>,
    /// The aligner's confidence.
    pub(super) confidence: f64,
}

/// An import under way.
pub(super) struct Import<'a> {
    pub(super) writer: &'a Writer<'a>,
    pub(super) incoming: &'a Incoming,
    pub(super) known: Option<Document>,
    /// The languages, spelled as the memory has them: `zh` and `zh-Hans` are one.
    pub(super) source_lang: LangTag,
    pub(super) target_lang: LangTag,
    /// The segments as they stand in the memory.
    pub(super) placed: Vec<Placed>,
    /// Units of the document without a place: earlier texts.
    pub(super) retired: Vec<StoredUnit>,
    /// The sources of segments, here and earlier, whose translation is by hand.
    pub(super) protected: HashSet<String>,
    /// The sentences of the new text.
    pub(super) sentences: Vec<Segment>,
    pub(super) outcome: Outcome,
}

impl<'a> Import<'a> {
    pub(super) fn new(
        writer: &'a Writer<'a>,
        incoming: &'a Incoming,
        known: Option<Document>,
    ) -> Result<Self, Error> {
        let sentences = cut(
            &incoming.path,
            &incoming.source,
            &incoming.source_lang,
            &incoming.segmentation,
        )?;
        let row = known.as_ref().and_then(|known| known.row);
        let (placed, retired) = match row {
            Some(row) => (writer.placed(row)?, writer.retired(row)?),
            None => (Vec::new(), Vec::new()),
        };
        let as_known = |given: &LangTag, lang: fn(&Document) -> &LangTag| {
            let known = known.as_ref().map(lang);
            known
                .filter(|known| *known == given)
                .unwrap_or(given)
                .clone()
        };
        let source_lang = as_known(&incoming.source_lang, |known| &known.source_lang);
        let target_lang = as_known(&incoming.target_lang, |known| &known.target_lang);
        let protected = (placed.iter().map(|placed| &placed.stored))
            .chain(&retired)
            .filter(|stored| stored.unit.variant(&target_lang).is_some_and(is_by_hand))
            .filter_map(|stored| stored.unit.source())
            .map(|source| identity(&source.text))
            .collect();
        let outcome = Outcome {
            document: incoming.name.clone(),
            first: known.is_none(),
            paragraphs: sentences.last().map_or(0, |last| last.paragraph + 1),
            languages: (known.as_ref())
                .filter(|known| known.source_lang != source_lang)
                .map(|known| (known.source_lang.clone(), source_lang.clone())),
            ..Outcome::default()
        };
        Ok(Self {
            writer,
            incoming,
            known,
            source_lang,
            target_lang,
            placed,
            retired,
            protected,
            sentences,
            outcome,
        })
    }

    pub(super) fn run(mut self) -> Result<Outcome, Error> {
        let chunks = self.chunks();
        let target = self.target_sentences()?;
        match target {
            Some((text, sentences)) => {
                let groups = self.align(chunks, text, &sentences)?;
                let document = self.put_document(true)?;
                let sources = groups.iter().map(|group| group.source.clone());
                let mut rows = Vec::with_capacity(groups.len());
                self.put_source(document, &sources.collect::<Vec<_>>(), |row| rows.push(row))?;
                self.put_target(document, &groups, &rows, text, &sentences)?;
            }
            None => {
                let document = self.put_document(false)?;
                let parts = self.writer.parts(document, Side::Target)?;
                let mut stand = HashSet::new();
                let keep = |row: Option<Row>| match parts.is_empty() {
                    true => {}
                    false => stand.extend(row),
                };
                self.put_source(document, &chunks, keep)?;
                self.keep_target(document, parts, &stand)?;
            }
        }
        Ok(self.outcome)
    }

    /// The sentences of the new text, joined where the memory holds them as one unit, or held
    /// them so with a translation by hand.
    fn chunks(&self) -> Vec<Range<usize>> {
        let text = &self.incoming.source.text;
        let mut joined: HashSet<String> = HashSet::new();
        let mut most = 1;
        let stored = (self.placed.iter().map(|placed| (&placed.stored, true)))
            .chain(self.retired.iter().map(|stored| (stored, false)));
        for (stored, stands) in stored.filter(|(stored, _)| !stored.unit.cuts.is_empty()) {
            let source = identity(source_text(stored));
            if stands || self.protected.contains(&source) {
                most = most.max(stored.unit.cuts.len() + 1);
                joined.insert(source);
            }
        }
        let mut chunks = Vec::with_capacity(self.sentences.len());
        let mut at = 0;
        while at < self.sentences.len() {
            let is_unit = |end: &usize| {
                let sentences = &self.sentences[at..*end];
                if self.is_apart(sentences.first(), sentences.last()) {
                    return false;
                }
                let whole = identity(span(text, sentences));
                // A sentence that a person translated alone is not swallowed by an alignment.
                joined.contains(&whole)
                    && (self.protected.contains(&whole)
                        || !sentences.iter().any(|sentence| {
                            let sentence = std::slice::from_ref(sentence);
                            self.protected.contains(&identity(span(text, sentence)))
                        }))
            };
            let end = (at + 2..=(at + most).min(self.sentences.len()))
                .rev()
                .find(is_unit)
                .unwrap_or(at + 1);
            chunks.push(at..end);
            at = end;
        }
        chunks
    }

    /// Whether two sentences stand in different blocks of a document that was taken apart: then no
    /// segment holds both.
    fn is_apart(&self, first: Option<&Segment>, last: Option<&Segment>) -> bool {
        self.incoming.source.form.is_some()
            && first.map(|first| first.paragraph) != last.map(|last| last.paragraph)
    }

    /// The text of the translation and its sentences, where it has to be aligned.
    fn target_sentences(&self) -> Result<Option<(&'a str, Vec<Segment>)>, Error> {
        let Some((path, file)) = &self.incoming.target else {
            return Ok(None);
        };
        let sentences = cut(path, file, &self.target_lang, &self.incoming.segmentation)?;
        Ok(Some((&file.text, sentences)))
    }

    /// Aligns the chunks with the sentences of the translation.
    fn align(
        &self,
        chunks: Vec<Range<usize>>,
        target_text: &str,
        target: &[Segment],
    ) -> Result<Vec<Group>, Error> {
        if let Some(groups) = self.keyed(&chunks, target) {
            return Ok(groups);
        }
        let text = self.incoming.source.text.as_str();
        let (source_lang, target_lang) = (&self.source_lang, &self.target_lang);
        let concepts = self.writer.concepts()?;
        let learned = self.writer.lexicon(source_lang, target_lang)?;
        let chunk_text = |chunk: &Range<usize>| self.chunk_text(chunk);
        let source_texts: Vec<&str> = chunks.iter().map(chunk_text).collect();
        let source_paragraphs: Vec<usize> = chunks
            .iter()
            .map(|chunk| self.sentences[chunk.start].paragraph)
            .collect();
        // What a person confirmed or corrected stays together, and the others between.
        let kept = self.kept(&source_texts, target_text, target);
        let mut target_chunks: Vec<Range<usize>> = Vec::new();
        let mut fixed = Vec::new();
        let mut at = 0;
        for (chunk, range) in kept {
            target_chunks.extend((at..range.start).map(|sentence| sentence..sentence + 1));
            fixed.push((chunk, target_chunks.len()));
            at = range.end;
            target_chunks.push(range);
        }
        target_chunks.extend((at..target.len()).map(|sentence| sentence..sentence + 1));
        let target_texts: Vec<&str> = target_chunks
            .iter()
            .map(|chunk| span(target_text, &target[chunk.clone()]))
            .collect();
        let target_paragraphs: Vec<usize> = target_chunks
            .iter()
            .map(|chunk| target[chunk.start].paragraph)
            .collect();
        let placed_alike = self.placed_alike(&chunks, target, &target_chunks);
        let embeddings = self.incoming.embeddings.as_ref();
        let source_vectors = embeddings.map(|embeddings| {
            let sentence = |at: usize| span(text, &self.sentences[at..=at]);
            embeddings.vectors(chunks.iter().map(|chunk| chunk.clone().map(sentence)))
        });
        let target_vectors = embeddings.map(|embeddings| {
            let sentence = |at: usize| span(target_text, &target[at..=at]);
            embeddings.vectors((target_chunks.iter()).map(|chunk| chunk.clone().map(sentence)))
        });
        let beads = align::align(
            SideText {
                paragraphs: &source_paragraphs,
                vectors: source_vectors.as_ref(),
                ..SideText::new(source_lang, &source_texts)
            },
            SideText {
                paragraphs: &target_paragraphs,
                vectors: target_vectors.as_ref(),
                ..SideText::new(target_lang, &target_texts)
            },
            Knowledge {
                concepts: &concepts,
                lexicon: Some(self.incoming.lexicon.dictionary()),
                learned: &learned,
                fixed: &fixed,
                likely: &placed_alike,
            },
        );
        let mut groups = Vec::new();
        for bead in beads {
            let paragraph = |chunk: Option<&usize>| chunk.map(|chunk| source_paragraphs[*chunk]);
            let across = paragraph(bead.source.first()) != paragraph(bead.source.last());
            let wild = across || bead.source.len() > MOST_JOINED_UNSURE;
            let keep_apart = bead.source.len() > 1
                && (!contiguous(&bead)
                    || (across && self.incoming.source.form.is_some())
                    || (bead.confidence < align::CONFIDENT && wild)
                    || bead.confidence < ANOTHER_TEXT
                    || bead
                        .source
                        .iter()
                        .any(|chunk| self.protected.contains(&identity(source_texts[*chunk]))));
            let mut own = bead.source.iter().map(|chunk| chunks[*chunk].clone());
            let parts: Vec<Range<usize>> = match keep_apart {
                true => own.collect(),
                false => {
                    let first = own.next().unwrap_or_default();
                    let whole = own.fold(first, |whole, next| whole.start..next.end);
                    std::iter::once(whole).collect()
                }
            };
            // What stays apart has the file's text with its first part: what a person holds apart,
            // and what another text altogether would join.
            for (place, source) in parts.into_iter().enumerate() {
                groups.push(Group {
                    source,
                    target: if place == 0 {
                        let chunks = bead.target.iter();
                        chunks
                            .flat_map(|chunk| target_chunks[*chunk].clone())
                            .collect()
                    } else {
                        Vec::new()
                    },
                    confidence: bead.confidence,
                });
            }
        }
        Ok(groups)
    }

    fn chunk_text(&self, chunk: &Range<usize>) -> &'a str {
        let sentences = self.sentences.get(chunk.clone()).unwrap_or_default();
        span(&self.incoming.source.text, sentences)
    }

    fn put_document(&self, aligned: bool) -> Result<Row, Error> {
        let incoming = self.incoming;
        let known = self.known.as_ref();
        let tail = tail(&incoming.source, &self.sentences);
        let (target_file, target_hash, target_encoding) = match &incoming.target {
            Some((path, text)) => (
                Some(file_name(path)),
                incoming.target_hash(),
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
        let row = self.writer.put_document(&Document {
            row: None,
            name: incoming.name.clone(),
            file: file_name(&incoming.path),
            target_file,
            source_lang: self.source_lang.clone(),
            target_lang: self.target_lang.clone(),
            source_hash: incoming.source.hash,
            target_hash,
            source_encoding: incoming.source.encoding.to_owned(),
            target_encoding,
            source_tail: tail,
            target_tail,
            segmentation: incoming.segmentation.options().clone(),
            date: incoming
                .date
                .clone()
                .or_else(|| known.and_then(|known| known.date.clone())),
        })?;
        match &incoming.source.form {
            Some(form) => {
                let (format, encoding) = (form.name(), form.encoding.as_deref());
                self.writer
                    .put_packed(row, (&format, encoding), &form.bytes)?;
            }
            None => self.writer.put_original(row, None)?,
        }
        Ok(row)
    }

    /// What becomes of the segments in the memory; nothing where there are none.
    fn carry(&self, sources: &[Range<usize>]) -> Carried {
        if self.placed.is_empty() {
            return Carried::default();
        }
        let stands = sources.iter().filter(|source| !source.is_empty());
        let texts: Vec<&str> = stands.map(|source| self.chunk_text(source)).collect();
        let old = (self.placed.iter()).map(|placed| source_text(&placed.stored));
        carry::carry(&old.collect::<Vec<_>>(), &texts)
    }

    /// Lays the source side: finds or adds the unit of each run of sentences, and says which it is; one
    /// that is empty has none.
    fn put_source(
        &mut self,
        document: Row,
        sources: &[Range<usize>],
        mut laid_as: impl FnMut(Option<Row>),
    ) -> Result<(), Error> {
        let incoming = self.incoming;
        let text = &incoming.source.text;
        let carried = self.carry(sources);
        self.outcome.gone = carried.gone.len();
        self.outcome.moved = carried.moved;
        let mut spare = Spare::new(self.writer, &self.retired, &self.target_lang);
        let mut laid = self.writer.lay(document, Side::Source);
        let mut marked = marked(&self.incoming.source, &self.sentences, sources);
        let mut number = 0;
        let mut end = 0;
        for source in sources {
            let sentences = self.sentences.get(source.clone()).unwrap_or_default();
            let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
                laid_as(None);
                continue;
            };
            let cuts = cuts(sentences);
            let of = |carried: &[Option<usize>]| {
                let place = carried.get(number).copied().flatten()?;
                self.placed.get(place).map(|placed| &placed.stored)
            };
            // What the text is in now may be what it was translated into: that translation stays.
            let old = of(&carried.same).filter(|stored| {
                let unit = &stored.unit;
                unit.source_lang == self.source_lang || unit.variant(&self.source_lang).is_none()
            });
            let replaces = of(&carried.changed).map(|stored| stored.row);
            number += 1;
            match (old, replaces) {
                (Some(_), _) => {}
                (None, Some(_)) => self.outcome.changed.push(number),
                (None, None) => self.outcome.new.push(number),
            }
            let mut marked = marked.next().unwrap_or_default();
            if has_half(&marked.codes) {
                self.outcome.cut_codes.push(number);
            }
            let source = Variant {
                codes: std::mem::take(&mut marked.codes),
                ..Variant::new(self.source_lang.clone(), span(text, sentences))
            };
            let again = match old {
                Some(_) => None,
                None => spare.take_retired(&source.text),
            };
            let row = match old.or(again) {
                Some(stored) => {
                    let mut stored = stored.clone();
                    stored.unit.cuts = cuts;
                    stored.unit.fields = self.incoming.fields.clone();
                    if self.incoming.source.form.is_some() {
                        // What people wrote beside it stands; what the file says is as it says.
                        stored.unit.notes.retain(|note| note.from.is_some());
                        stored.unit.notes.splice(0..0, marked.notes);
                        stored.unit.properties = marked.properties;
                    }
                    stored.replaces = replaces.or(stored.replaces);
                    let was =
                        std::mem::replace(&mut stored.unit.source_lang, self.source_lang.clone());
                    if was != self.source_lang {
                        self.writer.remove_variants(stored.row, &was, 0)?;
                    }
                    self.writer.update_unit(&stored)?;
                    // Equal but for form (white space at the ends, NFC): the file's form stands.
                    self.writer.put_variant(stored.row, 0, &source)?;
                    stored.row
                }
                None => {
                    let named = (incoming.name.as_str(), span(text, sentences));
                    let unit = self.new_unit(source, cuts, marked);
                    spare.add(document, unit, named, replaces)?
                }
            };
            let mark = if end == 0 {
                self.incoming.source.mark
            } else {
                ""
            };
            laid.put(Part {
                before: format!("{mark}{}", &text[end..first.range.start]),
                unit: row,
            })?;
            end = last.range.end;
            laid_as(Some(row));
        }
        laid.finish()?;
        self.outcome.segments = number;
        Ok(())
    }

    fn new_unit(&self, source: Variant, cuts: Vec<u32>, marked: Marked) -> Unit {
        let incoming = self.incoming;
        let origin = Origin::Document(incoming.name.clone());
        Unit {
            id: UnitId::new(&origin, &source.text, 0),
            origin,
            source_lang: self.source_lang.clone(),
            variants: vec![source],
            cuts,
            fields: incoming.fields.clone(),
            notes: marked.notes,
            properties: marked.properties,
        }
    }
}

/// The property of a unit that is a value of its document: the key.
const KEY: &str = "x-key";

/// What a document that was taken apart says of a segment.
#[derive(Default)]
struct Marked {
    codes: Vec<InlineCode>,
    notes: Vec<Note>,
    properties: Vec<Property>,
}

/// The byte offsets in the text of a unit where one of its sentences ends and the next begins.
fn cuts(sentences: &[Segment]) -> Vec<u32> {
    let (Some(first), Some((_, inner))) = (sentences.first(), sentences.split_last()) else {
        return Vec::new();
    };
    let cut = |sentence: &Segment| u32::try_from(sentence.range.end - first.range.start).ok();
    inner.iter().filter_map(cut).collect()
}

/// What a document says of each run of sentences, where it is one that was taken apart.
fn marked<'i>(
    file: &'i FileText,
    sentences: &'i [Segment],
    sources: &'i [Range<usize>],
) -> impl Iterator<Item = Marked> + 'i {
    let mut ranges = sources
        .iter()
        .filter_map(|source| {
            let own = sentences.get(source.clone())?;
            Some(own.first()?.range.start..own.last()?.range.end)
        })
        .peekable();
    let blocks = (file.form.iter()).flat_map(|form| {
        let blocks = form.blocks.iter(&file.text);
        blocks.zip(form.ranges())
    });
    blocks.flat_map(move |(block, place)| {
        let mut inside = Vec::new();
        while let Some(range) = ranges.next_if(|range| range.end <= place.end) {
            inside.push(range.start - place.start..range.end - place.start);
        }
        let (note, key) = (block.note.clone(), block.key.clone());
        let stretches = block.stretches(&inside).into_iter();
        stretches.map(move |stretch| {
            let notes = note.iter().map(|text| Note {
                text: text.clone(),
                from: None,
            });
            let properties = key.iter().map(|key| Property {
                name: KEY.to_owned(),
                value: key.clone(),
            });
            Marked {
                codes: stretch.own,
                notes: notes.collect(),
                properties: properties.collect(),
            }
        })
    })
}

/// Whether one half of a pair of codes stands in another segment.
fn has_half(codes: &[InlineCode]) -> bool {
    let mut halves: HashMap<&str, usize> = HashMap::new();
    for code in codes.iter().filter(|code| code.kind != CodeKind::Alone) {
        *halves.entry(&code.id).or_default() += 1;
    }
    halves.values().any(|count| *count == 1)
}

/// Whether the source of a bead is one run without a gap.
fn contiguous(bead: &Bead) -> bool {
    bead.source.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// The text of consecutive segments, with the white space between them.
pub(super) fn span<'t>(text: &'t str, segments: &[Segment]) -> &'t str {
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

/// The inline codes of each of the segments of a text.
pub(in crate::work) fn inline_codes(file: &FileText, segments: &[Segment]) -> Vec<Vec<InlineCode>> {
    let each: Vec<Range<usize>> = (0..segments.len()).map(|at| at..at + 1).collect();
    let mut codes: Vec<_> = marked(file, segments, &each).map(|it| it.codes).collect();
    codes.resize_with(segments.len(), Vec::new);
    codes
}

/// The segments of a text; those of a document that was taken apart, block by block.
#[must_use]
pub fn segments(file: &FileText, lang: &LangTag, segmenter: &Segmenter) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    by_block(file, segmenter, |start, text, block, segmenter| {
        let paragraph = found.last().map_or(0, |last| last.paragraph + 1);
        let mut segments = segmenter.segments(text, lang).into_iter().peekable();
        let mut done = 0;
        while let Some(Segment {
            range,
            paragraph: own,
        }) = segments.next()
        {
            // A placeholder beside a segment is a word of it, which stands elsewhere in another
            // language, with the white space between.
            let to = match segments.peek() {
                Some(_) => range.end,
                None => text.len(),
            };
            let end = range.end;
            let range = block.map_or(range.clone(), |block| block.with_words(done, range, to));
            done = end;
            found.push(Segment {
                range: start + range.start..start + range.end,
                paragraph: paragraph + own,
            });
        }
    });
    found
}

/// Why a text is cut, or not, at each place where it may be; a document that was taken apart, block
/// by block.
#[must_use]
pub fn decisions(file: &FileText, lang: &LangTag, segmenter: &Segmenter) -> Vec<Decision> {
    let mut found = Vec::new();
    by_block(file, segmenter, |start, text, _, segmenter| {
        let decisions = segmenter.explain(text, lang).into_iter();
        found.extend(decisions.map(|decision| Decision {
            at: start + decision.at,
            ..decision
        }));
    });
    found
}

/// Goes through the texts that are cut by themselves: where each begins, its block where it is one,
/// and what cuts it.
fn by_block<'f>(
    file: &'f FileText,
    segmenter: &Segmenter,
    mut cut: impl FnMut(usize, &'f str, Option<&Block>, &Segmenter),
) {
    let Some(form) = &file.form else {
        return cut(0, &file.text, None, segmenter);
    };
    let wrapped = segmenter.for_wrapped_lines();
    for (block, range) in form.blocks.iter(&file.text).zip(form.ranges()) {
        // A program shows the lines of a value as they are.
        let segmenter = match block.kind {
            BlockKind::Value => segmenter,
            _ => &wrapped,
        };
        let text = file.text.get(range.clone()).unwrap_or_default();
        cut(range.start, text, Some(&block), segmenter);
    }
}

/// Cuts a text, refusing what cannot be segments.
pub(in crate::work) fn cut(
    path: &Path,
    file: &FileText,
    lang: &LangTag,
    segmenter: &Segmenter,
) -> Result<Vec<Segment>, Error> {
    let segments = segments(file, lang, segmenter);
    for segment in &segments {
        let bytes = segment.range.len();
        if bytes > LONGEST_SEGMENT {
            let characters = (file.text)
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
