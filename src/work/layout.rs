//! What the text form of a memory keeps of documents and imported memories besides their units:
//! between the words of the store and those of the form.

use std::collections::HashMap;

use blake3::Hash;

use crate::exchange::{DocumentHead, Layout, MemoryHead, OriginalHead};
use crate::store::{self, Document, ImportedMemory, Original, Reader, Row, StoredUnit};
use crate::unit::{Side, UnitId};

fn hex(hash: [u8; 32]) -> String {
    Hash::from_bytes(hash).to_string()
}

fn hash(hex: &str) -> Option<[u8; 32]> {
    Hash::from_hex(hex).ok().map(Hash::into)
}

/// What the form says of a document.
pub(super) fn document_head(
    reader: &Reader<'_>,
    document: &Document,
) -> Result<DocumentHead, store::Error> {
    let original = match document.row {
        Some(row) => reader.original(row)?,
        None => None,
    };
    let document = document.clone();
    Ok(DocumentHead {
        name: document.name,
        file: document.file,
        target_file: document.target_file,
        source_lang: document.source_lang,
        target_lang: document.target_lang,
        source_hash: hex(document.source_hash),
        target_hash: document.target_hash.map(hex),
        source_encoding: document.source_encoding,
        target_encoding: document.target_encoding,
        source_tail: document.source_tail,
        target_tail: document.target_tail,
        segmentation: document.segmentation,
        date: document.date,
        original: original.map(|original| OriginalHead {
            format: original.format,
            encoding: original.encoding,
            content: original.bytes.into_owned().into(),
        }),
    })
}

/// The file of a document that the form speaks of; `None` where its bytes are none.
pub(super) fn original(head: OriginalHead) -> Option<Original<'static>> {
    Some(Original {
        format: head.format,
        encoding: head.encoding,
        bytes: head.content.into_bytes()?.into(),
    })
}

/// The document that the form speaks of; `None` where a hash is none.
pub(super) fn document(head: DocumentHead) -> Option<Document> {
    let target_hash = match head.target_hash {
        Some(given) => Some(hash(&given)?),
        None => None,
    };
    Some(Document {
        row: None,
        name: head.name,
        file: head.file,
        target_file: head.target_file,
        source_lang: head.source_lang,
        target_lang: head.target_lang,
        source_hash: hash(&head.source_hash)?,
        target_hash,
        source_encoding: head.source_encoding,
        target_encoding: head.target_encoding,
        source_tail: head.source_tail,
        target_tail: head.target_tail,
        segmentation: head.segmentation,
        date: head.date,
    })
}

/// What the form says of an imported memory.
pub(super) fn memory_head(memory: &ImportedMemory) -> MemoryHead {
    MemoryHead {
        name: memory.name.clone(),
        source_lang: memory.source_lang.clone(),
        target_lang: memory.target_lang.clone(),
    }
}

/// The imported memory that the form speaks of. Its file is read again when it is imported again.
pub(super) fn memory(head: MemoryHead) -> ImportedMemory {
    ImportedMemory {
        row: None,
        name: head.name,
        source_lang: head.source_lang,
        target_lang: head.target_lang,
        hash: None,
    }
}

/// How the units of a document stand in it.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    /// Their numbers in the translation's text, and the white space before them.
    targets: HashMap<Row, (usize, String)>,
    ids: HashMap<Row, UnitId>,
}

impl Layouts {
    /// Those of `units`, which are all of a document.
    pub(super) fn of<'u>(
        reader: &Reader<'_>,
        document: Row,
        units: impl Iterator<Item = &'u StoredUnit>,
    ) -> Result<Self, store::Error> {
        let parts = reader.parts(document, Side::Target)?;
        let targets = parts.into_iter().zip(1..);
        Ok(Self {
            targets: targets
                .map(|(part, number)| (part.unit, (number, part.before)))
                .collect(),
            ids: units.map(|stored| (stored.row, stored.unit.id)).collect(),
        })
    }

    /// That of a unit with white space before it.
    pub(super) fn layout<'a>(&'a self, stored: &StoredUnit, before: &'a str) -> Layout<'a> {
        let target = self.targets.get(&stored.row);
        let replaced = stored.replaces.and_then(|old| self.ids.get(&old));
        Layout {
            before,
            target: target.map(|(number, before)| (*number, before.as_str())),
            replaces: replaced.copied(),
        }
    }
}
