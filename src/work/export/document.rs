//! The document in the target language, as what it came as: the translations stand where the
//! sentences stood, all else is as it was.

use std::borrow::Borrow;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use super::codes::{balanced, placed};
use super::{Error, Exported, Fault, is_rejected};
use crate::document::{self, Block, Filled, Format, More, Stretch};
use crate::store::{self, Original, Placed, Reader};
use crate::text::script::joint;
use crate::unit::{CodeKind, InlineCode, Variant};

/// The file that a document came from, as what it can be taken apart and filled.
pub(super) fn opened<'a>(
    document: &'a store::Document,
    original: &'a Original<'_>,
) -> Result<document::Original<'a>, Error> {
    let known = More::from_name(&original.format);
    let (format, more) = known.ok_or_else(|| Error::UnknownFormat {
        document: document.name.clone(),
        format: original.format.clone(),
    })?;
    Ok(document::Original {
        path: Path::new(&document.file),
        format,
        bytes: &original.bytes,
        encoding: original.encoding.as_deref(),
        more,
    })
}

/// Writes the document that `original` is, with the translations of its segments, which are read while
/// it is written; the lines of subtitles no longer than `line_length` characters, where it is given.
pub(super) fn document(
    reader: &Reader<'_>,
    document: &store::Document,
    original: &Original<'_>,
    line_length: Option<usize>,
    out: &mut dyn Write,
) -> Result<Exported, Error> {
    let original = opened(document, original)?;
    let row = document.row.into_iter();
    let segments = row.flat_map(|row| reader.each_placed(row));
    let mut filler = Filler::new(document, segments, false);
    let most = match original.format {
        Format::Srt | Format::Vtt => line_length,
        _ => None,
    };
    let lang = &document.target_lang;
    let merged = document::merge(&original, Some(lang), out, |block| {
        let mut filled = filler.fill(block)?;
        if let Some(most) = most
            && filled.text != block.text
        {
            document::wrap(&mut filled, most);
        }
        Ok::<_, Error>(Some(filled))
    })?;
    let (untranslated, faults) = filler.finish()?;
    Ok(Exported {
        untranslated,
        faults,
        encoding: (merged.encoding != merged.original).then_some(merged.encoding),
        remarks: merged.remarks,
        is_subtitles: matches!(original.format, Format::Srt | Format::Vtt),
        ..Exported::whole(1)
    })
}

/// Fills the blocks of a document, one after another, with the translations of its segments.
pub(super) struct Filler<'a, I, P> {
    document: &'a store::Document,
    /// The segments that are left, in order.
    segments: I,
    /// The next of them, where it was looked at.
    next: Option<(Range<usize>, P)>,
    /// Where the last segment that was looked at ends in the text of the document: its blocks, a line
    /// end between two.
    looked_at: usize,
    /// Where the next block begins in it.
    at: usize,
    /// The number of the next segment, from 1.
    number: usize,
    /// Whether each segment is to be an element of the web, with an id by its number.
    anchored: bool,
    untranslated: usize,
    faults: Vec<(usize, Fault)>,
}

