//! The document in the target language, as what it came as: the translations stand where the
//! sentences stood, all else is as it was.

use std::ops::Range;
use std::path::Path;

use super::codes::{Fault, balanced, placed};
use super::{Error, is_rejected};
use crate::document::{self, Block, Filled, Format, Merged, More, Stretch, Taken};
use crate::store::{self, Original, Reader};
use crate::text::LangTag;
use crate::text::script::joint;
use crate::unit::{CodeKind, InlineCode, Variant};
use crate::work::fill::Segments;

/// What came of writing a document.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    /// Segments that stand in the source language.
    pub(super) untranslated: usize,
    /// What was wrong with the inline codes of translations, and mended.
    pub(super) faults: Vec<(usize, Fault)>,
    /// The encoding that the document is in now, where its own has not all of the characters.
    pub(super) encoding: Option<&'static str>,
}

/// A document taken apart, with what is to stand in its blocks.
pub(super) struct Filling<'a> {
    original: document::Original<'a>,
    taken: Taken,
    pub(super) fills: Vec<Filled>,
    untranslated: usize,
    faults: Vec<(usize, Fault)>,
}

impl<'a> Filling<'a> {
    /// The document that `original` is, taken apart, with the translations of its segments. Where it
    /// is `anchored`, each of them is an element of the web, with an id by its number.
    pub(super) fn of(
        segments: &'a Segments,
        original: &'a Original,
        anchored: bool,
    ) -> Result<Self, Error> {
        let name = &segments.document.name;
        let unknown = || Error::UnknownFormat {
            document: name.clone(),
            format: original.format.clone(),
        };
        let (format, more) = More::from_name(&original.format).ok_or_else(unknown)?;
        let original = document::Original {
            path: Path::new(&segments.document.file),
            format,
            bytes: &original.bytes,
            encoding: original.encoding.as_deref(),
            more,
        };
        let taken = Taken::of(&original)?;
        let blocks = taken.blocks();
        let text = document::joined(&blocks);
        let places = places(segments, &text).ok_or_else(|| Error::ReadOtherwise {
            document: name.clone(),
        })?;
        let mut filler = Filler {
            segments,
            anchored,
            untranslated: 0,
            faults: Vec::new(),
        };
        let fills = filler.fill(&blocks, &places);
        Ok(Self {
            original,
            untranslated: filler.untranslated,
            faults: filler.faults,
            taken,
            fills,
        })
    }

    /// What the document is.
    pub(super) fn format(&self) -> Format {
        self.original.format
    }

    /// Its blocks, in order.
    pub(super) fn blocks(&self) -> Vec<&Block> {
        self.taken.blocks()
    }

    /// Breaks the lines of what was translated that have more characters than `most`.
    fn wrap(&mut self, most: usize) {
        let changed = self.fills.iter_mut().zip(self.taken.blocks());
        let changed = changed.filter(|(fill, block)| fill.text != block.text);
        changed.for_each(|(fill, _)| document::wrap(fill, most));
    }

    /// The document, put together again.
    pub(super) fn merged(&self, lang: &LangTag) -> Result<Merged, Error> {
        let fill = |block: usize| self.fills.get(block);
        Ok(self.taken.merge(&self.original, Some(lang), fill)?)
    }
}

/// The document that `original` is, with the translations of its segments; the lines of subtitles no
/// longer than `line_length` characters, where it is given.
pub(super) fn document(
    segments: &Segments,
    original: &Original,
    line_length: Option<usize>,
) -> Result<Written, Error> {
    let mut filling = Filling::of(segments, original, false)?;
    if let (Some(most), Format::Srt | Format::Vtt) = (line_length, filling.format()) {
        filling.wrap(most);
    }
    let merged = filling.merged(&segments.document.target_lang)?;
    Ok(Written {
        bytes: merged.bytes,
        encoding: (merged.encoding != filling.taken.encoding()).then_some(merged.encoding),
        untranslated: filling.untranslated,
        faults: filling.faults,
    })
}

/// A document that is plain text, with the translations of its segments, in the encoding in which it
/// came.
pub(super) fn plain(reader: &Reader<'_>, document: store::Document) -> Result<Written, Error> {
    let encoding = document.source_encoding.clone();
    let (text, untranslated) = super::translated(reader, document)?;
    let encoded = document::encoded(text, &encoding, false);
    Ok(Written {
        bytes: encoded.bytes,
        untranslated,
        faults: Vec::new(),
        encoding: (encoded.encoding != encoding).then_some(encoded.encoding),
    })
}

/// Where each segment stands in the text of the document; `None` where the text is not the one
/// that the segments were cut from.
fn places(segments: &Segments, text: &str) -> Option<Vec<Range<usize>>> {
    let mut at = 0;
    let mut places = Vec::with_capacity(segments.placed.len());
    for placed in &segments.placed {
        let source = segments.source(placed);
        let start = at + placed.before.len();
        at = start + source.len();
        (text.get(start..at)? == source).then_some(())?;
        places.push(start..at);
    }
    Some(places)
}

/// Fills blocks with the translations of their segments.
struct Filler<'a> {
    segments: &'a Segments,
    anchored: bool,
    untranslated: usize,
    faults: Vec<(usize, Fault)>,
}

