//! Which pair of languages goes out, and which documents are in it.

use super::{Error, Kind};
use crate::exchange::Format;
use crate::store::{Document, ImportedMemory, Reader};
use crate::text::LangTag;
use crate::work::fill;
use crate::work::project::Languages;

/// A source and a target language.
type Pair = (LangTag, LangTag);

/// The documents that go out, and those that were left out.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) documents: Vec<Document>,
    /// The names of documents in other languages than were asked for.
    pub(super) left_out: Vec<String>,
}

/// The documents that are meant: the one that is named, or all; of these, where languages are asked
/// for, those that are in them, or, where they `may_turn`, the other way round.
pub(super) fn documents(
    reader: &Reader<'_>,
    name: Option<&str>,
    languages: &Languages,
    may_turn: bool,
) -> Result<Chosen, Error> {
    let documents = match fill::documents(reader, name) {
        Err(fill::Error::NoDocument { memory }) if !reader.memories()?.is_empty() => {
            return Err(Error::OnlyMemories { memory });
        }
        documents => documents?,
    };
    if !languages.are_asked() {
        return Ok(Chosen {
            documents,
            left_out: Vec::new(),
        });
    }
    let wanted = pair(languages, &documents, &[])?;
    let (chosen, others): (Vec<Document>, Vec<Document>) = documents
        .into_iter()
        .partition(|document| is_in(document, &wanted, may_turn));
    if chosen.is_empty() {
        let shown = |document: &Document| {
            let (from, to) = (&document.source_lang, &document.target_lang);
            format!("{} ({} → {})", document.name, from.given(), to.given())
        };
        return Err(Error::OtherLanguages {
            source_lang: wanted.0,
            target_lang: wanted.1,
            documents: others.iter().map(shown).collect(),
        });
    }
    Ok(Chosen {
        documents: chosen,
        left_out: others.into_iter().map(|document| document.name).collect(),
    })
}

/// The pair of languages that goes out: what was asked for; what that leaves open is as in the first
/// document, else memory, that has the language asked for, on whichever side.
pub(super) fn pair(
    languages: &Languages,
    documents: &[Document],
    memories: &[ImportedMemory],
) -> Result<Pair, Error> {
    let of_documents = documents
        .iter()
        .map(|document| (document.source_lang.clone(), document.target_lang.clone()));
    let of_memories = memories
        .iter()
        .map(|memory| (memory.source_lang.clone(), memory.target_lang.clone()));
    let known: Vec<Pair> = of_documents
        .chain(of_memories)
        .chain([languages.otherwise.clone()])
        .collect();
    let turned: Vec<Pair> = (known.iter())
        .map(|(source, target)| (target.clone(), source.clone()))
        .collect();
    let usual = known.first().unwrap_or(&languages.otherwise);
    let (source, target) = match &languages.asked {
        (None, None) => return Ok(usual.clone()),
        (Some(from), Some(to)) => (from.clone(), to.clone()),
        (Some(from), None) => {
            let to = beside(from, &known).unwrap_or_else(|| usual.1.clone());
            (from.clone(), to)
        }
        (None, Some(to)) => {
            let from = beside(to, &turned).unwrap_or_else(|| usual.0.clone());
            (from, to.clone())
        }
    };
    if source == target {
        return Err(Error::SameLanguage { lang: source });
    }
    Ok((as_known(source, &known), as_known(target, &known)))
}

/// What stands beside a language in pairs: where it is the first of one, else where it is the second.
fn beside(lang: &LangTag, pairs: &[Pair]) -> Option<LangTag> {
    let first = pairs.iter().find(|(first, _)| agree(first, lang));
    let second = || pairs.iter().find(|(_, second)| agree(second, lang));
    first
        .map(|(_, second)| second.clone())
        .or_else(|| second().map(|(first, _)| first.clone()))
}

/// A language by the tag that the memory has for it, where it has one for just this language.
fn as_known(lang: LangTag, known: &[Pair]) -> LangTag {
    let mut tags = known.iter().flat_map(|(source, target)| [source, target]);
    tags.find(|tag| **tag == lang).cloned().unwrap_or(lang)
}

/// Whether one of two tags means the other.
fn agree(a: &LangTag, b: &LangTag) -> bool {
    a.covers(b) || b.covers(a)
}

fn is_in(document: &Document, (source, target): &Pair, may_turn: bool) -> bool {
    let is = |from: &LangTag, to: &LangTag| {
        agree(from, &document.source_lang) && agree(to, &document.target_lang)
    };
    is(source, target) || (may_turn && is(target, source))
}

/// Whether a document can go out the other way round. A table for a reviewer comes back by the side
/// that each text stands on.
pub(super) fn may_turn(kind: Kind) -> bool {
    matches!(kind, Kind::Units(format) if !matches!(format, Format::Review(_)))
}