impl<'a, I, P> Filler<'a, I, P>
where
    I: Iterator<Item = Result<P, store::Error>>,
    P: Borrow<Placed>,
{
    pub(super) fn new(document: &'a store::Document, segments: I, anchored: bool) -> Self {
        Self {
            document,
            segments,
            next: None,
            looked_at: 0,
            at: 0,
            number: 1,
            anchored,
            untranslated: 0,
            faults: Vec::new(),
        }
    }

    /// What is to stand in the next block.
    ///
    /// # Errors
    /// [`Error::ReadOtherwise`] where the segments were not cut from it, or what the memory says.
    pub(super) fn fill(&mut self, block: &Block) -> Result<Filled, Error> {
        let start = self.at;
        let end = start + block.text.len();
        self.at = end + 1;
        let mut segments = Vec::new();
        let mut ranges = Vec::new();
        while let Some((range, segment)) = self.next_before(end)? {
            let own = range.start.checked_sub(start);
            let own = own.map(|own| own..range.end - start);
            let text = own.clone().and_then(|own| block.text.get(own));
            let (Some(own), true) = (own, text == Some(source_of(segment.borrow()))) else {
                return Err(self.read_otherwise());
            };
            ranges.push(own);
            segments.push(segment);
        }
        Ok(self.block(block, &ranges, &segments))
    }

    /// How many segments stand in the source language, and what was wrong with the inline codes of
    /// translations, and mended.
    ///
    /// # Errors
    /// [`Error::ReadOtherwise`] where segments are left, or what the memory says.
    pub(super) fn finish(mut self) -> Result<(usize, Vec<(usize, Fault)>), Error> {
        match self.next_before(usize::MAX)? {
            Some(_) => Err(self.read_otherwise()),
            None => Ok((self.untranslated, self.faults)),
        }
    }

    /// The next segment, where it ends at `end` or before.
    fn next_before(&mut self, end: usize) -> Result<Option<(Range<usize>, P)>, Error> {
        if self.next.is_none()
            && let Some(segment) = self.segments.next().transpose()?
        {
            let placed = segment.borrow();
            let start = self.looked_at + placed.before.len();
            self.looked_at = start + source_of(placed).len();
            self.next = Some((start..self.looked_at, segment));
        }
        Ok(self.next.take_if(|(range, _)| range.end <= end))
    }

    fn read_otherwise(&self) -> Error {
        Error::ReadOtherwise {
            document: self.document.name.clone(),
        }
    }

    /// What stands in a block: the translations of its segments, which stand at `ranges`, and between
    /// them what stands between the segments.
    fn block(&mut self, block: &Block, ranges: &[Range<usize>], segments: &[P]) -> Filled {
        let mut filled = Filled::default();
        let stretches = block.stretches(ranges);
        let mut code = 0; // the next of the block's codes
        let mut done = 0; // where the segment before ended
        let mut translated = false;
        for ((segment, range), stretch) in segments.iter().zip(ranges).zip(&stretches) {
            let gap = block.text.get(done..range.start).unwrap_or_default();
            let target = self.target(segment.borrow());
            let own = match target {
                Some(target) => self.translation(block, stretch, target),
                None => {
                    self.untranslated += 1;
                    source(block, range, stretch)
                }
            };
            let white = match target.is_some() || translated {
                true if !gap.contains('\n') && !gap.is_empty() => Some(joint(
                    filled.text.chars().next_back(),
                    own.text.chars().next(),
                )),
                _ => None,
            };
            push_between(
                &mut filled,
                block,
                code..stretch.codes.start,
                done..range.start,
                white,
            );
            if self.anchored {
                let [before, after] = anchors(self.number);
                push_codes(&mut filled, &[before]);
                push(&mut filled, own);
                push_codes(&mut filled, &[after]);
            } else {
                push(&mut filled, own);
            }
            self.number += 1;
            code = stretch.codes.end;
            done = range.end;
            translated = target.is_some();
        }
        let (codes, rest) = (code..block.codes.len(), done..block.text.len());
        push_between(&mut filled, block, codes, rest, None);
        filled.codes = balanced(&block.codes, filled.codes);
        filled
    }

    fn target<'p>(&self, placed: &'p Placed) -> Option<&'p Variant> {
        let target = placed.stored.unit.variant(&self.document.target_lang);
        target.filter(|target| !is_rejected(target))
    }

    fn translation(&mut self, block: &Block, stretch: &Stretch, target: &Variant) -> Filled {
        let own = block.codes.get(stretch.codes.clone()).unwrap_or_default();
        let (codes, faults) = placed(own, &stretch.own, target);
        let number = self.number;
        let faults = faults.into_iter().map(|fault| (number, fault));
        self.faults.extend(faults);
        Filled {
            text: target.text.clone(),
            codes,
        }
    }
}

/// The source text of a segment.
fn source_of(placed: &Placed) -> &str {
    placed
        .stored
        .unit
        .source()
        .map_or("", |source| &source.text)
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
        id: format!("{}{number}", document::ANCHOR).into(),
        pair: None,
        type_: Some(document::ANCHOR.into()),
        data: Some(data.into()),
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

/// Adds what stands between two segments of a block, where it stands, or with other white space: then
/// what stood right behind the first of them does so still, and all else before the second.
fn push_between(
    filled: &mut Filled,
    block: &Block,
    codes: Range<usize>,
    range: Range<usize>,
    white: Option<&str>,
) {
    let start = filled.text.len();
    let gap = block.text.get(range.clone()).unwrap_or_default();
    let codes = block.codes.get(codes).unwrap_or_default().iter();
    filled.codes.extend(codes.cloned().map(|code| {
        let own = (code.at as usize).saturating_sub(range.start);
        let at = match white {
            None => own.min(gap.len()),
            Some(white) if own > 0 => white.len(),
            Some(_) => 0,
        };
        InlineCode {
            at: place(start + at),
            ..code
        }
    }));
    filled.text.push_str(white.unwrap_or(gap));
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
    document: &store::Document,
) -> Result<Option<Original<'static>>, Error> {
    match document.row {
        Some(row) => Ok(reader.original(row)?),
        None => Ok(None),
    }
}