impl<'a> Filler<'a> {
    fn fill(&mut self, blocks: &[&Block], places: &[Range<usize>]) -> Vec<Filled> {
        let mut places = places.iter().zip(0..).peekable();
        let mut fills = Vec::with_capacity(blocks.len());
        for (block, range) in blocks.iter().zip(document::ranges(blocks)) {
            let mut inside = Vec::new();
            let mut first = None;
            while let Some((place, number)) = places.next_if(|(place, _)| place.end <= range.end) {
                inside.push(place.start - range.start..place.end - range.start);
                first.get_or_insert(number);
            }
            fills.push(self.block(block, &inside, first.unwrap_or(0)));
        }
        fills
    }

    /// What stands in a block: the translations of its segments, which stand at `ranges` and are
    /// numbered from `first`, and between them what stands between the segments.
    fn block(&mut self, block: &Block, ranges: &[Range<usize>], first: usize) -> Filled {
        let mut filled = Filled::default();
        let stretches = block.stretches(ranges);
        let mut code = 0; // the next of the block's codes
        let mut done = 0; // where the segment before ended
        let mut translated = false;
        for ((number, range), stretch) in (first..).zip(ranges).zip(&stretches) {
            let gap = block.text.get(done..range.start).unwrap_or_default();
            let target = self.target(number);
            let own = match target {
                Some(target) => self.translation(number, block, stretch, target),
                None => {
                    self.untranslated += 1;
                    source(block, range, stretch)
                }
            };
            let gap = match target.is_some() || translated {
                true if !gap.contains('\n') && !gap.is_empty() => {
                    joint(filled.text.chars().next_back(), own.text.chars().next())
                }
                _ => gap,
            };
            let outside = block
                .codes
                .get(code..stretch.codes.start)
                .unwrap_or_default();
            let (before, after) =
                outside.split_at(outside.partition_point(|code| code.at as usize <= done));
            push_codes(&mut filled, before);
            filled.text.push_str(gap);
            push_codes(&mut filled, after);
            let [before, after] = anchors(number + 1);
            if self.anchored {
                push_codes(&mut filled, &[before]);
            }
            push(&mut filled, own);
            if self.anchored {
                push_codes(&mut filled, &[after]);
            }
            code = stretch.codes.end;
            done = range.end;
            translated = target.is_some();
        }
        push_codes(&mut filled, block.codes.get(code..).unwrap_or_default());
        filled
            .text
            .push_str(block.text.get(done..).unwrap_or_default());
        filled.codes = balanced(&block.codes, filled.codes);
        filled
    }

    fn target(&self, number: usize) -> Option<&'a Variant> {
        let segments = self.segments;
        let target = segments.target(segments.placed.get(number)?)?;
        (!is_rejected(target)).then_some(target)
    }

    fn translation(
        &mut self,
        number: usize,
        block: &Block,
        stretch: &Stretch,
        target: &Variant,
    ) -> Filled {
        let own = block.codes.get(stretch.codes.clone()).unwrap_or_default();
        let (codes, faults) = placed(own, &stretch.own, target);
        let faults = faults.into_iter().map(|fault| (number + 1, fault));
        self.faults.extend(faults);
        Filled {
            text: target.text.clone(),
            codes,
        }
    }
}

/// A segment as it stands in its block.
fn source(block: &Block, range: &Range<usize>, stretch: &Stretch) -> Filled {
    let own = block.codes.get(stretch.codes.clone()).unwrap_or_default();
    let place = |(code, own): (&InlineCode, &InlineCode)| InlineCode {
        at: own.at,
        ..code.clone()
    };
    Filled {
        text: block.text.get(range.clone()).unwrap_or_default().to_owned(),
        codes: own.iter().zip(&stretch.own).map(place).collect(),
    }
}

/// What stands around the segment of that number in an anchored document.
pub(super) fn anchors(number: usize) -> [InlineCode; 2] {
    let code = |kind, data: String| InlineCode {
        at: 0,
        kind,
        id: format!("{}{number}", document::ANCHOR),
        pair: None,
        type_: Some(document::ANCHOR.to_owned()),
        data: Some(data),
    };
    let opening = format!("<span id=\"{}{number}\">", document::ANCHOR);
    [
        code(CodeKind::Opening, opening),
        code(CodeKind::Closing, "</span>".to_owned()),
    ]
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Adds codes at the end of what is there.
pub(super) fn push_codes(filled: &mut Filled, codes: &[InlineCode]) {
    let at = place(filled.text.len());
    let codes = codes.iter().cloned();
    filled
        .codes
        .extend(codes.map(|code| InlineCode { at, ..code }));
}

fn push(filled: &mut Filled, more: Filled) {
    let start = place(filled.text.len());
    let codes = more.codes.into_iter();
    filled.codes.extend(codes.map(|code| InlineCode {
        at: start.saturating_add(code.at),
        ..code
    }));
    filled.text.push_str(&more.text);
}

/// The file that a document came from, where it is more than its text.
pub(super) fn original(
    reader: &Reader<'_>,
    segments: &Segments,
) -> Result<Option<Original<'static>>, Error> {
    match segments.document.row {
        Some(row) => Ok(reader.original(row)?),
        None => Ok(None),
    }
}
