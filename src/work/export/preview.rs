//! A document as a reader will see it, with its translations so far, in a browser.

use super::document::{Filler, anchors, opened, original, push_codes};
use super::{Error, is_rejected};
use crate::document::{self, Block, BlockKind, Encoded, Filled};
use crate::store::Reader;
use crate::text::script::joint;
use crate::work::fill::Segments;

/// A document as a page of the web: as it looks where a browser shows such documents, else its
/// blocks one after another. What is not translated stands in the source language. Each segment is
/// an element whose id is [`document::ANCHOR`] and its number. `segments` are all of the document, as
/// they are to be seen.
///
/// # Errors
/// [`Error`] where the memory cannot be read, or the document not be taken apart any more.
pub fn preview(reader: &Reader<'_>, segments: &Segments) -> Result<String, Error> {
    let document = &segments.document;
    let Some(original) = original(reader, document)? else {
        let (blocks, fills) = paragraphs(segments);
        return Ok(document::reading(&blocks, &fills));
    };
    let original = opened(document, &original)?;
    let filler = || Filler::new(document, segments.placed.iter().map(Ok), true);
    if original.format.is_of_the_web() {
        let mut filler = filler();
        let mut bytes = Vec::with_capacity(original.bytes.len());
        let lang = Some(&document.target_lang);
        let fill = |block: &Block| filler.fill(block).map(Some);
        let encoding = document::merge(&original, lang, &mut bytes, fill)?.encoding;
        filler.finish()?;
        if let Some(page) = document::page(original.format, &Encoded { bytes, encoding }) {
            return Ok(page);
        }
    }
    let mut filler = filler();
    let blocks = document::extract(&original)?.to_blocks();
    let fills: Result<Vec<Filled>, Error> = blocks.iter().map(|block| filler.fill(block)).collect();
    let page = document::reading(&blocks, &fills?);
    filler.finish()?;
    Ok(page)
}

/// The paragraphs of a plain text, with what stands in them.
fn paragraphs(segments: &Segments) -> (Vec<Block>, Vec<Filled>) {
    let mut fills: Vec<Filled> = Vec::new();
    let mut paragraph = None;
    for (number, placed) in segments.numbered() {
        if paragraph.replace(segments.paragraph(number)) != Some(segments.paragraph(number)) {
            fills.push(Filled::default());
        }
        let Some(filled) = fills.last_mut() else {
            continue;
        };
        let target = segments
            .target(placed)
            .filter(|target| !is_rejected(target));
        let text = target.map_or(segments.source(placed), |target| target.text.as_str());
        let space = joint(filled.text.chars().next_back(), text.chars().next());
        filled.text.push_str(space);
        let [before, after] = anchors(number);
        push_codes(filled, &[before]);
        filled.text.push_str(text);
        push_codes(filled, &[after]);
    }
    let blocks = fills.iter();
    let blocks = blocks.map(|filled| Block::new(BlockKind::Paragraph, filled.text.clone()));
    (blocks.collect(), fills)
}
